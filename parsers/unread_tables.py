"""Heads of tables that stand among the lines of the text: the table below them came without rules and was not read."""

import re
from collections.abc import Iterator, Sequence

from models.blocks import Line
from models.finding import Finding
from normalize.text import fold

_NUMBER_HEAD = re.compile(r"(?:s ?tt|so tt|tt)\b")
_FIRST_LABEL = re.compile(r"(?:1|I|A)[.)]?(?:\s|$)")
_KINDS = tuple(
    re.compile(words)
    for words in (
        r"nhiem vu|noi dung|cong viec|hoat dong",
        r"chu tri|don vi thuc hien|co quan thuc hien",
        r"phoi hop",
        r"thoi gian|thoi han|tien do",
        r"san pham|ket qua",
        r"ghi chu|kinh phi",
    )
)
"""What heads of columns say."""
LEAST_KINDS = 3
"""Kinds of column that must be named for lines to be a head."""
MOST_LINES, MOST_LETTERS = 14, 160
"""What a head takes up at most, a column a line."""


def check_unread(lines: Sequence[Line]) -> Iterator[Finding]:
    """A finding for each page with the head of a table that no table was made of."""
    told: set[int] = set()
    for at, line in enumerate(lines):
        if line.page not in told and _NUMBER_HEAD.match(fold(line.text)) and _is_head(lines[at : at + MOST_LINES]):
            told.add(line.page)
            yield Finding(
                severity="warning", code="table-not-read", page=line.page,
                message=f"Trang {line.page} có bảng không kẻ khung mà chương trình không đọc được thành bảng; "
                "đơn vị, thời hạn ghi trong bảng có thể thiếu hoặc lẫn vào nhiệm vụ khác.",
            )  # fmt: skip


def _is_head(lines: Sequence[Line]) -> bool:
    """Whether *lines* name the columns of a table, up to its first number."""
    text = ""
    for line in lines:
        if _FIRST_LABEL.match(line.text) or len(text) + len(line.text) > MOST_LETTERS:
            break
        text += f" {line.text}"
    head = fold(text)
    return sum(bool(kind.search(head)) for kind in _KINDS) >= LEAST_KINDS
