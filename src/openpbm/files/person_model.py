"""The fields of a person file. Each description completes "expected ..."."""

# mypy: disallow-any-explicit=False
# (BaseModel itself carries an explicit Any, which mypy reports for every subclass)

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, Discriminator, Field, Tag

from openpbm.files.choice import one_of, quoted_words
from openpbm.files.mask_model import (
    A_FILM,
    A_STOP,
    A_TIMER,
    Contact,
    DistanceMm,
    EnergyWh,
    Fan,
    InnerReflectance,
    IrradianceMwCm2,
    LedCount,
    Minutes,
    PerWeek,
    PriceUsd,
    PulsingEntry,
    ReadingModel,
    Shield,
    Standoff,
    StandoffTolerance,
    SupplyA,
    SupplyV,
)
from openpbm.files.model_error import word_or_list, word_or_table
from openpbm.files.strict_model import STRICT
from openpbm.record import BAND_NM, LIGHT_BANDS


def _sensible(day: date) -> date:
    if not 1900 <= day.year <= 2100:
        raise ValueError("year outside 1900 to 2100")
    return day


Word = Annotated[str, Field(min_length=1, max_length=80)]
Day = Annotated[date, AfterValidator(_sensible)]
A_DAY = "a date such as 2026-05-01, without quotes"


class GoalTable(BaseModel):
    """A goal, and the regions it is for."""

    model_config = STRICT
    goal: Word = Field(description='a goal in your words, such as "wrinkles"')
    regions: list[Word] = Field(
        default=[], description='a list of regions, such as ["forehead", "cheeks"]'
    )
    uncontrolled: bool = Field(
        default=False,
        description="true or false: follow what a study without a fair control used, tier C",
    )


class MedicineTable(BaseModel):
    """A medicine that is or was used."""

    model_config = STRICT
    name: Word = Field(description="the name of the medicine, in quotes")
    last_dose: Day | None = Field(
        default=None, description=f"{A_DAY}; leave it out while it is still taken"
    )
    photosensitising: bool | None = Field(
        default=None, description="true or false; leave it out where you do not know"
    )
    no_to: list[Word] = Field(default=[], max_length=20, description='rows, ["thyroid"]')


class AnswerTable(BaseModel):
    """What a doctor or pharmacist said of light with an entry of this file, or with "age"."""

    model_config = STRICT
    about: Word = Field(description="an entry")
    fine: bool = Field(description="true, false")
    by: Literal["doctor", "pharmacist"] = Field(description='"doctor", "pharmacist"')
    who: Word = Field(description="a name")
    day: Day = Field(description=A_DAY)


class ProcedureTable(BaseModel):
    """Something done, or planned, to the skin on a day."""

    model_config = STRICT
    name: Word = Field(description='what is done, such as "microneedling"')
    day: Day = Field(alias="date", description=A_DAY)


class SkinTable(BaseModel):
    """A measured reflectance, and how it was measured, where its file does not say."""

    model_config = STRICT
    file: Word = Field(description="the name of a file of reflectance, such as cheek.csv")
    reading: Word | None = Field(
        default=None, description="which one, where it holds several: a number, or words of a name"
    )
    geometry: Literal["sphere", "contact"] | None = Field(
        default=None, description='"sphere" (d/8) or "contact" (0/45)'
    )
    specular: Literal["included", "excluded"] | None = Field(
        default=None, description='of a sphere: "included" (SCI) or "excluded" (SCE)'
    )
    aperture_mm: float | None = Field(
        default=None, ge=0.5, le=200, description="diameter of what is measured, 0.5 to 200 mm"
    )
    illuminated_mm: float | None = Field(
        default=None, ge=0.5, le=200, description="diameter of what is lit, 0.5 to 200 mm"
    )
    site: Word | None = Field(default=None, description='one region, such as "left_cheek"')


class LightTable(BaseModel):
    """Light that this face got on a day, from whatever device."""

    model_config = STRICT
    day: Day = Field(description=A_DAY)
    band: Annotated[str, one_of(LIGHT_BANDS)] | None = Field(
        default=None,
        description=f"{quoted_words(LIGHT_BANDS)}, where amber is {BAND_NM['amber'][0]:g} to "
        f"{BAND_NM['amber'][1]:g} nm; or wavelength_nm instead",
    )
    wavelength_nm: float | None = Field(
        default=None, ge=200, le=2000, description="nanometres, between 200 and 2000"
    )
    dose_j_cm2: float = Field(
        ge=0, le=1e4, description="J/cm2 on the skin that day, between 0 and 10000"
    )
    region: Word | None = Field(
        default=None, description='a region such as "left_cheek"; leave it out for the whole face'
    )


RecentLight = Annotated[
    Annotated[Annotated[str, Field(min_length=1, max_length=200)], Tag("word")]
    | Annotated[list[LightTable], Field(max_length=2000), Tag("list")],
    Discriminator(word_or_list),
]
GoalEntry = Annotated[
    Annotated[Word, Tag("word")] | Annotated[GoalTable, Tag("table")], Discriminator(word_or_table)
]
MedicineEntry = Annotated[
    Annotated[Word, Tag("word")] | Annotated[MedicineTable, Tag("table")],
    Discriminator(word_or_table),
]


SkinEntry = Annotated[
    Annotated[Word, Tag("word")] | Annotated[SkinTable, Tag("table")], Discriminator(word_or_table)
]


class ProtocolTable(BaseModel):
    """By which protocol the goals were chosen."""

    model_config = STRICT
    name: Word = Field(description="a name")
    version: int = Field(ge=1, le=100_000, description="1 to 100000")
    author: Word = Field(description="a name")
    most_per_week: int | None = Field(default=None, ge=1, le=7, description="1 to 7")


