"""What a submission needs of three masks: shown, claimed, missing."""

import home
import matplotlib.pyplot as plt
import numpy as np

import openpbm

STATES = {"shown": "#1b6e3c", "claimed": "#e0a526", "missing": "#b8b4be"}
NAMES = ("higherdose-red-light-face-mask", "theraface-mask", "shark-cryoglow")

masks = [openpbm.catalogue_mask(name) for name in NAMES]
counts = [openpbm.dossier_of(mask, home.person()).counts for mask in masks]

figure, axes = plt.subplots()
left = np.zeros(len(masks))
for state, colour in STATES.items():
    many = np.array([100 * count[state] / sum(count.values()) for count in counts])
    axes.barh([mask.name for mask in masks], many, left=left, color=colour, label=state)
    left += many
axes.set(xlabel="lines of the dossier, %", ylabel="mask")
axes.grid(visible=False, axis="y")
axes.legend(loc="upper center", bbox_to_anchor=(0.5, 1.12), ncols=3, frameon=False)
figure.savefig("dossier_states.png")
