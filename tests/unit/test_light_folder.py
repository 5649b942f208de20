"""Light on the disk: what is whole comes back, what is not is worked out anew."""

from __future__ import annotations

import os
from pathlib import Path

import numpy as np
import pytest

from openpbm.files.light import folder as light_folder
from openpbm.files.light.folder import LightFolder
from openpbm.kept import Arrays


def some(seed: int = 1) -> Arrays:
    rng = np.random.default_rng(seed)
    return {"skin": rng.random((15, 15, 11)), "blocked": rng.random(11), "mm": np.array(8.25)}


def same(one: Arrays | None, other: Arrays) -> bool:
    return (
        one is not None
        and one.keys() == other.keys()
        and all(np.array_equal(one[name], other[name]) for name in other)
    )


def test_what_was_kept_comes_back_to_the_last_bit(tmp_path: Path) -> None:
    folder = LightFolder(tmp_path / "deep" / "light")
    assert folder.get("a") is None
    folder.put("a", some())
    assert same(folder.get("a"), some())
    assert [path.suffix for path in (tmp_path / "deep" / "light").iterdir()] == [".npz"]


@pytest.mark.parametrize(
    "damage",
    ["empty", "cut", "other", "a bit", "no seal", "a part less", "wrong shape", "another's name"],
)
def test_damaged_light_is_no_light(tmp_path: Path, damage: str) -> None:
    folder = LightFolder(tmp_path)
    folder.put("a", some())
    path = tmp_path / "a.npz"
    whole = path.read_bytes()
    with np.load(path) as held:
        parts = {name: held[name] for name in held.files}
    if damage == "empty":
        path.write_bytes(b"")
    elif damage == "cut":
        path.write_bytes(whole[: len(whole) // 2])
    elif damage == "other":
        path.write_text("no light")
    elif damage == "a bit":
        middle = len(whole) // 2
        path.write_bytes(whole[:middle] + bytes([whole[middle] ^ 1]) + whole[middle + 1 :])
    elif damage == "another's name":
        folder.put("b", some(2))
        (tmp_path / "b.npz").replace(path)
    else:
        if damage == "wrong shape":
            parts["skin"] = parts["skin"].reshape(11, 15, 15)
        else:
            del parts["sha256" if damage == "no seal" else "blocked"]
        np.savez(path, **parts)
    assert folder.get("a") is None
    folder.put("a", some(2))
    assert same(folder.get("a"), some(2))


def test_a_folder_that_cannot_be_written_stops_nothing(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    folder = LightFolder(tmp_path / "file" / "light")
    folder.put("a", some())
    assert folder.get("a") is None


def test_the_oldest_go_where_the_folder_grows_too_large(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = LightFolder(tmp_path)
    folder.put("0", some())
    monkeypatch.setattr(light_folder, "MOST_BYTES", 3.5 * (tmp_path / "0.npz").stat().st_size)
    for number in range(1, 5):
        os.utime(tmp_path / f"{number - 1}.npz", (number, number))
        folder.put(f"{number}", some(number))
    assert sorted(path.stem for path in tmp_path.iterdir()) == ["2", "3", "4"]
