"""Labels read by their shapes."""

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont

from ingest.glyphs import ROMAN, read_label
from ingest.raster import Grey

FONT = "/usr/share/fonts/truetype/liberation2/LiberationSerif-{}.ttf"


def drawn(text: str, weight: str = "Regular") -> Grey:
    """*text* at 13 points and 200 dpi, black on white."""
    try:
        font = ImageFont.truetype(FONT.format(weight), 36)
    except OSError:
        pytest.skip("fonts-liberation2 is not installed")
    image = Image.new("L", (260, 70), 250)
    ImageDraw.Draw(image).text((20, 12), text, fill=20, font=font)
    return np.asarray(image)


@pytest.mark.parametrize("weight", ["Regular", "Bold"])
@pytest.mark.parametrize(
    "text", ["7", "20", "2.3", "I", "III", "IV.", "a)", "đ)", "TT", "X", "x", "21/9/2025", "8", "B", "C.", "c"]
)
def test_a_label_is_read(text: str, weight: str) -> None:
    """What a label column or a date can hold is read without a language model."""
    label = read_label(drawn(text, weight), 200 / 72)
    assert label is not None
    assert label.text == text


@pytest.mark.parametrize("text", ["Sở", "Ghi", "năm", "?"])
def test_a_word_is_no_label(text: str) -> None:
    """Shapes of words are left to Tesseract."""
    assert read_label(drawn(text), 200 / 72) is None


def test_an_empty_picture_is_no_label() -> None:
    """A word whose box lies at the edge of the page may leave nothing to cut out."""
    assert read_label(np.zeros((0, 5), np.uint8), 200 / 72) is None


def test_a_figure_one_and_a_roman_one_are_told_apart() -> None:
    """A 1 has a flag where an I has a bar."""
    one, roman = read_label(drawn("1"), 200 / 72), read_label(drawn("I"), 200 / 72)
    assert one is not None
    assert roman is not None
    assert (one.text, roman.text) == ("1", "I")


def test_a_numeral_known_to_be_roman_is_one() -> None:
    """Where only a Roman numeral can stand, no stroke is taken for a 1."""
    label = read_label(drawn("III/2026"), 200 / 72, ROMAN)
    assert label is not None
    assert label.text == "III/2026"
