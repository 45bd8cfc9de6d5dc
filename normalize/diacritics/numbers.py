"""The surroundings of document numbers: "56 283-KH/TU" begins with "số", "66/202 1/NĐ-CP" is cut in its year."""

import re
from collections.abc import Sequence
from itertools import pairwise

_CODE = re.compile(r"\d{1,5}(?:[-/][A-ZĐ0]|/(?:19|20)\d)")
_NUMBER_WORD = re.compile(r"(?P<first>[sS$58])[6oO0bóòôöõéèêeºdđ](?P<stop>[:.]?)$")
_CUT_YEAR = re.compile(r"\d+/(?P<year>(?:19|20)\d?)$")
_REST_OF_YEAR = re.compile(r"(?P<digits>\d{1,2})/[A-ZĐ]")


def with_number_words(tokens: Sequence[str]) -> tuple[str, ...]:
    """*tokens* of a damaged line with "số" before each document number that has a misread form of it there."""
    mended = list(tokens)
    for i, (word, code) in enumerate(pairwise(tokens)):
        match = _NUMBER_WORD.match(word)
        if match is not None and _CODE.match(code):
            head = "Số" if match["first"] == "S" or (i == 0 and match["stop"] == ":") else "số"
            mended[i] = head + match["stop"]
    return tuple(mended)


def cut_numbers(texts: Sequence[str]) -> list[int]:
    """Places in *texts* of document numbers that a blank cut in their year; the rest stands behind them."""
    found = []
    for i, (head, tail) in enumerate(pairwise(texts)):
        cut, rest = _CUT_YEAR.search(head), _REST_OF_YEAR.match(tail)
        if cut and rest and len(cut["year"]) + len(rest["digits"]) == 4:
            found.append(i)
    return found
