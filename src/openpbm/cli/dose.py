"""`openpbm dose`: what light that somebody states brings to each layer and depth of skin."""

from __future__ import annotations

import os
from pathlib import Path
from textwrap import fill
from typing import TYPE_CHECKING, Annotated

import typer

from openpbm.cli.output import echo_json, plain, tell
from openpbm.cli.output import told as spoken
from openpbm.fact import Message, Name, Quantity, message, several

if TYPE_CHECKING:
    from openpbm.answer import LayerSpan
    from openpbm.files.json_value import Json
    from openpbm.maps.study_doses import StatedLight, StudyDoses

WIDTH, PLACE, BAR = 80, 22, 18
Lines = list[tuple[str, str, float, float, float]]  # where, mm, median, 5 and 95 %


def dose_command(
    nm: Annotated[
        list[float] | None, typer.Option("--nm", metavar="NM", help="help-dose-nm")
    ] = None,
    irradiance: Annotated[
        list[float] | None, typer.Option(metavar="MW/CM2", help="help-dose-irradiance")
    ] = None,
    minutes: Annotated[
        float | None, typer.Option(metavar="MIN", help="help-dose-minutes", show_default=False)
    ] = None,
    skin: Annotated[
        str | None, typer.Option(metavar="I-VI", help="help-dose-skin", show_default=False)
    ] = None,
    ita: Annotated[
        float | None, typer.Option(metavar="DEG", help="help-dose-ita", show_default=False)
    ] = None,
    site: Annotated[str, typer.Option(metavar="SITE", help="help-dose-site")] = "cheek",
    fwhm: Annotated[list[float] | None, typer.Option(metavar="NM", help="help-dose-fwhm")] = None,
    collimated: Annotated[bool, typer.Option("--collimated", help="help-dose-collimated")] = False,
    depth_mm: Annotated[
        list[float] | None, typer.Option(metavar="MM", help="help-dose-depth-mm")
    ] = None,
    csv: Annotated[
        tuple[Path, Path] | None,
        typer.Option(metavar="IN OUT", help="help-dose-csv", show_default=False),
    ] = None,
    exact: Annotated[bool, typer.Option("--exact", help="help-dose-exact")] = False,
    scenarios: Annotated[
        int, typer.Option(min=16, max=20_000, metavar="N", help="help-dose-scenarios")
    ] = 400,
    seed: Annotated[int, typer.Option(min=0, metavar="N", help="help-seed")] = 1,
    as_json: Annotated[bool, typer.Option("--json", help="help-as-json")] = False,
) -> None:
    """Tell the dose of stated light in skin, from the surface to the subcutis."""
    from openpbm.maps.study_doses import study_doses

    depths = _depths(depth_mm)
    if csv is not None:
        one_light = (nm, irradiance, minutes, skin, ita, fwhm, collimated or None, as_json or None)
        if any(given is not None for given in one_light):
            raise _slip(message("maps-table_alone"))
        if csv[0].resolve() == csv[1].resolve():
            raise _slip(message("maps-table_over", file=str(csv[0])))
        _table(*csv, depths=depths, exact=exact, scenarios=scenarios, seed=seed)
        return
    lights = _lights(nm or [], irradiance or [], minutes, skin, ita, site, fwhm or [], collimated)
    found = study_doses(
        lights,
        arms=["1"] * len(lights),
        depths_mm=depths,
        seed=seed,
        scenarios=scenarios,
        exact=True,
    )
    if as_json:
        echo_json(summary(lights, found))
    else:
        typer.echo("\n".join(lines(lights, found)))


def _depths(asked: list[float] | None) -> tuple[float, ...]:
    from openpbm.maps.study_doses import DEPTHS_MM
    from openpbm.skin.profile_surface import DEEPEST_MM

    low, high = (Quantity(end, "mm", trimmed=True) for end in (0.0, DEEPEST_MM))
    for depth in asked or ():
        if not 0.0 <= depth <= DEEPEST_MM:
            found = f"{depth:g}"
            raise _slip(message("maps-range", where="--depth-mm", found=found, low=low, high=high))
    return tuple(asked or DEPTHS_MM)


def _slip(fact: Message) -> Exception:
    from openpbm.errors import OutOfModelError

    return OutOfModelError(spoken(fact))


