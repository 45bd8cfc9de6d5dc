"""The document's own record: number, date, issuer, signer, and what is doubtful about them."""

from dataclasses import replace
from datetime import date

import pytest

from models.page import TextSource
from models.plan import Document
from models.raw import Fragment, Passage, RawHead, RawPart, RawPlan, RawSignature, RawText
from normalize.casing import person_name, proper_case
from normalize.document_rules import (
    TITLE_YEAR_RULES,
    Attached,
    PlaceDate,
    Symbol,
    read_attached,
    read_place_date,
    read_symbol,
    read_title_year,
)
from normalize.documents import read_document
from normalize.rules import Rule, find_readings
from normalize.text import fold_letters
from normalize.units import UnitNames, load_unit_names


@pytest.fixture(scope="module")
def names() -> UnitNames:
    return load_unit_names()


def raw(text: str | None, confidence: float = 1.0) -> RawText | None:
    return RawText(text, (Fragment(1, (0, 0, 1, 1)),), confidence) if text is not None else None


def head(**fields: str) -> RawHead:
    return RawHead(fields.pop("letterhead", "yes") == "yes", **{name: raw(text) for name, text in fields.items()})


def plan(*parts: RawPart, intro: str = "", text_source: TextSource = "text_layer") -> RawPlan:
    text = raw(intro)
    passages = (Passage("intro", text, 0, None, "other"),) if text and intro else ()
    return RawPlan(parts, 0, (), (), passages, (), 3, text_source, 100, 0)


def record(raw_plan: RawPlan, names: UnitNames) -> tuple[Document, dict[str, str]]:
    """The document and its findings, message by code."""
    document, findings = read_document(raw_plan, "plan.pdf", "0" * 64, names)
    return document, {finding.code: finding.message for finding in findings}


FULL = {
    "issuer": "SỞ Y TẾ",
    "parent_issuer": "UBND TỈNH LẠC HÀ",
    "number": "Số: 15 /KH-SYT",
    "place_date": "Lạc Hà, ngày 05 tháng 3 năm 2026",
    "kind_word": "KẾ HOẠCH",
    "title": "Phòng bệnh mùa mưa\nnăm 2027",
}


def test_the_body_above_takes_the_spelling_of_the_place(names: UnitNames) -> None:
    """ "SỞ Y TẾ LẠC HÀ" ends in the name that stands beside the date."""
    lines = FULL | {"issuer": "BỆNH VIỆN ĐA KHOA SÔNG MÂY", "parent_issuer": "SỞ Y TẾ LẠC HÀ"}
    document, _ = record(plan(RawPart("plan", head(**lines), 1, "", None, ())), names)
    assert document.parent_issuer == "Sở Y tế Lạc Hà"


def test_the_issuer_takes_the_spelling_of_the_place_too(names: UnitNames) -> None:
    """A place that no list has is spelt in the issuer as beside the date, or as the text spells it."""
    part = RawPart("plan", head(**(FULL | {"issuer": "BAN QUẢN LÝ RỪNG PHÒNG HỘ LẠC HÀ"})), 1, "")
    assert record(plan(part), names)[0].issuer == "Ban Quản lý Rừng phòng hộ Lạc Hà"
    part = RawPart("plan", head(**(FULL | {"issuer": "BAN QUẢN LÝ RỪNG PHÒNG HỘ SUỐI NGỌC"})), 1, "")
    assert record(plan(part, intro="Trên địa bàn xã Suối Ngọc"), names)[0].issuer.endswith("Suối Ngọc")  # type: ignore[union-attr]


def test_a_printed_place_is_kept_though_the_list_has_one_like_it(names: UnitNames) -> None:
    """Only a recogniser loses marks: "Bản Mây" in print is no "Bản Máy"."""
    part = RawPart("plan", head(**(FULL | {"place_date": "Bản Mây, ngày 05 tháng 3 năm 2026"})), 1, "")
    assert record(plan(part), names)[0].place == "Bản Mây"
    assert record(plan(part, text_source="ocr"), names)[0].place == "Bản Máy"


