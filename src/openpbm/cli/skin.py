"""`openpbm skin`: a person's own skin from a measured spectrum or colour."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from openpbm.cli.help import SpokenCommand, SpokenGroup
from openpbm.cli.language import in_any_language

if TYPE_CHECKING:
    from openpbm.reports.skin_html import SkinReport
    from openpbm.skin.fit import Estimate
    from openpbm.skin.instrument import Instrument

app = typer.Typer(
    cls=SpokenGroup,
    help="help-skin",
    no_args_is_help=True,
    rich_markup_mode=None,
)

Geometry = Annotated[
    str | None,
    typer.Option(
        metavar="sphere|contact",
        help="help-skin-geometry",
        show_default=False,
    ),
]
Specular = Annotated[
    str | None,
    typer.Option(
        metavar="included|excluded",
        help="help-skin-specular",
        show_default=False,
    ),
]
Aperture = Annotated[
    float | None,
    typer.Option(metavar="MM", help="help-skin-aperture", show_default=False),
]
Illuminated = Annotated[
    float | None,
    typer.Option(metavar="MM", help="help-skin-illuminated", show_default=False),
]
Illuminant = Annotated[
    str | None,
    typer.Option(
        metavar="D65|D50|D55|D75|A|C",
        help="help-skin-illuminant",
        show_default=False,
    ),
]
Observer = Annotated[
    int | None,
    typer.Option(metavar="2|10", help="help-skin-observer", show_default=False),
]
Site = Annotated[
    str | None, typer.Option(metavar="REGION", help="help-skin-site", show_default=False)
]
Out = Annotated[Path, typer.Option(metavar="DIR", help="help-skin-out")]
USUAL_SITE = "left_cheek"


@app.command("fit", cls=SpokenCommand, help="help-skin-fit")
@in_any_language
def fit_command(
    spectrum: Annotated[
        Path,
        typer.Argument(
            metavar="SPECTRUM.csv",
            help="help-skin-spectrum",
        ),
    ],
    reading: Annotated[
        str | None,
        typer.Option(
            metavar="WHICH",
            help="help-skin-reading",
            show_default=False,
        ),
    ] = None,
    geometry: Geometry = None,
    specular: Specular = None,
    aperture_mm: Aperture = None,
    illuminated_mm: Illuminated = None,
    site: Site = None,
    out: Out = Path("openpbm-out"),
) -> None:
    """Fit a measured reflectance spectrum: skin.json for a person file, skin.html to look at."""
    from openpbm.errors import SpectrumError
    from openpbm.files.folder import check_writable
    from openpbm.files.spectrum_file import read_spectrum
    from openpbm.reports.skin_html import of_spectrum
    from openpbm.skin.fit import fit_spectrum

    check_writable(out)
    file = read_spectrum(spectrum, reading=reading, specular=specular)
    told = {
        "geometry": geometry,
        "specular": specular,
        "aperture_mm": None if aperture_mm is None else f"{aperture_mm:g}",
        "illuminated_mm": None if illuminated_mm is None else f"{illuminated_mm:g}",
        "site": site,
    }
    said = {**file.header, **{name: value for name, value in told.items() if value is not None}}
    if "geometry" not in said or "aperture_mm" not in said:
        raise SpectrumError(
            f"{spectrum}: found no geometry or no aperture; expected --geometry sphere or contact "
            "and --aperture-mm, or lines such as '# geometry: sphere' in the file: the same skin "
            "reads differently"
        )
    instrument = _instrument(said)
    region = _region(said.get("site"))
    found = fit_spectrum(file.spectrum, instrument, site=region)
    _finish(out, of_spectrum(file.spectrum, found, instrument, region, file.says))


@app.command(
    "from-lab",
    cls=SpokenCommand,
    help="help-skin-from-lab",
    context_settings={"ignore_unknown_options": True},
)
@in_any_language
def from_lab_command(
    lightness: Annotated[float, typer.Argument(metavar="L", help="help-skin-lightness")],
    red: Annotated[float, typer.Argument(metavar="A", help="help-skin-red")],
    yellow: Annotated[float, typer.Argument(metavar="B", help="help-skin-yellow")],
    geometry: Geometry = None,
    specular: Specular = None,
    aperture_mm: Aperture = None,
    illuminated_mm: Illuminated = None,
    illuminant: Illuminant = None,
    observer: Observer = None,
    site: Site = None,
    out: Out = Path("openpbm-out"),
) -> None:
    """Fit a measured colour: three numbers tell less than a spectrum."""
    from openpbm.errors import SpectrumError
    from openpbm.files.folder import check_writable
    from openpbm.reports.skin_html import of_colour
    from openpbm.skin.colour import USUAL, Viewing
    from openpbm.skin.fit import fit_lab

    check_writable(out)
    if not (0 < lightness < 100 and abs(red) <= 128 and abs(yellow) <= 128):
        raise SpectrumError(
            f"found {lightness:g} {red:g} {yellow:g}; expected L* between 0 and 100, a* and b* "
            "between -128 and 128"
        )
    says = []
    if geometry is None:
        says.append("No geometry was stated: a sphere with mirrored light included was taken.")
        specular = specular or "included"
    if aperture_mm is None:
        says.append("No aperture was stated: no light lost at its rim is counted.")
    said = {
        "geometry": geometry or "sphere",
        "specular": specular,
        "aperture_mm": None if aperture_mm is None else f"{aperture_mm:g}",
        "illuminated_mm": None if illuminated_mm is None else f"{illuminated_mm:g}",
    }
    viewing = Viewing(
        illuminant=USUAL.illuminant if illuminant is None else illuminant.upper(),
        observer_deg=USUAL.observer_deg if observer is None else observer,
    )
    if illuminant is None or observer is None:
        says.append(
            f"Light or observer was not stated (--illuminant, --observer): {viewing} taken."
        )
    instrument = _instrument({name: value for name, value in said.items() if value is not None})
    region = _region(site)
    lab = (lightness, red, yellow)
    found = fit_lab(lab, instrument, site=region, viewing=viewing)
    _finish(out, of_colour(lab, found, instrument, region, tuple(says), viewing))


def _instrument(said: dict[str, str]) -> Instrument:
    from openpbm.errors import SpectrumError
    from openpbm.skin.instrument import Instrument

    words = {"included": True, "excluded": False}
    mirrored = said.get("specular")
    if said["geometry"] == "sphere" and mirrored not in words:
        raise SpectrumError(
            f"specular: found {mirrored or 'nothing'}; expected included or excluded for a sphere "
            "(--specular)"
        )
    if said["geometry"] == "contact" and mirrored == "included":
        raise SpectrumError("specular: a 0/45 probe does not see mirrored light; leave it out")
    return Instrument(
        geometry=said["geometry"],
        specular=words.get(mirrored or "excluded", False),
        aperture_mm=_millimetres(said, "aperture_mm"),
        illuminated_mm=_millimetres(said, "illuminated_mm"),
    )


def _millimetres(said: dict[str, str], name: str) -> float | None:
    from openpbm.errors import SpectrumError

    if name not in said:
        return None
    try:
        return float(said[name])
    except ValueError:
        raise SpectrumError(f'{name}: found "{said[name][:40]}"; expected a number of mm') from None


def _region(site: str | None) -> str:
    from openpbm.files.mask_file import one_region

    return USUAL_SITE if site is None else one_region(site, "site")


def _finish(out: Path, report: SkinReport) -> None:
    from openpbm.files.folder import write_outputs
    from openpbm.files.json_value import json_text
    from openpbm.files.skin_file import skin_json
    from openpbm.reports.skin_html import skin_html

    content = skin_json(
        report.fit, ita_deg=report.ita_deg, lab=report.lab, source=report.source, said=report.says
    )
    write_outputs(out, {"skin.json": json_text(content), "skin.html": skin_html(report)})
    fit = report.fit
    typer.echo(
        "\n".join(
            [
                _line("melanin", fit.melanin_mm, 1000.0, "um of melanosomes"),
                _line("blood", fit.blood, 100.0, "% of the dermis"),
                _line("scattering", fit.scattering, 1.0, "times the usual"),
                f"typology angle {report.ita_deg:.1f} degrees",
                *report.says,
                f"Written: {out / 'skin.json'}, {out / 'skin.html'}",
                'In a person file, instead of phototype: skin = "skin.json"',
            ]
        )
    )


def _line(name: str, estimate: Estimate, scale: float, unit: str) -> str:
    low, middle, high = (
        f"{value * scale:.3g}" for value in (estimate.p05, estimate.median, estimate.p95)
    )
    return f"{name:10} {middle} {unit} (90 % interval {low} to {high})"
