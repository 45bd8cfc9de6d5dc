"""A batch of generated plans: how fast, with one process and with several, how much memory, how fast a rerun is.

    python -m benchmarks.batch [--documents 1000] [--part 200] [--pages 5] [--jobs 2] [--db postgresql://... (emptied)]

Several processes read all documents, one process a part of them; each run goes into an empty SQLite file, or into the
database named. The clock starts when the first document is in: starting the processes takes the same time for ten
documents and for a million. Memory is the resident set of this process, which writes, and of all that it started,
looked at every few documents; the middle of each tenth of the run counts.
"""

import argparse
import os
import random
import statistics
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sqlalchemy import func, select

from ingest.batch import ingest_files
from ingest.crew import Effort
from ingest.inputs import find_inputs
from ingest.outcome import FileOutcome
from models import tables as t
from models.database import upgrade_database, using_database

FONT = Path("/usr/share/fonts/truetype/liberation2/LiberationSerif-Regular.ttf")
TASKS_A_PAGE = 20
UNITS = ("Phòng Nghiệp vụ Y", "Văn phòng Sở", "Phòng Kế hoạch - Tài chính", "Trung tâm Kiểm soát bệnh tật")
DOINGS = ("Rà soát quy trình", "Tập huấn cán bộ", "Kiểm tra cơ sở", "Công khai kết quả", "Cập nhật cơ sở dữ liệu")
LOOKS = 5
"""Documents between two looks at the memory: a look takes this process some milliseconds."""


@dataclass
class Course:
    """How a run went, document by document."""

    started: float = field(default_factory=time.monotonic)
    ends: list[float] = field(default_factory=list)
    """Seconds from the start to each document's end."""
    busy: list[float] = field(default_factory=list)
    """Processor seconds of this process, the writer, at each document's end."""
    memory_mb: list[float] = field(default_factory=list)
    pages: list[int] = field(default_factory=list)

    def tell(self, outcome: FileOutcome) -> None:
        """One more document is in."""
        self.ends.append(time.monotonic() - self.started)
        self.busy.append(time.process_time())
        self.pages.append(outcome.content.pages if outcome.content else 0)
        if len(self.ends) % LOOKS == 0:
            self.memory_mb.append(resident_mb())

    @property
    def rate(self) -> float:
        """Pages a second from the first document's end to the last one's."""
        return sum(self.pages[1:]) / (self.ends[-1] - self.ends[0])

    def memory(self) -> tuple[float, float]:
        """In the second and in the last tenth of the run."""
        tenth = max(1, len(self.memory_mb) // 10)
        return statistics.median(self.memory_mb[tenth : 2 * tenth]), statistics.median(self.memory_mb[-tenth:])

    def pace(self, seconds: Sequence[float]) -> tuple[float, float]:
        """Milliseconds a document in the second and in the last tenth of the run: in the first, processes start."""
        tenth = max(1, len(seconds) // 10)
        second, last = seconds[2 * tenth - 1] - seconds[tenth - 1], seconds[-1] - seconds[-tenth - 1]
        return 1000 * second / tenth, 1000 * last / tenth


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("--documents", type=int, default=1000)
    parser.add_argument("--part", type=int, default=200, help="documents that one process reads")
    parser.add_argument("--pages", type=int, default=5)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--db")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place, "plans")
        folder.mkdir()
        for number in range(asked.documents):
            write_plan(folder / f"{number:05}.pdf", number, asked.pages)
        files = [str(file) for file in sorted(folder.iterdir())]
        with database(asked.db, Path(place, "one.db")) as engine:
            one = run(engine, files[: asked.part], 1)
        with database(asked.db, Path(place, "many.db")) as engine:
            many = run(engine, files, asked.jobs)
            with engine.connect() as connection:
                tasks = connection.scalar(select(func.count()).select_from(t.tasks))
            again = run(engine, files, asked.jobs)
    print(f"{asked.documents} documents, {sum(many.pages)} pages, {tasks} tasks; {os.cpu_count()} cores")
    print(f"1 process       {one.rate:8.1f} pages/s ({sum(one.pages)} pages)")
    print(f"{asked.jobs} processes     {many.rate:8.1f} pages/s, {many.rate / one.rate:.2f} times one")
    print(f"a rerun         {again.ends[-1]:8.2f} s, {many.ends[-1] / again.ends[-1]:.0f} times as fast as the first")
    print("in the                           2nd tenth     last    ratio")
    for name, (second, last) in (
        ("memory, MB", many.memory()),
        ("a document, ms", many.pace(many.ends)),
        ("the writer's processor, ms", many.pace(many.busy)),
    ):
        print(f"{name:30} {second:11.1f} {last:8.1f} {last / second:8.2f}")


@contextmanager
def database(url: str | None, file: Path) -> Iterator[Any]:
    """An empty database."""
    with using_database(url or f"sqlite:///{file}", check=False) as engine:
        upgrade_database(engine)
        if url:
            with engine.begin() as connection:
                connection.exec_driver_sql("TRUNCATE documents, units, runs RESTART IDENTITY CASCADE")
        yield engine


def run(engine: Any, files: Sequence[str], jobs: int) -> Course:
    """One ingest of these files."""
    inputs = find_inputs(files)
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
        text.setLeading(15)
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
        for count in range(TASKS_A_PAGE):
            task += 1
            doing = DOINGS[(task + page + number) % len(DOINGS)]
            text.textLine(f"{count + 1}. {doing} số {task}, bảo đảm đúng tiến độ và chất lượng.")
            text.textLine(
                f"Giao {chance.choice(UNITS)} chủ trì. Thời gian: Quý {chance.choice(('II', 'III', 'IV'))}/2027."
            )
        canvas.drawText(text)
        canvas.showPage()
    canvas.save()


if __name__ == "__main__":
    main()
