"""Run the examples of the gallery, as programs, and tell what each has drawn.

python tests/unit/gallery_run.py     # makes the pictures of docs/gallery anew
"""

from __future__ import annotations

import json
import os
import runpy
import sys
import time
import warnings
from pathlib import Path

ROOT = Path(__file__).parents[2]
GALLERY = ROOT / "docs" / "gallery"
SHARED = ("home.py",)
COLOURS = 240  # of a kept picture: enough for a colour map, and a quarter of the size


def examples() -> list[Path]:
    """Every example, in the order of their names."""
    return [path for path in sorted(GALLERY.glob("*.py")) if path.name not in SHARED]


def drawn(path: Path) -> dict[str, object]:
    """Run one in the folder where we are; what stands at its axes, and its colour maps."""
    import matplotlib.pyplot as plt

    began = time.perf_counter()
    runpy.run_path(str(path), run_name="__main__")
    figures = [plt.figure(number) for number in plt.get_fignums()]
    axes = [one for figure in figures for one in figure.axes if one.get_label() != "<colorbar>"]
    maps = [
        art.get_cmap().name
        for one in axes
        for art in one.collections
        if art.get_array() is not None
    ]
    said = [(one.get_xlabel(), one.get_ylabel()) for one in axes]
    plt.close("all")
    return {"axes": said, "maps": maps, "seconds": round(time.perf_counter() - began, 2)}


def main() -> None:
    """Into the folder that is named, else beside the examples; facts as JSON."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else GALLERY
    warnings.simplefilter("error")
    sys.path.insert(0, str(GALLERY))
    os.environ["MATPLOTLIBRC"] = str(GALLERY / "matplotlibrc")
    os.chdir(folder)
    found = {path.stem: drawn(path) for path in examples()}
    if folder == GALLERY:
        for path in examples():
            _smaller(folder / f"{path.stem}.png")
    sys.stdout.write(json.dumps(found, indent=1))


def _smaller(path: Path) -> None:
    from PIL import Image

    with Image.open(path) as picture:
        small = picture.convert("RGB").quantize(COLOURS)
    small.save(path, optimize=True)


if __name__ == "__main__":
    main()
