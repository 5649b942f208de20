"""A progress bar on the terminal, and none where nobody looks."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from openpbm.cli.output import drawn
from openpbm.fact import Message
from openpbm.letters import one_line

Progress = Callable[[Message | str, float], None]  # what is being done, and how far: 0..1


@contextmanager
def shown_progress() -> Iterator[Progress | None]:
    """A callback that draws a bar on stderr; None where stderr is not a terminal."""
    if not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import BarColumn, TextColumn, TimeRemainingColumn
    from rich.progress import Progress as Bar

    from openpbm.speech.say import written

    columns = (TextColumn("{task.description:<24}"), BarColumn(), TimeRemainingColumn())
    # nothing redirected: what is printed meanwhile must not pass by the guard of the output
    with Bar(
        *columns,
        console=Console(file=drawn(sys.stderr)),
        transient=True,
        redirect_stdout=False,
        redirect_stderr=False,
    ) as bar:
        task = bar.add_task("starting", total=1.0)

        def advance(step: Message | str, done: float) -> None:
            bar.update(
                task, description=one_line(written(step)), completed=min(max(done, 0.0), 1.0)
            )

        yield advance