def test_a_standing_board_is_that_of_the_front_above(names: UnitNames) -> None:
    """ "BAN THƯỜNG TRỰC" stands bare under the committee of the Front."""
    lines = FULL | {"issuer": "BAN THƯỜNG TRỰC", "parent_issuer": "ỦY BAN MTTQ VIỆT NAM XÃ LẠC HÀ"}
    document, _ = record(plan(RawPart("plan", head(**lines), 1, "")), names)
    assert document.issuer == "Ban Thường trực Ủy ban Mặt trận Tổ quốc Việt Nam xã Lạc Hà"


def test_a_bare_office_is_that_of_the_body_above(names: UnitNames) -> None:
    """ "VĂN PHÒNG" under a province's committee is the committee's."""
    part = RawPart("other", head(**(FULL | {"issuer": "VĂN PHÒNG", "parent_issuer": "UBND TỈNH LẠC HÀ"})), 1, "")
    document, _ = record(plan(part), names)
    assert document.issuer == "Văn phòng Ủy ban nhân dân tỉnh Lạc Hà"
    assert document.parent_issuer == "Ủy ban nhân dân tỉnh Lạc Hà"


def test_a_letterhead_in_full_leaves_no_doubt(names: UnitNames) -> None:
    """Every field of the head has its value and nothing is found wanting."""
    signature = RawSignature(raw("KT. GIÁM ĐỐC"), raw("PHÓ GIÁM ĐỐC"), raw("LÊ VĂN TÁM"))
    recipients = (
        RawText("Như trên", (Fragment(3, (0, 0, 1, 1)),)),
        RawText("Văn phòng Uỷ\nban", (Fragment(3, (0, 0, 1, 1)),)),
    )
    document, findings = record(plan(RawPart("plan", head(**FULL), 1, "", signature, recipients)), names)
    assert document.number == "15/KH-SYT"
    assert document.title == "Phòng bệnh mùa mưa năm 2027"
    assert (document.parent_issuer, document.issuer) == ("Ủy ban nhân dân tỉnh Lạc Hà", "Sở Y tế")
    assert (document.place, document.issued_on, document.year) == ("Lạc Hà", date(2026, 3, 5), 2027)
    assert document.signer is not None
    assert document.signer.model_dump() == {
        "name": "Lê Văn Tám",
        "position": "Phó Giám đốc",
        "capacity": "KT. Giám đốc",
    }
    assert document.recipients == ("Như trên", "Văn phòng Ủy ban")
    assert document.attached_to is None
    assert findings == {}


@pytest.mark.parametrize(
    ("fields", "code", "message"),
    [
        ({"number": "Số:     /KH-SYT"}, "blank-number", "Số văn bản để trống, chỉ có ký hiệu /KH-SYT."),
        ({"number": "Số: #1? /KH-SYT"}, "low-ocr-confidence", "Không đọc được số văn bản, chỉ rõ ký hiệu /KH-SYT."),
        (
            {"place_date": "Lạc Hà, ngày   tháng   năm 2026"},
            "blank-date",
            "Ngày và tháng ban hành để trống, chỉ ghi năm 2026.",
        ),
        (
            {"place_date": "Lạc Hà, ngày   tháng 3 năm 2026"},
            "blank-date",
            "Ngày ban hành để trống, chỉ ghi tháng 3 năm 2026.",
        ),
        ({"place_date": "Lạc Hà, ngày … tháng … năm 20…"}, "blank-date", "Ngày, tháng, năm ban hành để trống."),
        (
            {"place_date": "Lạc Hà, ngày 4Ÿtháng 3 năm 2026"},
            "low-ocr-confidence",
            "Không đọc được trọn ngày, tháng ban hành, chỉ rõ năm 2026.",
        ),
        (
            {"place_date": "Lạc Hà, ngày ? tháng 3 năm 2026"},
            "low-ocr-confidence",
            "Không đọc được trọn ngày, tháng ban hành, chỉ rõ năm 2026.",
        ),
        (
            {"place_date": "Lạc Hà, ngày 31 tháng 02 năm 2026"},
            "invalid-date",
            "Ngày ban hành không có trong lịch: ngày 31 tháng 02 năm 2026.",
        ),
    ],
)
def test_what_is_blank_or_impossible_is_said(fields: dict[str, str], code: str, message: str, names: UnitNames) -> None:
    """One finding, that says what is there."""
    document, findings = record(plan(RawPart("plan", head(**{**FULL, **fields}), 1, "")), names)
    assert findings == {code: message}
    assert (document.number if "number" in fields else document.issued_on) in ("/KH-SYT", None)


