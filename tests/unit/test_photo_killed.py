"""Photos and a program that is killed at any step: what was kept is kept, what went is gone."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from functools import cache
from pathlib import Path

import pytest
from killed import killed_before
from photo_made import Head, jpeg

from openpbm.errors import PhotoError
from openpbm.files.folder import write_outputs
from openpbm.files.photo import key_file
from openpbm.files.photo.album_file import AlbumFile
from openpbm.files.photo.examined import Examined, examined
from openpbm.files.photo.landmarker import is_installed
from openpbm.web.people import People

pytestmark = pytest.mark.skipif(
    sys.platform == "win32" or not hasattr(os, "fork"), reason="no processes to copy"
)
needs_photos = pytest.mark.skipif(not is_installed(), reason="the extra 'photos' is not installed")
DAY = date(2026, 6, 1)
MOST_STEPS = 120


@cache
def seen(week: int) -> Examined:
    return examined(jpeg(Head(noise=0.01, seed=week, size=(420, 560), eyes_px=95)))


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(key_file, "_memory_log2", lambda: 4)


def killed(
    tmp_path: Path, kept: Path, work: Callable[[Path], object]
) -> Iterator[tuple[int, Path]]:
    """A copy of a folder after work on it was killed, for each of its steps; the last is whole."""
    for step in range(MOST_STEPS):
        folder = tmp_path / f"step{step}"
        shutil.copytree(kept, folder)
        was_killed = killed_before(step, lambda: work(folder))  # noqa: B023
        yield step, folder
        shutil.rmtree(folder)
        if not was_killed:
            assert step > 3
            return
    raise AssertionError("never done")


def whole(album: AlbumFile) -> list[int]:
    """Numbers of the photos: each opens, no file is there that the book does not know."""
    photos = album.book().photos
    assert all(album.picture(photo).startswith(b"\xff\xd8") for photo in photos)
    names = {path.name for path in album.folder.iterdir()} if album.folder.exists() else set()
    known = {f"{photo.id}.sealed" for photo in photos} | {"key", "book.sealed"}
    assert names <= known
    assert not list(album.folder.parent.glob("*.erased"))
    return sorted(photo.number for photo in photos)


def test_files_that_are_written_together_are_each_old_or_new(tmp_path: Path) -> None:
    """A person file is never missing because the power went while another took its place."""
    kept = tmp_path / "kept"
    write_outputs(kept, {"a": "old", "b": "old", "c": "old"})
    ends = set()
    for _, folder in killed(
        tmp_path, kept, lambda to: write_outputs(to, {"a": "new", "b": "new"}, absent=("c",))
    ):
        found = {p.name: p.read_text(encoding="utf-8") for p in folder.iterdir() if p.is_file()}
        assert {found["a"], found["b"]} <= {"old", "new"}
        assert found.get("c", "old") == "old"
        ends.add((found["a"], found["b"], found.get("c")))
    assert {("old", "old", "old"), ("new", "new", None)} <= ends


@needs_photos
@pytest.mark.parametrize("before", [0, 1])
def test_a_photo_is_kept_or_it_is_not(tmp_path: Path, before: int) -> None:
    kept = tmp_path / "kept"
    kept.mkdir()
    for week in range(before):
        AlbumFile(kept).add(seen(week), DAY)
    ends = set()
    for _, folder in killed(tmp_path, kept, lambda to: AlbumFile(to).add(seen(5), DAY)):
        found = whole(AlbumFile(folder))
        assert found[:before] == [1][:before]
        ends.add(len(found))
        AlbumFile(folder).add(seen(6), DAY + timedelta(days=1))  # and one goes on from there
    assert ends == {before, before + 1}


@needs_photos
def test_a_photo_that_is_erased_is_gone_or_still_kept(tmp_path: Path) -> None:
    kept = tmp_path / "kept"
    kept.mkdir()
    for week in range(2):
        AlbumFile(kept).add(seen(week), DAY + timedelta(days=7 * week))
    ends = {
        tuple(whole(AlbumFile(folder)))
        for _, folder in killed(tmp_path, kept, lambda to: AlbumFile(to).remove(1))
    }
    assert ends == {(1, 2), (2,)}


@needs_photos
@pytest.mark.parametrize("passphrase", ["", "four old grey words"])
def test_erasing_leaves_all_of_it_or_nothing_however_it_ends(
    tmp_path: Path, passphrase: str
) -> None:
    """Where it was begun the next look ends it, or the next start of the app; the key first."""
    kept = tmp_path / "kept"
    person = "people/adaaaaaaaa"
    (kept / person).mkdir(parents=True)
    (kept / person / "person.toml").write_text("[person]\nage = 52\n", encoding="utf-8")
    album = AlbumFile(kept / person)
    for week in range(2):
        album.add(seen(week), DAY + timedelta(days=7 * week))
    (album.folder / ".openpbm-half" / "new").mkdir(parents=True)
    shutil.copy(album.folder / "key", album.folder / ".openpbm-half" / "new" / "key")
    key = (album.folder / "key").read_bytes()
    if passphrase:
        album.seal(passphrase)
    ends = set()
    for step, folder in killed(tmp_path, kept, lambda to: AlbumFile(to / person).erase()):
        if step % 2:
            People(folder).open()
        else:
            AlbumFile(folder / person).is_closed or AlbumFile(folder / person).book()
        left = AlbumFile(folder / person)
        if passphrase and left.is_closed:
            left.open(passphrase)
        found = whole(left)
        ends.add(len(found))
        if not found:
            assert [p.name for p in (folder / person).iterdir()] == ["person.toml"]
            assert key not in b"".join(p.read_bytes() for p in folder.rglob("*") if p.is_file())
    assert ends == {0, 2}


@needs_photos
def test_somebody_who_is_deleted_is_there_or_gone(tmp_path: Path) -> None:
    kept, person = tmp_path / "kept", "people/adaaaaaaaa"
    (kept / person).mkdir(parents=True)
    (kept / person / "person.toml").write_text("[person]\nage = 52\n", encoding="utf-8")
    AlbumFile(kept / person).add(seen(0), DAY)

    def forget(folder: Path) -> None:
        house = People(folder)
        house.forget(house.everyone()[0])

    ends = set()
    for _, folder in killed(tmp_path, kept, forget):
        People(folder).open()
        found = People(folder).everyone()
        ends.add(len(found))
        assert [whole(AlbumFile(one.folder)) for one in found] == [[1]] * len(found)
        assert found or not list((folder / "people").iterdir())
    assert ends == {0, 1}


# ---------------------------------------------------------------------------- passphrase


@needs_photos
@pytest.mark.parametrize(
    ("before", "after"),
    [("", "four old grey words"), ("three other words", "four old grey words"), ("words " * 3, "")],
)
def test_a_key_is_sealed_by_one_passphrase_or_the_other_and_never_half(
    tmp_path: Path, before: str, after: str
) -> None:
    kept = tmp_path / "kept"
    kept.mkdir()
    AlbumFile(kept).add(seen(0), DAY)
    plain = (kept / "photos" / "key").read_bytes()
    if before:
        AlbumFile(kept).seal(before)
    ends = set()
    for _, folder in killed(
        tmp_path, kept, lambda to: AlbumFile(to).seal(after or None, now=before)
    ):
        album = AlbumFile(folder)
        now = (folder / "photos" / "key").read_bytes()
        used = []
        for phrase in {before, after} - {""}:
            try:
                album.open(phrase)
            except PhotoError:
                continue
            used.append(phrase)
        assert used or now == plain
        assert len(used) <= 1
        assert whole(album) == [1]
        ends.add(used[0] if used else "")
        if used:  # nothing that a killed writer left has the key in the open
            left = [p for p in folder.rglob("*") if p.is_file()]
            assert not [p for p in left if plain in p.read_bytes()]
    assert ends == {before, after}
