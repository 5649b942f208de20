"""Light on every point of a skin, the median scenario at full drive: of maps and of made masks."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from openpbm.arrays import FloatArray, floats
from openpbm.planning.scene import Scene


@dataclass(frozen=True, eq=False, kw_only=True)
class OnSkin:
    """(C, P) mW/cm2 of every channel on every point of the face, lit or not."""

    direct: FloatArray
    again: FloatArray  # what mask and skin throw back

    @property
    def whole(self) -> FloatArray:
        """Both together."""
        return floats(self.direct + self.again)


def on_skin(at: Scene) -> OnSkin:
    """What each point gets; light comes back as the surroundings of a point send it."""
    scale = np.median(at.scale, axis=0)[:, None]
    direct, around = at.light.maps()
    back = np.median(at.dose.recirculated, axis=0)[:, at.face.region]  # (C, P)
    return OnSkin(direct=floats(direct * scale), again=floats(back * around * scale))
