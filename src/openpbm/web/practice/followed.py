"""A protocol into the answers of a person: goals and places, and whose choice they are."""

from __future__ import annotations

from dataclasses import dataclass

from openpbm.errors import InputError
from openpbm.fact import message
from openpbm.files.practice.protocol import (
    HouseProtocol,
    places_of,
    protocol_of,
    protocols_of,
)
from openpbm.mask import Mask
from openpbm.reports import words
from openpbm.web.form import Form, fact_of
from openpbm.web.pages import Rooms
from openpbm.web.people import KeptPerson, typed_in
from openpbm.web.you_form import MARK

FIELD = "protocol"  # of the interview: the id and the version, with a point between


@dataclass(frozen=True, kw_only=True)
class ProtocolChoice:
    """A protocol as the interview offers it."""

    value: str
    name: str  # with version and author


def chosen(rooms: Rooms, value: str) -> tuple[HouseProtocol, int] | None:
    """A protocol and a version of it; None where there is none."""
    name, _, version = value.partition(".")
    found = protocol_of(rooms.people.folder, name)
    if found is None or not version.isdecimal() or not 1 <= int(version[:6]) <= found.last:
        return None
    return found, int(version[:6])


def choices(rooms: Rooms, now: str) -> list[ProtocolChoice]:
    """The newest version of each, and that which a person has now."""
    newest = [(one, one.last) for one in protocols_of(rooms.people.folder)]
    own = chosen(rooms, now)
    offered = [*newest, *([own] if own is not None and own not in newest else [])]
    return [
        ProtocolChoice(value=f"{one.id}.{number}", name=words.protocol(one.mark(number)))
        for one, number in offered
    ]


def follow(rooms: Rooms, form: Form, mask: Mask | None) -> None:
    """Put the goals and places of the chosen protocol into the answers; else leave them.

    Args:
        rooms: of the app.
        form: of the interview; what cannot be is kept as an error of its field.
        mask: whose zones are meant; None: none is chosen yet.
    """
    form.typed.pop(MARK, None)  # it is made here and nowhere else
    if not form.v(FIELD):
        return
    found = chosen(rooms, form.v(FIELD))
    if found is None:
        form.errors[FIELD] = message("web_practice-no_protocol")
        return
    protocol, version = found
    try:
        places = places_of(protocol.versions[version - 1].lights, mask)
    except InputError as problem:
        form.errors[FIELD] = fact_of(problem)
        return
    for name in [name for name in form.typed if name == "region" or name.startswith("region-")]:
        del form.typed[name]
    form.typed |= {"goal": list(places), "goal_other": [""]}
    form.typed |= {f"region-{goal}": list(regions) for goal, regions in places.items() if regions}
    mark = protocol.mark(version)
    most = "" if mark.most_per_week is None else str(mark.most_per_week)
    form.typed[MARK] = [mark.name, str(mark.version), mark.author, most]


def followers(rooms: Rooms, protocol: HouseProtocol) -> list[tuple[KeptPerson, int]]:
    """Everybody whose answers are by a protocol, and by which version."""
    typed = [(kept, typed_in(kept.folder).get("you", {})) for kept in rooms.people.everyone()]
    found = [(kept, chosen(rooms, "".join(own.get(FIELD, [])))) for kept, own in typed]
    return [(kept, one[1]) for kept, one in found if one is not None and one[0].id == protocol.id]
