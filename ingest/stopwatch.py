"""Where the time of one file goes: seconds by stage, for `kehoach ingest --verbose`."""

import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator

from models.page import Page

Stages = tuple[tuple[str, float], ...]
"""Seconds by stage, in the order of the stages; pages as "page 1", "page 2", …"""
Mark = Callable[[str], None]
"""Called with a stage's name when it is over."""


class Stopwatch:
    """Seconds between one mark and the next, by the name of the mark."""

    def __init__(self) -> None:
        self._last = time.perf_counter()
        self._seconds: defaultdict[str, float] = defaultdict(float)

    def mark(self, stage: str) -> None:
        """*stage* is over."""
        now = time.perf_counter()
        self._seconds[stage] += now - self._last
        self._last = now

    @property
    def stages(self) -> Stages:
        """What was marked so far."""
        return tuple((name, round(seconds, 4)) for name, seconds in self._seconds.items())


def marked(pages: Iterable[Page], mark: Mark) -> Iterator[Page]:
    """*pages* as they come, each marked when it has come."""
    for page in pages:
        mark(f"page {page.number}")
        yield page


def told(stages: Stages) -> str:
    """The seconds of one file in a line: its pages together, the slowest of them, and the stages after."""
    pages = [(seconds, name) for name, seconds in stages if name.startswith("page ")]
    parts = []
    if pages:
        slowest, name = max(pages)
        total = sum(seconds for seconds, _ in pages)
        parts.append(f"pages {total:.2f} s ({1000 * total / len(pages):.0f} ms each, {name} {1000 * slowest:.0f} ms)")
    parts += [f"{name} {seconds:.2f} s" for name, seconds in stages if not name.startswith("page ")]
    return ", ".join(parts)
