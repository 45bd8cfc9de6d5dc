"""Reads a PDF page by page, each the way it needs: from its text layer, from its picture, or from both."""

import os
from collections import deque
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from ingest.paper import on_paper
from ingest.pdf import damage_told, forget_pictures, lost_page, open_pdf, pictures_of, read_page, shapes_of
from ingest.quality import Route, find_route, language_score
from models.errors import NotAPlanFile
from models.page import BBox, Page, Word

if TYPE_CHECKING:
    from ingest.raster import Picture

_KEEP_LAYER = 0.1
"""A text layer that reads this much better than what OCR made of the page is kept after all."""


def read_pdf(path: Path, ocr: Literal["auto", "always", "never"], workers: int = 1) -> Iterator[Page]:
    """
    Every page of the PDF at *path*, in order.

    Args:
        ocr: see `ingest.pages.OcrMode`.
        workers: how many pages are recognised at the same time. Tesseract runs in processes of its own, so threads that
            wait for them keep as many cores busy as processes would, and also work inside a batch worker.
    Raises:
        InputError, ProgramMissing: see `ingest.pages.read_file`.
    """
    with ExitStack() as stack:
        pdf = stack.enter_context(open_pdf(path))
        pool: ThreadPoolExecutor | None = None
        waiting: deque[list[_Read] | Future[list[_Read]]] = deque()
        turn: list[tuple[_Read, Route]] = []
        whole = _Whole()
        pages = len(pdf.pages)
        for source in pdf.pages:
            read, route = _read_layer(path, source, ocr)
            if route.way == "text_layer" and not turn:
                waiting.append([read])
            else:
                if pool is None:
                    pool = stack.enter_context(ThreadPoolExecutor(max(1, workers)))
                turn.append((read, route))
                if _is_full(turn, pages - source.page_number, workers):
                    waiting.append(pool.submit(_read_turn, path, turn))
                    turn = []
            while waiting and (len(waiting) > 2 * workers or not isinstance(waiting[0], Future) or waiting[0].done()):
                yield from whole.with_pages(waiting.popleft())
        if turn and pool is not None:
            waiting.append(pool.submit(_read_turn, path, turn))
        while waiting:
            yield from whole.with_pages(waiting.popleft())
        whole.check()


@dataclass(frozen=True, slots=True)
class _Read:
    """A page, and what was wrong with it where all of it is lost."""

    page: Page
    damage: NotAPlanFile | None = None


class _Whole:
    """The pages that came so far: one that is lost leaves the others in, but not all may be."""

    def __init__(self) -> None:
        self.some_came = False
        self.damage: NotAPlanFile | None = None

    def with_pages(self, coming: "list[_Read] | Future[list[_Read]]") -> Iterator[Page]:
        """The pages of one turn, once they have come."""
        for read in coming.result() if isinstance(coming, Future) else coming:
            self.some_came = self.some_came or read.damage is None
            self.damage = self.damage or read.damage
            yield read.page

    def check(self) -> None:
        """
        All pages are there.

        Raises:
            NotAPlanFile: every one of them is lost; what was wrong with the first.
        """
        if self.damage and not self.some_came:
            raise self.damage


def _read_layer(path: Path, source: Any, ocr: Literal["auto", "always", "never"]) -> tuple[_Read, Route]:
    """What a page's text layer says, and the way it should be read."""
    try:
        with damage_told(path, source.page_number):
            page = read_page(source)
            route = _route(page, source, ocr)
            source.close()
            forget_pictures(source)
    except NotAPlanFile as error:
        return _Read(lost_page(source.page_number), error), Route("text_layer", "")
    return _Read(replace(page, route_reason=route.reason)), route


def _is_full(turn: list[tuple[_Read, Route]], left: int, workers: int) -> bool:
    """Whether enough pages have come together, when so many are *left* in the file."""
    from ingest.together import pages_together

    return len(turn) >= pages_together(len(turn) + left, workers)


def _read_turn(path: Path, turn: list[tuple[_Read, Route]]) -> list[_Read]:
    """
    Pages that follow one another, those whose pictures must be read by OCR read together.

    Each turn opens the file anew for drawing: pdfium keeps every picture that it unpacked until the file is closed.
    """
    with ExitStack() as stack:
        return _read_drawn(_opened_for_drawing(path, stack), turn)


def _opened_for_drawing(path: Path, stack: ExitStack) -> Any:
    """The PDF opened to draw pages, or why it cannot be: each page that needs it is lost then, and no other."""
    from ingest.raster import open_for_drawing

    try:
        return stack.enter_context(open_for_drawing(path))
    except NotAPlanFile as error:
        return error


