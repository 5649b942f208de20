"""How even the light of a mask is, on the skin and below it."""

import home
import matplotlib.pyplot as plt

import openpbm

DEPTHS_MM = (0.0, 1.0, 3.0)
SHARES = ("p05", "mean", "p95")

even = {share: [] for share in SHARES}
for depth_mm in DEPTHS_MM:
    found = openpbm.face_map(home.person(), home.mask(), minutes=10.0, depth_mm=depth_mm)
    face = found.areas(found.total_j_cm2)[0]
    for share in SHARES:
        even[share].append(getattr(face, share))

figure, axes = plt.subplots()
axes.fill_between(DEPTHS_MM, even["p05"], even["p95"], alpha=0.25, label="5 to 95 % of the skin")
axes.plot(DEPTHS_MM, even["mean"], marker="o", label="mean of the lit face")
axes.set(xlabel="depth, mm", ylabel="dose of 10 minutes, J/cm²", ylim=(0, None))
axes.legend(frameon=False)
figure.savefig("even_below.png")
