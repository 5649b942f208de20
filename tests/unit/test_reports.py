"""What the report promises: order, honesty, self-containment, units, escaping, size."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from html.parser import HTMLParser

import numpy as np
import pytest
from plan_factory import NAMES, WITHOUT, below_trial, plan_of, planned, refused

from openpbm.answer import INTENDED_USE, Action, Planned
from openpbm.fact import message, said
from openpbm.person import Medicine
from openpbm.reports import cards, words
from openpbm.reports.calendar import calendar_ics
from openpbm.reports.colour import inferno
from openpbm.reports.html import both_reports, report_html, report_part
from openpbm.reports.page import part
from openpbm.reports.terminal import summary_text
from openpbm.role import ROLES
from openpbm.speech.say import in_english, say

STOCK = re.compile(
    r"\b(glow\w*|rejuvenat\w*|boost\w*|miracle\w*|radian(?:t|ce) skin|youthful|anti-?age?ing)\b",
    re.I,
)


@cache
def report(name: str) -> str:
    return report_html(plan_of(name))


@pytest.mark.parametrize("name", ["planned", "refused"])
def test_both_reports_at_once_are_those_that_each_is_alone(name: str) -> None:
    assert both_reports(plan_of(name)) == (report(name), report_part(plan_of(name)))


class Reading(HTMLParser):
    """Elements, attributes and the text a person sees."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.text: list[str] = []
        self._hidden = 0
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, {key: value or "" for key, value in attrs}))
        self._hidden += tag in ("script", "style")

    def handle_endtag(self, tag: str) -> None:
        self._hidden -= tag in ("script", "style")

    def handle_data(self, data: str) -> None:
        if not self._hidden and data.strip():
            self.text.append(data.strip())

    @property
    def seen(self) -> str:
        return " ".join(self.text)


# ---- order and content


@pytest.mark.parametrize("name", NAMES)
def test_sections_stand_in_the_order_of_the_look(name: str) -> None:
    wanted = ["verdict", "do", "skin", "safe", "expect", "sure", "grade", "details"]
    if name in (*WITHOUT, "by_maker"):
        wanted.remove("skin")
    found = [a["id"] for _, a in Reading(report(name)).tags if a.get("id") in wanted]
    assert found == wanted


@pytest.mark.parametrize(
    ("name", "sign", "word"),
    [
        ("planned", "care", "Planned with care"),
        ("below_trial", "care", "Planned with care"),
        ("zoned", "go", "Planned"),
        ("refused", "stop", "Not planned"),
        ("insufficient", "unknown", "Not planned"),
        ("by_maker", "unknown", "The maker’s programme"),
    ],
)
def test_the_verdict_has_a_sign_and_a_word(name: str, sign: str, word: str) -> None:
    heading = re.search(r"<h1>(.*?)</h1>", report(name), re.S)
    assert heading is not None
    assert f"sign-{sign}" in heading[1]
    assert f"<b>{word}</b>" in heading[1]


def test_the_card_says_to_stop_by_hand() -> None:
    assert "Start the 10-minute programme and stop by hand after 3 minutes." in report("planned")


@pytest.mark.parametrize("name", NAMES)
def test_intended_use_is_said(name: str) -> None:
    assert say(INTENDED_USE) in report(name)


@pytest.mark.parametrize("name", WITHOUT)
def test_a_refusal_shows_reasons_and_what_would_change_them_and_no_session(name: str) -> None:
    page = report(name)
    seen = Reading(page).seen
    for refusal in plan_of(name).refusals:
        assert words.sentence(in_english(refusal.reason)) in seen
        assert in_english(refusal.would_change) in seen
    for absent in ('id="live-data"', 'class="faces"', 'id="dose-sentence"', "What to do</h2>"):
        assert absent not in page
    assert "What is known" in page


def test_a_row_resting_on_memory_shows_its_badge() -> None:
    page = report("planned")
    assert "clinical review pending" in page
    assert "needs review" in page


