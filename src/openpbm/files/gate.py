"""Refuse, before it is parsed, a text that would keep its parser busy.

Parsers take time that grows faster than the text where names have many parts and brackets
stand in brackets. Everything here takes time in proportion to the text.
"""

from __future__ import annotations

import re

from openpbm.errors import PlanFileError

MOST_DEPTH = 32  # brackets within brackets
MOST_PARTS = 8  # of a name such as a.b.c
MOST_ENTRIES = 20_000  # names with a value

# what hides its letters from TOML: strings of four kinds, and comments; one that is cut short
# reaches to where its parser would stop
_HIDDEN = re.compile(
    r'"""(?:[^"\\]|\\.?|"{1,2}(?!"))*+"{0,5}'
    r"|'''(?:[^']|'{1,2}(?!'))*+'{0,5}"
    r'|"(?:[^"\\\n]|\\.?)*+"?'
    r"|'[^'\n]*+'?"
    r"|\#[^\n]*+",
    re.DOTALL,
)
_BLANKS = {ord(" "): None, ord("\t"): None}
_BETWEEN = re.compile(r"[\r\n,=\[\]{}]+")
_BRACKETS = re.compile(r"[\[{]+|[\]}]+")
_JSON_BRACKETS = b'[]{}"'
_NOT_BRACKETS = bytes(set(range(256)) - set(_JSON_BRACKETS))


def check_toml(text: str, where: str) -> None:
    """Nothing, where a TOML text can be parsed at once.

    Raises:
        PlanFileError: names of too many parts, brackets too deep, or too many entries.
    """
    bare = _HIDDEN.sub(lambda found: "" if found[0][0] == "#" else "q", text).translate(_BLANKS)
    longest = max((word.count(".") for word in _BETWEEN.split(bare)), default=0) + 1
    if longest > MOST_PARTS:
        raise PlanFileError(
            f"{where}: found a name of {longest} parts; expected at most {MOST_PARTS}, as in a.b.c"
        )
    _check_depth(bare, where, "TOML")
    entries = bare.count("=")
    if entries > MOST_ENTRIES:
        raise PlanFileError(f"{where}: found {entries} entries; expected at most {MOST_ENTRIES}")


def check_json(text: str, where: str) -> None:
    """Nothing, where a JSON text can be parsed at once.

    Raises:
        PlanFileError: brackets too deep.
    """
    raw = text.encode("utf-8", "replace").replace(rb"\\", b"").replace(rb"\"", b"")
    bare = re.sub(rb'"[^"]*"?', b"", raw.translate(None, _NOT_BRACKETS)).decode("ascii")
    _check_depth(bare, where, "JSON")


def _check_depth(bare: str, where: str, kind: str) -> None:
    depth = 0
    for run in _BRACKETS.finditer(bare):
        depth = depth + len(run[0]) if run[0][0] in "[{" else max(0, depth - len(run[0]))
        if depth > MOST_DEPTH:
            raise PlanFileError(
                f"{where}: found brackets nested too deep; expected {kind} of at most "
                f"{MOST_DEPTH} levels"
            )
