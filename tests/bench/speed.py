"""How fast and how large: run as `python tests/bench/speed.py`; prints, asserts nothing.

Each figure is the best and the median of several whole processes, so that it is what a
person waits for. The budgets stand beside the figures.
"""

from __future__ import annotations

import os
import resource
import shutil
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

ROOT = Path(__file__).parents[2]
RUNS = 5
PATIENCE_S = 60.0
UNCOMPILED = "PYTHONDONTWRITEBYTECODE"  # of no person: set where nothing may write beside a module
WITHOUT_EMBREE = "import sys; sys.modules['embreex'] = None"  # as where it has no wheel
PLAN = [sys.executable, "-m", "openpbm", "plan", "examples/home.toml"]


Run = tuple[float, float, float]  # wall and CPU seconds, and the largest memory so far, MB


def timed(work: Callable[[], object]) -> Run:
    """Of what all processes took that `work` starts and sees end."""
    before, started = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    told_s = work()
    wall_s, after = time.perf_counter() - started, resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu_s = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return told_s if isinstance(told_s, float) else wall_s, cpu_s, after.ru_maxrss / 1024.0


def show(
    name: str,
    work: Callable[[], object],
    budget: str,
    before: Callable[[], object] = lambda: None,
) -> None:
    """Best and median of some runs after one that does not count, each after `before`.

    Work that returns seconds says itself how long one waits for it.
    """
    runs = []
    for _ in range(RUNS + 1):
        before()
        runs.append(timed(work))
    walls, cpus, peaks = zip(*runs[1:], strict=True)
    print(
        f"{name:34} best {min(walls):6.2f} s  median {statistics.median(walls):6.2f} s  "
        f"CPU {statistics.median(cpus):6.2f} s  peak {max(peaks):6.0f} MB  budget {budget}",
        flush=True,
    )


def process(
    arguments: list[str], environment: Mapping[str, str] = os.environ
) -> Callable[[], object]:
    """To run it; as for a person who has installed us, who has our modules compiled."""
    own = {name: value for name, value in environment.items() if name != UNCOMPILED}

    def run() -> None:
        subprocess.run(arguments, cwd=ROOT, check=True, stdout=subprocess.DEVNULL, env=own)

    return run


