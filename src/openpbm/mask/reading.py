"""What somebody measured on this very mask, and with which kind of meter."""

from __future__ import annotations

from dataclasses import dataclass

from openpbm.errors import MaskError
from openpbm.tables import numbers

METERS = (
    "silicon_solar",
    "par",
    "lux",
    "phone",
    "thermopile",
    "spectrometer",
    "laboratory",
)
OVER_TIME = ("mean", "height")
OF_METER = {"lux": "illuminance_lux", "par": "ppfd_umol_m2_s"}  # others show mW/cm2
NO_PHONES = ", ".join(kind for kind in METERS if kind != "phone")
MOST = {"irradiance_mw_cm2": 2000.0, "illuminance_lux": 5e6, "ppfd_umol_m2_s": 2e5}


@dataclass(frozen=True, kw_only=True)
class Reading:
    """What a meter showed of this very mask, or of another of its name; it outranks any claim.

    The sensor lies where the skin of `region` would be and faces the device, or faces it
    `distance_mm` from its LEDs.
    """

    region: str
    irradiance_mw_cm2: float | None = None
    illuminance_lux: float | None = None  # as a luxmeter shows it
    ppfd_umol_m2_s: float | None = None  # as a PAR meter shows it, photons of 400 to 700 nm
    meter: str | None = None  # one of METERS; None: nobody says which kind it was
    distance_mm: float | None = None  # LEDs to sensor; None: where the skin would be
    skin_behind: bool = False  # light that skin throws back to the mask is in the reading
    over_time: str = "mean"  # of pulsed light: the mean, or the height of a pulse
    another_mask: bool = False  # read on another mask of the same name

    def __post_init__(self) -> None:
        stated = [name for name in MOST if getattr(self, name) is not None]
        wanted = OF_METER.get(self.meter or "", "irradiance_mw_cm2")
        check_meter(self.meter)
        if self.meter == "phone":  # whatever it shows, nothing can be said of light by it
            raise MaskError(
                f'reading at {self.region}: found meter = "phone", which has no absolute value '
                "(chips and apps differ by a factor of six in red; it is good for ratios, such as "
                f"evenness or fading); expected one of another kind, of {NO_PHONES}"
            )
        if stated != [wanted]:
            found = " and ".join(stated) or "nothing"
            raise MaskError(
                f"reading at {self.region}: found {found}; expected {wanted}, which is what "
                + (f'a meter of the kind "{self.meter}" shows' if self.meter else "is read")
                + _of_another_kind(stated, self.meter)
            )
        if not 0 <= self.shown <= MOST[wanted]:
            raise MaskError(
                f"reading {wanted} is {self.shown:g}; expected between 0 and {MOST[wanted]:g}"
            )
        if self.over_time not in OVER_TIME:
            raise MaskError(f"reading over_time is {self.over_time!r}; expected mean or height")
        check_distance(self.distance_mm)
        if self.skin_behind and self.distance_mm is not None:
            raise MaskError(
                f"reading at {self.region}: found skin_behind beside distance_mm; expected one of "
                "them, as a sensor with skin behind it lies on the skin"
            )

    @property
    def shown(self) -> float:
        """The number on the meter, in the unit of its kind."""
        (value,) = (v for v in (getattr(self, name) for name in MOST) if v is not None)
        return float(value)


def _of_another_kind(stated: list[str], meter: str | None) -> str:
    """The kind that would go with the number, where another one was named."""
    kinds = [kind for kind, name in OF_METER.items() if name in stated and kind != meter]
    return f'; {OF_METER[kinds[0]]} needs meter = "{kinds[0]}"' if len(kinds) == 1 else ""


def check_meter(meter: str | None) -> None:
    """Refuse a kind of meter that nobody knows, and one that shows nothing to rely on."""
    if meter is not None and meter not in METERS:
        raise MaskError(f"meter is {meter!r}; expected one of {', '.join(METERS)}")


def check_distance(distance_mm: float | None) -> None:
    """Refuse a distance from LEDs to a sensor that cannot be."""
    if distance_mm is not None and not 0.5 <= distance_mm <= 5000:
        raise MaskError(f"distance_mm is {distance_mm:g}; expected between 0.5 and 5000")


def check_sees(meter: str | None, peak_nm: float, whose: str) -> None:
    """Refuse a meter that can say nothing of light at this wavelength.

    Args:
        meter: one of METERS, or None.
        peak_nm: of the light that it was held into.
        whose: the channel, for the message.

    Raises:
        MaskError: with what it cannot see, and which kinds would do.
    """
    if meter is None or _sees(meter, peak_nm):
        return
    low_nm, high_nm = _range_nm(meter)
    fit = [kind for kind in METERS if kind != "phone" and _sees(kind, peak_nm)]
    shows = ", ".join(kind for kind in fit if kind not in OF_METER)
    others = "".join(f", or {OF_METER[kind]} of {kind}" for kind in fit if kind in OF_METER)
    raise MaskError(
        f'{whose}: found meter = "{meter}", which can say nothing of {peak_nm:g} nm (it sees '
        f"light from {low_nm:g} to {high_nm:g} nm); expected irradiance_mw_cm2 of another "
        f"kind of meter, one of {shows}{others}"
    )


def _sees(meter: str, peak_nm: float) -> bool:
    low_nm, high_nm = _range_nm(meter)
    return low_nm <= peak_nm <= high_nm


def _range_nm(meter: str) -> tuple[float, float]:
    sees = numbers("meters")[f"{meter}.sees_nm"]
    assert sees.low is not None and sees.high is not None
    return sees.low, sees.high
