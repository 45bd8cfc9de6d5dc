"""Lines joined into paragraphs, whichever way the page is set."""

import pytest

from models.page import Page
from parsers.lines import find_lines
from parsers.paragraphs import find_paragraphs
from tests.parsers.plans import read, section_lines
from tests.parsers.typeset import Para, Set, paragraphs, set_pages

STYLES = {
    "indented": Set(),
    "ragged": Set(justified=False),
    "spaced": Set(first=0, gap=6),
    "plain": Set(first=0, bold_known=False),
    "recognised": Set(jitter=2.5, bold_known=False),
    "block": Set(first=28, block=28),
    "hanging": Set(first=18, block=36),
}
TEXT = """
**I. NHIỆM VỤ**
1. Rà soát, thống kê các điểm tập kết rác thải trên địa bàn xã, đề xuất phương án xử lý các điểm tồn đọng lâu ngày.
a) Thôn Đồng Lau bố trí hai điểm tập kết, mỗi điểm có mái che và rãnh thoát nước, hoàn thành trong tháng 6.
b) Thôn Suối Ngọc giữ nguyên hiện trạng.
- Tổ chức thu gom rác thải sinh hoạt ba lần một tuần, ưu tiên khu vực chợ và trường học trên trục đường chính;
+ Bố trí hai xe thu gom;
2. Tuyên truyền, vận động nhân dân phân loại rác tại nguồn, hạn chế sử dụng túi ni lông, không đốt rác ngoài đồng ruộng.
"""


def texts_of(pages: tuple[Page, ...]) -> list[str]:
    lines = [line for page in pages for line in find_lines(page)]
    return [" ".join(line.text for line in paragraph.lines) for paragraph in find_paragraphs(lines)]


@pytest.mark.parametrize("name", STYLES)
def test_paragraphs_come_back_in_every_style(name: str) -> None:
    """Indented, spaced, hanging or without any of that: the paragraphs are those that were set."""
    paras = paragraphs(TEXT)
    assert texts_of(set_pages(paras, STYLES[name])) == [para.text for para in paras]


def test_a_paragraph_over_a_page_break_is_one() -> None:
    """A text longer than a page is one paragraph on two pages."""
    text = "Tiếp tục rà soát, " + "thống kê các điểm tập kết rác thải trên địa bàn xã, " * 90 + "hoàn thành trong năm."
    pages = set_pages([Para(text), Para("Báo cáo kết quả.")], numbers=False)
    assert len(pages) == 2
    assert texts_of(pages) == [text, "Báo cáo kết quả."]


def test_a_year_at_the_start_of_a_line_is_no_label() -> None:
    """A wrapped line that begins with a number runs on."""
    text = "Giữ vững kết quả thực hiện các chỉ tiêu về môi trường nông thôn mới đến hết năm 2026. Từ đó nâng cao."
    first = "1. Rà soát các điểm tập kết rác."
    assert texts_of(set_pages([Para(first), Para(text)])) == [first, text]


def test_a_dash_inside_a_name_begins_no_item() -> None:
    """ "kinh tế / - xã hội" broken over two lines stays in its sentence."""
    text = "Gắn việc bảo vệ môi trường với các mục tiêu phát triển kinh tế - xã hội, bảo đảm hài hòa kinh tế - xã hội."
    pages = set_pages([Para("Thực hiện nghiêm."), Para(text), Para("Báo cáo định kỳ.")])
    assert len(texts_of(pages)) == 3


def test_a_title_of_two_centred_lines_is_one_paragraph() -> None:
    """A centred title runs on; the label over it stands alone."""
    title = "PHÁT TRIỂN HỆ THỐNG THU GOM VÀ XỬ LÝ RÁC THẢI SINH HOẠT NÔNG THÔN TRÊN ĐỊA BÀN XÃ"
    paras = [Para("Chương I", True, True), Para(title, True, True), Para("1. Rà soát các điểm tập kết rác.")]
    pages = set_pages([*paras, *paragraphs(TEXT)])
    assert texts_of(pages)[1].startswith("PHÁT TRIỂN")