def first_page(folder: Path) -> float:
    """Seconds until `openpbm app` answers its first page; then it is interrupted."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    own = {name: value for name, value in os.environ.items() if name != UNCOMPILED}
    command = [sys.executable, "-m", "openpbm", "app", "--no-open", "--port", str(port)]
    started = time.perf_counter()
    with subprocess.Popen(
        [*command, "--folder", str(folder)], cwd=ROOT, stdout=subprocess.DEVNULL, env=own
    ) as app:
        try:
            while True:
                if app.poll() is not None or time.perf_counter() - started > PATIENCE_S:
                    raise SystemExit("openpbm app: found no page; expected one")
                try:
                    urlopen(f"http://127.0.0.1:{port}/", timeout=PATIENCE_S).close()
                except URLError:
                    time.sleep(0.02)
                else:
                    return time.perf_counter() - started
        finally:
            app.send_signal(signal.SIGINT)
            app.wait()


def plans(folder: Path) -> None:
    """A plan with light that was kept, of a new mask, and both on a machine without Embree."""
    kept, hidden = folder / "kept", folder / "hidden"
    hidden.mkdir()
    (hidden / "sitecustomize.py").write_text(WITHOUT_EMBREE, encoding="utf-8")
    usual = {**os.environ, "XDG_CACHE_HOME": str(kept)}
    path = os.pathsep.join([str(hidden), *filter(None, [os.environ.get("PYTHONPATH")])])
    plain = {**usual, "PYTHONPATH": path}
    plan = [*PLAN, "--out", str(folder / "plan")]

    def forget() -> None:
        shutil.rmtree(kept, ignore_errors=True)

    show("plan home.toml, same mask", process(plan, usual), "4 s, 1 GB")
    show("plan home.toml, new mask", process(plan, usual), "8 s, 1 GB", forget)
    show("same mask, without embreex", process(plan, plain), "8 s, 0.5 GB")
    show("new mask, without embreex", process(plan, plain), "8 s, 0.5 GB", forget)


def heat() -> None:
    """400 scenarios of a worn mask with two channels, inside this process."""
    import numpy as np

    from openpbm.heat import HEAT_DIMENSIONS, MASK_HEAT_DIMENSIONS, mode, warming, with_feedback
    from openpbm.light.power import efficiency_of
    from openpbm.sampling import uniforms

    many = 400
    draws = uniforms((*HEAT_DIMENSIONS, *MASK_HEAT_DIMENSIONS, "efficiency"), many, seed=1)
    skin_mm = np.tile([0.013, 0.055, 0.15, 0.08, 0.82, 0.1, 5.0], (many, 1))
    absorbed, light = np.ones((many, 2, 7)), np.full((many, 2), 15.0)
    worn = {
        "thickness_mm": skin_mm,
        "absorbed_mw_cm2": absorbed,
        "mask_light_mw_cm2": light,
        "is_worn": True,
        "touches": False,
        "efficiency": efficiency_of(draws),
        "uniforms": draws,
    }
    walls: list[tuple[float, float]] = []
    for _ in range(RUNS + 1):
        mode._eigen.cache_clear()
        started = time.perf_counter()
        warming(**worn, returned_mw_cm2=0.1 * light, with_basal=True)  # type: ignore[arg-type]
        middle = time.perf_counter()
        with_feedback(**worn, drive=np.ones(2), minutes=20.0)  # type: ignore[arg-type]
        walls.append((middle - started, time.perf_counter() - middle))
    for name, place in (("warming, 400 scenarios", 0), ("with_feedback, 20 min", 1)):
        each = [wall[place] for wall in walls[1:]]
        print(
            f"{name:34} best {min(each):6.3f} s  median {statistics.median(each):6.3f} s  "
            "budget 0.5 s"
        )


def light() -> None:
    """Seven-layer skin under diffuse light at 0.3 %, on two cores, and its gradients."""
    import numpy as np

    from openpbm.skin.gradient import gradients
    from openpbm.skin.transport import solve
    from openpbm.validation.light_cases import random_skins

    skins = random_skins(3000, 1)
    depths = np.array([0.0, 0.05, 0.1, 0.3, 0.6, 1.0, 2.0, 3.0])
    fine = solve(skins, depths_mm=depths, nodes=16).fluence[:, 0]

    def rate(work: Callable[[], object], count: int) -> str:
        walls, busy = [], []
        for _ in range(RUNS):
            started, used = time.perf_counter(), time.process_time()
            work()
            walls.append(time.perf_counter() - started)
            busy.append(time.process_time() - used)
        return (
            f"best {count / min(walls):6.0f} /s  median {count / statistics.median(walls):6.0f} /s"
            f"  two free cores by CPU time {2 * count / min(busy):6.0f} /s"
        )

    for nodes in (6, 7, 8):
        got = solve(skins, depths_mm=depths, nodes=nodes).fluence[:, 0]
        off = np.abs(got / fine - 1.0).max(where=fine > 1e-6, initial=0.0)

        def work(nodes: int = nodes) -> object:
            return solve(skins, depths_mm=depths, nodes=nodes)

        told = rate(work, len(skins))
        print(f"seven layers, diffuse, {nodes} nodes      {told}  worst {off:.2%}  budget 1500 /s")
    some = skins.part(slice(0, 300))
    told = rate(lambda: gradients(some, nodes=6), len(some))
    print(f"gradients of R and 7 absorptions   {told}")


def lateral() -> None:
    """One table of a skin, and light at depth on the whole face: 132 LEDs, 3 colours, 30 depths."""
    import numpy as np

    from openpbm.beneath import beneath
    from openpbm.face.canonical import canonical_face
    from openpbm.light.layout import lay
    from openpbm.light.shadow import shade_of
    from openpbm.light.wear import wear
    from openpbm.mask.catalogue import catalogue_mask
    from openpbm.skin.lateral import lateral_table
    from openpbm.skin.led_kernel import led_kernel
    from openpbm.validation.light_cases import random_skins

    face, mask = canonical_face(), catalogue_mask("higherdose-red-light-face-mask")
    leds = wear(mask, face, standoff_mm=10.0, layout=lay(mask, face)).sets[0]
    shade = shade_of(face)
    skins, depths = random_skins(3, 1), np.linspace(0.02, 3.0, 30)
    spent: list[tuple[float, float, float]] = []
    for _ in range(RUNS + 1):
        used, started = time.process_time(), time.perf_counter()
        tables = [lateral_table(skins.part(slice(i, i + 1)), depths) for i in range(3)]
        table_s = (time.process_time() - used) / 3.0
        kernels = tuple(led_kernel(table) for table in tables)
        beneath(face.points_mm, face.normals, leds, kernels, shade)
        spent.append((table_s, time.process_time() - used, time.perf_counter() - started))
    table, cpu, wall = (min(each) for each in zip(*spent[1:], strict=True))
    peak_mb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024.0
    print(f"an LED table                       best {table:6.3f} CPU s  budget 0.2 CPU s")
    print(
        f"{len(face.points_mm)} points, {len(leds.positions_mm)} LEDs, 3 colours    "
        f"best {wall:6.2f} s wall, {cpu:5.2f} s CPU, peak {peak_mb:.0f} MB  budget 3 s, 1 GB"
    )


def main() -> None:
    """Whole processes first: the largest memory is that of all children so far."""
    python = sys.executable
    with tempfile.TemporaryDirectory() as folder:
        show("python -c pass", process([python, "-c", "pass"]), "-")
        imported = process([python, "-c", "import openpbm"])
        show("import openpbm", imported, "0.15 s above an empty python")
        show("openpbm app, its first page", lambda: first_page(Path(folder) / "people"), "4 s")
        plans(Path(folder))
    light()
    lateral()
    heat()


if __name__ == "__main__":
    main()
