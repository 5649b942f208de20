"""The hazard report of a mask: one file of HTML, for a test laboratory and for its owner."""

from __future__ import annotations

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
from openpbm.safety.goggle import densities
from openpbm.safety.hazard.case import Hazard
from openpbm.safety.hazard.limit import standard_of
from openpbm.safety.hazard.mask import MaskHazards
from openpbm.safety.hazard.risk_group import GROUPS, GroupRow
from openpbm.safety.standard import standards
from openpbm.speech.say import heading, say
from openpbm.tables import rows

BAR_END = 1.25  # share of the limit at the right end of a bar
BARS_FROM = 0.05  # share of a limit below which it stands in the table only
MOST_BARS = 8
MOST_PASSED = 4
INTENDED = (
    "Computed from published or measured irradiance. This is no test report: a laboratory "
    "measures, and the paid texts of the standards were not read."
)
HEAD = (
    "Hazard",
    "Value",
    "Limit",
    "Ratio",
    "Clause",
    "Limit reached",
    "Peaks off",
    "Status",
    "Quantity, weight, view",
)
WEIGHTS = (
    ("S_uv", "S, actinic ultraviolet"),
    ("UVA", "share in 315-400 nm"),
    ("B_iec62471", "B, IEC"),
    ("B_icnirp2013", "B, ICNIRP"),
    ("A_icnirp2013", "A, no lens"),
    ("R_iec62471", "R, IEC"),
    ("R_icnirp2013", "R, ICNIRP"),
    ("WIR_iec62471", "infrared, IEC"),
    ("WIR_icnirp2013", "infrared, ICNIRP"),
)


@dataclass(frozen=True, kw_only=True)
class Bar:
    """A limit as a bar: share used, tick at 100 %."""

    hazard: Hazard
    state: str
    share: str
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
        intended=INTENDED,
        version=__version__,
        pairs=_summary(found, judged),
        shield=_shield(found, judged) if found.is_judged else "",
        bars=bars(found) if found.is_judged else (),
        tables=hazard_tables(found) if found.is_judged else (),
        group_table=group_table(found.groups, "Risk groups at 200 mm, by IEC 62471:2006 Table 6.1"),
        band_table=group_table(found.bands, "The same bands as worn, which are no formal group"),
        up_to=_up_to_table(found),
        goggles=goggle_table(found) if found.is_judged else None,
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
    session = f"{said.plain_minutes(found.time_s)}{words.THIN}min"
    if not found.is_judged:
        first = [
            (
                words.capital(words.channel(id)),
                f"at most {said.at_most(most)}{words.THIN}mW/cm² on the skin in {session}, eyes "
                f"bare; then {say(hazard.name)} reaches its limit",
            )
            for id, most, hazard in found.holds_up_to
        ]
        return (*first, ("What settles it", words.sentence(words.printed(found.gaps[0].settles))))
    bare = found.broken(found.bare)
    eyes = f"No limit is reached before the LEDs with bare, open eyes{said.if_steady(found)}."
    if bare:
        soonest = min(bare, key=lambda h: h.time_to_limit_s)
        eyes = words.sentence(
            f"{say(soonest.name)} reaches its limit {said.reached(soonest)}"
            f"{', earlier than the session ends' if soonest.place == 'worn' else ''}"
        )
    return (
        ("Session", session),
        ("Bare eyes", eyes),
        ("Opaque shield", _shield(found, judged)),
        ("Goggles", said.goggles_sentence(found)),
        ("Risk group", f"{found.group} at 200{words.THIN}mm (IEC 62471:2006)"),
        ("Skin", _skin(found, judged)),
        *_limits(judged),
    )


def _shield(found: MaskHazards, judged: Verdict | None) -> str:
    return said.shield_sentence(found) if judged is None else verdict_words.shield_sentence(judged)


def _limits(judged: Verdict | None) -> tuple[tuple[str, str], ...]:
    """The limits on a skin, first what is passed first; likely value before worst case."""
    if judged is None or judged.skin_degc is None:
        return ()
    shown = judged.passed[:MOST_PASSED] or (judged.nearest,)
    told = [verdict_words.limit_sentence(one, judged) for one in shown if one is not None]
    return (
        ("Warmth", words.sentence(verdict_words.warmth(judged))),
        (f"On the skin of {USUAL_SKIN}", " ".join(map(words.sentence, told))),
        ("Worst case", verdict_words.WORST),
    )


def _skin(found: MaskHazards, judged: Verdict | None) -> str:
    skin = [h for h in found.bare if h.place == "skin" and h.decides]
    worst = max(skin, key=lambda h: h.ratio)
    name = say(worst.name)
    return words.sentence(
        f"{name}: {words.percent(worst.ratio)} of the limit; later on temperature governs"
        f"{', which was not judged' if judged is None else ''}"
    )


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
        fill=100.0 * min(hazard.ratio, BAR_END) / BAR_END,
        value=said.with_unit(hazard.value, hazard.unit),
        limit=said.with_unit(hazard.limit, hazard.unit, exact=True),
        reached=said.reached_sentence(hazard),
        upper="" if covered or upper < 1.05 * hazard.ratio else _percent(upper),
        needs_review=hazard.status in ("recalled", "mixed", "assumed"),
    )


