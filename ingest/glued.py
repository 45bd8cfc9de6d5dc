"""Parts words that Tesseract read as one: "Đềán" is "Đề án", "SởYtế" is "Sở Y tế"; and joins the figures of a month.

Only where nothing else could be meant: the whole is no syllable of Vietnamese, in one way alone it falls into two or
three, and those are known to follow each other.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache
from itertools import combinations, pairwise

import numpy as np

from ingest.letters import InkWord

_LEAST_LETTERS = 3
_WHOLE = frozenset(
    {
        "vắcxin", "vácxin", "ôtô", "cácbon", "ôxít", "ôxy", "magiê", "xơđăng",
        "êđê", "càphê", "sôcôla", "milimét", "kilômét", "xăngtimét", "xentimét", "đêximét",
    }
)  # fmt: skip
"""Words from other languages that are printed as one."""
_SURE = 0.9
"""Confidence of words that were parted."""
_DATED = re.compile(r"(năm|quý|tháng|ngày)(?=\d)", re.IGNORECASE)
_ONE, _REST_OF_MONTH = re.compile(r"[1Il|i]"), re.compile(r"[012](?:/(?:19|20)\d\d)?[.,;:)]*")


def part_glued(words: list[InkWord]) -> list[InkWord]:
    """The *words* of a page, those parted that are two."""
    return [part for word in words for part in _parted(word)]


def join_months(words: list[InkWord]) -> list[InkWord]:
    """The *words* of a page, months of two figures that came as two words ("Tháng I 1/2026") made one."""
    out: list[InkWord] = []
    for word in words:
        after_month = len(out) > 1 and out[-2].text.lower() == "tháng" and out[-2].line == word.line == out[-1].line
        if after_month and _ONE.fullmatch(out[-1].text) and _REST_OF_MONTH.fullmatch(word.text):
            one = out.pop()
            sure, top = min(one.confidence, word.confidence), min(one.top, word.top)
            out.append(replace(word, text="1" + word.text, left=one.left, top=top, confidence=sure))
        else:
            out.append(word)
    return out


def _parted(word: InkWord) -> Iterator[InkWord]:
    if dated := _DATED.match(word.text):
        cut = word.left + (word.right - word.left) * dated.end() / len(word.text)
        yield replace(word, text=dated[1], right=cut)
        yield replace(word, text=word.text[dated.end() :], left=cut)
        return
    text = word.text.rstrip(".,;:)")
    parts = _parts(text) if len(text) >= _LEAST_LETTERS and not text.isascii() else None
    if parts is None:
        yield word
        return
    wide, start = (word.right - word.left) / len(word.text), 0
    for part in (*parts[:-1], parts[-1] + word.text[len(text) :]):
        left, start = word.left + start * wide, start + len(part)
        sure = min(word.confidence, _SURE)
        yield replace(word, text=part, left=left, right=word.left + start * wide, confidence=sure)


@lru_cache(maxsize=4096)
def _parts(text: str) -> tuple[str, ...] | None:
    """The words that *text* falls into; None where it is one, or may fall into others."""
    from normalize.diacritics.syllables import take_apart

    small = text.lower()
    if not text.isalpha() or small in _WHOLE or take_apart(small):
        return None
    ends = range(1, len(text))
    twos = [_cased((text[:at], text[at:])) for at in ends]
    threes = [_cased((text[:at], text[at:to], text[to:])) for at, to in combinations(ends, 2)]
    found = [parts for parts in twos if _are_words(parts)] or [parts for parts in threes if _are_words(parts)]
    return found[0] if len(found) == 1 else None


def _cased(parts: tuple[str, ...]) -> tuple[str, ...]:
    """*parts* with a capital vowel behind a first letter made small ("SỞYtế"): amid small letters both look alike."""
    if any(part.islower() for part in parts):
        return tuple(part.capitalize() if len(part) == 2 and part.isupper() else part for part in parts)
    return parts


def _are_words(parts: tuple[str, ...]) -> bool:
    """Whether all *parts* are syllables in one case each, and each is known to follow the one before."""
    from normalize.diacritics.syllables import take_apart

    if not all((part.islower() or part.isupper() or part.istitle()) and take_apart(part.lower()) for part in parts):
        return False
    # A capital amid small letters begins a word; small letters go on behind a small or a title-cased word.
    if len({part.isupper() for part in parts if len(part) > 1}) > 1:
        return False
    return all(_follows(first.lower(), second.lower()) for first, second in pairwise(parts))


def _follows(first: str, second: str) -> bool:
    """Whether the language model has met the two words side by side."""
    from normalize.diacritics.model import load_model

    model = load_model()
    if first not in model.ids or second not in model.ids:
        return False
    _, place = model.pair(np.array([model.ids[first]]), np.array([model.ids[second]]))
    return bool(place[0] >= 0)