class PersonTable(BaseModel):
    """Who the plan is for."""

    model_config = STRICT
    age_years: float = Field(gt=0, lt=120, description="a number of years, above 0 and below 120")
    phototype: Literal["I", "II", "III", "IV", "V", "VI"] | None = Field(
        default=None, description='a skin type: "I", "II", "III", "IV", "V" or "VI"'
    )
    ita_deg: float | None = Field(
        default=None, ge=-90, le=90, description="an angle in degrees between -90 and 90"
    )
    lab: list[float] | None = Field(
        default=None,
        min_length=3,
        max_length=3,
        description="three numbers L*, a*, b*, such as [65.0, 9.5, 17.0]",
    )
    illuminant: Literal["D65", "D50", "D55", "D75", "A", "C"] | None = Field(
        default=None,
        description='the light that lab is stated for: "D65", "D50", "D55", "D75", "A" or "C"',
    )
    observer_deg: Literal[2, 10] | None = Field(
        default=None, description="the observer that lab is stated for: 2 or 10 degrees"
    )
    skin: SkinEntry | None = Field(
        default=None,
        description='the name of a file that "openpbm skin" wrote, "skin.json", or of a measured '
        "reflectance; or a table of one",
    )
    goals: list[GoalEntry] = Field(
        default=[], max_length=12, description='a list of goals, such as ["wrinkles"]'
    )
    conditions: list[Word] = Field(
        default=[], max_length=100, description='a list of words, such as ["melasma"]'
    )
    medicines: list[MedicineEntry] = Field(
        default=[],
        max_length=100,
        description='a list of names, or of tables {name = "...", last_dose = 2026-05-01}',
    )
    procedures: list[ProcedureTable] = Field(
        default=[],
        max_length=50,
        description='a list of tables {name = "microneedling", date = 2026-05-01}',
    )
    answers: list[AnswerTable] = Field(default=[], max_length=100, description="a list")
    eye_protection: Literal["none", "opaque_goggles"] = Field(
        default="none", description='"none" or "opaque_goggles"'
    )
    recent_light: RecentLight = Field(
        default="unknown",
        description='"none", "unknown", a habit such as "3 a week since March", or a list of '
        'tables {day = 2026-05-01, band = "red", dose_j_cm2 = 20.0} for the last 12 weeks',
    )
    protocol: ProtocolTable | None = Field(default=None, description="a table")
    face_height_mm: float | None = Field(
        default=None,
        ge=80,
        le=260,
        description="hairline to chin in mm, between 80 and 260",
    )
    face_file: Word | None = Field(
        default=None, description="the name of a PLY, OBJ, STL or GLB file"
    )
    face_unit: Literal["mm", "cm", "m"] | None = Field(
        default=None,
        description='the unit of the face file: "mm", "cm" or "m"; found from its size if left out',
    )


class OwnClaimTable(BaseModel):
    """An irradiance that the maker states, as the owner read it."""

    model_config = STRICT
    channel: Word | None = Field(
        default=None, description='a channel such as "red"; leave it out for all in total'
    )
    irradiance_mw_cm2: IrradianceMwCm2 = Field(description="mW/cm2, above 0, at most 2000")
    meaning: Literal["mean", "peak", "sum"] | None = Field(
        default=None,
        description='what it is: "mean" over the face, "peak" over an LED, "sum" of channels',
    )
    distance_mm: DistanceMm | None = Field(
        default=None, description="mm from LED to meter, 0.5 to 5000"
    )
    where: Word | None = Field(default=None, description='where it stands, such as "leaflet"')


class OwnMaskTable(BaseModel):
    """Which mask it is, and what its owner states about it."""

    model_config = STRICT
    id: Word | None = Field(default=None, description='an id that "openpbm masks" lists')
    file: Word | None = Field(default=None, description="the name of a mask file (TOML)")
    standoff_mm: Standoff = None
    standoff_tol_mm: StandoffTolerance = None
    inner_reflectance: InnerReflectance = None
    contact: Contact = None
    fan: Fan = None
    wet: bool | None = Field(default=None, description=A_FILM)
    eye_shield: Shield = None
    pulsing: PulsingEntry | None = Field(
        default=None, description='"continuous", or a table {frequency_hz = 40.0, duty = 0.5}'
    )
    led_count: LedCount | None = Field(
        default=None, description="a whole number between 1 and 100000"
    )
    session_min: list[Minutes] | None = Field(default=None, description=A_TIMER)
    per_week: PerWeek = None
    supply_v: SupplyV = None
    supply_a: SupplyA = None
    energy_wh_per_session: EnergyWh = None
    stop_by_hand: bool | None = Field(default=None, description=A_STOP)
    price_usd: PriceUsd = None
    claims: list[OwnClaimTable] = Field(
        default=[], max_length=20, description="tables [[mask.claims]], each one a maker's figure"
    )
    readings: list[ReadingModel] = Field(
        default=[], max_length=500, description="tables [[mask.readings]]"
    )


class CourseTable(BaseModel):
    """When the course begins, unless --start says otherwise."""

    model_config = STRICT
    start: Day | None = Field(default=None, description=A_DAY)


class PersonFileModel(BaseModel):
    """A person file: [person], and usually [mask]."""

    model_config = STRICT
    person: PersonTable = Field(description="a table [person]")
    mask: OwnMaskTable | None = Field(default=None, description="a table [mask]")
    course: CourseTable | None = Field(default=None, description="a table [course]")
