"""The simulated mask in place of one that shines: what is tried with it counts as light here.

Else it is practice and counts for nobody, so that limits, days and kills could not be tried.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest

NO_SOURCE = "nothing is practice"


@contextmanager
def practice_counts() -> Iterator[None]:
    """While this holds, in this process and the copies that are forked off it."""
    with pytest.MonkeyPatch.context() as patch:
        for room in ("tracking.account", "files.ledger.people"):
            patch.setattr(f"openpbm.{room}.PRACTICE", NO_SOURCE)
        yield


@pytest.fixture(scope="module")
def as_light() -> Iterator[None]:
    """For the tests of one module."""
    with practice_counts():
        yield
