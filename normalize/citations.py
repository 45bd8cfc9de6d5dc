"""Citations: each legal or administrative document named by kind and number, once, with its date and issuer."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from models.plan import Citation
from normalize.citation_issuers import IssuerMention, read_issuer
from normalize.codes import CodeMention, citation_data, find_codes
from normalize.text import flow, squeeze

_DATE = (
    r"(?P<day>\d\s?\d?)\s?(?:[/.–-]\s?(?P<month>\d\s?\d?)\s?[/.–-]\s?|tháng\s+(?P<month_said>\d{1,2})\s+năm\s+)"
    r"(?P<year>(?:19|2\s?0)\s?\d\s?\d)(?!\d)"
)
_DATED = re.compile(rf"\s*[,(]?\s*(?:(?:được\s+)?(?:mới\s+)?(?:ban hành|ký)\s+)?ngày\s+{_DATE}\s?\)?", re.IGNORECASE)
_OF = re.compile(r"\s*,?\s*(?:\([^()]{0,60}\)\s*)?của\s+(?:đồng chí\s+)?", re.IGNORECASE)
_CONCLUSION_OF = re.compile(
    r"\s*về\s+(?:việc\s+)?(?:ý kiến\s+)?kết luận\s+(?:chỉ đạo\s+)?của\s+(?:đồng chí\s+)?", re.IGNORECASE
)
_LISTED = re.compile(r"\s*(?:,|;|và|,\s*và)\s*(?:[^\W\d_]+\s+){0,4}?số:?\s*$|\s*(?:,|;|và)\s*$", re.IGNORECASE)
_NUMBERED = re.compile(r"\s*\(?\s*(?:[Ss][ốôóỗ]\s*[:.]?\s*)?")
# Between a law's kind and its number stands its name: "Luật Đất đai số 31/2024/QH15".
_LAW_NAME = re.compile(r"\s+[^.;:()]{2,120}?\s+[Ss]ố\s*:?\s*")
_AND_NUMBER = re.compile(r"\s*,?\s*và\s+(?:[^\W\d_]+\s+){0,4}?số:?\s*", re.IGNORECASE)
_BEFORE_NUMBER = re.compile(r"\s*(?:tại\s+|theo\s+)?[Ss]ố:?\s*")
_BELONGING = re.compile(r"\bcủa\s+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Mention:
    """One naming of a document."""

    number: str
    kind: str | None
    issued_on: date | None
    issuer: str | None


def find_citations(texts: Iterable[str], own_number: str | None, names: object | None = None) -> tuple[Citation, ...]:
    """
    Every document that *texts* name by its code, in order of first mention.

    Args:
        texts: passages in reading order, as printed.
        own_number: the document's own code, which is no citation; a code with a blank serial excludes nothing.
        names: unit names known to the caller; the bodies that issue documents are this module's own table.
    Returns:
        One citation per code, with the fullest kind and issuer and the first date that any mention gives.
    """
    own = _key(own_number or "")
    found: dict[str, Citation] = {}
    for text in texts:
        if "/" not in text:
            continue
        for mention in _read_mentions(flow(text).replace("\n", " ")):
            key = _key(mention.number)
            # The tail of "03-KH/BCĐ35" is no part of a code elsewhere.
            if key == own or (own.startswith(key) and own[len(key) :].isdigit()):
                continue
            found[key] = _joined(found.get(key), mention)
    return tuple(found.values())


def _key(number: str) -> str:
    # "TƯ" and "TU", "TW" printed with a horn by OCR: the horn tells no two bodies apart.
    return re.sub(r"\s", "", number).upper().replace("Ư", "U")


def _joined(known: Citation | None, mention: _Mention) -> Citation:
    if known is None:
        return Citation(kind=mention.kind, number=mention.number, issued_on=mention.issued_on, issuer=mention.issuer)
    return Citation(
        kind=_fullest(known.kind, mention.kind),
        number=mention.number if "Ư" in known.number else known.number,
        issued_on=known.issued_on or mention.issued_on,
        issuer=_fullest(known.issuer, mention.issuer),
    )


def _fullest(first: str | None, second: str | None) -> str | None:
    return max((first or "", second or ""), key=len) or None


def _read_mentions(text: str) -> Iterator[_Mention]:
    codes = [code for code in find_codes(text) if not _is_form(text, code)]
    kinds = _kinds(text, codes)
    stops = [code.start for code in codes[1:]] + [len(text)]
    later: IssuerMention | None = None
    mentions: list[_Mention] = []
    for index in range(len(codes) - 1, -1, -1):
        code, stop = codes[index], stops[index]
        issued_on, issuer = _date_and_issuer(text, code.end, stop)
        if issuer is None and later is not None and _shares_issuer(text, codes, index):
            # "Chương trình số … và Kế hoạch số … của Ban Thường vụ Tỉnh ủy"
            issuer = later
        later = issuer
        found = issuer or _issuer_before(text, code.start, kinds[index])
        mentions.append(_Mention(code.number, kinds[index] or code.kind, issued_on, found.name if found else None))
    yield from reversed(mentions)


def _is_form(text: str, code: CodeMention) -> bool:
    return _tables().not_document.search(text, max(0, code.start - 40), code.start) is not None


def _kinds(text: str, codes: Sequence[CodeMention]) -> list[str | None]:
    """The kind printed before each code; in a list ("Nghị quyết số 57-NQ/TW, số 71/NQ-CP") the one before goes on."""
    kinds: list[str | None] = []
    for index, code in enumerate(codes):
        floor = codes[index - 1].end if index else 0
        left = text[max(floor, code.start - 160) : code.start]
        printed = _kind_before(left)
        if printed:
            kinds.append(printed)
        elif index and _LISTED.search(text[codes[index - 1].end : code.start]) and code.kind == codes[index - 1].kind:
            kinds.append(kinds[-1])
        else:
            kinds.append(None)
    return kinds


def _kind_before(left: str) -> str | None:
    """The kind of document that *left*, the text before a code, ends in."""
    tables = _tables()
    for match in reversed(list(tables.kind.finditer(left))):
        between = left[match.end() :]
        if _NUMBERED.fullmatch(between) or (match[0].lower().endswith("luật") and _LAW_NAME.fullmatch(between)):
            return tables.spelling[squeeze(match[0]).lower()]
        issuer = _BELONGING.match(between.lstrip())
        mention = read_issuer(between.lstrip(), issuer.end()) if issuer else None
        if mention and _NUMBERED.fullmatch(between.lstrip()[mention.end :]):
            return tables.spelling[squeeze(match[0]).lower()]
    return None


def _date_and_issuer(text: str, start: int, stop: int) -> tuple[date | None, IssuerMention | None]:
    dated = _DATED.match(text, start, stop)
    at = dated.end() if dated else start
    issuer = None
    for opening in (_OF, _CONCLUSION_OF):
        match = opening.match(text, at, stop)
        if match and issuer is None:
            issuer = read_issuer(text, match.end())
    if dated is None and issuer is not None:
        dated = _DATED.match(text, issuer.end, stop)
    return _read_date(dated) if dated else None, issuer


def _read_date(match: re.Match[str]) -> date | None:
    day, month, year = (
        int(re.sub(r"\s", "", part)) for part in (match["day"], match["month"] or match["month_said"], match["year"])
    )
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _shares_issuer(text: str, codes: Sequence[CodeMention], index: int) -> bool:
    """Whether the code at *index* and the next stand in one list and come from one body."""
    code, following = codes[index], codes[index + 1]
    dated = _DATED.match(text, code.end, following.start)
    between = text[dated.end() if dated else code.end : following.start]
    bodies = [number.split("/")[-1].split("-")[-1] for number in (code.number, following.number)]
    # Several bodies sign for the Party's centre ("TW"): only documents of one kind are surely of one of them.
    same_body = bodies[0] == bodies[1] and (bodies[0] != "TW" or code.kind == following.kind)
    return same_body and _AND_NUMBER.fullmatch(between) is not None


def _issuer_before(text: str, at: int, kind: str | None) -> IssuerMention | None:
    """The body named before the code, or before its list: "các chương trình của Thành ủy: Chương trình số …"."""
    sentence = max(text.rfind(". ", 0, at), text.rfind(";", 0, at), 0)
    colon = text.rfind(":", sentence, at)
    for match in _BELONGING.finditer(text, sentence, at):
        issuer = read_issuer(text, match.end())
        if issuer is None:
            continue
        heads_list = colon >= 0 and not text[issuer.end : colon].strip()
        if heads_list and kind and text[sentence : match.start()].rstrip().lower().endswith(kind.lower()):
            return issuer
        if _BEFORE_NUMBER.fullmatch(text[issuer.end : at]):
            return issuer
    return None


@dataclass(frozen=True, slots=True)
class _Tables:
    kind: re.Pattern[str]
    not_document: re.Pattern[str]
    spelling: dict[str, str]


@lru_cache(maxsize=1)
def _tables() -> _Tables:
    data = citation_data()
    kinds, forms = data["kinds"], data["not_documents"]
    assert isinstance(kinds, list)
    assert isinstance(forms, list)

    def any_of(words: list[str]) -> str:
        return "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in sorted(words, key=len, reverse=True))

    return _Tables(
        kind=re.compile(rf"(?<!\w)(?:{any_of(kinds)})(?!\w)", re.IGNORECASE),
        not_document=re.compile(rf"(?<!\w)(?:{any_of(forms)})\s*:?\s*$", re.IGNORECASE),
        spelling={kind.lower(): kind for kind in kinds},
    )
