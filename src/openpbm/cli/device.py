"""`openpbm device`: masks with open firmware: find, pair, read, forget, demonstrate."""

from __future__ import annotations

import os
import secrets
from collections.abc import Callable, Iterable
from contextlib import ExitStack
from pathlib import Path
from shlex import quote
from typing import TYPE_CHECKING, Annotated, TypeVar

import typer

from openpbm.cli.conform import conform_command
from openpbm.cli.help import SpokenCommand, SpokenGroup
from openpbm.cli.language import in_any_language
from openpbm.cli.option import AsJson
from openpbm.cli.output import echo_json, tell, told
from openpbm.cli.resolve import resolve_all
from openpbm.fact import message, several, theirs
from openpbm.speech.language import typed_next

if TYPE_CHECKING:
    from openpbm.delivery.order import Order
    from openpbm.devices.finding import FoundMask
    from openpbm.devices.host import Greeted
    from openpbm.devices.label import Label
    from openpbm.errors import DeviceError
    from openpbm.files.json_value import Json
    from openpbm.sitting.device import Paired
    from openpbm.tracking.mask_log import LogRecord, MaskLog

T = TypeVar("T")
OPEN, PANEL, DEMO = "open", "timed", "demo"  # transports of what is paired here

app = typer.Typer(
    cls=SpokenGroup, help="help-device", no_args_is_help=True, rich_markup_mode=None
)  # fmt: skip

Name = Annotated[str, typer.Argument(metavar="NAME", help="help-device-name")]


def _path() -> Path:
    from openpbm.files.paired_file import paired_path

    return paired_path(os.environ)


def _known(name: str) -> Paired:
    """The mask of a name.

    Raises:
        InputError: there is none.
    """
    from openpbm.errors import InputError
    from openpbm.files.paired_file import read_paired

    masks = read_paired(_path())
    for mask in masks:
        if mask.name.lower() == name.lower():
            return mask
    if not masks:
        raise InputError(told(message("open_mask-none_paired", found=name)))
    names = several([mask.name for mask in masks], "or")
    raise InputError(told(message("open_mask-not_paired", found=name, known=names)))


# ---- find


@app.command("find", cls=SpokenCommand, help="help-device-find")
@in_any_language
def find_command(
    at: Annotated[
        list[str] | None,
        typer.Option("--at", metavar="ADDRESS", help="help-device-at", show_default=False),
    ] = None,
    seconds: Annotated[
        float, typer.Option(min=0, max=60, metavar="SEC", help="help-device-seconds")
    ] = 5.0,
) -> None:
    """Ask cables, radio, network and named addresses who is there."""
    from openpbm.devices.finding import found_at, on_cables, on_the_radio
    from openpbm.devices.network import on_the_network

    count = _list(found_at(at or ())) + _list(on_cables())
    if seconds:
        count += _list(on_the_radio(seconds)) + _list(on_the_network(seconds))
    if count == 0:
        tell(message("open_mask-find_none"))


def _list(found: Iterable[FoundMask | DeviceError]) -> int:
    from openpbm.errors import DeviceError

    count = 0
    for one in found:
        if isinstance(one, DeviceError):
            typer.echo(f"  {one}")
        else:
            count += 1
            _line(one)
    return count


def _line(found: FoundMask) -> None:
    if found.is_panel:
        tell(message("open_mask-found_panel", where=found.address, name=theirs(found.name)))
    elif found.hail is None:
        tell(
            message(
                "open_mask-found_radio", where=found.address, name=theirs(found.name), tag=found.tag
            )
        )
    else:
        tell(
            message(
                "open_mask-found",
                where=found.address,
                colours=found.hail.channels,
                tag=found.tag,
            )
        )


# ---- pair


