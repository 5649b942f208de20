"""The rows of a plan: what scene and choice say, as numbers with intervals."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np

from openpbm.answer import (
    OTHER_GOAL,
    THE_TIMER,
    Course,
    DepthProfile,
    DoseRow,
    FaceMaps,
    Held,
    IrradianceRow,
    MatchRow,
    Power,
    SensitivityRow,
    SurfaceDoseRow,
)
from openpbm.arrays import FloatArray, interval, to_rank
from openpbm.face import REGIONS, Face
from openpbm.fact import Message, Name, Quantity, message, several
from openpbm.interval import Interval, as_interval
from openpbm.light.contradiction import untrue
from openpbm.mask import Mask
from openpbm.planning.at_depth import profiles
from openpbm.planning.choose import BandMatch, Choice, added_channels, programme
from openpbm.planning.decide import Chosen, decisions_at, layer_rate, region_weight
from openpbm.planning.evenness import DepthMaps, reference_region
from openpbm.planning.scene import Scene, bands_of, emission_in
from openpbm.planning.schedule import sessions_of
from openpbm.planning.sensitivity import best_measurement, sensitivity
from openpbm.response.evidence import Trial, bands
from openpbm.response.reciprocity import is_alike
from openpbm.safety.bound import HOLDS_SHARE
from openpbm.safety.cumulative import is_dark_sum
from openpbm.safety.hazard.mask_source import says_no_height
from openpbm.session import Ceiling, Refusal, RegionRate, Session, SessionChannel, ZoneSession
from openpbm.skin.anatomy import LAYERS
from openpbm.skin.spans import layer_spans
from openpbm.units import J_CM2_PER_MINUTE

ENOUGH = 0.8  # of the trial's dose; with less a person may be tempted to add: H07
PROFILE_DEPTHS_MM = np.concatenate([np.linspace(0.0, 0.3, 16), np.linspace(0.35, 3.0, 28)])


def irradiance_rows(at: Scene) -> tuple[IrradianceRow, ...]:
    """Light on every lit region at full drive, cavity included."""
    hot = np.percentile(at.dose.hot, 95.0, axis=0)
    gain, direct, straight, diffuse = (
        np.median(values, axis=0)
        for values in (
            at.dose.cavity_gain,
            at.direct.mean,
            at.dose.reflectance,
            at.dose.reflectance_diffuse,
        )
    )
    return tuple(
        IrradianceRow(
            channel=channel.id,
            region=region,
            mean_mw_cm2=as_interval(at.dose.irradiance[:, c, r]),
            direct_mw_cm2=float(direct[c, r]),
            skin_reflectance=float(straight[c, r]),
            skin_reflectance_diffuse=float(diffuse[c, r]),
            hot_3p5mm_mw_cm2=float(hot[c, r]),
            cavity_gain=float(gain[c, r]),
        )
        for c, channel in enumerate(at.mask.channels)
        for r, region in enumerate(REGIONS)
        if at.covered[r] > 0
    )


def power_of(at: Scene) -> Power:
    """What the LEDs give and take."""
    supply_w = at.power.feed.supply_w
    return Power(
        light_w=as_interval(at.power.light_w),
        electrical_w=as_interval(at.power.electrical_w),
        supply_w=None if supply_w is None else as_interval(supply_w),
    )


def dose_rows(at: Scene, made: Sequence[Chosen]) -> tuple[DoseRow, ...]:
    """Fluence of one session by channel, region and layer, of what is lit there."""
    rows: list[DoseRow] = []
    for r, c, drive, minutes in _lit(at, made):
        rate = at.dose.fluence_rate[:, c, r] * drive  # (S, L)
        rows.extend(
            DoseRow(
                channel=at.mask.channels[c].id,
                region=REGIONS[r],
                layer=layer,
                dose_j_cm2=as_interval(rate[:, i] * (J_CM2_PER_MINUTE * minutes)),
                fluence_rate_mw_cm2=float(np.median(rate[:, i])),
            )
            for i, layer in enumerate(LAYERS)
        )
    return tuple(rows)


def surface_dose_rows(at: Scene, made: Sequence[Chosen]) -> tuple[SurfaceDoseRow, ...]:
    """Light of one session on the skin, by channel and region, of what is lit there."""
    return tuple(
        SurfaceDoseRow(
            channel=at.mask.channels[c].id,
            region=REGIONS[r],
            on_skin_j_cm2=as_interval(
                at.dose.irradiance[:, c, r] * (drive * (J_CM2_PER_MINUTE * minutes))
            ),
        )
        for r, c, drive, minutes in _lit(at, made)
    )


def _lit(at: Scene, made: Sequence[Chosen]) -> Iterator[tuple[int, int, float, float]]:
    """Place of each region, of each channel that shines there, its drive and minutes at that drive.

    A zone with two goals gets the light of both: the strongest drive, and so long as brings it all.
    """
    for r, region in enumerate(REGIONS):
        choices = [decision.choice for decision in decisions_at(made, region)]
        if at.covered[r] == 0 or not choices:
            continue
        strongest = np.max([choice.drive for choice in choices], axis=0)  # (C,)
        for c in np.flatnonzero(strongest):
            drive = float(strongest[c])
            minutes = sum(choice.minutes * (choice.drive[c] / drive) for choice in choices)
            yield r, int(c), drive, float(minutes)


def match_rows(at: Scene, made: Sequence[Chosen]) -> tuple[MatchRow, ...]:
    """Each lit band against its trial."""
    return tuple(
        _match_row(at, decision, decision.choice.trial, match)
        for decision in made
        if decision.choice.trial is not None
        for match in decision.choice.bands
    )


def _match_row(at: Scene, decision: Chosen, followed: Trial, match: BandMatch) -> MatchRow:
    choice = decision.choice
    level = float(choice.drive[match.channels[0]])
    person = match.person_rate * (level * choice.minutes)
    trial = as_interval(match.trial_dose)
    given = as_interval(person)
    return MatchRow(
        goal=decision.goal.id,
        trial=followed.id,
        tier=followed.tier,
        band=bands()[match.band][2],
        channels=tuple(at.mask.channels[c].id for c in match.channels),
        target_layer=decision.goal.target_layer,
        trial_dose_j_cm2=trial,
        person_dose_j_cm2=given,
        ratio=given.median / trial.median if trial.median > 0 else 0.0,
        irradiance_ratio=irradiance_ratio(at, decision, match, level),
        trial_sessions=sessions_of(followed),
        zone=decision.zone,
    )


def irradiance_ratio(at: Scene, decision: Chosen, match: BandMatch, level: float) -> float | None:
    """Person's over trial's irradiance on bare skin; None where the trial printed none."""
    printed = match.trial.light.irradiance_mw_cm2
    if not printed:
        return None
    weight = region_weight(at, decision.regions)
    direct = at.direct.mean[:, list(match.channels)].sum(axis=1) @ weight
    return float(np.median(direct)) * level / printed


def session_of(
    at: Scene, made: Sequence[Chosen], course: Course, ceilings: tuple[Ceiling, ...]
) -> Session:
    """What a delivery device needs; zones where the device has them."""
    mask = at.mask
    choices = [each.choice for each in made]
    minutes = max(choice.minutes for choice in choices)
    timer, by_hand = programme(mask, minutes)
    zones = tuple(
        ZoneSession(
            zone=d.zone,
            regions=d.regions,
            goal=d.goal.id,
            minutes=d.choice.minutes,
            channels=_channels(at, d.choice, d.regions),
        )
        for d in made
        if d.zone is not None
    )
    return Session(
        minutes=minutes,
        channels=_merged(zones) if zones else _channels(at, choices[0], REGIONS),
        sessions_per_week=course.sessions_per_week,
        weeks=course.weeks,
        timer_min=timer,
        stop_by_hand=by_hand,
        zones=zones,
        ceilings=ceilings,
    )


def _channels(at: Scene, choice: Choice, regions: Sequence[str]) -> tuple[SessionChannel, ...]:
    return tuple(
        SessionChannel(
            id=channel.id,
            role=channel.role,
            peak_nm=channel.peak_nm,
            drive=float(choice.drive[c]),
            minutes=choice.minutes if choice.drive[c] > 0 else 0.0,
            rates=_rates(at, c, float(choice.drive[c]), regions),
            bands=bands_of(at, c),
        )
        for c, channel in enumerate(at.mask.channels)
    )


def _rates(at: Scene, c: int, drive: float, regions: Sequence[str]) -> tuple[RegionRate, ...]:
    """J/cm2 a minute on the skin of every region that this channel lights."""
    if drive == 0:
        return ()
    per_minute = drive * J_CM2_PER_MINUTE
    mean = np.median(at.dose.irradiance[:, c], axis=0) * per_minute
    hot = np.percentile(at.dose.hot[:, c], HOLDS_SHARE, axis=0) * per_minute
    return tuple(
        RegionRate(region=region, mean_j_cm2_min=float(mean[r]), hot_j_cm2_min=float(hot[r]))
        for r, region in enumerate(REGIONS)
        if at.covered[r] > 0 and region in regions
    )


def _merged(zones: Sequence[ZoneSession]) -> tuple[SessionChannel, ...]:
    """The most any zone asks of each channel; the zones themselves carry the detail."""
    return tuple(
        replace(
            same[0],
            drive=max(channel.drive for channel in same),
            minutes=max(channel.minutes for channel in same),
            rates=tuple(rate for channel in same for rate in channel.rates),
        )
        for same in zip(*(zone.channels for zone in zones), strict=True)
    )


def shown_ceilings(made: Sequence[Chosen]) -> tuple[Ceiling, ...]:
    """Every ceiling once, the strictest over the zones; binding first, then by margin."""
    strictest: dict[str, Ceiling] = {}
    for decision in made:
        choice = decision.choice
        for bound in decision.bounds:
            if is_dark_sum(bound, choice.drive):
                continue
            shown = bound.ceiling(choice.minutes, choice.drive, binding=bound.id in choice.binding)
            old = strictest.get(bound.id)
            if old is None or _is_stricter(shown, old):
                strictest[bound.id] = shown
    return tuple(sorted(strictest.values(), key=_place))


def _is_stricter(shown: Ceiling, old: Ceiling) -> bool:
    own, other = ((c.binding, -to_rank(c.margin)) for c in (shown, old))
    return own > other


def _place(shown: Ceiling) -> tuple[bool, bool, bool, float, str]:
    """Binding first; where one session and its day bind alike, the session is the plainer word."""
    is_sum = shown.binding and shown.group == "sum"
    return not shown.binding, shown.advisory, is_sum, to_rank(shown.margin), shown.id


def target_dose(at: Scene, decision: Chosen) -> Interval:
    """All lit light of one session in the target layer, mean over the goal's regions."""
    return as_interval(_session_dose(at, decision))


