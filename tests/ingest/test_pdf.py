"""The text layer and the ruling lines of PDF pages."""

from typing import Any

from ingest.pdf import stretched_blanks, without_stray_blanks


def letter(text: str, x0: float, x1: float, top: float = 100.0) -> dict[str, Any]:
    return {"text": text, "x0": x0, "x1": x1, "top": top}


def test_a_blank_over_a_letter_is_left_out() -> None:
    """Blanks that trail from one cell into the first letter of the next do not cut that letter off."""
    letters = [
        letter("a", 0, 6),
        *(letter(" ", x, x + 3.5) for x in (6, 9.5, 13)),
        letter("C", 11, 21),
        letter("ơ", 21, 28),
    ]
    kept = without_stray_blanks(letters)
    assert [(c["text"], c["x0"]) for c in kept] == [("a", 0), (" ", 6), ("C", 11), ("ơ", 21)]


def test_a_blank_over_the_seam_of_two_letters_is_left_out() -> None:
    """A blank that begins under one letter and ends under the next cuts neither."""
    letters = [letter("C", 0, 9), letter(" ", 7.8, 11.2), letter("h", 9, 16)]
    assert [c["text"] for c in without_stray_blanks(letters)] == ["C", "h"]


def test_a_blank_between_letters_stays() -> None:
    """The space between two words stays, also where kerning lets it touch them, and on another line."""
    letters = [letter("a", 0, 6), letter(" ", 5.8, 9), letter("b", 8.9, 14), letter(" ", 2, 5, top=120.0)]
    assert without_stray_blanks(letters) == letters


def test_a_blank_in_the_box_of_a_word_belongs_to_it() -> None:
    """Where Tesseract stretched a word and a blank over the word's box, the word ends where the blank does."""

    def glyphless(text: str, x0: float, x1: float) -> dict[str, Any]:
        return {**letter(text, x0, x1), "fontname": "GlyphLessFont"}

    stretched = [glyphless("K", 0, 10), glyphless("Ế", 10, 20), glyphless(" ", 20, 30), glyphless("H", 33, 40)]
    assert stretched_blanks(stretched) == {id(stretched[1]): 30.0}
    between = [glyphless("K", 0, 10), glyphless(" ", 10, 14), glyphless("H", 14, 24)]
    assert stretched_blanks(between) == {}
    printed = [{**each, "fontname": "Times"} for each in stretched]
    assert stretched_blanks(printed) == {}
