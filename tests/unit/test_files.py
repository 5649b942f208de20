"""Files keep their promise: read what people write, write all or nothing."""

from __future__ import annotations

import json
import math
import tomllib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import fields, replace
from datetime import date
from pathlib import Path
from typing import get_args

import jsonschema
import pytest
from plan_factory import below_trial, insufficient, planned, refused, zoned

from openpbm.answer import Plan, Refused
from openpbm.answer.digits import in_six_digits
from openpbm.errors import MaskError, PersonError, PlanFileError
from openpbm.face.mesh import REGIONS
from openpbm.files import mask_model
from openpbm.files.folder import write_outputs
from openpbm.files.mask_file import find_mask, mask_from_text, read_mask
from openpbm.files.person_file import read_person, with_goals
from openpbm.files.person_model import PersonTable
from openpbm.files.plan.file import plan_json, plan_text
from openpbm.files.schema import KINDS, schema
from openpbm.files.unit_slip import UNITS, unit_slip
from openpbm.files.word import check_goal, regions_of
from openpbm.mask.catalogue import catalogue_ids, catalogue_mask, catalogue_row, fluence_agrees
from openpbm.mask.channel import MEANINGS, Channel, Claim
from openpbm.mask.device import FORMS, Mask, Mode
from openpbm.mask.modes import can_light, lit_together
from openpbm.person import EYE_PROTECTIONS, PHOTOTYPES
from openpbm.role import ROLES
from openpbm.units import J_CM2_PER_MJ_CM2, W_M2_PER_MW_CM2
from plain import leaves

EXAMPLES = Path(__file__).parents[2] / "examples"
OTHERS = ("clinic-panel", "limits", "study", "sweep", "sweep-panel", "trial")
PERSONS = sorted(set(EXAMPLES.glob("*.toml")) - {EXAMPLES / f"{name}.toml" for name in OTHERS})
PLANS: dict[str, Callable[[], Plan]] = {
    "planned": planned,
    "below_trial": below_trial,
    "refused": refused,
    "insufficient_evidence": insufficient,
    "zoned": zoned,
}

FULL_MASK = """
[mask]
name = "Everything"
id = "everything"
maker = "Us"
form = "rigid_mask"
setting = "home"
standoff_mm = 12
standoff_tol_mm = 2
inner_reflectance = 0.8
fan = true
contact = false
wet = false
eye_shield = "opaque"
openings = ["eyes"]
session_min = [20, 10, 10]
per_week = 3
programme_weeks = 8
maker_goals = ["wrinkles"]
stop_by_hand = false
price_usd = 199
treated_area_cm2 = 420
supply_w = 12
supply_v = 5
supply_a = 2
energy_wh_per_session = 1.2
portable = true
led_count = 2
modes = [{ name = "red+IR" }, { name = "red", lights = ["red"] }]
notes = "made up"
fictitious = true

[[mask.zones]]
name = "top"
regions = ["forehead", "glabella"]

[[mask.zones]]
name = "rest"
regions = ["cheeks", "nose", "chin"]

[[channels]]
role = "red"
zone = "top"
spectrum_csv = "red.csv"
peak_tol_nm = 3
half_angle_deg = 60
power_mw = 8
positions = [[0, 60, 90, 0, 0, -1], [20, 60, 88, 0, 0, -2]]
claim = { irradiance_mw_cm2 = 30, tolerance_mw_cm2 = 3, meaning = "mean", fluence_j_cm2 = 18 }
switchable = true
dimmable = true
pulsing = "continuous"
readings = [{ region = "forehead", irradiance_mw_cm2 = 21.5, by = "laboratory" }]

[[channels]]
role = "red"
zone = "rest"
peak_nm = 633
fwhm_nm = 18
positions = "leds.csv"
pulsing = { frequency_hz = 40, duty = 0.25 }
claim = { irradiance_mw_cm2 = 40, fluence_j_cm2 = 6 }

[total_claim]
irradiance_mw_cm2 = 30
meaning = "sum"
"""


