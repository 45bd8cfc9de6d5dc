"""Words that Tesseract passed over."""

from collections.abc import Generator

import cv2
import numpy as np

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

    steps = read_missed(words, ink, answer)  # type: ignore[arg-type]
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
