"""Scans of our own samples, made on the fly, against the digital pages they were made from."""

import ctypes
import tracemalloc
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import cv2
import numpy as np
import pypdfium2
import pytest
from pdfminer.pdftypes import PDFStream
from pdfminer.psparser import LIT
from PIL import Image

from ingest import tesseract
from ingest.ocr import reading
from ingest.pages import read_file
from ingest.pdf import forget_pictures, open_pdf, read_page, read_pages
from ingest.raster import draw_page, open_for_drawing
from ingest.repeated import Seen
from ingest.together import read_together
from models.errors import LimitExceeded, NotAPlanFile, ProgramMissing
from models.page import Page
from parsers.tables import find_tables
from samples.scan import Scanner, scan

SAMPLES = Path(__file__).parents[2] / "samples"
TABLE, PROSE = SAMPLES / "reform-quarters.pdf", SAMPLES / "village-tourism.pdf"

needs_tesseract = pytest.mark.skipif(
    "vie" not in tesseract.installed()[1], reason="Tesseract with its Vietnamese data is not installed"
)


@pytest.fixture(autouse=True)
def _forget_installation() -> Iterator[None]:
    """What one test pretends to be installed is not remembered by the next."""
    yield
    tesseract.check_installed.cache_clear()


def words_right(page: Page, twin: Page) -> float:
    """Share of the digital page's words that the scan has too, wherever they stand."""
    read, printed = Counter(w.text for w in page.words), Counter(w.text for w in twin.words)
    return (read & printed).total() / printed.total()


def with_text(source: Path, target: Path, lines: dict[float, str]) -> None:
    """The first page of *source* with *lines* of text at these heights (points from the bottom) over its picture."""
    pdf = pypdfium2.PdfDocument(source)
    page = pdf[0]
    font = pypdfium2.raw.FPDFText_LoadStandardFont(pdf, b"Times-Roman")
    for y, text in lines.items():
        line = pypdfium2.raw.FPDFPageObj_CreateTextObj(pdf, font, 9.0)
        letters = (ctypes.c_ushort * (len(text) + 1))(*map(ord, text), 0)
        pypdfium2.raw.FPDFText_SetText(line, letters)
        pypdfium2.raw.FPDFPageObj_Transform(line, 1, 0, 0, 1, 250.0, y)
        pypdfium2.raw.FPDFPage_InsertObject(page, line)
    pypdfium2.raw.FPDFPage_GenerateContent(page)
    pdf.save(target)
    page.close()
    pdf.close()


def first_page(path: Path) -> Page:
    return next(iter(read_file(path)))


@needs_tesseract
@pytest.mark.parametrize(
    "scanner",
    [Scanner(), Scanner(dpi=300, skew=-1.5), Scanner(shadow=True), Scanner(stamp=True), Scanner(turn=90)],
    ids=["plain", "300 dpi, skewed", "shadow", "stamped", "sideways"],
)
def test_a_scanned_table_reads_as_the_digital_one(tmp_path: Path, scanner: Scanner) -> None:
    """Words, crosses and the grid of a table survive skew, shadow, red stamps and a turned sheet."""
    scan(TABLE, tmp_path / "scan.pdf", scanner, 1, 1)
    page, twin = first_page(tmp_path / "scan.pdf"), first_page(TABLE)
    assert page.text_source == "ocr"
    assert words_right(page, twin) >= 0.97
    assert sum(w.text in "xX" for w in page.words) == sum(w.text in "xX" for w in twin.words)
    (read,), (printed,) = find_tables([page]), find_tables([twin])
    assert (read.row_count, read.column_count) == (printed.row_count, printed.column_count)


@needs_tesseract
@pytest.mark.parametrize("dpi", [150, 200])
def test_a_faxed_table_keeps_its_grid(tmp_path: Path, dpi: int) -> None:
    """Hairlines that fell apart into dashes still make the cells they made on paper."""
    scan(TABLE, tmp_path / "fax.pdf", Scanner(dpi=dpi, fax=True), 1, 1)
    page, twin = first_page(tmp_path / "fax.pdf"), first_page(TABLE)
    (read,), (printed,) = find_tables([page]), find_tables([twin])
    assert (read.row_count, read.column_count) == (printed.row_count, printed.column_count)
    assert words_right(page, twin) >= 0.95


