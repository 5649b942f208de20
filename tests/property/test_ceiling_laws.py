"""Ceilings against the hazard report, and how they combine: a limit only tightens."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from test_adversarial import TRIAL, S, a_mask, matches, random_exposure

from openpbm.arrays import FloatArray, floats
from openpbm.heat import Warming
from openpbm.mask import Pulsing, Spectrum
from openpbm.planning.choose import Choice, choose
from openpbm.safety.bound import Bound
from openpbm.safety.ceilings.every import bounds
from openpbm.safety.exposure import Exposure
from openpbm.safety.hazard.every import hazards
from openpbm.safety.hazard.radiance import SourceGeometry, axis_gain
from openpbm.safety.hazard.source import HazardChannel, HazardSource
from openpbm.units import FWHM_PER_SIGMA, SECONDS_PER_MINUTE, W_M2_PER_MW_CM2, W_PER_MW

SLACK = 1.0 + 1e-9  # of rounding

# Hazard, as the report names it, and the ceiling of the same limit.
SAME = {
    "worn.uv_actinic": "eye_actinic",
    "worn.uva_iec": "eye_near_uv",
    "worn.uva_icnirp": "eye_near_uv_dose",
    "worn.blue_iec": "eye_blue_dose",
    "worn.blue_icnirp": "eye_blue_dose_icnirp",
    "worn.aphakic": "eye_aphakic_dose",
    "worn.thermal_iec": "eye_retina_heat",
    "worn.thermal_icnirp": "eye_retina_heat_icnirp",
    "worn.weak_iec": "eye_retina_unseen",
    "worn.weak_icnirp": "eye_retina_unseen_icnirp",
    "worn.ir_eye_iec": "eye_infrared",
    "worn.ir_eye_icnirp2013": "eye_infrared_icnirp",
    "worn.gate_infrared": "eye_infrared_gate",
    "worn.gate_blue": "eye_blue_gate",
    "worn.pulse_thermal_iec": "eye_pulse_heat",
    "worn.pulse_thermal_icnirp": "eye_pulse_heat_icnirp",
    "worn.pulse_infrared": "eye_pulse_infrared",
    "skin.pulse_heat": "skin_pulse_heat",
    "skin.uv_actinic": "skin_actinic",
    "skin.heat_short": "skin_heat_short",
    "skin.laser_sum": "skin_laser_sum",
}
LINES_NM = st.sampled_from([385.0, 405.0, 415.0, 470.0, 525.0, 590.0, 633.0, 700.0, 830.0, 1064.0])
PULSINGS = (
    None,
    Pulsing(),
    Pulsing(frequency_hz=3000.0, duty=0.5),
    Pulsing(frequency_hz=0.1, duty=0.2),
    Pulsing(frequency_hz=2e4, duty=1e-3),
)
BANDS_NM = st.sampled_from([415.0, 450.0, 525.0, 595.0, 633.0, 660.0, 830.0, 1064.0])


@st.composite
def spectra(draw: st.DrawFn) -> Spectrum:
    """As meters see LEDs: one band or two, a blue pump under a converted colour, a flat tail."""
    nm = np.arange(380.0, 1100.0, draw(st.sampled_from([1.0, 2.0, 5.0])))
    bands = draw(st.lists(st.tuples(BANDS_NM, st.floats(8.0, 90.0)), min_size=1, max_size=2))
    power = np.zeros(len(nm))
    for peak_nm, fwhm_nm in bands:
        height = draw(st.floats(0.05, 1.0))
        power += height * np.exp(-0.5 * ((nm - peak_nm) * FWHM_PER_SIGMA / fwhm_nm) ** 2)
    pump = draw(st.sampled_from([0.0, 0.005, 0.05, 0.3]))
    tail = draw(st.sampled_from([0.0, 1e-4, 1e-3]))
    power += pump * np.exp(-0.5 * ((nm - 450.0) / 9.0) ** 2) + tail
    return Spectrum(nm, power)


@st.composite
def sources(draw: st.DrawFn) -> HazardSource:
    """One to three colours before an eye, covered or not."""
    channels = tuple(
        HazardChannel(
            role="red",
            peak_nm=draw(LINES_NM),
            fwhm_nm=draw(st.floats(5.0, 50.0)),
            irradiance_mw_cm2=draw(st.floats(0.01, 500.0)),
            spectrum=draw(st.none() | spectra()),
            beam_order=draw(st.sampled_from([0.5, 1.0, 20.0])),
            pulsing=draw(st.sampled_from(PULSINGS)),
        )
        for _ in range(draw(st.integers(1, 3)))
    )
    radius_mm = draw(st.floats(20.0, 150.0))
    geometry = SourceGeometry(
        led_diameter_mm=2.0,  # what `tables/light.json` says of every LED
        pitch_mm=draw(st.floats(2.5, 25.0)),
        mask_radius_mm=radius_mm,
        eye_mm=draw(st.floats(5.0, 60.0)),
        skin_mm=draw(st.floats(0.0, 20.0)),
        opening_radius_mm=draw(st.floats(0.0, 0.9)) * min(radius_mm, 20.0),
    )
    source = HazardSource(channels=channels, geometry=geometry)
    return source.shielded() if draw(st.booleans()) else source


def as_worn(source: HazardSource) -> Exposure:
    """The same light as the one scenario of a plan."""

    def row(values: Sequence[float] | FloatArray) -> FloatArray:
        return floats(values)[None, :]

    bare = source.shielded(1.0)
    gains = floats([axis_gain(c.beam_order) for c in source.channels])
    return Exposure(
        peak_nm=row([c.peak_nm for c in source.channels]),
        fwhm_nm=row([c.fwhm_nm for c in source.channels]),
        spectra=tuple(c.spectrum for c in source.channels),
        hot_mw_cm2=row(source.skin_w_m2 / W_M2_PER_MW_CM2),
        eye_mw_cm2=row(bare.irradiance_w_m2("worn") / W_M2_PER_MW_CM2),
        led_power_mw=row(source.led_w / W_PER_MW * gains),
        warming=Warming(
            minutes=np.array([0.0, 60.0]),
            dark_degc=np.full((1, 2), 34.0),
            rise_degc=np.zeros((1, len(source.channels), 2)),
        ),
        eyes_covered=source.eye_transmittance == 0.0,
        dark_skin=False,
        no_blue=False,
        photosensitiser=False,
        epilepsy=False,
        aphakic=True,
        frequency_hz=tuple(c.pulsing.frequency_hz if c.pulsing else None for c in source.channels),
        duty=tuple(c.pulsing.duty if c.pulsing else None for c in source.channels),
        longest_min=None,
        is_worn=True,
    )


@settings(max_examples=80, deadline=None)
@given(source=sources(), minutes=st.floats(0.05, 180.0))
def test_no_ceiling_is_looser_than_the_hazard_report(source: HazardSource, minutes: float) -> None:
    limits = {bound.id: bound for bound in bounds(as_worn(source))}
    drive = np.ones(len(source.channels))
    judged = {}
    for hazard in hazards(source, minutes * SECONDS_PER_MINUTE):
        if hazard.place == "far":
            continue
        own = limits[SAME[hazard.id]]
        judged[hazard.id] = hazard
        used = own.value(minutes, drive) / own.limit(minutes)
        assert used * SLACK >= hazard.ratio, hazard.id
        assert hazard.holds or not own.holds(minutes, drive / SLACK * 1.000001), hazard.id
    left_out = {"worn.weak_iec", "worn.weak_icnirp"}
    if source.pulses.longest_s is None:
        left_out |= {id for id in SAME if ".pulse_" in id}
    assert set(SAME) - set(judged) <= left_out


@settings(max_examples=40, deadline=None)
@given(source=sources())
def test_behind_an_opaque_shield_no_light_reaches_an_eye(source: HazardSource) -> None:
    covered = bounds(as_worn(source.shielded()))
    drive = np.ones(len(source.channels))
    eyes = [bound for bound in covered if bound.group == "eye"]
    assert len(eyes) > 12
    assert all(bound.value(30.0, drive) == 0.0 for bound in eyes)


@settings(max_examples=30, deadline=None)
@given(source=sources(), longest=st.floats(0.1, 180.0), level=st.floats(0.0, 1.0))
def test_a_curve_is_the_value_at_each_of_its_times(
    source: HazardSource, longest: float, level: float
) -> None:
    drive = np.full(len(source.channels), level)
    minutes = np.linspace(0.0, longest, 7)
    for bound in bounds(as_worn(source)):
        values = floats([bound.value(each, drive) for each in minutes.tolist()])
        np.testing.assert_allclose(
            bound.curve(minutes, drive), values, rtol=1e-12, atol=1e-300, err_msg=bound.id
        )


@settings(max_examples=60, deadline=None)
@given(
    source=sources(),
    early=st.floats(0.01, 60.0),
    more=st.floats(1.0, 4.0),
    level=st.floats(0.05, 1.0),
)
def test_every_ceiling_tightens_with_time_and_with_drive(
    source: HazardSource, early: float, more: float, level: float
) -> None:
    """The search for the longest session rests on it."""
    full = np.ones(len(source.channels))
    for bound in bounds(as_worn(source)):
        if bound.limit(early) <= 0:
            continue

        def used(minutes: float, drive: float, own: Bound = bound) -> float:
            return own.value(minutes, drive * full) / own.limit(minutes)

        assert used(early * more, level) * SLACK >= used(early, level), bound.id
        assert used(early, 1.0) * SLACK >= used(early, level), bound.id


@settings(max_examples=60, deadline=None)
@given(
    seed=st.integers(0, 2**32 - 1),
    loud=st.floats(1e-2, 3.0),
    rate=st.floats(0.01, 10.0),
    wanted=st.floats(0.1, 100.0),
    dimmable=st.booleans(),
    pick=st.data(),
)
def test_one_more_bound_never_gives_longer_or_brighter_light(
    seed: int, loud: float, rate: float, wanted: float, dimmable: bool, pick: st.DataObject
) -> None:
    """Over every kind of bound there is: drawn sets, and one more from the rest."""
    every = list(bounds(random_exposure(seed, loud, photosensitiser=True, aphakic=True)))
    chosen = pick.draw(st.lists(st.sampled_from(range(len(every))), unique=True, max_size=8))
    one = pick.draw(st.sampled_from(range(len(every))))
    spread = np.linspace(0.5, 1.5, S)

    def light(indices: set[int]) -> float:
        found = choose(
            a_mask(dimmable=dimmable),
            TRIAL,
            matches(rate * spread, wanted * spread),
            np.ones(2),
            [every[i] for i in indices],
        )
        return found.minutes * float(found.drive.max()) if isinstance(found, Choice) else 0.0

    assert light({*chosen, one}) <= light(set(chosen)) + 1e-9
