"""The summary in the terminal: at most 80 columns and 30 lines, plain without colour."""

from __future__ import annotations

import textwrap
from dataclasses import dataclass
from typing import TYPE_CHECKING

from openpbm.answer import ByMaker, Given, Plan, Planned, Refused
from openpbm.face import REGIONS
from openpbm.fact import Name, Quantity, message
from openpbm.letters import visible
from openpbm.reports import cards, maker, scale, warmth, words
from openpbm.speech.say import say

if TYPE_CHECKING:  # slow to load, and nothing to a pipe
    from rich.console import Console, ConsoleOptions, RenderResult

COLUMNS, LINES = 80, 30
LABEL = 10  # least columns of the left margin, where the labels stand
LABELS = (
    *("do", "when", "eyes", "skin_gets", "safe", "warmth", "before_light", "evidence", "measure"),
    *("skin", "deep", "trials", "because", "change", "screen", "report"),
)
BAR = 26  # columns of a dose bar
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
    ascii_only: bool

    @property
    def margin(self) -> int:
        """Columns for the longest label of the language."""
        return max(LABEL, *(1 + len(_label(label)) for label in LABELS))

    def lettered(self, text: str) -> str:
        """The text in letters that the terminal has."""
        text = visible(words.printed(text))
        if not self.ascii_only:
            return text
        return text.translate(PLAIN_LETTERS).encode("ascii", "replace").decode("ascii")

    def paragraph(
        self, label: str, text: str, *, most: int | None = None, style: str = ""
    ) -> list[_Line]:
        """The text wrapped beside its label, an id of LABELS, cut after `most` lines."""
        glued = self.lettered(text).replace(words.THIN, "\u00a0")  # a number keeps its unit
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
    for rows in (2, 1):  # long texts first lose their second line, then the blanks go
        page = _Layout(width=width, rows=rows, ascii_only=ascii_only)
        lines = _head(plan, page)
        lines += _body(plan, page)
        lines += page.paragraph("report", report, most=1)
        if len(lines) <= room:
            return lines
    return [line for line in lines if line.text][:room]


def _body(plan: Plan, page: _Layout) -> list[_Line]:
    match plan:
        case Planned():
            return _planned(plan, page)
        case ByMaker():
            return _by_maker(plan, page)
        case Refused():
            return _not_planned(plan, page)


def _label(name: str) -> str:
    return say(f"report_terminal-label_{name}")


_BLANK = _Line()


def _head(plan: Plan, page: _Layout) -> list[_Line]:
    state = words.state(plan)
    sign = (PLAIN_SIGNS if page.ascii_only else SIGNS)[state]
    said = page.lettered(f"{sign} {''.join(words.verdict(plan))}")
    indent = " " * (len(sign) + 1)
    rows = textwrap.wrap(
        said, page.width, max_lines=3, placeholder=" ...", subsequent_indent=indent
    )
    about = " · ".join((words.goals(plan), words.person(plan.person), plan.mask.name))
    about = page.lettered(about)
    about = textwrap.shorten(about, page.width - len(indent), placeholder=" ...")
    return [
        *(_Line(text=row, style=_STYLES[state]) for row in rows),
        _Line(text=indent + about),
        _BLANK,
    ]


def _planned(plan: Planned, page: _Layout) -> list[_Line]:
    session = plan.session
    light = cards.lit_channels(session.lit, session.minutes)
    lit = say("report_terminal-lit", minutes=Quantity(session.minutes, "min"), light=light)
    do = f"{lit} {cards.how_to_start(session)}"
    lines = page.paragraph("do", do, most=3, style="bold")
    for zone in session.zones:
        lines += page.paragraph("", cards.zone_line(zone), most=1)
    when = say("report_terminal-often", often=cards.how_often(session), until=cards.until(plan))
    lines += page.paragraph("when", when, most=2)
    lines += page.paragraph("eyes", cards.eyes(plan), most=2)
    lines += _dose(plan, page) + _safe(plan, page) + _evidence(plan, page)
    best = plan.best_measurement
    return lines + page.paragraph("measure", words.sentence(say(best) if best else ""))


