"""What warmth does in time: equivalent minutes at 43 degC, and contact limits. Theory 7.7."""

from __future__ import annotations

import numpy as np

from openpbm.arrays import FloatArray
from openpbm.tables import Row, rows

LONG_CONTACT_MIN = 10.0
HOTTEST_DEGC = 100.0  # beyond it the law says nothing; one second there is past every trip


def cem43_min(minutes: FloatArray, degc: FloatArray) -> FloatArray:
    """Minutes at 43 degC that would do as much: (..., times) to (...), Eq. (7.9).

    Assumes a trace fine enough for the trapezoidal rule.

    Source: Sapareto and Dewey 1984, doi:10.1016/0360-3016(84)90379-1 (recalled).
    """
    rate = _rate(degc)
    return np.asarray(np.trapezoid(rate, minutes, axis=-1))


def cem43_so_far(minutes: FloatArray, degc: FloatArray) -> FloatArray:
    """(..., times): `cem43_min` up to each of the minutes."""
    rate = _rate(degc)
    step = 0.5 * (rate[..., 1:] + rate[..., :-1]) * np.diff(minutes)
    start = np.zeros((*rate.shape[:-1], 1))
    return np.concatenate([start, np.cumsum(step, axis=-1)], axis=-1)


def _rate(degc: FloatArray) -> FloatArray:
    """Minutes at the reference that one minute at a temperature is worth."""
    row = rows("limits")["cem43"].row("values")
    reference = row.number("reference_degc")
    above, below = row.number("ratio_above"), row.number("ratio_below")
    below_it = reference - np.minimum(degc, HOTTEST_DEGC)
    found: FloatArray = np.where(below_it <= 0.0, above, below) ** below_it
    return found


def contact_limit_degc(minutes: float) -> float:
    """Highest temperature of a part that touches a patient so long, IEC 60601-1 Table 24.

    Under one minute the table allows more; the limit for 1 to 10 minutes is kept there.
    Milder than what gates a plan at every length, skin_temp_disclosure.
    """
    return contact_row(minutes).row("values").number("degc")


def contact_row(minutes: float) -> Row:
    """The row of limits.json that counts for so long a contact: a step of 5 degC at 10 minutes."""
    name = "skin_temp_contact_ge10" if minutes >= LONG_CONTACT_MIN else "skin_temp_contact_1_10"
    return rows("limits")[name]
