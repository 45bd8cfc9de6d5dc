"""Checks what a plan says of itself: appendices that it names and parts that it points to must be there."""

import re
from collections.abc import Iterator, Mapping, Sequence

from models.finding import Finding
from models.raw import Passage, RawPart, RawText
from normalize.text import fold_letters
from parsers.kinds import is_form
from parsers.labels import number_word
from parsers.outline_nodes import Node
from parsers.parts import only_carries

_NUMERAL = r"(?:[ivxlc]+|\d{1,2}|[a-h])"
_KINDS = (
    "nghi dinh|thong tu|nghi quyet|quyet dinh|luat|chi thi|cong van|ke hoach|thong bao|huong dan|chuong trinh|de an"
    "|ket luan"
)
_APPENDIX = re.compile(
    rf"\b(?:cac\s+)?phu\s+luc\s*(?:so\s+)?(?P<numbers>{_NUMERAL}\b"
    rf"(?:\s*(?:,|va|;|den)\s*(?:phu\s+luc\s*(?:so\s+)?)?{_NUMERAL}\b(?![)\w]))*)?"
)
_OF_ANOTHER = re.compile(
    rf"^[\s,)]*(?:\(?(?:ban hanh\s+)?kem theo|cua|tai|thuoc|theo)\s+(?:cac\s+)?(?:{_KINDS})\s+(?:so\b|\d|lien tich)"
)
_ATTACHED_BEFORE = re.compile(r"(?:kem theo|dinh kem|ban hanh kem|tai|theo|xem|o)\s*$")
_ATTACHED_AFTER = re.compile(r"^\s*\(?(?:ban hanh\s+)?(?:kem theo|dinh kem)")
_REFERENCE = re.compile(
    r"\b(?P<item>noi dung|nhiem vu|muc|diem|khoan|tieu muc|tiet)\s+(?:so\s+)?"
    rf"(?P<label>\d{{1,2}}(?:\.\d{{1,2}})+|{_NUMERAL})\s*,?\s*(?:cua\s+|thuoc\s+|tai\s+)?"
    r"(?P<part>phan|muc|chuong)\s+(?P<of>[ivxlc]+|\d{1,2}|[a-h])\b"
)
_OTHER_DOCUMENT = re.compile(
    rf"^[\s,]*(?:\(?ban hanh\s+)?(?:kem theo|cua|tai|thuoc|theo|trong)?\s*(?:{_KINDS}|phu luc)"
    r"(?!\s+(?:nay|hanh dong nay))"
)
_BLANKS = re.compile(r"[\s.…_]+")
_ALL = ""
"""The key of an appendix without a number."""


def check_parts(parts: Sequence[RawPart], main: int) -> Iterator[Finding]:
    """A finding for each further document of a file that has a letterhead of its own: the record names one alone."""
    for index, part in enumerate(parts):
        if index == main or part.kind == "appendix" or not part.head.has_letterhead or part.head.number is None:
            continue
        carries = index < main and (only_carries(part) or part.kind == "dispatch")
        name = _BLANKS.sub(" ", _named(part)).strip()
        message = f"Tệp còn có một văn bản khác, bắt đầu ở trang {part.first_page}: {name}."
        yield Finding(
            severity="info" if carries else "warning", code="several-documents", page=part.first_page, message=message
        )


def _named(part: RawPart) -> str:
    number = part.head.number.text if part.head.number else ""
    return f"{part.head.kind_word.text if part.head.kind_word else 'CÔNG VĂN'} {number}"


def check_appendices(passages: Sequence[Passage], parts: Sequence[RawPart]) -> Iterator[Finding]:
    """One finding for each appendix that the text names and the file lacks, at its first mention."""
    present = {
        _appendix_key(part.head.label)
        for part in parts
        if part.kind == "appendix" and not (part.head.label and is_form(part.head.label.text))
    }
    told: set[str] = set()
    for passage in passages:
        if passage.kind == "head" or parts[passage.part].kind == "appendix":
            continue
        text = " ".join(passage.text.text.split())
        folded = fold_letters(text)
        if "phu luc" not in folded:
            continue
        for match in _APPENDIX.finditer(folded):
            if _OF_ANOTHER.match(folded[match.end() :]) or not _is_own(folded, match, bool(match["numbers"])):
                continue
            for key in _appendix_numbers(match["numbers"], text[match.start("numbers") : match.end("numbers")]):
                if key in told or _is_present(key, present):
                    continue
                told.add(key)
                yield _missing_appendix(key, passage, match.start())


