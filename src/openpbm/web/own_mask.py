"""A mask that the catalogue does not list, in six fields: written as a mask file like any other."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from openpbm.fact import message
from openpbm.files.answer import LONGEST, number_between, standoff_of
from openpbm.files.answer_error import AnswerError
from openpbm.files.toml_text import Table, toml_text
from openpbm.role import ROLES, Role
from openpbm.speech.say import in_english
from openpbm.web.form import Form
from openpbm.web.mask_form import claim_of, minutes_of

MOST_LEDS = 100_000
WIDEST_NM = 50.0  # that a mask file takes as plus or minus
SEATS: Mapping[str, tuple[str, bool]] = MappingProxyType(  # how it sits: form, contact
    {
        "soft_touching": ("flexible_mask", True),
        "soft_apart": ("flexible_mask", False),
        "hard": ("rigid_mask", False),
        "panel": ("panel", False),
    }
)


def own_mask_text(form: Form) -> str | None:
    """The mask file of the six fields; None where one of them has an error. Gaps stay gaps."""
    channels = _channels(form)
    seat = form.choice("seat", tuple(SEATS), message("web_mask-choose_seat"))
    mask: Table = {"name": _name(form)}
    if seat is not None:
        mask["form"], mask["contact"] = SEATS[seat]
    standoff_mm = form.read("standoff", standoff_of)
    if standoff_mm is not None:
        mask["standoff_mm"] = standoff_mm
    if form.v("leds"):
        leds = form.read("leds", lambda text: number_between(text, 1, MOST_LEDS, "LEDs"))
        mask["led_count"] = round(leds or 0)
    if form.v("timer"):
        mask["session_min"] = form.read("timer", minutes_of) or []
    if form.v("per_week"):
        often = form.read("per_week", lambda text: number_between(text, 1, 7, "times a week"))
        mask["per_week"] = often or 0
    mask["notes"] = in_english(message("web_mask-own_notes"))
    whole: Table = {"mask": mask}
    if form.v("claim"):
        claim = form.read("claim", claim_of)
        whole["total_claim"] = {"irradiance_mw_cm2": claim or 0}
    return None if form.errors else toml_text({**whole, "channels": channels})


def _name(form: Form) -> str:
    return form.v("name")[:LONGEST] or in_english(message("web_mask-own_name"))


def _channels(form: Form) -> list[Table]:
    """A table for each colour: with its printed wavelength, else as wide as its name is."""
    printed = form.read("nm", wavelengths) or [] if form.v("nm") else []
    ticked = [role for role in ROLES.values() if form.has("colour", role.name)]
    if not ticked and not printed:
        form.errors.setdefault("colour", message("web_mask-choose_light"))
    found = list[Table]()
    for role in ticked:
        if not any(_bears(role, nm) for nm in printed):
            low, high = role.peak_nm
            spread = min((high - low) / 2.0, WIDEST_NM)
            found.append({**_head(role, (low + high) / 2.0), "peak_tol_nm": spread})
    for nm in printed:
        named = [role for role in ticked if _bears(role, nm)] or _by_nearness(nm)
        found.append(_head(named[0], nm))
    return found


def wavelengths(text: str) -> list[float]:
    """Printed wavelengths, with commas between."""
    parts = text.lower().replace("nm", "").replace(";", ",").split(",")
    found = [number_between(part.strip(), 400, 1100, "nm") for part in parts if part.strip()]
    if not found:
        raise AnswerError("web_mask-no_nm")
    return sorted(set(found))


def _bears(role: Role, nm: float) -> bool:
    return role.peak_nm[0] <= nm <= role.peak_nm[1]


def _by_nearness(nm: float) -> list[Role]:
    """The roles that may bear a wavelength, that whose range lies best around it first."""
    able = [role for role in ROLES.values() if _bears(role, nm)] or list(ROLES.values())
    return sorted(able, key=lambda role: abs(nm - sum(role.peak_nm) / 2.0))


def _head(role: Role, nm: float) -> Table:
    return {"role": role.name, "peak_nm": nm}