def test_the_binding_ceiling_stands_first() -> None:
    assert cards.ceiling_bars(below_trial())[0].ceiling.binding
    first = re.search(r'data-ceiling="(\w+)"', report("below_trial"))
    assert first is not None
    assert first[1] == "skin_temp"


def test_tier_b_is_said_in_every_sentence_about_its_trial() -> None:
    page = report("planned")
    for article in re.findall(r'<article class="card evidence">(.*?)</article>', page, re.S):
        for parts in re.findall(r"<dd>(.*?)</dd>|<p class=\"result\">(.*?)</p>", article, re.S):
            assert "".join(parts).startswith("Tier B")
    assert all(line.startswith("Tier B") for line in cards.match_sentences(planned()))


def test_reciprocity_is_called_unproven_only_beyond_three() -> None:
    beyond, unknown = cards.match_sentences(planned())
    assert "unproven" in beyond
    assert "unproven" not in unknown
    row = replace(planned().match[0], irradiance_ratio=2.9)
    assert "unproven" not in cards.match_sentences(replace(planned(), match=(row,)))[0]


def test_a_doctor_is_named_only_with_a_question() -> None:
    asked = "Did a doctor say that light is fine with"
    assert asked not in report("refused")  # no doctor's yes opens a photodynamic drug
    plan = plan_of("refused")
    waits: tuple[tuple[str, Action], ...] = tuple((c, "refer") for c, _ in plan.screen[0].action)
    row = replace(plan.screen[0], answer="doctor", action=waits)
    assert asked in report_html(replace(plan, screen=(row,)))
    assert "doctor" not in Reading(report("planned")).seen


@pytest.mark.parametrize("name", NAMES)
def test_every_closed_fold_and_figure_is_named(name: str) -> None:
    page = report(name)
    assert page.count("<figure") == page.count("<figcaption")
    assert page.count("<details") == page.count("<summary")
    assert page.count("<table") == page.count("<caption")
    for tag, attributes in Reading(page).tags:
        if tag == "img":
            assert "alt" in attributes


def test_only_the_matched_trial_sets_the_dose_and_the_others_are_folded() -> None:
    plan = planned()
    able = replace(plan, evidence=tuple(replace(card, carries=True) for card in plan.evidence))
    page = report_html(able)
    assert page.count("sets your dose</span>") == 1
    assert page.index("Mota 2023") > page.index("1 more trial of the same goal")


def test_many_reasons_are_folded_after_the_first() -> None:
    page = report_html(replace(refused(), refusals=refused().refusals * 4))
    assert "7 more reasons</h2>" in page
    assert page.count('class="reason">') == 8


def test_zones_are_told_apart() -> None:
    seen = Reading(report("zoned")).seen
    assert "Lower: 6" in seen
    assert "Upper: 4" in seen
    assert "No light from 23 November 2026 to 30 November 2026" in seen


# ---- self-contained and safe


@pytest.mark.parametrize("name", NAMES)
def test_nothing_is_fetched(name: str) -> None:
    page = report(name)
    for tag, attributes in Reading(page).tags:
        assert tag not in ("link", "iframe", "object", "embed", "base")
        assert attributes.get("src", "data:").startswith("data:")
        if tag == "a":
            assert attributes["href"].startswith(("#", "https://", "http://", "mailto:?"))
        else:
            assert "href" not in attributes
    style = re.search(r"<style>(.*?)</style>", page, re.S)
    assert style is not None
    assert "url(" not in style[1]
    assert "@import" not in style[1]


@pytest.mark.parametrize("name", NAMES)
def test_only_the_reports_own_script_may_run(name: str) -> None:
    policy = next(a["content"] for t, a in Reading(report(name)).tags if "http-equiv" in a)
    assert "default-src 'none'" in policy
    assert "script-src 'sha256-" in policy


