"""One comparison: what, what it should be, what it is."""

from __future__ import annotations

from dataclasses import dataclass

from openpbm.fact import Message
from openpbm.tables import rows

SKIPPED = "skipped"


@dataclass(frozen=True, kw_only=True)
class Case:
    """A number of this software against its parent."""

    id: str
    link: str  # of the way from the LED to what its light does
    how: str  # closed form, law, published, photons, by hand and the like
    what: str
    expected: float
    got: float | None  # None: skipped, and why stands in `note`
    tolerance: float
    relative: bool
    unit: str
    source: str
    status: str
    note: Message | None = None

    @property
    def difference(self) -> float:
        """How far off, as a share where the tolerance is one."""
        if self.got is None:
            return 0.0
        off = abs(self.got - self.expected)
        return off / abs(self.expected) if self.relative else off

    @property
    def verdict(self) -> str:
        """holds, fails or skipped."""
        if self.got is None:
            return SKIPPED
        return "holds" if self.difference <= self.tolerance else "fails"  # a NaN fails


def case(
    id: str, got: float | None, *, expected: float | None = None, note: Message | None = None
) -> Case:
    """The comparison of a row of `tables/validation.json`.

    Args:
        id: of the row.
        got: what the software gives; None where it could not be run.
        expected: of a closed form; the row holds all others.
        note: why it could not be run.
    """
    row = rows("validation")[id]
    return Case(
        id=id,
        link=row.text("link"),
        how=row.text("how"),
        what=row.text("what"),
        expected=row.number("expected") if expected is None else expected,
        got=got,
        tolerance=row.number("tolerance"),
        relative=row.flag("relative"),
        unit=row.text("unit"),
        source=row.text("source"),
        status=row.text("status"),
        note=note,
    )
