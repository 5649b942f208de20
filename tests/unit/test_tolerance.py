"""Masks as they are made: laws that hold whatever the mask is."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from functools import cache
from pathlib import Path

import numpy as np
import pytest
from scipy.stats import norm

from openpbm.cli.main import main
from openpbm.errors import InputError
from openpbm.face.canonical import canonical_face
from openpbm.files.mask_file import read_mask
from openpbm.files.tolerance_file import read_limits
from openpbm.files.tolerance_model import LineTable, ToleranceTable
from openpbm.interval import Interval
from openpbm.light.layout import lay, led_count
from openpbm.maps.face_map import light_on_face
from openpbm.person import usual_person
from openpbm.planning.judged import SCENARIOS, SEED
from openpbm.planning.progress import silent
from openpbm.planning.scene import Scene, scene
from openpbm.reports.tolerance import lines, picture
from openpbm.speech.say import say
from openpbm.sweeps import counted, told
from openpbm.sweeps.made import (
    Lot,
    NominalChannel,
    NominalMask,
    Tolerances,
    led_weights,
    made_lot,
    nominal,
)
from openpbm.sweeps.yields import (
    QUANTITIES,
    TESTS,
    LineMeter,
    LotAsked,
    MakerLimit,
    YieldReport,
    judged_lot,
    line_tests,
    share_good,
)
from shared_light import SHARED

EXAMPLES = Path(__file__).parents[2] / "examples"
MASK, LIMITS = EXAMPLES / "sweep-panel.toml", EXAMPLES / "limits.toml"
ALL = Tolerances(
    led_flux_bin_percent=10.0, led_peak_bin_nm=5.0, placing_sd_mm=0.5, standoff_sd_mm=5.0,
    driver_sd_percent=4.0, ageing_percent=15.0, temperature_sd_k=5.0,
)  # fmt: skip
Heard = pytest.CaptureFixture[str]


@cache
def meant() -> NominalMask:
    return nominal(read_mask(MASK), canonical_face(None), ALL, progress=silent, kept=SHARED)


@cache
def seen() -> Scene:
    """What the safety room and a map see of the same panel."""
    face = canonical_face(None)
    return scene(
        usual_person(), read_mask(MASK), face, (),
        seed=SEED, scenarios=SCENARIOS, progress=silent, kept=SHARED,
    )  # fmt: skip


def judged(tolerances: Tolerances, *limits: MakerLimit, made: int, seed: int = 1) -> YieldReport:
    asked = LotAsked(tolerances=tolerances, limits=limits, meter=LineMeter(), made=made, seed=seed)
    return judged_lot(meant(), asked)


def mean_of(quantity: str) -> float:
    return float(made_lot(meant(), Tolerances(), 1, 1).worn[f"red.{quantity}"][0])


@pytest.mark.parametrize("quantity", QUANTITIES)
def test_without_tolerance_the_yield_is_nothing_or_all(quantity: str) -> None:
    """And all masks are the same."""
    lot = made_lot(meant(), Tolerances(), 20, 3)
    values = lot.worn[f"red.{quantity}"]
    assert np.ptp(values) <= 1e-12 * values[0]
    for factor, wanted in ((0.999, 1.0), (1.001, 0.0)):
        limit = MakerLimit(channel="red", quantity=quantity, low=float(values[0]) * factor)
        assert share_good(lot, [limit]) == wanted


def test_a_yield_of_nothing_is_not_sure() -> None:
    """A lot of a hundred without a good one may still come from a line with one in a hundred."""
    limit = MakerLimit(channel="red", quantity="peak_nm", low=900.0)
    report = judged(Tolerances(), limit, made=100)
    assert report.good.median == 0.0
    exact = 1.0 - 0.05 ** (1 / 100)  # at most so many good ones, and none of a hundred in 5 %
    assert report.good.p95 == pytest.approx(exact, rel=0.15)


def test_tighter_limits_never_give_more() -> None:
    lot = made_lot(meant(), ALL, 400, 1)
    middle = mean_of("irradiance_mw_cm2")
    widths = np.linspace(0.0, 0.5, 40)

    def within(width: float) -> MakerLimit:
        ends = middle * (1 - width), middle * (1 + width)
        return MakerLimit(channel="red", quantity="irradiance_mw_cm2", low=ends[0], high=ends[1])

    found = [share_good(lot, [within(width)]) for width in widths]
    assert found == sorted(found) and found[0] < 0.05 and found[-1] == 1.0


def test_one_gaussian_tolerance_gives_the_yield_of_its_closed_form() -> None:
    """A driver scales all light, so the mean is normal; by three standard errors of the count."""
    made, sd = 4000, 0.05
    lot = made_lot(meant(), Tolerances(driver_sd_percent=100 * sd), made, 2)
    middle = mean_of("irradiance_mw_cm2")
    for low, high in ((-1.0, 1.0), (-0.5, 2.0), (0.3, 4.0)):
        limit = MakerLimit(
            channel="red", quantity="irradiance_mw_cm2",
            low=middle * (1 + low * sd), high=middle * (1 + high * sd),
        )  # fmt: skip
        wanted = float(norm.cdf(high) - norm.cdf(low))
        error = np.sqrt(wanted * (1 - wanted) / made)
        assert share_good(lot, [limit]) == pytest.approx(wanted, abs=3 * error)


def test_many_leds_average_their_bins_and_one_driver_does_not() -> None:
    """Of a bin of half-width h each LED has the variance h2/3, a mask of n alike n times less."""
    lot = made_lot(meant(), Tolerances(led_flux_bin_percent=10.0), 2000, 5)
    total = lot.worn["red.total_mw"]
    leds = meant().channels[0].light.shape[1]
    assert np.std(total) / np.mean(total) == pytest.approx(0.1 / np.sqrt(3 * leds), rel=0.08)


@cache
def alone(name: str) -> NominalMask:
    """A panel's red LEDs as they are laid, each site lighting a piece of skin alike."""
    mask, face = read_mask(EXAMPLES / name), canonical_face(None)
    layout, which = lay(mask, face), [one.id for one in mask.channels].index("red")
    sites = len(layout.sites[layout.of_channel[which]].foot_mm)
    red = NominalChannel(
        id="red", peak_nm=633.0, led_mw=2.0, per_site=layout.leds[which] / sites,
        light=np.ones((3, sites, 2)), aside=np.ones((2, sites, 2)),
        weight=np.array([1.0, 0.0]), again=np.zeros(2),
    )  # fmt: skip
    return NominalMask(mask=mask, channels=(red,), standoffs_mm=np.array([119.0, 120.0, 121.0]))


