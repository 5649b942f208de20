"""The fields of a mask file. Each description completes "expected ..."."""

# mypy: disallow-any-explicit=False
# (BaseModel itself carries an explicit Any, which mypy reports for every subclass)

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, Discriminator, Field, Tag

from openpbm.field import LONGEST_MIN
from openpbm.files.choice import one_of, quoted_words
from openpbm.files.model_error import word_or_list, word_or_table
from openpbm.files.strict_model import STRICT
from openpbm.mask.device import MOST_SUPPLY, SIDES_MM
from openpbm.role import ROLES

StandoffMm = Annotated[float, Field(ge=0, le=2000)]
SideMm = Annotated[float, Field(ge=SIDES_MM[0], le=SIDES_MM[1])]
Reflectance = Annotated[float, Field(ge=0, lt=1)]
Minutes = Annotated[float, Field(gt=0, le=LONGEST_MIN)]
LedCount = Annotated[int, Field(ge=1, le=100_000)]
EyeShield = Literal["none", "opaque"]
Opening = Literal["eyes", "mouth"]
RoleName = Annotated[str, one_of(ROLES)]
ChannelId = Annotated[str, Field(max_length=40, pattern=r"^[a-z0-9_]+$")]
IrradianceMwCm2 = Annotated[float, Field(gt=0, le=2000)]
MeterName = Literal[
    "silicon_solar", "par", "lux", "phone", "thermopile", "spectrometer", "laboratory"
]
DistanceMm = Annotated[float, Field(ge=0.5, le=5000)]
Name = Annotated[str, Field(min_length=1, max_length=120)]

# what the mask of a catalogue is said to be, and its owner may say otherwise
Standoff = Annotated[StandoffMm | None, Field(description="LED to skin in mm, between 0 and 2000")]
StandoffTolerance = Annotated[
    StandoffMm | None, Field(description="plus or minus in mm, between 0 and 2000")
]
InnerReflectance = Annotated[
    Reflectance | None, Field(description="a share of light, 0 or more and below 1")
]
Contact = Annotated[bool | None, Field(description="true or false: does it touch the skin")]
Fan = Annotated[bool | None, Field(description="true or false: does a fan blow air over the skin")]
Shield = Annotated[EyeShield | None, Field(description='"none" or "opaque"')]
PriceUsd = Annotated[
    Annotated[float, Field(gt=0, le=1e6)] | None,
    Field(description="a price in US dollars, above 0, at most 1000000"),
]
PerWeek = Annotated[
    Annotated[float, Field(ge=1, le=7)] | None,
    Field(description="sessions a week that the leaflet asks for, 1 to 7"),
]
Electric = Annotated[float, Field(gt=0, le=MOST_SUPPLY)]
SupplyV = Annotated[
    Electric | None,
    Field(description="volts printed on the plug, above 0, at most 5000; with supply_a"),
]
SupplyA = Annotated[
    Electric | None,
    Field(description="amperes printed on the plug, above 0, at most 5000; with supply_v"),
]
EnergyWh = Annotated[
    Electric | None,
    Field(description="Wh of one session of the shortest programme, above 0, at most 5000"),
]

A_ROLE = f"a role: {quoted_words(ROLES)}"
AN_ID = "a name of its own, the role first, in small letters, digits and _: nir_850"
A_METER = (
    'the kind of meter: "silicon_solar", "par", "lux", "thermopile", "spectrometer" or "laboratory"'
)
A_DISTANCE = "LEDs to sensor in mm, 0.5 to 5000; leave it out where the skin would be"
A_PULSING = '"continuous", or a table {frequency_hz = 40.0, duty = 0.5}'
A_TIMER = f"a list of timer steps in minutes, each above 0, at most {LONGEST_MIN:g}"
A_FILM = "true or false: gel or water in between"
A_STOP = "true or false: can a session be stopped early"
A_COUNT = "a whole number between 1 and 100000"


class PulsingModel(BaseModel):
    """How the light is switched in time."""

    model_config = STRICT
    frequency_hz: float = Field(ge=0, le=1e9, description="flashes a second, 0 to 1000000000")
    duty: float = Field(gt=0, le=1, description="the lit share of the time, above 0, at most 1")


PulsingEntry = Annotated[
    Annotated[Literal["continuous"], Tag("word")] | Annotated[PulsingModel, Tag("table")],
    Discriminator(word_or_table),
]


PositionsEntry = Annotated[
    Annotated[Name, Tag("word")] | Annotated[list[list[float]], Tag("list")],
    Discriminator(word_or_list),
]


