"""The colours that a channel may bear: `tables/roles.json` holds everything that is said of one.

A channel is found again by its id: its role where it is the only one of that colour, and the
role with something after it, such as `nir_830`, where a device has several lines of a colour.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from openpbm.tables import Row, rows


@dataclass(frozen=True, kw_only=True)
class Role:
    """A colour by name."""

    name: str
    word: str  # in a sentence
    peak_nm: tuple[float, float]  # that may bear the name; wide, to catch slips only
    screened_as: tuple[str, ...]  # colours of the table of drugs and conditions
    called: tuple[str, ...]  # by makers, in the names of their programmes
    invisible: bool
    ink: str
    ink_dark: str  # on a dark page
    dash: str  # of its line, so that colour is not all that tells it from others
    band_nm: tuple[float, float] | None  # in which light is summed under its name
    band_word: str


def _role(row: Row) -> Role:
    low_nm, high_nm = row.floats("peak_nm")
    from_nm, to_nm = row.maybe("band_from_nm"), row.maybe("band_to_nm")
    return Role(
        name=row.text("id"),
        word=row.text("word"),
        peak_nm=(low_nm, high_nm),
        screened_as=row.texts("screened_as"),
        called=row.texts("called"),
        invisible=row.flag("invisible"),
        ink=row.text("ink"),
        ink_dark=row.text("ink_dark"),
        dash=row.text("dash"),
        band_nm=None if from_nm is None else (from_nm, math.inf if to_nm is None else to_nm),
        band_word=row.text("band_word", ""),
    )


# by name, from short waves to long
ROLES: Mapping[str, Role] = MappingProxyType({id: _role(row) for id, row in rows("roles").items()})


def role_of(channel_id: str) -> Role | None:
    """The role that the id of a channel begins with; None where it begins with none.

    >>> role_of("nir_830").name, role_of("deep_red").name, role_of("nir2").name, role_of("nirs")
    ('nir', 'deep_red', 'nir2', None)
    """
    return next((r for r in ROLES.values() if f"{channel_id}_".startswith(f"{r.name}_")), None)


def spoken(channel_id: str) -> str:
    """A channel's role, or its id, as a word of a sentence.

    >>> spoken("nir"), spoken("red_660"), spoken("red_inner_ring")
    ('near-infrared', 'red 660 nm', 'red inner ring')
    """
    role = role_of(channel_id)
    if role is None:
        return channel_id.replace("_", " ")
    rest = channel_id[len(role.name) :].strip("_").replace("_", " ")
    return " ".join(filter(None, (role.word, f"{rest} nm" if rest.isdecimal() else rest)))
