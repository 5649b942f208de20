"""Wording rules are code: no page says what the evidence table does not carry."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from plan_factory import insufficient, planned, refused

from openpbm.answer import Plan, Planned
from openpbm.planning.asked import Asked
from openpbm.planning.expectation import expectations
from openpbm.reports.claims import claims, rules
from openpbm.reports.evidence.atlas import goal_panel, study_card
from openpbm.reports.html import report_html
from openpbm.reports.terminal import summary_text
from openpbm.response.evidence import goal_of
from openpbm.response.study import all_studies
from openpbm.response.summary import all_goals
from openpbm.tables import folder

ROOT = Path(__file__).parents[2]
SRC = ROOT / "src" / "openpbm"
# makers' names and claims
OTHERS_WORDS = ("devices", "device_measurements", "device_classes")
TABLES = [path for path in sorted(folder().glob("*.json")) if path.stem not in OTHERS_WORDS]
PAGES = [
    ROOT / "README.md",
    *sorted((ROOT / "docs").rglob("*.md")),
    *sorted((ROOT / "examples").glob("*.toml")),
    *sorted((SRC / "reports" / "templates").iterdir()),
    *sorted((SRC / "speech" / "en").glob("*.ftl")),
]


def strings(path: Path) -> Iterator[str]:
    """Every text that code holds, docstrings left out."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    documented = (ast.Module, ast.ClassDef, ast.FunctionDef)
    docs = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, documented) and node.body and isinstance(node.body[0], ast.Expr)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docs:
            yield node.value


@pytest.mark.parametrize(
    "said",
    [
        "Red light reduces rosacea.",
        "Your eczema improves with light.",
        "Light fades age spots in weeks.",
        "LED enhances the result of microneedling.",
        "Peels work better with LED light afterwards.",
        "Stronger is better.",
        "The more light, the faster it works.",
        "This mask is clinically proven.",
        "Red light increases ATP.",
        "Completely safe.",
        "Light increases blood flow and helps circulation.",
    ],
)
def test_a_claim_that_nothing_carries_is_caught(said: str) -> None:
    assert claims(said)


@pytest.mark.parametrize(
    "said",
    [
        "No trial shows that light helps rosacea.",
        "We do not know whether stronger is better.",
        "Crow's feet improved in 25 of 29 against 5 of 30 with a sham mask.",
        "Redness, papules, pustules improved: 5 of 5 (before against after).",
        "No trial adding LED to microneedling or to a peel was found.",
        "| `light-salon-boost` | D |",
    ],
)
def test_a_denial_or_a_labelled_quotation_is_no_claim(said: str) -> None:
    assert not claims(said)


def test_every_goal_that_no_trial_carries_has_a_rule() -> None:
    known = {rule.id for rule in rules()}
    wanted = {"goal.rosacea", "goal.eczema", "goal.age_spots_pigment", "goal.circulation"}
    assert wanted <= known
    assert "goal.acne" not in known


@pytest.mark.parametrize("path", sorted(SRC.rglob("*.py")), ids=lambda p: p.name)
def test_no_text_in_the_code_claims_too_much(path: Path) -> None:
    if path.name != "claims.py":
        assert not [claim for text in strings(path) for claim in claims(text)]


@pytest.mark.parametrize("path", [*PAGES, *TABLES], ids=lambda p: p.name)
def test_no_page_template_or_table_claims_too_much(path: Path) -> None:
    text = re.sub(r"https?://\S+", "", path.read_text(encoding="utf-8"))
    assert not claims(text)


@pytest.mark.parametrize("plan", [planned(), insufficient(), refused()], ids=lambda p: p.status)
def test_no_report_or_summary_claims_too_much(plan: Plan) -> None:
    asked = Asked(
        person=plan.person,
        mask=plan.mask,
        start=plan.start_date,
        goals=tuple(map(goal_of, plan.goals)),
        findings=plan.screen,
        lasting=plan.screen,
        closed=(),
        unsaid=(),
        is_unknown=False,
        seed=plan.seed,
        scenarios=plan.scenarios,
        inputs_sha256=plan.inputs_sha256,
    )
    match = plan.match if isinstance(plan, Planned) else ()
    full = replace(plan, expectation=expectations(asked, match))
    page = report_html(full)
    assert "Would more light do more" in page
    assert "not expected to do more" in page or "no dose of a study of this goal" in page
    assert not claims(page)
    assert not claims(summary_text(full))


def test_no_panel_or_card_of_the_atlas_claims_too_much() -> None:
    for found in all_goals():
        panel = goal_panel(found)
        told = [panel.headline, *panel.lines, *panel.pools, *panel.unknown]
        told += [text for _, text in (*panel.grey, *panel.reviews)]
        assert not [claim for text in told for claim in claims(text)], found.goal.id
    for study in all_studies().values():
        card = study_card(study)
        text = "\n\n".join([*card.results, *(text for _, text in card.pairs)])
        assert not claims(text), study.id
