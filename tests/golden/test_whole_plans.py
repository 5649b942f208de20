"""Did a whole plan change, and did we mean it? `python tests/golden/test_whole_plans.py` rewrites.

Words must stay; numbers may move by two per cent: another processor rounds differently and
so picks other rows to solve exactly, which the response surface feels by half a per cent.
"""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from openpbm.answer import Plan, Planned
from openpbm.fact import said
from openpbm.files.person_file import read_person
from openpbm.planning.plan import plan
from openpbm.speech.say import heading, in_english

HERE = Path(__file__).parent
EXAMPLES = HERE.parents[1] / "examples"
START = date(2026, 11, 22)
NAMES = ("home", "home-dark", "unknown-mask-measured")
SAME = 2e-2


def summary(name: str) -> dict[str, object]:
    """What a person would notice, and the numbers behind it."""
    given = read_person(EXAMPLES / f"{name}.toml")
    assert given.mask is not None
    return told(plan(given.person, given.mask, start=START))


def told(made: Plan) -> dict[str, object]:
    assert isinstance(made, Planned)
    session, course, dose = made.session, made.course, made.target_dose
    assert session is not None
    assert course is not None
    assert dose is not None
    return {
        "status": made.status,
        "verdict": in_english(made.verdict),
        "minutes": session.minutes,
        "timer_min": session.timer_min,
        "by_hand": session.stop_by_hand,
        "lit": [channel.role for channel in session.lit],
        "sessions": len(course.dates),
        "last_day": course.dates[-1].isoformat(),
        "dose_j_cm2": [dose.p05, dose.median, dose.p95],
        "match": {row.band: [row.trial, row.tier, row.ratio] for row in made.match},
        "ceilings": {c.id: c.value for c in made.session.ceilings},
        "binding": [c.id for c in made.session.ceilings if c.binding],
        "widest": heading(made.sensitivity[0].name),
        "best_measurement": in_english(made.best_measurement or said("")),
        "cautions": [in_english(line) for line in made.cautions],
    }


def agrees(new: object, old: object, where: str) -> None:
    """Compare two summaries leaf by leaf."""
    if isinstance(old, dict):
        assert isinstance(new, dict), where
        assert sorted(new) == sorted(old), where
        for key in old:
            agrees(new[key], old[key], f"{where}.{key}")
    elif isinstance(old, list):
        assert isinstance(new, list), where
        assert len(new) == len(old), where
        for place, (one, other) in enumerate(zip(new, old, strict=True)):
            agrees(one, other, f"{where}[{place}]")
    elif isinstance(old, int | float) and not isinstance(old, bool):
        assert new == pytest.approx(old, rel=SAME, abs=1e-9), where
    else:
        assert new == old, where


@pytest.mark.parametrize("name", NAMES)
def test_a_whole_plan_is_as_it_was(name: str) -> None:
    kept: object = json.loads((HERE / f"{name}.json").read_text(encoding="utf-8"))
    agrees(summary(name), kept, name)


if __name__ == "__main__":
    for each in NAMES:
        text = json.dumps(summary(each), indent=1, ensure_ascii=False)
        (HERE / f"{each}.json").write_text(text + "\n", encoding="utf-8")
