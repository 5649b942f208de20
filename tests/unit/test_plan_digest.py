"""A plan that was changed anywhere gives no light and is not counted; its layout is free."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from kept_plan_made import plan, written

from openpbm.cli.main import main
from openpbm.errors import PlanFileError
from openpbm.files.json_value import Json
from openpbm.files.plan.digest import KEY, digest_of, sealed
from openpbm.files.plan.kept import read_plan

START = date(2026, 11, 2)
Place = tuple[str | int, ...]
MADE = plan(START)
ZONED = plan(START, zones=("left", "right"))
FEW = settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


def places(value: Json, here: Place = ()) -> Iterator[Place]:
    """Every place of a plan below its top: leaves, rows and tables."""
    inside: list[tuple[str | int, Json]] = []
    if isinstance(value, dict):
        inside = [*value.items()]
    elif isinstance(value, list):
        inside = [*enumerate(value)]
    for name, part in inside:
        yield (*here, name)
        yield from places(part, (*here, name))


MADE_PLACES, ZONED_PLACES = tuple(places(MADE)), tuple(places(ZONED))


def at(content: Json, place: Place) -> Json:
    for part in place:
        content = content[part]  # type: ignore[index]
    return content


def other(content: dict[str, Json], place: Place, value: Json) -> dict[str, Json]:
    """The same plan with another value at one place."""
    copy: dict[str, Json] = json.loads(json.dumps(content))
    at(copy, place[:-1])[place[-1]] = value  # type: ignore[index]
    return copy


def without(content: dict[str, Json], place: Place) -> dict[str, Json]:
    copy: dict[str, Json] = json.loads(json.dumps(content))
    del at(copy, place[:-1])[place[-1]]  # type: ignore[union-attr,arg-type]
    return copy


def changed(value: Json, add: float) -> Json:
    """Another value of the same kind, near the old one where it is a number."""
    if isinstance(value, bool):
        return not value
    if isinstance(value, int):
        return value + 1
    if isinstance(value, float):
        return value * (1.0 + add) if value else add
    if isinstance(value, str):
        try:
            return date.fromordinal(date.fromisoformat(value).toordinal() + 1).isoformat()
        except ValueError:
            return f"{value} "
    if isinstance(value, list):
        return [*value, *value[:1]] if value else ["x"]
    return {**value, "more": 1} if isinstance(value, dict) else 0.5


@pytest.mark.parametrize("content", [MADE, ZONED], ids=["whole", "zones"])
@FEW
@given(draws=st.data(), add=st.sampled_from([1e-6, -1e-3, 0.5, 4.0]))
def test_any_value_that_was_changed_left_out_or_added_is_refused(
    tmp_path: Path, content: dict[str, Json], draws: st.DataObject, add: float
) -> None:
    place = draws.draw(st.sampled_from(MADE_PLACES if content is MADE else ZONED_PLACES))
    value = at(content, place)
    for edited in (other(content, place, changed(value, add)), without(content, place)):
        with pytest.raises(PlanFileError):
            read_plan(written(tmp_path, edited))


def whole(value: Json) -> Json:
    """The same with no point in a whole number, and every table the other way round."""
    if isinstance(value, dict):
        return {name: whole(value[name]) for name in sorted(value, reverse=True)}
    if isinstance(value, list):
        return [whole(part) for part in value]
    return int(value) if isinstance(value, float) and value.is_integer() else value


@pytest.mark.parametrize("content", [MADE, ZONED], ids=["whole", "zones"])
@pytest.mark.parametrize("indent", [None, 0, 4])
def test_a_plan_laid_out_anew_is_the_same_plan(
    tmp_path: Path, content: dict[str, Json], indent: int | None
) -> None:
    first = read_plan(written(tmp_path, content))
    (tmp_path / "plan.json").write_text(json.dumps(whole(content), indent=indent), encoding="utf-8")
    assert read_plan(tmp_path / "plan.json") == first


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_a_number_keeps_its_digest_through_the_file(value: float) -> None:
    content: dict[str, Json] = {"a": value}
    assert digest_of(json.loads(json.dumps(content))) == digest_of(content)


EDITS: dict[str, tuple[Place, Json]] = {
    "dates": (("course", "dates"), [date(2026, 11, day).isoformat() for day in range(2, 31)]),
    "start_date": (("start_date",), "2026-10-01"),
    "device": (("device", "id"), "another-mask"),
    "recent light": (("recent_light", "is_known"), False),
    "rates": (("session", "channels", 0, "rates", 0, "hot_j_cm2_min"), 0.4),
    "closed days": (("course", "closed"), []),
}


@pytest.mark.parametrize("edit", EDITS)
def test_an_edit_that_disagrees_with_nothing_is_refused_all_the_same(
    tmp_path: Path, edit: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """Each of these once gave a session, or a wrong count of it."""
    fact: Json = {"id": "said-as_it_is", "gaps": {"text": "a burn"}}
    days: Json = {
        "first": "2026-11-07",
        "last": "2026-11-08",
        "reason": "a burn",
        "reason_fact": fact,
    }
    closed: list[Json] = [days]
    made = sealed(other(MADE, ("course", "closed"), closed))
    read_plan(written(tmp_path, made))
    place, value = EDITS[edit]
    path = written(tmp_path, other(made, place, value))
    assert main(["session", str(path), "--no-ledger", "--yes"]) == 2
    assert "make the plan again" in capsys.readouterr().err


def test_a_plan_of_before_is_to_be_made_again(tmp_path: Path) -> None:
    with pytest.raises(PlanFileError, match=r"earlier versions.*make the plan again"):
        read_plan(written(tmp_path, without(MADE, (KEY,))))


def test_a_number_without_end_is_refused(tmp_path: Path) -> None:
    text = json.dumps(other(MADE, ("seed",), 77)).replace('"seed": 77', '"seed": 1e999')
    (tmp_path / "plan.json").write_text(text, encoding="utf-8")
    with pytest.raises(PlanFileError, match="found inf; expected a whole number"):
        read_plan(tmp_path / "plan.json")