def test_no_lines_give_no_paragraphs() -> None:
    """A part without a body has no paragraphs."""
    assert find_paragraphs([]) == ()


def test_blanks_part_paragraphs_where_nothing_else_does() -> None:
    """A full last line without a full stop ends its paragraph when a blank follows it as everywhere."""
    full = "Xây dựng quy chế phối hợp giữa các thôn về thu gom, phân loại và vận chuyển rác thải"
    texts = [
        *("Rà soát các điểm tập kết rác trên địa bàn xã, báo cáo kết quả." for _ in range(6)),
        full,
        "Ký hợp đồng.",
    ]
    style = Set(first=0, gap=6)
    assert texts_of(set_pages([Para(text) for text in texts], style)) == texts


def test_a_count_inside_a_sentence_is_no_list() -> None:
    """ "(iii)" at the margin counts on from "(i) …; (ii) …" in the lines above it."""
    first = (
        "- Tập huấn cho cán bộ thôn gồm các nội dung: (i) phân loại rác tại nguồn của từng hộ gia đình; (ii) ủ phân;"
    )
    filler = "hướng dẫn người dân làm theo; " * 2
    for length in range(40):
        text = f"{first[: 60 + length]} và (i) {filler}(ii) thu gom; (iii) Vận chuyển rác về trạm trung chuyển của xã."
        assert texts_of(set_pages([Para("Rà soát."), Para(text), Para("- Báo cáo.")]))[1] == " ".join(text.split())


def test_a_figure_under_a_heading_begins_a_paragraph() -> None:
    """ "100% trạm …" does not run on from "I. MỤC TIÊU", though its first letter is a small one."""
    plan = read("**I. MỤC TIÊU**\n100% trạm y tế xã có người được tập huấn.\n**II. NHIỆM VỤ**\n1. Mở lớp tập huấn.")
    assert section_lines(plan) == ["I MỤC TIÊU (objectives)", "II NHIỆM VỤ (tasks)"]


@pytest.mark.parametrize("gap", [2.5, 3.0])
def test_a_small_blank_tells_paragraphs_apart_where_it_is_constant(gap: float) -> None:
    """Word's "3 pt before" is less than a fifth of a line, and tells even where a last line is full."""
    style = Set(first=0, gap=gap, bold_known=False)
    begun = "Bố trí xe thu gom rác tại các thôn, ưu tiên khu vực chợ và trường học trên trục đường chính của xã"
    texts = [f"{begun}{' cũ' * count}." for count in range(30)]
    printed = tuple(Para(text) for text in texts)
    found = find_paragraphs([line for page in set_pages(printed, style, numbers=False) for line in find_lines(page)])
    assert [" ".join(line.text for line in para.lines) for para in found] == texts


def test_the_sentence_that_ends_a_plan_begins_a_paragraph() -> None:
    """Though the line above is full and no indent tells: "Trên đây là Kế hoạch …"."""
    begun = "Phòng Kinh tế xã Suối Ngọc theo dõi, đôn đốc các thôn thu gom rác đúng nơi, đúng giờ trong ngày quy định"
    for count in range(30):
        last = f"{begun}{' cũ' * count}."
        plan = read(f"**I. TỔ CHỨC THỰC HIỆN**\n1. {last}\nTrên đây là Kế hoạch làm sạch môi trường.", Set(first=0))
        assert [" ".join(t.text.text.split()) for t in plan.tasks] == [last]


def test_where_no_line_runs_on_each_sentence_is_a_paragraph() -> None:
    """A short plan of one-line items, indented alike: no margin tells, the full stop does."""
    texts = [
        "Phòng Kinh tế và các thôn trồng cây, chăm cây, tưới cây hằng ngày, hằng tháng và hằng quý.",
        "Thu gom rác.",
    ]
    printed = tuple(Para(text) for text in texts)
    found = find_paragraphs([line for page in set_pages(printed, Set()) for line in find_lines(page)])
    assert [" ".join(line.text for line in para.lines) for para in found] == texts