@pytest.fixture
def full_mask(tmp_path: Path) -> Path:
    path = tmp_path / "everything.toml"
    path.write_text(FULL_MASK, encoding="utf-8")
    (tmp_path / "red.csv").write_text(
        "wavelength_nm,power\n600,0\n628,0.5\n636,1\n644,0.5\n670,0\n", encoding="utf-8"
    )
    (tmp_path / "leds.csv").write_text("x,y,z,dx,dy,dz\n0,0,90,0,0,-3\n", encoding="utf-8")
    return path


def test_a_mask_file_says_all_that_a_mask_can_be(full_mask: Path) -> None:
    mask = read_mask(full_mask)
    top, rest = mask.channels
    assert mask.id == "everything"
    assert mask.session_min == (10.0, 20.0)
    assert [zone.name for zone in mask.zones] == ["top", "rest"]
    assert mask.zones[1].regions == ("left_cheek", "right_cheek", "nose", "chin")
    assert top.peak_nm == 636.0  # of the spectrum
    assert top.led_count == 2
    assert top.directions is not None
    assert top.directions[1].tolist() == [0.0, 0.0, -1.0]
    assert top.pulsing is not None
    assert top.pulsing.frequency_hz == 0.0
    assert rest.positions_mm is not None
    assert rest.positions_mm.shape == (1, 3)
    assert mask.claim_status == "claimed"  # one channel has no reading
    # every field of the noun can be set from a file, but for what it derives itself
    untouched = {
        field.name for field in fields(Mask) if getattr(mask, field.name) in (None, (), "", False)
    }
    of_panels = {"width_mm", "height_mm"}
    assert mask.maker_goals == ("wrinkles_firmness",)
    assert untouched - of_panels == {
        *("contact", "wet", "stop_by_hand", "mains"),  # written as false
        "minutes_recalled",  # of the catalogue: whoever writes a file has read them
    }


def test_a_duty_cycle_explains_a_fluence_and_nothing_else_does(full_mask: Path) -> None:
    text = full_mask.read_text(encoding="utf-8")
    with pytest.raises(MaskError, match="agree"):
        mask_from_text(text.replace("duty = 0.25", "duty = 0.5"), full_mask)


def test_a_peak_may_promise_more_than_the_mean_fluence_but_not_less() -> None:
    peak = Claim(irradiance_mw_cm2=60, meaning="peak", fluence_j_cm2=18)
    assert fluence_agrees(peak, 10)
    assert not fluence_agrees(replace(peak, meaning="mean"), 10)
    assert not fluence_agrees(replace(peak, fluence_j_cm2=60), 10)


def test_a_spectrum_outside_the_window_is_refused(full_mask: Path) -> None:
    spectrum = full_mask.parent / "red.csv"
    spectrum.write_text("wavelength_nm,power\n300,1\n630,2\n700,0\n", encoding="utf-8")
    with pytest.raises(MaskError, match="between 400 and 1100"):
        read_mask(full_mask)
    spectrum.write_text("wavelength_nm,power\n600,1\nsix,2\n700,0\n", encoding="utf-8")
    with pytest.raises(MaskError, match=r"red.csv: line 3: found \"six\""):
        read_mask(full_mask)


def test_a_file_of_the_other_kind_is_named() -> None:
    examples = Path(__file__).parents[2] / "examples"
    with pytest.raises(PersonError, match=r"found a mask file.*--mask"):
        read_person(examples / "clinic-panel.toml")
    with pytest.raises(MaskError, match="found a person file"):
        read_mask(examples / "home.toml")


def test_words_in_files_are_the_words_of_the_nouns() -> None:
    models = {name: field.annotation for name, field in PersonTable.model_fields.items()}
    assert get_args(get_args(models["phototype"])[0]) == PHOTOTYPES
    assert get_args(models["eye_protection"]) == EYE_PROTECTIONS
    assert get_args(mask_model.MaskTable.model_fields["form"].annotation) == FORMS
    meaning = mask_model.ClaimModel.model_fields["meaning"].annotation
    assert get_args(get_args(meaning)[0]) == MEANINGS


def test_factors_in_hints_agree_with_the_units_module() -> None:
    irradiance = next(line for line in UNITS if "w_m2" in line)
    fluence = next(line for line in UNITS if "mj_cm2" in line)
    assert irradiance["w_m2"] == 1 / W_M2_PER_MW_CM2
    assert fluence["mj_cm2"] == J_CM2_PER_MJ_CM2


