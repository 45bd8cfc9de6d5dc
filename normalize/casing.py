"""Gives names printed in capitals their proper case: "SỞ KHOA HỌC VÀ CÔNG NGHỆ" is "Sở Khoa học và Công nghệ".

Capitals lose what case tells, so the words must: heads and domains of units are known phrases, what follows "tỉnh" or
"xã" is a place name, and every other word is lower case unless it comes right after a head.
"""

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache

from normalize.abbreviations import spell_out
from normalize.syllables import phrase_key
from normalize.text import fold, squeeze
from normalize.tones import modern_tones
from normalize.unit_names import Phrases, UnitNames

_TOKEN = re.compile(r"[^\W_]+|[^\w\s]+|_+")
_NAMED_AREAS = frozenset(
    (
        "tỉnh",
        "thành phố",
        "tp",
        "quận",
        "huyện",
        "thị xã",
        "thị trấn",
        "phường",
        "xã",
        "đặc khu",
        "thôn",
        "ấp",
        "bản",
        "buôn",
    )
)
_AREA_ENDS = tuple(f" {area}" for area in _NAMED_AREAS)
# Party and youth bodies carry the name of their place right behind them.
_BEFORE_PLACES = frozenset(
    ("tỉnh ủy", "thành ủy", "huyện ủy", "quận ủy", "thị ủy", "tỉnh đoàn", "thành đoàn", "huyện đoàn")
)
_INNER_HEADS = frozenset(("sở", "bộ", "đảng"))
"""Heads of one syllable that keep their capital inside a name ("Văn phòng Sở"); others there are plain nouns."""
_NAMED_HEADS = ("trường", "bệnh viện", "công ty", "nhà máy", "khách sạn")
"""What they are called after follows them with no word that says so ("Trường Tiểu học Bình An")."""
_LEVELS = frozenset(
    [
        "trung",
        "học",
        "phổ",
        "thông",
        "cơ",
        "sở",
        "tiểu",
        "mầm",
        "non",
        "mẫu",
        "giáo",
        "chuyên",
        "cao",
        "đẳng",
        "nghề",
        "đại",
        "đa",
        "khoa",
        "dân",
        "tộc",
        "nội",
        "trú",
        "bán",
        "quốc",
        "tế",
        "cổ",
        "phần",
    ]
)
_COMMON_PHRASES = tuple(
    tuple(phrase.split())
    for phrase in (
        "khu vực", "cổ truyền", "công lập", "tư thục", "liên cấp", "cấp nước", "thoát nước", "cấp thoát nước",
        "nội tiết", "tâm thần", "phục hồi chức năng", "lão khoa", "da liễu", "chấn thương chỉnh hình",
        "an toàn", "đoàn kết", "thống nhất", "hòa bình", "thành công", "quyết thắng", "độc lập", "tự do", "hạnh phúc",
        "tiến bộ", "đồng tâm", "bình đẳng", "tân tiến", "quyết tiến", "toàn thắng",
    )
)  # fmt: skip
"""Plain words of names, some of which are communes too ("An Toàn"): a place only right behind "xã" and the like."""
_OFTEN_NAMES = 10
"""From here on a school or hospital may be called after them ("Bệnh viện Thống Nhất")."""
# Letters that make no syllable: an abbreviation nobody knows ("PCCC"), or a Roman number.
_ABBREVIATION = re.compile(r"(?:[IVX]+|[B-DF-HJ-NP-TV-XZ\u0110]{2,})$")
_PLAIN = frozenset(("và", "các", "của", "về", "cho", "thuộc", "tại", "trên", "với", "theo", "trong", "ngoài", "cấp"))


def proper_case(text: str, names: UnitNames, *, misread: bool = False) -> str:
    """
    A name printed in capitals (or as it should be) with its proper case and its abbreviations in full words.

    Args:
        text: a unit, an office, or both; line breaks allowed.
        misread: the text comes from OCR, which may have lost or changed marks.
    Returns:
        The shipped spelling where the whole name is known. Text that is not in capitals keeps its own case.
    """
    full = modern_tones(spell_out(squeeze(text), names.abbreviations))
    full = re.sub(r"\s+([,;.])", r"\1", full)
    known = names.known.get(phrase_key(full))
    if known:
        return known
    if not in_capitals(squeeze(text)):
        return full[:1].upper() + full[1:]
    return _cased(full, names, misread)