def _session_dose(at: Scene, decision: Chosen) -> FloatArray:
    choice = decision.choice
    rate = layer_rate(at.dose, region_weight(at, decision.regions), decision.goal.target_layer)
    dose: FloatArray = rate @ choice.drive * choice.minutes
    return dose


def narrowing(at: Scene, decision: Chosen) -> tuple[tuple[SensitivityRow, ...], Message | None]:
    """What widens the interval, and the one measurement that would narrow it most."""
    own = {k: v for k, v in at.draws.items() if not k.startswith("trial_")}
    rows = sensitivity(own, _session_dose(at, decision))
    return rows, best_measurement(rows)


def depth_profile(at: Scene, decision: Chosen) -> DepthProfile:
    """Fluence rate against depth at the goal's largest lit region, per irradiance."""
    region = reference_region(at, decision)
    middle, low, high = interval(profiles(at, region, PROFILE_DEPTHS_MM))
    return DepthProfile(
        region=region,
        depths_mm=PROFILE_DEPTHS_MM,
        median=middle,
        p05=low,
        p95=high,
        layers=layer_spans(at.skin, region),
    )


def face_maps(at: Scene, maps: DepthMaps, layer: str) -> FaceMaps:
    """Direct light per point in the median scenario, and what its surroundings get."""
    beneath = maps.direct * maps.ratio[:, :, LAYERS.index(layer)]
    return on_face(at.face, maps.direct, beneath, maps.around)


