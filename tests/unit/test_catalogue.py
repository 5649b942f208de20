"""Does the catalogue carry what makers state, and does a mask of it hold all of that?"""

from __future__ import annotations

import re

import pytest

from openpbm.errors import MaskError, TableError
from openpbm.fact import message
from openpbm.mask import Mask
from openpbm.mask.catalogue import (
    catalogue_ids,
    catalogue_mask,
    catalogue_row,
    known_mask,
    mask_of,
    running_w,
)
from openpbm.mask.device import FORMS
from openpbm.reports.mask.words import facts, own_facts, unknowns
from openpbm.role import ROLES
from openpbm.tables import typed
from openpbm.tables.row.device import (
    DeviceClassRow,
    DeviceRow,
    Electrical,
    Leaflet,
    MeasuredClassRow,
    StatedChannel,
    StatedTotal,
)

DEVICES = [catalogue_row(id) for id in catalogue_ids()]
RED, NIR = StatedChannel(role="red", peak_nm=633.0), StatedChannel(role="nir", peak_nm=830.0)


def device(**said: object) -> DeviceRow:
    """A row as short as a contributor may write it."""
    whole: dict[str, object] = {
        "id": "new-mask", "name": "New mask", "setting": "home", "form": "flexible_mask",
        "channels": (RED, NIR), "status": "verified", "source": "its leaflet", **said,
    }  # fmt: skip
    return DeviceRow(**whole)  # type: ignore[arg-type]


TOTAL = StatedTotal(value=30.0, counts=("red", "nir"))


def masks() -> list[tuple[DeviceRow, Mask]]:
    known = [(row, known_mask(row)) for row in DEVICES]
    return [(row, mask) for row, mask in known if mask is not None]


@pytest.mark.parametrize("row", DEVICES, ids=lambda row: row.id)
def test_every_field_of_a_device_names_sources_that_the_row_lists(row: DeviceRow) -> None:
    known = {source.id for source in row.sources}
    parents = dict(row.provenance or {})
    for path, parent in parents.items():
        assert set(parent.sources) <= known, path
        assert parent.sources or parent.status == "recalled", path
        assert parent.derived_from or parent.status != "derived", path
    for number, channel in enumerate(row.channels):
        assert channel.role in ROLES
        if channel.irradiance_mw_cm2 is not None:
            assert f"channels.{number}.irradiance_mw_cm2" in parents
    for name in ("total_irradiance_mw_cm2", "leaflet_fluence", "electrical"):
        assert (getattr(row, name) is not None) is (name in parents), name
    for source in row.sources:
        assert source.url or source.title, source.id
    for reading in row.independent_measurements:
        assert reading.source in known
    roles = {channel.role for channel in row.channels}
    assert set(row.leds_per_channel or {}) <= roles
    assert row.total_irradiance_mw_cm2 is None or set(row.total_irradiance_mw_cm2.counts) <= roles


def test_a_role_that_nobody_knows_is_told_with_its_row_and_field() -> None:
    with pytest.raises(TableError, match=r"row new-mask: channels\[1\]\.role: found 'purple'"):
        mask_of(device(channels=(RED, StatedChannel(role="purple", peak_nm=420.0))))


def test_a_device_with_a_total_only_needs_nothing_but_its_row() -> None:
    mask = mask_of(device(total_irradiance_mw_cm2=TOTAL))
    assert mask.total_claim is not None
    assert mask.total_claim.irradiance_mw_cm2 == 30.0
    assert mask.total_claim.meaning is None
    assert mask.has_irradiance
    assert mask.claim_status == "claimed"
    told = dict(facts(device(total_irradiance_mw_cm2=TOTAL)))
    assert told["in total"] == "30 mW/cm², claimed by the maker"
    assert not any("not stated" in text for text in told.values())
    assert "what the claimed irradiance means" in told["not known"]


def test_a_channel_that_says_its_own_takes_the_place_of_the_total() -> None:
    own = StatedChannel(role="red", peak_nm=633.0, irradiance_mw_cm2=18.0)
    mask = mask_of(device(channels=(own, NIR), total_irradiance_mw_cm2=TOTAL))
    assert mask.total_claim is None
    assert not mask.has_irradiance


