"""Signs that Tesseract takes for others, and stops that nobody printed."""

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont

from ingest.letters import InkWord
from ingest.raster import Grey
from ingest.signs import check_signs

EM, BASE = 36, 100


def page(printed: str, box_of: str, read: str, face: str = "Regular") -> tuple[Grey, InkWord]:
    """A page with one word *printed*, given as *read* in the box of *box_of*."""
    try:
        font = ImageFont.truetype(f"/usr/share/fonts/truetype/liberation2/LiberationSerif-{face}.ttf", EM)
    except OSError:
        pytest.skip("fonts-liberation2 is not installed")
    image = Image.new("L", (600, 200), 0)
    draw = ImageDraw.Draw(image)
    draw.text((100, BASE), printed, fill=255, font=font, anchor="ls")
    box = draw.textbbox((100, BASE), box_of, font=font, anchor="ls")
    return (np.array(image) > 128).astype(np.uint8) * 255, InkWord(read, *box, confidence=0.9, line=0)


@pytest.mark.parametrize("face", ["Regular", "Bold"])
@pytest.mark.parametrize(
    ("printed", "read", "meant"),
    [
        ("≥ 80%", ">", "≥"),
        ("≤ 5", "<", "≤"),
        ("> 80%", ">", ">"),
        ("< 5", "<", "<"),
    ],
)
def test_a_limit_keeps_its_bar(printed: str, read: str, meant: str, face: str) -> None:
    """The bar under the sign makes it another limit; a sign without one stays."""
    ink, word = page(printed, printed[0], read, face)
    assert [w.text for w in check_signs([word], ink)] == [meant]


def test_a_closing_stroke_between_dots_is_read() -> None:
    """ "./." at the end of a letter was read as three dots; three dots stay three dots."""
    ink, word = page("hiện./.", "hiện./.", "hiện...")
    assert [w.text for w in check_signs([word], ink)] == ["hiện./."]
    ink, word = page("hiện...", "hiện...", "hiện...")
    assert [w.text for w in check_signs([word], ink)] == ["hiện..."]


@pytest.mark.parametrize("text", ["trường", "khảo", "phòng", "xã"])
def test_a_comma_without_ink_goes(text: str) -> None:
    """Of "Các phòng, chuyên môn" two units would be made where one is printed; a comma that is there stays."""
    ink, word = page(text, text, text + ",")
    assert [w.text for w in check_signs([word], ink)] == [text]
    ink, word = page(text + ",", text + ",", text + ",")
    assert [w.text for w in check_signs([word], ink)] == [text + ","]
    ink, word = page(text + ".", text + ".", text + ".")
    assert [w.text for w in check_signs([word], ink)] == [text + "."]


def test_a_quotation_mark_that_nothing_closes_goes() -> None:
    """A speck at the head of a cell reads as an opening mark; one that is closed later stays."""
    ink = np.zeros((50, 50), np.uint8)
    row = [
        InkWord(t, 10.0 * i, 10, 10.0 * i + 9, 30, 0.97, 0) for i, t in enumerate(["“Thường", "xuyên", "phong", "trào"])
    ]
    assert check_signs(row, ink)[0].text == "Thường"
    closed = [*row[:3], InkWord("trào”", 30, 10, 39, 30, 0.97, 0)]
    assert check_signs(closed, ink)[0].text == "“Thường"
