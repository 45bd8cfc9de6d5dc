"""Abbreviations in unit names: spelt out by a table, by what stands around them, or by the document's definitions."""

import re
import tomllib
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from normalize.text import fold

_FILE = Path(__file__).parent / "data" / "abbreviations.toml"

# An abbreviation as printed: capitals, perhaps with &, -, a comma or a full stop inside ("KH&CN", "VH,TT&DL", "TP.").
_SHORT = re.compile(
    r"(?<![^\W_])P\.(?=[A-ZĐ])|(?<![^\W_])(?:[A-ZĐƯ][A-Za-zĐđƯ]*(?:[&,-](?=[A-ZĐ]))?)*[A-ZĐƯ][A-Za-zĐđ]{0,2}\.?(?![^\W_])|\b(?:ubnd|hđnd|mttq)\b"
)

# The same set apart: "NN và MT", "VH, TT&DL", "LĐ - TB và XH", "GD & ĐT".
_SPACED = re.compile(
    r"(?<![^\W_])[A-ZĐƯ]{1,6}(?:(?:,\s?|\s?[&-]\s?)[A-ZĐƯ]{1,6})*(?:,\s|\svà\s|\s[&-]\s?|[&-]\s)[A-ZĐƯ]{1,6}"
    r"(?:(?:,\s?|\s?[&-]\s?|\svà\s)[A-ZĐƯ]{1,6})*(?![^\W_])"
)
_NOT_LETTERS = re.compile(r"\bvà\b|[^\w]|_")

# Among capitals a syllable looks like an abbreviation: the "TƯ" of "SỞ TƯ PHÁP", "ĐẦU TƯ" is not "Trung ương".
_SYLLABLE = re.compile(
    r"(?<=\bĐẦU\s)TƯ\b|(?<=\bVẬT\s)TƯ\b|(?<=\bRIÊNG\s)TƯ\b|(?<=\bDÂN\s)TƯ\b"
    r"|\bTƯ(?=\s(?:PHÁP|NHÂN|THỤC|VẤN|LIỆU|LỆNH|TƯỞNG)\b)"
)

_UNIT_SEPARATOR = re.compile(r"[;,:/+\n(]|(?<!\S)-(?!\S)|\bvà\b")

# "(sau đây gọi tắt là Ban Chỉ đạo)", "(sau đây viết tắt là: GDĐT)", "(gọi chung là địa phương)"
_CALLED = re.compile(
    r"\(\s*(?:sau đây\s+)?(?:được\s+)?(?:gọi|viết)\s+(?:tắt\s+|chung\s+)*(?:là)?\s*:?\s*[\"“”']?\s*"
    r"(?P<short>[^()\"“”']{2,60}?)\s*[\"“”']?\s*\)"
)
# "(GDĐT)", "(khoa KSNK)", "(P.KHTH)": perhaps with the kind of unit before it.
_BRACKETED = re.compile(
    r"\(\s*(?:viết tắt\s*:?\s*)?(?P<short>(?:P\.\s?|(?:[^\W\d_]+\s){1,3})?[A-ZĐƯ][A-ZĐƯa-zđ&,.-]{1,14})\s*\)"
)
# "KHTH: Kế hoạch tổng hợp" in a list of abbreviations.
_LISTED = re.compile(r"(?<![^\W_])(?P<short>[A-ZĐƯ]{2,8})\s?[:=]\s(?P<full>[^\W\d_][^;:=.()\n]{5,60})")
_BEFORE = re.compile(r"[^\W_]+(?:&[^\W_]+)?|[-–,/&]")


@dataclass(frozen=True, slots=True)
class ContextRow:
    """One meaning of an ambiguous abbreviation."""

    abbreviation: str
    means: str
    before: tuple[str, ...]
    """Any of these must follow it."""
    after: tuple[str, ...]
    """Any of these must precede it."""
    first: bool
    """Only as the first word."""


@dataclass(frozen=True, eq=False)
class Abbreviations:
    """The shipped table."""

    any: Mapping[str, str]
    first: Mapping[str, str]
    context: tuple[ContextRow, ...]
    misread: Mapping[str, str]
    """Those of `any` by their letters without marks, where only one has them."""
    letters: Mapping[str, str]
    """Those of `any` by their letters without signs ("VHTTDL"), where all that share them mean the same."""
    told: Mapping[str, str] = field(default_factory=dict)
    """What people said that a printed name with an abbreviation in it means; comes before everything else."""


