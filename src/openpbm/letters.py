"""Letters that are not shown but obeyed: made visible before a person or a program meets them."""

from __future__ import annotations

import re

# controls (C0, DEL, C1) apart from tab and line end; what turns the direction of a text; what
# takes no room (soft hyphen, joiners, marks, fillers, tags); other line ends; halves of letters
_OBEYED = re.compile(
    "[\0-\x08\x0b-\x1f\x7f-\x9f\xad\u034f\u0600-\u0605\u061c\u06dd\u070f\u115f\u1160\u17b4\u17b5"
    "\u180b-\u180f\u200b-\u200f\u2028-\u202e\u2060-\u206f\u3164\ud800-\udfff\ufe00-\ufe0f\ufeff"
    "\uffa0\ufff9-\ufffb\U0001d173-\U0001d17a\U000e0000-\U000e0fff]"
)


def visible(text: str) -> str:
    r"""The text, with every letter that a terminal would obey or hide written as JSON writes it.

    Lines and tabs stay. The form is that of JSON, so that printed JSON keeps its meaning.

    >>> visible("wrin\x1b[2Jkles")
    'wrin\\u001b[2Jkles'
    """
    return _OBEYED.sub(_written, text)


def one_line(text: str) -> str:
    r"""The same in one line, for a cell or a name: a line end is made visible too.

    >>> one_line("Ada\nall sound")
    'Ada\\u000aall sound'
    """
    return re.sub("[\t\n]", _written, visible(text))


def _written(found: re.Match[str]) -> str:
    code = ord(found[0])
    if code < 0x10000:
        return f"\\u{code:04x}"
    high, low = divmod(code - 0x10000, 0x400)
    return f"\\u{0xD800 + high:04x}\\u{0xDC00 + low:04x}"
