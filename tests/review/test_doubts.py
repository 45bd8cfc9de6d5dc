"""A doubt leads to the task that it speaks of."""

from types import SimpleNamespace
from typing import Any

import pytest

from models.desk_tasks import DeskTask
from review.cards import card_of
from review.doubts import find_doubts
from tests.models.plans import make_task


def finding(code: str, message: str, section: str | None = "I") -> Any:
    """A row of `findings` on the first page."""
    values = {"severity": "warning", "code": code, "message": message, "page": 1, "section": section, "id": 7}
    return SimpleNamespace(**values, settled_by=None, settled_at=None, settled_note=None)


@pytest.mark.parametrize(
    ("row", "leads_to"),
    [
        (finding("numbering-gap", "Mục I: sau số 2 là số 4, thiếu số 3."), 4),
        (finding("numbering-gap", "Mục I: sau số 8 là số 10, thiếu số 9."), 1),
        (finding("task-count-mismatch", "Mục I ghi 4 nhiệm vụ, đọc được 3."), 1),
        (finding("unresolved-unit", "Đơn vị lạ: “Ban Hai”."), 2),
        (finding("blank-date", "Không ghi ngày.", None), None),
    ],
)
def test_a_doubt_leads_to_its_task(row: Any, leads_to: int | None) -> None:
    """To the number behind a gap, to the unit that it quotes, else to the first task of its section."""
    tasks = [make_task(f"Việc {number}.", label=str(number)) for number in (1, 2, 4)]
    unit = tasks[1].assignments[0].model_copy(update={"unit": "Ban Hai", "text": "Ban Hai"})
    tasks[1] = tasks[1].model_copy(update={"assignments": (unit,)})
    cards = [
        card_of(DeskTask(int(task.label or 0), 1, place, task, task, "read", ()), place)
        for place, task in enumerate(tasks)
    ]
    (doubt,) = find_doubts([row], {1: cards}, ())
    assert doubt.task_id == leads_to
