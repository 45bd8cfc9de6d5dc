"""Remarks below a table are told from what is to be done."""

import pytest

from models.blocks import Line
from models.page import Word
from parsers.labels import find_label
from parsers.outline_nodes import Node
from parsers.remarks import remarks_below_tables


def nodes(*texts: str, italic: bool = False) -> list[Node]:
    """A table, and below it a paragraph for each text; a figure alone in front of one is raised."""
    found = [Node("table")]
    for text in texts:
        size = {True: 7.0, False: 12.0}
        words = tuple(Word(word, (0.0, 0.0, 1.0, 1.0), size[word.isdigit()], italic=italic) for word in text.split())
        label = find_label(text)
        kind = label.readings[0].kind if label else "text"
        name = label.text if label else None
        found.append(Node(kind, name, lines=(Line(1, (0.0, 0.0, 1.0, 1.0), words),), text=text))
    return found


@pytest.mark.parametrize(
    ("texts", "remarks"),
    [
        (("Ghi chú:", "- NS: ngân sách;", "- Số liệu dự kiến.", "Các thôn thực hiện."), 3),
        (("(*) Đã gồm thuế.", "(**) Dự kiến."), 2),
        (("Ghi chú: X là tháng thực hiện.", "- Dọn vệ sinh chợ."), 1),
        (("- Dọn vệ sinh chợ.", "Ghi chú:"), 0),
        (("* Ghi chú:", "1. Số liệu dự kiến.", "2. Chưa gồm thuế.", "Các thôn thực hiện."), 3),
        (("Ghi chú: (1) Số liệu dự kiến.", "(2) Chưa gồm thuế."), 2),
        (("Ghi chú: Số liệu dự kiến.", "2. Dọn vệ sinh chợ."), 1),
        (("Ghi chú:", "2. Dọn vệ sinh chợ."), 1),
        (("* Dọn vệ sinh chợ.",), 0),
    ],
)
def test_remarks_end_where_something_else_begins(texts: tuple[str, ...], remarks: int) -> None:
    """Dashes and numbers from 1 belong to them only behind "Ghi chú:" alone on its line, further numbers behind (1)."""
    below = nodes(*texts)
    assert remarks_below_tables(below) == {id(node) for node in below[1 : 1 + remarks]}


def test_a_star_in_italics_below_a_table_explains_it() -> None:
    """Items of an outline are set in plain type."""
    assert len(remarks_below_tables(nodes("* Thời gian có thể thay đổi.", italic=True))) == 1


def test_a_footnote_right_below_a_table_ends_no_remarks() -> None:
    """It begins with a raised number; what follows in brackets still explains the table."""
    below = nodes("1 Theo Quyết định của xã.", "(*) Dự kiến.")
    assert remarks_below_tables(below) == {id(below[2])}