@pytest.mark.parametrize(
    ("name", "value", "known", "hint"),
    [
        ("standoff_in", 2, "standoff_mm", "1 in is 25.4 mm, so standoff_mm = 50.8"),
        ("irradiance_w_cm2", 0.03, "irradiance_mw_cm2", "irradiance_mw_cm2 = 30"),
        ("fluence_j_m2", 180_000, "fluence_j_cm2", "fluence_j_cm2 = 18"),
        ("face_height_cm", 18.5, "face_height_mm", "face_height_mm = 185"),
        ("power_w", 0.01, "power_mw", "power_mw = 10"),
        ("treated_area_m2", 0.04, "treated_area_cm2", "treated_area_cm2 = 400"),
        ("session_s", 600, "session_min", "session_min = 10"),
    ],
)
def test_a_unit_slip_says_what_to_write(name: str, value: float, known: str, hint: str) -> None:
    said = unit_slip(name, value, ["role", known])
    assert said is not None
    assert hint in said


# ---- the catalogue


def test_every_device_of_the_catalogue_is_a_mask_or_says_why_not() -> None:
    assert len(catalogue_ids()) == len(set(catalogue_ids()))
    for device_id in catalogue_ids():
        row = catalogue_row(device_id)
        try:
            mask = catalogue_mask(device_id)
        except MaskError as problem:
            why = "a handheld device" if row.channels else "no wavelength"
            assert why in str(problem)
            assert not row.channels or row.form == "handheld"
            continue
        stated = mask.total_claim is not None or any(c.claim is not None for c in mask.channels)
        assert mask.claim_status == ("claimed" if stated else "unknown")
        assert all(not c.dimmable and not c.readings for c in mask.channels)
        assert mask.eye_shield is None


def test_what_the_catalogue_recalls_is_marked_and_what_it_does_not_say_stays_unsaid() -> None:
    revive = catalogue_mask("omnilux-revive").channels[0].claim
    thera = catalogue_mask("theraface-mask").channels[0].claim
    assert revive is not None
    assert thera is not None
    assert (revive.status, thera.status) == ("recalled", "verified")
    assert thera.meaning is None
    assert thera.source == "g2gg_thera"
    pulsing = {i: catalogue_mask(i).channels[0].pulsing for i in ("blu-u-4170", "celluma-pro")}
    assert pulsing["blu-u-4170"] is not None
    assert pulsing["celluma-pro"] is None


def test_an_unknown_device_is_refused_with_the_nearest() -> None:
    with pytest.raises(MaskError, match="omnilux-contour-face"):
        catalogue_row("omnilux contour")
    with pytest.raises(MaskError, match="expected an id of the catalogue"):
        catalogue_mask("")


@pytest.mark.parametrize(
    ("device", "lit", "possible"),
    [
        ("theraface-mask", ["red"], True),
        ("theraface-mask", ["red", "nir"], True),
        ("theraface-mask", ["nir"], False),  # no programme has it alone
        ("theraface-mask", ["blue", "red"], True),  # one programme after the other
        ("higherdose-red-light-face-mask", ["red"], False),  # the modes do not say
        ("omnilux-contour-face", ["red"], False),  # a single programme
        ("drx-spectralite-faceware-pro", ["red"], False),  # red names a group of four
        ("shark-cryoglow", ["blue"], False),
    ],
)
def test_only_what_the_modes_show_can_be_lit(device: str, lit: list[str], possible: bool) -> None:
    assert can_light(catalogue_mask(device), lit) is possible


def test_a_channel_is_switchable_only_where_a_mode_leaves_it_dark() -> None:
    switchable = {
        device: {c.role for c in catalogue_mask(device).channels if c.switchable}
        for device in ("theraface-mask", "shark-cryoglow", "omnilux-contour-face", "celluma-pro")
    }
    assert switchable == {
        "theraface-mask": {"red", "nir", "blue"},
        "shark-cryoglow": {"nir", "blue"},
        "omnilux-contour-face": set(),
        "celluma-pro": set(),
    }


def test_modes_that_say_no_light_tell_nothing() -> None:
    assert lit_together([Mode(name="acne"), Mode(name="red+blue")], ROLES) == ()


# ---- the person


