"""What the strength of a map rests on: what is stated, how it is read, how far it is known."""

from __future__ import annotations

from openpbm.fact import Message, Name, Quantity, message, several
from openpbm.light.device_draws import UNSAID
from openpbm.maps.face_map import FaceMap
from openpbm.mask import Claim

Stated = tuple[str | None, Claim]  # channel; None: all of them together


def stated(found: FaceMap) -> tuple[Stated, ...]:
    """The claims that a map rests on: no reading and no power of an LED stands in for them."""
    if found.is_relative:
        return ()
    unread = [c for c in found.mask.channels if c.id in found.channels and not c.readings]
    own = tuple((c.id, c.claim) for c in unread if c.claim is not None)
    total = found.mask.total_claim
    shares = any(c.claim is None and c.power_mw is None for c in unread)
    return own if total is None or not shares else (*own, (None, total))


def peak_share(found: FaceMap) -> float | None:
    """Share of the scenarios that take a claim for a peak; None where each says what it is."""
    is_unsaid = any(claim.meaning in UNSAID for _, claim in stated(found))
    return found.peak_share if is_unsaid else None


def how_strong(found: FaceMap) -> tuple[Message, ...]:
    """What is not lit, the mean of the lit skin with its interval, what is stated, how taken."""
    if found.mean_mw_cm2 is None:
        return _not_lit(found)
    low, high = (
        Quantity(v, "mW/cm2", figures=3) for v in (found.mean_mw_cm2.p05, found.mean_mw_cm2.p95)
    )
    return (*_not_lit(found), message("maps-interval", low=low, high=high), *_read(found))


def _not_lit(found: FaceMap) -> tuple[Message, ...]:
    """Colours that light only in another programme than the fullest."""
    others = [c.id for c in found.mask.channels if c.id not in found.channels]
    names = several(Name("channel", id) for id in dict.fromkeys(others))
    return (message("maps-not_lit", channels=names),) if others else ()


def _read(found: FaceMap) -> tuple[Message, ...]:
    claims = stated(found)
    if not claims:
        return ()
    told = [message("maps-stated", claims=several(_claim(*each) for each in claims))]
    peak = peak_share(found)
    if peak is not None:
        which = "peak" if peak == 1 else "both"  # whether the supply leaves a choice
        told.append(message("maps-read_unsaid", which=which, share=_share(peak)))
    meanings = {claim.meaning for _, claim in claims}
    told += [message(f"maps-meant_{one}") for one in ("mean", "peak") if one in meanings]
    if found.fed_less_share > 0:
        told.append(message("maps-fed_less", share=_share(found.fed_less_share)))
    return tuple(told)


def _share(share: float) -> Quantity:
    return Quantity(share, "share")


def _claim(id: str | None, claim: Claim) -> Message:
    of = message("maps-all_colours") if id is None else Name("channel", id)
    figure = Quantity(claim.irradiance_mw_cm2, "mW/cm2", figures=3, trimmed=True)
    if claim.distance_mm is None:
        return message("maps-claim", of=of, figure=figure)
    distance = Quantity(claim.distance_mm, "mm", figures=3, trimmed=True)
    return message("maps-claim_at", of=of, figure=figure, distance=distance)