def on_face(face: Face, direct: FloatArray, beneath: FloatArray, around: FloatArray) -> FaceMaps:
    """Light on the surface of a face, a value a channel and point, in mW/cm2."""
    return FaceMaps(
        points_mm=face.points_mm, normals=face.normals, triangles=face.triangles,
        region=face.region, direct_mw_cm2=direct, beneath_mw_cm2=beneath,
        neighbourhood_mw_cm2=around,
    )  # fmt: skip


def cautions(at: Scene, made: Sequence[Chosen]) -> tuple[Message, ...]:
    """What a person must know and that does not stop the plan."""
    found: list[Message] = []
    for decision in made:
        found.extend(_trial_cautions(at, decision))
    seen = emission_in(at).typical().is_seen
    if any(c.pulsing is None and lit for c, lit in zip(at.mask.channels, seen, strict=True)):
        found.append(message("caution-pulsing_unknown"))
    unsaid = [Name("channel", c.id) for c in at.mask.channels if says_no_height(at.mask, c)]
    if unsaid:
        found.append(message("caution-height_unsaid", channels=several(unsaid)))
    if at.mask.eye_shield is None and at.person.eye_protection == "none":
        found.append(message("caution-no_shield"))
    found.extend(message("caution-untrue", what=what) for what in untrue(at.mask))
    if at.mask.fictitious:
        found.append(message("caution-fictitious"))
    found.extend(_target_cautions(made))
    return tuple(dict.fromkeys(found))


