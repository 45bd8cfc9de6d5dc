"""Numbers and days written by hand into the gaps of a letterhead."""

import cv2
import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont

from ingest.handwriting import Gap, find_ink
from ingest.letterhead_gaps import UNREAD, fill_gaps
from ingest.letters import InkWord
from ingest.raster import Grey

FONTS = "/usr/share/fonts/truetype/liberation2/LiberationSerif"
EM, BASE, WIDTH, HEIGHT = 36, 100, 1650, 500
"""13 points at 200 dpi; the base line of the letterhead's row."""

# Strokes of figures as a hand draws them, "x,y" in hundredths of the height.
STROKES = {
    "1": ("5,35 20,18 35,0", "35,0 35,50 34,100"),
    "2": ("5,25 15,5 30,0 45,8 50,22 40,45 20,70 0,98", "0,98 30,97 60,98"),
    "3": ("5,12 20,2 38,3 50,15 45,35 22,46", "22,46 45,52 55,70 48,90 25,100 0,90"),
    "4": ("25,0 0,60", "0,60 65,58", "45,30 42,100"),
    "7": ("0,4 60,2", "60,2 42,45 28,100", "14,50 60,47"),
    "8": ("30,0 12,10 12,30 30,45 50,65 50,85 30,100 10,85 10,65 30,45 48,30 48,10 30,0",),
}


def page(*printed: tuple[str, int, str]) -> tuple[Grey, list[InkWord]]:
    """A page with words (text, x, face) on one line, and those words as Tesseract would give them."""
    image = Image.new("L", (WIDTH, HEIGHT), 250)
    draw, words = ImageDraw.Draw(image), []
    for text, x, face in printed:
        try:
            font = ImageFont.truetype(f"{FONTS}-{face}.ttf", EM)
        except OSError:
            pytest.skip("fonts-liberation2 is not installed")
        draw.text((x, BASE), text, fill=25, font=font, anchor="ls")
        words.append(
            InkWord(text, *draw.textbbox((x, BASE), text, font=font, anchor="ls"), confidence=0.96, line=x > 700)
        )
    return np.array(image), words


def write(grey: Grey, figures: str, x: float, tall: float = 30) -> InkWord:
    """Write *figures* with a pen from *x* on, and Tesseract's wrong reading of them."""
    left = x
    for figure in figures:
        for stroke in STROKES[figure]:
            points = [[int(n) / 100 for n in point.split(",")] for point in stroke.split()]
            line = [[round(16 * (x + tall * a)), round(16 * (BASE + 3 - tall + tall * b))] for a, b in points]
            cv2.polylines(grey, [np.array(line, np.int32)], False, 40, 3, cv2.LINE_AA, 4)
        x += tall * (0.55 if figure == "1" else 0.8)
    grey[:] = cv2.GaussianBlur(grey, (0, 0), 0.6)
    return InkWord("#1", left, BASE - tall, x, BASE + 3, confidence=0.4, line=0)


def texts(words: list[InkWord], grey: Grey) -> list[str]:
    return [word.text for word in sorted(fill_gaps(words, grey), key=lambda w: w.left)]


SYMBOL = (("Số:", 250, "Regular"), ("/KH-UBND", 430, "Regular"))
DATE = (
    ("ngày", 1000, "Italic"),
    ("tháng", 1130, "Italic"),
    ("10", 1225, "Italic"),
    ("năm", 1275, "Italic"),
    ("2026", 1345, "Italic"),
)
GAP = Gap(310, 425, BASE, EM)


@pytest.mark.parametrize("figures", ["482", "1374", "28"])
def test_a_number_written_by_hand_is_read(figures: str) -> None:
    """Clear handwriting between "Số:" and the symbol stands in place of Tesseract's guess, marked as handwriting."""
    grey, words = page(*SYMBOL)
    words.append(write(grey, figures, 318, 27))
    filled = fill_gaps(words, grey)
    assert sorted((w.text, w.handwritten) for w in filled) == sorted(
        [("Số:", False), (figures, True), ("/KH-UBND", False)]
    )
    assert next(w for w in filled if w.handwritten).confidence < 0.5


def test_a_number_that_tesseract_dropped_is_read() -> None:
    """Handwriting that left no word at all is found in the picture."""
    grey, words = page(*SYMBOL)
    write(grey, "482", 318)
    assert texts(words, grey) == ["Số:", "482", "/KH-UBND"]


def test_a_guess_stuck_to_the_symbol_goes() -> None:
    """ "14/KH-UBND" read where "482" is written: the symbol stays, the guess does not."""
    grey, words = page(*SYMBOL)
    write(grey, "482", 318)
    words[1] = InkWord("14/KH-UBND", 318, words[1].top, words[1].right, words[1].bottom, 0.7, 0)
    assert texts(words, grey) == ["Số:", "482", "/KH-UBND"]


def test_a_day_written_by_hand_is_read() -> None:
    """The day between "ngày" and "tháng", of which Tesseract made one word with the print behind it."""
    grey, words = page(*DATE)
    write(grey, "28", 1076, 28)
    words[1] = InkWord("4Ÿtháng", 1076, words[1].top, words[1].right, words[1].bottom, 0.1, True)
    assert texts(words, grey) == ["ngày", "28", "tháng", "10", "năm", "2026"]


