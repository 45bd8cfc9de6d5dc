"""Pages that are read by one call of Tesseract."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import pytest

from ingest import together
from ingest.together import Question, Reading, pages_together, read_together
from models.errors import NotAPlanFile

SPOILT = 3
"""Pictures this wide make the stand-in for Tesseract give up."""


@pytest.fixture
def calls(monkeypatch: pytest.MonkeyPatch) -> list[tuple[int, list[int]]]:
    """Mode of each call, and the widths of its pictures; the "words" of a picture are its width."""
    made: list[tuple[int, list[int]]] = []

    def recognise(pictures: Sequence[tuple[Any, int]], mode: int) -> tuple[Any, ...]:
        widths = [picture.shape[1] for picture, _ in pictures]
        made.append((mode, widths))
        if SPOILT in widths:
            raise NotAPlanFile("Tesseract could not read a page.")
        return tuple((width,) for width in widths)

    monkeypatch.setattr(together, "recognise", recognise)
    return made


def reading(mode: int, *widths: int, twice: bool = False) -> Reading[list[Any]]:
    found = yield Question(tuple(np.zeros((1, width), np.uint8) for width in widths), mode, 200)
    if twice:
        found += yield Question((np.zeros((1, 9), np.uint8),), 6, 300)
    return [word for words in found for word in words]


def test_questions_of_one_mode_share_a_call(calls: list[tuple[int, list[int]]]) -> None:
    """Each page gets the words of its own pictures, and second questions share a call of their own."""
    pages = [reading(6, 1, 2, twice=True), reading(3, 4), reading(6, 5, twice=True)]
    assert read_together(pages) == [[1, 2, 9], [4], [5, 9]]
    assert calls == [(3, [4]), (6, [1, 2, 5]), (6, [9, 9])]


def test_a_page_that_fails_leaves_the_others_in(calls: list[tuple[int, list[int]]]) -> None:
    """When a call fails its pages are read one by one; only what makes Tesseract give up is lost."""
    first, second, third = read_together([reading(6, 1), reading(6, 2, SPOILT), reading(6, 4)])
    assert (first, third) == ([1], [4])
    assert isinstance(second, NotAPlanFile)
    assert len(calls) == 4


@pytest.mark.parametrize(("left", "workers", "pages"), [(40, 1, 6), (2, 1, 2), (12, 2, 4), (4, 2, 2), (1, 2, 1)])
def test_no_worker_stands_idle(left: int, workers: int, pages: int) -> None:
    """One worker takes as many pages together as pay; two share what is left, fewer at a time towards the end."""
    assert pages_together(left, workers) == pages
