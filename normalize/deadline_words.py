"""The vocabulary of deadlines, from `data/deadlines.toml`, ready to match folded text with."""

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from models.plan import Recurrence
from normalize.text import fold

_CYCLES: tuple[Recurrence, ...] = ("monthly", "quarterly", "semiannual", "yearly", "continuous")
"""Shortest first; "thương xuyên" gives way to any cycle that is named."""


_NO_RULE = (
    r"(?!\w)(?!(?<=\bquy)\s+(?:dinh|che|mo|trinh|hoach|dong)\b)(?!(?<=\bcua thang)\s*\d)(?!(?<=\bcuoi quy)\s*[ivlx\d])"
)
""""quý" and "quy" fold alike: "báo cáo quý" is a cycle, "báo cáo quy định" is none; nor is "ngày cuối tháng 6"."""


_HOUR = r"\d{1,2}\s?(?:gio|h)(?:\s?\d{2})?(?:\s?phut)?"


@dataclass(frozen=True, slots=True)
class DeadlineWords:
    """The vocabulary of deadlines, compiled over folded text."""

    cycles: tuple[tuple[Recurrence, re.Pattern[str]], ...]
    cycle_opening: re.Pattern[str]
    """The frequency words that open an item."""
    due: re.Pattern[str]
    """Ends where the date begins; group "word" is the word that decides."""
    finishing: re.Pattern[str]
    start: re.Pattern[str]
    start_after: re.Pattern[str]
    condition_opening: re.Pattern[str]
    condition_inside: re.Pattern[str]
    done: re.Pattern[str]
    named: re.Pattern[str]
    target: re.Pattern[str]


@lru_cache(maxsize=1)
def deadline_words() -> DeadlineWords:
    """The vocabulary that the project ships."""
    with (Path(__file__).parent / "data" / "deadlines.toml").open("rb") as file:
        data = tomllib.load(file)
    between = rf"(?:\s+(?:{_any(data['between']['words'])}|{_HOUR}))*\s*[:(]?\s*$"
    every = _any(word for cycle in _CYCLES for word in data["recurrence"][cycle])
    opening = _any(data["condition"]["openings"])
    return DeadlineWords(
        cycles=tuple(
            (cycle, re.compile(rf"(?<!\w)(?:{_any(data['recurrence'][cycle])}){_NO_RULE}")) for cycle in _CYCLES
        ),
        cycle_opening=re.compile(rf"\s*(?:dinh ky\s+)?(?:{every})(?:(?:\s*,\s*|\s+va\s+)(?:{every}))*{_NO_RULE}"),
        due=re.compile(rf"(?<!\w)(?P<word>{_any(data['due']['words'])}){between}"),
        finishing=re.compile(rf"(?<!\w)(?P<word>{_any(data['due']['finishing'])}){between}"),
        start=re.compile(
            rf"(?<!\w)(?:(?P<word>{_any(data['start']['words'])}){between}"
            # "tuần đầu tháng 3" begins with the month and does not go on after it.
            rf"|(?<!tuan )(?<!nua )(?<!ngay )(?:{_any(data['start']['adjacent'])})\s*$)"
        ),
        start_after=re.compile(rf"\s*(?:{_any(data['start']['after'])})(?!\w)"),
        condition_opening=re.compile(rf"[\s(\-–+]*(?:{opening})(?!\w)"),
        condition_inside=re.compile(rf"(?<=[\s,;(])(?:{opening})(?!\w)"),
        done=re.compile(rf"[\s(]*(?:{_any(data['done']['words'])})(?!\w)"),
        named=re.compile(rf"(?<!\w)(?:{_any(data['named']['words'])})(?!\w)"),
        target=re.compile(rf"(?<!\w)(?:{_any(data['target']['words'])})(?!\w)|%|(?<!\w)dat\s*[>≥]?\s*\d"),
    )


def _any(words: Iterable[str]) -> str:
    """Source of a pattern for any of *words*, folded, the longest first; a slash may stand between spaces."""
    folded = sorted({fold(word) for word in words}, key=len, reverse=True)
    return "|".join(re.escape(word).replace(r"\ ", r"\s+").replace("/", r"\s?/\s?") for word in folded)