def test_every_example_can_be_read_and_is_valid_by_its_schema() -> None:
    assert len(PERSONS) == 7
    for path in PERSONS:
        file = read_person(path)
        assert file.mask is not None
        assert file.person.wishes
        _valid("person", _plain(tomllib.loads(path.read_text(encoding="utf-8"))))
    panel = EXAMPLES / "clinic-panel.toml"
    assert read_mask(panel).fictitious
    assert read_mask(panel).claim_status == "measured"
    _valid("mask", _plain(tomllib.loads(panel.read_text(encoding="utf-8"))))
    for kind, name in (
        *((kind, kind) for kind in ("study", "trial", "sweep", "limits")),
        ("mask", "sweep-panel"),
    ):
        text = (EXAMPLES / f"{name}.toml").read_text(encoding="utf-8")
        _valid(kind, _plain(tomllib.loads(text)))


def test_home_and_home_dark_differ_in_skin_alone() -> None:
    home, dark = (read_person(EXAMPLES / f"{name}.toml") for name in ("home", "home-dark"))
    assert replace(home.person, phototype="VI") == dark.person
    assert home.mask_name == dark.mask_name
    assert home.mask is not None
    assert home.mask.standoff_mm == 10.0


def test_the_owner_states_and_measures(tmp_path: Path) -> None:
    path = tmp_path / "me.toml"
    path.write_text(
        """
        [person]
        age_years = 30
        ita_deg = 28.5
        goals = ["fine lines", { goal = "acne", regions = ["chin", "jaw"] }]
        medicines = ["ibuprofen", { name = "doxycycline", last_dose = 2026-05-01 }]
        [mask]
        id = "theraface-mask"
        standoff_mm = 12
        inner_reflectance = 0.7
        fan = true
        contact = true
        wet = true
        eye_shield = "opaque"
        pulsing = { frequency_hz = 10, duty = 0.5 }
        led_count = 640
        session_min = [9, 3]
        price_usd = 500
        [[mask.readings]]
        channel = "red"
        region = "left_cheek"
        irradiance_mw_cm2 = 40
        by = "laboratory"
        [course]
        start = 2026-06-01
        """,
        encoding="utf-8",
    )
    file = read_person(path)
    mask = file.mask
    assert mask is not None
    assert (mask.standoff_mm, mask.inner_reflectance, mask.led_count) == (12.0, 0.7, 640)
    assert mask.fan
    assert (mask.contact, mask.wet, mask.eye_shield) == (True, True, "opaque")
    assert mask.session_min == (3.0, 9.0)
    assert all(c.pulsing is not None and c.pulsing.duty == 0.5 for c in mask.channels)
    assert [len(channel.readings) for channel in mask.channels] == [1, 0, 0]
    assert mask.claim_status == "claimed"  # two channels rest on claims still
    assert file.person.medicines[0].last_dose is None
    assert file.person.medicines[1].last_dose == date(2026, 5, 1)
    assert file.person.wishes[1].regions == ("chin", "jaw")
    assert file.start == date(2026, 6, 1)


def test_a_reading_of_every_channel_makes_a_measured_mask() -> None:
    mask = read_person(EXAMPLES / "unknown-mask-measured.toml").mask
    assert mask is not None
    assert mask.claim_status == "measured"
    assert sum(len(channel.readings) for channel in mask.channels) == 5
    plain = read_person(EXAMPLES / "unknown-mask.toml").mask
    assert plain is not None
    assert not plain.has_irradiance
    assert mask.has_irradiance


def test_a_reading_belongs_to_the_zone_it_was_taken_in(full_mask: Path) -> None:
    person = full_mask.parent / "me.toml"
    person.write_text(
        '[person]\nage_years = 30\nphototype = "I"\n[mask]\nfile = "everything.toml"\n'
        '[[mask.readings]]\nchannel = "red"\nregion = "nose"\nirradiance_mw_cm2 = 9\n',
        encoding="utf-8",
    )
    mask = read_person(person).mask
    assert mask is not None
    assert [len(channel.readings) for channel in mask.channels] == [1, 1]
    assert mask.claim_status == "measured"


