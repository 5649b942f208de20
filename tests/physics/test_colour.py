"""Colours under other lights: white points as published, and one skin under six lights."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest

from openpbm.arrays import FloatArray, floats
from openpbm.errors import SpectrumError
from openpbm.skin.colour import ILLUMINANTS, Viewing, ita_deg, lab_of, white_of
from openpbm.skin.fit import fit_lab
from openpbm.skin.instrument import Instrument
from openpbm.skin.other_light import lab_in_usual_light
from openpbm.tables.columns import columns

# X and Z of a white tile, Y = 100: ASTM E308, table 5, 5 nm (recalled)
WHITE = {
    ("A", 2): (109.850, 35.585), ("A", 10): (111.144, 35.200),
    ("C", 2): (98.074, 118.232), ("C", 10): (97.285, 116.145),
    ("D50", 2): (96.422, 82.521), ("D50", 10): (96.720, 81.427),
    ("D55", 2): (95.682, 92.149), ("D55", 10): (95.799, 90.926),
    ("D65", 2): (95.047, 108.883), ("D65", 10): (94.811, 107.304),
    ("D75", 2): (94.972, 122.638), ("D75", 10): (94.416, 120.641),
}  # fmt: skip
NM = np.arange(380.0, 781.0, 5.0)


def skin(melanin: float, blood: float) -> FloatArray:
    """(wavelengths,) reflectance by Kubelka and Munk under a filter of melanin: not our model."""
    table = columns("chromophores")
    molar = [
        np.interp(NM, table["wavelength_nm"], table[f"eps_{name}_per_cm_per_M"])
        for name in ("HbO2", "Hb")
    ]
    haem_per_mm = (0.75 * molar[0] + 0.25 * molar[1]) * 2.303 * 150.0 / 64_500.0 / 10.0
    in_vessels = 40.0 * blood * (1.0 - np.exp(-haem_per_mm / 20.0))
    absorbed = in_vessels + 0.05 * np.exp(-(NM - 400.0) / 70.0)
    ratio = 1.0 + absorbed / (2.0 * (NM / 500.0) ** -1.2)
    beneath = ratio - np.sqrt(ratio**2 - 1.0)
    return floats(0.03 + 0.9 * beneath * np.exp(-2.0 * melanin * (NM / 550.0) ** -3.3))


@pytest.mark.parametrize(("illuminant", "observer_deg"), WHITE)
def test_a_white_tile_has_the_published_colour(illuminant: str, observer_deg: int) -> None:
    """Within 0.03 of 100: what is left is the end of the table at 780 nm."""
    x, y, z = 100.0 * white_of(Viewing(illuminant=illuminant, observer_deg=observer_deg))
    assert y == pytest.approx(100.0)
    assert (x, z) == pytest.approx(WHITE[illuminant, observer_deg], abs=0.03)


def test_every_light_that_is_offered_is_held() -> None:
    assert set(WHITE) == set(product(ILLUMINANTS, (2, 10)))


@pytest.mark.parametrize("viewing", [Viewing(illuminant=i, observer_deg=o) for i, o in WHITE])
@pytest.mark.parametrize(("melanin", "blood"), [(0.1, 0.02), (0.8, 0.02)])
def test_a_colour_is_carried_to_the_light_of_the_typology_angle(
    viewing: Viewing, melanin: float, blood: float
) -> None:
    """Within half a degree, a quarter of what a meter repeats to."""
    spectrum = skin(melanin, blood)
    lightness, red, yellow = lab_of(NM, spectrum, viewing).tolist()
    got = np.array(lab_in_usual_light((lightness, red, yellow), viewing))
    assert ita_deg(got) == pytest.approx(ita_deg(lab_of(NM, spectrum)), abs=0.6)


def test_two_descriptions_of_one_skin_give_one_melanin() -> None:
    """The defaults of two makers: read as one light they are three times apart."""
    spectrum, sphere = skin(0.2, 0.02), Instrument(geometry="sphere", specular=True)
    found = []
    for viewing in (Viewing(observer_deg=10), Viewing(illuminant="D50")):
        lightness, red, yellow = lab_of(NM, spectrum, viewing).round(1).tolist()
        fit = fit_lab((lightness, red, yellow), sphere, site="left_cheek", viewing=viewing)
        found.append(fit.melanin_mm)
    middle = [estimate.median for estimate in found]
    spread = min(np.log(estimate.p95 / estimate.p05) for estimate in found)
    assert max(middle) / min(middle) < np.exp(spread / 8.0)  # 0.4 standard deviations


def test_what_is_no_skin_and_no_light_is_refused() -> None:
    with pytest.raises(SpectrumError, match="the colour of skin"):
        lab_in_usual_light((60.0, -60.0, 40.0), Viewing(illuminant="D50"))
    with pytest.raises(SpectrumError, match='found "D60"; expected one of D65, D50'):
        Viewing(illuminant="D60")
    with pytest.raises(SpectrumError, match="found 5; expected 2 or 10"):
        Viewing(observer_deg=5)
