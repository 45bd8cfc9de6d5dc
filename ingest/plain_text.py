"""Reads a text file as if it were printed: its letters on a grid, so that parsers see lines and margins as on a page.

Somebody else took the text out of a document; line breaks and leading spaces are all that is left of its layout.
"""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from ingest.text_tables import Laid, laid_out
from models.errors import FileMissing, NotAPlanFile
from models.page import Page, Stroke, Word
from normalize.text import LONGEST_WORD, nfc

LETTER = 6.0
"""Points: width of every letter."""
LINE = 14.0
"""Points from line to line."""
SIZE = 12.0
ABOVE = 1.0
"""Points: a rule is drawn so far above its row."""
MARGIN = 56.0
LINES_A_PAGE = 52
LONGEST_LINE = 110
"""Letters: a longer line is a whole paragraph, and is wrapped as a page would."""
WRAPPED_AT = 90
MOST_BROKEN = 0.02
"""Share of letters that may be broken in a text."""
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_TOKEN = re.compile(r"\S+")
_ENDLESS = re.compile(rf"\S{{{LONGEST_WORD}}}(?=\S)")


def read_text_file(path: Path) -> Iterator[Page]:
    """
    The pages of the text file at *path*: parted by form feeds, or, in a text without any, where a page is full.

    Raises:
        FileMissing: the file may not be opened.
        NotAPlanFile: its bytes are no text, or it holds nothing but spaces.
    """
    from normalize.encodings import decode_text

    text = nfc(decode_text(read_text(path))).replace("\r\n", "\n").replace("\r", "\n")
    if not text.strip():
        raise NotAPlanFile(f"{path.name} is empty.", "Ask for the file again; this copy holds nothing.")
    sheets = _lines(text.rstrip("\f\n").split("\f"))
    if len(sheets) == 1:
        sheets = list(_cut(sheets[0]))
    for number, lines in enumerate(sheets, start=1):
        yield _page(number, lines)


def _lines(sheets: list[str]) -> list[list[Laid]]:
    laid = laid_out([_ENDLESS.sub(r"\g<0>\n", sheet).split("\n") for sheet in sheets])
    return [[part for line in sheet for part in _fitted(line)] for sheet in laid]


def _fitted(line: Laid) -> Iterable[Laid]:
    return [line] if line.edges else map(Laid, _wrapped(line.text.expandtabs(4).rstrip()))


def _cut(lines: list[Laid]) -> Iterator[list[Laid]]:
    """*lines* in pages, none cut within a row of a table that has room on the next."""
    while lines:
        end = min(LINES_A_PAGE, len(lines))
        while end > LINES_A_PAGE // 2 and end < len(lines) and lines[end].edges and not lines[end].above:
            end -= 1
        yield lines[:end]
        lines = lines[end:]


def read_text(path: Path) -> str:
    """
    The file's text: UTF-8, UTF-16, or what Vietnamese was written in before.

    Raises:
        FileMissing: the file may not be opened.
        NotAPlanFile: its bytes are no text.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        raise FileMissing(
            f"{path.name} cannot be opened: {error.strerror}.", "Check the path and its rights."
        ) from error
    return decoded(data, path.name)


def decoded(data: bytes, name: str) -> str:
    """
    The text in *data*: UTF-8, UTF-16, or what Vietnamese was written in before; *name* is what to call it.

    Raises:
        NotAPlanFile: the bytes are no text.
    """
    encoding = "utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        from normalize.encodings import decode_bytes

        old = decode_bytes(data)
        if old is not None:
            return old
        almost = data.decode(encoding, "replace")
        if _is_almost_text(almost):
            return almost
        if data.startswith(b"%PDF"):
            raise NotAPlanFile(f"{name} is a PDF, not a text.", "Give the file by its name, ending in .pdf.") from error
        raise NotAPlanFile(
            f"{name} is not a text in UTF-8 or UTF-16.", "Save it again as a text file in UTF-8."
        ) from error


def _is_almost_text(decoded: str) -> bool:
    """Whether only some bytes of a text are broken: cut letters, a stray from another file."""
    broken = decoded.count("\ufffd")
    return broken <= MOST_BROKEN * len(decoded) and not _CONTROL.search(decoded)


def _wrapped(line: str) -> Iterator[str]:
    """*line* as a page would break it; what continues keeps no indent."""
    while len(line) > LONGEST_LINE:
        cut = line.rfind(" ", 1, WRAPPED_AT + 1)
        if cut <= 0 or not line[:cut].strip():
            break
        yield line[:cut].rstrip()
        line = line[cut + 1 :].lstrip()
    yield line


def _page(number: int, lines: list[Laid]) -> Page:
    words = tuple(_words([line.text for line in lines]))
    longest = max((max(len(line.text), *line.edges[-1:], 0) for line in lines), default=0)
    return Page(
        number=number,
        width=2 * MARGIN + LETTER * max(longest, WRAPPED_AT - 10),
        height=2 * MARGIN + LINE * max(len(lines), LINES_A_PAGE),
        words=words,
        strokes=tuple(_rules(lines)),
        route_reason="a text file; its layout is made up from lines and spaces",
    )


def _rules(lines: list[Laid]) -> Iterator[Stroke]:
    """The rules of the tables among *lines*: about each row, and between its cells."""
    for index, line in enumerate(lines):
        if not line.edges:
            continue
        top = MARGIN + LINE * index - ABOVE
        whole = (line.edges[0], line.edges[-1])
        for left, right in line.above:
            yield Stroke((MARGIN + LETTER * left, top, MARGIN + LETTER * right, top))
        for edge in line.edges:
            yield Stroke((MARGIN + LETTER * edge, top, MARGIN + LETTER * edge, top + LINE))
        if index + 1 == len(lines) or not lines[index + 1].edges:
            yield Stroke((MARGIN + LETTER * whole[0], top + LINE, MARGIN + LETTER * whole[1], top + LINE))


def _words(lines: list[str]) -> Iterator[Word]:
    for index, line in enumerate(lines):
        top = MARGIN + LINE * index
        for match in _TOKEN.finditer(line):
            x0, x1 = (MARGIN + LETTER * place for place in match.span())
            yield Word(match.group(), (x0, top, x1, top + SIZE), SIZE)
