"""Protocols of a practice: goal by region by zone, with version and author; they only choose."""

from __future__ import annotations

import json
import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from test_web_practice import an_id, folder_of, planned, uploaded, with_panel
from web_house import Reading, Visitor, answers, app_over, empty_folder, visitor_of

from openpbm.answer import Given
from openpbm.errors import InputError
from openpbm.files.person_file import read_person
from openpbm.files.plan.file import read_plan_file
from openpbm.files.practice.device import devices_of
from openpbm.files.practice.protocol import (
    HouseProtocol,
    ProtocolLight,
    ProtocolVersion,
    keep_protocol,
    next_version,
    protocol_of,
    protocols_of,
)
from openpbm.web.guard import Guard
from openpbm.web.people import typed_in

PANEL = Path(__file__).parents[2] / "examples" / "clinic-panel.toml"
FIRM = {
    "do": "save",
    "name": "Firm, lower panel",
    "author": "Dr Weiss",
    "light-0-goal": "wrinkles_firmness",
    "light-0-zone": "lower",
    "most": "2",
}


folder = pytest.fixture(empty_folder)
app = pytest.fixture(app_over)
visitor = pytest.fixture(visitor_of)


@pytest.fixture
def panel(visitor: Visitor) -> str:
    return uploaded(visitor, PANEL.read_text("utf-8"))[0]


@pytest.fixture
def protocol(visitor: Visitor) -> str:
    """The address of a protocol."""
    return visitor.send("/practice/protocol/new", dict(FIRM))[0]


def by(protocol: str, version: int = 1) -> str:
    return f"{an_id(protocol)}.{version}"


def sent_file(visitor: Visitor, content: bytes, *, status: int = 303) -> tuple[str, str]:
    sent = visitor.client.post(
        "/practice/protocol/file",
        data={"token": visitor.token()},
        files={"protocol_file": ("x.json", content, "application/json")},
    )
    assert sent.status_code == status, sent.text[:400]
    return sent.headers.get("location", ""), sent.text


def test_a_protocol_fills_goal_and_places_by_the_zones_of_the_device(
    visitor: Visitor, folder: Path, panel: str, protocol: str
) -> None:
    # whatever was ticked beside it: the goals are the protocol's
    person = with_panel(visitor, panel, "Ada", protocol=by(protocol), goal="acne")
    found = read_person(folder_of(folder, person) / "person.toml")
    (wish,) = found.person.wishes
    assert found.mask is not None
    lower = next(zone for zone in found.mask.zones if zone.name == "lower")
    assert "wrinkle" in wish.goal and set(wish.regions) == set(lower.regions)
    mark = found.person.protocol
    assert mark is not None
    assert (mark.name, mark.version, mark.author) == ("Firm, lower panel", 1, "Dr Weiss")


def test_plan_record_list_and_sheet_tell_name_version_and_author(
    visitor: Visitor, folder: Path, panel: str, protocol: str
) -> None:
    person = with_panel(visitor, panel, "Ada", protocol=by(protocol))
    planned(visitor, person)
    said = "Firm, lower panel, version 1, by Dr Weiss"
    for page in (f"{person}/plan", f"{person}/record", "/people"):
        assert said in visitor.page(page), page
    kept = json.loads((folder_of(folder, person) / "plan" / "plan.json").read_text("utf-8"))
    assert kept["person"]["protocol"]["author"] == "Dr Weiss"
    until = date.today().isoformat()
    sheet = visitor.client.post(
        f"{person}/share", data={"token": visitor.token(), "part": "plan", "until": until}
    )
    assert said in sheet.text


def test_a_change_is_a_new_version_and_old_plans_keep_theirs(
    visitor: Visitor, folder: Path, panel: str, protocol: str
) -> None:
    person = with_panel(visitor, panel, "Ada", protocol=by(protocol))
    planned(visitor, person)
    plan = folder_of(folder, person) / "plan" / "plan.json"
    before = plan.read_bytes()
    visitor.send(protocol, {**FIRM, "author": "Dr Roth", "light-0-goal": "acne"})
    found = protocol_of(folder, an_id(protocol))
    assert found is not None and found.last == 2
    assert plan.read_bytes() == before
    assert "changed since" not in visitor.page(f"{person}/plan")
    page = visitor.page(f"{person}/you")
    options = {a["value"] for a in Reading(page).of("option") if "selected" in a}
    assert by(protocol, 1) in options and by(protocol, 2) in page
    visitor.send(f"{person}/you", answers(name="Ada", protocol=by(protocol, 2)))
    assert "changed since" in visitor.page(f"{person}/plan")
    mark = read_person(folder_of(folder, person) / "person.toml").person.protocol
    assert mark is not None and (mark.version, mark.author) == (2, "Dr Roth")
    visitor.send(protocol, {**FIRM, "author": "Dr Roth", "light-0-goal": "acne"})
    same = protocol_of(folder, an_id(protocol))
    assert same == found  # nothing new is no new version


