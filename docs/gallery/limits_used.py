"""How much of each limit a session uses: what stops light, and what is only told."""

import home
import matplotlib.pyplot as plt

ceilings = [one for one in home.plan().session.ceilings if one.limit > 0]
shown = sorted(ceilings, key=lambda one: one.value / one.limit)[-14:]

figure, axes = plt.subplots(figsize=(7, 5))
for one in shown:
    colour = "0.65" if one.advisory else "C0"
    axes.barh(one.id, 100 * one.value / one.limit, color=colour)
axes.axvline(100, color="C1")
axes.set(
    xlabel="share of the limit that the session uses, % (95th percentile)",
    ylabel="limit (grey: a caution, stops nothing)",
)
axes.grid(visible=False, axis="y")
figure.savefig("limits_used.png")
