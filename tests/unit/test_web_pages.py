"""The pages in memory: the interview, the mask, the plan; nothing that was typed is lost."""

from __future__ import annotations

import re
import time
import tomllib
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from web_house import MASK, Reading, Visitor, an_app, answers

from openpbm.cli.main import main
from openpbm.errors import TableError
from openpbm.face import REGIONS
from openpbm.files.answer import LISTS, SKIN_TYPES, TOPICS, Answers, person_text
from openpbm.files.json_value import parsed_json
from openpbm.files.person_file import person_from
from openpbm.mask.catalogue import catalogue_ids
from openpbm.reports import screen_words, words
from openpbm.response.study import all_studies
from openpbm.response.summary import all_goals
from openpbm.speech.say import say
from openpbm.web.form import Form
from openpbm.web.mask_form import mask_table
from openpbm.web.you_form import goal_choices, person_lines


@pytest.fixture(scope="module")
def person(visitor: Visitor) -> str:
    return visitor.planned()


def file_of(folder: Path, person: str) -> Path:
    return folder / "people" / person.removeprefix("/p/") / "person.toml"


def inputs(text: str) -> dict[str, list[str]]:
    """What a form on a page would send as it stands."""
    sent: dict[str, list[str]] = {}
    for attrs in Reading(text).of("input"):
        kind = attrs.get("type", "text")
        if kind in ("radio", "checkbox") and "checked" not in attrs:
            continue
        sent.setdefault(attrs.get("name", ""), []).append(attrs.get("value", ""))
    return sent


# ---------------------------------------------------------------------------- interview


def test_the_page_asks_what_the_terminal_asks(visitor: Visitor) -> None:
    text = visitor.page("/new")
    for asked in (*SKIN_TYPES.values(), *(t.question for t in TOPICS), *(q for _, q in LISTS)):
        assert say(asked) in text


