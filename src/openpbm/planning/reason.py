"""Why the screen lets a mask give no light: the rows that do it, and no others. Theory 9.2."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import chain, combinations

from openpbm.answer import Finding
from openpbm.fact import Message, Name, Param, message, said, several
from openpbm.mask import Mask
from openpbm.planning.choose import lit_channels
from openpbm.planning.light_colour import mixed_light
from openpbm.planning.schedule import rhythm
from openpbm.response.evidence import Trial, carrying
from openpbm.safety.colour import is_mixed
from openpbm.safety.stops import STOPS, action_on_channel, most_first, roles_lit, stopped
from openpbm.session import Refusal, refusal

DARK = said("dark")  # whatever keeps a channel so
Kept = frozenset[int]  # channels that stay dark


def kept_dark(mask: Mask, findings: Iterable[Finding]) -> tuple[Message | None, ...]:
    """Per channel, what keeps it dark, as 'exclude: lupus', or None."""
    active = [f for f in findings if f.active]
    reasons: list[Message | None] = []
    for channel in mask.channels:
        asked = {f.name: action_on_channel(channel, dict(f.action)) for f in active}
        names = [name for name, action in asked.items() if action in STOPS]
        worst = max((asked[name] for name in names), key=STOPS.index, default="")
        rows = message("refusal-kept_dark", action=worst, rows=several(names, "comma"))
        reasons.append(rows if names else mixed_light(channel))
    return tuple(reasons)


def usable_roles(mask: Mask, trials: Sequence[Trial]) -> tuple[str, ...]:
    """Roles that a trial would light on this mask, for somebody of whom the table says nothing.

    Where none of them can be followed by anybody, every role of the mask.
    """
    lit = {c for trial in _followed(mask, trials, frozenset()) for c in _lit(mask, trial)}
    own = sorted(lit) or range(len(mask.channels))
    return tuple(dict.fromkeys(mask.channels[c].role for c in own))


def roles_for(mask: Mask, goals: Iterable[str]) -> tuple[str, ...]:
    """`usable_roles` for goals: by them the rows of a screen are put in order."""
    return usable_roles(mask, [trial for goal in goals for trial in carrying(goal)])


def screen_refusals(
    mask: Mask, trials: Sequence[Trial], findings: Sequence[Finding]
) -> tuple[Refusal, ...]:
    """The rows that leave no light to give, what stops most first.

    Light is left while one of the trials can be followed; where this mask can follow none for
    anybody, while one of its channels may shine. A row is a reason when some of the others
    alone would leave light and with this one they do not: where a row alone is enough, one
    that is not needed for the no is not named.

    Args:
        mask: the device.
        trials: of every goal that is refused.
        findings: rows that hold for the whole course; procedures close days instead.
    """
    open_to_all = _followed(mask, trials, frozenset())
    dark = {f: _darkened(mask, f) for f in findings if f.active}
    if _is_left(mask, open_to_all, frozenset().union(*dark.values())):
        return ()
    guilty = _guilty(mask, open_to_all, set(dark.values()) - {frozenset()})
    reasons = [f for f, kept in dark.items() if kept in guilty]
    return tuple(_refusal(f, mask) for f in most_first(reasons, usable_roles(mask, trials)))


def _is_left(mask: Mask, trials: Sequence[Trial], kept: Kept) -> bool:
    """True while some of these trials, all of which anybody could follow, can be followed."""
    return bool(_followed(mask, trials, kept)) if trials else len(kept) < len(mask.channels)


def _guilty(mask: Mask, trials: Sequence[Trial], effects: set[Kept]) -> set[Kept]:
    """The effects that turn some of the other effects from a trial left into none.

    Rows know three colours, so there are at most seven effects, and 128 unions of them.
    """
    unions: set[Kept] = {
        frozenset().union(*some)
        for some in chain.from_iterable(
            combinations(effects, size) for size in range(len(effects) + 1)
        )
    }
    left = {union: _is_left(mask, trials, union) for union in unions}
    return {e for e in effects if any(left[u] and not left[u | e] for u in unions)}


def _followed(mask: Mask, trials: Sequence[Trial], kept: Kept) -> tuple[Trial, ...]:
    """The trials that this mask can follow while these channels stay dark."""
    dark = tuple(
        DARK if c in kept or is_mixed(channel) else None for c, channel in enumerate(mask.channels)
    )
    return tuple(t for t in trials if rhythm(t) is not None and not lit_channels(mask, t, dark)[1])


def _lit(mask: Mask, trial: Trial) -> tuple[int, ...]:
    on, _ = lit_channels(mask, trial, tuple(map(mixed_light, mask.channels)))
    return tuple(c for c, drive in enumerate(on) if drive > 0)


def _darkened(mask: Mask, finding: Finding) -> Kept:
    action = dict(finding.action)
    return frozenset(
        c for c, channel in enumerate(mask.channels) if action_on_channel(channel, action) in STOPS
    )


def _refusal(finding: Finding, mask: Mask) -> Refusal:
    stops = stopped(finding, roles_lit(mask.channels))
    excluded, referred = (
        several(Name("channel", role) for role, action in stops if action == own)
        for own in ("exclude", "refer")
    )
    why: Param = ""
    if finding.rationale:
        pending = "yes" if finding.review_pending else "no"
        why = message("refusal-because", rationale=finding.rationale, pending=pending)
    wait: Param = ""
    if finding.clear_on is not None:
        wait = message("refusal-waiting", until=finding.clear_on)
    colours = {"excluded": excluded, "referred": referred}
    named: dict[str, Param] = {how: those for how, those in colours.items() if those.items}
    kind = "both" if len(named) > 1 else "refers" if referred.items else "excludes"
    told = message(
        f"refusal-screen_{kind}",
        row=finding.name,
        **named,
        why=why,
        wait=wait,
        light=several((Name("channel", role) for role, _ in stops), "or"),
        said=finding.said,
        who=finding.answer,
    )
    return refusal(f"screen_{finding.id}", told)