@lru_cache(maxsize=1)
def load_abbreviations() -> Abbreviations:
    """The table in `data/abbreviations.toml`."""
    table = tomllib.loads(_FILE.read_text("utf-8"))
    rows = tuple(
        ContextRow(
            r["abbreviation"], r["means"], tuple(r.get("before", ())), tuple(r.get("after", ())), r.get("first", False)
        )
        for r in table["context"]
    )
    by_letters: dict[str, list[str]] = {}
    for short in table["any"]:
        by_letters.setdefault(fold(short), []).append(short)
    misread = {bare: shorts[0] for bare, shorts in by_letters.items() if len(shorts) == 1}
    meanings: dict[str, set[str]] = {}
    for short, full in table["any"].items():
        meanings.setdefault(_letters(short), set()).add(full)
    letters = {bare: next(iter(full)) for bare, full in meanings.items() if len(full) == 1 and len(bare) > 2}
    return Abbreviations(table["any"], table["first"], rows, misread, letters)


def _letters(short: str) -> str:
    return _NOT_LETTERS.sub("", short)


def spell_out(text: str, table: Abbreviations, defined: Mapping[str, str] | None = None) -> str:
    """
    A unit's name with its abbreviations in full words; what nobody knows stays.

    Args:
        defined: the document's own definitions, which come first.
    """
    out: list[str] = []
    end = 0
    for start, stop, full in find_short_forms(text, table, defined):
        out += [text[end:start], full]
        end = stop
    return "".join([*out, text[end:]]) if out else text


def find_short_forms(
    text: str, table: Abbreviations, defined: Mapping[str, str] | None = None
) -> tuple[tuple[int, int, str], ...]:
    """Where *text* has an abbreviation that is understood there: start, end, full words."""
    found = [*_find_told(text, table)]
    syllables = {match.start() for match in _SYLLABLE.finditer(text)}
    shorts = [match for match in _SHORT.finditer(text) if match.start() not in syllables]
    if len(shorts) > 1 and not found:
        found += _find_spaced(text, table)
    for match in shorts:
        if any(match.start() < end and start < match.end() for start, end, _ in found):
            continue
        reading = _meaning(text, match, table, defined or {})
        if reading is not None:
            length, full = reading
            found.append((match.start(), match.start() + length, full))
    return tuple(sorted(found))


def _find_spaced(text: str, table: Abbreviations) -> Iterator[tuple[int, int, str]]:
    for match in _SPACED.finditer(text):
        full = table.letters.get(_letters(match[0]))
        if full is not None and ("," in full or "," not in match[0]):  # "TH, THCS" are two
            yield match.start(), match.end(), full


def _find_told(text: str, table: Abbreviations) -> Iterator[tuple[int, int, str]]:
    if table.told:
        for match in _told_pattern(table).finditer(text):
            yield match.start(), match.end(), table.told[" ".join(match[0].split())]


@lru_cache(maxsize=8)
def _told_pattern(table: Abbreviations) -> re.Pattern[str]:
    """Any of the printed names, the longest first, wrapped over lines or not."""
    names = sorted(table.told, key=lambda name: (-len(name), name))
    ways = (r"\s+".join(map(re.escape, name.split())) for name in names)
    return re.compile(rf"(?<![^\W_])(?:{'|'.join(ways)})(?![^\W_])")


