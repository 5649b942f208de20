"""From a person to a picture in twelve lines: what one session brings to each layer of a cheek."""

import datetime

import matplotlib.pyplot as plt

import openpbm

mask = openpbm.catalogue_mask("higherdose-red-light-face-mask")
wishes = (openpbm.Wish(goal="wrinkles"),)
person = openpbm.Person(age_years=52, phototype="II", wishes=wishes, recent_light=openpbm.NO_LIGHT)
plan = openpbm.plan(person, mask, start=datetime.date(2026, 12, 1), scenarios=64)
assert isinstance(plan, openpbm.Given), plan.refusals
rows = [row for row in plan.dose if (row.channel, row.region) == ("red", "left_cheek")][::-1]
figure, axes = plt.subplots()
for row in rows:
    axes.plot([row.dose_j_cm2.p05, row.dose_j_cm2.p95], [row.layer] * 2, color="C1")
    axes.plot(row.dose_j_cm2.median, row.layer, "o", color="C0")
axes.set(xlabel="red light of one session, J/cm² (median, 5 to 95 %)", ylabel="layer of the skin")
figure.savefig("person_to_picture.png")
