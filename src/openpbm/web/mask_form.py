"""Which mask, and what its owner states about it, as a form."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from openpbm.errors import InputError, MaskError
from openpbm.face import REGIONS
from openpbm.fact import message
from openpbm.field import LONGEST_MIN
from openpbm.files.answer import (
    LONGEST,
    in_mm,
    number_between,
    number_of,
    standoff_of,
)
from openpbm.files.answer_error import AnswerError
from openpbm.files.mask_file import find_mask, mask_from_text
from openpbm.files.practice.device import PREFIX
from openpbm.files.toml_file import parsed_toml, text_of
from openpbm.files.toml_text import Table
from openpbm.mask import Mask
from openpbm.mask.reading import METERS, MOST, OF_METER, check_sees
from openpbm.planning.progress import Progress
from openpbm.role import spoken
from openpbm.speech.say import say
from openpbm.web.form import MOST_ROWS, Form, fact_of
from openpbm.web.people import OF_HOUSE, KeptPerson

OWN = "own"  # the device id of an uploaded mask file
OWN_FILE = "mask.toml"
FIELDS = ("channel", "region", "value")
UNITS = {"irradiance_mw_cm2": "mW/cm2", "illuminance_lux": "lx", "ppfd_umol_m2_s": "umol/m2/s"}
CLAIM_FIELDS = ("value", "channel", "where")
ENTRIES = {  # field of the form: entry of the person file
    **{"per_week": "per_week", "supply_v": "supply_v", "supply_a": "supply_a"},
    **{"energy": "energy_wh_per_session", "price": "price_usd"},
}
NUMBERS = {  # the least and the most of each, and its unit
    "per_week": (1.0, 7.0, "times a week"),
    "supply_v": (0.01, 5000.0, "V"),
    "supply_a": (0.01, 5000.0, "A"),
    "energy": (0.01, 5000.0, "Wh"),
    "price": (0.01, 1e6, "US dollars"),
}
BESIDE = (
    "spectrum",
    "spectrum_csv",
    "beam",
    "positions",
)  # entries of a mask file that may name other files


def mask_of_form(form: Form, kept: KeptPerson) -> Mask | None:
    """The device that a form is about; None where none is chosen."""
    name, listed = own_file(form), listed_id(form)
    if name:
        path = kept.folder / name
        return mask_from_text(text_of(path.read_bytes(), name), path)
    return find_mask(listed) if listed else None


def own_file(form: Form) -> str:
    """The mask file beside the person, of their own or of the house; empty where it is listed."""
    device = form.v("device")
    if device.startswith(PREFIX):
        return "" if listed_id(form) else f"{device}.toml"
    return OWN_FILE if device == OWN else ""


def listed_id(form: Form) -> str:
    """The id in the catalogue; empty for a mask file."""
    device = form.v("device")
    if device.startswith(PREFIX):
        return "".join(form.all(OF_HOUSE)[1:2])
    return "" if device == OWN else device


def check_mask(form: Form, mask: Mask) -> None:
    """Errors of the owner's statements, each at its field."""
    form.read("standoff", standoff_of)
    if form.v("timer"):
        form.read("timer", minutes_of)
    for name, between in NUMBERS.items():
        if form.v(name):
            form.read(name, lambda text, ends=between: number_between(text, *ends))  # type: ignore[misc]
    _check_supply(form)
    for i in claimed(form):
        form.read(f"claim-{i}-value", claim_of)
    ids = tuple(dict.fromkeys(channel.id for channel in mask.channels))
    for i in filled(form):
        form.choice(f"reading-{i}-channel", ids, message("web_form-choose_colour"))
        form.choice(f"reading-{i}-region", REGIONS, message("web_mask-choose_place"))
        form.read(f"reading-{i}-value", lambda text: number_between(text, 0, *unit_of_meter(form)))
    if form.v("distance"):
        form.read("distance", lambda text: number_between(in_mm(text), 0.5, 5000, "mm"))
    if not form.errors and filled(form):
        _check_meter(form, mask)


def _check_meter(form: Form, mask: Mask) -> None:
    """That the meter can see each colour it was held into; else which kinds would do."""
    for i in filled(form):
        role = form.v(f"reading-{i}-channel")
        for channel in mask.channels:
            if channel.role == role and form.v("meter"):
                try:
                    check_sees(form.v("meter"), channel.peak_nm, f"{spoken(role)} light")
                except MaskError as problem:
                    form.errors.setdefault("meter", fact_of(problem))


def _check_supply(form: Form) -> None:
    """The plug says both volts and amperes, or it says nothing that counts."""
    for one, other in (("supply_v", "supply_a"), ("supply_a", "supply_v")):
        if form.v(one) and not form.v(other):
            form.errors.setdefault(other, message("web_mask-both_of_plug"))
    if form.v("energy") and not form.v("timer"):
        form.errors.setdefault("timer", message("web_mask-minutes_of_energy"))


