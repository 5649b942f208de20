"""The fields of a stack file. Each description completes "expected ..."."""

# mypy: disallow-any-explicit=False
# (BaseModel itself carries an explicit Any, which mypy reports for every subclass)

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, Field

from openpbm.files.strict_model import STRICT


class LayerModel(BaseModel):
    """A plane layer of one medium."""

    model_config = STRICT
    name: str = Field(max_length=200, description="a name")
    thickness_mm: float | None = Field(
        gt=0, description="a thickness in mm above 0, or null for a last layer without end"
    )
    n: float = Field(ge=1, le=4, description="a refractive index between 1 and 4")
    mu_a_per_mm: float = Field(ge=0, description="an absorption coefficient per mm, 0 or more")
    mu_s_per_mm: float = Field(ge=0, description="a scattering coefficient per mm, 0 or more")
    g: float = Field(gt=-1, lt=1, description="an anisotropy above -1 and below 1")


class SourceModel(BaseModel):
    """The light from above."""

    model_config = STRICT
    kind: Literal["lambertian", "collimated", "angular"] = Field(
        description='"lambertian", "collimated" or "angular"'
    )
    angle_deg: float = Field(
        default=0.0,
        ge=0,
        lt=90,
        description="degrees off the normal in n_above, 0 or more, below 90",
    )
    cosines: list[float] = Field(
        default=[],
        max_length=10_000,
        description="a rising list of cosines off the normal, 0 to 1, for angular light",
    )
    radiance: list[float] = Field(
        default=[],
        max_length=10_000,
        description="a list of relative radiances, one for each cosine, for angular light",
    )


class StackModel(BaseModel):
    """A stack of layers, its light, and the depths asked for."""

    model_config = STRICT
    n_above: float = Field(ge=1, le=4, description="a refractive index between 1 and 4")
    n_below: float | None = Field(
        default=None,
        ge=1,
        le=4,
        description="a refractive index between 1 and 4 (null only under a layer without end)",
    )
    layers: list[LayerModel] = Field(
        min_length=1, max_length=200, description="a list of at least one layer"
    )
    source: SourceModel = Field(description='an object {"kind": "lambertian", "angle_deg": 0}')
    depths_mm: list[float] = Field(
        max_length=100_000, description="a list of depths in mm below the surface"
    )


class ReflectanceModel(BaseModel):
    """Light thrown back; specular at the entry interface only."""

    model_config = STRICT
    total: float
    specular: float
    diffuse: float


class AbsorbedModel(BaseModel):
    """The share of the incident power that one layer takes up."""

    model_config = STRICT
    name: str
    fraction: float


class StackResultModel(BaseModel):
    """What `openpbm fluence` answers, per unit irradiance on the skin plane."""

    model_config = STRICT
    fluence_rate: list[float]
    reflectance: ReflectanceModel
    absorbed: list[AbsorbedModel]
    transmittance: float
    energy_error: float
    error_estimate: float | None = None  # where it was asked for (--estimate)
