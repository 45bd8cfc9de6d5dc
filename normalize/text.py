"""Letters, spaces and line breaks: the one place that knows how printed Vietnamese becomes clean Vietnamese.

Shared by every stage. Nothing here knows what a word means.
"""

import re
import unicodedata
from functools import lru_cache

LONGEST_WORD = 500
"""Letters: what runs on without a space for longer is no word, and would take readers of words for ever."""
# NUL and halves of surrogate pairs are what broken fonts yield: no letters, and no database takes them.
_INVISIBLE = re.compile(r"[\x00\u00ad\u200b-\u200f\u2060\ufeff\ud800-\udfff]")

# A line that ends inside a document code, and the rest of the code on the next: "57-\nNQ/TW", "63/KH-\nUBND".
_CODE_BREAK = re.compile(r"(?<=[0-9A-ZĐ])([-/])\n(?=[0-9A-ZĐ][0-9A-ZĐa-z]*\b)")
# A year cut where the column was too narrow for the date: "15/01/20\n27".
_YEAR_BREAK = re.compile(r"(?<=\d[/.])([12](?:\d\n\d\d|\n\d{3}|\d\d\n\d))(?!\d)")
# What a cut year needs at least: quick to look for, as most texts lack it.
_FIGURE_BELOW = re.compile(r"\n\d{1,3}(?!\d)")


def nfc(text: str) -> str:
    """*text* in NFC, without soft hyphens, zero-width characters, and what is no character at all."""
    return _INVISIBLE.sub("", unicodedata.normalize("NFC", text))


def squeeze(text: str) -> str:
    """*text* with every run of white space made one space, ends trimmed."""
    return " ".join(text.split())


def flow(text: str) -> str:
    """
    Printed text as running text: wrapped lines joined, codes rejoined, paragraphs kept on lines of their own.

    Args:
        text: as in `models.raw`: "\\n" where a line was wrapped, "\\n\\n" where a paragraph begins.
    """
    paragraphs = re.split(r"\n{2,}", text)
    if _FIGURE_BELOW.search(text):
        paragraphs = [_YEAR_BREAK.sub(lambda year: year[0].replace("\n", ""), p) for p in paragraphs]
    return "\n".join(p for p in (squeeze(_CODE_BREAK.sub(r"\1", paragraph)) for paragraph in paragraphs) if p)


@lru_cache(maxsize=65536)
def fold(text: str) -> str:
    """
    *text* for matching: lower case, marks removed (đ as d), one space between words. Never published.

    One character may not stay one character, so offsets do not carry over to the original: use `fold_letters` for that.
    """
    return squeeze(fold_letters(unicodedata.normalize("NFC", text)))


class _FoldTable(dict[int, str]):
    """Code point to folded letter, filled as letters are met: `str.translate` then runs at the speed of C."""

    def __missing__(self, code: int) -> str:
        letter = chr(code)
        # "\u0110" Đ and "\u00d0" Ð look alike; both are d here, as is "\u00f0" ð.
        folded = "d" if letter in "\u0110\u0111\u00d0\u00f0" else unicodedata.normalize("NFD", letter.lower())[:1]
        self[code] = folded or letter
        return self[code]


_FOLDED = _FoldTable()


def fold_letters(text: str) -> str:
    """*text* (NFC) in lower case without marks, character for character: offsets hold."""
    return text.translate(_FOLDED)