@app.command("pair", cls=SpokenCommand, help="help-device-pair")
@in_any_language
def pair_command(
    address: Annotated[str, typer.Argument(metavar="ADDRESS", help="help-device-address")],
    name: Annotated[str, typer.Option("--name", metavar="NAME", help="help-device-new-name")],
    serial: Annotated[
        str, typer.Option("--serial", metavar="SERIAL", help="help-device-serial")
    ] = "",
    mask: Annotated[str, typer.Option("--mask", metavar="ID", help="help-device-mask")] = "",
    panel: Annotated[bool, typer.Option("--panel", help="help-device-panel")] = False,
) -> None:
    """Make this computer a host of a mask, by its label; or remember a panel."""
    if panel:
        _pair_panel(address, name, mask)
        return
    from openpbm.delivery.ident import RELEASE
    from openpbm.devices.host import enrolled, greeted
    from openpbm.devices.open_mask import link_of
    from openpbm.errors import InputError
    from openpbm.files.paired_file import check_name, keep_paired
    from openpbm.sitting.device import Paired

    check_name(name)
    label = label_asked(serial)
    link = link_of(address)
    try:
        slot = enrolled(link, label, name, secrets.token_bytes)
        host = greeted(link, slot, secrets.token_bytes, _unix_s())
        try:
            mask_id = _mask_id(host.ident.mask_code, mask)
        except InputError:
            host.forget(slot.number)  # or its place would be taken by nobody
            raise
    finally:
        link.close()
    paired = Paired(
        transport=OPEN,
        name=name,
        address=address,
        mask_id=mask_id,
        serial=label.serial,
        slot=slot.number,
    )
    in_system = keep_paired(_path(), paired, slot.key)
    tell(message("open_mask-paired", name=theirs(name), mask=paired.mask_id, place=slot.number + 1))
    if host.ident.flavour != RELEASE:
        version = ".".join(map(str, host.ident.firmware))
        tell(message("open_mask-development", version=version))
    in_file = message("open_mask-key_in_file")
    tell(message("open_mask-key_in_system") if in_system else in_file)
    tell(message("open_mask-use_it", device=f"{OPEN}:{name}"))


def _pair_panel(address: str, name: str, mask: str) -> None:
    from openpbm.errors import InputError
    from openpbm.files.paired_file import keep_paired
    from openpbm.sitting.device import Paired

    if not address.startswith("ble:") or not mask:
        raise InputError(told(message("open_mask-panel_needs")))
    panel = Paired(transport=PANEL, name=name, address=address, mask_id=mask)
    keep_paired(_path(), panel, None)
    tell(message("open_mask-use_it", device=f"{PANEL}:{name}"))


def label_asked(serial: str) -> Label:
    """Asked for without showing it, where somebody sits there; a secret stands in no command."""
    import sys
    from getpass import getpass

    from openpbm.devices.label import label_of

    question = told(message("open_mask-ask_label"))
    text = getpass(f"{question} ") if sys.stdin.isatty() else sys.stdin.readline()
    return label_of(text, serial)


def _mask_id(code: int, given: str) -> str:
    """Which mask of a plan it is.

    Raises:
        InputError: it says another one than was given, or none that is known.
    """
    from openpbm.delivery.wire import mask_code
    from openpbm.errors import InputError
    from openpbm.mask.catalogue import catalogue_ids

    if given:
        if mask_code(given) != code:
            raise InputError(told(message("open_mask-other_mask", given=given)))
        return given
    for known in catalogue_ids():
        if mask_code(known) == code:
            return known
    raise InputError(told(message("open_mask-unknown_mask")))


def _unix_s() -> int:
    from openpbm.devices.clock import moment

    return int(moment().at.timestamp())


# ---- try

app.command("conform", cls=SpokenCommand, help="help-device-conform")(conform_command)


# ---- what is paired


@app.command("list", cls=SpokenCommand, help="help-device-list")
@in_any_language
def list_command() -> None:
    """Every mask that was paired here."""
    from openpbm.files.paired_file import read_paired

    masks = read_paired(_path())
    if not masks:
        tell(message("open_mask-list_none"))
    for mask in masks:
        row = message(
            "open_mask-list_row",
            device=f"{mask.transport}:{mask.name}",
            where=mask.address,
            mask=mask.mask_id,
        )
        tell(row)


@app.command("forget", cls=SpokenCommand, help="help-device-forget")
@in_any_language
def forget_command(name: Name) -> None:
    """Forget a mask, and let it forget this computer where it is in reach."""
    from openpbm.errors import DeviceError
    from openpbm.files.paired_file import forget_paired

    mask, why = _known(name), ""
    if mask.transport == OPEN:
        try:
            _with(mask, lambda host: host.forget(mask.slot))
        except DeviceError as problem:
            why = str(problem)
    forget_paired(_path(), mask.name)
    tell(message("open_mask-forgotten", name=theirs(mask.name)))
    if why:
        tell(message("open_mask-forgotten_here", why=why))


