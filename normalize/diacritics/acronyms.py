"""Acronyms and the letters of document numbers: known ones are no words, damaged ones are mended.

"HDND" is "HĐND", "Al" is "AI", "57-NO/TW" is "57-NQ/TW". A form that could stand for two known ones is left as printed.
"""

import re
import tomllib
from functools import lru_cache
from pathlib import Path

from normalize.diacritics.syllables import strip_marks, take_apart

_DATA = Path(__file__).parents[1] / "data"
_COUNTED = _DATA / "syllables_acronyms.tsv"
_LISTED = _DATA / "syllables_names.toml"
_ENOUGH = 200
"""A listed name weighs as much as one counted this often."""
_WORDY_ENOUGH = 100
"""An acronym that spells a syllable must have been counted this often."""
_PLAIN_ENOUGH = 20
"""Times as frequent a form must be than another of the same look to be taken for it."""

_LOOK = str.maketrans({"l": "I", "1": "I", "|": "I", "!": "I", "0": "O"})
_ROMAN = re.compile(r"[Il1|!]{2,3}[VX]?$|[Il1|!]?[VX][Il1|!]{0,3}$")
_SMALL_FOR_CAPITAL = re.compile(r"[A-ZĐ][l1|!]+")
"""A capital and letters that stand for a capital I: "Al"."""
_PARTS = re.compile(r"([-/+&])")


@lru_cache(maxsize=1)
def _known() -> dict[str, int]:
    """Known acronyms and how often each was counted."""
    known: dict[str, int] = {}
    for line in _COUNTED.read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            name, count = line.split("\t")
            known[name] = int(count)
    for group in tomllib.loads(_LISTED.read_text(encoding="utf-8")).values():
        for name in group["names"]:
            known[name] = max(known.get(name, 0), _ENOUGH)
    return known


def _look(text: str) -> str:
    """What is left of *text* when marks and the difference of I, l, 1 and of O, 0 are forgotten."""
    plain = strip_marks(text.translate(_LOOK)).upper()
    return re.sub(r"I+", "I", plain)


@lru_cache(maxsize=1)
def _by_look() -> dict[str, list[tuple[int, str]]]:
    table: dict[str, list[tuple[int, str]]] = {}
    for name, count in _known().items():
        table.setdefault(_look(name), []).append((count, name))
    return {look: sorted(found, reverse=True) for look, found in table.items()}


@lru_cache(maxsize=4096)
def mend_acronym(token: str) -> str | None:
    """The acronym or name *token* is, marks and look-alikes mended; None where it is none that is known."""
    if _ROMAN.match(token) and (token.upper() == token or token[0] in "IVX"):
        return re.sub(r"[l1|!]", "I", token)
    if not any(c.isupper() for c in token) or (token.istitle() and not _SMALL_FOR_CAPITAL.fullmatch(token)):
        return None
    if not token.isupper() and take_apart(token.lower()):
        return None  # "Ai", "Vi" at the head of a sentence
    found = _by_look().get(_look(token), [])
    if not found or (len(token) < 3 and not token.isalpha()):  # "A1" is a label, not "AI"
        return None
    names = [name for _, name in found]
    if found[0][0] < _WORDY_ENOUGH and take_apart(strip_marks(token.lower())):
        return None  # "MO" is a misread "Mở" sooner than an acronym
    if token in names and found[0][0] < _PLAIN_ENOUGH * _known()[token]:
        return token
    return names[0]