def test_a_full_interview_gives_a_file_that_the_terminal_reads(
    visitor: Visitor, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    where, _ = visitor.send(
        "/new",
        answers(
            **{
                "skin": "lab", "lab_l": "66", "lab_a": "8,5", "lab_b": "15.5",
                "goal": ["wrinkles_firmness", "acne"], "region": ["forehead", "nose"],
                "height": "178", "drug-any": "some", "drug-0-name": "doxycycline",
                "drug-0-day": "2026-05-01", "procedure-any": "some",
                "procedure-0-name": "microneedling", "procedure-0-day": "2026-12-15",
                "topic-0": "yes", "topic-0-which": "glaucoma", "topic-3": "unsure",
                "condition-any": "some", "condition-0-name": "rosacea",
            }
        ),
    )  # fmt: skip
    path = file_of(folder, where.removesuffix("/screen"))
    file = person_from(path.read_bytes(), path)
    assert file.person.lab == (66.0, 8.5, 15.5)
    assert [w.regions for w in file.person.wishes] == [("forehead", "nose")] * 2
    assert file.person.conditions == ("glaucoma", "melasma", "rosacea")
    assert file.person.medicines[0].name == "doxycycline"
    assert file.person.procedures[0].name == "microneedling"
    assert main(["check", str(path)]) == 0
    capsys.readouterr()


GOOD = answers()
BREAKS: tuple[tuple[dict[str, str], str], ...] = (
    ({"age": "fifty"}, "age"),
    ({"age": ""}, "age"),
    ({"age": "1e400"}, "age"),
    ({"age": "130"}, "age"),
    ({"skin": ""}, "skin"),
    ({"skin": "lab", "lab_l": "66", "lab_a": "8", "lab_b": "many"}, "lab_b"),
    ({"skin": "ita", "ita": "300"}, "ita"),
    ({"goal": ""}, "goal"),
    ({"goal_other": "flying"}, "goal_other"),
    ({"goggles": ""}, "goggles"),
    ({"recent": ""}, "recent"),
    ({"topic-1": ""}, "topic-1"),
    ({"drug-any": ""}, "drug-any"),
    ({"drug-0-name": "aspirin"}, "drug-any"),
    ({"drug-any": "some", "drug-0-name": "aspirin", "drug-0-day": "May"}, "drug-0-day"),
    ({"procedure-any": "some", "procedure-0-name": "laser"}, "procedure-0-day"),
    ({"condition-any": "some", "condition-0-name": "maybe"}, "condition-0-name"),
    ({"height": "12"}, "height"),
    ({"name": "x" * 200}, "name"),
)


def test_a_screen_that_is_left_is_read_and_nothing_is_kept(visitor: Visitor, folder: Path) -> None:
    before = set((folder / "people").iterdir())
    for sent in (GOOD, {"age": "fifty"}, {}):
        _, text = visitor.send("/new", {**sent, "do": "look", "page": "0"}, status=200)
        assert set((folder / "people").iterdir()) == before
        said = [a for a in Reading(text).of("p") if a.get("id") == "age-problem"]
        assert bool(said) is (sent != GOOD)
    where, _ = visitor.send("/new", {**GOOD, "page": "9"})
    typed = (folder / "people" / where.split("/")[2] / "typed.json").read_text("utf-8")
    assert '"page"' not in typed  # of the form, and no answer


@pytest.mark.parametrize(("change", "field"), BREAKS, ids=[f for _, f in BREAKS])
def test_bad_input_is_said_at_its_field_and_nothing_typed_is_lost(
    visitor: Visitor, folder: Path, change: dict[str, str], field: str
) -> None:
    before = set((folder / "people").iterdir())
    sent = {**GOOD, **change}
    _, text = visitor.send("/new", sent, status=422)
    assert set((folder / "people").iterdir()) == before
    page = Reading(text)
    assert [a for a in page.of("p") if a.get("id") == f"{field}-problem"]
    assert [a for a in page.of("a") if a.get("href") == f"#{field}-problem"]
    kept = inputs(text)
    for name, value in sent.items():
        if value and name != "do":
            assert value in kept.get(name, []), f"{name} was lost"


def test_every_choice_of_the_form_is_kept_when_another_field_is_wrong(visitor: Visitor) -> None:
    sent = answers(
        **{
            "age": "", "goal": [g.id for g in goal_choices()], "region": list(REGIONS),
            "drug-any": "some",
            **{f"drug-{i}-name": f"herb {i}" for i in range(12)},
            **{f"drug-{i}-name-spelt": f"keep herb {i}" for i in range(12)},
        }
    )  # fmt: skip
    _, text = visitor.send("/new", sent, status=422)
    kept = inputs(text)
    assert kept["goal"] == sent["goal"]
    assert kept["region"] == sent["region"]
    assert [kept[f"drug-{i}-name"][0] for i in range(12)] == [f"herb {i}" for i in range(12)]


def test_another_line_judges_nothing_and_keeps_all(visitor: Visitor) -> None:
    first = inputs(visitor.page("/new"))
    assert "drug-1-name" not in first
    _, text = visitor.send(
        "/new", {"do": "more-drug", "age": "x", "drug-0-name": "aspirin"}, status=200
    )
    kept = inputs(text)
    assert kept["drug-0-name"] == ["aspirin"]
    assert "drug-1-name" in kept
    assert kept["age"] == ["x"]
    assert "problem" not in text


def test_a_misspelling_is_asked_about_and_never_taken_unasked(
    visitor: Visitor, folder: Path
) -> None:
    sent = answers(**{"drug-any": "some", "drug-0-name": "doxicyclin"})
    _, text = visitor.send("/new", sent, status=422)
    assert "do you mean doxycycline" in " ".join(text.split())
    assert inputs(text)["drug-0-name"] == ["doxicyclin"]
    where, _ = visitor.send("/new", {**sent, "drug-0-name-spelt": "doxycycline"})
    assert '"doxycycline"' in file_of(folder, where.removesuffix("/screen")).read_text()
    where, _ = visitor.send("/new", {**sent, "drug-0-name-spelt": "keep doxicyclin"})
    written = file_of(folder, where.removesuffix("/screen"))
    assert '"doxicyclin"' in written.read_text()
    # unknown, and as strict as what it may mean
    assert "doxycycline" in visitor.page(where).lower()


def test_what_somebody_types_is_understood_at_once(visitor: Visitor) -> None:
    ask = "/understood?kind={}&text={}"
    assert visitor.client.get(ask.format("drug", "doxicyclin")).json()["guesses"] == ["doxycycline"]
    unknown = visitor.client.get(ask.format("drug", "zzzyx")).json()["echoes"][0]
    assert "not in the table" in unknown
    assert visitor.client.get(ask.format("spell", "x")).json() == {"echoes": [], "guesses": []}


def test_the_screen_says_what_the_terminal_says(visitor: Visitor, folder: Path) -> None:
    person = visitor.new_person(**{"topic-2": "yes"})
    path = file_of(folder, person)
    found = screen_words.screened(person_from(path.read_bytes(), path).person, date.today())
    text = visitor.page(f"{person}/screen")
    told = screen_words.lay_verdict(found.colours)
    assert told[1] in text
    word, _, rest = screen_words.verdict(found.colours)[1].partition(": ")
    assert (told[0], told[1].lower(), word) == ("refer", rest.lower(), "Refer")
    for line in screen_words.questions(found.findings):
        assert line.replace('"', "&#34;") in text


def test_the_page_without_the_program_never_says_that_a_mask_is_dark(visitor: Visitor) -> None:
    text = " ".join(visitor.page("/offline").split())
    now = "Take the mask off or switch it off if it shines."
    assert now in text
    assert "is dark" not in text
    assert text.index(now) < text.index("openpbm app")  # the mask first, then the program
    by_hand = re.search(r"<li>(A mask that you switch yourself [^<]*)</li>", text)
    assert by_hand is not None
    assert "shines on until you switch it off" in by_hand[1]


@settings(max_examples=40, suppress_health_check=list(HealthCheck))
@given(
    name=st.text(min_size=1, max_size=90),
    age=st.text(max_size=8),
    other=st.text(max_size=40),
)
def test_whatever_is_typed_gives_a_good_file_or_an_error_at_a_field(
    name: str, age: str, other: str
) -> None:
    typed = {k: v if isinstance(v, list) else [v] for k, v in GOOD.items()}
    typed |= {"drug-any": ["some"], "drug-0-name": [name], "age": [age or "41"], "name": [other]}
    form = Form(typed=typed)
    said = person_lines(form)
    if said is None:
        assert form.errors or form.guesses
        return
    raw = person_text(said).encode()
    assert tomllib.loads(raw.decode())["person"]["age_years"] > 0
    assert person_from(raw, Path("x.toml")).person.medicines or name.strip()


# --------------------------------------------------------------------------------- mask


def test_the_catalogue_shows_every_device_and_finds_by_words(visitor: Visitor, person: str) -> None:
    text = visitor.page(f"{person}/mask")
    assert all(f"/mask/{key}" in text for key in catalogue_ids())
    found = Reading(visitor.page(f"{person}/mask?q=higher+RED")).of("li")
    cards = [attrs for attrs in found if "data-search" in attrs]
    assert len(cards) == len(catalogue_ids())  # the page's own search sees all of them
    fit = [attrs for attrs in cards if "hidden" not in attrs]
    assert 0 < len(fit) < 10
    assert all("higher" in attrs["data-search"] for attrs in fit)
    assert '<p id="none-found">' in visitor.page(f"{person}/mask?q=zzzz")


def test_a_device_shows_what_the_terminal_tells_of_it(
    visitor: Visitor, person: str, capsys: pytest.CaptureFixture[str]
) -> None:
    text = visitor.page(f"{person}/mask/{MASK}")
    assert main(["masks", MASK]) == 0
    told = " ".join(capsys.readouterr().out.split())
    for fact in ("claimed by the maker", "distance to the skin"):
        assert fact in told
        assert fact in text
    picture = visitor.client.get(f"/picture/{MASK}.svg")
    assert picture.headers["content-type"] == "image/svg+xml"
    assert picture.text.count("<circle") > 100


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"standoff": "near"}, "standoff"),
        ({"timer": "0"}, "timer"),
        ({"price": "-3"}, "price"),
        ({"reading-0-value": "20", "reading-0-region": "nose"}, "reading-0-channel"),
        ({"reading-0-value": "20", "reading-0-channel": "red"}, "reading-0-region"),
        (
            {
                "reading-0-value": "x",
                "reading-0-channel": "red",
                "reading-0-region": "nose",
            },
            "reading-0-value",
        ),
    ],
)
def test_a_slip_about_the_mask_is_said_at_its_field(
    visitor: Visitor, person: str, change: dict[str, str], field: str
) -> None:
    sent = {"do": "save", "timer": "10", "shield": "opaque", **change}
    _, text = visitor.send(f"{person}/mask/{MASK}", dict(sent.items()), status=422)
    assert f'id="{field}-problem"' in text
    kept = inputs(text)
    assert "opaque" in kept["shield"]


