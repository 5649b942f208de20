"""Files of the trade, made in the form in which each program writes, and a faulty twin of each.

The values are invented; the README of the folder says so. Run as a program, this file writes
them anew:

    python tests/unit/trade_made.py
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from pathlib import Path

FOLDER = Path(__file__).with_name("trade")
NM = range(580, 701, 5)
PEAK_NM, WIDTH_NM = 633.0, 18.0
HALF_DEG = 30.0
ORDER: float = -math.log(2.0) / math.log(math.cos(math.radians(HALF_DEG)))
LUMENS = 8.0
ANGLES = range(0, 91, 5)
CHEEK = (0.0866, 0.0889, 0.0926, 0.0966, 0.1019, 0.1117, 0.1236, 0.1338, 0.1434, 0.1518, 0.1596,
         0.1658, 0.1672, 0.1636, 0.1619, 0.1677, 0.1751, 0.1753, 0.182, 0.2158, 0.2545, 0.2788,
         0.2943, 0.3059, 0.315, 0.3229, 0.3298, 0.3357, 0.3409, 0.3454, 0.3494)  # fmt: skip


def line(nm: float, peak_nm: float = PEAK_NM) -> float:
    """An LED's line, height 1."""
    return math.exp(-4.0 * math.log(2.0) * ((nm - peak_nm) / WIDTH_NM) ** 2)


def skin(nm: float) -> float:
    """Of a cheek, as the skin model says a sphere of 8 mm would read it; level beyond 700 nm."""
    at = min(max((nm - 400.0) / 10.0, 0.0), len(CHEEK) - 1.0)
    low = min(int(at), len(CHEEK) - 2)
    return CHEEK[low] + (at - low) * (CHEEK[low + 1] - CHEEK[low])


def candela(angle_deg: float, scale: float = 1.0) -> float:
    """A beam of cosine power that carries the lumens."""
    on_axis = LUMENS * (ORDER + 1.0) / (2.0 * math.pi)
    return scale * on_axis * float(max(math.cos(math.radians(angle_deg)), 0.0) ** ORDER)


def table(*columns: tuple[str, list[float]], by: str = ",", mark: str = ".") -> str:
    rows = zip(*(values for _, values in columns), strict=True)
    told = [by.join(f"{v:.5g}".replace(".", mark) for v in row) for row in rows]
    return "\n".join([by.join(title for title, _ in columns), *told, ""])


def uprtek(value: str = "{:.6f}") -> str:
    head = {"Model Name": "MK350X", "Serial Number": "00000000", "Time": "2026/11/30_10:00:00",
            "Memo": "", "LUX": "812.000000", "LambdaP": "633.000000", "LambdaPValue": "40.000000",
            "CRI": "0.000000"}  # fmt: skip
    told = [f"{name}\t{text}" for name, text in head.items()]
    return "\n".join(
        [*told, *(f"{nm}nm\t{value.format(40 * line(nm))}" for nm in range(380, 781)), ""]
    )


def sekonic(last: int = 780) -> str:
    told = ["Date Saved,30/11/2026 10:00:00", "Title,DARK_001", "Illuminance [lx],812",
            "Peak Wavelength [nm],633"]  # fmt: skip
    five = [f"Spectral Data {nm}[nm],{0.04 * line(nm):.8f}" for nm in range(380, 781, 5)]
    one = [f"Spectral Data {nm}[nm],{0.04 * line(nm):.8f}" for nm in range(380, last + 1)]
    return "\n".join([*told, *five, *one, ""])


def tm27(quantity: str = "irradiance") -> str:
    points = "\n".join(
        f'    <SpectralData wavelength="{nm:.1f}">{line(nm):.5f}</SpectralData>' for nm in NM
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<IESTM2714 xmlns="http://www.ies.org/iestm2714" version="1.0">\n  <Header>\n'
        "    <Manufacturer>Made-up Lamps</Manufacturer>\n    <Description>Red LED</Description>\n"
        "    <DocumentCreator>OpenPBM tests</DocumentCreator>\n"
        "    <DocumentCreationDate>2026-11-30</DocumentCreationDate>\n  </Header>\n"
        "  <SpectralDistribution>\n"
        f"    <SpectralQuantity>{quantity}</SpectralQuantity>\n{points}\n"
        "  </SpectralDistribution>\n</IESTM2714>\n"
    )


