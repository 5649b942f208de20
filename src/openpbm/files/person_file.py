"""Read a person file: who the plan is for, and which mask they have."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from types import MappingProxyType

from openpbm.errors import InputError, PersonError
from openpbm.fact import message, several
from openpbm.files.lab import lab_of_person
from openpbm.files.light.recent import light_before
from openpbm.files.mask_file import (
    claim_status,
    find_mask,
    mask_from_text,
    mask_path,
    names_file,
    one_region,
    pulsing_of,
    reading_of,
)
from openpbm.files.mask_model import ReadingModel
from openpbm.files.model_error import validated, written
from openpbm.files.person_model import (
    GoalTable,
    MedicineTable,
    OwnClaimTable,
    OwnMaskTable,
    PersonFileModel,
    PersonTable,
    ProtocolTable,
    SkinTable,
)
from openpbm.files.skin_file import skin_from
from openpbm.files.skin_reading import skin_of_reading
from openpbm.files.toml_file import parsed_toml, read_bytes, text_of
from openpbm.files.word import check_goal, regions_of
from openpbm.mask import Channel, Claim, Mask, Reading
from openpbm.person import (
    ExpertAnswer,
    FittedSkin,
    Medicine,
    Person,
    Procedure,
    ProtocolMark,
    Wish,
)
from openpbm.safety.entry import raised_by
from openpbm.speech.say import in_english, say

MOST_FACE_BYTES = 100_000_000
FACE_ENDINGS = (".ply", ".obj", ".stl", ".glb")
IN_ALL = None  # the channel of a figure that holds for all of them together
Unwritten = Mapping[Path, str]  # texts by the path at which they will lie
NOTHING_UNWRITTEN: Unwritten = MappingProxyType({})
COLOURS = ("phototype", "ita_deg", "lab", "skin")


@dataclass(frozen=True, eq=False, kw_only=True)
class PersonFile:
    """What a person file says, with the mask found and the owner's statements in it."""

    path: Path
    person: Person
    mask: Mask | None  # None: the file names no mask
    mask_name: str | None  # the id or file name as written
    face_path: Path | None
    face_unit: str | None  # mm, cm, m; found from the size of the face where None
    start: date | None
    raw: bytes  # everything that was read, for the fingerprint of the inputs


def read_person(path: Path) -> PersonFile:
    """A person file, checked.

    Args:
        path: of a TOML file, as docs/reference/files.md has it.

    Raises:
        InputError: as 'FILE: field person.age_years: found "fifty"; expected ...'.
    """
    return person_from(read_bytes(path), path)


def person_from(raw: bytes, path: Path, unwritten: Unwritten = NOTHING_UNWRITTEN) -> PersonFile:
    """The person of some bytes; `path` names them and places the files they mention.

    A mask file that is to be written together with them is read from `unwritten`.
    """
    content = parsed_toml(text_of(raw, str(path)), str(path))
    if "person" not in content and "channels" in content:
        raise PersonError(
            f"{path}: found a mask file; expected a person file, with a table [person]. "
            f"Give the mask beside it: openpbm plan PERSON.toml --mask {path}"
        )
    model = validated(PersonFileModel, content, str(path), PersonError)
    try:
        fitted, skin_raw = _fitted(model.person, path)
        person = _person(model.person, fitted)
        face_path, face_raw = _face(model.person, path)
        mask, mask_raw = _own_mask(model.mask, path, unwritten)
    except InputError as problem:
        raise type(problem)(f"{path}: {problem}") from None
    return PersonFile(
        path=path,
        person=person,
        mask=mask,
        mask_name=None if model.mask is None else model.mask.id or model.mask.file,
        face_path=face_path,
        face_unit=model.person.face_unit,
        start=None if model.course is None else model.course.start,
        raw=b"\0".join([raw, mask_raw, face_raw, *([skin_raw] if skin_raw else [])]),
    )


def with_goals(person: Person, goals: Sequence[str]) -> Person:
    """The person with these goals instead, each for the whole face."""
    for goal in goals:
        check_goal(goal, "--goal")
    return replace(person, wishes=tuple(Wish(goal=goal) for goal in goals))


