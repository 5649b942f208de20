"""Intensity over angle in XML of the IES: TM-33, in its editions and that of ATLA S001."""

from __future__ import annotations

from collections.abc import Sequence

from openpbm.arrays import floats
from openpbm.fact import message
from openpbm.files.trade.fault import fault, number_in, shown
from openpbm.files.trade.goniometer import all_round, check_rising
from openpbm.files.trade.lm63 import IntensityFile
from openpbm.files.trade.markup import Element, parsed_markup
from openpbm.mask.intensity import BACK_DEG, ROUND_DEG, Intensity

POINTS = ("IntData", "IntensityData")
HELD = ("LuminousData", "RadiantData", "PhotonData", "IntensityDistribution")
UNITS = {"luminous": "cd", "radiant": "W/sr", "photon": "umol/s/sr"}


def intensity_of_tm33(raw: bytes, where: str) -> IntensityFile:
    """The intensity of the first emitter of a TM-33 file that has one.

    Raises:
        PlanFileError: it is broken, a direction is missing, or it does not say what is measured.
    """
    root = parsed_markup(raw, where)
    emitter = next((e for e in root.every("Emitter") if e.first(*POINTS)), None)
    if emitter is None:
        raise fault(where, root.line, message("trade-tm33_no_intensity"))
    held = next((h for h in emitter.every(*HELD) if h.first(*POINTS)), emitter)
    light = _light(list(held.every(*POINTS)), _unit(held, where), where)
    lumens = emitter.said("RatedLumens")
    return IntensityFile(
        light=light,
        lumens=float(lumens) if lumens.replace(".", "", 1).isdecimal() else None,
        name=emitter.said("Description"),
    )


def _unit(held: Element, where: str) -> str:
    """Candelas, watts or photons, by the metric or the name of what holds the points."""
    said = held.said("Metric") or held.name.removesuffix("Data")
    unit = UNITS.get(said.strip().lower())
    if unit is None:
        raise fault(where, held.line, message("trade-tm33_metric", found=shown(said)))
    return unit


def _light(points: Sequence[Element], unit: str, where: str) -> Intensity:
    found: dict[tuple[float, float], float] = {}
    for point in points:
        plane, angle = (
            number_in(
                point.attributes.get(short, point.attributes.get(long, "")), where, point.line
            )
            for short, long in (("h", "horz"), ("v", "vert"))
        )
        value = number_in(point.text, where, point.line)
        if value < 0:
            raise fault(where, point.line, message("trade-negative"))
        found[plane, angle] = value
    planes, angles = (sorted({key[axis] for key in found}) for axis in (0, 1))
    line = points[0].line
    check_rising(planes, [line] * len(planes), where, most_deg=ROUND_DEG)
    check_rising(angles, [line] * len(angles), where, most_deg=BACK_DEG)
    lost = [(p, a) for p in planes for a in angles if (p, a) not in found]
    if lost:
        last = points[-1].line
        told = message("trade-tm33_lost", plane=f"{lost[0][0]:g}", angle=f"{lost[0][1]:g}")
        raise fault(where, last, told)
    table = floats([[found[p, a] for a in angles] for p in planes])
    if table.max() <= 0 or len(angles) < 2:
        raise fault(where, line, message("trade-dark"))
    try:
        return all_round(floats(planes), floats(angles), table, unit)
    except ValueError as ends:
        raise fault(where, line, message("trade-planes", found=str(ends))) from None
