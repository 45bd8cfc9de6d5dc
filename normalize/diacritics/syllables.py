"""How a Vietnamese syllable is written: its letters, its tone and its marks. Owns spelling, knows no text.

A syllable is an onset ("ngh"), a vowel group ("iê"), an ending ("ng") and one of six tones. Spelling it out lets us say
of any string whether it could be a syllable at all, and put the tone mark where the modern rule wants it ("hòa",
"thủy", but "quý").
"""

import re
import unicodedata
from functools import lru_cache

ONSETS = (
    *("", "b", "c", "ch", "d", "đ", "g", "gh", "gi", "h", "k", "kh", "l", "m", "n", "ng", "ngh", "nh"),
    *("p", "ph", "qu", "r", "s", "t", "th", "tr", "v", "x"),
)
"""Longest match wins when a syllable is taken apart."""

OPEN_RIMES = (
    *(
        "a",
        "e",
        "ê",
        "i",
        "o",
        "ô",
        "ơ",
        "u",
        "ư",
        "y",
        "ai",
        "ao",
        "au",
        "ay",
        "âu",
        "ây",
        "eo",
        "êu",
        "ia",
        "iu",
        "oa",
        "oe",
        "oi",
    ),
    *(
        "ôi",
        "ơi",
        "ua",
        "uê",
        "ui",
        "uơ",
        "uy",
        "ưa",
        "ưi",
        "ưu",
        "iêu",
        "yêu",
        "oai",
        "oay",
        "oao",
        "oeo",
        "uây",
        "uôi",
        "uya",
        "uyu",
    ),
    *("ươi", "ươu", "uao"),
)
CLOSED_NUCLEI = {
    "c": "a ă â e o ô u ư iê oa oă uô ươ oo",
    "ch": "a ê i oa uê uy",
    "m": "a ă â e ê i o ô ơ u ư iê yê oa oă uô ươ",
    "n": "a ă â e ê i o ô ơ u ư iê yê oa oă oe uâ uô ươ uyê uy",
    "ng": "a ă â e o ô u ư iê yê oa oă uâ uô ươ oo",
    "nh": "a ê i oa uê uy y",
    "p": "a ă â e ê i o ô ơ u ư iê oa oă uô ươ uy",
    "t": "a ă â e ê i o ô ơ u ư iê yê oa oă oe uâ uô ươ uyê uy",
}
RIMES = frozenset(OPEN_RIMES) | {vowels + ending for ending, group in CLOSED_NUCLEI.items() for vowels in group.split()}

TONES = {"\u0300": 1, "\u0301": 2, "\u0309": 3, "\u0303": 4, "\u0323": 5}
"""Combining grave, acute, hook, tilde, dot below; 0 is the level tone."""
TONE_MARKS = {number: mark for mark, number in TONES.items()}
_STOPS = ("c", "ch", "p", "t")
"""After these endings only the rising and the heavy tone exist ("các", "cạch"), which most misread syllables break."""

_VOWELS = frozenset("aăâeêioôơuưy")
_ENDING = re.compile(r"(?:ch|ng|nh|[cmnpt])$")


@lru_cache(maxsize=65536)
def take_apart(syllable: str) -> tuple[str, str, int] | None:
    """
    Onset, toneless rime and tone of a lower-case *syllable* in NFC, or None where it cannot be a Vietnamese syllable.

    "nghiệp" is ("ngh", "iêp", 5); "quý" is ("qu", "y", 2); "gì" is ("g", "i", 1).
    """
    toneless, tone = split_tone(syllable)
    if tone is None or not toneless:
        return None
    for onset in _onsets_of(toneless):
        rime = toneless[len(onset) :]
        if rime not in RIMES:
            continue
        if rime.endswith(_STOPS) and tone not in (2, 5):
            return None
        return onset, rime, tone
    return None


def _onsets_of(toneless: str) -> list[str]:
    """Onsets *toneless* could begin with, longest first."""
    return [toneless[:n] for n in (3, 2, 1, 0) if toneless[:n] in ONSETS]


@lru_cache(maxsize=65536)
def split_tone(syllable: str) -> tuple[str, int | None]:
    """*syllable* without its tone mark, and the tone; None for a tone where two marks stand."""
    letters: list[str] = []
    tone: int | None = 0
    for letter in unicodedata.normalize("NFD", syllable):
        if letter in TONES:
            tone = TONES[letter] if tone == 0 else None
        else:
            letters.append(letter)
    return unicodedata.normalize("NFC", "".join(letters)), tone


@lru_cache(maxsize=65536)
def modern(word: str) -> str:
    """A lower-case *word* with its tone mark where the modern rule puts it: "hoà" is "hòa", "thuỷ" is "thủy"."""
    parts = take_apart(word)
    if parts is None or parts[2] == 0:
        return word
    onset, rime, tone = parts
    return unicodedata.normalize("NFC", onset + _with_tone(rime, tone))


def spell(toneless: str, tone: int) -> str | None:
    """The syllable of these letters (lower case, NFC) and this tone, None where there can be none."""
    for onset in _onsets_of(toneless):
        rime = toneless[len(onset) :]
        if rime in RIMES and (tone in (2, 5) or not rime.endswith(_STOPS)):
            return unicodedata.normalize("NFC", onset + _with_tone(rime, tone)) if tone else toneless
    return None


def _with_tone(rime: str, tone: int) -> str:
    vowels = _ENDING.sub("", rime) if rime[-1] not in _VOWELS else rime
    closed = len(vowels) < len(rime)
    place = _tone_place(vowels, closed)
    return rime[: place + 1] + TONE_MARKS[tone] + rime[place + 1 :]


def _tone_place(vowels: str, closed: bool) -> int:
    marked = [index for index, vowel in enumerate(vowels) if vowel in "ăâêôơư"]
    if marked:
        return marked[-1]  # "ươ" takes it on the second
    if len(vowels) == 1:
        return 0
    if closed or len(vowels) == 3:
        return 1  # "toán", "ngoài", "khuỷu"
    return 0


_PLAIN = {"đ": "d", "\u0110": "D", "\u00f0": "d", "\u00d0": "D"}


@lru_cache(maxsize=65536)
def strip_marks(text: str) -> str:
    """*text* without tone and vowel marks, đ as d; letter for letter, case kept: "Điều" is "Dieu"."""
    return "".join(_PLAIN.get(c) or unicodedata.normalize("NFD", c)[0] for c in text)


def like_case(pattern: str, word: str) -> str:
    """*word* (lower case) in the case of *pattern*: all capitals, one capital first, or lower."""
    letters = [c for c in pattern if c.isalpha()]
    if len(letters) > 1 and sum(c.isupper() for c in letters) > len(letters) / 2:
        return word.upper()
    if letters and letters[0].isupper() and (len(letters) == 1 or pattern[0].isupper()):
        return word[:1].upper() + word[1:]
    return word