def _trial_cautions(at: Scene, decision: Chosen) -> list[Message]:
    choice = decision.choice
    trial = choice.trial
    if trial is None:
        return []
    found = []
    if trial.tier != "A":
        why = trial.why_no_better
        found.append(message(f"caution-tier_{trial.tier}", trial=trial.name, why=why))
    if trial.alternating:
        found.append(message("caution-alternating", trial=trial.name))
    added = added_channels(at.mask, choice)
    if added:
        names = several(Name("channel", id) for id in added)
        found.append(message("caution-added_light", channels=names, trial=trial.name))
    if choice.followed is not trial:
        found.append(message("caution-rhythm_lent", trial=trial.name))
    types = trial.skin_types
    own = at.person.phototype
    if own is not None and own not in types and trial.skin_types_known:
        first, last = types[0], types[-1]
        found.append(
            message("caution-skin_types", trial=trial.name, first=first, last=last, own=own)
        )
    for match in choice.bands:
        level = float(choice.drive[match.channels[0]])
        ratio = irradiance_ratio(at, decision, match, level)
        if ratio is not None and not is_alike(ratio):
            times = Quantity(ratio, "1", trimmed=True)
            found.append(
                message("caution-other_strength", band=bands()[match.band][2], times=times)
            )
    return found


def sessions_missing(made: Sequence[Chosen], course: Course) -> tuple[Message, ...]:
    """The trials whose course is longer than this one: who gives fewer sessions says so."""
    found: list[Message] = []
    for decision in made:
        choice, given = decision.choice, len(course.dates)
        whole = sessions_of(choice.followed)
        if choice.trial is not None and whole is not None and whole > given:
            told = message(
                "caution-sessions_missing",
                trial=choice.trial.name,
                goal=Name("goal", decision.goal.id),
                given=given,
                whole=whole,
                missing=whole - given,
            )
            found.append(told)
    return tuple(dict.fromkeys(found))  # zones of one goal say it once


def _target_cautions(made: Sequence[Chosen]) -> list[Message]:
    """Design targets that a session passes without passing a limit."""
    return [
        message(
            "caution-above_target",
            limit=bound.name,
            value=bound.shown(bound.value(d.choice.minutes, d.choice.drive)),
            most=bound.shown(bound.limit(d.choice.minutes)),
        )
        for d in made
        for bound in d.bounds
        if bound.advisory and not bound.holds(d.choice.minutes, d.choice.drive)
    ]


def dose_share(choice: Choice) -> float:
    """Share of what is followed that the chosen minutes give; at most one."""
    return min(1.0, choice.minutes / choice.wanted_min)


def lowest_share(choice: Choice) -> float:
    """The same, of the band that gets least of its trial's dose."""
    of_bands = (
        choice.minutes * float(choice.drive[match.channels[0]]) / match.minutes
        for match in choice.bands
    )
    return min(dose_share(choice), *of_bands, 1.0)


def is_short(choice: Choice) -> bool:
    """True where a limit, a timer or another goal leaves clearly less than the trial's dose."""
    return choice.is_below_trial or dose_share(choice) < ENOUGH


def held(mask: Mask, made: Sequence[Chosen], ceilings: Sequence[Ceiling]) -> Held:
    """How much of the trial's dose a session gives, and what keeps it there where it is less."""
    share = min(lowest_share(each.choice) for each in made)
    if not any(is_short(each.choice) for each in made):
        return Held(share=share, by="")
    steps = not mask.stop_by_hand and bool(mask.session_min)
    other = THE_TIMER if steps else OTHER_GOAL
    return Held(share=share, by=next((c.id for c in ceilings if c.binding), other))


def verdict(own: Held, ceilings: Sequence[Ceiling], cautions: Sequence[Message]) -> Message:
    """One line of a plan with a session."""
    if not own.by:
        return message("verdict-with_care") if cautions else message("verdict-planned")
    names = {
        THE_TIMER: message("verdict-held_by_timer"),
        OTHER_GOAL: message("verdict-held_by_goal"),
        **{c.id: c.name for c in ceilings},
    }
    share = Quantity(own.share, "share")
    return message("verdict-below_trial", share=share, held=names[own.by])


def no(refusals: Sequence[Refusal], *, lacks_evidence: bool) -> Message:
    """One line of a plan without one."""
    none = message("verdict-no_session_keeps")
    reason = refusals[0].reason if refusals else none
    if lacks_evidence:
        return message("verdict-no_evidence", reason=reason)
    return message("verdict-not_planned", reason=reason)