def tm27_skin(points: int = 31) -> str:
    told = "\n".join(
        f'    <SpectralData wavelength="{400 + 10 * i}">{skin(400 + 10 * i):.4f}</SpectralData>'
        for i in range(points)
    )
    return (
        '<?xml version="1.0"?>\n<IESTM2714 xmlns="http://www.ies.org/iestm2714" version="1.0">\n'
        "  <Header>\n    <Description>Cheek</Description>\n  </Header>\n  <SpectralDistribution>\n"
        "    <SpectralQuantity>reflectance</SpectralQuantity>\n"
        f"    <ReflectionGeometry>di:8</ReflectionGeometry>\n{told}\n"
        "  </SpectralDistribution>\n</IESTM2714>\n"
    )


def tm33(values: int = len(NM)) -> str:
    nm, power = list(NM), [line(nm) for nm in NM][:values]
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<IESTM33-22>\n  <Version>1.1</Version>\n'
        "  <Header>\n    <Description>Red module</Description>\n  </Header>\n  <Emitter>\n"
        "    <Quantity>1</Quantity>\n    <Description>Red LED</Description>\n"
        "    <SpectralDistribution>\n"
        f"      <Wavelengths>{' '.join(map(str, nm))}</Wavelengths>\n"
        f"      <Values>{' '.join(f'{v:.5f}' for v in power)}</Values>\n"
        "      <Units>Relative</Units>\n    </SpectralDistribution>\n  </Emitter>\n</IESTM33-22>\n"
    )


def tm33_beam(lost: tuple[int, int] = (-1, -1)) -> str:
    points = "\n".join(
        f'        <IntData h="{plane}" v="{angle}">{candela(angle, 0.001):.6f}</IntData>'
        for plane in (0, 90)
        for angle in ANGLES
        if (plane, angle) != lost
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<IESTM33>\n  <Version>1.1</Version>\n'
        "  <Emitter>\n    <Description>Near-infrared LED</Description>\n    <RadiantData>\n"
        "      <RadiantIntensity>\n"
        f"{points}\n      </RadiantIntensity>\n    </RadiantData>\n  </Emitter>\n</IESTM33>\n"
    )


def ocean(axis: str = "Wavelengths", rows: int = 121) -> str:
    head = ["Data from red_12-00-00.txt Node", "", "Date: Mon Nov 30 10:00:00 GMT 2026",
            "User: tests", "Spectrometer: XX0000000", "Integration Time (sec): 1.000000E-1",
            "Scans to average: 10", f"XAxis mode: {axis}",
            "Number of Pixels in Spectrum: 121", ">>>>>Begin Spectral Data<<<<<"]  # fmt: skip
    points = [
        f"{579.613 + i:.3f}\t{1200 * line(579.613 + i) + 1.5 * math.sin(i):.2f}"
        for i in range(rows)
    ]
    return "\n".join([*head, *points, ""])


def luox(*, swapped: bool = False) -> str:
    one, two = [line(nm) for nm in NM], [line(nm, 640.0) for nm in NM]
    columns = [("wavelength", [float(nm) for nm in NM]), ("centre", one), ("edge", two)]
    return table(*(columns[1:2] + columns[:1] if swapped else columns))


def columns(scale: float = 1.0) -> str:
    nm = [scale * nm for nm in NM]
    return table(
        ("wavelength_nm", nm),
        ("Spectral irradiance [W/m2/nm]", [0.4 * line(n) for n in NM]),
        by=";", mark=",",
    )  # fmt: skip


def cgats(sets: int = 2, *, end: bool = True) -> str:
    nm = range(400, 701, 10)
    fields = ["SAMPLE_ID", "SAMPLE_NAME", *(f"nm{n}" for n in nm)]
    rows = [
        "\t".join([str(i + 1), f'"{name}"', *(f"{share * skin(n):.4f}" for n in nm)])
        for i, (name, share) in enumerate((("left cheek", 1.0), ("forehead", 0.9)))
    ]
    return "\n".join(
        ["CGATS.17", 'ORIGINATOR "OpenPBM tests"', 'MEASUREMENT_GEOMETRY "d/8 SCI"',
         'ILLUMINATION_NAME "D50"', 'OBSERVER_ANGLE "2"', f"NUMBER_OF_FIELDS {len(fields)}",
         "BEGIN_DATA_FORMAT", "\t".join(fields), "END_DATA_FORMAT", f"NUMBER_OF_SETS {sets}",
         "BEGIN_DATA", *rows, *(["END_DATA"] if end else []), ""]
    )  # fmt: skip


