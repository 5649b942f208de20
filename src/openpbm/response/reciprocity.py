"""Equal dose at another strength: from which ratio of irradiances on it is not taken as equal."""

from __future__ import annotations

from openpbm.tables import numbers


def is_alike(ratio: float) -> bool:
    """Whether two lights are near enough in strength, either way.

    >>> is_alike(0.5), is_alike(3.0), is_alike(3.1), is_alike(0.3)
    (True, True, False, False)
    """
    most = numbers("synthesis")["reciprocity.ratio"].value
    return 1.0 / most <= ratio <= most
