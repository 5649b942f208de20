"""Every plan that can be made reads back equal from its file, and shows the same report."""

from __future__ import annotations

import json
import math
from dataclasses import fields, is_dataclass, replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import Annotated, Literal, get_args, get_origin, get_type_hints

import annotated_types as bounds
import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from openpbm.answer import ByMaker, FaceMaps, LiveModel, Plan, Planned, Refused
from openpbm.cli.main import main
from openpbm.errors import PlanFileError
from openpbm.face import REGIONS
from openpbm.fact import Message, Name, Quantity, Several, message
from openpbm.field import AsObject
from openpbm.files.person_file import read_person
from openpbm.files.plan.file import plan_of, plan_text
from openpbm.mask import Channel, Claim, Mask, Reading
from openpbm.mask.spectrum import Spectrum
from openpbm.person import Medicine, Person, Procedure, Wish
from openpbm.planning.plan import plan
from openpbm.record import DayDose, LightHabit, LightHistory
from openpbm.reports.html import report_html
from openpbm.session import Ceiling
from shared_light import SHARED

START = date(2026, 11, 23)
NUMBERS = st.floats(-1e300, 1e300)
TEXTS = st.text(max_size=12)
DAYS = st.dates(date(2000, 1, 1), date.max)


def same(one: object, other: object) -> bool:
    """Equal in every field, to the last bit; shares nothing with what writes and reads."""
    if isinstance(one, np.ndarray):
        return isinstance(other, np.ndarray) and np.array_equal(one, other, equal_nan=True)
    if is_dataclass(one):
        return type(one) is type(other) and all(
            same(getattr(one, field.name), getattr(other, field.name)) for field in fields(one)
        )
    if isinstance(one, tuple):
        return (
            type(one) is type(other)
            and isinstance(other, tuple)
            and len(one) == len(other)
            and all(map(same, one, other))
        )
    return type(one) is type(other) and one == other


# ---- plans of any values that their fields allow


def of(hint: object, marks: tuple[object, ...] = ()) -> st.SearchStrategy[object]:
    """Any value of an annotation, within its bounds."""
    origin, inner = get_origin(hint), get_args(hint)
    if origin is Annotated:
        return of(inner[0], (*marks, *inner[1:]))
    if hint in OWN:
        return OWN[hint]
    if type(None) in inner:
        return st.none() | of(next(each for each in inner if each is not type(None)), marks)
    if hint is float:
        return number(marks)
    if hint is int:
        low = next((m.ge for m in marks if isinstance(m, bounds.Ge)), -(2**53))
        high = next((m.le for m in marks if isinstance(m, bounds.Le)), 2**53)
        return st.integers(int(str(low)), int(str(high)))
    if hint is str:
        sizes = next((m for m in marks if isinstance(m, bounds.Len)), bounds.Len())
        return st.text(min_size=sizes.min_length, max_size=sizes.max_length or 12)
    if origin is tuple and inner[-1] is not Ellipsis:
        return st.tuples(*(of(each) for each in inner))
    if origin is tuple:
        low = next((m.min_length for m in marks if isinstance(m, bounds.Len)), 0)
        rows = st.lists(of(inner[0]), min_size=low, max_size=max(low, 2))
        if any(isinstance(mark, AsObject) for mark in marks):
            return rows.map(as_pairs)
        return rows.map(tuple)
    if origin is np.ndarray:
        (dtype,) = get_args(inner[1])
        return arrays(dtype, st.integers(1, 3), elements={"min_value": -9, "max_value": 9})
    if origin is Literal:
        return st.sampled_from(inner)
    assert isinstance(hint, type), hint
    return noun(hint)


def as_pairs(rows: list[object]) -> object:
    """Each name once, in order, as a noun keeps them."""
    found = {str(row[0]): row[1] for row in rows if isinstance(row, tuple)}
    return tuple(sorted(found.items()))


