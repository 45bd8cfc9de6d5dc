"""Letters printed sideways in a cell are read, those beside the table are not."""

from itertools import pairwise
from typing import Any

import pytest

from ingest.sideways import sideways_words
from models.page import Stroke

CELL = (
    Stroke((10.0, 100.0, 40.0, 100.0)),
    Stroke((10.0, 200.0, 40.0, 200.0)),
    Stroke((10.0, 100.0, 10.0, 200.0)),
    Stroke((40.0, 100.0, 40.0, 200.0)),
)


def upright_line(text: str, left: float, first: float, upwards: bool) -> list[dict[str, Any]]:
    """*text* set sideways, its letters 10 wide and 6 high, the first of them from *first* on."""
    letters = []
    for i, letter in enumerate(text):
        top = first - 6.0 * (i + 1) if upwards else first + 6.0 * i
        matrix = (0.0, 10.0 if upwards else -10.0, -10.0 if upwards else 10.0, 0.0, left, top)
        letters.append(
            {"text": letter, "matrix": matrix, "x0": left, "x1": left + 10.0, "top": top, "bottom": top + 6.0}
        )
    return letters


@pytest.mark.parametrize(("upwards", "lefts", "first"), [(True, (12.0, 24.0), 190.0), (False, (24.0, 12.0), 110.0)])
def test_sideways_words_are_read_line_after_line(upwards: bool, lefts: tuple[float, float], first: float) -> None:
    """Upwards the lines go from left to right, downwards from right to left."""
    letters = upright_line("Lĩnh vực", lefts[0], first, upwards) + upright_line("số", lefts[1], first, upwards)
    words = sideways_words(letters, CELL)
    assert [word["text"] for word in words] == ["Lĩnh", "vực", "số"]
    assert all(word["x0"] < after["x0"] for word, after in pairwise(words))
    assert all(100.0 < word["top"] < word["bottom"] < 200.0 and word["chars"][0]["size"] == 10.0 for word in words)


def test_what_stands_in_no_cell_is_left_out() -> None:
    """The header of a turned page beside a table is none of it."""
    assert sideways_words(upright_line("CÔNG BÁO", 60.0, 190.0, upwards=True), CELL) == []