class ChannelReadingModel(BaseModel):
    """What a meter showed of this channel."""

    model_config = STRICT
    region: Name = Field(description='one region, such as "left_cheek"')
    irradiance_mw_cm2: float | None = Field(
        default=None, ge=0, le=2000, description="mW/cm2, between 0 and 2000"
    )
    illuminance_lux: float | None = Field(
        default=None, ge=0, le=5e6, description="lux as a luxmeter shows them, 0 to 5000000"
    )
    ppfd_umol_m2_s: float | None = Field(
        default=None, ge=0, le=2e5, description="umol/m2/s as a PAR meter shows them, 0 to 200000"
    )
    meter: MeterName | None = Field(default=None, description=A_METER)
    distance_mm: DistanceMm | None = Field(default=None, description=A_DISTANCE)
    skin_behind: bool = Field(
        default=False, description="true where the mask was worn and skin lay behind the sensor"
    )
    over_time: Literal["mean", "height"] = Field(
        default="mean", description='of pulsed light: the "mean" over time, or "height" of a pulse'
    )
    another_mask: bool = Field(
        default=False, description="true where another mask of the name was read"
    )
    by: Literal["owner", "laboratory"] | None = Field(
        default=None,
        description='in older files, in place of meter: "owner" (any meter) or "laboratory"',
    )


class ReadingModel(ChannelReadingModel):
    """What a meter showed where the skin would be."""

    channel: Name = Field(description="the role of a channel, or its id where several share one")


class ClaimModel(BaseModel):
    """An irradiance that somebody states."""

    model_config = STRICT
    irradiance_mw_cm2: IrradianceMwCm2 = Field(description="mW/cm2, above 0, at most 2000")
    tolerance_mw_cm2: float | None = Field(
        default=None, ge=0, le=2000, description="plus or minus in mW/cm2, between 0 and 2000"
    )
    meaning: Literal["mean", "peak", "sum"] | None = Field(
        default=None,
        description='what it is: "mean" over the face, "peak" over an LED, "sum" of channels',
    )
    over_time: Literal["mean", "height"] | None = Field(
        default=None,
        description='what it is of pulsed light: the "mean" over time, or the "height" of a pulse',
    )
    fluence_j_cm2: float | None = Field(
        default=None,
        gt=0,
        le=2000,
        description="J/cm2 of the shortest session, above 0, at most 2000",
    )
    meter: MeterName | None = Field(default=None, description=A_METER)
    distance_mm: DistanceMm | None = Field(default=None, description=A_DISTANCE)


class ChannelModel(BaseModel):
    """LEDs that share a colour and switch together."""

    model_config = STRICT
    role: RoleName = Field(description=A_ROLE)
    id: ChannelId | None = Field(default=None, description=AN_ID)
    peak_nm: float | None = Field(
        default=None, ge=400, le=1100, description="a wavelength between 400 and 1100 nm"
    )
    peak_tol_nm: float | None = Field(
        default=None, ge=0, le=50, description="plus or minus in nm, between 0 and 50"
    )
    fwhm_nm: float | None = Field(
        default=None, gt=0, le=200, description="a width in nm, above 0, at most 200"
    )
    spectrum: Name | None = Field(
        default=None, description="the name of a file of a spectrum, such as red.spdx or red.csv"
    )
    spectrum_column: Name | None = Field(
        default=None, description="which column of that file, by its title or number"
    )
    spectrum_csv: Name | None = Field(
        default=None, description="in older files, in place of spectrum: the name of that file"
    )
    led_count: LedCount | None = Field(default=None, description=A_COUNT)
    power_mw: float | None = Field(
        default=None,
        gt=0,
        le=1e5,
        description="light out of one LED in mW, above 0, at most 100000",
    )
    luminous_flux_lm: float | None = Field(
        default=None,
        gt=0,
        le=1e5,
        description="lumens of one LED, above 0, at most 100000: in place of power_mw",
    )
    photon_flux_umol_s: float | None = Field(
        default=None,
        gt=0,
        le=1e5,
        description="photons of one LED in umol/s, above 0, at most 100000",
    )
    half_angle_deg: float | None = Field(
        default=None, gt=0, lt=90, description="degrees off axis, above 0 and below 90"
    )
    viewing_angle_deg: float | None = Field(
        default=None,
        gt=0,
        lt=180,
        description="full angle in degrees, above 0 and below 180: twice half_angle_deg",
    )
    beam: Name | None = Field(
        default=None,
        description="the name of a file of intensity over angle (.ies, .ldt): in place of "
        "half_angle_deg",
    )
    positions: PositionsEntry | None = Field(
        default=None,
        description="rows [x, y, z, dx, dy, dz] in mm, or the name of a file with them or with "
        "the parts of a flat board",
    )
    positions_of: Name | None = Field(
        default=None,
        description='which parts of that board, by reference, value or package, such as "D*"',
    )
    positions_unit: Literal["mm", "mil", "in"] | None = Field(
        default=None, description='of a board file that states none: "mm", "mil" or "in"'
    )
    claim: ClaimModel | None = Field(
        default=None, description='a table {irradiance_mw_cm2 = 30.0, meaning = "mean"}'
    )
    readings: list[ChannelReadingModel] = Field(
        default=[], max_length=500, description="tables [[channels.readings]]"
    )
    switchable: bool = Field(
        default=False, description="true or false: can be off while others are on"
    )
    dimmable: bool = Field(default=False, description="true or false: can be set lower")
    pulsing: PulsingEntry | None = Field(default=None, description=A_PULSING)
    zone: Name | None = Field(default=None, description="the name of one of the mask's zones")