def claim_of(text: str) -> float:
    """What a maker states, in mW/cm2; the unit may stand behind it."""
    bare = re.sub(r"\s*mw\s*/?\s*(cm2|cm²|cm\^2)?\s*$", "", text.strip().lower())
    return number_between(bare, 0.01, 2000, "mW/cm2")


def claimed(form: Form) -> list[int]:
    """The rows of the form that hold a figure of the maker."""
    return [i for i in range(MOST_ROWS) if form.v(f"claim-{i}-value")]


def unit_of_meter(form: Form) -> tuple[float, str]:
    """The most that a meter of the chosen kind shows, and its unit."""
    name = OF_METER.get(form.v("meter"), "irradiance_mw_cm2")
    return MOST[name], UNITS[name]


def mask_table(form: Form) -> Table:
    """The [mask] table of a form that holds no error; empty where no mask is chosen."""
    if not form.v("device"):
        return {}
    name = own_file(form)
    named: Table = {"file": name} if name else {"id": listed_id(form)}
    return {**named, **stated(form)}


def stated(form: Form) -> Table:
    """What an owner states of a device, in a form that holds no error."""
    said = Table()
    standoff_mm = standoff_of(form.v("standoff"))
    if standoff_mm is not None:
        said["standoff_mm"] = standoff_mm
    if form.v("timer"):
        said["session_min"] = minutes_of(form.v("timer"))
    for name, entry in ENTRIES.items():
        if form.v(name):
            said[entry] = number_of(form.v(name), NUMBERS[name][2])
    for field, name in (("contact", "contact"), ("by_hand", "stop_by_hand")):
        if form.v(field) in ("yes", "no"):
            said[name] = form.v(field) == "yes"
    if form.v("shield") in ("opaque", "none"):
        said["eye_shield"] = form.v("shield")
    if form.v("pulsing") == "continuous":
        said["pulsing"] = "continuous"
    return {**said, **_claims(form), **readings(form)}


def _claims(form: Form) -> Table:
    rows = list[Table]()
    for i in claimed(form):
        row: Table = {"irradiance_mw_cm2": claim_of(form.v(f"claim-{i}-value"))}
        if form.v(f"claim-{i}-channel"):
            row["channel"] = form.v(f"claim-{i}-channel")
        if form.v(f"claim-{i}-where"):
            row["where"] = form.v(f"claim-{i}-where")[:LONGEST]
        rows.append(row)
    return {"claims": rows} if rows else {}


def readings(form: Form) -> Table:
    """The readings of a form as one entry of a file; empty where there is none."""
    meter, behind = form.v("meter"), form.v("skin_behind") == "yes"
    said: Table = {"meter": meter} if meter in METERS else {}
    if behind:
        said["skin_behind"] = True
    if form.v("another") == "yes":
        said["another_mask"] = True
    if form.v("distance") and not behind:
        said["distance_mm"] = number_of(in_mm(form.v("distance")), "mm")
    name = OF_METER.get(meter, "irradiance_mw_cm2")
    rows: list[Table] = [
        {
            "channel": form.v(f"reading-{i}-channel"),
            "region": form.v(f"reading-{i}-region"),
            name: number_of(form.v(f"reading-{i}-value"), UNITS[name]),
            **said,
        }
        for i in filled(form)
    ]
    return {"readings": rows} if rows else {}


def filled(form: Form) -> list[int]:
    """The rows of the form that hold a reading."""
    return [i for i in range(MOST_ROWS) if form.v(f"reading-{i}-value")]


def minutes_of(text: str) -> list[float]:
    """The programmes of a timer, with commas between."""
    found = [
        number_between(part.strip(), 0.1, LONGEST_MIN, "minutes")
        for part in text.replace(";", ",").split(",")
        if part.strip()
    ]
    if not found:
        raise AnswerError("web_mask-no_minutes")
    return found


@dataclass(frozen=True, kw_only=True)
class OwnMask:
    """A mask file that was sent, read as data, apart from the pages."""

    content: bytes | None
    path: Path  # where it would be kept

    def __call__(self, progress: Progress) -> None:  # noqa: ARG002
        """Nothing for a good file. It may name no other file of this machine.

        Raises:
            InputError: as `openpbm check` would say it.
        """
        if not self.content:
            raise InputError(say("web_mask-no_file"))
        sent = say("web_mask-your_file")
        text = text_of(self.content, sent)
        tables = parsed_toml(text, sent).get("channels")
        for table in tables if isinstance(tables, list) else ():
            named = table if isinstance(table, Mapping) else {}
            for entry in BESIDE:
                if isinstance(named.get(entry), str):
                    raise InputError(say("web_mask-other_file", file=sent, entry=entry))
        mask_from_text(text, self.path)
