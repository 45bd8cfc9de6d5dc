"""Restores running text, line for line."""

import re

from normalize.diacritics.gate import bad_pages, find_damage, may_be_thinned
from normalize.diacritics.holes import dig_holes
from normalize.diacritics.reading import read_rows
from normalize.diacritics.thinned import is_thinned
from normalize.diacritics.words import Row
from normalize.text import nfc

_TOKEN = re.compile(r"\S+")


def restore_text(text: str) -> str:
    """
    *text* with lost or damaged diacritics put back, line for line; clean text comes back as it is, in NFC.

    Letters of another encoding ("á»§y ban", "ke^' hoa.ch") are decoded first. Spaces and blank lines stay where they
    are; form feeds part pages, each judged for itself.
    """
    from normalize.encodings import decode_text  # which asks the model whether it decoded well

    pages = nfc(decode_text(text)).split("\f")
    pages = [_dug(page) for page in pages]
    extents = bad_pages(pages)
    looked_at = [i for i, page in enumerate(pages) if i in extents or may_be_thinned(page)]
    rows = {i: _rows(pages[i].split("\n")) for i in looked_at}
    extents |= {i: "marks" for i in looked_at if extents.get(i) not in ("page", "bars") and is_thinned(rows[i])}
    flat = [(row, extents[i]) for i in extents for row in rows[i]]
    ours, bad = [row for row, _ in flat], [extent for _, extent in flat]
    readings = iter(read_rows(ours, find_damage(ours, bad)))
    for i in extents:
        pages[i] = "\n".join(_fill(line, [r.text for r in next(readings)]) for line in pages[i].split("\n"))
    return "\f".join(pages)


def _dug(page: str) -> str:
    """*page* with the signs for lost letters made holes."""
    return _fill(page, dig_holes(page.split()))


def _rows(lines: list[str]) -> list[Row]:
    """A line goes on from the one before unless a blank line parts them."""
    return [Row(tuple(line.split()), opens=i == 0 or not lines[i - 1].strip()) for i, line in enumerate(lines)]


def _fill(line: str, words: list[str]) -> str:
    """*line* with its tokens replaced by *words*; an empty word was joined to the one before, with its space."""
    filled, end = [], 0
    for match, word in zip(_TOKEN.finditer(line), words, strict=True):
        if word:
            filled.append(line[end : match.start()] + word)
        end = match.end()
    return "".join(filled) + line[end:]