def _percent(share: float) -> str:
    if share >= 10:
        return f"{share:.0f} times"
    return words.percent(share)


def hazard_tables(found: MaskHazards) -> tuple[Table, ...]:
    """Every hazard at every place; advisory ones and those of few people apart."""
    at = {name: words.capital(said.place(name, found)) for name in ("worn", "far", "skin")}
    deciding = [h for h in found.bare if h.decides]
    apart = [h for h in found.bare if not h.decides]
    return (
        *(
            _hazard_table(found, [h for h in deciding if h.place == name], title)
            for name, title in (
                ("worn", f"{at['worn']}, open, no shield"),
                ("far", f"{at['far']}, somebody who looks at the lit mask"),
                ("skin", at["skin"]),
            )
        ),
        _hazard_table(found, apart, "Shown, but not for everyone or no limit of a standard"),
    )


def _hazard_table(found: MaskHazards, hazards: list[Hazard], caption: str) -> Table:
    return Table(
        caption=caption,
        head=HEAD,
        rows=tuple(_hazard_row(found, hazard) for hazard in hazards),
    )


def _hazard_row(found: MaskHazards, hazard: Hazard) -> tuple[str, ...]:
    name = heading(hazard.name) + (f" ({say(hazard.only_for)})" if hazard.only_for else "")
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
        head=("Hazard", "Group", *GROUPS[:3], "Fields", "Status"),
        rows=tuple(_group_cells(row) for row in found),
    )


def _group_cells(row: GroupRow) -> tuple[str, ...]:
    pairs = [
        f"{said.figure(value)} of {said.figure(limit, exact=True)}"
        for value, limit in zip(row.values, row.limits, strict=True)
    ]
    fields = ", ".join(f"{field:g}" for field in row.fields_mrad)
    view = f"{fields} mrad" if fields else "hemisphere"
    name = f"{words.capital(row.hazard)}, {words.unit(row.unit)}"
    return (name, row.group, *pairs, view, words.status(row.status))


def goggle_table(found: MaskHazards) -> Table:
    """The optical density that goggles need for each colour, and the limit that sets it."""
    return Table(
        caption="Optical density that goggles need, all colours lit, eyes open as worn, "
        f"{said.plain_minutes(found.time_s)} min",
        head=("Colour", "Optical density", "Set by"),
        rows=tuple(
            (
                words.capital(words.channel(one.role, one.peak_nm)),
                f"{one.needed:.1f}" if one.needed > 0 else "none needed",
                said.density_set_by(one),
            )
            for one in densities(found)
        ),
    )


def _up_to_table(found: MaskHazards) -> Table:
    return Table(
        caption="Irradiance on the skin that each colour alone may have, eyes bare, "
        f"{said.plain_minutes(found.time_s)} min",
        head=("Colour", "At most", "First limit", "Clause"),
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
        caption="Effective weight of each spectrum",
        head=("Function", *(words.channel(c.role, c.peak_nm) for c in found.source.channels)),
        rows=tuple(
            (name, *(said.figure(c.weight(column)) for c in found.source.channels))
            for column, name in WEIGHTS
        ),
    )


def _input_table(found: MaskHazards) -> Table:
    place = found.source.geometry
    lengths = (
        ("Emitting disc of an LED", f"{place.led_diameter_mm:g} mm"),
        ("LED to LED", ", ".join(sorted({f"{p:.1f} mm" for p in found.source.pitch_mm}))),
        ("Radius of the lit disc", f"{place.mask_radius_mm:.0f} mm"),
        ("LEDs to eye in use", f"{place.eye_mm:g} mm"),
        ("Worst place there over the mean", _unevenness(found)),
        ("Opening before the eye", f"{place.opening_radius_mm:g} mm radius"),
        ("Session", f"{said.plain_minutes(found.time_s)} min"),
    )
    light = tuple(
        (
            words.capital(words.channel(c.role, c.peak_nm)),
            ("not known" if c.id in found.dark else f"{c.irradiance_mw_cm2:g} mW/cm² on the skin")
            + (", measured spectrum" if c.spectrum is not None else f", {c.fwhm_nm:g} nm wide"),
        )
        for c in found.source.channels
    )
    return Table(caption="What was computed with", head=("Quantity", "Value"), rows=light + lengths)


def _unevenness(found: MaskHazards) -> str:
    gains = {f"{gain:.2f} times" for gain in found.source.unevenness}
    return ", ".join(sorted(gains))


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