def test_readings_and_statements_stand_in_the_file(visitor: Visitor, folder: Path) -> None:
    person = visitor.new_person()
    form: dict[str, str | list[str]] = {
        "do": "save", "standoff": "12", "timer": "10; 20", "shield": "none", "contact": "no",
        "by_hand": "yes", "price": "349", "meter": "laboratory", "pulsing": "continuous",
    }  # fmt: skip
    for i, place in enumerate(("nose", "chin", "forehead")):
        form |= {
            f"reading-{i}-channel": "red",
            f"reading-{i}-region": place,
            f"reading-{i}-value": f"{20 + i}",
        }
    where, _ = visitor.send(f"{person}/mask/{MASK}", form)
    assert where == f"{person}/plan"
    path = file_of(folder, person)
    mask = person_from(path.read_bytes(), path).mask
    assert mask is not None
    assert mask.standoff_mm == 12
    assert mask.session_min == (10.0, 20.0)
    assert [r.irradiance_mw_cm2 for r in mask.channels[0].readings] == [20.0, 21.0, 22.0]
    assert {r.meter for r in mask.channels[0].readings} == {"laboratory"}
    # changing an answer about the person keeps the mask
    visitor.send(f"{person}/you", answers(age="61"))
    again = person_from(path.read_bytes(), path)
    assert again.mask is not None
    assert again.mask.price_usd == 349
    assert again.person.age_years == 61


