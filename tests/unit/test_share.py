"""A sheet that is handed over: what was chosen and no more, unchanged, until its last day."""

from __future__ import annotations

import re
import time
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from ledger_factory import DAY as DAY_OF_NOON
from ledger_factory import NOON, added, begun, ended, whole
from plan_factory import planned, refused
from web_house import Visitor, an_app, answers

from openpbm.answer import Given, Plan
from openpbm.answer.handed import HandedSheet, Section
from openpbm.cli.main import main
from openpbm.errors import InputError
from openpbm.files.share_file import BEGIN, data_of, sealed_page, share_of
from openpbm.letters import visible
from openpbm.person import ExpertAnswer, Medicine, Person
from openpbm.record import DayDose, DoctorSaid, DoseNoted, LightLost
from openpbm.reports import cards, words
from openpbm.reports.share.page import head, sheet_html, sheet_part, sheet_text
from openpbm.reports.share.sheet import light_section, of_health, of_limits, of_plan, of_skin
from openpbm.speech.say import say
from openpbm.tracking.account import record_of
from openpbm.tracking.skin import took

DAY = date(2026, 11, 23)
TEXT = st.text(alphabet=st.characters(codec="utf-8"), max_size=40)
SECTIONS = st.builds(
    Section,
    title=TEXT,
    pairs=st.lists(st.tuples(TEXT, TEXT), max_size=3).map(tuple),
    head=st.lists(TEXT, max_size=3).map(tuple),
    rows=st.lists(st.lists(TEXT, min_size=1, max_size=3).map(tuple), max_size=3).map(tuple),
)
SHEETS = st.builds(
    HandedSheet,
    name=TEXT,
    made=st.just(DAY),
    until=st.integers(0, 300).map(lambda days: DAY + timedelta(days=days)),
    sections=st.lists(SECTIONS, max_size=3).map(tuple),
)


def page_of(sheet: HandedSheet) -> bytes:
    return sealed_page(sheet, lambda data: sheet_html(sheet, data)).encode()


@given(SHEETS)
def test_every_sheet_reads_back_equal_and_its_page_holds_one_script_that_is_data(
    sheet: HandedSheet,
) -> None:
    page = page_of(sheet)
    assert share_of(page, "sheet", DAY) == sheet
    assert page.count(b"<script") == 1 and page.count(b"</script>") == 1


@given(SHEETS)
def test_no_letter_of_a_sheet_turns_or_hides_a_page_or_a_terminal(sheet: HandedSheet) -> None:
    for text in (page_of(sheet).decode(), sheet_text(sheet), sheet_part(sheet), head(sheet)):
        assert visible(text) == text


def simple() -> HandedSheet:
    section = Section(title="Plan", pairs=(("Minutes", "3 min"),))
    return HandedSheet(name="Ada", made=DAY, until=DAY + timedelta(days=30), sections=(section,))


@given(st.data())
def test_whatever_is_changed_in_the_data_is_seen(data: st.DataObject) -> None:
    text = page_of(simple()).decode()
    begin = text.index(BEGIN) + len(BEGIN)
    place = data.draw(st.integers(begin, begin + len(data_of(text, "sheet")) - 1))
    letter = data.draw(st.sampled_from("3x,}0"))
    changed = text[:place] + letter + text[place + 1 :]
    if changed != text:
        with pytest.raises(InputError):
            share_of(changed.encode(), "sheet", DAY)


@given(st.data())
def test_whatever_is_changed_anywhere_on_the_page_is_seen(data: st.DataObject) -> None:
    """What a browser shows and what the data say are handed over together."""
    text = page_of(simple()).decode()
    place = data.draw(st.integers(0, len(text) - 1))
    letter = data.draw(st.sampled_from("3x,}0<"))
    if text[place].isspace() or text[place] == letter:
        return
    with pytest.raises(InputError):
        share_of((text[:place] + letter + text[place + 1 :]).encode(), "sheet", DAY)


def test_a_line_that_is_hidden_or_taken_out_of_the_page_is_seen() -> None:
    text = page_of(simple()).decode()
    for was, now in (
        ("<dt>Minutes</dt>", "<dt hidden>Minutes</dt>"),
        ("<dd>3 min</dd>", "<dd>9 min</dd>"),
        ("</body>", "<p>9 min</p></body>"),
    ):
        assert was in text
        with pytest.raises(InputError, match="was changed"):
            share_of(text.replace(was, now).encode(), "sheet", DAY)


