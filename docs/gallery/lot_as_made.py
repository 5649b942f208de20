"""A thousand panels as they are made: what a line would see of them, and what a face gets."""

from pathlib import Path

import matplotlib.pyplot as plt
import numpy as np

from openpbm.face.canonical import canonical_face
from openpbm.files.mask_file import read_mask
from openpbm.files.tolerance_file import read_limits
from openpbm.kept import Recent
from openpbm.planning.progress import silent
from openpbm.sweeps.made import made_lot, nominal

examples = Path(__file__).parents[2] / "examples"
mask = read_mask(examples / "sweep-panel.toml")
asked = read_limits(examples / "limits.toml", mask)
meant = nominal(mask, canonical_face(), asked.tolerances, progress=silent, kept=Recent())
lot = made_lot(meant, asked.tolerances, asked.made, asked.seed)

figure, axes = plt.subplots()
bins = np.linspace(14.0, 26.0, 49)
for name, told in (("new, at the end of the line", lot.tested), ("in its life", lot.worn)):
    axes.hist(told["red.irradiance_mw_cm2"], bins, histtype="step", label=name)
for limit in asked.limits[:1]:
    for end in (limit.low, limit.high):
        axes.axvline(end, linestyle="--", color="grey")
axes.set(
    xlabel="mean irradiance of the lit skin, mW/cm²",
    ylabel="panels of 1000 in a quarter of a mW/cm²",
    title="A lot, and the limits of its maker",
)
axes.legend()
figure.savefig("lot_as_made.png")
