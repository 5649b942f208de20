"""What the exit code of a command says: docs/reference/exit-codes.md."""

from __future__ import annotations

DONE, REFUSED, BAD_INPUT, DEVICE, BUG = 0, 1, 2, 3, 70
INTERRUPTED, PIPE_CLOSED, TOLD_TO_END = 130, 141, 143  # 128 + signal, as shells have it
CODES = (DONE, REFUSED, BAD_INPUT, DEVICE, BUG, INTERRUPTED, PIPE_CLOSED, TOLD_TO_END)