def test_other_ends_of_lines_are_no_change() -> None:
    text = page_of(simple()).decode()
    assert share_of(text.replace("\n", "\r\n").encode(), "sheet", DAY) == simple()


def test_a_sheet_of_a_day_to_come_says_that_a_clock_is_wrong() -> None:
    """A clock that was set back would show it for ever; a traveller's day may be one ahead."""
    sheet = simple()
    assert share_of(page_of(sheet), "sheet", DAY - timedelta(days=1)) == sheet
    with pytest.raises(InputError, match="set its clock right"):
        share_of(page_of(sheet), "sheet", DAY - timedelta(days=2))


def test_after_its_last_day_a_sheet_is_not_shown() -> None:
    sheet = simple()
    assert share_of(page_of(sheet), "sheet", sheet.until) == sheet
    with pytest.raises(InputError, match="meant until 2026-12-23; ask whoever sent it"):
        share_of(page_of(sheet), "sheet", sheet.until + timedelta(days=1))


def test_a_page_of_beginnings_without_an_end_is_refused_at_once() -> None:
    """5 MB of them, the most that is read: a search from each would take hours."""
    began = time.perf_counter()
    with pytest.raises(InputError, match="found no sheet"):
        share_of(BEGIN.encode() * (5_000_000 // len(BEGIN)), "sheet", DAY)
    assert time.perf_counter() - began < 5.0


def test_a_sheet_that_somebody_wrote_to_break_the_page_is_shown_or_refused() -> None:
    """Half a letter, a row without cells, tags: whoever works out the digest can hand it over."""
    odd = Section(
        title="\ud800", pairs=(("<b>", "</script>"),), head=("h",), rows=((), ("\udfff",))
    )
    sheet = HandedSheet(name="\ud83d\u202e", made=DAY, until=DAY, sections=(odd,))
    assert share_of(page_of(sheet), "sheet", DAY) == sheet
    for text in (sheet_text(sheet), sheet_part(sheet), head(sheet)):
        text.encode()
    assert "<b>" not in sheet_part(sheet)


@pytest.mark.parametrize("content", [b"", b"<html></html>", b"\xff\xfe", b"{}"])
def test_a_foreign_file_is_told(content: bytes) -> None:
    with pytest.raises(InputError):
        share_of(content, "sheet", DAY)


def test_the_command_shows_a_sheet_and_refuses_what_is_none(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    today = date.today()
    good = HandedSheet(name="", made=today, until=today, sections=simple().sections)
    (tmp_path / "good.html").write_bytes(page_of(good))
    (tmp_path / "odd.html").write_text("<p>hello</p>")
    assert main(["shared", str(tmp_path / "good.html")]) == 0
    assert "Minutes: 3 min" in capsys.readouterr().out
    assert main(["shared", str(tmp_path / "odd.html")]) == 2
    assert main(["shared", str(tmp_path / "absent.html")]) == 2


@pytest.mark.parametrize("plan", [planned(), refused()], ids=lambda p: p.status)
def test_a_plan_and_its_limits_can_be_handed_over(plan: Plan) -> None:
    sheet = HandedSheet(name="", made=DAY, until=DAY, sections=(of_plan(plan), of_limits(plan)))
    assert share_of(page_of(sheet), "sheet", DAY) == sheet
    assert plan.mask.name in sheet_text(sheet)


def test_what_is_to_be_kept_in_mind_comes_with_health_alone_and_an_old_plan_says_so() -> None:
    """A caution may name a medicine, so no heading counts those that are not there."""
    plan = planned()
    assert isinstance(plan, Given) and plan.cautions
    told = [words.sentence(say(fact)) for fact in plan.cautions]
    bare, whole = str(of_plan(plan)), str(of_plan(plan, with_points=True))
    assert not [line for line in told if line in bare] and "points" not in of_plan(plan).title
    assert all(repr(line)[1:-1] in whole for line in told)
    assert "not followed any more" in str(of_plan(plan, is_stale=True)) and "any more" not in bare


def test_how_the_skin_took_it_is_handed_over_with_what_a_doctor_said() -> None:
    events = (added(), *whole("s0", at=NOON - timedelta(days=2)))
    record = record_of(events, "ann")
    assert of_skin(record, DAY_OF_NOON).pairs
    asked = DAY_OF_NOON - timedelta(days=2)
    said = took(record, "pain", asked, DAY_OF_NOON, NOON)
    doctor = DoctorSaid(person_id="ann", at_utc=NOON, day=DAY_OF_NOON, fine=True, who="Dr. Kim")
    lines = str(of_skin(record_of((*events, said, doctor), "ann"), DAY_OF_NOON).pairs)
    assert "pain" in lines and "Dr. Kim said that light is fine" in lines
    fine = took(record, "fine", asked, DAY_OF_NOON, NOON)
    ((_, count),) = of_skin(record_of((*events, fine), "ann"), DAY_OF_NOON).pairs
    assert count.startswith("once")


def test_health_says_what_was_said() -> None:
    who = Person(
        age_years=50,
        phototype="II",
        conditions=("melasma",),
        medicines=(Medicine(name="doxycycline", last_dose=DAY), Medicine(name="aspirin")),
        answers=(ExpertAnswer(about="melasma", fine=True, by="doctor", who="Dr X", day=DAY),),
    )
    text = " ".join(value for _, value in of_health(who).pairs)
    for word in ("melasma", "doxycycline", "23 November 2026", "aspirin", "A doctor said"):
        assert word in text


@pytest.fixture(scope="module")
def visitor(tmp_path_factory: pytest.TempPathFactory) -> Visitor:
    return Visitor(an_app(tmp_path_factory.mktemp("house")))


def test_a_sheet_of_the_app_holds_what_was_chosen_and_is_read_by_another(visitor: Visitor) -> None:
    person = visitor.planned()
    _, page = visitor.send(
        f"{person}/share", {"part": ["plan", "limits"], "until": "2026-12-20"}, status=200
    )
    assert "Ada" not in page and "Conditions" not in page and "Light given" not in page
    assert "HigherDOSE" in page
    everything: dict[str, str | list[str]] = {
        "part": ["plan", "limits", "light", "health"], "name": "yes", "until": "2026-12-20",
    }  # fmt: skip
    _, page = visitor.send(f"{person}/share", everything, status=200)
    assert "Ada" in page and "Conditions" in page and "Light given" in page
    token = re.search(r'name="token" value="(\w+)"', visitor.page("/shared"))
    assert token is not None
    answer = visitor.client.post(
        "/shared", data={"token": token[1]}, files={"file": ("s.html", page.encode(), "text/html")}
    )
    assert answer.status_code == 200 and "HigherDOSE" in answer.text
    answer = visitor.client.post(
        "/shared", data={"token": token[1]}, files={"file": ("s.html", b"no", "text/html")}
    )
    assert answer.status_code == 422 and 'id="file-problem"' in answer.text


def test_light_that_is_handed_over_is_all_light_in_the_order_of_its_days() -> None:
    """Cut short sessions as they were, an office's light too; what nobody knows is said."""
    office = DoseNoted(
        person_id="ann",
        at_utc=NOON,
        doses=(DayDose(day=DAY_OF_NOON, band="red", dose_j_cm2=7.5),),
        note="a secret note",
    )
    events = (
        added(),
        *whole("s0", at=NOON - timedelta(days=2)),
        begun("s1", at=NOON + timedelta(days=1), planned_min=10.0),
        ended(4.0, "s1", at=NOON + timedelta(days=1), reason="stopped"),
        office,
        begun("s2", at=NOON + timedelta(days=3)),  # no end: a crash
    )
    record = record_of(events, "ann")
    section = light_section(record, lambda source: source)
    assert len(section.rows) == len(record.sittings) + 1 == 4
    days = [one.begun.day for one in record.sittings]
    assert [row[0] for row in section.rows] == [
        words.day(day) for day in sorted([*days, DAY_OF_NOON])
    ]
    by_day = {row[0]: row for row in section.rows}
    short = by_day[words.day(DAY_OF_NOON + timedelta(days=1))]
    assert short[1].startswith("4") and short[2].startswith("10")
    noted = by_day[words.day(DAY_OF_NOON)]
    assert "7.5" in noted[3] and "secret" not in str(section)
    assert len(section.pairs) == len(record.lost) + len(record.gaps) + sum(
        one.full_sessions > 0 for one in record.sittings
    )
    nobody_knows = LightLost(person_id="ann", at_utc=NOON, first=DAY_OF_NOON, last=DAY_OF_NOON)
    lost = replace(record, lost=(nobody_knows,))
    assert len(light_section(lost, str).pairs) == len(section.pairs) + 1


def test_every_limit_is_told_with_what_it_allows_and_what_is_used() -> None:
    plan = planned()
    rows = of_limits(plan).rows
    bars = cards.ceiling_bars(plan)
    assert len(rows) == len(bars) > 0
    for row, bar in zip(rows, bars, strict=True):
        assert row[1] == bar.value_text and row[2] == bar.limit_text
        assert bar.share_text in row[3]
    assert any(row[1] != row[2] for row in rows)


DRUG: dict[str, str] = {"drug-any": "some", "drug-0-name": "isotretinoin"}


@pytest.mark.parametrize("drug", ["isotretinoin", "aspirin"])
def test_what_was_not_chosen_is_in_no_byte_of_the_page(tmp_path: Path, drug: str) -> None:
    """Name, age, skin and medicines stay out; only a plan that a medicine decides names it."""
    visitor = Visitor(an_app(tmp_path / "house"))
    person = visitor.with_mask(name="Zoltan", age="47", **{**DRUG, "drug-0-name": drug})
    visitor.send(f"{person}/plan", {"do": "make", "start": date.today().isoformat()})
    visitor.wait(person)
    until = date.today().isoformat()
    for parts in (["light"], ["limits"], ["plan"], ["plan", "limits", "light"]):
        sent: dict[str, str | list[str]] = {"part": parts, "until": until}
        _, page = visitor.send(f"{person}/share", sent, status=200)
        page = re.sub("<style>.*?</style>", "", page, flags=re.DOTALL)
        held = {word for word in ("Zoltan", "47 years", "skin type", drug) if word in page}
        decides = drug == "isotretinoin" and "plan" in parts
        assert held == ({drug} if decides else set()), parts
    assert "a medicine or condition that decides it is named" in visitor.page(f"{person}/share")


def test_a_sheet_is_in_the_language_that_its_reader_reads(visitor: Visitor) -> None:
    """The whole of it, whatever language the app speaks."""
    person = visitor.planned()
    every: dict[str, str | list[str]] = {
        "part": ["plan", "limits", "light", "skin", "health"], "until": "2026-12-20", "lang": "es",
    }  # fmt: skip
    _, page = visitor.send(f"{person}/share", every, status=200)
    assert '<html lang="es">' in page and "Luz en la cara" in page
    for english in ("Limits, and", "Light given", "How the skin", "What was said", "signed it"):
        assert english not in page
    _, page = visitor.send(f"{person}/share", {**every, "lang": "xx"}, status=200)
    assert '<html lang="en">' in page


def test_a_sheet_with_a_plan_that_is_older_than_the_answers_says_so(visitor: Visitor) -> None:
    person = visitor.planned()
    visitor.send(f"{person}/you", answers(age="61"))
    assert "Your answers changed since the plan was made" in visitor.page(f"{person}/share")
    form: dict[str, str | list[str]] = {"part": ["plan"], "until": "2026-12-20"}
    assert "not followed any more" in visitor.send(f"{person}/share", form, status=200)[1]


@pytest.mark.parametrize(
    ("form", "field"),
    [
        ({"until": "2026-12-20"}, "part"),
        ({"part": ["plan"], "until": "2020-01-01"}, "until"),
        ({"part": ["plan"], "until": "2040-01-01"}, "until"),
        ({"part": ["plan"], "until": "soon"}, "until"),
    ],
)
def test_a_sheet_of_nothing_or_for_ever_is_said(
    visitor: Visitor, form: dict[str, str | list[str]], field: str
) -> None:
    person = visitor.with_mask()
    _, text = visitor.send(f"{person}/share", form, status=422)
    assert f'id="{field}-problem"' in text
