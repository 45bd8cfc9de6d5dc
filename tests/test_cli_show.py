"""What the terminal shows, without a process started for it."""

import io
import re
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

import pytest

from cli_progress import Reporter
from cli_show import print_plan, print_runs
from ingest.outcome import Content, FileOutcome, Summary
from models.errors import DatabaseUnreachable
from models.runs import RunSummary
from tests.models.plans import make_plan, make_task


def test_groups_are_shown_once_above_their_tasks(capsys: pytest.CaptureFixture[str]) -> None:
    """An unlabelled heading is a line of its own; a task after it without one ends nothing and shows nothing."""
    tasks = (
        make_task("Mở lớp.", group="Tập huấn:"),
        make_task("Phát tài liệu.", group="Tập huấn:"),
        make_task("Lập sổ.", group=None),
        make_task("Dán tờ rơi.", group="Tuyên truyền:"),
    )
    print_plan(make_plan(tasks))
    lines = [line.strip() for line in capsys.readouterr().out.splitlines()]
    assert [lines.count(group) for group in ("Tập huấn:", "Tuyên truyền:")] == [1, 1]
    places = [next(i for i, line in enumerate(lines) if word in line) for word in ("Tập huấn:", "Mở lớp", "Lập sổ")]
    assert places == sorted(places)


class Terminal(io.StringIO):
    """Where a person looks."""

    def isatty(self) -> bool:
        """It is one."""
        return True


def test_a_run_that_breaks_off_tells_what_is_in(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A person who finds it in the morning knows how far it came, on the screen as in the log."""
    said = io.StringIO()
    monkeypatch.setattr(sys, "stderr", said)
    log = tmp_path / "k.log"

    def break_off() -> None:
        with Reporter(3, events=False, log=log) as reporter:
            reporter.tell(FileOutcome("a.pdf", "new", 1, None, Content(7, 3, ())))
            reporter.tell(FileOutcome("b.pdf", "new", 2, None, Content(1, 1, ())))
            reporter.tell(FileOutcome("c.pdf", "unchanged", 3))
            raise DatabaseUnreachable("Away.")

    with pytest.raises(DatabaseUnreachable):
        break_off()
    assert said.getvalue() == "So far: 2 new, 1 unchanged.\n"
    assert [line.split("  ", 1)[1] for line in log.read_text().splitlines()][-2:] == [
        "so far  2 new, 1 unchanged",
        "stopped  Away.",
    ]


def test_a_run_that_was_killed_is_explained(capsys: pytest.CaptureFixture[str]) -> None:
    """It stays running in the diary; who reads the list is told what that may mean, and only then."""
    moment = datetime(2026, 11, 30, tzinfo=UTC)
    for status, is_told in (("running", True), ("finished", False)):
        print_runs([RunSummary(1, moment, None, status, "0.1.0", {})])
        assert ("killed" in capsys.readouterr().err) is is_told


def test_runs_are_told_by_the_clock_on_the_wall(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Stored in UTC, shown as the log has it."""
    monkeypatch.setenv("TZ", "Asia/Ho_Chi_Minh")
    time.tzset()
    try:
        print_runs([RunSummary(1, datetime(2026, 11, 30, 20, 15, tzinfo=UTC), None, "finished", "0.1.0", {})])
    finally:
        monkeypatch.undo()
        time.tzset()
    assert "2026-12-01 03:15:00" in capsys.readouterr().out


@pytest.mark.parametrize(("stream", "has_bar"), [(Terminal(), True), (io.StringIO(), False)])
def test_a_bar_for_a_person_and_none_in_a_pipe(
    stream: io.StringIO, has_bar: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Files, pages, and the rate of pages at a terminal; a pipe has only the summary."""
    for name in ("NO_COLOR", "FORCE_COLOR", "TTY_COMPATIBLE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setattr(sys, "stderr", stream)
    outcome = FileOutcome("plan.pdf", "new", 1, None, Content(7, 3, ()))
    summary = Summary()
    summary.add(outcome)
    with Reporter(3, events=False) as reporter:
        reporter.tell(outcome)
    reporter.summarise(summary)
    said = re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", stream.getvalue())
    assert ("1/3 7 pages" in said) is has_bar
    assert said.splitlines()[-1].startswith("1 new: 7 pages, 3 tasks in ")
