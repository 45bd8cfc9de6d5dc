"""The letterhead and title of a document, in the shapes that bodies of every kind set them."""

import pytest

from models.blocks import Line, line_of
from models.raw import RawHead, RawText
from parsers.letterhead import LINE_RULES, is_motto, matches, unglue
from parsers.lines import find_lines
from parsers.parts import find_parts
from parsers.titles import frames_of
from tests.parsers.sheets import BODY, LEFT, TASKS, Sheet, lines_of

MOTTO = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
MOTTO_END = "Độc lập - Tự do - Hạnh phúc"
PARTY = "ĐẢNG CỘNG SẢN VIỆT NAM"


def head_of(*sheets: Sheet) -> RawHead:
    """The head of the first part."""
    return find_parts(lines_of(*sheets))[0].part.head


def said(text: RawText | None) -> str | None:
    return text.text.replace("\n", " ") if text else None


def letter(left: list[str], number: str, date: str, issuer_rows: int = 1) -> Sheet:
    """A sheet with a letterhead: the last *issuer_rows* rows of *left* are bold, the motto stands right."""
    sheet, right = Sheet(), [MOTTO, MOTTO_END]
    for index, text in enumerate(left):
        sheet.row(text, right[index] if index < 2 else "", bold=index >= len(left) - issuer_rows)
    if len(left) == 1:
        sheet.row("", MOTTO_END, bold=True)
    return sheet.row(number, date).blank()


def plan(sheet: Sheet, *title: str) -> Sheet:
    sheet.centre("KẾ HOẠCH")
    for line in title:
        sheet.centre(line)
    return sheet.blank().text(BODY).text(TASKS)


@pytest.mark.parametrize("name", LINE_RULES)
def test_a_line_rule_takes_its_examples_and_refuses_its_near_misses(name: str) -> None:
    """Every rule says what it reads and what only looks like it."""
    assert all(matches(name, example) for example in LINE_RULES[name].examples)
    assert not any(matches(name, miss) for miss in LINE_RULES[name].near_misses)


def test_a_department_stands_under_its_province() -> None:
    """Two bodies in the left column are the body above and the issuer."""
    sheet = letter(["UBND TỈNH LẠC HÀ", "SỞ Y TẾ"], "Số: 15/KH-SYT", "Lạc Hà, ngày 05 tháng 3 năm 2026")
    head = head_of(plan(sheet, "Phòng bệnh mùa mưa năm 2026"))
    assert (said(head.parent_issuer), said(head.issuer)) == ("UBND TỈNH LẠC HÀ", "SỞ Y TẾ")
    assert said(head.number) == "Số: 15/KH-SYT"
    assert said(head.place_date) == "Lạc Hà, ngày 05 tháng 3 năm 2026"
    assert (said(head.kind_word), said(head.title)) == ("KẾ HOẠCH", "Phòng bệnh mùa mưa năm 2026")
    assert head.has_letterhead


