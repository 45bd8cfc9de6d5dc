"""The end of a document: who signs for whom, and who receives it."""

import pytest

from models.raw import RawSignature
from parsers.parts import PartSpan, find_parts
from parsers.signature import is_recipients_line
from tests.parsers.sheets import BODY, LEFT, TASKS, Sheet, lines_of


def signed(*rows: tuple[str, str], confidence: float = 1.0) -> PartSpan:
    """A plan whose last rows are *rows* of recipients and signer."""
    sheet = Sheet().centre("KẾ HOẠCH").centre("Trồng cây năm 2026").blank().text(BODY).text(TASKS).blank()
    sheet.confidence = confidence
    for left, right in rows:
        sheet.signed(left, right)
    return find_parts(lines_of(sheet))[0]


def printed(signature: RawSignature | None) -> tuple[str | None, ...] | None:
    """Capacity, office and name as printed."""
    if signature is None:
        return None
    return tuple(x.text if x else None for x in (signature.capacity, signature.position, signature.name))


def recipients(span: PartSpan) -> list[str]:
    return [text.text.replace("\n", " ") for text in span.part.recipients]


def test_both_columns_are_read() -> None:
    """Recipients stand left, the signer right, side by side."""
    span = signed(
        ("Nơi nhận:", "TM. ỦY BAN NHÂN DÂN"),
        ("- UBND tỉnh (để b/c);", "KT. CHỦ TỊCH"),
        ("- Các thôn;", "PHÓ CHỦ TỊCH"),
        ("- Lưu: VT.", ""),
        ("", ""),
        ("", "Vàng Thị Mây"),
    )
    assert printed(span.part.signature) == ("TM. ỦY BAN NHÂN DÂN\nKT. CHỦ TỊCH", "PHÓ CHỦ TỊCH", "Vàng Thị Mây")
    assert recipients(span) == ["UBND tỉnh (để b/c)", "Các thôn", "Lưu: VT"]


def test_recipients_are_known_without_their_heading() -> None:
    """Where a seal hid "Nơi nhận:", the list is told by its dashes, its close lines and "Lưu: VT" at its end."""
    sheet = Sheet().centre("KẾ HOẠCH").centre("Trồng cây năm 2026").blank().text(BODY).text(TASKS).blank()
    sheet.confidence = 0.9
    sheet.blank().signed("- UBND tỉnh (để b/c);", "").signed("- Các thôn;", "").signed("- Các trường học;", "")
    sheet.signed("- Lưu: VT.", "").signed("", "Vàng Thị Mây")
    span = find_parts(lines_of(sheet))[0]
    assert recipients(span) == ["UBND tỉnh (để b/c)", "Các thôn", "Các trường học", "Lưu: VT"]
    assert not any("Lưu" in line.text or "Nơi nhận" in line.text for line in span.body)


def test_a_name_below_the_recipients_signs_where_columns_ran_together() -> None:
    """Text taken out of a file has the office beside a recipient, and the name below at the left, out of its column."""
    span = signed(
        ("Nơi nhận:", "KT. CHỦ TỊCH"),
        ("- Các thôn;", "PHÓ CHỦ TỊCH"),
        ("- Lưu: VT.", ""),
        ("", ""),
        ("Vàng Thị Mây", ""),
    )
    assert printed(span.part.signature) == ("KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH", "Vàng Thị Mây")
    assert recipients(span) == ["Các thôn", "Lưu: VT"]


def test_the_block_is_no_body_text() -> None:
    """The body ends where the block begins, and no line is lost."""
    span = signed(("Nơi nhận:", "GIÁM ĐỐC"), ("- Lưu: VT.", ""), ("", "Lê Văn Tám"))
    assert span.body[-1].text == "bàn."
    assert {line.text for line in span.signature_lines} == {"Nơi nhận:", "GIÁM ĐỐC", "- Lưu: VT.", "Lê Văn Tám"}


