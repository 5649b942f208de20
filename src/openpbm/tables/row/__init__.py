"""What a row of each table is: one frozen dataclass a table, by the table's name."""

from __future__ import annotations

from collections.abc import Mapping

from openpbm.tables.row.device import DeviceClassRow, DeviceRow, MeasuredClassRow
from openpbm.tables.row.parent import Sourced

ROWS: Mapping[str, type[Sourced]] = {
    "devices": DeviceRow,
    "device_classes": DeviceClassRow,
    "device_measurements": MeasuredClassRow,
}