@pytest.mark.parametrize(
    ("left", "bold", "parent", "issuer"),
    [
        (["ỦY BAN NHÂN DÂN", "TỈNH LẠC HÀ"], 2, None, "ỦY BAN NHÂN DÂN TỈNH LẠC HÀ"),
        (["BỘ KHOA HỌC VÀ CÔNG NGHỆ"], 1, None, "BỘ KHOA HỌC VÀ CÔNG NGHỆ"),
        (["BỘ Y TẾ", "CỤC QUẢN LÝ", "MÔI TRƯỜNG Y TẾ"], 2, "BỘ Y TẾ", "CỤC QUẢN LÝ MÔI TRƯỜNG Y TẾ"),
        (["BỘ GIÁO DỤC VÀ ĐÀO TẠO", "TRƯỜNG ĐẠI HỌC", "LẠC HÀ"], 2, "BỘ GIÁO DỤC VÀ ĐÀO TẠO", "TRƯỜNG ĐẠI HỌC LẠC HÀ"),
        (["SỞ Y TẾ LẠC HÀ", "BỆNH VIỆN ĐA KHOA", "TỈNH LẠC HÀ"], 2, "SỞ Y TẾ LẠC HÀ", "BỆNH VIỆN ĐA KHOA TỈNH LẠC HÀ"),
        (
            ["UBND HUYỆN SUỐI NGỌC", "PHÒNG GIÁO DỤC", "VÀ ĐÀO TẠO"],
            2,
            "UBND HUYỆN SUỐI NGỌC",
            "PHÒNG GIÁO DỤC VÀ ĐÀO TẠO",
        ),
        (
            ["UBND XÃ SUỐI NGỌC", "BAN CHỈ ĐẠO", "PHÒNG, CHỐNG MA TÚY"],
            2,
            "UBND XÃ SUỐI NGỌC",
            "BAN CHỈ ĐẠO PHÒNG, CHỐNG MA TÚY",
        ),
        (["HỘI ĐỒNG NHÂN DÂN", "PHƯỜNG BÌNH AN TÂY"], 2, None, "HỘI ĐỒNG NHÂN DÂN PHƯỜNG BÌNH AN TÂY"),
        (
            ["ỦY BAN MTTQ VIỆT NAM", "XÃ SUỐI NGỌC", "HỘI NÔNG DÂN"],
            1,
            "ỦY BAN MTTQ VIỆT NAM XÃ SUỐI NGỌC",
            "HỘI NÔNG DÂN",
        ),
        (["ỦY BAN NHÂN DÂN", "TỈNH LẠC HÀ", "VĂN PHÒNG"], 1, "ỦY BAN NHÂN DÂN TỈNH LẠC HÀ", "VĂN PHÒNG"),
        (["SỞ XÂY DỰNG - CÔNG AN TỈNH"], 1, None, "SỞ XÂY DỰNG - CÔNG AN TỈNH"),
        (["THỦ TƯỚNG CHÍNH PHỦ"], 1, None, "THỦ TƯỚNG CHÍNH PHỦ"),
        (
            ["UBND XÃ SUỐI NGỌC", "Địa chỉ: Thôn 3; ĐT: 0999.123", "PHÒNG KINH TẾ"],
            3,
            "UBND XÃ SUỐI NGỌC",
            "PHÒNG KINH TẾ",
        ),
        (["CHỦ TỊCH", "ỦY BAN NHÂN DÂN TỈNH LẠC HÀ"], 2, None, "CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH LẠC HÀ"),
        (["NGÂN HÀNG NHÀ NƯỚC", "VIỆT NAM"], 2, None, "NGÂN HÀNG NHÀ NƯỚC VIỆT NAM"),
        (
            ["UBND TỈNH LẠC HÀ", "SỞ NÔNG NGHIỆP VÀ MÔI", "TRƯỜNG"],
            2,
            "UBND TỈNH LẠC HÀ",
            "SỞ NÔNG NGHIỆP VÀ MÔI TRƯỜNG",
        ),
        (["SỞ TÀI NGUYÊN VÀ MÔI", "TRƯỜNG", "TỈNH LẠC HÀ"], 3, None, "SỞ TÀI NGUYÊN VÀ MÔI TRƯỜNG TỈNH LẠC HÀ"),
        (["PHÒNG GIÁO DỤC", "TRƯỜNG", "TIỂU HỌC NÀ PÁ"], 2, "PHÒNG GIÁO DỤC", "TRƯỜNG TIỂU HỌC NÀ PÁ"),
    ],
)
def test_names_over_several_lines_are_joined_and_bodies_parted(
    left: list[str], bold: int, parent: str | None, issuer: str
) -> None:
    """A line that begins like a body is a new one; an area or the rest of a name is not."""
    head = head_of(plan(letter(left, "Số: 7/KH-ABC", "Lạc Hà, ngày 05 tháng 3 năm 2026", bold), "Năm 2026"))
    assert (said(head.parent_issuer), said(head.issuer)) == (parent, issuer)


def test_names_are_parted_without_knowing_what_is_bold() -> None:
    """A scan gives no bold letters; the words alone part the province from its department."""
    sheet = letter(
        ["UBND TỈNH LẠC HÀ", "SỞ VĂN HÓA,", "THỂ THAO VÀ DU LỊCH"], "Số: 7/KH-S", "Lạc Hà, ngày 1 tháng 3 năm 2026", 0
    )
    head = head_of(plan(sheet, "Năm 2026"))
    assert (said(head.parent_issuer), said(head.issuer)) == ("UBND TỈNH LẠC HÀ", "SỞ VĂN HÓA, THỂ THAO VÀ DU LỊCH")


