"""Ctrl-C: once, twice, three times."""

import signal
from collections.abc import Iterator

import pytest

from ingest.interrupt import Stop


@pytest.fixture(autouse=True)
def as_before() -> Iterator[None]:
    """What this process does on a signal is the same after the test."""
    before = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)}
    yield
    for number, handler in before.items():
        signal.signal(number, handler)


def test_the_first_is_only_heard() -> None:
    """Nothing that is being done is cut in half, and afterwards all is as it was."""
    before = signal.getsignal(signal.SIGINT)
    stop = Stop()
    with stop.listening():
        assert not stop.asked
        signal.raise_signal(signal.SIGINT)
        assert stop.asked
    assert signal.getsignal(signal.SIGINT) == before


def test_the_second_is_not_waited_with_and_the_third_ends_all() -> None:
    """Also while all is being closed: the system ends the program then, without a word."""
    with Stop().listening():
        signal.raise_signal(signal.SIGINT)
        with pytest.raises(KeyboardInterrupt):
            signal.raise_signal(signal.SIGTERM)
    assert signal.getsignal(signal.SIGINT) is signal.getsignal(signal.SIGTERM) is signal.SIG_DFL
