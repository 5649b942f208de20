"""Two plans side by side, as a page and as text."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from textwrap import fill

from markupsafe import Markup

from openpbm.answer import INTENDED_USE, Given, Plan
from openpbm.letters import visible
from openpbm.reports import words
from openpbm.reports.beside import area
from openpbm.reports.beside.facts import Pair, by_region, only_in, pairs
from openpbm.reports.page import part, template
from openpbm.speech.say import say

WIDTH = 80
Names = tuple[str, str]


def beside_html(one: Plan, other: Plan, names: Names) -> str:
    """One page of both."""
    return template("beside.html.j2").render(
        **told(one, other, names), style=Markup(part("report.css")), intended_use=say(INTENDED_USE)
    )


def beside_part(one: Plan, other: Plan, names: Names, notes: Sequence[str] = ()) -> str:
    """The same without its frame, for a page that brings its own and may have notes of its own."""
    return template("beside_part.html.j2").render(**told(one, other, names, notes))


def _notes(one: Plan, other: Plan, found: Sequence[Pair]) -> Iterable[str]:
    """That nothing differs, or why two that were asked the same do."""
    is_same = one.inputs_sha256 == other.inputs_sha256
    if not any(pair.differs for pair in found):
        yield say("report_beside-all_same")
    elif is_same:
        yield say("report_beside-other_program")


def told(one: Plan, other: Plan, names: Names, notes: Sequence[str] = ()) -> dict[str, object]:
    """What a page shows of both, and what there is to know before it."""
    names = _seen(names)
    given = [plan for plan in (one, other) if isinstance(plan, Given)]
    found = pairs(one, other)
    return {
        "names": names,
        "pairs": found,
        "notes": (*notes, *_notes(one, other, found)),
        "only": tuple(zip(names, (only_in(one, other), only_in(other, one)), strict=True)),
        "regions": by_region(one, other, names),
        "chart": area.chart(given) if len(given) == len(names) else None,
    }


def beside_text(one: Plan, other: Plan, names: Names) -> str:
    """The same at a terminal; what differs has a mark."""
    names = _seen(names)
    lines = [say("report_beside-text_head", one=names[0], other=names[1]), ""]
    found = pairs(one, other)
    lines += [line for note in _notes(one, other, found) for line in (fill(note, WIDTH), "")]
    for pair in found:
        lines.append(f"{'*' if pair.differs else ' '} {pair.label}")
        shown = pair.told if pair.differs else pair.told[:1]
        lines.extend(_under(text) for text in shown)
    table = by_region(one, other, names)
    if table is not None:
        lines += ["", table.caption]
        lines += [_under(f"{name}: {a} | {b}") for name, a, b in table.rows]
    for name, only in zip(names, (only_in(one, other), only_in(other, one)), strict=True):
        if only:
            lines += ["", say("report_beside-only", plan=name)]
            lines += [_under(text) for text in only]
    return "\n".join([*lines, "", fill(say("report_beside-no_outcome"), WIDTH)])


def _seen(names: Names) -> Names:
    """Names of files as they may be shown: others chose them."""
    return visible(names[0]), visible(names[1])


def _under(text: str) -> str:
    whole = words.printed(text).replace(words.THIN, "\u00a0")  # a number keeps its unit
    made = fill(whole, WIDTH, initial_indent="    ", subsequent_indent="    ")
    return made.replace("\u00a0", " ")