def test_a_signer_needs_no_recipients() -> None:
    """Gazette copies leave the list out."""
    span = signed(("", "KT. BỘ TRƯỞNG"), ("", "THỨ TRƯỞNG"), ("", ""), ("", "Lê Văn Tám"))
    assert printed(span.part.signature) == ("KT. BỘ TRƯỞNG", "THỨ TRƯỞNG", "Lê Văn Tám")
    assert span.part.recipients == ()


def test_a_block_may_lack_a_name() -> None:
    """A draft or a sealed copy shows the office alone."""
    span = signed(("Nơi nhận:", "TM. ỦY BAN NHÂN DÂN"), ("- Các thôn;", ""), ("- Lưu: VT.", ""))
    assert printed(span.part.signature) == ("TM. ỦY BAN NHÂN DÂN", None, None)


def test_a_mark_of_signing_is_no_name() -> None:
    """ "(Đã ký)" stands where the hand signed; the name follows it."""
    span = signed(("Nơi nhận:", "CHỦ TỊCH"), ("- Lưu: VT.", "(Đã ký)"), ("", "Lê Văn Tám"))
    assert printed(span.part.signature) == (None, "CHỦ TỊCH", "Lê Văn Tám")


def test_wrapped_recipients_are_joined() -> None:
    """An item goes on until the next dash."""
    span = signed(
        ("Nơi nhận:", "GIÁM ĐỐC"),
        ("- Văn phòng Sở: lãnh đạo,", ""),
        ("các bộ phận;", ""),
        ("+ Phòng Tài chính;", ""),
        ("- Lưu: VT.", ""),
        ("", "Lê Văn Tám"),
    )
    assert recipients(span) == ["Văn phòng Sở: lãnh đạo, các bộ phận", "Phòng Tài chính", "Lưu: VT"]


def test_recipients_without_dashes_end_at_semicolons() -> None:
    """OCR may lose every dash of the list."""
    span = signed(
        ("Nơi nhận:", "GIÁM ĐỐC"), ("Như trên;", ""), ("Các phòng, ban;", ""), ("Lưu: VT.", ""), ("", "Lê Văn Tám")
    )
    assert recipients(span) == ["Như trên", "Các phòng, ban", "Lưu: VT"]


def test_what_stands_under_the_last_recipient_is_none() -> None:
    """The clerk's number of copies is written under the copy for the files."""
    span = signed(("Nơi nhận:", "GIÁM ĐỐC"), ("- Như trên;", ""), ("- Lưu: VT.", ""), ("45b", ""), ("", "Lê Văn Tám"))
    assert recipients(span) == ["Như trên", "Lưu: VT"]


def test_of_two_signers_the_right_one_counts() -> None:
    """A joint plan is signed by both bodies; the leading one signs on the right."""
    sheet = Sheet().centre("KẾ HOẠCH").centre("Phối hợp năm 2026").blank().text(BODY).blank()
    for left, right in (("SỞ XÂY DỰNG", "CÔNG AN TỈNH"), ("GIÁM ĐỐC", "GIÁM ĐỐC"), ("Hà Thị Lụa", "Lê Văn Tám")):
        sheet.row(left, right, bold=True, middles=(180, 430))
    assert printed(find_parts(lines_of(sheet))[0].part.signature) == (None, "GIÁM ĐỐC", "Lê Văn Tám")


