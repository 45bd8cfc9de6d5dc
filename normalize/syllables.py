"""Syllables of unit names made comparable: tone marks in their modern place, lower case, signs between words dropped."""

import re
from functools import lru_cache

# Old-style tone placement at a syllable's end ("hoà", "Uỷ"); not after q ("quý" is right).
_OLD_TONES = re.compile(r"(?i)(?:o[àáảãạ]|o[èéẻẽẹ]|(?<!q)u[ỳýỷỹỵ])(?![^\W\d_])")
_MOVED = {
    "à": "ò", "á": "ó", "ả": "ỏ", "ã": "õ", "ạ": "ọ",
    "è": "ò", "é": "ó", "ẻ": "ỏ", "ẽ": "õ", "ẹ": "ọ",
    "ỳ": "ù", "ý": "ú", "ỷ": "ủ", "ỹ": "ũ", "ỵ": "ụ",
}  # fmt: skip
_BARE = {**dict.fromkeys("àáảãạ", "a"), **dict.fromkeys("èéẻẽẹ", "e"), **dict.fromkeys("ỳýỷỹỵ", "y")}
_WORD = re.compile(r"[^\W_]+")


def modern_tones(text: str) -> str:
    """*text* (NFC) with tone marks placed the modern way: "hoà" -> "hòa", "Uỷ" -> "Ủy"."""
    return _OLD_TONES.sub(_move_tone, text)


def _move_tone(match: re.Match[str]) -> str:
    first, second = match[0]
    moved, bare = _MOVED[second.lower()], _BARE[second.lower()]
    return (moved.upper() if first.isupper() else moved) + (bare.upper() if second.isupper() else bare)


@lru_cache(maxsize=65536)
def phrase_key(text: str) -> str:
    """
    *text* (NFC) for comparing names: lower case with its marks, words alone, "và" left out.

    "Khoa học, Công nghệ và Đổi mới" and "Khoa học Công nghệ Đổi mới" have one key; "Quản" and "Quàn" do not.
    """
    return " ".join(w for w in _WORD.findall(modern_tones(text).lower()) if w != "và")
