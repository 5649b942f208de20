"""A mask that the catalogue does not list, in six fields: written as a mask file like any other."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from openpbm.fact import message
from openpbm.files.answer import LONGEST, number_between, quoted, standoff_of
from openpbm.files.answer_error import AnswerError
from openpbm.role import ROLES, Role
from openpbm.speech.say import in_english
from openpbm.web.form import Form
from openpbm.web.mask_form import claim_of, minutes_of

MOST_LEDS = 100_000
WIDEST_NM = 50.0  # that a mask file takes as plus or minus
SEATS: Mapping[str, tuple[str, ...]] = MappingProxyType(  # how it sits: lines of the file
    {
        "soft_touching": ('form = "flexible_mask"', "contact = true"),
        "soft_apart": ('form = "flexible_mask"', "contact = false"),
        "hard": ('form = "rigid_mask"', "contact = false"),
        "panel": ('form = "panel"', "contact = false"),
    }
)


def own_mask_text(form: Form) -> str | None:
    """The mask file of the six fields; None where one of them has an error. Gaps stay gaps."""
    channels = _channels(form)
    seat = form.choice("seat", tuple(SEATS), message("web_mask-choose_seat"))
    lines = ["[mask]", f"name = {quoted(_name(form))}", *SEATS.get(seat or "", ())]
    standoff_mm = form.read("standoff", standoff_of)
    if standoff_mm is not None:
        lines.append(f"standoff_mm = {standoff_mm:.10g}")
    if form.v("leds"):
        leds = form.read("leds", lambda text: number_between(text, 1, MOST_LEDS, "LEDs"))
        lines.append(f"led_count = {leds or 0:.0f}")
    if form.v("timer"):
        steps = form.read("timer", minutes_of) or []
        lines.append(f"session_min = [{', '.join(f'{minutes:.10g}' for minutes in steps)}]")
    if form.v("per_week"):
        often = form.read("per_week", lambda text: number_between(text, 1, 7, "times a week"))
        lines.append(f"per_week = {often or 0:.10g}")
    lines.append(f"notes = {quoted(in_english(message('web_mask-own_notes')))}")
    if form.v("claim"):
        claim = form.read("claim", claim_of)
        lines += ["", "[total_claim]", f"irradiance_mw_cm2 = {claim or 0:.10g}"]
    return None if form.errors else "\n".join([*lines, *channels, ""])


def _name(form: Form) -> str:
    return form.v("name")[:LONGEST] or in_english(message("web_mask-own_name"))


def _channels(form: Form) -> list[str]:
    """A table for each colour: with its printed wavelength, else as wide as its name is."""
    printed = form.read("nm", wavelengths) or [] if form.v("nm") else []
    ticked = [role for role in ROLES.values() if form.has("colour", role.name)]
    if not ticked and not printed:
        form.errors.setdefault("colour", message("web_mask-choose_light"))
    lines = []
    for role in ticked:
        if not any(_bears(role, nm) for nm in printed):
            low, high = role.peak_nm
            spread = min((high - low) / 2.0, WIDEST_NM)
            lines += [*_head(role, (low + high) / 2.0), f"peak_tol_nm = {spread:.10g}"]
    for nm in printed:
        named = [role for role in ticked if _bears(role, nm)] or _by_nearness(nm)
        lines += _head(named[0], nm)
    return lines


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


def _head(role: Role, nm: float) -> list[str]:
    return ["", "[[channels]]", f"role = {quoted(role.name)}", f"peak_nm = {nm:.10g}"]
