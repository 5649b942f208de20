"""Light in a stack of two layers, from all sides and as a beam."""

import matplotlib.pyplot as plt
import numpy as np

import openpbm

epidermis = openpbm.Layer(
    name="epidermis", thickness_mm=0.06, n=1.43, mu_a_per_mm=0.4, mu_s_per_mm=27.0, g=0.8
)
dermis = openpbm.Layer(
    name="dermis", thickness_mm=None, n=1.40, mu_a_per_mm=0.03, mu_s_per_mm=15.0, g=0.8
)
sources = {
    "from all sides": openpbm.Source(kind="lambertian"),
    "beam, straight": openpbm.Source(kind="collimated", angle_deg=0.0),
    "beam, 60 degrees aside": openpbm.Source(kind="collimated", angle_deg=60.0),
}
depths_mm = np.linspace(0.0, 4.0, 81)

figure, axes = plt.subplots()
for name, source in sources.items():
    stack = openpbm.Stack(n_above=1.0, n_below=1.4, layers=(epidermis, dermis), source=source)
    found = openpbm.fluence(stack, depths_mm.tolist())
    axes.plot(depths_mm, found.fluence_rate, label=f"{name}: {found.reflectance_total:.0%} back")
axes.set(xlabel="depth, mm", ylabel="fluence rate ÷ irradiance, 1", ylim=(0, None))
axes.legend()
figure.savefig("light_in_a_stack.png")
