"""What was found of a person's skin: one file of HTML, with the reading beside the model."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from markupsafe import Markup

from openpbm import __version__
from openpbm.arrays import FloatArray
from openpbm.fact import Message, message
from openpbm.reports import words
from openpbm.reports.page import part, template
from openpbm.reports.skin.figures import spectrum_chart
from openpbm.skin.colour import USUAL, Viewing, covers_colour, ita_deg, lab_of
from openpbm.skin.fit import Estimate, SkinFit, SkinSpectrum
from openpbm.skin.instrument import Instrument
from openpbm.skin.other_light import lab_in_usual_light
from openpbm.speech.say import say

GOOD_MISFIT = 2.0  # chi square over the number of values


@dataclass(frozen=True, eq=False, kw_only=True)
class SkinReport:
    """A fit, the reading it comes from, and what is to be said about it."""

    fit: SkinFit
    measured: FloatArray | None  # (points,); None where only a colour was measured
    lab: FloatArray  # (3,) of the reading
    ita_deg: float
    site: str
    instrument: Instrument
    says: tuple[str, ...]
    viewing: Viewing | None = None  # what a colour was read for

    @property
    def source(self) -> dict[str, bool | float | str | None]:
        """How it was measured, for the file."""
        return {
            "reading": "colour" if self.measured is None else "spectrum",
            "geometry": self.instrument.geometry,
            "specular": self.instrument.specular,
            "aperture_mm": self.instrument.aperture_mm,
            "illuminated_mm": self.instrument.illuminated_mm,
            "site": self.site,
            "illuminant": None if self.viewing is None else self.viewing.illuminant,
            "observer_deg": None if self.viewing is None else self.viewing.observer_deg,
        }

    @property
    def rms(self) -> float | None:
        """Root mean square of what is left, as reflectance."""
        if self.measured is None:
            return None
        return float(np.sqrt(np.mean((self.measured - self.fit.modelled) ** 2)))


def of_spectrum(
    spectrum: SkinSpectrum, fit: SkinFit, instrument: Instrument, site: str, says: tuple[str, ...]
) -> SkinReport:
    """The report of a fitted spectrum; its colour is the spectrum's own where it has one."""
    nm, values = spectrum.wavelength_nm, spectrum.reflectance
    told = list(says)
    if not covers_colour(nm):
        told.append(say("report_skin-no_colour"))
    lab = lab_of(nm, values) if covers_colour(nm) else lab_of(*_visible(fit))
    return _report(fit, values, lab, instrument, site, told)


def of_colour(
    lab: tuple[float, float, float],
    fit: SkinFit,
    instrument: Instrument,
    site: str,
    says: tuple[str, ...],
    viewing: Viewing,
) -> SkinReport:
    """The report of a fitted colour, which is told for D65 and 2 degrees.

    Args:
        lab: as read.
        fit: of it.
        instrument: and where it was read.
        site: region of the face.
        says: what was noticed.
        viewing: the light and the observer of the reading.
    """
    usual, told = lab_in_usual_light(lab, viewing), list(says)
    if viewing != USUAL:
        told.append(
            say(
                "report_skin-other_light",
                viewing=str(viewing),
                lab=_three(lab),
                usual=str(USUAL),
                usual_lab=_three(usual),
            )
        )
    report = _report(fit, None, np.array(usual), instrument, site, told)
    return replace(report, viewing=viewing)


def _three(lab: tuple[float, float, float]) -> Message:
    lightness, red, yellow = (words.fixed(value, 1) for value in lab)
    return message("report_skin-lab_of", l=lightness, a=red, b=yellow)


def _visible(fit: SkinFit) -> tuple[FloatArray, FloatArray]:
    return fit.wavelength_nm, fit.modelled


def _report(
    fit: SkinFit,
    measured: FloatArray | None,
    lab: FloatArray,
    instrument: Instrument,
    site: str,
    says: list[str],
) -> SkinReport:
    lost = float(fit.edge_loss.max())
    if lost > 0.005:
        says.append(say("report_skin-edge_loss", share=f"{lost:.0%}"))
    if fit.misfit > GOOD_MISFIT:
        says.append(say("report_skin-misfit", misfit=words.fixed(fit.misfit, 1)))
    return SkinReport(
        fit=fit,
        measured=measured,
        lab=lab,
        ita_deg=ita_deg(lab),
        site=site,
        instrument=instrument,
        says=tuple(says),
    )


def skin_html(report: SkinReport) -> str:
    """The page, self-contained."""
    fit = report.fit
    return template("skin.html.j2").render(
        report=report,
        version=__version__,
        site=words.region(report.site),
        rows=(
            (
                say("report_skin-melanin"),
                _told(fit.melanin_mm, 1000.0),
                say("report_skin-melanin_unit"),
            ),
            (say("report_skin-blood"), _told(fit.blood, 100.0), say("report_skin-blood_unit")),
            (
                say("report_skin-scattering"),
                _told(fit.scattering, 1.0),
                say("report_skin-scattering_unit"),
            ),
        ),
        lab=[words.fixed(value, 1) for value in report.lab],
        instrument=_instrument(report.instrument),
        chart=spectrum_chart(fit.wavelength_nm, fit.modelled, fit.modelled_sd, report.measured),
        table=_table(report),
        style=Markup(part("report.css")),
    )


def _told(estimate: Estimate, scale: float) -> tuple[str, str]:
    values = (estimate.median, estimate.p05, estimate.p95)
    middle, low, high = (f"{value * scale:.3g}" for value in values)
    return middle, say("report-between", low=low, high=high)


def _instrument(instrument: Instrument) -> str:
    if instrument.geometry == "contact":
        kind = message("report_skin-contact")
    elif instrument.specular:
        kind = message("report_skin-sphere_included")
    else:
        kind = message("report_skin-sphere_excluded")
    if instrument.aperture_mm is None:
        return say("report_skin-no_aperture", kind=kind)
    lit = instrument.illuminated_mm or instrument.aperture_mm
    return say(
        "report_skin-aperture",
        kind=kind,
        aperture=words.plain(instrument.aperture_mm),
        lit=words.plain(lit),
    )


def _table(report: SkinReport) -> list[tuple[str, ...]]:
    fit = report.fit
    rows: list[tuple[str, ...]] = []
    for i, nm in enumerate(fit.wavelength_nm.tolist()):
        modelled = words.fixed(fit.modelled[i], 3)
        if report.measured is None:
            rows.append((f"{nm:g}", modelled))
        else:
            left = report.measured[i] - fit.modelled[i]
            rows.append(
                (words.plain(nm), words.fixed(report.measured[i], 3), modelled, f"{left:+.3f}")
            )
    return rows
