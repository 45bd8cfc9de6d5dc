"""What a run of ingest tells while it goes on: a bar for a person, events for a program, lines in a log file."""

import json
import sys
import time
from collections import Counter
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import IO, TYPE_CHECKING, Any

from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from cli_show import HIDDEN, console_for, plain, ranked
from models.errors import UsageError

if TYPE_CHECKING:
    from ingest.batch import FileOutcome, Summary


class Reporter:
    """Tells of a run while it goes on: a bar for a person at a terminal, events for a program, failures for all."""

    def __init__(self, total: int, events: bool, verbose: bool = False, log: Path | None = None) -> None:
        self.events = events
        self.verbose = verbose
        self.log = log and _opened(log)
        self.console = console_for(sys.stderr)
        self.started = time.monotonic()
        self.pages = 0
        self.counts: Counter[str] = Counter()
        self.bar = Progress(
            TextColumn("{task.description}"),
            BarColumn(),
            MofNCompleteColumn(),
            TextColumn("{task.fields[pages]:,} pages  {task.fields[rate]:.1f}/s"),
            TimeRemainingColumn(),
            console=self.console,
            transient=True,
            disable=not self.console.is_terminal,
        )
        self.line = self.bar.add_task("Reading", total=total, pages=0, rate=0.0)

    def __enter__(self) -> "Reporter":
        self._note("started")
        self.bar.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.bar.stop()
        if error is not None:
            reason = "interrupted twice; what was finished is in" if kind is KeyboardInterrupt else str(error)
            so_far = ", ".join(f"{count:,} {status}" for status, count in self.counts.items())
            if so_far:
                self._note(f"so far  {so_far}")
            self._note(f"stopped  {reason}")
            self._close_log()
            if self.events:
                _event(event="stopped", reason=reason)
                return
            if so_far:
                self.console.print(plain(f"So far: {so_far}."))
            if kind is KeyboardInterrupt:
                self.console.print(plain(f"Stopped: {reason}."))

    def _note(self, line: str) -> None:
        """Write *line* into the log file, with the time; a disk that takes no more of it does not stop the work."""
        if not self.log:
            return
        try:
            self.log.write(f"{datetime.now().astimezone():%Y-%m-%d %H:%M:%S%z}  {line.translate(HIDDEN)}\n")
            self.log.flush()
        except OSError as error:
            self.console.print(plain(f"The log goes no further: {error.strerror}."), style="yellow", soft_wrap=True)
            self._close_log()

    def _close_log(self) -> None:
        if self.log:
            # What a full disk did not take is tried once more on closing.
            with suppress(OSError):
                self.log.close()
            self.log = None

    def tell(self, outcome: "FileOutcome") -> None:
        """One more file is settled."""
        self.counts[outcome.status] += 1
        content = outcome.content
        self.pages += content.pages if content else 0
        rate = self.pages / max(0.001, time.monotonic() - self.started)
        self.bar.update(self.line, advance=1, pages=self.pages, rate=rate)
        line = _outcome_line(outcome)
        self._note(line)
        if self.events:
            _event(
                event="file",
                path=outcome.path,
                status=outcome.status,
                document_id=outcome.document_id,
                pages=content.pages if content else None,
                tasks=content.tasks if content else None,
                findings=content.doubts if content else None,
                error=outcome.failure.error if outcome.failure else None,
                reason=outcome.failure.reason if outcome.failure else None,
                seconds=round(outcome.seconds, 3),
            )
        elif outcome.failure:
            self.console.print(plain(line), style="red", soft_wrap=True)
        if self.verbose and not outcome.failure:
            self.console.print(plain(line), soft_wrap=True)

    def summarise(self, summary: "Summary") -> None:
        """The run is over: what is in, what is not."""
        seconds = time.monotonic() - self.started
        lines = _summary_lines(summary, seconds)
        for line in lines:
            self._note(line)
        self._close_log()
        if self.events:
            _event(
                event="summary",
                **summary.counts,
                pages=summary.pages,
                tasks=summary.tasks,
                findings=summary.findings,
                reasons=summary.reasons,
                interrupted=summary.interrupted,
                seconds=round(seconds, 3),
            )
            return
        self.console.print(plain(lines[0]), style="bold")
        for line in lines[1:]:
            self.console.print(plain(line), soft_wrap=True)


def _outcome_line(outcome: "FileOutcome") -> str:
    """What became of one file, in a line."""
    if outcome.failure:
        return f"failed  {outcome.path}: {outcome.failure.reason}"
    if outcome.content is None:
        return f"{outcome.status}  {outcome.path}"
    from ingest.stopwatch import told

    pages, tasks = outcome.content.pages, outcome.content.tasks
    line = f"{outcome.status}  {outcome.path}: {pages} pages, {tasks} tasks in {outcome.seconds:.2f} s"
    return f"{line}; {told(outcome.stages)}" if outcome.stages else line


def _summary_lines(summary: "Summary", seconds: float) -> list[str]:
    """What is in and what is not, and the doubts by kind, most frequent first."""
    counts = ", ".join(f"{count:,} {status}" for status, count in summary.counts.items() if count) or "nothing to do"
    if summary.interrupted:
        counts += " (interrupted; run the same command again to go on)"
    lines = [f"{counts}: {summary.pages:,} pages, {summary.tasks:,} tasks in {seconds:.1f} s"]
    if summary.failed:
        lines.append(f"Failed: {ranked(summary.reasons)} (`kehoach status` lists them)")
    if summary.findings:
        lines.append(f"Findings: {ranked(summary.findings)}")
    return lines


def _opened(log: Path) -> IO[str]:
    """
    The log file, to be written on at its end.

    Raises:
        UsageError: it cannot be written.
    """
    try:
        return log.open("a", encoding="utf-8", errors="replace")
    except OSError as error:
        raise UsageError(f"{log} cannot be written: {error.strerror}.", "Name another one with --log-file.") from error


def _event(**fields: Any) -> None:
    print(json.dumps(fields, ensure_ascii=False), flush=True)
