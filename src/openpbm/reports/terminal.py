"""The summary in the terminal: at most 80 columns and 30 lines, plain without colour."""

from __future__ import annotations

import textwrap
from dataclasses import dataclass
from pathlib import Path
from shlex import quote
from typing import TYPE_CHECKING

from openpbm.answer import Given, Plan, Refused
from openpbm.fact import Quantity, message
from openpbm.letters import visible
from openpbm.reports import cards, words
from openpbm.reports.page_one import PageOne, page_one
from openpbm.speech.language import typed_next
from openpbm.speech.say import say

if TYPE_CHECKING:  # slow to load, and nothing to a pipe
    from rich.console import Console, ConsoleOptions, RenderResult

COLUMNS, LINES = 80, 30
LABEL = 10  # least columns of the left margin, where the labels stand
LABELS = (
    *("do", "first", "light", "often", "why", "skin", "deep", "eyes", "stop", "hope", "limit"),
    *("begin", "because", "change", "settle", "known", "screen", "report"),
)
PLAN = "plan.json"  # beside the report
SHORTER = ((3, True), (3, False), (2, False), (1, False))  # until it fits: rows, and the limit
WHOLE = ("first", "often")  # rows that lose a line last
LONG = 5  # lines of what must not be cut short
MOST_REFUSALS, MOST_FINDINGS = 4, 3

SIGNS = {"go": "✔", "care": "▲", "stop": "⬣", "unknown": "?", "by_maker": "?"}
PLAIN_SIGNS = {"go": "[+]", "care": "[^]", "stop": "[x]", "unknown": "[?]", "by_maker": "[?]"}
_STYLES = {
    "go": "bold green",
    "care": "bold yellow",
    "stop": "bold red",
    "unknown": "bold",
    "by_maker": "bold",
}
PLAIN_LETTERS = str.maketrans(
    {
        **{words.THIN: " ", "²": "2", "°": "deg", "–": "-", "−": "-", "·": "|", "×": "x"},
        **{"├": "|", "┤": "|", "─": "-", "●": "o", "’": "'", "“": '"', "”": '"', "…": "..."},
    }
)


@dataclass(frozen=True, kw_only=True)
class _Line:
    """One line, its left label apart, and how it looks where there is colour."""

    label: str = ""
    text: str = ""
    style: str = ""


@dataclass(frozen=True, kw_only=True)
class _Layout:
    """What the terminal can hold."""

    width: int
    rows: int  # that a longer text may take
    has_room: bool  # for more than page one
    ascii_only: bool

    @property
    def margin(self) -> int:
        """Columns for the longest label of the language."""
        return max(LABEL, *(1 + len(_label(label)) for label in LABELS))

    def lettered(self, text: str, *, is_typed: bool = False) -> str:
        """The text in letters that the terminal has; what is typed keeps its straight quotes."""
        text = visible(text if is_typed else words.printed(text))
        if not self.ascii_only:
            return text
        return text.translate(PLAIN_LETTERS).encode("ascii", "replace").decode("ascii")

    def paragraph(
        self,
        label: str,
        text: str,
        *,
        most: int | None = None,
        style: str = "",
        is_typed: bool = False,
    ) -> list[_Line]:
        """The text wrapped beside its label, an id of LABELS, cut after `most` lines."""
        glued = self.lettered(text, is_typed=is_typed).replace(
            words.THIN, "\u00a0"
        )  # a number keeps its unit
        wrapped = textwrap.wrap(
            glued,
            self.width - self.margin,
            max_lines=self.rows if most is None else most,
            placeholder=" ...",
            break_on_hyphens=False,
        )
        space = " " * self.margin
        name = _label(label).ljust(self.margin) if label else ""
        return [
            _Line(
                label=name if i == 0 else "",
                text=("" if i == 0 and label else space) + row.replace("\u00a0", words.THIN),
                style=style,
            )
            for i, row in enumerate(wrapped)
        ]


@dataclass(frozen=True, eq=False, kw_only=True)
class Summary:
    """What rich prints: fits the terminal, and drops what the terminal cannot show."""

    plan: Plan
    report: str = ""

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        """Lines for this console: its width up to 80, its letters, its colours."""
        from rich.text import Text

        width = min(COLUMNS, options.max_width)
        for line in _lines(self.plan, self.report, width, ascii_only=options.ascii_only):
            text = Text(no_wrap=True, overflow="crop", end="\n")
            text.append(line.label, style="bold")
            text.append(line.text, style=line.style)
            yield text


def summary(plan: Plan, report: str = "") -> Summary:
    """The plan in at most 30 lines, for `Console().print`; `report` says where it lies."""
    return Summary(plan=plan, report=report)


def summary_text(plan: Plan, report: str = "", *, ascii_only: bool = False) -> str:
    """The same as plain text, for pipes and files."""
    found = _lines(plan, report, COLUMNS, ascii_only=ascii_only)
    rows = (line.label + line.text for line in found)
    return "\n".join(row.rstrip() for row in rows) + "\n"


