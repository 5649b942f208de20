"""The download: once for each user, licences that may be handed on, files that fit the command."""

from __future__ import annotations

import re
import socket
import sys
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType

import pytest
import typer
from docs_made import ROOT
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from web_house import Visitor, an_app

from openpbm.cli import once
from openpbm.cli.app import named
from openpbm.cli.main import app
from openpbm.errors import InputError
from openpbm.files.ledger.path import ledger_path
from openpbm.web.people import People

PACKAGING = ROOT / "packaging"


def loaded(name: str) -> ModuleType:
    spec = spec_from_file_location(name, PACKAGING / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    made = module_from_spec(spec)
    sys.modules[name] = made
    spec.loader.exec_module(made)
    return made


LICENCES = loaded("licences")


# --------------------------------------------------------------------------------- once


def test_only_the_app_over_the_same_folder_proves_that_it_is_there(tmp_path: Path) -> None:
    visitor = Visitor(an_app(tmp_path / "mine"))
    visitor.page("/new")
    said = visitor.page("/here/abc")
    assert said == People(tmp_path / "mine").proof("abc") != ""
    assert said != visitor.page("/here/abd")
    Visitor(an_app(tmp_path / "another")).page("/new")
    assert said != People(tmp_path / "another").proof("abc")
    assert People(tmp_path / "empty").proof("abc") == ""
    assert not (tmp_path / "empty").exists()


def test_no_form_can_be_signed_by_asking_where_the_app_is(tmp_path: Path) -> None:
    visitor = Visitor(an_app(tmp_path))
    token = visitor.token()
    cookie = str(visitor.client.cookies["openpbm"])
    assert visitor.page(f"/here/{cookie}") != token


def test_a_port_that_others_hold_is_passed_by(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(once, "ANSWER_S", 0.1)
    with socket.socket() as others:
        others.bind(("127.0.0.1", 0))
        others.listen()
        held = int(others.getsockname()[1])
        found, is_there = once.free_place(tmp_path, held)
    assert found != held
    assert not is_there


def test_an_app_that_is_ours_is_not_started_twice(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("openpbm.web.serve.is_free", lambda port: port > 8720)
    monkeypatch.setattr(once, "is_ours", lambda port, people: port == 8717)  # noqa: ARG005
    assert once.free_place(tmp_path, 8715) == (8717, True)
    monkeypatch.setattr(once, "is_ours", lambda port, people: False)  # noqa: ARG005
    assert once.free_place(tmp_path, 8715) == (8721, False)
    assert once.free_place(tmp_path, 8700) == (0, False)


# -------------------------------------------------------------------------------- names


def test_a_name_is_one_that_a_browser_sends_and_needs_a_network() -> None:
    assert named(["masks.clinic.example"], lan=True) == ("masks.clinic.example",)
    for name in ("Masks", "a b", "masks:8715", "", "http://masks", "masks.", "*"):
        with pytest.raises(InputError, match="--name"):
            named([name], lan=True)
    with pytest.raises(InputError, match="--lan"):
        named(["masks.clinic.example"], lan=False)


# ----------------------------------------------------------------------------- licences


@pytest.mark.parametrize(
    "licence",
    ["GPL-3.0-only", "GNU General Public License v2 (GPLv2)", "AGPL-3.0", "LGPL-2.1", "", "Secret"],
)
def test_what_may_not_be_handed_on_or_is_not_known_ends_the_build(licence: str) -> None:
    with pytest.raises(LICENCES.LicenceError):
        LICENCES.judged("thing", licence)


@pytest.mark.parametrize("licence", ["MIT", "BSD License", "Apache Software License", "MPL-2.0"])
def test_what_may_be_handed_on_passes(licence: str) -> None:
    LICENCES.judged("thing", licence)
    for known in LICENCES.SYSTEM.values():
        LICENCES.judged("system", known)


def taken_along(extras: set[str]) -> dict[str, Distribution]:
    """Every package that the program and these extras require, and what those require."""
    found: dict[str, Distribution] = {}
    open_ends = [Requirement(f"openpbm[{','.join(sorted(extras))}]")]
    while open_ends:
        asked = open_ends.pop()
        try:
            package = distribution(asked.name)
        except PackageNotFoundError:  # of another system
            continue
        found[canonicalize_name(asked.name)] = package
        for line in package.requires or ():
            more = Requirement(line)
            wanted = ({"extra": extra} for extra in asked.extras or {""})
            if canonicalize_name(more.name) not in found and (
                more.marker is None or any(more.marker.evaluate(each) for each in wanted)
            ):
                open_ends.append(more)
    return found


def test_no_package_of_the_download_ends_its_build() -> None:
    """What may not be handed on is left out by name, long before anybody builds."""
    said = (PACKAGING / "openpbm.spec").read_text(encoding="utf-8")
    left_out = set(re.findall(r'"([\w.]+)"', said.partition("NOT_NEEDED = [")[2].partition("]")[0]))
    found = taken_along({"app", "photos", "devices"})
    assert {"numpy", "uvicorn", "pyserial", "bleak", "zeroconf"} <= found.keys()
    refused = set()
    for name in found.keys() - {"openpbm"}:
        try:
            LICENCES.judged(name, LICENCES.stated(found[name]))
        except LICENCES.LicenceError:
            refused.add(name.replace("-", "_"))
    assert "zeroconf" in refused  # the check can fail
    assert refused <= left_out


def test_a_file_brings_the_notice_and_the_text_of_its_package() -> None:
    import numpy

    assert numpy.__file__ is not None
    (notice,) = LICENCES.notices([Path(numpy.__file__)])
    assert notice.name.startswith("numpy")
    text = LICENCES.written([notice], "Python's own")
    assert "NumPy Developers" in text
    assert "Python's own" in text


def test_a_library_of_the_system_that_nobody_knows_ends_the_build(tmp_path: Path) -> None:
    for name in ("libreadline.so.8", "libgmp.so.10"):
        with pytest.raises(LICENCES.LicenceError, match=name):
            LICENCES.notices([tmp_path / name])
    names = ("libssl.so.3", "libbz2.so.1.0", "libpython3.12.so.1.0", "libstdc++.so.6.0.30")
    assert len(LICENCES.notices([tmp_path / name for name in names])) == 4


# -------------------------------------------------------------------------------- files


def options() -> set[str]:
    command = typer.main.get_command(app).commands["app"]  # type: ignore[attr-defined]
    return {o for p in command.params for o in (*p.opts, *p.secondary_opts) if o.startswith("--")}


@pytest.mark.parametrize("name", ["Containerfile", "openpbm.service", "test.sh"])
def test_every_option_in_a_file_beside_the_app_is_one_that_it_has(name: str) -> None:
    text = (PACKAGING / name).read_text(encoding="utf-8")
    rows = [row for row in text.splitlines() if re.search(r'\bapp[" ,]+--', row)]
    used = {word for row in rows for word in re.findall(r"(?<=[\" ])--[a-z-]+", row)}
    assert used
    assert used <= options()


def test_nobody_runs_it_as_administrator_in_a_container_or_as_a_service() -> None:
    steps = re.findall(
        r"^([A-Z]+) (.*)", (PACKAGING / "Containerfile").read_text(encoding="utf-8"), re.MULTILINE
    )
    last = [
        what for step, what in steps[: [s for s, _ in steps].index("ENTRYPOINT")] if step == "USER"
    ]
    assert last == ["openpbm"]
    assert "DynamicUser=yes" in (PACKAGING / "openpbm.service").read_text(encoding="utf-8")


def test_the_page_in_the_folder_names_where_people_are_kept() -> None:
    text = (PACKAGING / "READ-ME.txt").read_text(encoding="utf-8")
    homes = {
        "linux": {"HOME": "~"},
        "darwin": {"HOME": "~"},
        "win32": {"LOCALAPPDATA": "%LOCALAPPDATA%"},
    }
    for system, environment in homes.items():
        place = ledger_path(None, environment, system=system).parent.as_posix()
        assert place in text.replace("\\", "/"), place
