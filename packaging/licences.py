"""Whose work is in the download, under what; a licence that we may not pass on ends the build."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterable
from dataclasses import dataclass
from importlib.metadata import Distribution, distributions
from pathlib import Path
from shutil import which

HERE = Path(__file__).resolve().parent
OWN = "openpbm"
LICENCE_FILE = re.compile(r"(licen[cs]e|copying|notice|authors)[\w.-]*$", re.IGNORECASE)
STRICT = re.compile(r"\bA?L?GPL|General Public|Affero", re.IGNORECASE)
KNOWN = re.compile(
    r"\b(MIT|MIT-0|MIT-CMU|BSD|0BSD|Apache|APL 2|PSF|Python Software Foundation|ISC|Zlib|CC0|MPL|"
    r"HPND|Unlicense|Public Domain)\b",
    re.IGNORECASE,
)
UNWRITTEN = {"embreex": "BSD-2-Clause"}  # its file gives the text and no name
SYSTEM = {  # libraries that come with a system's Python, and what they are under
    "libbz2": "bzip2-1.0.6",
    "libcrypto": "Apache-2.0",
    "libexpat": "MIT",
    "libffi": "MIT",
    "libgcc_s": "GPL-3.0 with the GCC Runtime Library Exception",
    "liblzma": "0BSD",
    "libncursesw": "MIT",
    "libpython": "PSF-2.0",
    "libsqlite3": "public domain",
    "libssl": "Apache-2.0",
    "libstdc++": "GPL-3.0 with the GCC Runtime Library Exception",
    "libtinfo": "MIT",
    "libuuid": "BSD-3-Clause",
    "libz": "Zlib",
    "libzstd": "BSD-3-Clause",
}


class LicenceError(Exception):
    """Something is in the folder that we may not hand on, or do not know."""


@dataclass(frozen=True, kw_only=True)
class Notice:
    """One work: its name, what it is under, and the texts that come along."""

    name: str
    licence: str
    texts: tuple[str, ...] = ()


def stated(package: Distribution) -> str:
    """What a package says that it is under, in its own metadata."""
    told = package.metadata
    name = told["Name"].lower()
    kinds = [
        row.split("::")[-1].strip()
        for row in told.get_all("Classifier") or []
        if "License ::" in row
    ]
    first = (told.get("License") or "").strip().splitlines()[:1]
    said = told.get("License-Expression") or ", ".join(kinds) or "".join(first)
    return UNWRITTEN.get(name, said)


def judged(name: str, licence: str) -> None:
    """Let pass what may be handed on with its text.

    Raises:
        LicenceError: a licence that would bind the whole, or one that nobody has read.
    """
    if STRICT.search(licence) and "xception" not in licence:
        raise LicenceError(f"{name} is under {licence}: leave it out of the download")
    if not (KNOWN.search(licence) or licence in SYSTEM.values()):
        raise LicenceError(
            f'{name}: found the licence "{licence}"; expected one that is known here'
        )


def notices(sources: Iterable[Path]) -> list[Notice]:
    """One notice for each work that any of the collected files belongs to."""
    files = {path.resolve() for path in sources}
    found, claimed = [], set[Path]()
    for package in distributions():
        own = {Path(str(package.locate_file(row))).resolve() for row in package.files or ()}
        if own & files and package.metadata["Name"].lower() != OWN:
            claimed |= own
            found.append(_notice(package))
    found += [
        _of_system(path)
        for path in sorted(files - claimed)
        if ".so" in path.name and not _is_pythons(path)
    ]
    for notice in found:
        judged(notice.name, notice.licence)
    return sorted({notice.name: notice for notice in found}.values(), key=lambda n: n.name.lower())


def _is_pythons(path: Path) -> bool:
    return path.parent.name == "lib-dynload"


def _notice(package: Distribution) -> Notice:
    name = package.metadata["Name"]
    paths = [
        row for row in package.files or () if LICENCE_FILE.match(row.name) and row.suffix != ".py"
    ]
    texts = [Path(str(package.locate_file(row))) for row in paths]
    texts += [path for path in (HERE / "texts" / f"{name.lower()}.txt",) if path.is_file()]
    return Notice(
        name=f"{name} {package.version}",
        licence=stated(package),
        texts=tuple(
            path.read_text(encoding="utf-8", errors="replace") for path in texts if path.is_file()
        ),
    )


def _of_system(path: Path) -> Notice:
    stem = re.sub(r"\d+\.\d+$", "", path.name.split(".so")[0])
    if stem not in SYSTEM:
        raise LicenceError(f"{path.name}: expected a library whose licence is known here")
    return Notice(name=path.name, licence=SYSTEM[stem], texts=_of_debian(path))


def _of_debian(path: Path) -> tuple[str, ...]:
    """The text that a Debian system keeps of a library; empty elsewhere."""
    if which("dpkg") is None:
        return ()
    told = subprocess.run(["dpkg", "-S", str(path)], capture_output=True, text=True, check=False)
    package = told.stdout.split(":")[0]
    kept = Path("/usr/share/doc") / package / "copyright"
    return (
        (kept.read_text(encoding="utf-8", errors="replace"),) if package and kept.is_file() else ()
    )


def written(found: Iterable[Notice], python_text: str) -> str:
    """The page of notices: a list, then every text once."""
    rows = list(found)
    head = [
        "What is in this download beside OpenPBM (Apache-2.0, see LICENSE and NOTICE), and under",
        "what. The program that starts it is PyInstaller's, GPL-2.0 with an exception that lets it",
        "start programs of any licence.",
        "",
        *(f"{row.name}: {row.licence}" for row in rows),
    ]
    texts = dict.fromkeys([python_text, *(text for row in rows for text in row.texts)])
    rule = f"\n\n{'=' * 78}\n\n"
    return "\n".join(head) + rule + rule.join(text.strip() for text in texts) + "\n"
