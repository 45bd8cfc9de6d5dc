"""Labels of damaged lines come back by what they look like and by the count they stand in."""

import pytest

from models.page import Page, Word
from normalize.diacritics import restore_pages, restore_text
from normalize.diacritics.labels import mend_labels
from normalize.diacritics.words import Row, is_letter_label


def _mended(*lines: str) -> list[str]:
    rows = [Row(tuple(line.split())) for line in lines]
    return [row.tokens[0] for row in mend_labels(rows, [True] * len(rows))]


@pytest.mark.parametrize(
    ("lines", "labels"),
    [
        (("I- MUC DICH", "ll- NO| DUNG", "Ill- TRACH NHIEM", "IvV- TO CHUC"), ["I-", "II-", "III-", "IV-"]),
        (("I. Muc tieu", "Il. Ha tang", "Il, Nguon nhan luc", "Iv. Kinh phi"), ["I.", "II.", "III.", "IV."]),
        (("1. MUC TIEU", "II. NHIEM VU", "IH. TO CHUC"), ["I.", "II.", "III."]),
        (("V. KINH PHI", "VI. KIEM TRA", "vil. TO CHUC", "VIIL KHEN THUONG"), ["V.", "VI.", "VII.", "VIII."]),
        (("L MUC TIEU", "IL. NHIEM VU TRONG TAM", "II. TO CHUC"), ["I.", "II.", "III."]),
        (("1, Phong Kinh te", "2. Cong an", "3, Tram Y te"), ["1.", "2.", "3."]),
        (("m) Ra soat", "n) Xay dung", "0) To chuc", "p) Bao cao"), ["m)", "n)", "o)", "p)"]),
    ],
)
def test_labels_are_mended_by_their_strokes_and_their_count(lines: tuple[str, ...], labels: list[str]) -> None:
    """A reader's small l, missing strokes, commas and small letters give way to the numeral that the count wants."""
    assert _mended(*lines) == labels


@pytest.mark.parametrize(
    "lines",
    [
        ("I. NHIEM VU", "1. CONG TAC TUYEN TRUYEN", "2. CONG TAC KIEM TRA", "II. TO CHUC"),
        ("l. Ra soat cac quy dinh", "2. Xay dung ke hoach"),
        ("i) Ra soat", "v) Bao cao"),
        ("III. TO CHUC", "III. KINH PHI", "IV. KHEN THUONG"),
        ("I. NHIEM VU", "II. TO CHUC", "II. KINH PHI", "III. KHEN THUONG"),
        ("K. KINH PHI", "L. KIEM TRA", "M. TO CHUC"),
        ("G. NHIEM VU", "H. TO CHUC"),
        ("1. Thu nhap", "5, Xa dat chuan", "2, ha tang"),
        ("Il y a deux", "11 xa dat chuan", "1 Phong"),
    ],
)
def test_other_labels_stay(lines: tuple[str, ...]) -> None:
    """Arabic labels of headings in capitals, letters, and a count that is printed wrong stay as they are."""
    assert _mended(*lines) == [line.split()[0] for line in lines]


def test_lines_that_are_well_only_count() -> None:
    """In a line that reads well nothing is mended, but the next one goes on from it."""
    rows = [Row(("I.", "Mục", "tiêu")), Row(("Ill.", "NHIEM", "VU"))]
    assert [row.tokens[0] for row in mend_labels(rows, [False, True])] == ["I.", "II."]
    assert [row.tokens[0] for row in mend_labels(rows, [False, False])] == ["I.", "Ill."]


def test_the_letter_of_an_item_is_no_word() -> None:
    """ "b) Co quan" begins with a letter, "b) co quan" may end a bracket of the line before."""
    assert is_letter_label(("b)", "Co", "quan"))
    assert not is_letter_label(("b)", "co", "quan"))
    assert not is_letter_label(("bo)", "Co", "quan"))


GOOD = """KẾ HOẠCH
l. MỤC ĐÍCH, YÊU CẦU
l. Nâng cao nhận thức của cán bộ, công chức về bảo vệ môi trường.
2. Triển khai đồng bộ, hiệu quả.
Il. NHIỆM VỤ
l. Phòng Kinh tế chủ trì kiểm tra các cơ sở sản xuất.
2. Phòng Văn hóa - Xã hội tổ chức tuyên truyền.
lll. TỔ CHỨC THỰC HIỆN
Các phòng, đơn vị báo cáo kết quả trước ngày 15 tháng 12."""


def test_numbers_misread_in_good_text_are_mended() -> None:
    """A reader that gets every word right still takes the strokes of "II." and "1." for small l."""
    read = restore_text(GOOD).split("\n")
    assert [line.split()[0] for line in read[1:8]] == ["I.", "1.", "2.", "II.", "1.", "2.", "III."]
    assert [line.split()[1:] for line in read] == [line.split()[1:] for line in GOOD.split("\n")]


def test_the_letter_l_stays_a_letter() -> None:
    """ "l)" after "k)" is the letter of an item, and a litre within a line is one."""
    text = "i) Rà soát danh mục thủ tục.\nk) Lập hồ sơ công việc.\nl) Báo cáo kết quả.\nm) Cấp 20 l. dầu cho mỗi hộ."
    assert restore_text(text) == text


def test_a_page_whose_numbers_are_well_is_no_restored_page() -> None:
    """A page is told of as restored only where something was changed."""
    words = tuple(
        Word(text, (50.0 + 40 * x, 50.0 + 14 * y, 85.0 + 40 * x, 62.0 + 14 * y), 12.0)
        for y, line in enumerate(("k) Lập hồ sơ công việc.", "l) Báo cáo kết quả."))
        for x, text in enumerate(line.split())
    )
    pages = (Page(1, 600.0, 800.0, words, ()),)
    assert restore_pages(pages) == (pages, ())