def _table(
    given: Path, out: Path, *, depths: tuple[float, ...], exact: bool, scenarios: int, seed: int
) -> None:
    """A file of arms to a file of doses: OUT is whole, or as it was."""
    from openpbm.cli.progress import shown_progress
    from openpbm.files.arm_file import doses_csv, read_arms
    from openpbm.files.folder import check_file, check_writable, write_outputs
    from openpbm.files.light.folder import light_folder
    from openpbm.maps.study_doses import study_doses

    table = read_arms(given)
    check_writable(out.parent)
    check_file(out)
    with shown_progress() as progress:

        def told(done: float) -> None:
            if progress is not None:
                progress(message("maps-progress"), done)

        found = study_doses(
            table.lights,
            arms=table.arms,
            depths_mm=depths,
            seed=seed,
            scenarios=scenarios,
            exact=exact,
            kept=light_folder(os.environ),
            progress=told,
        )
    write_outputs(out.parent, {out.name: doses_csv(found, table)})
    tell(message("maps-written", arms=len(found.arms), path=str(out)))


def _lights(
    nm: list[float],
    irradiance: list[float],
    minutes: float | None,
    skin: str | None,
    ita: float | None,
    site: str,
    fwhm: list[float],
    collimated: bool,
) -> list[StatedLight]:
    from openpbm.files.arm_file import phototype_named, site_named, within
    from openpbm.maps.study_doses import StatedLight

    if not nm or len(nm) != len(irradiance):
        raise _slip(message("maps-ask_light", nm=len(nm), irradiance=len(irradiance)))
    if minutes is None:
        raise _slip(message("maps-ask_minutes"))
    if (skin is None) == (ita is None):
        raise _slip(message("maps-ask_colour"))
    if fwhm and len(fwhm) != len(nm):
        raise _slip(message("maps-ask_widths", widths=len(fwhm), nm=len(nm)))
    return [
        StatedLight(
            nm=within("--nm", "nm", line),
            irradiance_mw_cm2=within("--irradiance", "irradiance_mw_cm2", strength),
            minutes=within("--minutes", "minutes", minutes),
            site=site_named("--site", site),
            phototype=None if skin is None else phototype_named("--skin", skin),
            ita_deg=None if ita is None else within("--ita", "ita_deg", ita),
            fwhm_nm=within("--fwhm", "fwhm_nm", width),
            is_beam=collimated,
        )
        for line, strength, width in zip(nm, irradiance, fwhm or [0.0] * len(nm), strict=True)
    ]


def lines(lights: list[StatedLight], found: StudyDoses) -> list[str]:
    """The answer for a terminal, at most 80 columns."""
    rows = _rows(_spans(lights, found), found)
    most = max(row[4] for row in rows)
    head = _row(*(spoken(message(f"maps-head_{h}")) for h in ("place", "mm", "dose", "spread")))
    told = [*_heading(lights, found), "", head]
    for i, (place, mm, median, p05, p95) in enumerate(rows):
        if i == len(found.layers):
            told.append("")
        bar = "█" * max(1, round(BAR * median / most))
        spread = f"{_figures(p05)} – {_figures(p95)}"
        told.append(f"{_row(place, mm, _figures(median), spread)} {bar}".rstrip())
    notes = [message("maps-means"), message("maps-taken"), message("maps-unscreened")]
    return told + [line for note in notes for line in ("", *_wrapped(spoken(note)))]


def _heading(lights: list[StatedLight], found: StudyDoses) -> list[str]:
    from openpbm.speech.say import heading

    every = several(
        [
            message(
                "maps-light",
                nm=Quantity(light.nm, "nm", figures=4, trimmed=True),
                irradiance=Quantity(light.irradiance_mw_cm2, "mW/cm2", figures=3, trimmed=True),
                minutes=Quantity(light.minutes, "min", figures=3, trimmed=True),
            )
            for light in lights
        ]
    )
    dose = Quantity(float(found.on_skin_j_cm2[0]), "J/cm2", figures=3, trimmed=True)
    first = lights[0]
    colour = message("maps-skin_type", type=first.phototype or "")
    if first.ita_deg is not None:
        colour = message("maps-skin_angle", angle=f"{first.ita_deg:g}")
    source = message(f"maps-source_{'beam' if first.is_beam else 'diffuse'}")
    skins = message(
        "maps-skins",
        site=_site(first.site),
        colour=colour,
        source=source,
        scenarios=found.scenarios,
    )
    on_skin = message("maps-on_skin", lights=every, dose=dose)
    return [*_wrapped(spoken(on_skin)), *_wrapped(plain(heading(skins)))]


