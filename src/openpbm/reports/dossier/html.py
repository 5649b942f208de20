"""The dossier and the instructions as pages that stand alone, for a screen and for paper."""

from __future__ import annotations

from markupsafe import Markup

from openpbm import __version__
from openpbm.answer import AssumptionRow
from openpbm.dossier.line import STATES, DossierLine
from openpbm.dossier.made import Dossier
from openpbm.fact import Message, message
from openpbm.reports import words
from openpbm.reports.page import part, template
from openpbm.skin.anatomy import phototype_of
from openpbm.speech.say import say

SIGNS = {"shown": "go", "claimed": "care", "missing": "unknown"}


def dossier_html(found: Dossier) -> str:
    """Every line with its state, the risks, and what would show what is missing."""
    return template("dossier.html.j2").render(
        found=found,
        mask=found.basis.mask,
        signs=SIGNS,
        states=tuple(reversed(STATES)),
        known=known_text,
        assumed=assumed_text,
        counts=counts(found),
        whom=for_whom(found),
        version=__version__,
        style=Markup(part("report.css")),
    )


def instructions_html(found: Dossier) -> str:
    """The draft of the instructions, in the language spoken."""
    return template("instructions.html.j2").render(
        mask=found.basis.mask,
        chapters=found.chapters,
        told=told,
        version=__version__,
        style=Markup(part("report.css")),
    )


def known_text(line: DossierLine) -> list[str]:
    """What is known of a line: a sentence, and one for each of its parts."""
    return [told(line.known.found), *map(told, line.known.of)]


def assumed_text(row: AssumptionRow) -> str:
    """What was not verified, as one sentence."""
    return told(message("report-assumption", what=row.text, value=row.value))


def told(fact: Message) -> str:
    """A fact as a sentence of a page."""
    return words.sentence(words.printed(say(fact)))


def for_whom(found: Dossier) -> Message | None:
    """On whose skin the numbers hold; None where light is unknown and there are none."""
    basis = found.basis
    if not basis.by_type:
        return None
    return message("dossier-for_whom", type=phototype_of(basis.person))


def counts(found: Dossier) -> Message:
    """How many lines are shown, claimed and missing."""
    many = found.counts
    return message(
        "dossier-counts", shown=many["shown"], claimed=many["claimed"], missing=many["missing"]
    )
