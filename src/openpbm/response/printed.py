"""Quantities as a paper prints them: the number, its unit, and whether it is that unit at all."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

# how much of the first unit one of each unit is
UNITS: Mapping[str, Mapping[str, float]] = MappingProxyType(
    {
        "irradiance": {
            **{"mw/cm2": 1.0, "w/cm2": 1000.0, "w/m2": 0.1, "mw/mm2": 100.0},
            **{"mw/m2": 1e-4, "uw/cm2": 1e-3},
        },
        "fluence": {
            **{"j/cm2": 1.0, "mj/cm2": 1e-3, "j/m2": 1e-4, "kj/m2": 0.1, "j/mm2": 100.0},
        },
        "exposure": {
            **{"min": 1.0, "minutes": 1.0, "minute": 1.0, "s": 1 / 60, "sec": 1 / 60},
            **{"seconds": 1 / 60, "h": 60.0, "hours": 60.0},
        },
        "area": {"cm2": 1.0, "mm2": 0.01, "m2": 1e4},
        "power": {"mw": 1.0, "w": 1000.0},
        "energy": {"j": 1.0, "mj": 1e-3, "kj": 1000.0},
    }
)
SAID = MappingProxyType(
    {
        "irradiance": "mW/cm2",
        "fluence": "J/cm2",
        "exposure": "min",
        "area": "cm2",
        "power": "mW",
        "energy": "J",
    }
)
_QUANTITY = re.compile(
    r"^\s*(?:(max(?:imum)?\.?|up to|about|ca\.?|~|<=?)\s*)?"
    r"(\d+(?:\.\d+)?)(?:\s*(-|to|±|\+/-)\s*(\d+(?:\.\d+)?))?\s*(\S.*?)\s*$",
    re.IGNORECASE,
)
_AS_TYPED = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻−–⋅·", "0123456789---  ", "^")  # raised and long signs
_THOUSANDS = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")
_EXPONENT = re.compile(r"^([a-z]+?)(mm|cm|m)-(\d)$")  # mW cm-2
_MAXIMUM = ("max", "maximum", "up to", "<", "<=")


@dataclass(frozen=True, kw_only=True)
class PrintedQuantity:
    """A printed quantity in its first unit; `low` is None where its unit is another one."""

    kind: str
    text: str
    unit: str
    low: float | None
    high: float | None
    is_maximum: bool

    @property
    def is_usable(self) -> bool:
        """True where it is a quantity of its kind."""
        return self.low is not None

    @property
    def middle(self) -> float:
        """Its value, or the middle of its range. Only for usable ones."""
        assert self.low is not None
        assert self.high is not None
        return 0.5 * (self.low + self.high)


def printed(kind: str, text: str) -> PrintedQuantity:
    """A quantity out of text; another unit is kept and not converted.

    >>> printed("irradiance", "0.05 W/cm2").middle
    50.0
    >>> printed("irradiance", "55 mW·cm⁻²").middle, printed("exposure", "1,200 s").middle
    (55.0, 20.0)
    >>> printed("irradiance", "max 10 mW/cm3").is_usable
    False
    """
    found = _QUANTITY.match(_THOUSANDS.sub("", text.translate(_AS_TYPED)))
    if found is None:
        return PrintedQuantity(kind=kind, text=text, unit="", low=None, high=None, is_maximum=False)
    before, first, joint, second, unit = found.groups()
    plain = unit.lower().replace(" ", "").replace("per", "/").replace("µ", "u").rstrip(".")
    factor = UNITS[kind].get(_EXPONENT.sub(r"\1/\2\3", plain))
    low, high = float(first), float(second or first)
    if joint in ("±", "+/-"):
        low, high = max(low - high, 0.0), low + high
    return PrintedQuantity(
        kind=kind,
        text=text,
        unit=unit,
        low=None if factor is None else factor * low,
        high=None if factor is None else factor * high,
        is_maximum=(before or "").lower().rstrip(".") in _MAXIMUM,
    )
