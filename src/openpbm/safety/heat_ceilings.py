"""How warm a session may make the skin, as bounds. Theory 8.6; the estimate is theory 7."""

from __future__ import annotations

from openpbm.safety.bound import Bound, constant
from openpbm.safety.exposure import Exposure
from openpbm.safety.hazard_limit import limit_row, of
from openpbm.tables import Row


def temperature_bounds(exposure: Exposure) -> list[Bound]:
    """The skin's surface under the limit of a part that is not meant to heat, and a target."""
    gate, target = limit_row("skin_temp_disclosure"), limit_row("p_skin_temp")
    warming = exposure.warming

    def bound(id: str, row: Row, name: str, value: float, advisory: bool) -> Bound:
        return Bound(
            id=id,
            name=name,
            unit="degC",
            reason="labelled estimate of the skin surface",
            source=f"{row.text('standard')}; {row.text('source')}",
            status=row.text("status"),
            would_change="a skin temperature measured under this mask",
            rows=(row.text("id"),),
            minutes=warming.minutes,
            at_full=warming.rise_degc,
            offset=warming.dark_degc,
            limit=constant(value),
            advisory=advisory,
        )

    return [
        bound(
            "skin_temperature",
            gate,
            "Skin temperature",
            of("skin_temp_disclosure", "degc"),
            False,
        ),
        bound(
            "skin_temperature_target",
            target,
            "Skin temperature, design target",
            of("p_skin_temp", "target_degc"),
            True,
        ),
    ]