def _with(mask: Paired, do: Callable[[Greeted], T]) -> T:
    from openpbm.devices.host import MaskSlot, greeted
    from openpbm.devices.open_mask import link_of

    key = mask.key()
    with ExitStack() as held:
        held.callback(mask.hold())
        link = link_of(mask.address)
        held.callback(link.close)
        slot = MaskSlot(number=mask.slot, key=key)
        return do(greeted(link, slot, secrets.token_bytes, _unix_s()))


# ---- its log


@app.command("log", cls=SpokenCommand, help="help-device-log")
@in_any_language
def log_command(
    name: Name,
    as_json: AsJson = False,
) -> None:
    """What a mask wrote down of its own light."""
    from openpbm.devices.mask_log import read_log

    found = _with(_known(name), read_log)
    if as_json:
        echo_json([_record_json(record) for record in found.records])
    else:
        for record in found.records:
            typer.echo(_record(record))
    _tell_whole(found)
    resolve_all(found, is_told=not as_json)


def _tell_whole(log: MaskLog) -> None:
    if log.missing:
        tell(message("open_mask-log_missing", missing=log.missing))
    elif not log.is_whole:
        tell(message("open_mask-log_broken"))


def _record(record: LogRecord) -> str:
    from openpbm.firmware import wire_table as wire

    kinds = {value: key for key, value in vars(wire).items() if key.startswith("LOG_")}
    kind = kinds.get(record.kind, str(record.kind)).removeprefix("LOG_").lower()
    lit = " ".join(f"{ms / 1000:.1f}" for ms in record.lit_ms)
    return f"{record.number:>6}  {record.boots:>4}  {kind:<12}{record.detail:>4}  {lit}"


def _record_json(record: LogRecord) -> dict[str, Json]:
    return {
        "number": record.number,
        "kind": record.kind,
        "detail": record.detail,
        "boots": record.boots,
        "device_ms": record.device_ms,
        "unix_s": record.unix_s,
        "order_id": record.order_id.hex(),
        "lit_ms": list(record.lit_ms),
        "is_chained": record.is_chained,
    }


# ---- demonstrate


@app.command("demo", cls=SpokenCommand, help="help-device-demo")
@in_any_language
def demo_command(
    plan: Annotated[Path, typer.Argument(metavar="PLAN.json", help="help-session-plan")],
    port: Annotated[int, typer.Option(min=0, max=65535, help="help-device-port")] = 0,
) -> None:
    """Play the mask of a plan on this computer, until it is ended; nothing shines."""
    import signal
    import threading

    from openpbm.delivery.frame import KEY_BYTES
    from openpbm.devices.demo_mask import DemoMask
    from openpbm.files.paired_file import forget_paired, keep_paired
    from openpbm.sitting.device import Paired

    key = secrets.token_bytes(KEY_BYTES)
    order = _order(plan)
    demo = DemoMask(order, key=key, fresh=secrets.token_bytes, port=port)
    mask = Paired(transport=DEMO, name=DEMO, address=demo.address, mask_id=order.mask_id)
    over = threading.Event()
    # the interrupt too: a shell that starts it in the background leaves interrupts ignored
    ends = (signal.SIGINT, signal.SIGTERM)
    before = [signal.signal(end, lambda *_: over.set()) for end in ends]
    try:
        keep_paired(_path(), mask, key, lambda: None)  # a key for minutes
        tell(message("open_mask-demo_ready", where=demo.address))
        typer.echo(f"  {typed_next('openpbm session')} {quote(str(plan))} --device {DEMO}")
        demo.serve(over.is_set)
    finally:
        for end, handler in zip(ends, before, strict=True):
            signal.signal(end, handler)
        forget_paired(_path(), DEMO, lambda: None)
    tell(message("open_mask-demo_over"))


def _order(path: Path) -> Order:
    """What the plan asks of its mask on a day without other light."""
    from openpbm.devices.clock import moment
    from openpbm.errors import InputError
    from openpbm.files.plan.kept import read_plan
    from openpbm.sitting.book import Unkept
    from openpbm.sitting.turn import Turn

    plan = read_plan(path, needs_session=True)
    holder = secrets.token_hex(8)
    with Turn(plan, Unkept(moment()), moment, holder=holder, by_hand=False) as turn:
        found = turn.open()
    if found.order is None:
        raise InputError(told(message("open_mask-demo_no_light")))
    return found.order
