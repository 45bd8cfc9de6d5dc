"""Dark cells with light print, as in the heads of coloured tables."""

import cv2
import numpy as np

from ingest.raster import Grey
from ingest.shaded import lighten, without_shade

SCALE = 200 / 72


def page(cell: int, letters: int) -> Grey:
    """A page with one wide cell of tone *cell*, a black rule down its middle, and a word in each half."""
    grey = np.full((600, 1000), 245, np.uint8)
    grey[200:290, 100:900] = cell
    grey[200:290, 499:501] = 0
    for x in (200, 600):
        cv2.putText(grey, "NHIEM VU", (x, 260), cv2.FONT_HERSHEY_SIMPLEX, 1.2, letters, 3)
    return grey


def test_light_print_on_a_dark_cell_becomes_dark_on_white() -> None:
    """Its letters and the rule through it come out dark, the cell white, the rest of the page as it was."""
    before = page(80, 250)
    after = lighten(before, SCALE)
    assert (after[225:270, 120:190] == 255).all()
    assert after[before == 250].mean() < 30
    assert (after[210:280, 499:501] < 128).all()
    assert (after[:190] == before[:190]).all()


def test_shades_and_bold_capitals_stay() -> None:
    """Dark print on grey, and heavy print on white, are read as they are."""
    shaded, heavy = page(190, 20), np.full((600, 1000), 245, np.uint8)
    cv2.putText(heavy, "KE HOACH NHIEM VU", (100, 260), cv2.FONT_HERSHEY_SIMPLEX, 1.6, 10, 6)
    assert (lighten(shaded, SCALE) == shaded).all()
    assert (lighten(heavy, SCALE) == heavy).all()


def test_a_shaded_head_becomes_white_with_its_letters_and_rules() -> None:
    """To one threshold for the page, a grey cell would be ink from edge to edge."""
    before = page(180, 20)
    after = without_shade(before, SCALE)
    assert np.mean(after[205:225, 120:190]) > 240
    assert after[before == 20].mean() < 60
    assert (after[210:280, 499:501] < 60).all()
    assert (after[:190] >= before[:190]).all()


def test_pages_without_shade_stay_as_they_are() -> None:
    """Letters and rules, however heavy, are not the tone of a cell."""
    heavy = np.full((600, 1000), 250, np.uint8)
    cv2.putText(heavy, "KE HOACH NHIEM VU", (100, 260), cv2.FONT_HERSHEY_SIMPLEX, 1.6, 10, 6)
    heavy[400:406, 50:950] = 0
    assert without_shade(heavy, SCALE) is heavy
