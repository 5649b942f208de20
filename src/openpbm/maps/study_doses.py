"""Dose at depth of light that somebody states: arms of studies, by wavelength and irradiance.

What `dose_at_depth` says of a mask on a face, without mask or face: healthy skin at a site of the
face, lit evenly, plane, in air. Nothing is screened and no effect follows from it. Theory 5.7.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TypeAlias, TypeVar

import numpy as np

from openpbm.arrays import FloatArray, frozen
from openpbm.errors import OutOfModelError, check_sample, nearest
from openpbm.interval import Curve, as_curve
from openpbm.kept import Kept
from openpbm.mask.spectrum import gaussian_nodes
from openpbm.person import PHOTOTYPES
from openpbm.sampling import uniforms
from openpbm.skin.anatomy import LAYERS, SKIN_DIMENSIONS, SkinDraws, angles_deg, healthy_skin
from openpbm.skin.optics import TABLE_NM, skin_states
from openpbm.skin.profile import Profile, profile_of
from openpbm.skin.profile_surface import DEEPEST_MM, ProfileSurface, window_of
from openpbm.tables import rows
from openpbm.threads import at_once
from openpbm.units import dose_j_cm2

SEED, SCENARIOS = 1, 400
DEPTHS_MM = (0.0, 0.5, 1.0, 2.0, 3.0)
NODES = 3  # wavelengths that stand for a line
LIGHTS_AT_ONCE = 20  # their scenarios stay in the cache
ARMS_AT_ONCE = 500  # some 20 MB of scenarios

# what an entry may be: above the first bound, or at it where it is no zero, up to the second
BOUNDS: Mapping[str, tuple[float, float]] = {
    "nm": TABLE_NM,
    "irradiance_mw_cm2": (0.0, 2000.0),  # ten times the strongest mask: more is another unit
    "minutes": (0.0, 180.0),
    "ita_deg": (-90.0, 90.0),
    "fwhm_nm": (0.0, 200.0),
}
MAY_BE_NOTHING = ("fwhm_nm",)
Progress: TypeAlias = Callable[[float], None]
Item = TypeVar("Item")


@dataclass(frozen=True, kw_only=True)
class StatedLight:
    """Light as a study prints it, and the skin that it shines on.

    Exactly one of `phototype` and `ita_deg` says the colour of the skin.
    """

    nm: float
    irradiance_mw_cm2: float  # on the skin, mean over the session
    minutes: float
    site: str = "cheek"
    phototype: str | None = None
    ita_deg: float | None = None  # individual typology angle
    fwhm_nm: float = 0.0  # of the line; 0: one wavelength
    is_beam: bool = False  # straight in; else from all sides alike

    def __post_init__(self) -> None:
        for name in BOUNDS:
            value = getattr(self, name)
            if value is not None and not is_within(name, value):
                low, high = BOUNDS[name]
                raise OutOfModelError(f"{name}: {value:g}; expected {low:g} to {high:g}")
        if (self.phototype is None) == (self.ita_deg is None):
            raise OutOfModelError(
                f"phototype, ita_deg: {self.phototype}, {self.ita_deg}; expected 1"
            )
        if self.phototype is not None and self.phototype not in PHOTOTYPES:
            raise OutOfModelError(f"phototype: {self.phototype!r}; expected {_row(PHOTOTYPES)}")
        if self.site not in site_regions():
            known = list(site_regions())
            raise OutOfModelError(
                f"site: {self.site!r}; expected {_row(known)}{nearest(self.site, known)}"
            )

    @property
    def exposure_j_cm2(self) -> float:
        """What falls on the skin in one session."""
        return dose_j_cm2(self.irradiance_mw_cm2, self.minutes)

    @property
    def skin(self) -> tuple[str | None, float | None, str]:
        """Lights of one skin can be joined."""
        return self.phototype, self.ita_deg, rows("sites")[site_regions()[self.site]].text("site")


@dataclass(frozen=True, eq=False, kw_only=True)
class StudyDoses:
    """Doses of one session in healthy skins, arm by arm, all its wavelengths together."""

    arms: tuple[str, ...]
    on_skin_j_cm2: FloatArray  # (arms,) radiant exposure as stated
    layers: tuple[str, ...]
    layer_j_cm2: Curve  # (arms, layers) mean fluence of each layer
    depths_mm: FloatArray  # (depths,) below the surface
    depth_j_cm2: Curve  # (arms, depths) fluence
    scenarios: int
    seed: int


def study_doses(
    lights: Sequence[StatedLight],
    *,
    arms: Sequence[str] | None = None,
    depths_mm: Sequence[float] = DEPTHS_MM,
    seed: int = SEED,
    scenarios: int = SCENARIOS,
    exact: bool = False,
    kept: Kept | None = None,
    progress: Progress | None = None,
) -> StudyDoses:
    """What lights bring to each layer and depth of skin, as median and 5 to 95 % over skins.

    Every skin is one that people of that colour may have at that site; the light itself is taken
    as stated. Diffuse light falls from all sides, as under a mask; light that the device gets
    back from the skin and throws again is no part of it, unless the stated irradiance holds it.

    Args:
        lights: one a row.
        arms: of each light the arm it belongs to, whose lights are added; None: each its own.
        depths_mm: below the surface, up to 4; 0 is just inside.
        seed: of the skins.
        scenarios: how many skins are sampled; one alone has no interval.
        exact: solve every skin; else polynomials stand for most, within 1 %.
        kept: polynomials that were fitted before.
        progress: called with the share that is done.

    Returns:
        Curves of (arms, layers) and (arms, depths), arms in the order of their first light.

    Raises:
        OutOfModelError: a depth or sample that cannot be; an arm with two skins or no light.

    Source: Theory 3, 4, 5.7; tests/unit/test_study_doses.py.
    """
    check_sample(seed, scenarios)
    depths = np.array(depths_mm, dtype=np.float64)
    if not (len(depths) and np.all((depths >= 0) & (depths <= DEEPEST_MM))):
        raise OutOfModelError(f"depths_mm: {list(depths_mm)}; expected 0 to {DEEPEST_MM:g}")
    named = [str(i + 1) for i in range(len(lights))] if arms is None else list(arms)
    if len(named) != len(lights):
        raise OutOfModelError(f"arms {len(named)}; expected {len(lights)}")
    grouped: dict[str, list[StatedLight]] = {}
    for name, light in zip(named, lights, strict=True):
        grouped.setdefault(name, []).append(light)
    for name, own in grouped.items():
        if (skins := len({light.skin for light in own})) > 1:
            raise OutOfModelError(f"{name!r}: skins {skins}; expected 1")
    work = _Work(uniforms(SKIN_DIMENSIONS, scenarios, seed=seed), depths, exact, kept)
    spread = _spread_of_all(list(grouped.values()), work, progress or (lambda _done: None))
    return StudyDoses(
        arms=tuple(grouped),
        on_skin_j_cm2=frozen([sum(x.exposure_j_cm2 for x in own) for own in grouped.values()]),
        layers=LAYERS,
        layer_j_cm2=_part(spread, slice(0, len(LAYERS))),
        depths_mm=frozen(depths),
        depth_j_cm2=_part(spread, slice(len(LAYERS), None)),
        scenarios=scenarios,
        seed=seed,
    )


def skin_doses(
    lights: Sequence[StatedLight],
    draws: Mapping[str, FloatArray],
    *,
    depths_mm: Sequence[float] = (),
    exact: bool = False,
    kept: Kept | None = None,
) -> FloatArray:
    """(scenarios, lights, layers + depths) J/cm2 of fluence in skins that were drawn.

    Args:
        lights: each by itself.
        draws: (scenarios,) uniforms by their names, of SKIN_DIMENSIONS at least.
        depths_mm: below the surface, up to 4.
        exact: as in `study_doses`.
        kept: as there.
    """
    own = {name: draws[name] for name in SKIN_DIMENSIONS}
    work = _Work(own, np.array(depths_mm, dtype=np.float64), exact, kept)
    return _doses([[light] for light in lights], work)


@cache
def site_regions() -> dict[str, str]:
    """Sites by the names that are taken for them, each with a region of the face that has it."""
    found: dict[str, str] = {}
    for region, row in rows("sites").items():
        found.setdefault(row.text("site"), region)
    return {**found, **{region: region for region in rows("sites")}}


def is_within(name: str, value: float) -> bool:
    """Whether an entry lies inside its bounds."""
    low, high = BOUNDS[name]
    return low <= value <= high and (value != 0.0 or low < 0.0 or name in MAY_BE_NOTHING)


def skin_at(light: StatedLight, draws: Mapping[str, FloatArray]) -> SkinDraws:
    """Sampled skins of the light's colour."""
    return healthy_skin(angles_deg(light.phototype, light.ita_deg, draws["colour"]), draws)


