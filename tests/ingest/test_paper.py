"""Files that take pixels for points."""

from pathlib import Path

import pypdfium2
import pytest

from ingest.pages import read_file
from ingest.paper import as_in_file, odd_units, on_paper
from ingest.pipeline import read_plan
from ingest.raster import draw_page, open_for_drawing
from models.page import Page, Word
from samples.scan import Scanner, scan
from tests.ingest.test_scans import PROSE, needs_tesseract


def scaled(source: Path, target: Path, by: float) -> Path:
    """The pages of *source* with everything on them *by* times as large."""
    with pypdfium2.PdfDocument(source) as pdf:
        for page in pdf:
            width, height = page.get_size()
            for thing in page.get_objects():
                thing.transform(pypdfium2.PdfMatrix().scale(by, by))
            page.set_mediabox(0, 0, width * by, height * by)
            page.gen_content()
        pdf.save(target)
    return target


@pytest.mark.parametrize("by", [0.4, 1.0, 200 / 96, 200 / 72])
def test_a_page_of_pixels_is_drawn_as_a_sheet_of_paper(tmp_path: Path, by: float) -> None:
    """Whatever the file counts in, the picture has the size of A4 and its resolution."""
    scan(PROSE, tmp_path / "scan.pdf", Scanner(), last=1)
    with open_for_drawing(scaled(tmp_path / "scan.pdf", tmp_path / "odd.pdf", by)) as pdf:
        picture = draw_page(pdf, 0, without_text=True)
    assert picture.height == pytest.approx(842, abs=2)
    assert picture.scale == pytest.approx(200 / 72, rel=0.02)
    assert picture.unit == pytest.approx(1 / by, rel=0.01)


@needs_tesseract
def test_places_of_tasks_are_those_of_the_file(tmp_path: Path) -> None:
    """A reader who marks a task in the file finds it there."""
    scan(PROSE, tmp_path / "scan.pdf", Scanner(), last=1)
    odd = scaled(tmp_path / "scan.pdf", tmp_path / "odd.pdf", 2.5)
    plain, large = read_plan(tmp_path / "scan.pdf"), read_plan(odd)
    assert [t.text for t in large.tasks] == [t.text for t in plain.tasks]
    assert plain.tasks
    assert large.tasks[0].bbox == pytest.approx([2.5 * v for v in plain.tasks[0].bbox], rel=0.02)
    assert odd_units(read_file(odd)) == {1: pytest.approx(0.4, rel=0.01)}


def test_words_of_a_layer_are_brought_to_the_paper() -> None:
    """Boxes and sizes of letters alike."""
    page = on_paper(Page(1, 1190, 1684, (Word("a", (10, 20, 30, 40), 26),), ()), 0.5)
    assert (page.width, page.words[0].bbox, page.words[0].size, page.unit) == (595, (5, 10, 15, 20), 13, 0.5)


def test_plans_in_points_of_paper_stay(tmp_path: Path) -> None:
    """Nearly all do."""
    plan = read_plan(PROSE)
    assert as_in_file(plan, odd_units(read_file(PROSE))) is plan