def _meaning(
    text: str, match: re.Match[str], table: Abbreviations, defined: Mapping[str, str]
) -> tuple[int, str] | None:
    short = match[0] if not match[0].islower() else match[0].upper()
    before = _UNIT_SEPARATOR.split(text[: match.start()])[-1].strip()
    after = text[match.end() :].lstrip()
    forms = (short,) if not short.endswith(".") else (short, short[:-1])
    for form in forms:
        if form in defined:
            return len(form), defined[form]
        for row in table.context:
            if row.abbreviation == form and _fits(row, before, after, text[: match.start()].rstrip()):
                return len(form), row.means
        if not before and after and form in table.first:
            full = table.first[form]
            if after.startswith(".") and after[1:2].isalpha():
                return len(short) + 1, f"{full} "  # "VP.HĐND"
            return len(short), f"{full} " if after == text[
                match.end() :
            ] else full  # "VP. HĐND": its full stop is part of it
        if form in table.any:
            return len(form), table.any[form]
    if _letters(short) in table.letters:
        return len(short.rstrip(".")), table.letters[_letters(short)]  # "VH-TT-DL"
    bare = fold(short)
    if len(bare) >= 4 and bare in table.misread:
        return len(short), table.any[table.misread[bare]]  # "ƯBND", "HDND"
    parts = re.split(r"[&,-]", short)
    if len(parts) > 1 and all(part in table.any for part in parts):
        return len(short), " và ".join(table.any[part] for part in parts)  # "HĐND&UBND", "HĐND-UBND"
    return None


def _fits(row: ContextRow, before: str, after: str, text_before: str) -> bool:
    if row.first and (before or not after):
        return False
    if row.before and not any(after.startswith(word) for word in row.before):
        return False
    return not row.after or any(
        (text_before if " và" in word or "," in word else before).endswith(word) for word in row.after
    )


def find_abbreviations(text: str) -> Mapping[str, str]:
    """
    Abbreviations that the document defines for itself, by their short form.

    Args:
        text: running text, NFC. "Sở Giáo dục và Đào tạo (GDĐT)" gives {"GDĐT": "Giáo dục và Đào tạo"}.
    """
    found: dict[str, str] = {}
    for match in sorted((*_BRACKETED.finditer(text), *_CALLED.finditer(text)), key=lambda m: m.start()):
        # "(sau đây gọi tắt là Sở GDĐT)": the abbreviation is its last word.
        *head, short = match["short"].replace("P.", "Phòng ").strip(" .,-").split() or [""]
        before = text[max(0, match.start() - 160) : match.start()]
        full = _initials_before(before, short) or (_name_after(before, " ".join(head), short) if head else None)
        if full is not None:
            found.setdefault(short, full)
    for match in _LISTED.finditer(text):
        if _initials_at(full := match["full"].strip(" ,"), match["short"]) == len(full):
            found.setdefault(match["short"], full)
    return found


def _initials_before(text: str, short: str) -> str | None:
    """The words at the end of *text* whose first letters are the letters of *short*."""
    letters = _letters_of(short)
    if not letters:
        return None
    words = list(_BEFORE.finditer(text))
    at = len(words)
    for letter in reversed(letters):
        at -= 1
        while at >= 0 and (not words[at][0][0].isalpha() or (words[at][0].lower() == "và" and letter != "V")):
            at -= 1
        if at < 0 or _initial(words[at][0]) != letter:
            return None
    return text[words[at].start() :].strip()


def _name_after(text: str, head: str, short: str) -> str | None:
    """All of the name behind *head* that begins with the letters of *short*: "Ban Quản lý dự án … (Ban QLDA)"."""
    at = text.casefold().rfind(f"{head.casefold()} ")
    name = text[at + len(head) :].strip() if at >= 0 else ""
    begun = _initials_at(name, short)
    return name if begun and not re.search(r"[;:.()]|, (?=[A-ZĐ])", name) else None


def _initials_at(text: str, short: str) -> int:
    """How far into *text* the words reach whose first letters are those of *short*; 0 when it begins otherwise."""
    letters = _letters_of(short)
    for word in _BEFORE.finditer(text) if letters else ():
        if not word[0][0].isalpha() or (word[0].lower() == "và" and letters[0] != "V"):
            continue
        if _initial(word[0]) != letters.pop(0):
            return 0
        if not letters:
            return word.end()
    return 0


def _letters_of(short: str) -> list[str]:
    """The letters that *short* stands for; none for what is no abbreviation."""
    letters = [_initial(c) for c in short if c.isalpha()]
    return letters if len(letters) >= 2 and short == short.upper() else []


def _initial(word: str) -> str:
    """First letter as it stands in an abbreviation: "án" gives A, "đào" gives Đ."""
    return unicodedata.normalize("NFD", word[0].upper())[0]
