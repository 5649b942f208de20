"""How warmth is said and drawn: both estimates, no credit for the milder one."""

from __future__ import annotations

from dataclasses import replace

from plan_factory import planned

from openpbm.answer import Planned
from openpbm.reports import warmth
from openpbm.reports.html import report_html


def panel(plan: Planned) -> Planned:
    """Nothing is worn: no mask to be warm, no board known."""
    likely = replace(plan.temperature.likely, mask_degc=None, light_lost=())
    return replace(plan, temperature=replace(plan.temperature, likely=likely))


def test_the_report_shows_both_estimates_and_says_which_one_limits() -> None:
    page = report_html(planned())
    assert "Limits rest on an estimate that errs warm" in page
    assert "Likelier, the surface goes from 33.4" in page
    assert "No limit rests on it" in page
    assert page.count("warm-gate") > 1
    assert "The temperatures, in numbers" in page


def test_the_touching_part_of_a_mask_is_told_apart_from_the_skin() -> None:
    plan = planned()
    (skin,) = (c for c in plan.session.ceilings if c.id == "skin_temp")
    mask = replace(skin, id="mask_temperature", value=38.2, limit=43.0)
    led = replace(skin, id="mask_temperature_led", value=41.5, limit=43.0)
    session = replace(plan.session, ceilings=(*plan.session.ceilings, led, mask))
    warm = replace(plan, session=session)
    said = warmth.touching(warm).replace("\u202f", " ")
    assert "where the mask touches 38.2 °C of at most 43.0 °C" in said
    assert "at one LED 41.5 °C of at most 43.0 °C" in said
    assert said.startswith("In the worst case")
    assert warmth.touching(warm) in report_html(warm)
    assert warmth.touching(plan) == ""


def test_light_that_warm_leds_lose_is_said_and_not_credited() -> None:
    said = warmth.fading(planned()).replace("\u202f", " ")
    assert "red about 1.2 % (95 in 100 cases: less than 2.4 %)" in said
    assert "the true dose could be lower" in said
    assert warmth.fading(panel(planned())) == ""


def test_a_drawing_has_a_line_and_a_name_for_everything_in_it() -> None:
    for plan, names in ((planned(), 5), (panel(planned()), 4)):
        drawn = warmth.chart(plan)
        assert drawn.count('class="line warm-') == names + ("warm-limit" in drawn)
        assert len(warmth.legend(plan)) == names


def test_the_limit_of_the_skin_is_drawn_where_there_is_one() -> None:
    plan = planned()
    named = tuple(
        replace(c, id=warmth.LIMIT_ID) if c.id == "skin_temp" else c for c in plan.session.ceilings
    )
    limited = replace(plan, session=replace(plan.session, ceilings=named))
    assert "limit of the skin, 41.0" in warmth.chart(limited)
    assert "limit of the skin" not in warmth.chart(plan)


def test_a_table_ends_where_the_session_ends() -> None:
    plan = planned()
    table = warmth.table(plan)
    assert table.rows[-1][0].startswith(f"{plan.session.minutes:g}")
    assert all(len(row) == len(table.head) for row in table.rows)
