"""Milliseconds a page of finding tables and reading their rows, once words and strokes are there.

    python -m benchmarks.tables PLAN.pdf [--rounds 5]

Times are of the processor, not the clock, so that a busy machine does not count. The budget is 8 ms a page.
"""

import argparse
import statistics
import time
from pathlib import Path

from ingest.pdf import read_pages
from parsers.tables import find_tables
from parsers.task_rows import find_task_rows


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("plan", type=Path)
    parser.add_argument("--rounds", type=int, default=5)
    arguments = parser.parse_args()
    pages = tuple(read_pages(arguments.plan))
    times = []
    for _ in range(arguments.rounds):
        start = time.process_time()
        readings = [find_task_rows(table) for table in find_tables(pages)]
        times.append(1000 * (time.process_time() - start) / len(pages))
    tasks = sum(len(r.tasks) for r in readings if r is not None)
    print(f"{len(pages)} pages, {tasks} tasks: {statistics.median(times):.2f} ms a page (first {times[0]:.2f})")


if __name__ == "__main__":
    main()