def test_another_device_gives_the_same_protocol_its_own_zones_or_says_that_it_has_none(
    visitor: Visitor, folder: Path, panel: str, protocol: str
) -> None:
    _, text = visitor.send("/new", answers(protocol=by(protocol)), status=422)
    assert "choose it first" in text and 'id="protocol-problem"' in text
    person = with_panel(visitor, panel, "Ada", protocol=by(protocol))
    low = PANEL.read_text("utf-8").replace('"perioral", "lips", "chin", "jaw"', '"chin", "jaw"')
    other, _ = uploaded(visitor, low.replace("Example Clinic Panel", "Small"))
    visitor.send(f"{person}/mask/{an_id(other)}/house", {"do": "save"})
    (wish,) = read_person(folder_of(folder, person) / "person.toml").person.wishes
    assert set(wish.regions) == {"chin", "left_jaw", "right_jaw"} or "chin" in wish.regions
    assert "lips" not in wish.regions
    bare = PANEL.read_text("utf-8").replace('name = "lower"', 'name = "below"')
    none, _ = uploaded(visitor, bare.replace("Example Clinic Panel", "Other"))
    before = (folder_of(folder, person) / "person.toml").read_bytes()
    _, text = visitor.send(f"{person}/mask/{an_id(none)}/house", {"do": "save"}, status=422)
    assert "expected one of" in text and "below" in text
    assert (folder_of(folder, person) / "person.toml").read_bytes() == before


def test_bad_protocols_are_refused_in_words(visitor: Visitor, folder: Path, protocol: str) -> None:
    _, text = visitor.send("/practice/protocol/new", dict(FIRM), status=422)
    assert "second protocol called" in text
    _, text = visitor.send(
        "/practice/protocol/new", {"do": "save", "most": "9", "light-0-zone": "x" * 99}, status=422
    )
    for field in ("name", "author", "most", "light-0-goal"):
        assert f'id="{field}-problem"' in text
    whole = visitor.client.get(f"{protocol}.json").content
    odd = (
        (b"", "found no file"),
        (b"{", "not json"),
        (b"[mask]", "not json"),
        (b'{"kind": "openpbm-device", "version": "1"}', "no file of kind"),
        (whole.replace(b'"version": "1"', b'"version": "9"'), "version"),
        (whole.replace(b'"wrinkles_firmness"', b'"happiness"'), "goal"),
        (whole.replace(b"Dr Weiss", b""), "author"),
        (whole.replace(b'"most_per_week": 2', b'"most_per_week": 99'), "most_per_week"),
        (whole.replace(b'"most_per_week": 2', b'"most_per_week": 2, "minutes": 90'), "minutes"),
        (whole.replace(b"Dr Weiss", b"Dr \\ud800"), "half a letter"),
        (whole.replace(b"Dr Weiss", b"   "), "name of blanks"),
        (whole.replace(b"Dr Weiss", "Dr \u202eWeiss".encode()), "hidden letters"),
        (whole.replace(b"Dr Weiss", b"Dr\\nWeiss"), "hidden letters"),
        (whole.replace(b'"lower"', b'"' + b"z" * 200 + b'"'), "zone"),
        (whole.replace(b'"regions": []', b'"regions": ["chin", "chin"]'), "once"),
        (whole, "second protocol called"),
    )
    for content, words in odd:
        _, text = sent_file(visitor, content, status=422)
        assert words in text.lower(), words
    assert len(protocols_of(folder)) == 1
    where, _ = sent_file(visitor, whole.replace(b"Firm, lower panel", b"Theirs"))
    theirs = protocol_of(folder, an_id(where))
    own = protocol_of(folder, an_id(protocol))
    assert theirs is not None and own is not None and theirs.versions == own.versions


def test_a_protocol_in_use_stays_and_one_of_nobody_goes(
    visitor: Visitor, folder: Path, panel: str, protocol: str
) -> None:
    person = with_panel(visitor, panel, "Ada", protocol=by(protocol))
    _, text = visitor.send(protocol, {"do": "remove"}, status=422)
    assert "Ada" in text and protocols_of(folder)
    visitor.send(f"{person}/you", answers(name="Ada"))
    assert read_person(folder_of(folder, person) / "person.toml").person.protocol is None
    assert visitor.send(protocol, {"do": "remove"})[0] == "/practice"
    assert not protocols_of(folder)
    _, text = visitor.send(f"{person}/you", answers(protocol=by(protocol)), status=422)
    assert "not kept here any more" in text


