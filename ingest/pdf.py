"""Reads the text layer and the ruling lines of PDF pages: the only place that imports pdfplumber.

pdfplumber's untyped dicts are wrapped here, at the door, into `models.page` shapes.
"""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from functools import lru_cache
from itertools import groupby, pairwise
from pathlib import Path
from sys import intern
from typing import Any

from ingest.broken_streams import hearing_damage
from ingest.encodings import decode_words
from ingest.quick_letters import read_letters_quickly
from ingest.sideways import sideways_words
from models.errors import EncryptedFile, KehoachError, NoPages, NotAPlanFile
from models.page import BBox, Page, Stroke, Word
from normalize.encodings import WINDOWS_HYPHEN
from normalize.text import LONGEST_WORD, nfc

_GLYPHLESS = "glyphless"
"""Part of the name of the font that Tesseract writes its invisible text in."""
THIN = 3.0
"""Points: a filled rectangle no thicker than this is a ruling line (Word draws table borders 0.5 pt wide)."""
SHORT = 4.0
"""Points: shorter strokes are dots and dashes, not rules."""
LEAST_SIZE = 0.01
"""Points: letters of a broken font may have no height at all, and gaps are measured in letters' heights."""


@contextmanager
def open_pdf(path: Path) -> Iterator[Any]:
    """
    The PDF at *path*, opened for reading; an owner password alone does not stop us.

    Raises:
        NotAPlanFile: it is no PDF, is empty, or is too damaged to open.
        EncryptedFile: it needs a password.
        NoPages: it has no page.
    """
    import pdfplumber
    from pdfminer.encodingdb import EncodingDB
    from pdfminer.pdfdocument import PDFPasswordIncorrect
    from pdfplumber.utils.exceptions import PdfminerException

    # pdfminer takes code 173 for a blank. By the standard it is a hyphen, and in .Vn fonts it is the commonest vowel.
    EncodingDB.win2unicode[173] = WINDOWS_HYPHEN
    with ExitStack() as opened:
        try:
            # Opened here: pdfplumber leaves the file open when it stumbles over what is in it.
            pdf = pdfplumber.open(opened.enter_context(path.open("rb")))
            page_count = len(pdf.pages)
        except PdfminerException as error:
            cause = error.args[0] if error.args else error
            if isinstance(cause, PDFPasswordIncorrect):
                raise EncryptedFile(
                    f"{path.name} is locked with a password.", "Save a copy without the password and ingest that."
                ) from error
            raise _damaged(path) from error
        except MemoryError:
            raise
        except Exception as error:  # pdfminer leaks its own and Python's errors on broken files
            raise _damaged(path) from error
        if page_count == 0:
            raise NoPages(f"{path.name} has no pages.", "Ask for the file again; this copy is empty.")
        opened.callback(pdf.close)
        yield pdf


def _damaged(path: Path) -> NotAPlanFile:
    return NotAPlanFile(
        f"{path.name} is not a PDF that can be opened: it is damaged, cut short, or something else.",
        "Open it in a PDF viewer; if that fails too, ask for the file again.",
    )


@contextmanager
def damage_told(path: Path, number: int) -> Iterator[None]:
    """
    Within it, whatever the libraries stumble over on page *number* is told in our words.

    Raises:
        NotAPlanFile: the page is damaged: its streams, fonts or sizes are not what they should be.
    """
    try:
        yield
    except (KehoachError, MemoryError):
        raise
    except Exception as error:
        raise NotAPlanFile(
            f"Page {number} of {path.name} is damaged and cannot be read.",
            "Open it in a PDF viewer; if the page is wrong there too, ask for the file again.",
        ) from error


def read_pages(path: Path) -> Iterator[Page]:
    """Every page of the PDF at *path* with its text layer and strokes; a page is closed before the next is read."""
    with open_pdf(path) as pdf:
        for page in pdf.pages:
            with damage_told(path, page.page_number):
                read = read_page(page)
                page.close()
            yield read


