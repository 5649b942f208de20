"""Evenness, warmth and eyes: what the light of the mask does, by what is known of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from openpbm.dossier.basis import SKIN, DossierBasis
from openpbm.dossier.line import KnownOfLine, State, claimed, missing
from openpbm.dossier.longest import FAIR_TYPES, longest_min
from openpbm.dossier.parameters import irradiance
from openpbm.fact import Message, Name, Quantity, Several, message, several
from openpbm.maps.face_map import AreaLight
from openpbm.mask import Channel
from openpbm.planning.decide import DARK_TYPES
from openpbm.planning.judged import Judged, fullest
from openpbm.safety.bound import Bound
from openpbm.safety.ceilings.heat import TOUCHING
from openpbm.safety.hazard.case import Hazard
from openpbm.sweeps import told

DRIVERS = 3  # of a yield that are told, the largest first
TOUCHES = ("skin_temperature_contact", *TOUCHING)


def evenness(basis: DossierBasis) -> KnownOfLine:
    """What `openpbm map` tells: of all light and each colour on the face, of regions, the peak."""
    if basis.scene is None:
        return missing("no_irradiance")
    together = basis.on_face(fullest(basis.mask))
    face, *regions = together.areas(together.total_mw_cm2)
    each = basis.on_face([channel.id for channel in basis.mask.channels])
    by_channel = [each.areas(light)[0] for light in each.irradiance_mw_cm2]
    peak = together.hot_spots()[0]
    placed = all(channel.positions_mm is not None for channel in basis.mask.channels)
    return claimed(
        message(f"dossier-evenness_{'placed' if placed else 'spread'}"),
        _area(message("maps-whole_face"), face),
        *(
            _area(message("dossier-light_of", channel=Name("channel", id)), one)
            for id, one in zip(each.channels, by_channel, strict=True)
            if len(by_channel) > 1
        ),
        *(_area(Name("region", one.region), one) for one in regions),
        message(
            "dossier-brightest",
            region=Name("region", peak.region),
            times=Quantity(peak.over_mean, "1"),
        ),
    )


def _area(what: Message | Name, one: AreaLight) -> Message:
    mean, low, high = (Quantity(v, "mW/cm2", figures=3) for v in (one.mean, one.p05, one.p95))
    even = Quantity(one.min_over_mean, "1")
    return message("dossier-evenness", what=what, mean=mean, low=low, high=high, even=even)


def tolerance(basis: DossierBasis) -> KnownOfLine:
    """What the maker states that a sold mask may be off by."""
    parts = [_off_by(channel) for channel in basis.mask.channels]
    stated = [part for part in parts if part is not None]
    if len(stated) < len(parts):
        return KnownOfLine(
            state="missing", found=message("dossier-tolerance_unstated"), of=(*stated,)
        )
    return claimed(message("dossier-tolerance"), *stated)


def _off_by(channel: Channel) -> Message | None:
    claim = channel.claim
    if claim is None or claim.tolerance_mw_cm2 is None or channel.peak_tol_nm is None:
        return None
    return message(
        "dossier-off_by",
        channel=Name("channel", channel.id),
        irradiance=Quantity(claim.tolerance_mw_cm2, "mW/cm2", trimmed=True),
        peak=Quantity(channel.peak_tol_nm, "nm", trimmed=True),
    )


def lot(basis: DossierBasis) -> KnownOfLine:
    """What `openpbm tolerance` tells of a lot that is made by chance, where limits are told."""
    report = basis.lot
    if report is None:
        return missing("limits" if basis.scene is not None else "no_irradiance")
    limits = zip(report.limits, report.by_limit, strict=True)
    return claimed(
        message("dossier-lot"),
        told.of_yield(report),
        *(told.of_limit(limit, share) for limit, share in limits),
        *map(told.of_driver, report.drivers[:DRIVERS]),
        *told.of_doubts(report),
        *told.of_best_tests(report),
    )


def skin_heat(basis: DossierBasis) -> KnownOfLine:
    """The skin at the end of the longest session on the type that gets warmest, and on each."""
    warmest = basis.warmest()
    if warmest is None:
        return missing("no_irradiance")
    each = basis.of_types(basis.by_type, SKIN)
    kept = "passed" if any(one.is_passed for one in each.values()) else "kept"
    found = each[warmest]
    return claimed(
        message(
            f"dossier-skin_heat_{kept}",
            type=warmest,
            likely=Quantity(found.likely, "degC"),
            worst=Quantity(found.worst, "degC"),
            limit=Quantity(found.limit, "degC"),
        ),
        *(_of_type(name, one) for name, one in each.items()),
    )


def _of_type(name: str, one: Judged) -> Message:
    likely, worst = Quantity(one.likely, "degC"), Quantity(one.worst, "degC")
    return message("dossier-skin_of_type", type=name, likely=likely, worst=worst)


def touch_heat(basis: DossierBasis) -> KnownOfLine:
    """The hottest of mask and touched skin on the type that gets warmest, and each of them."""
    if not basis.mask.may_touch:
        return claimed(message("dossier-touches_not"))
    each = touching(basis)
    if not each:
        return missing("no_irradiance")
    kept = "passed" if any(one.is_passed for _, one in each) else "kept"
    type, hottest = max(each, key=lambda one: one[1].worst)
    return claimed(
        message(
            f"dossier-touch_heat_{kept}",
            what=hottest.name,
            type=type,
            worst=Quantity(hottest.worst, "degC"),
            limit=Quantity(hottest.limit, "degC"),
        ),
        *(_touching(type, one) for type, one in each),
    )


def touching(basis: DossierBasis, ids: Sequence[str] = TOUCHES) -> list[tuple[str, Judged]]:
    """Skin and mask by the limit of contact, each on the type on which it gets warmest."""
    return [
        (type, one)
        for id in ids
        if (type := basis.warmest(id)) is not None
        for one in basis.of_types((type,), id).values()
    ]


def _touching(type: str, one: Judged) -> Message:
    likely, worst = Quantity(one.likely, "degC"), Quantity(one.worst, "degC")
    return message("dossier-touching", what=one.name, type=type, likely=likely, worst=worst)


def risk_group(basis: DossierBasis) -> KnownOfLine:
    """At 200 mm, by what is known of the light."""
    found = basis.verdict.hazards
    if not found.is_judged:
        return missing("no_irradiance")
    return _as_strong(basis, message("dossier-risk_group", group=found.group))


def eye_limits(basis: DossierBasis) -> KnownOfLine:
    """What a bare eye would pass in the longest session, and what an opaque shield leaves.

    Before the LEDs, and on a face in the worst case, with every colour lit.
    """
    found = basis.verdict.hazards
    if not found.is_judged:
        return missing("no_irradiance")
    on_face = basis.passed_by_bare_eyes
    worn = _names(found.broken(found.as_worn), () if basis.has_shield else on_face.values())
    bare = _names(found.broken(found.bare), on_face.values())
    parts = tuple(_on_face(bound, value, basis.minutes) for bound, value in on_face.values())
    if worn.items:
        return _as_strong(basis, message("dossier-eyes_passed", limits=worn), *parts)
    if bare.items:
        return _as_strong(basis, message("dossier-eyes_shielded", limits=bare), *parts)
    return _as_strong(basis, message("dossier-eyes_kept"))


def _names(before: Iterable[Hazard], on_face: Iterable[tuple[Bound, float]]) -> Several:
    """Each once; some have commas of their own."""
    names = [*(one.name for one in before), *(bound.name for bound, _ in on_face)]
    return several(dict.fromkeys(names), "semicolon")


def _on_face(bound: Bound, value: float, minutes: float) -> Message:
    worst, most = Quantity(value, bound.unit), Quantity(bound.limit(minutes), bound.unit)
    return message("dossier-eye_limit", limit=bound.name, worst=worst, most=most)


def eyewear(basis: DossierBasis) -> tuple[Message, ...]:
    """The optical density of each colour that needs one."""
    return tuple(
        message(
            "dossier-density",
            channel=Name("channel", one.id),
            density=Quantity(one.needed, "1", trimmed=True),
        )
        for one in basis.eyewear
        if one.needed > 0
    )


def goggles(basis: DossierBasis) -> KnownOfLine:
    """The optical density that eyewear needs, by colour, and the minutes that it makes of it."""
    if not basis.verdict.hazards.is_judged:
        return missing("no_irradiance")
    parts = eyewear(basis)
    if not parts:
        return _as_strong(basis, message("dossier-goggles_none"))
    return _as_strong(basis, message("dossier-goggles"), *parts, *_behind(basis))


def _behind(basis: DossierBasis) -> Iterator[Message]:
    """Minutes behind goggles beside those of bare eyes, where they are more."""
    pairs = [
        (longest_min(basis, types), longest_min(basis, types, goggles=True))
        for types in (FAIR_TYPES, DARK_TYPES)
    ]
    told = [Quantity(most, "min") for pair in pairs for most in pair if most is not None]
    if all(bare == behind for bare, behind in pairs):
        return
    fair_bare, fair, dark_bare, dark = told
    yield message("dossier-behind", fair=fair, dark=dark, fair_bare=fair_bare, dark_bare=dark_bare)


def _as_strong(basis: DossierBasis, found: Message, *of: Message) -> KnownOfLine:
    """Worked out from the irradiance: at most as well known as that, and never by itself shown."""
    state: State = "missing" if irradiance(basis).state == "missing" else "claimed"
    return KnownOfLine(state=state, found=found, of=of)


LIGHT: dict[str, Callable[[DossierBasis], KnownOfLine]] = {
    "evenness": evenness,
    "tolerance": tolerance,
    "lot": lot,
    "skin_heat": skin_heat,
    "touch_heat": touch_heat,
    "risk_group": risk_group,
    "eye_limits": eye_limits,
    "goggles": goggles,
}