@pytest.mark.parametrize("name", ["clinic-panel.toml", "sweep-panel.toml"])
@pytest.mark.parametrize(
    ("tolerances", "quantity", "of_one"),
    [
        (Tolerances(led_peak_bin_nm=5.0), "peak_nm", 5.0 / 633.0 / np.sqrt(3.0)),
        (Tolerances(led_flux_bin_percent=15.0), "total_mw", 0.15 / np.sqrt(3.0)),
        (Tolerances(placing_sd_mm=0.1), "irradiance_mw_cm2", 0.1 * np.sqrt(2.0)),
    ],
)
def test_a_site_that_stands_for_many_leds_draws_each_of_them(
    name: str, tolerances: Tolerances, quantity: str, of_one: float
) -> None:
    """So the yield is that of the Gaussian of as many LEDs as the panel has; of 186 it is not."""
    made, leds = 2000, led_count(read_mask(EXAMPLES / name))
    meant = made_lot(alone(name), Tolerances(), 1, 1).worn[f"red.{quantity}"][0]
    lot, sd = made_lot(alone(name), tolerances, made, 2), of_one / np.sqrt(leds)
    for width in (0.7, 1.4):
        ends = [float(meant * (1 + way * width * sd)) for way in (-1, 1)]
        limit = MakerLimit(channel="red", quantity=quantity, low=ends[0], high=ends[1])
        wanted = float(norm.cdf(width) - norm.cdf(-width))
        error = np.sqrt(wanted * (1 - wanted) / made)
        assert share_good(lot, [limit]) == pytest.approx(wanted, abs=3 * error)


@pytest.mark.parametrize("per_site", [1.0, 1.01, 1.5, 2.0, 3.0, 720 / 186, 17.3])
def test_the_leds_of_a_site_scatter_as_so_many(per_site: float) -> None:
    weights = led_weights(per_site)
    assert weights.min() > -1e-9 and weights.sum() == pytest.approx(1.0, rel=1e-12)
    assert 1.0 / np.sum(weights**2) == pytest.approx(per_site, rel=1e-9)
    assert per_site > 1.0 or weights.tolist() == [1.0]


def test_a_mask_is_meant_at_the_wavelength_that_it_states() -> None:
    (red,) = meant().channels
    assert red.peak_nm == read_mask(MASK).channels[0].peak_nm


