"""Blue stamps and signatures over black print."""

import cv2
import numpy as np
import pytest

from ingest.raster import to_grey

SCALE = 200 / 72
BLUE, BLACK = (190, 70, 40), (20, 20, 20)


def paper() -> np.ndarray:
    """A white page with a line of black print."""
    page = np.full((600, 1000, 3), 250, np.uint8)
    cv2.putText(page, "NGUYEN VAN HIEN", (300, 300), cv2.FONT_HERSHEY_SIMPLEX, 1.2, BLACK, 3)
    return page


def pen(page: np.ndarray) -> None:
    """A signature across the name."""
    points = [(310 + 5 * i, round(285 + 40 * np.sin(i / 3))) for i in range(70)]
    cv2.polylines(page, [np.array(points, np.int32)], isClosed=False, color=BLUE, thickness=5)


def stamp(page: np.ndarray) -> None:
    """The box of a registry with words in it."""
    cv2.rectangle(page, (100, 200), (500, 380), BLUE, 4)
    cv2.putText(page, "CONG VAN DEN", (130, 350), cv2.FONT_HERSHEY_SIMPLEX, 1.0, BLUE, 3)


@pytest.mark.parametrize("draw", [pen, stamp])
def test_what_is_stamped_or_signed_in_blue_goes(draw: object) -> None:
    """The print below it stays as dark as it was."""
    page = paper()
    draw(page)  # type: ignore[operator]
    grey, before = to_grey(page, SCALE), to_grey(paper(), SCALE)
    blue = (page == BLUE).all(axis=2) & (before > 240)
    assert grey[blue].min() > 200
    assert (grey[before < 60] < 80).mean() > 0.7


def test_words_and_figures_in_blue_are_read() -> None:
    """A title printed in blue, a day filled in by hand, and the blue rules of a table stay."""
    page = paper()
    cv2.putText(page, "KE HOACH", (100, 150), cv2.FONT_HERSHEY_SIMPLEX, 1.2, BLUE, 3)
    for x in (60, 500, 980):
        cv2.line(page, (x, 20), (x, 580), BLUE, 3)
    for y in (20, 580):
        cv2.line(page, (60, y), (980, y), BLUE, 3)
    grey = to_grey(page, SCALE)
    assert grey[(page == BLUE).all(axis=2)].max() < 150


def test_black_rules_that_a_stamp_lies_over_stay() -> None:
    """JPEG gives them some of its colour."""
    page = paper()
    for y in (240, 330):
        cv2.line(page, (50, y), (950, y), BLACK, 3)
    stamped = page.copy()
    stamp(stamped)
    page = np.minimum(page, stamped)  # ink on ink is darker than either
    packed = cv2.imdecode(cv2.imencode(".jpg", page, (cv2.IMWRITE_JPEG_QUALITY, 55))[1], cv2.IMREAD_COLOR)
    grey = to_grey(np.asarray(packed, np.uint8), SCALE)
    for y in (240, 330):
        assert (grey[y, 60:940] < 130).mean() > 0.97
