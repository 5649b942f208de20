"""Messages as bytes: version, kind, length, number, content, CRC-32 and a truncated HMAC.

The CRC tells noise from a message; the HMAC, over the session as well, tells the other side from
anybody else. Each direction has its own key. Reference: docs/reference/wire.md.
"""

import struct
from hashlib import sha256

from .wire_table import MAC_BYTES, VERSION

try:
    from binascii import crc32
except ImportError:  # a port without it
    from zlib import crc32

HEAD = "<BBHI"
HEAD_BYTES = 8
TAIL_BYTES = 4 + MAC_BYTES
MOST_CONTENT = 472
LONGEST = HEAD_BYTES + MOST_CONTENT + TAIL_BYTES
NO_SESSION = bytes(16)
NO_KEY = b""
NONCE_BYTES = 8
KEY_BYTES = 32
BLOCK = 64  # of SHA-256
MASK_32 = 0xFFFFFFFF  # numbers travel in 32 bits


def _digest_by_hand(key: bytes, message: bytes) -> bytes:
    """HMAC-SHA-256 where no library has it (RFC 2104)."""
    if len(key) > BLOCK:
        key = sha256(key).digest()
    key = key + bytes(BLOCK - len(key))
    inner = sha256(bytes([b ^ 0x36 for b in key]) + message).digest()
    return sha256(bytes([b ^ 0x5C for b in key]) + inner).digest()


try:
    from hmac import digest as _digest

    def hmac_sha256(key: bytes, message: bytes) -> bytes:
        """HMAC-SHA-256 of a message."""
        return _digest(key, message, "sha256")

except ImportError:
    hmac_sha256 = _digest_by_hand


def same(one: bytes, two: bytes) -> bool:
    """Equal, in a time that tells nothing of where they differ."""
    if len(one) != len(two):
        return False
    odd = 0
    for at in range(len(one)):
        odd |= one[at] ^ two[at]
    return odd == 0


def session_key(slot_key: bytes, session: bytes, to_mask: bool) -> bytes:
    """The key of one direction in one session."""
    label = b"openpbm 2 to mask" if to_mask else b"openpbm 2 to host"
    return hmac_sha256(slot_key, label + session)


def label_key(secret: str, serial: str) -> bytes:
    """The key that a label under the battery door gives."""
    return sha256(b"openpbm 2 label" + secret.encode() + serial.encode()).digest()


def slot_key(label: bytes, host_nonce: bytes, mask_nonce: bytes, slot: int) -> bytes:
    """The key of one host, agreed when it was enrolled."""
    return hmac_sha256(label, b"openpbm 2 slot" + host_nonce + mask_nonce + bytes([slot]))


def checksum(content: bytes) -> int:
    """CRC-32."""
    return crc32(content) & MASK_32


def packed(kind: int, seq: int, content: bytes, session: bytes, key: bytes) -> bytes:
    """A whole frame; without a key its MAC is zeros."""
    body = struct.pack(HEAD, VERSION, kind, len(content), seq & MASK_32) + content
    mac = hmac_sha256(key, session + body)[:MAC_BYTES] if key else bytes(MAC_BYTES)
    return body + struct.pack("<I", checksum(body)) + mac


def parts(frame: bytes) -> tuple[int, int, bytes] | None:
    """Kind, number and content of a frame that is whole, believed by nobody; None is noise."""
    length = len(frame) - TAIL_BYTES
    if length < HEAD_BYTES or length > HEAD_BYTES + MOST_CONTENT:
        return None
    body = frame[:length]
    if struct.unpack("<I", frame[length : length + 4])[0] != checksum(body):
        return None
    version, kind, size, seq = struct.unpack(HEAD, frame[:HEAD_BYTES])
    if version != VERSION or size != length - HEAD_BYTES:
        return None
    return kind, seq, body[HEAD_BYTES:]


def is_of(frame: bytes, session: bytes, key: bytes) -> bool:
    """True where whoever has the key made this whole frame in this session."""
    length = len(frame) - TAIL_BYTES
    mac = hmac_sha256(key, session + frame[:length])[:MAC_BYTES]
    return same(mac, frame[length + 4 :])


def channels(content: bytes, head: str, each: str, count: int) -> list[tuple[int, ...]] | None:
    """What follows the head of a message, for each channel; None where it is not just that."""
    step, at = struct.calcsize(each), struct.calcsize(head)
    if len(content) != at + step * count:
        return None
    return [struct.unpack(each, content[at + step * i : at + step * (i + 1)]) for i in range(count)]
