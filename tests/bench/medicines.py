"""Make `tables/medicines.json` of the compilation of medicines that lies beside the checkout.

Not everything may be shipped. The label fields of the compilation were mined from leaflets under a
non-commercial licence (SIDER 4.1): no field that holds or repeats them is taken, and a verdict
that rests on them alone is shipped as this project's own judgement, from memory, with the kind of
medicine as its reason. What this project only judges opens red and near-infrared with caution and
never blue.

    python tests/bench/medicines.py          # where ../shared/safety lies beside the checkout
"""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from pathlib import Path

from openpbm.tables import rows
from openpbm.tables.format import formatted

ROOT = Path(__file__).parents[2]
SHARED = ROOT.parent / "shared" / "safety" / "medicines.json"
TABLE = ROOT / "src" / "openpbm" / "tables" / "medicines.json"

NOT_SHIPPED = "sider41"  # non-commercial: neither its fields nor a verdict of it
SELLERS = {"omnilux", "currentbody", "lightsalon", "ledbylight", "sharplight"}
MEMORY = "memory"
COLOURS = ("blue", "red", "nir")
ACTIONS = ("allow", "caution", "refer", "exclude")
JUDGED = {"blue": "refer", "red": "caution", "nir": "caution"}  # the most that memory may open
ABOUT = (
    "Medicines, supplements and skin products that were looked at, and what light means for them. "
    "No pharmacist or doctor has reviewed it: clinical review pending. Made by "
    "tests/bench/medicines.py"
)


def shipped(
    row: Mapping[str, object], sources: Mapping[str, Mapping[str, str]]
) -> dict[str, object]:
    """A row of the shipped table."""
    ids = [s for s in map(str, _list(row, "sources")) if s != NOT_SHIPPED]
    lost_one = len(ids) < len(_list(row, "sources"))
    judged = row["existing_row"] is None and not _read(ids, str(row["verdict"]), sources)
    status = _status(str(row["status"]), judged=judged, lost_one=lost_one)
    action = {c: str(_map(row, "action")[c]) for c in COLOURS}
    if judged:
        action = {c: max(action[c], JUDGED[c], key=ACTIONS.index) for c in COLOURS}
    asks = [
        {"row": ask["row"], "if_unanswered": ask["if_unanswered"]} for ask in _list(row, "asks")
    ]
    made: dict[str, object] = {
        "id": row["id"],
        "name": row["name"],
        "names": row["names"],
        "cls": row["class"],
        "verdict": row["verdict"],
    }
    if row["existing_row"]:
        made["existing_row"] = row["existing_row"]
    made |= {"flags": row["flags"], "action": action}
    if row["washout_days"] is not None:
        made["washout_days"] = row["washout_days"]
    made |= {
        "asks": asks,
        "maker_label_no": row["maker_label_no"],
        "reason": _reason(row, judged=judged),
        "status": status,
        "source": _source(row, ids, sources, judged=judged),
    }
    return made


def _read(ids: list[str], verdict: str, sources: Mapping[str, Mapping[str, str]]) -> bool:
    """True where a source that was read bears the verdict: no seller says that nothing is known."""
    bearing = [s for s in ids if sources[s]["address"] != MEMORY]
    if verdict == "none_known":
        bearing = [s for s in bearing if s not in SELLERS]
    return bool(bearing)


def _status(said: str, *, judged: bool, lost_one: bool) -> str:
    if said == "unknown":
        return "project"
    if judged:
        return "recalled"
    return "mixed" if said == "verified" and lost_one else said


def _reason(row: Mapping[str, object], *, judged: bool) -> str:
    if row["verdict"] == "existing_row":  # one sentence, one home
        return rows("contraindications")[str(row["existing_row"])].text("lay")
    said = str(row["reason"]).rstrip(".")
    if not judged or row["verdict"] not in ("none_known", "uv_listed"):
        return said
    kind = row["class"]
    if row["verdict"] == "uv_listed":
        return (
            f"This kind of product ({kind}) may make skin more sensitive to the sun, as far as we "
            "know by ultraviolet light, which masks do not give; by our own judgement blue waits "
            "for your pharmacist's answer and the rest needs care"
        )
    return (
        f"We know of nothing that speaks against red or near-infrared light with this kind of "
        f"product ({kind}); that is our own judgement, so both need care and blue waits for your "
        "pharmacist's answer"
    )


def _source(
    row: Mapping[str, object],
    ids: list[str],
    sources: Mapping[str, Mapping[str, str]],
    *,
    judged: bool,
) -> str:
    told = [f"{sources[s]['address']} ({sources[s]['read']})" for s in ids]
    told = [text for s, text in zip(ids, told, strict=True) if sources[s]["address"] != MEMORY]
    if row["existing_row"]:
        told.append(f"row {row['existing_row']} of contraindications.json, never loosened")
    if judged:
        told.append(
            f"this project's own judgement by the kind of product ({row['class']}), recalled"
        )
    return "; ".join(told)


def _list(row: Mapping[str, object], name: str) -> list[Mapping[str, str]]:
    value = row[name]
    assert isinstance(value, list)
    return value


def _map(row: Mapping[str, object], name: str) -> Mapping[str, object]:
    value = row[name]
    assert isinstance(value, dict)
    return value


def main() -> int:
    """Write the table; 1 where the compilation does not lie beside the checkout."""
    if not SHARED.exists():
        print(f"found no {SHARED.name} beside the checkout; the shipped table stays as it is")
        return 1
    compiled = json.loads(SHARED.read_text(encoding="utf-8"))
    made = [shipped(row, compiled["sources"]) for row in compiled["rows"]]
    TABLE.write_text(formatted({"about": ABOUT, "rows": made}), encoding="utf-8")
    print(f"{len(made)} rows")
    return 0


if __name__ == "__main__":
    sys.exit(main())
