"""Which tasks of a document read again are the ones already stored."""

import pytest

from models.rematch import StoredTask, match_tasks
from tests.models.plans import make_task

LONG = "Tổ chức tập huấn nghiệp vụ cho công chức làm việc tại bộ phận một cửa"


@pytest.mark.parametrize(
    ("stored", "read", "kept"),
    [
        # unchanged, in another order
        ([("I", "1", "a"), ("I", "2", "b")], [("I", "2", "b"), ("I", "1", "a")], {0: 2, 1: 1}),
        # twice the same text: each keeps its own, in order
        ([("I", "-", "a"), ("I", "-", "a")], [("I", "-", "a"), ("I", "-", "a")], {0: 1, 1: 2}),
        # a word mended
        ([("I", "1", LONG)], [("I", "1", LONG + ".")], {0: 1}),
        # moved under another heading
        ([("I", "1", LONG)], [("II", "4", LONG)], {0: 1}),
        # another task under the same label
        ([("I", "1", LONG)], [("I", "1", "Rà soát thủ tục hành chính.")], {}),
        # two alike: the one under the same heading wins
        ([("II", "1", LONG), ("I", "1", LONG)], [("I", "1", LONG + "!")], {0: 2}),
        ([], [("I", "1", "a")], {}),
        ([("I", "1", "a")], [], {}),
    ],
)
def test_a_task_keeps_its_id(
    stored: list[tuple[str, str, str]], read: list[tuple[str, str, str]], kept: dict[int, int]
) -> None:
    """Section, label and text first, then likeness of the text."""
    old = [StoredTask(number, *fields) for number, fields in enumerate(stored, 1)]
    new = [make_task(text, section=section, label=label) for section, label, text in read]
    assert match_tasks(old, new) == kept


def test_ten_thousand_mended_rows_keep_their_ids() -> None:
    """A long table whose every row was misread before is matched row by row, in reasonable time."""
    texts = [f"Nhiệm vụ số {number}: rà soát hồ sơ của tổ dân phố {number}" for number in range(3000)]
    old = [StoredTask(number, "I", str(number), text.replace("ồ", "ổ")) for number, text in enumerate(texts)]
    kept = match_tasks(old, [make_task(text, label=str(number)) for number, text in enumerate(texts)])
    assert kept == {number: number for number in range(3000)}
