"""What reading scans costs: CPU seconds a page against bare Tesseract, pages a second with two at a time, peak memory.

    python benchmarks/ocr.py SCAN.pdf [SCAN.pdf ...]

Bare Tesseract (`tesseract -l vie`, one thread) gets the same rendered pages in the same run, a few pages in turn with
ours, so that a busy machine slows both.
"""

import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

import cv2

from ingest.ocr import reading
from ingest.pages import read_file
from ingest.raster import Picture, draw_page, open_for_drawing
from ingest.repeated import Seen
from ingest.tesseract import LANGUAGE, check_installed
from ingest.together import pages_together, read_together
from models.page import Page

T = TypeVar("T")


def main(paths: list[str]) -> None:
    """Print a line for each file and one for each kind of page."""
    os.environ["OMP_THREAD_LIMIT"] = "1"
    cv2.setNumThreads(1)
    check_installed()
    totals: dict[str, list[float]] = {"prose": [0.0, 0.0, 0.0], "table": [0.0, 0.0, 0.0]}
    for path in map(Path, paths):
        spent = [0.0, 0.0, 0.0]
        ruled = 0
        with open_for_drawing(path) as pdf:
            for first in range(0, len(pdf), pages_together(len(pdf), 1)):
                turn = range(first, min(len(pdf), first + pages_together(len(pdf), 1)))
                pictures, drawn = _timed(partial(_drawn, pdf, turn))
                pages, ours = _timed(partial(_read, pictures))
                _, bare = _timed(partial(_bare, pictures))
                ruled += sum(len(page.strokes) >= 6 for page in pages)
                spent = [a + b for a, b in zip(spent, (float(len(turn)), drawn + ours, bare), strict=True)]
        kind = "table" if 2 * ruled > spent[0] else "prose"
        totals[kind] = [a + b for a, b in zip(totals[kind], spent, strict=True)]
        print(f"{path.name}: {spent[0]:.0f} pages, {kind}, ratio {spent[1] / spent[2]:.2f}")
    for kind, (count, ours, bare) in totals.items():
        if count:
            each = f"ours {ours / count:.2f}, bare {bare / count:.2f} CPU-s a page"
            print(f"{kind}: {count:.0f} pages, {each}, ratio {ours / bare:.2f}")
    if paths:
        with tempfile.TemporaryDirectory() as folder:
            whole = _together([Path(path) for path in paths], Path(folder) / "all.pdf")
            one, two = _wall(whole, 1), _wall(whole, 2)
        print(f"all in one file: 1 worker {one:.1f} s, 2 workers {two:.1f} s, {one / two:.2f} times the pages a second")
    print(f"peak memory of this process: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")
    print(f"peak memory of one Tesseract: {resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024:.0f} MB")


def _timed(work: Callable[[], T]) -> tuple[T, float]:
    """The result of *work* and the CPU seconds it took, its child processes' included."""
    before = _cpu()
    result = work()
    return result, _cpu() - before


def _cpu() -> float:
    spent = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(usage.ru_utime + usage.ru_stime for usage in spent)


def _drawn(pdf: Any, turn: range) -> list[Picture]:
    return [draw_page(pdf, index, without_text=True) for index in turn]


def _read(pictures: list[Picture]) -> list[Page]:
    seen = Seen()
    pages = read_together([reading(picture, number, "", seen) for number, picture in enumerate(pictures, start=1)])
    return [page for page in pages if isinstance(page, Page)]


def _bare(pictures: list[Picture]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        for number, picture in enumerate(pictures):
            file = Path(folder) / f"{number}.pgm"
            cv2.imwrite(str(file), picture.grey)
            dpi = str(round(72 * picture.scale))
            command = ["tesseract", str(file), str(Path(folder) / "out"), "-l", LANGUAGE, "--dpi", dpi]
            subprocess.run(command, check=True, capture_output=True)


def _together(paths: list[Path], to: Path) -> Path:
    """The pages of all files in one: of a short file, the last pages say more of two workers than the others."""
    import pypdfium2

    with pypdfium2.PdfDocument.new() as whole:
        for path in paths:
            with pypdfium2.PdfDocument(path) as pdf:
                whole.import_pages(pdf)
        whole.save(to)
    return to


def _wall(path: Path, workers: int) -> float:
    begin = time.perf_counter()
    for _ in read_file(path, "auto", workers):
        pass
    return time.perf_counter() - begin


if __name__ == "__main__":
    main(sys.argv[1:])
