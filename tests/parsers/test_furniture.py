"""Page numbers, running headers, digital signatures and stamps."""

from models.blocks import Line, line_of
from models.page import Page, Word
from parsers.furniture import drop_furniture


def line(page: int, text: str, x: float = 85, top: float = 100, size: float = 14) -> Line:
    words = []
    for piece in text.split():
        width = 0.45 * size * len(piece)
        words.append(Word(piece, (x, top, x + width, top + size), size))
        x += width + 0.25 * size
    return line_of(page, tuple(words))


def dropped(*pages: list[Line]) -> list[str]:
    sheets = [Page(number, 595, 842, (), ()) for number in range(1, len(pages) + 1)]
    body, furniture = drop_furniture(sheets, pages)
    assert sum(map(len, body)) + len(furniture) == sum(map(len, pages))
    return [item.text for item in furniture]


def test_page_numbers_go() -> None:
    """A number in the middle of the top margin is furniture, one in the body is not."""
    assert dropped([line(1, "2", 290, 30), line(1, "12", 290, 400)]) == ["2"]


def test_the_last_number_of_a_sentence_stays_after_a_page_break() -> None:
    """ "… công chứng số / 1." ends on the next page; after a whole sentence, and in the middle, it is a page number."""
    open_end, ended = "Kiểm tra trụ sở của Phòng Công chứng số", "Kiểm tra trụ sở của Phòng Công chứng số 1."
    assert dropped([line(1, open_end, top=700)], [line(2, "1.", top=56)]) == []
    assert dropped([line(1, ended, top=700)], [line(2, "1.", top=56)]) == ["1."]
    assert dropped([line(1, open_end, top=700)], [line(2, "2", 290, 56)]) == ["2"]
    assert dropped([line(1, open_end, top=700)], [line(2, "2.", 290, 56)]) == ["2."]


def test_the_gazette_header_goes() -> None:
    """The official gazette prints its name, number and date on every page."""
    assert dropped([line(1, "CÔNG BÁO/Số 333/Ngày 16-06-2026", 200, 35), line(1, "I. MỤC TIÊU")]) == [
        "CÔNG BÁO/Số 333/Ngày 16-06-2026"
    ]


def test_a_header_on_three_pages_goes() -> None:
    """What stands at the same height on three pages and differs in digits alone is a running header."""
    pages = [[line(n, f"Kế hoạch năm 2026 - trang {n}", 85, 40), line(n, f"Nội dung {n}")] for n in (1, 2, 3)]
    assert len(dropped(*pages)) == 3


def test_items_that_open_three_pages_are_no_header() -> None:
    """Items alike but for their numbers happen to come first on their pages; so do labelled lines."""
    for text in ("{}. Tổ chức lớp tập huấn đợt {}.", "- Đơn vị chủ trì: Sở Y tế.", "Đơn vị chủ trì: Sở Y tế."):
        pages = [[line(n, text.format(2 * n, n), 85, 60), line(n, f"Nội dung {n}", top=90)] for n in (1, 2, 3)]
        assert dropped(*pages) == []


def test_a_header_that_looks_like_an_item_goes() -> None:
    """Set in dashes, in small type, or counting the pages before the title, it is a header all the same."""
    for text, size in (("- Kế hoạch năm 2026 -", 14.0), ("* Kế hoạch năm 2026", 10.0), ("{}. Kế hoạch năm 2026", 14.0)):
        pages = [
            [
                line(n, text.format(n + 4), 85, 40, size),
                *(line(n, f"Việc thứ {n}", top=90 + 20 * at) for at in range(3)),
            ]
            for n in (1, 2, 3)
        ]
        assert len(dropped(*pages)) == 3


def test_a_digital_signature_goes_whole() -> None:
    """ "Ký bởi", "Cơ quan" and "Ngày ký" are one block of furniture."""
    block = ["Ký bởi: ỦY BAN NHÂN DÂN XÃ", "Cơ quan: TỈNH LẠC HÀ", "Ngày ký: 2026-05-27 07:55:25 +07:00"]
    lines = [line(1, text, 30, 10 + 9 * i, 8) for i, text in enumerate(block)]
    assert dropped([*lines, line(1, "KẾ HOẠCH", 280, 200)]) == block


def test_a_line_of_fields_is_no_digital_signature() -> None:
    """ "Cơ quan: …" alone in the text stays."""
    assert dropped([line(1, "Cơ quan: Sở Y tế", 85, 400), line(1, "Người ký duyệt kế hoạch", 85, 420)]) == []


def test_an_arrival_stamp_goes() -> None:
    """ "CÔNG VĂN ĐẾN" with its number and day is a stamp."""
    stamp = [line(1, "CÔNG VĂN ĐẾN", 80, 150), line(1, "Số: 123", 80, 166), line(1, "Ngày: 05/6/2026", 80, 182)]
    assert len(dropped([*stamp, line(1, "Kính gửi: Sở Y tế", 85, 260)])) == 3


def test_a_header_printed_sideways_goes() -> None:
    """A column of single letters at the edge is a header turned by a quarter."""
    letters = [line(1, sign, 20, 100 + 12 * i) for i, sign in enumerate("KẾHOẠCHNĂM")]
    assert len(dropped([*letters, line(1, "Nội dung", 100, 300)])) == 10


def test_the_imprint_of_a_gazette_goes() -> None:
    """Who publishes it, where and for how much, on the last page; a lone address in a plan stays."""
    texts = [
        "VĂN PHÒNG TỈNH LẠC HÀ XUẤT BẢN",
        "Địa chỉ: Số 1, phường Phú Lạc",
        "Điện thoại: 0299.3850123",
        "Giá: 9.000 đồng",
    ]
    imprint = [line(2, text, top=600 + 20 * at) for at, text in enumerate(texts)]
    body = [line(1, "1. Phát thanh."), line(2, "2. Mua loa.", top=300)]
    assert dropped([body[0]], [body[1], *imprint]) == texts
    assert dropped([line(1, "1. Mở lớp."), line(1, "Địa chỉ: Nhà văn hóa thôn", top=130)]) == []


def test_letterheads_are_no_running_header() -> None:
    """A dispatch and its drafts in one file begin with the same lines at the same place."""
    head = ("SỞ Y TẾ", 55.0), ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 57.0), ("Độc lập - Tự do - Hạnh phúc", 72.0)
    pages = [[*(line(n, text, 60, top) for text, top in head), line(n, f"Nội dung {n}")] for n in (1, 2, 3, 4)]
    assert dropped(*pages) == []