def test_a_letterhead_without_number_or_date_is_said(names: UnitNames) -> None:
    """Their absence is as doubtful as a blank."""
    fields = {name: FULL[name] for name in ("issuer", "title")}
    _, findings = record(plan(RawPart("plan", head(**fields), 1, "")), names)
    assert sorted(findings) == ["blank-date", "blank-number"]


@pytest.mark.parametrize(
    ("title", "intro", "issuer"),
    [
        (
            "Trồng cây trên địa bàn xã Suối Ngọc năm 2026",
            "Thực hiện Kế hoạch số 5/KH-UBND ngày 02/02/2026 của UBND tỉnh Lạc Hà. UBND xã ban hành Kế hoạch trồng cây",
            "Ủy ban nhân dân xã Suối Ngọc",
        ),
        (
            "Trồng cây",
            "Căn cứ tình hình; Ủy ban nhân dân phường Bình An Tây xây dựng kế hoạch",
            "Ủy ban nhân dân phường Bình An Tây",
        ),
        ("Khám sức khỏe", "Theo chỉ đạo của tỉnh, Sở Y tế ban hành Kế hoạch khám sức khỏe", "Sở Y tế"),
        ("Trồng cây", "Các đơn vị xây dựng kế hoạch của mình.", None),
    ],
)
def test_a_plan_without_letterhead_names_its_issuer_in_its_text(
    title: str, intro: str, issuer: str | None, names: UnitNames
) -> None:
    """Only the missing letterhead is a finding, not each thing it would hold."""
    part = RawPart("plan", head(letterhead="no", kind_word="KẾ HOẠCH", title=title), 1, "")
    document, findings = record(plan(part, intro=intro), names)
    assert document.issuer == issuer
    assert list(findings) == ["missing-letterhead"]
    assert (document.number, document.issued_on, document.parent_issuer) == (None, None, None)


def test_the_signature_tells_the_issuer_when_the_text_does_not(names: UnitNames) -> None:
    """ "TM. ỦY BAN NHÂN DÂN" and a title that names the commune are enough."""
    signature = RawSignature(raw("TM. ỦY BAN NHÂN DÂN"), raw("CHỦ TỊCH"), None)
    part = RawPart("plan", head(letterhead="no", title="Trồng cây tại xã Suối Ngọc"), 1, "", signature)
    document, _ = record(plan(part), names)
    assert document.issuer == "Ủy ban nhân dân xã Suối Ngọc"
    assert document.signer is not None
    assert document.signer.name is None


def test_an_appendix_takes_issuer_and_year_from_what_it_belongs_to(names: UnitNames) -> None:
    """Its own number, date, place and signer are none, and no letterhead is missed."""
    fields = {
        "label": "Phụ lục 3",
        "title": "PHÂN CÔNG TRỒNG CÂY",
        "attached": "(Kèm theo Kế hoạch số: 45 /KH-SYT ngày 08 /4/2026 của\nSở Y tế)",
    }
    document, findings = record(plan(RawPart("appendix", head(letterhead="no", **fields), 1, "")), names)
    assert (document.kind, document.label, document.title) == ("appendix", "Phụ lục 3", "PHÂN CÔNG TRỒNG CÂY")
    assert (document.issuer, document.year) == ("Sở Y tế", 2026)
    assert (document.number, document.place, document.issued_on, document.signer) == (None, None, None, None)
    assert document.attached_to is not None
    assert document.attached_to.model_dump() == {
        "kind": "Kế hoạch",
        "number": "45/KH-SYT",
        "issued_on": date(2026, 4, 8),
        "issuer": "Sở Y tế",
    }
    assert findings == {}