def with_statements(mask: Mask, said: OwnMaskTable) -> Mask:
    """The mask with what its owner states and measured in place of what was unknown."""
    _check_channels(mask, said.readings)
    pulsing = pulsing_of(said.pulsing)
    claims = _claims(mask, said.claims)
    channels = tuple(
        replace(
            channel,
            pulsing=channel.pulsing if pulsing is None else pulsing,
            readings=(*channel.readings, *_readings_of(mask, channel, said.readings)),
            claim=claims.get(channel.id, channel.claim),
        )
        for channel in mask.channels
    )
    return replace(
        mask,
        channels=channels,
        total_claim=claims.get(IN_ALL, mask.total_claim),
        standoff_mm=_or(said.standoff_mm, mask.standoff_mm),
        # an owner's statement has the owner's tolerance, not that of the catalogue
        standoff_tol_mm=said.standoff_tol_mm
        if said.standoff_mm is not None
        else _or(said.standoff_tol_mm, mask.standoff_tol_mm),
        inner_reflectance=_or(said.inner_reflectance, mask.inner_reflectance),
        contact=mask.contact if said.contact is None else said.contact,
        fan=mask.fan if said.fan is None else said.fan,
        wet=mask.wet if said.wet is None else said.wet,
        eye_shield=said.eye_shield or mask.eye_shield,
        led_count=mask.led_count if said.led_count is None else said.led_count,
        session_min=mask.session_min
        if said.session_min is None
        else tuple(sorted(set(said.session_min))),
        minutes_recalled=mask.minutes_recalled and said.session_min is None,
        per_week=_or(said.per_week, mask.per_week),
        supply_v=_or(said.supply_v, mask.supply_v),
        supply_a=_or(said.supply_a, mask.supply_a),
        energy_wh_per_session=_or(said.energy_wh_per_session, mask.energy_wh_per_session),
        stop_by_hand=mask.stop_by_hand if said.stop_by_hand is None else said.stop_by_hand,
        price_usd=_or(said.price_usd, mask.price_usd),
        claim_status=claim_status(channels, total=IN_ALL in claims or mask.total_claim is not None)
        if said.readings or said.claims
        else mask.claim_status,
    )


def _claims(mask: Mask, said: Sequence[OwnClaimTable]) -> dict[str | None, Claim]:
    """What the maker states as the owner read it: by channel, or of all in total."""
    ids = list(dict.fromkeys(channel.id for channel in mask.channels))
    found: dict[str | None, Claim] = {}
    for number, table in enumerate(said, start=1):
        if table.channel not in (IN_ALL, *ids):
            wrong = message(
                "file-claim_channel",
                entry=number,
                found=str(table.channel),
                mask=mask.name,
                ids=several(ids, "comma"),
            )
            raise PersonError(say(wrong))
        if table.channel in found:
            raise PersonError(say("file-claim_twice", entry=number))
        found[table.channel] = Claim(
            irradiance_mw_cm2=table.irradiance_mw_cm2,
            meaning=table.meaning,
            distance_mm=table.distance_mm,
            source=table.where or in_english(message("file-the_maker_as_read")),
        )
    return found


def _or(said: float | None, known: float | None) -> float | None:
    return known if said is None else said


def _person(table: PersonTable, fitted: FittedSkin | None) -> Person:
    _check_colour(table)
    lab, taken_for = lab_of_person(table)
    return Person(
        age_years=table.age_years,
        phototype=table.phototype,
        ita_deg=table.ita_deg,
        lab=lab,
        lab_taken_for=taken_for,
        fitted=fitted,
        wishes=tuple(_wish(entry) for entry in table.goals),
        conditions=tuple(table.conditions),
        medicines=tuple(_medicine(entry) for entry in table.medicines),
        procedures=tuple(Procedure(name=p.name, day=p.day) for p in table.procedures),
        answers=_answers(table),
        eye_protection=table.eye_protection,
        face_height_mm=table.face_height_mm,
        recent_light=light_before(table.recent_light),
        protocol=_protocol(table.protocol),
    )


def _protocol(table: ProtocolTable | None) -> ProtocolMark | None:
    if table is None:
        return None
    return ProtocolMark(
        name=table.name,
        version=table.version,
        author=table.author,
        most_per_week=table.most_per_week,
    )


def _check_colour(table: PersonTable) -> None:
    given = [name for name in COLOURS if getattr(table, name) is not None]
    if len(given) != 1:
        raise PersonError(
            f"field person.phototype: found {' and '.join(given) or 'nothing'}; "
            "expected exactly one of phototype, ita_deg, lab and skin"
        )


def _fitted(table: PersonTable, path: Path) -> tuple[FittedSkin | None, bytes]:
    if table.skin is None:
        return None, b""
    try:
        entry = SkinTable(file=table.skin) if isinstance(table.skin, str) else table.skin
        at = mask_path(entry.file, path.parent)
        raw = read_bytes(at)
        if raw.lstrip().startswith(b"{"):
            return skin_from(raw, str(at)), raw
        return skin_of_reading(raw, str(at), entry), raw
    except InputError as problem:
        raise PersonError(f"field person.skin: {problem}") from None


