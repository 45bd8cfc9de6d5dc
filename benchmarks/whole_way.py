"""The whole way to SQLite against bare pdfplumber on the same pages, and peak memory as a file grows.

    python -m benchmarks.whole_way PLAN.pdf [--tables] [--rounds 5] [--memory]

The reference is pdfplumber's `extract_words` (with `--tables` also `find_tables`) over the same pages in the same
process, the two run in turn, in processor seconds; the ratio of the medians is what counts. The database exists before
the clock starts. `--memory` reads the file repeated to 50 and to 500 pages, each in a process of its own, and compares
their peaks.
"""

import argparse
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlalchemy import Engine

PEAK = """
import resource, sys
from pathlib import Path
from ingest.pipeline import read_plan
read_plan(Path(sys.argv[1]), "never")
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)
"""


def bare(path: Path, tables: bool) -> None:
    """What anyone would do with pdfplumber alone."""
    import pdfplumber

    with pdfplumber.open(path) as pdf:
        for page in pdf.pages:
            page.extract_words()
            if tables:
                page.find_tables()
            page.close()


def whole_way(path: Path, database: "Engine") -> None:
    """From the file to rows in SQLite, where they replace those of the round before."""
    from ingest.pipeline import read_plan
    from models.store import save_plan

    save_plan(database, read_plan(path, "never"), force=True)


def seconds(action: Callable[[], None]) -> float:
    """Processor seconds: what else runs on the machine then matters little."""
    start = time.process_time()
    action()
    return time.process_time() - start


def repeat_pages(path: Path, count: int, target: Path) -> None:
    """Write *path*'s pages over and over to *target* until it has *count* pages."""
    import pypdfium2

    source = pypdfium2.PdfDocument(path)
    output = pypdfium2.PdfDocument.new()
    pages = [index % len(source) for index in range(count)]
    output.import_pages(source, pages)
    output.save(target)


def peak_memory(path: Path, count: int, folder: Path) -> int:
    """Peak resident memory in MiB of a process that reads *path* repeated to *count* pages."""
    target = folder / f"{count}.pdf"
    repeat_pages(path, count, target)
    result = subprocess.run([sys.executable, "-c", PEAK, str(target)], capture_output=True, text=True, check=True)
    return int(result.stdout)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("plan", type=Path)
    parser.add_argument("--tables", action="store_true")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--memory", action="store_true")
    args = parser.parse_args()
    from models.database import open_database

    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        database = open_database(f"sqlite:///{folder / 'plans.db'}")
        whole_way(args.plan, database)  # warm: imports and caches
        ours, theirs = [], []
        for _ in range(args.rounds):
            theirs.append(seconds(lambda: bare(args.plan, args.tables)))
            ours.append(seconds(lambda: whole_way(args.plan, database)))
        database.dispose()
        a, b = statistics.median(ours), statistics.median(theirs)
        print(f"whole way {a:.3f} s of one core, bare pdfplumber {b:.3f} s, ratio of medians {a / b:.2f}")
        if args.memory:
            small, large = (peak_memory(args.plan, count, folder) for count in (50, 500))
            print(f"peak memory: 50 pages {small} MiB, 500 pages {large} MiB, ratio {large / small:.2f}")


if __name__ == "__main__":
    main()
