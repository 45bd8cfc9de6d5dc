"""Abbreviations that are read a second time."""

import pytest

from ingest.cells import Piece
from ingest.letters import InkWord
from ingest.rereading import read_again
from ingest.together import Reading, read_together


def word(text: str, left: float, confidence: float, width: float = 100) -> InkWord:
    return InkWord(text, left, 100, left + width, 130, confidence, "line")


def read(first: InkWord, second: InkWord) -> tuple[InkWord, list[Piece]]:
    """What becomes of *first* between two sure words when a second reading gives *second*; and what was read again."""
    asked: list[Piece] = []

    def reader(pieces: tuple[Piece, ...]) -> Reading[list[InkWord]]:
        asked.extend(pieces)
        yield from ()  # what asks nothing is answered at once
        return [second]

    def rereading() -> Reading[InkWord]:
        words = yield from read_again([word("Sở", 100, 0.96), first, word("tỉnh", 320, 0.96)], reader, 2.0)
        return words[1]

    (read,) = read_together([rereading()])
    assert isinstance(read, InkWord)
    return read, asked


def test_a_sure_second_reading_counts() -> None:
    """It is taken, as sure as both readings are on average, and asked for with both neighbours."""
    out, pieces = read(word("TĐTHRH,", 210, 0.4), word("LĐTBXH,", 211, 0.9))
    assert out.text == "LĐTBXH,"
    assert out.confidence == pytest.approx(0.65)
    assert [(p.left < 100, p.right > 420) for p in pieces] == [(True, True)]


def test_the_same_reading_twice_is_sure() -> None:
    """What is read the same way again is no longer doubted."""
    assert read(word("KH&CN", 210, 0.4), word("KH&CN", 211, 0.9))[0].confidence == 0.9


@pytest.mark.parametrize(
    "second", [word("LĐTBXH,", 211, 0.6), word("LĐTB", 211, 0.9, 50), word("18", 211, 0.9)], ids=lambda w: w.text
)
def test_a_second_guess_does_not(second: InkWord) -> None:
    """One that is unsure too, reads half of the ink, or sees figures changes nothing."""
    first = word("TĐTHRH,", 210, 0.4)
    assert read(first, second)[0] == first


@pytest.mark.parametrize("first", [word("Tên", 210, 0.3), word("4Ÿtháng", 210, 0.0), word("TĐTHRH,", 210, 0.6)])
def test_other_words_are_not_read_again(first: InkWord) -> None:
    """Common words, figures over handwriting and words that are sure enough stay as they are."""
    assert read(first, word("LĐTBXH,", 211, 0.9)) == (first, [])
