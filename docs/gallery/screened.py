"""What some words in a person file mean for each colour: free, with care, ask a doctor, none."""

import home
import matplotlib.pyplot as plt
import numpy as np
from matplotlib.colors import BoundaryNorm

import openpbm

MEANS = ("allow", "caution", "refer", "exclude")
COLOURS = ("blue", "red", "nir")
conditions = ("melasma", "rosacea", "epilepsy", "lupus", "migraine")
medicines = ("doxycycline", "isotretinoin", "amiodarone", "ibuprofen", "a new pill")
people = {
    word: openpbm.Person(age_years=40, phototype="III", conditions=(word,)) for word in conditions
} | {
    word: openpbm.Person(age_years=40, phototype="III", medicines=(openpbm.Medicine(name=word),))
    for word in medicines
}


def strictest(findings: tuple[openpbm.Finding, ...], colour: str) -> int:
    """Place in MEANS of what counts for a colour."""
    told = [MEANS.index(dict(one.action)[colour]) for one in findings if one.active]
    return max(told, default=0)


grid = np.array(
    [
        [strictest(openpbm.screen(person, home.START), colour) for colour in COLOURS]
        for person in people.values()
    ]
)
figure, axes = plt.subplots(figsize=(6, 4.4))
norm = BoundaryNorm(np.arange(5) - 0.5, 256)
drawn = axes.pcolormesh(grid, cmap="cividis_r", norm=norm, edgecolors="white", lw=2)
axes.set_xticks(np.arange(3) + 0.5, COLOURS)
axes.set_yticks(np.arange(len(people)) + 0.5, people)
axes.set(xlabel="colour of the light", ylabel="what the person says")
axes.invert_yaxis()
axes.grid(visible=False)
figure.colorbar(drawn, ticks=range(4), label="what it means").set_ticklabels(MEANS)
figure.savefig("screened.png")
