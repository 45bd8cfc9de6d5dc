"""The route of a page."""

import pytest

from ingest.quality import find_route
from models.page import BBox, Page, Word

GOOD = (
    "Căn cứ Nghị quyết của Hội đồng nhân dân tỉnh Lạc Hà, Ủy ban nhân dân phường Bình An Tây xây dựng kế hoạch "
    "triển khai các nhiệm vụ chuyển đổi số năm 2026 trên địa bàn phường với những nội dung cụ thể như sau: đẩy "
    "mạnh tuyên "
    "truyền, phổ biến đến toàn thể cán bộ, công chức, viên chức và nhân dân về mục đích, ý nghĩa của công tác này"
)
BARE = (
    "Can cu Nghi quyet cua Hoi dong nhan dan tinh Lac Ha, Uy ban nhan dan phuong Binh An Tay xay dung ke hoach "
    "trien khai cac nhiem vu chuyen doi so nam 2026 tren dia ban phuong voi nhung noi dung cu the nhu sau: day "
    "manh tuyen truyen, "
    "pho bien den toan the can bo, cong chuc, vien chuc va nhan dan ve muc dich, y nghia cua cong tac nay"
)
ALMOST = (
    "Căn cứ Nghị quyét của Hội đông nhân dân tinh Lạc Hà, Uỷ ban nhân dân phuờng Bình An Tây xây dụng kê hoạch "
    "triên khai các nhiệm vụ chuyên đôi sô năm 2026 trên địa bàn phuờng vói nhũng nội dung cụ thê như sau: đây "
    "mạnh tuyên truyên, "
    "phô biên đên toàn thê cán bộ, công chúc, viên chúc và nhân dân vê mục đích, ý nghỉa của công tác này"
)
SIGNATURE = "Người ký: Ủy ban nhân dân phường Cơ quan: tỉnh Lạc Hà Thời gian ký: 12.01.2026"
GLYPHS = (
    "7KtQK SKӕ +ӗQJ *LDQJ Ӫ\\ EDQ QKkQ GkQ TXұQ FiF SKzQJ EDQ WUѭӡQJ KӑF EӋQK YLӋQ FKӧ [m KӝL ÿӝF OұS Wӵ GR KҥQK SK~F"
)
LEADERS = GOOD + " ............................................ Số:          /KH-UBND ………………… _________ ---------"

WHOLE = ((0.0, 0.0, 595.0, 842.0),)
STRIPS = tuple((0.0, 58.0 * i, 595.0, 58.0 * (i + 1)) for i in range(15))
"""One page as scanners store it that write as they read."""
MASKED = (*WHOLE, (60.0, 80.0, 540.0, 780.0))
"""A background with a mask of the print over it."""


def page(text: str, share: float) -> Page:
    """A page with *text* on lines, *share* of it under pictures."""
    words = []
    for i, word in enumerate(text.split()):
        x, y = 60 + 45 * (i % 10), 60 + 20 * (i // 10)
        words.append(Word(word, (x, y, x + 40, y + 13), 13))
    return Page(1, 595, 842, tuple(words), (), picture_share=share)


@pytest.mark.parametrize(
    ("kind", "text", "pictures", "shapes", "way"),
    [
        ("digital page", GOOD, (), 0, "text_layer"),
        ("digital page with leader dots and blanks", LEADERS, (), 0, "text_layer"),
        ("good layer over its scan", GOOD, WHOLE, 0, "text_layer"),
        ("good layer with leader dots over its scan", LEADERS, WHOLE, 0, "text_layer"),
        ("layer without marks over a scan", BARE, WHOLE, 0, "mixed"),
        ("layer with almost right marks over a scan", ALMOST, WHOLE, 0, "mixed"),
        ("signature block over a scan", SIGNATURE, WHOLE, 0, "mixed"),
        ("scan without a layer", "", WHOLE, 0, "ocr"),
        ("text without marks, nothing else on the page", BARE, (), 0, "text_layer"),
        ("glyph codes that look like letters", GLYPHS, (), 0, "drawn"),
        ("codes of glyphs", "(cid:12)(cid:7) (cid:44) (cid:12)(cid:3) (cid:9) (cid:8)(cid:2) a", (), 0, "drawn"),
        ("header as text, body as a picture", SIGNATURE + " " + GOOD, ((60.0, 400.0, 540.0, 800.0),), 0, "mixed"),
        ("small logo", GOOD, ((60.0, 10.0, 120.0, 55.0),), 0, "text_layer"),
        ("letters as outlines", "", (), 2000, "drawn"),
        ("blank page", "", (), 0, "text_layer"),
        ("scan in strips without a layer", "", STRIPS, 0, "ocr"),
        ("scan in strips with a signature block", SIGNATURE, STRIPS, 0, "mixed"),
        ("scan in strips with a good layer", GOOD, STRIPS, 0, "text_layer"),
        ("background and mask without a layer", "", MASKED, 0, "ocr"),
        ("background and mask, layer without marks", BARE, MASKED, 0, "mixed"),
        ("table as a picture under a title as text", GOOD, ((60.0, 420.0, 540.0, 800.0),), 0, "mixed"),
        ("signature as a picture", GOOD, ((330.0, 640.0, 470.0, 700.0),), 0, "text_layer"),
        ("watermark behind all of the text", 5 * GOOD, ((150.0, 250.0, 450.0, 550.0),), 0, "text_layer"),
        ("page number over a scan", "- 12 -", WHOLE, 0, "ocr"),
        ("scan shifted over the edge of the page", "", ((-20.0, -30.0, 600.0, 850.0),), 0, "ocr"),
        ("text as outlines beside a page number", "", ((60.0, 10.0, 90.0, 40.0),), 2000, "drawn"),
    ],
)
def test_route(kind: str, text: str, pictures: tuple[BBox, ...], shapes: int, way: str) -> None:
    """Each kind of page goes the way that reads it, and says why."""
    share = sum((b[2] - b[0]) * (b[3] - b[1]) for b in pictures) / (595 * 842)
    route = find_route(page(text, share), pictures, shapes)
    assert route.way == way, kind
    assert route.reason


def test_several_signatures_are_no_text() -> None:
    """A scan signed by three offices has a layer of many letters that reads well, and says nothing of the page."""
    block = ("Người ký: Sở Nội vụ tỉnh Lạc Hà", "Email: sonoivu@example.vn", "Cơ quan: Ủy ban nhân dân tỉnh Lạc Hà")
    lines = 3 * [*block, "Thời gian ký: 12.01.2026 08:15:22 +07:00"]
    words = [
        Word(text, (300 + 40 * i, 20 + 12 * n, 335 + 40 * i, 28 + 12 * n), 8)
        for n, line in enumerate(lines)
        for i, text in enumerate(line.split())
    ]
    assert find_route(Page(1, 595, 842, tuple(words), (), picture_share=1.0), WHOLE, 0).way == "mixed"
