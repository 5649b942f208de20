"""How much of a beam comes back from a slab, by its angle: at the surface, and in all."""

import matplotlib.pyplot as plt
import numpy as np

import openpbm

dermis = openpbm.Layer(
    name="dermis", thickness_mm=2.0, n=1.40, mu_a_per_mm=0.03, mu_s_per_mm=15.0, g=0.8
)
angles_deg = np.arange(0.0, 86.0, 5.0)
found = [
    openpbm.fluence(
        openpbm.Stack(
            n_above=1.0,
            n_below=1.4,
            layers=(dermis,),
            source=openpbm.Source(kind="collimated", angle_deg=float(angle)),
        ),
        [0.0],
    )
    for angle in angles_deg
]

figure, axes = plt.subplots()
axes.plot(angles_deg, [100 * one.reflectance_total for one in found], label="in all")
axes.plot(angles_deg, [100 * one.absorbed[0] for one in found], label="absorbed")
axes.plot(angles_deg, [100 * one.transmittance for one in found], label="through 2 mm")
axes.plot(angles_deg, [100 * one.reflectance_specular for one in found], label="at the surface")
axes.set(xlabel="angle of the beam, degrees", ylabel="share of the light, %", ylim=(0, 100))
axes.legend()
figure.savefig("angle_of_a_beam.png")
