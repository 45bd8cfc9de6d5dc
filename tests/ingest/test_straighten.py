"""Pages laid flat: photographed aslant, bent, or flat already."""

from dataclasses import replace

import cv2
import numpy as np
import pytest

from ingest.deskew import gathered
from ingest.raster import Grey
from ingest.rulings import find_rules, find_straight
from ingest.straighten import find_bend, promised_gain, straighten

SCALE = 200 / 72
HEIGHT, WIDTH = 2300, 1650


def page(table: bool) -> Grey:
    """Forty lines of words as grey bars, or a ruled table of them."""
    sheet = np.full((HEIGHT, WIDTH), 250, np.uint8)
    random = np.random.default_rng(3)
    for y in range(150, 2150, 50):
        x = 200
        while x < 1400:
            wide = int(random.integers(30, 120))
            sheet[y : y + 18, x : x + wide] = 30
            x += wide + 15
    if table:
        for y in range(132, 2140, 200):
            cv2.line(sheet, (180, y), (1480, y), 0, 2)
        for x in (180, 600, 1000, 1480):
            sheet[132:1932, x - 10 : x + 11] = 250
            cv2.line(sheet, (x, 132), (x, 1932), 0, 2)
    return sheet


def photographed(sheet: Grey) -> Grey:
    """The sheet seen from below and from the left: a trapezoid."""
    corners = np.array([(0, 0), (WIDTH, 0), (WIDTH, HEIGHT), (0, HEIGHT)], np.float32)
    seen = np.array([(45, 20), (WIDTH - 50, 0), (WIDTH - 10, HEIGHT - 10), (0, HEIGHT - 35)], np.float32)
    matrix = cv2.getPerspectiveTransform(corners, seen)
    return np.asarray(cv2.warpPerspective(sheet, matrix, (WIDTH, HEIGHT), borderValue=250), np.uint8)


def bent(sheet: Grey) -> Grey:
    """The sheet as it curls near a book's back."""
    y, x = np.mgrid[0:HEIGHT, 0:WIDTH].astype(np.float32)
    return np.asarray(cv2.remap(sheet, x, y + 16 * np.sin(np.pi * x / WIDTH), cv2.INTER_LINEAR, borderValue=250))


def ink_of(grey: Grey) -> Grey:
    return np.asarray(np.where(grey < 140, 255, 0), dtype=np.uint8)


@pytest.mark.parametrize("table", [True, False], ids=["table", "prose"])
def test_a_flat_page_is_left_alone(table: bool) -> None:
    """What lies level needs nothing."""
    ink = ink_of(page(table))
    assert find_bend(ink, find_straight(ink, SCALE), SCALE) is None


def test_a_table_photographed_aslant_gets_its_grid_back() -> None:
    """Sides that are no longer parallel are made so, and meet the rules across again."""
    grey = photographed(page(table=True))
    ink = ink_of(grey)
    bend = find_bend(ink, find_straight(ink, SCALE), SCALE)
    assert bend is not None
    assert bend.leaning
    flat = ink_of(straighten(grey, bend, 0.0))
    (table,), _, _ = find_rules(flat, SCALE)
    assert sum(not rule.horizontal for rule in table) == 4
    assert sum(rule.horizontal for rule in table) == 10
    (_, left), *_ = [(r.at, r) for r in table if not r.horizontal]
    assert left.length == pytest.approx(1800, rel=0.05)


def test_lines_bent_at_a_books_back_are_level_again() -> None:
    """The ink of each line gathers in rows of its own as it did before."""
    flat_page = page(table=False)
    grey = bent(flat_page)
    ink = ink_of(grey)
    bend = find_bend(ink, find_straight(ink, SCALE), SCALE)
    assert bend is not None
    after = gathered(ink_of(straighten(grey, bend, 0.0)))
    assert after > 2 * gathered(ink)
    assert after > 0.25 * gathered(ink_of(flat_page))


def test_what_laying_flat_gains_is_known_before_it_is_done() -> None:
    """Reckoned from points, the gain is near what the drawn page then shows; bent the wrong way there is none."""
    grey = bent(page(table=False))
    ink = ink_of(grey)
    bend = find_bend(ink, find_straight(ink, SCALE), SCALE)
    assert bend is not None
    drawn = gathered(ink_of(straighten(grey, bend, 0.0))) / gathered(ink)
    assert promised_gain(ink, bend) == pytest.approx(drawn, rel=0.25)
    assert promised_gain(ink, replace(bend, lines=-bend.lines)) < 1.0
    assert promised_gain(np.zeros_like(ink), bend) == 1.0


def test_a_sheet_that_was_fed_askew_is_turned_and_laid_flat_at_once() -> None:
    """The bend is that of the page turned back; the picture is stretched only once."""
    grey = bent(page(table=False))
    turn = cv2.getRotationMatrix2D((WIDTH / 2, HEIGHT / 2), -1.5, 1.0)
    askew = np.asarray(cv2.warpAffine(grey, turn, (WIDTH, HEIGHT), borderValue=250), np.uint8)
    ink = ink_of(grey)
    bend = find_bend(ink, find_straight(ink, SCALE), SCALE)
    assert bend is not None
    straight, both = straighten(grey, bend, 0.0), straighten(askew, bend, 1.5)
    assert gathered(ink_of(both)) > 0.8 * gathered(ink_of(straight))
