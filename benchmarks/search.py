"""How long a search takes among 100,000 tasks: `python -m benchmarks.search [--db URL] [--tasks N]`.

Makes up the tasks in a database of its own (a new SQLite file, or the empty PostgreSQL database named), then asks each
question ten times and prints the median and the slowest.
"""

import argparse
import hashlib
import random
import statistics
import tempfile
import time
from collections.abc import Callable
from datetime import date, timedelta
from functools import partial
from pathlib import Path

from sqlalchemy import Engine, func, select

from models import tables as t
from models.corrections import accept_task, edit_task
from models.database import upgrade_database, using_database
from models.desk_tasks import desk_tasks
from models.plan import Assignment, Deadline, Document, Plan, Section, Task
from models.search import Wanted, search_tasks
from models.store import save_plan

VERBS = (
    "Rà soát, cập nhật",
    "Xây dựng",
    "Tham mưu ban hành",
    "Tổ chức triển khai",
    "Kiểm tra, giám sát",
    "Hướng dẫn",
    "Tổng hợp, báo cáo",
    "Phối hợp thực hiện",
    "Đẩy mạnh",
    "Tăng cường",
    "Công khai",
    "Bố trí kinh phí cho",
    "Tập huấn",
    "Đánh giá",
    "Nghiên cứu, đề xuất",
)
OBJECTS = (
    "chuyển đổi số",
    "cải cách hành chính",
    "an toàn thực phẩm",
    "phòng chống thiên tai",
    "bảo đảm trật tự",
    "giáo dục mầm non",
    "bảo vệ môi trường",
    "phát triển du lịch",
    "xây dựng nông thôn mới",
    "dữ liệu đất đai",
    "chăm sóc người cao tuổi",
    "việc làm",
    "hạ tầng giao thông",
    "bảo tồn di sản",
    "khoa học và công nghệ",
    "dịch vụ công trực tuyến",
    "bình đẳng giới",
    "năng lượng",
)
TAILS = (
    "trên địa bàn tỉnh",
    "tại các xã, phường",
    "giai đoạn 2026 - 2030",
    "theo quy định",
    "cho cán bộ, công chức",
    "đến người dân",
    "trong các cơ quan, đơn vị",
    "gắn với nhiệm vụ được giao",
    "bằng nguồn ngân sách",
    "phục vụ chỉ đạo, điều hành",
)
UNITS = [f"{head} {name}" for head in ("Sở", "Phòng", "Ban", "Trung tâm") for name in OBJECTS]
RARE = "thả diều"
TASKS_A_PLAN = 500
TIMES = 10


def make_task(number: int, luck: random.Random) -> Task:
    """A task of running words, one in ten thousand with rare ones."""
    text = (
        f"{luck.choice(VERBS)} {luck.choice(OBJECTS)}, {luck.choice(OBJECTS)} {luck.choice(TAILS)} {luck.choice(TAILS)}"
    )
    if number % 10_000 == 77:
        text += f" và {RARE}"
    due = date(2026, 1, 1) + timedelta(days=luck.randrange(1800))
    lead, other = luck.sample(UNITS, 2)
    return Task(
        section="II",
        group=None,
        label=str(number),
        text=text,
        assignments=(
            Assignment(unit=lead, role="lead", is_group=False, text=lead),
            Assignment(unit=other, role="coordinate", is_group=False, text=other),
        ),
        deliverable="Kế hoạch, báo cáo",
        deadline=Deadline(text=f"{due:%d/%m/%Y}", start_on=None, due_on=due, recurrence=None, condition=None),
        note=None,
        page=1,
        bbox=(50.0, 100.0, 300.0, 120.0),
        confidence=0.99,
    )


