"""What only the person knows, asked before light: each question, and the answer that lets it on.

The words of the questions are the doors'; which are asked, and what they must hear, is said here.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from openpbm.tracking.due import CHANGES, Due


class About(StrEnum):
    """What a question is about."""

    CHANGE = "change"  # did this change since the screen: of `tracking.due.CHANGES`
    DAY = "day"  # today is none of the course's days
    CHECK = "check"  # of `CHECKS`


CHECKS = ("as_planned", "all_light_kept", "eyes", "fit")


@dataclass(frozen=True, kw_only=True)
class Question:
    """One question, answered yes or no."""

    kind: About
    number: int = 0  # among those of its kind

    @property
    def id(self) -> str:
        """What forms call it."""
        return self.kind.value if self.kind is About.DAY else f"{self.kind.value}-{self.number}"

    @property
    def wanted(self) -> bool:
        """The answer that lets light on."""
        return self.kind is not About.CHANGE


QUESTIONS = (
    *(Question(kind=About.CHANGE, number=number) for number in range(len(CHANGES))),
    Question(kind=About.DAY),
    *(Question(kind=About.CHECK, number=number) for number in range(len(CHECKS))),
)
ALL_HOLDS: Mapping[str, bool] = MappingProxyType({asked.id: asked.wanted for asked in QUESTIONS})


def questions(due: Due) -> tuple[Question, ...]:
    """What is asked today, in order."""
    is_asked = {About.CHANGE: due.ask_screen, About.DAY: bool(due.ask_day), About.CHECK: True}
    return tuple(question for question in QUESTIONS if is_asked[question.kind])


def open_questions(due: Due, said: Mapping[str, bool]) -> tuple[Question, ...]:
    """Those of today that were not answered, or so that there is to be no light."""
    return tuple(asked for asked in questions(due) if said.get(asked.id) is not asked.wanted)