def _is_own(folded: str, match: re.Match[str], numbered: bool) -> bool:
    """An appendix without a number must be said to be attached; "các phụ lục hợp đồng" is not."""
    return numbered or bool(
        _ATTACHED_BEFORE.search(folded[max(0, match.start() - 40) : match.start()])
        or _ATTACHED_AFTER.match(folded[match.end() :])
    )


def _appendix_numbers(folded: str | None, printed: str) -> list[str]:
    if not folded:
        return [_ALL]
    names = re.findall(rf"\b{_NUMERAL}\b", re.sub(r"phu luc|so|va|den", " ", folded))
    # "Phụ lục a" in lower case is a word; a numeral is printed in capitals or digits.
    return [n.upper() for n in names if n.isdigit() or n.upper() in printed] or [_ALL]


def _appendix_key(label: RawText | None) -> str:
    match = re.search(rf"phu luc\s*(?:so\s*)?({_NUMERAL})\b", fold_letters(label.text)) if label else None
    return match[1].upper() if match else _ALL


def _is_present(key: str, present: set[str]) -> bool:
    if not present:
        return False
    if key == _ALL or _ALL in present:
        return True
    return number_word(key) in {number_word(p) for p in present}


def _missing_appendix(key: str, passage: Passage, place: int) -> Finding:
    name = f"Phụ lục {key}" if key else "Phụ lục kèm theo"
    message = f"{name} được dẫn chiếu nhưng không có trong tệp."
    return Finding(
        severity="warning", code="missing-referenced-appendix", message=message,
        page=page_of(passage.text, place), section=passage.section,
    )  # fmt: skip


def page_of(text: RawText, place: int) -> int:
    """The page on which the character at *place* stands; the share of the text decides where it runs over a break."""
    if len(text.fragments) == 1:
        return text.page
    heights = [fragment.bbox[3] - fragment.bbox[1] for fragment in text.fragments]
    share = place / max(1, len(text.text)) * sum(heights)
    for fragment, height in zip(text.fragments, heights, strict=True):
        if share <= height:
            return fragment.page
        share -= height
    return text.fragments[-1].page


def check_references(passages: Sequence[Passage], nodes: Mapping[str, Node]) -> Iterator[Finding]:
    """A finding for each "nội dung 4, phần I" whose part is there but has no such item."""
    told: set[tuple[str, str, str]] = set()
    for passage in passages:
        if passage.kind not in ("item", "intro", "closing", "field", "heading"):
            continue
        text = " ".join(passage.text.text.split())
        folded = fold_letters(text)
        if "phan" not in folded and "muc" not in folded and "chuong" not in folded:
            continue
        for match in _REFERENCE.finditer(folded):
            if _OTHER_DOCUMENT.match(folded[match.end() :]):
                continue
            part = text[match.start("of") : match.end("of")]
            holder = nodes.get(part)
            if holder is None or (not part.isupper() and not part.isdigit()):
                continue
            label = text[match.start("label") : match.end("label")]
            if _has_item(holder, label) or (key := (part, label, match["item"])) in told:
                continue
            told.add(key)
            printed = text[match.start() : match.end()]
            word = text[match.start("part") : match.end("part")]
            yield Finding(
                severity="warning", code="dangling-reference",
                message=f"Dẫn chiếu “{printed}” nhưng {word.lower()} {part} không có mục {label}.",
                page=page_of(passage.text, match.start()), section=passage.section,
            )  # fmt: skip


def _has_item(holder: Node, label: str) -> bool:
    wanted = label.lower()
    labels = [n.label.lower() for n in holder.walk() if n.label is not None and n.kind != "bullet"]
    # Bullets have no labels to point at: the third of them may be what "nội dung 3" means.
    if wanted in labels or any(name.endswith("." + wanted) for name in labels):
        return True
    bullets = [n for n in holder.children if n.kind == "bullet"]
    return (
        wanted.isdigit()
        and not any(n.kind != "bullet" and n.label for n in holder.children)
        and int(wanted) <= len(bullets)
    )
