"""A batch of generated plans: pages a second with one process and with two, memory, and how fast a rerun is.

    python -m benchmarks.batch [--documents 1000] [--pages 5] [--jobs 2] [--db postgresql://... (emptied)]

Each run goes into an empty SQLite file, or into the database named. Memory is the resident set of this process, which
writes, and of all that it started, looked at whenever a document is in; the middle of each tenth of the run counts.
"""

import argparse
import os
import random
import statistics
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ingest.batch import Effort, FileOutcome, ingest_files
from ingest.inputs import find_inputs
from models.database import upgrade_database, using_database

FONT = Path("/usr/share/fonts/truetype/liberation2/LiberationSerif-Regular.ttf")
LINES_A_PAGE = 40
UNITS = ("Phòng Nghiệp vụ Y", "Văn phòng Sở", "Phòng Kế hoạch - Tài chính", "Trung tâm Kiểm soát bệnh tật")
DOINGS = ("Rà soát quy trình", "Tập huấn cán bộ", "Kiểm tra cơ sở", "Công khai kết quả", "Cập nhật cơ sở dữ liệu")


@dataclass
class Course:
    """How a run went, document by document."""

    started: float = field(default_factory=time.monotonic)
    ends: list[float] = field(default_factory=list)
    memory_mb: list[float] = field(default_factory=list)
    pages: int = 0

    def tell(self, outcome: FileOutcome) -> None:
        """One more document is in."""
        self.ends.append(time.monotonic() - self.started)
        self.memory_mb.append(resident_mb())
        self.pages += outcome.content.pages if outcome.content else 0

    @property
    def rate(self) -> float:
        """Pages a second over the whole run."""
        return self.pages / self.ends[-1]

    def middles(self) -> tuple[float, float]:
        """Memory in the second and in the last tenth of the run."""
        tenth = max(1, len(self.ends) // 10)
        return statistics.median(self.memory_mb[tenth : 2 * tenth]), statistics.median(self.memory_mb[-tenth:])

    def paces(self) -> tuple[float, float]:
        """Seconds a document in the second and in the last fifth of the run: the first one starts the processes."""
        fifth = max(1, len(self.ends) // 5)
        return (self.ends[2 * fifth - 1] - self.ends[fifth - 1]) / fifth, (
            self.ends[-1] - self.ends[-fifth - 1]
        ) / fifth


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("--documents", type=int, default=1000)
    parser.add_argument("--pages", type=int, default=5)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--db")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place, "plans")
        folder.mkdir()
        for number in range(asked.documents):
            write_plan(folder / f"{number:05}.pdf", number, asked.pages)
        with database(asked.db, Path(place, "one.db")) as engine:
            one = run(engine, folder, 1)
        with database(asked.db, Path(place, "many.db")) as engine:
            many = run(engine, folder, asked.jobs)
            again = run(engine, folder, asked.jobs)
    print(f"{asked.documents} documents of {asked.pages} pages, {many.pages} pages; {os.cpu_count()} cores")
    print(f"1 process       {one.rate:7.1f} pages/s")
    print(f"{asked.jobs} processes     {many.rate:7.1f} pages/s, {many.rate / one.rate:.2f} times one")
    print("memory          {:7.0f} MB in the second tenth, {:.0f} MB in the last".format(*many.middles()))
    print("a document      {:7.3f} s in the second fifth, {:.3f} s in the last".format(*many.paces()))
    print(f"a rerun         {again.ends[-1]:7.2f} s, {many.ends[-1] / again.ends[-1]:.0f} times as fast as the first")


@contextmanager
def database(url: str | None, file: Path) -> Iterator[Any]:
    """An empty database."""
    with using_database(url or f"sqlite:///{file}", check=False) as engine:
        upgrade_database(engine)
        if url:
            with engine.begin() as connection:
                connection.exec_driver_sql("TRUNCATE documents, units, runs RESTART IDENTITY CASCADE")
        yield engine


def run(engine: Any, folder: Path, jobs: int) -> Course:
    """One ingest of the whole folder."""
    inputs = find_inputs([str(folder)])
    course = Course()
    summary = ingest_files(engine, inputs, effort=Effort(ocr="never", jobs=jobs), tell=course.tell)
    assert summary.exit_code == 0, summary.failed
    return course


def resident_mb() -> float:
    """Resident memory of this process and of all below it."""
    parents = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdecimal():
            try:
                parents[int(entry.name)] = int((entry / "stat").read_text().rsplit(")", 1)[1].split()[1])
            except OSError:
                continue
    below, grown = {os.getpid()}, True
    while grown:
        found = {number for number, parent in parents.items() if parent in below} - below
        below |= found
        grown = bool(found)
    pages = 0
    for number in below:
        try:
            pages += int(Path(f"/proc/{number}/statm").read_text().split()[1])
        except OSError:
            continue
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


def write_plan(file: Path, number: int, pages: int) -> None:
    """A plan with a letterhead, sections and numbered tasks; no two are the same."""
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont
    from reportlab.pdfgen.canvas import Canvas

    pdfmetrics.registerFont(TTFont("Serif", str(FONT)))
    chance = random.Random(number)
    canvas = Canvas(str(file))
    task = 0
    for page in range(pages):
        text = canvas.beginText(71, 780)
        text.setFont("Serif", 12)
        text.setLeading(17)
        if not page:
            for line in (
                "SỞ Y TẾ LẠC HÀ",
                f"Số: {number}/KH-SYT",
                "",
                "KẾ HOẠCH",
                f"Công tác y tế năm {2020 + number % 8}",
                "",
            ):
                text.textLine(line)
        text.textLine(f"{('I', 'II', 'III', 'IV', 'V', 'VI', 'VII', 'VIII', 'IX', 'X')[page % 10]}. NHIỆM VỤ")
        for count in range(LINES_A_PAGE // 2 - 4):
            task += 1
            text.textLine(f"{count + 1}. {chance.choice(DOINGS)} số {task}, bảo đảm đúng tiến độ và chất lượng.")
            text.textLine(
                f"Giao {chance.choice(UNITS)} chủ trì. Thời gian: Quý {chance.choice(('II', 'III', 'IV'))}/2027."
            )
        canvas.drawText(text)
        canvas.showPage()
    canvas.save()


if __name__ == "__main__":
    main()
