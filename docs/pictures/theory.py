"""Make the figures of the theory chapters: `python docs/pictures/theory.py`, half a minute.

Medians of the sampled skin, drawn by the code that the chapters describe.
"""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np

from openpbm.arrays import FloatArray
from openpbm.face.canonical import canonical_face
from openpbm.light.cavity import cavity_gain
from openpbm.light.layout import lay
from openpbm.light.map import irradiance_on
from openpbm.light.wear import wear
from openpbm.mask.catalogue import catalogue_mask
from openpbm.planning.tell import on_face
from openpbm.reports import draw, raster
from openpbm.reports.draw import BLUE, GREEN, INK, ORANGE, PINK, RED, SKY
from openpbm.reports.panels import Axis, Plot, Plotted, chart
from openpbm.skin.lateral import lateral_table
from openpbm.skin.led_kernel import led_kernel, under_square_array
from openpbm.skin.optics import median_problem
from openpbm.skin.problems import Problems
from openpbm.skin.transport import solve

HERE = Path(__file__).parent
ORACLE = HERE.parents[1] / "tests" / "physics" / "led_array.json"
TYPES = (("II", BLUE), ("VI", RED))
LINES = ((830.0, INK, ""), (633.0, RED, "7 4"), (590.0, ORANGE, "9 3 2 3"), (415.0, BLUE, "2 4"))


def skin_model() -> str:
    """What absorbs and scatters, by wavelength."""
    nm = np.arange(400.0, 1001.0, 5.0)
    stacks = [[median_problem(name, each) for each in nm.tolist()] for name, _ in TYPES]
    light, dark = (np.concatenate([each.mu_a_per_mm for each in row]) for row in stacks)
    reduced = np.concatenate([each.mu_s_per_mm * (1.0 - each.g) for each in stacks[0]])
    absorbs = Plot(
        title="Absorption",
        curves=(
            Plotted(x=nm, y=dark[:, 1], name="epidermis, type VI", colour=RED),
            Plotted(x=nm, y=light[:, 1], name="epidermis, type II", colour=BLUE,
                  dash="7 4"),
            Plotted(x=nm, y=light[:, 3], name="upper plexus", colour=PINK),
            Plotted(x=nm, y=light[:, 2], name="papillary dermis", colour=ORANGE,
                  dash="7 4"),
            Plotted(x=nm, y=light[:, 6], name="subcutis", colour=GREEN, dash="2 4"),
        ),
    )  # fmt: skip
    scatters = Plot(
        title="Reduced scattering",
        curves=(
            Plotted(x=nm, y=reduced[:, 1], name="epidermis, any type", colour=INK),
            Plotted(x=nm, y=reduced[:, 2], name="papillary dermis", colour=ORANGE, dash="7 4"),
            Plotted(x=nm, y=reduced[:, 6], name="subcutis", colour=GREEN, dash="2 4"),
        ),
    )
    return chart(
        "Median optics of the cheek: absorption and reduced scattering of its layers",
        (absorbs, scatters),
        Axis(said="wavelength, nm", low=400, high=1000, marks=draw.marked(range(400, 1001, 100))),
        Axis(said="coefficient, 1/mm", low=3e-3, high=50, is_log=True,
             marks=draw.marked((0.01, 0.1, 1, 10))),
    )  # fmt: skip


def light_in_skin() -> str:
    """Fluence rate against depth in light and dark skin."""
    depths = np.concatenate([np.linspace(0.0, 0.3, 31), np.linspace(0.33, 3.0, 90)])
    panels = []
    for name, _ in TYPES:
        curves = []
        for nm, colour, dash in LINES:
            value = solve(median_problem(name, nm), depths_mm=depths, nodes=12).fluence[0, 0]
            curves.append(Plotted(x=depths, y=value, name=f"{nm:g} nm", colour=colour, dash=dash))
        panels.append(Plot(title=f"skin type {name}", curves=curves))
    return chart(
        "Fluence rate against depth under diffuse light, light and dark skin",
        panels,
        Axis(said="depth, mm", low=0, high=3, marks=draw.marked((0, 0.5, 1, 1.5, 2, 2.5, 3))),
        Axis(said="fluence rate ÷ irradiance on the skin", low=1e-3, high=10, is_log=True,
             marks=draw.marked((0.001, 0.01, 0.1, 1, 10))),
    )  # fmt: skip


def cavity() -> str:
    """What the mask's inner face gives back."""
    mirror = np.linspace(0.0, 0.95, 96)
    panels = []
    for nm in (633.0, 830.0):
        curves = []
        for name, colour, dash in (("I", SKY, ""), ("III", GREEN, "7 4"), ("V", ORANGE, "9 3 2 3"),
                                   ("VI", RED, "2 4")):  # fmt: skip
            back = float(solve(median_problem(name, nm), nodes=12).reflectance[0, 0])
            one = np.ones_like(mirror)
            factor = cavity_gain(back * one, back * one, mirror, 0.9 * one)
            curves.append(
                Plotted(
                    x=mirror, y=1.0 + factor, name=f"skin type {name}", colour=colour, dash=dash
                )
            )
        panels.append(Plot(title=f"{nm:g} nm", curves=curves))
    return chart(
        "Gain of the cavity between mask and skin by the reflectance of the mask's inner face",
        panels,
        Axis(said="reflectance of the mask’s inner face", low=0, high=1,
             marks=draw.marked((0, 0.2, 0.4, 0.6, 0.8, 1))),
        Axis(said="irradiance ÷ irradiance without the mask’s reflection (view factor 0.9)",
             low=1, high=2, marks=draw.marked((1, 1.2, 1.4, 1.6, 1.8, 2))),
    )  # fmt: skip


