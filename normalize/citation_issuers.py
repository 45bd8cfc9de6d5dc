"""Who issued a cited document: the body named after "của", abbreviations spelt out. A province is never guessed."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from normalize.codes import citation_data

# Words that begin the matter of a document right after the name of a place: "tỉnh Lạc Hà Quy định …".
_MATTER = (
    r"(?:Quy định|Ban hành|Phê duyệt|Về|Triển khai|Thực hiện|Hướng dẫn|Sửa đổi|Quy hoạch|Kế hoạch|Tổ chức|Thông qua|"
    r"Công bố|Chương trình|Nghị quyết|Quyết định|Chỉ thị|Công văn|Thông báo|Kết luận|Đề án|Căn cứ|Theo|Tiếp tục|"
    r"Tăng cường|Đẩy mạnh|Giao|Điều chỉnh|Bãi bỏ|Kính gửi|Kho[áa]|Khóa|Nhiệm kỳ|Kỳ họp|Chủ trì|Đồng chí|Ông|Bà)"
)
_CAPITAL = r"A-ZÀ-ÖØ-ÞĂĐĨŨƠƯẠẢẤẦẨẪẬẮẰẲẴẶẸẺẼẾỀỂỄỆỈỊỌỎỐỒỔỖỘỚỜỞỠỢỤỦỨỪỬỮỰỲỴỶỸ"
_SYLLABLE = rf"(?!{_MATTER}\b)[{_CAPITAL}][^\W\d_]*"
_PLACE = rf"(?-i:{_SYLLABLE}(?:(?:\s|\s?-\s?){_SYLLABLE}){{0,3}})"


@dataclass(frozen=True, slots=True)
class IssuerMention:
    """A body as it stands in a text."""

    start: int
    end: int
    name: str
    """Spelt out."""


@dataclass(frozen=True, slots=True)
class _Grammar:
    body: re.Pattern[str]
    abbreviations: tuple[tuple[re.Pattern[str], str], ...]
    known: re.Pattern[str]
    """Any word or name of the tables, in any case."""
    spelling: Mapping[str, str]


@lru_cache(maxsize=1)
def _grammar() -> _Grammar:
    data = citation_data()
    issuers, short = data["issuers"], data["abbreviations"]
    assert isinstance(issuers, dict)
    assert isinstance(short, dict)

    def any_of(key: str) -> str:
        return _any([name for full in issuers[key] for name in _written(full, short)])

    body = (
        rf"(?:(?:{any_of('closed')})(?!\w)"
        rf"|(?:(?:{any_of('offices')})\s+)?(?:{any_of('placed')})(?!\w)(?:\s+(?:{any_of('levels')})(?!\w))?(?:\s+{_PLACE})?"
        rf"|(?:{any_of('fielded')})\s+(?:{any_of('fields')})(?!\w)(?:\s+(?:tỉnh|thành phố)(?!\w)(?:\s+{_PLACE})?)?)"
    )
    words = [word for key in ("fields", "closed", "offices", "placed", "levels", "fielded") for word in issuers[key]]
    return _Grammar(
        body=re.compile(body, re.IGNORECASE),
        abbreviations=tuple(
            (re.compile(rf"(?<!\w){re.escape(abbreviation)}(?![\w&])"), str(full))
            for abbreviation, full in sorted(short.items(), key=lambda item: -len(item[0]))
        ),
        known=re.compile(rf"(?<!\w)(?:{_any(words)})(?!\w)", re.IGNORECASE),
        spelling={word.lower(): word for word in words},
    )


def _written(full: str, short: Mapping[str, str]) -> list[str]:
    """The ways a name may be written: whole, or with one of its parts abbreviated."""
    return [full, *(full.replace(long, abbreviation) for abbreviation, long in short.items() if long in full)]


def _any(names: Iterable[str]) -> str:
    ordered = sorted(set(names), key=len, reverse=True)
    return "|".join(re.escape(name).replace(r"\ ", r"\s+") for name in ordered)


def read_issuer(text: str, at: int) -> IssuerMention | None:
    """The body whose name begins at *at* in *text*, if one does."""
    match = _grammar().body.match(text, at)
    return IssuerMention(*match.span(), _spell_out(match[0])) if match else None


@lru_cache(maxsize=4096)
def _spell_out(printed: str) -> str:
    """A body's name with abbreviations spelt out and the capitals of running text."""
    grammar = _grammar()
    name = " ".join(printed.split())
    for pattern, full in grammar.abbreviations:
        name = pattern.sub(full, name)
    if printed.isupper():
        # A title in capitals: known words as they are spelt, the rest (a place) with initials.
        name = " ".join(word.capitalize() for word in name.split())
    name = grammar.known.sub(lambda match: grammar.spelling[match[0].lower()], name)
    return name[:1].upper() + name[1:]
