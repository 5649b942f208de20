"""The gallery: every example runs, says its units, and its kept picture is what it draws."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from gallery_run import GALLERY, ROOT, examples

# as even to the eye as cividis is, in print and for colour-blind readers
EVEN = ("cividis", "viridis", "magma", "inferno", "plasma")
UNITS = r"J/cm²|mW/cm²|\bmm\b|\bnm\b|%|degrees|minutes|, 1$|^day$|skin type"
WORDS = (
    "mask",
    "layer of the skin",
    "limit",
    "what is not known",
    "colour of the light",
    "what the person",
)
NEAR = 12.0  # of 255, root mean square: another font or a palette, never another curve


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """All examples, run once in a program and a folder of their own."""
    folder = tmp_path_factory.mktemp("gallery")
    done = subprocess.run(
        [sys.executable, "-W", "error", str(Path(__file__).with_name("gallery_run.py")), folder],
        env={**os.environ, "PYTHONPATH": str(ROOT / "src"), "OPENBLAS_NUM_THREADS": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    (folder / "told.json").write_text(done.stdout, encoding="utf-8")
    return folder


def test_there_are_at_least_ten_and_the_first_takes_twelve_lines() -> None:
    assert len(examples()) >= 10
    text = (GALLERY / "person_to_picture.py").read_text(encoding="utf-8")
    lines = [line for line in text.splitlines()[1:] if line and "import " not in line]
    assert len(lines) == 12


def test_every_example_is_shown_with_its_picture() -> None:
    page = (GALLERY / "README.md").read_text(encoding="utf-8")
    for path in examples():
        assert f"[code]({path.name})" in page
        assert re.search(rf"!\[[^\]]{{20,}}\]\({path.stem}\.png\)", page), "its words for no eyes"


def test_every_axis_says_what_it_is_and_its_unit(made: Path) -> None:
    told = json.loads((made / "told.json").read_text(encoding="utf-8"))
    assert set(told) == {path.stem for path in examples()}
    for name, facts in told.items():
        assert facts["axes"], name
        for said in (label for pair in facts["axes"] for label in pair):
            assert re.search(UNITS, said) or said.startswith(WORDS), f"{name}: {said!r}"
        assert all(one.removesuffix("_r") in EVEN for one in facts["maps"]), name


@pytest.mark.parametrize("path", examples(), ids=lambda path: path.stem)
def test_a_kept_picture_is_what_its_example_draws(path: Path, made: Path) -> None:
    from PIL import Image

    pictures = []
    for folder in (GALLERY, made):
        with Image.open(folder / f"{path.stem}.png") as picture:
            pictures.append(np.asarray(picture.convert("RGB"), dtype=np.float64))
    kept, drawn = pictures
    assert kept.shape == drawn.shape
    apart = float(np.sqrt(np.mean((kept - drawn) ** 2)))
    assert apart < NEAR, f"run python tests/unit/gallery_run.py ({apart:.1f} apart)"