def test_an_own_mask_file_is_read_and_used(visitor: Visitor, folder: Path) -> None:
    person = visitor.new_person()
    content = (Path(__file__).parents[2] / "examples" / "unknown-mask.toml").read_bytes()
    own = b'[mask]\nname = "Mine"\nform = "rigid_mask"\n[[channels]]\nrole = "red"\npeak_nm = 630\n'
    assert content
    answer = visitor.client.post(
        f"{person}/mask/file", data={"token": visitor.token()}, files={"file": ("m.toml", own)}
    )
    assert answer.headers["location"] == f"{person}/mask/own"
    assert "Mine" in visitor.page(f"{person}/mask/own")
    visitor.send(f"{person}/mask/own", {"do": "save"})
    mask = person_from(file_of(folder, person).read_bytes(), file_of(folder, person)).mask
    assert mask is not None
    assert mask.name == "Mine"


def test_what_an_expert_said_is_kept_when_the_form_is_saved_again(
    visitor: Visitor, folder: Path
) -> None:
    person = visitor.new_person()
    file = file_of(folder, person)
    said = '[[person.answers]]\nabout = "age"\nfine = false\nby = "doctor"\nwho = "Dr. A"\n'
    day = "day = 2026-11-02\n"
    text = file.read_text(encoding="utf-8")
    file.write_text(f"{text}\n{said}{day}", encoding="utf-8")
    visitor.send(f"{person}/you", answers())
    (kept,) = person_from(file.read_bytes(), file).person.answers
    assert (kept.about, kept.fine, kept.who) == ("age", False, "Dr. A")


def test_a_form_without_a_mask_writes_no_mask() -> None:
    assert mask_table(Form()) == {}
    assert "[mask]" not in person_text(Answers(person={"age_years": 4}))


# --------------------------------------------------------------------------------- plan


def test_the_plan_in_the_page_is_the_plan_of_the_files(visitor: Visitor, person: str) -> None:
    text = visitor.page(f"{person}/plan")
    plan = parsed_json(visitor.client.get(f"{person}/plan/plan.json").text, "plan.json")
    assert isinstance(plan, dict)
    session = plan["session"]
    assert isinstance(session, dict)
    assert words.plain_minutes(float(str(session["minutes"]))) in text
    assert str(plan["verdict"]).split(".")[0][:20] in text
    assert 'id="live-data"' in text
    assert not [a for _, a in Reading(text).tags if "style" in a]  # the content policy forbids it
    assert "/static/report.js" in text
    report = visitor.client.get(f"{person}/plan/report.html")
    assert "attachment" in report.headers["content-disposition"]
    assert "BEGIN:VCALENDAR" in visitor.client.get(f"{person}/plan/calendar.ics").text


def test_changed_answers_make_the_plan_old_and_say_so(visitor: Visitor, person: str) -> None:
    said = "Your answers changed since this plan was made"
    assert said not in visitor.page(f"{person}/plan")
    visitor.send(f"{person}/you", answers(age="61"))
    assert said in visitor.page(f"{person}/plan")


