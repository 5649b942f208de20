"""Error against time as an SVG written by hand.

Each program has a colour that the colour-blind can tell apart, a shape and a dash.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from html import escape

WIDTH, PANEL_W, PANEL_H = 580, 222, 150
LEFT, TOP, GAP_X, GAP_Y = 84, 118, 32, 40
X_DECADES, Y_DECADES = (-5, 1), (-5, 0)  # CPU s; relative error
INK, SOFT, LINE, GROUND = "#1d1b20", "#57525c", "#e4dfd8", "#fbfaf8"
ROWS = (
    ("three", "normal", "Fresnel steps, normal beam"),
    ("three", "lambertian", "Fresnel steps, Lambertian"),
    ("matched", "normal", "index 1, normal beam"),
    ("matched", "lambertian", "index 1, Lambertian"),
)
STYLES = {  # name, colour, shape, dash (Okabe and Ito's palette, darkened for contrast)
    "ours": ("this solver, one stack", "#0072b2", "dot", ""),
    "ours_batch": ("this solver, 100 at once", "#0072b2", "ring", "4 3"),
    "disort": ("PythonicDISORT", "#a04a7c", "diamond", ""),
    "oracle": ("own Monte Carlo", "#b34700", "square", ""),
    "pmcxcl": ("pmcxcl on PoCL", "#00785a", "triangle", ""),
}
SKINS = ("light", "dark")
SMALL = 3.6  # half a symbol


def x_of(cpu_s: float) -> float:
    """Place in a panel."""
    low, high = X_DECADES
    return PANEL_W * (math.log10(cpu_s) - low) / (high - low)


def y_of(error: float) -> float:
    """Place in a panel, downwards."""
    low, high = Y_DECADES
    return PANEL_H * (high - math.log10(max(error, 1e-12))) / (high - low)


def symbol(shape: str, x: float, y: float, colour: str) -> str:
    """One point."""
    r = SMALL
    if shape in ("dot", "ring"):
        fill = colour if shape == "dot" else GROUND
        return (
            f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{r - 0.4}" fill="{fill}" stroke="{colour}" '
            'stroke-width="1.4"/>'
        )
    corners = {
        "square": [(-r, -r), (r, -r), (r, r), (-r, r)],
        "triangle": [(0.0, -1.25 * r), (1.2 * r, r), (-1.2 * r, r)],
        "diamond": [(0.0, -1.35 * r), (1.35 * r, 0.0), (0.0, 1.35 * r), (-1.35 * r, 0.0)],
    }[shape]
    path = " ".join(f"{x + dx:.1f},{y + dy:.1f}" for dx, dy in corners)
    return f'<polygon points="{path}" fill="{colour}"/>'


def cross(x: float, y: float) -> str:
    """A trap."""
    r = SMALL
    return (
        f'<path d="M{x - r:.1f} {y - r:.1f}l{2 * r} {2 * r}m0 {-2 * r}l{-2 * r} {2 * r}" '
        f'stroke="{INK}" stroke-width="1.8" fill="none"/>'
    )


def text(x: float, y: float, words: str, **more: str) -> str:
    """A line of words."""
    rest = "".join(f' {name.replace("_", "-")}="{value}"' for name, value in more.items())
    return f'<text x="{x:.1f}" y="{y:.1f}"{rest}>{escape(words)}</text>'


def power(exponent: int) -> str:
    """Seconds as one says them."""
    return {-5: "10 µs", -3: "1 ms", -1: "0.1 s", 1: "10 s"}.get(exponent, "")


def frame(*, with_y: bool, with_x: bool) -> list[str]:
    """Grid, axis words and the line of one per cent."""
    parts = [f'<rect width="{PANEL_W}" height="{PANEL_H}" fill="#fff" stroke="{SOFT}"/>']
    for exponent in range(X_DECADES[0], X_DECADES[1] + 1):
        x = x_of(10.0**exponent)
        parts.append(f'<path d="M{x:.1f} 0V{PANEL_H}" stroke="{LINE}"/>')
        if with_x:
            anchor = {X_DECADES[0]: "start", X_DECADES[1]: "end"}.get(exponent, "middle")
            parts.append(text(x, PANEL_H + 16, power(exponent), text_anchor=anchor))
    for exponent in range(Y_DECADES[0], Y_DECADES[1] + 1):
        y = y_of(10.0**exponent)
        parts.append(f'<path d="M0 {y:.1f}H{PANEL_W}" stroke="{LINE}"/>')
        if with_y:
            said = f"{100 * 10.0**exponent:g} %"
            parts.append(text(-6, y + 4, said, text_anchor="end"))
    y = y_of(0.01)
    parts.append(f'<path d="M0 {y:.1f}H{PANEL_W}" stroke="{SOFT}" stroke-dasharray="2 2"/>')
    return parts


def curves(told: Mapping[str, object], case: str) -> list[str]:
    """The programs' points, joined, and crosses for traps."""
    points, traps = told["points"], told["traps"]
    assert isinstance(points, list)
    assert isinstance(traps, list)
    parts = []
    for program, (_, colour, shape, dash) in STYLES.items():
        own = sorted(
            (p["knob"], p["cpu_s"], p["rms_error"])
            for p in points
            if (p["program"], p["case"]) == (program, case)
        )
        at = [(x_of(cpu_s), y_of(error)) for _, cpu_s, error in own]
        if at:
            line = " ".join(f"{x:.1f},{y:.1f}" for x, y in at)
            stroke = f' stroke-dasharray="{dash}"' if dash else ""
            parts.append(
                f'<polyline points="{line}" fill="none" stroke="{colour}" '
                f'stroke-width="1.6"{stroke}/>'
            )
            parts += [symbol(shape, x, y, colour) for x, y in at]
    parts += [cross(x_of(t["cpu_s"]), y_of(t["rms_error"])) for t in traps if t["case"] == case]
    return parts


