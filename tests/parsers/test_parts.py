"""The documents that one file holds, and the lines that each of them takes."""

from models.raw import RawPart
from parsers.kinds import letters
from parsers.parts import PartSpan, find_parts, main_part
from parsers.titles import label_number, read_appendix_line, read_kind_line
from tests.parsers.sheets import BODY, TASKS, Sheet, lines_of

MOTTO = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
MOTTO_END = "Độc lập - Tự do - Hạnh phúc"


def letterhead(number: int, kind: str, symbol: str) -> Sheet:
    """A sheet of the province that opens with *kind* under number *symbol*."""
    sheet = Sheet(number).row("ỦY BAN NHÂN DÂN", MOTTO, bold=True).row("TỈNH LẠC HÀ", MOTTO_END, bold=True)
    return sheet.row(f"Số: {symbol}", "Lạc Hà, ngày 05 tháng 3 năm 2026").blank().centre(kind)


def appendix(number: int, label: str, title: str) -> Sheet:
    sheet = Sheet(number).centre(label).centre(title)
    return sheet.centre(
        "(Kèm theo Kế hoạch số 15/KH-UBND ngày 05/3/2026 của UBND tỉnh)", bold=False, italic=True
    ).blank()


def end(sheet: Sheet) -> Sheet:
    sheet.blank().signed("Nơi nhận:", "TM. ỦY BAN NHÂN DÂN").signed("- Như trên;", "CHỦ TỊCH").signed("- Lưu: VT.")
    return sheet.blank(2).signed("", "Lê Văn Tám")


def decision(number: int = 1) -> Sheet:
    sheet = letterhead(number, "QUYẾT ĐỊNH", "12/QĐ-UBND").centre("Ban hành Kế hoạch trồng cây năm 2026").blank()
    sheet.centre("ỦY BAN NHÂN DÂN TỈNH LẠC HÀ").text("Căn cứ Luật Lâm nghiệp ngày 15 tháng 11 năm 2017; " + BODY)
    sheet.centre("QUYẾT ĐỊNH:").text("Điều 1. Ban hành kèm theo Quyết định này Kế hoạch trồng cây. " + BODY)
    return end(sheet)


def plan_of_decision(number: int = 2) -> Sheet:
    sheet = Sheet(number).centre("KẾ HOẠCH").centre("Trồng cây năm 2026")
    sheet.centre("(Kèm theo Quyết định số 12/QĐ-UBND ngày 05/3/2026 của UBND tỉnh)", bold=False, italic=True)
    return sheet.blank().text("I. MỤC TIÊU").text(BODY).text(TASKS)


def described(spans: tuple[PartSpan, ...]) -> list[tuple[str, int, str]]:
    return [(span.part.kind, span.part.first_page, span.part.prefix) for span in spans]


def test_a_decision_its_plan_and_an_appendix_are_three_parts() -> None:
    """The plan keeps unprefixed paths, the only appendix has "PL"."""
    spans = find_parts(lines_of(decision(), plan_of_decision(), appendix(3, "PHỤ LỤC", "DANH MỤC LOÀI CÂY").text(BODY)))
    assert described(spans) == [("decision", 1, ""), ("plan", 2, ""), ("appendix", 3, "PL")]
    assert main_part([span.part for span in spans]) == 0


def test_a_decision_names_its_office_under_the_title() -> None:
    """The office that decides is neither title nor text; "QUYẾT ĐỊNH:" over the articles opens no part."""
    (span,) = find_parts(lines_of(decision()))
    assert span.part.head.title is not None
    assert span.part.head.title.text == "Ban hành Kế hoạch trồng cây năm 2026"
    assert span.body[0].text.startswith("Căn cứ Luật")
    assert any(line.text == "QUYẾT ĐỊNH:" for line in span.body)


def test_a_gazette_copy_repeats_the_letterhead_over_the_plan() -> None:
    """The second letterhead has no number and belongs to the plan."""
    second = Sheet(2).row("ỦY BAN NHÂN DÂN", MOTTO, bold=True).row("TỈNH LẠC HÀ", MOTTO_END, bold=True).blank()
    second.centre("KẾ HOẠCH").centre("Trồng cây năm 2026").centre("(Kèm theo Quyết định số 12/QĐ-UBND", italic=True)
    second.centre("ngày 05 tháng 3 năm 2026 của UBND tỉnh)", italic=True).blank().text(BODY)
    spans = find_parts(lines_of(decision(), second))
    assert described(spans) == [("decision", 1, ""), ("plan", 2, "")]
    head = spans[1].part.head
    assert (head.has_letterhead, head.number) == (True, None)
    assert head.attached is not None
    assert head.attached.text.endswith("của UBND tỉnh)")


