"""Spot lumens, lux, photons and angles under names that are not ours, and say how to write them.

These are no slips of unit alone: what they are in mW hangs on the wavelength, and an angle may
be the full or the half one. So none of them is ever taken for the nearest name.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection

from openpbm.mask.photometry import lumens_per_w, umol_per_j
from openpbm.speech.say import say
from openpbm.units import MW_PER_W, W_M2_PER_MW_CM2

PAR_NM = 700.0  # where photosynthetically active radiation ends
KINDS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("intensity", ("cd", "mcd", "candela", "intensity", "mw_sr", "w_sr")),
    ("lux", ("lx", "lux", "illuminance", "footcandle", "fc")),
    ("ppfd", ("ppfd", "par", "umol_m2_s", "photons_m2", "photon_irradiance")),
    ("lumens", ("lm", "lumen", "lumens", "luminous")),
    ("photons", ("ppf", "umol", "umol_s", "photon", "photons")),
    ("angle", ("angle", "angle_deg", "beam_deg", "fwhm_deg", "viewing", "spread_deg")),
)


def light_slip(
    name: str, value: object, known: Collection[str], peak_nm: float | None
) -> str | None:
    """What to write in place of a field of a data sheet or a light meter; None if it is none.

    Args:
        name: of the field that nobody knows.
        value: as written.
        known: fields that may stand there.
        peak_nm: wavelength of the light, where it is known.

    >>> light_slip("power_lm", 20, ["power_mw", "luminous_flux_lm"], 660.0)
    'luminous_flux_lm = 20 (20 lm at 660 nm are 480 mW of light)'
    >>> light_slip("beam_angle", 60, ["half_angle_deg", "viewing_angle_deg"], None)
    'viewing_angle_deg = 60 for a full angle, or half_angle_deg = 60 for one off axis'
    """
    kind = next((kind for kind, words in KINDS if _names(name, words)), "")
    if not kind:
        return None
    field, said = SAID[kind]
    number = float(value) if isinstance(value, int | float) and abs(value) < 1e9 else None
    return said(number, peak_nm) if field in known else None


def _names(name: str, words: Collection[str]) -> bool:
    """True where the name holds one of the words whole."""
    bare = "_" + re.sub(r"[^a-z0-9]+", "_", name.lower()) + "_"
    return any(f"_{word}_" in bare for word in words)


def _lumens(number: float | None, peak_nm: float | None) -> str:
    per_w = None if peak_nm is None else lumens_per_w(peak_nm)
    if peak_nm is not None and per_w is None:
        return say("file-lumens_unseen", nm=f"{peak_nm:g}")
    if number is None or per_w is None:
        return say("file-lumens")
    power = f"{MW_PER_W * number / per_w:.3g}"
    return say("file-lumens_are", number=f"{number:g}", nm=f"{peak_nm:g}", power=power)


def _photons(number: float | None, peak_nm: float | None) -> str:
    if number is None or peak_nm is None:
        return say("file-photons")
    power = f"{MW_PER_W * number / umol_per_j(peak_nm):.3g}"
    return say("file-photons_are", number=f"{number:g}", nm=f"{peak_nm:g}", power=power)


def _ppfd(number: float | None, peak_nm: float | None) -> str:
    if peak_nm is None:
        return say("file-photons_need_nm")
    if peak_nm > PAR_NM:
        return say("file-par_ends", nm=f"{PAR_NM:g}")
    return _as_irradiance(number, "umol/m2/s", W_M2_PER_MW_CM2 * umol_per_j(peak_nm), peak_nm)


def _lux(number: float | None, peak_nm: float | None) -> str:
    if peak_nm is None:
        return say("file-lux_need_nm")
    per_w = lumens_per_w(peak_nm)
    if per_w is None:
        return say("file-lux_unseen", nm=f"{peak_nm:g}")
    return _as_irradiance(number, "lux", W_M2_PER_MW_CM2 * per_w, peak_nm)


def _intensity(_number: float | None, _nm: float | None) -> str:
    return say("file-intensity")


def _as_irradiance(number: float | None, unit: str, per_mw_cm2: float, peak_nm: float) -> str:
    nm, each = f"{peak_nm:g}", f"{per_mw_cm2:.3g}"
    if number is None:
        return say("file-as_irradiance", nm=nm, each=each, unit=unit)
    value = f"{number / per_mw_cm2:.3g}"
    return say("file-as_irradiance_so", nm=nm, each=each, unit=unit, value=value)


def _angle(number: float | None, _peak_nm: float | None) -> str:
    if number is None:
        return say("file-angle")
    return say("file-angle_is", number=f"{number:g}")


# the field that may stand in its place, and what to write there
SAID: dict[str, tuple[str, Callable[[float | None, float | None], str]]] = {
    "intensity": ("luminous_flux_lm", _intensity),
    "lux": ("irradiance_mw_cm2", _lux),
    "ppfd": ("irradiance_mw_cm2", _ppfd),
    "lumens": ("luminous_flux_lm", _lumens),
    "photons": ("photon_flux_umol_s", _photons),
    "angle": ("viewing_angle_deg", _angle),
}
