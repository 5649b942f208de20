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
    from openpbm.files.tolerance_file import LotAsked
    from openpbm.mask import Mask
    from openpbm.sweeps.yields import YieldReport

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

    found = find_mask(mask)
    asked = read_limits(limits, found)
    _check_light(found)
    check_writable(out)
    report = _report(found, asked)
    write_outputs(out, {DATA: json_text(report_json(report)), PICTURE: picture(report)})
    typer.echo("\n".join(lines(report)))
    tell(message("tolerance-written", data=str(out / DATA), picture=str(out / PICTURE)))
    raise typer.Exit(DONE if report.share_good > 0 else REFUSED)


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
    from openpbm.face.canonical import canonical_face
    from openpbm.files.light.folder import light_folder
    from openpbm.planning.progress import silent
    from openpbm.sweeps.made import nominal
    from openpbm.sweeps.yields import judged_lot

    with shown_progress() as progress:
        meant = nominal(
            mask,
            canonical_face(None),
            asked.tolerances,
            progress=progress or silent,
            kept=light_folder(os.environ),
        )
        return judged_lot(
            meant, asked.tolerances, asked.limits, asked.meter, made=asked.made, seed=asked.seed
        )


def report_json(report: YieldReport) -> dict[str, Json]:
    """The report as JSON."""
    from openpbm.files.json_value import rounded

    limits: list[Json] = [
        {
            "channel": limit.channel,
            "quantity": limit.quantity,
            "low": limit.low,
            "high": limit.high,
            "share_that_keeps_it": rounded(share),
        }
        for limit, share in zip(report.limits, report.by_limit, strict=True)
    ]
    drivers: list[Json] = [
        {
            "tolerance": driver.name,
            "yield_were_it_perfect": rounded(driver.yield_without),
            "share_of_variance": [rounded(share) for share in driver.share],
        }
        for driver in report.drivers
    ]
    tests: list[Json] = [
        {
            "limit": test.limit.name,
            "test": test.quantity,
            "low": rounded(test.low),
            "high": rounded(test.high),
            "sensitivity": rounded(test.sensitivity),
            "specificity": rounded(test.specificity),
        }
        for test in report.tests
    ]
    return {
        "made": report.made,
        "yield": rounded(report.share_good),
        "yield_standard_error": rounded(report.standard_error),
        "limits": limits,
        "tolerances": drivers,
        "tests": tests,
    }