@needs_tesseract
@pytest.mark.parametrize("scanner", [Scanner(skew=0.9), Scanner(fax=True)], ids=["grey", "fax"])
def test_scanned_prose_reads_as_the_digital_one(tmp_path: Path, scanner: Scanner) -> None:
    """Words, their places and their weight are those of the digital page."""
    scan(PROSE, tmp_path / "scan.pdf", scanner, 1, 1)
    page, twin = first_page(tmp_path / "scan.pdf"), first_page(PROSE)
    assert words_right(page, twin) >= 0.97
    bold = sum(len(w.text) for w in page.words if w.bold)
    assert bold == pytest.approx(sum(len(w.text) for w in twin.words if w.bold), rel=0.1)
    places = {w.text: w.bbox for w in twin.words}
    assert np.median([abs(w.bbox[0] - places[w.text][0]) for w in page.words if w.text in places]) < 4


@needs_tesseract
def test_a_tiff_of_several_pages_gives_each(tmp_path: Path) -> None:
    """Every frame of a TIFF is a page, numbered from 1."""
    blank = Image.new("L", (800, 1100), 255)
    blank.save(tmp_path / "pages.tif", save_all=True, append_images=[blank, blank], dpi=(100, 100))
    assert [page.number for page in read_file(tmp_path / "pages.tif")] == [1, 2, 3]


@needs_tesseract
def test_pages_of_a_tiff_come_in_order_however_many_are_read_at_once(tmp_path: Path) -> None:
    """A page that takes longer does not let a later one pass it."""
    scan(PROSE, tmp_path / "pages.tif", Scanner(skew=0.0), 1, 1)
    with Image.open(tmp_path / "pages.tif") as page:
        blank = Image.new("L", page.size, 255)
        page.convert("L").save(tmp_path / "all.tif", save_all=True, append_images=[blank, blank], dpi=(200, 200))
    pages = list(read_file(tmp_path / "all.tif", "auto", 2))
    assert [page.number for page in pages] == [1, 2, 3]
    assert [bool(page.words) for page in pages] == [True, False, False]


@needs_tesseract
@pytest.mark.parametrize("source", [TABLE, PROSE])
def test_a_page_that_waits_for_its_words_keeps_little(source: Path) -> None:
    """While others are read with it, a page holds its picture, the level one, its ink, and what is being read."""
    with open_for_drawing(source) as pdf:
        picture = draw_page(pdf, 0, without_text=False)
    list(read_together([reading(picture, 1, "", Seen())]))  # what is loaded once is loaded
    tracemalloc.start()
    try:
        page = reading(picture, 1, "", Seen())
        next(page)
        held, _ = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert held < 4 * picture.grey.size


def test_pictures_of_pages_read_are_let_go(tmp_path: Path) -> None:
    """A scan of many pages takes no more memory than one of few."""
    scan(PROSE, tmp_path / "scan.pdf", Scanner(dpi=75))
    with open_pdf(tmp_path / "scan.pdf") as pdf:
        for page in pdf.pages:
            read_page(page)
            forget_pictures(page)
        kept = [thing for thing, _ in pdf.doc._cached_objs.values() if isinstance(thing, PDFStream)]
    assert not [stream for stream in kept if stream.get("Subtype") is LIT("Image")]


def test_a_page_of_text_and_picture_loses_neither(tmp_path: Path) -> None:
    """A running header and a signer as text, the body as a picture: words of both are on the page, each once."""
    twin = next(iter(read_pages(PROSE)))
    scan(PROSE, tmp_path / "scan.pdf", Scanner(skew=0.0, grain=2), 1, 1)
    with_text(tmp_path / "scan.pdf", tmp_path / "mixed.pdf", {828.0: "Trang 3", 12.0: "Quang Minh"})
    page = first_page(tmp_path / "mixed.pdf")
    assert page.text_source == "mixed"
    for word in ("Trang", "3", "Quang", "Minh"):
        assert sum(w.text == word for w in page.words if w.confidence == 1.0) == 1
    assert words_right(page, twin) >= 0.97


