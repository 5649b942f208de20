"""Spectra in XML of the IES: TM-27 (SPDX) read and written, and the spectra of TM-33."""

from __future__ import annotations

import re
from collections.abc import Sequence
from xml.sax.saxutils import escape

import numpy as np

from openpbm.fact import message
from openpbm.files.foreign.sheet import Line, Sheet
from openpbm.files.trade.cgats import geometry_said
from openpbm.files.trade.fault import fault, number_in, shown
from openpbm.files.trade.light import LightColumn, light_of
from openpbm.files.trade.markup import Element, parsed_markup
from openpbm.files.trade.title import is_light_unit, not_light, quantity_of, title_of, unit_of

SPACE = "http://www.ies.org/iestm2714"
QUANTITIES = ("flux", "irradiance", "radiance", "intensity", "exitance", "relative")
UNSTATED = "other"
OWN_TITLE = re.compile(r"(relative power|power|counts|photons|[a-z]+ance|intensity|flux)( \[.+\])?")


def light_of_tm27(raw: bytes, where: str) -> LightColumn:
    """The spectrum of a TM-27 file.

    Raises:
        PlanFileError: it is broken, or holds no light.
    """
    root = parsed_markup(raw, where)
    if not root.name.startswith("IESTM27"):
        raise fault(where, root.line, message("trade-xml_root", found=root.name, form="IESTM2714"))
    quantity = root.said("SpectralQuantity")
    stated = root.first("SpectralQuantity")
    if quantity not in (*QUANTITIES, UNSTATED, ""):
        line = stated.line if stated is not None else 0
        raise fault(where, line, message("trade-no_light", found=shown(quantity)))
    told = root.said("Comments")
    titled = OWN_TITLE.fullmatch(told) is not None
    unit = unit_of(told) if titled else told if len(told) > 1 and is_light_unit(told) else ""
    return _light(
        list(root.every("SpectralData")),
        where,
        root.line,
        quantity=quantity if quantity in QUANTITIES else quantity_of(told) if titled else "",
        unit=unit,
        name=root.said("Description"),
    )


def light_of_tm33(raw: bytes, where: str) -> LightColumn:
    """The spectrum of the first emitter of a TM-33 file that has one.

    Raises:
        PlanFileError: it is broken, or has none.
    """
    root = parsed_markup(raw, where)
    emitter = next((e for e in root.every("Emitter") if e.first(*SPECTRAL)), None)
    if emitter is None:
        raise fault(where, root.line, message("trade-tm33_no_spectrum"))
    name = emitter.said("Description")
    unit, quantity = _unit_of_tm33(emitter, where)
    listed = emitter.first("Wavelengths")
    if listed is None:
        points = list(emitter.every("SpectralData"))
        return _light(points, where, emitter.line, quantity=quantity, unit=unit, name=name)
    values = emitter.first("Values")
    nm, value = (_numbers(node, where) for node in (listed, values or listed))
    if values is None or len(nm) != len(value):
        counts = {"nm": len(nm), "values": 0 if values is None else len(value)}
        raise fault(where, (values or listed).line, message("trade-tm33_counts", **counts))
    return light_of(
        where,
        np.array(nm),
        np.array(value),
        [listed.line] * len(nm),
        quantity=quantity,
        unit=unit,
        name=name,
    )


SPECTRAL = ("SpectralData", "Wavelengths")


def _unit_of_tm33(emitter: Element, where: str) -> tuple[str, str]:
    """Unit and quantity of a spectrum.

    Raises:
        PlanFileError: the unit is none of light, or not known.
    """
    stated = emitter.first("Units")
    unit = emitter.said("Units")
    if unit.lower() == "relative":
        return "", "relative"
    wrong = None if not unit or is_light_unit(unit) else not_light(f"[{unit}]")
    if stated is not None and wrong is not None:
        raise fault(where, stated.line, wrong)
    return unit, quantity_of(unit)


def _light(
    points: Sequence[Element],
    where: str,
    line: int,
    *,
    quantity: str = "",
    unit: str = "",
    name: str = "",
) -> LightColumn:
    """A spectrum of elements that say their wavelength."""
    if not points:
        raise fault(where, line, message("trade-xml_no_points"))
    nm = [number_in(p.attributes.get("wavelength", ""), where, p.line) for p in points]
    value = [number_in(p.text, where, p.line) for p in points]
    lines = [p.line for p in points]
    return light_of(
        where,
        np.array(nm),
        np.array(value),
        lines,
        quantity=quantity,
        unit=unit,
        name=name,
    )


def _numbers(node: Element, where: str) -> list[float]:
    return [number_in(word, where, node.line) for word in node.text.split()]


def reflectance_sheet(raw: bytes, where: str) -> tuple[Sheet, dict[str, str]]:
    """The reflectance of a TM-27 file as a table, and what it says of the geometry.

    Raises:
        PlanFileError: it is broken, or holds no reflectance.
    """
    root = parsed_markup(raw, where)
    points = list(root.every("SpectralData"))
    if not points:
        raise fault(where, root.line, message("trade-xml_no_points"))
    rows = tuple(
        Line(number=p.line, cells=(p.attributes.get("wavelength", ""), p.text)) for p in points
    )
    sheet = Sheet(
        where=where,
        before=(),
        titles=("wavelength_nm", "reflectance"),
        title_line=root.line,
        rows=rows,
        mark=".",
    )
    return sheet, dict(geometry_said(root.said("ReflectionGeometry")))


def tm27_text(light: LightColumn, *, by: str, day: str) -> str:
    """A TM-27 file of a spectrum.

    Args:
        light: what is written; every digit of it.
        by: who makes the file.
        day: on which, as 2026-05-01.
    """
    title = title_of(light.quantity, light.unit)  # the standard has no field for a unit
    head = {
        "Description": light.name or UNSTATED,
        "DocumentCreator": by,
        "DocumentCreationDate": day,
        "Comments": title if light.unit or light.quantity not in QUANTITIES else "",
    }
    told = [f"    <{name}>{escape(text)}</{name}>" for name, text in head.items() if text]
    points = [
        f'    <SpectralData wavelength="{nm!r}">{value!r}</SpectralData>'
        for nm, value in zip(light.wavelength_nm.tolist(), light.value.tolist(), strict=True)
    ]
    quantity = light.quantity if light.quantity in QUANTITIES else UNSTATED
    return "\n".join(
        [
            '<?xml version="1.0" encoding="UTF-8"?>',
            f'<IESTM2714 xmlns="{SPACE}" version="1.0">',
            "  <Header>",
            *told,
            "  </Header>",
            "  <SpectralDistribution>",
            f"    <SpectralQuantity>{quantity}</SpectralQuantity>",
            *points,
            "  </SpectralDistribution>",
            "</IESTM2714>",
            "",
        ]
    )