def test_the_only_tolerance_drives_all_of_the_spread() -> None:
    low = (1 - 1e-9) * mean_of("irradiance_mw_cm2")
    limit = MakerLimit(channel="red", quantity="irradiance_mw_cm2", low=low)
    report = judged(Tolerances(driver_sd_percent=5.0), limit, made=600)
    (driver,) = report.drivers
    assert (driver.name, driver.yield_without) == ("driver_sd_percent", 1.0)
    assert driver.share == (Interval(median=1.0, p05=1.0, p95=1.0),)
    assert not report.alike and not report.without_gain
    best = report.tests[0]  # a perfect meter of the total flux sees what a driver does
    assert best.sensitivity.median > 0.97 and best.specificity.median > 0.97


def test_a_mask_without_tolerance_is_the_mask_of_the_map_and_of_the_limits() -> None:
    """The same mean, evenness and hottest 3.5 mm, each by its own way to the numbers."""
    at = light_on_face(seen(), ["red"])
    face = at.areas(at.total_mw_cm2)[0]
    assert mean_of("irradiance_mw_cm2") == pytest.approx(face.mean, rel=2e-3)
    assert mean_of("evenness") == pytest.approx(face.p05 / face.mean, rel=2e-3)
    limits_see = float(np.median(seen().dose.hot[:, 0].max(axis=1)))
    assert mean_of("hottest_mw_cm2") == pytest.approx(limits_see, rel=0.02)


def covered(found: list[Interval], true: float) -> float:
    return float(np.mean([one.p05 <= true <= one.p95 for one in found]))


@pytest.mark.parametrize("true", [0.02, 0.3, 0.9])
def test_what_is_counted_lies_in_its_interval_in_nine_of_ten_lots(true: float) -> None:
    rng = np.random.default_rng(1)
    found = [counted.share(rng.random(200) < true) for _ in range(600)]
    assert covered(found, true) == pytest.approx(0.9, abs=0.05)


@pytest.mark.parametrize(("up", "down"), [(0.01, 0.0), (0.1, 0.02), (0.2, 0.2)])
def test_a_gain_lies_in_its_interval_in_nine_of_ten_lots(up: float, down: float) -> None:
    rng = np.random.default_rng(2)
    drawn = rng.random((600, 300))
    found = [counted.gain(one < 0.5 + up, (one < 0.5) | (one > 1 - down)) for one in drawn]
    assert covered(found, up - down) == pytest.approx(0.93, abs=0.06)  # rare masks err wide


def test_a_share_of_a_spread_lies_in_its_interval_in_nine_of_ten_lots() -> None:
    """Of two independent parts of variance 1 and 3, the first explains a quarter."""
    rng = np.random.default_rng(3)
    found: list[Interval] = []
    for _ in range(600):
        first, rest = rng.standard_normal(200), np.sqrt(3.0) * rng.standard_normal(200)
        found.append(counted.explained(rest, first + rest))
    assert covered(found, 0.25) == pytest.approx(0.9, abs=0.04)


def test_what_drives_a_yield_is_as_uncertain_as_other_lots_show() -> None:
    """Over thirty real lots the spread of a gain is what its interval says."""
    lots, each = 30, 40
    low = 0.95 * mean_of("irradiance_mw_cm2")
    limit = MakerLimit(channel="red", quantity="irradiance_mw_cm2", low=low)
    two = Tolerances(driver_sd_percent=5.0, ageing_percent=10.0)
    kept = [
        limit.kept(made_lot(meant(), own, lots * each, 1).worn[limit.name]).reshape(lots, each)
        for own in (two.without("driver_sd_percent"), two)
    ]
    found = [counted.gain(without, with_it) for without, with_it in zip(*kept, strict=True)]
    said = np.mean([one.p95 - one.p05 for one in found]) / (2 * counted.Z95)
    assert said == pytest.approx(np.std([one.median for one in found]), rel=0.4)


def test_twins_are_not_told_apart_and_giants_are() -> None:
    """Two small tolerances drive alike where one limit cuts the lot in half; a large one more."""
    middle = mean_of("irradiance_mw_cm2")
    half = MakerLimit(channel="red", quantity="irradiance_mw_cm2", low=middle)
    limit = replace(half, low=0.96 * middle, high=1.04 * middle)
    alike = judged(Tolerances(placing_sd_mm=0.5, led_flux_bin_percent=1.0), half, made=100)
    apart = judged(Tolerances(driver_sd_percent=5.0, led_flux_bin_percent=1.0), limit, made=300)
    assert not apart.alike and apart.without_gain == ("led_flux_bin_percent",)
    assert alike.alike == (tuple(one.name for one in alike.drivers),)
    told = "\n".join(lines(alike)), "\n".join(lines(apart))
    assert ["cannot tell apart" in one for one in told] == [True, False]
    assert ["No gain is shown" in one for one in told] == [bool(alike.without_gain), True]
    assert picture(alike).count('stroke="#') >= len(alike.drivers) + 2


