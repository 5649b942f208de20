"""A plan that an earlier OpenPBM made, in a plain form: all it says, and that it gives no light.

It is shown as it stands: nobody checks today what was worked out then.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from markupsafe import Markup

from openpbm.answer import INTENDED_USE
from openpbm.reports.page import part, template
from openpbm.speech.say import say

FIRST = ("verdict", "status", "start_date", "goals", "device", "session", "course", "refusals")


def old_plan_html(content: Mapping[str, object]) -> str:
    """One page of everything in the file, what a reader asks first on top."""
    names = [name for name in FIRST if name in content]
    names += [name for name in content if name not in FIRST]
    return template("old_plan.html.j2").render(
        sections=[(_plain(name), list(_lines(content[name]))) for name in names],
        intended_use=say(INTENDED_USE),
        style=Markup(part("report.css")),
    )


def _lines(value: object, name: str = "", depth: int = 0) -> Iterator[tuple[int, str, str]]:
    """Depth, name and value of every leaf, in the order of the file."""
    if isinstance(value, dict) and value:
        yield depth, name, ""
        for key, inner in value.items():
            yield from _lines(inner, _plain(key), depth + 1)
    elif isinstance(value, list) and any(isinstance(each, dict) for each in value):
        for number, each in enumerate(value, start=1):
            yield from _lines(each, f"{name} {number}".strip(), depth + 1)
    elif isinstance(value, list):
        yield depth, name, ", ".join(map(_said, value)) or say("report-none")
    else:
        yield depth, name, _said(value)


def _said(value: object) -> str:
    if value is None or value == {}:
        return say("report-none")
    if isinstance(value, bool):
        return say("report-yes") if value else say("report-no")
    return f"{value:g}" if isinstance(value, float) else str(value)


def _plain(name: str) -> str:
    return name.replace("_", " ")
