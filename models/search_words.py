"""The words of a task as the full-text search knows them."""

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

from sqlalchemy import Connection, select

from models import tables as t
from models.bulk import CHUNK, chunks_of, insert_rows
from models.plan import Task
from models.rows import Values

_WORD = re.compile(r"[^\W_]+")


class _BareTable(dict[int, str]):
    """Code point to the letter without its marks, filled as letters are met, for `str.translate`."""

    def __missing__(self, code: int) -> str:
        # "\u0111" đ has no mark that could be taken off; "\u00f0" ð looks like it and comes from careless typing.
        letters = "d" if code in (0x111, 0xF0) else _MARKS.sub("", unicodedata.normalize("NFD", chr(code)))
        self[code] = unicodedata.normalize("NFC", letters)
        return self[code]


_MARKS = re.compile("[\u0300-\u036f]+")
_BARE = _BareTable()
INDEXED_AT_ONCE = 5000
INDEXED_LETTERS = 100_000
"""Letters of one task that can be searched: PostgreSQL holds a megabyte of words and their places, no more."""


def words_of(text: str) -> str:
    """*text* as lower-case words with one space between them, marks kept: "63/KH-UBND" is "63 kh ubnd"."""
    return " ".join(_WORD.findall(unicodedata.normalize("NFC", text.lower())))


def without_marks(text: str) -> str:
    """*text*, which is in lower case, without the marks of Vietnamese."""
    if text.isascii():
        return text
    return text.translate(_BARE)


def whole_name(asked: str) -> str | None:
    """The name in *asked* where it stands in quotes, which ask for that name and no longer one; else None."""
    text = asked.strip()
    return text[1:-1].strip() or None if len(text) > 2 and text[0] == text[-1] == '"' else None


def indexed_words(texts: Iterable[str | None]) -> str:
    """
    The words of *texts* with their marks and then, where that differs, without: either way of typing finds them.
    """
    both = [_words_and_bare(text) for text in texts if text]
    plain = "\n".join(words for words, _ in both)
    if len(plain) > INDEXED_LETTERS:
        plain = plain[:INDEXED_LETTERS]
        bare = without_marks(plain)
    else:
        bare = "\n".join(bare for _, bare in both)
    return plain if bare == plain else f"{plain}\n{bare}"


@lru_cache(maxsize=4096)
def _words_and_bare(text: str) -> tuple[str, str]:
    """Words with and without marks; names of units and deliverables come again in every task."""
    words = words_of(text)
    return words, without_marks(words)


def task_words(task: Task) -> str:
    """All that a search finds *task* by."""
    condition = task.deadline.condition if task.deadline else None
    units = dict.fromkeys(assignment.unit for assignment in task.assignments)
    return indexed_words((task.text, task.group, task.deliverable, task.note, condition, *units))


def index_all(connection: Connection) -> None:
    """Write the words of every task in the database."""
    task = t.tasks.c
    columns = (task.id, task.text, task.group, task.deliverable, task.note, task.condition)
    naming = select(t.assignments.c.task_id, t.units.c.name).join(t.units).order_by(t.assignments.c.position)
    last = 0
    while rows := connection.execute(
        select(*columns).where(task.id > last).order_by(task.id).limit(INDEXED_AT_ONCE)
    ).all():
        units: dict[int, dict[str, None]] = {row.id: {} for row in rows}
        for chunk in chunks_of(units, CHUNK):
            for task_id, name in connection.execute(naming.where(t.assignments.c.task_id.in_(chunk))):
                units[task_id][name] = None
        words: list[Values] = [{"task_id": row.id, "words": indexed_words((*row[1:], *units[row.id]))} for row in rows]
        insert_rows(connection, t.task_search, words)
        last = rows[-1].id
