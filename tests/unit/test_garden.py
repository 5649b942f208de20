"""What those who come find: forms, a citation, a package whose page has no broken link."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

import openpbm

ROOT = Path(__file__).parents[2]
FORMS = sorted((ROOT / ".github" / "ISSUE_TEMPLATE").glob("[!c]*.yml"))
ONE_SCREEN = 50  # lines
KINDS = ("markdown", "input", "textarea", "dropdown", "checkboxes")


def settings() -> dict[str, object]:
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def test_the_page_of_the_package_has_no_link_that_leads_nowhere() -> None:
    hook = settings()["tool"]["hatch"]["metadata"]["hooks"]["fancy-pypi-readme"]  # type: ignore[index]
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    assert re.search(r"\]\((?!https?:)", text), "nothing to take out: this test sees nothing"
    for each in hook["substitutions"]:
        text = re.sub(each["pattern"], each["replacement"], text)
    assert not re.findall(r"!?\[[^\]]*\]\((?!https?:)[^)]*\)", text)
    assert "not a medical device" in text
    assert "openpbm plan" in text


def test_the_citation_is_of_this_version() -> None:
    said = (ROOT / "CITATION.cff").read_text(encoding="utf-8")
    assert f"\nversion: {openpbm.__version__}\n" in said
    assert "\nlicense: Apache-2.0\n" in said


def test_contributing_fits_on_a_screen() -> None:
    assert len((ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8").splitlines()) <= ONE_SCREEN


@pytest.mark.parametrize("path", FORMS, ids=lambda path: path.stem)
def test_an_issue_form_can_be_filled_in(path: Path) -> None:
    yaml = pytest.importorskip("yaml")
    form = yaml.safe_load(path.read_text(encoding="utf-8"))
    assert {"name", "description", "body"} <= set(form)
    asked = [each for each in form["body"] if each["type"] != "markdown"]
    ids = [each["id"] for each in asked]
    assert len(ids) == len(set(ids)) > 2
    for each in form["body"]:
        assert each["type"] in KINDS
        assert each["attributes"].get("label") or each["attributes"].get("value")
    assert any(each.get("validations", {}).get("required") for each in asked)


def test_there_is_a_form_for_each_who_comes() -> None:
    assert [path.stem for path in FORMS] == ["answer", "device", "fault", "number"]


def test_the_workflow_runs_the_judge_and_may_write_nothing() -> None:
    said = (ROOT / ".github" / "workflows" / "ci.yml").read_text(encoding="utf-8")
    assert "run: .ci/run" in said
    assert "permissions: { contents: read }" in said
    assert "secrets." not in said
