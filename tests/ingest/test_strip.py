"""Pieces of a page laid out for one reading."""

import numpy as np

from ingest.cells import Piece
from ingest.strip import lay_out


def test_a_piece_that_reaches_over_the_edge_is_shown_as_far_as_the_page_goes() -> None:
    """The margin around a word at the foot of the page lies partly beside the paper."""
    page = np.zeros((400, 300), np.uint8)
    (strip,) = lay_out(page, (Piece(100, 360, 340, 420),), 2.0)
    (place,) = strip.rows[0]
    assert (place.piece.width, place.piece.height) == (200, 40)
    assert np.count_nonzero(strip.picture == 0) == 200 * 40
