"""The dossier of one mask: every line that is asked for, its risks, and its instructions."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from openpbm.answer import AssumptionRow
from openpbm.dossier.assumed import assumed
from openpbm.dossier.basis import DossierBasis, basis_of
from openpbm.dossier.instructions import Chapter, instructions
from openpbm.dossier.light import LIGHT
from openpbm.dossier.line import STATES, DossierLine, State, line
from openpbm.dossier.parameters import PARAMETERS
from openpbm.dossier.risk import RiskLine, risk_lines
from openpbm.dossier.use import USE
from openpbm.kept import Kept
from openpbm.mask import Mask
from openpbm.person import Person
from openpbm.planning.progress import Progress
from openpbm.sweeps.yields import LotAsked
from openpbm.tables import typed
from openpbm.tables.row.safety import DossierRow


@dataclass(frozen=True, eq=False, kw_only=True)
class Dossier:
    """What a submission asks of a mask, and what is known of it today."""

    basis: DossierBasis
    lines: tuple[DossierLine, ...]  # in the order of tables/dossier.json
    assumed: tuple[AssumptionRow, ...]  # what of it rests on memory or assumption
    risks: tuple[RiskLine, ...]
    chapters: tuple[Chapter, ...]

    def section(self, name: str) -> tuple[DossierLine, ...]:
        """The lines of one part."""
        return tuple(one for one in self.lines if one.section == name)

    @property
    def sections(self) -> tuple[str, ...]:
        """Names of the parts, in order."""
        return tuple(dict.fromkeys(one.section for one in self.lines))

    @property
    def counts(self) -> dict[State, int]:
        """How many lines are shown, claimed and missing."""
        found = Counter(one.state for one in self.lines)
        return {state: found[state] for state in reversed(STATES)}

    @property
    def is_whole(self) -> bool:
        """True where nothing is missing: what then stands is claimed or shown."""
        return not self.counts["missing"]


def dossier_of(
    mask: Mask,
    person: Person,
    *,
    minutes: float | None = None,
    limits: LotAsked | None = None,
    progress: Progress | None = None,
    kept: Kept | None = None,
) -> Dossier:
    """Every line that a submission needs against one mask; none is left out as not known.

    Args:
        mask: the device.
        person: on whose skin light is told; warmth and minutes are the strictest of every type.
        minutes: of the session; None is the longest programme that the device offers.
        limits: of the maker, and what differs from mask to mask; None: not told.
        progress: called with a step's name and the share done.
        kept: light that was worked out before, by the geometry of mask and face.

    Returns:
        Lines in the order of the table, risks, and a draft of the instructions for use.

    Raises:
        MaskError: the mask cannot be worn by any face that is known.

    Source: tables/dossier.json; ISO 14971 for the order of the risks (the paid text was not read).
    """
    return told_of(
        basis_of(mask, person, minutes=minutes, limits=limits, progress=progress, kept=kept)
    )


def told_of(basis: DossierBasis) -> Dossier:
    """The same of a mask that was judged already."""
    decide = {**PARAMETERS, **LIGHT, **USE}
    lines = tuple(line(id, decide[id](basis)) for id in typed("dossier", DossierRow))
    return Dossier(
        basis=basis,
        lines=lines,
        assumed=assumed(basis, lines),
        risks=risk_lines(basis),
        chapters=instructions(basis),
    )