@pytest.mark.parametrize(
    ("total", "meaning", "distance_mm"),
    [
        (StatedTotal(value=30.0, counts=("red",), meaning="total_over_channels"), "sum", None),
        (StatedTotal(value=30.0, counts=("red",), meaning="peak"), "peak", None),
        (StatedTotal(value=30.0, counts=("red",), meaning="maximum"), "peak", None),
        (StatedTotal(value=30.0, counts=("red",), meaning="unstated"), None, None),
        (
            StatedTotal(value=30.0, counts=("red",), meaning="at_surface", at_distance_mm=0.0),
            None,
            None,
        ),
        (
            StatedTotal(value=90.0, counts=("red",), meaning="at_distance", at_distance_mm=152.4),
            None,
            152.4,
        ),
    ],
)
def test_a_total_means_what_its_page_says(
    total: StatedTotal, meaning: str | None, distance_mm: float | None
) -> None:
    claim = mask_of(device(form="panel", total_irradiance_mw_cm2=total)).total_claim
    assert claim is not None
    assert (claim.meaning, claim.distance_mm) == (meaning, distance_mm)


def test_a_leaflet_speaks_of_the_shortest_programme_only() -> None:
    leaflet = Leaflet(total_j_cm2=18.0, minutes=10.0)
    for minutes, fluence_j_cm2 in (((10.0, 20.0), 18.0), ((5.0, 10.0), None), ((), None)):
        row = device(total_irradiance_mw_cm2=TOTAL, leaflet_fluence=leaflet, session_min=minutes)
        claim = mask_of(row).total_claim
        assert claim is not None
        assert claim.fluence_j_cm2 == fluence_j_cm2


def test_power_is_what_a_device_draws_and_never_what_a_charger_gives() -> None:
    assert running_w(Electrical(charger_v=5.0, charger_a=2.0)) is None
    assert running_w(Electrical(rated_w=11.0)) == 11.0
    battery = Electrical(rated_w=11.0, battery_mah=2500.0, battery_v=3.7, run_min=70.0)
    assert running_w(battery) == pytest.approx(2.5 * 3.7 * 60.0 / 70.0)
    assert running_w(Electrical(rated_w=11.0, mains_w_measured=9.0)) == 9.0


@pytest.mark.parametrize(("row", "mask"), masks(), ids=lambda found: found.id)
def test_a_mask_holds_what_its_row_states(row: DeviceRow, mask: Mask) -> None:
    assert [(c.role, c.peak_nm) for c in mask.channels] == [
        (c.role, c.peak_nm) for c in row.channels
    ]
    assert mask.form in FORMS
    stated = row.total_irradiance_mw_cm2 is not None or any(
        channel.irradiance_mw_cm2 is not None for channel in row.channels
    )
    assert (mask.claim_status == "claimed") is stated
    assert mask.has_irradiance is (message("report_mask-gap_irradiance") not in unknowns(mask))
    if row.electrical is not None:
        assert mask.supply_w == running_w(row.electrical)
    for told in (facts(row), own_facts(mask)):
        assert any("mW/cm²" in text for _, text in told) is stated


def test_a_device_held_in_the_hand_is_told_as_such_and_never_a_mask() -> None:
    row = catalogue_row("lightstim-for-wrinkles")
    assert known_mask(row) is None
    assert "by hand" in dict(facts(row))["light"]
    with pytest.raises(MaskError, match="handheld device; expected one that stays in its place"):
        catalogue_mask(row.id)


def test_classes_and_unnamed_readings_say_what_they_rest_on() -> None:
    known = set(catalogue_ids())
    for row in typed("device_classes", DeviceClassRow).values():
        assert row.id == f"{row.group}.{row.quantity}"
        assert set(row.devices) <= known
        assert not row.values or len(row.values) == row.n
        assert row.basis == "counted" or row.distribution is not None
        if row.p05 is not None and row.p95 is not None:
            assert row.p05 <= row.median <= row.p95
    assert all(row.who for row in typed("device_measurements", MeasuredClassRow).values())


def test_the_spread_of_panels_is_that_of_the_readings_in_the_catalogue() -> None:
    ratios = sorted(
        round(found.value / found.claimed_same_condition, 3)
        for row in DEVICES
        if row.form == "panel"
        for found in row.independent_measurements
        if found.quantity == "irradiance" and found.claimed_same_condition
        if found.usable_for_prior
    )
    held = typed("device_classes", DeviceClassRow)["panel.measured_over_claim_same_distance"]
    assert ratios == sorted(held.values)


@pytest.mark.parametrize("id", [id for id in catalogue_ids() if catalogue_row(id).per_week])
def test_a_rhythm_is_never_above_what_the_maker_prints_nor_from_memory(id: str) -> None:
    row = catalogue_row(id)
    text = row.recommended_frequency or ""
    assert text, "per_week without recommended_frequency, the words of the maker"
    assert not row.is_recalled("recommended_frequency")
    printed = [int(n) for n in re.findall(r"\d+", text)]
    daily = bool(re.search(r"daily|once a day", text))
    assert daily or (row.per_week or 0) <= max(printed, default=0), text
