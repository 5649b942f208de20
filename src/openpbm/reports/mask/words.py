"""What is known of one mask, in words: the same at the terminal and in the page."""

from __future__ import annotations

from openpbm.fact import Message, Name, message, several
from openpbm.mask import Channel, Claim, Mask
from openpbm.mask.catalogue import clashes, known_mask
from openpbm.reports import words
from openpbm.speech.say import say, written
from openpbm.tables.row.device import DeviceRow

UNCHECKED = message("report_mask-unchecked")
UNKNOWN = message("report_mask-not_known")


def facts(row: DeviceRow) -> list[tuple[str, str]]:
    """Label and text of everything that the catalogue tells of a device."""
    mask = known_mask(row)
    told = [
        (say("report_mask-maker"), _of(row, "maker", row.maker or say(UNKNOWN))),
        (
            say("report_mask-kind"),
            say(
                "report_mask-kind_in",
                form=Name("device", row.form),
                setting=Name("setting", row.setting),
            ),
        ),
    ]
    if mask is None:
        moved = message("report_mask-moved_by_hand")
        none = moved if row.channels else message("report_mask-no_wavelength")
        told.append((say("report_mask-light"), say(none)))
    else:
        for number, channel in enumerate(mask.channels):
            named = _of(row, f"channels.{number}.peak_nm", _named(channel))
            told.append((say("report_mask-light"), _told(channel, named, mask.total_claim)))
        told += _total(mask)
        told.append((say("report_mask-timer"), _of(row, "session_min", timer(mask))))
        told.append(_unknowns(mask))
    for number, clearance in enumerate(row.regulatory):
        found = say(
            "report_mask-cleared",
            body=clearance.body,
            pathway=str(clearance.pathway),
            number=clearance.number or say("report_mask-no_number"),
        )
        shown = _of(row, f"regulatory.{number}.pathway", found)
        told.append((say("report_mask-clearance"), shown))
    price = say(UNKNOWN)
    if row.price_usd is not None:
        price = _of(row, "price_usd", say("report_mask-usd", price=words.plain(row.price_usd)))
    told.append((say("report_mask-price"), price))
    odd = () if mask is None else clashes(mask)
    notes = " ".join([row.notes or "", *map(say, odd)]).strip()
    return [*told, (say("report_mask-notes"), notes)] if notes else told


def _of(row: DeviceRow, path: str, text: str) -> str:
    """A value, with a warning behind one that rests on memory."""
    return say("report_mask-with_parent", text=text) if row.is_recalled(path) else text


def _named(channel: Channel) -> str:
    return say("report_mask-channel", channel=channel.role, nm=words.plain(channel.peak_nm))


def _unknowns(mask: Mask) -> tuple[str, str]:
    gaps = written(several(unknowns(mask), "comma"))
    return say("report_mask-unknowns"), gaps or say("report_mask-nothing_unknown")


def _told(channel: Channel, named: str, total: Claim | None) -> str:
    if channel.claim is not None:
        return say("report_mask-channel_claimed", channel=named, claim=_claimed(channel.claim))
    if channel.power_mw is not None:
        power = words.plain(channel.power_mw)
        return say("report_mask-channel_power", channel=named, power=power)
    if channel.readings:
        return say("report_mask-channel_measured", channel=named)
    return named if total is not None else say("report_mask-channel_unstated", channel=named)


def _claimed(claim: Claim) -> Message:
    source = UNCHECKED if claim.status == "recalled" else Name("status", "claimed")
    figure = f"{claim.irradiance_mw_cm2:g}"
    if claim.distance_mm is None:
        return message("report_mask-claim", irradiance=figure, source=source)
    distance = words.plain(claim.distance_mm)
    return message("report_mask-claim_at", irradiance=figure, distance=distance, source=source)


def _total(mask: Mask) -> list[tuple[str, str]]:
    """What is claimed of all channels together, where nothing more is known of one of them."""
    total = mask.total_claim
    return [] if total is None else [(say("report_mask-in_total"), say(_claimed(total)))]


def timer(mask: Mask) -> str:
    """The programmes of a device in minutes."""
    steps = ", ".join(words.plain(minutes) for minutes in mask.session_min)
    return say("report_mask-steps", minutes=steps) if steps else say(UNKNOWN)


def unknowns(mask: Mask) -> list[Message]:
    """What is not known of a mask and widens every interval."""
    gaps = {
        "irradiance": not mask.has_irradiance,
        "meaning": any(
            claim is not None and claim.meaning in (None, "sum") and not c.readings
            for c in mask.channels
            for claim in (c.claim or mask.total_claim,)
        ),
        "distance": mask.standoff_mm is None,
        "reflectance": mask.inner_reflectance is None,
        "pulsing": any(c.pulsing is None for c in mask.channels),
        "width": any(c.fwhm_nm is None and c.spectrum is None for c in mask.channels),
        "leds": mask.led_count is None and any(c.led_count is None for c in mask.channels),
        "shield": mask.eye_shield is None,
        "timer": not mask.session_min,
    }
    return [message(f"report_mask-gap_{name}") for name, missing in gaps.items() if missing]


def light(mask: Mask) -> str:
    """The colours of a mask in one phrase, wavelengths included."""
    return words.listed([words.channel(c.role, c.peak_nm) for c in mask.channels])


def own_facts(mask: Mask) -> list[tuple[str, str]]:
    """Label and text of a mask that somebody described in a file."""
    told = [
        (say("report_mask-maker"), mask.maker or say("report_mask-not_said")),
        (say("report_mask-kind"), written(Name("device", mask.form))),
    ]
    told += [
        (say("report_mask-light"), _told(channel, _named(channel), mask.total_claim))
        for channel in mask.channels
    ]
    told += [*_total(mask), (say("report_mask-timer"), timer(mask)), _unknowns(mask)]
    return [*told, (say("report_mask-notes"), mask.notes)] if mask.notes else told
