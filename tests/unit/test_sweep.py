"""A sweep: whoever works it out and in whatever order, the numbers are those of a plan's rooms."""

from __future__ import annotations

import json
import os
import re
import resource
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import replace
from functools import partial
from pathlib import Path

import numpy as np
import psutil
import pytest
from hypothesis import given
from hypothesis import strategies as st

from openpbm.arrays import FloatArray
from openpbm.cli.main import main
from openpbm.errors import InputError
from openpbm.face import REGIONS
from openpbm.face.canonical import canonical_face
from openpbm.files.mask_file import read_mask
from openpbm.files.part_file import read_part
from openpbm.files.sweep_file import read_sweep
from openpbm.interval import as_interval
from openpbm.kept import PACKAGE
from openpbm.mask.catalogue import catalogue_mask
from openpbm.person import PHOTOTYPES, Person
from openpbm.planning.choose import lit_channels
from openpbm.planning.decide import is_dark, layer_rate, region_weight
from openpbm.planning.judged import judged_in
from openpbm.planning.progress import silent
from openpbm.planning.scene import scene
from openpbm.speech.say import in_english
from openpbm.sweeps.asked import (
    MADE_OF_FOLDERS,
    Design,
    Population,
    PopulationSweep,
    block_name,
    blocks,
    lights_of,
)
from openpbm.sweeps.column import (
    ceiling_name,
    columns,
    every_ceiling,
    limit_name,
    lit_name,
)
from openpbm.sweeps.crowd import crowd
from openpbm.sweeps.evaluate import Column, evaluate, values_of
from openpbm.sweeps.tally import EDGES, GroupCount
from openpbm.sweeps.trial import TrialAtDepth, followed_trials
from openpbm.tables import rows
from shared_light import SHARED

EXAMPLES = Path(__file__).parents[2] / "examples"
FILE = EXAMPLES / "sweep.toml"
Heard = pytest.CaptureFixture[str]


def small(**more: object) -> PopulationSweep:
    asked: dict[str, object] = {
        "population": Population(count=40, age_years=(18, 75), ita_deg=(-50.0, 60.0)),
        "masks": (read_mask(EXAMPLES / "sweep-panel.toml"),),
        "designs": (Design(name="10 min", minutes=10.0),),
        "seeds": (1,),
        "scenarios": 5,
    }
    return PopulationSweep(**{**asked, **more})  # type: ignore[arg-type]


def numbers(part: Mapping[str, Column], name: str) -> FloatArray:
    return part[name].astype(np.float64)


def test_every_person_is_in_one_block_of_each_mask_design_and_seed() -> None:
    sweep = small(
        population=Population(count=2503, age_years=(18, 75), ita_deg=(0.0, 60.0)), seeds=(1, 2)
    )
    every = blocks(sweep)
    for seed in sweep.seeds:
        people = [p for b in every if b.seed == seed for p in range(b.first, b.last)]
        assert people == list(range(2503))
    names = {block_name("asked", "program", block) for block in every}
    assert len(names) == len(every)
    assert not names & {block_name("otherwise", "program", block) for block in every}


def test_the_program_is_all_that_a_block_is_worked_out_with() -> None:
    code = (
        "import sys, openpbm.sweeps.evaluate; print(*[m for m in sys.modules if 'openpbm.' in m])"
    )
    names = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    ).stdout.split()
    own = [name for name in names if name.startswith("openpbm.") and name in sys.modules]
    files = [Path(sys.modules[name].__file__ or "") for name in own]
    folders = {path.parent.relative_to(PACKAGE).as_posix() for path in files}
    assert len(folders) > 9 and folders <= set(MADE_OF_FOLDERS)


def test_draws_of_a_person_depend_on_seed_and_place_alone() -> None:
    sweep = small()
    whole, part = crowd(sweep, 1, 0, 40), crowd(sweep, 1, 30, 40)
    assert (whole.ita_deg[150:] == part.ita_deg).all()
    assert all((whole.draws[name][150:] == part.draws[name]).all() for name in part.draws)
    assert not (crowd(sweep, 2, 30, 40).ita_deg == part.ita_deg).any()
    # what a person is and what is drawn for a scenario go their own ways
    assert abs(np.corrcoef(whole.ita_deg, whole.draws["melanin"])[0, 1]) < 0.2


