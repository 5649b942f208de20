"""Sentences in a page: what stands in a gap may be markup, and stays so."""

from __future__ import annotations

from dataclasses import replace

from markupsafe import Markup, escape

from openpbm.fact import Message, Param, message
from openpbm.speech.say import say

FIRST_HOLDER = 0xE000  # of letters that no text has: one holds the place of each markup


def say_in_page(fact: Message | str, /, **gaps: Param) -> str:
    """The sentence of a fact; its text is escaped around a gap of markup.

    >>> str(say_in_page("name-row-and", before="<", last=Markup("<b>two</b>")))
    '&lt; and <b>two</b>'
    """
    marked = {name: gap for name, gap in gaps.items() if isinstance(gap, Markup)}
    holders = {name: chr(FIRST_HOLDER + place) for place, name in enumerate(marked)}
    told = message(fact) if isinstance(fact, str) else fact
    text = say(replace(told, gaps=(*told.gaps, *{**gaps, **holders}.items())))
    if not marked:
        return text
    made = escape(text)
    for name, holder in holders.items():
        made = made.replace(holder, marked[name])
    return made
