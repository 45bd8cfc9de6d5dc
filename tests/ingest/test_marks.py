"""The mark over an i: told from its picture, not from the words that Tesseract knows."""

import unicodedata
from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont

from ingest.letters import InkWord
from ingest.marks import check_dots
from ingest.raster import Grey

FONTS = Path("/usr/share/fonts/truetype/liberation2")


def page_of(text: str, weight: str, em: int) -> tuple[Grey, tuple[float, float, float, float]]:
    """A page with one word on it, and the box of its ink."""
    image = Image.new("L", (12 * em, 3 * em), 250)
    font = ImageFont.truetype(str(FONTS / f"LiberationSerif-{weight}.ttf"), em)
    ImageDraw.Draw(image).text((em, em), text, fill=20, font=font)
    grey = np.asarray(image, dtype=np.uint8)
    ink = grey < 128
    rows, columns = np.flatnonzero(ink.any(axis=1)), np.flatnonzero(ink.any(axis=0))
    return grey, (float(columns[0]), float(rows[0]), float(columns[-1] + 1), float(rows[-1] + 1))


def read(printed: str, as_word: str, weight: str = "Regular", em: int = 36) -> str:
    grey, box = page_of(printed, weight, em)
    (word,) = check_dots([InkWord(as_word, *box, confidence=0.96, line=0)], grey)
    return word.text


@pytest.mark.parametrize("weight", ["Regular", "Bold"])
@pytest.mark.parametrize("em", [27, 36, 54])
@pytest.mark.parametrize(("printed", "as_word"), [("Minh", "Mỉnh"), ("chi", "chỉ"), ("Vinh", "Vính"), ("tin,", "tìn,")])
def test_a_dot_is_no_tone(printed: str, as_word: str, weight: str, em: int) -> None:
    """What shows a dot is read without a tone, at 150, 200 and 300 dpi."""
    assert read(printed, as_word, weight, em) == printed


@pytest.mark.parametrize("weight", ["Regular", "Bold"])
@pytest.mark.parametrize("em", [27, 36, 54])
@pytest.mark.parametrize("mark", ["\u0301", "\u0300", "\u0309", "\u0303"])
def test_a_tone_stays(mark: str, weight: str, em: int) -> None:
    """Acute, grave, hook and tilde are no dots."""
    word = unicodedata.normalize("NFC", f"Vi{mark}nh")
    assert read(word, word, weight, em) == word


@pytest.mark.parametrize("as_word", ["tiến", "tịnh", "chí-phí", "TỈNH"])
def test_words_with_other_marks_are_left_alone(as_word: str) -> None:
    """With two marks above, a dot below, or in capitals there is no lone dot to judge by."""
    assert read("tinh", as_word) == as_word
