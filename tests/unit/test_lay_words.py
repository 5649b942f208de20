"""What people type is read as it is meant, and never more loosely.

`lay_inputs.json` holds 341 inputs with the right reading, and what must hold until the person
has answered; readings are judgement, no clinician has reviewed them.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

import pytest

from openpbm.safety.entry import says_nothing, understood
from openpbm.safety.known import is_a_name, known
from openpbm.safety.screening import ACTIONS, COLOURS
from openpbm.tables import rows
from openpbm.tables.row import LAY_WORDS

INPUTS = json.loads((Path(__file__).parent / "lay_inputs.json").read_text(encoding="utf-8"))
KINDS = {"medicine": "drug", "condition": "condition", "procedure": "procedure"}
UNKNOWN = {
    "drug": "unknown_medicine",
    "condition": "unknown_condition",
    "procedure": "unknown_procedure",
}
ENOUGH = 0.95  # of the inputs, read as they are meant


def ours(row: str) -> str:
    """An id of the compilation as the screen knows it."""
    looked_at = f"medicine_{row}"
    return looked_at if looked_at in known() else row.removeprefix("c:")


def asks(text: str, kind: str) -> dict[str, int]:
    """What holds for each colour until the person has answered."""
    found = understood(text, kind)
    actions = [{c: getattr(known()[m.id].action, c) for c in COLOURS} for m in found.meant]
    if found.unread:
        row = rows("screening_rules")[UNKNOWN[kind]].row("action")
        actions.append({c: row.text(c) for c in COLOURS})
    return {c: max([ACTIONS.index(a[c]) for a in actions], default=0) for c in COLOURS}


def is_covered(row: str, read: set[str]) -> bool:
    """True where a row was read, or the one that it only repeats."""
    own = known()[row]
    return row in read or (own.of_row in read and is_a_name(own))


def is_read(said: Mapping[str, object]) -> bool:
    """True where the input is read as it is meant; offered is not read."""
    text, kind, reading = str(said["input"]), KINDS[str(said["kind"])], said["reading"]
    found = understood(text, kind)
    read = {m.id for m in found.meant if not m.read_as}
    every = {m.id for m in found.meant}
    if {ours(row) for row in said["must_not"]} & every:  # type: ignore[attr-defined]
        return False
    if reading == "nothing":
        return says_nothing(text)
    if reading == "unknown":
        return bool(found.unread)
    if reading == "neutral":
        return not every and not found.unread
    wanted = {ours(row) for row in said["rows"]}  # type: ignore[attr-defined]
    if reading == "ask" and found.offers:  # an everyday word with two homes is asked about
        return all(is_covered(row, every) for row in wanted)
    return all(is_covered(row, read) for row in wanted) and not found.unread


def test_nearly_all_lay_inputs_are_read_as_they_are_meant() -> None:
    missed = [said["input"] for said in INPUTS if not is_read(said)]
    assert len(missed) <= (1 - ENOUGH) * len(INPUTS), missed


@pytest.mark.parametrize("said", INPUTS, ids=[f"{s['kind']}-{s['input']}" for s in INPUTS])
def test_no_lay_input_is_read_more_loosely_than_it_may_be(said: Mapping[str, object]) -> None:
    least = said["until_answered"]
    found = asks(str(said["input"]), KINDS[str(said["kind"])])
    assert all(found[c] >= ACTIONS.index(least[c]) for c in COLOURS)  # type: ignore[index]


LAY = [row for name in LAY_WORDS for row in rows(name).values()]


@pytest.mark.parametrize("row", LAY, ids=lambda row: row.text("id"))
def test_every_lay_word_names_rows_that_are_there_and_is_as_strict_as_they_are(row: object) -> None:
    own = row.fields()  # type: ignore[attr-defined]
    for text in own["says"]:
        found = asks(text, own["kind"])
        for wanted in own["rows"]:
            action = known()[wanted].action
            assert all(found[c] >= ACTIONS.index(getattr(action, c)) for c in COLOURS)
