"""Tables that were not read are told of."""

import pytest

from models.blocks import Line
from models.page import Word, union_box
from parsers.unread_tables import check_unread


def _lines(*texts: str) -> list[Line]:
    lines = []
    for y, text in enumerate(texts):
        words = tuple(
            Word(word, (50.0 + 50 * x, 50.0 + 14 * y, 95.0 + 50 * x, 62.0 + 14 * y), 12.0)
            for x, word in enumerate(text.split())
        )
        lines.append(Line(1, union_box([word.bbox for word in words]), words))
    return lines


@pytest.mark.parametrize(
    "texts",
    [
        ("STT Nội dung công việc Cơ quan chủ trì Cơ quan phối hợp Thời gian", "1 Rà soát văn bản Sở Tư pháp Quý I"),
        ("TT", "Nhiệm vụ", "Đơn vị chủ trì", "Đơn vị phối hợp", "Thời hạn", "1", "Rà soát văn bản"),
    ],
)
def test_the_head_of_a_table_among_lines_is_told_of(texts: tuple[str, ...]) -> None:
    """Heads in one line, or one below the other, speak of a table that came without its rules."""
    assert [finding.code for finding in check_unread(_lines(*texts))] == ["table-not-read"]


@pytest.mark.parametrize(
    "texts",
    [
        ("TT Đảng ủy, HĐND xã;", "- Lưu: VT."),
        ("1. Phòng Kinh tế chủ trì, phối hợp các đơn vị thực hiện nhiệm vụ đúng thời gian.",),
        ("TT Huyện ủy chỉ đạo các nhiệm vụ", "1. Nội dung", "Sở Tư pháp chủ trì, phối hợp; thời gian: Quý I"),
    ],
)
def test_other_lines_are_no_heads(texts: tuple[str, ...]) -> None:
    """A recipient that begins with TT, and sentences about who leads, are no heads."""
    assert list(check_unread(_lines(*texts))) == []