def make_plan(index: int, luck: random.Random) -> Plan:
    """One document full of tasks."""
    document = Document(
        source=f"plan-{index:05}.pdf",
        sha256=hashlib.sha256(str(index).encode()).hexdigest(),
        page_count=30,
        kind="plan",
        number=f"{index + 1}/KH-UBND",
        title="Chương trình công tác",
        label=None,
        issuer="Ủy ban nhân dân tỉnh Lạc Hà",
        parent_issuer=None,
        place="Lạc Hà",
        issued_on=date(2026, 1, 5),
        year=2026,
        signer=None,
        recipients=(),
        attached_to=None,
        text_source="text_layer",
    )
    section = Section(path="II", label="II", title="NHIỆM VỤ", role="tasks", declared_tasks=None, page=1)
    tasks = tuple(make_task(index * TASKS_A_PLAN + number, luck) for number in range(TASKS_A_PLAN))
    return Plan(document=document, sections=(section,), tasks=tasks, targets=(), citations=(), findings=())


QUESTIONS = {
    "a rare phrase, with marks": Wanted(RARE),
    "the same without marks": Wanted("tha dieu"),
    "two common words": Wanted("chuyển đổi"),
    "a common phrase without marks": Wanted("chuyen doi so"),
    "one word that is everywhere": Wanted("báo"),
    "four words": Wanted("rà soát dữ liệu đất đai"),
    "words, a unit in the lead, a quarter": Wanted(
        "báo cáo", unit="so phat trien du lich", role="lead", due_after=date(2026, 7, 1), due_before=date(2026, 10, 1)
    ),
    "a unit and a quarter, no words": Wanted(unit="Sở phát triển du lịch", due_before=date(2026, 4, 1)),
    "words in one document": Wanted("báo cáo", documents=("7/KH-UBND",)),
    "words that are nowhere": Wanted("tàu ngầm"),
}


def timed(act: Callable[[], object]) -> str:
    """Median and slowest of several times, in milliseconds."""
    times = []
    for _ in range(TIMES):
        started = time.perf_counter()
        act()
        times.append(1000 * (time.perf_counter() - started))
    return f"{statistics.median(times):8.1f} {max(times):8.1f}"


def measure(engine: Engine, tasks: int) -> None:
    """Fill the database and ask."""
    luck = random.Random(7)
    started = time.perf_counter()
    with engine.connect() as connection:
        there = connection.scalar(select(func.count()).select_from(t.documents)) or 0
    for index in range(there, tasks // TASKS_A_PLAN):
        save_plan(engine, make_plan(index, luck))
    print(f"{engine.dialect.name}: {tasks:,} tasks in {time.perf_counter() - started:.0f} s")
    print(f"{'':40} {'median':>8} {'slowest':>8}  ms")
    for name, wanted in QUESTIONS.items():
        found = search_tasks(engine, wanted)
        print(f"{name:40} {timed(partial(search_tasks, engine, wanted))}  {len(found.hits)} shown")
    desk = desk_tasks(engine, 1)
    print(f"{'the desk of a document of 500 tasks':40} {timed(lambda: desk_tasks(engine, 1))}")
    print(f"{'accepting a task of it':40} {timed(lambda: accept_task(engine, desk[7].id, who='benchmark'))}")
    texts = iter(f"Văn bản thứ {number}" for number in range(1000))
    seen = [desk[9].task.text]

    def edit() -> None:
        seen.append(next(texts))
        edit_task(engine, desk[9].id, "text", seen[-2], seen[-1], who="benchmark")

    print(f"{'correcting the text of one':40} {timed(edit)}")


def main() -> None:
    """Read the command line and measure."""
    asking = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asking.add_argument("--db", help="an empty PostgreSQL database; else a SQLite file of its own")
    asking.add_argument("--tasks", type=int, default=100_000)
    asked = asking.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        url = asked.db or f"sqlite:///{Path(folder, 'search.db')}"
        with using_database(url, check=False) as engine:
            upgrade_database(engine)
            measure(engine, asked.tasks)


if __name__ == "__main__":
    main()
