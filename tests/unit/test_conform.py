"""A right mask passes every case; each planted fault is noticed by the case named for it."""

from __future__ import annotations

import random
from dataclasses import replace

import conform_made
import pytest
from planted import PLANTS, Plant, planted

from openpbm.devices.conform.bench import Bench
from openpbm.devices.conform.rig import VirtualRig
from openpbm.devices.conform.suite import CASES, FAILED, NOT_RUN, PASSED, CaseResult, judged
from openpbm.devices.label import Label
from openpbm.firmware import jig_sim, mask_sim
from openpbm.firmware.mask_sim import LABEL_SECRET, LABEL_SERIAL

LABEL = Label(serial=LABEL_SERIAL, secret=LABEL_SECRET)
EFFORT = 0.05  # of frames of noise and seconds of light, where a fault is looked for
BY_ID = {case.id: case for case in CASES}
ONLY_HARDWARE = {"C4", "R1", "R2", "R3", "R4", "U1", "U2", "U3"}


def bench_of(rig: VirtualRig, effort: float) -> Bench:
    rig.effort = effort
    return Bench(rig, LABEL, random.Random(2).randbytes)


def told(result: CaseResult) -> str:
    return f"{result.case.id} {[seen for seen in result.seen if not seen.holds]}"


@pytest.mark.parametrize("id", [case.id for case in CASES if case.id not in ONLY_HARDWARE])
def test_a_right_mask_passes(id: str) -> None:
    mask = mask_sim.SimMask(random.Random(1).randbytes)
    result = judged(bench_of(VirtualRig(mask), 1.0), BY_ID[id])
    assert result.verdict == PASSED, told(result)


@pytest.mark.parametrize("plant", PLANTS, ids=lambda plant: plant.name)
def test_a_planted_fault_is_noticed(plant: Plant) -> None:
    with planted(plant) as module:
        mask = module("mask_sim").SimMask(random.Random(1).randbytes)
        rig = VirtualRig(
            mask,
            module("jig_sim").SimJig(mask),
            (module("mask_sim").StreamVoice, module("mask_sim").RadioVoice),
        )
        result = judged(bench_of(rig, EFFORT), BY_ID[plant.case])
    assert result.verdict == FAILED, f"{plant.name}: {plant.case} saw nothing"


def test_faults_are_planted_for_every_case_that_can_be_run_here() -> None:
    noticed = {plant.case for plant in PLANTS}
    run = {case.id for case in CASES if case.level <= 4} - ONLY_HARDWARE
    assert noticed >= run, sorted(run - noticed)
    assert len(PLANTS) >= 40


def test_the_page_of_cases_is_fresh() -> None:
    text = conform_made.PAGE.read_text(encoding="utf-8")
    assert conform_made.page(text) == text, "run python tests/unit/conform_made.py"


def test_the_page_names_every_line_of_the_jig() -> None:
    text = conform_made.PAGE.read_text(encoding="utf-8")
    mask = mask_sim.SimMask(random.Random(1).randbytes)
    assert not [word for word in jig_sim.SimJig(mask)._dos if f"`{word}" not in text]


def test_what_only_hardware_shows_is_told_and_never_passed() -> None:
    mask = mask_sim.SimMask(random.Random(1).randbytes)
    bench = bench_of(VirtualRig(mask), EFFORT)
    for id in sorted(ONLY_HARDWARE):
        result = judged(bench, BY_ID[id])
        assert result.verdict == NOT_RUN and result.why is not None


def test_a_case_that_saw_nothing_has_not_passed() -> None:
    mask = mask_sim.SimMask(random.Random(1).randbytes)
    idle = replace(BY_ID["B1"], run=lambda _: None)
    result = judged(bench_of(VirtualRig(mask), 1.0), idle)
    assert result.verdict == FAILED


def test_a_jig_that_cannot_is_told() -> None:
    mask = mask_sim.SimMask(random.Random(1).randbytes)
    rig = VirtualRig(mask)
    whole = rig.ask
    rig.ask = lambda line: "no" if line.startswith("hang") else whole(line)  # type: ignore[method-assign]
    result = judged(bench_of(rig, 1.0), BY_ID["F4"])
    assert result.verdict == NOT_RUN


def test_a_flash_is_latched_however_short() -> None:
    mask = mask_sim.SimMask(random.Random(1).randbytes)
    mask.advance(500.0)
    before = mask.board.ups
    mask.board.gate(0, 5000)
    mask.board.hold()
    mask.board.all_off()
    assert mask.board.ups == before + 1


@pytest.mark.parametrize(
    "line", ["", "nonsense", "shield", "shield 2", "temp 1", "short gate 9", "q q", "x" * 900]
)
def test_an_odd_line_is_answered_no_and_moves_nothing(line: str) -> None:
    mask = mask_sim.SimMask(random.Random(1).randbytes)
    assert jig_sim.SimJig(mask).obey(line) == "no"