def test_several_appendices_are_numbered_as_printed() -> None:
    """Roman numbers become Arabic ones in paths."""
    plan = end(letterhead(1, "KẾ HOẠCH", "15/KH-UBND").centre("Trồng cây năm 2026").blank().text(BODY))
    spans = find_parts(
        lines_of(
            plan, appendix(2, "Phụ lục I", "Loài cây").text(BODY), appendix(3, "Phụ lục II", "Vườn ươm").text(BODY)
        )
    )
    assert described(spans) == [("plan", 1, ""), ("appendix", 2, "PL1"), ("appendix", 3, "PL2")]


def test_appendices_without_numbers_are_counted() -> None:
    """Two appendices that are both only "PHỤ LỤC" keep apart."""
    plan = letterhead(1, "KẾ HOẠCH", "15/KH-UBND").centre("Trồng cây năm 2026").blank().text(BODY)
    spans = find_parts(lines_of(plan, appendix(2, "PHỤ LỤC", "LOÀI CÂY"), appendix(3, "PHỤ LỤC", "VƯỜN ƯƠM")))
    assert [span.part.prefix for span in spans] == ["", "PL1", "PL2"]


def test_an_appendix_alone_is_the_main_part() -> None:
    """A file that is an appendix has unprefixed paths."""
    (span,) = find_parts(lines_of(appendix(1, "Phụ lục 3", "PHÂN CÔNG TRỒNG CÂY")))
    assert (span.part.kind, span.part.prefix, span.body) == ("appendix", "", ())
    head = span.part.head
    assert (head.label and head.label.text, head.title and head.title.text) == ("Phụ lục 3", "PHÂN CÔNG TRỒNG CÂY")
    assert not head.has_letterhead


def test_a_label_may_say_on_its_line_what_it_belongs_to() -> None:
    """ "Phụ lục kèm theo Kế hoạch số …" is a label and what follows it, the title comes below."""
    sheet = Sheet().centre("Phụ lục kèm theo Kế hoạch số 15/KH-UBND", bold=False).centre("DANH MỤC LOÀI CÂY").blank()
    head = find_parts(lines_of(sheet.text(BODY)))[0].part.head
    assert head.label is not None
    assert head.attached is not None
    assert head.title is not None
    assert head.label.text == "Phụ lục"
    assert head.attached.text == "kèm theo Kế hoạch số 15/KH-UBND"
    assert head.title.text == "DANH MỤC LOÀI CÂY"


def test_a_list_with_what_it_is_attached_to_is_an_appendix() -> None:
    """Some appendices lack the word; "(Kèm theo …)" tells."""
    sheet = Sheet(2).centre("DANH MỤC LOÀI CÂY").centre("(Kèm theo Kế hoạch số 15/KH-UBND)", bold=False, italic=True)
    plan = letterhead(1, "KẾ HOẠCH", "15/KH-UBND").centre("Trồng cây năm 2026").blank().text(BODY)
    spans = find_parts(lines_of(plan, sheet.blank().text(BODY)))
    assert described(spans) == [("plan", 1, ""), ("appendix", 2, "PL")]
    assert spans[1].part.head.title is not None


def test_an_appendix_may_open_under_the_signature() -> None:
    """No page break is needed where the label stands out."""
    sheet = end(letterhead(1, "KẾ HOẠCH", "15/KH-UBND").centre("Trồng cây năm 2026").blank().text(TASKS)).blank(2)
    sheet.centre("PHỤ LỤC").centre("DANH MỤC LOÀI CÂY").text(BODY)
    spans = find_parts(lines_of(sheet))
    assert described(spans) == [("plan", 1, ""), ("appendix", 1, "PL")]
    assert spans[0].part.signature is not None


def test_an_appendix_spoken_of_opens_no_part() -> None:
    """Sentences name appendices; so do lines that begin with one."""
    sheet = letterhead(1, "KẾ HOẠCH", "15/KH-UBND").centre("Trồng cây năm 2026").blank()
    second = Sheet(2).text("Phụ lục I và Phụ lục II kèm theo Kế hoạch này nêu rõ. " + BODY).text("Phụ lục kèm theo.")
    assert len(find_parts(lines_of(sheet.text(BODY), second))) == 1