def test_a_test_that_sees_nothing_is_not_praised_for_luck() -> None:
    """The best of three blind tests gains nothing in the mean over many lots."""
    limit = MakerLimit(channel="red", quantity="irradiance_mw_cm2", low=0.0)
    asked = LotAsked(tolerances=Tolerances(), limits=(limit,), meter=LineMeter(), made=60, seed=1)
    rng = np.random.default_rng(4)
    gains: list[float] = []
    for _ in range(200):
        blind = {f"red.{quantity}": rng.random(60) for quantity in TESTS}
        lot = Lot(worn={"red.irradiance_mw_cm2": rng.standard_normal(60)}, tested=blind)
        first, *others = line_tests(lot, asked)
        assert not any(one.is_shown for one in (first, *others))
        gains.append(first.sensitivity.median + first.specificity.median - 1.0)
    assert abs(np.mean(gains)) < 3 * np.std(gains) / np.sqrt(len(gains))
    assert np.std(gains) < 0.5


@pytest.mark.parametrize(("made", "low"), [(30, 1.0), (200, -1.0), (1000, 2.0), (1000, 0.0)])
def test_what_does_not_hang_on_the_limit_is_never_told_as_working(made: int, low: float) -> None:
    """However rare bad masks are, and however many tests one may choose among."""
    limit = MakerLimit(channel="red", quantity="irradiance_mw_cm2", low=low)
    asked = LotAsked(tolerances=Tolerances(), limits=(limit,), meter=LineMeter(), made=made, seed=1)
    rng, judged_lots = np.random.default_rng(8), 0
    for _ in range(60):
        blind = {f"red.{quantity}": rng.random(made) for quantity in TESTS}
        worn = {"red.irradiance_mw_cm2": rng.standard_normal(made)}
        found = line_tests(Lot(worn=worn, tested=blind), asked)
        assert not any(one.is_shown for one in found)
        judged_lots += bool(found)
    assert judged_lots > 40


def test_one_that_works_stands_before_those_that_do_not() -> None:
    """And of a limit of which none works that is said, here and in a dossier."""
    rng = np.random.default_rng(9)
    true = rng.standard_normal(300)
    tested = {f"red.{quantity}": rng.random(300) for quantity in TESTS}
    tested["red.peak_nm"] = true + 0.5 * rng.standard_normal(300)
    works = MakerLimit(channel="red", quantity="irradiance_mw_cm2", low=0.0)
    hidden = replace(works, quantity="evenness")
    worn = {works.name: true, hidden.name: rng.standard_normal(300)}
    report = judged(Tolerances(), works, hidden, made=16)
    asked = LotAsked(
        tolerances=Tolerances(), limits=(works, hidden), meter=LineMeter(), made=300, seed=1
    )
    tests = tuple(line_tests(Lot(worn=worn, tested=tested), asked))
    assert [one.is_shown for one in tests] == [True] + 5 * [False]
    assert tests[0].quantity == "peak_nm"
    report = replace(report, tests=tests)
    best = [say(one) for one in told.of_best_tests(report)]
    assert best[0] == say(told.of_test(tests[0])) and "not shown" not in best[0]
    assert len(best) == 2 and "evenness" in best[1] and "no test is shown to work" in best[1]
    every = [say(one) for one in told.of_tests(report)]
    assert sum("is not shown to work" in one for one in every) == 5
    assert [one for one in every if "no test is shown" in one] == [best[1]]


def test_an_end_of_line_is_blind_to_what_comes_later() -> None:
    lot = made_lot(meant(), Tolerances(ageing_percent=20.0, standoff_sd_mm=5.0), 300, 1)
    assert np.ptp(lot.tested["red.total_mw"]) < 1e-9 * lot.tested["red.total_mw"][0]
    assert np.ptp(lot.worn["red.total_mw"]) > 0.1 * lot.tested["red.total_mw"][0]


