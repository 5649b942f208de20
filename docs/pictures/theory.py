"""Make the figures of the theory chapters: `python docs/pictures/theory.py`, half a minute.

Medians of the sampled skin, drawn by the code that the chapters describe.
"""

from __future__ import annotations

import json
from pathlib import Path

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

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
from openpbm.skin.lateral import lateral_table
from openpbm.skin.led_kernel import led_kernel, under_square_array
from openpbm.skin.optics import median_problem
from openpbm.skin.problems import Problems
from openpbm.skin.transport import solve

HERE = Path(__file__).parent
LOOK = HERE.parent / "gallery" / "matplotlibrc"
ORACLE = HERE.parents[1] / "tests" / "physics" / "led_array.json"
TYPES = (("II", BLUE), ("VI", RED))
LINES = ((830.0, INK, "-"), (633.0, RED, "--"), (590.0, ORANGE, "-."), (415.0, BLUE, ":"))


def panels(*titles: str) -> tuple[Figure, list[Axes]]:
    """Boxes beside each other on one scale."""
    figure, found = plt.subplots(1, len(titles), figsize=(7.6, 3.6), sharex=True, sharey=True)
    for axes, title in zip(found, titles, strict=True):
        axes.set_title(title)
    return figure, list(found)


def said(figure: Figure, across: str, up: str) -> Figure:
    """The words of both sides, and below all the names of the curves, each once."""
    figure.axes[0].set_ylabel(up)
    figure.axes[0].minorticks_off()
    names = {}
    for axes in figure.axes:
        axes.set_xlabel(across)
        names |= {name: line for line, name in zip(*axes.get_legend_handles_labels(), strict=True)}
    columns = 3 if len(names) > 4 else 4
    figure.legend(names.values(), names, loc="outside lower center", ncols=columns)
    return figure


def skin_model() -> Figure:
    """What absorbs and scatters, by wavelength."""
    nm = np.arange(400.0, 1001.0, 5.0)
    stacks = [[median_problem(name, each) for each in nm.tolist()] for name, _ in TYPES]
    light, dark = (np.concatenate([each.mu_a_per_mm for each in row]) for row in stacks)
    reduced = np.concatenate([each.mu_s_per_mm * (1.0 - each.g) for each in stacks[0]])
    figure, (absorbs, scatters) = panels("Absorption", "Reduced scattering")
    for axes, values, name, colour, dash in (
        (absorbs, dark[:, 1], "epidermis, type VI", RED, "-"),
        (absorbs, light[:, 1], "epidermis, type II", BLUE, "--"),
        (absorbs, light[:, 3], "upper plexus", PINK, "-"),
        (absorbs, light[:, 2], "papillary dermis", ORANGE, "--"),
        (absorbs, light[:, 6], "subcutis", GREEN, ":"),
        (scatters, reduced[:, 1], "epidermis, any type", INK, "-"),
        (scatters, reduced[:, 2], "", ORANGE, "--"),
        (scatters, reduced[:, 6], "", GREEN, ":"),
    ):
        axes.plot(nm, values, dash, color=colour, label=name)
    absorbs.set(xlim=(400, 1000), ylim=(3e-3, 100), yscale="log")
    return said(figure, "wavelength, nm", "coefficient, 1/mm")


def light_in_skin() -> Figure:
    """Fluence rate against depth in light and dark skin."""
    depths = np.concatenate([np.linspace(0.0, 0.3, 31), np.linspace(0.33, 3.0, 90)])
    figure, both = panels(*(f"skin type {name}" for name, _ in TYPES))
    for axes, (name, _) in zip(both, TYPES, strict=True):
        for nm, colour, dash in LINES:
            value = solve(median_problem(name, nm), depths_mm=depths, nodes=12).fluence[0, 0]
            axes.plot(depths, value, dash, color=colour, label=f"{nm:g} nm")
    axes.set(xlim=(0, 3), ylim=(1e-3, 10), yscale="log")
    return said(figure, "depth, mm", "fluence rate ÷ irradiance on the skin")


