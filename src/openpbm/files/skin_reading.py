"""A person's skin straight from a measured reflectance that the person file names."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from openpbm.fact import message
from openpbm.files.foreign.text import foreign_text
from openpbm.files.mask_file import one_region
from openpbm.files.person_model import SkinTable
from openpbm.files.trade.fault import fault
from openpbm.person import FittedSkin

if TYPE_CHECKING:
    from openpbm.skin.instrument import Instrument

USUAL_SITE = "left_cheek"
OF_SPHERE = {"included": True, "excluded": False}
KEPT = 8  # readings that are not fitted anew


def skin_of_reading(raw: bytes, where: str, table: SkinTable) -> FittedSkin:
    """The skin that a reading tells: what the table states outranks what the file says.

    Raises:
        InputError: it is no reading of skin, or nobody says how it was taken.
    """
    stated = tuple(
        (name, value)
        for name in ("geometry", "specular", "aperture_mm", "illuminated_mm", "site")
        if (value := getattr(table, name)) is not None
    )
    return _fitted(raw, where, table.reading, stated)


@lru_cache(maxsize=KEPT)
def _fitted(
    raw: bytes, where: str, reading: str | None, stated: tuple[tuple[str, str | float], ...]
) -> FittedSkin:
    from openpbm.files.spectrum_file import spectrum_from  # the skin model is slow to load
    from openpbm.skin.colour import covers_colour, ita_deg, lab_of
    from openpbm.skin.fit import fit_spectrum

    told = dict(stated)
    specular = str(told["specular"]) if "specular" in told else None
    file = spectrum_from(foreign_text(raw, where), where, reading=reading, specular=specular)
    said: dict[str, str | float] = {**file.header, **told}
    if "geometry" not in said or "aperture_mm" not in said:
        raise fault(where, 0, message("trade-skin_unstated"))
    region = one_region(str(said.get("site", USUAL_SITE)), "site")
    spectrum = file.spectrum
    fit = fit_spectrum(spectrum, _instrument(said, where), site=region)
    seen = covers_colour(spectrum.wavelength_nm)
    lab = lab_of(
        spectrum.wavelength_nm if seen else fit.wavelength_nm,
        spectrum.reflectance if seen else fit.modelled,
    )
    rows = fit.log_covariance.tolist()
    mean = fit.log_mean.tolist()
    return FittedSkin(
        ita_deg=ita_deg(lab),
        log_mean=(mean[0], mean[1], mean[2]),
        log_covariance=tuple((row[0], row[1], row[2]) for row in rows),
    )


def _instrument(said: dict[str, str | float], where: str) -> Instrument:
    from openpbm.skin.instrument import Instrument

    geometry = str(said["geometry"])
    mirrored = str(said.get("specular", ""))
    if geometry == "sphere" and mirrored not in OF_SPHERE:
        raise fault(where, 0, message("trade-skin_specular"))
    try:
        widths = {n: float(said[n]) for n in ("aperture_mm", "illuminated_mm") if n in said}
    except ValueError:
        raise fault(where, 0, message("trade-skin_mm")) from None
    return Instrument(
        geometry=geometry,
        specular=geometry == "sphere" and OF_SPHERE[mirrored],
        aperture_mm=widths["aperture_mm"],
        illuminated_mm=widths.get("illuminated_mm"),
    )
