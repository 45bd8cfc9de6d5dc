"""Numerals that Tesseract misread, looked at again."""

import cv2
import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont

from ingest.letters import InkWord
from ingest.raster import Grey
from ingest.second_look import look_again

FONT = "/usr/share/fonts/truetype/liberation2/LiberationSerif-Regular.ttf"
SCALE = 200 / 72


def printed(*texts: str) -> tuple[Grey, list[InkWord]]:
    """A line of words at 13 points and 200 dpi, and the words as they stand there."""
    try:
        font = ImageFont.truetype(FONT, 36)
    except OSError:
        pytest.skip("fonts-liberation2 is not installed")
    image = Image.new("L", (700, 70), 250)
    draw, x, words = ImageDraw.Draw(image), 20, []
    for text in texts:
        draw.text((x, 12), text, fill=20, font=font)
        box = draw.textbbox((x, 12), text, font=font)
        words.append(InkWord(text, *box, confidence=0.9, line=1))
        x = int(box[2]) + 12
    return np.asarray(image), words


def misread(word: InkWord, text: str, confidence: float) -> InkWord:
    return InkWord(text, word.left, word.top, word.right, word.bottom, confidence, word.line)


@pytest.mark.parametrize("sure", [0.5, 0.95])
@pytest.mark.parametrize("reading", ["II/2026", "IH/2026", "I/2026"])
def test_a_quarter_gets_its_lost_stroke_back(reading: str, sure: float) -> None:
    """The strokes on the page count, however sure Tesseract was of fewer."""
    grey, (word, numeral) = printed("Quý", "III/2026")
    read = look_again([word, misread(numeral, reading, sure)], grey, SCALE)
    assert [w.text for w in read] == ["Quý", "III/2026"]


def test_every_quarter_of_a_row_is_counted() -> None:
    """Quarters behind the first one, after a comma or "và", are numerals too."""
    grey, (word, first, joint, second) = printed("Quý", "III", "và", "IV/2027")
    read = look_again([word, misread(first, "II", 0.9), joint, misread(second, "lV/2027", 0.9)], grey, SCALE)
    assert [w.text for w in read] == ["Quý", "III", "và", "IV/2027"]


def test_numbers_behind_other_words_are_no_quarters() -> None:
    """A 1 that follows no quarter stays a figure."""
    grey, words = printed("Quý", "I", "Điều", "1,")
    assert look_again(words, grey, SCALE)[3].text == "1,"


def test_a_quarter_whose_strokes_run_together_is_doubtful() -> None:
    """Where strokes cannot be counted the reading stays, so unsure that it becomes a finding."""
    grey, (word, numeral) = printed("Quý", "III/2026")
    blurred = np.asarray(cv2.GaussianBlur(grey, (0, 0), 6), dtype=np.uint8)
    read = look_again([word, misread(numeral, "II/2026", 0.9)], blurred, SCALE)
    assert read[1].text == "II/2026"
    assert read[1].confidence <= 0.5


def test_a_figure_one_is_not_made_a_numeral_on_a_hunch() -> None:
    """A worn 1 is nearly as like an I: what Tesseract is sure of stays."""
    grey, (label, word) = printed("I.", "Căn")
    read = look_again([misread(label, "1.", 0.92), word], grey, SCALE)
    assert read[0].text == "1."


def test_a_numeral_taken_for_a_figure_is_put_right() -> None:
    """Where Tesseract doubts its 1 and the shape is plainly an I, it is an I."""
    grey, (label, word) = printed("I.", "Mục")
    read = look_again([misread(label, "1.", 0.7), word], grey, SCALE)
    assert read[0].text == "I."
