"""A radio in memory: a Bumble device plays the mask, and bleak reaches it by a backend of its own.

What runs is bleak's own BleakClient, and Bumble's host, link layer and attribute protocol on both
sides. Not played: intervals, signal strength, drivers.
"""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Awaitable, Callable
from concurrent.futures import Future
from typing import Any, TypeVar

import pytest

pytest.importorskip("bleak")
pytest.importorskip("bumble")

from bleak.backends.characteristic import BleakGATTCharacteristic
from bleak.backends.client import BaseBleakClient
from bleak.backends.scanner import AdvertisementData, BaseBleakScanner
from bleak.backends.service import BleakGATTService, BleakGATTServiceCollection
from bleak.exc import BleakError
from bumble import att
from bumble.controller import Controller
from bumble.core import UUID, BaseBumbleError
from bumble.device import Advertisement, Connection, Device, Peer
from bumble.gatt import Characteristic, CharacteristicValue, Service
from bumble.gatt_client import CharacteristicProxy
from bumble.hci import Address
from bumble.host import Host
from bumble.link import LocalLink
from bumble.transport.common import AsyncPipeSink

from openpbm.devices.ble_link import HAIL, INLET, OUTLET, SERVICE

T = TypeVar("T")
MASK_ADDRESS, HOST_ADDRESS = "F0:F1:F2:F3:F4:F5", "F6:F7:F8:F9:FA:FB"
PATIENCE_S = 60.0  # for what never comes; no pace
PROPERTIES = Characteristic.Properties


class Radio:
    """The air, a mask in it, and this computer's radio, all on a loop in a thread."""

    def __init__(
        self,
        mtu: int,
        *,
        services: Callable[[Radio], list[Service]] | None = None,
        advertised: bytes = b"",
    ):
        self.mtu, self.advertised = mtu, advertised
        self.loop = asyncio.new_event_loop()
        self.heard: list[bytes] = []  # written to the inlet, piece by piece
        self.on_write: Callable[[bytes], None] = self.heard.append
        self.connection: Connection | None = None
        self.hail = bytes(range(16))
        self.outlet: Characteristic[bytes] | None = None
        self._thread = threading.Thread(target=self.loop.run_forever, daemon=True)
        self._thread.start()
        self.do(self._begin(services or mask_services))

    def do(self, what: Awaitable[T]) -> T:
        """In the radio's thread."""

        async def done() -> T:
            return await what

        future: Future[T] = asyncio.run_coroutine_threadsafe(done(), self.loop)
        return future.result(PATIENCE_S)

    async def _begin(self, services: Callable[[Radio], list[Service]]) -> None:
        self.link = LocalLink()
        self.mask = self._device("mask", MASK_ADDRESS)
        self.host = self._device("host", HOST_ADDRESS)
        for service in services(self):
            self.mask.add_service(service)
        self.mask.gatt_server.max_mtu = self.mtu
        self.mask.on("connection", self._connected)
        await self.mask.power_on()
        await self.host.power_on()
        await self.mask.start_advertising(
            auto_restart=True, advertising_data=self.advertised, advertising_interval_min=20.0,
            advertising_interval_max=20.0,
        )  # fmt: skip

    def _device(self, name: str, address: str) -> Device:
        controller = Controller(name, link=self.link, public_address=address)
        host = Host(controller, AsyncPipeSink(controller))
        return Device(name=name, address=Address(address), host=host)

    def _connected(self, connection: Connection) -> None:
        self.connection = connection

    async def tell(self, *pieces: bytes) -> None:
        """Notifications of the mask, one behind the other."""
        for piece in pieces:
            await self.mask.notify_subscribers(self.outlet, piece)

    async def break_off(self) -> None:
        """The mask goes out of reach."""
        if self.connection is not None:
            await self.connection.disconnect()

    def end(self) -> None:
        self.do(self._end_tasks())
        self.loop.call_soon_threadsafe(self.loop.stop)
        self._thread.join(PATIENCE_S)
        self.loop.close()

    async def _end_tasks(self) -> None:
        tasks = asyncio.all_tasks() - {asyncio.current_task()}
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    def backend(self) -> type[BaseBleakClient]:
        """What a BleakClient is given to reach this air."""
        return type("Bumble", (BumbleClient,), {"radio": self})

    def scanner(self) -> type[BaseBleakScanner]:
        """What a BleakScanner is given to hear this air."""
        return type("BumbleScanner", (BumbleListener,), {"radio": self})


def mask_services(radio: Radio) -> list[Service]:
    """What an open mask offers."""
    inlet: Characteristic[bytes] = Characteristic(
        INLET, PROPERTIES.WRITE | PROPERTIES.WRITE_WITHOUT_RESPONSE, Characteristic.WRITEABLE,
        CharacteristicValue(write=lambda _who, piece: radio.on_write(bytes(piece))),
    )  # fmt: skip
    radio.outlet = Characteristic(OUTLET, PROPERTIES.NOTIFY, Characteristic.READABLE, b"")
    hail: Characteristic[bytes] = Characteristic(
        HAIL, PROPERTIES.READ, Characteristic.READABLE,
        CharacteristicValue(read=lambda _who: radio.hail),
    )  # fmt: skip
    return [Service(SERVICE, [inlet, radio.outlet, hail])]