def _lines(plan: Plan, report: str, width: int, *, ascii_only: bool) -> list[_Line]:
    room = LINES - (0 if report else 1)  # whoever prints it without a path adds that line
    lines: list[_Line] = []
    for rows, has_room in SHORTER:
        page = _Layout(width=width, rows=rows, has_room=has_room, ascii_only=ascii_only)
        one = page_one(plan)
        lines = _head(plan, one, page)
        lines += (
            _given(plan, one, page, report)
            if isinstance(plan, Given)
            else _not_given(plan, one, page)
        )
        lines += page.paragraph("report", report, most=1)
        if len(lines) <= room:
            return lines
    return [line for line in lines if line.text][:room]


def _label(name: str) -> str:
    return say(f"page_one-label_{name}")


_BLANK = _Line()


def _head(plan: Plan, one: PageOne, page: _Layout) -> list[_Line]:
    sign = (PLAIN_SIGNS if page.ascii_only else SIGNS)[one.state]
    said = page.lettered(f"{sign} {one.verdict}")
    indent = " " * (len(sign) + 1)
    rows = textwrap.wrap(
        said, page.width, max_lines=3, placeholder=" ...", subsequent_indent=indent
    )
    about = " · ".join((words.goals(plan), words.person(plan.person), plan.mask.name))
    about = page.lettered(about)
    about = textwrap.shorten(about, page.width - len(indent), placeholder=" ...")
    return [
        *(_Line(text=row, style=_STYLES[one.state]) for row in rows),
        _Line(text=indent + about),
        *([_Line(text=indent + words.translated().strip())] if words.translated() else []),
        _BLANK,
    ]


def _given(plan: Given, one: PageOne, page: _Layout, report: str) -> list[_Line]:
    """Page one: what it is before any minutes, then what to do, what it brings, when to stop."""
    assert one.card is not None
    lines = page.paragraph("", one.before, most=LINES)
    each = say("report_terminal-each", minutes=Quantity(plan.session.minutes, "min"))
    lines += page.paragraph("do", f"{each} {one.card.start}", most=3, style="bold")
    for zone in plan.session.zones:
        lines += page.paragraph("", cards.zone_line(zone), most=1)
    for label, text in one.rows:
        lines += page.paragraph(label, text, most=LONG if label in WHOLE else page.rows)
    for i, sign in enumerate(one.stops):
        lines += page.paragraph("" if i else "stop", words.sentence(sign), most=1)
    lines += [_BLANK, *_safe(plan, page)] if page.has_room else []
    return [*lines, *page.paragraph("begin", _begin(report), most=2, is_typed=True)]


def _begin(report: str) -> str:
    """What is typed next, where the report lies."""
    plan = str(Path(report).with_name(PLAN)) if report else PLAN
    return f"{typed_next('openpbm session')} {quote(plan)}"


def _not_given(plan: Refused, one: PageOne, page: _Layout) -> list[_Line]:
    """Why there is no session, and the way on; then the other reasons and what was screened."""
    lines: list[_Line] = []
    for label, text in one.rows:
        is_whole = page.has_room or label in WHOLE
        lines += page.paragraph(label, text, most=LONG if is_whole else page.rows)
    for refusal in plan.refusals[1:MOST_REFUSALS]:
        lines += page.paragraph("because", words.sentence(say(refusal.reason)))
        lines += page.paragraph("change", words.sentence(say(refusal.would_change)))
    more = len(plan.refusals) - MOST_REFUSALS
    if more > 0:
        lines += page.paragraph("", say("report_terminal-more_reasons", reasons=more))
    lines.append(_BLANK)
    active = [finding for finding in cards.screen_findings(plan) if finding.row.active]
    for finding in active[:MOST_FINDINGS]:
        said = f"{finding.row.said}: {finding.actions} {finding.until}"
        if finding.row.review_pending:
            said += f" {say('report_terminal-review_pending')}"
        lines += page.paragraph("screen", said)
    return lines


def _safe(plan: Given, page: _Layout) -> list[_Line]:
    """The binding ceiling, or the closest one, and whether all are kept."""
    bars = [bar for bar in cards.ceiling_bars(plan) if not bar.ceiling.advisory]
    if not bars:
        return []
    first = bars[0]
    passed = sum(not bar.ceiling.holds for bar in bars)
    text = say(
        "report_terminal-limit",
        role="binding" if first.ceiling.binding else "closest",
        limit=first.ceiling.name,
        value=first.value_text,
        most=first.limit_text,
        share=first.share_text,
        of=first.of_text,
        kept=message("report_terminal-passed", limits=passed)
        if passed
        else message("report_terminal-kept", limits=len(bars)),
    )
    return page.paragraph("limit", text, most=2, style="red" if passed else "")