def test_the_command_tells_yield_drivers_and_tests(tmp_path: Path, capsys: Heard) -> None:
    assert main(["tolerance", str(MASK), "--limits", str(LIMITS), "--out", str(tmp_path)]) == 0
    told = capsys.readouterr().out
    assert "1,000 masks made" in told and "a test of peak wavelength stops" in told
    report = json.loads((tmp_path / "tolerance.json").read_text(encoding="utf-8"))
    assert 0.5 < report["yield"]["low"] < report["yield"]["high"] < 0.95
    assert len(report["tolerances"]) == 7
    for one in report["tolerances"]:
        for found in (one["gain"], *one["share_of_variance"]):
            assert found["low"] <= found["value"] <= found["high"]
    assert (tmp_path / "tolerance.svg").read_text(encoding="utf-8").startswith("<svg")


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (
            ('channel = "red"\nquantity = "peak_nm"', 'channel = "blue"\nquantity = "peak_nm"'),
            "blue",
        ),
        (("low = 16\nhigh = 22", "low = 22\nhigh = 16"), "low above high"),
        (("low = 16\nhigh = 22", ""), "neither low nor high"),
        (('quantity = "peak_nm"', 'quantity = "irradiance_mw_cm2"'), "found twice"),
        (("made = 1000", "made = 2"), "a whole number of masks"),
        (("driver_sd_percent = 4", "driver_sd_percent = 40"), "at most 30"),
        (("placing_sd_mm = 0.3", "placing_sd_mm = 6"), ", at most 5"),
        (('"peak_nm"', '"colour"'), "one of irradiance_mw_cm2"),
    ],
)
def test_a_slip_in_a_limits_file_is_named(
    change: tuple[str, str], told: str, tmp_path: Path
) -> None:
    file = tmp_path / "limits.toml"
    file.write_text(LIMITS.read_text(encoding="utf-8").replace(*change), encoding="utf-8")
    with pytest.raises(InputError) as problem:
        read_limits(file, read_mask(MASK))
    assert told in str(problem.value)


PERCENTS = [
    (table, name)
    for table, of in (("tolerance", ToleranceTable), ("line", LineTable))
    for name in of.model_fields
    if name.endswith("_percent")
]


@pytest.mark.parametrize(("table", "name"), PERCENTS)
def test_a_share_in_place_of_per_cent_is_told_where_a_limits_file_is_read(
    table: str, name: str, tmp_path: Path, capsys: Heard
) -> None:
    """It may be meant, so it is counted with; none and one per cent and more are left alone."""
    file = tmp_path / "limits.toml"
    limit = '[[limit]]\nchannel = "red"\nquantity = "peak_nm"\nlow = 600\n'
    head = "" if table == "tolerance" else "[tolerance]\n"
    for value, is_told in ((0, False), (0.2, True), (0.999, True), (1, False), (20, False)):
        file.write_text(f"{head}[{table}]\n{name} = {value}\n{limit}", encoding="utf-8")
        assert main(["check", str(file)]) == 0
        assert (f"{name} = {value} is less than one" in capsys.readouterr().out) is is_told
    file.write_text(f"made = 16\n{head}[{table}]\n{name} = 0.2\n{limit}", encoding="utf-8")
    assert main(["tolerance", str(MASK), "--limits", str(file), "--out", str(tmp_path)]) == 0
    assert f"write {name} = 20" in capsys.readouterr().out


@pytest.mark.parametrize("end", ["low", "high"])
def test_an_evenness_in_per_cent_is_refused(end: str, tmp_path: Path) -> None:
    file = tmp_path / "limits.toml"
    text = '[tolerance]\n[[limit]]\nchannel = "red"\nquantity = "evenness"\n'
    file.write_text(f"{text}{end} = 0.6\n", encoding="utf-8")
    read_limits(file, read_mask(MASK))
    file.write_text(f"{text}{end} = 60\n", encoding="utf-8")
    with pytest.raises(InputError, match=r"evenness: found 60; expected a share"):
        read_limits(file, read_mask(MASK))


def most_of(table: type[LineTable | ToleranceTable]) -> dict[str, float]:
    """The largest number that each field takes."""
    found = table.model_json_schema()["properties"]
    return {name: float(one["maximum"]) for name, one in found.items()}


@pytest.mark.parametrize(
    ("table", "name"),
    [("tolerance", one) for one in most_of(ToleranceTable)]
    + [("line", one) for one in most_of(LineTable)],
)
def test_a_number_past_its_range_is_told_its_own_range(
    table: str, name: str, tmp_path: Path
) -> None:
    most = (most_of(ToleranceTable) | most_of(LineTable))[name]
    file = tmp_path / "limits.toml"
    limit = '[[limit]]\nchannel = "red"\nquantity = "peak_nm"\nlow = 600\n'
    head = "" if table == "tolerance" else "[tolerance]\n"
    for value in (most, 1.5 * most + 60):
        file.write_text(f"{head}[{table}]\n{name} = {value}\n{limit}", encoding="utf-8")
        if value <= most:
            read_limits(file, read_mask(MASK))
            continue
        with pytest.raises(InputError) as problem:
            read_limits(file, read_mask(MASK))
        assert re.findall(r"at most (\d+)", str(problem.value)) == [f"{most:g}"]
        assert name in str(problem.value)
