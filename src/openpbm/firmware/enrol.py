"""New hosts: a button held, a label's secret, four keys."""

import struct

from .board import LABEL, SLOT
from .frame import KEY_BYTES, NO_SESSION, is_of, packed, slot_key
from .wire_table import (
    ENROL,
    ENROL_CONFIRM_MS,
    ENROL_FIELDS,
    ENROL_HOLD_MS,
    ENROL_OPEN_MS,
    ENROLLED,
    ENROLLED_FIELDS,
    FORGET_HOLD_MS,
    REFUSED,
    REFUSED_BUTTON,
    REFUSED_FIELDS,
    REFUSED_FULL,
)

TYPE_CHECKING = False
if TYPE_CHECKING:
    from .core import Core

SLOTS = 4
EVERY_SLOT = 255


class Enrolment:
    """Who may talk to this mask, and how somebody new becomes one of them."""

    def __init__(self, core: "Core") -> None:
        self._core = core
        self._board = core.board
        self._pressed_ms = -1
        self._open_until_ms = -1
        self._waits: dict[int, int] = {}  # slot not confirmed yet: until when

    def key(self, slot: int) -> bytes | None:
        """The key of a slot."""
        if not 0 <= slot < SLOTS:
            return None
        key = self._board.kept(SLOT, slot)
        return key if key is not None and len(key) == KEY_BYTES else None

    def tick(self, is_pressed: bool) -> None:
        """Watch the button, and drop what nobody confirmed."""
        now = self._core.now_ms
        for slot in [s for s in self._waits if now > self._waits[s]]:
            self._drop(slot)
        if not is_pressed:
            self._pressed_ms = -1
            return
        if self._pressed_ms < 0:
            self._pressed_ms = now
        held_ms = now - self._pressed_ms
        if held_ms >= FORGET_HOLD_MS:
            for slot in range(SLOTS):
                self._drop(slot)
            self._open_until_ms = -1
        elif held_ms >= ENROL_HOLD_MS:
            self._open_until_ms = now + ENROL_OPEN_MS

    def confirm(self, slot: int) -> None:
        """Its owner greeted with it."""
        if slot in self._waits:
            del self._waits[slot]

    def heard(self, frame: bytes, seq: int, content: bytes, link: object) -> None:
        """Somebody new, with the label's secret or without."""
        core = self._core
        label = self._board.kept(LABEL, 0)
        if label is None or core.is_lit or not is_of(frame, NO_SESSION, label):
            return
        if len(content) != struct.calcsize(ENROL_FIELDS):
            return
        host_nonce = content[:16]
        if core.now_ms > self._open_until_ms:
            self._refuse(seq, REFUSED_BUTTON, label, link)
            return
        free = [slot for slot in range(SLOTS) if self.key(slot) is None]
        if not free:
            self._refuse(seq, REFUSED_FULL, label, link)
            return
        slot, mask_nonce = free[0], self._board.fresh(16)
        self._board.keep(SLOT, slot, slot_key(label, host_nonce, mask_nonce, slot))
        self._waits[slot] = core.now_ms + ENROL_CONFIRM_MS
        core.note_key(slot)
        answer = struct.pack(ENROLLED_FIELDS, mask_nonce, slot)
        core.talk.send(link, packed(ENROLLED, 1, answer, NO_SESSION, label))

    def forget(self, slot: int, own: int) -> None:
        """A host drops its own key; all of them only with the button held."""
        if slot == own:
            self._drop(slot)
        elif slot == EVERY_SLOT and self._pressed_ms >= 0:
            for every in range(SLOTS):
                self._drop(every)

    def _refuse(self, seq: int, why: int, label: bytes, link: object) -> None:
        answer = struct.pack(REFUSED_FIELDS, seq, ENROL, why, 0)
        self._core.talk.send(link, packed(REFUSED, 1, answer, NO_SESSION, label))

    def _drop(self, slot: int) -> None:
        self.confirm(slot)
        if self.key(slot) is not None:
            self._board.keep(SLOT, slot, b"")
            self._core.note_key(slot)
            self._core.talk.drop(slot)