@pytest.mark.parametrize(
    ("field", "message"),
    [
        ("number", "Số văn bản viết tay, đọc là 15/KH-SYT: cần xem lại."),
        ("place_date", "Ngày ban hành viết tay, đọc là 05/03/2026: cần xem lại."),
    ],
)
def test_what_was_written_by_hand_is_said(field: str, message: str, names: UnitNames) -> None:
    """A number or date read from handwriting is given, and never without asking a person to look."""
    by_hand = replace(getattr(head(**FULL), field), handwritten=True)
    written = replace(head(**FULL), **{field: by_hand})
    document, findings = record(plan(RawPart("plan", written, 1, ""), text_source="ocr"), names)
    assert (document.number, document.issued_on) == ("15/KH-SYT", date(2026, 3, 5))
    assert findings == {"low-ocr-confidence": message}


def test_print_is_surer_than_handwriting(names: UnitNames) -> None:
    """Where the plan's own appendix prints its number and date, those count and nothing is doubtful."""
    own = head(**(FULL | {"number": "Số: 16/KH-SYT", "place_date": "Lạc Hà, ngày 06 tháng 3 năm 2026"}))
    assert own.number is not None
    assert own.place_date is not None
    written = replace(
        own, number=replace(own.number, handwritten=True), place_date=replace(own.place_date, handwritten=True)
    )
    told = head(
        letterhead="no", label="Phụ lục", attached="(Kèm theo Kế hoạch số 15/KH-SYT ngày 05/3/2026 của Sở Y tế)"
    )
    parts = (RawPart("plan", written, 1, ""), RawPart("appendix", told, 2, "PL"))
    document, findings = record(plan(*parts, text_source="ocr"), names)
    assert (document.number, document.issued_on, findings) == ("15/KH-SYT", date(2026, 3, 5), {})


def test_a_scan_is_helped_by_its_own_appendix(names: UnitNames) -> None:
    """A serial written by hand over the letterhead may be printed in "(Kèm theo …)"."""
    fields = {**FULL, "number": "Số: #$ /KH-SYT", "place_date": "Lạc Hà, ngày # tháng 3 năm 2026"}
    told = head(
        letterhead="no", label="Phụ lục", attached="(Kèm theo Kế hoạch số 15/KH-SYT ngày 05/3/2026 của Sở Y tế)"
    )
    parts = (RawPart("plan", head(**fields), 1, ""), RawPart("appendix", told, 2, "PL"))
    document, findings = record(plan(*parts, text_source="ocr"), names)
    assert (document.number, document.issued_on, findings) == ("15/KH-SYT", date(2026, 3, 5), {})
    document, _ = record(plan(*parts), names)
    assert document.number == "/KH-SYT"


def test_a_number_read_with_doubt_is_told(names: UnitNames) -> None:
    """A handwritten serial may look like a number and be another."""
    part = RawPart("plan", replace(head(**FULL), number=raw("Số: 71 /KH-SYT", 0.3)), 1, "")
    document, findings = record(plan(part, text_source="ocr"), names)
    assert document.number == "71/KH-SYT"
    assert findings == {"low-ocr-confidence": "Số văn bản đọc không chắc: 71/KH-SYT."}


def test_an_office_that_ocr_lost_is_inferred_with_a_finding(names: UnitNames) -> None:
    """ "KT. CHỦ TỊCH" is signed by a deputy."""
    signature = RawSignature(raw("KT. CHỦ TỊCH"), raw("Ỹ ỗ", 0.1), raw("Lê Văn Tám"))
    document, findings = record(plan(RawPart("plan", head(**FULL), 1, "", signature), text_source="ocr"), names)
    assert document.signer is not None
    assert document.signer.position == "Phó Chủ tịch"
    assert list(findings) == ["low-ocr-confidence"]