def test_everything_read_goes_into_the_fingerprint(full_mask: Path) -> None:
    person = full_mask.parent / "me.toml"
    person.write_text(
        '[person]\nage_years = 30\nphototype = "I"\n[mask]\nfile = "everything.toml"\n',
        encoding="utf-8",
    )
    before = read_person(person).raw
    full_mask.write_text(FULL_MASK.replace("Us", "Them"), encoding="utf-8")
    assert read_person(person).raw != before


def test_a_byte_order_mark_is_forgiven(tmp_path: Path) -> None:
    path = tmp_path / "me.toml"
    text = (EXAMPLES / "home.toml").read_text(encoding="utf-8")
    path.write_text("\ufeff" + text, encoding="utf-8")
    assert read_person(path).person == read_person(EXAMPLES / "home.toml").person


@pytest.mark.parametrize(
    "word",
    [
        "fine lines", "wrinkles", "age spots", "texture", "tone", "firmness", "acne", "sebum",
        "wound", "burn", "surgical scar", "psoriasis", "rosacea", "eczema",
        "redness after a procedure", "circulation", "Fine Lines", "Wrinkles",
    ],
)  # fmt: skip
def test_goals_are_understood_as_people_say_them(word: str) -> None:
    check_goal(word, "goal")


def test_goals_of_the_command_line_replace_those_of_the_file() -> None:
    person = read_person(EXAMPLES / "clinic.toml").person
    assert [wish.goal for wish in with_goals(person, ["acne"]).wishes] == ["acne"]


def test_regions_are_understood_as_people_say_them() -> None:
    assert regions_of(["Left cheek", "right-cheek"], "r") == regions_of(["cheeks"], "r")
    assert regions_of(list(REGIONS), "r") == () == regions_of(["face"], "r")


def test_a_name_with_an_ending_is_a_file_and_never_an_id(full_mask: Path) -> None:
    assert find_mask("everything.toml", full_mask.parent).name == "Everything"
    with pytest.raises(PlanFileError, match="no such file"):
        find_mask("theraface-mask.toml", full_mask.parent)


# ---- the plan

PINNED = {
    "": "schema_version status seed scenarios inputs_sha256 start_date device session irradiance "
    "dose match ceilings refusals screen assumptions sensitivity",
    "device": "id claim_status",
    "irradiance": "channel region mean_mw_cm2 p05_mw_cm2 p95_mw_cm2 hot_3p5mm_mw_cm2 cavity_gain",
    "dose": "channel region layer median_j_cm2 p05_j_cm2 p95_j_cm2",
    "match": "goal trial tier target_layer trial_dose_j_cm2 person_dose_j_cm2 ratio "
    "irradiance_ratio",
    "ceilings": "id value limit unit margin binding source status",
    "refusals": "id reason would_change",
}


@pytest.mark.parametrize("name", PLANS)
def test_plan_json_holds_the_pinned_keys_and_is_valid_by_its_schema(name: str) -> None:
    made = PLANS[name]()
    told = json.loads(plan_text(made))
    _valid("plan", told)
    for place, keys in PINNED.items():
        rows = told if place == "" else told[place]
        for row in rows if isinstance(rows, list) else [rows]:
            assert set(keys.split()) <= set(row)
    assert told["status"] == made.status
    assert (told["session"] is None) == isinstance(made, Refused)


def test_the_session_in_plan_json_is_exactly_what_a_device_needs() -> None:
    session = plan_json(zoned())["session"]
    assert isinstance(session, dict)
    assert set(session) == {
        "minutes", "channels", "zones", "sessions_per_week", "weeks", "ceilings", "gentle_first"
    }  # fmt: skip
    channels = session["channels"]
    assert isinstance(channels, list)
    assert all(
        isinstance(c, dict) and set(c) == {"id", "role", "peak_nm", "drive", "minutes", "rates"}
        for c in channels
    )


def test_numbers_in_plan_json_have_six_digits_and_the_text_is_stable() -> None:
    made = in_six_digits(planned())
    numbers = [value for value in leaves(plan_json(made)) if isinstance(value, float)]
    assert all(value == float(f"{value:.6g}") for value in numbers)
    assert plan_text(made) == plan_text(in_six_digits(planned()))


@pytest.mark.parametrize("value", [math.nan, math.inf])
def test_a_number_that_is_none_is_a_fault_and_never_written(value: float) -> None:
    made = planned()
    spoilt = replace(made.dose[0], fluence_rate_mw_cm2=value)
    with pytest.raises(ValueError, match=r"dose\[0\]\.fluence_rate_mw_cm2 is (nan|inf)"):
        plan_json(replace(made, dose=(spoilt, *made.dose[1:])))