class BumbleClient(BaseBleakClient):
    """A backend of bleak: its calls go to the radio's thread, its news come back to bleak's."""

    radio: Radio

    def __init__(self, address: str, **kwargs: Any) -> None:
        kwargs = {name: kwargs[name] for name in ("disconnected_callback", "timeout")}
        super().__init__(address, **kwargs)
        self._connection: Connection | None = None

    async def _there(self, what: Awaitable[T]) -> T:
        async def done() -> T:
            try:
                return await what
            except (BaseBumbleError, att.ATT_Error) as problem:
                raise BleakError(str(problem)) from None

        return await asyncio.wrap_future(asyncio.run_coroutine_threadsafe(done(), self.radio.loop))

    @property
    def name(self) -> str:
        return "Bumble"

    @property
    def mtu_size(self) -> int:
        assert self._connection is not None
        return int(self._connection.att_mtu)

    @property
    def is_connected(self) -> bool:
        return self._connection is not None

    async def connect(self, pair: bool, **_more: Any) -> None:  # noqa: ARG002
        loop = asyncio.get_running_loop()
        connection = await self._there(self.radio.host.connect(Address(self.address)))
        self._connection = connection

        def is_over(*_why: object) -> None:
            self._connection = None
            if self._disconnected_callback is not None and not loop.is_closed():
                loop.call_soon_threadsafe(self._disconnected_callback)

        connection.on("disconnection", is_over)
        self.services = await self._there(self._discovered(connection))

    async def _discovered(self, connection: Connection) -> BleakGATTServiceCollection:
        self._peer = Peer(connection)
        await self._peer.request_mtu(self.radio.mtu)
        await self._peer.discover_services()
        found = BleakGATTServiceCollection()
        for service in self._peer.services:
            theirs = BleakGATTService(service, service.handle, _name(service.uuid))
            found.add_service(theirs)
            for one in await service.discover_characteristics():
                found.add_characteristic(self._theirs(one, theirs))
        return found

    def _theirs(self, one: CharacteristicProxy[bytes], of: BleakGATTService) -> Any:
        can: Any = [p.name.lower().replace("_", "-") for p in PROPERTIES if p & one.properties]
        return BleakGATTCharacteristic(
            one, one.handle, _name(one.uuid), can, lambda: self.mtu_size - 3, of
        )

    async def disconnect(self) -> None:
        connection = self._connection
        if connection is not None:
            await self._there(connection.disconnect())

    async def write_gatt_char(
        self, characteristic: BleakGATTCharacteristic, data: Any, response: bool
    ) -> None:
        if self._connection is None:
            raise BleakError("not connected")
        if len(data) > self.mtu_size - 3:
            raise BleakError("longer than a packet")
        await self._there(characteristic.obj.write_value(bytes(data), with_response=response))

    async def read_gatt_char(
        self, characteristic: BleakGATTCharacteristic, **_more: Any
    ) -> bytearray:
        return bytearray(await self._there(characteristic.obj.read_value()))

    async def start_notify(
        self, characteristic: BleakGATTCharacteristic, callback: Any, **_more: Any
    ) -> None:
        loop = asyncio.get_running_loop()

        def hear(value: bytes) -> None:
            if not loop.is_closed():
                loop.call_soon_threadsafe(callback, bytearray(value))

        await self._there(characteristic.obj.subscribe(hear))

    async def stop_notify(self, characteristic: BleakGATTCharacteristic) -> None:
        await self._there(characteristic.obj.unsubscribe())

    async def pair(self, *_args: Any, **_more: Any) -> None:
        raise NotImplementedError

    async def unpair(self) -> None:
        raise NotImplementedError

    async def read_gatt_descriptor(self, *_args: Any, **_more: Any) -> bytearray:
        raise NotImplementedError

    async def write_gatt_descriptor(self, *_args: Any, **_more: Any) -> None:
        raise NotImplementedError


class BumbleListener(BaseBleakScanner):
    """A backend of bleak that hears what is said on this air."""

    radio: Radio

    def __init__(
        self, detection_callback: Any, service_uuids: list[str] | None, *_args: Any, **_more: Any
    ) -> None:
        super().__init__(detection_callback, service_uuids)

    async def start(self) -> None:
        self.seen_devices = {}
        self._loop = asyncio.get_running_loop()
        self.radio.host.on("advertisement", self._hear)
        await self._there(self.radio.host.start_scanning())

    async def stop(self) -> None:
        self.radio.host.remove_listener("advertisement", self._hear)
        await self._there(self.radio.host.stop_scanning())

    async def _there(self, what: Awaitable[T]) -> T:
        async def done() -> T:
            return await what

        return await asyncio.wrap_future(asyncio.run_coroutine_threadsafe(done(), self.radio.loop))

    def _hear(self, said: Advertisement) -> None:
        uuids, name, data = list[str](), None, dict[str, bytes]()
        for kind, content in said.data.ad_structures:
            if kind == 0x03:
                uuids += [
                    _name(UUID.from_bytes(content[at : at + 2])) for at in range(0, len(content), 2)
                ]
            elif kind == 0x07:
                uuids += [
                    _name(UUID.from_bytes(content[at : at + 16]))
                    for at in range(0, len(content), 16)
                ]
            elif kind == 0x09:
                name = content.decode()
            elif kind == 0x21:
                data[_name(UUID.from_bytes(content[:16]))] = content[16:]
        if self.is_allowed_uuid([*uuids, *data]):
            found = AdvertisementData(name, {}, data, uuids, None, 0, ())
            address = str(said.address).partition("/")[0]
            self._loop.call_soon_threadsafe(
                self.create_or_update_device, address, address, name, None, found
            )


def said_on_the_air(*structures: tuple[int, bytes]) -> bytes:
    """Advertising data of these parts."""
    return b"".join(bytes([len(content) + 1, kind]) + content for kind, content in structures)


def _name(uuid: UUID) -> str:
    """As bleak writes it: whole, in lower case."""
    short = str(uuid).removeprefix("UUID-16:").split(" ")[0].lower()
    return short if len(short) == 36 else f"0000{short}-0000-1000-8000-00805f9b34fb"
