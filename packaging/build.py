"""Make the folder that a person starts by a double click: `python packaging/build.py`.

Needs the extras `app`, `photos`, `devices` and `build`. Made on the system that it is for, as
PyInstaller cannot make one for another; on Linux it runs where the C library is as new as here.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
import sysconfig
from pathlib import Path

from licences import notices, written

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
BESIDE = ("LICENSE", "NOTICE")


def collected(work: Path, to: Path) -> list[Path]:
    """Run PyInstaller; every file that it took."""
    found = os.environ | {"PYTHONPATH": str(ROOT / "src"), "PYTHONHASHSEED": "1"}
    subprocess.run(
        [
            *(sys.executable, "-m", "PyInstaller", "--noconfirm", "--log-level", "WARN"),
            *("--distpath", str(to), "--workpath", str(work), str(HERE / "openpbm.spec")),
        ],
        check=True,
        env=found,
    )
    rows = json.loads((work / "openpbm" / "collected.json").read_text(encoding="utf-8"))
    strange = [
        row["source"]
        for row in rows
        if "openpbm" in Path(row["to"]).parts[:1] and not _is_ours(row["source"])
    ]
    assert not strange, f"another OpenPBM was taken: {strange[:3]}"
    return [Path(row["source"]) for row in rows]


def _is_ours(source: str) -> bool:
    return Path(source).resolve().is_relative_to(ROOT / "src")


def _python_text() -> str:
    """The licence of the Python that goes along."""
    places = [
        Path(sysconfig.get_path("stdlib")) / "LICENSE.txt",
        Path(sys.base_prefix) / "LICENSE.txt",
    ]
    return next((path.read_text(encoding="utf-8") for path in places if path.is_file()), "")


def _beside(folder: Path, sources: list[Path]) -> None:
    """What stands beside the program: how to start it, whose work it is, an entry for the menu."""
    for name in BESIDE:
        shutil.copy(ROOT / name, folder)
    text = written(notices(sources), _python_text())
    (folder / "THIRD-PARTY.txt").write_text(text, encoding="utf-8")
    shutil.copy(HERE / "READ-ME.txt", folder)
    if sys.platform == "linux":
        for name in ("openpbm.desktop", "add-to-menu.sh"):
            shutil.copy(HERE / name, folder)


def _told(folder: Path) -> str:
    files = [path for path in folder.rglob("*") if path.is_file() and not path.is_symlink()]
    return (
        f"{folder}: {sum(path.stat().st_size for path in files) / 1e6:.0f} MB in {len(files)} files"
    )


def main() -> None:
    """Make the folder and say how large it is; with --pack an archive of it too."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--to", type=Path, default=ROOT / "dist")
    asked.add_argument("--pack", action="store_true")
    given = asked.parse_args()
    folder = given.to.resolve() / "OpenPBM"
    sources = collected(given.to.resolve() / "work", given.to.resolve())
    _beside(folder, sources)
    print(_told(folder))
    if given.pack:
        kind = "gztar" if sys.platform == "linux" else "zip"
        made = Path(shutil.make_archive(str(folder), kind, given.to, "OpenPBM"))
        print(f"{made}: {made.stat().st_size / 1e6:.0f} MB")


if __name__ == "__main__":
    main()
