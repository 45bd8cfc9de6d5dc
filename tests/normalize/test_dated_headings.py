"""Headings that are a span of time date what stands under them."""

import pytest

from normalize.dated_headings import span_of_heading

SPANS = [
    ("THÁNG 01", "THÁNG 01"),
    ("Tháng 3/2026:", "Tháng 3/2026"),
    ("Tháng 01 năm 2026", "Tháng 01 năm 2026"),
    ("Tháng 4, 5, 6", "Tháng 4, 5, 6"),
    ("QUÝ I", "QUÝ I"),
    ("Quý II/2026 (12 nội dung)", "Quý II/2026"),
    ("Nhiệm vụ trọng tâm quý III năm 2026", "quý III năm 2026"),
    ("Công tác tháng 3: Hướng tới ngày hội làng", "tháng 3"),
    ("Năm 2027", "Năm 2027"),
    ("6 tháng cuối năm", "6 tháng cuối năm"),
    ("Thứ Hai (16/3)", "Thứ Hai (16/3"),
    ("Ngày 16/3/2026", "Ngày 16/3/2026"),
    ("Hằng tháng", "Hằng tháng"),
    ("Thường xuyên", "Thường xuyên"),
]


@pytest.mark.parametrize(("title", "span"), SPANS)
def test_a_heading_that_is_a_span_of_time(title: str, span: str) -> None:
    """A remark behind it and the word for what is done in it are left out."""
    assert span_of_heading(title) == span


@pytest.mark.parametrize(
    "title",
    [
        "Nhiệm vụ thường xuyên",
        "Nhiệm vụ năm 2026",
        "Tháng hành động vì trẻ em",
        "Tổ chức sơ kết quý I",
        "Quý nhân dân",
        "Tháng 13",
        "Năm học 2025-2026",
    ],
)
def test_a_heading_that_says_more_dates_nothing(title: str) -> None:
    """What is done, or a name that begins with the same word."""
    assert span_of_heading(title) is None
