"""A study's reporting: nothing is repaired, every slip is flagged with its field."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from openpbm.cli.main import main
from openpbm.errors import InputError
from openpbm.files.study_file import read_study
from openpbm.response.printed import printed
from openpbm.response.report_check import (
    CONTRADICTED,
    MISSING,
    UNUSABLE,
    Report,
    ReportCheck,
    ReportedLight,
    ReportedOutcome,
    check_report,
)
from openpbm.speech.say import say
from openpbm.tables import rows

EXAMPLE = Path(__file__).parents[2] / "examples" / "study.toml"
GOOD = {"irradiance": "40 mW/cm2", "exposure": "10 min", "fluence": "24 J/cm2", "area": "300 cm2"}


def light(**changes: str | None) -> ReportedLight:
    said = {**GOOD, **changes}
    return ReportedLight(
        wavelength_nm=633.0,
        fwhm_nm=18.0,
        irradiance_is="mean",
        pulsed=False,
        measured_with="a calibrated radiometer",
        distance_mm=20.0,
        quantities={name: printed(name, text) for name, text in said.items() if text is not None},
    )


def report(lit: ReportedLight, **changes: float) -> Report:
    return Report(
        title="A study",
        control="sham",
        skin_types="I-IV",
        ages="35 to 60",
        site="face",
        device="panel",
        sessions_total=changes.get("sessions_total", 24.0),
        sessions_per_week=2.0,
        weeks=12.0,
        lights=(lit,),
        outcomes=(
            ReportedOutcome(
                measure="improved",
                responders_treated=changes.get("responders", 18.0),
                n_treated=30.0,
                responders_control=9.0,
                n_control=30.0,
            ),
        ),
    )


def checked(lit: ReportedLight, **changes: float) -> ReportCheck:
    return check_report(report(lit, **changes), scenarios=16)


def fields(found: ReportCheck, state: str) -> list[str]:
    return [finding.field for finding in found.of(state)]


def said(found: ReportCheck, name: str) -> str:
    return next(say(c.said) for c in found.computed if name in say(c.name))


def test_a_complete_study_may_be_fitted_and_gets_its_dose_at_depth() -> None:
    found = checked(light())
    assert found.may_be_fitted
    assert not found.of(MISSING)
    assert said(found, "dose on the skin") == "24 J/cm2 a session"
    assert "to" in said(found, "upper dermis")
    assert said(found, "odds ratio").startswith("3.5")


def test_a_dose_that_is_not_irradiance_times_time_is_flagged_and_kept() -> None:
    found = checked(light(fluence="12 J/cm2"))
    assert fields(found, CONTRADICTED) == ["light[1].fluence"]
    assert said(found, "dose on the skin").startswith("12 to 24 J/cm2")
    assert not found.may_be_fitted


def test_a_dose_within_a_tenth_is_no_contradiction() -> None:
    assert not checked(light(fluence="25 J/cm2")).of(CONTRADICTED)


def test_joules_without_an_area_are_no_dose() -> None:
    lit = light(irradiance=None, fluence=None, area=None, energy="5.2 J")
    found = checked(lit)
    assert "light[1].area" in fields(found, UNUSABLE)
    assert found.lights_with_dose == 0


def test_joules_over_an_area_are_a_dose() -> None:
    found = checked(light(irradiance=None, fluence=None, area="2 cm2", energy="5 J"))
    assert said(found, "dose on the skin") == "2.5 J/cm2 a session"


@pytest.mark.parametrize("text", ["10 mW/cm3", "300 J/minute", "strong", "10"])
def test_a_unit_that_is_none_is_kept_and_not_used(text: str) -> None:
    found = checked(light(irradiance=text, fluence=None))
    assert "light[1].irradiance" in fields(found, UNUSABLE)
    assert found.lights_with_dose == 0


def test_a_maximum_gives_an_interval_from_nothing() -> None:
    found = checked(light(irradiance="max 40 mW/cm2", fluence=None))
    assert said(found, "dose on the skin").startswith("0 to 24 J/cm2")


def test_a_peak_counts_by_its_duty_cycle_and_without_one_not_at_all() -> None:
    pulsed = ReportedLight(
        wavelength_nm=453.0,
        irradiance_is="peak",
        pulsed=True,
        duty_cycle=0.25,
        quantities={
            "irradiance": printed("irradiance", "200 mW/cm2"),
            "exposure": printed("exposure", "30 min"),
        },
    )
    assert said(checked(pulsed), "dose on the skin") == "90 J/cm2 a session"
    blind = ReportedLight(
        wavelength_nm=453.0, irradiance_is="peak", pulsed=True, quantities=pulsed.quantities
    )
    assert checked(blind).lights_with_dose == 0


def test_power_over_area_against_irradiance() -> None:
    found = checked(light(power="2400 mW", area="300 cm2"))
    assert "light[1].irradiance" in fields(found, CONTRADICTED)


def test_sessions_against_weeks_and_responders_against_people() -> None:
    found = checked(light(), sessions_total=60.0, responders=31.0)
    assert fields(found, CONTRADICTED) == [
        "schedule.sessions_total",
        "outcome[1].responders_treated",
    ]
    assert not [c for c in found.computed if "odds" in say(c.name)]


def test_a_percentage_without_baseline_and_a_result_without_control() -> None:
    outcome = ReportedOutcome(measure="wrinkles", treated=-20.0, unit="% change")
    found = check_report(Report(title="A study", outcomes=(outcome,)))
    assert {"outcome[1].baseline", "outcome[1].control"} <= set(fields(found, UNUSABLE))


def test_every_required_item_of_the_table_is_asked_for() -> None:
    found = check_report(Report(title="Nothing", lights=(ReportedLight(),)), scenarios=16)
    asked = {say(finding.said) for finding in found.of(MISSING)}
    wanted = {r.text("label") for r in rows("reporting_items").values() if "is" not in r.text("id")}
    assert wanted <= asked
    assert not found.computed


@pytest.mark.parametrize(
    ("text", "kind", "value"),
    [
        ("0.04 W/cm2", "irradiance", 40.0),
        ("400 W/m2", "irradiance", 40.0),
        ("90 s", "exposure", 1.5),
        ("3-5 J/cm²", "fluence", 4.0),
        ("240 mm2", "area", 2.4),
        ("105 mW cm−2", "irradiance", 105.0),  # a long minus, as many journals print it
        ("126 J cm-2", "fluence", 126.0),
        ("55 mW·cm⁻²", "irradiance", 55.0),
        ("66 J·cm⁻²", "fluence", 66.0),
        ("5 W m-2", "irradiance", 0.5),
        ("1,200 s", "exposure", 20.0),
        ("40 ± 4 mW/cm2", "irradiance", 40.0),
        ("10-20 mW cm-2", "irradiance", 15.0),
    ],
)
def test_units_are_read_as_printed(text: str, kind: str, value: float) -> None:
    assert printed(kind, text).middle == pytest.approx(value)


def test_the_example_shows_the_slips_that_papers_make(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["report-check", str(EXAMPLE), "--scenarios", "16", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    states = {
        f["field"]: f["state"] for f in told["findings"] if f["state"] in (CONTRADICTED, UNUSABLE)
    }
    assert set(states) == {"light[1].fluence", "light[2].irradiance", "outcome[1].baseline"}
    assert main(["report-check", str(EXAMPLE), "--scenarios", "16"]) == 0
    assert max(map(len, capsys.readouterr().out.splitlines())) <= 80


def test_a_study_without_a_dose_is_an_honest_no(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "study.toml"
    path.write_text('[study]\ntitle = "Bare"\n[[light]]\nwavelength_nm = 633\n', encoding="utf-8")
    assert main(["report-check", str(path)]) == 1
    assert "Nothing can be computed" in capsys.readouterr().out


@pytest.mark.parametrize(
    "text",
    [
        '[study]\ntitle = "x"\nskin_types = "pale"\n',
        '[study]\ntitle = "x"\n[[light]]\nduty_cycle = 25\n',
        '[study]\ntitle = "x"\n[[light]]\nirradiance = 40\n',
        "[light]\n",
    ],
)
def test_a_slip_in_the_file_is_told_with_its_field(tmp_path: Path, text: str) -> None:
    path = tmp_path / "study.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(InputError, match=r"expected"):
        read_study(path)
