"""Work on both cores is the work of one: in order, in the language spoken, shared out once."""

from __future__ import annotations

import signal
from threading import Barrier, current_thread

import pytest

from openpbm.speech.language import language, speaking
from openpbm.threads import HAS_THREADS, THREADS, at_once, one_by_one, undisturbed

pytestmark = pytest.mark.skipif(not HAS_THREADS, reason="this system has no threads")


def test_results_come_in_the_order_of_the_items_whoever_is_first() -> None:
    meet = Barrier(THREADS)

    def squared(number: int) -> int:
        meet.wait(10.0)  # as many as there are threads are at work
        return number**2

    assert at_once(squared, range(2 * THREADS)) == [n**2 for n in range(2 * THREADS)]


def test_each_thread_speaks_the_language_of_who_asked() -> None:
    with speaking("es"):
        assert set(at_once(lambda _: language(), range(6))) == {"es"}
    assert set(at_once(lambda _: language(), range(6))) == {language()}


def test_work_inside_work_and_work_told_so_goes_one_by_one() -> None:
    def inner(_: int) -> bool:
        here = current_thread()
        return all(each is here for each in at_once(lambda _: current_thread(), range(4)))

    assert all(at_once(inner, range(4)))
    with one_by_one():
        here = current_thread()
        assert all(each is here for each in at_once(lambda _: current_thread(), range(4)))


def test_what_goes_wrong_in_one_is_told() -> None:
    with pytest.raises(ZeroDivisionError):
        at_once(lambda number: 1 / number, [1, 0, 1])


def test_an_interrupt_waits_until_what_is_undisturbed_is_over() -> None:
    done = []
    with pytest.raises(KeyboardInterrupt), undisturbed():
        signal.raise_signal(signal.SIGINT)
        done.append("whole")
    assert done == ["whole"]
    with pytest.raises(KeyboardInterrupt):
        signal.raise_signal(signal.SIGINT)  # and is heard again
