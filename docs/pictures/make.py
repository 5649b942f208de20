"""Make the pictures of the README: `python docs/pictures/make.py`, with Chromium on the path.

Both come from one plan of examples/home.toml: the two faces (light and dark skin, one
scale, with the light that the mask throws back) and the first screen of the report.
"""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from datetime import date
from io import BytesIO
from pathlib import Path

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.cm import ScalarMappable
from matplotlib.colors import Normalize
from matplotlib.figure import Figure
from PIL import Image

from openpbm.answer import Planned
from openpbm.files.person_file import read_person
from openpbm.planning.plan import plan
from openpbm.reports import draw, raster
from openpbm.reports.colour import UNCOVERED_SHARE
from openpbm.reports.html import report_html
from openpbm.reports.live import base_of
from openpbm.reports.maps import on_points

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
LOOK = HERE.parent / "gallery" / "matplotlibrc"
START = date(2026, 11, 22)
BROWSER = (  # noqa: SIM905  # one flag a word reads better
    "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --hide-scrollbars "
    "--disable-background-networking --disable-component-update --disable-sync"
).split()


def pictured(page: str, width: int, height: int) -> Image.Image:
    """A page as a browser shows it."""
    browser = shutil.which("chromium")
    assert browser, "no chromium on the path"
    with tempfile.TemporaryDirectory() as folder:
        source, shot = Path(folder) / "page.html", Path(folder) / "shot.png"
        source.write_text(page, encoding="utf-8")
        size = [f"--window-size={width},{height}"]
        where = [f"--user-data-dir={folder}/profile", f"--screenshot={shot}", source.as_uri()]
        subprocess.run([browser, *BROWSER, *size, *where], check=True, capture_output=True)
        return Image.open(BytesIO(shot.read_bytes())).convert("RGB")


def two_faces(home: Planned) -> Figure:
    """Red light of one session in the upper dermis of this skin and of the darkest, one scale.

    Light thrown back between mask and skin is included, so the two skins also differ in how
    much light reaches them.
    """
    base = base_of(home)
    live, place = base.model, base.model.channels.index("red")
    kinds = live.own, len(live.skin_types) - 1
    strip = raster.strip_of(home.maps, (("front", 0.0),))
    doses = [strip.field(on_points(home.maps, base, place, kind, is_dose=True)) for kind in kinds]
    direct = strip.field(home.maps.direct_mw_cm2[place])
    reached = direct > UNCOVERED_SHARE * direct.max()
    top = draw.nice_top(float(np.max(doses)))
    figure, both = plt.subplots(1, 2, figsize=(7.2, 5.2))
    for axes, kind, dose in zip(both, kinds, doses, strict=True):
        axes.imshow(raster.painted(strip, dose, top, reached))
        axes.set_title(f"skin type {live.skin_types[kind]}")
        axes.axis("off")
    colours = ScalarMappable(Normalize(0, top), "inferno")
    figure.colorbar(colours, ax=both, location="bottom", shrink=0.45, label="J/cm²")
    on = base.weights * base.channel_drive[place] * base.channel_minutes[place]
    light, dark = (float(on @ live.dose_rate[kind, place, :, 1]) for kind in kinds)
    figure.supxlabel(
        f"The same mask, the same {home.session.minutes:.0f} minutes of its red LEDs:\n"
        f"{light:.2g} J/cm² reach the upper dermis of skin type {live.skin_types[kinds[0]]}, "
        f"{dark:.2g} that of skin type {live.skin_types[kinds[1]]}."
    )
    return figure


def main() -> None:
    """Write both pictures beside this file."""
    given = read_person(ROOT / "examples" / "home.toml")
    assert given.mask is not None
    home = plan(given.person, given.mask, start=START)
    assert isinstance(home, Planned)
    with plt.rc_context({"savefig.dpi": 200}, fname=str(LOOK)):
        two_faces(home).savefig(HERE / "two-faces.png")
    pictured(report_html(home), 1280, 1000).save(HERE / "home-report.png", optimize=True)


if __name__ == "__main__":
    main()
