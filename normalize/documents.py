"""Makes the document's own record of its printed head: number, title, issuer, date, signer, recipients, doubts."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from models.finding import Finding
from models.plan import Attachment, Document, Signer
from models.raw import RawHead, RawPart, RawPlan, RawSignature, RawText
from normalize.casing import in_capitals, mended_name, mended_place, person_name, proper_case
from normalize.document_rules import (
    PlaceDate,
    Symbol,
    read_attached,
    read_place_date,
    read_symbol,
    read_title_year,
)
from normalize.issuers import find_issuer, named_areas
from normalize.text import flow, squeeze
from normalize.tones import modern_tones
from normalize.unit_names import UnitNames

UNSURE = 0.5
"""Confidence below which a number or date read by OCR is reported."""
ILLEGIBLE = 0.5
"""Confidence below which a line of the signature says only that something stands there."""


_OFFICES = (
    "Văn phòng",
    "Thanh tra",
    "Ban Thường vụ",
    "Ban Thường trực",
    "Ban Chấp hành",
    "Thường trực",
    "Ủy ban kiểm tra",
)
"""Stand bare in a letterhead under the body whose office or organ they are."""


@dataclass(frozen=True, slots=True)
class _Issue:
    """Where and when the document was issued, under which number, and what was doubtful about it."""

    number: str | None
    place: str | None
    issued_on: date | None
    year: int | None
    findings: tuple[Finding, ...]


def read_document(raw: RawPlan, source: str, sha256: str, names: UnitNames) -> tuple[Document, tuple[Finding, ...]]:
    """
    The record of the document itself, and what was doubtful about its head.

    Args:
        source: file name as given.
        sha256: of the file's bytes.
        names: unit names to spell the issuer with.
    """
    part = raw.parts[raw.main]
    head = part.head
    title = _clean(head.title)
    attached = _attached(head, names)
    misread = raw.text_source != "text_layer"
    if part.kind == "appendix":
        issue = _Issue(None, None, None, _appendix_year(head, title), ())
        issuer, parent = (attached.issuer if attached else None) or _body_name(head.issuer, names, misread), None
    else:
        issue = _issue(part, raw, title, names)
        places = (issue.place, *named_areas(raw))
        parent = _with_places(_body_name(head.parent_issuer, names, misread), places)
        issuer = (
            _with_places(_office_of(_body_name(head.issuer, names, misread), parent), places)
            or (attached.issuer if attached else None)
            or find_issuer(raw, names)
        )
    signer, unsure = (None, ()) if part.kind == "appendix" else _signer(part.signature, names)
    document = Document(
        source=source,
        sha256=sha256,
        page_count=raw.page_count,
        kind=part.kind,
        number=issue.number,
        title=title,
        label=_clean(head.label),
        issuer=issuer,
        parent_issuer=parent,
        place=issue.place,
        issued_on=issue.issued_on,
        year=issue.year,
        signer=signer,
        recipients=() if part.kind == "appendix" else _recipients(part),
        attached_to=attached if part.kind == "appendix" else None,
        text_source=raw.text_source,
    )
    return document, (*issue.findings, *unsure, *_cosigned(part, names))


def _with_places(body: str | None, places: Iterable[str | None]) -> str | None:
    """*body* with the place at its end spelt as beside the date or in the text: "SỞ Y TẾ LẠC HÀ" is that of Lạc Hà."""
    for place in places:
        if body is not None and place is not None and body.lower().endswith(f" {place.lower()}"):
            return body[: -len(place)] + place
    return body


def _office_of(body: str | None, parent: str | None) -> str | None:
    """An office that prints only what it is, under the body it serves: "VĂN PHÒNG" of a province's committee."""
    return f"{body} {parent}" if body in _OFFICES and parent else body


def _clean(text: RawText | None) -> str | None:
    """Printed text as published; lines of a title are one running text."""
    if text is None:
        return None
    said = modern_tones(flow(text.text)).strip(" *,;")
    # A speck beside the title that a recogniser took for a quotation mark.
    return (said.strip('"“”') if len(re.findall('["“”]', said)) == 1 else said) or None