def _site(word: str) -> Message | Name:
    """Both cheeks are one site, and so is the skin around both eyes."""
    is_pair = word in ("cheek", "periorbital")
    return message(f"maps-site_{word}") if is_pair else Name("region", word)


def _spans(lights: list[StatedLight], found: StudyDoses) -> tuple[LayerSpan, ...]:
    from openpbm.maps.study_doses import site_regions, skin_at
    from openpbm.sampling import uniforms
    from openpbm.skin.anatomy import SKIN_DIMENSIONS
    from openpbm.skin.spans import layer_spans

    draws = uniforms(SKIN_DIMENSIONS, found.scenarios, seed=found.seed)
    return layer_spans(skin_at(lights[0], draws), site_regions()[lights[0].site])


def _rows(spans: tuple[LayerSpan, ...], found: StudyDoses) -> Lines:
    from openpbm.speech.number import signs
    from openpbm.speech.say import written

    curves = [(found.layer_j_cm2, i) for i in range(len(found.layers))]
    curves += [(found.depth_j_cm2, i) for i in range(len(found.depths_mm))]
    places = [
        (plain(written(Name("layer", s.name))), f"{s.top_mm:.2f} – {s.bottom_mm:.2f}")
        for s in spans
    ]
    for depth in found.depths_mm.tolist():
        at = Quantity(depth, "mm", figures=3, trimmed=True)
        places.append((spoken(message("maps-at", depth=at)), f"{depth:g}"))
    point = signs().decimal
    told: Lines = []
    for (name, mm), (c, i) in zip(places, curves, strict=True):
        middle, low, high = (float(x[0, i]) for x in (c.median, c.p05, c.p95))
        told.append((name, mm.replace(".", point), middle, low, high))
    return told


def _row(place: str, mm: str, dose: str, spread: str) -> str:
    return f"{place:<{PLACE}}{mm:>13} {dose:>7}  {spread:<16}"


def _figures(value: float) -> str:
    """In a column beside others a sign says what is too small to count."""
    from openpbm.reports.words import THIN
    from openpbm.speech.number import SMALLEST, number, plain

    if 0.0 < value < SMALLEST:
        return f"<{plain(SMALLEST)}"
    return number(value, 3).replace(THIN, "")


def _wrapped(text: str) -> list[str]:
    return fill(text, width=WIDTH).split("\n")


def summary(lights: list[StatedLight], found: StudyDoses) -> dict[str, Json]:
    """The same as JSON."""
    from openpbm.files.json_value import rounded, spread_json

    def spread(place: int, *, is_layer: bool) -> dict[str, Json]:
        curve = found.layer_j_cm2 if is_layer else found.depth_j_cm2
        return spread_json(*(float(x[0, place]) for x in (curve.median, curve.p05, curve.p95)))

    asked: list[Json] = [
        {
            "nm": light.nm,
            "irradiance_mw_cm2": light.irradiance_mw_cm2,
            "minutes": light.minutes,
            "fwhm_nm": light.fwhm_nm,
            "source": "collimated" if light.is_beam else "diffuse",
        }
        for light in lights
    ]
    layers: list[Json] = [
        {
            "layer": span.name,
            "top_mm": rounded(span.top_mm),
            "bottom_mm": rounded(span.bottom_mm),
            "dose_j_cm2": spread(i, is_layer=True),
        }
        for i, span in enumerate(_spans(lights, found))
    ]
    depths: list[Json] = [
        {"depth_mm": depth, "dose_j_cm2": spread(i, is_layer=False)}
        for i, depth in enumerate(found.depths_mm.tolist())
    ]
    first = lights[0]
    return {
        "lights": asked,
        "site": first.site,
        "skin": first.phototype,
        "ita_deg": first.ita_deg,
        "on_skin_j_cm2": rounded(float(found.on_skin_j_cm2[0])),
        "layers": layers,
        "depths": depths,
        "scenarios": found.scenarios,
        "seed": found.seed,
    }
