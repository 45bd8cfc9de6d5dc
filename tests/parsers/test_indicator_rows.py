"""Tables of indicators give what each row promises."""

from collections.abc import Sequence

import pytest

from parsers.indicator_rows import find_indicators
from parsers.tables import find_tables
from tests.parsers.tables_drawing import Drawn, draw_table


def indicators(head: Sequence[Drawn], *rows: Sequence[Drawn]) -> list[str]:
    """Each indicator as "name | unit | head: figure"."""
    (table,) = find_tables([draw_table([head, *rows], [40.0, 260.0, *[110.0] * (len(head) - 2)])])
    found = [row.indicator for row in find_indicators(table)]
    return [
        f"{i.name} | {i.unit} | {', '.join(f'{figure.head}: {figure.text}' for figure in i.figures)}"
        for i in found
        if i is not None
    ]


def test_a_row_promises_under_each_year() -> None:
    """The unit stands in its own column, the body that watches is no promise."""
    assert indicators(
        ("TT", "Chỉ tiêu", "Đơn vị tính", "Kế hoạch 2026", "2030", "Cơ quan theo dõi"),
        ("1", "Tỷ lệ hộ nghèo", "%", "2,5", "< 1", "Sở Y tế"),
        ("2", "Số doanh nghiệp mới", "Doanh nghiệp", "Trên 1.200", "-", "Sở Tài chính"),
    ) == [
        "Tỷ lệ hộ nghèo | % | Kế hoạch 2026: 2,5, 2030: < 1",
        "Số doanh nghiệp mới | Doanh nghiệp | Kế hoạch 2026: Trên 1.200",
    ]


def test_a_column_of_units_makes_any_content_an_indicator() -> None:
    """ "Nội dung | ĐVT | Mục tiêu đến năm 2030" is a table of indicators too."""
    assert indicators(
        ("TT", "Nội dung", "ĐVT", "Mục tiêu đến năm 2030"), ("1", "Độ che phủ rừng", "%", "52"), ("2", "", "", "")
    ) == ["Độ che phủ rừng | % | Mục tiêu đến năm 2030: 52"]


def test_what_was_reached_is_no_promise() -> None:
    """A column "Thực hiện năm 2025" is left out; without a column of units the figure brings its own."""
    assert indicators(
        ("STT", "Tên chỉ tiêu", "Thực hiện năm 2025", "Kế hoạch năm 2026", "Ghi chú"),
        ("1", "Hồ sơ trực tuyến", "85%", "95% trở lên", ""),
    ) == ["Hồ sơ trực tuyến | None | Kế hoạch năm 2026: 95% trở lên"]


@pytest.mark.parametrize(
    "head",
    [
        ("TT", "Nội dung chi", "ĐVT", "Kinh phí năm 2026"),
        ("TT", "Họ và tên", "Chức vụ", "Năm sinh"),
        ("TT", "Nội dung", "Địa điểm", "Năm 2026"),
    ],
)
def test_costs_and_members_are_no_indicators(head: tuple[str, ...]) -> None:
    """A table of costs, of members, or without a word for an indicator promises nothing."""
    assert indicators(head, ("1", "Tập huấn kỹ năng số", "lớp", "12"), ("2", "In tờ rơi", "tờ", "520")) == []
