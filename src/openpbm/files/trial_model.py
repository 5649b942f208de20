"""The fields of a trial file. Each description is the id of what completes "expected ..."."""

# mypy: disallow-any-explicit=False
# (BaseModel itself carries an explicit Any, which mypy reports for every subclass)

from __future__ import annotations

from typing import Annotated, Literal, get_args

from pydantic import BaseModel, Field

from openpbm.files.strict_model import STRICT

Text = Annotated[str, Field(min_length=1, max_length=400)]
Short = Annotated[str, Field(min_length=1, max_length=80)]
Share = Annotated[float, Field(ge=0, le=1)]
Amount = Annotated[float, Field(ge=0, le=1e6)]
SkinType = Literal["I", "II", "III", "IV", "V", "VI"]
EVERY_TYPE: tuple[SkinType, ...] = get_args(SkinType)


class TrialLightTable(BaseModel):
    """One wavelength of an arm, as it arrives on the skin."""

    model_config = STRICT
    nm: Annotated[float, Field(ge=400, le=1100)] = Field(description="trial-expected-light_nm")
    fwhm_nm: Annotated[float, Field(gt=0, le=200)] = Field(
        default=20.0, description="trial-expected-light_fwhm_nm"
    )
    irradiance_mw_cm2: Annotated[float, Field(gt=0, le=2000)] = Field(
        description="trial-expected-light_irradiance_mw_cm2"
    )


class TrialArmTable(BaseModel):
    """A group, or a side of the face."""

    model_config = STRICT
    name: Short = Field(description="trial-expected-arm_name")
    role: Literal["active", "sham", "unlit", "comparator"] = Field(
        description="trial-expected-arm_role"
    )
    effect: Annotated[float, Field(ge=0, le=1e6)] = Field(
        default=0.0,
        description="trial-expected-arm_effect",
    )
    share: Annotated[int, Field(ge=1, le=10)] = Field(
        default=1, description="trial-expected-arm_share"
    )
    dropout: Annotated[float, Field(ge=0, lt=1)] | None = Field(
        default=None, description="trial-expected-arm_dropout"
    )
    minutes: Annotated[float, Field(ge=0, le=240)] = Field(
        default=0.0, description="trial-expected-arm_minutes"
    )
    sessions_per_week: Annotated[float, Field(ge=0, le=21)] = Field(
        default=0.0, description="trial-expected-arm_sessions_per_week"
    )
    weeks: Annotated[float, Field(ge=0, le=104)] = Field(
        default=0.0, description="trial-expected-arm_weeks"
    )
    mask: Short | None = Field(default=None, description="trial-expected-arm_mask")
    light: list[TrialLightTable] = Field(
        default_factory=list, max_length=8, description="trial-expected-arm_light"
    )


class TrialOutcomeTable(BaseModel):
    """The one primary outcome."""

    model_config = STRICT
    measure: Text = Field(description="trial-expected-outcome_measure")
    kind: Literal["continuous", "yes_no"] = Field(description="trial-expected-outcome_kind")
    unit: Short | None = Field(default=None, description="trial-expected-outcome_unit")
    better: Literal["lower", "higher"] = Field(
        default="higher", description="trial-expected-outcome_better"
    )
    value: Literal["change", "final"] = Field(
        default="change", description="trial-expected-outcome_value"
    )
    week: Annotated[float, Field(gt=0, le=520)] | None = Field(
        default=None, description="trial-expected-outcome_week"
    )
    sd: Annotated[float, Field(gt=0, le=1e6)] | None = Field(
        default=None,
        description="trial-expected-outcome_sd",
    )
    repeat_sd: Amount = Field(
        default=0.0,
        description="trial-expected-outcome_repeat_sd",
    )
    readings: Annotated[int, Field(ge=1, le=100)] = Field(
        default=1, description="trial-expected-outcome_readings"
    )
    control_share: Share = Field(default=0.0, description="trial-expected-outcome_control_share")
    misread: Share = Field(default=0.0, description="trial-expected-outcome_misread")


class ShamTable(BaseModel):
    """How well the control is believed."""

    model_config = STRICT
    unblinded_share: Share = Field(description="trial-expected-sham_unblinded_share")
    expectation: Amount = Field(description="trial-expected-sham_expectation")


class TrialTable(BaseModel):
    """What is asked, and with whom."""

    model_config = STRICT
    title: Text = Field(description="trial-expected-trial_title")
    goal: Short = Field(description="trial-expected-trial_goal")
    design: Literal["parallel", "split_face", "dose_ranging"] = Field(
        description="trial-expected-trial_design"
    )
    people: Annotated[int, Field(ge=2, le=10_000)] | None = Field(
        default=None, description="trial-expected-trial_people"
    )
    seed: Annotated[int, Field(ge=0, lt=2**63)] | None = Field(
        default=None, description="trial-expected-trial_seed"
    )
    replicates: Annotated[int, Field(ge=200, le=200_000)] | None = Field(
        default=None, description="trial-expected-trial_replicates"
    )
    alpha: Annotated[float, Field(gt=0, lt=0.5)] | None = Field(
        default=None, description="trial-expected-trial_alpha"
    )
    power: Annotated[float, Field(ge=0.5, lt=1)] | None = Field(
        default=None, description="trial-expected-trial_power"
    )
    comparisons: Annotated[int, Field(ge=1, le=50)] = Field(
        default=1, description="trial-expected-trial_comparisons"
    )
    dropout: Annotated[float, Field(ge=0, lt=1)] = Field(
        default=0.0, description="trial-expected-trial_dropout"
    )
    missing: Literal["seen", "as_control"] = Field(
        default="seen", description="trial-expected-trial_missing"
    )
    adherence: Annotated[float, Field(gt=0, le=1)] = Field(
        default=1.0, description="trial-expected-trial_adherence"
    )
    adherence_sd: Share = Field(default=0.0, description="trial-expected-trial_adherence_sd")
    side_correlation: Annotated[float, Field(ge=0, lt=1)] | None = Field(
        default=None,
        description="trial-expected-trial_side_correlation",
    )
    spill: Annotated[float, Field(ge=0, lt=1)] = Field(
        default=0.0,
        description="trial-expected-trial_spill",
    )
    skin_types: list[SkinType] = Field(
        default_factory=lambda: list(EVERY_TYPE),
        min_length=1,
        description="trial-expected-trial_skin_types",
    )
    strata: list[list[SkinType]] = Field(
        default_factory=list,
        description="trial-expected-trial_strata",
    )
    sites: list[Short] = Field(
        default_factory=list, max_length=20, description="trial-expected-trial_sites"
    )
    blocks: list[Annotated[int, Field(ge=2, le=200)]] = Field(
        default_factory=list, max_length=10, description="trial-expected-trial_blocks"
    )
    region: Short = Field(default="left_cheek", description="trial-expected-trial_region")
    irradiance_sd: Annotated[float, Field(ge=0, lt=1)] | None = Field(
        default=None, description="trial-expected-trial_irradiance_sd"
    )


class TrialFileModel(BaseModel):
    """The whole file."""

    model_config = STRICT
    trial: TrialTable = Field(description="trial-expected-file_trial")
    outcome: TrialOutcomeTable = Field(description="trial-expected-file_outcome")
    sham: ShamTable | None = Field(default=None, description="trial-expected-file_sham")
    arms: list[TrialArmTable] = Field(
        min_length=2, max_length=12, description="trial-expected-file_arms"
    )
    report: dict[str, Text] = Field(default_factory=dict, description="trial-expected-file_report")
