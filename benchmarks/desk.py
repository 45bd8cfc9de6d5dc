"""How long the pages of the desk take among 100,000 tasks: `python -m benchmarks.desk [--db URL] [--tasks N]`.

Makes up documents of 500 tasks on 50 pages in a database of its own, then asks for each page ten times over HTTP.
"""

import argparse
import asyncio
import random
import statistics
import tempfile
import time
from pathlib import Path

import httpx
from sqlalchemy import Engine

from benchmarks.search import TASKS_A_PLAN, TIMES, make_plan
from models.database import upgrade_database, using_database
from models.plan import Plan
from models.store import save_plan
from review.app import make_app
from review.originals import Originals

TASKS_A_PAGE = 10
PLACES = {
    "the list of documents": "/",
    "the list, filtered, by size": "/?words=lac+ha&order=tasks",
    "a document of 500 tasks, a page with 10": "/documents/3?page=7",
    "the same, all 500 on one page": "/documents/1?page=1",
    "searching": "/search?words=chuyen+doi+so",
    "searching by unit and quarter": "/search?unit=So+phat+trien+du+lich&role=lead&due_before=2026-04-01",
    "units offered while typing": "/units?words=so+ph",
    "the overview": "/overview",
}


def spread(plan: Plan) -> Plan:
    """*plan* with its tasks on pages, as on paper."""
    tasks = (
        task.model_copy(update={"page": 1 + place // TASKS_A_PAGE, "bbox": (50.0, top, 540.0, top + 50.0)})
        for place, task in enumerate(plan.tasks)
        for top in (60.0 + 70.0 * (place % TASKS_A_PAGE),)
    )
    return plan.model_copy(update={"tasks": tuple(tasks)})


async def measure(engine: Engine, store: Path) -> None:
    """Ask for every page, the first time and again."""
    app = make_app(engine, Originals(store), token="key", port=80, host="localhost")
    transport = httpx.ASGITransport(app=app)
    async with httpx.AsyncClient(transport=transport, base_url="http://localhost", follow_redirects=True) as client:
        await client.get("/?token=key")
        print(f"{'':44} {'first':>8} {'median':>8} {'slowest':>8}  ms")
        for name, place in PLACES.items():
            times = []
            for _ in range(TIMES + 1):
                started = time.perf_counter()
                answer = await client.get(place)
                times.append(1000 * (time.perf_counter() - started))
                assert answer.status_code == 200, answer.text
            first, *again = times
            print(
                f"{name:44} {first:8.0f} {statistics.median(again):8.0f} {max(again):8.0f}  {len(answer.content):,} B"
            )


def main() -> None:
    """Read the command line, fill the database, and measure."""
    asking = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asking.add_argument("--db", help="an empty PostgreSQL database; else a SQLite file of its own")
    asking.add_argument("--tasks", type=int, default=100_000)
    asked = asking.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        url = asked.db or f"sqlite:///{Path(folder, 'desk.db')}"
        with using_database(url, check=False) as engine:
            upgrade_database(engine)
            luck = random.Random(7)
            for index in range(asked.tasks // TASKS_A_PLAN):
                plan = make_plan(index, luck)
                save_plan(engine, spread(plan) if index else plan)
            asyncio.run(measure(engine, Path(folder, "files")))


if __name__ == "__main__":
    main()
