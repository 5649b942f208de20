"""The page of `openpbm validate`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from markupsafe import Markup

from openpbm import __version__
from openpbm.fact import message, several
from openpbm.reports import words
from openpbm.reports.page import part, template
from openpbm.speech.say import say, written
from openpbm.validation.case import Case

SIGNS = {"holds": "go", "fails": "stop", "skipped": "unknown"}


def validation_html(found: Sequence[Case]) -> str:
    """Every comparison along the way of the light, as one file."""
    return template("validation.html.j2").render(
        links=by_link(found),
        checked_by=checked_by,
        state=worst(found),
        summary=summary(found),
        signs=SIGNS,
        value=value,
        share=share,
        status=words.status,
        style=Markup(part("report.css")),
        version=__version__,
    )


def by_link(found: Sequence[Case]) -> dict[str, list[Case]]:
    """The comparisons of each link, links in the order of the light's way."""
    names = dict.fromkeys(each.link for each in found)
    return {name: [each for each in found if each.link == name] for name in names}


def checked_by(own: Sequence[Case]) -> str:
    """How many of a link's numbers are held against what: `3 closed form, 1 law`."""
    counts = Counter(each.how for each in own)
    return ", ".join(f"{count} {how}" for how, count in counts.items())


def worst(found: Sequence[Case]) -> str:
    """The sign of the whole page."""
    verdicts = {each.verdict for each in found}
    return SIGNS["fails" if "fails" in verdicts else "holds"]


def summary(found: Sequence[Case]) -> str:
    """All in one line."""
    counts = {name: sum(each.verdict == name for each in found) for name in SIGNS}
    told = [message("report_validation-hold", holding=counts["holds"], count=len(found))]
    if counts["fails"]:
        told.append(message("report_validation-fail", failing=counts["fails"]))
    if counts["skipped"]:
        told.append(message("report_validation-skip", skipped=counts["skipped"]))
    return written(several(told, "comma"))


def value(number: float | None, unit: str) -> str:
    """A figure with its unit; shares have none."""
    if number is None:
        return say("report_validation-not_run")
    printed = "" if unit == "1" else words.THIN + words.unit(unit)
    return f"{number:.6g}{printed}"


def share(each: Case, number: float) -> str:
    """A difference or tolerance as it is meant."""
    return f"{100.0 * number:.2g}{words.THIN}%" if each.relative else f"{number:.2g}"
