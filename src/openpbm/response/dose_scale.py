"""Every study arm on one dose scale: light on the skin and fluence in two layers of the dermis.

What is printed goes through the same skin and device model as a plan. An arm whose light
cannot be computed says why. Theory 10.2.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from openpbm.arrays import FloatArray, floats
from openpbm.fact import Message, Param, message
from openpbm.interval import Interval, as_interval
from openpbm.response.evidence import UNSTATED_TYPES
from openpbm.response.judgement import StudyDevice
from openpbm.response.study import Arm, LightUsed, Study, colour_of
from openpbm.response.surface_dose import SurfaceDose, surface_dose
from openpbm.response.trial_dose import TRIAL_DIMENSIONS, layer_index, region_of, sent_back
from openpbm.sampling import between, uniforms
from openpbm.skin.anatomy import LAYERS as ALL_LAYERS
from openpbm.skin.anatomy import SKIN_DIMENSIONS, skin_of_types
from openpbm.skin.response import Request, line_nodes, respond
from openpbm.tables import numbers

LAYERS = ("papillary_dermis", "reticular_dermis")
SCENARIOS = 200
SEED = 1
Progress = Callable[[Message | str, float], None]
BAND_NODES = 5


@dataclass(frozen=True, kw_only=True)
class LightDose:
    """One light of one arm at depth, in one session."""

    study: str
    arm: str
    role: str
    colour: str
    peak_nm: float
    surface: SurfaceDose
    exposure_j_cm2: Interval  # on the skin, with what the device throws back
    papillary_j_cm2: Interval
    reticular_j_cm2: Interval
    skin_types_read: bool
    error_p99: float  # of the response surface, relative


@dataclass(frozen=True, kw_only=True)
class Uncomputed:
    """One light of one arm, and why it has no dose at depth."""

    study: str
    arm: str
    colour: Param
    reason: Message


@dataclass(frozen=True, kw_only=True)
class DoseScale:
    """All lit arms: those with a dose at depth and those without."""

    doses: tuple[LightDose, ...]
    without: tuple[Uncomputed, ...]
    scenarios: int
    seed: int

    @property
    def computed_arms(self) -> tuple[tuple[str, str], ...]:
        """(study, arm) of arms all of whose lights have a dose."""
        lacking = {(u.study, u.arm) for u in self.without}
        return tuple(dict.fromkeys(k for d in self.doses if (k := (d.study, d.arm)) not in lacking))

    @property
    def lacking_arms(self) -> Mapping[tuple[str, str], Message]:
        """(study, arm) of the other arms, with the first reason."""
        found: dict[tuple[str, str], Message] = {}
        for each in self.without:
            found.setdefault((each.study, each.arm), each.reason)
        return found

    def of_arm(self, study: str, arm: str) -> tuple[LightDose, ...]:
        """The lights of one arm."""
        return tuple(d for d in self.doses if (d.study, d.arm) == (study, arm))


def dose_scale(
    found: Mapping[str, Study],
    *,
    scenarios: int = SCENARIOS,
    seed: int = SEED,
    progress: Progress | None = None,
) -> DoseScale:
    """Every lit arm of the studies through the skin model, or why not.

    Args:
        found: studies, facts only.
        scenarios: skins and devices sampled for each light.
        seed: of the scenarios.
        progress: called with the step's name and the share done.
    """
    say = progress or (lambda _step, _done: None)
    draws = uniforms(TRIAL_DIMENSIONS, scenarios, seed=seed)
    doses: list[LightDose] = []
    without: list[Uncomputed] = []
    known: dict[str, Unit] = {}
    for number, study in enumerate(found.values()):
        say(message("dose-at_depth"), number / len(found))
        for arm in study.arms:
            for light in arm.lights:
                surface = surface_dose(light, arm.session_min)
                if isinstance(surface, Message):
                    without.append(_without(study, arm, light, surface))
                    continue
                doses.append(_sunk(study, arm, light, surface, draws, known, seed))
    return DoseScale(doses=tuple(doses), without=tuple(without), scenarios=scenarios, seed=seed)


def _without(study: Study, arm: Arm, light: LightUsed, reason: Message) -> Uncomputed:
    colour = colour_of(light) or message("dose-colour_unread")
    return Uncomputed(study=study.id, arm=arm.name, colour=colour, reason=reason)


def _sunk(
    study: Study,
    arm: Arm,
    light: LightUsed,
    surface: SurfaceDose,
    draws: Mapping[str, FloatArray],
    known: dict[str, Unit],
    seed: int,
) -> LightDose:
    types = study.skin_types
    device = study.judged.device
    line = nodes(light, study.device_type)
    key = f"{types}{device.site}{line}{device.view_factor}"
    if key not in known:
        known[key] = unit_light(line, types or UNSTATED_TYPES, device, draws, seed)
    unit = known[key]
    exposure, upper, deeper = unit.at(surface, draws)
    return LightDose(
        study=study.id,
        arm=arm.name,
        role=arm.role,
        colour=colour_of(light),
        peak_nm=float(line[0] @ line[1]),
        surface=surface,
        exposure_j_cm2=exposure,
        papillary_j_cm2=upper,
        reticular_j_cm2=deeper,
        skin_types_read=bool(types),
        error_p99=unit.error_p99,
    )


@dataclass(frozen=True, eq=False, kw_only=True)
class Unit:
    """One light on sampled skins, per unit of the printed exposure."""

    gain: FloatArray  # (scenarios,) light on the skin with what the device throws back
    fluence: FloatArray  # (scenarios, layers) per unit light on the skin
    error_p99: float

    def at(
        self, surface: SurfaceDose, draws: Mapping[str, FloatArray]
    ) -> tuple[Interval, Interval, Interval]:
        """On the skin, in the upper and in the deeper dermis, J/cm2. Eq. (10.4)."""
        printed = between(draws["trial_dose"], surface.low_j_cm2, surface.high_j_cm2)
        on_skin = printed * self.gain
        upper, deeper = (as_interval(on_skin * self.fluence[:, layer_index(n)]) for n in LAYERS)
        return as_interval(on_skin), upper, deeper


def unit_light(
    line: tuple[FloatArray, FloatArray],
    types: Sequence[str],
    device: StudyDevice,
    draws: Mapping[str, FloatArray],
    seed: int,
) -> Unit:
    """The light of a line or band through the skin model. Theory 10.2.

    Args:
        line: (nodes,) wavelengths and weights.
        types: skin types of the people, in equal parts.
        device: its site, view factor and inner reflectance.
        draws: uniforms of TRIAL_DIMENSIONS.
        seed: of the response surface.
    """
    skin = skin_of_types(types, {name: draws[f"trial_{name}"] for name in SKIN_DIMENSIONS})
    gain, fluence, worst = np.zeros(len(skin)), np.zeros((len(skin), len(ALL_LAYERS))), 0.0
    for nm, share in zip(line[0].tolist(), line[1].tolist(), strict=True):
        request = Request(
            skin=skin,
            regions=(region_of(device.site),),
            wavelength_nm=np.full((len(skin), 1), nm),
            weight=np.ones(1),
        )
        answer = respond([request], seed=seed)
        own = answer.light[0]
        gain += share * sent_back(own, draws, device.view_factor, device.inner_reflectance)
        fluence += share * own.diffuse.fluence[:, 0]
        worst = max(worst, answer.error_p99)
    return Unit(gain=gain, fluence=fluence, error_p99=worst)


def nodes(light: LightUsed, device_type: str) -> tuple[FloatArray, FloatArray]:
    """(nodes,) wavelengths and weights: a line by its width, a band evenly."""
    if light.nm is None:
        assert light.band_nm is not None  # surface_dose asks for a colour
        low, high = light.band_nm
        step = (high - low) / BAND_NODES
        middle = low + step * (np.arange(BAND_NODES) + 0.5)
        return floats(middle), floats(np.full(BAND_NODES, 1.0 / BAND_NODES))
    table = numbers("synthesis")
    usual = table["line.laser_fwhm_nm" if device_type == "laser" else "line.led_fwhm_nm"].value
    if light.band_nm is not None:
        usual = light.band_nm[1] - light.band_nm[0]
    width = light.fwhm_nm or usual
    wavelength, weight = line_nodes(np.array([light.nm]), np.array([width]))
    return wavelength[0], weight
