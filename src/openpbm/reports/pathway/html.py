"""The page of the chain: a hypothesis, its pictures, and what would settle it."""

from __future__ import annotations

from markupsafe import Markup

from openpbm.reports import words
from openpbm.reports.page import part, template
from openpbm.reports.pathway.figures import GRADES, grade_sample, pathway, row_rest, time_course
from openpbm.response.pathway.check import Check
from openpbm.response.pathway.story import Story, StoryPanel

SMALLEST = 0.001  # per cent; below it is noise of the engine
RECEPTOR_WORDS = {
    "enzyme": "an enzyme of the mitochondrion (cytochrome c oxidase) takes up the light",
    "store": "a store of nitric oxide in the skin takes up the light",
    "none": "nothing takes up the light; only its warmth acts",
}
SPANS = (("minutes", "Minutes after one session"), ("days", "Days"), ("months", "The whole course"))


def pathway_html(story: Story, checks: tuple[Check, ...], name: str) -> str:
    """The page as one file."""
    return template("pathway.html.j2").render(
        story=story,
        name=name,
        checks=checks,
        style=Markup(part("report.css")),
        grades=[(grade, grade_sample(grade)) for grade in GRADES],
        picture=pathway(),
        spans=[(title, [p for p in story.panels if p.span == span]) for span, title in SPANS],
        chart=time_course,
        told=told,
        receptor=RECEPTOR_WORDS,
        light=light_words(story),
        honest=honest(story),
        status=words.status,
    )


def change(panel: StoryPanel, at: tuple[float, float, float]) -> str:
    """A change against no light: +0.7 % (0.1 to 2.6)."""
    middle, low, high = (percent(value - row_rest(panel)) for value in at)
    return f"{middle}{words.THIN}% ({low} to {high})"


def told(panel: StoryPanel) -> str:
    """The sentence under a chart."""
    if panel.span == "minutes":
        return f"Furthest from rest: {change(panel, panel.peak)}."
    return f"Mean over the last two weeks of light: {change(panel, panel.late)}."


def percent(share: float) -> str:
    """A share as per cent, two figures, with its sign.

    >>> percent(0.0123), percent(-1.1), percent(2e-19)
    ('+1.2', '-110', '0')
    """
    value = float(f"{100.0 * share:.2g}")
    return f"{value:+g}" if abs(value) >= SMALLEST else "0"


def light_words(story: Story) -> str:
    """What goes in."""
    colours = " and ".join(
        f"{part.fluence_rate_mw_cm2:.2g}{words.THIN}mW/cm² at {part.peak_nm:g}{words.THIN}nm"
        for part in story.course.parts
    )
    sessions = len(story.course.start_days)
    return (
        f"{colours} in the target layer, {story.course.session_min:g}{words.THIN}min, "
        f"{sessions} sessions"
    )


def honest(story: Story) -> tuple[str, ...]:
    """What the numbers say in plain words, computed from the panels."""
    found = {panel.id: panel for panel in story.panels}
    energy, mass, new = found["ATP"], found["CM"], found["PC"]
    _, low, high = new.late
    sign = (
        "whether it rises or falls is not known"
        if low < 1.0 < high
        else "it moves one way in nine of ten draws"
    )
    return (
        f"Cell energy in healthy skin: at most {change(energy, energy.peak)}, for minutes.",
        f"Mass of collagen in the dermis after the course: {change(mass, mass.late)}. Skin "
        "replaces its collagen with a half-life of about 15 years.",
        f"New collagen being made in the last two weeks: {change(new, new.late)}; {sign}.",
        "No step from here to fewer wrinkles or a clearer skin is computed: only trials can say.",
    )