@given(
    st.integers(1, 3000),
    st.dictionaries(st.sampled_from(PHOTOTYPES), st.floats(0.0, 9.0), min_size=1).filter(
        lambda shares: sum(shares.values()) > 0.1
    ),
    st.integers(0, 20),
)
def test_a_type_that_is_asked_for_has_its_share_of_the_people_and_its_colours(
    count: int, shares: dict[str, float], seed: int
) -> None:
    people = Population(count=count, age_years=(18, 75), phototypes=tuple(sorted(shares.items())))
    sweep = small(population=people, scenarios=2)
    half = count // 2
    parts = [crowd(sweep, seed, *ends) for ends in ((0, half), (half, count))]
    found = np.array(PHOTOTYPES)[np.concatenate([part.phototype for part in parts])]
    ita_deg = np.concatenate([part.ita_deg for part in parts])
    for name in PHOTOTYPES:
        own, row = ita_deg[found == name], rows("phototypes")[name]
        wanted = count * shares.get(name, 0.0) / sum(shares.values())
        assert abs(len(own) / sweep.scenarios - wanted) <= 1.0 + 1e-6
        assert (own >= row.number("ita_low")).all() and (own <= row.number("ita_high")).all()


def test_an_evaluation_is_the_same_with_other_people_beside_it() -> None:
    sweep = small()
    (block,) = blocks(sweep)
    whole = evaluate(sweep, block, SHARED).columns
    half = type(block)(**{**vars(block), "first": 20})
    part = evaluate(sweep, half, SHARED).columns
    for column in columns():
        if column.kind == "number":
            np.testing.assert_allclose(
                numbers(part, column.name), numbers(whole, column.name)[100:], rtol=1e-5, atol=1e-9
            )


def test_a_sweep_of_one_colour_agrees_with_the_scene_of_a_plan() -> None:
    """400 scenarios of both differ by how they are drawn: by less than a tenth of their spread."""
    mask = read_mask(EXAMPLES / "sweep-panel.toml")
    asked = small(
        population=Population(count=100, age_years=(18, 75), ita_deg=(35.0, 35.0)), scenarios=4
    )
    found = evaluate(asked, blocks(asked)[0], SHARED).columns[lit_name("papillary_dermis")]
    at = scene(
        Person(age_years=40, ita_deg=35.0), mask, canonical_face(None), (),
        seed=1, scenarios=400, progress=silent, kept=SHARED,
    )  # fmt: skip
    rate = layer_rate(at.dose, region_weight(at, REGIONS), "papillary_dermis")
    plan, own = as_interval(rate[:, 0] * 10.0), as_interval(found.astype(np.float64))
    within = 0.1 * (plan.p95 - plan.p05)
    for name in ("p05", "median", "p95"):
        assert abs(getattr(own, name) - getattr(plan, name)) < 2 * within
    assert abs(own.median - plan.median) < within


def test_a_percentile_of_the_tally_is_known_to_a_bin() -> None:
    rng = np.random.default_rng(1)
    dose = rng.lognormal(2.0, 0.7, 5000)
    counted = GroupCount(evaluations=5000, bins={"x": np.histogram(dose, EDGES)[0].astype(float)})
    wanted = np.percentile(dose, [5, 25, 50, 75, 95])
    np.testing.assert_allclose(counted.percentiles("x"), wanted, rtol=0.005)


PARK = TrialAtDepth(
    name="p", id="p", layer="papillary_dermis", bands={"red": (1, 5), "nir": (1, 8)}
)
DOSES = st.lists(st.floats(0.0, 50.0), min_size=3, max_size=3).map(np.array)


