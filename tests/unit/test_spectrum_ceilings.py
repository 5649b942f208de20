"""A measured spectrum counts as it stands: in every ceiling, in the screen and in the sums."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from test_faults_spectra import BOTH, NM, PUMP, bump, leaking, mask

from openpbm.answer import Plan, Planned, Refused
from openpbm.files.plan.file import plan_text
from openpbm.files.plan.kept import read_plan
from openpbm.mask import Claim, Mask, Spectrum
from openpbm.person import Medicine, Person, Wish
from openpbm.planning.plan import plan
from openpbm.record import NO_LIGHT
from openpbm.safety.colour import is_mixed
from openpbm.session import SessionChannel, light_rates
from openpbm.speech.say import in_english
from shared_light import SHARED

START = date(2026, 12, 1)


def planned(device: Mask, **person: object) -> Plan:
    """By what an uncontrolled study of red alone used: every study with a control adds more."""
    wish = Wish(goal="wrinkles", uncontrolled=True)
    who = Person(age_years=40.0, phototype="II", wishes=(wish,), recent_light=NO_LIGHT)
    return plan(
        replace(who, **person),  # type: ignore[arg-type]
        device,
        start=START,
        scenarios=60,
        kept=SHARED,
    )


def test_bare_eyes_are_not_planned_under_blue_that_leaks_through_red() -> None:
    bare, line = planned(mask(PUMP)), planned(mask(None))
    assert isinstance(bare, Refused)
    assert "eye_blue_small" in {refusal.id for refusal in bare.refusals}
    assert isinstance(line, Planned)
    assert isinstance(planned(mask(PUMP), eye_protection="opaque_goggles"), Planned)


@pytest.mark.parametrize("spectrum", [PUMP, BOTH], ids=["4 %", "47 %"])
@pytest.mark.parametrize("said", ["melasma", "doxycycline"])
def test_red_light_with_blue_in_it_is_screened_as_blue(spectrum: Spectrum, said: str) -> None:
    """Both forbid blue and let red pass with care; the name of the channel is red."""
    told: dict[str, object] = {"eye_protection": "opaque_goggles"}
    told |= {"medicines": (Medicine(name=said),)} if said == "doxycycline" else {
        "conditions": (said,)
    }  # fmt: skip
    leaks, clean = planned(mask(spectrum), **told), planned(mask(None), **told)
    assert isinstance(clean, Planned)
    assert isinstance(leaks, Refused)
    own = next(r for r in leaks.refusals if r.id == "screen_other_light")
    assert "screened as blue light too" in in_english(own.reason)
    assert "% blue" in in_english(own.reason)


def test_a_ledger_sums_each_share_under_its_own_band(tmp_path: Path) -> None:
    """A plan says the shares, a reader keeps them, and the day's caps count them all."""
    made = planned(mask(PUMP), eye_protection="opaque_goggles")
    assert isinstance(made, Planned)
    ids = {ceiling.id for ceiling in made.session.ceilings}
    assert {"light_day_blue", "light_day_red"} <= ids
    (channel,) = made.session.channels
    path = tmp_path / "plan.json"
    path.write_text(plan_text(made), encoding="utf-8")
    kept = read_plan(path).session
    assert kept is not None
    assert dict(kept.channels[0].bands) == pytest.approx(dict(channel.bands), rel=1e-5)
    rates = light_rates(kept.channels)
    nose = {r.band: r.hot_j_cm2_min for r in rates if r.region == "nose"}
    whole = next(r.hot_j_cm2_min for r in channel.rates if r.region == "nose")
    assert sum(nose.values()) == pytest.approx(whole, rel=1e-4)
    assert nose["blue"] / whole == pytest.approx(0.043, abs=0.002)


def test_a_channel_without_shares_counts_under_its_peak() -> None:
    channel = SessionChannel(role="red", peak_nm=633.0, drive=1.0, minutes=1.0)
    assert channel.band_shares == (("red", 1.0),)
    plain = planned(mask(None))
    assert isinstance(plain, Planned)
    assert plain.session.channels[0].bands == ()
    assert "bands" not in plan_text(plain).split('"channels"')[1].split('"zones"')[0]


def test_two_colours_in_one_channel_follow_no_trial() -> None:
    """Nearly half of it is blue, which the skin needs less of and the trial never gave."""
    made = planned(mask(BOTH), eye_protection="opaque_goggles")
    assert [r.id for r in made.refusals] == ["mixed_light"]
    assert "its power is 47 % blue, 53 % red" in in_english(made.refusals[0].reason)
    for spectrum in (PUMP, leaking(0.0), Spectrum(NM, bump(595.0, 34.0))):
        assert not is_mixed(mask(spectrum).channels[0])


def test_a_narrow_beam_is_brighter_in_a_plan_as_well() -> None:
    """Radiance on the axis rises by (m + 1) / 2, ten times from 60 to 15 degrees."""
    weak = Claim(irradiance_mw_cm2=3.0, meaning="mean")
    radiance = []
    for half_angle_deg in (15.0, 60.0):
        made = planned(mask(None, half_angle_deg=half_angle_deg, claim=weak))
        assert isinstance(made, Planned)
        radiance += [c.value for c in made.session.ceilings if c.id == "eye_retina_heat"]
    assert radiance[0] / radiance[1] == pytest.approx(10.5, rel=0.3)  # less of each LED is needed
