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
    ],
)
def test_route(kind: str, text: str, pictures: tuple[BBox, ...], shapes: int, way: str) -> None:
    """Each kind of page goes the way that reads it, and says why."""
    share = sum((b[2] - b[0]) * (b[3] - b[1]) for b in pictures) / (595 * 842)
    route = find_route(page(text, share), pictures, shapes)
    assert route.way == way, kind
    assert route.reason
