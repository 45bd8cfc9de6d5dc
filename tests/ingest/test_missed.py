"""Words that Tesseract passed over."""

from collections.abc import Generator

import cv2
import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont

from ingest.cells import Piece
from ingest.letters import InkWord
from ingest.missed import read_missed
from ingest.raster import Grey

EM = 30


def page(*lost: tuple[int, int]) -> tuple[Grey, list[InkWord]]:
    """Three lines of ten words of three letters each, and words at *lost* places that no box tells of."""
    ink = np.zeros((700, 1400), np.uint8)
    words = []
    places = [(100 + 120 * column, 100 + 100 * row) for row in range(3) for column in range(10)]
    for x, y in (*places, *lost):
        for letter in range(3):
            cv2.rectangle(ink, (x + 20 * letter, y), (x + 20 * letter + 12, y + 20), 255, 3)
    for x, y in places:
        words.append(InkWord("abc", x - 2, y - 6, x + 58, y + 24, 0.95, y))
    return ink, words


def read(ink: Grey, words: list[InkWord], *found: InkWord) -> tuple[list[InkWord], list[Piece]]:
    """What comes of the page when its pieces are read as *found*, and those pieces."""
    asked: list[Piece] = []

    def answer(pieces: tuple[Piece, ...]) -> Generator[object, object, list[InkWord]]:
        asked.extend(pieces)
        yield None
        return list(found)

    grey = cv2.bitwise_not(ink)
    steps = read_missed(words, ink, np.asarray(grey, np.uint8), 200 / 72, answer)  # type: ignore[arg-type]
    try:
        while True:
            next(steps)
    except StopIteration as end:
        return end.value, asked


LOST = InkWord("bộ.", 100, 145, 160, 175, 0.97, 0)


def test_a_word_passed_over_is_read() -> None:
    """Ink like letters that lies in no box becomes a word of its own line."""
    ink, words = page((100, 150))
    out, asked = read(ink, words, LOST)
    assert [w.text for w in out[len(words) :]] == ["bộ."]
    (piece,) = asked
    assert (piece.left <= 100, piece.top <= 144, piece.right >= 152, piece.bottom >= 170) == (True,) * 4


def test_what_is_no_word_is_not_taken() -> None:
    """A scribble read as letters that no syllable has, or hardly read at all, stays out."""
    ink, words = page((100, 150))
    for text, sure in (("xqz", 0.95), ("bộ", 0.4), ("—", 0.99)):
        out, _ = read(ink, words, InkWord(text, 100, 145, 160, 175, sure, 0))
        assert out == words


def test_a_page_read_whole_is_asked_nothing() -> None:
    """Where every letter lies in a box there is no second call; nor where a picture has hundreds of shapes."""
    assert read(*page())[1] == []
    assert read(*page(*((100 + 120 * i, 450 + 40 * j) for i in range(10) for j in range(5))))[1] == []


def with_number(text: str, x: int, y: int, *lost: tuple[int, int]) -> tuple[Grey, list[InkWord]]:
    """The page with *text* printed in 13 points on the base line *y*, in no box."""
    ink, words = page(*lost)
    try:
        font = ImageFont.truetype("/usr/share/fonts/truetype/liberation2/LiberationSerif-Regular.ttf", 36)
    except OSError:
        pytest.skip("fonts-liberation2 is not installed")
    image = Image.fromarray(ink)
    ImageDraw.Draw(image).text((x, y), text, fill=255, font=font, anchor="ls")
    return np.array(image), words


@pytest.mark.parametrize("text", ["5.", "2", "12.", "II."])
def test_a_number_alone_under_a_full_line_is_read_by_its_shapes(text: str) -> None:
    """A sentence that wraps before its last number keeps it; no call of Tesseract is needed for that."""
    ink, words = with_number(text, 100, 366)
    out, asked = read(ink, words)
    (number,) = out[len(words) :]
    assert (number.text, asked) == (text, [])
    assert 95 <= number.left <= 110


def test_a_label_lost_before_its_line_is_read() -> None:
    """The number of an item is as small as that of a sentence's end, and stands right before its line."""
    ink, words = with_number("7.", 60, 222)
    words.append(InkWord("abc", 58, 294, 90, 324, 0.95, 300))
    out, _ = read(ink, words)
    assert [w.text for w in out[len(words) :]] == ["7."]


def test_a_number_away_from_the_text_or_a_stroke_is_none() -> None:
    """What stands in the middle below a line, far under it, or is a mere stroke, ends no sentence."""
    for text, x, y in (("5.", 700, 366), ("5.", 100, 520), ("I", 100, 366)):
        ink, words = with_number(text, x, y)
        assert read(ink, words)[0] == words


def test_a_number_that_no_shape_tells_is_asked_of_tesseract() -> None:
    """A semicolon is no part of a label; Tesseract may know it."""
    ink, words = with_number("2;", 100, 366)
    out, asked = read(ink, words, InkWord("2;", 100, 340, 120, 368, 0.9, 0))
    assert len(asked) == 1
    assert [w.text for w in out[len(words) :]] == ["2;"]
