"""A beam from an LM-63 file, and the beam of one half angle that a mask takes from it."""

from pathlib import Path

import matplotlib.pyplot as plt
import numpy as np

import openpbm

lamp = openpbm.read_intensity(Path(__file__).parents[2] / "examples" / "trade" / "red.ies")
beam = openpbm.beam_of(lamp.light)
order = np.log(0.5) / np.log(np.cos(np.radians(beam.half_angle_deg)))
angles_deg = np.linspace(0.0, 90.0, 181)
taken = np.cos(np.radians(angles_deg)) ** order

figure, axes = plt.subplots()
axes.plot(angles_deg, 100 * taken, label=f"half angle {beam.half_angle_deg:.0f} degrees")
measured = lamp.light.mean
axes.plot(lamp.light.angle_deg, 100 * measured / measured[0], "o", label="in the file")
axes.axhline(50, color="0.7", linewidth=0.8)
axes.set(xlabel="angle off the axis, degrees", ylabel="intensity over that on the axis, %")
axes.legend()
figure.savefig("beam_of_a_file.png")
