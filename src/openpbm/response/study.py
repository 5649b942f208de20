"""Every human study as nouns that hold only what was read; memory is kept apart.

A field known from memory is not in these nouns at all: it is None here and stands, labelled,
in `Study.recalled`. Whatever fits, matches or speaks from a Study therefore cannot be moved
by it. Source: `tables/studies.json`; Theory 10.1.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache

from openpbm.tables import Row, rows

RECALLED = "recalled"
MEMORY = "from memory, no evidence"  # how a recalled value is labelled wherever it is shown
CONTROLS = ("sham", "unlit")  # what an effect may be drawn and pooled against
# first words of identifiers that name no author
NO_AUTHOR = (
    *("ad", "ajbc", "amber", "blue", "cf", "dfu", "fullbody", "home", "jocd", "kjd", "led"),
    *("light", "mask", "under"),
)
LONE_NM = re.compile(r"(^|, )([4-9]\d\d)$")  # a wavelength whose unit the table leaves out
_ROLE_CONTROL = {"sham": "sham", "untreated": "unlit", "drug_comparator": "drug"}
_NUMBERS = ("sessions_total", "sessions_per_week", "weeks", "follow_up_weeks")
_PEOPLE = ("n_total", "n_randomised", "n_treated", "n_control")


@dataclass(frozen=True, kw_only=True)
class Memory:
    """A field that nobody could look up: shown as such or not at all."""

    field: str
    value: str


@dataclass(frozen=True, kw_only=True)
class Light:
    """One wavelength or band of an arm, as printed; None where it was not read."""

    nm: float | None
    band_nm: tuple[float, float] | None
    fwhm_nm: float | None
    irradiance_mw_cm2: float | None
    fluence_j_cm2: float | None
    duty_cycle: float | None
    dose_kind: str  # what is wrong with the dose; empty where nothing is
    flag: str
    range_j_cm2: tuple[float, float] | None
    from_memory: tuple[str, ...]  # names of fields that are known from memory only


@dataclass(frozen=True, kw_only=True)
class Arm:
    """A group, a side or a lesion of a study."""

    name: str
    role: str
    people: float | None
    session_min: float | None
    session_from_memory: bool
    lights: tuple[Light, ...]


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """One measured result."""

    measure: str
    kind: str
    arm: str
    compared_with: str
    week: float | None
    treated: float | None
    treated_sd: float | None
    control: float | None
    control_sd: float | None
    unit: str
    p: str
    responders_treated: float | None
    n_treated: float | None
    responders_control: float | None
    n_control: float | None
    direction: str
    note: str


@dataclass(frozen=True, kw_only=True)
class Study:
    """One human study, facts only."""

    id: str
    name: str  # first author and year, or the topic where no author is known
    topic: str
    indication: str
    goals: tuple[str, ...]
    held_out: bool
    record: str  # verified, partial, unverified
    citation: str
    url: str
    design: str
    blinding: str
    setting: str
    device: str
    device_type: str
    skin_types: str
    numbers: Mapping[str, float | None]
    people: Mapping[str, float | None]
    arms: tuple[Arm, ...]
    outcomes: tuple[Outcome, ...]
    adverse_events: str
    bias: str
    bias_reason: str
    flags: tuple[str, ...]
    notes: str
    read: tuple[str, ...]
    secondary_only: bool
    recalled: tuple[Memory, ...]
    known: Mapping[str, str]  # provenance of every field that was read, by path

    @property
    def control(self) -> str:
        """The strictest comparison: sham, unlit, drug, other light, or none."""
        found = {_ROLE_CONTROL.get(arm.role, "") for arm in self.arms}
        for kind in (*CONTROLS, "drug"):
            if kind in found:
                return kind
        lit = [arm for arm in self.arms if arm.role != "comparator"]
        return "other light" if len(lit) > 1 else "none"

    @property
    def is_randomised(self) -> bool:
        """True where the design that was read says so."""
        said = self.design.lower()
        return ("rct" in said or "random" in said) and "not random" not in said

    @property
    def size(self) -> float | None:
        """How many people, as far as it was read."""
        for name in ("n_randomised", "n_total", "n_treated"):
            if self.people[name] is not None:
                return self.people[name]
        return None

    @property
    def wavelengths(self) -> tuple[str, ...]:
        """Its colours that were read."""
        said = (colour_of(light) for arm in self.arms for light in arm.lights)
        return tuple(dict.fromkeys(word for word in said if word))


def colour_of(light: Light) -> str:
    """'633 nm', '611 to 650 nm', or nothing where it was not read."""
    if light.nm is not None:
        return f"{light.nm:g} nm"
    if light.band_nm is not None:
        return f"{light.band_nm[0]:g} to {light.band_nm[1]:g} nm"
    return ""


@cache
def all_studies() -> Mapping[str, Study]:
    """The studies of the table."""
    return studies(rows("studies"))


def studies(table: Mapping[str, Row]) -> Mapping[str, Study]:
    """Studies out of rows; what is recalled is set apart while reading."""
    return {key: _study(row) for key, row in table.items()}


class _Reader:
    """Reads a row by path and gives nothing where the path is known from memory only."""

    def __init__(self, row: Row) -> None:
        self.row = row
        own = row.row("provenance")
        self.how = {path: own.row(path).text("p") for path in own}

    def is_fact(self, path: str) -> bool:
        return self.how.get(path, "") != RECALLED

    def number(self, row: Row, name: str, prefix: str = "") -> float | None:
        return row.maybe(name) if self.is_fact(prefix + name) else None

    def text(self, row: Row, name: str, prefix: str = "") -> str:
        return row.text(name, "") if self.is_fact(prefix + name) else ""


def _study(row: Row) -> Study:
    read = _Reader(row)
    sources = row.rows("sources")
    bias = row.row("risk_of_bias")
    arms = tuple(_arm(read, arm, f"arms[{i}].") for i, arm in enumerate(row.rows("arms")))
    return Study(
        id=row.text("id"),
        name=_name(row),
        topic=row.text("topic") + (f" ({MEMORY})" if row.text("record") == "unverified" else ""),
        indication=row.text("indication"),
        goals=row.texts("goals"),
        held_out=row.flag("held_out"),
        record=row.text("record"),
        citation=_citation(read),
        url=sources[0].text("url") if sources else "",
        design=read.text(row, "design"),
        blinding=read.text(row, "blinding"),
        setting=read.text(row, "setting"),
        device=read.text(row, "device"),
        device_type=read.text(row, "device_type"),
        skin_types=read.text(row, "skin_types"),
        numbers={name: read.number(row, name) for name in _NUMBERS},
        people={name: read.number(row, name) for name in _PEOPLE},
        arms=arms,
        outcomes=_named(
            [_outcome(read, o, f"outcomes[{i}].") for i, o in enumerate(row.rows("outcomes"))]
        ),
        adverse_events=read.text(row, "adverse_events"),
        bias=bias.text("judgement"),
        bias_reason=bias.text("reason"),
        flags=row.texts("flags"),
        notes=row.text("notes", ""),
        read=tuple(dict.fromkeys(source.text("read") for source in sources)),
        secondary_only=row.flag("secondary_only"),
        recalled=tuple(
            Memory(field=path, value=value_at(row, path))
            for path, how in read.how.items()
            if how == RECALLED
        ),
        known={path: how for path, how in read.how.items() if how != RECALLED},
    )


def _name(row: Row) -> str:
    """Its identifier in words: it is a label, and only where it names an author."""
    found = re.match(r"([a-z_]+)_((?:19|20)\d\d)(?:_(stars\d))?", row.text("id"))
    if found is None or found[1].split("_")[0] in NO_AUTHOR:
        return row.text("topic")
    first, *others = found[1].split("_")
    names = [first.capitalize(), *(n.upper() if len(n) < 3 else n.capitalize() for n in others)]
    return f"{' '.join(names)} {found[2]}" + (f" {found[3].upper()}" if found[3] else "")


def _citation(read: _Reader) -> str:
    own = read.row.row("citation")
    authors = read.text(own, "authors", "citation.")
    year = read.number(own, "year", "citation.")
    journal = read.text(own, "journal", "citation.")
    pages = read.text(own, "volume_pages", "citation.")
    said = ", ".join(part for part in (f"{year:.0f}" if year else "", journal, pages) if part)
    return ". ".join(part for part in (authors.rstrip("."), read.row.text("topic"), said) if part)


def _arm(read: _Reader, arm: Row, at: str) -> Arm:
    lights = tuple(
        _light(read, light, f"{at}light[{j}].") for j, light in enumerate(arm.rows("light"))
    )
    # an arm is often named by its wavelength: then the name would tell what is only remembered
    remembered = any({"nm", "band_nm"} & set(light.from_memory) for light in lights)
    name = arm.text("arm")
    return Arm(
        name=re.sub(r"\d{3,4}(?:\.\d)?", "lit", name) if remembered else name,
        role=arm.text("role"),
        people=read.number(arm, "n", at),
        session_min=read.number(arm, "session_min", at),
        session_from_memory=not read.is_fact(f"{at}session_min"),
        lights=lights,
    )


def _light(read: _Reader, light: Row, at: str) -> Light:
    names = ("nm", "band_nm", "fwhm_nm", "irradiance_mw_cm2", "fluence_j_cm2", "duty_cycle")
    memory = tuple(name for name in names if name in light and not read.is_fact(at + name))
    ends = [float(end) for end in re.findall(r"\d+", read.text(light, "band_nm", at))]
    low, high = light.maybe("dose_low_j_cm2"), light.maybe("dose_high_j_cm2")
    joined = "+" in light.text("band_nm", "")  # two lines, not a band between them
    return Light(
        nm=read.number(light, "nm", at),
        band_nm=(ends[0], ends[1]) if len(ends) == 2 and not joined else None,
        fwhm_nm=read.number(light, "fwhm_nm", at),
        irradiance_mw_cm2=read.number(light, "irradiance_mw_cm2", at),
        fluence_j_cm2=read.number(light, "fluence_j_cm2", at),
        duty_cycle=read.number(light, "duty_cycle", at),
        dose_kind=light.text("dose_kind", ""),
        flag="" if memory else light.text("dose_flag", ""),
        range_j_cm2=(low, high) if low is not None and high is not None else None,
        from_memory=memory,
    )


def _named(outcomes: Sequence[Outcome]) -> tuple[Outcome, ...]:
    """Measures as they are said: a wavelength with its unit, and arms told apart."""
    found = []
    for o in outcomes:
        measure = with_nm(o.measure)
        alike = [other for other in outcomes if other.measure == o.measure]
        if len(alike) > 1 and o.arm and len({other.arm for other in alike}) == len(alike):
            measure = f"{with_nm(o.arm)}, {measure}"
        found.append(replace(o, measure=measure))
    return tuple(found)


def with_nm(text: str) -> str:
    """A measure or an arm of a table, with the unit of its wavelength.

    >>> with_nm("local severity, 420"), with_nm("570-850")
    ('local severity, 420 nm', '570-850')
    """
    return LONE_NM.sub(r"\1\2 nm", text)


def _outcome(read: _Reader, own: Row, at: str) -> Outcome:
    def number(name: str) -> float | None:
        return read.number(own, name, at)

    return Outcome(
        measure=read.text(own, "measure", at) or "a measure known from memory only",
        kind=own.text("kind"),
        arm=own.text("arm", ""),
        compared_with=own.text("compared_with", ""),
        week=number("timepoint_weeks"),
        treated=number("treated_effect"),
        treated_sd=number("treated_sd"),
        control=number("control_effect"),
        control_sd=number("control_sd"),
        unit=read.text(own, "unit", at),
        p=read.text(own, "p", at),
        responders_treated=number("responders_treated"),
        n_treated=number("n_treated"),
        responders_control=number("responders_control"),
        n_control=number("n_control"),
        direction=read.text(own, "direction", at),
        note=own.text("note", ""),
    )


def value_at(row: Row, path: str) -> str:
    """The text of a field by its path, as `arms[0].light[1].nm`; nothing where it is missing."""
    *inner, last = path.split(".")
    for step in inner:
        name, _, place = step.partition("[")
        row = row.rows(name)[int(place[:-1])] if place else row.row(name)
    return row.text(last, "")