def _issue(part: RawPart, raw: RawPlan, title: str | None, names: UnitNames) -> _Issue:
    head = part.head
    title_year = read_title_year(title or "")
    if not head.has_letterhead:
        missing = Finding(
            severity="warning",
            code="missing-letterhead",
            message="Trang đầu không có phần cơ quan ban hành, số, địa danh và ngày tháng.",
            page=part.first_page,
        )
        return _Issue(None, None, None, title_year or _attached_year(head), (missing,))
    symbol = read_symbol(flow(head.number.text)) if head.number else Symbol(None, False)
    when = read_place_date(flow(head.place_date.text)) if head.place_date else PlaceDate()
    symbol, when = _told_elsewhere(symbol, when, part, raw)
    misread = raw.text_source != "text_layer"
    place = _place_name(when.place, names) if when.place else None
    return _Issue(
        number=symbol.number,
        # In print "Bản Mây" is that place, though only a "Bản Máy" is on the list.
        place=mended_place(place, names) if place and misread else place,
        issued_on=when.issued_on,
        year=title_year or when.year or _attached_year(head),
        findings=(*_number_findings(symbol, part, misread), *_date_findings(when, part, misread)),
    )


def _told_elsewhere(symbol: Symbol, when: PlaceDate, part: RawPart, raw: RawPlan) -> tuple[Symbol, PlaceDate]:
    """Number and date that were not legible in the letterhead of a scan, as the file's own appendices print them."""
    if raw.text_source == "text_layer":
        return symbol, when
    number_by_hand, date_by_hand = (
        text is not None and text.handwritten for text in (part.head.number, part.head.place_date)
    )
    for other in raw.parts:
        if other is part or other.head.attached is None:
            continue
        told = read_attached(flow(other.head.attached.text))
        same = told.number and symbol.number and told.number.endswith(re.sub(r"^\d*[/-]", "", symbol.number))
        # Print is surer than what a pen wrote.
        if same and told.number and (not symbol.whole or (number_by_hand and told.number[0].isdigit())):
            symbol = read_symbol(told.number)
        if (when.issued_on is None or date_by_hand) and told.issued_on and when.year in (None, told.issued_on.year):
            when = replace(when, issued_on=told.issued_on, year=told.issued_on.year)
    return symbol, when


def _number_findings(symbol: Symbol, part: RawPart, misread: bool) -> tuple[Finding, ...]:
    printed = part.head.number
    page = printed.page if printed else part.first_page
    if printed is None and part.head.attached is not None:
        # What a decision issues bears the decision's number.
        return ()
    if symbol.whole:
        # A number that the appendix told is as sure as the appendix.
        own = printed is not None and read_symbol(flow(printed.text)) == symbol
        sure = printed is None or printed.confidence >= UNSURE or not own
        if printed and printed.handwritten and own:
            return (_unsure(f"Số văn bản viết tay, đọc là {symbol.number}: cần xem lại.", page),)
        return () if sure else (_unsure(f"Số văn bản đọc không chắc: {symbol.number}.", page),)
    if symbol.illegible:
        return (_unsure(f"Không đọc được số văn bản, chỉ rõ ký hiệu {symbol.number}.", page),)
    if not symbol.number:
        message = "Phần đầu văn bản không có số và ký hiệu."
    elif misread:
        message = f"Số văn bản để trống hoặc viết tay không đọc được, chỉ rõ ký hiệu {symbol.number}."
    else:
        message = f"Số văn bản để trống, chỉ có ký hiệu {symbol.number}."
    return (Finding(severity="warning", code="blank-number", message=message, page=page),)


def _date_findings(when: PlaceDate, part: RawPart, misread: bool) -> tuple[Finding, ...]:
    printed = part.head.place_date
    page = printed.page if printed else part.first_page
    if when.issued_on is not None:
        own = printed is not None and read_place_date(flow(printed.text)).issued_on == when.issued_on
        sure = printed is None or printed.confidence >= UNSURE or not own
        if printed and printed.handwritten and own:
            return (_unsure(f"Ngày ban hành viết tay, đọc là {when.issued_on:%d/%m/%Y}: cần xem lại.", page),)
        return () if sure else (_unsure(f"Ngày ban hành đọc không chắc: {when.issued_on:%d/%m/%Y}.", page),)
    if printed is None and part.head.attached is not None:
        return ()
    known = f"năm {when.year}" if when.year else "địa danh"
    if when.illegible or (when.impossible and misread):
        return (_unsure(f"Không đọc được trọn ngày, tháng ban hành, chỉ rõ {known}.", page),)
    if when.impossible:
        message = f"Ngày ban hành không có trong lịch: {when.impossible}."
        return (Finding(severity="warning", code="invalid-date", message=message, page=page),)
    if printed is None:
        message = "Phần đầu văn bản không có ngày, tháng, năm ban hành."
    elif when.month:
        message = f"Ngày ban hành để trống, chỉ ghi tháng {when.month}" + (f" năm {when.year}." if when.year else ".")
    elif when.day:
        message = "Tháng ban hành để trống."
    elif when.year:
        message = f"Ngày và tháng ban hành để trống, chỉ ghi năm {when.year}."
    else:
        message = "Ngày, tháng, năm ban hành để trống."
    return (Finding(severity="warning", code="blank-date", message=message, page=page),)


