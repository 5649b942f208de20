"""The page of the chain: a hypothesis, its pictures, and what would settle it."""

from __future__ import annotations

from markupsafe import Markup

from openpbm.fact import Quantity, message, several
from openpbm.reports import words
from openpbm.reports.page import part, template
from openpbm.reports.pathway.figures import legend, pathway, row_rest, time_course
from openpbm.response.pathway.check import Check
from openpbm.response.pathway.story import Story, StoryPanel
from openpbm.speech.say import say

SMALLEST = 0.001  # per cent; below it is noise of the engine
SPANS = ("minutes", "days", "months")


def pathway_html(story: Story, checks: tuple[Check, ...], name: str) -> str:
    """The page as one file."""
    return template("pathway.html.j2").render(
        story=story,
        name=name,
        checks=checks,
        style=Markup(part("report.css")),
        grades=legend(),
        picture=pathway(),
        spans=[(span, [p for p in story.panels if p.row.span == span]) for span in SPANS],
        chart=time_course,
        told=told,
        light=light_words(story),
        honest=honest(story),
        status=words.status,
    )


def change(panel: StoryPanel, at: tuple[float, float, float]) -> str:
    """A change against no light: +0.7 % (0.1 to 2.6)."""
    middle, low, high = (percent(value - row_rest(panel)) for value in at)
    return say("report_pathway-change", middle=middle, low=low, high=high)


def told(panel: StoryPanel) -> str:
    """The sentence under a chart."""
    if panel.row.span == "minutes":
        return say("report_pathway-furthest", change=change(panel, panel.peak))
    return say("report_pathway-late", change=change(panel, panel.late))


def percent(share: float) -> str:
    """A share as per cent, two figures, with its sign.

    >>> percent(0.0123), percent(-1.1), percent(2e-19)
    ('+1.2', '-110', '0')
    """
    value = float(f"{100.0 * share:.2g}")
    return f"{value:+g}" if abs(value) >= SMALLEST else "0"


def light_words(story: Story) -> str:
    """What goes in."""
    colours = several(
        message(
            "report_pathway-light_of",
            rate=f"{part.fluence_rate_mw_cm2:.2g}{words.THIN}mW/cm²",
            peak=Quantity(part.peak_nm, "nm"),
        )
        for part in story.course.parts
    )
    return say(
        "report_pathway-light",
        colours=colours,
        minutes=f"{story.course.session_min:g}{words.THIN}min",
        sessions=len(story.course.start_days),
    )


def honest(story: Story) -> tuple[str, ...]:
    """What the numbers say in plain words, computed from the panels."""
    found = {panel.row.id: panel for panel in story.panels}
    energy, mass, new = found["ATP"], found["CM"], found["PC"]
    _, low, high = new.late
    sign = message("report_pathway-sign_known")
    if low < 1.0 < high:
        sign = message("report_pathway-sign_unknown")
    return (
        say("report_pathway-energy", change=change(energy, energy.peak)),
        say("report_pathway-mass", change=change(mass, mass.late)),
        say("report_pathway-new", change=change(new, new.late), sign=sign),
        say("report_pathway-only_trials"),
    )