def test_a_month_written_by_hand_is_read() -> None:
    """The month too may be left to the pen."""
    grey, words = page(
        ("ngày", 900, "Italic"), ("05", 975, "Italic"), ("tháng", 1025, "Italic"), ("năm", 1200, "Italic")
    )
    write(grey, "12", 1130, 28)
    assert texts(words, grey) == ["ngày", "05", "tháng", "12", "năm"]


def test_a_day_that_no_month_has_is_not_given() -> None:
    """What reads as 47 is no day, and no other day is made of it."""
    grey, words = page(*DATE)
    write(grey, "47", 1076, 28)
    assert texts(words, grey) == ["ngày", UNREAD, "tháng", "10", "năm", "2026"]


def test_a_guess_at_a_scribble_goes() -> None:
    """Where handwriting is not clear, Tesseract's figures would pass for a number."""
    grey, words = page(*SYMBOL)
    random = np.random.default_rng(4)
    scribble = np.column_stack((random.integers(320, 410, 14), random.integers(70, 104, 14))).astype(np.int32)
    cv2.polylines(grey, [scribble], False, 40, 3, cv2.LINE_AA)
    words.append(InkWord("14", 320, 70, 410, 104, 0.7, 0))
    assert texts(words, grey) == ["Số:", UNREAD, "/KH-UBND"]


def test_print_is_left_alone() -> None:
    """A printed letterhead comes back word for word as it was."""
    grey, words = page(SYMBOL[0], ("63", 330, "Regular"), SYMBOL[1], *DATE[:1], ("18", 1080, "Italic"), *DATE[1:])
    assert fill_gaps(words, grey) == words


def test_an_empty_gap_stays_empty() -> None:
    """Neither paper nor dots to write on are handwriting."""
    grey, words = page(*SYMBOL, (".....", 330, "Regular"))
    assert fill_gaps(words[:2], grey) == words[:2]
    assert find_ink(grey, GAP) is None


def test_a_number_within_a_sentence_is_left_alone() -> None:
    """Only the first word of its column names the document's own number."""
    grey, words = page(("hoạch", 150, "Regular"), *SYMBOL)
    words.append(write(grey, "482", 318))
    assert fill_gaps(words, grey) == words


def test_no_noise_breaks_a_page() -> None:
    """Words wherever Tesseract may put them, on grain and scribbles, come back one for one or with a gap filled."""
    random = np.random.default_rng(7)
    pool = (
        "Số:",
        "Số:#1",
        "Số:12/KH-UBND",
        "/KH-UBND",
        "14/QĐ-UBND",
        "3",
        "ngày1",
        "4Ÿtháng",
        "năm",
        "10",
        "Ø5",
        "...",
    )
    for _ in range(60):
        grey = random.integers(0, 256, (300, 600), dtype=np.uint8)
        words, x = [], float(random.integers(0, 300))
        for text in random.choice(pool, 6):
            y, wide, high = random.integers(20, 40), random.integers(0, 90), random.integers(0, 45)
            words.append(InkWord(str(text), x, float(y), x + wide, float(y + high), float(random.random()), 1))
            x += wide + float(random.integers(-8, 60))
        assert len(fill_gaps(words, grey)) > 0


@pytest.mark.parametrize("number", ["7", "09", "86", "994", "2115", "9349"])
@pytest.mark.parametrize("apart", ["Số: {}/KH-UBND", "Số:{}/KH-UBND", "Số: {}/2026/QĐ-UBND", "Số {}-NQ/TU"])
def test_a_printed_number_that_sticks_to_its_symbol_is_left_alone(number: str, apart: str) -> None:
    """Print that Tesseract gives as one word with the symbol is known by its figures, not by where they may end."""
    printed = apart.format(number).split(" ")
    x = 250
    parts: list[tuple[str, int, str]] = []
    for text in printed:
        parts.append((text, x, "Regular"))
        x += 66
    grey, words = page(*parts)
    # Tesseract's boxes reach as far down as a stroke may.
    words = [InkWord(w.text, w.left, w.top, w.right, BASE + 7 * ("/" in w.text), 0.6, 0) for w in words]
    assert fill_gaps(words, grey) == words


def test_a_printed_day_that_tesseract_misread_is_read_by_its_shapes() -> None:
    """ "0Š" where 05 is printed: the figures are clear, so no handwriting is told of."""
    grey, words = page(DATE[0], ("05", 1080, "Italic"), *DATE[1:])
    words[1] = InkWord("0Š", words[1].left, words[1].top, words[1].right, words[1].bottom, 0.5, True)
    filled = fill_gaps(words, grey)
    assert [w.text for w in sorted(filled, key=lambda w: w.left)] == ["ngày", "05", "tháng", "10", "năm", "2026"]
    assert not any(w.handwritten for w in filled)


def test_figures_by_hand_are_no_print() -> None:
    """Where Tesseract's guess is right, handwriting is told of as handwriting all the same."""
    grey, words = page(*SYMBOL)
    guess = write(grey, "482", 318)
    words.append(InkWord("482", guess.left, guess.top, guess.right, guess.bottom, 0.7, 0))
    assert any(w.handwritten for w in fill_gaps(words, grey))
