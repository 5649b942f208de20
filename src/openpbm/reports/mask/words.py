"""What is known of one mask, in words: the same at the terminal and in the page."""

from __future__ import annotations

from openpbm.light.claim_check import Doubt, Overfed
from openpbm.mask import Channel, Claim, Mask
from openpbm.mask.catalogue import clashes, known_mask
from openpbm.reports import words
from openpbm.role import spoken
from openpbm.speech.say import say
from openpbm.tables.row.device import DeviceRow

UNCHECKED = "from memory, not checked"
NO_PLAN = {
    False: "no wavelength known: without a mask file it cannot be planned",
    True: "moved over the face by hand: how long each place is lit cannot be planned",
}


def facts(row: DeviceRow) -> list[tuple[str, str]]:
    """Label and text of everything that the catalogue tells of a device."""
    mask = known_mask(row)
    told = [
        ("maker", (row.maker or "not known") + _parent(row, "maker")),
        ("kind", f"{row.form.replace('_', ' ')}, {row.setting}"),
    ]
    if mask is None:
        told.append(("light", NO_PLAN[bool(row.channels)]))
    else:
        for number, channel in enumerate(mask.channels):
            parent = _parent(row, f"channels.{number}.peak_nm")
            told.append(("light", _told(channel, parent, mask.total_claim)))
        told += _total(mask)
        told.append(("timer", timer(mask) + _parent(row, "session_min")))
        told.append(("not known", ", ".join(unknowns(mask)) or "nothing that matters here"))
    for number, clearance in enumerate(row.regulatory):
        found = clearance.number or "no number found"
        parent = _parent(row, f"regulatory.{number}.pathway")
        told.append(("clearance", f"{clearance.body} {clearance.pathway}, {found}{parent}"))
    price = row.price_usd
    shown = "not known" if price is None else f"{price:g} USD{_parent(row, 'price_usd')}"
    told.append(("price", shown))
    odd = () if mask is None else clashes(mask)
    notes = " ".join([row.notes or "", *map(say, odd)]).strip()
    return [*told, ("notes", notes)] if notes else told


def _parent(row: DeviceRow, path: str) -> str:
    """A warning behind a value that rests on memory; nothing behind one that was read."""
    return f" ({UNCHECKED})" if row.is_recalled(path) else ""


def _told(channel: Channel, parent: str, total: Claim | None) -> str:
    text = f"{channel.role} {channel.peak_nm:g} nm{parent}"
    if channel.claim is not None:
        return f"{text}, {_claimed(channel.claim)}"
    if channel.power_mw is not None:
        return f"{text}, {channel.power_mw:g} mW out of each LED"
    if channel.readings:
        return f"{text}, irradiance measured"
    return text if total is not None else f"{text}, irradiance not stated"


def _claimed(claim: Claim) -> str:
    said = UNCHECKED if claim.status == "recalled" else "claimed by the maker"
    where = "" if claim.distance_mm is None else f" at {claim.distance_mm:g} mm"
    return f"{claim.irradiance_mw_cm2:g} mW/cm²{where}, {said}"


def _total(mask: Mask) -> list[tuple[str, str]]:
    """What is claimed of all channels together, where nothing more is known of one of them."""
    total = mask.total_claim
    return [] if total is None else [("in total", _claimed(total))]


def timer(mask: Mask) -> str:
    """The programmes of a device in minutes."""
    steps = ", ".join(f"{minutes:g}" for minutes in mask.session_min)
    return f"{steps} min" if steps else "not known"


def unknowns(mask: Mask) -> list[str]:
    """What is not known of a mask and widens every interval."""
    gaps = {
        "irradiance": not mask.has_irradiance,
        "what the claimed irradiance means": any(
            claim is not None and claim.meaning in (None, "sum") and not c.readings
            for c in mask.channels
            for claim in (c.claim or mask.total_claim,)
        ),
        "distance to the skin": mask.standoff_mm is None,
        "reflectance of its inner face": mask.inner_reflectance is None,
        "pulsing": any(c.pulsing is None for c in mask.channels),
        "width of the spectrum": any(
            c.fwhm_nm is None and c.spectrum is None for c in mask.channels
        ),
        "number of LEDs": mask.led_count is None
        and any(c.led_count is None for c in mask.channels),
        "eye shield": mask.eye_shield is None,
        "timer steps": not mask.session_min,
    }
    return [name for name, missing in gaps.items() if missing]


def doubtful(doubt: Doubt) -> str:
    """A claim that cannot be true, and what could be."""
    what = f"{doubt.claimed_mw_cm2:g} mW/cm² of {words.listed(map(spoken, doubt.channels))}"
    where = " as a mean over the area" if doubt.as_mean else ""
    feeder = (
        f"its LEDs give {doubt.most_w:.2g} W of light in all"
        if doubt.against == "led_power"
        else f"its supply can feed {doubt.most_w:.2g} W of light at the very most"
    )
    most = "at most" if doubt.as_mean else "over the area"
    return f"{what} cannot be true{where}: {feeder}, {most} {doubt.most_mw_cm2:.2g} mW/cm²"


def too_strong(found: Overfed) -> str:
    """LEDs that no such supply can feed."""
    what = f"{words.number(found.light_w)} W of {words.listed(map(spoken, found.channels))} light"
    return (
        f"{what} out of all LEDs (power_mw times their number) cannot be true: its supply can feed "
        f"{found.most_w:.2g} W of light at the very most"
    )


def light(mask: Mask) -> str:
    """The colours of a mask in one phrase, wavelengths included."""
    return words.listed([words.channel(c.role, c.peak_nm) for c in mask.channels])


def own_facts(mask: Mask) -> list[tuple[str, str]]:
    """Label and text of a mask that somebody described in a file."""
    told = [("maker", mask.maker or "not said"), ("kind", mask.form.replace("_", " "))]
    told += [("light", _told(channel, "", mask.total_claim)) for channel in mask.channels]
    told += [
        *_total(mask),
        ("timer", timer(mask)),
        ("not known", ", ".join(unknowns(mask)) or "nothing that matters here"),
    ]
    return [*told, ("notes", mask.notes)] if mask.notes else told
