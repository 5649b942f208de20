"""This solver beside other programs, in one run: `python bench/peers/run.py`.

Needs nothing but a Python: it makes an environment of its own in a folder that git ignores,
runs every program there, one after the other on one thread, and writes results.json beside
this file and the picture of the theory chapter. About ten minutes of CPU time.
"""

from __future__ import annotations

import argparse
import os
import resource
import subprocess
import sys
import tempfile
import venv
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
PROGRAMS = ("ours", "disort", "pmcx", "oracle")
COLLIMATED = {"ours": ("three", "seven"), "table": ("seven",), "pmcx": ("three",)}
ONE_THREAD = {
    "OPENBLAS_NUM_THREADS": "1",
    "OMP_NUM_THREADS": "1",
    "NUMBA_NUM_THREADS": "1",
    "POCL_MAX_PTHREAD_COUNT": "1",
}
LIBRARY_PLACES = ("/usr/lib/x86_64-linux-gnu", "/usr/lib64", "/usr/lib")


def environment(folder: Path) -> Path:
    """The Python of the bench's own environment; made once."""
    python = folder / "bin" / "python"
    listed = (HERE / "requirements.txt").read_text(encoding="utf-8")
    done = folder / "requirements.done"
    if not (done.exists() and done.read_text(encoding="utf-8") == listed):
        print(f"making {folder}", flush=True)
        if not python.exists():
            venv.create(folder, with_pip=True)
        pip = [str(python), "-m", "pip", "install", "-q", "-r", str(HERE / "requirements.txt")]
        subprocess.run(pip, check=True)
        done.write_text(listed, encoding="utf-8")
    return python


def opencl(folder: Path, scratch: Path) -> dict[str, str]:
    """What PoCL from its wheel needs: to be found, a C++ library to link with, a cache apart."""
    drivers = sorted(folder.glob("lib/python*/site-packages/pyopencl/.libs/libpocl*.so*"))
    if not drivers:
        return {}
    (scratch / "pocl.icd").write_text(f"{drivers[0]}\n", encoding="utf-8")
    told = {"OCL_ICD_VENDORS": str(scratch), "OPENCL_VENDOR_PATH": str(scratch)}
    told["POCL_CACHE_DIR"] = str(scratch / "kernels")
    (scratch / "kernels").mkdir()
    standard = [Path(place) / "libstdc++.so.6" for place in LIBRARY_PLACES]
    found = next((path for path in standard if path.exists()), None)
    return {**told, "LD_PRELOAD": str(found)} if found else told


def measured(
    python: Path, program: str, settings: dict[str, str], words: tuple[str, ...] = ()
) -> list[str]:
    """The lines of results of one program, which runs in a process of its own."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    process = subprocess.run(
        [str(python), "-m", f"peers.{program}", *words],
        cwd=HERE.parent,
        env={**os.environ, **ONE_THREAD, **settings},
        stdout=subprocess.PIPE,
        text=True,
        check=False,
    )
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    spent = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    lines = [line for line in process.stdout.splitlines() if line.startswith("PEERS ")]
    said = "" if process.returncode == 0 else f", stopped with {process.returncode}: left out"
    print(f"{program:8} {len(lines):4} results, {spent:6.1f} CPU s in all{said}", flush=True)
    return lines if process.returncode == 0 else []


def main() -> int:
    """Make the environment, run the programs, write table and picture."""
    asked = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    asked.add_argument("--env", type=Path, default=HERE / ".venv", help="folder of the environment")
    asked.add_argument("--again", action="store_true", help="only table and picture, from last run")
    asked.add_argument(
        "--collimated", action="store_true", help="only a beam beside pmcxcl: collimated.json"
    )
    given = asked.parse_args()
    folder: Path = given.env.resolve()
    python = environment(folder)
    raw = folder / ("collimated.jsonl" if given.collimated else "peers.jsonl")
    paths = {"PYTHONPATH": os.pathsep.join([str(ROOT / "src"), str(HERE.parent)])}
    if not given.again:
        lines: list[str] = []
        with tempfile.TemporaryDirectory() as scratch:
            extra = opencl(folder, Path(scratch))
            for program in COLLIMATED if given.collimated else PROGRAMS:
                own = extra if program == "pmcx" else {}
                words = (*COLLIMATED[program], "normal") if given.collimated else ()
                lines += measured(python, program, {**paths, **own}, words)
                raw.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return subprocess.run(
        [str(python), "-m", f"peers.{'collimated' if given.collimated else 'results'}", str(raw)],
        cwd=HERE.parent,
        env={**os.environ, **paths},
        check=False,
    ).returncode


if __name__ == "__main__":
    sys.exit(main())
