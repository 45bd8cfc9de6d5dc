"""Print that repeats itself and is read once."""

from collections.abc import Iterator

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont

from ingest.cells import Piece
from ingest.letters import InkWord
from ingest.raster import Grey
from ingest.repeated import Print, Seen, print_of, read_once, shift_between
from ingest.together import Reading, read_together
from models.errors import NotAPlanFile

FONT = "/usr/share/fonts/truetype/liberation2/LiberationSerif-Regular.ttf"


def drawn(text: str, right: float = 0, seed: int = 1) -> Grey:
    """The ink of *text* at 13 points and 200 dpi as a scanner sees it, beginning *right* of the eighth pixel."""
    try:
        font = ImageFont.truetype(FONT, 4 * 36)
    except OSError:
        pytest.skip("fonts-liberation2 is not installed")
    image = Image.new("L", (4 * 300, 4 * 56), 250)
    ImageDraw.Draw(image).text((32 + 4 * right, 32), text, fill=20, font=font)
    grey = np.asarray(image.resize((300, 56), Image.Resampling.BOX), dtype=np.float64)
    noisy = grey + np.random.default_rng(seed).normal(0, 6, grey.shape)
    return np.where(noisy < 140, 255, 0).astype(np.uint8)


def show(text: str, right: float = 0, seed: int = 1) -> Print:
    return print_of(drawn(text, right, seed))


def test_the_same_print_is_known_again() -> None:
    """Other grain and another place under the scanner do not matter; how far it is shifted comes out."""
    assert shift_between(show("Thường xuyên"), show("Thường xuyên", 0.5, 2)) in {(0, 0), (-1, 0)}
    assert shift_between(show("Thường xuyên"), show("Thường xuyên", 2, 3)) == (-2, 0)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Quý III/2026", "Quý II/2026"),
        ("Năm 2025", "Năm 2026"),
        ("tháng 3", "tháng 8"),
        ("đơn vị", "đon vị"),
        ("lập", "lâp"),
        ("cấp xã", "cấp xá"),
        ("các sở.", "các sở"),
    ],
)
def test_one_mark_makes_another_print(one: str, other: str) -> None:
    """A stroke, a horn or a dot is enough."""
    assert shift_between(show(one), show(other, seed=2)) is None


PAGE = np.vstack([drawn("Thường xuyên"), drawn("Báo cáo"), drawn("Thường xuyên", 1, 2)])
PIECES = tuple(Piece(0, top, 300, top + 56) for top in (0, 56, 112))


def page(seen: Seen, asked: list[Piece], words: Iterator[InkWord]) -> Reading[list[InkWord]]:
    """A page of three cells, the third like the first; each piece that is read has the next of *words*."""

    def read(pieces: tuple[Piece, ...]) -> Reading[list[InkWord]]:
        asked.extend(pieces)
        yield from ()
        return [next(words) for _ in pieces]

    return read_once(PIECES, PAGE, read, seen)


def word(piece: Piece, text: str, confidence: float = 0.96) -> InkWord:
    return InkWord(text, piece.left + 8, piece.top + 8, 90, piece.top + 40, confidence, (piece.left, piece.top, 1))


def test_a_cell_like_another_has_its_words() -> None:
    """It is not read; its words stand where its own ink is."""
    asked: list[Piece] = []
    (words,) = read_together([page(Seen(), asked, iter([word(PIECES[0], "Thường"), word(PIECES[1], "Báo")]))])
    assert isinstance(words, list)
    assert asked == list(PIECES[:2])
    assert [(w.text, w.left, w.top, w.line) for w in words[2:]] == [("Thường", 9, 120, (0, 112, (0, 0, 1)))]


@pytest.mark.parametrize(("text", "confidence"), [("Thuờng", 0.8), ("2026", 0.96), ("III/2026", 0.96)])
def test_what_is_unsure_or_a_figure_is_read_each_time(text: str, confidence: float) -> None:
    """A slip would be repeated with the print, and figures differ by a stroke."""
    asked: list[Piece] = []
    first = word(PIECES[0], text, confidence)
    (words,) = read_together([page(Seen(), asked, iter([first, word(PIECES[1], "Báo"), word(PIECES[2], "2028")]))])
    assert isinstance(words, list)
    assert asked == list(PIECES)
    assert [w.text for w in words] == [text, "Báo", "2028"]


def test_a_cell_of_a_page_that_failed_is_read_after_all() -> None:
    """A page does not wait for words that never come."""
    seen, asked = Seen(), list[Piece]()

    def failing() -> Reading[list[InkWord]]:
        def read(pieces: tuple[Piece, ...]) -> Reading[list[InkWord]]:
            yield from ()
            raise NotAPlanFile("Tesseract could not read a page.")

        return read_once(PIECES[:1], PAGE, read, seen)

    second = page(seen, asked, iter([word(PIECES[1], "Báo"), word(PIECES[0], "Thường"), word(PIECES[2], "Thường")]))
    lost, words = read_together([failing(), second])
    assert isinstance(lost, NotAPlanFile)
    assert isinstance(words, list)
    assert sorted(p.top for p in asked) == [0, 56, 112]
