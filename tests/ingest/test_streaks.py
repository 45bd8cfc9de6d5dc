"""Lines that a scanner draws down the whole picture."""

import cv2
import numpy as np

from ingest.streaks import without_streaks

SCALE = 200 / 72


def page() -> np.ndarray:
    """A page with lines of print and the frame of a table."""
    grey = np.full((2339, 1654), 250, np.uint8)
    for y in range(300, 2000, 40):
        cv2.putText(grey, "NOI DUNG CONG VIEC HOAN THANH", (200, y), cv2.FONT_HERSHEY_SIMPLEX, 1.0, 20, 2)
    for x in (150, 900, 1500):
        cv2.line(grey, (x, 200), (x, 2100), 20, 2)
    return grey


def test_a_streak_through_the_whole_picture_goes() -> None:
    """The print that it runs through stays dark."""
    clean = page()
    for tone in (110, 170):
        streaked = clean.copy()
        streaked[:, 417:420] = np.minimum(streaked[:, 417:420], tone)
        out = without_streaks(streaked, SCALE)
        assert out[clean == 250].min() > 225
        assert (out[clean == 20] < 90).mean() > 0.99


def test_rules_of_a_table_stay() -> None:
    """They begin and end within the page, however long they are."""
    assert without_streaks(page(), SCALE) is not None
    tall = page()
    cv2.line(tall, (900, 12), (900, 2326), 20, 2)
    assert (without_streaks(tall, SCALE) == tall).all()
