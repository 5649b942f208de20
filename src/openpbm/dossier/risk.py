"""The risk file in the order of ISO 14971, for one mask: which hazards its light and build bear."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from openpbm.dossier.basis import DossierBasis
from openpbm.fact import Message, message
from openpbm.tables import typed
from openpbm.tables.row.safety import RiskRow


@dataclass(frozen=True, kw_only=True)
class RiskLine:
    """A hazard: how it bears on this mask, what holds it, what is left to its maker."""

    row: RiskRow
    bears: Message


def risk_lines(basis: DossierBasis) -> tuple[RiskLine, ...]:
    """Every hazard of `risk.json`, the gravest first; none is left out as impossible."""
    found = [row for row in typed("risk", RiskRow).values() if row.kind == "hazard"]
    found.sort(key=lambda row: -(row.severity or 0))
    return tuple(RiskLine(row=row, bears=_bears(basis, row.id)) for row in found)


def _bears(basis: DossierBasis, id: str) -> Message:
    decide = BEARS.get(id)
    return message(f"dossier-bears_{'every' if decide is None else decide(basis)}")


def _colour(*roles: str) -> Callable[[DossierBasis], str]:
    def decide(basis: DossierBasis) -> str:
        has = any(channel.role in roles for channel in basis.mask.channels)
        return "light" if has else "no_light"

    return decide


def _burn(basis: DossierBasis) -> str:
    if basis.verdict.skin_degc is None:
        return "unknown"
    every = (one for verdict in basis.by_type.values() for one in verdict.limits)
    warm = [one for one in every if one.is_of_warmth]
    return "passed" if any(one.is_passed for one in warm) else "kept"


def _pulsed(basis: DossierBasis) -> str:
    each = [channel.pulsing for channel in basis.mask.channels]
    if any(one is not None and one.is_pulsed for one in each):
        return "light"
    return "unknown" if any(one is None for one in each) else "steady"


def _battery(basis: DossierBasis) -> str:
    if basis.mask.portable:
        return "battery"
    return "mains" if basis.mask.mains else "unknown"


def _touch(basis: DossierBasis) -> str:
    return "touches" if basis.mask.may_touch else "apart"


BEARS: dict[str, Callable[[DossierBasis], str]] = {  # ids of risk.json
    "H01": _colour("nir"),
    "H02": _colour("blue"),
    "H04": _colour("blue"),
    "H05": _burn,
    "H15": _pulsed,
    "H16": _battery,
    "H18": _touch,
}
