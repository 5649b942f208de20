"""Do counts, file names, floors and commands in prose stay true as the house changes?"""

from __future__ import annotations

import ast
import json
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
import typer.core
from docs_made import PAGES, ROOT

from openpbm.cli.main import app
from openpbm.face import REGIONS
from openpbm.tables import folder

TOLD = [*PAGES, folder() / "README.md", *sorted((ROOT / "bench").rglob("*.md"))]
WORDS = "one two three four five six seven eight nine ten eleven twelve"
SPELT = {word: number for number, word in enumerate(WORDS.split(), 1)}


def text_of(page: Path) -> str:
    return page.read_text(encoding="utf-8")


def rows(name: str, **having: str) -> int:
    """How many rows of a table hold these words."""
    content = json.loads(text_of(folder() / f"{name}.json"))["rows"]
    return sum(all(row[key] == word for key, word in having.items()) for row in content)


def chapters() -> int:
    return sum(
        bool(re.match(r"# \d+ ", text_of(page))) for page in (ROOT / "docs/theory").glob("*.md")
    )


COUNTED = {
    "devices as published": rows("devices"),
    "exposure limits and": rows("limits"),
    "drugs, conditions, procedures, populations": rows("contraindications"),
    "hazards": rows("risk", kind="hazard"),
    "invariants": rows("risk", kind="invariant"),
    "gaps, with": rows("risk", kind="gap"),
    "threats": rows("threats"),
    "items of the firmware": rows("firmware_items"),
    "human studies": rows("studies"),
    "laboratory results|results in cells": rows("laboratory"),
    "systematic reviews|reviews with": rows("reviews"),
    "bands inside|bands\n": rows("bands"),
    "colours of channels": rows("roles"),
    "chapters, cited": chapters(),
    "named regions": len(REGIONS),
    "rows: |comparisons of `openpbm validate`": rows("validation"),
}


def told() -> Iterator[tuple[Path, str, int, int]]:
    """Page, words, the number that stands there, the number that would be right."""
    for page in TOLD:
        for words, right in COUNTED.items():
            for found in re.finditer(rf"\b(\w+) (?:{words})", text_of(page)):
                number = SPELT.get(found[1].lower(), found[1])
                if str(number).isdigit():
                    yield page, found[0], int(number), right


def test_every_count_in_prose_is_the_count_of_its_table() -> None:
    found = list(told())
    assert len(found) > 10
    assert not [
        f"{page.relative_to(ROOT)}: {words!r}, expected {right}"
        for page, words, number, right in found
        if number != right
    ]


# ------------------------------------------------------------------------------ file names

NAMED = re.compile(r"(?<![\w$./-])([\w./*-]*\w\.(?:py|json|csv|toml|md|css|js|obj|ant|svg|png))\b")
MADE = {
    # what a person writes or the program makes: in no repository
    "tables/lay_words_CODE.json", "arms.csv", "map.svg", "map.csv", "regions.csv",
    "PERSON.toml", "PLAN.json", "STUDY.toml", "my.toml", "person.toml", "plan.json", "doses.csv",
    "people/ID/compare.json", "people/ID/mask.toml", "people/ID/person.toml",
    "people/ID/typed.json", "openpbm-masks/paired.json", "people/ID/reminder.json", "beside.json",
    "a/plan.json", "b/plan.json", "people/ID/device-ID.toml", "device.json", "mask.toml",
    "practice.json", "protocol-ID.json", "SWEEP.toml", "LIMITS.toml", "tolerance.json",
    "tolerance.svg", "summary.json", "limits.toml", "collimated.json",
    "dose_by_colour.svg", "above_below.svg",
    "study/dose_by_colour.svg", "study/above_below.svg",
    "trial.html", "allocation.csv", "dose.csv",
    "reporting.csv", "reporting.md", "my-trial.toml", "my-mask.toml", "TRIAL.toml",
}  # fmt: skip
PLACES = (".", "src/openpbm", "src/openpbm/tables", "docs", "tests")


def is_there(name: str, page: Path) -> bool:
    """Whether a file lies at the root, beside the page, or in one of the usual places."""
    beside = [ROOT / place for place in PLACES] + [page.parent]
    if any(list(place.glob(name)) for place in beside):
        return True
    inside = "/" not in name and any((ROOT / "src").rglob(name))
    return inside or ("/" not in name and any((ROOT / "tests").rglob(name)))


@pytest.mark.parametrize("page", TOLD, ids=lambda p: str(p.relative_to(ROOT)))
def test_every_file_that_prose_names_is_there(page: Path) -> None:
    spans = re.findall(r"`([^`\n]+)`", text_of(page))
    names = {name for span in spans for name in NAMED.findall(span)} - MADE
    assert not [name for name in sorted(names) if not is_there(name, page)]


# ------------------------------------------------------------------- floors and commands


def test_the_floors_in_contributing_are_those_of_the_contract() -> None:
    settings = tomllib.loads(text_of(ROOT / "pyproject.toml"))
    contract = next(c for c in settings["tool"]["importlinter"]["contracts"] if "layers" in c)
    table = re.findall(r"^\| (?:doors|edges|work|judgement|physics|nouns|ground) \| (.*) \|$",
                       text_of(ROOT / "docs/how-to/change-the-code.md"), re.MULTILINE)  # fmt: skip
    floors = [set(re.findall(r"`(\w+)`", floor)) for row in table for floor in row.split("above")]
    assert floors == [set(re.findall(r"\w+", layer)) for layer in contract["layers"]]


def test_the_readme_lists_every_command() -> None:
    group = typer.main.get_command(app)
    assert isinstance(group, typer.core.TyperGroup)
    told = set(re.findall(r"^openpbm ([a-z-]+)", text_of(ROOT / "README.md"), re.MULTILINE))
    assert told == set(group.commands)


# ---------------------------------------------------------------------------------- units

UNIT = re.compile(r"m?[JW]/cm2")
SPOKEN = ("reports", "cli", "web", "speech")  # whatever is said to a person is said there


def said_in(path: Path) -> Iterator[str]:
    """The texts of a file that may reach a person: no docstring, no unit by itself."""
    tree = ast.parse(text_of(path))
    documented = (ast.Module, ast.ClassDef, ast.FunctionDef)
    docs = {ast.get_docstring(n, clean=False) for n in ast.walk(tree) if isinstance(n, documented)}
    for node in ast.walk(tree):
        value = node.value if isinstance(node, ast.Constant) else None
        if isinstance(value, str) and value not in docs and not UNIT.fullmatch(value):
            yield value


def test_units_are_spelt_in_one_way_where_a_person_reads_them() -> None:
    files = [path for room in SPOKEN for path in (ROOT / "src/openpbm" / room).rglob("*.py")]
    assert len(files) > 60
    assert not [(path.name, said) for path in files for said in said_in(path) if UNIT.search(said)]
