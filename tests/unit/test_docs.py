"""The documentation keeps its promises: sections, links, examples, generated tables.

`docs_made.py` beside this file makes those tables.
"""

from __future__ import annotations

import ast
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest
import typer.core
from docs_made import MADE, MODELS, PAGES, ROOT, an_exposure, remade

from openpbm.cli.check import described
from openpbm.cli.codes import CODES
from openpbm.cli.main import app
from openpbm.face import REGIONS
from openpbm.files.json_value import Json
from openpbm.files.schema import schema
from openpbm.files.stack_file import stacks_from
from openpbm.files.word import GROUPS
from openpbm.record import LIGHT_BANDS
from openpbm.role import ROLES
from openpbm.safety.ceilings.every import bounds
from openpbm.safety.cumulative import BORNE, window_days
from openpbm.safety.hazard.limit import standard_of
from openpbm.tables import numbers, rows

DOCS, SRC = ROOT / "docs", ROOT / "src" / "openpbm"
TUTORIALS = sorted((DOCS / "tutorial").glob("*.md"))
FENCE = re.compile(r"^```(\w*)([^\n]*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def text_of(page: Path) -> str:
    return page.read_text(encoding="utf-8")


def prose(page: Path) -> str:
    """A page without its code and formulas."""
    return re.sub(
        r"`[^`\n]+`|\$\$.*?\$\$|\$[^$]+\$", "", FENCE.sub("", text_of(page)), flags=re.DOTALL
    )


def blocks(page: Path, *languages: str) -> Iterator[tuple[str, str]]:
    """The fenced code of a page; one marked `part` is no whole file."""
    for language, more, code in FENCE.findall(text_of(page)):
        if language in languages and "part" not in more:
            yield language, code


# ------------------------------------------------------------------------------- theory


def sections() -> set[str]:
    pages = [text_of(page) for page in (DOCS / "theory").glob("*.md")]
    return {n for text in pages for n in re.findall(r"^#+ (\d+(?:\.\d+)?) ", text, re.MULTILINE)}


def citations() -> Iterator[tuple[str, str]]:
    """File and section of every `Theory N.M` in the code, ranges with both of their ends."""
    for path in SRC.rglob("*.py"):
        text = " ".join(text_of(path).split())
        for found in re.finditer(r"Theory (\d+(?:\.\d+)?)(?: (?:to|and) (\d+\.\d+))?", text):
            for number in found.groups():
                if number:
                    yield path.name, number


def test_every_section_that_the_code_cites_exists() -> None:
    cited, known = list(citations()), sections()
    assert len(cited) > 20
    assert not [f"{name} cites Theory {n}" for name, n in cited if n not in known]


def test_every_page_that_the_code_cites_exists() -> None:
    for path in SRC.rglob("*.py"):
        for cited in re.findall(r"docs/[\w./-]+\.md", text_of(path)):
            assert (ROOT / cited).is_file(), f"{path.name} cites {cited}"


@pytest.mark.parametrize("page", sorted((DOCS / "theory").glob("*.md")), ids=lambda p: p.name)
def test_equations_count_up_and_are_found_by_their_number(page: Path) -> None:
    text = text_of(page)
    tags = re.findall(r"\\tag\{(\d+)\.(\d+)\}", text)
    chapter = re.match(r"# (\d+) ", text)
    if chapter is None:
        assert not tags
        return
    assert tags == [(chapter[1], str(i)) for i in range(1, len(tags) + 1)]
    everywhere = "".join(text_of(other) for other in page.parent.glob("*.md"))
    for number in re.findall(r"Eqs?\. \((\d+\.\d+)\)", text):
        assert f"\\tag{{{number}}}" in everywhere, f"no equation {number}"


# Numbers that the chapters repeat, each with the table row it belongs to.
NAMING = ("matrix.md", "replay.md")  # pages that call products and studies by their names
REPEATED = (
    ("skin-scenarios.md", "skin", "melanin.measured_ita_sd_deg", "2 degrees"),
    ("skin-scenarios.md", "skin", "thickness.epidermis_sd_ln", "0.15 z"),
    ("skin-scenarios.md", "skin", "bloodless.a500", "0.043"),
    ("skin-scenarios.md", "skin", "bloodless.decay_nm", "59"),
    ("skin-scenarios.md", "skin", "scattering.dermis.a500", "2.95"),
    ("skin-scenarios.md", "skin", "scattering.subcutis.a500", "1.40"),
    ("skin-scenarios.md", "skin", "fit.scattering_sd_ln", "0.24"),
    ("heat.md", "thermal", "mask.flexible_capacity_j_m2_k", "5,500 J/m²K"),
    ("heat.md", "thermal", "mask.rigid_capacity_j_m2_k", "2,900 J/m²K"),
    ("heat.md", "heat", "led.heated_radius_mm", "1.77 mm"),
    ("light-sources.md", "light", "claim.meter_aperture_mm", "9.5 mm"),
    ("light-sources.md", "meters", "placing.rest_sd_ln", "5 %"),
    ("light-sources.md", "meters", "placing.region_sd", "12 %"),
    ("light-sources.md", "meters", "placing.uneven", "1.5 times"),
    ("light-sources.md", "meters", "silicon_solar.415nm", "0.52"),
    ("light-sources.md", "meters", "silicon_solar.633nm", "1.29"),
    ("light-sources.md", "meters", "silicon_solar.850nm", "1.88"),
    ("light-sources.md", "meters", "unstated.solar_share", "60 %"),
    ("limits.md", "light", "emitting_diameter_mm", "2.0 mm"),
)


@pytest.mark.parametrize(("page", "table", "row", "written"), REPEATED)
def test_numbers_in_the_text_are_those_of_the_tables(
    page: str, table: str, row: str, written: str
) -> None:
    assert written in text_of(DOCS / "theory" / page)
    number = re.match(r"(-?[\d.,]+)( %)?", written)
    assert number is not None
    value = float(number[1].replace(",", "")) / (100.0 if number[2] else 1.0)
    assert value == pytest.approx(numbers(table)[row].value, rel=1e-3)


# -------------------------------------------------------------------------------- links


def anchors(page: Path) -> set[str]:
    """Heading anchors as the hosts of such pages make them."""
    found = set()
    for heading in re.findall(r"^#+ (.+)$", FENCE.sub("", text_of(page)), re.MULTILINE):
        plain = re.sub(r"[`*\\]|\]\([^)]*\)|\[", "", heading).lower()
        found.add(re.sub(r"[^\w\- ]", "", plain).replace(" ", "-"))
    return found


@pytest.mark.parametrize("page", PAGES, ids=lambda p: str(p.relative_to(ROOT)))
def test_every_relative_link_resolves(page: Path) -> None:
    for link in re.findall(r"\]\(([^)\s]+)\)", prose(page)):
        if re.match(r"[a-z]+:", link):
            continue
        place, _, anchor = link.partition("#")
        target = (page.parent / place).resolve() if place else page
        assert target.exists(), f"{page.name} links to {link}"
        if anchor:
            assert anchor in anchors(target), f"{page.name} links to {link}"


@pytest.mark.parametrize("page", PAGES, ids=lambda p: str(p.relative_to(ROOT)))
def test_every_page_can_be_reached_and_speaks_calmly(page: Path) -> None:
    words = prose(page)
    assert not re.search(r"(?<!\[)!(?!\[)", re.sub(r"<!--.*?-->", "", words)), "an exclamation mark"
    for phrase in ("glow", "rejuvenat", "miracle", "boost"):
        assert phrase not in words.lower() or page.name in NAMING  # of products, of studies
    if page.is_relative_to(DOCS) and page.name != "README.md":
        assert page.name in text_of(page.parent / "README.md"), "not in its folder's index"


# ----------------------------------------------------------------------------- examples


@pytest.fixture
def workplace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of its own with the examples in it."""
    shutil.copytree(ROOT / "examples", tmp_path / "examples")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize("page", TUTORIALS, ids=lambda p: p.name)
def test_python_in_a_tutorial_runs_and_prints_what_is_shown(page: Path, workplace: Path) -> None:
    """A text block right after a Python block is what it prints."""
    codes: list[str] = []
    shown: list[str | None] = []
    for language, code in blocks(page, "python", "text"):
        if language == "python":
            codes.append(code)
            shown.append(None)
        elif shown and shown[-1] is None:
            shown[-1] = code
    if not codes:
        return
    script = workplace / "page.py"
    script.write_text("print('\\x1e')\n".join([*codes, ""]), encoding="utf-8")
    done = subprocess.run(
        [sys.executable, str(script)],
        cwd=workplace,
        env={**os.environ, "PYTHONPATH": str(ROOT / "src"), "OPENBLAS_NUM_THREADS": "1"},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    for expected, printed in zip(shown, done.stdout.split("\x1e"), strict=False):
        if expected is not None:
            assert printed.split() == expected.split()


@pytest.mark.parametrize("page", TUTORIALS, ids=lambda p: p.name)
def test_files_in_a_tutorial_are_good_files(page: Path, workplace: Path) -> None:
    for number, (language, code) in enumerate(blocks(page, "toml", "json")):
        if language == "json":
            assert stacks_from(code.encode(), page.name).stacks
            continue
        file = workplace / "examples" / f"shown-{number}.toml"
        file.write_text(code, encoding="utf-8")
        assert described(file)[0] in ("person", "mask")


@pytest.mark.parametrize("page", PAGES, ids=lambda p: str(p.relative_to(ROOT)))
def test_commands_and_options_that_are_shown_exist(page: Path) -> None:
    group = typer.main.get_command(app)
    assert isinstance(group, typer.core.TyperGroup)
    for _, code in blocks(page, "sh"):
        for line in re.findall(r"\bopenpbm ([a-z][^#\n&|]*)", code):
            name, *words = line.split()
            assert name in group.commands, f"{page.name}: openpbm {line}"
            command = group.commands[name]
            if isinstance(command, typer.core.TyperGroup):
                assert words[0] in command.commands, f"{page.name}: openpbm {line}"
                command = command.commands[words[0]]
            known = {o for p in command.params for o in p.opts} | {"--help"}
            assert {w for w in words if w.startswith("--")} <= known, f"{page.name}: {line}"


OPTION = re.compile(r"(?<![\w(-])--[a-z][a-z-]*[a-z](?![\w:)-])")  # none of a style sheet
OF_OTHERS = {"aloud.py"}  # calls other programs


def commands(
    command: typer.core.TyperCommand | typer.core.TyperGroup,
) -> Iterator[typer.core.TyperCommand | typer.core.TyperGroup]:
    yield command
    for below in getattr(command, "commands", {}).values():
        yield from commands(below)


def test_every_option_that_the_program_names_is_one_of_its_commands() -> None:
    """In the catalogues of every language, and in every text of the sources."""
    every = commands(typer.main.get_command(app))  # type: ignore[arg-type]
    params = [param for command in every for param in command.params]
    known = {o for param in params for o in (*param.opts, *param.secondary_opts)} | {"--help"}
    texts = {f"{path.parent.name}/{path.name}": [text_of(path)] for path in SRC.rglob("*.ftl")}
    for path in SRC.rglob("*.py"):
        if path.name not in OF_OTHERS:
            nodes = (node for node in ast.walk(ast.parse(text_of(path))))
            found = (node.value for node in nodes if isinstance(node, ast.Constant))
            texts[path.name] = [text for text in found if isinstance(text, str)]
    named = {(where, word) for where, every_text in texts.items()
             for text in every_text for word in OPTION.findall(text)}  # fmt: skip
    assert {word for _, word in named} > {"--column", "--lang"}
    assert not {(where, word) for where, word in named if word not in known}


# ------------------------------------------------------------------------ generated parts


@pytest.mark.parametrize(
    "page",
    [page for page in PAGES if MADE.search(text_of(page))],
    ids=lambda p: str(p.relative_to(ROOT)),
)
def test_generated_parts_are_fresh(page: Path) -> None:
    message = "run python tests/unit/docs_made.py to rewrite the generated parts"
    assert text_of(page) == remade(text_of(page)), message


def test_the_page_on_files_has_every_model_role_and_region() -> None:
    page = text_of(DOCS / "reference" / "files.md")
    assert not [n for n in MODELS if f"<!-- made by fields {n} -->" not in page]
    for role in ROLES.values():
        assert "{} {:g} to {:g}".format(role.name, *role.peak_nm) in page
    assert not [word for word in (*REGIONS, *GROUPS) if f"`{word}`" not in page]


def test_every_ceiling_rests_on_the_row_that_the_page_names() -> None:
    for bound in bounds(an_exposure(dark_skin=False)):
        if bound.rows:
            row = rows("limits")[bound.rows[0]]
            assert bound.source == f"{standard_of(row)}; {row.text('source')}"
            assert bound.status == row.text("status")
        else:
            assert bound.id == "device_maximum"


def test_the_list_of_ceilings_tells_cautions_apart_and_holds_every_band_that_is_summed() -> None:
    lines = text_of(DOCS / "safety" / "ceilings.md").splitlines()
    told = {line.split("`")[1]: ", advisory |" in line for line in lines if line.startswith("| `")}
    made = {bound.id: bound.advisory for bound in bounds(an_exposure(dark_skin=False))}
    assert {id: told[id] for id in made} == made
    ours = {
        f"light_{window}_{band}" for window in ("day", "week", "course") for band in LIGHT_BANDS
    }
    assert ours | {f"light_three_weeks_{band}" for band in BORNE} <= set(made)
    assert set(window_days()) == {"day", "week", "three_weeks", "course"}


def test_the_safety_page_names_every_ceiling_and_only_tests_that_exist() -> None:
    page = text_of(DOCS / "safety" / "README.md")
    made = [bound.id for bound in bounds(an_exposure(dark_skin=True))]
    assert '"epidermis_of_trial"' in text_of(SRC / "planning" / "decide.py")
    assert not [name for name in [*made, "epidermis_of_trial"] if f"`{name}`" not in page]
    tests = re.findall(r"`(tests/[\w/]+\.py)`", page)
    assert tests
    assert not [name for name in tests if not (ROOT / name).is_file()]


def keys(value: Json) -> Iterator[str]:
    """Every property that a schema names."""
    if isinstance(value, dict):
        named = value.get("properties")
        yield from named if isinstance(named, dict) else ()
        for part in value.values():
            yield from keys(part)
    elif isinstance(value, list):
        for part in value:
            yield from keys(part)


def test_the_page_on_plan_json_names_every_key() -> None:
    page = text_of(DOCS / "reference" / "plan-json.md")
    assert not [key for key in dict.fromkeys(keys(schema("plan"))) if not told(key, page)]


def told(key: str, page: str) -> bool:
    return f"`{key}`" in page or f"`{key}[]`" in page


def test_the_page_on_exit_codes_is_the_programs_own() -> None:
    page = text_of(DOCS / "reference" / "exit-codes.md")
    told = [int(code) for code in re.findall(r"^\| (\d+) \|", page, re.MULTILINE)]
    assert told == list(CODES)


def test_decisions_are_numbered_without_gaps() -> None:
    found = sorted((DOCS / "decisions").glob("[0-9]*.md"))
    counts = [int(page.name[:4]) for page in found]
    assert counts[0] == 1
    assert all(b == a + 1 for a, b in pairwise(counts))
    assert all(text_of(p).startswith(f"# {p.name[:4]} ") for p in found)
