"""Pulsed light: what a claim of it means, and one pulse against the limits of its duration."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from plan_factory import with_session

from openpbm.answer import Plan, Planned
from openpbm.cli.main import main
from openpbm.errors import MaskError
from openpbm.files.mask_file import mask_from_text
from openpbm.light.device_draws import DEVICE_DIMENSIONS, device_draws
from openpbm.light.power import light_of_mean_w
from openpbm.mask import Channel, Claim, Mask, Pulsing
from openpbm.mask.channel import mean_shares
from openpbm.person import Person, Wish
from openpbm.planning.plan import plan
from openpbm.record import NO_LIGHT
from openpbm.safety.hazard.mask import MaskHazards, mask_hazards
from openpbm.sampling import uniforms
from openpbm.speech.say import in_english
from shared_light import SHARED

ON = np.ones(1)
FILE = """[mask]
mains = true
name = "Pulsed"
form = "rigid_mask"
standoff_mm = 20
contact = false
inner_reflectance = 0.4
session_min = [10]
led_count = 132
[[channels]]
role = "red"
peak_nm = 633
fwhm_nm = 17
switchable = true
pulsing = {pulsing}
claim = {{ irradiance_mw_cm2 = 20.0, meaning = "mean"{more} }}
"""
PULSED = "{ frequency_hz = 25000.0, duty = 0.5 }"


def read(pulsing: str = PULSED, more: str = "") -> Mask:
    return mask_from_text(FILE.format(pulsing=pulsing, more=more), Path("pulsed.toml"))


def claim(mask: Mask) -> Claim:
    said = mask.channels[0].claim
    assert said is not None
    return said


@pytest.mark.parametrize(
    ("more", "over_time"),
    [
        (", fluence_j_cm2 = 6.0", "height"),  # 20 mW/cm2 for 10 min are 12 J/cm2; half of it is 6
        (", fluence_j_cm2 = 12.0", "mean"),
        (', over_time = "height"', "height"),
        (', over_time = "mean"', "mean"),
        ("", None),
    ],
)
def test_fluence_and_time_show_what_a_claim_of_pulsed_light_is(
    more: str, over_time: str | None
) -> None:
    assert claim(read(more=more)).over_time == over_time


@pytest.mark.parametrize(
    ("pulsing", "more", "told"),
    [
        (PULSED, ', over_time = "mean", fluence_j_cm2 = 6.0', "expected the two to agree"),
        (PULSED, ", fluence_j_cm2 = 2.0", "expected the two to agree"),
        ('"continuous"', ', over_time = "height"', "where no pulsing is stated"),
        ('"continuous"', ', over_time = "peak"', "over_time"),
        ("{ frequency_hz = 1e9, duty = 1e-9 }", "", "no LED is quicker"),
        ("{ frequency_hz = 0, duty = 0.5 }", "", "frequency above 0"),
    ],
)
def test_a_claim_or_a_pulse_that_cannot_be_is_refused(pulsing: str, more: str, told: str) -> None:
    with pytest.raises(MaskError, match=told):
        read(pulsing, more)


def test_a_total_of_pulsed_channels_is_read_alike() -> None:
    text = FILE.format(pulsing=PULSED, more="").replace(
        'claim = { irradiance_mw_cm2 = 20.0, meaning = "mean" }\n', ""
    )
    total = "[total_claim]\nirradiance_mw_cm2 = 20.0\nfluence_j_cm2 = 6.0\n"
    whole = mask_from_text(text + total, Path("m.toml"))
    assert whole.total_claim is not None
    assert whole.total_claim.over_time == "height"
    assert light_of_mean_w(whole, 100.0) == pytest.approx(1.0)  # 20 mW/cm2 half of the time
    assert mask_hazards(whole).source.skin_w_m2.tolist() == [100.0]


def planned(mask: Mask) -> Plan:
    who = Person(
        age_years=45.0, phototype="II", wishes=(Wish(goal="wrinkles", uncontrolled=True),),
        eye_protection="opaque_goggles", recent_light=NO_LIGHT,
    )  # fmt: skip
    return plan(who, mask, start=date(2026, 12, 1), scenarios=60, kept=SHARED)


def per_minute(made: Plan) -> float:
    assert isinstance(made, Planned)
    rows = [row for row in made.irradiance if row.region == "left_cheek"]
    return rows[0].mean_mw_cm2.median


def test_the_height_of_half_the_time_is_half_the_light_of_a_plan() -> None:
    """20 mW/cm2, half of the time, 6 J/cm2 in 10 min: a mean of 10, twice the minutes."""
    steady, height, unsaid = (
        with_session(planned(read(*said)))
        for said in (('"continuous"', ""), (PULSED, ", fluence_j_cm2 = 6.0"), (PULSED, ""))
    )
    assert per_minute(height) == pytest.approx(0.5 * per_minute(steady), rel=1e-6)
    assert per_minute(height) <= per_minute(unsaid) <= per_minute(steady)
    most = {p: next(c for c in p.session.ceilings if c.id == "skin_irradiance_red").value
            for p in (steady, unsaid)}  # fmt: skip
    assert most[unsaid] == pytest.approx(most[steady], rel=0.08)  # limits see the brighter reading
    assert any("mean or the height" in in_english(text) for text in unsaid.cautions)
    assert not any("mean or the height" in in_english(text) for text in height.cautions)


def test_a_claim_that_does_not_say_it_is_read_both_ways() -> None:
    draws = uniforms(DEVICE_DIMENSIONS, 200, seed=1)
    shares = device_draws(read(), draws).over_time
    assert set(shares.ravel().tolist()) == {0.5, 1.0}
    assert abs(shares.mean() - 0.75) < 0.05
    assert "claim.weight_height" in device_draws(read(), draws).assumed
    said = device_draws(read(more=', over_time = "height"'), draws)
    assert set(said.over_time.ravel().tolist()) == {0.5}
    silent = replace(read(), channels=(replace(read().channels[0], claim=None, power_mw=5.0),))
    assert set(device_draws(silent, draws).over_time.ravel().tolist()) == {1.0}
    assert mean_shares(claim(read()), None) == (1.0,)


def strong(pulsing: Pulsing | None, mw_cm2: float = 30.0) -> MaskHazards:
    light = Claim(irradiance_mw_cm2=mw_cm2, meaning="mean", over_time="mean")
    channel = Channel(role="nir", peak_nm=830.0, fwhm_nm=35.0, claim=light, pulsing=pulsing)
    return mask_hazards(
        Mask(id="m", name="m", form="rigid_mask", channels=(channel,), session_min=(10.0,),
             led_count=132)
    )  # fmt: skip


def ratios(found: MaskHazards, part: str) -> dict[str, float]:
    return {h.id: h.ratio for h in found.bare if part in h.id}


def test_steady_light_has_no_pulse_to_judge() -> None:
    assert ratios(strong(Pulsing()), "pulse") == {}
    assert len(ratios(strong(Pulsing(frequency_hz=2e3, duty=0.02)), "pulse")) == 7


def test_a_pulse_is_as_much_higher_as_it_is_shorter() -> None:
    """Retina: E a pulse of duty D is 1/D as bright; its limit rises as t^-1/4 (IEC 4.3.5)."""
    few, many = (strong(Pulsing(frequency_hz=50.0, duty=duty)) for duty in (0.5, 0.05))
    for id, ratio in ratios(few, "pulse_thermal_iec").items():
        field = few.source.radiance_w_m2_sr  # the field of a pulse does not move below 0.25 s
        assert field("far", 1.7e-3).tolist() == many.source.radiance_w_m2_sr("far", 1.7e-3).tolist()
        shorter = (0.05 / 0.5) ** 0.25
        assert ratios(many, "pulse")[id] == pytest.approx(10.0 * ratio * shorter, rel=1e-6)
    for found in (few, many):  # 18000 t^-3/4 for the infrared, 2e4 t^1/4 as a dose on the skin
        seconds = found.source.pulses.longest_s
        assert seconds is not None
        by_id = {h.id: h for h in found.bare}
        infrared = by_id["worn.pulse_infrared"]
        assert infrared.limit == pytest.approx(18000.0 * seconds**-0.75)
        assert infrared.value == pytest.approx(
            by_id["worn.ir_eye_iec"].value * found.source.pulses.heights[0]
        )
        skin = by_id["skin.pulse_heat"]
        assert skin.limit == pytest.approx(2e4 * seconds**0.25)
        assert skin.value == pytest.approx(
            300.0 * found.source.pulses.heights[0] * seconds, rel=1e-6
        )


def test_a_rare_strong_pulse_is_never_exempt() -> None:
    """The mean is that of a night light; each pulse is 1e5 times as bright."""
    rare = strong(Pulsing(frequency_hz=0.5, duty=1e-5), mw_cm2=5.0)
    steady = strong(Pulsing(), mw_cm2=5.0)
    assert steady.group == "Exempt"
    assert rare.group == "RG3"
    assert rare.broken(rare.bare)[0].is_pulse
    beyond = strong(Pulsing(frequency_hz=1e3, duty=2e-5), mw_cm2=500.0)  # 20 ns: no limit so short
    assert beyond.source.pulses.longest_s == pytest.approx(2e-8)
    assert beyond.group == "RG3"


@settings(max_examples=60, deadline=None)
@given(
    hz=st.floats(0.1, 1e3), duty=st.floats(1e-3, 0.99), mw=st.floats(0.1, 300.0),
    narrower=st.floats(1.01, 50.0),
)  # fmt: skip
def test_the_same_mean_in_narrower_pulses_is_never_milder(
    hz: float, duty: float, mw: float, narrower: float
) -> None:
    """Height rises as one over the duty; no limit rises as fast."""
    wide, narrow = (
        ratios(strong(Pulsing(frequency_hz=hz, duty=d), mw), "") for d in (duty, duty / narrower)
    )
    for id, ratio in wide.items():
        assert narrow[id] >= ratio * (1 - 1e-9), id


def test_what_is_not_said_of_pulsing_is_no_milder_than_half_duty() -> None:
    unknown, half = strong(None), strong(Pulsing(frequency_hz=100.0, duty=0.5))
    for id, ratio in ratios(half, "pulse").items():
        assert ratios(unknown, "pulse")[id] >= ratio


def test_the_terminal_tells_the_height_of_a_pulse(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "mask.toml"
    path.write_text(FILE.format(pulsing=PULSED, more=""), encoding="utf-8")
    assert main(["safety", str(path), "--out", str(tmp_path / "out")]) == 0
    told = capsys.readouterr().out
    assert "mean or height of the pulses" in told
    page = (tmp_path / "out" / "hazard.html").read_text(encoding="utf-8")
    assert "one pulse" in page