_ALIKE = (("O", "Q"), ("P", "Đ"), ("D", "Đ"), ("B", "Đ"), ("BD", "Đ"), ("0", "Q"), ("G", "C"), ("I", "L"))
"""Letters of document numbers that readers take for each other: seen, printed."""
_SMALL_TAIL = ((re.compile(r"TT[^\WA-ZĐ\d_r]$|TT[£¢]$"), "TTg"), (re.compile(r"CT[ftiì1¢]$"), "CTr"))
"""The two letters of numbers that end in a small one: the Prime Minister's, and a programme's."""
_STROKE = re.compile(r"[Il1|]")
_SERIAL = re.compile(r"(?=.*\d)[\dOIl|]{1,5}$")
_DIGITS = str.maketrans("OIl|", "0111")
_KINDS = ("NQ", "QĐ", "KH", "CT", "CTr", "KL", "TB", "BC", "HD", "NĐ", "TT", "QC", "ĐA")
_BODIES = ("TW", "TU", "HU", "ĐU", "ThU", "BCĐTW", "CP", "TTg", "UBND", "HĐND", "UBTVQH")
"""Kinds of document as numbers name them, and whose they are."""
_DEPARTMENT = "S"
"""What a department's letters begin with where a ministry's begin with B: "SGDĐT", "BGDĐT"."""


@lru_cache(maxsize=4096)
def mend_code(token: str) -> str:
    """A document's number with its letters mended: "02-KH/BCDTW" is "02-KH/BCĐTW", "57-NO/TW" is "57-NQ/TW"."""
    parts = _PARTS.split(token)
    if len(parts) > 1 and _SERIAL.match(parts[0]):
        parts[0] = parts[0].translate(_DIGITS)
    # The Party writes "57-NQ/TW", the state "13/NQ-CP": what is lost is the other sign.
    lost = "/" if len(parts) > 1 and parts[1] == "-" else "-"
    return "".join(part if not _is_letters(part) else _mend_part(part, lost) for part in parts)


def _is_letters(part: str) -> bool:
    return len(part) > 1 and any(c.isupper() for c in part) and not any(c.isdigit() for c in part)


def _mend_part(part: str, lost: str) -> str:
    core = part.rstrip(".,;:)")
    tail = part[len(core) :]
    for pattern, printed in _SMALL_TAIL:
        if pattern.match(core):
            return printed + tail
    known, alike = mend_acronym(core), _mend_alike(core)
    if known and alike and _known().get(alike, 0) > _PLAIN_ENOUGH * _known().get(known, _ENOUGH):
        known = alike
    whole = known or alike or _mend_department(core) or _mend_lost_sign(core, lost) or _mend_joined(core)
    return (whole or core) + tail


def _mend_alike(part: str) -> str | None:
    """*part* with one letter changed for one that looks like it, where that gives a known acronym."""
    forms = {
        part[:i] + printed + part[i + len(seen) :]
        for seen, printed in _ALIKE
        for i in range(len(part))
        if part.startswith(seen, i)
    }
    known = [form for form in forms if form in _known()]
    return max(known, key=_known().__getitem__) if known else None


def _mend_department(part: str) -> str | None:
    """A department's letters mended as those of the ministry over it: "SGDDT" is "SGDĐT"."""
    if not part.startswith(_DEPARTMENT):
        return None
    ministry = "B" + part[1:]
    mended = mend_acronym(ministry) or _mend_alike(ministry)
    return _DEPARTMENT + mended[1:] if mended and mended[0] == "B" else None


def _mend_lost_sign(part: str, sign: str) -> str | None:
    """A kind and a body whose *sign* between them was lost or read as a stroke: "NQITW" is "NQ/TW"."""
    for cut in range(2, len(part) - 1):
        for skipped in (0, 1):
            left, right = part[:cut], part[cut + skipped :]
            if len(right) < 2 or (skipped and not _STROKE.match(part[cut])):
                continue
            kind, body = mend_acronym(left) or _mend_alike(left), mend_acronym(right)
            if kind in _KINDS and body in _BODIES:
                return f"{kind}{sign}{body}"
    return None


def _mend_joined(part: str) -> str | None:
    """Two known acronyms written as one: "BCDTW"."""
    for cut in range(2, len(part) - 1):
        left, right = mend_acronym(part[:cut]), mend_acronym(part[cut:])
        if left and right:
            return left + right
    return None