def test_a_refusal_is_a_plan_page_too(visitor: Visitor) -> None:
    person = visitor.planned(
        **{"topic-2": "yes", "drug-any": "some", "drug-0-name": "isotretinoin"}
    )
    text = visitor.page(f"{person}/plan")
    assert "Why there is no session" in text
    assert visitor.client.get(f"{person}/plan/calendar.ics").status_code == 404


def test_a_bad_first_day_is_said_at_its_field(visitor: Visitor, person: str) -> None:
    _, text = visitor.send(f"{person}/plan", {"do": "make", "start": "1850-01-01"}, status=422)
    assert 'id="start-problem"' in text


def test_a_file_broken_by_hand_is_told_and_the_plan_stays(
    visitor: Visitor, folder: Path, person: str
) -> None:
    path = file_of(folder, person)
    path.write_text(path.read_text() + "\n[nonsense]\nx = 1\n")
    text = visitor.page(f"{person}/plan", status=409)
    assert "field nonsense" in text
    visitor.send(f"{person}/you", answers())  # saving the answers writes the file anew
    assert "nonsense" not in path.read_text()
    assert (path.parent / "plan" / "plan.json").is_file()


def test_a_plan_can_wait_for_its_mask(visitor: Visitor) -> None:
    person = visitor.new_person()
    assert "One thing is missing: your mask" in visitor.page(f"{person}/plan")


def test_people_are_listed_and_found_again(visitor: Visitor, folder: Path) -> None:
    person = visitor.new_person(name="Zoë")
    assert "Zoë" in visitor.page("/people")
    other = Visitor(an_app(folder))
    assert "Zoë" in other.page(f"{person}/you")
    odd = folder / "people" / "..hidden"
    odd.mkdir()
    assert "..hidden" not in visitor.page("/people")


def test_labels_names_and_landmarks_are_there(visitor: Visitor, person: str) -> None:
    """Every field has a label, every page one h1, a main, a title."""
    for path in ("/new", "/people", f"{person}/you", f"{person}/mask", f"{person}/mask/{MASK}",
                 f"{person}/screen", f"{person}/plan"):  # fmt: skip
        page = Reading(visitor.page(path))
        ids = [attrs["id"] for _, attrs in page.tags if "id" in attrs]
        assert len(ids) == len(set(ids)), f"{path}: an id twice"
        assert len(page.of("h1")) == 1
        assert len(page.of("main")) == 1
        labelled = {attrs.get("for") for attrs in page.of("label")}
        for tag in ("input", "select"):
            for attrs in page.of(tag):
                if attrs.get("type") not in ("hidden", "radio", "checkbox"):
                    assert attrs.get("id") in labelled, (path, attrs)
        for attrs in page.of("input"):
            for name in attrs.get("aria-describedby", "").split():
                assert name in ids, (path, name)


# ----------------------------------------------------------------------------- evidence


def test_the_evidence_is_weighed_once_and_then_a_page(visitor: Visitor, folder: Path) -> None:
    assert 'href="/evidence"' in visitor.page("/new")  # from where somebody begins
    assert 'data-progress="/evidence/progress"' in visitor.page("/evidence")
    end = time.monotonic() + 300
    while visitor.client.get("/evidence/progress").json()["state"] == "running":
        assert time.monotonic() < end
        time.sleep(0.05)
    page = visitor.page("/evidence")
    for row in all_goals():
        assert f'id="goal-{row.goal.id}"' in page
    for key in all_studies():
        assert f'data-study="{key}"' in page
    for key in ("goal", "setting", "band", "soundness"):
        assert f'<select name="{key}">' in page
    (kept,) = (folder / "evidence").iterdir()
    written = kept.stat().st_mtime_ns
    assert visitor.page("/evidence") == page
    assert kept.stat().st_mtime_ns == written
    style = [a["style"] for _, a in Reading(page).tags if "style" in a]
    assert style == []  # the content policy would drop it


def test_an_atlas_that_fails_says_so_and_is_tried_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(**_: object) -> None:
        raise TableError("the table is torn")

    monkeypatch.setattr("openpbm.response.atlas.atlas", broken)
    own = Visitor(an_app(tmp_path))
    own.page("/evidence")
    while own.client.get("/evidence/progress").json()["state"] == "running":
        time.sleep(0.01)
    assert "The table is torn." in own.page("/evidence", status=500)
    assert 'id="making"' in own.page("/evidence")
