"""The hazard report of a mask: one file of HTML, for a test laboratory and for its owner."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from openpbm import __version__
from openpbm.planning.judged import Verdict
from openpbm.reports import words
from openpbm.reports.compare_words import USUAL_SKIN
from openpbm.reports.hazard import figures as hazard_figures
from openpbm.reports.hazard import verdict as verdict_words
from openpbm.reports.hazard import words as said
from openpbm.reports.page import part, template
from openpbm.reports.table import Table
from openpbm.safety.goggle import Density, densities
from openpbm.safety.hazard.case import Hazard
from openpbm.safety.hazard.limit import standard_of
from openpbm.safety.hazard.mask import MaskHazards
from openpbm.safety.hazard.risk_group import GROUPS, GroupRow
from openpbm.safety.hazard.source import HazardChannel
from openpbm.safety.standard import standards
from openpbm.speech.say import heading, say
from openpbm.tables import rows

BAR_END = 1.25  # share of the limit at the right end of a bar
BARS_FROM = 0.05  # share of a limit below which it stands in the table only
MOST_BARS = 8
MOST_PASSED = 4
MANY = 10.0  # shares of a limit that are told as times, not as per cent
HEAD = (
    *("hazard", "value", "limit", "ratio", "clause"),
    *("reached", "peaks_off", "status", "quantity"),
)
WEIGHTS = (  # columns of hazard_weighting.csv, and the share of near-ultraviolet
    *("S_uv", "UVA", "B_iec62471", "B_icnirp2013", "A_icnirp2013"),
    *("R_iec62471", "R_icnirp2013", "WIR_iec62471", "WIR_icnirp2013"),
)


@dataclass(frozen=True, kw_only=True)
class Bar:
    """A limit as a bar: share used, tick at 100 %."""

    hazard: Hazard
    state: str
    share: str  # of the limit, or how many times it
    is_times: bool
    fill: float
    value: str
    limit: str
    reached: str
    upper: str
    needs_review: bool


def hazard_html(found: MaskHazards, judged: Verdict | None = None) -> str:
    """The whole report, self-contained; what could not be judged is said, not guessed.

    Args:
        found: the hazards of the light.
        judged: the same with the limits on a skin; None: those are not judged, and it is said.
    """
    state = said.state(found) if judged is None else verdict_words.state(judged)
    verdict = said.verdict(found) if judged is None else verdict_words.verdict(judged)
    return template("hazard.html.j2").render(
        said=said,
        found=found,
        mask=found.mask,
        state=state,
        verdict=verdict,
        version=__version__,
        pairs=_summary(found, judged),
        shield=_shield(found, judged) if found.is_judged else "",
        bars=bars(found) if found.is_judged else (),
        tables=hazard_tables(found) if found.is_judged else (),
        group_table=group_table(found.groups, say("report_hazard-group_table")),
        band_table=group_table(found.bands, say("report_hazard-band_table")),
        up_to=_up_to_table(found),
        goggles=goggle_table(found, _eyewear(found, judged)) if found.is_judged else None,
        standards=standards(found),
        panels=hazard_figures.PANELS,
        spectra=lambda panel: hazard_figures.spectra(found.source, panel),
        legend=[(c.role, words.channel(c.role, c.peak_nm)) for c in found.source.channels],
        weights=_weight_table(found),
        inputs=_input_table(found),
        sources=_sources(found),
        style=Markup(part("report.css")),
    )


def _summary(found: MaskHazards, judged: Verdict | None) -> tuple[tuple[str, str], ...]:
    """The card: what a reader must know first."""
    session = said.session_minutes(found)
    if not found.is_judged:
        first = [
            (
                words.capital(words.channel(id)),
                say(
                    "report_hazard-room_for",
                    most=said.at_most(most),
                    minutes=session,
                    hazard=hazard.name,
                ),
            )
            for id, most, hazard in found.holds_up_to
        ]
        return (
            *first,
            (say("report_hazard-settles"), words.sentence(words.printed(found.gaps[0].settles))),
        )
    return (
        (say("report_hazard-session"), session),
        (say("report_hazard-bare_eyes"), _bare_eyes(found)),
        (say("report_hazard-opaque_shield"), _shield(found, judged)),
        (say("report_hazard-goggles_row"), said.goggles_sentence(_eyewear(found, judged))),
        (say("report_hazard-group"), say("report_hazard-group_at", group=found.group)),
        (say("report_hazard-skin"), _skin(found, judged)),
        *_limits(judged),
    )


def _bare_eyes(found: MaskHazards) -> str:
    bare = found.broken(found.bare)
    if bare:
        soonest = min(bare, key=lambda h: h.time_to_limit_s)
        name, when = soonest.name, said.reached(soonest)
        if soonest.place == "worn":
            return words.sentence(say("report_hazard-bare_broken_early", hazard=name, when=when))
        return words.sentence(say("report_hazard-bare_broken", hazard=name, when=when))
    if pulsed := said.if_pulsed(found):
        return say("report_hazard-bare_holds_if_steady", hazards=pulsed)
    return say("report_hazard-bare_holds")


def _shield(found: MaskHazards, judged: Verdict | None) -> str:
    return said.shield_sentence(found) if judged is None else verdict_words.shield_sentence(judged)


def _eyewear(found: MaskHazards, judged: Verdict | None) -> tuple[Density, ...]:
    return densities(found) if judged is None else judged.eyewear


def _limits(judged: Verdict | None) -> tuple[tuple[str, str], ...]:
    """The limits on a skin, first what is passed first; likely value before worst case."""
    if judged is None or judged.skin_degc is None:
        return ()
    shown = judged.passed[:MOST_PASSED] or (judged.nearest,)
    told = [verdict_words.limit_sentence(one, judged) for one in shown if one is not None]
    other = judged.strictest
    stricter = (
        ()
        if other is None
        else (
            say("report_hazard-strictest_row", skin_type=other.phototype),
            words.sentence(verdict_words.limit_sentence(other.limit, judged)),
        )
    )
    return (
        (say("report_hazard-warmth_row"), words.sentence(verdict_words.warmth(judged))),
        (say("report_hazard-skin_of", skin=USUAL_SKIN), " ".join(map(words.sentence, told))),
        *((stricter,) if stricter else ()),
        (say("report_hazard-worst_case_row"), say(verdict_words.WORST)),
    )


def _skin(found: MaskHazards, judged: Verdict | None) -> str:
    skin = [h for h in found.bare if h.place == "skin" and h.decides]
    worst = max(skin, key=lambda h: h.ratio)
    name, share = worst.name, words.percent(worst.ratio)
    if judged is None:
        return words.sentence(say("report_hazard-skin_worst_only", hazard=name, share=share))
    return words.sentence(say("report_hazard-skin_worst", hazard=name, share=share))


def bars(found: MaskHazards) -> tuple[Bar, ...]:
    """The limits as worn, the most used first."""
    deciding = [h for h in found.as_worn if h.decides and h.place != "far"]
    ranked = sorted(deciding, key=lambda h: -h.ratio)
    shown = [h for i, h in enumerate(ranked) if h.ratio >= BARS_FROM or i < 3][:MOST_BARS]
    near = {h.id for h in said.close(found)}
    return tuple(_bar(found, hazard, hazard.id in near) for hazard in shown)


def _bar(found: MaskHazards, hazard: Hazard, near: bool) -> Bar:
    upper = found.upper[hazard.id]
    covered = found.as_worn is found.covered and hazard.place == "worn"
    state = "stop" if not hazard.holds else "care" if near else "go"
    return Bar(
        hazard=hazard,
        state=state,
        share=_percent(hazard.ratio),
        is_times=hazard.ratio >= MANY,
        fill=100.0 * min(hazard.ratio, BAR_END) / BAR_END,
        value=said.with_unit(hazard.value, hazard.unit),
        limit=said.with_unit(hazard.limit, hazard.unit, exact=True),
        reached=said.reached_sentence(hazard),
        upper="" if covered or upper < 1.05 * hazard.ratio else _of_limit(upper),
        needs_review=hazard.status in ("recalled", "mixed", "assumed"),
    )


def _percent(share: float) -> str:
    return f"{share:.0f}" if share >= MANY else words.percent(share)


def _of_limit(share: float) -> str:
    if share >= MANY:
        return say("report_hazard-times_limit", times=f"{share:.0f}")
    return say("report_hazard-share_of_limit", share=words.percent(share))


def _heads(*columns: str) -> tuple[str, ...]:
    return tuple(say(f"report_hazard-head_{column}") for column in columns)


def hazard_tables(found: MaskHazards) -> tuple[Table, ...]:
    """Every hazard at every place; advisory ones and those of few people apart."""
    at = {name: words.capital(said.place(name, found)) for name in ("worn", "far", "skin")}
    deciding = [h for h in found.bare if h.decides]
    apart = [h for h in found.bare if not h.decides]
    return (
        *(
            _hazard_table(found, [h for h in deciding if h.place == name], title)
            for name, title in (
                ("worn", say("report_hazard-table_worn", place=at["worn"])),
                ("far", say("report_hazard-table_far", place=at["far"])),
                ("skin", at["skin"]),
            )
        ),
        _hazard_table(found, apart, say("report_hazard-table_apart")),
    )


def _hazard_table(found: MaskHazards, hazards: list[Hazard], caption: str) -> Table:
    return Table(
        caption=caption,
        head=_heads(*HEAD),
        rows=tuple(_hazard_row(found, hazard) for hazard in hazards),
    )


def _hazard_row(found: MaskHazards, hazard: Hazard) -> tuple[str, ...]:
    name = heading(hazard.name)
    if hazard.only_for:
        name = say("report_hazard-only_for", hazard=name, who=hazard.only_for)
    where = "" if hazard.decides else f", {said.place(hazard.place, found)}"
    return (
        name,
        said.with_unit(hazard.value, hazard.unit),
        said.with_unit(hazard.limit, hazard.unit, exact=True),
        said.figure(hazard.ratio),
        hazard.clause,
        said.reached(hazard),
        said.figure(found.upper[hazard.id]),
        words.status(hazard.status),
        f"{hazard.quantity}, {hazard.weighting}, {say(hazard.view)}{where}",
    )


def group_table(found: tuple[GroupRow, ...], caption: str) -> Table:
    """What each group measures against what it allows."""
    return Table(
        caption=caption,
        head=(*_heads("hazard", "group"), *GROUPS[:3], *_heads("fields", "status")),
        rows=tuple(_group_cells(row) for row in found),
    )


def _group_cells(row: GroupRow) -> tuple[str, ...]:
    pairs = [
        say("report_hazard-of", value=said.figure(value), limit=said.figure(limit, exact=True))
        for value, limit in zip(row.values, row.limits, strict=True)
    ]
    fields = ", ".join(f"{field:g}" for field in row.fields_mrad)
    view = f"{fields} mrad" if fields else say("report_hazard-hemisphere")
    name = f"{words.capital(row.hazard)}, {words.unit(row.unit)}"
    return (name, row.group, *pairs, view, words.status(row.status))


def goggle_table(found: MaskHazards, eyewear: Sequence[Density]) -> Table:
    """The optical density that goggles need for each colour, and the limit that sets it."""
    return Table(
        caption=say("report_hazard-goggle_table", minutes=said.plain_minutes(found.time_s)),
        head=_heads("colour", "density", "set_by"),
        rows=tuple(
            (
                words.capital(words.channel(one.role, one.peak_nm)),
                words.fixed(one.needed, 1) if one.needed > 0 else say("report_hazard-none_needed"),
                said.density_set_by(one),
            )
            for one in eyewear
        ),
    )


def _up_to_table(found: MaskHazards) -> Table:
    return Table(
        caption=say("report_hazard-room_table", minutes=said.plain_minutes(found.time_s)),
        head=_heads("colour", "most", "first", "clause"),
        rows=tuple(
            (
                words.capital(words.channel(id)),
                f"{said.at_most(most)}{words.THIN}mW/cm²",
                heading(hazard.name),
                hazard.clause,
            )
            for id, most, hazard in found.holds_up_to
        ),
    )


def _weight_table(found: MaskHazards) -> Table:
    return Table(
        caption=say("report_hazard-weight_table"),
        head=(
            *_heads("function"),
            *(words.channel(c.role, c.peak_nm) for c in found.source.channels),
        ),
        rows=tuple(
            (
                say(f"report_hazard-weight_{column}"),
                *(said.figure(c.weight(column)) for c in found.source.channels),
            )
            for column in WEIGHTS
        ),
    )


def _input_table(found: MaskHazards) -> Table:
    place = found.source.geometry
    lengths = (
        (say("report_hazard-input_disc"), f"{place.led_diameter_mm:g} mm"),
        (
            say("report_hazard-input_pitch"),
            ", ".join(sorted({f"{p:.1f} mm" for p in found.source.pitch_mm})),
        ),
        (say("report_hazard-input_radius"), f"{place.mask_radius_mm:.0f} mm"),
        (say("report_hazard-input_eye"), f"{place.eye_mm:g} mm"),
        (say("report_hazard-input_uneven"), _unevenness(found)),
        (
            say("report_hazard-input_opening"),
            say("report_hazard-mm_radius", length=words.plain(place.opening_radius_mm)),
        ),
        (say("report_hazard-session"), f"{said.plain_minutes(found.time_s)} min"),
    )
    light = tuple(
        (words.capital(words.channel(c.role, c.peak_nm)), _light(found, c))
        for c in found.source.channels
    )
    return Table(
        caption=say("report_hazard-computed_with"),
        head=_heads("input", "value"),
        rows=light + lengths,
    )


def _light(found: MaskHazards, channel: HazardChannel) -> str:
    figure, width = f"{channel.irradiance_mw_cm2:g}", f"{channel.fwhm_nm:g}"
    if channel.id in found.dark:
        if channel.spectrum is not None:
            return say("report_hazard-unknown_spectrum")
        return say("report_hazard-unknown_line", width=width)
    if channel.spectrum is not None:
        return say("report_hazard-known_spectrum", irradiance=figure)
    return say("report_hazard-known_line", irradiance=figure, width=width)


def _unevenness(found: MaskHazards) -> str:
    gains = {words.fixed(gain, 2) for gain in found.source.unevenness}
    return ", ".join(say("report_hazard-times", times=gain) for gain in sorted(gains))


def _sources(found: MaskHazards) -> tuple[tuple[str, str, str], ...]:
    """Clause, status and address of every limit that was used."""
    used = dict.fromkeys(hazard.row for hazard in found.bare)
    table = rows("limits")
    return tuple(
        (
            standard_of(table[id]),
            words.status(table[id].text("status")),
            table[id].text("source"),
        )
        for id in used
    )
