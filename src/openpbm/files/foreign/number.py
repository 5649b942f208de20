"""Numbers with a decimal point or comma; where only one of them can be meant, it is found."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable

from openpbm.errors import InputError

NUMBER = re.compile(r"[+-]?(\d[\d.,' ]*|[.,]\d+)(e[+-]?\d+)?%?", re.ASCII | re.IGNORECASE)
MINUS = {"\u2212": "-", "\u2013": "-"}
SPACES = {"\u00a0": " ", "\u202f": " ", "\u2009": " ", "\u2019": "'"}
PLAIN = str.maketrans({**MINUS, **SPACES})
LONGEST = 40  # letters of a number


def looks_like_number(cell: str) -> bool:
    """True for digits with points, commas, an exponent or a percent sign.

    >>> looks_like_number("-1.234,5"), looks_like_number("400 nm")
    (True, False)
    """
    return len(cell) <= LONGEST and NUMBER.fullmatch(plain(cell)) is not None


def plain(cell: str) -> str:
    """A cell with usual minus signs and spaces."""
    return cell.translate(PLAIN).strip()


def decimal_mark(cells: Iterable[str], where: str) -> str:
    """The decimal mark, "." or ",", that all of these numbers agree on.

    Raises:
        InputError: they contradict each other, or could be read in two ways.
    """
    sure: dict[str, str] = {}
    doubtful = ""
    for cell in cells:
        digits = plain(cell)
        mark = _mark_of(digits)
        if mark is not None:
            sure.setdefault(mark, cell)
        elif "," in digits:
            doubtful = doubtful or cell.strip()
    if len(sure) == 2:
        raise InputError(
            f'{where}: found "{sure["."].strip()}" and "{sure[","].strip()}"; expected one decimal '
            "mark, a point or a comma"
        )
    if doubtful and not sure:
        whole = doubtful.replace(",", "")
        raise InputError(
            f'{where}: found "{doubtful}", which may be {whole} or {doubtful.replace(",", ".")}; '
            "expected numbers with a decimal point and without commas for thousands"
        )
    return next(iter(sure), ".")


def _mark_of(digits: str) -> str | None:
    """The decimal mark of one number; None where it has none or could be read in two ways.

    >>> _mark_of("0,123"), _mark_of("1.234,5"), _mark_of("1,234")
    (',', ',', None)
    """
    body, _, exponent = digits.rstrip("%").lower().partition("e")
    last = max(body.rfind("."), body.rfind(","))
    if last < 0:
        return None
    mark, before, after = body[last], body[:last].lstrip("+-"), body[last + 1 :]
    other = "," if mark == "." else "."
    if mark in before:  # several alike part thousands
        return other
    may_part = len(after) == 3 and 0 < len(before) <= 3 and before != "0"
    return None if may_part and not exponent and other not in before else mark


def number_of(cell: str, mark: str, where: str) -> float:
    """A cell as a finite number; a percent sign is left out.

    Raises:
        InputError: it is none.
    """
    thousands = "," if mark == "." else "."
    digits = plain(cell).rstrip("%").strip()
    for other in (thousands, "'", " "):
        digits = digits.replace(other, "")
    try:
        value = float(digits.replace(mark, "."))
    except ValueError:
        raise InputError(f'{where}: found "{cell.strip()[:40]}"; expected a number') from None
    if not math.isfinite(value):
        raise InputError(f'{where}: found "{cell.strip()[:40]}"; expected a finite number')
    return value
