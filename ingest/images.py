"""Reads page pictures: PNG, JPEG, and TIFF with one or more pages."""

from collections import deque
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import Any, Literal

import numpy as np

from ingest.limits import check_pixels
from ingest.ocr import reading
from ingest.raster import Picture, to_grey
from ingest.repeated import Seen
from ingest.together import PIXELS_TOGETHER, Reading, pages_together, read_together
from models.errors import NotAPlanFile
from models.page import Page

_PAPER_INCHES = 11.69
"""Long side of A4: the size a picture without a believable resolution is taken to have."""
_LEAST_DPI, _MOST_DPI = 96, 1200
_READ_DPI = 200
_COARSER_DPI = 170


def read_images(path: Path, ocr: Literal["auto", "always", "never"], workers: int = 1) -> Iterator[Page]:
    """
    Every page of the picture file at *path*, in order, *workers* of them at the same time.

    Raises:
        NotAPlanFile: it is damaged, or OCR is switched off: a picture has nothing else to read.
        LimitExceeded: it has too many pixels.
        ProgramMissing: see `ingest.tesseract`.
    """
    if ocr == "never":
        raise NotAPlanFile(f"{path.name} is a picture and OCR is switched off.", "Use --ocr auto.")
    # Tesseract runs in processes of its own: threads that wait for them keep as many cores busy.
    with ThreadPoolExecutor(max(1, workers)) as pool:
        waiting: deque[Future[list[Page]]] = deque()
        turn: list[Reading[Page]] = []
        seen, pixels = Seen(), 0
        for number, (picture, left) in enumerate(_pictures(path), start=1):
            turn.append(reading(picture, number, "file is a picture", seen))
            pixels += picture.grey.size
            if len(turn) >= pages_together(len(turn) + left, workers) or pixels > PIXELS_TOGETHER:
                waiting.append(pool.submit(_read_turn, turn))
                turn, seen, pixels = [], Seen(), 0
            if len(waiting) > workers:
                yield from waiting.popleft().result()
        if turn:
            waiting.append(pool.submit(_read_turn, turn))
        while waiting:
            yield from waiting.popleft().result()


def _read_turn(turn: list[Reading[Page]]) -> list[Page]:
    """Pages read together; a picture of which one page cannot be read is refused."""
    pages = []
    for page in read_together(turn):
        if isinstance(page, NotAPlanFile):
            raise page
        pages.append(page)
    return pages


def _pictures(path: Path) -> Iterator[tuple[Picture, int]]:
    """Each page of a picture file, and how many come after it."""
    from PIL import Image, ImageOps, ImageSequence, UnidentifiedImageError

    # Pillow has a limit of its own, and warns at half of it; ours is asked before anything is unpacked.
    Image.MAX_IMAGE_PIXELS = None
    try:
        with Image.open(path) as image:
            frames = getattr(image, "n_frames", 1)
            for number, frame in enumerate(ImageSequence.Iterator(image), start=1):
                check_pixels(frame.width, frame.height, path.name)
                dpi = resolution_of(frame)
                upright = ImageOps.exif_transpose(frame)
                colour = upright.mode not in ("1", "L", "LA", "I;16", "I")
                pixels = np.asarray(upright.convert("RGB" if colour else "L"), dtype=np.uint8)
                yield _picture(pixels[:, :, ::-1] if colour else pixels, dpi), frames - number
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, EOFError) as error:
        raise NotAPlanFile(
            f"{path.name} is a picture that cannot be opened: it is damaged or cut short.",
            "Ask for the file again.",
        ) from error


def resolution_of(frame: Any) -> float:
    """Dots in an inch: as the file says when believable (72 is what programs write for unknown), else as for A4."""
    told = frame.info.get("dpi", (0, 0))[0]
    told = float(told or 0)
    fits_paper = told > 0 and 6 <= max(frame.width, frame.height) / told <= 18
    if _LEAST_DPI < told <= _MOST_DPI and fits_paper:
        return told
    return float(max(frame.width, frame.height)) / _PAPER_INCHES


def _picture(pixels: "np.ndarray[Any, np.dtype[np.uint8]]", dpi: float) -> Picture:
    """The picture at the resolution that pays for OCR."""
    import cv2

    grey = to_grey(pixels, dpi / 72)
    width, height = grey.shape[1] * 72 / dpi, grey.shape[0] * 72 / dpi
    if not _COARSER_DPI <= dpi <= 1.2 * _READ_DPI:
        factor = _READ_DPI / dpi
        way = cv2.INTER_AREA if factor < 1 else cv2.INTER_CUBIC
        grey = np.asarray(cv2.resize(grey, None, fx=factor, fy=factor, interpolation=way), dtype=np.uint8)
    return Picture(np.ascontiguousarray(grey), width, height)
