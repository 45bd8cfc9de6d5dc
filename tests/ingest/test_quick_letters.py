from pathlib import Path
from typing import Any

import pdfplumber
import pytest

from ingest.quick_letters import read_letters_quickly

SAMPLES = Path(__file__).parents[2] / "samples"


def letters(path: Path, *, quickly: bool) -> list[Any]:
    with pdfplumber.open(path) as pdf:
        page = pdf.pages[0]
        if quickly:
            read_letters_quickly(page)
        return list(page.chars)


@pytest.mark.parametrize("name", ["school-meals.pdf", "water-supply.pdf"])
def test_letters_taken_over_quickly_are_those_of_pdfplumber(name: str) -> None:
    """Key by key, what is held of a letter is what pdfplumber holds of it."""
    quick, whole = (letters(SAMPLES / name, quickly=quickly) for quickly in (True, False))
    assert len(quick) == len(whole) > 500
    for letter, same in zip(quick, whole, strict=True):
        assert letter == {key: same[key] for key in letter}


def test_lines_are_taken_over_as_ever() -> None:
    """Only letters are read the short way: rules and boxes come with everything that is known of them."""
    with pdfplumber.open(SAMPLES / "water-supply.pdf") as pdf, pdfplumber.open(SAMPLES / "water-supply.pdf") as other:
        read_letters_quickly(pdf.pages[0])
        quick, whole = pdf.pages[0].objects, other.pages[0].objects
        assert {kind: shapes for kind, shapes in quick.items() if kind != "char"} == {
            kind: shapes for kind, shapes in whole.items() if kind != "char"
        }


def test_letters_of_a_page_whose_sheet_begins_elsewhere_stand_where_pdfplumber_puts_them(tmp_path: Path) -> None:
    """A sheet whose corner is not at nought moves its letters as ever."""
    import pypdfium2

    moved = tmp_path / "moved.pdf"
    with pypdfium2.PdfDocument(SAMPLES / "school-meals.pdf") as source:
        source[0].set_mediabox(-20, -30, 575, 812)
        source.save(moved)
    quick, whole = (letters(moved, quickly=quickly) for quickly in (True, False))
    assert [(c["x0"], c["x1"], c["top"]) for c in quick] == [(c["x0"], c["x1"], c["top"]) for c in whole]
    assert quick[0]["top"] != letters(SAMPLES / "school-meals.pdf", quickly=False)[0]["top"]