@dataclass(frozen=True, eq=False)
class _Work:
    """What all arms share."""

    draws: Mapping[str, FloatArray]  # (scenarios,) each
    depths_mm: FloatArray
    is_exact: bool
    kept: Kept | None

    @property
    def scenarios(self) -> int:
        return len(self.draws["colour"])


@dataclass(frozen=True)
class _Ray:
    """One wavelength of one light, and the arm that it counts to."""

    arm: int
    nm: float
    share: float  # J/cm2 on the skin
    light: StatedLight

    @property
    def batch(self) -> tuple[int, bool, str]:
        """What is solved together: a window of wavelength, a source, a site."""
        return window_of(self.nm), self.light.is_beam, self.light.skin[2]


def _spread_of_all(
    arms: Sequence[Sequence[StatedLight]], work: _Work, progress: Progress
) -> FloatArray:
    """(3, arms, layers + depths) median, 5 and 95 %; worked through in an order of their own.

    Which arms are solved together follows from what they are, never from their order.
    """
    order = sorted(range(len(arms)), key=lambda i: [_key(light) for light in arms[i]])
    found = np.empty((3, len(arms), len(LAYERS) + len(work.depths_mm)))
    together = [order[i : i + ARMS_AT_ONCE] for i in range(0, len(order), ARMS_AT_ONCE)]
    done: list[int] = []

    def work_out(some: list[int]) -> None:
        curve = as_curve(_doses([arms[i] for i in some], work))
        found[:, some] = curve.median, curve.p05, curve.p95
        done.extend(some)
        progress(len(done) / len(order))

    at_once(work_out, _from_both_ends(together))
    return found


