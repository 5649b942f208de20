"""What a sheet that is handed over says: each part from its nouns, in a reader's words."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Literal

from openpbm.answer import Given, Plan, Planned
from openpbm.answer.handed import Section
from openpbm.person import Person
from openpbm.record import DayDose, SkinTook
from openpbm.reports import cards, ledger_words, page_one, words
from openpbm.speech.say import say
from openpbm.tracking.account import LightRecord
from openpbm.tracking.skin import FINE, called

PartOfSheet = Literal["plan", "limits", "light", "skin", "health"]
PARTS: tuple[PartOfSheet, ...] = ("plan", "limits", "light", "skin", "health")
LIMIT_HEAD = ("limit", "value", "most", "used")


def of_plan(plan: Plan, *, is_stale: bool = False, with_points: bool = False) -> Section:
    """The first page of an answer.

    Args:
        plan: that is handed over.
        is_stale: what it was made from has changed since.
        with_points: also what is to be kept in mind, which may name medicines and conditions.
    """
    one = page_one.page_one(plan)
    lines = [(say(f"page_one-label_{label}"), text) for label, text in one.rows]
    stops = [(say("page_one-label_stop"), " ".join(one.stops))] if one.stops else []
    card = [] if one.card is None else [(say("page_one-label_do"), _do(plan))]
    old = say("report_share-stale") if is_stale else ""
    before = [("", text) for text in (old, one.before) if text]
    cautions = plan.cautions if with_points and isinstance(plan, Given) else ()
    points = [words.sentence(say(fact)) for fact in cautions]
    mind = [(say("report_share-points"), " ".join(points))] if points else []
    mask = [(say("report_share-mask"), plan.mask.name)]
    title = one.word if isinstance(plan, Planned) else one.verdict
    return Section(title=title, pairs=(*before, *mask, *card, *lines, *stops, *mind))


def _do(plan: Plan) -> str:
    assert isinstance(plan, Given)
    return cards.how_to_start(plan.session)


def of_limits(plan: Plan) -> Section:
    """Every limit with what the session uses of it."""
    bars = cards.ceiling_bars(plan) if isinstance(plan, Given) else ()
    return Section(
        title=say("report_share-limits"),
        head=tuple(say(f"report_share-head_{column}") for column in LIMIT_HEAD),
        rows=tuple(
            (
                _limit(bar),
                bar.value_text,
                bar.limit_text,
                f"{bar.share_text} {bar.of_text}",
            )
            for bar in bars
        ),
    )


def _limit(bar: cards.CeilingBar) -> str:
    name = words.capital(say(bar.ceiling.name))
    return say("report_share-own", limit=name) if bar.ceiling.advisory else name


def of_health(person: Person) -> Section:
    """What the screen was asked with."""
    nothing = say("report-none")
    told: Sequence[tuple[str, str]] = (
        ("who", words.person(person)),
        ("conditions", words.listed(person.conditions, "comma")),
        (
            "medicines",
            words.listed(
                [
                    each.name
                    if each.last_dose is None
                    else say("report_share-last", name=each.name, day=words.day(each.last_dose))
                    for each in person.medicines
                ],
                "comma",
            ),
        ),
        (
            "procedures",
            words.listed(
                [
                    say("report_share-on", name=each.name, day=words.day(each.day))
                    for each in person.procedures
                ],
                "comma",
            ),
        ),
        ("answers", " ".join(_answer(each.fine, each.by, each.about) for each in person.answers)),
    )
    return Section(
        title=say("report_share-health"),
        pairs=tuple((say(f"report_share-health_{key}"), text or nothing) for key, text in told),
    )


def _answer(fine: bool, by: str, about: str) -> str:
    who = say(f"report_share-by_{by}")
    if fine:
        return say("report_share-fine", who=who, about=about)
    return say("report_share-not_fine", who=who, about=about)


def of_skin(record: LightRecord, today: date) -> Section:
    """How the skin took sessions, what was decided then, and what a doctor said of it.

    What was fine is counted, so that what was not stands out.
    """
    fine = [o.day for o in record.skin if isinstance(o, SkinTook) and o.answer == FINE]
    lines = ledger_words.skin_lines(record, today)
    pairs = [
        (words.day(one.said_on if isinstance(one, SkinTook) else one.day), line)
        for one, line in zip(record.skin, lines, strict=False)
        if not isinstance(one, SkinTook) or one.answer != FINE
    ]
    pairs += [(say("report_share-light_mind"), line) for line in lines[len(record.skin) :]]
    if fine:
        count = say("report_share-skin_fine", times=len(fine), last=words.day(max(fine)))
        pairs.insert(0, (words.capital(say(called(FINE))), count))
    nothing = (words.day(today), say("report_share-skin_none"))
    return Section(title=say("report_share-skin"), pairs=tuple(pairs or [nothing]))


def light_section(record: LightRecord, giver: Callable[[str], str]) -> Section:
    """All light as it went: sessions, light noted from elsewhere, and what nobody can add up.

    Args:
        record: of one person.
        giver: how a source of light is called.
    """
    heads = ("day", "minutes", "planned", "dose", "by", "end")
    rows = [
        (
            one.begun.day,
            words.minutes(one.minutes),
            words.minutes(one.begun.planned_min),
            ledger_words.doses_of(one),
            giver(one.begun.source),
            ledger_words.ending(one),
        )
        for one in record.sittings
    ]
    rows += [
        (dose.day, "", "", _noted(dose), say(ledger_words.OFFICE), "")
        for noted in record.noted
        for dose in noted.event.doses
    ]
    return Section(
        title=say("report_share-light"),
        pairs=tuple((say("report_share-light_mind"), line) for line in _unknown(record)),
        head=tuple(say(f"report_share-light_{column}") for column in heads),
        rows=tuple((words.day(row[0]), *row[1:]) for row in sorted(rows)),
    )


def _noted(dose: DayDose) -> str:
    return f"{words.colour(dose.band)} {words.quantity(dose.dose_j_cm2, 'J/cm2')}"


def _unknown(record: LightRecord) -> Sequence[str]:
    """Why what stands below may be less than what was given."""
    return (
        *(ledger_words.lost_words(lost) for lost in record.lost),
        *ledger_words.unbounded(record),
        *(words.sentence(say(gap)) for gap in record.gaps),
    )
