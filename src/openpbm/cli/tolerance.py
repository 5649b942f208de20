"""`openpbm tolerance`: how many masks of a lot keep a maker's limits, and what spoils the rest."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from openpbm.cli.codes import DONE, REFUSED
from openpbm.cli.output import tell
from openpbm.fact import message

if TYPE_CHECKING:
    from openpbm.files.json_value import Json
    from openpbm.interval import Interval
    from openpbm.mask import Mask
    from openpbm.sweeps.yields import LotAsked, YieldReport

DATA, PICTURE = "tolerance.json", "tolerance.svg"


def tolerance_command(
    mask: Annotated[str, typer.Argument(metavar="MASK", help="help-tolerance-mask")],
    limits: Annotated[Path, typer.Option(metavar="LIMITS.toml", help="help-tolerance-limits")],
    out: Annotated[Path, typer.Option(metavar="DIR", help="help-tolerance-out")] = Path(
        "openpbm-out"
    ),
) -> None:
    """Make a lot of a mask by chance, and hold it against a maker's limits."""
    from openpbm.files.folder import check_writable, write_outputs
    from openpbm.files.json_value import json_text
    from openpbm.files.mask_file import find_mask
    from openpbm.files.tolerance_file import read_limits
    from openpbm.reports.tolerance import lines, picture
    from openpbm.sweeps.told import of_asked

    found = find_mask(mask)
    asked = read_limits(limits, found)
    _check_light(found)
    check_writable(out)
    for doubt in of_asked(asked):
        tell(doubt)
    report = _report(found, asked)
    write_outputs(out, {DATA: json_text(report_json(report)), PICTURE: picture(report)})
    typer.echo("\n".join(lines(report)))
    tell(message("tolerance-written", data=str(out / DATA), picture=str(out / PICTURE)))
    raise typer.Exit(DONE if report.good.median > 0 else REFUSED)


def _check_light(mask: Mask) -> None:
    """Of a mask that states no light nothing can be made."""
    from openpbm.cli.output import told
    from openpbm.errors import InputError
    from openpbm.fact import several
    from openpbm.light.calibrate import missing_irradiance

    dark = missing_irradiance(mask)
    if dark:
        channels = several(dark, "comma")
        raise InputError(told(message("tolerance-no_light", mask=mask.id, channels=channels)))


def _report(mask: Mask, asked: LotAsked) -> YieldReport:
    import os

    from openpbm.cli.progress import shown_progress
    from openpbm.files.light.folder import light_folder
    from openpbm.planning.progress import silent
    from openpbm.sweeps.yields import judged_mask

    with shown_progress() as progress:
        kept = light_folder(os.environ)
        return judged_mask(mask, asked, progress=progress or silent, kept=kept)


def report_json(report: YieldReport) -> dict[str, Json]:
    """The report as JSON; low and high are 5 and 95 %."""
    from openpbm.files.json_value import rounded

    limits: list[Json] = [
        {
            "channel": limit.channel,
            "quantity": limit.quantity,
            "low": limit.low,
            "high": limit.high,
            "share_that_keeps_it": _ends(share),
        }
        for limit, share in zip(report.limits, report.by_limit, strict=True)
    ]
    drivers: list[Json] = [
        {
            "tolerance": driver.name,
            "yield_were_it_perfect": rounded(driver.yield_without),
            "gain": _ends(driver.gain),
            "share_of_variance": [_ends(share) for share in driver.share],
        }
        for driver in report.drivers
    ]
    tests: list[Json] = [
        {
            "limit": test.limit.name,
            "test": test.quantity,
            "low": rounded(test.low),
            "high": rounded(test.high),
            "sensitivity": _ends(test.sensitivity),
            "specificity": _ends(test.specificity),
            "shown_to_work": test.is_shown,
            "cannot_be_told_from_the_first": test.is_like_first,
        }
        for test in report.tests
    ]
    return {
        "made": report.made,
        "yield": _ends(report.good),
        "limits": limits,
        "tolerances": drivers,
        "cannot_be_told_apart": [list(run) for run in report.alike],
        "without_a_gain_shown": list(report.without_gain),
        "tests": tests,
    }


def _ends(found: Interval) -> Json:
    from openpbm.files.json_value import rounded

    return {
        "value": rounded(found.median),
        "low": rounded(found.p05),
        "high": rounded(found.p95),
    }