def test_marks_that_ocr_lost_in_the_issuer_are_mended(names: UnitNames) -> None:
    """Known phrases get their marks back, in a scan only."""
    fields = {**FULL, "issuer": "UY BAN NHÂN DÂN\nTHÀNH PHÓ HẢI PHÒNG"}
    document, _ = record(plan(RawPart("plan", head(**fields), 1, ""), text_source="ocr"), names)
    assert document.issuer == "Ủy ban nhân dân thành phố Hải Phòng"


@pytest.mark.parametrize(
    ("printed", "symbol"),
    [
        ("Số: 63/KH-UBND", Symbol("63/KH-UBND", True)),
        ("Số: 565    /TB-UBND", Symbol("565/TB-UBND", True)),
        ("Số:      /KH-SYT", Symbol("/KH-SYT", False)),
        ("Số: 07 KH/ĐTN", Symbol("07-KH/ĐTN", True)),
        ("Số       KH/ĐTN", Symbol("-KH/ĐTN", False)),
        ("Số: ….. /KH-SYT", Symbol("/KH-SYT", False)),
        ("Số 61-CTr/TU", Symbol("61-CTr/TU", True)),
        ("Số      -KH/ĐU", Symbol("-KH/ĐU", False)),
        ("Số: 15/KH-UBND.VX", Symbol("15/KH-UBND.VX", True)),
        ("Số: 15./KH-UBND.", Symbol("15/KH-UBND", True)),
        ("Số: 12/2026/QĐ-UBND", Symbol("12/2026/QĐ-UBND", True)),
        ("Số: l5/KH-UBND", Symbol("15/KH-UBND", True)),
        ("Số: #1? /UBND-VX", Symbol("/UBND-VX", False, illegible=True)),
        ("30/KH-UBND", Symbol("30/KH-UBND", True)),
        ("Số:", Symbol(None, False)),
    ],
)
def test_numbers_lose_their_blanks(printed: str, symbol: Symbol) -> None:
    """The known part of a number, and whether it is whole."""
    assert read_symbol(printed) == symbol


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        ("Lạc Hà, ngày 05 tháng 3 năm 2026", PlaceDate("Lạc Hà", date(2026, 3, 5), 2026, 3, 5)),
        ("Lạc Hà, ngày l8tháng 10 năm 2026", PlaceDate("Lạc Hà", date(2026, 10, 18), 2026, 10, 18)),
        ("Lạc Hà, ngày      tháng    năm 2026", PlaceDate("Lạc Hà", None, 2026)),
        ("Lạc Hà, ngày 12/5/2026", PlaceDate("Lạc Hà", date(2026, 5, 12), 2026, 5, 12)),
        ("Lạc Hà", PlaceDate()),
    ],
)
def test_place_and_date(printed: str, expected: PlaceDate) -> None:
    """As far as they are filled in."""
    assert read_place_date(printed) == expected


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        (
            "(Ban hành kèm theo Quyết định số 12/QĐ-UBND ngày 13 tháng 5 năm 2026 của Ủy ban nhân dân tỉnh Lạc Hà)",
            Attached("Quyết định", "12/QĐ-UBND", date(2026, 5, 13), 2026, "Ủy ban nhân dân tỉnh Lạc Hà"),
        ),
        (
            "(Kèm theo Kế hoạch hành động ban hành kèm theo Quyết định số 9/QĐ-UBND ngày 1/5/2026 của UBND tỉnh)",
            Attached("Quyết định", "9/QĐ-UBND", date(2026, 5, 1), 2026, "UBND tỉnh"),
        ),
        (
            "(Kèm theo Kế hoạch số     /KH-SYT ngày     tháng    năm 2026 của Sở Y tế)",
            Attached("Kế hoạch", "/KH-SYT", None, 2026, "Sở Y tế"),
        ),
        (
            "(Kèm theo Kế hoạch số 7/KH-SYT ngày 20 /9/⁄2026 của Sở Y tế)",
            Attached("Kế hoạch", "7/KH-SYT", date(2026, 9, 20), 2026, "Sở Y tế"),
        ),
        ("(Kèm theo Kế hoạch của Sở Y tế)", Attached("Kế hoạch", None, None, None, "Sở Y tế")),
        ("(Kèm theo)", Attached()),
    ],
)
def test_what_an_appendix_belongs_to(printed: str, expected: Attached) -> None:
    """The paper whose number is printed, with its date and issuer."""
    assert read_attached(printed) == expected