@given(DOSES, DOSES, DOSES)
def test_light_of_a_colour_of_the_trial_never_takes_anybody_away_from_it(
    red: FloatArray, nir: FloatArray, more: FloatArray
) -> None:
    names = PARK.columns
    before = PARK.share(dict(zip(names, (red, nir), strict=True)))
    for doses in ((red + more, nir), (red, nir + more)):
        assert (PARK.share(dict(zip(names, doses, strict=True))) >= before).all()
    assert (before[(red == 0) | (nir == 0)] == 0).all(), "a colour that is not given is none of it"


def test_a_mask_without_a_colour_of_the_trial_gives_nobody_its_light_as_in_a_plan(
    done: Path,
) -> None:
    sweep = read_sweep(FILE)
    assert sweep.trial is not None
    _, problems = lit_channels(sweep.masks[0], followed_trials()[sweep.trial], [None])
    assert [problem.id for problem in problems] == ["no_matching_channel"]
    for group in json.loads((done / "summary.json").read_text())["groups"]:
        assert group["share_below_the_trial"] == 1.0
        assert group["colours_of_the_trial_not_given"] == ["nir"]


@pytest.mark.parametrize("phototype", ["II", "VI"])
def test_a_limit_of_a_sweep_is_the_worst_case_of_safety_and_no_likely_value_lies_above_it(
    phototype: str,
) -> None:
    """For the same person, mask and scenarios; 95 % of them obey."""
    mask, person = (
        read_mask(EXAMPLES / "sweep-panel.toml"),
        Person(age_years=40, phototype=phototype),
    )
    at = scene(
        person, mask, canonical_face(None), (),
        seed=1, scenarios=60, progress=silent, kept=SHARED,
    )  # fmt: skip
    design = Design(name="10 min", minutes=10.0)
    found = values_of(at, design, np.full(60, is_dark(person)))
    by_id = {bound.id: bound for bound in every_ceiling()}
    for limit in judged_in(at, 10.0).limits:
        bound = by_id[limit.id]
        assert np.percentile(found[ceiling_name(bound)], 95.0) == pytest.approx(limit.worst)
        np.testing.assert_allclose(found[limit_name(bound)], limit.limit)
        assert limit.likely <= limit.worst


def test_no_limit_of_a_sweep_is_looser_than_safety_where_a_colour_has_its_own_programme() -> None:
    mask, person = catalogue_mask("theraface-mask"), Person(age_years=40, phototype="II")
    at = scene(
        person, mask, canonical_face(None), (),
        seed=1, scenarios=60, progress=silent, kept=SHARED,
    )  # fmt: skip
    found = values_of(at, Design(name="3 min", minutes=3.0), np.full(60, is_dark(person)))
    by_id = {bound.id: bound for bound in every_ceiling()}
    for limit in judged_in(at, 3.0).limits:
        value = np.percentile(found[ceiling_name(by_id[limit.id])], 95.0)
        assert value >= limit.worst * (1.0 - 1e-9), limit.id


def test_every_warmth_of_a_sweep_is_said_to_err_warm() -> None:
    about = {column.name: in_english(column.about) for column in columns()}
    warm = [ceiling_name(bound) for bound in every_ceiling() if bound.group == "heat"]
    assert "ceiling_skin_temperature_degc" in warm
    assert all("errs warm" in about[name] and "not the likely one" in about[name] for name in warm)


def test_columns_have_units_in_their_names_and_every_ceiling_has_two() -> None:
    names = [column.name for column in columns()]
    assert len(set(names)) == len(names)
    assert sum(name.startswith("ceiling_") for name in names) == len(every_ceiling())
    assert sum(name.startswith("limit_") for name in names) == len(every_ceiling())
    page = (EXAMPLES.parent / "docs" / "reference" / "sweep.md").read_text(encoding="utf-8")
    bare = {
        column.name
        for column in columns()
        if not column.name.startswith(("dose_", "ceiling_", "limit_"))
    }
    assert not [name for name in bare if f"`{name}`" not in page]


# ---------------------------------------------------------------------------- the command


