"""What the terminal shows, without a process started for it."""

import pytest

from cli_show import print_plan
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