@pytest.mark.parametrize("rule", TITLE_YEAR_RULES, ids=lambda rule: rule.name)
def test_title_year_rules_read_their_examples(rule: Rule[int]) -> None:
    """Examples match, no earlier rule takes them, near misses stay unread by the rule."""
    for example, value in rule.examples:
        reading = find_readings(TITLE_YEAR_RULES, fold_letters(example))[0]
        assert (reading.rule, reading.value) == (rule.name, value)
    assert not any(rule.pattern.search(fold_letters(miss)) for miss in rule.near_misses)


@pytest.mark.parametrize(
    ("title", "year"),
    [
        ("Trồng cây năm 2026", 2026),
        ("Triển khai Kế hoạch số 12/KH-UBND ngày 25/6/2025 của UBND tỉnh", None),
        ("Thực hiện Nghị quyết số 2-NQ/TU ngày 03 tháng 10 năm 2025 năm 2027", 2027),
        ("Phát triển rừng giai đoạn 2026-2030, định hướng đến năm 2035", None),
        ("Công tác tháng 10/2026", 2026),
    ],
)
def test_the_year_a_title_speaks_of(title: str, year: int | None) -> None:
    """Not the year of a document it cites, nor the end of a period."""
    assert read_title_year(title) == year


@pytest.mark.parametrize(
    ("printed", "name"),
    [
        ("SỞ KHOA HỌC VÀ CÔNG NGHỆ", "Sở Khoa học và Công nghệ"),
        ("UBND TỈNH LẠC HÀ", "Ủy ban nhân dân tỉnh Lạc Hà"),
        ("UỶ BAN NHÂN DÂN\nXÃ SUỐI NGỌC", "Ủy ban nhân dân xã Suối Ngọc"),
        ("ĐẢNG ỦY XÃ BÌNH AN TÂY", "Đảng ủy xã Bình An Tây"),
        ("CÔNG AN TỈNH LẠC HÀ", "Công an tỉnh Lạc Hà"),
        ("TỈNH ỦY LẠC HÀ", "Tỉnh ủy Lạc Hà"),
        ("PHÒNG VĂN HÓA - XÃ HỘI", "Phòng Văn hóa - Xã hội"),
        ("TRƯỜNG TIỂU HỌC SUỐI NGỌC", "Trường Tiểu học Suối Ngọc"),
        ("PHÓ CHỦ TỊCH THƯỜNG TRỰC", "Phó Chủ tịch Thường trực"),
        ("GIÁM ĐỐC SỞ Y TẾ", "Giám đốc Sở Y tế"),
        ("KHO BẠC NHÀ NƯỚC KHU VỰC IV", "Kho bạc Nhà nước khu vực IV"),
        ("UBND xã", "Ủy ban nhân dân xã"),
        ("BAN QUẢN LÝ DỰ ÁN ĐẦU TƯ XÂY DỰNG", "Ban Quản lý dự án đầu tư xây dựng"),
        ("SỞ KẾ HOẠCH VÀ ĐẦU TƯ", "Sở Kế hoạch và Đầu tư"),
        ("BỆNH VIỆN ĐA KHOA KHU VỰC SUỐI NGỌC", "Bệnh viện Đa khoa khu vực Suối Ngọc"),
        ("BỆNH VIỆN Y DƯỢC CỔ TRUYỀN LẠC HÀ", "Bệnh viện Y dược cổ truyền Lạc Hà"),
        ("TIỂU BAN AN TOÀN, AN NINH MẠNG", "Tiểu ban An toàn, An ninh mạng"),
        ("ỦY BAN NHÂN DÂN XÃ AN TOÀN", "Ủy ban nhân dân xã An Toàn"),
        ("TRƯỜNG THCS NGUYỄN TRUNG TÍN", "Trường Trung học cơ sở Nguyễn Trung Tín"),
        ("TRƯỜNG TIỂU HỌC ĐOÀN KẾT", "Trường Tiểu học Đoàn Kết"),
        ("SỞ Y TẾ LẠC HÀ", "Sở Y tế Lạc Hà"),
        ("SỞ TÀI CHÍNH TỈNH LẠC HÀ", "Sở Tài chính tỉnh Lạc Hà"),
    ],
)
def test_capitals_get_their_proper_case(printed: str, name: str, names: UnitNames) -> None:
    """Common nouns are lower case, places and domains are not."""
    assert proper_case(printed, names) == name