def _by_maker(plan: ByMaker, page: _Layout) -> list[_Line]:
    """What it is and is not, before any minutes; then what it brings, as ranges."""
    lines = page.paragraph("", say(plan.maker.said), most=LINES) + _before_light(plan, page)
    session = plan.session
    light = cards.lit_channels(session.lit, session.minutes)
    lit = say("report_terminal-lit", minutes=Quantity(session.minutes, "min"), light=light)
    do = f"{lit} {cards.how_to_start(session)}"
    lines += page.paragraph("do", do, most=3, style="bold")
    lines += page.paragraph("when", maker.rhythm(plan), most=3)
    lines += page.paragraph("eyes", maker.eyes(plan), most=2)
    lines.append(_BLANK)
    for label, text in maker.brings(plan):
        lines += page.paragraph(label, text, most=6)
    lines += _safe(plan, page)
    if plan.settle is not None:
        told = f"{say(plan.settle.measurement)}. {say(plan.settle.how)}"
        lines += page.paragraph("measure", words.sentence(told), most=4)
    return lines


def _dose(plan: Planned, page: _Layout) -> list[_Line]:
    """The dose, and one bar with its interval for every region with light."""
    title = say(
        "report_terminal-dose",
        dose=words.with_interval(plan.target_dose, "J/cm2"),
        layer=Name("layer", plan.target_layer),
    )
    lines = [_BLANK, *page.paragraph("skin_gets", title, style="bold")]
    sums: dict[str, list[float]] = {}
    for row in plan.dose:
        if row.layer == plan.target_layer:
            values, dose = sums.setdefault(row.region, [0.0, 0.0, 0.0]), row.dose_j_cm2
            for i, value in enumerate((dose.p05, dose.median, dose.p95)):
                values[i] += value
    top = scale.nice_top(max((values[2] for values in sums.values()), default=0.0))
    names = {region: words.region(region) for region in REGIONS if region in sums}
    widest = 1 + max(20, *map(len, names.values()), 0)
    for region, name in names.items():
        low, middle, high = sums[region]
        bar = f"{name:<{widest}}{_bar(low, middle, high, top)}"
        said = f"  {bar} {words.number(middle):>4} {words.span(low, high)}"
        lines.append(_Line(text=page.lettered(said)[: page.width]))
    return [*lines, _BLANK]


def _bar(low: float, middle: float, high: float, top: float) -> str:
    """An interval as a whisker, its median as a dot."""
    places = [round((BAR - 1) * value / top) for value in (low, middle, high)]
    cells = [" "] * BAR
    for i in range(places[0], places[2] + 1):
        cells[i] = "─"
    cells[places[0]], cells[places[2]] = "├", "┤"
    cells[places[1]] = "●"
    return "".join(cells)


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
    lines = page.paragraph("safe", text, most=2, style="red" if passed else "")
    return lines + page.paragraph("warmth", words.sentence(warmth.line(plan)), most=1)


def _before_light(plan: Plan, page: _Layout) -> list[_Line]:
    """What is shown to work for a goal, and comes before light."""
    lines: list[_Line] = []
    for expected in plan.expectation:
        if expected.works_first:
            lines += page.paragraph("before_light", expected.works_first, most=5)
    return lines


def _evidence(plan: Plan, page: _Layout) -> list[_Line]:
    """What comes before light, then the evidence line."""
    lines = _before_light(plan, page)
    for card in sorted(plan.evidence, key=lambda card: not card.carries)[:1]:
        text = say(
            "report_terminal-trial",
            tier=cards.tier_words(card.tier),
            trial=words.study(card.trial),
            soundness=card.soundness,
            result=card.result,
        )
        lines += page.paragraph("evidence", words.sentence(text))
    return lines


def _not_planned(plan: Refused, page: _Layout) -> list[_Line]:
    lines: list[_Line] = []
    for refusal in plan.refusals[:MOST_REFUSALS]:
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
    return lines + _evidence(plan, page)
