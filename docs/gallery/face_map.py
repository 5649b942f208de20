"""Light on the face, point by point: direct light of one colour, and what the mask gives back."""

import home
import matplotlib.pyplot as plt

from openpbm.face import REGIONS

plan = home.plan()
maps, live = plan.maps, plan.live
x, y, z = maps.points_mm.T
front = maps.triangles[maps.normals[maps.triangles, 2].mean(axis=1) > 0]
again = live.recirculated[live.own, 0][maps.region] * maps.neighbourhood_mw_cm2[0]
light = maps.direct_mw_cm2[0] + again  # (points,) mW/cm2 at full drive
assert len(REGIONS) == live.recirculated.shape[2]

figure, axes = plt.subplots(figsize=(5.2, 5.6))
drawn = axes.tripcolor(x, y, front, light, shading="gouraud", vmin=0)
figure.colorbar(drawn, label=f"{live.channels[0]} light on the skin, mW/cm² at full drive")
axes.set(xlabel="towards the wearer’s left, mm", ylabel="up, mm", aspect="equal")
axes.grid(visible=False)
figure.savefig("face_map.png")
