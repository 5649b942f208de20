"""The skin model against measured faces: `python bench/measured_skin/run.py`.

Needs nothing but a Python: it makes an environment of its own in a folder that git ignores,
reads the measured spectra where they lie in it, and writes aggregates, table and figure of
the theory chapter. About ten minutes of CPU time.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import venv
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
LISTED = HERE / "requirements.txt"


def environment(folder: Path) -> Path:
    """The Python of the bench's own environment; made once."""
    python = folder / "bin" / "python"
    listed = LISTED.read_text(encoding="utf-8")
    done = folder / "requirements.done"
    if not (done.exists() and done.read_text(encoding="utf-8") == listed):
        print(f"making {folder}", flush=True)
        if not python.exists():
            venv.create(folder, with_pip=True)
        pip = [str(python), "-m", "pip", "install", "-q", "--no-deps", "-r", str(LISTED)]
        subprocess.run(pip, check=True)
        done.write_text(listed, encoding="utf-8")
    return python


def main() -> int:
    """Make the environment and measure in it."""
    asked = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    asked.add_argument("--env", type=Path, default=HERE / ".venv", help="folder of the environment")
    asked.add_argument("--draw", action="store_true", help="only table and figure, from the JSON")
    asked.add_argument("--quick", action="store_true", help="a few tuning people, nothing written")
    asked.add_argument("--population", action="store_true", help="only how people differ")
    given = asked.parse_args()
    python = environment(given.env.resolve())
    paths = os.pathsep.join([str(ROOT / "src"), str(HERE.parent)])
    told = [f"--{name}" for name in ("draw", "quick") if getattr(given, name)]
    parts = [["measured_skin.measure", *told], *([] if told else [["measured_skin.plans"]])]
    if given.population:
        parts = [["measured_skin.population"]]
    for part in parts:
        code = subprocess.run(
            [str(python), "-m", *part],
            cwd=HERE.parent,
            env={**os.environ, "PYTHONPATH": paths, "OPENBLAS_NUM_THREADS": "1"},
            check=False,
        ).returncode
        if code:
            return code
    return 0


if __name__ == "__main__":
    sys.exit(main())
