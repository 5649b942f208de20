"""Trials that could carry a goal, and goals in the words people use.

A trial carries a goal when its wavelengths and dose were read, or are labelled where they
were not. Tier A: controlled, no recalled dose field. Tier B: no control, or a flagged or
partly recalled dose. Source: `tables/trials.json`, `goals.json`, `bands.json`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from openpbm.errors import PersonError, nearest
from openpbm.person import PHOTOTYPES
from openpbm.tables import Row, rows

UNSTATED_TYPES = ("I", "II", "III", "IV")  # participants whose types were not read: assumed
CONTROLLED = ("sham", "unlit")
RECALLED = "recalled"
NO_EFFECT = ("no difference", "no change")


@dataclass(frozen=True, kw_only=True)
class Goal:
    """What somebody wants, and the layer its dose is matched in."""

    id: str
    label: str
    target_layer: str
    target_reason: str
    known: str
    would_change: str


@dataclass(frozen=True, kw_only=True)
class TrialLight:
    """One wavelength of one arm; the dose at the skin is an interval, often of no width."""

    band: str | None
    peak_nm: float
    fwhm_nm: float
    dose_low_j_cm2: float
    dose_high_j_cm2: float
    irradiance_mw_cm2: float | None
    dose_state: str
    flag: str


@dataclass(frozen=True, kw_only=True)
class Trial:
    """One arm of a trial that can carry a goal, with what is needed to match it."""

    id: str
    arm: str
    goal: str
    rank: int
    tier: str
    citation: str
    url: str
    control: str
    bias: str
    lights: tuple[TrialLight, ...]
    alternating: bool
    session_min: float | None
    sessions_total: float | None
    sessions_per_week: float | None
    weeks: float | None
    skin_types: tuple[str, ...]
    skin_types_known: bool
    view_factor: tuple[float, float]
    inner_reflectance: tuple[float, float]
    site: str
    gaps: tuple[str, ...]

    @property
    def name(self) -> str:
        """How it is spoken of: first author and year."""
        return trial_name(self.id)

    @property
    def why_tier_b(self) -> str:
        """What keeps it out of tier A, in words; nothing for a trial of tier A."""
        if self.tier == "A":
            return ""
        reasons = []
        if self.control not in CONTROLLED:
            reasons.append("it had no untreated or sham control")
        if self.is_interval:
            reasons.append("its dose is known only as a range")
        elif any(light.flag for light in self.lights) or not reasons:
            reasons.append("its dose is flagged or was read only in part")
        return " and ".join(reasons)

    @property
    def is_interval(self) -> bool:
        """True when some dose is known only as a range."""
        return any(light.dose_low_j_cm2 < light.dose_high_j_cm2 for light in self.lights)


def trial_name(id: str) -> str:
    """First author and year out of an id.

    >>> trial_name("park_2025_mask_630_850"), trial_name("lee_sy_2007_acne")
    ('Park 2025', 'Lee 2007')
    """
    words = id.split("_")
    year = next((word for word in words if word.isdigit() and len(word) == 4), "")
    return f"{words[0].capitalize()} {year}".strip()


@cache
def bands() -> dict[str, tuple[float, float, str]]:
    """Band id to (low nm, high nm, label)."""
    return {
        key: (row.number("low_nm"), row.number("high_nm"), row.text("label"))
        for key, row in rows("bands").items()
    }


def band_of(peak_nm: float) -> str | None:
    """The band a wavelength counts to, or None: then nothing can be matched to it.

    >>> band_of(633.0), band_of(1072.0)
    ('red', None)
    """
    for key, (low, high, _) in bands().items():
        if low <= peak_nm <= high:
            return key
    return None


def goal_of(word: str) -> Goal:
    """The goal behind a word or phrase.

    Raises:
        PersonError: the word is not known; the nearest are named.
    """
    wanted = word.strip().lower().replace("_", " ").replace("-", " ")
    spoken: dict[str, str] = {}
    for key, row in rows("goals").items():
        for alias in (key, row.text("label"), *row.texts("aliases")):
            spoken[alias.lower().replace("_", " ").replace("-", " ")] = key
    if wanted not in spoken:
        raise PersonError(
            f"goal {word!r} is not known{nearest(wanted, sorted(spoken))}; "
            f"expected one of {', '.join(sorted(rows('goals')))}"
        )
    row = rows("goals")[spoken[wanted]]
    return Goal(
        id=row.text("id"),
        label=row.text("label"),
        target_layer=row.text("target_layer"),
        target_reason=row.text("target_reason", ""),
        known=row.text("known", ""),
        would_change=row.text("would_change", "a controlled trial that reports its dose"),
    )


def trial_facts(table: Mapping[str, Row] | None = None) -> Mapping[str, Row]:
    """The trials without any field or result that is known from memory only."""
    return _own_facts() if table is None else {k: _facts(row) for k, row in table.items()}


@cache
def _own_facts() -> Mapping[str, Row]:
    return {key: _facts(row) for key, row in rows("trials").items()}


def _facts(row: Row) -> Row:
    return Row(_without_memory(row.fields()), f"trials.{row.text('id')}")


def _without_memory(fields: Mapping[str, object]) -> dict[str, object]:
    """The fields, without each that a `..._state` beside it calls recalled."""
    stems = [n.removesuffix("_state") for n in fields if fields[n] == RECALLED and "_state" in n]
    stems += ["nm", "band"] if "wavelength" in stems else []
    stems += ["implied", "flag"] if stems and "wavelength_state" in fields else []
    return {
        name: _cleaned(value)
        for name, value in fields.items()
        if name.endswith("_state") or not any(f"{name}_".startswith(f"{s}_") for s in stems)
    }


def _cleaned(value: object) -> object:
    if isinstance(value, Mapping):
        return _without_memory(value)
    if isinstance(value, list):
        kept = [x for x in value if not (isinstance(x, Mapping) and x.get("state") == RECALLED)]
        return [_cleaned(item) for item in kept]
    return value


def carrying(goal: str, table: Mapping[str, Row] | None = None) -> tuple[Trial, ...]:
    """Arms that can carry a goal: tier A first, then by rank.

    An arm whose primary result was no difference carries nothing worth repeating and is
    left out; `set_aside` names it.
    """
    found = [
        trial
        for row in trial_facts(table).values()
        if row.flag("carries") and not _is_null(row)
        for trial in _arms(row, goal)
    ]
    return tuple(sorted(found, key=lambda trial: (trial.tier, trial.rank)))


def set_aside(goal: str) -> tuple[str, ...]:
    """Trials with a readable dose whose primary result was null."""
    return tuple(
        row.text("id")
        for row in trial_facts().values()
        if row.flag("carries") and _is_null(row) and _for_goal(row, goal) is not None
    )


def about(goal: str, table: Mapping[str, Row] | None = None) -> tuple[Row, ...]:
    """Every trial of a goal, carrying or not, best rank first; facts only."""
    found = [
        (own.number("rank"), row)
        for row in trial_facts(table).values()
        if (own := _for_goal(row, goal)) is not None
    ]
    return tuple(row for _, row in sorted(found, key=lambda pair: pair[0]))


def _is_null(row: Row) -> bool:
    outcomes = row.rows("outcomes")
    primary = [o for o in outcomes if "primary" in o.text("measure", "")]
    return any(o.text("direction", "") in NO_EFFECT for o in primary)


def _for_goal(row: Row, goal: str) -> Row | None:
    return next((own for own in row.rows("goals") if own.text("goal") == goal), None)


def _arms(row: Row, goal: str) -> list[Trial]:
    own = _for_goal(row, goal)
    if own is None or own.text("verdict") == "cannot carry":
        return []
    found = []
    for arm in row.rows("arms"):
        lights = tuple(_light(light) for light in arm.rows("light"))
        if not lights or not all(light.flag("matchable") for light in arm.rows("light")):
            continue
        found.append(_trial(row, own, arm, lights))
    return found


def _trial(row: Row, own: Row, arm: Row, lights: tuple[TrialLight, ...]) -> Trial:
    geometry = row.row("geometry")
    view, mirror = geometry.floats("view_factor"), geometry.floats("inner_reflectance")
    types = types_of(row.text("skin_types", ""))
    return Trial(
        id=row.text("id"),
        arm=arm.text("arm"),
        goal=own.text("goal"),
        rank=int(own.number("rank")),
        tier=arm.text("tier"),
        citation=row.text("citation"),
        url=row.text("url", ""),
        control=row.text("control"),
        bias=row.text("bias"),
        lights=lights,
        alternating=arm.flag("alternating"),
        session_min=arm.maybe("session_min"),
        sessions_total=row.maybe("sessions_total"),
        sessions_per_week=row.maybe("sessions_per_week"),
        weeks=row.maybe("weeks"),
        skin_types=types or UNSTATED_TYPES,
        skin_types_known=bool(types),
        view_factor=(view[0], view[1]),
        inner_reflectance=(mirror[0], mirror[1]),
        site=geometry.text("site"),
        gaps=own.texts("gaps"),
    )


def _light(light: Row) -> TrialLight:
    peak = light.maybe("nm")
    if peak is None:
        low, high = light.maybe("band_low_nm") or 0.0, light.maybe("band_high_nm") or 0.0
        peak, width = 0.5 * (low + high), high - low
    else:
        width = 20.0
    mean = light.maybe("mean_irradiance_mw_cm2")
    return TrialLight(
        band=light.text("band", "") or None,
        peak_nm=peak,
        fwhm_nm=light.maybe("fwhm_nm") or width,
        dose_low_j_cm2=light.maybe("dose_low_j_cm2") or 0.0,
        dose_high_j_cm2=light.maybe("dose_high_j_cm2") or 0.0,
        irradiance_mw_cm2=mean if mean is not None else light.maybe("irradiance_mw_cm2"),
        dose_state=light.text("dose_state", "missing"),
        flag=light.text("flag", ""),
    )


def types_of(text: str) -> tuple[str, ...]:
    """'II-V' to the types it spans, 'all' to all; nothing when it was not read."""
    if text == "all":
        return PHOTOTYPES
    ends = [part.strip() for part in text.replace(" to ", "-").split("-") if part.strip()]
    if not ends or any(end not in PHOTOTYPES for end in ends):
        return ()
    first, last = PHOTOTYPES.index(ends[0]), PHOTOTYPES.index(ends[-1])
    return PHOTOTYPES[first : last + 1]
