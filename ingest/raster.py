"""Draws PDF pages as grey pictures at the resolution that pays for OCR.

pypdfium2 is not safe to use from two threads at once: everything that touches it holds one lock.
"""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from ingest.blue_ink import without_blue_ink
from ingest.limits import check_pixels
from models.errors import EncryptedFile, NotAPlanFile
from models.page import BBox

Grey = NDArray[np.uint8]

TARGET_DPI = 200
"""Prose reads as well at 200 as at 300 (words right 0.988-0.998), at two thirds of the time."""
MAX_RENDERED_PIXELS = 24_000_000
_A4_POINTS = 842.0
_SHORTEST, _LONGEST, _LARGE = 560.0, 1300.0, 900.0
"""Points of the long side: shorter than A5, longer than A3, longer than A4."""
_COARSEST_DPI = 100
"""Coarser than any scan of a text: the file counts its pixels as points, or as the 96th of an inch."""

_LOCK = threading.Lock()
_TEXT, _IMAGE = 1, 3
_BLANK = 225
"""A page whose darkest pixel is lighter than this has nothing on it."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A page as a grey picture."""

    grey: Grey
    width: float
    height: float
    """The size of the paper in points, as displayed."""
    printed: tuple[BBox, ...] = ()
    """Boxes (as displayed, from the top left) of text that shows on the page but was left out of the picture."""
    unit: float = 1.0
    """Points of paper in one of the file's: see `models.page.Page`."""

    @property
    def scale(self) -> float:
        """Pixels in one point."""
        return float(self.grey.shape[1]) / self.width


@contextmanager
def open_for_drawing(path: Path) -> Iterator[Any]:
    """
    The PDF at *path*, opened for drawing its pages.

    Raises:
        EncryptedFile, NotAPlanFile: it cannot be opened.
    """
    import pypdfium2

    with _LOCK:
        try:
            pdf = pypdfium2.PdfDocument(path)
        except pypdfium2.PdfiumError as error:
            if "password" in str(error).lower():
                raise EncryptedFile(f"{path.name} is locked with a password.", "Save a copy without it.") from error
            raise NotAPlanFile(f"{path.name} is damaged and cannot be drawn.", "Ask for the file again.") from error
    try:
        yield pdf
    finally:
        with _LOCK:
            pdf.close()


def draw_page(pdf: Any, index: int, without_text: bool) -> Picture:
    """
    One page as a grey picture, red ink (seals, stamps) taken out.

    Args:
        index: of the page, from 0.
        without_text: leave the text layer out: an overprinted stamp or watermark would spoil the words below.
    Raises:
        LimitExceeded: a picture on the page is too large to be a scan.
        NotAPlanFile: the page cannot be drawn.
    """
    import pypdfium2

    with _LOCK:
        try:
            page = pdf[index]
            width, height = page.get_size()
            pictures = _pictures(page, index)
            printed = _take_out_text(page) if without_text else ()
            unit = _unit(max(width, height), pictures)
            scale = _scale(width, height, pictures, unit)
            pixels = page.render(scale=scale * unit, grayscale=False, fill_color=(255, 255, 255, 255)).to_numpy()
            grey = to_grey(pixels, scale)
            if pictures and int(grey.min()) > _BLANK:
                _check_readable(page, index)
            page.close()
        except (pypdfium2.PdfiumError, ValueError, OverflowError, ZeroDivisionError) as error:  # sizes that are none
            raise NotAPlanFile(f"Page {index + 1} cannot be drawn.", "Ask for the file again.") from error
    boxes = tuple((x0 * unit, y0 * unit, x1 * unit, y1 * unit) for x0, y0, x1, y1 in printed)
    return Picture(grey, float(width) * unit, float(height) * unit, boxes, unit)


def _take_out_text(page: Any) -> tuple[BBox, ...]:
    """Remove the text from a page before it is drawn; the boxes of what would have shown, on an unrotated page."""
    from pypdfium2 import raw

    left, _, _, top = page.get_cropbox()
    printed = []
    for thing in [t for t in page.get_objects(max_depth=1) if t.type == _TEXT]:
        if raw.FPDFTextObj_GetTextRenderMode(thing) != raw.FPDF_TEXTRENDERMODE_INVISIBLE:
            x0, y0, x1, y1 = thing.get_bounds()
            printed.append((x0 - left, top - y1, x1 - left, top - y0))
        page.remove_obj(thing)
    return tuple(printed) if not page.get_rotation() else ()


def _check_readable(page: Any, index: int) -> None:
    """
    Tell a blank sheet from a picture that could not be unpacked, which pdfium silently leaves out.

    Raises:
        NotAPlanFile: a picture on the page is damaged.
    """
    import pypdfium2

    for thing in page.get_objects(filter=[_IMAGE], max_depth=3):
        try:
            thing.get_bitmap()
        except pypdfium2.PdfiumError as error:
            raise NotAPlanFile(
                f"The picture of page {index + 1} is damaged and cannot be unpacked.",
                "Open it in a PDF viewer; if the page is white there too, ask for the file again.",
            ) from error


def _pictures(page: Any, index: int) -> list[tuple[BBox, int, int]]:
    """Place (PDF points, as stored) and size in pixels of the pictures on a page."""
    found = []
    for thing in page.get_objects(filter=[_IMAGE], max_depth=3):
        columns, rows = thing.get_px_size()
        check_pixels(columns, rows, f"Page {index + 1}")
        found.append((thing.get_bounds(), columns, rows))
    return found


def _unit(longest: float, pictures: list[tuple[BBox, int, int]]) -> float:
    """Points of paper in one point of a page whose long side has *longest*: that is no paper's, it is A4's."""
    finest = max((max(columns, rows) / max(b[2] - b[0], b[3] - b[1], 1.0) for b, columns, rows in pictures), default=0)
    too_large = longest > (_LARGE if pictures else _LONGEST) and 72 * finest <= _COARSEST_DPI
    return _A4_POINTS / longest if too_large or longest < _SHORTEST else 1.0


def _scale(width: float, height: float, pictures: list[tuple[BBox, int, int]], unit: float) -> float:
    """Pixels in one point of paper: a scan near 200 dpi keeps its own pixels, others are brought there."""
    scale = TARGET_DPI / 72
    for (x0, y0, x1, y1), columns, rows in pictures:
        if (x1 - x0) * (y1 - y0) > 0.5 * width * height:
            own = max(columns, rows) / (max(x1 - x0, y1 - y0, 1.0) * unit)
            if 0.8 * scale <= own <= 1.2 * scale:
                scale = own
    return float(min(scale, (MAX_RENDERED_PIXELS / (width * height)) ** 0.5 / unit))


def to_grey(pixels: NDArray[np.uint8], scale: float) -> Grey:
    """
    A picture (grey, or blue-green-red with or without alpha) in grey, with red ink as light as the paper.

    Seals and "received" stamps are red: in the red channel they nearly vanish; black, blue and grey ink stay dark.

    Args:
        scale: pixels in one point.
    """
    if pixels.ndim == 2:
        return pixels
    if pixels.shape[2] == 1:
        return pixels[:, :, 0]
    red = np.ascontiguousarray(pixels[:, :, 2])
    green = np.ascontiguousarray(pixels[:, :, 1])
    # What is left of red ink in the red channel is lifted by how red it was; black print (equal channels) is not.
    redness = cv2.subtract(red, green)
    return without_blue_ink(np.asarray(cv2.add(red, redness), dtype=np.uint8), pixels, scale)