def lost_page(number: int) -> Page:
    """Stands for page *number* where the file is too broken to say anything of it, not even its size: A4, empty."""
    return Page(number, 595.0, 842.0, (), (), route_reason="the file is broken here", damaged=True)


def read_page(page: Any) -> Page:
    """One pdfplumber page as a `Page`. pdfplumber has undone its rotation; boxes count from the page's top left."""
    with hearing_damage() as heard:
        read = _read_page(page)
    return replace(read, damaged=True) if heard else read


def _read_page(page: Any) -> Page:
    left, top = page.bbox[0], page.bbox[1]
    read_letters_quickly(page)
    return Page(
        number=page.page_number,
        width=float(page.width),
        height=float(page.height),
        words=tuple(_words(page, left, top)),
        strokes=tuple(_strokes(page, left, top)),
        picture_share=_picture_share(page),
    )


def _words(page: Any, left: float, top: float) -> Iterator[Word]:
    from pdfplumber.utils.text import extract_words

    # The font is asked of the letters: given to extract_words it would cut a word wherever a subset font takes over.
    level = level_letters(page.chars)
    found = extract_words(without_stray_blanks(level), x_tolerance=1.5, y_tolerance=2, return_chars=True)
    if len(level) < len(page.chars):
        kept = {id(letter) for letter in level}
        aslant = [letter for letter in page.chars if id(letter) not in kept]
        found += sideways_words(aslant, tuple(_strokes(page, 0.0, 0.0)))
    fonts = [_main_font(word["chars"]) for word in found]
    blanks = stretched_blanks(level)
    texts = decode_words([(word["text"], font) for word, font in zip(found, fonts, strict=True)])
    # One object for each text and height, however many words have it: a third of the memory of a long file.
    once: dict[float, float] = {}
    for word, font, raw in zip(found, fonts, texts, strict=True):
        text = nfc(raw)
        if not text:
            continue
        bold, italic = _weight(font)
        right = blanks.get(id(word["chars"][-1])) or float(word["x1"])
        y0, y1, size = word["top"] - top, word["bottom"] - top, max(LEAST_SIZE, round(word["chars"][0]["size"], 2))
        # All but always one piece: a run of letters that fills pages would take the readers of words for ever.
        for start in range(0, len(text), LONGEST_WORD):
            yield Word(
                text=intern(text[start : start + LONGEST_WORD]),
                bbox=(word["x0"] - left, once.setdefault(y0, y0), right - left, once.setdefault(y1, y1)),
                size=once.setdefault(size, size),
                bold=bold,
                italic=italic,
            )


def level_letters(letters: list[Any]) -> list[Any]:
    """The letters of a page without those printed aslant or sideways over it: watermarks, headers of turned pages."""
    level = [c for c in letters if abs(c["matrix"][1]) <= 0.05 * abs(c["matrix"][0])]
    # Most letters aslant: the page itself is printed so, and a reader would turn it.
    return level if 2 * len(level) >= len(letters) else letters


def without_stray_blanks(letters: list[Any]) -> list[Any]:
    """
    The letters of a page without the blanks that lie over one.

    Blanks that trail behind a cell's text may run under the first letters of the next cell, and would cut them off.
    """
    stray: set[int] = set()
    for _, row in groupby(sorted(letters, key=_line_and_place), key=lambda c: round(c["top"])):
        right, waiting = 0.0, list[Any]()
        for letter in row:
            if letter["text"] != " ":
                stray.update(id(blank) for blank in waiting if _middle(blank) > letter["x0"])
                right, waiting = letter["x1"], []
            elif _middle(letter) < right:
                stray.add(id(letter))
            else:
                waiting.append(letter)
    return [letter for letter in letters if id(letter) not in stray] if stray else letters


