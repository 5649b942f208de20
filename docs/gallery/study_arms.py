"""Four arms with one dose on the skin, and what reaches the deeper dermis of six skin types."""

import matplotlib.pyplot as plt

import openpbm

TYPES = ("I", "II", "III", "IV", "V", "VI")
LINES = {
    "near-infrared": (830, "C1"),
    "red": (633, "C0"),
    "amber": (590, "C3"),
    "blue": (415, "C2"),
}
lights = [
    openpbm.StatedLight(nm=nm, irradiance_mw_cm2=40.0, minutes=10.0, phototype=name)
    for nm, _ in LINES.values()
    for name in TYPES
]
found = openpbm.study_doses(lights, exact=True, scenarios=100)
deeper = found.layers.index("reticular_dermis")

figure, axes = plt.subplots()
for i, (word, (nm, colour)) in enumerate(LINES.items()):
    rows = slice(i * len(TYPES), (i + 1) * len(TYPES))
    low, middle, high = (
        getattr(found.layer_j_cm2, part)[rows, deeper] for part in ("p05", "median", "p95")
    )
    places = [x + 0.08 * (i - 1.5) for x in range(len(TYPES))]
    spread = [middle - low, high - middle]
    axes.errorbar(
        places, middle, spread, fmt="o", color=colour, capsize=3, label=f"{word}, {nm} nm"
    )
axes.axhline(found.on_skin_j_cm2[0], color="0.6", lw=0.8)
axes.set_xticks(range(len(TYPES)), TYPES)
axes.set(
    xlabel="skin type",
    ylabel="fluence, deeper dermis, J/cm² (line: on the skin)",
    ylim=(0, None),
)
axes.legend(title="40 mW/cm² for 10 minutes", loc="upper left", bbox_to_anchor=(1.0, 1.0))
figure.savefig("study_arms.png")