def test_a_party_body_has_its_own_heading() -> None:
    """Party papers carry the party's name instead of the motto, and an asterisk under the issuer."""
    sheet = Sheet().row("ĐẢNG BỘ TỈNH LẠC HÀ", PARTY, bold=False).row("ĐẢNG ỦY XÃ SUỐI NGỌC", "", bold=True).row("*")
    sheet.row("Số 12-CTr/ĐU", "Suối Ngọc, ngày 02 tháng 02 năm 2026").blank().centre("CHƯƠNG TRÌNH HÀNH ĐỘNG")
    span = find_parts(lines_of(sheet.centre("Thực hiện Nghị quyết Đại hội").blank().text(BODY)))[0]
    head = span.part.head
    assert (said(head.parent_issuer), said(head.issuer)) == ("ĐẢNG BỘ TỈNH LẠC HÀ", "ĐẢNG ỦY XÃ SUỐI NGỌC")
    assert (said(head.number), said(head.kind_word)) == ("Số 12-CTr/ĐU", "CHƯƠNG TRÌNH HÀNH ĐỘNG")
    assert span.part.kind == "plan"


def test_the_asterisk_may_stand_beside_the_date() -> None:
    """A lone sign far from the next word is a column of its own, no label."""
    sheet = Sheet().row("TỈNH ỦY LẠC HÀ", PARTY, bold=True).row("*", "Lạc Hà, ngày 15 tháng 01 năm 2026")
    sheet.row("Số 12-CTr/TU").blank().centre("CHƯƠNG TRÌNH HÀNH ĐỘNG").centre("Về hội nhập quốc tế").blank()
    head = find_parts(lines_of(sheet.text(BODY)))[0].part.head
    assert (said(head.number), said(head.place_date)) == ("Số 12-CTr/TU", "Lạc Hà, ngày 15 tháng 01 năm 2026")
    assert said(head.title) == "Về hội nhập quốc tế"


def test_a_union_prints_its_own_name_instead_of_the_motto() -> None:
    """Without a motto the date tells where the right column begins."""
    sheet = Sheet().row("TỈNH ĐOÀN LẠC HÀ", "ĐOÀN TNCS HỒ CHÍ MINH", bold=True).row("***")
    sheet.row("Số: 12-KH/TĐTN", "Lạc Hà, ngày 02 tháng 02 năm 2026").blank()
    head = head_of(plan(sheet, "Mùa hè xanh năm 2026"))
    assert (said(head.parent_issuer), said(head.issuer)) == (None, "TỈNH ĐOÀN LẠC HÀ")
    assert head.has_letterhead


@pytest.mark.parametrize(
    ("number", "date"),
    [
        ("Số:         /KH-SYT", "Lạc Hà, ngày       tháng      năm 2026"),
        ("Số: ….. /KH-SYT", "Lạc Hà, ngày … tháng … năm 2026"),
        ("Số: 565    /TB-SYT", "Lạc Hà, ngày 5 tháng 3 năm 2026"),
        ("Số:       /2026/QĐ-UBND", "Lạc Hà, ngày     tháng 3 năm 2026"),
    ],
)
def test_blanks_in_number_and_date_do_not_part_them(number: str, date: str) -> None:
    """A row with room for handwriting is one row."""
    head = head_of(plan(letter(["UBND TỈNH LẠC HÀ", "SỞ Y TẾ"], number, date), "Năm 2026"))
    assert said(head.number) == " ".join(number.split())
    assert said(head.place_date) == " ".join(date.split())


def test_a_title_runs_over_lines_and_ends_at_the_text() -> None:
    """Centred lines under the kind are one title; a paragraph that opens like a title is not part of it."""
    sheet = letter(["UBND TỈNH LẠC HÀ", "SỞ Y TẾ"], "Số: 15/KH-SYT", "Lạc Hà, ngày 05 tháng 3 năm 2026")
    sheet.centre("KẾ HOẠCH").centre("Thực hiện Nghị quyết số 12-NQ/TU ngày 02/02/2026").centre(
        "của Tỉnh ủy về y tế cơ sở"
    )
    sheet.text(
        "Thực hiện Nghị quyết số 12-NQ/TU ngày 02/02/2026 của Tỉnh ủy về y tế cơ sở, Sở Y tế ban hành Kế hoạch " + BODY
    )
    span = find_parts(lines_of(sheet))[0]
    assert said(span.part.head.title) == "Thực hiện Nghị quyết số 12-NQ/TU ngày 02/02/2026 của Tỉnh ủy về y tế cơ sở"
    assert span.body[0].text.startswith("Thực hiện Nghị quyết số 12-NQ/TU")


