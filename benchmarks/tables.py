"""Milliseconds a page of finding tables and reading their rows, against pdfplumber's `find_tables` on the same pages.

    python -m benchmarks.tables PLAN.pdf [--rounds 5]

Words and strokes are read once beforehand: what is timed is what comes after reading. Times are of the processor, not the
clock, so that a busy machine does not count.
"""

import argparse
import statistics
import time
from collections.abc import Callable
from pathlib import Path

from ingest.pdf import open_pdf, read_pages
from parsers.tables import find_tables
from parsers.task_rows import find_task_rows


def milliseconds(work: Callable[[], object], rounds: int) -> float:
    """The median processor time of *work* over *rounds*."""
    times = []
    for _ in range(rounds):
        start = time.process_time()
        work()
        times.append(1000 * (time.process_time() - start))
    return statistics.median(times)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("plan", type=Path)
    parser.add_argument("--rounds", type=int, default=5)
    arguments = parser.parse_args()
    pages = tuple(read_pages(arguments.plan))

    def ours() -> object:
        return [find_task_rows(table) for table in find_tables(pages)]

    with open_pdf(arguments.plan) as pdf:
        loaded = list(pdf.pages)
        for page in loaded:
            page.extract_words()

        def theirs() -> object:
            return [page.find_tables() for page in loaded]

        ours()
        our_time, their_time = milliseconds(ours, arguments.rounds), milliseconds(theirs, arguments.rounds)
    print(f"{len(pages)} pages: ours {our_time / len(pages):.2f} ms a page, find_tables {their_time / len(pages):.2f}")


if __name__ == "__main__":
    main()
