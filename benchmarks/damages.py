"""Restoring text that lost its marks in other ways than by an OCR: held-out lines, damaged by rule.

    python -m benchmarks.damages ../shared/corpus

Prints one line a damage: share of syllables right and character errors, as it came and restored.
"""

import argparse
import random
import re
import unicodedata
from collections.abc import Callable
from pathlib import Path

from benchmarks.diacritics import Case, report
from normalize.diacritics.syllables import strip_marks
from normalize.encodings import from_tcvn3, from_vni

TONES = {"\u0301": "'", "\u0300": "`", "\u0309": "?", "\u0303": "~", "\u0323": "."}
MARKS = {"\u0302": "^", "\u0306": "(", "\u031b": "+"}
TELEX = {"\u0301": "s", "\u0300": "f", "\u0309": "r", "\u0303": "x", "\u0323": "j", "\u0306": "w", "\u031b": "w"}
VNI_KEYS = dict(zip((*TONES, *MARKS), "12345687", strict=True))
_WORD = re.compile(r"[^\W\d_]+")
_LETTERS = "àáảãạăằắẳẵặâầấẩẫậèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵđ"


def _signs(text: str) -> str:
    apart = unicodedata.normalize("NFD", text.replace("đ", "dd").replace("Đ", "DD"))
    return "".join((TONES | MARKS).get(c, c) for c in apart)


def _keys(word: str, keys: dict[str, str], bar: str) -> str:
    """*word* as typed: marks behind their letters, the tone at the end."""
    typed, tone = "", ""
    for c in unicodedata.normalize("NFD", word.replace("đ", "d" + bar).replace("Đ", "D" + bar)):
        if c in TONES:
            tone = keys[c]
        elif c in MARKS:
            typed += keys.get(c, typed[-1:].lower())
        else:
            typed += c
    return typed + tone


def _without(text: str, gone: str) -> str:
    return unicodedata.normalize("NFC", "".join(c for c in unicodedata.normalize("NFD", text) if c not in gone))


def _swapped(text: str, printed: str, seen: str) -> str:
    return unicodedata.normalize("NFC", unicodedata.normalize("NFD", text).replace(printed, seen))


def _some(text: str, share: float) -> str:
    chance = random.Random(11)
    return "".join(strip_marks(c) if strip_marks(c) != c and chance.random() < share else c for c in text)


def _shown(text: str, page: str) -> str:
    return "".join(bytes([byte]).decode(page, "ignore") or chr(byte) for byte in text.encode())


def _old_font(text: str, decode: Callable[[str], str]) -> str:
    codes = [chr(code) for code in range(0xA1, 0x100)]
    table = {decode(code): code for code in (*codes, *(b + c for b in "aeoôuöy" for c in codes))}
    return "".join(table.get(c) or table.get(c.lower(), c) if c.lower() in _LETTERS else c for c in text)


def _typed(keys: dict[str, str], bar: str) -> Callable[[str], str]:
    return lambda text: _WORD.sub(lambda m: _keys(m.group(), keys, bar), text)


DAMAGES: dict[str, Callable[[str], str]] = {
    "no marks": strip_marks,
    "tone marks gone": lambda text: _without(text, "".join(TONES)),
    "other marks gone": lambda text: _without(text, "".join(MARKS)).replace("đ", "d").replace("Đ", "D"),
    "one mark in ten gone": lambda text: _some(text, 0.1),
    "one mark in thirty gone": lambda text: _some(text, 1 / 30),
    "hooks gone": lambda text: _without(text, "\u0309"),
    "hooks read as acutes": lambda text: _swapped(text, "\u0309", "\u0301"),
    "acutes read as graves": lambda text: _swapped(text, "\u0301", "\u0300"),
    "tildes gone": lambda text: _without(text, "\u0303"),
    "marks of capitals gone": lambda text: "".join(strip_marks(c) if c.isupper() else c for c in text),
    "đ as d": lambda text: text.replace("đ", "d").replace("Đ", "D"),
    "? for what Latin-1 lacks": lambda text: "".join(c if ord(c) < 256 else "?" for c in text),
    "? for every marked letter": lambda text: "".join("?" if strip_marks(c) != c else c for c in text),
    "VIQR": _signs,
    "Telex": _typed(TELEX, "d"),
    "VNI keys": _typed(VNI_KEYS, "9"),
    "UTF-8 read as Latin-1": lambda text: _shown(text, "latin-1"),
    "UTF-8 read as cp1252": lambda text: _shown(text, "cp1252"),
    "TCVN3": lambda text: _old_font(text, from_tcvn3),
    "VNI font": lambda text: _old_font(text, from_vni),
    "clean": lambda text: text,
}


def main() -> None:
    from scripts.build_syllable_model import SOURCES, held_out_lines

    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", type=Path)
    given = parser.parse_args()
    lines = [x for source in SOURCES for x in [x for x in held_out_lines(given.corpus, source) if len(x) > 30][:40]]
    right = unicodedata.normalize("NFC", "\n".join(lines))
    print(f"{'':32}{'syllables':>10}{'as it is':>14}{'pyvi':>14}{'restored':>14}{'a second':>10}{'pyvi':>8}")
    for name, damage in DAMAGES.items():
        report(Case(name, damage(right), right), None)


if __name__ == "__main__":
    main()