def legend() -> list[str]:
    """Programs by colour, shape and dash, in two columns."""
    parts = []
    for place, (name, colour, shape, dash) in enumerate(STYLES.values()):
        x, y = LEFT + (place % 2) * (PANEL_W + GAP_X), 20 + 19 * (place // 2)
        stroke = f' stroke-dasharray="{dash}"' if dash else ""
        parts.append(f'<path d="M{x} {y}h28" stroke="{colour}" stroke-width="1.6"{stroke}/>')
        parts += [symbol(shape, x + 14, y, colour), text(x + 36, y + 4.5, name)]
    x, y = LEFT + PANEL_W + GAP_X, 20 + 19 * 2
    return [*parts, cross(x + 14, y), text(x + 36, y + 4.5, "a peer into a trap")]


def drawn(told: Mapping[str, object]) -> str:
    """The whole picture.

    Args:
        told: `points` and `traps` as results.json has them.
    """
    height = TOP + len(ROWS) * (PANEL_H + GAP_Y) + 14
    parts = legend()
    for column, skin in enumerate(SKINS):
        x = LEFT + column * (PANEL_W + GAP_X)
        heading = f"{skin} skin"
        parts.append(text(x, TOP - 28, heading, font_weight="600", font_size="15"))
        for row, (stack, source, said) in enumerate(ROWS):
            y = TOP + row * (PANEL_H + GAP_Y)
            inside = curves(told, f"{stack}/{source}/{skin}")
            parts.append(text(x, y - 7, said, fill=SOFT))
            parts.append(f'<g transform="translate({x} {y})">')
            parts += frame(with_y=column == 0, with_x=row == len(ROWS) - 1)
            parts += ['<g clip-path="url(#panel)">', *inside, "</g></g>"]
    foot = TOP + len(ROWS) * (PANEL_H + GAP_Y) - GAP_Y + 38
    middle = LEFT + PANEL_W + GAP_X / 2
    parts.append(text(middle, foot, "CPU time of one thread", text_anchor="middle"))
    centre = TOP + 2 * (PANEL_H + GAP_Y) - GAP_Y / 2
    parts.append(
        text(0, 0, "rms error of the fluence rate, 0 to 3 mm", text_anchor="middle").replace(
            'x="0.0" y="0.0"', f'transform="translate(18 {centre:.0f}) rotate(-90)"'
        )
    )
    said = (
        "Error of the fluence rate over 0 to 3 mm against CPU time, eight panels: light and dark "
        "skin, beam and Lambertian light, with and without steps of refractive index. This solver "
        "falls steeply within milliseconds; both Monte Carlo programs fall with the root of time."
    )
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" '
            f'width="{WIDTH}" height="{height}" role="img" font-size="13" fill="{INK}" '
            'font-family="system-ui, sans-serif">',
            f"<title>{escape(said)}</title>",
            f'<rect width="{WIDTH}" height="{height}" fill="{GROUND}"/>',
            f'<clipPath id="panel"><rect x="-5" y="-5" width="{PANEL_W + 10}" '
            f'height="{PANEL_H + 5}"/></clipPath>',
            *parts,
            "</svg>\n",
        ]
    )
