"""How many lines draw, today and before one module drew: `python tests/bench/drawing.py [COMMIT]`.

Counted are all lines of the files that were drawing then, under whatever they became: nothing
that a picture needs stands elsewhere. Pictures that are younger are counted apart.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
BEFORE = "13ee2a46"
OLD = """
bench/measured_skin/page.py bench/peers/picture.py docs/pictures/chart.py docs/pictures/make.py
docs/pictures/open_mask.py docs/pictures/theory.py src/openpbm/reports/beside/area.py
src/openpbm/reports/draw.py src/openpbm/reports/evidence/figures.py src/openpbm/reports/faces.py
src/openpbm/reports/figures.py src/openpbm/reports/hazard/figures.py src/openpbm/reports/live.py
src/openpbm/reports/maps.py src/openpbm/reports/mask/figures.py src/openpbm/reports/page.py
src/openpbm/reports/panels.py src/openpbm/reports/pathway/figures.py src/openpbm/reports/raster.py
src/openpbm/reports/scale.py src/openpbm/reports/skin/figures.py
src/openpbm/reports/templates/alone.css src/openpbm/reports/templates/report.css
src/openpbm/reports/templates/report.js src/openpbm/reports/warmth.py src/openpbm/web/compared.py
src/openpbm/web/static/face.js
"""
YOUNGER = """
docs/pictures/house.py src/openpbm/reports/face_map.py src/openpbm/reports/sweep.py
src/openpbm/reports/tolerance.py src/openpbm/reports/trial/pictures.py
"""


def lines_then(commit: str, path: str) -> int:
    """Of a file at a commit; none where it was not."""
    shown = ["git", "show", f"{commit}:{path}"]
    found = subprocess.run(shown, cwd=ROOT, capture_output=True, text=True, check=False)
    return len(found.stdout.splitlines())


def lines_now(path: str) -> int:
    """Of a file; none where it is gone."""
    place = ROOT / path
    return len(place.read_text(encoding="utf-8").splitlines()) if place.exists() else 0


def main() -> None:
    """A line a file, and the sums."""
    commit = sys.argv[1] if len(sys.argv) > 1 else BEFORE
    then, now = 0, 0
    for path in OLD.split():
        before, after = lines_then(commit, path), lines_now(path)
        then, now = then + before, now + after
        print(f"{before:6} {after:6} {after - before:+6}  {path}")
    print(f"{then:6} {now:6} {now - then:+6}  in all")
    print(f"{sum(map(lines_now, YOUNGER.split())):6} lines of younger pictures:{YOUNGER}")


if __name__ == "__main__":
    main()