def number(marks: tuple[object, ...]) -> st.SearchStrategy[float]:
    low = [float(str(m.ge)) for m in marks if isinstance(m, bounds.Ge)]
    low += [math.nextafter(float(str(m.gt)), math.inf) for m in marks if isinstance(m, bounds.Gt)]
    high = [float(str(m.le)) for m in marks if isinstance(m, bounds.Le)]
    return st.floats(*(low or [-1e300]), *(high or [1e300]))


def noun(made: type) -> st.SearchStrategy[object]:
    hints = get_type_hints(made, include_extras=True)
    names = [f.name for f in fields(made)] if is_dataclass(made) else [*hints]
    return st.builds(made, **{name: of(hints[name]) for name in names})


HABITS = st.builds(
    LightHabit, sessions_per_week=st.integers(1, 14), dose_j_cm2=st.none() | st.floats(0, 1e4),
    since=st.none() | st.dates(date(2000, 1, 1), START),
)  # fmt: skip
LIGHT = st.builds(
    LightHistory,
    is_known=st.booleans(),
    doses=st.lists(
        st.builds(DayDose, day=DAYS, band=st.just("red"), dose_j_cm2=st.floats(0, 1e4)), max_size=2
    ).map(tuple),
    habits=st.lists(HABITS, max_size=2).map(tuple),
)
PERSONS = st.builds(
    Person,
    age_years=st.floats(1, 119),
    ita_deg=st.floats(-90, 90),
    wishes=st.lists(st.builds(Wish, goal=TEXTS), max_size=2).map(tuple),
    medicines=st.lists(st.builds(Medicine, name=TEXTS, last_dose=st.none() | DAYS), max_size=2).map(
        tuple
    ),
    procedures=st.lists(st.builds(Procedure, name=TEXTS, day=DAYS), max_size=2).map(tuple),
    recent_light=LIGHT,
)
VECTORS = arrays(np.float64, (3, 3), elements=st.floats(0.1, 9))
POWERS = arrays(np.float64, 4, elements=st.floats(0.1, 9))
CHANNELS = st.builds(
    Channel,
    role=st.just("red"),
    peak_nm=st.floats(600, 680),
    claim=st.none() | st.builds(Claim, irradiance_mw_cm2=st.floats(0.1, 2000)),
    readings=st.lists(
        st.builds(Reading, region=st.just("nose"), irradiance_mw_cm2=st.floats(0.1, 2000)),
        max_size=2,
    ).map(tuple),
    positions_mm=VECTORS,
    directions=VECTORS,
    spectrum=st.none() | st.builds(Spectrum, st.just(np.arange(600.0, 640.0, 10.0)), POWERS),
)
MASKS = st.builds(
    Mask, id=TEXTS, name=TEXTS, form=st.just("panel"), channels=st.tuples(CHANNELS),
    session_min=st.lists(st.floats(0.1, 180), max_size=2).map(tuple), price_usd=st.none() | NUMBERS,
)  # fmt: skip
SIMPLE = (
    TEXTS
    | st.integers(0, 2**31)
    | DAYS
    | st.builds(Quantity, NUMBERS, st.sampled_from(["J/cm2", "min", "share", "nm", "degC"]))
    | st.builds(Name, st.just("region"), st.sampled_from(REGIONS))
)
ROWS = st.builds(Several, st.lists(SIMPLE, min_size=1, max_size=3).map(tuple))
FACTS = st.recursive(  # whatever stands in the gap of a sentence, other facts among it
    (SIMPLE | ROWS).map(lambda param: message("said-as_it_is", text=param)),
    lambda inner: inner.map(lambda fact: message("said-as_it_is", text=fact)),
    max_leaves=3,
)
OWN: dict[object, st.SearchStrategy[object]] = {
    bool: st.booleans(),
    date: DAYS,
    Person: PERSONS,
    Mask: MASKS,
    Message: FACTS,
}


def has_margin(made: object) -> bool:
    """As every ceiling of a plan."""
    return isinstance(made, Ceiling) and math.isfinite(made.margin)


def two_channels(made: object) -> object:
    """As many in what is drawn as in what is moved."""
    if isinstance(made, FaceMaps):
        return replace(made, direct_mw_cm2=np.full((2, 3), 0.1))
    assert isinstance(made, LiveModel)
    return replace(made, channels=("red", "nir"))