class ZoneModel(BaseModel):
    """A part of the device that is lit for its own time."""

    model_config = STRICT
    name: Name = Field(description="the name of the zone")
    regions: list[Name] = Field(
        min_length=1, description='a list of regions, such as ["forehead", "cheeks"]'
    )


class ModeModel(BaseModel):
    """A programme: its name, and what it lights."""

    model_config = STRICT
    name: Name = Field(description="its name")
    lights: list[Name] = Field(default=[], max_length=64, description="channel ids")


class MaskTable(BaseModel):
    """The device as a whole."""

    model_config = STRICT
    name: Name = Field(description="the name of the device")
    id: Name | None = Field(default=None, description="a short name without spaces")
    maker: str = Field(default="", max_length=120, description="who makes it")
    form: Literal["flexible_mask", "rigid_mask", "panel", "canopy"] = Field(
        description='a form: "flexible_mask", "rigid_mask", "panel" or "canopy"'
    )
    setting: Literal["home", "office"] = Field(default="home", description='"home" or "office"')
    standoff_mm: Standoff = None
    standoff_tol_mm: StandoffTolerance = None
    inner_reflectance: InnerReflectance = None
    contact: Contact = None
    fan: Fan = None
    wet: bool = Field(default=False, description=A_FILM)
    eye_shield: Shield = None
    openings: list[Opening] | None = Field(
        default=None,
        max_length=2,
        description='a list of "eyes" and "mouth": holes in the shell; empty where it has none',
    )
    session_min: list[Minutes] = Field(
        default=[],
        max_length=50,
        description=A_TIMER,
    )
    per_week: PerWeek = None
    programme_weeks: float | None = Field(
        default=None, ge=1, le=104, description="weeks that the leaflet lets it go on, 1 to 104"
    )
    maker_goals: list[Name] | None = Field(
        default=None, max_length=50, description="a list of goals that the leaflet names"
    )
    stop_by_hand: bool = Field(default=True, description=A_STOP)
    price_usd: PriceUsd = None
    treated_area_cm2: float | None = Field(
        default=None, gt=0, le=20_000, description="a lit area in cm2, above 0, at most 20000"
    )
    width_mm: SideMm | None = Field(
        default=None, description="width of a panel where its LEDs are, 20 to 3000 mm"
    )
    height_mm: SideMm | None = Field(
        default=None, description="height of a panel where its LEDs are, 20 to 3000 mm"
    )
    supply_w: Electric | None = Field(
        default=None,
        description="the most electrical power in W, above 0, at most 5000",
    )
    supply_v: SupplyV = None
    supply_a: SupplyA = None
    energy_wh_per_session: EnergyWh = None
    portable: bool = Field(default=False, description="true where it runs on a battery")
    mains: bool = Field(default=False, description="true where it runs on the mains only")
    led_count: LedCount | None = Field(default=None, description=A_COUNT)
    modes: list[ModeModel] = Field(
        default=[],
        max_length=50,
        description='the programmes, such as [{name = "both", lights = ["red", "nir"]}]',
    )
    zones: list[ZoneModel] = Field(
        default=[], max_length=50, description="tables [[mask.zones]] with name and regions"
    )
    fictitious: bool = Field(default=False, description="true where the device does not exist")
    notes: str = Field(default="", description="remarks in plain words")


class MaskFileModel(BaseModel):
    """A mask file: [mask], and one [[channels]] for each line of light."""

    model_config = STRICT
    mask: MaskTable = Field(description="a table [mask]")
    channels: list[ChannelModel] = Field(
        min_length=1, max_length=64, description="one table [[channels]] for each line of light"
    )
    total_claim: ClaimModel | None = Field(
        default=None, description="a table [total_claim], for all channels together"
    )