def wide(mark: str = ".") -> str:
    nm = range(400, 701, 10)
    rows = [
        ",".join(
            ["left cheek", mode, *(f"{100 * (skin(n) - less):.2f}".replace(".", mark) for n in nm)]
        )
        for mode, less in (("SCI", 0.0), ("SCE", 0.026))
    ]
    return "\n".join([",".join(["site", "mode", *(f"{n}nm" for n in nm)]), *rows, ""])


def reflectance(shift: float = 0.0) -> str:
    nm = [float(n) for n in range(400, 701, 10)]
    told = "# geometry: sphere\n# specular: included\n# aperture_mm: 8\n# unit: share\n"
    return told + table(("wavelength_nm", nm), ("reflectance", [skin(n) - shift for n in nm]))


def lm63(*, kept: int = -1, lumens: float = LUMENS) -> str:
    values = [f"{candela(angle):.4f}" for angle in ANGLES]
    return "\n".join(
        ["IESNA:LM-63-2002", "[TEST] none", "[TESTLAB] OpenPBM tests", "[ISSUEDATE] 30-NOV-2026",
         "[MANUFAC] Made-up Lamps", "[LUMINAIRE] Red LED with a lens", "TILT=NONE",
         f"1 {lumens:g} 1 {len(ANGLES)} 1 1 2 0.005 0.005 0", "1 1 0.1",
         " ".join(map(str, ANGLES)), "0", " ".join(values[:kept] if kept >= 0 else values), ""]
    )  # fmt: skip


def eulumdat(symmetry: str = "4", conversion: str = "1,0", *, stored: int = 4) -> str:
    planes, scale = range(0, 360, 30), 1000.0 / LUMENS
    lines = ["Made-up Lamps", "1", symmetry, str(len(planes)), "30", str(len(ANGLES)), "5",
             "OP-1", "Red LED with a lens", "0", "red.ldt", "2026-11-30 / tests",
             "5", "5", "2", "3", "3", "0", "0", "0", "0", "100", "100", conversion, "0", "1",
             "1", "LED", f"{LUMENS:g}", "red", "0", "0,1", *["0"] * 10]  # fmt: skip
    values = [f"{candela(a, scale):.3f}".replace(".", ",") for _ in range(stored) for a in ANGLES]
    return "\r\n".join([*lines, *map(str, planes), *map(str, ANGLES), *values, ""])


