"""The fields of a study file for `report-check`. Each description completes "expected ..."."""

# mypy: disallow-any-explicit=False
# (BaseModel itself carries an explicit Any, which mypy reports for every subclass)

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, Field

from openpbm.files.strict_model import STRICT
from openpbm.person import PHOTOTYPES

Text = Annotated[str, Field(min_length=1, max_length=200)]
Count = Annotated[float, Field(ge=0, le=1e6)]
Amount = Annotated[float, Field(ge=-1e9, le=1e9)]
AS_PRINTED = "as the paper prints it, in quotes, such as"


class StudyTable(BaseModel):
    """What the study is."""

    model_config = STRICT
    title: Text = Field(description="the title of the study, in quotes")
    control: Literal["sham", "unlit", "drug", "other light", "none"] | None = Field(
        default=None, description="one of sham, unlit, drug, other light, none"
    )
    skin_types: Text | None = Field(
        default=None, description=f'skin types such as "I-IV" or "all", out of {PHOTOTYPES}'
    )
    ages: Text | None = Field(default=None, description='ages as printed, such as "35 to 60"')
    site: Text | None = Field(default=None, description='the site treated, such as "face"')
    device: Literal["mask", "canopy", "panel", "contact", "other"] | None = Field(
        default=None, description="one of mask, canopy, panel, contact, other"
    )
    device_type: Literal["LED", "laser", "other"] = Field(
        default="LED", description="one of LED, laser, other"
    )


class ScheduleTable(BaseModel):
    """How often and how long."""

    model_config = STRICT
    sessions_total: Count | None = Field(
        default=None, description="a number of sessions, 0 or more"
    )
    sessions_per_week: Count | None = Field(default=None, description="sessions a week, 0 or more")
    weeks: Count | None = Field(default=None, description="a number of weeks, 0 or more")


class StudyLightTable(BaseModel):
    """One wavelength of the treated arm, as printed."""

    model_config = STRICT
    wavelength_nm: Annotated[float, Field(gt=0, le=1e5)] | None = Field(
        default=None, description="a wavelength in nm above 0, such as 633"
    )
    fwhm_nm: Annotated[float, Field(gt=0, le=1000)] | None = Field(
        default=None, description="a full width in nm above 0 and at most 1000, such as 18"
    )
    irradiance: Text | None = Field(default=None, description=f'{AS_PRINTED} "40 mW/cm2"')
    irradiance_is: Literal["mean", "peak", "maximum"] | None = Field(
        default=None, description="one of mean, peak, maximum"
    )
    fluence: Text | None = Field(default=None, description=f'{AS_PRINTED} "24 J/cm2"')
    exposure: Text | None = Field(default=None, description=f'{AS_PRINTED} "10 min"')
    area: Text | None = Field(default=None, description=f'{AS_PRINTED} "12 cm2"')
    power: Text | None = Field(default=None, description=f'{AS_PRINTED} "500 mW"')
    energy: Text | None = Field(default=None, description=f'{AS_PRINTED} "5.2 J"')
    pulsed: bool | None = Field(default=None, description="true or false")
    duty_cycle: Annotated[float, Field(gt=0, le=1)] | None = Field(
        default=None, description="a share between 0 and 1, such as 0.5"
    )
    measured_with: Text | None = Field(
        default=None, description="how the light was measured, in quotes"
    )
    distance_mm: Annotated[float, Field(ge=0, le=5000)] | None = Field(
        default=None, description="a distance in mm, 0 for contact and at most 5000"
    )


class OutcomeTable(BaseModel):
    """One result, as printed."""

    model_config = STRICT
    measure: Text = Field(description="what was measured, in quotes")
    unit: Text | None = Field(default=None, description='a unit, such as "% change"')
    treated: Amount | None = Field(default=None, description="a number")
    control: Amount | None = Field(default=None, description="a number")
    baseline: Amount | None = Field(default=None, description="a number")
    responders_treated: Count | None = Field(
        default=None, description="a number of people, 0 or more"
    )
    n_treated: Count | None = Field(default=None, description="a number of people, 0 or more")
    responders_control: Count | None = Field(
        default=None, description="a number of people, 0 or more"
    )
    n_control: Count | None = Field(default=None, description="a number of people, 0 or more")


class StudyFileModel(BaseModel):
    """A study as its paper prints it."""

    model_config = STRICT
    study: StudyTable = Field(description="a table [study] with a title")
    schedule: ScheduleTable | None = Field(default=None, description="a table [schedule]")
    light: list[StudyLightTable] = Field(default=[], description="one [[light]] a wavelength")
    outcome: list[OutcomeTable] = Field(default=[], description="one [[outcome]] a result")
