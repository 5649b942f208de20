"""A case: its name, what it does, and at which level it is asked."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from openpbm.devices.conform.bench import Bench
from openpbm.fact import Message, message

LEVELS = {
    "B": 1, "H": 1, "O": 1, "S": 1, "L": 1, "D": 1, "I": 1, "T": 1, "F": 1, "M": 1, "A": 1,
    "G": 2, "C": 3, "E": 3, "W": 4, "R": 5, "U": 5,
}  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class ConformCase:
    """One of them."""

    id: str
    title: Message
    run: Callable[[Bench], None] | None  # None: nothing here can show it
    needs: Message  # what would

    @property
    def level(self) -> int:
        """By its family."""
        return LEVELS[self.id[0]]


def cases(*runs: Callable[[Bench], None]) -> tuple[ConformCase, ...]:
    """Those that can be shown here; each is called as its function is."""
    return tuple(_case(run.__name__.upper(), run) for run in runs)


def unshown(*ids: str, needs: Message | None = None) -> tuple[ConformCase, ...]:
    """Those that nothing here can show: told, and never passed."""
    return tuple(_case(id, None, needs) for id in ids)


def _case(
    id: str, run: Callable[[Bench], None] | None, needs: Message | None = None
) -> ConformCase:
    return ConformCase(
        id=id,
        title=message(f"conform-case_{id.lower()}"),
        run=run,
        needs=needs or message("conform-needs_hardware"),
    )
