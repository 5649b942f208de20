"""Evenness, warmth and eyes: what the light of the mask does, by what is known of it."""

from __future__ import annotations

from collections.abc import Callable

from openpbm.dossier.basis import SKIN, DossierBasis
from openpbm.dossier.line import KnownOfLine, State, claimed, missing
from openpbm.dossier.parameters import irradiance
from openpbm.fact import Message, Name, Quantity, message, several
from openpbm.maps.face_map import AreaLight
from openpbm.mask import Channel
from openpbm.planning.judged import Judged, fullest
from openpbm.safety.goggle import densities
from openpbm.safety.hazard.mask import MaskHazards
from openpbm.sweeps import told

DRIVERS = 3  # of a yield that are told, the largest first
TOUCHES = "skin_temperature_contact"


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
    """The mask where it may touch the skin, on the type that gets warmest."""
    if not basis.mask.may_touch:
        return claimed(message("dossier-touches_not"))
    warmest = basis.warmest(TOUCHES)
    if warmest is None:
        return missing("no_irradiance")
    each = basis.of_types(basis.by_type, TOUCHES)
    kept = "passed" if any(one.is_passed for one in each.values()) else "kept"
    return claimed(
        message(
            f"dossier-touch_heat_{kept}",
            type=warmest,
            worst=Quantity(each[warmest].worst, "degC"),
            limit=Quantity(each[warmest].limit, "degC"),
        )
    )


def risk_group(basis: DossierBasis) -> KnownOfLine:
    """At 200 mm, by what is known of the light."""
    found = basis.verdict.hazards
    if not found.is_judged:
        return missing("no_irradiance")
    return _as_strong(basis, message("dossier-risk_group", group=found.group))


def eye_limits(basis: DossierBasis) -> KnownOfLine:
    """What a bare eye would pass in the longest session, and what an opaque shield leaves."""
    found = basis.verdict.hazards
    if not found.is_judged:
        return missing("no_irradiance")
    bare, worn = found.broken(found.bare), found.broken(found.as_worn)
    if worn:
        names = several(dict.fromkeys(one.name for one in worn))
        return _as_strong(basis, message("dossier-eyes_passed", limits=names))
    if bare:
        names = several(dict.fromkeys(one.name for one in bare))
        return _as_strong(basis, message("dossier-eyes_shielded", limits=names))
    return _as_strong(basis, message("dossier-eyes_kept"))


def eyewear(found: MaskHazards) -> tuple[Message, ...]:
    """The optical density of each colour that needs one."""
    return tuple(
        message(
            "dossier-density",
            channel=Name("channel", one.id),
            density=Quantity(one.needed, "1"),
        )
        for one in densities(found)
        if one.needed > 0
    )


def goggles(basis: DossierBasis) -> KnownOfLine:
    """The optical density that eyewear needs, by colour."""
    found = basis.verdict.hazards
    if not found.is_judged:
        return missing("no_irradiance")
    parts = eyewear(found)
    if not parts:
        return _as_strong(basis, message("dossier-goggles_none"))
    known = _as_strong(basis, message("dossier-goggles"))
    return KnownOfLine(state=known.state, found=known.found, of=parts)


def _as_strong(basis: DossierBasis, found: Message) -> KnownOfLine:
    """Worked out from the irradiance: at most as well known as that, and never by itself shown."""
    state: State = "missing" if irradiance(basis).state == "missing" else "claimed"
    return KnownOfLine(state=state, found=found)


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
