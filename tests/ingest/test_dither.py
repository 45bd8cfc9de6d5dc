"""Pages of black dots on white."""

import cv2
import numpy as np

from ingest.dither import without_dither
from ingest.raster import Grey

SCALE = 200 / 72


def print_on(tone: float) -> Grey:
    """Print on paper of this tone (0 to 1), in grey."""
    page = np.full((1600, 1200), round(255 * tone), np.uint8)
    for y in range(200, 1400, 60):
        cv2.putText(page, "ii nhiem vu", (150, y), cv2.FONT_HERSHEY_COMPLEX, 1.2, 10, 3, cv2.LINE_AA)
    return page


def dithered(grey: Grey) -> Grey:
    """The page in black and white: as dark as before, dot by dot."""
    random = np.random.default_rng(4)
    return np.asarray(np.where(random.uniform(0, 255, grey.shape) < grey, 255, 0), dtype=np.uint8)


def test_the_dots_of_dithered_paper_go() -> None:
    """Grey paper becomes white again, and the print stays, dots over the i included."""
    grey = print_on(0.93)
    clean = without_dither(dithered(grey), SCALE)
    paper = cv2.erode(grey, np.ones((9, 9), np.uint8)) > 200
    assert (clean[paper] > 200).mean() > 0.99
    assert (clean[grey < 60] < 128).mean() > 0.9


def test_other_pages_stay_as_they_are() -> None:
    """Grey scans, and those in clean black and white, have no lone dots."""
    grey = print_on(0.93)
    black_and_white = np.asarray(np.where(grey > 128, 255, 0), dtype=np.uint8)
    for page in (grey, black_and_white):
        assert without_dither(page, SCALE) is page