def in_capitals(text: str) -> bool:
    """Whether most letters of *text* are capitals; abbreviations alone do not decide ("UBND xã")."""
    words = [w for w in re.findall(r"[^\W\d_]+", text) if len(w) > 1]
    return bool(words) and sum(w.isupper() for w in words) > 0.6 * len(words)


def person_name(text: str) -> str:
    """A person's name, each word with a capital: "NGUYỄN VĂN AN" is "Nguyễn Văn An"; titles before it stay."""
    text = modern_tones(squeeze(text))
    if not in_capitals(text):
        return text
    return " ".join(w if "." in w else w[:1].upper() + w[1:].lower() for w in text.split())


def _cased(text: str, names: UnitNames, misread: bool) -> str:
    tokens = list(_TOKEN.finditer(text))
    low = tuple(modern_tones(t[0].lower()) for t in tokens)
    if misread:
        low = _mended(low, names)
    out: list[str] = []
    index = 0
    in_place = after_head = is_named = in_person = False
    while index < len(tokens):
        size, words, kind = _longest(low, index, names, in_place)
        if kind == "sign":
            in_place = False
            after_head = low[index] in ("-", "–")
        elif kind == "area":
            in_place, after_head = True, False
        elif kind == "head":
            phrase = " ".join(low[index : index + size])
            in_place, after_head = phrase in _BEFORE_PLACES, True
            is_named = is_named or phrase.startswith(_NAMED_HEADS)
        elif kind == "common":
            # The first word behind a head has a capital: "Tiểu ban An toàn".
            if is_named and tuple(words.split()) in _COMMON_PHRASES[_OFTEN_NAMES:]:
                words = " ".join(word[:1].upper() + word[1:] for word in words.split())
            elif after_head:
                words = words[:1].upper() + words[1:]
            after_head = False
        elif kind == "word":
            # "Trường THCS Nguyễn Trung Tín": behind a surname "trung" is no level.
            in_person = is_named and (in_person or phrase_key(low[index]) in names.surnames)
            capital = in_place or after_head or (is_named and (in_person or low[index] not in _LEVELS))
            if _ABBREVIATION.match(tokens[index][0]) and index:
                words = tokens[index][0]
            elif capital and low[index] not in _PLAIN:
                words = low[index][:1].upper() + low[index][1:]
            after_head = False
        else:
            # "Công an tỉnh" is known as a whole, and the name of the province comes next.
            # A place's name may go on beyond the part of it that is known ("xã Bình An" + "Tây").
            in_place = (kind == "place" and in_place) or (
                kind == "known" and (words.lower().endswith(_AREA_ENDS) or _place_follows(words, low[index + size :]))
            )
            after_head = False
        out.append(words)
        start = tokens[index + size - 1].end()
        end = tokens[index + size].start() if index + size < len(tokens) else start
        out.append(text[start:end])
        index += size
    joined = "".join(out)
    return joined[:1].upper() + joined[1:]


def _place_follows(known: str, rest: tuple[str, ...]) -> bool:
    """Whether a department's whole name is followed by two or three words that can only be its province's."""
    return known.startswith("Sở ") and 2 <= len(rest) <= 3 and all(w.isalpha() and w not in _PLAIN for w in rest)


def _longest(low: tuple[str, ...], index: int, names: UnitNames, in_place: bool) -> tuple[int, str, str]:
    """How many tokens the longest known phrase at *index* takes, how it is written, and what it is."""
    if not low[index][:1].isalnum():
        return 1, low[index], "sign"
    best = (1, low[index], "word")
    tables: tuple[tuple[str, Phrases, Mapping[str, str]], ...] = (
        ("place", _place_phrases(names), names.places),
        ("known", names.known_phrases, names.known),
        ("domain", names.domains, names.spelling),
        ("head", names.offices, names.spelling),
        ("head", names.heads, names.spelling),
    )
    for kind, phrases, spelling in tables:
        size = _phrase_at(phrases, low, index)
        if size == 0 or (size == 1 and kind == "head" and index > 0 and low[index] not in _INNER_HEADS):
            continue
        if size == 1 and kind == "place" and not in_place:
            continue
        # Inside a place name only a longer place, or a body that begins after it, is a phrase of its own.
        if in_place and kind == "domain" and best[2] != "place":
            continue
        if size >= best[0] or best[2] == "word":
            best = (size, spelling[" ".join(low[index : index + size])], kind)
    if best[2] in ("word", "place") and not in_place:
        common = next((p for p in _COMMON_PHRASES if low[index : index + len(p)] == p), ())
        if len(common) >= best[0]:
            best = (len(common), " ".join(common), "common")
    area = max(
        (a for a in _NAMED_AREAS if low[index : index + len(a.split())] == tuple(a.split())), key=len, default=""
    )
    if area and len(area.split()) >= best[0] and best[2] in ("word", "head"):
        return len(area.split()), "thành phố" if area == "tp" else area, "area"
    return best