def test_a_title_may_open_like_a_sentence_in_small_letters() -> None:
    """ "thực hiện Nghị quyết …, nhiệm kỳ …" under the kind word is its title: no sentence opens in small letters."""
    sheet = letter(["TỈNH ỦY LẠC HÀ", "ĐẢNG ỦY XÃ SUỐI NGỌC"], "Số 15-KH/ĐU", "Suối Ngọc, ngày 05 tháng 9 năm 2025")
    sheet.centre("KẾ HOẠCH").centre("thực hiện Nghị quyết Đại hội Đảng bộ xã lần thứ I, nhiệm kỳ 2025 - 2030")
    sheet.text("Căn cứ Nghị quyết số 01-NQ/ĐH ngày 28/7/2025, Đảng ủy xã ban hành Kế hoạch " + BODY)
    head = find_parts(lines_of(sheet))[0].part.head
    assert said(head.title) == "thực hiện Nghị quyết Đại hội Đảng bộ xã lần thứ I, nhiệm kỳ 2025 - 2030"


def test_a_title_in_bold_may_open_like_a_sentence() -> None:
    """ "Thực hiện Chương trình …, giảm nghèo …" in bold and in the middle is a title from its first line on."""
    sheet = letter(["UBND TỈNH LẠC HÀ", "SỞ Y TẾ"], "Số: 15/KH-SYT", "Lạc Hà, ngày 05 tháng 3 năm 2026")
    sheet.centre("KẾ HOẠCH").centre("Thực hiện Chương trình xây dựng nông thôn mới,").centre("giảm nghèo năm 2026")
    sheet.text("Căn cứ Nghị quyết số 01-NQ/TU ngày 28/7/2025, Sở Y tế ban hành Kế hoạch " + BODY)
    head = find_parts(lines_of(sheet))[0].part.head
    assert said(head.title) == "Thực hiện Chương trình xây dựng nông thôn mới, giảm nghèo năm 2026"


def test_a_chapter_ends_the_title_above_it() -> None:
    """ "CHƯƠNG I" in bold and in the middle is no more of the title than a plain one."""
    sheet = letter(["UBND TỈNH LẠC HÀ", "SỞ Y TẾ"], "Số: 15/ĐA-SYT", "Lạc Hà, ngày 05 tháng 3 năm 2026")
    for heading in ("ĐỀ ÁN", "NÂNG CAO CHẤT LƯỢNG Y TẾ CƠ SỞ", "CHƯƠNG I", "SỰ CẦN THIẾT"):
        sheet.centre(heading, bold=True)
    sheet.text("Trạm y tế còn thiếu bác sĩ và thiết bị. " + BODY)
    assert said(find_parts(lines_of(sheet))[0].part.head.title) == "NÂNG CAO CHẤT LƯỢNG Y TẾ CƠ SỞ"


def test_a_title_may_share_the_line_of_its_kind() -> None:
    """ "KẾ HOẠCH TRỒNG CÂY NĂM 2026" is the kind and a title."""
    sheet = letter(["ỦY BAN NHÂN DÂN", "XÃ SUỐI NGỌC"], "Số: 3/KH-UBND", "Suối Ngọc, ngày 1 tháng 2 năm 2026", 2)
    head = head_of(sheet.centre("KẾ HOẠCH TRỒNG CÂY XANH").centre("TRÊN ĐỊA BÀN XÃ NĂM 2026").blank().text(BODY))
    assert (said(head.kind_word), said(head.title)) == ("KẾ HOẠCH", "TRỒNG CÂY XANH TRÊN ĐỊA BÀN XÃ NĂM 2026")