def stretched_blanks(letters: list[Any]) -> dict[int, float]:
    """
    Where the blank behind a word ends that belongs to the word's box, by the id of the word's last letter.

    Tesseract stretches a word together with a blank over the box of the word, in a font without glyphs, so that "KẾ"
    ends a third too early and seems to stand far from "HOẠCH".
    """
    return {
        id(letter): float(blank["x1"])
        for letter, blank in pairwise(letters)
        if _GLYPHLESS in letter["fontname"].lower()
        and blank["text"] == " " != letter["text"]
        and abs(_advance(blank) - _advance(letter)) < 0.05 * _advance(letter)
        and abs(blank["x0"] - letter["x1"]) < 0.1
    }


def _advance(letter: Any) -> float:
    return float(letter["x1"] - letter["x0"])


def _line_and_place(letter: Any) -> tuple[int, float]:
    return round(letter["top"]), letter["x0"]


def _middle(letter: Any) -> float:
    return float(letter["x0"] + letter["x1"]) / 2


def _main_font(letters: list[Any]) -> str:
    fonts = [letter["fontname"] for letter in letters]
    return str(max(set(fonts), key=fonts.count)) if fonts[0] != fonts[-1] else str(fonts[0])


@lru_cache(maxsize=1024)
def _weight(font: str) -> tuple[bool, bool]:
    """(bold, italic) as a font's name tells."""
    name = font.lower()
    return "bold" in name or "black" in name or name.endswith("bd"), "italic" in name or "oblique" in name


def _strokes(page: Any, left: float, top: float) -> Iterator[Stroke]:
    """Lines, thin rectangles, and the four sides of drawn boxes, as centre lines."""
    for shape in (*page.lines, *page.rects, *page.curves):
        x0, y0, x1, y1 = shape["x0"] - left, shape["top"] - top, shape["x1"] - left, shape["bottom"] - top
        width, height = x1 - x0, y1 - y0
        if height <= THIN and width > SHORT:
            middle = (y0 + y1) / 2
            yield Stroke((x0, middle, x1, middle))
        elif width <= THIN and height > SHORT:
            middle = (x0 + x1) / 2
            yield Stroke((middle, y0, middle, y1))
        elif shape["object_type"] == "rect" and shape.get("stroke") and width > SHORT and height > SHORT:
            yield Stroke((x0, y0, x1, y0))
            yield Stroke((x0, y1, x1, y1))
            yield Stroke((x0, y0, x0, y1))
            yield Stroke((x1, y0, x1, y1))


def pictures_of(page: Any) -> tuple[BBox, ...]:
    """Boxes of the pictures on a pdfplumber page, cut at its edges, from its top left."""
    left, top, right, bottom = (float(v) for v in page.bbox)
    boxes = (
        (
            max(i["x0"], left) - left,
            max(i["top"], top) - top,
            min(i["x1"], right) - left,
            min(i["bottom"], bottom) - top,
        )
        for i in page.images
    )
    return tuple(box for box in boxes if box[2] > box[0] and box[3] > box[1])


def forget_pictures(page: Any) -> None:
    """Let go of the pictures of a page that has been read: pdfminer keeps whatever it unpacked of a file."""
    kept = page.pdf.doc._cached_objs
    for number in [n for n, (thing, _) in kept.items() if _is_picture(thing)]:
        del kept[number]


def _is_picture(thing: Any) -> bool:
    from pdfminer.pdftypes import PDFStream
    from pdfminer.psparser import LIT

    return isinstance(thing, PDFStream) and thing.get("Subtype") is LIT("Image")


def shapes_of(page: Any) -> int:
    """How many curves are drawn on a pdfplumber page."""
    return len(page.curves)


def _picture_share(page: Any) -> float:
    area = sum((x1 - x0) * (y1 - y0) for x0, y0, x1, y1 in pictures_of(page))
    return float(min(1.0, area / max(1.0, float(page.width) * float(page.height))))
