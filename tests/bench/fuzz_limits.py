"""Random dose tables, masks and people against the ceilings and the choice.

Held, by arithmetic of its own: every gating limit at the chosen minutes and drive; a choice
on the steps of its timer, dimmed only where it may be, and never past the trial's dose; a
stricter limit never gives more light; a person who says less, or is more at risk, never has
a limit raised or a value lowered; a channel that was stopped stays dark. Numbers that are
none (NaN, infinite) never let light pass where it would gate.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np

from openpbm.arrays import FloatArray
from openpbm.fact import said
from openpbm.heat import Warming
from openpbm.mask import Channel, Mask, Mode
from openpbm.planning.choose import BandMatch, Choice, choose, lit_channels
from openpbm.response.evidence import Trial, band_of, carrying
from openpbm.safety.bound import Bound
from openpbm.safety.ceilings.every import bounds
from openpbm.safety.cumulative import LightBound
from openpbm.safety.exposure import Exposure
from openpbm.speech.say import in_english
from openpbm.tables import rows
from plain import STRICTER, plain_matches

TRIALS = [trial for goal in rows("goals") for trial in carrying(goal)]
LINES_NM = (400.0, 405.0, 415.0, 450.0, 470.0, 500.0, 525.0, 590.0, 599.9, 600.0, 633.0, 700.0,
            700.1, 779.9, 780.0, 800.0, 830.0, 850.0, 940.0, 1050.0, 1064.0, 1100.0)  # fmt: skip
ROLES = {"blue": 415.0, "green": 525.0, "amber": 590.0, "red": 630.0, "deep_red": 660.0,
         "nir": 830.0, "nir2": 1064.0}  # fmt: skip
TIMES = np.array([0.0, 1.0, 5.0, 12.0, 20.0, 40.0])
HELD = 1.0 + 1e-9
FLAGS = (
    *STRICTER,
    ("longest_min", 30.0, None),
    ("longest_min", 180.0, None),
    ("sessions_per_week", 2, 5),
    ("sessions_in_three_weeks", 3, 9),
    ("sessions_in_course", 12, 60),
)
SOME = 8
A_TABLE = 40  # inputs that share one dose table


class LooserError(AssertionError):
    """A plan that is looser than it may be."""


def hold(said: object, why: str) -> None:
    if not said:
        raise LooserError(why)


def a_table(rng: random.Random, channels: int, scenarios: int) -> Exposure:
    """A dose table whose strengths reach over six decades, now and then without a number."""
    draw = np.random.default_rng(rng.getrandbits(32))
    loud, shape = 10.0 ** rng.uniform(-4.0, 1.5), (scenarios, channels)
    hz = (None, 0.0, 0.0, 0.5, 10.0, 1250.0, 3000.0)

    def strength(top: float) -> FloatArray:
        level: FloatArray = np.exp(
            draw.uniform(-7.0, 0.0, channels) + draw.normal(0, 0.3, (scenarios, channels))
        )
        if rng.random() < 0.03:
            level[draw.integers(scenarios), draw.integers(channels)] = rng.choice(
                [np.nan, np.inf, 0.0, 1e300]
            )
        scaled: FloatArray = level * top * loud
        return scaled

    def warm(degc: float, basal: Warming | None = None) -> Warming:
        rise = np.sort(draw.uniform(0.0, 1.0, (scenarios, channels, len(TIMES))), axis=2)
        rise[..., 0] = 0.0
        return Warming(
            minutes=TIMES,
            dark_degc=draw.normal(degc, 0.3, (scenarios, 1)) + np.linspace(0.0, 1.0, len(TIMES)),
            rise_degc=rise * strength(10.0)[..., None],
            basal=basal,
        )

    return Exposure(
        peak_nm=draw.choice(LINES_NM, channels) + draw.normal(0.0, rng.choice([0, 3]), shape),
        fwhm_nm=np.full((scenarios, channels), rng.choice([0.0, 5.0, 20.0, 60.0])),
        spectra=(None,) * channels,
        hot_mw_cm2=strength(300.0),
        eye_mw_cm2=strength(200.0),
        led_power_mw=strength(100.0),
        warming=replace(
            warm(34.0, warm(35.0) if rng.random() < 0.5 else None),
            mask=warm(30.0),
            at_led=warm(31.0) if rng.random() < 0.5 else None,
        ),
        eyes_covered=rng.random() < 0.5,
        dark_skin=rng.random() < 0.3,
        no_blue=rng.random() < 0.2,
        photosensitiser=rng.random() < 0.2,
        epilepsy=rng.random() < 0.2,
        aphakic=rng.random() < 0.2,
        frequency_hz=tuple(rng.choice(hz) for _ in range(channels)),
        duty=tuple(rng.choice((None, 1.0, 0.5, 1e-3)) for _ in range(channels)),
        longest_min=rng.choice([None, 1.0, 5.0, 12.0, 30.0, 180.0]),
        sessions_per_week=rng.choice([1, 3, 5, 7]),
        sessions_in_three_weeks=rng.choice([1, 3, 9, 21]),
        sessions_in_course=rng.choice([1, 12, 60, 84]),
        is_worn=True,
    )  # fmt: skip


class Table:
    """The gating bounds of one exposure as two stacked tables, for arithmetic of its own."""

    def __init__(self, found: Sequence[Bound]) -> None:
        self.gating = [b for b in found if not b.advisory]
        self.straight = [b for b in self.gating if len(b.minutes) == 2 and b.law is None]
        self.curved = [b for b in self.gating if b not in self.straight]
        scenarios, channels, _ = found[0].at_full.shape
        at = np.array([b.at_full for b in self.straight]).reshape(-1, scenarios, channels, 2)
        off = np.array([b.offset for b in self.straight]).reshape(-1, scenarios, 2)
        span = np.array([b.minutes[1] for b in self.straight])[:, None]
        with np.errstate(all="ignore"):
            self.start, self.off = at[..., 0], off[..., 0]
            self.slope = (at[..., 1] - at[..., 0]) / span[..., None]
            self.off_slope = (off[..., 1] - off[..., 0]) / span

    def values(self, minutes: float, drive: FloatArray) -> dict[str, float]:
        """95th percentile of every gating bound."""
        with np.errstate(all="ignore"):
            lit = (self.start + minutes * self.slope) @ drive + self.off + minutes * self.off_slope
            top = held(lit.T)
        found = {b.id: float(v) for b, v in zip(self.straight, top, strict=True)}
        for b in self.curved:
            with np.errstate(all="ignore"):
                lit = b.offset + np.tensordot(b.at_full, drive, axes=(1, 0))
                whole = lit if b.law is None else b.law(drive)
                j = min(int(np.sum(b.minutes <= minutes)), len(b.minutes) - 1)
                share = (min(minutes, b.minutes[-1]) - b.minutes[j - 1]) / np.diff(b.minutes)[j - 1]
                at = whole[:, j - 1] + share * (whole[:, j] - whole[:, j - 1])
                at = np.where(np.isinf(whole[:, j]), np.inf, at) if share > 0 else whole[:, j - 1]
            found[b.id] = float(held(at[:, None])[0])
        for b in self.gating:
            if isinstance(b, LightBound):
                found[b.id] = max(count * found[b.id] + other for count, other in b.windows)
        return found

    def limits(self, minutes: float) -> dict[str, float]:
        return {b.id: b.limit(minutes) for b in self.gating}


def held(values: FloatArray) -> FloatArray:
    """(times,) 95th percentile of (scenarios, times); infinite where any is no finite number."""
    ordered = np.sort(values, axis=0)
    place = 0.95 * (len(values) - 1)
    low, high = ordered[int(place)], ordered[int(np.ceil(place))]
    with np.errstate(all="ignore"):
        found = np.where(low == high, low, low + (place - int(place)) * (high - low))
    return np.where(np.isfinite(ordered[-1]), found, np.inf)


# ------------------------------------------------------------------------------ choice


def choices(rng: random.Random) -> Iterator[str]:
    """One input: one mask and one trial's dose on a dose table."""
    while True:
        trial = rng.choice(TRIALS)
        channels = len(trial.lights)
        with np.errstate(all="ignore"):
            given = a_table(rng, channels, rng.choice([1, 5, 21]))
            found = bounds(given)
        strict = tightened(given, found, rng)
        for _ in range(4):
            # most choices under some of the limits, which costs less than under all thirty
            some = {b.id for b in rng.sample(found, SOME)} if rng.random() < 0.75 else None
            loose = [b for b in found if some is None or b.id in some]
            tight = [b for b in strict if some is None or b.id in some]
            table = Table(loose)
            for _ in range(A_TABLE // 4):
                yield a_choice(rng, given, trial, loose, table, loose if strict is found else tight)


def tightened(given: Exposure, found: Sequence[Bound], rng: random.Random) -> Sequence[Bound]:
    """The bounds of the same light for somebody more at risk."""
    name, mild, strict = rng.choice([f for f in FLAGS if f[0] != "longest_min"])
    if getattr(given, name) != mild:
        return found
    with np.errstate(all="ignore"):
        return bounds(replace(given, **{name: strict}))  # type: ignore[arg-type]


def a_mask(rng: random.Random, trial: Trial) -> Mask:
    steps = rng.choice([(), (), (10.0,), (3.0, 6.0, 9.0), (0.2, 1.0, 30.0), (180.0,)])
    dims = rng.random() < 0.03  # tries twenty levels: slow
    return Mask(
        id="m",
        name="m",
        form="rigid_mask",
        channels=tuple(
            Channel(role="red", peak_nm=light.peak_nm, dimmable=dims and rng.random() < 0.9)
            for light in trial.lights
        ),
        session_min=steps,
        stop_by_hand=rng.random() < 0.6,
    )


def a_dose(rng: random.Random, scenarios: int, trial: Trial) -> tuple[BandMatch, ...]:
    spread = np.linspace(0.5, 1.5, scenarios) if scenarios > 1 else np.ones(1)

    def strength(low: float, high: float) -> float:
        odd = rng.random()
        if odd < 0.02:
            return rng.choice([0.0, np.nan, np.inf, 1e-300, 1e300])
        return float(10.0 ** rng.uniform(low, high))

    doses = [(strength(-6.0, 2.0) * spread, strength(-3.0, 2.0) * spread) for _ in trial.lights]
    return plain_matches(trial, doses)


def a_choice(
    rng: random.Random,
    given: Exposure,
    trial: Trial,
    found: Sequence[Bound],
    table: Table,
    strict: Sequence[Bound],
) -> str:
    mask, dose = a_mask(rng, trial), a_dose(rng, len(given.peak_nm), trial)
    lit = np.ones(len(trial.lights))
    if rng.random() < 0.2:
        lit[rng.randrange(len(lit))] = 0.0
    with np.errstate(all="ignore"):
        chosen = choose(mask, trial, dose, lit, found)
        tight = choose(mask, trial, dose, lit, strict) if strict is not found else chosen
    no_more(tight, chosen)
    if not isinstance(chosen, Choice):
        hold(
            chosen and all(in_english(r.reason) and in_english(r.would_change) for r in chosen),
            "refused without a word",
        )
        return "refused"
    kept(chosen, mask, dose, lit, table)
    return "below the trial" if chosen.is_below_trial else "session"


def no_more(tight: object, loose: object) -> None:
    """A stricter limit gives no session, or no more light than a milder one."""
    if isinstance(tight, Choice):
        hold(isinstance(loose, Choice), "a stricter limit gives a session that a milder refuses")
        assert isinstance(loose, Choice)
        more = tight.minutes * tight.drive.max() - loose.minutes * loose.drive.max()
        hold(more <= 1e-6, f"a stricter limit gives {more:g} min more light")


def kept(
    chosen: Choice, mask: Mask, dose: Sequence[BandMatch], lit: FloatArray, table: Table
) -> None:
    """Every limit, by other arithmetic; the timer, the dimmer and the trial's dose."""
    minutes, drive = chosen.minutes, chosen.drive
    hold(0.0 < minutes <= 180.0, f"{minutes} min")
    hold(np.all((drive >= 0.0) & (drive <= 1.0)) and np.all(drive[lit == 0] == 0), f"{drive}")
    values, limits = table.values(minutes, drive), table.limits(minutes)
    for id, limit in limits.items():
        hold(values[id] <= limit * HELD + 1e-12, f"{id}: {values[id]} past {limit} at {minutes}")
    if not mask.stop_by_hand:
        hold(minutes in mask.session_min, f"{minutes} min is no programme")
    dims = all(c.dimmable for c, on in zip(mask.channels, lit, strict=True) if on)
    hold(dims or np.all(drive[lit > 0] == 1.0), "dimmed a mask that cannot be")
    wanted = [float(np.median(b.trial_dose)) for b in dose]
    rate = [float(np.median(b.person_rate)) for b in dose]
    least = min(w / r if r > 0 else np.inf for w, r in zip(wanted, rate, strict=True))
    hold(minutes * drive.max() <= least * (1 + 1e-6) + 1e-9, "more than the trial's dose")


# ---------------------------------------------------------------------------- ceilings


def ceilings(rng: random.Random) -> Iterator[str]:
    """One input: one table said mildly and said strictly, or left unsaid, at one session."""
    while True:
        channels = rng.choice([1, 2, 3])
        with np.errstate(all="ignore"):
            given = a_table(rng, channels, rng.choice([1, 5, 21]))
        for name, mild, strict in rng.sample(FLAGS, 4):
            with np.errstate(all="ignore"):
                loose = Table(bounds(replace(given, **{name: mild})))  # type: ignore[arg-type]
                tight = Table(bounds(replace(given, **{name: strict})))  # type: ignore[arg-type]
            for _ in range(3):
                yield no_looser(rng, channels, tight, loose, name)
        hz = tuple(rng.choice([0.0, 0.5, 10.0, 1250.0, 3000.0]) for _ in range(channels))
        ill = replace(given, epilepsy=True, frequency_hz=hz)
        with np.errstate(all="ignore"):
            loose = Table(bounds(ill))
            tight = Table(bounds(replace(ill, frequency_hz=(None,) * channels)))
        yield no_looser(rng, channels, tight, loose, "frequency_hz")


def no_looser(rng: random.Random, channels: int, tight: Table, loose: Table, name: str) -> str:
    minutes = rng.choice([0.1, 0.5, rng.uniform(0.1, 40.0), 1000.0 / 60.0, 180.0])
    drive = np.array([rng.choice([0.0, 0.5, 1.0]) for _ in range(channels)])
    mild, strict = loose.values(minutes, drive), tight.values(minutes, drive)
    most, least = loose.limits(minutes), tight.limits(minutes)
    hold(set(mild) <= set(strict), f"{name}: a limit is gone")
    for id in mild:
        held_before, held_now = mild[id] <= most[id], strict[id] <= least[id]
        hold(least[id] <= most[id], f"{name}: {id} allows {least[id]} for {most[id]}")
        hold(held_before or not held_now, f"{name}: {id} is passed, and holds when stricter")
        hold(not strict[id] < mild[id] * (1 - 1e-9), f"{name}: {id} weighs less when stricter")
    return "no looser"


# ---------------------------------------------------------------------------- channels


def channels(rng: random.Random) -> Iterator[str]:
    """One input: one mask, one trial and what the screen stopped."""
    sets = (("red",), ("red", "nir"), ("blue",), ("amber", "red", "nir"), ("deep_red",), ())
    while True:
        roles = rng.sample(list(ROLES), rng.randint(1, 4))
        mask = Mask(
            id="m",
            name="m",
            form="rigid_mask",
            channels=tuple(
                Channel(role=r, peak_nm=ROLES[r] + off, switchable=rng.random() < 0.5)
                for r in roles
                for off in [rng.uniform(-9.0, 9.0)]
            ),
            modes=tuple(
                Mode(name="any", lights=tuple(light for light in lit if light in roles))
                for lit in rng.sample(sets, rng.choice([0, 0, 1, 2, 3]))
            ),
        )  # fmt: skip
        stopped = [rng.choice([None, None, said("refer: x")]) for _ in roles]
        trial = rng.choice(TRIALS)
        lit, problems = lit_channels(mask, trial, stopped)
        wanted = {light.band for light in trial.lights}
        for channel, on, why in zip(mask.channels, lit, stopped, strict=True):
            hold(not (on and why), f"{channel.role} is stopped and shines")
            free = channel.switchable or len(roles) == 1
            own = band_of(channel.peak_nm) in wanted
            hold(own or not (on and free), f"{channel.role} is not wanted and could be off")
            hold(on or free or problems, f"{channel.role} would have to be off and cannot")
        had = {band_of(c.peak_nm) for c, on in zip(mask.channels, lit, strict=True) if on}
        hold(problems or had >= wanted, "a band of the trial is missing and nothing is said")
        hold(
            all(in_english(p.reason) and in_english(p.would_change) for p in problems),
            "refused without a word",
        )
        yield "refused" if problems else "followed"
