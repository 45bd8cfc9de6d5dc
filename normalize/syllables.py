"""Syllables of unit names made comparable: lower case, modern tone marks, signs between words dropped."""

import re
from functools import lru_cache

from normalize.tones import modern_tones

_WORD = re.compile(r"[^\W_]+")


@lru_cache(maxsize=65536)
def phrase_key(text: str) -> str:
    """
    *text* (NFC) for comparing names: lower case with its marks, words alone, "và" left out.

    "Khoa học, Công nghệ và Đổi mới" and "Khoa học Công nghệ Đổi mới" have one key; "Quản" and "Quàn" do not.
    """
    return " ".join(w for w in _WORD.findall(modern_tones(text).lower()) if w != "và")
