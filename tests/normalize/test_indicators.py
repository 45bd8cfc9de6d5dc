"""What a row of a table of indicators promises."""

from datetime import date

import pytest

from models.raw import Figure, Indicator
from normalize.indicators import read_indicator

YEAR_END = date(2026, 12, 31)


def read(name: str, unit: str | None, head: str, figure: str) -> list[tuple[str, str, float, str, date | None]]:
    """The targets of one figure in a plan of 2026."""
    found = read_indicator(Indicator(name, unit, (Figure(head, figure),)), None, 2026)
    return [(t.text, t.comparator, t.value, t.unit, t.due_on) for t in found]


@pytest.mark.parametrize(
    ("name", "unit", "figure", "comparator", "value", "read_unit"),
    [
        ("Độ che phủ rừng", "%", "52,5", ">=", 52.5, "%"),
        ("Tỷ lệ hộ nghèo", "%", "2,5", "<=", 2.5, "%"),
        ("Tỷ lệ hồ sơ trực tuyến (%)", None, "95", ">=", 95.0, "%"),
        ("Tỷ lệ hài lòng", None, "90% trở lên", ">=", 90.0, "%"),
        ("Tỷ lệ hồ sơ trễ hạn", "%", "< 1", "<", 1.0, "%"),
        ("Doanh nghiệp mới", "Doanh nghiệp", "Trên 1.200", ">", 1200.0, "doanh nghiệp"),
        ("Thu hút đầu tư", "Triệu USD", "20", "=", 20.0, "triệu USD"),
        ("Mô hình chuyển đổi số", None, "02 mô hình", "=", 2.0, "mô hình"),
    ],
)
def test_a_figure_promises(
    name: str, unit: str | None, figure: str, comparator: str, value: float, read_unit: str
) -> None:
    """The figure's own comparison counts; else a share is the least to reach, a share of evils the most."""
    ((_, *rest),) = read(name, unit, "Kế hoạch năm 2026", figure)
    assert rest == [comparator, value, read_unit, YEAR_END]


def test_the_text_says_what_is_promised() -> None:
    """The indicator's name, its figure and its unit, once."""
    assert read("Thu nhập bình quân", "triệu đồng", "2030", "110")[0][0] == "Thu nhập bình quân: 110 triệu đồng"
    assert read("Tỷ lệ hài lòng", "%", "2030", "≥ 90%")[0][0] == "Tỷ lệ hài lòng: ≥ 90%"


def test_the_head_sets_the_day() -> None:
    """A stretch of years is reached with its last; what was reached before the plan is none; no year, no day."""
    assert read("Độ che phủ rừng", "%", "Giai đoạn 2026-2030", "52")[0][4] == date(2030, 12, 31)
    assert read("Độ che phủ rừng", "%", "Năm 2024", "52") == []
    assert read("Độ che phủ rừng", "%", "Kế hoạch", "52")[0][4] is None
