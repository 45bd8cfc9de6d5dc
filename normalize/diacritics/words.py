"""Where the words stand in a text: which stretches may be syllables, and which are numbers, codes, addresses."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from normalize.diacritics.acronyms import mend_acronym

CORE = re.compile(r"(?:[^\s.,;:!?()\[\]“”\"…/+\-–—*•_=]|(?<=\w)[?!](?=\w)|(?<=[^\W\d_]{3})\)(?=[^\W\d_]))+")
"""A stretch without punctuation; a mark inside a word is a misread letter ("thi?c" is "thức")."""
_SHOUTED = re.compile(CORE.pattern.replace("(?<=\\w)[?!](?=\\w)", "(?<=\\w)[?](?=\\w)|(?<=[^\\W\\d_])!"))
"""The same in a line of capitals, where a "!" ends a word too: "PHO! HOP" is "PHỐI HỢP"."""
_STROKES = str.maketrans("!|", "II")
_ADDRESS = re.compile(r"\w@\w+(?:[.,]\w+)+|://|^www\.|\w\.(?:vn|com|net|org|edu)\b", re.IGNORECASE)
_CODE = re.compile(
    r"(?!\d+/[A-Z\u00d0][a-z]+$)(?=.*\d)(?=.*[A-ZĐ\u00d0]).*[/-]"
    r"|^[A-ZĐ\u00d0]{2,}[a-z]{0,2}(?:[/-][A-ZĐ\u00d0](?![a-z]+(?:[/-]|$))[A-Za-zĐ]*)+"
)
"""
A token with a digit, a capital and a slash or hyphen ("57-NQ/TW"), or capitals joined by them ("KH-UBND"); the words of
a gazette's running head are none ("BÁO/Số 86/Ngày").
"""
_JOINED = re.compile(r"[A-ZĐ\u00d0]{1,6}(?:&[A-ZĐ\u00d0]{1,6})+$")
"""Acronyms joined by a sign: "KH&CN"."""
_VOWELLESS = re.compile(r"[BCDĐGHKLMNPQRSTVX]{2,6}$")
"""Capitals that are no syllable, whatever they are misread for: "XH"."""
_ROMAN_LABEL = re.compile(r"[IVXL]{1,5}[.)]$")
_ROMAN_CELL = re.compile(r"[IVX]{1,5}$")
"""What stands alone in a cell of numbers."""
_NUMERAL = re.compile(r"\W*\d+(?:[./,:\-–]\d+)+\W*$")
"""Dates, decimals and spans count as one number: "22/12/2024", "1.250,5", "2025-2030"."""
_STOP = re.compile(r"[.;:!?…]")
_JUNK = frozenset("@€¢£¥©®}{~|\\<>^°§$")
"""Signs that a reader puts for letters with marks: "1€" is "lệ"."""
_LONE = frozenset("@¢€£©®")
"""Those that, alone between words, are a word: "Nam ¢ nước ngoài" is "Nam ở nước ngoài"."""
_LABEL = re.compile(r"(?:[-+–•*]|\d{1,2}(?:\.\d{1,2})*[.)]?|[a-zđ][.)]|[IVXLivxl1]{1,5}[.)])$")
"""First token of a line that opens a paragraph."""

_LETTER_LABEL = re.compile(r"\(?[a-zđ]\)$|[a-zđ]\.$")
"""The letter of an item, which is no word: "b)"."""
OPENING = "“\"'‘(["
"""Signs before the first word of a text."""

_DIGIT_WORD = re.compile(r"\d{2}[^\W\d_]$")
"""As short a word as "16p" may be: "lớp"."""
ENGLISH = frozenset({"the", "of", "and", "is", "for", "with", "by", "are", "be", "this", "that", "or", "as", "from"})
"""Words that no Vietnamese text without its marks has, and every English one."""

Kind = Literal["word", "number", "digit", "code", "acronym"]
"""A digit is a number so short that it may be a misread word: "6" is "ở"."""
_MEASURE = re.compile(r"(?:[kcdm]?m[23]|\d+(?:[A-ZĐ]+|[kcm]?m|k?g|ha|h|s))$")
"""Digits and letters that belong together: "m2", "5G"."""


_FIXED_DIGIT = re.compile(r"\d.*[%/\d.,:)-].*\d|%|/")
"""A token whose digits are a number whatever they look like."""


@dataclass(frozen=True, slots=True)
class Piece:
    """One stretch of one token."""

    row: int
    token: int
    start: int
    end: int
    text: str
    kind: Kind
    after_stop: bool
    """A clause or paragraph begins here."""
    shouting: bool = False
    """The line is set in capitals."""
    open_end: bool = False
    """Punctuation follows in the same token."""
    parted: bool = False
    """It was glued to the piece before."""
    swallows: int = 0
    """How many tokens after its own it takes in; `end` then counts in the last of them."""


@dataclass(frozen=True, slots=True)
class Row:
    """One printed line, or one line of a table cell, as tokens without spaces."""

    tokens: tuple[str, ...]
    opens: bool = False
    """It does not go on from the row before."""


def without_addresses(text: str) -> str:
    """*text* without its e-mail and web addresses, which say nothing about its language."""
    if not _ADDRESS.search(text):
        return text
    return " ".join(token for token in text.split() if not _ADDRESS.search(token))


def cores(text: str) -> Iterator[str]:
    """Every stretch of *text* that may be a word, without the punctuation about it."""
    for match in CORE.finditer(text):
        if any(c.isalpha() for c in match.group()):
            yield match.group()


def find_pieces(rows: Sequence[Row]) -> list[Piece]:
    """All pieces of *rows* in order."""
    pieces: list[Piece] = []
    stop = True
    for number, row in enumerate(rows):
        loud = shouted(row.tokens)
        stop = stop or row.opens or bool(row.tokens and _LABEL.match(row.tokens[0]))
        lettered = is_letter_label(row.tokens) or (len(row.tokens) == 1 and _ROMAN_CELL.match(row.tokens[0]))
        for index, token in enumerate(row.tokens):
            for piece in _pieces_of(number, index, token, loud[index], stop):
                # "b)" is no "bộ)"
                pieces.append(replace(piece, kind="number") if lettered and index == 0 else piece)
                stop = False
            stop = stop or bool(_STOP.search(token[-2:]))
    return pieces


def is_letter_label(tokens: Sequence[str]) -> bool:
    """Whether a line begins with the letter of an item: "b) Cơ quan …"."""
    return len(tokens) > 1 and _LETTER_LABEL.match(tokens[0]) is not None and tokens[1].lstrip(OPENING)[:1].isupper()


LOUD = 0.9
"""Share of capitals in the rest of a line from which its words are all in capitals: "xA SUOI NGOC"."""
LOUD_LETTERS = 6
"""Letters the rest must have."""


def is_loud_beside(tokens: Sequence[str], index: int) -> bool:
    """Whether all words but the one at *index* are in capitals; acronyms say nothing: "Luu: VT, VHXH"."""
    others = (_letters_of(token) for i, token in enumerate(tokens) if i != index)
    letters = "".join(word for word in others if not _is_acronym(word))
    return len(letters) >= LOUD_LETTERS and sum(c.isupper() for c in letters) >= LOUD * len(letters)


def shouted(tokens: Sequence[str]) -> list[bool]:
    """Which of *tokens* are words in capitals: all of a line of capitals, and runs of them beside another column."""
    if is_shouting(tokens):
        return [True] * len(tokens)
    words = [_letters_of(token) for token in tokens]
    loud = [word.isupper() and len(word) > 1 and not _is_acronym(word) for word in words]
    found = [False] * len(tokens)
    start = 0
    for end in range(1, len(tokens) + 1):
        # A run ends with the sentence: "UBND xã; PHÓ CHỦ TỊCH".
        if end < len(tokens) and loud[end] == loud[start] and tokens[end - 1][-1] not in ";:":
            continue
        run = words[start:end]
        if loud[start] and len(run) > 1 and sum(map(len, run)) >= LOUD_LETTERS:
            found[start:end] = [True] * len(run)
        start = end
    return found


def _letters_of(token: str) -> str:
    return "".join(c for c in token if c.isalpha())


def _is_acronym(word: str) -> bool:
    return mend_acronym(word) is not None or _VOWELLESS.match(word) is not None


def is_shouting(tokens: Sequence[str]) -> bool:
    """Whether a line is set in capitals, so that a word in capitals in it is no acronym; "VT, XH" alone say nothing."""
    letters = [c for token in tokens if not _VOWELLESS.match(_letters_of(token)) for c in token if c.isalpha()]
    return sum(c.isupper() for c in letters) * 10 > len(letters) * 7


def _pieces_of(row: int, index: int, token: str, shouting: bool, stop: bool) -> Iterator[Piece]:
    if _ADDRESS.search(token):
        yield Piece(row, index, 0, len(token), token, "number", stop)
        return
    if _CODE.search(token):
        yield Piece(row, index, 0, len(token), token, "code", stop)
        return
    if _NUMERAL.match(token):
        yield Piece(row, index, 0, len(token), token, "number", stop)
        return
    last = 0
    for match in (_SHOUTED if shouting else CORE).finditer(token):
        between = token[last : match.start()]
        lone = index > 0 and match.group() == token and token in _LONE
        if not lone and not any(c.isalnum() for c in match.group()):
            continue  # a speck
        kind: Kind = "digit" if lone else _kind(match.group(), shouting)
        if kind == "digit" and (_FIXED_DIGIT.search(token) or (index == 0 and _LABEL.match(token))):
            kind = "number"
        if index == 0 and _ROMAN_LABEL.match(token):
            kind = "number"  # "I." is no "Ị."
        after_stop = stop or bool(_STOP.search(between))
        text = match.group().translate(_STROKES) if shouting else match.group()
        yield Piece(row, index, match.start(), match.end(), text, kind, after_stop, shouting, match.end() < len(token))
        stop, last = False, match.end()


def _kind(text: str, shouting: bool) -> Kind:
    letters = sum(c.isalpha() for c in text)
    digits = sum(c.isdigit() for c in text)
    junk = sum(c in _JUNK for c in text)
    if letters == 0 and not (junk and digits):
        return "digit" if len(text) <= 2 and text.isdigit() else "number"
    if (digits > letters + junk and text[0].isdigit() and not _DIGIT_WORD.match(text)) or _MEASURE.match(text):
        return "number"
    if _JOINED.match(text) or (_VOWELLESS.match(text) and not shouting):
        return "acronym"
    if mend_acronym(text) is not None and not (shouting and text.isupper()):
        return "acronym"
    return "word"