def swept(out: Path, *more: str, file: Path = FILE) -> int:
    return main(["sweep", str(file), "--workers", "1", "--out", str(out), *more])


def bytes_of(out: Path) -> dict[str, bytes]:
    found = {path.name: path.read_bytes() for path in (out / "parts").iterdir()}
    return found | {"summary.json": (out / "summary.json").read_bytes()}


@pytest.fixture(scope="module")
def done(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A sweep that was worked out in one go."""
    out = tmp_path_factory.mktemp("sweep") / "done"
    assert swept(out) == 0
    return out


def test_what_is_done_is_not_done_again_and_what_is_missing_comes_back_to_the_last_bit(
    done: Path, capsys: Heard
) -> None:
    before = bytes_of(done)
    first = min((done / "parts").iterdir())
    first.unlink()
    kept = {path: path.stat().st_mtime_ns for path in (done / "parts").iterdir()}
    assert swept(done) == 0
    assert "1 of 2 parts are there already" in capsys.readouterr().out
    assert bytes_of(done) == before
    assert all(path.stat().st_mtime_ns == at for path, at in kept.items())


def test_a_part_is_parquet_with_the_schema_and_two_masks_of_a_colour_differ_by_the_drive(
    done: Path,
) -> None:
    full, half = sorted((done / "parts").iterdir())
    name = lit_name("reticular_dermis")
    whole = read_part(full, [column.name for column in columns()])
    assert len(whole["person"]) == 240
    ratio = numbers(read_part(half, [name]), name) / numbers(whole, name)
    np.testing.assert_allclose(ratio, 0.5, rtol=1e-5)


def refused(capsys: Heard, code: int) -> str:
    told = capsys.readouterr().err.strip()
    assert code == 2 and told.count("\n") == 0
    return told


def test_a_sweep_file_that_changed_is_refused_and_nothing_is_touched(
    done: Path, tmp_path: Path, capsys: Heard
) -> None:
    other = tmp_path / "sweep.toml"
    text = FILE.read_text(encoding="utf-8").replace("count = 60", "count = 61")
    other.write_text(text.replace('"sweep-panel', f'"{EXAMPLES}/sweep-panel'), encoding="utf-8")
    before = bytes_of(done)
    assert "begun with other content" in refused(capsys, swept(done, file=other))
    assert bytes_of(done) == before


def test_workers_and_a_scheduler_are_two_ways_and_nothing_is_written(
    tmp_path: Path, capsys: Heard
) -> None:
    out = tmp_path / "out"
    code = swept(out, "--scheduler", "tcp://127.0.0.1:9")
    assert "--workers: found it beside --scheduler" in refused(capsys, code)
    assert not out.exists()


def test_faces_of_a_block_come_whole_whichever_is_the_first_of_them() -> None:
    """Blocks begin at other faces, so that workers do not trace the same one side by side."""
    people = Population(count=24, age_years=(18, 75), ita_deg=(0.0, 60.0), shapes=2)
    sweep = small(population=people, scenarios=2)
    (block,) = blocks(sweep)
    one, other = (evaluate(sweep, replace(block, number=n), SHARED).columns for n in (0, 1))
    assert set(one["face_shape"].tolist()) == {0, 1}
    for column in columns():
        np.testing.assert_array_equal(one[column.name], other[column.name])
    dose = numbers(one, lit_name("papillary_dermis"))
    assert lights_of(sweep) == 2 and np.isfinite(dose).all()


def test_check_knows_a_sweep_though_it_names_a_trial(capsys: Heard) -> None:
    assert main(["check", str(FILE)]) == 0
    assert "480 evaluations: people 60, masks 1, designs 2" in capsys.readouterr().out


def test_a_scheduler_that_is_not_there_is_one_sentence(tmp_path: Path, capsys: Heard) -> None:
    out = tmp_path / "out"
    asked = ["sweep", str(FILE), "--scheduler", "tcp://127.0.0.1:9", "--out", str(out)]
    assert "found nobody at tcp://127.0.0.1:9" in refused(capsys, main(asked))
    assert not out.exists()
    out.mkdir()
    (out / "sweep.json").write_text(json.dumps({"asked_sha256": "of another file"}))
    assert "found nobody" in refused(capsys, main(asked)), "where nothing is done, nothing binds"


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (("count = 60", "count = 0"), "field people.count: found 0"),
        (('masks = ["sweep', 'masks = ["no-such'), "no-such-panel.toml"),
        (("seeds = [1]", "seeds = [1, 1]"), 'field seeds: found "1" twice'),
        (("{ I = 1,", "{ VII = 1,"), 'field people.phototypes: found "VII"; expected shares'),
        (("age_years", "sex = 'f'\nage_years"), "people.sex: no table of this project tells"),
        (("phototypes", "ita_deg = [0, 10]\nphototypes"), "in exactly one way"),
        (("[18, 75]", "[75, 18]"), "field people.age_years: found [75, 18]"),
        (('"park_2025_mask_630_850"', '"park_2026"'), 'found "park_2026"'),
        (('masks = ["sweep-panel.toml"]', 'masks = ["omnilux-clear"]'), "no figure of its light"),
    ],
)
def test_a_slip_in_a_sweep_file_is_named(
    change: tuple[str, str], told: str, tmp_path: Path
) -> None:
    file = tmp_path / "sweep.toml"
    (tmp_path / "sweep-panel.toml").write_bytes((EXAMPLES / "sweep-panel.toml").read_bytes())
    file.write_text(FILE.read_text(encoding="utf-8").replace(*change), encoding="utf-8")
    with pytest.raises(InputError, match=r".") as problem:
        read_sweep(file)
    assert told in str(problem.value)


COMMAND = [sys.executable, "-m", "openpbm", "sweep", str(FILE)]


def _small_files(most: int) -> None:
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))


@pytest.mark.skipif(sys.platform == "win32", reason="limits of a process are of POSIX")
def test_a_disk_that_fills_keeps_what_is_done(done: Path, tmp_path: Path) -> None:
    most = max(path.stat().st_size for path in (done / "parts").iterdir()) // 2
    out = tmp_path / "full"
    full = subprocess.run(
        [*COMMAND, "--workers", "1", "--out", str(out)],
        capture_output=True, text=True, check=False, timeout=120,
        preexec_fn=partial(_small_files, most),
    )  # fmt: skip
    assert full.returncode == 2 and full.stderr.count("\n") == 1, full.stderr
    assert (out / "sweep.json").exists() and not list((out / "parts").glob("*"))


def _killed_worker(run: psutil.Process) -> bool:
    """Kill one that is at work; whether there was one."""
    for child in run.children(recursive=True):
        if "spawn_main" in " ".join(child.cmdline()) and child.cpu_times().user > 0.8:
            child.kill()
            return True
    return False


@pytest.mark.skipif(sys.platform == "win32", reason="a process is killed as POSIX does it")
def test_a_killed_worker_loses_nothing(done: Path, tmp_path: Path) -> None:
    out = tmp_path / "killed"
    run = subprocess.Popen(
        [*COMMAND, "--workers", "2", "--out", str(out)],
        env=_environment(), stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )  # fmt: skip
    killed = False
    while run.poll() is None and not killed:
        with suppress(psutil.Error):  # a process may end while it is looked at
            killed = _killed_worker(psutil.Process(run.pid))
        time.sleep(0.05)
    _, told = run.communicate(timeout=180)
    assert killed and run.returncode == 0, told.decode()
    assert bytes_of(out) == bytes_of(done)


LARGE = """masks = ["sweep-panel.toml"]
people = { count = 40000, phototypes = { II = 1 } }
design = [{ name = "10 min", minutes = 10 }]
"""


def _begun(folder: Path, *more: str) -> subprocess.Popen[str]:
    """A sweep of forty parts, in a group of processes of its own; the first part is there."""
    (folder / "sweep-panel.toml").write_bytes((EXAMPLES / "sweep-panel.toml").read_bytes())
    (folder / "sweep.toml").write_text(LARGE, encoding="utf-8")
    run = subprocess.Popen(
        [*COMMAND[:-1], str(folder / "sweep.toml"), "--out", str(folder / "out"), *more],
        env=_environment(), start_new_session=True, text=True,
        stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )  # fmt: skip
    while run.poll() is None and not list((folder / "out").glob("parts/part-*")):
        time.sleep(0.05)
    return run


def _quietly(module: str, *arguments: str) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-m", module, *arguments],
        env=_environment(), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip


def _environment() -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}


@pytest.mark.skipif(sys.platform == "win32", reason="a terminal sends Ctrl-C as POSIX does")
@pytest.mark.parametrize("workers", ["1", "2"])
def test_ctrl_c_says_in_one_sentence_that_what_is_done_is_kept(
    tmp_path: Path, workers: str
) -> None:
    """As a terminal sends it: to the command and to all that it began."""
    run = _begun(tmp_path, "--workers", workers)
    os.killpg(run.pid, signal.SIGINT)
    _, told = run.communicate(timeout=60)
    done = len(list((tmp_path / "out" / "parts").iterdir()))
    sentence = (
        f"openpbm: stopped after {done} of 40 parts; they are kept, and the same command goes on"
    )
    assert (told, run.returncode) == (sentence + "\n", 130)


@pytest.mark.skipif(sys.platform == "win32", reason="a process is killed as POSIX does it")
def test_a_scheduler_that_dies_is_one_sentence(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        address = f"tcp://127.0.0.1:{free.getsockname()[1]}"
    to = ("--host", "127.0.0.1", "--port", address.rpartition(":")[2])
    started = [
        _quietly("distributed.cli.dask_scheduler", "--no-dashboard", *to),
        _quietly("distributed.cli.dask_worker", "--no-nanny", "--no-dashboard", address),
    ]
    try:
        _wait_for(address)
        run = _begun(tmp_path, "--scheduler", address)
        started[0].kill()
        _, told = run.communicate(timeout=60)
    finally:
        for each in started:
            each.kill()
            each.wait()
    assert run.returncode == 2 and told.count("\n") == 1, told
    assert f"the scheduler at {address} went away; what is done is kept" in told


def _wait_for(address: str) -> None:
    host, _, port = address.removeprefix("tcp://").partition(":")
    for _ in range(200):
        with suppress(OSError), socket.create_connection((host, int(port))):
            return
        time.sleep(0.1)


# ------------------------------------------------------------------------------- clusters

PAGE = EXAMPLES.parent / "docs" / "how-to" / "sweep-on-a-cluster.md"


def test_the_queue_on_the_page_gives_a_job_script() -> None:
    """Made in a program of its own: a cluster of a queue opens a port as it is made."""
    (code,) = re.findall(r"^```python\n(.*?)^```$", PAGE.read_text(encoding="utf-8"), re.M | re.S)
    code = code.replace('"port": 8786', '"port": 0') + "\nprint(cluster.job_script())"
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60
    )
    for said in ("#SBATCH -p short", "#SBATCH -t 04:00:00", "--nworkers 16", "--nthreads 1"):
        assert said in done.stdout


def test_the_manifest_on_the_page_is_one_of_a_dask_cluster() -> None:
    yaml = pytest.importorskip("yaml")
    (text,) = re.findall(r"^```yaml\n(.*?)^```$", PAGE.read_text(encoding="utf-8"), re.M | re.S)
    manifest = yaml.safe_load(text)
    assert (manifest["kind"], manifest["spec"]["worker"]["replicas"]) == ("DaskCluster", 32)
    for part, command in (("worker", "worker"), ("scheduler", "scheduler")):
        (container,) = manifest["spec"][part]["spec"]["containers"]
        assert container["args"][:2] == ["dask", command]
    selector = manifest["spec"]["scheduler"]["service"]["selector"]
    assert selector["dask.org/cluster-name"] == manifest["metadata"]["name"]
