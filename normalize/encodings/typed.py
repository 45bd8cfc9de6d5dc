"""Marks typed beside their letters: "ke^' hoa.ch" (VIQR), "kees hoachj" (Telex), "ke61 hoa5ch" (VNI), "kê' hoa.ch".

One token at a time; a token that gives no Vietnamese syllable is left as it is.
"""

import re
import unicodedata
from functools import lru_cache

from normalize.diacritics.syllables import TONES, like_case, spell

_SIGN_TONES = {"'": 2, "\u00b4": 2, "\u2019": 2, "\u02ca": 2, "`": 1, "\u02cb": 1, "?": 3, "~": 4, "\u02dc": 4, ".": 5}
_SIGN_MARKS = {"^": "\u0302", "\u02c6": "\u0302", "(": "\u0306", "\u02d8": "\u0306", "+": "\u031b", "*": "\u031b"}
_LETTER = "[^\\W\\d_]"
_SIGNED = re.compile(
    f"{_LETTER}+(?:[{re.escape(''.join((*_SIGN_TONES, *_SIGN_MARKS)))}]+(?:{_LETTER}|[\u0300-\u036f])*)+"
)
_BARS = re.compile(r"dd")
"""đ as VIQR and Telex have it, at the head of a syllable."""
_TAKES = {"\u0302": "aeo", "\u0306": "a", "\u031b": "ou"}
"""The vowels that each mark stands over."""
_CLOSERS = "'\u2019.?"
"""Signs that at the end of a token may be no marks."""

_KEYED = re.compile(r"[A-Za-z]+")
_NUMBERED = re.compile(r"[A-Za-z]+(?:[1-9][A-Za-z]*)+")
_CODE = re.compile(r"\d|/|^\W*[^\W\d_aeiouyAEIOUY]+\W*$")
_TELEX_TONES = {"f": 1, "s": 2, "r": 3, "x": 4, "j": 5}
_TELEX_PAIRS = (("aa", "â"), ("ee", "ê"), ("oo", "ô"), ("aw", "ă"), ("ow", "ơ"), ("uw", "ư"), ("w", "ư"))
_VNI_TONES = {"1": 2, "2": 1, "3": 3, "4": 4, "5": 5}
_VNI_MARKS = {"6": "\u0302", "7": "\u031b", "8": "\u0306"}
_ONSET = re.compile(r"(?:qu|gi(?=[aeiouyw])|[^aeiouyw]*)")


def from_signs(token: str, goes_on: bool = True) -> str:
    """
    *token* with the signs in it made marks: VIQR, and marks that slipped from their letters.

    Args:
        goes_on: the sentence goes on after it; else a full stop at its end is one.
    """
    return _SIGNED.sub(lambda m: _signed(m.group(), goes_on), _with_bars(token, "d"))


def _with_bars(token: str, bar: str) -> str:
    """*token* with the Đ of a number or acronym, or the đ of an item's letter, whose bar is typed as *bar*."""
    if token[:3] in (f"d{bar})", f"d{bar}."):
        return "đ" + token[2:]
    letters = [c for c in token if c.isalpha()]
    if sum(c.isupper() for c in letters) * 3 < len(letters) * 2:  # "1764/QDD-TTg"
        return token
    return re.sub(f"D{bar.upper()}(?!D)", "Đ", token)


def _signed(stretch: str, goes_on: bool) -> str:
    for end in range(len(stretch), 0, -1):
        if end < len(stretch) and stretch[end] not in _CLOSERS:
            break
        syllable = _with_signs(stretch[:end])
        if syllable is None or (stretch[end - 1] == "." and not goes_on and _ends_better(stretch[: end - 1], syllable)):
            continue
        return syllable + stretch[end:]
    return stretch


STOP_NATS = 2.0
"""Nats: a full stop before a capital is a dot below only where that makes so much commoner a word."""


def _ends_better(head: str, syllable: str) -> bool:
    """Whether *head* is a word and the full stop behind it ends the sentence, instead of making it *syllable*."""
    from normalize.diacritics.model import load_model

    model = load_model()
    plain, dotted = (model.ids.get(word.lower()) for word in (_with_signs(head) or head, syllable))
    if plain is None or dotted is None:
        return plain is not None
    return bool(model.one[dotted] < model.one[plain] + STOP_NATS)


@lru_cache(maxsize=16384)
def _with_signs(stretch: str) -> str | None:
    letters: list[str] = []
    tone = 0
    for c in _BARS.sub("đ", unicodedata.normalize("NFD", stretch.lower())):
        if c in _SIGN_TONES or c in TONES:
            if tone:
                return None
            tone = _SIGN_TONES.get(c) or TONES[c]
        elif c in _SIGN_MARKS:
            if not _marked(letters, _SIGN_MARKS[c]):
                return None
        else:
            letters.append(c)
    return _spelt("".join(letters), tone, stretch)


def _marked(letters: list[str], mark: str) -> bool:
    """Puts *mark* over the last of *letters* that takes it."""
    place = next((i for i in range(len(letters) - 1, -1, -1) if letters[i] in _TAKES[mark]), None)
    if place is not None:
        letters.insert(place + 1, mark)
    return place is not None


def _spelt(letters: str, tone: int, token: str) -> str | None:
    """The syllable in the case of *token*; one horn is typed for both of "ươ", but not in "thuở"."""
    composed = unicodedata.normalize("NFC", letters)
    syllable = spell(composed.replace("uơ", "ươ").replace("ưo", "ươ"), tone) or spell(composed, tone)
    return None if syllable is None else like_case(token, syllable)


def from_telex(token: str, goes_on: bool = True) -> str:
    """*token* with the letters that Telex takes for marks made marks; a document's number has none."""
    if _CODE.search(token):
        return _with_bars(token, "d")
    return _KEYED.sub(lambda m: _telex(m.group()) or m.group(), token)


@lru_cache(maxsize=16384)
def _telex(word: str) -> str | None:
    lower = word.lower()
    if lower.startswith("dd"):
        lower = "đ" + lower[2:]
    match = _ONSET.match(lower)
    onset = match.group() if match else ""
    rime, tone = "", 0
    for c in lower[len(onset) :]:
        if c in _TELEX_TONES:
            if tone:
                return None
            tone = _TELEX_TONES[c]
        elif c == "d" and onset == "d":
            onset = "đ"
        else:
            rime += c
    for keys, vowel in _TELEX_PAIRS:
        rime = rime.replace(keys, vowel)
    return _spelt(onset + rime, tone, word)


def from_vni_keys(token: str, goes_on: bool = True) -> str:
    """*token* with the digits that VNI takes for marks made marks."""
    return _NUMBERED.sub(lambda m: _vni_keys(m.group()) or m.group(), _with_bars(token, "9"))


@lru_cache(maxsize=16384)
def _vni_keys(word: str) -> str | None:
    letters: list[str] = []
    tone = 0
    for c in word.lower():
        if c in _VNI_TONES:
            if tone:
                return None
            tone = _VNI_TONES[c]
        elif c in _VNI_MARKS:
            if not _marked(letters, _VNI_MARKS[c]):
                return None
        elif c == "9" and "d" in letters:
            letters[letters.index("d")] = "đ"
        else:
            letters.append(c)
    return _spelt("".join(letters), tone, word)
