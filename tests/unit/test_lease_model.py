"""The lease as a model that a checker walks whole: any loss, doubling, delay, death and reset."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

MODEL = Path(__file__).parents[1] / "models" / "lease.pml"
NEEDED = ("spin", "gcc")
PATIENCE_S = 300
# what a planted mistake breaks: counted from arrival; a start taken twice; no grant; a total that
# forgets; a silence that counts nothing
PLANTED = {
    1: ("newest_echo", "counted>="), 2: ("edges<=wanted",), 3: ("truth<=",), 4: ("logged>=truth",),
    5: ("counted>=",),
}  # fmt: skip

pytestmark = pytest.mark.skipif(
    not os.environ.get("CI") and any(shutil.which(name) is None for name in NEEDED),
    reason="no spin here",
)


def walked(place: Path, fault: int) -> str:
    """What the checker says of the model with this mistake; 0 is none."""
    subprocess.run(
        ["spin", "-a", f"-DFAULT={fault}", MODEL], cwd=place, check=True, timeout=PATIENCE_S
    )
    pace = "-O0" if fault else "-O2"  # a mistake is met sooner than a compiler has thought
    build = ["gcc", pace, "-DSAFETY", "-w", "-o", "pan", "pan.c"]
    subprocess.run(build, cwd=place, check=True, timeout=PATIENCE_S)
    done = subprocess.run(
        ["./pan", "-m100000"], cwd=place, check=True, capture_output=True, timeout=PATIENCE_S
    )
    return done.stdout.decode().replace(" ", "").replace("(", "").replace(")", "")


def test_the_lease_keeps_its_claims_in_every_story(
    tmp_path: Path, record_property: pytest.FixtureRequest
) -> None:
    said = walked(tmp_path, 0)
    assert "errors:0" in said
    assert "maxsearchdepthtoosmall" not in said
    stored = re.search(r"([\d.e+]+)states,stored", said)
    assert stored is not None
    record_property("measured", f"lease model: {stored[1]} states, no error")  # type: ignore[operator]


@pytest.mark.parametrize("fault", sorted(PLANTED))
def test_a_planted_mistake_in_the_model_is_found(fault: int, tmp_path: Path) -> None:
    said = walked(tmp_path, fault)
    assert "errors:1" in said
    broken = re.search(r"assertionviolated(\S*)atdepth", said)
    assert broken is not None
    assert any(claim in broken[1] for claim in PLANTED[fault])
