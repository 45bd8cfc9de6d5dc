"""Remarks below a table are told from what is to be done."""

import pytest

from models.blocks import Line
from models.page import Word
from parsers.outline_nodes import Node
from parsers.remarks import remarks_below_tables


def nodes(*texts: str) -> list[Node]:
    """A table, and below it a paragraph for each text."""
    found = [Node("table")]
    for text in texts:
        words = tuple(Word(word, (0.0, 0.0, 1.0, 1.0), 12.0) for word in text.split())
        kind = "bullet" if text.startswith("-") else "text"
        found.append(Node(kind, lines=(Line(1, (0.0, 0.0, 1.0, 1.0), words),), text=text))
    return found


@pytest.mark.parametrize(
    ("texts", "remarks"),
    [
        (("Ghi chú:", "- NS: ngân sách;", "- Số liệu dự kiến.", "Các thôn thực hiện."), 3),
        (("(*) Đã gồm thuế.", "(**) Dự kiến."), 2),
        (("Ghi chú: X là tháng thực hiện.", "- Dọn vệ sinh chợ."), 1),
        (("- Dọn vệ sinh chợ.", "Ghi chú:"), 0),
    ],
)
def test_remarks_end_where_something_else_begins(texts: tuple[str, ...], remarks: int) -> None:
    """Dashes belong to them only behind "Ghi chú:" alone on its line."""
    below = nodes(*texts)
    assert remarks_below_tables(below) == {id(node) for node in below[1 : 1 + remarks]}
