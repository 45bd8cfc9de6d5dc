"""Ctrl-C, heard between two steps of a long run."""

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager


class Stop:
    """Ctrl-C (or SIGTERM), heard between two steps: nothing that is being written is cut in half."""

    def __init__(self) -> None:
        self.asked = False

    @contextmanager
    def listening(self) -> Iterator[None]:
        """Hear the signals instead of dying of them; the second one is not waited with, the third ends all at once."""
        if threading.current_thread() is not threading.main_thread():
            yield
            return
        before = {number: signal.signal(number, self._hear) for number in (signal.SIGINT, signal.SIGTERM)}
        try:
            yield
        finally:
            for number, handler in before.items():
                # Who asked twice may ask a third time, while all is being closed.
                if signal.getsignal(number) == self._hear:
                    signal.signal(number, handler)

    def _hear(self, _number: int, _frame: object) -> None:
        if not self.asked:
            self.asked = True
            return
        for heard in (signal.SIGINT, signal.SIGTERM):
            signal.signal(heard, signal.SIG_DFL)
        raise KeyboardInterrupt
