"""`openpbm device conform`: does a mask keep the rules, judged by a jig."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from openpbm.cli.codes import DONE, REFUSED
from openpbm.cli.language import in_any_language
from openpbm.cli.output import tell, told
from openpbm.fact import Message, message

if TYPE_CHECKING:
    from openpbm.devices.conform.bench import Bench
    from openpbm.devices.conform.rig import Rig
    from openpbm.devices.conform.suite import CaseResult
    from openpbm.devices.label import Label
    from openpbm.files.json_value import Json
    from openpbm.reports.conform_html import ConformRow

PAGE, DATA = "conformance.html", "conformance.json"
IN_THE_PROGRAM = "sim"
QUICK = 0.02  # of frames of noise and of seconds of light


@in_any_language
def conform_command(
    link: Annotated[
        str, typer.Option("--link", metavar="ADDRESS", help="help-device-link")
    ] = IN_THE_PROGRAM,
    jig: Annotated[str, typer.Option("--jig", metavar="ADDRESS", help="help-device-jig")] = "",
    level: Annotated[int, typer.Option("--level", metavar="N", help="help-device-level")] = 4,
    only: Annotated[
        list[str] | None,
        typer.Option("--case", metavar="ID", help="help-device-case", show_default=False),
    ] = None,
    serial: Annotated[
        str, typer.Option("--serial", metavar="SERIAL", help="help-device-serial")
    ] = "",
    quick: Annotated[bool, typer.Option("--quick", help="help-device-quick")] = False,
    out: Annotated[Path, typer.Option(metavar="DIR", help="help-device-out")] = Path("openpbm-out"),
) -> None:
    """Try a mask in a jig, case by case."""
    from openpbm.devices.conform.bench import Bench
    from openpbm.devices.conform.suite import FAILED, all_judged, cases_of
    from openpbm.files.folder import check_writable, write_outputs
    from openpbm.files.json_value import json_text
    from openpbm.reports.conform_html import conform_html

    check_level(level)
    cases = cases_of(level, [one.upper() for one in only or ()])
    check_writable(out)
    label = _label(link, serial)
    rig = _rig(link, jig, quick)
    try:
        bench = Bench(rig, label, secrets.token_bytes)
        typer.echo(f"TAP version 13\n1..{len(cases)}")
        results = []
        for number, result in enumerate(all_judged(bench, cases), 1):
            results.append(result)
            for line in tap(number, result):
                typer.echo(line)
        facts, data = facts_of(bench), json_text(data_of(level, bench, results))
    finally:
        rig.close()
    page = conform_html(level, facts, [_row(result) for result in results], _note(link))
    write_outputs(out, {PAGE: page, DATA: data})
    tell(message("cli-page", path=str(out / PAGE)))
    failed = any(result.verdict == FAILED for result in results)
    raise typer.Exit(REFUSED if failed else DONE)


def check_level(level: int) -> None:
    """One of five.

    Raises:
        InputError: it is none.
    """
    from openpbm.errors import InputError

    if not 1 <= level <= 5:
        raise InputError(told(message("conform-no_level", found=str(level))))


def _label(link: str, serial: str) -> Label:
    from openpbm.cli.device import label_asked
    from openpbm.devices.label import Label
    from openpbm.firmware.mask_sim import LABEL_SECRET, LABEL_SERIAL

    if link == IN_THE_PROGRAM:
        return Label(serial=LABEL_SERIAL, secret=LABEL_SECRET)
    return label_asked(serial)


def _rig(link: str, jig: str, quick: bool) -> Rig:
    from openpbm.devices.conform.rig import VirtualRig, real_rig
    from openpbm.errors import InputError
    from openpbm.firmware.mask_sim import SimMask

    effort = QUICK if quick else 1.0
    if link == IN_THE_PROGRAM:
        rig = VirtualRig(SimMask(secrets.token_bytes))
        rig.effort = effort
        return rig
    if not jig:
        raise InputError(told(message("conform-needs_real_jig", link=link)))
    return real_rig(link, jig, effort)


def _note(link: str) -> Message | None:
    return message("conform-not_device") if link == IN_THE_PROGRAM else None


def tap(number: int, result: CaseResult) -> list[str]:
    """A case as lines of the Test Anything Protocol, version 13."""
    from openpbm.devices.conform.suite import FAILED, NOT_RUN

    word = "not ok" if result.verdict == FAILED else "ok"
    skip = f" # SKIP {told(result.why)}" if result.verdict == NOT_RUN and result.why else ""
    lines = [f"{word} {number} - {result.case.id} {told(result.case.title)}{skip}"]
    if result.verdict == FAILED:
        seen = [f"    - {told(one.told)}" for one in result.seen if not one.holds]
        lines += ["  ---", "  seen:", *seen, "  ..."]
    return lines


def facts_of(bench: Bench) -> list[tuple[Message, str]]:
    """Which mask it was, and which jig."""
    mask, jig = bench.mask, bench.look()
    said = told(message("conform-jig_said", now=f"{jig.now_ms:.0f} ms", ups=jig.ups))
    if mask is None:
        return [(message("conform-jig"), said)]
    version = ".".join(str(part) for part in mask.firmware)
    return [
        (message("conform-serial"), mask.serial_tag.hex()),
        (message("conform-firmware"), version),
        (message("conform-digest"), mask.digest.hex()),
        (message("conform-calibration"), mask.calibration.hex()),
        (message("conform-jig"), said),
    ]


def _row(result: CaseResult) -> ConformRow:
    from openpbm.reports.conform_html import ConformRow

    return ConformRow(
        id=result.case.id,
        title=result.case.title,
        verdict=result.verdict,
        seen=tuple((one.told, one.holds) for one in result.seen),
        why=result.why,
    )


def data_of(level: int, bench: Bench, results: Sequence[CaseResult]) -> Json:
    """For programs."""
    mask, jig = bench.mask, bench.look()
    return {
        "schema": "openpbm-conformance-1",
        "level": level,
        "mask": None
        if mask is None
        else {
            "serial_tag": mask.serial_tag.hex(),
            "mask_code": mask.mask_code,
            "firmware": list(mask.firmware),
            "firmware_digest": mask.digest.hex(),
            "calibration_digest": mask.calibration.hex(),
        },
        "jig": {"now_ms": jig.now_ms, "ups": jig.ups, "late_ticks": jig.late},
        "cases": [
            {
                "id": result.case.id,
                "level": result.case.level,
                "verdict": result.verdict,
                "tries": result.tries,
                "why": result.why.id if result.why is not None else None,
                "seen": [
                    {
                        "what": one.what.id.removeprefix("conform-"),
                        "found": round(one.found, 3),
                        "unit": one.unit,
                        "least": one.least,
                        "most": one.most,
                        "holds": one.holds,
                    }
                    for one in result.seen
                ],
            }
            for result in results
        ],
    }
