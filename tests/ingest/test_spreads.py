"""Pages that show two sheets side by side."""

from pathlib import Path

import cv2
import numpy as np
import pypdfium2
from PIL import Image

from ingest.pipeline import read_plan
from ingest.spreads import SheetPlace, part_spreads
from models.page import Page, Stroke, Word
from tests.ingest.test_scans import PROSE, needs_tesseract


def lines(left: float, count: int = 12, words: int = 8) -> list[Word]:
    """Lines of words that begin at *left*, 440 points wide."""
    return [
        Word(f"t{row}.{i}", (left + 55 * i, 100 + 20 * row, left + 55 * i + 50, 113 + 20 * row), 13.0)
        for row in range(count)
        for i in range(words)
    ]


def spread(*words: list[Word], strokes: tuple[Stroke, ...] = (), width: float = 1190.0, number: int = 1) -> Page:
    return Page(number, width, 842.0, tuple(word for part in words for word in part), strokes, "ocr")


def test_two_sheets_side_by_side_are_two() -> None:
    """Left before right, each with places of its own; sheets of the pages after them count on."""
    (left, right, after), places = part_spreads([spread(lines(80), lines(675)), spread(lines(80), number=2, width=595)])
    assert (left.number, right.number, after.number) == (1, 2, 3)
    assert len(left.words) == len(right.words) == 96
    assert right.words[0].bbox[0] == 675 - places[2].left
    assert 540 < places[2].left < 660
    assert places[3] == SheetPlace(2, 0.0)


def test_a_blank_half_is_no_sheet() -> None:
    """The last sheet of an odd number has nothing beside it."""
    (only,), places = part_spreads([spread(lines(80))])
    assert only.width < 700
    assert places == {1: SheetPlace(1, 0.0)}


def test_one_wide_sheet_stays_whole() -> None:
    """A table or lines over the middle, a letter's two columns of few words, and A4 lying are one sheet."""
    table = (Stroke((60, 90, 1130, 90)),)
    pages = [
        spread(lines(80), lines(675), strokes=table),
        spread(lines(80, words=20)),
        spread(lines(80, 4, 3), lines(675, 4, 3)),
        spread(lines(30, words=4), lines(500, words=4), width=842),
    ]
    for page in pages:
        (same,), places = part_spreads([page])
        assert same is page
        assert places == {}


@needs_tesseract
def test_a_plan_scanned_two_sheets_a_page_reads_as_sheet_by_sheet(tmp_path: Path) -> None:
    """Tasks are those of the plan; their pages and boxes are those of the file."""
    with pypdfium2.PdfDocument(PROSE) as pdf:
        drawn = [np.array(pdf[i].render(scale=200 / 72, grayscale=True).to_numpy()).squeeze() for i in range(2)]
    height = min(len(page) for page in drawn)
    sheets = np.hstack([page[:height] for page in drawn])
    Image.fromarray(cv2.GaussianBlur(sheets, (0, 0), 0.6)).save(tmp_path / "a3.pdf", "PDF", resolution=200)
    read, printed = read_plan(tmp_path / "a3.pdf"), read_plan(PROSE)
    on_both = [task for task in printed.tasks if task.page <= 2]
    assert [task.label for task in read.tasks][: len(on_both)] == [task.label for task in on_both]
    assert {task.page for task in read.tasks} == {1}
    assert read.document.page_count == 1
    right = [task.bbox[0] for task, twin in zip(read.tasks, on_both, strict=False) if twin.page == 2]
    assert min(right, default=600.0) > 595
