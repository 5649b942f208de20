"""The dose of ten minutes against depth, with its spread over sampled devices and skins."""

import home
import matplotlib.pyplot as plt
import numpy as np

import openpbm

depths_mm = np.concatenate([np.linspace(0.0, 0.3, 13), np.linspace(0.4, 3.0, 27)])
found = openpbm.dose_at_depth(
    home.person(), home.mask(), minutes=10.0, depths_mm=depths_mm.tolist(), scenarios=64
)

figure, axes = plt.subplots()
for c, channel in enumerate(found.channels):
    curve = found.dose_j_cm2
    axes.fill_between(depths_mm, curve.p05[c], curve.p95[c], color=f"C{c}", alpha=0.2, lw=0)
    axes.plot(depths_mm, curve.median[c], color=f"C{c}", label=channel)
for layer in found.layers:
    if layer.bottom_mm < depths_mm[-1]:
        axes.axvline(layer.bottom_mm, color="0.8", lw=0.8)
axes.set(
    xlabel="depth under the left cheek, mm (lines: where layers end)",
    ylabel="fluence of 10 minutes, J/cm²",
    ylim=(0, None),
)
axes.legend(title="median, 5 to 95 %")
figure.savefig("dose_at_depth.png")
