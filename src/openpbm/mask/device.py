"""A whole device: its channels, how it sits, what its maker states."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass

from openpbm.errors import MaskError
from openpbm.field import LONGEST_MIN, MOST_WEEKS
from openpbm.mask.channel import Channel, Claim, named_apart
from openpbm.role import role_of
from openpbm.tables import numbers
from openpbm.units import MM2_PER_CM2

FORMS = ("flexible_mask", "rigid_mask", "panel", "canopy")
OPENINGS = ("eyes", "mouth")
SETTINGS = ("home", "office")
SIDES_MM = (20.0, 3000.0)  # of a panel: from one for a spot to one as tall as a person
MOST_PER_WEEK = 7.0  # that a maker's programme may ask for
MOST_SUPPLY = 5000.0  # W, V, A or Wh: beyond it is a slip


@dataclass(frozen=True, kw_only=True)
class Zone:
    """A part of a device that can be lit for its own time."""

    name: str
    regions: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Mode:
    """A programme that the maker names, and what it lights."""

    name: str
    lights: tuple[str, ...] = ()  # ids of channels, or colours: all their lines; empty: not said


def named_by(lights: Collection[str], id: str) -> bool:
    """True for a channel that is named by its id or by its colour."""
    role = role_of(id)
    return id in lights or (role is not None and role.name in lights)


@dataclass(frozen=True, eq=False, kw_only=True)
class Mask:
    """A light-therapy device, as far as it is known. None always means unknown."""

    id: str
    name: str
    form: str
    channels: tuple[Channel, ...]
    setting: str = "home"
    maker: str = ""
    led_count: int | None = None  # sites; each carries every channel unless a channel says more
    total_claim: Claim | None = None  # one number for all channels together
    standoff_mm: float | None = None  # LED to skin, worn; distance of a panel
    standoff_tol_mm: float | None = None
    inner_reflectance: float | None = None  # of the face-side surface, 0..1
    contact: bool | None = None  # touches the skin
    fan: bool | None = None  # blows air of the room over the skin; None counts as none
    wet: bool = False  # a gel or water film couples it to the skin
    eye_shield: str | None = None  # none, opaque; None counts as none
    openings: tuple[str, ...] | None = None  # of OPENINGS in a worn shell; None counts as all
    treated_area_cm2: float | None = None
    width_mm: float | None = None  # of a panel or canopy, where its LEDs are
    height_mm: float | None = None
    supply_w: float | None = None  # most electrical power its supply can give
    supply_v: float | None = None  # of the plug or charger, as printed on it
    supply_a: float | None = None
    energy_wh_per_session: float | None = None  # read on a power meter, of the shortest programme
    portable: bool = False  # shown to run on a battery
    mains: bool = False  # shown to hang on the mains
    session_min: tuple[float, ...] = ()  # offered timer programmes
    per_week: float | None = None  # sessions a week that the maker asks for, the least of them
    programme_weeks: float | None = None  # how long the maker lets it go on
    minutes_recalled: bool = False  # session_min rests on memory: nobody looked it up
    maker_goals: tuple[str, ...] | None = None  # ids of goals the maker names; None: not read
    stop_by_hand: bool = True
    zones: tuple[Zone, ...] = ()
    modes: tuple[Mode, ...] = ()
    price_usd: float | None = None
    claim_status: str = "unknown"  # measured, claimed, unknown
    fictitious: bool = False
    notes: str = ""

    def __post_init__(self) -> None:
        if self.form not in FORMS:
            raise MaskError(f"form is {self.form!r}; expected one of {', '.join(FORMS)}")
        if self.setting not in SETTINGS:
            raise MaskError(f"setting is {self.setting!r}; expected one of {', '.join(SETTINGS)}")
        if not self.channels:
            raise MaskError(f"{self.id}: no channel; a mask needs at least one")
        if self.standoff_mm is not None and not 0 <= self.standoff_mm <= 2000:
            raise MaskError(f"standoff_mm is {self.standoff_mm:g}; expected between 0 and 2000")
        if self.inner_reflectance is not None and not 0 <= self.inner_reflectance < 1:
            raise MaskError(
                f"inner_reflectance is {self.inner_reflectance:g}; expected 0 or more, below 1"
            )
        if any(opening not in OPENINGS for opening in self.openings or ()):
            raise MaskError(f"openings are {self.openings!r}; expected of {', '.join(OPENINGS)}")
        if self.eye_shield not in (None, "none", "opaque"):
            raise MaskError(f"eye_shield is {self.eye_shield!r}; expected none or opaque")
        self._check_ranges()
        for one, other in (("width_mm", "height_mm"), ("supply_v", "supply_a")):
            if (getattr(self, one) is None) != (getattr(self, other) is None):
                raise MaskError(f"{one} and {other}: found one of them; expected both or none")
        if self.energy_wh_per_session is not None and not self.session_min:
            raise MaskError(
                "energy_wh_per_session: found no session_min; expected the minutes it was read over"
            )
        if any(not 0 < minutes <= LONGEST_MIN for minutes in self.session_min):
            raise MaskError(f"session_min must be above 0 and at most {LONGEST_MIN:g} minutes")
        names = {zone.name for zone in self.zones}
        object.__setattr__(self, "channels", named_apart(self.channels))
        many = Counter((channel.id, channel.zone) for channel in self.channels)
        for (id, _), count in many.items():
            if count > 1:
                raise MaskError(
                    f'{count} channels are called "{id}"; expected an id of its own for each, '
                    f'such as "{id}_inner"'
                )
        for mode in self.modes:
            for light in mode.lights:
                if not any(named_by((light,), channel.id) for channel in self.channels):
                    own = ", ".join(dict.fromkeys(channel.id for channel in self.channels))
                    raise MaskError(f'mode "{mode.name}": found "{light}"; expected of {own}')
        for channel in self.channels:
            if channel.zone is not None and channel.zone not in names:
                raise MaskError(f"channel zone {channel.zone!r} is not among the mask's zones")

    def _check_ranges(self) -> None:
        """Every figure of the file lies where one can."""
        for name, most, found in (
            ("supply_w", MOST_SUPPLY, self.supply_w),
            ("supply_v", MOST_SUPPLY, self.supply_v),
            ("supply_a", MOST_SUPPLY, self.supply_a),
            ("energy_wh_per_session", MOST_SUPPLY, self.energy_wh_per_session),
            ("per_week", MOST_PER_WEEK, self.per_week),
            ("programme_weeks", MOST_WEEKS, self.programme_weeks),
        ):
            if found is not None and not 0 < found <= most:
                raise MaskError(f"{name} is {found:g}; expected above 0, at most {most:g}")
        for name, side in (("width_mm", self.width_mm), ("height_mm", self.height_mm)):
            if side is not None and not SIDES_MM[0] <= side <= SIDES_MM[1]:
                raise MaskError(
                    f"{name} is {side:g}; expected {SIDES_MM[0]:g} to {SIDES_MM[1]:g} mm"
                )
            if side is not None and self.is_worn:
                raise MaskError(
                    f"{name}: found on a {self.form}; expected it of a panel or a canopy only: a "
                    "worn mask is as large as treated_area_cm2 says"
                )

    @property
    def may_touch(self) -> bool:
        """True unless it is known to keep off the skin: said so, or LEDs stand further away."""
        if not self.is_worn:
            return False
        if self.contact is not None:
            return self.contact
        thickest_mm = numbers("heat")["mask.thickest_wall_mm"].value
        return self.standoff_mm is None or self.standoff_mm <= thickest_mm

    @property
    def lit_area_cm2(self) -> float | None:
        """Area that the light comes from or falls on, where it is stated."""
        if self.treated_area_cm2 is not None or self.width_mm is None or self.height_mm is None:
            return self.treated_area_cm2
        return self.width_mm * self.height_mm / MM2_PER_CM2

    @property
    def is_worn(self) -> bool:
        """On the head, not in front of it."""
        return self.form in ("flexible_mask", "rigid_mask")

    @property
    def has_irradiance(self) -> bool:
        """True when anything, claim, reading or LED power, says how much light there is."""
        return self.total_claim is not None or all(c.has_figure for c in self.channels)
