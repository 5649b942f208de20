"""A trial before it is made: power against people, and dose at depth by arm and skin type."""

from dataclasses import replace
from pathlib import Path

import matplotlib.pyplot as plt
import numpy as np

import openpbm

FILE = Path(openpbm.__file__).parents[2] / "examples" / "trial.toml"

trial = openpbm.read_trial(FILE).trial
light = trial.arms[0]
half = replace(
    light, name="half of the minutes", minutes=light.minutes / 2, effect=0.0, role="comparator"
)
trial = replace(trial, replicates=400, arms=(light, half))
plan = openpbm.plan_trial(trial)

figure, (left, right) = plt.subplots(1, 2, figsize=(9.0, 3.6), layout="constrained")
curve = plan.curve
low, high = (100 * (curve.share + way * 1.96 * curve.error) for way in (-1, 1))
left.fill_between(curve.people, low, high, alpha=0.3, label="error of the simulation, 95 %")
left.plot(curve.people, 100 * curve.share, label="this design")
left.axhline(100 * trial.power, color="0.4", lw=1, ls="--", label="asked for")
left.set(xlabel="people allocated, 1", ylabel="trials that find the effect, %", ylim=(0, 100))
left.legend(loc="lower right")

places = np.arange(len(trial.skin_types))
for shift, arm in ((-0.15, light), (0.15, half)):
    own = [each.session for each in plan.depth.doses if each.arm == arm.name]
    middle = np.array([each.median for each in own])
    ends = np.array([[each.median - each.p05, each.p95 - each.median] for each in own]).T
    right.errorbar(middle, places + shift, xerr=ends, fmt="o", capsize=3, label=arm.name)
right.set(xlabel="light of a session in the upper dermis, J/cm²", ylabel="skin type")
right.set_yticks(places, trial.skin_types)
right.set_xlim(0, 240)
right.invert_yaxis()
right.legend(loc="lower right")
figure.savefig("trial_that_can_answer.png")
