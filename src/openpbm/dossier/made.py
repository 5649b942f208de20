"""The dossier of one mask: every line that is asked for, its risks, and its instructions."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from openpbm.dossier.basis import Basis
from openpbm.dossier.instructions import Chapter, instructions
from openpbm.dossier.light import LIGHT
from openpbm.dossier.line import STATES, Line, State, line
from openpbm.dossier.parameters import PARAMETERS
from openpbm.dossier.risk import RiskLine, risk_lines
from openpbm.dossier.use import USE
from openpbm.tables import typed
from openpbm.tables.row.safety import DossierRow


@dataclass(frozen=True, eq=False, kw_only=True)
class Dossier:
    """What a submission asks of a mask, and what is known of it today."""

    basis: Basis
    lines: tuple[Line, ...]  # in the order of tables/dossier.json
    risks: tuple[RiskLine, ...]
    chapters: tuple[Chapter, ...]

    def section(self, name: str) -> tuple[Line, ...]:
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


def dossier_of(basis: Basis) -> Dossier:
    """Every line of the table against one mask.

    Args:
        basis: the mask, judged once.

    Returns:
        Lines in the order of the table; none is left out because nothing is known of it.

    Source: tables/dossier.json; ISO 14971 for the order of the risks (the paid text was not read).
    """
    decide = {**PARAMETERS, **LIGHT, **USE}
    lines = tuple(line(id, decide[id](basis)) for id in typed("dossier", DossierRow))
    return Dossier(basis=basis, lines=lines, risks=risk_lines(basis), chapters=instructions(basis))