def test_what_stands_beside_the_signer_is_no_body_text() -> None:
    """The clerk who drew the plan up signs on the left, and is read before the head of the school."""
    sheet = Sheet().centre("KẾ HOẠCH").centre("Trồng cây năm 2026").blank().text(BODY).blank()
    for left, right in (("NGƯỜI LẬP", "HIỆU TRƯỞNG"), ("", ""), ("Hà Thị Lụa", "Lê Văn Tám")):
        sheet.row(left, right, bold=True, middles=(180, 430))
    span = find_parts(lines_of(sheet))[0]
    assert printed(span.part.signature) == (None, "HIỆU TRƯỞNG", "Lê Văn Tám")
    assert not any("NGƯỜI LẬP" in line.text for line in span.body)


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ((("", "T/M BAN THƯỜNG VỤ"), ("", "PHÓ BÍ THƯ")), ("T/M BAN THƯỜNG VỤ", "PHÓ BÍ THƯ", "Lê Văn Tám")),
        ((("", "T/L BAN THƯỜNG VỤ"), ("", "CHÁNH VĂN PHÒNG")), ("T/L BAN THƯỜNG VỤ", "CHÁNH VĂN PHÒNG", "Lê Văn Tám")),
        ((("", "TUQ. CHỦ TỊCH"), ("", "CHÁNH VĂN PHÒNG")), ("TUQ. CHỦ TỊCH", "CHÁNH VĂN PHÒNG", "Lê Văn Tám")),
        (
            (("", "TL. GIÁM ĐỐC"), ("", "TRƯỞNG PHÒNG NGHIỆP VỤ")),
            ("TL. GIÁM ĐỐC", "TRƯỞNG PHÒNG NGHIỆP VỤ", "Lê Văn Tám"),
        ),
        ((("", "KT.GIÁM ĐỐC"), ("", "PHÓ GIÁM ĐỐC")), ("KT.GIÁM ĐỐC", "PHÓ GIÁM ĐỐC", "Lê Văn Tám")),
        ((("", "Q. GIÁM ĐỐC"),), ("Q. GIÁM ĐỐC", None, "Lê Văn Tám")),
        ((("", "TRƯỞNG BAN"),), (None, "TRƯỞNG BAN", "Lê Văn Tám")),
        ((("", "TRƯỞNG BAN"), ("", "PHÓ BÍ THƯ")), (None, "TRƯỞNG BAN,\nPHÓ BÍ THƯ", "Lê Văn Tám")),
        ((("", "PHÓ CHỦ TỊCH"), ("", "THƯỜNG TRỰC")), (None, "PHÓ CHỦ TỊCH\nTHƯỜNG TRỰC", "Lê Văn Tám")),
    ],
)
def test_capacities_and_offices(rows: tuple[tuple[str, str], ...], expected: tuple[str | None, ...]) -> None:
    """Every way to sign that Decree 30 and party papers know."""
    span = signed(("Nơi nhận:", ""), ("- Lưu: VT.", ""), *rows, ("", ""), ("", "Lê Văn Tám"))
    assert printed(span.part.signature) == expected


@pytest.mark.parametrize("name", ["Đại tá Lê Văn Tám", "PGS.TS. Lê Văn Tám", "H'Lan Niê", "LÊ VĂN TÁM", "Lê Tám"])
def test_names_with_ranks_and_of_other_peoples(name: str) -> None:
    """A rank is written small, a name may have an apostrophe."""
    span = signed(("Nơi nhận:", "GIÁM ĐỐC"), ("- Lưu: VT.", ""), ("", ""), ("", name))
    assert printed(span.part.signature) == (None, "GIÁM ĐỐC", name)


def test_a_lost_dash_begins_an_item_after_a_closed_one() -> None:
    """OCR loses a dash here and there."""
    span = signed(
        ("Nơi nhận:", "GIÁM ĐỐC"), ("- Như trên;", ""), (". Các phòng;", ""), ("- Lưu: VT.", ""), ("", "Lê Văn Tám")
    )
    assert recipients(span) == ["Như trên", "Các phòng", "Lưu: VT"]


def test_a_block_may_run_over_the_page() -> None:
    """The last recipients and the name stand alone on a last page."""
    first = Sheet().centre("KẾ HOẠCH").centre("Trồng cây năm 2026").blank().text(BODY).blank()
    first.signed("Nơi nhận:", "KT. GIÁM ĐỐC").signed("- Như trên;", "PHÓ GIÁM ĐỐC")
    second = Sheet(2).signed("- Lưu: VT.").blank().signed("", "Lê Văn Tám")
    span = find_parts(lines_of(first, second))[0]
    assert printed(span.part.signature) == ("KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC", "Lê Văn Tám")
    assert recipients(span) == ["Như trên", "Lưu: VT"]


