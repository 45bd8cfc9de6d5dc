"""Recipients and signature side by side under the prose."""

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont

from ingest import tesseract
from ingest.columns import find_columns
from ingest.ocr import read_picture
from ingest.raster import Grey, Picture

FONT = "/usr/share/fonts/truetype/liberation2/LiberationSerif-{}.ttf"
SCALE = 200 / 72
PROSE = [
    "Các phòng, ban, đơn vị căn cứ chức năng, nhiệm vụ được giao tổ chức thực hiện Kế hoạch này;",
    "định kỳ hằng quý báo cáo kết quả về Phòng Kinh tế để tổng hợp, trình Ủy ban nhân dân phường",
    "xem xét. Trong quá trình thực hiện nếu có khó khăn, vướng mắc thì kịp thời phản ánh để được",
    "hướng dẫn, giải quyết theo quy định của pháp luật và phù hợp với tình hình của địa phương.",
]
RECIPIENTS = ["Nơi nhận:", "- Đảng ủy phường;", "- HĐND phường;", "- CT, các PCT;", "- Các khu phố;", "- Lưu: VT."]


def page(*lines: tuple[float, float, float, str, str]) -> Grey:
    """An A4 page at 200 dpi with lines of text at (left, top) points in a size and a weight."""
    image = Image.new("L", (1654, 2339), 250)
    draw = ImageDraw.Draw(image)
    for left, top, size, weight, text in lines:
        try:
            font = ImageFont.truetype(FONT.format(weight), round(size * SCALE))
        except OSError:
            pytest.skip("fonts-liberation2 is not installed")
        draw.text((left * SCALE, top * SCALE), text, fill=20, font=font)
    return np.asarray(image)


def signed_page() -> Grey:
    prose = [(60.0, 80.0 + 17 * i, 12.0, "Regular", line) for i, line in enumerate(PROSE * 2)]
    left = [(60.0, 250 + 12.2 * i, 11.0, "Regular", line) for i, line in enumerate(RECIPIENTS)]
    right = [(380.0, 250.0, 13.0, "Bold", "KT. CHỦ TỊCH"), (374.0, 265.0, 13.0, "Bold", "PHÓ CHỦ TỊCH")]
    return page(*prose, *left, *right, (370.0, 340.0, 13.0, "Bold", "Đinh Thị Hoa"))


def test_signature_and_recipients_are_parts_of_their_own() -> None:
    """The prose, the left side and the right side are read one after the other."""
    ink = np.where(signed_page() < 128, 255, 0).astype(np.uint8)
    prose, left, right = find_columns(ink, SCALE)
    assert (prose.left, prose.right) == (0, 1654)
    assert 215 < prose.bottom / SCALE < 255
    assert 150 < left.right / SCALE == right.left / SCALE < 370
    assert right.bottom / SCALE > 355


def test_prose_and_letterheads_stay_whole() -> None:
    """A letterhead shares its base lines, and a gap within one line is no gutter."""
    head = [
        (60.0, 60.0, 12.0, "Bold", "UBND PHƯỜNG"),
        (330.0, 60.0, 12.0, "Bold", "CỘNG HÒA XÃ HỘI"),
        (60.0, 76.0, 12.0, "Regular", "Số: 12/KH"),
        (330.0, 76.0, 12.0, "Regular", "Độc lập - Tự do"),
        (330.0, 92.0, 12.0, "Regular", "ngày 05 tháng 3"),
    ]
    prose = [(60.0, 150.0 + 17 * i, 12.0, "Regular", line) for i, line in enumerate(PROSE * 3)]
    gap = [(60.0, 360.0, 12.0, "Regular", "Thời gian:"), (330.0, 360.0, 12.0, "Regular", "Quý II năm 2027")]
    ink = np.where(page(*head, *prose, *gap) < 128, 255, 0).astype(np.uint8)
    assert find_columns(ink, SCALE) == ()


@pytest.mark.skipif("vie" not in tesseract.installed()[1], reason="Tesseract with its Vietnamese data is missing")
def test_nothing_of_a_signature_is_lost() -> None:
    """Lines at nearly the same height on both sides are all read."""
    read = read_picture(Picture(signed_page(), 1654 / SCALE, 2339 / SCALE), 1, "")
    text = " ".join(w.text for w in read.words)
    for line in (*RECIPIENTS, "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH", "Đinh Thị Hoa"):
        assert line in text