def _read_drawn(drawing: Any, turn: list[tuple[_Read, Route]]) -> list[_Read]:
    from ingest.together import PIXELS_TOGETHER

    done: list[_Read] = []
    drawn: list[_Drawn] = []
    for layer, route in turn:
        if route.way == "text_layer":
            drawn.append(_Drawn(layer, route))
            continue
        drawn.append(_drawn(drawing, layer, route))
        if sum(page.picture.grey.size for page in drawn if page.picture) > PIXELS_TOGETHER:
            done += _recognise(drawn)
            drawn = []
    return done + _recognise(drawn)


@dataclass(frozen=True, slots=True)
class _Drawn:
    """A page with its picture, if that is to be read."""

    layer: _Read
    route: Route
    picture: "Picture | None" = None


def _drawn(drawing: Any, layer: _Read, route: Route) -> _Drawn:
    """A page drawn for OCR; what its text layer says where its picture is broken."""
    from ingest.raster import draw_page

    try:
        if isinstance(drawing, NotAPlanFile):
            raise drawing
        return _Drawn(layer, route, draw_page(drawing, layer.page.number - 1, without_text=route.way != "drawn"))
    except NotAPlanFile as error:
        return _Drawn(_lost(layer, error), route)


def _lost(layer: _Read, error: NotAPlanFile) -> _Read:
    return _Read(replace(layer.page, damaged=True), None if layer.page.words else error)


def _recognise(drawn: list[_Drawn]) -> list[_Read]:
    """The pages, those with a picture read by OCR; what its text layer says where OCR gives up on one."""
    from ingest.ocr import reading
    from ingest.repeated import Seen
    from ingest.together import read_together

    # Tesseract is a process of its own and gets one thread; see ingest.tesseract.
    os.environ.setdefault("OMP_THREAD_LIMIT", "1")
    pictured = [(page, page.picture) for page in drawn if page.picture]
    seen = Seen()
    results = iter(read_together([reading(pic, d.layer.page.number, d.route.reason, seen) for d, pic in pictured]))
    pages = []
    for page in drawn:
        read = next(results) if page.picture else None
        if page.picture is None or read is None:
            pages.append(page.layer)
        elif isinstance(read, NotAPlanFile):
            pages.append(_lost(page.layer, read))
        else:
            both = _with_layer(read, page.layer.page, page.route, page.picture.printed)
            pages.append(_Read(replace(both, damaged=page.layer.page.damaged)))
    return pages


def _route(page: Page, source: Any, ocr: Literal["auto", "always", "never"]) -> Route:
    if ocr == "never":
        return Route("text_layer", "OCR is switched off")
    if ocr == "always":
        return Route("drawn", "OCR of every page was asked for")
    return find_route(page, pictures_of(source), shapes_of(source))


def _with_layer(read: Page, layer: Page, route: Route, printed: tuple[BBox, ...]) -> Page:
    """One page read by OCR, with what is worth keeping of its text layer."""
    read = replace(read, picture_share=layer.picture_share)
    if read.unit != 1.0:
        layer = on_paper(layer, read.unit)
    if route.way == "drawn" or not layer.words:
        return read
    if _layer_reads_better(layer, read):
        return replace(layer, route_reason=f"{route.reason}; OCR reads it no better")
    kept = _kept_words(layer, read, printed)
    if not kept:
        return read
    return replace(read, words=(*read.words, *kept), text_source="mixed")


def _layer_reads_better(layer: Page, read: Page) -> bool:
    """Whether OCR made less of the page than its text layer does."""
    before, after = (" ".join(w.text for w in p.words) for p in (layer, read))
    if len(before) < 0.8 * len(after) or len(before) < 300:
        return False
    return language_score(before) > language_score(after) + _KEEP_LAYER


def _kept_words(layer: Page, read: Page, printed: tuple[BBox, ...]) -> list[Word]:
    """Words of the text layer that show on the page where OCR found nothing: running header, signer, date."""
    if (read.width > read.height) != (layer.width > layer.height):
        return []
    lines: dict[int, list[Word]] = {}
    for word in layer.words:
        x, y = (word.bbox[0] + word.bbox[2]) / 2, (word.bbox[1] + word.bbox[3]) / 2
        if any(b[0] - 1 <= x <= b[2] + 1 and b[1] - 1 <= y <= b[3] + 1 for b in printed):
            lines.setdefault(round(word.bbox[3]), []).append(word)
    # A line that was printed over words of the picture is a stamp of the signing service: in the way, and not wanted.
    return [w for line in lines.values() if not any(_overlaps(w, o) for w in line for o in read.words) for w in line]


def _overlaps(one: Word, other: Word) -> bool:
    a, b = one.bbox, other.bbox
    return min(a[2], b[2]) - max(a[0], b[0]) > 1 and min(a[3], b[3]) - max(a[1], b[1]) > 0.35 * min(
        one.size, other.size
    )