def test_a_dispatch_has_its_subject_under_the_number() -> None:
    """No kind word: the subject is the title, and the addressees are no text of the dispatch."""
    sheet = letter(["ỦY BAN NHÂN DÂN", "TỈNH LẠC HÀ"], "Số: 88/UBND-VX", "Lạc Hà, ngày 1 tháng 2 năm 2026", 2)
    sheet.row("V/v tổ chức ngày hội").row("đọc sách năm 2026").blank().centre("Kính gửi:", bold=False)
    for addressee in ("- Các sở, ban, ngành;", "- UBND các xã, phường."):
        sheet._set(addressee, 210)
        sheet.y += 17
    span = find_parts(lines_of(sheet.blank().text(BODY).text(TASKS)))[0]
    assert span.part.kind == "dispatch"
    assert said(span.part.head.title) == "V/v tổ chức ngày hội đọc sách năm 2026"
    assert said(span.part.head.issuer) == "ỦY BAN NHÂN DÂN TỈNH LẠC HÀ"
    assert span.body[0].text.startswith("Căn cứ")


def test_addressees_on_one_line_are_no_text_of_the_dispatch() -> None:
    """ "Kính gửi: Các trường học" is one line above the text."""
    sheet = letter(["UBND TỈNH LẠC HÀ", "SỞ Y TẾ"], "Số: 88/SYT-NV", "Lạc Hà, ngày 1 tháng 2 năm 2026")
    sheet.row("V/v khám sức khỏe").blank().centre("Kính gửi: Các trường học.", bold=False).blank().text(BODY)
    span = find_parts(lines_of(sheet))[0]
    assert (span.part.kind, span.body[0].text[:6]) == ("dispatch", "Căn cứ")


def test_addressees_listed_at_the_margin_are_no_text_of_the_dispatch() -> None:
    """Under "Kính gửi:" the list may begin where paragraphs do."""
    sheet = letter(["UBND TỈNH LẠC HÀ", "SỞ Y TẾ"], "Số: 88/SYT-NV", "Lạc Hà, ngày 1 tháng 2 năm 2026")
    sheet.row("V/v khám sức khỏe").blank().centre("Kính gửi:", bold=False)
    sheet.text("- Các bệnh viện;").text("- Trạm Y tế các xã.").blank().text(BODY).text(TASKS)
    assert find_parts(lines_of(sheet))[0].body[0].text.startswith("Căn cứ")


def test_a_plan_may_have_no_letterhead() -> None:
    """A plan that opens with its kind has no issuer, number or date to read."""
    head = head_of(plan(Sheet(), "Làm sạch kênh mương năm 2026"))
    assert not head.has_letterhead
    assert (head.issuer, head.number, head.place_date) == (None, None, None)
    assert said(head.title) == "Làm sạch kênh mương năm 2026"


def test_a_bold_title_alone_opens_a_plan() -> None:
    """Some plans lack even the word for their kind."""
    sheet = (
        Sheet().centre("Triển khai làm sạch kênh mương trên địa bàn").centre("xã Suối Ngọc năm 2026").blank().text(BODY)
    )
    span = find_parts(lines_of(sheet.text(TASKS)))[0]
    assert said(span.part.head.title) == "Triển khai làm sạch kênh mương trên địa bàn xã Suối Ngọc năm 2026"
    assert (span.part.kind, span.body[0].text[:6]) == ("plan", "Căn cứ")


def test_text_without_any_title_stays_text() -> None:
    """A file that opens with a paragraph has no title."""
    span = find_parts(lines_of(Sheet().text(BODY).text(TASKS)))[0]
    assert span.part.head.title is None
    assert len(span.head_lines) == 0


def test_a_signing_block_over_the_letterhead_is_passed_over() -> None:
    """Signing programs print their lines at the top of the first page, and drafts say so."""
    sheet = Sheet(y=20)
    for text in ("Người ký: Sở Y tế", "Email: soyte@lacha.vn", "Thời gian ký: 03/04/2026 08:15:40 +07:00"):
        sheet._set(text, 390)
        sheet.y += 14
    sheet.row("UBND TỈNH LẠC HÀ", MOTTO).row("SỞ Y TẾ", MOTTO_END, bold=True).row(
        "Số: 9/KH-SYT", "Lạc Hà, ngày 1 tháng 2 năm 2026"
    )
    head = head_of(plan(sheet.row("DỰ THẢO").blank(), "Năm 2026"))
    assert (said(head.parent_issuer), said(head.issuer)) == ("UBND TỈNH LẠC HÀ", "SỞ Y TẾ")
    assert said(head.title) == "Năm 2026"


