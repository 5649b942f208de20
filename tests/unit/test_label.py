"""A label: read as printed, in any groups; each slip is told, and no word repeats the secret."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openpbm.devices.label import (
    LETTERS,
    Label,
    check_letter,
    label_of,
    printed,
    qr_text,
    secret_of,
)
from openpbm.errors import InputError

secrets = st.text(LETTERS, min_size=20, max_size=20)
serials = st.text("ABCXYZ0189-", max_size=31).map(lambda rest: "A" + rest)


@given(secrets, serials, st.sampled_from(["", "HALO-2"]))
def test_what_is_printed_is_read(secret: str, serial: str, model: str) -> None:
    label = Label(serial=serial, secret=secret, model=model)
    assert label_of(printed(secret), serial) == Label(serial=serial, secret=secret)
    assert label_of(qr_text(label)) == label
    assert re.fullmatch(r"[0-9A-Z $%*+./:-]+", qr_text(label)), "letters of the small QR code"


@given(secrets, st.data())
def test_letters_that_look_alike_and_other_groups_are_read_all_the_same(
    secret: str, data: st.DataObject
) -> None:
    typed = printed(secret).replace("-", data.draw(st.sampled_from(["", " ", "--", "\n"])))
    for letter, like in (("0", "oO"), ("1", "iIlL"), ("V", "uU")):
        typed = typed.replace(letter, data.draw(st.sampled_from([letter, *like])))
    assert secret_of(typed.lower() if data.draw(st.booleans()) else typed) == secret


@given(secrets, st.integers(0, 20), st.integers(1, 31))
def test_one_wrong_letter_is_always_seen(secret: str, at: int, by: int) -> None:
    letters = list(secret + check_letter(secret))
    letters[at] = LETTERS[LETTERS.index(letters[at]) ^ by]
    with pytest.raises(InputError, match="found a slip"):
        secret_of("".join(letters))


@given(secrets, st.integers(0, 20), st.integers(0, 20))
def test_two_letters_that_changed_places_are_always_seen(secret: str, one: int, two: int) -> None:
    letters = list(secret + check_letter(secret))
    if letters[one] == letters[two]:
        return
    letters[one], letters[two] = letters[two], letters[one]
    with pytest.raises(InputError, match="found a slip"):
        secret_of("".join(letters))


WHOLE = printed("0123456789ABCDEFGHJK")
WRONG = [
    ("", "A1", "found 0 letters"),
    (WHOLE[:-1], "A1", "found 20 letters of the secret; expected 21"),
    (WHOLE + "7", "A1", "found 22 letters"),
    (WHOLE.replace("K", "!"), "A1", "found ! in the secret"),
    (WHOLE, "", "found the serial number"),
    (WHOLE, "A/1", "found the serial number"),
    ("OPENPBM:3/A1/" + WHOLE, "", "a label of another version"),
    ("OPENPBM:2/A1", "", "a code without serial number and secret"),
    ("OPENPBM:2/A1/" + WHOLE, "A2", "found a label of A1; expected the one of A2"),
    ("OPENPBM:2//" + WHOLE, "", "found the serial number"),
]


@pytest.mark.parametrize(("text", "serial", "told"), WRONG)
def test_what_is_wrong_is_told_without_the_secret(text: str, serial: str, told: str) -> None:
    with pytest.raises(InputError, match=re.escape(told)) as problem:
        label_of(text, serial)
    assert not any(group in str(problem.value) for group in WHOLE.split("-")[:5])


def test_no_text_of_a_label_holds_its_secret() -> None:
    label = Label(serial="A1", secret="0123456789ABCDEFGHJK")
    assert label.secret not in repr(label) and "key" not in repr(label)
