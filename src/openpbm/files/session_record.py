"""A session's record as one JSON file, safe on the disk before the next thing happens."""

from __future__ import annotations

from dataclasses import fields
from datetime import date, datetime
from pathlib import Path

from openpbm.files.folder import write_outputs
from openpbm.files.json_value import Json, json_text
from openpbm.record import LightEvent, LightRate, SessionBegun, SessionEnded


class SessionRecord:
    """A recorder: a callable that takes events, in order, and keeps them in a file."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._events: list[Json] = []
        self.path: Path | None = None  # of the last file written

    def __call__(self, event: LightEvent) -> None:
        """Keep an event. Raises PlanFileError where the disk does not take it."""
        if isinstance(event, SessionBegun):
            self._events = []
            self.path = self._folder / f"session-{event.session_id}.json"
        assert self.path is not None, "a session begins before it goes on"
        self._events.append(event_json(event))
        closed = isinstance(event, SessionEnded)
        content: Json = {"schema_version": "1", "closed": closed, "events": [*self._events]}
        write_outputs(self._folder, {self.path.name: json_text(content)})


def event_json(event: LightEvent) -> dict[str, Json]:
    """An event with its kind and all its fields."""
    told: dict[str, Json] = {"kind": type(event).__name__}
    for each in fields(event):
        told[each.name] = _json(getattr(event, each.name))
    return told


def _json(value: object) -> Json:
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, LightRate):
        return {each.name: _json(getattr(value, each.name)) for each in fields(value)}
    if isinstance(value, tuple):
        return [_json(item) for item in value]
    if value is None or isinstance(value, bool | int | float | str):
        return value
    raise TypeError(f"{value!r} is nothing that a record holds")
