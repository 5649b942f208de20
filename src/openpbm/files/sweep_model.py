"""The fields of a sweep file. Each description is the id of what completes "expected ..."."""

# mypy: disallow-any-explicit=False
# (BaseModel itself carries an explicit Any, which mypy reports for every subclass)

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, Field

from openpbm.field import LONGEST_MIN
from openpbm.files.strict_model import STRICT

Share = Annotated[float, Field(ge=0, le=1e6)]
Age = Annotated[float, Field(gt=0, lt=120)]
Angle = Annotated[float, Field(ge=-90, le=90)]
Height = Annotated[float, Field(ge=80, le=260)]
Phototype = Literal["I", "II", "III", "IV", "V", "VI"]
Word = Annotated[str, Field(min_length=1, max_length=120)]


class PopulationTable(BaseModel):
    """Who is looked at."""

    model_config = STRICT
    count: Annotated[int, Field(ge=1, le=1_000_000_000)] = Field(description="sweep-expected-count")
    age_years: list[Age] = Field(
        default=[18.0, 80.0],
        min_length=2,
        max_length=2,
        description="sweep-expected-age_years",
    )
    phototypes: dict[Phototype, Share] | None = Field(
        default=None,
        description="sweep-expected-phototypes",
    )
    ita_deg: list[Angle] | None = Field(
        default=None,
        min_length=2,
        max_length=2,
        description="sweep-expected-ita_deg",
    )
    face_shapes: Annotated[int, Field(ge=1, le=64)] = Field(
        default=1, description="sweep-expected-face_shapes"
    )
    face_height_mm: list[Height] | None = Field(
        default=None,
        min_length=2,
        max_length=2,
        description="sweep-expected-face_height_mm",
    )
    eye_protection: Literal["none", "opaque_goggles"] = Field(
        default="none", description="sweep-expected-eye_protection"
    )


class DesignTable(BaseModel):
    """How a mask is made or used otherwise."""

    model_config = STRICT
    name: Word = Field(description="sweep-expected-name")
    minutes: Annotated[float, Field(gt=0, le=LONGEST_MIN)] | None = Field(
        default=None, description="sweep-expected-minutes"
    )
    drive: Annotated[float, Field(gt=0, le=1)] = Field(
        default=1.0, description="sweep-expected-drive"
    )
    standoff_mm: Annotated[float, Field(gt=0, le=2000)] | None = Field(
        default=None, description="sweep-expected-standoff_mm"
    )


class SweepFileModel(BaseModel):
    """People by masks by designs by seeds."""

    model_config = STRICT
    masks: list[Word] = Field(min_length=1, max_length=1000, description="sweep-expected-masks")
    people: PopulationTable = Field(description="sweep-expected-people")
    design: list[DesignTable] = Field(
        default=[], max_length=1000, description="sweep-expected-design"
    )
    seeds: list[Annotated[int, Field(ge=0, le=2**31 - 1)]] = Field(
        default=[1], min_length=1, max_length=1000, description="sweep-expected-seeds"
    )
    scenarios: Annotated[int, Field(ge=1, le=4000)] = Field(
        default=4, description="sweep-expected-scenarios"
    )
    trial: Word | None = Field(default=None, description="sweep-expected-trial")
