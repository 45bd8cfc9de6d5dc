"""Pictures made upright, level and free of what lay around the paper."""

import numpy as np

from ingest.deskew import without_edges, without_surroundings


def test_the_dark_around_the_paper_goes() -> None:
    """A band along the rim, also behind the white wedge that a turned picture has there, becomes paper; print stays."""
    page = np.full((1600, 1200), 250, np.uint8)
    page[:, :30] = 70
    page[:6] = 255  # the wedge
    page[6:30, 100:1100] = 70
    page[400:404, 100:1100] = 0  # a rule
    page[500:530, 60:90] = 20  # a letter
    after = without_edges(page)
    assert after[:40].min() >= 250
    assert after[:, :30].min() >= 250
    assert (after[395:540, 100:] == page[395:540, 100:]).all()
    assert (after[500:530, 60:90] == 20).all()


def test_what_a_photographed_sheet_lies_on_goes() -> None:
    """A dark table top around a sheet becomes paper; print, and a sheet that fills its picture, stay as they are."""
    picture = np.full((1600, 1200), 60, np.uint8)
    picture[150:1450, 120:1090] = 235
    picture[500:530, 300:900] = 20
    after = without_surroundings(picture)
    assert after[:140].min() >= 230
    assert after[:, 1100:].min() >= 230
    assert (after[300:1300, 300:900] == picture[300:1300, 300:900]).all()
    whole = np.full((1600, 1200), 235, np.uint8)
    whole[500:530, 300:900] = 20
    whole[:20] = 60
    assert without_surroundings(whole) is whole