def glued(sheet: Sheet) -> tuple[Line, ...]:
    """The lines of a sheet whose columns stand too close to part: each row is one line."""
    rows: dict[float, list[Line]] = {}
    for line in find_lines(sheet.page()):
        rows.setdefault(line.bbox[1], []).append(line)
    return tuple(
        line_of(1, tuple(w for line in sorted(row, key=lambda x: x.bbox[0]) for w in line.words))
        for row in rows.values()
    )


def test_columns_glued_into_one_line_are_parted_by_their_words() -> None:
    """A text that kept no gaps still says where the motto and the date begin."""
    sheet = letter(["UBND TỈNH LẠC HÀ", "SỞ Y TẾ"], "Số: 15/KH-SYT", "Lạc Hà, ngày 05 tháng 3 năm 2026")
    head = find_parts(glued(plan(sheet, "Năm 2026")))[0].part.head
    assert (said(head.parent_issuer), said(head.issuer)) == ("UBND TỈNH LẠC HÀ", "SỞ Y TẾ")
    assert (said(head.number), said(head.place_date)) == ("Số: 15/KH-SYT", "Lạc Hà, ngày 05 tháng 3 năm 2026")


def test_a_motto_misread_by_ocr_is_still_the_motto() -> None:
    """One letter in five may be wrong."""
    assert is_motto("CỌNG HOÀ XÁ HÔI CHŨ NGHIA VIỆT NAH")
    assert is_motto("Độc lập - Tụ do - Hanh phủc")
    assert not is_motto("CỘNG HƯỞNG")
    assert not is_motto("Đảng Cộng sản Việt Nam")