def test_nobody_writes_a_mark_but_the_protocol_itself(visitor: Visitor, folder: Path) -> None:
    mark = {"protocol-mark": ["Mine", "7", "Me", ""]}
    person = visitor.new_person(name="Ada", **mark)
    assert read_person(folder_of(folder, person) / "person.toml").person.protocol is None
    assert "protocol-mark" not in typed_in(folder_of(folder, person))["you"]


def test_the_past_of_a_protocol_is_never_another(tmp_path: Path) -> None:
    first = ProtocolVersion(author="A", day=date(2026, 11, 1), lights=(ProtocolLight(goal="acne"),))
    made = HouseProtocol(id="a" * 10, name="Acne", versions=(first,))
    keep_protocol(tmp_path, made)
    second = next_version(made, replace(first, author="B"))
    keep_protocol(tmp_path, second)
    assert protocol_of(tmp_path, made.id) == second
    for odd in (made.versions, (replace(first, author="C"), second.versions[1])):
        with pytest.raises(InputError, match="another past"):
            keep_protocol(tmp_path, replace(second, versions=odd))
    assert protocol_of(tmp_path, made.id) == second


def test_fewer_sessions_a_week_leave_minutes_and_limits_as_they_are(
    visitor: Visitor, folder: Path, panel: str, protocol: str
) -> None:
    """The law of a protocol, on whole plans: it can ask for less light, and for no more."""
    slow = with_panel(visitor, panel, "Ada", protocol=by(protocol))
    visitor.send(protocol, {**FIRM, "most": "", "author": "Dr Roth"})
    free = with_panel(visitor, panel, "Bo", protocol=by(protocol, 2))
    plans = []
    for person in (slow, free):
        planned(visitor, person)
        plan = read_plan_file(folder_of(folder, person) / "plan" / "plan.json")
        assert isinstance(plan, Given)
        plans.append(plan)
    less, usual = plans
    assert less.session.sessions_per_week == 2 <= usual.session.sessions_per_week
    assert len(less.course.dates) <= len(usual.course.dates)
    assert less.session.minutes == usual.session.minutes
    limits = [{c.id: (c.limit, c.unit) for c in plan.session.ceilings} for plan in plans]
    assert limits[0] == limits[1]


def test_two_desks_lose_no_version_and_no_name_is_given_twice(
    app: Guard, folder: Path, protocol: str
) -> None:
    """Saved at once at six desks: each is a version, or is told to look first."""
    desks = [Visitor(app) for _ in range(6)]
    tokens = [desk.token() for desk in desks]
    gate = threading.Barrier(len(desks))

    def saved(number: int) -> tuple[int, int]:
        desk, own = desks[number], {"token": tokens[number], **FIRM, "author": f"Dr {number}"}
        gate.wait()
        again = desk.client.post(protocol, data={**own, "last": "1"})
        new = desk.client.post("/practice/protocol/new", data={**own, "name": "Another"})
        return again.status_code, new.status_code

    with ThreadPoolExecutor(len(desks)) as pool:
        codes = list(pool.map(saved, range(len(desks))))
    for each in zip(*codes, strict=True):
        assert sorted(each) == [303, 422, 422, 422, 422, 422]
    found = protocol_of(folder, an_id(protocol))
    assert found is not None and found.last == 2
    assert len(protocols_of(folder)) == 2


def test_whoever_saves_over_what_another_desk_saved_is_told_once(
    visitor: Visitor, folder: Path, panel: str, protocol: str
) -> None:
    visitor.send(protocol, {**FIRM, "author": "Dr Roth", "last": "1"})
    _, text = visitor.send(protocol, {**FIRM, "author": "Dr Noll", "last": "1"}, status=422)
    assert "Dr Roth saved another version" in text and 'name="last" value="2"' in text
    visitor.send(protocol, {**FIRM, "author": "Dr Noll", "last": "2"})
    found = protocol_of(folder, an_id(protocol))
    assert found is not None
    assert [one.author for one in found.versions] == ["Dr Weiss", "Dr Roth", "Dr Noll"]
    fields = Reading(visitor.page(panel)).of("input")
    (seen,) = [field["value"] for field in fields if field.get("name") == "seen"]
    visitor.send(panel, {"do": "save", "name": "Panel", "standoff": "150", "seen": seen})
    late = {"do": "save", "name": "Panel", "standoff": "120", "seen": seen}
    _, text = visitor.send(panel, dict(late), status=422)
    assert "changed at another desk" in text and seen not in text
    assert devices_of(folder)[0].said["standoff"] == ("150",)
