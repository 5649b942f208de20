"""What makes the dose uncertain, and so what is worth measuring."""

import home
import matplotlib.pyplot as plt

import openpbm

rows = sorted(home.plan().sensitivity, key=lambda row: row.share)[-8:]

figure, axes = plt.subplots()
axes.barh([openpbm.in_english(row.name) for row in rows], [100 * row.share for row in rows])
axes.set(xlabel="share of the spread of the dose, %", ylabel="what is not known")
axes.grid(visible=False, axis="y")
figure.savefig("what_to_measure.png")