def test_both_columns_in_one_line_are_parted() -> None:
    """A text without gaps still says where the signer's column begins."""
    sheet = Sheet().centre("KẾ HOẠCH").centre("Trồng cây năm 2026").blank().text(BODY).blank()
    for text in ("Nơi nhận: TM. ỦY BAN NHÂN DÂN", "- Các thôn;", "- Lưu: VT."):
        sheet._set(text, LEFT)
        sheet.y += 17
    span = find_parts(lines_of(sheet))[0]
    assert printed(span.part.signature) == ("TM. ỦY BAN NHÂN DÂN", None, None)
    assert recipients(span) == ["Các thôn", "Lưu: VT"]


def test_an_office_under_a_seal_is_kept_as_unsure() -> None:
    """What OCR could not read under "KT." is kept with its confidence."""
    sheet = Sheet().centre("KẾ HOẠCH").blank().text(BODY).blank().signed("Nơi nhận:", "KT. CHỦ TỊCH")
    sheet.confidence = 0.1
    sheet.signed("", "Ỹ ỗ")
    sheet.confidence = 0.95
    sheet.signed("- Lưu: VT.").signed("", "Lê Văn Tám")
    signature = find_parts(lines_of(sheet))[0].part.signature
    assert signature is not None
    assert signature.position is not None
    assert printed(signature) == ("KT. CHỦ TỊCH", "Ỹ ỗ", "Lê Văn Tám")
    assert signature.position.confidence < 0.5


def test_an_office_in_a_sentence_opens_no_block() -> None:
    """Only capitals on a short line to the right sign."""
    sheet = (
        Sheet()
        .centre("KẾ HOẠCH")
        .blank()
        .text("1. GIÁM ĐỐC các đơn vị chịu trách nhiệm. " + BODY)
        .text("Chủ tịch xã " + BODY)
    )
    span = find_parts(lines_of(sheet))[0]
    assert span.part.signature is None
    assert span.signature_lines == ()


@pytest.mark.parametrize("text", ["Nơi nhận:", "Noi nhén:", "NƠI NHẬN:", "Nơi nhân: Như trên", "Mới nhận:"])
def test_the_list_is_known_even_misread(text: str) -> None:
    """A letter or two may be wrong."""
    assert is_recipients_line(text)


@pytest.mark.parametrize("text", ["Nội dung:", "Người nhận hàng", "nơi nhận"])
def test_other_lines_begin_no_list(text: str) -> None:
    """Words that only begin alike."""
    assert not is_recipients_line(text)


def test_strokes_of_a_signature_stick_to_no_office() -> None:
    """ "PHÓ CHỦ TỊCHy]" is an office with what the pen left behind it."""
    sheet = Sheet().text(BODY).blank().signed("", "KT. CHỦ TỊCH").signed("", "PHÓ CHỦ TỊCHy]").blank(2)
    found = find_parts(lines_of(sheet.signed("", "Lê Văn Tám")))[0].part.signature
    assert found is not None
    assert found.position is not None
    assert found.position.text.startswith("PHÓ CHỦ TỊCH")
    assert found.capacity is not None
    assert found.capacity.text == "KT. CHỦ TỊCH"


def joint(below: bool = False) -> Sheet:
    """A plan that two bodies sign side by side, each body over its office or, *below*, under it."""
    sheet = Sheet().centre("KẾ HOẠCH").centre("Phối hợp năm 2026").blank().text(BODY).text(TASKS).blank()
    rows = [("CÔNG AN TỈNH", "SỞ Y TẾ"), ("KT. GIÁM ĐỐC", "GIÁM ĐỐC"), ("PHÓ GIÁM ĐỐC", "")]
    if below:
        rows = [("GIÁM ĐỐC", "GIÁM ĐỐC"), ("CÔNG AN TỈNH", "SỞ Y TẾ")]
    for left, right in rows:
        sheet.row(left, right, bold=True, middles=(180, 430))
    return sheet.blank(2).row("Lý Văn Sơn", "Trần Thị Lan", bold=True, middles=(180, 430))


