"""What data sheets of LEDs say in their own units: lumens, photons, the full viewing angle."""

from __future__ import annotations

from dataclasses import dataclass

from openpbm.errors import MaskError
from openpbm.files.mask_model import ChannelModel
from openpbm.mask import Spectrum
from openpbm.mask.photometry import lumens_per_w, umol_per_j
from openpbm.units import MW_PER_W

AGREES = 0.25  # of power: what V changes by within 4 nm of red
AGREES_DEG = 1.0
MOST_MW = 1e5


@dataclass(frozen=True, kw_only=True)
class LedPower:
    """Light out of one LED, and what it was reckoned from."""

    mw: float | None = None
    said: str = ""  # empty where it is stated
    by_eye: bool = False  # from lumens


def led_power(entry: ChannelModel, peak_nm: float, spectrum: Spectrum | None, at: str) -> LedPower:
    """Light out of one LED, as stated or reckoned from what its data sheet says.

    Args:
        entry: of the file.
        peak_nm: of the channel.
        spectrum: measured, where there is one.
        at: the entry, for messages.

    Raises:
        MaskError: lumens of a light that an eye hardly sees, or two statements that disagree.
    """
    found: list[tuple[str, float, str]] = []
    if entry.power_mw is not None:
        found.append(("power_mw", entry.power_mw, ""))
    if entry.photon_flux_umol_s is not None:
        power = MW_PER_W * entry.photon_flux_umol_s / umol_per_j(peak_nm, spectrum)
        found.append(("photon_flux_umol_s", power, f"{entry.photon_flux_umol_s:g} umol/s"))
    if entry.luminous_flux_lm is not None:
        power = _from_lumens(entry.luminous_flux_lm, peak_nm, spectrum, at)
        found.append(("luminous_flux_lm", power, f"{entry.luminous_flux_lm:g} lm"))
    if not found:
        return LedPower()
    first, power, said = found[0]
    for name, other, words in found[1:]:
        if abs(other - power) > AGREES * power:
            raise MaskError(
                f"field channels.{name} ({at}): found {words}, which is {other:.3g} mW at "
                f"{peak_nm:g} nm, beside {said or f'{first} = {power:g}'}"
                f"{f', which is {power:.3g} mW' if said else ''}; expected the two to agree within "
                f"{AGREES:.0%}"
            )
    if power > MOST_MW:
        raise MaskError(
            f"field channels.{first} ({at}): found {said}, which is {power:.3g} mW; expected at "
            f"most {MOST_MW:g} mW of one LED"
        )
    return LedPower(
        mw=power,
        said=f"{said} at {peak_nm:g} nm" if said else "",
        by_eye=first == "luminous_flux_lm",
    )


def _from_lumens(lumens: float, peak_nm: float, spectrum: Spectrum | None, at: str) -> float:
    per_w = lumens_per_w(peak_nm, spectrum)
    if per_w is None:
        raise MaskError(
            f"field channels.luminous_flux_lm ({at}): found {lumens:g} lm at {peak_nm:g} nm, which "
            "an eye hardly sees: lumens do not tell its power; expected power_mw"
        )
    return MW_PER_W * lumens / per_w


def led_half_angle_deg(entry: ChannelModel, at: str) -> float | None:
    """Half angle off axis; half of the full viewing angle where a sheet gives that.

    Raises:
        MaskError: both are said and disagree.
    """
    full, half = entry.viewing_angle_deg, entry.half_angle_deg
    if full is None:
        return half
    if half is not None and abs(full / 2.0 - half) > AGREES_DEG:
        raise MaskError(
            f"field channels.viewing_angle_deg ({at}): found a full angle of {full:g}, whose half "
            f"is {full / 2.0:g}, beside half_angle_deg = {half:g}; expected one of them, or the "
            "two to agree"
        )
    return full / 2.0 if half is None else half