def _unsure(message: str, page: int) -> Finding:
    return Finding(severity="warning", code="low-ocr-confidence", message=message, page=page)


def _appendix_year(head: RawHead, title: str | None) -> int | None:
    return _attached_year(head) or read_title_year(title or "")


def _attached_year(head: RawHead) -> int | None:
    return read_attached(flow(head.attached.text)).year if head.attached else None


def _attached(head: RawHead, names: UnitNames) -> Attachment | None:
    """What "(Kèm theo …)" names."""
    if head.attached is None:
        return None
    told = read_attached(flow(head.attached.text))
    if not (told.kind or told.number or told.issuer):
        return None
    issuer = mended_name(proper_case(told.issuer, names), names) if told.issuer else None
    return Attachment(kind=told.kind, number=told.number, issued_on=told.issued_on, issuer=issuer)


def _body_name(text: RawText | None, names: UnitNames, misread: bool) -> str | None:
    """A body of the letterhead under its canonical name."""
    if text is None:
        return None
    name = proper_case(_one_line(text), names, misread=misread)
    return mended_name(name, names) if misread else name


def _one_line(text: RawText) -> str:
    return squeeze(text.text).strip(" *_-–:.,")


def _place_name(place: str, names: UnitNames) -> str:
    place = modern_tones(squeeze(place)).strip(" ,.;:")
    return proper_case(place, names) if in_capitals(place) else place


_CAPACITY = re.compile(
    r"(?P<short>T\s?/\s?M|K\s?/\s?T|T\s?/\s?L|TUQ|TM|KT|TL|TS|Q)\s*[.,:]?\s*(?P<rest>.+)", re.IGNORECASE
)


def _signer(signature: RawSignature | None, names: UnitNames) -> tuple[Signer | None, tuple[Finding, ...]]:
    """Who signs, and what of it was not legible."""
    if signature is None:
        return None, ()
    capacity = _capacity(signature.capacity, names) if signature.capacity else None
    position, unsure = _position(signature, capacity, names)
    name = person_name(signature.name.text).strip(" .,;") if signature.name else None
    return Signer(name=name, position=position, capacity=capacity), unsure


def _cosigned(part: RawPart, names: UnitNames) -> Iterator[Finding]:
    """Who else signs: the record has room for one signer."""
    for other in part.cosigners:
        signer, _ = _signer(other, names)
        if signer is not None and other.name is not None:
            yield Finding(
                severity="info",
                code="several-signers",
                message=f"Văn bản còn có người ký khác: {', '.join(filter(None, (signer.name, signer.position)))}.",
                page=other.name.page,
            )


def _position(
    signature: RawSignature, capacity: str | None, names: UnitNames
) -> tuple[str | None, tuple[Finding, ...]]:
    """The signer's office; where a seal covers it, what "KT." over it says it must be."""
    printed = signature.position
    if printed is None:
        return None, ()
    if printed.confidence >= ILLEGIBLE or capacity is None:
        return proper_case(_one_line(printed), names), ()
    deputy = _deputy(capacity)
    message = "Không đọc được chức vụ của người ký."
    if deputy:
        message = f"Không đọc được chức vụ của người ký, suy từ dòng “{capacity}”."
    return deputy, (_unsure(message, printed.page),)


def _deputy(capacity: str) -> str | None:
    """The office of one who signs for its holder: for the "Chủ tịch" signs a "Phó Chủ tịch" (Decree 30/2020/NĐ-CP)."""
    _, found, office = capacity.rpartition("KT. ")
    if not found:
        return None
    if office.startswith("Bộ trưởng"):
        return "Thứ trưởng" + office.removeprefix("Bộ trưởng")
    return f"Phó {office}"


def _capacity(text: RawText, names: UnitNames) -> str:
    """The lines "TM. …" and "KT. …", each with its body or office in proper case."""
    out: list[str] = []
    for line in text.text.split("\n"):
        match = _CAPACITY.fullmatch(squeeze(line).strip(" ,;"))
        if match:
            out.append(f"{match['short'].replace(' ', '').upper()}. {proper_case(match['rest'], names)}")
        elif out:
            # The rest of a wrapped line: "TM. ỦY BAN NHÂN DÂN" / "XÃ …".
            short, _, begun = out[-1].partition(" ")
            out[-1] = f"{short} {proper_case(f'{begun} {line}'.upper(), names)}"
    return ", ".join(out)


def _recipients(part: RawPart) -> tuple[str, ...]:
    return tuple(modern_tones(flow(text.text)).replace("\n", " ") for text in part.recipients)
