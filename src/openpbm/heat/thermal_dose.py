"""What warmth does in time: equivalent minutes at 43 degC, and contact limits. Theory 7.7."""

from __future__ import annotations

import numpy as np

from openpbm.arrays import FloatArray
from openpbm.tables import numbers

REFERENCE_DEGC = 43.0
LONG_CONTACT_MIN = 10.0


def cem43_min(minutes: FloatArray, degc: FloatArray) -> FloatArray:
    """Minutes at 43 degC that would do as much: (..., times) to (...), Eq. (7.9).

    Assumes a trace fine enough for the trapezoidal rule.

    Source: Sapareto and Dewey 1984, doi:10.1016/0360-3016(84)90379-1 (recalled).
    """
    table = numbers("heat")
    above, below = table["cem43.r_above"].value, table["cem43.r_below"].value
    base = np.where(degc >= REFERENCE_DEGC, above, below)
    return np.asarray(np.trapezoid(base ** (REFERENCE_DEGC - degc), minutes, axis=-1))


def contact_limit_degc(minutes: float) -> float:
    """Highest temperature of a part that touches a patient so long, IEC 60601-1 Table 24.

    Under one minute the table allows more; the limit for 1 to 10 minutes is kept there.
    Never the gate of a plan, which is stricter: gate.disclosure_degc at every length.
    """
    table = numbers("thermal")
    name = "gate.contact_10min_degc" if minutes >= LONG_CONTACT_MIN else "gate.contact_1_10min_degc"
    return table[name].value
