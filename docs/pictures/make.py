"""Make the pictures of the README: `python docs/pictures/make.py`, with Chromium on the path.

The two faces come from one plan: the same mask, the same minutes, light and dark skin, one
scale, with the light that the mask throws back.
"""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from datetime import date
from io import BytesIO
from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw, ImageFont

from openpbm.arrays import FloatArray
from openpbm.files.person_file import read_person
from openpbm.planning.plan import plan
from openpbm.planning.result import FaceMaps, LiveModel, Plan
from openpbm.reports.colour import inferno
from openpbm.reports.html import report_html
from openpbm.reports.raster import Strip, painted, strip_of

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
START = date(2026, 11, 22)
MINUTES = 3.0
INK, PAPER = (29, 27, 32), (251, 250, 248)
SHOWN = ("II", "VI")
WIDE, HIGH = 1200, 760
DOSE = 0.06  # J/cm2 of one mW/cm2 in one minute
BROWSER = (
    "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --hide-scrollbars "
    "--disable-background-networking --disable-component-update --disable-sync"
).split()


def red_dose(maps: FaceMaps, live: LiveModel, phototype: str) -> FloatArray:
    """(points,) J/cm2 of red light in the upper dermis."""
    kind, red = live.skin_types.index(phototype), live.channels.index("red")
    back = live.recirculated[kind, red][maps.region]
    light = maps.direct_mw_cm2[red] + back * maps.neighbourhood_mw_cm2[red]
    dose: FloatArray = light * live.depth_gain[kind, red][maps.region] * MINUTES * DOSE
    return dose


def face_picture(strip: Strip, dose: FloatArray, top: float) -> Image.Image:
    """One face, coloured by dose, on the paper's colour."""
    values = strip.field(dose)
    pixels = painted(strip, values, top, values > 0.01 * top)
    face = Image.fromarray(pixels)
    paper = Image.new("RGB", face.size, PAPER)
    paper.paste(face, mask=face.getchannel("A") if face.mode == "RGBA" else None)
    return paper


def font(size: int) -> ImageFont.FreeTypeFont | ImageFont.ImageFont:
    """A plain face in a size."""
    return ImageFont.load_default(size)


def two_faces(home: Plan) -> Image.Image:
    """Light and dark skin side by side with one colour bar."""
    assert home.maps is not None
    assert home.live is not None
    strip = strip_of(home.maps, (("front", 0.0),))
    doses = {name: red_dose(home.maps, home.live, name) for name in SHOWN}
    top = float(np.ceil(max(np.percentile(d, 99.5) for d in doses.values())))
    page = Image.new("RGB", (WIDE, HIGH), PAPER)
    pen = ImageDraw.Draw(page)
    pen.text((60, 28), f"Red light in the upper dermis, {MINUTES:g} minutes", INK, font(34))
    for place, (name, dose) in enumerate(doses.items()):
        face = face_picture(strip, dose, top)
        tall = 520
        face = face.resize((round(face.width * tall / face.height), tall), Image.Resampling.LANCZOS)
        left = 90 + place * 480
        page.paste(face, (left, 100))
        mean = float(np.average(dose, weights=np.ones_like(dose)))
        label = f"skin type {name}: {mean:.2g} J/cm² on average"
        pen.text((left + face.width / 2, 640), label, INK, font(26), anchor="ma")
    _colour_bar(page, pen, top)
    return page


def _colour_bar(page: Image.Image, pen: ImageDraw.ImageDraw, top: float) -> None:
    ramp = np.flipud(np.repeat(inferno()[:, None, :], 30, axis=1))
    page.paste(Image.fromarray(np.ascontiguousarray(ramp)).resize((30, 480)), (1040, 120))
    for share in (0.0, 0.5, 1.0):
        pen.text((1082, 600 - share * 480), f"{share * top:.3g}", INK, font(24), anchor="lm")
    pen.text((1040, 640), "J/cm²", INK, font(24))


def report_picture(home: Plan) -> Image.Image:
    """The first screen of the report, as a browser shows it."""
    browser = shutil.which("chromium")
    assert browser, "no chromium on the path"
    with tempfile.TemporaryDirectory() as folder:
        page, shot = Path(folder) / "report.html", Path(folder) / "shot.png"
        page.write_text(report_html(home), encoding="utf-8")
        size = ["--window-size=1280,1000", f"--user-data-dir={folder}/profile"]
        subprocess.run(
            [browser, *BROWSER, *size, f"--screenshot={shot}", page.as_uri()],
            check=True,
            capture_output=True,
        )
        return Image.open(BytesIO(shot.read_bytes())).convert("RGB")


def main() -> None:
    """Write both pictures beside this file."""
    given = read_person(ROOT / "examples" / "home.toml")
    home = plan(given.person, given.mask, start=START)
    two_faces(home).save(HERE / "two-faces.png", optimize=True)
    report_picture(home).save(HERE / "home-report.png", optimize=True)


if __name__ == "__main__":
    main()
