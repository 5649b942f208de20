"""Claims of a mask file: an irradiance with its parent, mean or height of pulses."""

from __future__ import annotations

from openpbm.errors import MaskError
from openpbm.fact import message
from openpbm.files.mask_model import ClaimModel, MaskTable
from openpbm.mask import Claim, Pulsing
from openpbm.mask.catalogue import fluence_agrees
from openpbm.speech.say import in_english, say
from openpbm.units import dose_j_cm2


def claim_of(model: ClaimModel | None, over_time: str | None = None) -> Claim | None:
    """A claim with its parent, from the file; `over_time` as it is stated or follows."""
    if model is None:
        return None
    return Claim(
        irradiance_mw_cm2=model.irradiance_mw_cm2,
        tolerance_mw_cm2=model.tolerance_mw_cm2,
        meaning=model.meaning,
        fluence_j_cm2=model.fluence_j_cm2,
        over_time=over_time or model.over_time,
        meter=model.meter,
        distance_mm=model.distance_mm,
        source=in_english(message("file-the_mask_file")),
    )


def over_time_of(
    model: ClaimModel | None, table: MaskTable, pulsing: Pulsing | None, number: int | None
) -> str | None:
    """Mean or height of pulses: as stated, or as the fluence of the shortest session shows.

    None where nothing says it. Irradiance x time must give the stated fluence in one way.
    """
    claim = claim_of(model)
    if claim is None:
        return None
    name = "total_claim" if number is None else "claim"
    shares = {"mean": 1.0}
    if pulsing is not None and pulsing.is_pulsed:
        shares["height"] = pulsing.duty
    if claim.over_time is not None and claim.over_time not in shares:
        raise MaskError(
            f'{field_at(f"{name}.over_time", number)}: found "height" where no pulsing is stated; '
            "expected pulsing = {frequency_hz = ..., duty = ...} beside it, the same for all "
            "channels of a total"
        )
    may = {claim.over_time: shares[claim.over_time]} if claim.over_time is not None else shares
    if claim.fluence_j_cm2 is not None and table.session_min:
        minutes = min(table.session_min)
        may = {word: by for word, by in may.items() if fluence_agrees(claim, minutes, by)}
        if not may:
            raise _disagrees(claim, claim.fluence_j_cm2, minutes, f"{name}.fluence_j_cm2", number)
    return next(iter(may)) if len(may) == 1 and len(shares) > 1 else None


def _disagrees(
    claim: Claim, fluence_j_cm2: float, minutes: float, name: str, number: int | None
) -> MaskError:
    told = message(
        "file-claim_disagrees",
        field=field_at(name, number),
        found=f"{fluence_j_cm2:g}",
        irradiance=f"{claim.irradiance_mw_cm2:g}",
        minutes=f"{minutes:g}",
        gives=f"{dose_j_cm2(claim.irradiance_mw_cm2, minutes):.4g}",
    )
    return MaskError(say(told))


def field_at(name: str, number: int | None) -> str:
    """A field as messages name it, of one channel or (None) of the whole file."""
    if number is None:
        return say("file-field", field=name)
    return say("file-field_entry", field=f"channels.{name}", entry=str(number))
