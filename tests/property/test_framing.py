"""Frames over streams and over pieces: whole, or not at all, and never of two makings."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from openpbm.firmware.cobs import GARBLED, LONGEST_STRETCH, Unstuffer, stuffed
from openpbm.firmware.pieces import FIRST, LAST, LONGEST_FRAME, LOST, NUMBERS, Cutter, Joiner

MTUS = st.integers(0, 517)


@st.composite
def frame(draw: st.DrawFn) -> bytes:
    """Of any length that travels; often with long runs of 0 and of other bytes."""
    parts = draw(
        st.lists(
            st.one_of(
                st.binary(min_size=1, max_size=40),
                st.integers(1, 260).map(lambda n: bytes(n)),
                st.integers(1, 300).map(lambda n: bytes([1 + k % 255 for k in range(n)])),
            ),
            min_size=1,
            max_size=6,
        )
    )
    return b"".join(parts)[:LONGEST_FRAME]


def cut_anywhere(data: st.DataObject, stream: bytes) -> list[bytes]:
    """A stream as a driver hands it over."""
    at = sorted(data.draw(st.lists(st.integers(0, len(stream)), max_size=8)))
    return [stream[a:b] for a, b in zip([0, *at], [*at, len(stream)], strict=True)]


# ---- streams


@given(frame())
def test_a_stuffed_frame_holds_no_0_but_its_end_and_grows_by_little(one: bytes) -> None:
    made = stuffed(one)
    assert made[-1:] == b"\0" and 0 not in made[:-1]
    assert len(made) <= len(one) + 2 + len(one) // 254
    assert len(made) <= LONGEST_STRETCH


@given(st.lists(frame(), max_size=5), st.data())
def test_frames_come_out_of_a_stream_as_they_went_in_however_it_is_cut(
    frames: list[bytes], data: st.DataObject
) -> None:
    reader = Unstuffer()
    come = [
        one
        for part in cut_anywhere(data, b"".join(map(stuffed, frames)))
        for one in reader.take(part)
    ]
    assert come == frames


@given(st.binary(max_size=1500), frame(), st.data())
def test_the_frame_after_noise_and_an_end_is_whole(
    noise: bytes, one: bytes, data: st.DataObject
) -> None:
    reader = Unstuffer()
    come = [
        found
        for part in cut_anywhere(data, noise + b"\0" + stuffed(one))
        for found in reader.take(part)
    ]
    assert come[-1] == one


@given(st.lists(frame(), min_size=1, max_size=4), st.data())
def test_a_byte_that_is_lost_spoils_its_own_frame_and_at_most_the_next(
    frames: list[bytes], data: st.DataObject
) -> None:
    stream = b"".join(map(stuffed, frames))
    lost = data.draw(st.integers(0, len(stream) - 1))
    come = Unstuffer().take(stream[:lost] + stream[lost + 1 :])
    spoilt = stream[:lost].count(0)
    assert come[:spoilt] == frames[:spoilt]
    after = frames[spoilt + 2 :]
    assert not after or come[-len(after) :] == after


@given(st.integers(LONGEST_STRETCH + 1, 5 * LONGEST_STRETCH), st.integers(1, 255), frame())
def test_a_stretch_without_an_end_is_told_once_and_takes_no_more_memory(
    length: int, byte: int, one: bytes
) -> None:
    reader = Unstuffer()
    told = reader.take(bytes([byte]) * length)
    assert told == [GARBLED]
    assert len(reader._heard) == LONGEST_STRETCH
    assert reader.take(b"\0" + stuffed(one)) == [one]


def test_a_run_beyond_its_end_is_garbled_and_idle_ends_are_nothing() -> None:
    assert Unstuffer().take(b"\x05ab\0") == [GARBLED]
    assert Unstuffer().take(b"\0\0\0") == []


# ---- pieces


@given(st.lists(st.tuples(frame(), MTUS), max_size=6))
def test_frames_come_out_of_pieces_as_they_went_in(frames: list[tuple[bytes, int]]) -> None:
    cutter, joiner = Cutter(), Joiner()
    come = []
    for one, mtu in frames:
        pieces = cutter.cut(one, mtu)
        assert all(2 <= len(piece) <= max(mtu, 23) - 3 for piece in pieces)
        come += [joiner.take(piece) for piece in pieces]
    assert [one for one in come if one != LOST] == [one for one, _ in frames]


@given(st.lists(frame(), min_size=2, max_size=8), MTUS, st.data())
def test_whatever_is_lost_or_doubled_no_frame_comes_that_was_not_sent(
    frames: list[bytes], mtu: int, data: st.DataObject
) -> None:
    """Up to 63 pieces in a row: more are 1.2 kB, and the checksum is for those."""
    cutter, joiner = Cutter(), Joiner()
    pieces = [piece for one in frames for piece in cutter.cut(one, mtu)]
    kept: list[bytes] = []
    since = 0
    for piece in pieces:
        fate = data.draw(st.sampled_from(["kept", "kept", "kept", "lost", "doubled"]))
        if fate == "lost" and since < NUMBERS - 1:
            since += 1
            continue
        since = 0
        kept += [piece] * (2 if fate == "doubled" else 1)
    come = [found for piece in kept if (found := joiner.take(piece)) != LOST]
    at = 0
    for found in come:  # in order; a frame of one piece may be doubled, and its number tells
        assert found in frames[at:]
        at = frames.index(found, at)


@given(st.lists(st.binary(max_size=520), max_size=40))
def test_of_any_pieces_only_what_stood_in_them_is_joined(pieces: list[bytes]) -> None:
    joiner = Joiner()
    for count, piece in enumerate(pieces, start=1):
        found = joiner.take(piece)
        assert len(joiner._heard) == LONGEST_FRAME
        if found == LOST:
            continue
        assert piece[0] & LAST
        sent = b"".join(one[1:] for one in pieces[:count])
        assert sent.endswith(found) and len(found) <= LONGEST_FRAME


@given(st.lists(st.tuples(st.integers(0, 255), st.binary(min_size=1, max_size=30)), max_size=60))
def test_a_joined_frame_begins_with_a_first_piece_and_counts_on_to_a_last(
    parts: list[tuple[int, bytes]],
) -> None:
    joiner = Joiner()
    for count, (head, body) in enumerate(parts, start=1):
        found = joiner.take(bytes([head]) + body)
        if found == LOST:
            continue
        back = count - 1
        while not parts[back][0] & FIRST:
            assert parts[back][0] % NUMBERS == (parts[back - 1][0] + 1) % NUMBERS
            back -= 1
        assert b"".join(one for _, one in parts[back:count]) == found
