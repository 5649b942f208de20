"""The same mask and minutes on six skin types: what reaches the layer that the plan looks at."""

import home
import matplotlib.pyplot as plt
import numpy as np

from openpbm.face import REGIONS

plan = home.plan()
live, minutes = plan.live, plan.session.minutes
region = REGIONS.index(home.CHEEK)

figure, axes = plt.subplots()
place = np.arange(len(live.skin_types))
for c, channel in enumerate(live.channels):
    low, middle, high = (minutes * live.dose_rate[:, c, region, k] for k in range(3))
    side = 0.16 * (c - 0.5)
    axes.errorbar(
        place + side, middle, (middle - low, high - middle), fmt="o", capsize=3, label=channel
    )
axes.set_xticks(place, live.skin_types)
axes.set(
    xlabel="skin type, I to VI",
    ylabel=f"{home.LAYERS[live.target_layer]}, J/cm² a session",
    title=f"{minutes:.1f} minutes on the left cheek, median and 5 to 95 %",
    ylim=(0, None),
)
axes.legend()
figure.savefig("six_skin_types.png")
