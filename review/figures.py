"""What is counted over all documents, kept until something changes: anew it takes a second among 100,000 tasks."""

from dataclasses import dataclass
from threading import Lock
from typing import Any

from sqlalchemy import Engine

from models.coverage import Coverage, coverage_of_citations
from models.failed_files import FailedFile, failed_files, failed_stamp
from models.figures import (
    Calendar,
    UnitLoad,
    due_calendar,
    figures_stamp,
    load_by_unit,
)
from review.shelf import Line, all_lines, doubtful_lines

_DOUBTFUL = 20


@dataclass(frozen=True, slots=True)
class Figures:
    """Everything that the page counts."""

    stamp: tuple[Any, ...]
    """Changes with whatever could change the rest."""
    calendar: Calendar
    loads: tuple[UnitLoad, ...]
    coverage: tuple[Coverage, ...]
    doubtful: tuple[Line, ...]


class KeptFigures:
    """The figures and the list as last counted, counted again when something was read or said since."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self._kept: Figures | None = None
        self._lines: tuple[tuple[Any, ...], tuple[Line, ...]] | None = None
        self._failed: tuple[tuple[Any, ...], tuple[FailedFile, ...]] | None = None
        self._lock = Lock()

    def lines(self) -> tuple[Line, ...]:
        """Every document with its counts, as of now."""
        stamp = figures_stamp(self.engine)
        with self._lock:
            if self._lines is None or self._lines[0] != stamp:
                self._lines = (stamp, all_lines(self.engine))
            return self._lines[1]

    def failed(self) -> tuple[FailedFile, ...]:
        """The files that could not be read, as of now: who runs over the same folder each night has a long diary."""
        stamp = failed_stamp(self.engine)
        with self._lock:
            if self._failed is None or self._failed[0] != stamp:
                self._failed = (stamp, failed_files(self.engine))
            return self._failed[1]

    def count(self) -> Figures:
        """The figures as of now."""
        # The stamp is taken first: what changes in between is counted again the next time.
        lines = self.lines()
        stamp = figures_stamp(self.engine)
        with self._lock:
            if self._kept is None or self._kept.stamp != stamp:
                self._kept = Figures(
                    stamp,
                    due_calendar(self.engine),
                    load_by_unit(self.engine),
                    coverage_of_citations(self.engine),
                    doubtful_lines(lines)[:_DOUBTFUL],
                )
            return self._kept