def test_the_blank_back_of_a_sheet_holds_no_words(tmp_path: Path) -> None:
    """Grey paper has grain, which is no ink: neither words nor rules are read in it, a staple's mark beside."""
    grain = cv2.GaussianBlur(np.random.default_rng(7).normal(0.0, 1.0, (2339, 1654)), (0, 0), 2)
    paper = (242 + 3 * grain / grain.std()).clip(0, 255).astype(np.uint8)
    paper[40:60, 60:100] = 30
    Image.fromarray(paper).save(tmp_path / "back.png", dpi=(200, 200))
    page = first_page(tmp_path / "back.png")
    assert (page.words, page.strokes) == ((), ())


def test_a_huge_picture_is_refused(tmp_path: Path) -> None:
    """A picture of 300 million pixels is refused before it is unpacked."""
    Image.new("1", (20000, 15000)).save(tmp_path / "bomb.png")
    with pytest.raises(LimitExceeded, match="pixels"):
        list(read_file(tmp_path / "bomb.png"))


@needs_tesseract
def test_a_huge_picture_in_a_pdf_is_refused(tmp_path: Path) -> None:
    """So is one inside a PDF."""
    Image.new("1", (20000, 15000)).save(tmp_path / "bomb.pdf", resolution=1500)
    with pytest.raises(LimitExceeded, match="million pixels"):
        list(read_file(tmp_path / "bomb.pdf"))


def test_a_cut_picture_is_refused(tmp_path: Path) -> None:
    """Half a PNG is not read as half a page."""
    Image.effect_noise((800, 1100), 60).save(tmp_path / "whole.png")
    (tmp_path / "cut.png").write_bytes((tmp_path / "whole.png").read_bytes()[:5000])
    with pytest.raises(NotAPlanFile, match="damaged"):
        list(read_file(tmp_path / "cut.png"))


@needs_tesseract
def test_a_broken_picture_in_a_pdf_is_no_blank_page(tmp_path: Path) -> None:
    """A page whose picture cannot be unpacked is an error, not an empty page."""
    Image.effect_noise((800, 1100), 60).save(tmp_path / "scan.pdf", resolution=100)
    data = bytearray((tmp_path / "scan.pdf").read_bytes())
    begin = data.index(b"\xff\xd8\xff")
    data[begin : begin + 600] = bytes(600)
    (tmp_path / "broken.pdf").write_bytes(data)
    with pytest.raises(NotAPlanFile, match="damaged"):
        list(read_file(tmp_path / "broken.pdf"))


def test_missing_vietnamese_data_says_how_to_get_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without `vie` nothing is guessed in English: the program stops with exit code 4."""
    monkeypatch.setattr(tesseract, "installed", lambda: ("5.3.0", ("eng", "osd")))
    tesseract.check_installed.cache_clear()
    Image.effect_noise((800, 1100), 60).save(tmp_path / "page.png")
    with pytest.raises(ProgramMissing) as caught:
        list(read_file(tmp_path / "page.png"))
    assert caught.value.exit_code == 4
    assert "tesseract-ocr-vie" in caught.value.advice


def test_a_picture_needs_ocr(tmp_path: Path) -> None:
    """With OCR off a picture has nothing to read, and that is said."""
    Image.new("L", (80, 110), 255).save(tmp_path / "page.png")
    with pytest.raises(NotAPlanFile, match="switched off"):
        list(read_file(tmp_path / "page.png", "never"))


def test_never_takes_the_layer_as_it_is(tmp_path: Path) -> None:
    """`--ocr never` gives a digital page's own words."""
    assert next(iter(read_file(PROSE, "never"))).words == next(iter(read_pages(PROSE))).words


@pytest.mark.parametrize("content", [b"", b"MZ\x00\x01\x02", b"PK\x03\x04\x00\x00"])
def test_other_files_are_refused(tmp_path: Path, content: bytes) -> None:
    """An empty file, a program and a Word file are no plans."""
    (tmp_path / "plan.pdf").write_bytes(content)
    with pytest.raises(NotAPlanFile):
        list(read_file(tmp_path / "plan.pdf"))
