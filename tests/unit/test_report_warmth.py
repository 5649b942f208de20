"""How warmth is said and drawn: both estimates, no credit for the milder one."""

from __future__ import annotations

from dataclasses import replace

from plan_factory import planned

from openpbm.files.plan_file import plan_json
from openpbm.planning.result import Plan
from openpbm.reports import warmth
from openpbm.reports.html import report_html
from openpbm.reports.terminal import summary_text


def without(plan: Plan) -> Plan:
    assert plan.temperature is not None
    return replace(plan, temperature=replace(plan.temperature, likely=None))


def panel(plan: Plan) -> Plan:
    """Nothing is worn: no mask to be warm, no board known."""
    assert plan.temperature is not None
    assert plan.temperature.likely is not None
    likely = replace(plan.temperature.likely, mask=None, loss=())
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
    (skin,) = (c for c in plan.ceilings if c.id == "skin_temp")
    mask = replace(skin, id="mask_temperature", value=38.2, limit=43.0)
    led = replace(skin, id="mask_temperature_led", value=41.5, limit=43.0)
    warm = replace(plan, ceilings=(*plan.ceilings, led, mask))
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
        assert drawn is not None
        assert drawn.count('class="line warm-') == names + ("warm-limit" in drawn)
        assert len(warmth.legend(plan)) == names


def test_the_limit_of_the_skin_is_drawn_where_there_is_one() -> None:
    plan = planned()
    limited = replace(
        plan,
        ceilings=tuple(
            replace(c, id=warmth.LIMIT_ID) if c.id == "skin_temp" else c for c in plan.ceilings
        ),
    )
    assert "limit of the skin, 41.0" in (warmth.chart(limited) or "")
    assert "limit of the skin" not in (warmth.chart(plan) or "")


def test_a_table_ends_where_the_session_ends() -> None:
    plan = planned()
    table = warmth.table(plan)
    assert table is not None
    assert plan.session is not None
    assert table.rows[-1][0].startswith(f"{plan.session.minutes:g}")
    assert all(len(row) == len(table.head) for row in table.rows)


def test_the_terminal_gives_it_one_line() -> None:
    lines = summary_text(planned()).splitlines()
    (line,) = [line for line in lines if line.startswith("Warmth")]
    assert "for limits" in line
    assert not line.endswith("...")


def test_a_plan_without_the_likelier_course_says_nothing_of_it() -> None:
    plan = without(planned())
    assert warmth.chart(plan) is None
    assert warmth.table(plan) is None
    assert warmth.legend(plan) == ()
    assert (warmth.likelier(plan), warmth.fading(plan), warmth.line(plan)) == ("", "", "")
    assert "Warmth" not in summary_text(plan)
    report_html(plan)
    temperature = plan_json(plan)["temperature"]
    assert isinstance(temperature, dict)
    assert temperature["likely"] is None
