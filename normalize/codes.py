"""Document codes (số ký hiệu) in running text, found and mended: "57-NQ/TW", "63/KH-UBND", "31/2024/QH15"."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from normalize.text import squeeze

_LETTER = "A-Za-zĐđƯưÂâÔô&"
# Some offices add the division that drew it up behind a full stop: "15/KH-UBND.VX".
_DIVISION = r"\.(?!UBND|HĐND|BCĐ|UBMT)[A-ZĐ]{2,4}"
_SEGMENT = rf"[A-ZĐƯ0][{_LETTER}]*\d{{0,4}}(?:{_DIVISION})?(?![\w&])"
_DASH = r"\s?[-–]\s?"

_CODE = re.compile(
    rf"(?<![\w/.:,&-])(?P<serial>\d{{1,5}}(?:[A-Za-z](?![{_LETTER}]))?)"
    rf"(?:(?:\s?/\s?(?P<year>(?:19|20)\d\d))?\s?/\s?(?P<state>{_SEGMENT}(?:{_DASH}{_SEGMENT})*)"
    # OCR reads the Party's hyphen as a full stop or drops it: "29.NQ/TW".
    rf"|\s?[-–.]?\s?[-–]?(?P<kind>[A-ZĐ0][{_LETTER}0]{{0,5}})\s?/\s?(?P<body>{_SEGMENT}(?:{_DASH}{_SEGMENT})*))"
)

# Letters that OCR takes for one another, each to what it may have been in a code.
_SLIPS: Mapping[str, str] = {"O": "Q", "0": "Q", "D": "Đ", "Ð": "Đ", "Ơ": "Q", "Ò": "Q", "8": "B", "I": "T", "1": "T"}

# "Công văn số 4503/TCT": a dispatch whose code names the body alone.
_DISPATCH = re.compile(r"\b(?:công văn|văn bản|thông báo|công điện)\s+số:?\s?$", re.IGNORECASE)
_PARLIAMENT = re.compile(r"(?:UBTV)?QH\d{1,2}")
# Departments of the police and the army are numbered ("C06", "PV01"); any other digit at the end is a footnote's.
_FOOTNOTE = re.compile(r"(?<=[A-ZĐƯa-zđ]{2})(?<!\bPC)(?<!\bPV)(?<!\bPA)(?<!\bPX)(?<!\bPH)\d{1,2}$")
_GLUED = {
    "NĐCP": "NĐ-CP",
    "NQCP": "NQ-CP",
    "QĐTTg": "QĐ-TTg",
    "CTTTg": "CT-TTg",
    "QĐUBND": "QĐ-UBND",
    "KHUBND": "KH-UBND",
}
_BODIES = {"HDND": "HĐND", "UBNO": "UBND", "IW": "TW", "TVV": "TW", "UBNĐ": "UBND", "HĐNĐ": "HĐND"}


@dataclass(frozen=True, slots=True)
class CodeMention:
    """A code as it stands in a text."""

    start: int
    end: int
    number: str
    """Without spaces, footnote digits and OCR slips."""
    kind: str | None
    """The kind that the code itself names: "NQ" is a Nghị quyết."""


@lru_cache(maxsize=1)
def citation_data() -> Mapping[str, object]:
    """The tables of `data/citations.toml`."""
    with (Path(__file__).parent / "data" / "citations.toml").open("rb") as file:
        return tomllib.load(file)


@lru_cache(maxsize=1)
def code_kinds() -> Mapping[str, str]:
    """The kind of document for each kind segment of a code."""
    table = citation_data()["code_kinds"]
    assert isinstance(table, dict)
    return {str(segment): str(kind) for segment, kind in table.items()}


def find_codes(text: str) -> tuple[CodeMention, ...]:
    """
    Every document code in *text*, in order of place.

    Args:
        text: running text (wrapped codes already joined where they ended in a hyphen).
    """
    if "/" not in text:
        return ()
    mentions = (_read_code(match, text) for match in _CODE.finditer(text))
    return tuple(mention for mention in mentions if mention is not None)


def _read_code(match: re.Match[str], text: str) -> CodeMention | None:
    numbered = re.search(r"\b[Ss][ốỐôỗóoò][:.]?\s?$", text[max(0, match.start() - 6) : match.start()]) is not None
    if match["kind"]:
        kind = _mend_kind(match["kind"]) or _mend_by_word(match["kind"], match.string[: match.start()])
        if kind is None:
            return None
        body = _tidy(match["body"])
        return CodeMention(*match.span(), f"{match['serial']}-{kind}/{body}", code_kinds()[kind])
    return _read_state_code(match, numbered)


def _read_state_code(match: re.Match[str], numbered: bool) -> CodeMention | None:
    segments = _tidy(match["state"]).split("-")
    glued = _GLUED.get(segments[0])
    if glued:
        segments[:1] = glued.split("-")
    front = match["serial"] + (f"/{match['year']}" if match["year"] else "")
    if match["year"] and _PARLIAMENT.fullmatch(segments[0]):
        return CodeMention(*match.span(), f"{front}/{segments[0]}", None)
    # "số 76/KH-" with its end lost is no code.
    whole = len(segments) > 1 or (
        numbered and not match.string[match.end() : match.end() + 2].lstrip().startswith(("-", "–"))
    )
    kind = _mend_kind(segments[0]) if whole else None
    if kind is not None:
        segments[0] = kind
    elif not (numbered and (len(segments) > 1 or "." in segments[0])) and not (
        len(segments[0]) > 2 and whole and _DISPATCH.search(match.string[: match.start()][-20:])
    ):
        # "24/7", "km/h", "4G/5G": without a kind, only "số 5710/UBND-SGDĐT" is a code (a dispatch).
        return None
    return CodeMention(*match.span(), f"{front}/{'-'.join(segments)}", code_kinds().get(segments[0]))


def _tidy(tail: str) -> str:
    """The tail of a code without spaces and footnote digits, its best-known bodies mended."""
    segments = [re.sub(r"\s", "", segment) for segment in re.split(r"[-–]", tail)]
    if not _PARLIAMENT.fullmatch(segments[-1]):
        segments[-1] = _FOOTNOTE.sub("", segments[-1])
    return "-".join(_BODIES.get(segment, segment) for segment in segments)


@lru_cache(maxsize=1024)
def _mend_kind(segment: str) -> str | None:
    """A kind segment as it must have been, if it is one or can only be one."""
    known = code_kinds()
    if segment in known:
        return segment
    readings = {""}
    for letter in segment:
        readings = {reading + choice for reading in readings for choice in {letter, _SLIPS.get(letter, letter)}}
    possible = {reading for reading in readings if reading in known}
    if not possible:
        possible = {kind for kind in known if kind.upper() == segment.upper()}
    return possible.pop() if len(possible) == 1 else None


def _mend_by_word(segment: str, left: str) -> str | None:
    """A misread kind segment, by the word printed before it: after "Kết luận số", "51-KU/TW" can only be "51-KL/TW"."""
    words = squeeze(re.sub(r"\s[Ss]\S{1,2}\s*:?\s*$", "", left[-40:])).lower()
    possible = {
        known
        for known, kind in code_kinds().items()
        if words.endswith(kind.lower()) and len(known) == len(segment) and _differing(known, segment) == 1
    }
    return possible.pop() if len(possible) == 1 else None


def _differing(first: str, second: str) -> int:
    return sum(a != b for a, b in zip(first, second, strict=True))
