"""A session beside the trial that it follows: dose at depth of its people, and of this person."""

import home
import matplotlib.pyplot as plt

import openpbm

plan = home.plan()
assert isinstance(plan, openpbm.Planned)

figure, axes = plt.subplots(figsize=(7, 2.8))
for place, row in enumerate(plan.match):
    for side, name, dose in (
        (0.12, "people of the trial", row.trial_dose_j_cm2),
        (-0.12, "this session", row.person_dose_j_cm2),
    ):
        colour = "C1" if side > 0 else "C0"
        label = name if place == 0 else None
        axes.plot([dose.p05, dose.p95], [place + side] * 2, color=colour)
        axes.plot(dose.median, place + side, "o", color=colour, label=label)
axes.set_yticks(range(len(plan.match)), [f"{row.trial}\n{row.band}" for row in plan.match])
axes.set(
    xlabel=f"{plan.target_layer.replace('_', ' ')}, J/cm² a session (median, 5 to 95 %)",
    ylabel="trial and band, nm",
    xlim=(0, None),
    ylim=(-0.6, len(plan.match) - 0.2),
)
axes.legend(loc="upper right")
figure.savefig("beside_its_trial.png")