def grid() -> Iterator[tuple[int, float, float]]:
    """LEDs of a small board: number, x, y in mm."""
    for i in range(12):
        yield i + 1, 100.0 + 12.5 * (i % 4), 50.0 + 12.5 * (i // 4)


def kicad_pos(unit: str = "## Unit = mm, Angle = deg.") -> str:
    rows = [f"D{i:<8} LED-660        LED_2835           {x:9.4f} {y:9.4f}   0.0000  top"
            for i, x, y in grid()]  # fmt: skip
    rows.append("R1        10k 1%         R_0603             95.0000   45.0000  90.0000  bottom")
    return "\n".join(
        ["### Footprint positions - created on Mon Nov 30 10:00:00 2026 ###",
         "### Printed by KiCad version 8.0.0", unit, "## Side : All",
         "# Ref     Val            Package            PosX      PosY       Rot  Side", *rows,
         "## End", ""]
    )  # fmt: skip


def kicad_pcb() -> str:
    parts = [
        f'  (footprint "LED_SMD:LED_2835"\n    (layer "F.Cu")\n    (at {x:g} {-y:g})\n'
        f'    (property "Reference" "D{i}" (at 0 -2 0))\n'
        '    (property "Value" "LED-660" (at 0 2 0))\n'
        '    (pad "1" smd rect (at -1 0) (size 1 2) (layers "F.Cu"))\n  )'
        for i, x, y in grid()
    ]
    return "\n".join(['(kicad_pcb (version 20240108) (generator "pcbnew")', *parts, ")", ""])


def pick(x: str = "Center-X(mm)", y: str = "Center-Y(mm)") -> str:
    rows = [
        f'"LED{i}","LED-660","TopLayer","LED_2835","{a:.4f}","{b:.4f}","0",""' for i, a, b in grid()
    ]
    head = f'"Designator","Comment","Layer","Footprint","{x}","{y}","Rotation","Description"'
    return "\n".join(["Made-up Pick and Place Locations", "", head, *rows, ""])


def places(mark: str = ".") -> str:
    rows = [
        f"{75 - 12.5 * (i % 4):.1f},{y - 62.5:.1f},180.0,0,0,-1".replace(".", mark)
        for i, _, y in grid()
    ]
    return "\n".join(["x,y,z,dx,dy,dz", *rows, ""])


GOOD: dict[str, tuple[str, str]] = {  # file: form, text
    "uprtek.xls": ("uprtek", uprtek()),
    "sekonic.csv": ("sekonic", sekonic()),
    "red.spdx": ("tm27", tm27()),
    "red_spectrum.xml": ("tm33", tm33()),
    "ocean.txt": ("ocean", ocean()),
    "luox.csv": ("luox", luox()),
    "columns.csv": ("columns", columns()),
    "skin.cgats": ("cgats", cgats()),
    "skin_wide.csv": ("wide", wide()),
    "skin_columns.csv": ("reflectance", reflectance()),
    "skin.spdx": ("tm27_skin", tm27_skin()),
    "red.ies": ("lm63", lm63()),
    "red.ldt": ("eulumdat", eulumdat()),
    "red_beam.xml": ("tm33_beam", tm33_beam()),
    "board.kicad_pcb": ("kicad_pcb", kicad_pcb()),
    "board.pos": ("kicad_pos", kicad_pos()),
    "pick.csv": ("pick", pick()),
    "places.csv": ("places", places()),
}
FAULTY: dict[str, tuple[str, str | bytes]] = {  # file: its good twin, what stands in it
    "uprtek_comma.xls": ("uprtek.xls", uprtek("{:.6f}").replace(".", ",")),
    "sekonic_cut.csv": ("sekonic.csv", sekonic(612)),
    "red_cut.spdx": ("red.spdx", tm27()[:900]),
    "red_spectrum_short.xml": ("red_spectrum.xml", tm33(20)),
    "ocean_raman.txt": ("ocean.txt", ocean("Raman Shifts")),
    "luox_swapped.csv": ("luox.csv", luox(swapped=True)),
    "columns_um.csv": ("columns.csv", columns(0.001)),
    "skin_cut.cgats": ("skin.cgats", cgats(end=False)),
    "skin_wide_comma.csv": ("skin_wide.csv", wide(",")),
    "skin_columns_negative.csv": ("skin_columns.csv", reflectance(0.1)),
    "skin_short.spdx": ("skin.spdx", tm27_skin(5)),
    "red_cut.ies": ("red.ies", lm63(kept=7)),
    "red_no_head.ldt": ("red.ldt", "\r\n".join(eulumdat().split("\r\n")[1:])),
    "red_beam_lost.xml": ("red_beam.xml", tm33_beam((90, 45))),
    "board_cut.kicad_pcb": ("board.kicad_pcb", kicad_pcb()[:700]),
    "board_no_unit.pos": ("board.pos", kicad_pos("## Angle = deg.")),
    "pick_no_unit.csv": ("pick.csv", pick("Mid X", "Mid Y")),
    "pick_utf16_cut.csv": ("pick.csv", pick().encode("utf-16")[:601]),
    "places_comma.csv": ("places.csv", places(",")),
}


SHOWN = ("red.spdx", "red.ies", "board.pos", "skin_columns.csv")  # in tutorial and gallery
EXAMPLES = Path(__file__).parents[2] / "examples" / "trade"


def write_all() -> None:
    EXAMPLES.mkdir(exist_ok=True)
    for name in SHOWN:
        (EXAMPLES / name).write_text(GOOD[name][1], encoding="utf-8")
    FOLDER.mkdir(exist_ok=True)
    texts = {**{n: t for n, (_, t) in GOOD.items()}, **{n: t for n, (_, t) in FAULTY.items()}}
    for name, text in texts.items():
        (FOLDER / name).write_bytes(text if isinstance(text, bytes) else text.encode())


if __name__ == "__main__":
    write_all()
