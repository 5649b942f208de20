"""How near a mask comes to the limits for bare eyes and skin, minute by minute."""

import home
import matplotlib.pyplot as plt

import openpbm

minutes = [0.5, 1, 2, 5, 10, 15, 20, 30, 45, 60]
found = [openpbm.mask_hazards(home.mask(), minutes=each) for each in minutes]
last = [one for one in found[-1].bare if one.decides and one.place != "far"]
shown = [one.id for one in sorted(last, key=lambda one: -one.ratio)[:3]]

figure, axes = plt.subplots()
for id in shown:
    ratios = [next(one.ratio for one in each.bare if one.id == id) for each in found]
    axes.plot(minutes, [100 * ratio for ratio in ratios], marker=".", label=id)
axes.axhline(100, color="0.4", lw=1, ls="--")
axes.set(
    xlabel="length of a session, minutes",
    ylabel="share of the limit, %",
    yscale="log",
    title="Bare eyes and skin; above the dashed line a limit is passed",
)
axes.legend(loc="center right", bbox_to_anchor=(1.0, 0.35))
figure.savefig("hazards_by_minutes.png")
