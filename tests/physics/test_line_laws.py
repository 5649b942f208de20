"""Laws of lines: how light is cut into channels moves no limit; its spectrum decides, no name."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from openpbm.answer import Plan, Planned, Refused
from openpbm.arrays import FloatArray
from openpbm.face.canonical import canonical_face
from openpbm.mask import Channel, Claim, Mask, Pulsing, Spectrum
from openpbm.mask.emission import emission_of
from openpbm.person import Person, Wish
from openpbm.planning.judged import Verdict, verdict_of
from openpbm.planning.plan import SEED, plan
from openpbm.planning.scene import scene
from openpbm.safety.colour import colours_of, is_mixed, shares_told
from openpbm.speech.say import in_english
from shared_light import SHARED

SCENARIOS = 32
NEAR = 1e-6
DIGITS = 1e-5  # of two numbers that a plan holds with six digits each
NM = np.arange(400.0, 1001.0, 1.0)
HER = Person(
    age_years=45,
    phototype="II",
    wishes=(Wish(goal="wrinkles"),),
    eye_protection="opaque_goggles",
)


def line(role: str, peak_nm: float, mw_cm2: float, id: str = "") -> Channel:
    """A line of which nothing is unknown that is drawn for each channel apart."""
    return Channel(
        role=role,
        id=id,
        peak_nm=peak_nm,
        peak_tol_nm=0.0,
        fwhm_nm=30.0,
        half_angle_deg=60.0,
        pulsing=Pulsing(),
        claim=Claim(irradiance_mw_cm2=mw_cm2, tolerance_mw_cm2=0.1 * mw_cm2, meaning="mean"),
    )


def panel(*channels: Channel) -> Mask:
    return Mask(
        id="made",
        name="Made",
        form="panel",
        standoff_mm=150.0,
        led_count=200,
        treated_area_cm2=900.0,
        session_min=(20.0,),
        channels=channels,
    )


RED = line("red", 633.0, 6.0)
WHOLE = panel(RED, line("nir", 830.0, 8.0))


def split(share: float) -> Mask:
    parts = {"nir_a": share, "nir_b": 1.0 - share}
    return panel(RED, *(line("nir", 830.0, 8.0 * part, id) for id, part in parts.items()))


@pytest.fixture(scope="module")
def whole() -> Verdict:
    return verdict_of(WHOLE, HER, 10.0, scenarios=SCENARIOS, kept=SHARED)


@pytest.mark.parametrize("share", [0.5, 0.2])
def test_a_line_cut_in_two_meets_the_same_limits(whole: Verdict, share: float) -> None:
    cut = verdict_of(split(share), HER, 10.0, scenarios=SCENARIOS, kept=SHARED)
    assert [limit.id for limit in cut.limits] == [limit.id for limit in whole.limits]
    for one, two in zip(whole.limits, cut.limits, strict=True):
        assert two.worst == pytest.approx(one.worst, rel=NEAR), one.id
        assert two.likely == pytest.approx(one.likely, rel=NEAR), one.id
        assert two.limit == pytest.approx(one.limit, rel=NEAR), one.id
    for before, after in zip(whole.hazards.bare, cut.hazards.bare, strict=True):
        assert after.value == pytest.approx(before.value, rel=NEAR), before.id
    assert cut.hazards.group == whole.hazards.group


def made(mask: Mask) -> Plan:
    return plan(HER, mask, start=date(2026, 12, 1), scenarios=SCENARIOS, kept=SHARED)


def by_place(made: Plan) -> dict[tuple[str, str, str], float]:
    """J/cm2 by colour, region and layer, all its lines together."""
    assert isinstance(made, Planned)
    sums: dict[tuple[str, str, str], float] = {}
    for row in made.dose:
        key = row.channel.split("_")[0], row.region, row.layer
        sums[key] = sums.get(key, 0.0) + row.dose_j_cm2.median
    return sums


def worked_out(mask: Mask) -> dict[str, FloatArray]:
    """(S, R, L) mW/cm2 by colour before a plan rounds it, all its lines together."""
    face = canonical_face(HER.face_height_mm)
    at = scene(
        HER, mask, face, (), seed=SEED, scenarios=SCENARIOS, progress=lambda *_: None, kept=SHARED
    )
    rate = at.dose.fluence_rate
    own = np.array([channel.role for channel in mask.channels])
    return {str(role): rate[:, own == role].sum(axis=1) for role in set(own)}


@pytest.mark.parametrize("share", [0.5, 0.2])
def test_a_line_cut_in_two_puts_the_same_light_into_every_layer(share: float) -> None:
    one, two = worked_out(WHOLE), worked_out(split(share))
    assert one.keys() == two.keys() == {"red", "nir"}
    for role, rate in one.items():
        np.testing.assert_allclose(two[role], rate, rtol=NEAR, err_msg=role)


def test_a_line_cut_in_two_gives_the_same_dose_in_the_same_minutes() -> None:
    one, two = made(WHOLE), made(split(0.5))
    assert isinstance(one, Planned)
    assert isinstance(two, Planned)
    assert two.session.minutes == one.session.minutes
    assert [c.id for c in two.session.lit] == ["red", "nir_a", "nir_b"]
    assert two.target_dose.median == pytest.approx(one.target_dose.median, rel=DIGITS)
    assert two.target_dose.p95 == pytest.approx(one.target_dose.p95, rel=DIGITS)
    assert by_place(two) == pytest.approx(by_place(one), rel=DIGITS)
    for before, after in zip(one.match, two.match, strict=True):
        assert after.ratio == pytest.approx(before.ratio, rel=DIGITS), before.band


# ---- a spectrum, not a name


def bumps(*lines: tuple[float, float, float]) -> Spectrum:
    """Lines of a peak, a width at half height and a share of the power."""
    power: FloatArray = np.zeros(len(NM))
    for peak_nm, fwhm_nm, share in lines:
        sigma = fwhm_nm / 2.3548
        power = power + share / sigma * np.exp(-0.5 * ((NM - peak_nm) / sigma) ** 2)
    return Spectrum(NM, power)


def channel(role: str, *lines: tuple[float, float, float]) -> Channel:
    spectrum = bumps(*lines)
    return Channel(role=role, peak_nm=spectrum.peak_nm, spectrum=spectrum)


@pytest.mark.parametrize(
    ("role", "lines", "mixed"),
    [
        ("blue", [(495.0, 30.0, 1.0)], False),  # cyan, across an edge of the sums
        ("green", [(505.0, 33.0, 1.0)], False),
        ("green", [(525.0, 33.0, 1.0)], False),
        ("amber", [(593.0, 75.0, 1.0)], False),  # converted
        ("amber", [(595.0, 18.0, 1.0)], False),
        ("deep_red", [(695.0, 20.0, 1.0)], False),
        ("red", [(633.0, 18.0, 0.8), (525.0, 33.0, 0.2)], True),
        ("red", [(633.0, 18.0, 0.8), (830.0, 35.0, 0.2)], True),
        ("red", [(633.0, 18.0, 0.8), (450.0, 20.0, 0.2)], True),
        ("nir", [(830.0, 35.0, 0.85), (633.0, 18.0, 0.15)], True),
        ("red", [(633.0, 18.0, 0.95), (450.0, 20.0, 0.05)], False),
    ],
)
def test_two_colours_in_one_channel_are_told_from_one_broad_line(
    role: str, lines: list[tuple[float, float, float]], mixed: bool
) -> None:
    assert is_mixed(channel(role, *lines)) is mixed
    if len(lines) == 1 and lines[0][1] < 40.0:
        peak_nm, fwhm_nm, _ = lines[0]
        assert not is_mixed(Channel(role=role, peak_nm=peak_nm, fwhm_nm=fwhm_nm))


def test_green_and_cyan_are_screened_by_every_band_that_they_shine_in() -> None:
    assert set(colours_of(channel("green", (525.0, 33.0, 1.0)))) == {"blue", "red"}
    assert set(colours_of(channel("blue", (495.0, 30.0, 1.0)))) == {"blue", "red"}
    told = in_english(shares_told(channel("green", (505.0, 33.0, 1.0))))
    assert "% blue" in told
    assert "% green to amber" in told


def test_what_an_eye_sees_is_told_by_power() -> None:
    seen = {
        "nir": [(830.0, 35.0, 1.0)],
        "nir with red": [(830.0, 35.0, 0.95), (633.0, 18.0, 0.05)],
        "red": [(633.0, 18.0, 1.0)],
    }
    found = {
        name: bool(emission_of(channel(name.split()[0], *lines)).is_seen[0])
        for name, lines in seen.items()
    }
    assert found == {"nir": False, "nir with red": True, "red": True}


# ---- green light


def green(mw_cm2: float) -> Channel:
    return replace(line("green", 525.0, mw_cm2), fwhm_nm=33.0)


def test_a_green_mask_is_told_that_no_trial_used_its_light() -> None:
    alone = made(panel(green(6.0)))
    assert isinstance(alone, Refused)
    assert alone.status == "insufficient_evidence"
    assert in_english(alone.verdict).startswith("Not planned, because the evidence is insufficient")
    ids = [refusal.id for refusal in alone.refusals]
    assert ids[0] == "no_matching_channel"
    assert set(ids) - {"no_matching_channel"} == {"maker_goal_not_named"}
    assert "no channel for it" in in_english(alone.refusals[0].reason)


def test_green_beside_red_stays_dark_where_it_can_and_is_told_and_counted_where_not() -> None:
    lines = RED, line("nir", 850.0, 8.0)
    lit = made(panel(*lines, replace(green(6.0), switchable=True)))
    fixed = made(panel(*lines, green(6.0)))
    assert isinstance(lit, Planned)
    assert isinstance(fixed, Planned)
    assert [c.id for c in lit.session.lit] == ["red", "nir"]
    assert [c.id for c in fixed.session.lit] == ["red", "nir", "green"]
    told = [in_english(caution) for caution in fixed.cautions]
    assert any("green" in each and "did not use it" in each for each in told)
    assert fixed.session.minutes <= lit.session.minutes
    used = {c.id: c.value for c in fixed.session.ceilings}
    assert used["skin_dose_short"] > {c.id: c.value for c in lit.session.ceilings}.get(
        "skin_dose_short", 0
    )


def test_green_is_held_to_the_limits_of_blue_to_amber_light() -> None:
    bare = replace(HER, eye_protection="none")
    found = verdict_of(panel(green(20.0)), bare, 20.0, scenarios=SCENARIOS, kept=SHARED)
    limits = {limit.id: limit for limit in found.limits}
    assert limits["skin_dose_short"].worst == pytest.approx(limits["light_day_amber"].worst)
    assert limits["skin_dose_short"].is_passed  # 24 J/cm2 and more, where 18 may darken skin
    assert limits["eye_blue_dose"].worst > 0
    assert limits["skin_dose_red_tolerated"].worst == 0
