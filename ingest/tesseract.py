"""Runs Tesseract: the one file that imports pytesseract.

Pictures go to Tesseract as uncompressed TIFF files: packing a grainy page as PNG costs more than a tenth of reading it,
and plain PGM files it reads byte by byte.
"""

import os
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import cv2

from models.errors import NotAPlanFile, ProgramMissing

LANGUAGE = "vie"
TIMEOUT_SECONDS = 180
"""A page takes about one second; a page of noise that takes this long will not become text."""

_SETTINGS = "-c textord_all_prop=1"
"""No line is set in letters of one width: what Tesseract does to find out goes unused."""

HOW_TO_INSTALL = (
    "Install it: `apt install tesseract-ocr tesseract-ocr-vie` (Debian, Ubuntu), "
    "`brew install tesseract tesseract-lang` (macOS); on Windows choose Vietnamese in the installer."
)


@dataclass(frozen=True, slots=True)
class PixelWord:
    """One word as Tesseract read it, in pixels of the picture it was given."""

    text: str
    left_px: int
    top_px: int
    width_px: int
    height_px: int
    confidence: float
    """0..1."""
    line: tuple[int, int, int]
    """Block, paragraph and line it stands in: equal for words of one line."""


def recognise(pictures: Sequence[tuple[Any, int]], mode: int) -> tuple[tuple[PixelWord, ...], ...]:
    """
    The words in each of some grey pictures, read by one call.

    Args:
        pictures: grey images, black on white (numpy arrays of bytes), each with its resolution in dots per inch, which
            Tesseract would otherwise guess.
        mode: Tesseract's page segmentation mode: 3 finds columns itself, 6 takes one block of lines as it comes.
    Raises:
        ProgramMissing: Tesseract or its Vietnamese data is not installed.
        NotAPlanFile: Tesseract gave up on one of the pictures.
    """
    import pytesseract

    check_installed()
    # One thread a call: with more, Tesseract burns four times the CPU for the same page.
    os.environ.setdefault("OMP_THREAD_LIMIT", "1")
    with tempfile.TemporaryDirectory(prefix="kehoach-") as folder:
        try:
            table = pytesseract.image_to_data(
                str(_written(pictures, Path(folder))),
                lang=LANGUAGE,
                config=f"--psm {mode} {_SETTINGS}",
                output_type=pytesseract.Output.BYTES,
                timeout=TIMEOUT_SECONDS * len(pictures),
            )
        except pytesseract.TesseractNotFoundError as error:
            raise ProgramMissing("Tesseract, which reads scanned pages, is not installed.", HOW_TO_INSTALL) from error
        except (pytesseract.TesseractError, RuntimeError) as error:
            raise NotAPlanFile(
                f"Tesseract could not read a page: {error}", "Look at the page; scan it again."
            ) from error
    words = _words(table.decode("utf-8", "replace"))
    return tuple(tuple(words.get(number, ())) for number in range(1, len(pictures) + 1))


def _written(pictures: Sequence[tuple[Any, int]], folder: Path) -> Path:
    """The list of the files that the *pictures* are written to, as Tesseract takes it."""
    files = []
    for number, (picture, dpi) in enumerate(pictures):
        file = folder / f"{number}.tif"
        inch = (cv2.IMWRITE_TIFF_RESUNIT, 2, cv2.IMWRITE_TIFF_XDPI, dpi, cv2.IMWRITE_TIFF_YDPI, dpi)
        cv2.imwrite(str(file), picture, (cv2.IMWRITE_TIFF_COMPRESSION, 1, *inch))
        files.append(f"{file}\n")
    names = folder / "pictures.txt"
    names.write_text("".join(files), "utf-8")
    return names


def _words(table: str) -> dict[int, list[PixelWord]]:
    """The word rows (level 5) of Tesseract's tab separated output, by the number of their picture."""
    words: dict[int, list[PixelWord]] = {}
    for row in table.splitlines()[1:]:
        fields = row.split("\t", 11)
        if len(fields) < 12 or fields[0] != "5" or not fields[11].strip():
            continue
        picture, block, paragraph, line = (int(f) for f in fields[1:5])
        left, top, width, height = (int(f) for f in fields[6:10])
        confidence = min(1.0, max(0.0, float(fields[10]) / 100))
        word = PixelWord(fields[11].strip(), left, top, width, height, confidence, (block, paragraph, line))
        words.setdefault(picture, []).append(word)
    return words


@cache
def check_installed() -> None:
    """
    Make sure that Tesseract and its Vietnamese data are there.

    Raises:
        ProgramMissing: one of them is not; says how to install it.
    """
    version, languages = installed()
    if version is None:
        raise ProgramMissing("Tesseract, which reads scanned pages, is not installed.", HOW_TO_INSTALL)
    if LANGUAGE not in languages:
        raise ProgramMissing("Tesseract is installed, but not its Vietnamese data (vie).", HOW_TO_INSTALL)


def installed() -> tuple[str | None, tuple[str, ...]]:
    """Tesseract's version (None when it is not there) and the languages it has, for `kehoach doctor`."""
    import pytesseract

    try:
        version = str(pytesseract.get_tesseract_version())
        languages = tuple(pytesseract.get_languages(config=""))
    except (pytesseract.TesseractNotFoundError, pytesseract.TesseractError, OSError, SystemExit):
        return None, ()
    return version, languages
