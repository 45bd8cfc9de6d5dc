"""Pieces of a page laid out for one reading."""

import numpy as np

from ingest.cells import Piece
from ingest.strip import lay_out


def test_a_piece_that_reaches_over_the_edge_is_shown_as_far_as_the_page_goes() -> None:
    """The margin around a word at the foot of the page lies partly beside the paper."""
    page = np.zeros((400, 300), np.uint8)
    (picture,), (strip,) = lay_out(page, (Piece(100, 360, 340, 420),), 2.0)
    (place,) = strip.rows[0]
    assert (place.piece.width, place.piece.height) == (200, 40)
    assert np.count_nonzero(picture == 0) == 200 * 40


def test_a_tall_label_leads_back_to_its_own_cell() -> None:
    """Labels of one line stand on one base line: the head of a tall one is above the top of the low one before it."""
    page = np.full((600, 400), 255, np.uint8)
    text, low, tall = Piece(100, 20, 390, 120), Piece(20, 100, 50, 120), Piece(22, 400, 50, 460)
    _, (strip,) = lay_out(page, (text, low, tall), 200 / 72)
    place = next(place for row in strip.rows for place in row if place.piece == tall)
    assert strip.place_of(place.left + 10, place.top + 2) == place
