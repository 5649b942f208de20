"""The columns of a sweep's results: their names with units, and what they hold. Its one home."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Literal

import numpy as np

from openpbm.face import REGIONS
from openpbm.fact import Message, message
from openpbm.heat import Warming
from openpbm.response.evidence import bands
from openpbm.safety.bound import Bound
from openpbm.safety.ceilings.every import bounds
from openpbm.safety.exposure import Exposure

LAYERS_SHOWN = ("living_epidermis", "papillary_dermis", "reticular_dermis")
LAYERS_BY_BAND = (*LAYERS_SHOWN, "upper_plexus")  # with it, every layer that a goal looks at
OTHER_BAND = "other"  # of a wavelength outside every band
UNITS = {
    **{"1": "", "degC": "degc", "min": "min", "mW/cm2": "mw_cm2", "J/cm2": "j_cm2"},
    **{"W/m2": "w_m2", "J/m2": "j_m2", "W/m2sr": "w_m2_sr", "J/m2sr": "j_m2_sr"},
}
Kind = Literal["integer", "number", "word"]
WHOSE: dict[str, tuple[Kind, str]] = {
    "seed": ("integer", "1"),
    "mask": ("word", ""),
    "design": ("word", ""),
    "person": ("integer", "1"),
    "scenario": ("integer", "1"),
    "age_years": ("number", "years"),
    "ita_deg": ("number", "degrees"),
    "phototype": ("word", ""),
    "face_shape": ("integer", "1"),
    "minutes": ("number", "min"),
}
LINES_NM = (415.0, 590.0, 633.0, 830.0)  # one line in each band that has limits of its own


@dataclass(frozen=True, kw_only=True)
class SweepColumn:
    """One column: what its name does not say stands in `about`."""

    name: str
    kind: Kind
    unit: str
    about: Message


@cache
def columns() -> tuple[SweepColumn, ...]:
    """Of every sweep, in order, whatever its masks are."""
    return (*_whose(), *_light(), *_ceilings())


def _whose() -> Iterator[SweepColumn]:
    for name, (kind, unit) in WHOSE.items():
        about = message("sweep-column_whose", column=name)
        yield SweepColumn(name=name, kind=kind, unit=unit, about=about)


def _light() -> Iterator[SweepColumn]:
    irradiance = message("sweep-column_irradiance")
    yield number_column("irradiance_mw_cm2", "mW/cm2", irradiance)
    for layer in LAYERS_SHOWN:
        for region in REGIONS:
            about = message("sweep-column_dose", layer=layer, region=region)
            yield number_column(dose_name(layer, region), "J/cm2", about)
    for layer in LAYERS_BY_BAND:
        every = message("sweep-column_lit", layer=layer)
        yield number_column(lit_name(layer), "J/cm2", every)
        for band in (*bands(), OTHER_BAND):
            own = message("sweep-column_band", layer=layer, band=band)
            yield number_column(band_name(layer, band), "J/cm2", own)


def _ceilings() -> Iterator[SweepColumn]:
    for bound in every_ceiling():
        stops = "caution" if bound.advisory else "limit"
        value = message("sweep-column_value", limit=bound.id, stops=stops, group=bound.group)
        yield number_column(ceiling_name(bound), bound.unit, value)
        limit = message("sweep-column_limit", limit=bound.id)
        yield number_column(limit_name(bound), bound.unit, limit)
    passed = message("sweep-column_passed")
    yield SweepColumn(name="ceilings_passed", kind="integer", unit="1", about=passed)


def number_column(name: str, unit: str, about: Message) -> SweepColumn:
    """A measured quantity."""
    return SweepColumn(name=name, kind="number", unit=unit, about=about)


def dose_name(layer: str, region: str) -> str:
    """Of the dose of one layer in one region."""
    return f"dose_{layer}_{region}_j_cm2"


def lit_name(layer: str) -> str:
    """Of the dose of one layer, mean of the lit skin."""
    return f"dose_{layer}_lit_j_cm2"


def band_name(layer: str, band: str) -> str:
    """Of the dose of one colour in one layer."""
    return f"dose_{layer}_{band}_lit_j_cm2"


def ceiling_name(bound: Bound) -> str:
    """Of the value that a limit looks at."""
    return _with_unit(f"ceiling_{bound.id}", bound)


def limit_name(bound: Bound) -> str:
    """Of the limit itself."""
    return _with_unit(f"limit_{bound.id}", bound)


def _with_unit(name: str, bound: Bound) -> str:
    return "_".join(filter(None, (name, UNITS[bound.unit])))


def judged_bounds(exposure: Exposure) -> tuple[Bound, ...]:
    """What `openpbm safety` judges by, and cautions; how long a device may run is not of it."""
    return tuple(bound for bound in bounds(exposure) if bound.id != "device_maximum")


@cache
def every_ceiling() -> tuple[Bound, ...]:
    """Every limit that some mask may meet: those of a dark lamp of all colours that touches."""
    dark = np.zeros((1, len(LINES_NM)))
    minutes = np.array([0.0, 1.0])
    still = Warming(
        minutes=minutes, dark_degc=np.zeros((1, 2)), rise_degc=np.zeros((1, len(LINES_NM), 2))
    )
    touching = Warming(**{**vars(still), "basal": still, "mask": still, "at_led": still})
    unknown = (None,) * len(LINES_NM)
    return judged_bounds(
        Exposure(
            peak_nm=np.array([LINES_NM]),
            fwhm_nm=dark + 1.0,
            spectra=unknown,
            hot_mw_cm2=dark,
            eye_mw_cm2=dark,
            led_power_mw=dark,
            warming=touching,
            eyes_covered=False,
            dark_skin=False,
            no_blue=False,
            photosensitiser=False,
            epilepsy=False,
            aphakic=False,
            frequency_hz=unknown,
            duty=unknown,
            longest_min=None,
            is_worn=True,
        )
    )