def lateral() -> str:
    """Along a row of LEDs: exact, photons one by one, and what local scaling would say."""
    kept = json.loads(ORACLE.read_text(encoding="utf-8"))
    case = next(row for row in kept["cases"] if row["phototype"] == "II" and row["nm"] == 633.0)
    problem = Problems(
        n_above=case["n_above"],
        n=tuple(case["n"]),
        n_below=case["n_below"],
        **{
            name: np.array([case[name]])
            for name in ("thickness_mm", "mu_a_per_mm", "mu_s_per_mm", "g")
        },
    )
    depths = np.array(kept["depths_mm"])
    kernel = led_kernel(lateral_table(problem, depths))
    plane = solve(problem, depths_mm=depths, nodes=16).fluence[0, 0]
    along = np.linspace(-12.0, 12.0, 121)
    row = [i for i, (_, y) in enumerate(kept["spots_mm"]) if y == 0.0]
    at = np.array([kept["spots_mm"][i][0] for i in row])
    panels = []
    for h, height in enumerate(kept["heights_mm"]):
        light = _even_grid(height, kept["pitch_mm"], along)
        curves = []
        for z, colour, name in ((1, BLUE, "0.5 mm"), (3, RED, "3 mm")):
            exact = under_square_array(
                kernel, pitch_mm=kept["pitch_mm"], height_mm=height,
                places_mm=[(x, 0.0) for x in along],
            )[:, z]  # fmt: skip
            seen, error = (np.array(case[k])[h, z, row] for k in ("fluence", "fluence_error"))
            curves += [
                Plotted(x=along, y=light * plane[z], name=f"{name}: local scaling", colour=colour,
                      dash="3 4"),
                Plotted(x=along, y=exact, name=f"{name}: this chapter", colour=colour),
                Plotted(x=at, y=seen, error=2.0 * error, symbol="ring", colour=colour,
                      name=f"{name}: photons"),
            ]  # fmt: skip
        panels.append(Plot(title=f"LEDs at {height:g} mm, every 12 mm", curves=curves))
    return chart(
        "Fluence rate along a row of LEDs at two heights and two depths",
        panels,
        Axis(said="along the row, mm from the foot of an LED", low=-12, high=12,
             marks=draw.marked((-12, -6, 0, 6, 12))),
        Axis(said="fluence rate ÷ mean irradiance (633 nm, skin type II)", low=0, high=8,
             marks=draw.marked((0, 2, 4, 6, 8))),
    )  # fmt: skip


def _even_grid(height: float, pitch: float, along_mm: FloatArray) -> FloatArray:
    """(places,) irradiance over its mean under an endless grid of matte LEDs, on the row."""
    place = pitch * np.arange(-60, 61)
    x, y = (a.ravel() for a in np.meshgrid(place, place))
    return np.array(
        [
            float(np.sum(height**2 / (height**2 + (x - a) ** 2 + y**2) ** 2)) * pitch**2 / np.pi
            for a in along_mm
        ]
    )


def on_the_face() -> str:
    """Direct light of a worn mask on bare skin, three views."""
    face, mask = canonical_face(), catalogue_mask("higherdose-red-light-face-mask")
    light = irradiance_on(face, wear(mask, face, standoff_mm=10.0, layout=lay(mask, face)))
    field = light.total[:1] / light.total[0][light.lit].mean()
    strip = raster.strip_of(on_face(face, field, field, field))
    seen = strip.field(field[0])
    top = draw.nice_top(float(seen.max()))
    picture = raster.still(raster.painted(strip, seen, top, seen > 0.02))
    width, height = strip.width_px, strip.height_px
    said = "Direct irradiance ÷ mean over the lit skin, red LEDs 10 mm off the skin"
    parts = [
        draw.tag("image", width=width, height=height, href=picture),
        raster.scale_bar(width / 2, height + 8, draw.marked(draw.ticks(top))),
        draw.text(width / 2, height + 56, said, "", "middle"),
    ]
    return draw.alone(width, height + 64, said, parts)


def main() -> None:
    """Write every figure beside this file."""
    for name, make in (
        ("on-the-face", on_the_face),
        ("skin-model", skin_model),
        ("light-in-skin", light_in_skin),
        ("cavity", cavity),
        ("lateral", lateral),
    ):
        (HERE / f"{name}.svg").write_text(make(), encoding="utf-8")


if __name__ == "__main__":
    main()
