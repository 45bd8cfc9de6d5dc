"""Tone marks in their modern place: "hoà", "khoẻ", "thuỷ" become "hòa", "khỏe", "thủy"; everything else stays as it is.

The rule: an open "oa", "oe" or "uy" carries its mark on the first letter, a closed one ("oan", "uynh") on the second.
The "u" of "qu" is no vowel: "quý" stays, "qúy" becomes "quý". Only whole syllables that Vietnamese can have are
touched, so foreign words are left alone.
"""

import re
import unicodedata
from functools import lru_cache

_MARKS = "\u0300\u0301\u0309\u0303\u0323"
"""Grave, acute, hook above, tilde, dot below."""

_ONSET = r"(?:ngh|ng|nh|ch|gh|gi|kh|ph|th|tr|[bcdđghklmnprstvx])?"
_LETTER = r"(?:[^\W\d_]|[\u0300-\u036f])"
"""A letter, or a mark that found no letter to join: such a syllable is none of Vietnamese."""


def _toned(letters: str) -> str:
    """The letters of *letters* with each of the five marks, composed."""
    return "".join(unicodedata.normalize("NFC", letter + mark) for letter in letters for mark in _MARKS)


_OPEN = re.compile(
    rf"(?<!{_LETTER})({_ONSET})(?:(o)([{_toned('ae')}])|(u)([{_toned('y')}]))(?!{_LETTER})", re.IGNORECASE
)
_CLOSED = re.compile(
    rf"(?<!{_LETTER})({_ONSET})(?:([{_toned('o')}])(a|e)(?=(?:ng|nh|ch|[nmptciyo])(?!{_LETTER}))"
    rf"|([{_toned('u')}])(y)(?=(?:nh|ch|[nptcua])(?!{_LETTER})))",
    re.IGNORECASE,
)
_AFTER_Q = re.compile(
    rf"(?<!{_LETTER})(q)(?:([{_toned('u')}])([aeioyâêơ]))(?={_LETTER}{{0,2}}(?!{_LETTER}))", re.IGNORECASE
)
_OLD = re.compile(
    rf"[oO][{_toned('aeAE')}](?!{_LETTER})|[uU][{_toned('yY')}](?!{_LETTER})|[{_toned('oO')}][aeAE]{_LETTER}|[{_toned('uU')}][yY]{_LETTER}|[qQ][{_toned('uU')}]"
)
"""A quick look: most texts hold nothing to move."""


LONGEST_KEPT = 16
"""Letters: no longer text is kept with its answer; a syllable has seven letters at most."""


def modern_tones(text: str) -> str:
    """
    *text* with tone marks placed the modern way.

    Args:
        text: any text; letters come back composed (NFC), spaces and line breaks as they were.
    """
    # Readers of units ask word by word, and most words come back.
    return _of_word(text) if len(text) <= LONGEST_KEPT else _moved_all(text)


@lru_cache(maxsize=16384)
def _of_word(text: str) -> str:
    return _moved_all(text)


def _moved_all(text: str) -> str:
    if not unicodedata.is_normalized("NFC", text):
        text = unicodedata.normalize("NFC", text)
    if not _OLD.search(text):
        return text
    for pattern, shift in ((_OPEN, _shift_left), (_CLOSED, _shift_right), (_AFTER_Q, _shift_right)):
        text = pattern.sub(shift, text)
    return text


def _shift_left(match: re.Match[str]) -> str:
    onset, bare, marked = (part for part in match.groups() if part is not None)
    unmarked, now_marked = _moved(marked, bare)
    return onset + now_marked + unmarked


def _shift_right(match: re.Match[str]) -> str:
    onset, marked, bare = (part for part in match.groups() if part is not None)
    unmarked, now_marked = _moved(marked, bare)
    return onset + unmarked + now_marked


@lru_cache(maxsize=256)
def _moved(marked: str, bare: str) -> tuple[str, str]:
    """The marked letter without its mark, and the bare one with it."""
    letters = unicodedata.normalize("NFD", marked)
    # All five marks stand last in NFD, but for the dot below, which comes before a circumflex or a breve.
    mark = next(letter for letter in letters if letter in _MARKS)
    return unicodedata.normalize("NFC", letters.replace(mark, "")), unicodedata.normalize("NFC", bare + mark)