def test_both_signers_of_a_joint_plan_are_read() -> None:
    """The body over the office belongs to the block; who signs at the left is kept aside."""
    span = find_parts(lines_of(joint()))[0]
    assert printed(span.part.signature) == (None, "GIÁM ĐỐC", "Trần Thị Lan")
    assert [printed(other) for other in span.part.cosigners] == [("KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC", "Lý Văn Sơn")]
    assert span.body[-1].text.endswith("bàn.")


def test_two_signers_may_have_more_lines_over_one_office() -> None:
    """ "TM. BAN THƯỜNG VỤ / HỘI NÔNG DÂN / CHỦ TỊCH" beside "SỞ Y TẾ / GIÁM ĐỐC": the offices stand in two rows."""
    sheet = Sheet().centre("KẾ HOẠCH").centre("Phối hợp năm 2026").blank().text(BODY).text(TASKS).blank()
    for left, right in (("TM. BAN THƯỜNG VỤ", "SỞ Y TẾ"), ("HỘI NÔNG DÂN", "GIÁM ĐỐC"), ("CHỦ TỊCH", "")):
        sheet.row(left, right, bold=True, middles=(180, 430))
    sheet.blank(2).row("Lý Văn Sơn", "Trần Thị Lan", bold=True, middles=(180, 430))
    span = find_parts(lines_of(sheet.blank().signed("Nơi nhận:").signed("- Lưu: VT.")))[0]
    assert printed(span.part.signature) == (None, "GIÁM ĐỐC", "Trần Thị Lan")
    assert [other.name.text for other in span.part.cosigners if other.name] == ["Lý Văn Sơn"]
    assert recipients(span) == ["Lưu: VT"]


def test_recipients_may_stand_under_two_signers() -> None:
    """On the same page or alone on the next one, where no long line tells how wide the text is."""
    same = joint(below=True).blank().signed("Nơi nhận:").signed("- UBND tỉnh;").signed("- Lưu: VT.")
    after = Sheet(2).signed("Nơi nhận:").signed("- UBND tỉnh;").signed("- Lưu: VT.")
    for sheets in ((same,), (joint(below=True), after)):
        span = find_parts(lines_of(*sheets))[0]
        assert printed(span.part.signature) == (None, "GIÁM ĐỐC\nSỞ Y TẾ", "Trần Thị Lan")
        assert recipients(span) == ["UBND tỉnh", "Lưu: VT"]
        assert "Nơi nhận:" not in {line.text for line in span.body}


def test_an_office_that_no_list_has_is_read_beside_the_recipients() -> None:
    """Capitals over a name can be nothing else."""
    span = signed(("Nơi nhận:", "ĐIỀU PHỐI VIÊN"), ("- Các thôn;", ""), ("- Lưu: VT.", ""), ("", "Lê Văn Tám"))
    assert printed(span.part.signature) == (None, "ĐIỀU PHỐI VIÊN", "Lê Văn Tám")
    assert recipients(span) == ["Các thôn", "Lưu: VT"]


def test_a_stroke_behind_an_office_is_no_word_of_it() -> None:
    """OCR reads the edge of a seal as a letter; in clean text a letter belongs to the name of an office."""
    for confidence, office in ((0.9, "HIỆU TRƯỞNG"), (1.0, "HIỆU TRƯỞNG I")):
        rows = (("Nơi nhận:", "HIỆU TRƯỞNG I"), ("- Lưu: VT.", ""), ("", "Lê Văn Tám"))
        assert printed(signed(*rows, confidence=confidence).part.signature) == (None, office, "Lê Văn Tám")
