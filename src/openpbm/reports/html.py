"""The report: one file of HTML that needs no server, no network and no script to be read."""

from __future__ import annotations

from urllib.parse import quote, urlencode

from markupsafe import Markup

from openpbm import __version__
from openpbm.answer import INTENDED_USE, ByMaker, Plan, Planned, Settling
from openpbm.face import REGIONS
from openpbm.mask.catalogue import catalogue_ids
from openpbm.reports import cards, figures, maker, tabulated, warmth, words
from openpbm.reports.live import LiveBase, base_of, longest_minutes, payload, says
from openpbm.reports.maps import FaceFigures, face_figures
from openpbm.reports.page import as_data, part, policy, template
from openpbm.reports.page_one import page_one
from openpbm.reports.pathway import figures as pathway_figures
from openpbm.speech.number import UNITS
from openpbm.speech.say import say

SHOWN_CEILINGS = 5  # bars that stand open; the rest is folded by what it protects


def report_html(plan: Plan) -> str:
    """The whole report, self-contained. Refused plans show what is known and what would help.

    Args:
        plan: any answer.

    Returns:
        One HTML page that asks nothing of another machine.
    """
    return _alone(_told(plan))


def report_part(plan: Plan) -> str:
    """The report without its frame, for a page that brings style, script and its own frame."""
    return _in_a_page(plan, _told(plan))


def both_reports(plan: Plan) -> tuple[str, str]:
    """The whole report and the one without its frame; their figures are drawn once."""
    told = _told(plan)
    return _alone(told), _in_a_page(plan, told)


def _alone(told: dict[str, object]) -> str:
    script = part("report.js")
    return template("report.html.j2").render(
        **told,
        version=__version__,
        style=Markup(part("report.css")),
        script=Markup(script),
        policy=policy(script),
    )


def _in_a_page(plan: Plan, told: dict[str, object]) -> str:
    own = plan.mask.id if plan.mask.id in catalogue_ids() else "own"
    more = {"begins": True, "own_mask": own, "version": __version__}
    return template("report_part.html.j2").render(**{**told, **more})


def _told(plan: Plan) -> dict[str, object]:
    """Everything that the report says of a plan."""
    return {
        "safe_link": safe_link,
        "tier_words": cards.tier_words,
        "plan": plan,
        "planned": plan if isinstance(plan, Planned) else None,
        "by_maker": plan if isinstance(plan, ByMaker) else None,
        "one": page_one(plan),
        "begins": False,  # only the app can: it has today's session, the answers, the mask
        "state": words.state(plan),
        "letter_mail": letter_mail(plan.settle, plan.mask.name) if plan.settle else "",
        "intended_use": say(INTENDED_USE),
        "screen": cards.screen_findings(plan),
        "tables": tabulated.tables(plan),
        "quick_errors": _quick_errors(plan),
        "matched": [row.trial for row in plan.match] if isinstance(plan, Planned) else [],
        **(_told_of_session(plan) if isinstance(plan, Planned) else {}),
        **(_told_of_maker(plan) if isinstance(plan, ByMaker) else {}),
    }


def _told_of_maker(plan: ByMaker) -> dict[str, object]:
    """What only a maker's programme has to say."""
    return {
        "brings": maker.brings(plan),
        "ceilings": cards.ceiling_bars(plan),
        "warmth": warmth,
    }


def _told_of_session(plan: Planned) -> dict[str, object]:
    """What only a plan with a session has to say."""
    base = base_of(plan)
    faces = face_figures(plan, base)
    bars = cards.ceiling_bars(plan)
    return {
        "faces": faces,
        "base": base,
        "longest": longest_minutes(base),
        "ceilings": bars,
        "more_ceilings": cards.grouped(bars[SHOWN_CEILINGS:]),
        "shown_ceilings": SHOWN_CEILINGS,
        "matches": cards.match_sentences(plan),
        "deeper": cards.deeper_sentences(plan),
        "whiskers": figures.match_whiskers(plan.match),
        "warmth": warmth,
        "pathway": pathway_figures,
        "warm_chart": warmth.chart(plan),
        "profile": _profile(plan),
        "colours": [channel for _, channel in tabulated.colours(plan)],
        "live_json": as_data(_live_payload(plan, base, faces)),
    }


def letter_mail(settle: Settling, mask: str) -> str:
    """The letter to the maker as a mail that the reader's own program opens; nothing is sent."""
    told = {"subject": say("page_one-letter_subject", mask=mask), "body": say(settle.letter)}
    return "mailto:?" + urlencode(told, quote_via=quote)


def safe_link(url: str) -> str:
    """The address where it is one that a browser may open, else nothing."""
    return url if url.startswith(("https://", "http://")) else ""


def _live_payload(plan: Planned, base: LiveBase, faces: FaceFigures) -> dict[str, object]:
    own = base.model.skin_types[base.model.own]
    return {
        **payload(base),
        "says": says(),
        "units": UNITS,
        "signs": {state: figures.sign(state) for state in ("go", "care", "stop")},
        "regions": [words.region(name) for name in REGIONS],
        "layer": words.layer(base.model.target_layer),
        "device": words.noun(plan),
        "ownType": own,
        "maps": faces.payload,
    }


def _quick_errors(plan: Plan) -> str:
    """How far the quick light model is off, band by band."""
    each = (
        say("report-quick_error", name=words.printed(name), error=f"{100.0 * error:.2g}")
        for name, error in plan.response_surface_p99
    )
    return words.listed(each, "semicolon")


def _profile(plan: Planned) -> Markup:
    curves = [(i, channel.role) for i, channel in tabulated.colours(plan)]
    return figures.depth_profile(plan.profile, curves, plan.target_layer)
