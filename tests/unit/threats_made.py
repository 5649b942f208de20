"""The page of the threat model, generated from `tables/threats.json`.

Run as a program, this file rewrites it:

    python tests/unit/threats_made.py
"""

from __future__ import annotations

from named import ROOT, link_of_code, link_of_test

from openpbm.tables import typed
from openpbm.tables.row.safety import ThreatRow

PAGE = ROOT / "docs" / "safety" / "threat-model.md"
CASES = "../reference/conformance.md#cases"
HEAD = """# Threat model of the open mask

Who may want what of an open mask and its host, what each can do at worst, what is done about it,
what shows that, and what stays. Generated from `tables/threats.json` by
`tests/unit/threats_made.py`; `tests/unit/test_threats.py` fails where a measure, a case or a test
that is named here does not exist, and where a threat that would end in light has neither a case
that was run nor a word on what is open.

It is the judgement of the people who wrote the code. **Nobody from outside has attacked it, no
board was built and no radio was on air.** The local app and its files: [privacy](privacy.md).
What breaks by itself: [fault tree](fault-tree.md).

## Where the line is

The mask trusts nobody's word about light. Who holds a key may ask for light up to what the mask
is calibrated for; who holds none, and is not at the mask, may make it dark and nothing else; who
opens the mask or changes its firmware has only hardware against them. **A host with its key is
trusted with a half hour of full output on whoever wears the mask**: what keeps people from that
is the host's own ledger, plan and checklist.

## What is to be kept

| | what |
| --- | --- |
{assets}

## Who

| | threats | without measures, light | said as open |
| --- | --- | --- | --- |
{attackers}

*Worst* is with the measures. *Residual* stays with all that is here. *Open* is what nothing shows
or nobody controls.

"""
ASSETS = {
    "skin_and_eyes": "skin and eyes: no light that nobody wants, and no more than was planned",
    "account": "account: what was given is counted, never too little",
    "keys": "keys: of hosts, and the secret of the label",
    "privacy": "privacy: who has a mask, a plan, a ledger",
    "use": "use: the mask can be used, and darkened, by its owner",
}
ATTACKERS = {
    "radio_range": "somebody in reach of the radio, without a key",
    "network": "somebody in the same network, without a key",
    "malicious_host": "a program on a host of the mask",
    "second_host": "another host, with a key of its own",
    "stolen_computer": "a stolen phone or computer with a key",
    "hands": "somebody with a moment at the mask",
    "stolen_mask": "whoever has the mask for long",
    "firmware": "other firmware on the mask",
    "lying_mask": "a mask that lies to its host",
}
ROWS = list(typed("threats", ThreatRow).values())


def page() -> str:
    """The whole page as it should be."""
    text = HEAD.format(
        assets="\n".join(f"| `{key}` | {told} |" for key, told in ASSETS.items()),
        attackers="\n".join(_who(key, told) for key, told in ATTACKERS.items()),
    )
    for key, told in ATTACKERS.items():
        own = [row for row in ROWS if row.attacker == key]
        text += f"## {told[0].upper() + told[1:]}\n\n" + "\n\n".join(map(entry, own)) + "\n\n"
    return text.rstrip("\n") + "\n"


def _who(key: str, told: str) -> str:
    own = [row for row in ROWS if row.attacker == key]
    ids = " ".join(f"[{row.id}](#{row.id.lower()})" for row in own)
    light, open_ = (_ids(own, of) for of in ("is_light", "open"))
    return f"| {told} | {ids} | {light} | {open_} |"


def _ids(own: list[ThreatRow], of: str) -> str:
    return " ".join(row.id for row in own if getattr(row, of)) or "-"


def entry(row: ThreatRow) -> str:
    """One threat in full."""
    told = [
        ("Tries", row.attack),
        ("Wants", ", ".join(f"`{asset}`" for asset in row.assets)),
        ("Worst", row.worst),
        ("Measures", ", ".join(map(link_of_code, row.measures)) or "none in this code"),
        ("Hardware, on paper", row.hardware),
        ("[Cases](" + CASES + ")", " ".join(row.cases)),
        ("Tests", ", ".join(map(link_of_test, row.tests))),
        ("[Risk](risk.md)", " ".join(row.hazards)),
        ("Residual", row.residual),
        ("**Open**", row.open),
    ]
    return "\n".join([f"### {row.id}", "", *(f"- {name}: {text}" for name, text in told if text)])


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