def test_what_people_write_is_never_markup() -> None:
    evil = "<script>alert(1)</script><img src=x onerror=alert(1)>\"' onload=alert(1) </style>"
    plan = planned()
    ceilings = (
        replace(
            plan.session.ceilings[0], name=said(evil), reason=said(evil), source=evil, unit=evil
        ),
    )
    hostile = replace(
        plan,
        verdict=message("verdict-not_planned", reason=evil),
        goals=(evil,),
        mask=replace(plan.mask, name=evil, id=evil),
        person=replace(plan.person, medicines=(Medicine(name=evil),)),
        screen=(replace(plan.screen[0], said=evil, name=evil, rationale=evil, source=evil),),
        session=replace(plan.session, ceilings=ceilings),
        cautions=(said(evil),),
        best_measurement=said(evil),
        match=(replace(plan.match[0], trial=evil, zone=evil, channels=(evil,), band=evil),),
        evidence=(
            replace(plan.evidence[0], url="javascript:alert(1)", who=said(evil), result=said(evil)),
        ),
        live=replace(
            plan.live,
            target_layer=evil,
            ceilings=(replace(plan.live.ceilings[0], id=evil, name=said(evil), unit=evil),),
        ),
    )
    kinds = [tag for tag, _ in Reading(report("planned")).tags]
    found = Reading(report_html(hostile)).tags
    assert [tag for tag, _ in found].count("script") == kinds.count("script")
    for tag, attributes in found:
        assert not any(key.startswith("on") for key in attributes), tag
        assert "javascript:" not in attributes.get("href", "")


def test_reports_stay_small() -> None:
    assert len(report("planned").encode()) < 900_000
    assert len(report("refused").encode()) < 100_000


# ---- words a reader sees


@pytest.mark.parametrize("name", NAMES)
def test_no_stock_phrase_and_no_exclamation_mark(name: str) -> None:
    plan = plan_of(name)
    dates = calendar_ics(plan) if isinstance(plan, Planned) else ""
    for text in (Reading(report(name)).seen, summary_text(plan), dates):
        assert "!" not in text
        assert STOCK.search(text) is None


def test_numbers_carry_their_unit() -> None:
    assert re.search(r"brings 7\.1\u202fJ/cm² to", report("planned"))
    for bar in cards.ceiling_bars(planned()):
        unit = words.unit(bar.ceiling.unit)
        assert bar.value_text.endswith(unit)
        assert bar.limit_text.endswith(unit)
    for name in ("mW/cm²", "J/cm²"):
        assert f'data-unit="{name}"' in report("planned")


# ---- colours


def _luminance(code: str) -> float:
    parts = [int(code[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def _contrast(one: str, other: str) -> float:
    low, high = sorted((_luminance(one), _luminance(other)))
    return (high + 0.05) / (low + 0.05)


def _schemes() -> tuple[dict[str, str], dict[str, str]]:
    style = part("report.css").replace("#fff;", "#ffffff;")
    light, dark = (
        dict(re.findall(r"--([\w-]+): (#\w+);", "".join(re.findall(block, style, re.S | re.M))))
        for block in (r"^:root \{.*?\}", r"scheme: dark\) \{\s*:root \{.*?\}")
    )
    return light, {**light, **dark}


@pytest.mark.parametrize("scheme", [0, 1])
def test_text_and_signs_stand_out(scheme: int) -> None:
    colours = _schemes()[scheme]
    for ground in ("ground", "card"):
        for text in ("ink", "soft", "accent", "care-ink"):
            assert _contrast(colours[text], colours[ground]) >= 4.5, (text, ground)
        graphics = ("go", "care", "stop", "unknown", *(f"ch-{role}" for role in ROLES))
        for graphic in graphics:
            assert _contrast(colours[graphic], colours[ground]) >= 3.0, (graphic, ground)


def test_no_two_roles_are_drawn_alike() -> None:
    for drawn in ("ink", "ink_dark", "dash"):
        assert len({getattr(role, drawn) for role in ROLES.values()}) == len(ROLES), drawn


def test_the_colour_map_rises_in_lightness_from_black() -> None:
    table = inferno()
    assert table.shape == (256, 3)
    lightness = table.astype(float) @ [0.2126, 0.7152, 0.0722]
    assert table[0].max() < 10
    assert np.all(np.diff(lightness) > -0.8)  # rounding to bytes
    assert lightness[-1] > 230
