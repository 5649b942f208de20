"""What of a dossier rests on memory or assumption: of who asks, and of what is worked out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from openpbm.answer import AssumptionRow
from openpbm.dossier.basis import DossierBasis
from openpbm.dossier.line import DossierLine
from openpbm.fact import Quantity, message
from openpbm.planning.assumption import assumptions

UNREAD = ("recalled", "assumed")


def assumed(basis: DossierBasis, lines: Sequence[DossierLine]) -> tuple[AssumptionRow, ...]:
    """Lines that are asked for from memory, then numbers of light, skin, warmth and limits."""
    found = (*_asked(lines), *_of_light(basis), *_of_limits(basis))
    return tuple({row.id: row for row in found if row.status in UNREAD}.values())


def _asked(lines: Sequence[DossierLine]) -> Iterator[AssumptionRow]:
    for line in lines:
        yield AssumptionRow(
            id=f"dossier.{line.id}",
            text=message("dossier-asked_for"),
            value=line.asks,
            status=line.status,
            source=line.source,
        )


def _of_light(basis: DossierBasis) -> Iterator[AssumptionRow]:
    at = basis.scene
    if at is not None:
        yield from assumptions(
            at.person,
            light_ids=at.device.assumed,
            trials=(),
            goals=(),
            ceilings=(),
            face_told=at.face.told,
        )


def _of_limits(basis: DossierBasis) -> Iterator[AssumptionRow]:
    # of the types in order: a limit that is lower on dark skin is told as it is there
    judged = basis.by_type.values()
    for limit in (limit for verdict in judged for limit in verdict.limits):
        most = Quantity(limit.limit, limit.unit, figures=3, trimmed=True)
        yield AssumptionRow(
            id=f"limits.{limit.id}",
            text=message("assumption-limit", limit=limit.name),
            value=message("said-as_it_is", text=most),
            status=limit.status,
            source=", ".join(limit.rows),
        )
