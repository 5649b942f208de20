"""What is made from the table of the wire: constants of firmware and scripts, and the page."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path

from openpbm.tables import numbers, typed
from openpbm.tables.row.wire import WireField, WireRow
from openpbm.units import SECONDS_PER_MINUTE

ROOT = Path(__file__).parents[2]
TABLE = ROOT / "src" / "openpbm" / "firmware" / "wire_table.py"
SCRIPT = ROOT / "src" / "openpbm" / "web" / "static" / "wire.js"
PAGE = ROOT / "docs" / "reference" / "wire.md"
BEGIN, END = "<!-- made by tests/unit/wire_made.py -->", "<!-- end of what is made -->"
LETTERS = {"u8": "B", "u16": "H", "u32": "I", "i16": "h"}
LONG = 80
SIZES = {"u8": 1, "u16": 2, "u32": 4, "i16": 2}
CODED = {
    "trip": "TRIP", "refusal": "REFUSED", "flag": "FLAG", "feature": "FEATURE", "state": "STATE",
    "log": "LOG",
}  # fmt: skip
HEADINGS = {
    "to_mask": "To the mask", "to_host": "From the mask", "kept": "What the mask keeps",
    "trip": "Trips", "refusal": "Refusals", "flag": "Flags of a report", "feature": "Features",
    "state": "States", "log": "Kinds of records",
}  # fmt: skip


def wire() -> tuple[WireRow, ...]:
    """All rows, as they stand."""
    return tuple(typed("wire", WireRow).values())


def size(fields: Sequence[WireField]) -> int:
    """Bytes of these fields."""
    return sum(SIZES.get(f.type) or int(f.type[1:]) for f in fields)


def letters(fields: Sequence[WireField]) -> str:
    """The same for `struct`."""
    return "".join(LETTERS.get(f.type) or f"{f.type[1:]}s" for f in fields)


def constants() -> Iterator[tuple[str, int | str | tuple[int | str, ...]]]:
    """Every name with its value."""
    yield "VERSION", 2
    for row in wire():
        name = row.name.upper()
        if row.group in CODED:
            yield f"{CODED[row.group]}_{name}", row.code
        else:
            if row.group == "kept":
                name = f"KEPT_{name}"
            yield name, row.code
            yield f"{name}_FIELDS", f"<{letters(row.fields)}"
            if row.each:
                yield f"{name}_EACH", f"<{letters(row.each)}"
    trips = sorted((r for r in wire() if r.group == "trip"), key=lambda r: r.code)
    yield "TRIP_NAMES", tuple(r.name if r.code else "" for r in trips)
    yield "ENDS_WITH_CAUSE", tuple(r.code for r in wire() if r.ends_with_cause)
    number = {key: own.value for key, own in numbers("delivery").items()}
    for name in (
        "lease_ms", "heartbeat_ms", "tick_ms", "garbled_in_a_row", "checkpoint_ms", "hold_ms",
        "order_valid_s", "refusals_per_s", "enrol_hold_ms", "enrol_open_ms", "enrol_confirm_ms",
        "watchdog_ms",
        "forget_hold_ms", "own_lease_pct", "output_over_pct", "mac_bytes",
    ):  # fmt: skip
        yield name.upper(), round(number[name])
    yield "SENSORS_AGREE_CK", round(number["sensors_agree_k"] * 100)
    yield "SENSOR_LOW_CDEGC", round(number["sensor_low_degc"] * 100)
    yield "SENSOR_HIGH_CDEGC", round(number["sensor_high_degc"] * 100)
    timer_ms = round(number["hardware_timer_min"] * SECONDS_PER_MINUTE * 1000)
    yield "HARDWARE_TIMER_MS", timer_ms


def table() -> str:
    """`firmware/wire_table.py`."""
    lines = [
        '"""Made by tests/unit/wire_made.py from tables/wire.json and tables/delivery.json."""'
    ]
    lines.append("")
    for name, value in constants():
        lines.append(f"{name} = {json.dumps(value) if isinstance(value, str) else _laid(value)}")
    return "\n".join(lines) + "\n"


def _laid(value: int | tuple[int | str, ...]) -> str:
    """As a formatter would leave it: long ones in lines."""
    if isinstance(value, int):
        return str(value)
    shown = [json.dumps(own) for own in value]
    whole = f"({', '.join(shown)})"
    return whole if len(whole) < LONG else "(\n" + "".join(f"    {own},\n" for own in shown) + ")"


def script() -> str:
    """`web/static/wire.js`."""
    lines = ["// Made by tests/unit/wire_made.py from tables/wire.json and tables/delivery.json."]
    for name, value in constants():
        shown = json.dumps(value)
        if isinstance(value, tuple):
            shown = f"Object.freeze({shown})"
        lines.append(f"export const {name} = {shown};")
    return "\n".join(lines) + "\n"


def page_part() -> str:
    """The tables of the page."""
    lines: list[str] = []
    for group, heading in HEADINGS.items():
        rows = [row for row in wire() if row.group == group]
        lines += ["", f"### {heading}", ""]
        if group in CODED:
            lines += ["| code | name | meaning |", "| --- | --- | --- |"]
            lines += [f"| {r.code} | {r.name} | {r.about}{_ends(r)} |" for r in rows]
        else:
            lines += ["| kind | name | content | bytes |", "| --- | --- | --- | --- |"]
            lines += [_message(row) for row in rows]
    return "\n".join(lines)


def _ends(row: WireRow) -> str:
    return "; ends a lease after its cause" if row.ends_with_cause else ""


def _message(row: WireRow) -> str:
    said = [f"{f.name} {f.type} ({f.about})" for f in row.fields]
    if row.each:
        said.append(
            "for each channel: " + ", ".join(f"{f.name} {f.type} ({f.about})" for f in row.each)
        )
    code = f"{row.code:02X}" if row.group != "kept" else str(row.code)
    whole = f"{size(row.fields)}" + (f" + {size(row.each)} n" if row.each else "")
    return f"| {code} | **{row.name}**: {row.about} | {'; '.join(said) or 'none'} | {whole} |"


def page(text: str) -> str:
    """The page with its tables made anew."""
    before, _, rest = text.partition(BEGIN)
    _, _, after = rest.partition(END)
    return f"{before}{BEGIN}\n{page_part()}\n\n{END}{after}"


if __name__ == "__main__":
    TABLE.write_text(table(), encoding="utf-8")
    SCRIPT.write_text(script(), encoding="utf-8")
    PAGE.write_text(page(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
