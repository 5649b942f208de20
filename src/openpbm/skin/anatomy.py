"""The seven layers of facial skin as scenarios: thickness, blood, melanin, scattering.

Every draw is a plausible person-and-site; regions share the draws, so that a comparison
between regions is not blurred by them. Numbers and spreads come from `tables/skin.json`,
`phototypes.json`, `sites.json` and `conditions.json`, those of people who were measured
from `people.json` by `skin/people.py`. Theory 3.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from openpbm.arrays import FloatArray
from openpbm.errors import PersonError
from openpbm.person import PHOTOTYPES, FittedSkin, Person
from openpbm.sampling import between, normal, triangular
from openpbm.skin.people import drawn, expit, logit, spread_with_angle, usual
from openpbm.tables import Row, numbers, rows

LAYERS = (
    "stratum_corneum",
    "living_epidermis",
    "papillary_dermis",
    "upper_plexus",
    "reticular_dermis",
    "deep_plexus",
    "subcutis",
)
DERMIS = LAYERS[2:6]
EPIDERMIS = LAYERS[:2]
SKIN_DIMENSIONS = (
    "colour",
    "melanin",
    "blood",
    "saturation",
    "scattering",
    "epidermis",
    "dermis",
    "condition",
    "scattering_power",
    "melanin_power",
)
SMALLEST_DERMIS_MM = 0.35  # room for the four dermal layers of the model
OTHERS_AT_MOST = 0.7  # share of the dermis that its fixed layers take
BARE_MM = 0.001  # what is left of layers that a wound has removed


@dataclass(frozen=True, eq=False, kw_only=True)
class SkinDraws:
    """Sampled skins, each entry (scenarios,); thickness factors act on every site."""

    ita_deg: FloatArray
    melanin_mm: FloatArray  # volume fraction of melanosomes times epidermal thickness
    blood: FloatArray  # volume fraction of the dermis
    saturation: FloatArray  # of its haemoglobin with oxygen
    scattering: FloatArray  # common factor on the scattering power laws
    scattering_power: FloatArray  # added to the power law of the dermis
    melanin_power: FloatArray  # added to the power law of melanin
    dermal_scattering: FloatArray  # further factor on the dermis (scar, age)
    epidermis: FloatArray  # factor on thickness
    dermis: FloatArray
    corneum: FloatArray
    is_open: bool = False  # a wound: the epidermis is gone, the surface wet

    def __len__(self) -> int:
        return len(self.melanin_mm)


def skin_of(person: Person, uniforms: Mapping[str, FloatArray]) -> SkinDraws:
    """The person's skin: from phototype, ITA, L*a*b* or a fit; conditions multiply.

    A measured angle gets the spread of a measurement; a phototype gets its whole range,
    because it is an answer about sunburn, not a measured colour.
    """
    ita_deg = angles_deg(person.phototype, person.measured_ita_deg, uniforms["colour"])
    healthy = healthy_skin(ita_deg, uniforms)
    if person.fitted is not None:
        healthy = _with_reading(healthy, person.fitted, uniforms)
    known = rows("conditions")
    for word in person.conditions:
        if word in known:
            healthy = _with_condition(healthy, known[word], uniforms["condition"])
    return healthy


def skin_of_angles(ita_deg: FloatArray, uniforms: Mapping[str, FloatArray]) -> SkinDraws:
    """Healthy skin of people whose typology angles were measured: one for each scenario."""
    return healthy_skin(_about(ita_deg, uniforms["colour"]), uniforms)


def angles_deg(
    phototype: str | None, measured_deg: float | None, uniform: FloatArray
) -> FloatArray:
    """(scenarios,) typology angles: about a measured one, else over the range of a type."""
    if measured_deg is not None:
        return _about(np.full(len(uniform), measured_deg), uniform)
    assert phototype is not None  # whoever asks has one of both
    return _ita_of_phototype(phototype, uniform)


def _about(measured_deg: FloatArray, uniform: FloatArray) -> FloatArray:
    """(scenarios,) angles that a measurement may have missed by as much as it does."""
    spread = numbers("skin")["melanin.measured_ita_sd_deg"].value
    return measured_deg + spread * normal(uniform)


def skin_of_types(phototypes: Sequence[str], uniforms: Mapping[str, FloatArray]) -> SkinDraws:
    """Healthy skin of people of several types, in equal parts: a trial's participants."""
    share = uniforms["colour"] * len(phototypes)
    which = np.minimum(share.astype(np.intp), len(phototypes) - 1)
    inner = np.clip(share - which, 0.0, 1.0)
    choices = np.stack([_ita_of_phototype(name, inner) for name in phototypes])
    return healthy_skin(choices[which, np.arange(len(which))], uniforms)


def with_phototype(
    draws: SkinDraws, phototype: str, uniforms: Mapping[str, FloatArray]
) -> SkinDraws:
    """The same skin in another colour: what the report's skin slider shows."""
    ita_deg = _ita_of_phototype(phototype, uniforms["colour"])
    change = usual(ita_deg) - usual(draws.ita_deg)
    melanin, blood, scattering = np.exp(change[:3])
    return replace(
        draws,
        ita_deg=ita_deg,
        melanin_mm=draws.melanin_mm * melanin,
        blood=draws.blood * blood,
        scattering=draws.scattering * scattering,
        saturation=expit(logit(draws.saturation) + change[3]),
        scattering_power=draws.scattering_power + change[4],
        melanin_power=draws.melanin_power + change[5],
    )


