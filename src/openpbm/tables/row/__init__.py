"""What a row of each table is: one frozen dataclass a table, by the table's name."""

from __future__ import annotations

from collections.abc import Mapping

from openpbm.tables.row import device, evidence, light, pathway, safety, skin, wire
from openpbm.tables.row.number import ColumnRow, Number
from openpbm.tables.row.parent import Sourced

NUMBERS = (
    "curvature",
    "delivery",
    "hazard_source",
    "heat",
    "layout",
    "light",
    "measurement",
    "meters",
    "photo",
    "skin",
    "synthesis",
    "thermal",
    "trial",
    "voice",
)
COLUMNS = (
    "chromophores.columns",
    "colour.columns",
    "face_forms.columns",
    "hazard_weighting.columns",
    "inferno.columns",
)
LAY_WORDS = ("lay_words", "lay_words_es")  # a language is a table more
READ_ABOVE = ("judgements", "laboratory", "studies")  # by nouns of `response`, as strictly
ROWS: Mapping[str, type[Sourced]] = {
    **dict.fromkeys(NUMBERS, Number),
    **dict.fromkeys(COLUMNS, ColumnRow),
    **dict.fromkeys(LAY_WORDS, safety.LayRow),
    "bands": light.BandRow,
    "conditions": skin.ConditionRow,
    "contrasts": evidence.ContrastRow,
    "contraindications": safety.ContraindicationRow,
    "device_classes": device.DeviceClassRow,
    "device_measurements": device.MeasuredClassRow,
    "devices": device.DeviceRow,
    "dossier": safety.DossierRow,
    "firmware_items": safety.FirmwareItemRow,
    "goals": evidence.GoalRow,
    "grades": evidence.GradeMeaning,
    "limits": safety.LimitRow,
    "medicines": safety.MedicineRow,
    "pathway": pathway.PathwayRow,
    "pathway_checks": pathway.CheckRow,
    "pathway_experiment": pathway.ExperimentRow,
    "pathway_inflamed": pathway.InflamedRow,
    "pathway_panels": pathway.PanelRow,
    "people": skin.PeopleRow,
    "phototypes": skin.PhototypeRow,
    "refraction": skin.RefractionRow,
    "reporting_items": light.ReportingItemRow,
    "reviews": evidence.ReviewRow,
    "risk": safety.RiskRow,
    "risk_groups": safety.RiskGroupRow,
    "roles": light.RoleRow,
    "schedule": safety.ScheduleRow,
    "screening_rules": safety.ScreeningRuleRow,
    "sites": skin.SiteRow,
    "skin_answers": safety.SkinAnswerRow,
    "standards": safety.StandardRow,
    "study_devices": evidence.StudyDeviceRow,
    "threats": safety.ThreatRow,
    "trial_items": evidence.TrialItemRow,
    "unread": evidence.UnreadRow,
    "validation": light.ValidationRow,
    "wire": wire.WireRow,
}