@pytest.mark.parametrize("kind", KINDS)
def test_schemas_are_schemas(kind: str) -> None:
    jsonschema.Draft202012Validator.check_schema(schema(kind))
    assert "-expected-" not in json.dumps(schema(kind))  # fields are told in words, not by ids


def test_a_schema_refuses_what_the_reader_refuses() -> None:
    trial = tomllib.loads((EXAMPLES / "trial.toml").read_text(encoding="utf-8"))
    with pytest.raises(jsonschema.ValidationError, match=r"1\.2"):
        _valid("trial", {**trial, "trial": {**trial["trial"], "dropout": 1.2}})
    with pytest.raises(jsonschema.ValidationError, match="colour"):
        _valid("reading", {"kind": "openpbm reading", "version": 1, "mask": "a", "colour": "red"})
    _valid("reading", {"kind": "openpbm reading", "version": 1, "mask": "a"})


# ---- writing


def test_outputs_are_written_and_an_old_calendar_goes(tmp_path: Path) -> None:
    out = tmp_path / "a" / "b"
    write_outputs(out, {"x.txt": "one", "calendar.ics": "old"})
    write_outputs(out, {"x.txt": "two\n"}, absent=("calendar.ics", "never.txt"))
    assert {p.name: p.read_bytes() for p in out.iterdir()} == {"x.txt": b"two\n"}


class Cut(Mapping[str, str]):
    """Texts of which the last one never comes: an interrupt in the middle."""

    def __init__(self, error: BaseException) -> None:
        self.error = error

    def __getitem__(self, name: str) -> str:
        if name == "last":
            raise self.error
        return "new"

    def __iter__(self) -> Iterator[str]:
        return iter(("first", "last"))

    def __len__(self) -> int:
        return 2


@pytest.mark.parametrize("error", [KeyboardInterrupt(), OSError(28, "No space left")])
def test_an_interrupt_leaves_everything_as_it_was(tmp_path: Path, error: BaseException) -> None:
    kind = KeyboardInterrupt if isinstance(error, KeyboardInterrupt) else PlanFileError
    fresh = tmp_path / "new" / "deep"
    with pytest.raises(kind):
        write_outputs(fresh, Cut(error))
    assert not (tmp_path / "new").exists()
    old = tmp_path / "old"
    write_outputs(old, {"first": "kept"})
    with pytest.raises(kind):
        write_outputs(old, Cut(error))
    assert {p.name: p.read_text(encoding="utf-8") for p in old.iterdir()} == {"first": "kept"}


def test_a_swap_that_fails_halfway_is_undone(tmp_path: Path) -> None:
    write_outputs(tmp_path, {"a.txt": "kept"})
    (tmp_path / "b.txt").mkdir()
    with pytest.raises(PlanFileError, match="folder"):
        write_outputs(tmp_path, {"a.txt": "new", "b.txt": "new"})
    assert (tmp_path / "a.txt").read_text(encoding="utf-8") == "kept"
    assert sorted(p.name for p in tmp_path.iterdir()) == ["a.txt", "b.txt"]


def _valid(kind: str, content: object) -> None:
    jsonschema.validate(content, schema(kind), cls=jsonschema.Draft202012Validator)


def _plain(content: object) -> object:
    """TOML as JSON would have it: days as text."""
    if isinstance(content, dict):
        return {key: _plain(value) for key, value in content.items()}
    if isinstance(content, list):
        return [_plain(value) for value in content]
    return content.isoformat() if isinstance(content, date) else content


def test_channels_of_one_colour_and_zone_are_named_by_their_peaks(full_mask: Path) -> None:
    text = full_mask.read_text(encoding="utf-8").replace('zone = "rest"', 'zone = "top"')
    ids = [channel.id for channel in mask_from_text(text, full_mask).channels]
    assert ids[0] == "red_636"
    assert len(set(ids)) == 2
    one = Mask(id="m", name="m", form="panel", channels=(Channel(role="red", peak_nm=633),))
    assert can_light(one, ["red"])
    assert not can_light(one, [])