OWN[Ceiling] = noun(Ceiling).filter(has_margin)
OWN |= {made: noun(made).map(two_channels) for made in (FaceMaps, LiveModel)}
SOME = settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


def again(made: Plan) -> Plan:
    """What a reader has of a plan who has nothing but the text of its file."""
    return plan_of(json.loads(plan_text(made)), "plan.json")


@SOME
@given(noun(Planned))
def test_any_plan_with_a_session_reads_back_equal(made: Planned) -> None:
    assert same(again(made), made)


@SOME
@given(noun(ByMaker))
def test_any_programme_of_a_maker_reads_back_equal(made: ByMaker) -> None:
    assert same(again(made), made)


@SOME
@given(noun(Refused))
def test_any_honest_no_reads_back_equal(made: Refused) -> None:
    assert same(again(made), made)


# ---- plans that the planner makes


EXAMPLES = Path(__file__).parents[2] / "examples"
KINDS = {
    "home": Planned,
    "clinic": Planned,
    "refused-drug": Refused,
    "unknown-mask": ByMaker,
}


@cache
def example(name: str) -> Plan:
    file = read_person(EXAMPLES / f"{name}.toml")
    assert file.mask is not None
    return plan(file.person, file.mask, start=START, scenarios=16, kept=SHARED)


@pytest.mark.parametrize("name", KINDS)
def test_what_the_planner_makes_reads_back_equal_and_shows_the_same_report(name: str) -> None:
    made = example(name)
    assert isinstance(made, KINDS[name])
    read = again(made)
    assert same(read, made)
    assert plan_text(read) == plan_text(made)
    assert report_html(read) == report_html(made)


def test_the_command_shows_a_plan_from_its_file_alone(tmp_path: Path) -> None:
    made = example("home")
    path, out = tmp_path / "plan.json", tmp_path / "out"
    path.write_text(plan_text(made), encoding="utf-8")
    assert main(["report", str(path), "--out", str(out)]) == 0
    assert (out / "report.html").read_text(encoding="utf-8") == report_html(made)
    assert (out / "calendar.ics").read_bytes().startswith(b"BEGIN:VCALENDAR")


def test_a_plan_of_before_is_shown_and_gives_no_light(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path, out = tmp_path / "plan.json", tmp_path / "out"
    content = json.loads(plan_text(example("home")))
    content |= {"schema_version": "1", "verdict": "Planned <b>in old times</b>"}
    path.write_text(json.dumps(content), encoding="utf-8")
    assert main(["report", str(path), "--out", str(out)]) == 0
    page = (out / "report.html").read_text(encoding="utf-8")
    assert "It gives no light any more" in page
    assert "Planned &lt;b&gt;in old times" in page
    assert main(["session", str(path), "--no-ledger", "--yes"]) == 2
    told = capsys.readouterr().err
    assert "gives no light" in told and "make the plan again" in told


@pytest.mark.parametrize(
    ("place", "value", "says"),
    [
        (("match", 0, "ratio"), "much", r"field match\[0\]\.ratio: found 'much'"),
        (("course", "dates"), [], r"field course\.dates: found 0 entries"),
        (("maps", "region", "shape"), [10**9], r"field maps\.region: .*packed array"),
        (("maps", "region", "zlib_base64"), "AAAA", r"field maps\.region: .*packed array"),
        (("mask", "form"), "hat", r"field mask: found form is 'hat'"),
        (("person", "age_years"), True, r"field person\.age_years: found True"),
        (("held", "more"), 1, r"field held\.more: .*no such field"),
        (("status",), "refused", "does not go with status"),
        (("seed",), 2, "digest of other values"),
    ],
)
def test_a_value_that_no_plan_holds_is_told_with_its_place(
    place: tuple[str | int, ...], value: object, says: str
) -> None:
    content = json.loads(plan_text(example("home")))
    here = content
    for step in place[:-1]:
        here = here[step]
    here[place[-1]] = value
    with pytest.raises(PlanFileError, match=says):
        plan_of(content, "plan.json")
