"""A mask and minutes against every limit, for no one in particular: the one judge of both commands.

`openpbm safety` and `openpbm compare` show what stands here. Beside each worst case (the 95th
percentile, of warmth one of an estimate that errs warm, of eye and pigment one that takes the
claim as a peak, of a pulse one that somebody may have left unsaid) stands the likely value, and
what the worst case hangs on most. Theory 8.3.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np

from openpbm.arrays import FloatArray
from openpbm.face import REGIONS
from openpbm.face.canonical import canonical_face
from openpbm.fact import Message, message
from openpbm.field import LONGEST_MIN
from openpbm.kept import Kept
from openpbm.light.calibrate import missing_irradiance
from openpbm.mask import Mask
from openpbm.mask.modes import lit_together
from openpbm.person import PHOTOTYPES, Person
from openpbm.planning.decide import exposure_of, of_a_mask_alone
from openpbm.planning.progress import Progress, silent
from openpbm.planning.scene import Scene, as_type, scene
from openpbm.planning.sensitivity import OF_WARMTH, REMEDIES, sensitivity
from openpbm.safety.bound import Bound
from openpbm.safety.ceilings.every import bounds
from openpbm.safety.exposure import Exposure
from openpbm.safety.goggle import Density, densities
from openpbm.safety.hazard.mask import MaskHazards, mask_hazards
from openpbm.units import SECONDS_PER_MINUTE

SEED, SCENARIOS = 1, 200
LEAST_MIN = 1.0 / 60.0  # what is passed within a second is passed at once
HALVINGS = 30
STRICTER = 1.01  # of a limit's share from which another skin is told to be stricter
OF_THE_SKIN = ("skin_temperature", "skin_temperature_contact")  # likely: with living blood flow
THE_CLAIM = message("unknown-claim_as_peak")
THE_PULSES = message("unknown-pulses")
THERMAL_DOSE = "thermal_dose"  # doubles with every degree: told in degrees and minutes only


@dataclass(frozen=True, kw_only=True)
class Judged:
    """One limit against a session."""

    id: str
    group: str  # eye, skin, heat or device: where its bound belongs
    name: Message  # as inside a sentence
    unit: str
    likely: float  # of the light as it likely is, whatever is claimed
    worst: float
    hangs_on: Message | None  # what the worst case hangs on most; None: nothing unknown
    limit: float
    reached_min: float  # when the worst case passes the limit; infinite: never
    status: str  # of the limit: project, verified, ...
    rows: tuple[str, ...]  # of limits.json
    share: float  # of the limit that the worst case uses; of a thermal dose, of its minutes
    lit: tuple[str, ...]  # ids of the programme that uses the most of it

    @property
    def is_passed(self) -> bool:
        """True where the worst case passes the limit in this session."""
        return self.share > 1.0

    @property
    def place(self) -> tuple[float, float]:
        """Of limits in order: what is reached first comes first; then of what most is used."""
        return self.reached_min, -self.share

    @property
    def is_of_eye(self) -> bool:
        """True for a limit of cornea, lens or retina."""
        return self.group == "eye"

    @property
    def is_of_warmth(self) -> bool:
        """True for a limit of the temperature of skin or mask, or of what it sums to."""
        return self.group == "heat"


@dataclass(frozen=True, kw_only=True)
class Strictest:
    """The limit that some type of skin reaches first."""

    phototype: str
    limit: Judged


@dataclass(frozen=True, eq=False, kw_only=True)
class Verdict:
    """What is known of a session of a mask: hazards of its light, limits on a skin, warmth."""

    mask: Mask
    minutes: float
    lit: tuple[str, ...]  # ids of the programme that lights the most channels
    hazards: MaskHazards  # of all channels, by the standards
    limits: tuple[Judged, ...]  # of every programme on this skin; empty where light is unknown
    skin_degc: tuple[float, float] | None  # likely and worst at the end; None: light unknown
    at_eye: tuple[Bound, ...]  # limits of bare eyes on a face, whatever shields them
    strictest: Strictest | None = None  # on skin of another type; None: none is stricter

    @property
    def eyewear(self) -> tuple[Density, ...]:
        """What eyes need, one a channel: before the LEDs and on a face; empty: light unknown."""
        if not self.hazards.is_judged:
            return ()
        return densities(self.hazards, self.at_eye, self.minutes)

    @property
    def drive(self) -> FloatArray:
        """(channels,) ones where the fullest programme lights."""
        return full_drive(self.mask, self.lit)

    @property
    def passed_at_eye(self) -> tuple[Bound, ...]:
        """Limits of bare eyes on a face that some programme passes, whatever shields them."""
        drives = [full_drive(self.mask, lit) for lit in programmes(self.mask)]
        holds = [all(one.holds(self.minutes, drive) for drive in drives) for one in self.at_eye]
        return tuple(one for one, held in zip(self.at_eye, holds, strict=True) if not held)

    @property
    def passed(self) -> tuple[Judged, ...]:
        """The limits that the worst case passes, the first to be reached first."""
        found = [limit for limit in self.limits if limit.is_passed]
        return tuple(sorted(found, key=lambda limit: limit.reached_min))

    @property
    def nearest(self) -> Judged | None:
        """The limit that is passed first; where none is, of which the most is used."""
        rest = max(self.limits, key=lambda limit: limit.share, default=None)
        return self.passed[0] if self.passed else rest

    @property
    def keeps_all(self) -> bool:
        """True where light is known and nothing is passed."""
        broken = self.hazards.broken(self.hazards.as_worn)
        return self.hazards.is_judged and not broken and not self.passed


def fullest(mask: Mask) -> tuple[str, ...]:
    """Ids of the programme that lights the most channels; all, where no mode says."""
    return programmes(mask)[0]


def programmes(mask: Mask) -> tuple[tuple[str, ...], ...]:
    """Ids of each programme but for those inside another one, the fullest first.

    All channels, where no mode says.
    """
    ids = tuple(dict.fromkeys(channel.id for channel in mask.channels))
    shown = lit_together(mask.modes, ids) or (frozenset(ids),)
    widest = [lit for lit in shown if not any(lit < other for other in shown)]
    ordered = sorted(widest, key=len, reverse=True)
    return tuple(tuple(id for id in ids if id in lit) for lit in ordered)


def verdict_of(
    mask: Mask,
    person: Person,
    minutes: float | None = None,
    *,
    seed: int = SEED,
    scenarios: int = SCENARIOS,
    progress: Progress | None = None,
    kept: Kept | None = None,
) -> Verdict:
    """Judge a session at full drive.

    Args:
        mask: the device.
        person: whose skin and goggles; the screen and the goals do not count.
        minutes: of the session; None is the longest programme that the device offers.
        seed: of the scenarios.
        scenarios: how many.
        progress: called with a step's name and the share done.
        kept: light that was worked out before, by the geometry of mask and face.
    """
    hazards = mask_hazards(mask, minutes=minutes)
    if missing_irradiance(mask):
        return _verdict(hazards, hazards.time_s / SECONDS_PER_MINUTE, None)
    face = canonical_face(person.face_height_mm)
    say = progress or silent
    at = scene(person, mask, face, (), seed=seed, scenarios=scenarios, progress=say, kept=kept)
    own = judged_in(at, hazards.time_s / SECONDS_PER_MINUTE if minutes is None else minutes)
    return for_anybody(at, own)


def judged_in(at: Scene, minutes: float) -> Verdict:
    """The same of a scene that is there already, and of its skin alone."""
    return _verdict(mask_hazards(at.mask, minutes=minutes), minutes, at)


def judged_by_type(at: Scene, minutes: float) -> dict[str, Verdict]:
    """A session against every limit on skin of each type, I to VI: the limits differ as well."""
    return {name: judged_in(as_type(at, name), minutes) for name in PHOTOTYPES}


def for_anybody(at: Scene, own: Verdict) -> Verdict:
    """With what comes first on any skin type, where nobody said whose skin; no thermal dose."""
    before = {one.id: one for one in own.limits if one.id != THERMAL_DOSE}
    stricter = []
    for name in (name for name in PHOTOTYPES if name != at.person.phototype):
        on_type = as_type(at, name)
        stricter += [
            Strictest(phototype=name, limit=one)
            for one in _limits(on_type, _exposure(on_type), own.minutes, says_why=False)
            if one.id in before and one.share > STRICTER * before[one.id].share
        ]
    first = min(stricter, key=lambda each: each.limit.place, default=None)
    return replace(own, strictest=first)


def _verdict(hazards: MaskHazards, minutes: float, at: Scene | None) -> Verdict:
    limits: tuple[Judged, ...] = ()
    at_eye: tuple[Bound, ...] = ()
    degc = None
    if at is not None:
        exposure = _exposure(at)
        limits = _limits(at, exposure, minutes)
        at_eye = _of_bare_eyes(exposure)
        skin = next(one for one in limits if one.id == "skin_temperature")
        degc = skin.likely, skin.worst
    return Verdict(
        mask=hazards.mask,
        minutes=minutes,
        lit=fullest(hazards.mask),
        hazards=hazards,
        limits=limits,
        skin_degc=degc,
        at_eye=at_eye,
    )


def _of_bare_eyes(exposure: Exposure) -> tuple[Bound, ...]:
    bare = bounds(replace(exposure, eyes_covered=False))
    return tuple(one for one in bare if one.group == "eye" and not one.advisory)


def full_drive(mask: Mask, lit: tuple[str, ...]) -> FloatArray:
    """(channels,) ones where a programme lights."""
    return np.array([1.0 if channel.id in lit else 0.0 for channel in mask.channels])


def _exposure(at: Scene) -> Exposure:
    return exposure_of(at, of_a_mask_alone(at.warming()), REGIONS)


def _limits(
    at: Scene, exposure: Exposure, minutes: float, *, says_why: bool = True
) -> tuple[Judged, ...]:
    """Every limit on this skin, by the programme that uses the most of it.

    With what its worst case hangs on if that is asked for.
    """
    views = (
        exposure,
        exposure.as_unclaimed.as_steady,
        exposure.as_unclaimed,
        exposure.as_steady,
    )
    drives = {lit: full_drive(at.mask, lit) for lit in programmes(at.mask)}
    degc = {lit: _likely_degc(at, drive, minutes) for lit, drive in drives.items()}
    found = []
    for bound, likely, unclaimed, steady in zip(*map(bounds, views), strict=True):
        if not bound.advisory and bound.id != "device_maximum":
            each = [_judged(bound, likely, minutes, lit, drives[lit]) for lit in drives]
            most = max(each, key=lambda one: one.share)
            if says_why:
                without = {THE_CLAIM: unclaimed, THE_PULSES: steady}
                why = _hangs_on(at, bound, without, minutes, drives[most.lit])
                most = replace(most, hangs_on=why)
            found.append(replace(most, likely=degc[most.lit]) if most.id in OF_THE_SKIN else most)
    return tuple(found)


def _likely_degc(at: Scene, drive: FloatArray, minutes: float) -> float:
    """At the end, with living blood flow."""
    return float(np.median(at.likely_course(drive, minutes).degc["surface"][:, -1]))


def _judged(
    bound: Bound, likely: Bound, minutes: float, lit: tuple[str, ...], drive: FloatArray
) -> Judged:
    reached = reached_min(bound, drive)
    return Judged(
        id=bound.id,
        group=bound.group,
        name=bound.name,
        unit=bound.unit,
        likely=likely.likely(minutes, drive),
        worst=bound.value(minutes, drive),
        hangs_on=None,
        limit=bound.limit(minutes),
        reached_min=reached,
        status=bound.status,
        rows=bound.rows,
        share=_share(bound, minutes, drive, reached),
        lit=lit,
    )


def _hangs_on(
    at: Scene,
    bound: Bound,
    without: Mapping[Message, Bound],
    minutes: float,
    drive: FloatArray,
) -> Message | None:
    """The unknown that explains most of the spread; what only caution assumes comes first.

    `without` is the same limit without each of these: a claim, pulses.
    """
    lower = {name: each.value(minutes, drive) for name, each in without.items()}
    first = min(lower, key=lambda name: lower[name])
    if lower[first] < bound.value(minutes, drive):
        return first
    spread = bound.over_scenarios(minutes, drive)
    shares = sensitivity(at.draws, spread, {**REMEDIES, **OF_WARMTH})
    return shares[0].name if shares else None


def _share(bound: Bound, minutes: float, drive: FloatArray, reached_min: float) -> float:
    """Of the room between darkness and the limit; above 1 exactly where the limit is passed."""
    if not bound.holds(minutes, drive):
        return max(minutes / reached_min if reached_min > 0 else math.inf, math.nextafter(1.0, 2.0))
    if bound.id == THERMAL_DOSE:
        return min(minutes / reached_min, 1.0)
    dark = bound.value(minutes, 0.0 * drive)
    room = bound.limit(minutes) - dark
    return (bound.value(minutes, drive) - dark) / room if room > 0 else 0.0


def reached_min(bound: Bound, drive: FloatArray) -> float:
    """When the worst case passes the limit, by halving; every bound tightens with time."""
    low, high = 0.0, LONGEST_MIN
    if bound.holds(high, drive):
        return math.inf
    if not bound.holds(LEAST_MIN, drive):
        return 0.0
    for _ in range(HALVINGS):
        middle = (low + high) / 2.0
        low, high = (middle, high) if bound.holds(middle, drive) else (low, middle)
    return low
