"""Two plans side by side: the curve keeps its laws, what differs is marked, bad files are told."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import numpy as np
import pytest
from plan_factory import by_maker, planned, refused

from openpbm.answer import Plan, Planned
from openpbm.cli.main import main
from openpbm.face import REGIONS
from openpbm.fact import said
from openpbm.files.mask_file import find_mask
from openpbm.files.plan.file import plan_text
from openpbm.interval import Interval
from openpbm.letters import visible
from openpbm.person import Medicine, Wish
from openpbm.planning.plan import plan
from openpbm.reports import words
from openpbm.reports.beside.area import dose_at_share, of_goal, point_dose, share_at_least
from openpbm.reports.beside.facts import by_region, only_in, pairs
from openpbm.reports.beside.page import beside_html, beside_text
from openpbm.reports.html import report_html
from openpbm.reports.live import base_of
from openpbm.speech.say import say

NAMES = "one", "other"
Made = Callable[[], Plan]


def given() -> Planned:
    plan = planned()
    assert isinstance(plan, Planned)
    return plan


def stronger(plan: Planned, factor: float) -> Planned:
    maps = plan.maps
    return replace(
        plan,
        maps=replace(
            maps,
            beneath_mw_cm2=maps.beneath_mw_cm2 * factor,
            neighbourhood_mw_cm2=maps.neighbourhood_mw_cm2 * factor,
        ),
    )


def test_the_curve_falls_from_all_skin_to_none_and_its_area_is_the_mean_dose() -> None:
    plan = given()
    dose, area = point_dose(plan), of_goal(plan)
    doses = np.linspace(0.0, float(dose.max()) * 1.01, 4001)
    share = share_at_least(plan, doses)
    assert share[0] == pytest.approx(1.0) and share[-1] == 0.0
    assert (np.diff(share) <= 1e-12).all()
    mean = float((dose * area).sum() / area.sum())
    assert float(np.trapezoid(share, doses)) == pytest.approx(mean, rel=2e-3)


@pytest.mark.parametrize("factor", [0.25, 2.0])
def test_twice_the_light_is_twice_the_dose_everywhere(factor: float) -> None:
    plan = given()
    assert point_dose(stronger(plan, factor)) == pytest.approx(factor * point_dose(plan))
    for share in (0.1, 0.5, 0.9):
        more = dose_at_share(stronger(plan, factor), share)
        assert more == pytest.approx(factor * dose_at_share(plan, share))


def lit(plan: Planned, *, minutes: float = 1.0, drive: float = 1.0) -> Planned:
    """The plan with its channels on for longer, or driven otherwise."""
    session = plan.session
    channels = tuple(
        replace(one, minutes=one.minutes * minutes, drive=one.drive * drive)
        for one in session.channels
    )
    return replace(plan, session=replace(session, channels=channels))


def test_dose_goes_with_minutes_and_with_drive() -> None:
    plan = given()
    assert point_dose(lit(plan, minutes=2.0)) == pytest.approx(2.0 * point_dose(plan))
    assert point_dose(lit(plan, drive=0.5)) == pytest.approx(0.5 * point_dose(plan))


def test_skin_of_the_goal_is_of_its_regions_alone() -> None:
    plan = given()
    named = sorted({REGIONS[number] for number in plan.maps.region})[0]
    person = replace(plan.person, wishes=(Wish(goal="wrinkles", regions=(named,)),))
    there = plan.maps.region == REGIONS.index(named)
    area = of_goal(replace(plan, person=person))
    assert (area[there] > 0).any() and not area[~there].any()


def test_a_region_gets_the_dose_of_the_layer_that_is_aimed_at() -> None:
    plan = given()
    table = by_region(plan, plan, NAMES)
    assert table is not None and table.rows
    for region, mine, _ in table.rows:
        rows = [
            row.dose_j_cm2.median
            for row in plan.dose
            if row.layer == plan.target_layer and words.region(row.region) == region
        ]
        assert mine.startswith(words.quantity(sum(rows), "J/cm2"))


def test_the_ends_of_a_region_are_the_ends_of_its_colours_added() -> None:
    plan = given()
    table = by_region(plan, plan, NAMES)
    assert table is not None
    for region, mine, _ in table.rows:
        rows = [
            row.dose_j_cm2
            for row in plan.dose
            if row.layer == plan.target_layer and words.region(row.region) == region
        ]
        low, middle, high = (
            sum(getattr(each, end) for each in rows) for end in ("p05", "median", "p95")
        )
        whole = Interval(median=middle, p05=low, p95=high)
        assert mine == words.with_interval(whole, "J/cm2")


def test_a_caution_of_one_plan_alone_is_told_of_that_plan() -> None:
    plan = given()
    careful = replace(plan, cautions=(*plan.cautions, said("mind the moon")))
    assert only_in(careful, plan) == ("Mind the moon.",)
    assert only_in(plan, careful) == ()


def test_a_week_is_a_session_as_often_as_it_comes() -> None:
    plan = given()
    told = {pair.id: pair.told[0] for pair in pairs(plan, plan)}
    each = plan.session.sessions_per_week
    assert told["dose_week"] == words.quantity(plan.target_dose.median * each, "J/cm2")


def test_plans_of_two_people_say_whose_they_are() -> None:
    """Fewer minutes on darker skin must not look like a better mask."""
    plan = given()
    other = replace(plan, person=replace(plan.person, phototype="VI", age_years=31))
    (who,) = [pair for pair in pairs(plan, other) if pair.id == "who"]
    assert who.differs and "VI" in who.told[1] and "31" in who.told[1]
    assert "VI" in beside_text(plan, other, NAMES) and "VI" in beside_html(plan, other, NAMES)


def test_doses_of_two_depths_are_not_told_as_of_one() -> None:
    plan = given()
    layers = sorted({row.layer for row in plan.dose})
    one, other = (replace(plan, target_layer=layer) for layer in layers[:2])
    table, same = by_region(one, other, NAMES), by_region(one, one, NAMES)
    assert table is not None and same is not None
    assert words.layer(layers[0]) in same.caption
    assert not [layer for layer in layers if words.layer(layer) in table.caption]
    assert {pair.id for pair in pairs(one, other) if pair.differs} == {"layer"}


def test_a_name_of_a_file_turns_no_page_and_no_terminal() -> None:
    odd = "a\u202e\x1b[31m<b>.json", "\ud800.json"
    for text in (beside_html(given(), given(), odd), beside_text(given(), given(), odd)):
        assert visible(text) == text
    assert "<b>" not in beside_html(given(), given(), odd)


def test_share_and_dose_are_each_others_inverse() -> None:
    plan = given()
    for share in (0.05, 0.5, 0.95):
        dose = dose_at_share(plan, share)
        assert float(share_at_least(plan, np.array([dose]))[0]) >= share - 1e-9


def test_the_same_plan_differs_in_nothing() -> None:
    plan = given()
    assert not [pair for pair in pairs(plan, plan) if pair.differs]
    assert not only_in(plan, plan)
    assert "* " not in beside_text(plan, plan, NAMES).split("\n", 1)[1]


def test_what_differs_is_marked_and_only_that() -> None:
    plan = given()
    longer = replace(plan, session=replace(plan.session, sessions_per_week=3))
    differing = {pair.id for pair in pairs(plan, longer) if pair.differs}
    assert differing == {"often", "week", "dose_week"}


def test_where_something_differs_what_was_asked_otherwise_is_told() -> None:
    """Another seed, day, distance or medicine must not look like another mask."""
    plan = given()
    who, mask = plan.person, plan.mask
    for name, other in {
        "draws": replace(plan, seed=plan.seed + 1),
        "start": replace(plan, start_date=plan.start_date + timedelta(days=1)),
        "distance": replace(plan, mask=replace(mask, standoff_mm=33.0)),
        "health": replace(plan, person=replace(who, medicines=(Medicine(name="doxycycline"),))),
    }.items():
        other = replace(other, inputs_sha256="f" * 64)
        assert [pair.id for pair in pairs(plan, other) if pair.differs] == [name]
    unnamed = replace(plan, inputs_sha256="f" * 64)
    assert [pair.id for pair in pairs(plan, unnamed) if pair.differs] == ["asked"]
    assert "all that was asked" in beside_text(plan, unnamed, NAMES)
    longer = replace(plan, session=replace(plan.session, sessions_per_week=3))
    assert "another version" in beside_text(plan, longer, NAMES)
    assert "the same in everything" in beside_html(plan, plan, NAMES)


def test_a_no_says_no_session_and_what_a_maker_prints_is_called_so() -> None:
    """Never 'none' beside eyes; no sentence that nobody knows a dose beside a dose."""
    no, own, makers = refused(), given(), by_maker()
    told = {pair.id: pair.told for pair in pairs(own, no)}
    assert told["eyes"][1] == told["minutes"][1] == "no session"
    assert told["why"][0] == "nothing stops it"
    told = {pair.id: pair.told for pair in pairs(own, makers)}
    assert told["trial"][1] == "it follows no trial"
    assert "not a plan of ours" in told["kind"][1] and "follows a trial" in told["kind"][0]
    lines = only_in(makers, own)
    assert not [refusal for refusal in makers.refusals if say(refusal.reason) in " ".join(lines)]


def test_a_goal_without_places_is_about_all_of_the_face() -> None:
    plan = given()
    wishes = Wish(goal="wrinkles", regions=("chin",)), Wish(goal="acne")
    both = replace(plan, person=replace(plan.person, wishes=wishes))
    assert of_goal(both) == pytest.approx(of_goal(plan))
    assert base_of(both).weights == pytest.approx(base_of(plan).weights)


@pytest.mark.parametrize("pair", [(planned, refused), (refused, planned), (refused, refused)])
def test_an_honest_no_can_stand_beside_a_plan(
    pair: tuple[Callable[[], Plan], Callable[[], Plan]],
) -> None:
    one, other = (make() for make in pair)
    text, page = beside_text(one, other, NAMES), beside_html(one, other, NAMES)
    assert "Why not" in text and "Why not" in page
    assert "<polyline" not in page


def test_the_command_compares_two_files_and_writes_a_page(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for name, made in (("a.json", planned()), ("b.json", refused())):
        (tmp_path / name).write_text(plan_text(made), encoding="utf-8")
    a, b, out = (str(tmp_path / name) for name in ("a.json", "b.json", "out"))
    assert main(["compare", a, b, "--out", out]) == 0
    assert "Minutes a session" in capsys.readouterr().out
    assert "<h1>Two plans side by side</h1>" in (tmp_path / "out" / "compare.html").read_text()


@pytest.mark.parametrize(
    ("names", "said"),
    [
        (["a.json", "theraface-mask"], "plans beside masks"),
        (["a.json", "a.json", "a.json"], "found 3 plans"),
        (["a.json"], "found 1 plans"),
        (["a.json", "absent.json"], "absent.json"),
        (["a.json", "a.json", "--json"], "found --json beside two plans"),
        (["a.json", "a.json", "--person", "ada.toml"], "found --person beside two plans"),
        (["a.json", "a.json", "--seed", "3"], "found --seed beside two plans"),
        (["a.json", "a.json", "--scenarios", "50"], "found --scenarios beside two plans"),
        (["a.json", "odd.json"], "found no plan"),
        (["a.json", "old.json"], "earlier OpenPBM"),
    ],
)
def test_what_cannot_be_compared_is_said(
    names: list[str],
    said: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("a.json").write_text(plan_text(planned()), encoding="utf-8")
    Path("odd.json").write_text("[]", encoding="utf-8")
    Path("old.json").write_text('{"schema_version": "1"}', encoding="utf-8")
    assert main(["compare", *names]) == 2
    assert said in " ".join(capsys.readouterr().err.split())


@pytest.fixture(scope="module")
def two_goals() -> Planned:
    """A panel with zones, each of which gets the light of two goals."""
    panel = find_mask(str(Path(__file__).parents[2] / "examples" / "clinic-panel.toml"))
    wishes = Wish(goal="wrinkles"), Wish(goal="acne", uncontrolled=True)
    who = replace(planned().person, conditions=(), medicines=(), procedures=(), wishes=wishes)
    made = plan(who, panel, start=date(2026, 12, 1), scenarios=16)
    assert isinstance(made, Planned)
    return made


def test_a_zone_with_two_goals_gets_the_light_of_both(two_goals: Planned) -> None:
    """On the skin, in the layers and under the sliders; and all of it can be told."""
    zones = two_goals.session.zones
    assert len({zone.goal for zone in zones}) == 2 and len({zone.zone for zone in zones}) == 2
    given: dict[tuple[str, str], float] = {}
    for zone in zones:
        for channel in zone.channels:
            for rate in channel.rates:
                key = channel.id, rate.region
                given[key] = given.get(key, 0.0) + rate.mean_j_cm2_min * channel.minutes
    told = {(row.channel, row.region): row.on_skin_j_cm2.median for row in two_goals.surface_dose}
    assert told == pytest.approx(given, rel=1e-4)
    assert {(row.channel, row.region) for row in two_goals.dose} == set(given)
    base = base_of(two_goals)
    driven = (base.channel_minutes * base.channel_drive).max(axis=1)
    asked = [
        max(c.minutes * c.drive for zone in zones for c in zone.channels if c.id == name)
        for name in two_goals.live.channels
    ]
    assert list(driven) == pytest.approx(asked)
    assert report_html(two_goals) and beside_html(two_goals, two_goals, NAMES)
