"""`docs/database.md` says what the tables are, and its queries run."""

import re
from pathlib import Path

import pytest
from sqlalchemy import Engine, Table, text

from models import tables as t
from models.store import save_plan
from tests.models.plans import make_plan

PAGE = (Path(__file__).parents[2] / "docs" / "database.md").read_text("utf-8")
QUERIES = re.findall(r"```sql\n(.*?)```", PAGE, re.S)


def documented(name: str) -> list[list[str]]:
    """The cells of the table under the heading *name*, without its head."""
    part = PAGE.split(f"\n### {name}\n")[1].split("\n### ")[0]
    rows = [line.strip("|").split("|") for line in part.splitlines() if line.startswith("|")]
    return [[cell.strip() for cell in row] for row in rows[2:]]


@pytest.mark.parametrize("table", t.metadata.sorted_tables, ids=lambda table: table.name)
def test_the_page_describes_every_column(table: object) -> None:
    """Name, whether it may be empty, and meaning are those of the table, in its order."""
    assert isinstance(table, Table)
    expected = [[column.name, "may be" if column.nullable else "", column.comment] for column in table.columns]
    assert [[name, empty, meaning] for name, _, empty, meaning in documented(table.name)] == expected
    assert f"### {table.name}\n\n{table.comment}\n" in PAGE


def test_the_page_describes_the_overview() -> None:
    """Every column of the view, in its order."""
    assert documented("task_overview") == [list(pair) for pair in t.OVERVIEW_COLUMNS]


def test_the_page_s_queries_run(engine: Engine) -> None:
    """Each of them answers on both databases, and finds the plan that is there."""
    save_plan(engine, make_plan(issued_on=None))
    assert len(QUERIES) == 6
    for query in QUERIES:
        with engine.connect() as connection:
            connection.execute(text(query)).all()
    with engine.connect() as connection:
        assert connection.execute(text(QUERIES[1])).all() == [("Văn phòng Sở", 2, 0)]
        assert connection.execute(text(QUERIES[3])).all() == [("lac-ha.pdf", "12/KH-SVH", 1)]
