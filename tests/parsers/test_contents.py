"""Tables of contents and covers."""

from models.blocks import Line
from parsers.contents import has_cover, take_contents
from parsers.parts import find_parts
from tests.parsers.sheets import BODY, Sheet, lines_of
from tests.parsers.test_letterhead import letter

ENTRIES = ("Phần I. MỤC TIÊU ............ 3", "Phần II. NHIỆM VỤ ............ 5")


def sheet_of(*texts: str) -> Sheet:
    sheet = Sheet().centre("MỤC LỤC")
    for text in texts:
        sheet.text(text)
    return sheet


def said(lines: list[Line]) -> list[str]:
    return [line.text for line in lines]


def test_entries_with_their_pages_are_no_text() -> None:
    """What leads to a page by dots under "MỤC LỤC" is taken out; the text behind it stays."""
    rest, taken = take_contents(lines_of(sheet_of(*ENTRIES, "Trạm y tế còn thiếu bác sĩ.")))
    assert said(rest) == ["Trạm y tế còn thiếu bác sĩ."]
    assert said(taken) == ["MỤC LỤC", *ENTRIES]


def test_a_heading_without_entries_stays() -> None:
    """One line with a number at its end is no table of contents."""
    lines = lines_of(sheet_of("Mỗi thôn có 5 tổ, mỗi tổ có 12", "người."))
    assert take_contents(lines) == (list(lines), [])


def test_a_title_page_of_its_own_is_a_cover() -> None:
    """Kind and title without a letterhead, before the same kind and title under one, are its cover."""
    cover = Sheet().centre("ĐỀ ÁN").centre("Phát triển y tế cơ sở đến năm 2030").blank().centre("Lạc Hà, 2026")
    document = letter(["UBND TỈNH LẠC HÀ", "SỞ Y TẾ"], "Số: 15/ĐA-SYT", "Lạc Hà, ngày 05 tháng 3 năm 2026")
    document.number = 2
    document.centre("ĐỀ ÁN").centre("Phát triển y tế cơ sở đến năm 2030").blank().text(BODY)
    assert has_cover(find_parts(lines_of(cover, document)))
    assert not has_cover(find_parts(lines_of(document)))
