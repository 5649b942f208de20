"""Masks as they are made: laws that hold whatever the mask is."""

from __future__ import annotations

import json
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
from openpbm.planning.progress import silent
from openpbm.sweeps.made import NominalMask, Tolerances, made_lot, nominal
from openpbm.sweeps.yields import QUANTITIES, LineMeter, MakerLimit, judged_lot, share_good
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
    report = judged_lot(meant(), Tolerances(), [limit], LineMeter(), made=100, seed=1)
    assert report.share_good == 0.0
    assert report.standard_error == pytest.approx(0.01, rel=0.05)


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


def test_the_only_tolerance_drives_all_of_the_spread() -> None:
    low = (1 - 1e-9) * mean_of("irradiance_mw_cm2")
    limits = [MakerLimit(channel="red", quantity="irradiance_mw_cm2", low=low)]
    one = Tolerances(driver_sd_percent=5.0)
    report = judged_lot(meant(), one, limits, LineMeter(), made=600, seed=1)
    (driver,) = report.drivers
    assert (driver.name, driver.share, driver.yield_without) == ("driver_sd_percent", (1.0,), 1.0)
    best = report.tests[0]  # a perfect meter of the total flux sees what a driver does
    assert best.sensitivity > 0.97 and best.specificity > 0.97


def test_an_end_of_line_is_blind_to_what_comes_later() -> None:
    lot = made_lot(meant(), Tolerances(ageing_percent=20.0, standoff_sd_mm=5.0), 300, 1)
    assert np.ptp(lot.tested["red.total_mw"]) < 1e-9 * lot.tested["red.total_mw"][0]
    assert np.ptp(lot.worn["red.total_mw"]) > 0.1 * lot.tested["red.total_mw"][0]


def test_the_command_tells_yield_drivers_and_tests(tmp_path: Path, capsys: Heard) -> None:
    assert main(["tolerance", str(MASK), "--limits", str(LIMITS), "--out", str(tmp_path)]) == 0
    told = capsys.readouterr().out
    assert "1,000 masks made" in told and "a test of peak wavelength stops" in told
    report = json.loads((tmp_path / "tolerance.json").read_text(encoding="utf-8"))
    assert 0.5 < report["yield"] < 0.95 and len(report["tolerances"]) == 7
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
        (("made = 1000", "made = 2"), "a whole number of masks"),
        (("driver_sd_percent = 4", "driver_sd_percent = 40"), "driver_sd_percent: at most 30"),
        (("placing_sd_mm = 0.3", "placing_sd_mm = 6"), "placing_sd_mm: at most 5"),
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
