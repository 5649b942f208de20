"""What the double click starts. With arguments it is `openpbm`, for those who have a terminal."""

import os
import sys
from multiprocessing import freeze_support


def forget_the_folder() -> None:
    """Let the browser that we open load the system's libraries, not those beside us.

    A plan is made in a process of its own, which is this program again: it is told to look for
    what lies beside it by itself.
    """
    before = os.environ.pop("LD_LIBRARY_PATH_ORIG", None)
    os.environ.pop("LD_LIBRARY_PATH", None)
    if before is not None:
        os.environ["LD_LIBRARY_PATH"] = before
    os.environ["PYINSTALLER_RESET_ENVIRONMENT"] = "1"


if __name__ == "__main__":
    freeze_support()  # such a process ends here
    forget_the_folder()
    if len(sys.argv) > 1:
        from openpbm.cli.main import run

        run()
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    from openpbm.cli.once import double_click

    sys.exit(double_click())
