"""What a plan is asked for, and what of the answer needs no light to be known."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from openpbm.answer import Closed, Finding
from openpbm.mask import Mask
from openpbm.person import Person
from openpbm.response.evidence import Goal


@dataclass(frozen=True, eq=False, kw_only=True)
class Asked:
    """Who asks what of which mask, when, and what the screen says of it."""

    person: Person
    mask: Mask
    start: date
    goals: tuple[Goal, ...]  # each once, in the order of the wishes
    findings: tuple[Finding, ...]  # on the day of the first session
    lasting: tuple[Finding, ...]  # likewise of the whole course: procedures close days instead
    closed: tuple[Closed, ...]  # in the order of the days
    unsaid: tuple[str, ...]  # ids of the channels of which nothing says how strong they are
    is_unknown: bool  # neither a figure nor energy says anything of the light
    seed: int
    scenarios: int
    inputs_sha256: str