def test_a_persons_name_has_capitals_at_its_words() -> None:
    """Titles before it stay as printed."""
    assert person_name("TS. LÊ VĂN TÁM") == "TS. Lê Văn Tám"
    assert person_name("Vàng Thị Mây") == "Vàng Thị Mây"


def test_a_second_signer_is_told(names: UnitNames) -> None:
    """The record has room for one signer; who else signs is a finding."""
    first = RawSignature(None, raw("GIÁM ĐỐC"), raw("Trần Thị Lan"))
    other = RawSignature(raw("KT. GIÁM ĐỐC"), raw("PHÓ GIÁM ĐỐC"), raw("Lý Văn Sơn"))
    document, findings = record(plan(RawPart("plan", head(**FULL), 1, "", first, (), (other,))), names)
    assert document.signer is not None
    assert document.signer.name == "Trần Thị Lan"
    assert findings == {"several-signers": "Văn bản còn có người ký khác: Lý Văn Sơn, Phó Giám đốc."}


def test_a_plan_that_a_decision_elsewhere_issues_lacks_nothing(names: UnitNames) -> None:
    """It bears the decision's number and date, and is of the decision's year."""
    fields = {key: FULL[key] for key in ("issuer", "parent_issuer", "kind_word")}
    told = "(Ban hành kèm theo Quyết định số 345/QĐ-UBND ngày 20 tháng 01 năm 2026 của UBND tỉnh Lạc Hà)"
    part = RawPart("plan", head(**fields, attached=told, title="Phát triển xe buýt giai đoạn 2026 - 2030"), 1, "")
    document, findings = record(plan(part), names)
    assert (document.number, document.issued_on, document.year) == (None, None, 2026)
    assert findings == {}


def test_the_word_of_an_area_without_its_mark_is_mended(names: UnitNames) -> None:
    """OCR reads "UBND PHƯƠNG …": what stands there can only be the kind of area."""
    assert proper_case("UBND PHƯƠNG BÌNH AN TÂY", names, misread=True) == "Ủy ban nhân dân phường Bình An Tây"
    assert proper_case("ĐẢNG ỦY XA SUỐI NGỌC", names, misread=True) == "Đảng ủy xã Suối Ngọc"
    assert proper_case("BAN CHỈ ĐẠO ĐỊA PHƯƠNG", names, misread=True).endswith("phương")


def test_half_a_pair_of_quotation_marks_is_no_part_of_a_title(names: UnitNames) -> None:
    """A name in quotation marks keeps both of them."""
    for printed, title in (('"Trồng cây năm 2026', "Trồng cây năm 2026"), ("Đề án “Xanh”", "Đề án “Xanh”")):
        part = RawPart("plan", head(**(FULL | {"title": printed})), 1, "")
        assert record(plan(part), names)[0].title == title