def _from_both_ends(items: Sequence[Item]) -> Iterator[Item]:
    """First, last, second ...: two at a time are of windows apart, and neither fits both's."""
    for i in range(len(items)):
        yield items[i // 2] if i % 2 == 0 else items[-1 - i // 2]


def _key(light: StatedLight) -> tuple[object, ...]:
    colour = light.phototype or "", light.ita_deg or 0.0
    rate = light.irradiance_mw_cm2, light.minutes
    return window_of(light.nm), light.is_beam, light.skin[2], light.nm, light.fwhm_nm, colour, rate


def _doses(arms: Sequence[Sequence[StatedLight]], work: _Work) -> FloatArray:
    """(scenarios, arms, layers + depths) J/cm2."""
    found = np.zeros((work.scenarios, len(arms), len(LAYERS) + len(work.depths_mm)))
    batches: dict[tuple[int, bool, str], list[_Ray]] = {}
    for place, own in enumerate(arms):
        for light in own:
            for ray in _rays(place, light):
                batches.setdefault(ray.batch, []).append(ray)
    for rays in batches.values():
        for start in range(0, len(rays), LIGHTS_AT_ONCE):
            _add(found, rays[start : start + LIGHTS_AT_ONCE], work)
    return found


def _rays(place: int, light: StatedLight) -> Iterator[_Ray]:
    if light.fwhm_nm == 0.0:
        yield _Ray(place, light.nm, light.exposure_j_cm2, light)
        return
    offsets, weights = gaussian_nodes(NODES)
    for offset, weight in zip(offsets.tolist(), weights.tolist(), strict=True):
        nm = float(np.clip(light.nm + light.fwhm_nm * offset, *TABLE_NM))
        yield _Ray(place, nm, light.exposure_j_cm2 * weight, light)


def _add(found: FloatArray, rays: Sequence[_Ray], work: _Work) -> None:
    """The light of some rays of one batch, to the arms that they count to."""
    if work.is_exact:
        for ray in rays:
            _put(found, [ray], _profile([ray], work))
        return
    _put(found, rays, _profile(rays, work))


def _profile(rays: Sequence[_Ray], work: _Work) -> Profile:
    """(rays times scenarios) of one site; exact ones are of one wavelength."""
    draws = {name: np.tile(values, len(rays)) for name, values in work.draws.items()}
    angles = [
        angles_deg(ray.light.phototype, ray.light.ita_deg, work.draws["colour"]) for ray in rays
    ]
    skin = healthy_skin(np.concatenate(angles), draws)
    nm = np.repeat([ray.nm for ray in rays], work.scenarios)
    first = rays[0]
    states = skin_states(skin, site_regions()[first.light.site], nm)
    if work.is_exact:
        return profile_of(states, work.depths_mm, nm=first.nm, is_beam=first.light.is_beam)
    window = window_of(first.nm)
    surface = ProfileSurface(window=window, is_beam=first.light.is_beam, kept=work.kept)
    return surface(states, work.depths_mm, nm=first.nm)


def _put(found: FloatArray, rays: Sequence[_Ray], profile: Profile) -> None:
    every = np.concatenate([profile.layers, profile.depths], axis=1)
    for ray, own in zip(rays, np.split(every, len(rays)), strict=True):
        found[:, ray.arm] += ray.share * own


def _part(spread: FloatArray, which: slice) -> Curve:
    median, p05, p95 = (frozen(each[:, which]) for each in spread)
    return Curve(median=median, p05=p05, p95=p95)


def _row(words: Sequence[str]) -> str:
    return ", ".join(words)
