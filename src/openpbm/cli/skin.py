"""`openpbm skin`: a person's own skin from a measured spectrum or colour."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from openpbm.cli.help import SpokenCommand, SpokenGroup
from openpbm.cli.language import in_any_language
from openpbm.cli.output import tell, told
from openpbm.fact import Quantity, message
from openpbm.fact import said as as_said

if TYPE_CHECKING:
    from openpbm.reports.skin.html import SkinReport
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
    from openpbm.reports.skin.html import of_spectrum
    from openpbm.skin.fit import fit_spectrum

    check_writable(out)
    file = read_spectrum(spectrum, reading=reading, specular=specular)
    stated = {
        "geometry": geometry,
        "specular": specular,
        "aperture_mm": None if aperture_mm is None else f"{aperture_mm:g}",
        "illuminated_mm": None if illuminated_mm is None else f"{illuminated_mm:g}",
        "site": site,
    }
    said = {**file.header, **{name: value for name, value in stated.items() if value is not None}}
    if "geometry" not in said or "aperture_mm" not in said:
        raise SpectrumError(told(message("cli-skin_unstated", file=str(spectrum))))
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
    from openpbm.reports.skin.html import of_colour
    from openpbm.skin.colour import USUAL, Viewing
    from openpbm.skin.fit import fit_lab

    check_writable(out)
    if not (0 < lightness < 100 and abs(red) <= 128 and abs(yellow) <= 128):
        found_lab = f"{lightness:g} {red:g} {yellow:g}"
        raise SpectrumError(told(message("cli-skin_lab", found=found_lab)))
    says = []
    if geometry is None:
        says.append(told(message("cli-skin_no_geometry")))
        specular = specular or "included"
    if aperture_mm is None:
        says.append(told(message("cli-skin_no_aperture")))
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
        says.append(told(message("cli-skin_no_viewing", taken=str(viewing))))
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
        wrong = message("cli-skin_specular_none")
        if mirrored:
            wrong = message("cli-skin_specular", found=mirrored)
        raise SpectrumError(told(wrong))
    if said["geometry"] == "contact" and mirrored == "included":
        raise SpectrumError(told(message("cli-skin_specular_contact")))
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
        wrong = message("cli-skin_number", field=name, found=said[name][:40])
        raise SpectrumError(told(wrong)) from None


def _region(site: str | None) -> str:
    from openpbm.files.mask_file import one_region

    return USUAL_SITE if site is None else one_region(site, "site")


def _finish(out: Path, report: SkinReport) -> None:
    from openpbm.files.folder import write_outputs
    from openpbm.files.json_value import json_text
    from openpbm.files.skin_file import skin_json
    from openpbm.reports.skin.html import skin_html

    content = skin_json(
        report.fit, ita_deg=report.ita_deg, lab=report.lab, source=report.source, said=report.says
    )
    write_outputs(out, {"skin.json": json_text(content), "skin.html": skin_html(report)})
    fit = report.fit
    json, html = str(out / "skin.json"), str(out / "skin.html")
    for fact in (
        message("cli-skin_melanin", **_interval(fit.melanin_mm, 1000.0)),  # mm to um
        message("cli-skin_blood", **_interval(fit.blood, 100.0)),  # a share to per cent
        message("cli-skin_scattering", **_interval(fit.scattering, 1.0)),
        message("cli-skin_angle", angle=f"{report.ita_deg:.1f}"),
        *map(as_said, report.says),
        message("cli-skin_written", json=json, html=html),
        message("cli-skin_use"),
    ):
        tell(fact)


def _interval(estimate: Estimate, scale: float) -> dict[str, Quantity]:
    values = {"likely": estimate.median, "low": estimate.p05, "high": estimate.p95}
    return {
        name: Quantity(value * scale, "1", figures=3, trimmed=True)
        for name, value in values.items()
    }
