"""Make the pictures of the README: `python docs/pictures/make.py`, with Chromium on the path.

Both come from one plan of examples/home.toml: the two faces (light and dark skin, one
scale, with the light that the mask throws back) and the first screen of the report.
"""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from datetime import date
from io import BytesIO
from pathlib import Path

from PIL import Image

from openpbm.files.person_file import read_person
from openpbm.planning.plan import plan
from openpbm.reports.faces import two_faces_svg
from openpbm.reports.html import report_html

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
START = date(2026, 11, 22)
BROWSER = (  # noqa: SIM905  # one flag a word reads better
    "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --hide-scrollbars "
    "--disable-background-networking --disable-component-update --disable-sync"
).split()


def pictured(page: str, width: int, height: int, *, scale: int = 1) -> Image.Image:
    """A page as a browser shows it."""
    browser = shutil.which("chromium")
    assert browser, "no chromium on the path"
    with tempfile.TemporaryDirectory() as folder:
        source, shot = Path(folder) / "page.html", Path(folder) / "shot.png"
        source.write_text(page, encoding="utf-8")
        size = [f"--window-size={width},{height}", f"--force-device-scale-factor={scale}"]
        where = [f"--user-data-dir={folder}/profile", f"--screenshot={shot}", source.as_uri()]
        subprocess.run([browser, *BROWSER, *size, *where], check=True, capture_output=True)
        return Image.open(BytesIO(shot.read_bytes())).convert("RGB")


def main() -> None:
    """Write both pictures beside this file."""
    given = read_person(ROOT / "examples" / "home.toml")
    assert given.mask is not None
    home = plan(given.person, given.mask, start=START)
    faces = f"<style>body{{margin:0}}</style>{two_faces_svg(home)}"
    pictured(faces, 720, 520, scale=2).save(HERE / "two-faces.png", optimize=True)
    pictured(report_html(home), 1280, 1000).save(HERE / "home-report.png", optimize=True)


if __name__ == "__main__":
    main()
