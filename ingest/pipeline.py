"""The whole story on one screen: how one file becomes one plan. The only file that knows every stage.

file --ingest--> Page --parsers--> RawPlan --normalize--> Plan --models.store--> database
"""

from functools import partial
from pathlib import Path

from ingest.inputs import sha256_of, shown
from ingest.pages import OcrMode, read_file
from ingest.paper import as_in_file, odd_units
from ingest.printed_form import changed_pages, show_printed
from ingest.spreads import SheetPlace, on_pages, part_spreads
from ingest.stopwatch import Mark, marked
from models.finding import Finding
from models.page import Page
from models.plan import Plan
from models.raw import RawPlan
from normalize.diacritics import mend_pages, restore_pages
from normalize.plan import normalize_plan
from normalize.units import UnitNames, is_unit, load_unit_names
from parsers.document import find_plan


def read_plan(
    path: Path, ocr: OcrMode = "auto", names: UnitNames | None = None, mark: Mark = lambda stage: None
) -> Plan:
    """
    Everything the file at *path* says, as the published record.

    Args:
        path: a PDF, a page picture (PNG, JPEG, TIFF), or a text file of extracted text.
        ocr: "auto" decides page by page; "always" and "never" force it.
        names: unit names to match with; the shipped list when None.
        mark: called at the end of each page and stage, for a stopwatch.
    Raises:
        InputError: the file cannot be read; the message says what to do.
        ProgramMissing: OCR is needed and Tesseract or its Vietnamese data is not installed.
    """
    names = names or load_unit_names()
    raw, doubts, changed, units, places = _read_raw(path, ocr, names, mark)
    plan = show_printed(normalize_plan(raw, shown(path.name), sha256_of(path), names, doubts), changed)
    plan = on_pages(as_in_file(plan, units), places, units)
    mark("meaning")
    return plan


def _read_raw(
    path: Path, ocr: OcrMode, names: UnitNames, mark: Mark
) -> tuple[RawPlan, tuple[Finding, ...], dict[int, Page], dict[int, float], dict[int, SheetPlace]]:
    """
    The plan as read, the doubts about its sheets, sheets whose words read otherwise than printed, their odd units, and
    where they lie where a page of the file holds two.

    The words of all others are let go here: they are most of the memory.
    """
    sheets, places = part_spreads(tuple(marked(read_file(path, ocr), mark)))
    pages, doubts = restore_pages(mend_pages(sheets))
    mark("diacritics")
    raw = find_plan(pages, partial(is_unit, names=names))
    mark("structure")
    return raw, doubts, changed_pages(pages), odd_units(pages), places
