"""Sixty people of all skin types under one panel: what one session brings to two depths."""

from pathlib import Path

import home
import matplotlib.pyplot as plt
import numpy as np

from openpbm.files.sweep_file import read_sweep
from openpbm.kept import Recent
from openpbm.sweeps.asked import blocks
from openpbm.sweeps.column import lit_name
from openpbm.sweeps.evaluate import evaluate

sweep = read_sweep(Path(__file__).parents[2] / "examples" / "sweep.toml")
found = evaluate(sweep, blocks(sweep)[0], Recent()).columns

figure, axes = plt.subplots()
for layer, mark in (("papillary_dermis", "o"), ("reticular_dermis", "s")):
    dose = found[lit_name(layer)]
    axes.plot(found["ita_deg"], dose, mark, markersize=3, label=home.LAYERS[layer])
axes.set(
    xlabel="typology angle of the person, degrees (dark to light)",
    ylabel="dose of ten minutes, lit skin, J/cm²",
    title="60 people, four scenarios each",
    ylim=(0, 1.05 * np.max(found[lit_name("papillary_dermis")])),
)
axes.legend()
figure.savefig("sweep_by_colour.png")
