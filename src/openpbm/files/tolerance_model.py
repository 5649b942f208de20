"""The fields of a limits file. Each description is the id of what completes "expected ..."."""

# mypy: disallow-any-explicit=False
# (BaseModel itself carries an explicit Any, which mypy reports for every subclass)

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, Field

from openpbm.files.strict_model import STRICT

Percent = Annotated[float, Field(ge=0, le=60)]
Least = Annotated[float, Field(ge=0, le=50)]
Bound = Annotated[float, Field(ge=0, le=1e9)]
PERCENT, DRIVER = "tolerance-expected-percent", "tolerance-expected-driver"
SIZE, PLACING = "tolerance-expected-size", "tolerance-expected-placing"


class ToleranceTable(BaseModel):
    """What differs from mask to mask."""

    model_config = STRICT
    led_flux_bin_percent: Percent = Field(default=0.0, description=PERCENT)
    led_peak_bin_nm: Least = Field(default=0.0, description=SIZE)
    placing_sd_mm: Annotated[float, Field(ge=0, le=5)] = Field(default=0.0, description=PLACING)
    standoff_sd_mm: Least = Field(default=0.0, description=SIZE)
    driver_sd_percent: Annotated[float, Field(ge=0, le=30)] = Field(default=0.0, description=DRIVER)
    ageing_percent: Percent = Field(default=0.0, description=PERCENT)
    temperature_sd_k: Least = Field(default=0.0, description=SIZE)


class LineTable(BaseModel):
    """How well the end of the line measures."""

    model_config = STRICT
    meter_sd_percent: Percent = Field(default=0.0, description=PERCENT)
    spectrometer_sd_nm: Least = Field(default=0.0, description=SIZE)


class MakerLimitTable(BaseModel):
    """What a mask must be within."""

    model_config = STRICT
    channel: Annotated[str, Field(min_length=1, max_length=120)] = Field(
        description="tolerance-expected-channel"
    )
    quantity: Literal["irradiance_mw_cm2", "hottest_mw_cm2", "evenness", "peak_nm", "total_mw"] = (
        Field(description="tolerance-expected-quantity")
    )
    low: Bound | None = Field(default=None, description="tolerance-expected-bound")
    high: Bound | None = Field(default=None, description="tolerance-expected-bound")


class LimitsFileModel(BaseModel):
    """Limits of a maker, and the tolerances of what is made."""

    model_config = STRICT
    made: Annotated[int, Field(ge=16, le=100_000)] = Field(
        default=1000, description="tolerance-expected-made"
    )
    seed: Annotated[int, Field(ge=0, le=2**31 - 1)] = Field(
        default=1, description="tolerance-expected-seed"
    )
    tolerance: ToleranceTable = Field(description="tolerance-expected-tolerance")
    limit: list[MakerLimitTable] = Field(
        min_length=1, max_length=100, description="tolerance-expected-limit"
    )
    line: LineTable = Field(default=LineTable(), description="tolerance-expected-line")
