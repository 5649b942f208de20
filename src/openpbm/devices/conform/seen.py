"""What a case saw: a measured number beside its bound."""

from __future__ import annotations

from dataclasses import dataclass

from openpbm.fact import Message, Quantity, message

FIGURES = 4


@dataclass(frozen=True, kw_only=True)
class Sighting:
    """One number. It holds between its bounds; exactly, where they are the same."""

    what: Message
    found: float
    unit: str  # "ms", or "1" for a count or a code
    least: float | None = None
    most: float | None = None

    @property
    def holds(self) -> bool:
        """As it should be."""
        above = self.least is None or self.found >= self.least
        return above and (self.most is None or self.found <= self.most)

    @property
    def told(self) -> Message:
        """In words."""
        found, what = self._as(self.found), self.what
        if self.least is not None and self.least == self.most:
            return message("conform-exact", what=what, found=found, bound=self._as(self.least))
        if self.least is not None and self.most is not None:
            least, most = self._as(self.least), self._as(self.most)
            return message("conform-between", what=what, found=found, least=least, most=most)
        if self.most is not None:
            return message("conform-most", what=what, found=found, bound=self._as(self.most))
        if self.least is not None:
            return message("conform-least", what=what, found=found, bound=self._as(self.least))
        return message("conform-found", what=what, found=found)

    def _as(self, value: float) -> Quantity | int:
        if self.unit == "1":
            return round(value)
        return Quantity(value, self.unit, FIGURES, trimmed=True)
