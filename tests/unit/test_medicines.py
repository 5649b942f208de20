"""What ships of the medicines that were looked at: no label field, nothing too loose."""

from __future__ import annotations

import copy
import json
import re
from collections.abc import Callable, Mapping

import pytest

from openpbm.errors import TableError
from openpbm.safety.names import words_of
from openpbm.safety.screening import ACTIONS, COLOURS
from openpbm.tables import rows
from openpbm.tables.loader import folder
from openpbm.tables.row.safety import MedicineRow
from openpbm.tables.shape import read

CONTENT = json.loads((folder() / "medicines.json").read_text(encoding="utf-8"))
SHIPPED = {
    "id", "name", "names", "cls", "verdict", "existing_row", "flags", "action", "washout_days",
    "asks", "maker_label_no", "reason", "status", "source",
}  # fmt: skip
NEVER = re.compile(r"sider|label_checked|label_named|\"label\"|\"photo\"|\"note\"|vocabulary", re.I)
VERDICT_ALLOWS = {
    "none_known": ("allow", "allow", "allow"),
    "uv_listed": ("caution", "allow", "allow"),
    "rare_visible": ("caution", "caution", "allow"),
    "uva_tail": ("exclude", "caution", "allow"),
    "visible_blue": ("exclude", "refer", "caution"),
    "visible_red": ("exclude", "exclude", "refer"),
    "immune": ("refer", "caution", "caution"),
    "cancer_treatment": ("refer", "refer", "refer"),
    "retina": ("exclude", "refer", "refer"),
    "wide_pupil": ("exclude", "refer", "refer"),
    "numb_skin": ("refer", "refer", "refer"),
}
FLAG_ALLOWS = {
    "drowsy": ("caution", "caution", "caution"),
    "supervised": ("caution", "caution", "caution"),
    "pigment": ("caution", "allow", "allow"),
    "eye": ("caution", "caution", "caution"),
    "irritant": ("caution", "caution", "allow"),
    "clean_skin": ("allow", "allow", "allow"),
    "skin_thin": ("caution", "caution", "caution"),
    "bleeding": ("allow", "allow", "allow"),
}
JUDGED_ALLOWS = ("refer", "caution", "caution")  # blue is never opened from memory


def looser(action: Mapping[str, str], least: tuple[str, ...]) -> bool:
    pairs = zip((action[c] for c in COLOURS), least, strict=True)
    return any(ACTIONS.index(own) < ACTIONS.index(wanted) for own, wanted in pairs)


def findings(content: dict[str, object]) -> list[str]:
    """What is wrong with a table of this shape."""
    found = [f"never shipped: {word}" for word in set(NEVER.findall(json.dumps(content)))]
    table = rows("contraindications")
    taken: dict[tuple[str, ...], str] = {}
    for row in content["rows"]:  # type: ignore[attr-defined]
        found += [f"{row['id']}: {text}" for text in wrong_in(row, table, taken)]
    return found


Names = dict[tuple[str, ...], str]


def wrong_in(row: dict[str, object], table: Mapping[str, object], taken: Names) -> list[str]:
    """What is wrong with one row."""
    wrong = [f"field {name}" for name in set(row) - SHIPPED]
    try:
        own = read(MedicineRow, {k: v for k, v in row.items() if k in SHIPPED}, str(row["id"]))
    except TableError as problem:
        return [*wrong, str(problem)]
    action = {c: getattr(own.action, c) for c in COLOURS}
    wrong += ["no source"] if not own.source else []
    if not set(action.values()) <= set(ACTIONS):
        return [*wrong, "no such action"]
    wrong += [f"looser than {f}" for f in own.flags if looser(action, FLAG_ALLOWS[f])]
    if own.verdict in VERDICT_ALLOWS and looser(action, VERDICT_ALLOWS[own.verdict]):
        wrong.append("looser than its verdict")
    if own.status == "recalled" and own.existing_row is None and looser(action, JUDGED_ALLOWS):
        wrong.append("memory opens blue, or opens without caution")
    for link in [own.existing_row, *(ask.row for ask in own.asks)]:
        if link is not None and link not in table:
            wrong.append(f"no row {link}")
    if own.existing_row is not None and own.existing_row in table:
        least = rows("contraindications")[own.existing_row].row("action")
        if looser(action, tuple(least.text(c) for c in COLOURS)):
            wrong.append("looser than its row")
    if own.reason.endswith(".") or re.search(r"[.!?] [A-Z]", own.reason) or len(own.reason) > 250:
        wrong.append("the reason is not one sentence")
    for name in (own.name, *own.names):
        if taken.setdefault(words_of(name), own.id) != own.id:
            wrong.append(f"{name} is in another row too")
    return wrong


def test_nothing_is_wrong_with_what_ships() -> None:
    assert findings(CONTENT) == []


def row_of(content: dict[str, object], row_id: str) -> dict[str, object]:
    return next(row for row in content["rows"] if row["id"] == row_id)  # type: ignore[attr-defined]


FAULTS: dict[str, Callable[[dict[str, object]], object]] = {
    "label field": lambda c: row_of(c, "ibuprofen").update(label_checked=["ibuprofen"]),
    "photo field": lambda c: row_of(c, "ibuprofen").update(photo={"label": "named"}),
    "note": lambda c: row_of(c, "ibuprofen").update(note="from a leaflet"),
    "source of the labels": lambda c: row_of(c, "ibuprofen").update(source="SIDER 4.1"),
    "no parent": lambda c: row_of(c, "ibuprofen").update(source=""),
    "no status": lambda c: row_of(c, "ibuprofen").update(status="unknown"),
    "memory opens blue": lambda c: row_of(c, "levothyroxine")["action"].update(blue="caution"),  # type: ignore[attr-defined]
    "memory opens freely": lambda c: row_of(c, "levothyroxine")["action"].update(red="allow"),  # type: ignore[attr-defined]
    "doxycycline loosened": lambda c: row_of(c, "doxycycline")["action"].update(blue="allow"),  # type: ignore[attr-defined]
    "flag forgotten": lambda c: row_of(c, "zolpidem")["action"].update(red="allow"),  # type: ignore[attr-defined]
    "row that is not there": lambda c: row_of(c, "ketoprofen").update(existing_row="ketoprofene"),
    "name twice": lambda c: row_of(c, "sertraline")["names"].append("Prozac"),  # type: ignore[attr-defined]
    "misspelt action": lambda c: row_of(c, "metformin")["action"].update(red="alow"),  # type: ignore[attr-defined]
    "two sentences": lambda c: row_of(c, "omeprazole").update(reason="It is rare. Stop if red"),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_planted_fault_is_seen(fault: str) -> None:
    content = copy.deepcopy(CONTENT)
    FAULTS[fault](content)
    assert findings(content)


def test_what_rests_on_memory_alone_says_so_with_the_kind_of_product() -> None:
    for row in CONTENT["rows"]:
        if row["status"] == "recalled" and "existing_row" not in row:
            assert "own judgement" in row["source"]
            assert row["cls"] in row["source"]