def test_a_heading_that_is_a_kind_word_opens_no_part() -> None:
    """Before the signature, "CHƯƠNG TRÌNH CÔNG TÁC" at the top of a page is a heading of the plan."""
    plan = letterhead(1, "KẾ HOẠCH", "15/KH-UBND").centre("Trồng cây năm 2026").blank().text(BODY)
    assert len(find_parts(lines_of(plan, end(Sheet(2).centre("CHƯƠNG TRÌNH CÔNG TÁC").text(TASKS))))) == 1


def test_the_addressees_of_a_telegram_are_no_text() -> None:
    """Under "… ĐIỆN:" stands to whom it goes; a long name wraps, and the text begins behind the last full stop."""
    sheet = Sheet().row("VĂN PHÒNG CHÍNH PHỦ", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM")
    sheet.row("Số: 15/CĐ-VPCP", "Hà Nội, ngày 12 tháng 3 năm 2026").blank().centre("CÔNG ĐIỆN")
    sheet.centre("Về việc mời họp").blank().centre("VĂN PHÒNG CHÍNH PHỦ điện:").signed("- Các Bộ: Công an, Quốc phòng,")
    sheet.signed("  Ngoại giao, Tư pháp;").signed("- Tòa án nhân dân tối cao;").signed("- Chủ tịch UBND các tỉnh.")
    (span,) = find_parts(lines_of(sheet.blank().text(BODY)))
    assert span.body[0].text.split()[0] == BODY.split()[0]


def test_a_submission_is_addressed_too() -> None:
    """The addressee under a title is no text of the submission."""
    sheet = letterhead(1, "TỜ TRÌNH", "8/TTr-UBND").centre("Về việc ban hành Kế hoạch").blank()
    (span,) = find_parts(lines_of(sheet.centre("Kính gửi: Hội đồng nhân dân tỉnh", bold=False).blank().text(BODY)))
    assert span.body[0].text.startswith("Căn cứ")


def test_a_submission_gives_way_to_the_plan_it_submits() -> None:
    """The plan has a letterhead of its own, so it is the file's main part."""
    submission = end(letterhead(1, "TỜ TRÌNH", "8/TTr-UBND").centre("Về việc ban hành Kế hoạch").blank().text(BODY))
    plan = end(letterhead(2, "KẾ HOẠCH", "/KH-UBND").centre("Trồng cây năm 2026").blank().text(BODY))
    spans = find_parts(lines_of(submission, plan))
    assert described(spans) == [("other", 1, ""), ("plan", 2, "")]
    assert main_part([span.part for span in spans]) == 1


def test_a_submission_gives_way_to_the_decision_it_submits() -> None:
    """The draft decision issues the plan, which comes third."""
    submission = end(letterhead(1, "TỜ TRÌNH", "8/TTr-UBND").centre("Về việc ban hành Kế hoạch").blank().text(BODY))
    spans = find_parts(lines_of(submission, decision(2), plan_of_decision(3)))
    assert described(spans) == [("other", 1, ""), ("decision", 2, ""), ("plan", 3, "")]
    assert main_part([span.part for span in spans]) == 1


def test_a_dispatch_keeps_the_appendix_it_carries() -> None:
    """What is only attached does not take the dispatch's place."""
    dispatch = letterhead(1, "", "88/UBND-VX").row("V/v trồng cây").blank().text(BODY)
    spans = find_parts(lines_of(end(dispatch), appendix(2, "Phụ lục", "NHIỆM VỤ").text(TASKS)))
    assert described(spans) == [("dispatch", 1, ""), ("appendix", 2, "PL")]
    assert main_part([span.part for span in spans]) == 0


def test_a_letter_without_a_subject_is_a_dispatch() -> None:
    """ "Kính gửi: …" under the letterhead is enough; no kind word and no "V/v" stand there."""
    sheet = Sheet(1).row("ỦY BAN NHÂN DÂN", MOTTO, bold=True).row("TỈNH LẠC HÀ", MOTTO_END, bold=True)
    sheet.row("Số: 12/UBND-NC", "Lạc Hà, ngày 05 tháng 3 năm 2026").blank().centre("Kính gửi: Sở Y tế.", bold=False)
    (span,) = find_parts(lines_of(end(sheet.blank().text(BODY))))
    assert span.part.kind == "dispatch"


def test_a_telegram_names_whom_it_is_wired_to() -> None:
    """ "CHỦ TỊCH … ĐIỆN:" ends the title, and the list under it is no text of the telegram."""
    sheet = letterhead(1, "CÔNG ĐIỆN", "12/CĐ-UBND").centre("Về việc ứng phó bão số 5")
    sheet.centre("CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH ĐIỆN:").text("- Các sở, ban, ngành tỉnh;")
    (span,) = find_parts(lines_of(sheet.text("- Ủy ban nhân dân các xã, phường.").blank().text(BODY)))
    assert span.part.head.title is not None
    assert span.part.head.title.text == "Về việc ứng phó bão số 5"
    assert span.body[0].text.startswith("Căn cứ")


def test_every_line_is_in_one_place() -> None:
    """Nothing is lost and nothing is told twice."""
    lines = lines_of(decision(), plan_of_decision(), appendix(3, "PHỤ LỤC", "LOÀI CÂY").text(BODY))
    taken = [x for span in find_parts(lines) for x in (*span.head_lines, *span.body, *span.signature_lines)]
    assert sorted(letters(x.text) for x in taken) == sorted(letters(x.text) for x in lines)


def test_no_lines_are_a_part_that_says_nothing() -> None:
    """A file of ruled tables alone, or of blank pages, is still a document."""
    (span,) = find_parts(())
    assert (span.part.kind, span.part.head.title, span.body) == ("other", None, ())


def test_a_part_says_where_it_begins() -> None:
    """A table above the second part belongs to the first."""
    spans = find_parts(lines_of(decision(), plan_of_decision()))
    assert [span.start[0] for span in spans] == [1, 2]


def test_kind_words_are_headings_and_not_sentences() -> None:
    """A kind stands alone in capitals, or before a title in capitals."""

    def kind_of(text: str) -> str | None:
        (line,) = lines_of(Sheet().centre(text))
        found = read_kind_line(line)
        return found.kind if found else None

    assert kind_of("KẾ HOẠCH HÀNH ĐỘNG") == "plan"
    assert kind_of("Q U Y Ế T  Đ Ị N H") == "decision"
    assert kind_of("ĐỀ ÁN PHÁT TRIỂN RỪNG") == "plan"
    assert kind_of("BÁO CÁO") == "report"
    assert kind_of("Kế hoạch này được gửi đến các đơn vị") is None
    assert kind_of("KẾ HOẠCH SỐ 5 CỦA TỈNH") is None


def test_labels_of_appendices() -> None:
    """Number, title on the same line, and what only looks like a label."""

    def label_of(text: str) -> tuple[str | None, str | None] | None:
        (line,) = lines_of(Sheet().centre(text))
        found = read_appendix_line(line)
        return (label_number(found.number), found.rest[0].text if found.rest else None) if found else None

    assert label_of("Phụ lục 03") == ("3", None)
    assert label_of("PHỤ LỤC IV") == ("4", None)
    assert label_of("Phụ lục số 2") == ("2", None)
    assert label_of("PHỤ LỤC II: DANH MỤC CÂY") == ("2", "DANH MỤC CÂY")
    assert label_of("Biểu số 01") == ("1", None)
    assert label_of("Phụ lục này gồm hai phần") is None
    assert label_of("Biểu dương các tập thể") is None


def test_parts_of_a_file_with_a_plan_only() -> None:
    """The plan is the main part wherever it stands first."""
    parts: list[RawPart] = [span.part for span in find_parts(lines_of(plan_of_decision(1)))]
    assert [part.kind for part in parts] == ["plan"]
    assert main_part(parts) == 0


def test_a_blank_form_is_no_numbered_appendix() -> None:
    """ "Mẫu số 01" opens a part of its own and leaves the only appendix its plain "PL"."""
    plan = end(letterhead(1, "KẾ HOẠCH", "15/KH-UBND").centre("Trồng cây năm 2026").blank().text(BODY))
    form = appendix(3, "Mẫu số 01", "BÁO CÁO KẾT QUẢ TRỒNG CÂY")
    spans = find_parts(lines_of(plan, appendix(2, "PHỤ LỤC", "DANH MỤC LOÀI CÂY").text(BODY), form))
    assert described(spans) == [("plan", 1, ""), ("appendix", 2, "PL"), ("appendix", 3, "M1")]


def test_a_sample_in_a_sentence_is_no_form() -> None:
    """ "Mẫu" without a number is a word."""
    assert read_appendix_line(lines_of(Sheet().centre("Mẫu kiểm nghiệm"))[0]) is None