def _wish(entry: str | GoalTable) -> Wish:
    if isinstance(entry, str):
        entry = GoalTable(goal=entry)
    goal, regions = entry.goal, entry.regions
    check_goal(goal, "person.goals")
    where = regions_of(regions, "person.goals.regions")
    return Wish(goal=goal, regions=where, uncontrolled=entry.uncontrolled)


def _medicine(entry: str | MedicineTable) -> Medicine:
    if isinstance(entry, str):
        return Medicine(name=entry)
    return Medicine(
        name=entry.name,
        last_dose=entry.last_dose,
        photosensitising=entry.photosensitising,
        no_to=_questions(entry),
    )


def _questions(entry: MedicineTable) -> tuple[str, ...]:
    """Rows whose question got a no: only those that this medicine raises."""
    raised = raised_by(entry.name)
    for row in entry.no_to:
        if row not in raised:
            wrong = message(
                "screen-no_such_question",
                row=row,
                said=entry.name,
                rows=several(raised, "comma"),
                asks=len(raised),
            )
            raise PersonError(say(wrong))
    return tuple(entry.no_to)


def _answers(table: PersonTable) -> tuple[ExpertAnswer, ...]:
    """Each about something that the file names; an answer to nothing would be lost."""
    medicines = [e if isinstance(e, str) else e.name for e in table.medicines]
    said = ["age", *medicines, *table.conditions, *(p.name for p in table.procedures)]
    for entry in table.answers:
        if entry.about not in said:
            wrong = message(
                "screen-about_nothing", said=entry.about, entries=several(said, "comma")
            )
            raise PersonError(say(wrong))
    return tuple(
        ExpertAnswer(about=e.about, fine=e.fine, by=e.by, who=e.who, day=e.day)
        for e in table.answers
    )


def _face(table: PersonTable, path: Path) -> tuple[Path | None, bytes]:
    if table.face_file is None:
        return None, b""
    if table.face_height_mm is not None:
        raise PersonError(
            "field person.face_height_mm: found beside face_file; expected only one of them, as "
            "the file has its own size (face_unit)"
        )
    face_path = mask_path(table.face_file, path.parent)
    if face_path.suffix.lower() not in FACE_ENDINGS:
        raise PersonError(
            f'field person.face_file: found "{table.face_file}"; '
            "expected a PLY, OBJ, STL or GLB file"
        )
    try:
        return face_path, read_bytes(face_path, most=MOST_FACE_BYTES)
    except InputError as problem:
        raise PersonError(f"field person.face_file: {problem}") from None


def _own_mask(
    said: OwnMaskTable | None, path: Path, unwritten: Unwritten
) -> tuple[Mask | None, bytes]:
    if said is None:
        return None, b""
    if (said.id is None) == (said.file is None):
        raise PersonError(say(message(f"file-mask-{'neither' if said.id is None else 'both'}")))
    try:
        if said.file is not None:
            at = mask_path(said.file, path.parent)
            raw = unwritten[at].encode() if at in unwritten else read_bytes(at)
            return with_statements(mask_from_text(text_of(raw, str(at)), at), said), raw
        assert said.id is not None
        if names_file(said.id):
            raise PersonError(f'found "{said.id}"; expected a catalogue id, or file = "{said.id}"')
        mask = find_mask(said.id)
    except InputError as problem:
        field = "mask.id" if said.file is None else "mask.file"
        raise type(problem)(f"field {field}: {problem}") from None
    return with_statements(mask, said), b""


def _check_channels(mask: Mask, readings: Sequence[ReadingModel]) -> None:
    ids = list(dict.fromkeys(channel.id for channel in mask.channels))
    for number, reading in enumerate(readings, start=1):
        if reading.channel not in ids:
            raise PersonError(
                f"field mask.readings.channel (entry {number}): found {written(reading.channel)}; "
                f"expected a channel of {mask.name}: {', '.join(ids)}"
            )
        one_region(reading.region, f"mask.readings.region (entry {number})")


def _readings_of(mask: Mask, channel: Channel, readings: Sequence[ReadingModel]) -> list[Reading]:
    """The readings of one channel; in a zone, only those of its own regions."""
    zone = next((zone for zone in mask.zones if zone.name == channel.zone), None)
    found: list[Reading] = []
    for number, said in enumerate(readings, start=1):
        reading = reading_of(said, f"mask.readings (entry {number})")
        mine = said.channel == channel.id
        if mine and (zone is None or reading.region in zone.regions):
            found.append(reading)
    return found