def _phrase_at(phrases: Phrases, low: tuple[str, ...], index: int) -> int:
    """How many tokens from *index* on make the longest phrase of *phrases*; 0 when none does."""
    return next((len(p) for p in phrases.get(low[index], ()) if low[index : index + len(p)] == p), 0)


@lru_cache(maxsize=4)
def _place_phrases(names: UnitNames) -> Phrases:
    table: dict[str, list[tuple[str, ...]]] = {}
    for key in names.places:
        syllables = tuple(key.split())
        if syllables:
            table.setdefault(syllables[0], []).append(syllables)
    return {first: tuple(sorted(group, key=len, reverse=True)) for first, group in table.items()}


_AREAS_BY_FOLD = {"phuong": "phường", "xa": "xã", "tinh": "tỉnh", "huyen": "huyện"}
_BEFORE_AREAS = frozenset(
    (("nhan", "dan"), ("dang", "uy"), ("cong", "an"), ("y", "te"), ("dang", "bo"), ("quan", "su"), ("viet", "nam"))
)
"""The last syllables of bodies that the name of an area follows: Ủy ban nhân dân, Đảng ủy, Công an, Trạm Y tế, …"""


def _mended(low: tuple[str, ...], names: UnitNames) -> tuple[str, ...]:
    """Tokens with the marks that known phrases of two or more syllables have at their place ("thành phó")."""
    table = _folded_phrases(names)
    folds = tuple(fold(token) for token in low)
    out = list(low)
    index = 0
    while index < len(low):
        if folds[index] in _AREAS_BY_FOLD and folds[max(0, index - 2) : index] in _BEFORE_AREAS:
            out[index] = _AREAS_BY_FOLD[folds[index]]
            index += 1
            continue
        alike = next(((f, real) for f, real in table.get(folds[index], ()) if folds[index : index + len(f)] == f), None)
        if alike:
            out[index : index + len(alike[0])] = alike[1]
        index += len(alike[0]) if alike else 1
    return tuple(out)


@lru_cache(maxsize=4)
def _folded_phrases(names: UnitNames) -> Mapping[str, tuple[tuple[tuple[str, ...], tuple[str, ...]], ...]]:
    """Known phrases by the first syllable of their fold: (fold, phrase), longest first; shared folds left out."""
    phrases = {p for table in (names.heads, names.offices, names.domains) for group in table.values() for p in group}
    phrases |= {tuple(key.split()) for key in (*names.places, *_NAMED_AREAS)}
    alike: dict[tuple[str, ...], set[tuple[str, ...]]] = {}
    for phrase in phrases:
        if len(phrase) > 1:
            alike.setdefault(tuple(fold(syllable) for syllable in phrase), set()).add(phrase)
    table: dict[str, list[tuple[tuple[str, ...], tuple[str, ...]]]] = {}
    for key, real in alike.items():
        if len(real) == 1:
            table.setdefault(key[0], []).append((key, next(iter(real))))
    return {first: tuple(sorted(group, key=lambda pair: -len(pair[0]))) for first, group in table.items()}


def mended_name(text: str, names: UnitNames) -> str:
    """A name that OCR may have robbed of a mark: the only known name that is alike without marks, or *text* itself."""
    if phrase_key(text) in names.known:
        return names.known[phrase_key(text)]
    return _by_fold(names).get(fold(text)) or text


def mended_place(text: str, names: UnitNames) -> str:
    """The same for the name of a province or commune."""
    if phrase_key(text) in names.places:
        return names.places[phrase_key(text)]
    return _places_by_fold(names).get(fold(text)) or text


@lru_cache(maxsize=4)
def _by_fold(names: UnitNames) -> Mapping[str, str]:
    return _unique_folds(names.known.values())


@lru_cache(maxsize=4)
def _places_by_fold(names: UnitNames) -> Mapping[str, str]:
    return _unique_folds(names.places.values())


def _unique_folds(values: Iterable[str]) -> Mapping[str, str]:
    found: dict[str, set[str]] = {}
    for value in values:
        found.setdefault(fold(value), set()).add(value)
    return {key: next(iter(group)) for key, group in found.items() if len(group) == 1}
