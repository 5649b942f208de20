"""A played board keeps a log of any length in the memory of its first ring."""

from __future__ import annotations

import subprocess
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st
from test_micropython import program

from openpbm.firmware import memory_sim
from openpbm.firmware.log import RING
from openpbm.firmware.memory_sim import PAGE, SimMemory

PACKAGE = Path(memory_sim.__file__).parents[1]
WRITES = st.lists(
    st.tuples(st.integers(0, 6), st.integers(0, RING - 1), st.binary(max_size=4)), max_size=80
)


@given(WRITES)
def test_it_keeps_what_was_written_last_at_each_place(writes: list[tuple[int, int, bytes]]) -> None:
    memory, plain = SimMemory(), dict[tuple[int, int], bytes]()
    for area, index, content in writes:
        memory[area, index] = plain[area, index] = content
    assert dict(memory.items()) == plain
    assert all(memory[where] == memory.get(where) == plain[where] for where in plain)
    assert memory.get((3, RING)) is None


# between two records a mask hears and says a lot: the heap is in pieces before the ring is full
SCRIPT = """
import gc, sys
sys.path.append({source!r})
from firmware.board_sim import SimBoard
from firmware.log import Log
board = SimBoard(2, bytes)
log, held, after = Log(board), [None] * 400, []
for number in range(1, 5 * 1024 + 1):
    held[number * 7 % 400] = bytes(number * 37 % 300)
    log.add(6, 0, number, 0, bytes(8), (1, 2))
    if number % 1024 == 0:
        gc.collect()
        after.append(gc.mem_alloc())
again = Log(board)
print(again.last, again.first, max(after[1:]) - min(after[1:]) < 4096)
"""


def test_five_rings_of_records_fit_where_one_does() -> None:
    made = subprocess.run(
        [program("micropython"), "-X", "heapsize=384k", "-c", SCRIPT.format(source=str(PACKAGE))],
        capture_output=True, text=True, check=False, timeout=60,
    )  # fmt: skip
    assert made.stdout.split() == [str(5 * RING), str(4 * RING + 1), "True"], made.stderr


def test_no_part_of_it_grows_with_the_log() -> None:
    memory = SimMemory()
    for index in range(RING):
        memory[3, index] = b"record"
    assert len(memory._pages) == RING // PAGE
    assert {len(page) for page in memory._pages.values()} == {PAGE}
