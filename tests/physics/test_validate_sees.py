"""Five wrong numbers between LED and dose, planted one at a time: does `validate` fail?

All of them, some minutes: `python tests/bench/validate_sees.py`.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

BENCH = Path(__file__).parents[1] / "bench" / "validate_sees.py"


def test_validate_notices_a_wrong_number_of_every_kind() -> None:
    done = subprocess.run(
        [sys.executable, str(BENCH), "--ci"], capture_output=True, text=True, check=False
    )
    assert "5 of 5 noticed" in done.stdout, done.stdout + done.stderr
    assert done.returncode == 0