def cavity() -> Figure:
    """What the mask's inner face gives back."""
    mirror = np.linspace(0.0, 0.95, 96)
    figure, both = panels("633 nm", "830 nm")
    for axes, nm in zip(both, (633.0, 830.0), strict=True):
        for name, colour, dash in (("I", SKY, "-"), ("III", GREEN, "--"), ("V", ORANGE, "-."),
                                   ("VI", RED, ":")):  # fmt: skip
            back = float(solve(median_problem(name, nm), nodes=12).reflectance[0, 0])
            one = np.ones_like(mirror)
            gain = 1.0 + cavity_gain(back * one, back * one, mirror, 0.9 * one)
            axes.plot(mirror, gain, dash, color=colour, label=f"skin type {name}")
    axes.set(xlim=(0, 1), ylim=(1, None))
    up = "irradiance ÷ irradiance without\nthe mask’s reflection (view factor 0.9)"
    return said(figure, "reflectance of the mask’s inner face", up)


def lateral() -> Figure:
    """Along a row of LEDs: exact, photons one by one, and what local scaling would say."""
    kept = json.loads(ORACLE.read_text(encoding="utf-8"))
    case = next(row for row in kept["cases"] if row["phototype"] == "II" and row["nm"] == 633.0)
    arrays = ("thickness_mm", "mu_a_per_mm", "mu_s_per_mm", "g")
    problem = Problems(
        n_above=case["n_above"],
        n=tuple(case["n"]),
        n_below=case["n_below"],
        **{name: np.array([case[name]]) for name in arrays},
    )
    depths, pitch = np.array(kept["depths_mm"]), kept["pitch_mm"]
    kernel = led_kernel(lateral_table(problem, depths))
    plane = solve(problem, depths_mm=depths, nodes=16).fluence[0, 0]
    along = np.linspace(-12.0, 12.0, 121)
    places = [(x, 0.0) for x in along]
    row = [i for i, (_, y) in enumerate(kept["spots_mm"]) if y == 0.0]
    at = np.array([kept["spots_mm"][i][0] for i in row])
    figure, both = panels(*(f"LEDs at {h:g} mm, every 12 mm" for h in kept["heights_mm"]))
    for h, (axes, height) in enumerate(zip(both, kept["heights_mm"], strict=True)):
        light = _even_grid(height, pitch, along)
        exact = under_square_array(kernel, pitch_mm=pitch, height_mm=height, places_mm=places)
        for z, colour, name in ((1, BLUE, "0.5 mm"), (3, RED, "3 mm")):
            seen, error = (np.array(case[k])[h, z, row] for k in ("fluence", "fluence_error"))
            look = {"fmt": "o", "mfc": "white", "color": colour, "label": f"{name}: photons"}
            axes.plot(along, light * plane[z], ":", color=colour, label=f"{name}: local scaling")
            axes.plot(along, exact[:, z], color=colour, label=f"{name}: this chapter")
            axes.errorbar(at, seen, 2.0 * error, zorder=3, **look)
    axes.set(xlim=(-12, 12), ylim=(0, 8), xticks=(-12, -6, 0, 6, 12))
    up = "fluence rate ÷ mean irradiance\n(633 nm, skin type II)"
    return said(figure, "along the row, mm from the foot of an LED", up)


def _even_grid(height: float, pitch: float, along_mm: FloatArray) -> FloatArray:
    """(places,) irradiance over its mean under an endless grid of matte LEDs, on the row."""
    place = pitch * np.arange(-60, 61)
    x, y = (a.ravel() for a in np.meshgrid(place, place))
    square = height**2 + (x - along_mm[:, None]) ** 2 + y**2
    return np.sum((height / square) ** 2, axis=1) * pitch**2 / np.pi


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
        draw.text(width / 2, height + 84, said, "large", "middle"),
    ]
    return draw.alone(width, height + 98, said, parts)


FIGURES = (
    (skin_model, "Median optics of the cheek: absorption and reduced scattering of its layers"),
    (light_in_skin, "Fluence rate against depth under diffuse light, light and dark skin"),
    (cavity, "Gain of the cavity of mask and skin by the reflectance of the mask's inner face"),
    (lateral, "Fluence rate along a row of LEDs at two heights and two depths"),
)


def main() -> None:
    """Write every figure beside this file."""
    (HERE / "on-the-face.svg").write_text(on_the_face(), encoding="utf-8")
    for make, title in FIGURES:
        place = HERE / f"{make.__name__.replace('_', '-')}.svg"
        with plt.rc_context(fname=str(LOOK)):
            make().savefig(place, metadata={"Title": title, "Date": None, "Creator": None})


if __name__ == "__main__":
    main()
