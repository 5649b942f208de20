"""Traces on the disk: what is whole comes back, what is not is traced anew."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from openpbm.files.trace_folder import MOST_FILES, TraceFolder
from openpbm.light.bounced import ORDERS, Bounced


def some(seed: int = 1) -> Bounced:
    rng = np.random.default_rng(seed)
    sums = rng.random((ORDERS, ORDERS))
    return Bounced(
        skin=rng.random((ORDERS, ORDERS, 11)), blocked=rng.random(11), mask=sums, lost=2.0 * sums
    )


def test_what_was_kept_comes_back_to_the_last_bit(tmp_path: Path) -> None:
    folder = TraceFolder(tmp_path / "deep" / "traces")
    assert folder.get("a") is None
    folder.put("a", some())
    found = folder.get("a")
    assert found is not None
    for name in ("skin", "blocked", "mask", "lost"):
        assert np.array_equal(getattr(found, name), getattr(some(), name))
    assert [path.suffix for path in (tmp_path / "deep" / "traces").iterdir()] == [".npz"]


@pytest.mark.parametrize("damage", ["empty", "cut", "other", "wrong shape", "not a number"])
def test_a_damaged_trace_is_no_trace(tmp_path: Path, damage: str) -> None:
    folder = TraceFolder(tmp_path)
    folder.put("a", some())
    path = tmp_path / "a.npz"
    whole = path.read_bytes()
    if damage == "empty":
        path.write_bytes(b"")
    elif damage == "cut":
        path.write_bytes(whole[: len(whole) // 2])
    elif damage == "other":
        path.write_text("no trace")
    else:
        parts = {name: getattr(some(), name) for name in ("skin", "blocked", "mask", "lost")}
        parts["mask"] = np.ones(3) if damage == "wrong shape" else np.full((ORDERS, ORDERS), np.nan)
        np.savez(path, **parts)
    assert folder.get("a") is None
    folder.put("a", some(2))
    assert folder.get("a") is not None


def test_a_folder_that_cannot_be_written_stops_nothing(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    folder = TraceFolder(tmp_path / "file" / "traces")
    folder.put("a", some())
    assert folder.get("a") is None


def test_the_oldest_go(tmp_path: Path) -> None:
    for number in range(MOST_FILES):
        (tmp_path / f"{number}.npz").touch()
    TraceFolder(tmp_path).put("new", some())
    assert len(list(tmp_path.iterdir())) == MOST_FILES
    assert (tmp_path / "new.npz").exists()
