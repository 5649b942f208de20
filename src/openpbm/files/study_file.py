"""Read a study file: what a paper prints, for `report-check`."""

from __future__ import annotations

from pathlib import Path

from openpbm.errors import InputError
from openpbm.files.model_error import validated
from openpbm.files.study_model import OutcomeTable, StudyFileModel, StudyLightTable
from openpbm.files.toml_file import read_toml
from openpbm.response.evidence import types_of
from openpbm.response.printed import printed
from openpbm.response.report_check import QUANTITIES, Report, ReportedLight, ReportedOutcome


def read_study(path: Path) -> Report:
    """A study file, checked for its form; what it says is for `check_report` to judge.

    Raises:
        InputError: as 'FILE: field light.duty_cycle (entry 1): found 25; expected ...'.
    """
    model = validated(StudyFileModel, read_toml(path), str(path), InputError)
    types = model.study.skin_types or ""
    if types and not types_of(types):
        raise InputError(
            f'{path}: field study.skin_types: found "{types[:40]}"; expected types such as "II-V"'
        )
    schedule = model.schedule
    return Report(
        title=model.study.title,
        control=model.study.control or "",
        skin_types=types,
        ages=model.study.ages or "",
        site=model.study.site or "",
        device=model.study.device or "",
        device_type=model.study.device_type,
        sessions_total=schedule.sessions_total if schedule else None,
        sessions_per_week=schedule.sessions_per_week if schedule else None,
        weeks=schedule.weeks if schedule else None,
        lights=tuple(_light(light) for light in model.light),
        outcomes=tuple(_outcome(outcome) for outcome in model.outcome),
    )


def _light(light: StudyLightTable) -> ReportedLight:
    said = {name: getattr(light, name) for name in QUANTITIES}
    return ReportedLight(
        wavelength_nm=light.wavelength_nm,
        fwhm_nm=light.fwhm_nm,
        irradiance_is=light.irradiance_is or "",
        pulsed=light.pulsed,
        duty_cycle=light.duty_cycle,
        measured_with=light.measured_with or "",
        distance_mm=light.distance_mm,
        quantities={name: printed(name, text) for name, text in said.items() if text is not None},
    )


def _outcome(outcome: OutcomeTable) -> ReportedOutcome:
    return ReportedOutcome(
        measure=outcome.measure,
        treated=outcome.treated,
        control=outcome.control,
        baseline=outcome.baseline,
        unit=outcome.unit or "",
        responders_treated=outcome.responders_treated,
        n_treated=outcome.n_treated,
        responders_control=outcome.responders_control,
        n_control=outcome.n_control,
    )
