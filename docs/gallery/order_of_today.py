"""The order of today's session: light of earlier today leaves less, and in the end none."""

import home
import matplotlib.pyplot as plt
import numpy as np

import openpbm

session = home.plan().session
regions = {rate.region for channel in session.lit for rate in channel.rates}
had_j_cm2 = np.linspace(455.0, 485.0, 61)
minutes = []
for had in had_j_cm2.tolist():
    today = [openpbm.DayDose(day=home.START, band="red", dose_j_cm2=had)]
    room = openpbm.room_left(session.ceilings, today, regions, home.START)
    order = openpbm.order_of(session, mask_id=home.mask().id, room_j_cm2=room)
    is_no = isinstance(order, openpbm.Refusal)
    minutes.append(0.0 if is_no else max(order.target_ms) / 60_000)

figure, axes = plt.subplots()
axes.plot(had_j_cm2, minutes)
axes.axhline(session.minutes, color="0.4", lw=1, ls="--", label="as planned")
axes.set(
    xlabel="red light that the whole face had earlier today, J/cm²",
    ylabel="light that is ordered, minutes",
    ylim=(0, None),
)
axes.legend()
figure.savefig("order_of_today.png")
