"""Rows of the tables of skin: places of a face, phototypes, conditions, people."""

from __future__ import annotations

from dataclasses import dataclass

from openpbm.tables.row.parent import Sourced

Spread = tuple[float, ...]  # low, most likely, high


@dataclass(frozen=True, kw_only=True)
class SiteRow(Sourced):
    """Thickness of skin at one region of a face."""

    site: str
    epidermis_mm: float
    dermis_mm: float
    note: str
    provenance: str


@dataclass(frozen=True, kw_only=True)
class PhototypeRow(Sourced):
    """A phototype as a range of the individual typology angle."""

    ita_center: float  # degrees
    ita_low: float
    ita_high: float
    provenance: str


@dataclass(frozen=True, kw_only=True)
class ConditionRow(Sourced):
    """A condition of the skin, as factors on healthy skin unless named otherwise."""

    fb_x: Spread  # volume of blood
    removes_epidermis: bool
    note: str
    provenance: str
    saturation: Spread = ()  # of oxygen, a share: no factor
    d_epi_x: Spread = ()
    d_dermis_x: Spread = ()
    a_dermis_x: Spread = ()  # scattering of the dermis
    d_sc_x: Spread = ()
    vessel_radius_mm: Spread = ()
    sc_scatter_x: float | None = None
    surface_index: float | None = None
    water_x: float | None = None
    water_sc: float | None = None


@dataclass(frozen=True, kw_only=True)
class PeopleRow(Sourced):
    """How one property of skin runs with colour, and how people differ in it."""

    at_20_deg: float
    per_deg_below: float
    per_deg_above: float
    sd: float
    correlation: tuple[float, ...]  # with the rows above it
    note: str


@dataclass(frozen=True, kw_only=True)
class RefractionRow(Sourced):
    """Refractive index of a layer at wavelengths."""

    nm: tuple[float, ...]
    n: tuple[float, ...]
