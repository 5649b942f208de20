"""A ledger kept in Python: light of an office, day by day, and what three weeks of it sum up to."""

import datetime
import tempfile
from pathlib import Path

import home
import matplotlib.pyplot as plt

import openpbm

NOON = datetime.datetime(2026, 11, 2, 12, tzinfo=datetime.UTC)
days = [NOON + datetime.timedelta(days=each) for each in range(0, 28, 2)]

with tempfile.TemporaryDirectory() as folder:
    path = Path(folder) / "own" / "ledger.sqlite"
    with openpbm.open_ledger(path) as ledger:
        ledger.append(openpbm.PersonAdded(person_id="ann", name="Ann", at_utc=NOON))
        for day in days:
            dose = openpbm.DayDose(day=day.date(), band="red", dose_j_cm2=6.0)
            ledger.append(openpbm.DoseNoted(person_id="ann", at_utc=day, doses=(dose,)))
    with openpbm.read_ledger(path) as ledger:
        kept = openpbm.history(ledger.events("ann"), "ann", home.START)

dated = [NOON.date() + datetime.timedelta(days=each) for each in range(30)]
sums = [
    sum(one.dose_j_cm2 for one in kept.doses if 0 <= (day - one.day).days < 21) for day in dated
]
figure, axes = plt.subplots()
axes.step(dated, sums, where="mid", color="C1", label="sum of 21 days")
axes.bar([one.day for one in kept.doses], [one.dose_j_cm2 for one in kept.doses], label="that day")
axes.set(xlabel="day", ylabel="red light on the skin, J/cm²", ylim=(0, None))
axes.legend()
figure.autofmt_xdate()
figure.savefig("light_of_a_ledger.png")
