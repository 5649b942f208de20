"""Masks, exposures, people, doses and texts of which a test says only what it is about."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date

import numpy as np

from openpbm.arrays import FloatArray
from openpbm.fact import said as fact
from openpbm.heat import Warming
from openpbm.mask import Channel, Mask
from openpbm.person import Medicine, Person, Procedure, Wish
from openpbm.planning.choose import BandMatch
from openpbm.planning.decide import Circumstances
from openpbm.record import NO_LIGHT
from openpbm.response.evidence import Trial
from openpbm.response.trial_dose import TrialDose
from openpbm.safety.bound import Parent
from openpbm.safety.exposure import Exposure

PARENT = Parent(
    name=fact("n"), reason=fact("r"), source="s", status="project", would_change=fact("w")
)
# what endangers a person of an exposure: mild, strict
STRICTER: tuple[tuple[str, object, object], ...] = (
    ("dark_skin", False, True),
    ("no_blue", False, True),
    ("photosensitiser", False, True),
    ("epilepsy", False, True),
    ("aphakic", False, True),
    ("eyes_covered", True, False),
    ("longest_min", 12.0, 5.0),
)


def plain_mask(form: str, *channels: Channel, **said: object) -> Mask:
    """A mask with a name of one letter."""
    made = Mask(id="m", name="m", form=form, channels=channels)
    return replace(made, **said)  # type: ignore[arg-type]


def plain_exposure(
    nm: float | Iterable[float], warming: Warming | None = None, scenarios: int = 3, **said: object
) -> Exposure:
    """Continuous light of lines 10 nm wide, 1 mW/cm2 each, on skin that stays at 34 degC."""
    peaks = np.ones((scenarios, 1)) * np.atleast_1d(np.array(nm))
    one = np.ones(peaks.shape)
    cold = Warming(
        minutes=np.array([0.0, 60.0]),
        dark_degc=np.full((scenarios, 2), 34.0),
        rise_degc=np.zeros((*peaks.shape, 2)),
    )
    base = Exposure(
        peak_nm=peaks,
        fwhm_nm=10.0 * one,
        spectra=(None,) * peaks.shape[1],
        hot_mw_cm2=one,
        eye_mw_cm2=one,
        led_power_mw=one,
        warming=warming or cold,
        eyes_covered=False,
        dark_skin=False,
        no_blue=False,
        photosensitiser=False,
        epilepsy=False,
        aphakic=False,
        frequency_hz=(0.0,) * peaks.shape[1],
        duty=(1.0,) * peaks.shape[1],
        longest_min=None,
        is_worn=True,
    )
    return replace(base, **said)  # type: ignore[arg-type]


def of_nobody(warming: Warming, *, epilepsy: bool = False) -> Circumstances:
    """A decision for somebody of whom the screen found nothing."""
    return Circumstances(
        screen=(), no_blue=False, photosensitiser=False, epilepsy=epilepsy, aphakic=False,
        warming=warming,
    )  # fmt: skip


def plain_matches(
    trial: Trial, doses: Iterable[tuple[FloatArray, FloatArray]]
) -> tuple[BandMatch, ...]:
    """Each light of a trial with the person's rate and the trial's dose, over scenarios."""
    return tuple(
        BandMatch(
            band=light.band or "",
            channels=(c,),
            trial=TrialDose(
                band=light.band or "",
                light=light,
                layer_j_cm2=np.ones((len(rate), 7)),
                epidermis_j_cm2=np.ones(len(rate)),
            ),
            person_rate=rate,
            trial_dose=dose,
        )
        for c, (light, (rate, dose)) in enumerate(zip(trial.lights, doses, strict=True))
    )


def anybody(**said: object) -> Person:
    """A person of 45, type II, in goggles, without light of before, who minds wrinkles."""
    made = Person(
        age_years=45,
        phototype="II",
        wishes=(Wish(goal="wrinkles"),),
        eye_protection="opaque_goggles",
        recent_light=NO_LIGHT,
    )
    return replace(made, **said)  # type: ignore[arg-type]


def saying(kind: str, text: str, day: date) -> Person:
    """Somebody who says one thing of that kind: a drug, a condition or a procedure."""
    return Person(
        age_years=40,
        phototype="II",
        medicines=(Medicine(name=text),) if kind == "drug" else (),
        conditions=(text,) if kind == "condition" else (),
        procedures=(Procedure(name=text, day=day),) if kind == "procedure" else (),
    )


def toml(value: object) -> str:
    """A value as inline TOML; what TOML has no word for is written as it is in Python."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{toml(str(k))} = {toml(v)}" for k, v in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(toml, value)) + "]"
    if isinstance(value, str):
        return json.dumps(value.encode("utf-8", "ignore").decode("utf-8")).replace("\x7f", "")
    return value.isoformat() if isinstance(value, date) else str(value)


def leaves(value: object) -> Iterator[object]:
    """What is neither a list nor a table in something that was read from JSON."""
    if not isinstance(value, dict | list):
        yield value
        return
    for part in value.values() if isinstance(value, dict) else value:
        yield from leaves(part)
