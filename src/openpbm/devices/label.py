"""The label under a mask's battery door: whoever reads it may enrol a host.

    secret: 20 letters of base 32 (100 bits) and one to check them, in groups of four
    QR code: OPENPBM:2/SERIAL/SECRET/MODEL

The check is a sum over the field of 32 numbers with a weight for each place: one wrong letter is
always seen, and so are any two that changed places. Letters that look like digits are read so.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from openpbm.errors import InputError
from openpbm.fact import message
from openpbm.firmware.frame import label_key
from openpbm.speech.say import say

LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # no I, L, O and U
LOOKS_LIKE = str.maketrans("ILOU", "110V")
SECRET_LETTERS = 20
GROUP = 4
QR_BEGINS = "OPENPBM:2/"
_FIELD = 0b100101  # x^5 + x^2 + 1; its powers of x are the 31 numbers that are not 0
_SERIAL = re.compile(r"[A-Z0-9][A-Z0-9-]{0,31}")


@dataclass(frozen=True, kw_only=True)
class Label:
    """One mask's. Its text holds no secret."""

    serial: str
    secret: str = field(repr=False)
    model: str = ""

    @property
    def key(self) -> bytes:
        """What mask and host make of it."""
        return label_key(self.secret, self.serial)


def label_of(text: str, serial: str = "") -> Label:
    """A label from the text of its QR code, or from its secret as typed, with the serial number.

    Raises:
        InputError: what is wrong, in words that do not repeat the secret.
    """
    told = "".join(text.split()).upper()
    if told.startswith(QR_BEGINS):
        return _from_qr(told, serial)
    if told.startswith("OPENPBM:"):
        raise InputError(say(message("open_mask-label_version")))
    return Label(serial=_serial(serial), secret=secret_of(told))


def _from_qr(told: str, serial: str) -> Label:
    parts = told.removeprefix(QR_BEGINS).split("/")
    if len(parts) not in (2, 3):
        raise InputError(say(message("open_mask-label_qr")))
    found = _serial(parts[0])
    if serial and _serial(serial) != found:
        raise InputError(say(message("open_mask-label_other", found=found, given=_serial(serial))))
    return Label(serial=found, secret=secret_of(parts[1]), model=parts[2] if parts[2:] else "")


def _serial(text: str) -> str:
    serial = "".join(text.split()).upper()
    if not _SERIAL.fullmatch(serial):
        raise InputError(say(message("open_mask-label_serial", found=text.strip())))
    return serial


def secret_of(text: str) -> str:
    """The 20 letters of a secret that was typed with its check, in any groups.

    Raises:
        InputError: a letter too many or too few, one that no label has, or a slip.
    """
    letters = re.sub(r"[\s-]", "", text).upper().translate(LOOKS_LIKE)
    odd = sorted(set(letters) - set(LETTERS))
    if odd:
        raise InputError(say(message("open_mask-label_letters", found=" ".join(odd))))
    if len(letters) != SECRET_LETTERS + 1:
        raise InputError(
            say(message("open_mask-label_length", found=len(letters), expected=SECRET_LETTERS + 1))
        )
    secret, check = letters[:SECRET_LETTERS], letters[SECRET_LETTERS]
    if check_letter(secret) != check:
        raise InputError(say(message("open_mask-label_slip")))
    return secret


def printed(secret: str) -> str:
    """A secret as it stands on a label, with its check.

    >>> printed("0123456789ABCDEFGHJK")
    '0123-4567-89AB-CDEF-GHJK-E'
    """
    letters = secret + check_letter(secret)
    return "-".join(letters[at : at + GROUP] for at in range(0, len(letters), GROUP))


def qr_text(label: Label) -> str:
    """What its QR code says."""
    letters = label.secret + check_letter(label.secret)
    return QR_BEGINS + "/".join([label.serial, letters, *([label.model] if label.model else [])])


def check_letter(secret: str) -> str:
    """The letter that a label adds."""
    total, weight = 0, 1
    for letter in secret:
        weight = _times(weight, 2)
        total ^= _times(weight, LETTERS.index(letter))
    return LETTERS[total]


def _times(one: int, other: int) -> int:
    """In the field of 32 numbers."""
    product = 0
    while other:
        if other & 1:
            product ^= one
        one <<= 1
        if one & 0b100000:
            one ^= _FIELD
        other >>= 1
    return product