def phototype_of(person: Person) -> str:
    """The person's skin type, by measured colour where there is one."""
    measured = person.measured_ita_deg
    if measured is not None:
        return nearest_phototype(measured)
    if person.phototype is None:  # a Person has one of both
        raise PersonError("found no skin colour; expected a skin type or a reading")
    return person.phototype


def nearest_phototype(ita_deg: float) -> str:
    """The type whose centre lies nearest to an angle."""
    table = rows("phototypes")
    return min(PHOTOTYPES, key=lambda name: abs(table[name].number("ita_center") - ita_deg))


def _ita_of_phototype(phototype: str, uniform: FloatArray) -> FloatArray:
    row = rows("phototypes")[phototype]
    return between(uniform, row.number("ita_low"), row.number("ita_high"))


def healthy_skin(ita_deg: FloatArray, uniforms: Mapping[str, FloatArray]) -> SkinDraws:
    """Skin of these colours that nothing ails; angles and uniforms go together, one by one."""
    table = numbers("skin")
    found = drawn(ita_deg, uniforms)  # (parameters, scenarios)
    melanin, blood, scattering = np.exp(found[:3])

    def spread(name: str) -> FloatArray:
        return np.exp(table[f"thickness.{name}_sd_ln"].value * normal(uniforms[name]))

    return SkinDraws(
        ita_deg=ita_deg,
        melanin_mm=melanin,
        blood=blood,
        saturation=expit(found[3]),
        scattering=scattering,
        scattering_power=found[4],
        melanin_power=found[5],
        dermal_scattering=np.ones_like(ita_deg),
        epidermis=spread("epidermis"),
        dermis=spread("dermis"),
        corneum=np.ones_like(ita_deg),
    )


def _with_reading(
    draws: SkinDraws, fitted: FittedSkin, uniforms: Mapping[str, FloatArray]
) -> SkinDraws:
    """Melanin, blood and scattering as a reading told them, never wider than without it.

    Anatomy, saturation and the powers stay as they were drawn. Theory 3.10.
    """
    angle_sd = numbers("skin")["melanin.measured_ita_sd_deg"].value
    widest = spread_with_angle(fitted.ita_deg, angle_sd)[:3]
    covariance = np.array(fitted.log_covariance)
    shrink = np.minimum(1.0, widest / np.sqrt(np.diag(covariance)))
    root = np.linalg.cholesky(covariance * shrink[:, None] * shrink)
    spread = np.stack([normal(uniforms[name]) for name in ("melanin", "blood", "scattering")])
    melanin, volume, scattering = np.exp(np.array(fitted.log_mean)[:, None] + root @ spread)
    return replace(draws, melanin_mm=melanin, blood=volume, scattering=scattering)


def _with_condition(draws: SkinDraws, row: Row, uniform: FloatArray) -> SkinDraws:
    """Multiply by a condition's factors; one draw moves all of them together."""

    def factor(name: str) -> FloatArray:
        bounds = row.floats(name)
        return triangular(uniform, *bounds) if bounds else np.ones_like(uniform)

    saturation = row.floats("saturation")
    return replace(
        draws,
        blood=draws.blood * factor("fb_x"),
        saturation=triangular(uniform, *saturation) if saturation else draws.saturation,
        dermal_scattering=draws.dermal_scattering * factor("a_dermis_x"),
        epidermis=draws.epidermis * factor("d_epi_x"),
        dermis=draws.dermis * factor("d_dermis_x"),
        corneum=np.maximum(draws.corneum * factor("d_sc_x"), 0.05),
        is_open=draws.is_open or row.flag("removes_epidermis"),
    )


def sites_of(regions: Sequence[str]) -> tuple[list[str], list[int]]:
    """One region for each different skin, and which of them stands for every region."""
    table = rows("sites")
    site = [table[region].text("site") for region in regions]
    first = list(dict.fromkeys(site))
    return [regions[site.index(name)] for name in first], [first.index(s) for s in site]


def thickness_mm(draws: SkinDraws, region: str) -> FloatArray:
    """(scenarios, layers) thickness at a region of the face. Theory 3.3."""
    table = numbers("skin")
    site = rows("sites")[region]
    rest = "reticular_dermis"  # what the other dermal layers leave
    fixed = {n: table[f"layer.{n}.thickness_mm"].value for n in LAYERS if n != rest}
    corneum = fixed["stratum_corneum"] * draws.corneum
    epidermis = site.number("epidermis_mm") * draws.epidermis
    if draws.is_open:
        corneum, epidermis = np.full_like(corneum, BARE_MM), np.full_like(epidermis, BARE_MM)
    dermis = np.maximum(site.number("dermis_mm") * draws.dermis, SMALLEST_DERMIS_MM)
    others = sum(fixed[name] for name in DERMIS if name in fixed)
    shrink = np.minimum(1.0, dermis / thin_dermis_mm())  # a thin dermis thins every layer of it
    columns = {
        "stratum_corneum": corneum,
        "living_epidermis": epidermis,
        "subcutis": np.full_like(dermis, fixed["subcutis"]),
        "reticular_dermis": dermis - others * shrink,
    }
    for name in DERMIS:
        if name in fixed:
            columns[name] = fixed[name] * shrink
    return np.stack([columns[name] for name in LAYERS], axis=1)


def thin_dermis_mm() -> float:
    """Below it a dermis thins every layer of it."""
    table = numbers("skin")
    fixed = (name for name in DERMIS if name != "reticular_dermis")
    return sum(table[f"layer.{n}.thickness_mm"].value for n in fixed) / OTHERS_AT_MOST