def test_the_motto_begins_where_it_is_most_alike() -> None:
    """A province's last word may begin like the motto does, and is none of it."""
    (line,) = lines_of(Sheet().text("UBND TỈNH LẠC GIANG CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"))
    assert [piece.text for piece in unglue(line)] == ["UBND TỈNH LẠC GIANG", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"]


def test_only_a_line_over_both_columns_is_unglued() -> None:
    """A line of one column comes back as it is."""
    (only,) = lines_of(Sheet().centre(MOTTO))
    assert unglue(only) == (only,)


@pytest.mark.parametrize(
    "text",
    [
        "Số 76/KH- UBND ngày 12 tháng 3 năm 2026 của Lạc Hà",
        "số 76/KH-UBND Lạc Hà, ngày 12 tháng 3 năm 2026 của tỉnh",
    ],
)
def test_a_sentence_with_a_number_and_a_date_is_one_line(text: str) -> None:
    """A document named in a sentence is no letterhead whose columns are glued."""
    (only,) = lines_of(Sheet().text(text))
    assert unglue(only) == (only,)


def test_a_number_and_a_place_with_its_date_are_unglued() -> None:
    """Number left, place and date right, nothing behind the year."""
    (line,) = lines_of(Sheet().text("Số: 15/KH-UBND Lạc Hà, ngày 12 tháng 3 năm 2026"))
    assert [piece.text for piece in unglue(line)] == ["Số: 15/KH-UBND", "Lạc Hà, ngày 12 tháng 3 năm 2026"]


def test_a_title_goes_on_from_the_line_of_its_kind_word() -> None:
    """The words behind "KẾ HOẠCH" stand aside; the wide lines below them belong to the title all the same."""
    sheet = letter(["UBND TỈNH LẠC HÀ"], "Số: 15/KH-UBND", "Lạc Hà, ngày 05 tháng 3 năm 2026")
    sheet.centre("KẾ HOẠCH HÀNH ĐỘNG CỦA TỈNH LẠC HÀ")
    sheet.centre("Thực hiện Kết luận của Hội nghị toàn tỉnh lần thứ năm về trồng rừng")
    sheet.centre("(Kèm theo Nghị quyết số 12/NQ-HĐND)", bold=False, italic=True)
    head = head_of(sheet.blank().text(BODY).text(TASKS))
    assert said(head.title) == "CỦA TỈNH LẠC HÀ Thực hiện Kết luận của Hội nghị toàn tỉnh lần thứ năm về trồng rừng"
    assert said(head.attached) == "(Kèm theo Nghị quyết số 12/NQ-HĐND)"


@pytest.mark.parametrize(
    "opening",
    [
        "Ủy ban nhân dân xã Suối Ngọc ban hành Kế hoạch trồng cây phân tán trên địa bàn xã năm 2026, cụ thể như sau:",
        "Thực hiện Chỉ thị của Chủ tịch tỉnh về phòng cháy rừng trong mùa khô; xét đề nghị của Hạt Kiểm lâm, Ủy ban "
        "nhân dân xã xây dựng Kế hoạch như sau:",
        "Thực hiện chỉ đạo của tỉnh Lạc Hà về trồng cây, Ủy ban nhân dân xã xây dựng Kế hoạch với các nội dung sau:",
    ],
)
def test_the_sentence_that_opens_a_plan_is_no_title(opening: str) -> None:
    """Where nothing is bold or indented, only the sentence itself tells that the title is over."""
    sheet = letter(["UBND XÃ SUỐI NGỌC"], "Số: 15/KH-UBND", "Suối Ngọc, ngày 05 tháng 3 năm 2026")
    sheet.centre("KẾ HOẠCH", bold=False).centre("Trồng cây phân tán trên địa bàn xã năm 2026", bold=False)
    words = opening.split()
    for start in range(0, len(words), 15):
        line = " ".join(words[start : start + 15])
        sheet.signed(line if start else line.ljust(75))
    assert said(head_of(sheet.text(TASKS)).title) == "Trồng cây phân tán trên địa bàn xã năm 2026"


def test_bodies_set_alike_issue_together_when_both_sign() -> None:
    """Two bold names one over the other are two issuers under two signatures, and a body and its department else."""
    for signers, expected in (
        ((("GIÁM ĐỐC", "GIÁM ĐỐC"), ("Lý Văn Sơn", "Trần Thị Lan")), (None, "SỞ Y TẾ - CÔNG AN TỈNH LẠC HÀ")),
        ((("", "GIÁM ĐỐC"), ("", "Trần Thị Lan")), ("SỞ Y TẾ", "CÔNG AN TỈNH LẠC HÀ")),
    ):
        left = ["SỞ Y TẾ", "CÔNG AN TỈNH LẠC HÀ"]
        sheet = plan(letter(left, "Số: 7/KHPH-SYT-CAT", "Lạc Hà, ngày 1 tháng 3 năm 2026", 2), "Phối hợp").blank()
        for row in signers:
            sheet.row(*row, bold=True, middles=(180, 430))
        head = head_of(sheet)
        assert (said(head.parent_issuer), said(head.issuer)) == expected


def test_a_motto_that_wraps_leaves_no_word_to_the_issuer() -> None:
    """Its "NAM" alone on a line is no name, left or right."""
    sheet = Sheet()
    for text in ("SỞ Y TẾ", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT", "NAM", MOTTO_END, "Số: 15/KH-SYT"):
        sheet._set(text, LEFT)
        sheet.y += 17
    head = head_of(plan(sheet, "Phòng bệnh mùa mưa năm 2026"))
    assert (said(head.issuer), said(head.number)) == ("SỞ Y TẾ", "Số: 15/KH-SYT")


@pytest.mark.parametrize("tail", ["trên địa bàn xã", None])
def test_a_full_line_in_plain_type_may_be_a_title(tail: str | None) -> None:
    """A title that fills its line is one where the next is centred or the text begins with "Căn cứ …"."""
    sheet = letter(["SỞ Y TẾ"], "Số: 15/KH-SYT", "Lạc Hà, ngày 05 tháng 3 năm 2026").centre("KẾ HOẠCH", bold=False)
    full = "Phòng bệnh mùa mưa, tiêm chủng mở rộng và chăm sóc sức khỏe ban đầu năm 2027"
    sheet.centre(full[:76].rstrip(), bold=False)
    if tail:
        sheet.centre(tail, bold=False)
    sheet.text(
        "Căn cứ Luật Phòng bệnh ngày 10 tháng 12 năm 2025; Nghị định số 12/2026/NĐ-CP của Chính phủ quy định chi tiết;"
    )
    head = head_of(sheet.text(BODY).text(TASKS))
    assert said(head.title) == " ".join(filter(None, (full[:76].rstrip(), tail)))


@pytest.mark.parametrize("heading", ["I - MỤC ĐÍCH, YÊU CẦU", "A/ MỤC TIÊU", "1 - Mục đích"])
def test_a_label_before_a_dash_ends_the_title(heading: str) -> None:
    """As the Party's offices number their sections."""
    sheet = letter(["ĐẢNG ỦY XÃ SUỐI NGỌC"], "Số 45 - KH/ĐU", "Suối Ngọc, ngày 05 tháng 3 năm 2026").centre("KẾ HOẠCH")
    sheet.centre("Kiểm tra các chi bộ năm 2026")._set(heading, LEFT + 30, bold=True)
    head = head_of(sheet._down().text(BODY))
    assert said(head.title) == "Kiểm tra các chi bộ năm 2026"
    assert said(head.number) == "Số 45 - KH/ĐU"


@pytest.mark.parametrize("rest", ["năm 2026", "2026"])
def test_a_date_that_wraps_is_one_date(rest: str) -> None:
    """A place with a long name leaves no room for the year beside it."""
    date = "Phú Lạc Thượng, ngày 05 tháng 3" + ("" if rest.startswith("năm") else " năm")
    sheet = letter(["UBND TỈNH LẠC HÀ", "SỞ Y TẾ"], "Số: 15/KH-SYT", date)
    head = head_of(plan(sheet.row("", rest).blank(), "Phòng bệnh mùa mưa năm 2026"))
    assert said(head.place_date) == "Phú Lạc Thượng, ngày 05 tháng 3 năm 2026"
    assert said(head.title) == "Phòng bệnh mùa mưa năm 2026"


def test_a_body_named_in_the_title_opens_no_sentence() -> None:
    """ "… của Ban Chấp hành / Đảng bộ tỉnh về …", in bold and in the middle, is all title."""
    sheet = letter(["ĐẢNG ỦY XÃ SUỐI NGỌC"], "Số 06-CTr/ĐU", "Suối Ngọc, ngày 05 tháng 3 năm 2026")
    sheet.centre("CHƯƠNG TRÌNH HÀNH ĐỘNG")
    title = ("thực hiện Nghị quyết số 12-NQ/TU của Ban Chấp hành", "Đảng bộ tỉnh về phát triển kinh tế tập thể")
    for line in title:
        sheet.centre(line)
    opening = "Ban Chấp hành Đảng bộ xã xây dựng Chương trình hành động thực hiện Nghị quyết như sau:"
    head = head_of(sheet.blank().text(opening).text(BODY).text(TASKS))
    assert said(head.title) == " ".join(title)


def test_a_title_goes_on_in_bold_behind_the_body_in_capitals() -> None:
    """ "CỦA BAN THƯỜNG VỤ ĐẢNG ỦY" over a full bold line "về tăng cường …" is the title's first line."""
    sheet = letter(["ĐẢNG ỦY XÃ SUỐI NGỌC"], "Số 07-CT/ĐU", "Suối Ngọc, ngày 05 tháng 3 năm 2026")
    title = ("CỦA BAN THƯỜNG VỤ ĐẢNG ỦY", "về tăng cường sự lãnh đạo của Đảng đối với công tác gìn giữ rừng đầu nguồn")
    for line in ("CHỈ THỊ", *title):
        sheet.centre(line)
    head = head_of(sheet.blank().text(f"Ban Thường vụ Đảng ủy yêu cầu các chi bộ thực hiện: {BODY}").text(TASKS))
    assert said(head.title) == " ".join(title)


def test_a_joint_plan_names_its_kind_in_full() -> None:
    """ "KẾ HOẠCH LIÊN NGÀNH" is a kind, and its last words are no part of the title."""
    sheet = letter(["CÔNG AN TỈNH LẠC HÀ"], "Số: 3/KHLN-CAT-HPN", "Lạc Hà, ngày 05 tháng 3 năm 2026")
    head = head_of(sheet.centre("KẾ HOẠCH LIÊN NGÀNH").centre("Phòng ngừa đuối nước năm 2026").blank().text(BODY))
    assert said(head.title) == "Phòng ngừa đuối nước năm 2026"


def test_the_edge_is_found_where_most_paragraphs_are_one_line() -> None:
    """However many long lines are indented, the text begins where a full line runs on."""
    sheet = Sheet()
    for _ in range(12):
        sheet._set("- Truyền thông trực tiếp cho các hộ gia đình trên địa bàn phường", LEFT + 36)
        sheet._down()
    sheet.text("Căn cứ Kế hoạch số 05/KH-TTYT ngày 02/01/2026 của Trung tâm Y tế khu vực về công tác dân số năm;")
    assert frames_of(lines_of(sheet))[1].left == LEFT
