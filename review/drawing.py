"""Draws one page of a stored file as a browser shows it. Runs in a process of its own: a page may crash the library."""

import io
import signal
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal
from xml.sax.saxutils import escape

from ingest.inputs import sha256_of
from ingest.limits import check_pixels, limit_memory
from ingest.pages import kind_of
from ingest.raster import MAX_RENDERED_PIXELS, open_for_drawing

Media = Literal["image/webp", "image/svg+xml"]


@dataclass(frozen=True, slots=True)
class Drawn:
    """A page's picture as bytes."""

    content: bytes
    media: Media


def prepare_drawing(megabytes: int) -> None:
    """Set up a process that draws: bounded, and deaf to Ctrl-C, which the desk answers."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    limit_memory(megabytes)


def warmed() -> None:
    """Nothing: a process that has done it is ready to draw."""
    import pypdfium2  # noqa: F401


def page_sizes(path: Path) -> tuple[tuple[float, float], ...]:
    """Width and height in points of every page of the file at *path*, upright."""
    kind = kind_of(path)
    if kind == "text":
        from ingest.plain_text import read_text_file

        return tuple((page.width, page.height) for page in read_text_file(path))
    if kind == "picture":
        return _picture_sizes(path)
    with open_for_drawing(path) as pdf:
        return tuple((float(width), float(height)) for width, height in map(pdf.get_page_size, range(len(pdf))))


def draw(path: Path, sha256: str, page: int, width: int) -> Drawn:
    """
    Page *page* (from 1) of the file at *path*, *width* pixels wide.

    Raises:
        ValueError: the file is not the one it was taken for, or has no such page.
        KehoachError: the page cannot be drawn.
    """
    if sha256_of(path) != sha256:
        raise ValueError("the stored copy has changed")
    kind = kind_of(path)
    if kind == "text":
        return Drawn(_text_page(path, page).encode(), "image/svg+xml")
    picture = _frame(path, page, width) if kind == "picture" else _pdf_page(path, page, width)
    written = io.BytesIO()
    # Method 2 of 6: half the time of the default, a tenth more bytes; the browser is on the same machine.
    picture.save(written, "WEBP", quality=82, method=2)
    return Drawn(written.getvalue(), "image/webp")


def _pdf_page(path: Path, page: int, width: int) -> Any:
    with open_for_drawing(path) as pdf:
        if not 1 <= page <= len(pdf):
            raise ValueError("no such page")
        sheet = pdf[page - 1]
        points, height = sheet.get_size()
        scale = min(width / points, (MAX_RENDERED_PIXELS / (points * height)) ** 0.5)
        return sheet.render(scale=scale, fill_color=(255, 255, 255, 255)).to_pil().convert("RGB")


def _frame(path: Path, page: int, width: int) -> Any:
    from PIL import Image, ImageOps

    with Image.open(path) as image:
        image.seek(page - 1)
        check_pixels(image.width, image.height, "The file")
        upright = ImageOps.exif_transpose(image).convert("RGB")
        height = max(1, round(upright.height * width / upright.width))
        return upright.resize((width, height), Image.Resampling.BOX if upright.width > width else None)


def _picture_sizes(path: Path) -> tuple[tuple[float, float], ...]:
    from PIL import Image, ImageOps, ImageSequence

    from ingest.images import resolution_of

    sizes = []
    with Image.open(path) as image:
        for frame in ImageSequence.Iterator(image):
            check_pixels(frame.width, frame.height, "The file")
            dpi = resolution_of(frame)
            upright = ImageOps.exif_transpose(frame)
            sizes.append((upright.width * 72 / dpi, upright.height * 72 / dpi))
    return tuple(sizes)


def _text_page(path: Path, number: int) -> str:
    """A text file's page as the reader sees it: every word at its place."""
    from ingest.plain_text import read_text_file

    for page in read_text_file(path):
        if page.number == number:
            words = "".join(
                f'<text x="{word.bbox[0]:.1f}" y="{word.bbox[3] - 2:.1f}" '
                f'textLength="{word.bbox[2] - word.bbox[0]:.1f}" lengthAdjust="spacingAndGlyphs">'
                f"{escape(word.text)}</text>"
                for word in page.words
            )
            return (
                f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {page.width:.1f} {page.height:.1f}" '
                f'font-family="monospace" font-size="10"><rect width="100%" height="100%" fill="#fff"/>{words}</svg>'
            )
    raise ValueError("no such page")
