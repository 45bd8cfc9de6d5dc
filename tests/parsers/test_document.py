"""Whole files: parts, doubts, and text in = text out."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.page import Page, Word
from models.raw import RawPlan
from normalize.text import flow
from parsers.document import find_plan
from tests.parsers.plans import HEAD, finding_lines, is_unit, read, section_lines, task_lines
from tests.parsers.tables_drawing import draw_table
from tests.parsers.typeset import Para, Set, paragraphs, set_pages

BODY = """
**I. MỤC TIÊU**
Thu gom 95% rác thải sinh hoạt.
**II. NHIỆM VỤ**
**1. Thu gom**
a) Bố trí xe thu gom tại các thôn, ưu tiên khu vực chợ và trường học trên trục đường chính của xã Suối Ngọc.
b) Ký hợp đồng vận chuyển.
**2. Tuyên truyền**
- Phát thanh trên loa truyền thanh xã.
- Tổ chức cuộc thi tìm hiểu về bảo vệ môi trường.
**III. TỔ CHỨC THỰC HIỆN**
1. Phòng Kinh tế theo dõi, đôn đốc, tổng hợp báo cáo Ủy ban nhân dân xã trước ngày 15 tháng 12 hằng năm.
2. Công an xã xử lý vi phạm.
"""


@pytest.mark.parametrize(
    "style", [Set(), Set(justified=False), Set(first=0, gap=6), Set(jitter=2.5, bold_known=False), Set(first=0)]
)
def test_a_plan_reads_the_same_however_it_is_set(style: Set) -> None:
    """Sections and tasks do not hang on indents, justification or clean letters."""
    plan, usual = read(BODY, style), read(BODY)
    assert section_lines(plan) == section_lines(usual)
    assert task_lines(plan) == task_lines(usual)
    assert len(plan.tasks) == 6
    assert plan.findings == ()


def test_a_bullet_may_begin_with_a_number() -> None:
    """ "- 100% …" under a heading without a full stop begins an item, indented or not."""
    for style in (Set(), Set(first=0), Set(first=28, block=28)):
        plan = read("**I. CHỈ TIÊU**\n- 100% cán bộ xã được tập huấn.\n**II. NHIỆM VỤ**\n- 12 thôn thu gom rác.", style)
        assert section_lines(plan) == ["I CHỈ TIÊU (objectives)", "II NHIỆM VỤ (tasks)"]


def test_no_text_is_lost() -> None:
    """Every word of the body stands in a passage."""
    plan = read(BODY)
    said = " ".join(" ".join(p.text.text.split()) for p in plan.passages)
    for word in {word for para in paragraphs(BODY) for word in para.text.split()} - {
        "a)",
        "b)",
        "-",
        "1.",
        "2.",
        "I.",
        "II.",
        "III.",
    }:
        assert word in said
    assert plan.residue_count == 0


def test_tasks_know_their_passages() -> None:
    """Each task has passages that say its text."""
    plan = read(BODY)
    for index, task in enumerate(plan.tasks):
        texts = [p.text.text for p in plan.passages if p.task == index]
        assert any(task.text.text in text for text in texts)


def test_a_gap_in_the_letters_is_told() -> None:
    """h) then k) lacks i); d) then e) lacks nothing."""
    letters = "abcdeghkl"
    plan = read("**I. NHIỆM VỤ**\n" + "\n".join(f"{letter}) Thu gom rác thôn {letter}." for letter in letters))
    assert finding_lines(plan) == ["numbering-gap I"]
    assert "thiếu điểm i)" in plan.findings[0].message


def test_numbers_that_run_on_through_sections_are_no_gap() -> None:
    """3 after a section that ended with 2 is no gap."""
    plan = read("**I. NHIỆM VỤ**\n1. Thu gom.\n2. Phân loại.\n**II. GIẢI PHÁP**\n3. Truyền thông.\n4. Kiểm tra.")
    assert finding_lines(plan) == []


def test_two_sections_of_one_label_are_told() -> None:
    """The second II is told, with both titles."""
    plan = read("**I. MỤC TIÊU**\nSạch.\n**II. NHIỆM VỤ**\n1. Thu gom.\n2. Đốt.\n**II. KINH PHÍ**\nNgân sách xã.")
    assert finding_lines(plan) == ["duplicate-section-label II (2)"]
    assert plan.findings[0].message == "Hai phần cùng mang số II: NHIỆM VỤ và KINH PHÍ."


def test_absent_appendices_are_told_once_each() -> None:
    """Phụ lục I and II are absent; an appendix of another document is not this plan's."""
    plan = read(
        "**I. NHIỆM VỤ**\n1. Thực hiện chỉ tiêu tại Phụ lục I và II kèm theo.\n2. Báo cáo theo Phụ lục I.\n"
        "3. Dùng mẫu tại Phụ lục IV ban hành kèm theo Thông tư số 12/2025/TT-BTC."
    )
    assert [f.message.split(" được")[0] for f in plan.findings] == ["Phụ lục I", "Phụ lục II"]


def test_a_reference_to_a_missing_item_is_told() -> None:
    """ "nội dung 6, phần I" is told when part I has no 6, and not when it has."""
    plan = read(
        "**I. NHIỆM VỤ**\n1. Thu gom.\n2. Đốt.\n**II. PHÂN CÔNG**\n"
        "1. Sở Y tế làm nội dung 6, phần I.\n2. Sở Nội vụ làm mục 2 phần I."
    )
    assert finding_lines(plan) == ["dangling-reference II"]


def test_a_plan_without_tasks_says_so() -> None:
    """Silence would promise that there are none by intent."""
    assert "no-tasks-found -" in finding_lines(read("**I. MỤC TIÊU**\nSạch đẹp."))


def test_a_page_without_words_is_told() -> None:
    """A page that gave nothing is named."""
    pages = (*set_pages(paragraphs(HEAD + BODY)), Page(2, 595, 842, (), (), picture_share=0.9))
    assert [(f.code, f.page) for f in find_plan(pages, is_unit).findings] == [("page-without-text", 2)]


def test_a_file_of_empty_pages_is_one_part() -> None:
    """A file that gave no word still has a part, and says that nothing was read."""
    plan = find_plan((Page(1, 595, 842, (), (), picture_share=1.0),), is_unit)
    assert len(plan.parts) == 1
    assert [f.code for f in plan.findings] == ["page-without-text", "no-tasks-found"]


def test_misread_letters_take_their_place_in_the_list() -> None:
    """On a recognised page ø) after e) is g)."""
    pages = set_pages(paragraphs(HEAD + "**I. NHIỆM VỤ**\n" + "\n".join(f"{x}) Thu gom rác thôn." for x in "abcdởeø")))
    read_pages = tuple(Page(p.number, p.width, p.height, p.words, (), "ocr") for p in pages)
    assert [t.label for t in find_plan(read_pages, is_unit).tasks] == list("abcdđeg")


@settings(max_examples=40, deadline=None)
@given(
    st.lists(
        st.sampled_from(["1. Thu gom rác.", "- Trồng cây.", "a) Kiểm tra:", "Sở Y tế", "II. NHIỆM VỤ", "Báo cáo"]),
        max_size=12,
    )
)
def test_any_order_of_paragraphs_keeps_its_text(lines: list[str]) -> None:
    """No disorder of headings and items loses a paragraph or fails."""
    plan = read("\n".join(lines))
    said = " ".join(p.text.text for p in plan.passages)
    for line in lines:
        assert line.split(" ", 1)[-1].rstrip(":").split()[-1].rstrip(".") in said


RESOLUTION = """
^**NGHỊ QUYẾT**
^**Ban hành Chương trình hành động về trồng rừng**
^**HỘI ĐỒNG NHÂN DÂN XÃ SUỐI NGỌC**
Căn cứ Luật Lâm nghiệp ngày 15 tháng 11 năm 2017;
Xét đề nghị của Ủy ban nhân dân xã tại tờ trình về trồng rừng trên địa bàn xã trong năm nay và những năm tiếp theo,
^**QUYẾT NGHỊ:**
Điều 1. Ban hành kèm theo Nghị quyết này Chương trình hành động về trồng rừng trên địa bàn xã Suối Ngọc.
Điều 2. Ủy ban nhân dân xã chịu trách nhiệm thi hành Nghị quyết này trên toàn địa bàn xã Suối Ngọc.
^**CHỦ TỊCH**
^**Lê Văn Tám**
"""
PROGRAMME = """
^**CHƯƠNG TRÌNH HÀNH ĐỘNG**
^**Về trồng rừng trên địa bàn xã**
^(Kèm theo Nghị quyết số 12/NQ-HĐND ngày 05/3/2026)
**I. NHIỆM VỤ**
1. Trồng cây phân tán tại các thôn, ưu tiên trục đường chính và khu vực trường học của xã Suối Ngọc.
2. Chăm sóc rừng.
"""


def test_the_articles_of_a_resolution_that_issues_a_plan_are_no_tasks() -> None:
    """Only the programme it issues holds tasks; who resolves and on what basis is neither task nor heading."""
    first = set_pages(paragraphs(RESOLUTION))
    second = set_pages(paragraphs(PROGRAMME))
    pages = (*first, *(replace(page, number=len(first) + page.number) for page in second))
    plan = find_plan(pages, is_unit)
    assert [task.label for task in plan.tasks] == ["1", "2"]
    assert section_lines(plan) == ["I NHIỆM VỤ (tasks)"]


def test_an_empty_page_of_a_text_file_is_no_doubt() -> None:
    """Two form feeds in a row leave nothing unread; an empty sheet of a PDF does."""
    pages = set_pages(paragraphs(HEAD + BODY))
    blank = Page(len(pages) + 1, 595, 842, (), (), route_reason="a text file; its layout is made up")
    assert find_plan((*pages, blank), is_unit).findings == ()
    (finding,) = find_plan((*pages, replace(blank, route_reason="")), is_unit).findings
    assert finding.code == "page-without-text"


def test_a_gap_on_a_recognised_page_is_only_a_hint() -> None:
    """Where a machine read the labels, the missing one may be there and misread."""
    text = "**I. NHIỆM VỤ**\n1. Thu gom rác thôn Đông.\n2. Thu gom rác thôn Tây.\n4. Ủ phân."
    pages = tuple(replace(page, text_source="ocr") for page in set_pages(paragraphs(HEAD + text)))
    (finding,) = [f for f in find_plan(pages, is_unit).findings if f.code == "numbering-gap"]
    assert (finding.severity, finding.section) == ("info", "I")
    assert "đọc sai" in finding.message
    (sure,) = read(text).findings
    assert sure.severity == "warning"


def test_footnotes_are_neither_tasks_nor_lost() -> None:
    """What stands in small type under the page still says which document it names."""
    (page,) = set_pages(paragraphs(HEAD + BODY))
    note = ["1", "Quyết", "định", "số", "12/QĐ-UBND", "ngày", "05/3/2026."]
    words = [Word(text, (90 + 60 * i, 760, 140 + 60 * i, 770), 6.5 if i == 0 else 10.0) for i, text in enumerate(note)]
    plan = find_plan((replace(page, words=(*page.words, *words)),), is_unit)
    assert task_lines(plan) == task_lines(read(BODY))
    assert any("12/QĐ-UBND" in p.text.text for p in plan.passages if p.kind == "basis")


def test_a_blank_form_holds_no_tasks() -> None:
    """What a form asks to be filled in is nobody's duty."""
    form = (
        "^**Mẫu số 01**\n^**BÁO CÁO KẾT QUẢ**\n**I. NHIỆM VỤ ĐÃ THỰC HIỆN**\n1. Số cây đã trồng trong kỳ.\n2. Khó khăn."
    )
    first, second = set_pages(paragraphs(HEAD + BODY)), set_pages(paragraphs(form))
    plan = find_plan((*first, *(replace(page, number=len(first) + page.number) for page in second)), is_unit)
    assert task_lines(plan) == task_lines(read(BODY))


def test_a_paragraph_set_further_out_ends_the_list_above_it() -> None:
    """Bullets stand further in; the sentence behind them belongs to the section, not to the last bullet."""
    pages = set_pages(paragraphs(HEAD + "**II. NHIỆM VỤ**\n- Mua xe.\n- Xây trạm.\nCông bố kết quả hằng quý."))
    moved = tuple(
        replace(word, bbox=(word.bbox[0] + 30, word.bbox[1], word.bbox[2] + 30, word.bbox[3]))
        if any(w.text == "-" and abs(w.bbox[1] - word.bbox[1]) < 2 for w in pages[0].words)
        else word
        for word in pages[0].words
    )
    plan = find_plan((replace(pages[0], words=moved),), is_unit)
    assert [(task.label, task.text.text) for task in plan.tasks] == [
        ("-", "Mua xe."),
        ("-", "Xây trạm."),
        (None, "Công bố kết quả hằng quý."),
    ]


SECOND = """
^**KẾ HOẠCH**
^**Làm sạch môi trường xã Suối Ngọc năm 2027**
**I. NHIỆM VỤ**
1. Mua thùng rác.
"""


def two_documents(first: str) -> RawPlan:
    """A plan behind *first*, each under a letterhead of its own."""

    def letterhead(number: str) -> list[Para]:
        motto = Para("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", bold=True, centred=True)
        return [motto, Para(f"Số: {number}"), Para("Suối Ngọc, ngày 05 tháng 3 năm 2026")]

    pages = set_pages((*letterhead("12/UBND"), *paragraphs(first)))
    behind = set_pages((*letterhead("13/KH-UBND"), *paragraphs(SECOND)))
    return find_plan((*pages, *(replace(page, number=page.number + len(pages)) for page in behind)), is_unit)


def test_a_submission_gives_no_tasks_beside_the_plan_it_submits() -> None:
    """Sections and tasks are those of the plan; that there is another document is told."""
    plan = two_documents(
        "^**TỜ TRÌNH**\n^**Ban hành Kế hoạch làm sạch môi trường**\nKính gửi: Ủy ban nhân dân xã\n"
        "**1. Nội dung chính**\nDự thảo gồm 03 phần.\nKính trình Ủy ban nhân dân xã xem xét./."
    )
    assert task_lines(plan) == ["I|-|1|Mua thùng rác."]
    assert section_lines(plan) == ["I NHIỆM VỤ (tasks)"]
    assert [(f.severity, f.code) for f in plan.findings] == [("info", "several-documents")]
    assert plan.residue_count == 0


def test_two_plans_of_a_file_keep_apart() -> None:
    """A section whose path an earlier plan of the file has already taken is the second of that path."""
    plan = two_documents("^**KẾ HOẠCH**\n^**Trồng cây năm 2026**\n**I. NHIỆM VỤ**\n1. Trồng 100 cây.")
    assert task_lines(plan) == ["I|-|1|Trồng 100 cây.", "I (2)|-|1|Mua thùng rác."]
    assert [(f.severity, f.code) for f in plan.findings] == [("warning", "several-documents")]


DIRECTIVE = "^**CHỈ THỊ**\n^**Về việc phòng cháy, chữa cháy mùa hanh khô năm 2026**\n"


def test_a_directive_gives_tasks_where_it_asks_for_them() -> None:
    """Under "… yêu cầu:" bodies have tasks, although only the last heading says what stands under it."""
    body = """
Thời gian qua, cháy vẫn diễn biến phức tạp. Chủ tịch Ủy ban nhân dân tỉnh yêu cầu:
**1. Công an tỉnh**
- Kiểm tra an toàn tại chợ, chung cư.
- Bố trí lực lượng thường trực.
**2. Sở Xây dựng**
Rà soát quy hoạch cấp nước chữa cháy.
**3. Tổ chức thực hiện**
Giao Công an tỉnh theo dõi, đôn đốc việc thực hiện.
"""
    plan = read(body, head=DIRECTIVE)
    assert section_lines(plan) == [
        "1 Công an tỉnh (tasks)",
        "2 Sở Xây dựng (tasks)",
        "3 Tổ chức thực hiện (organisation)",
    ]
    assert len(plan.tasks) == 4
    principles = body.replace("1. Công an tỉnh", "1. Nguyên tắc")
    assert [task.section for task in read(principles, head=DIRECTIVE).tasks] == ["2", "3"]
    reported = read(body.replace("yêu cầu:", "báo cáo một số kết quả."), head=DIRECTIVE)
    assert [task.section for task in reported.tasks] == ["3"]


@pytest.mark.parametrize(
    "says",
    [
        "Văn phòng thông báo để các phòng, đơn vị biết, thực hiện./.",
        "Trân trọng thông báo ý kiến kết luận của đồng chí Lê Văn An - Ủy viên Ban Thường vụ Đảng ủy, Phó Chủ tịch "
        "Ủy ban nhân dân xã để các phòng, đơn vị liên quan biết, thực hiện./.",
    ],
)
def test_passing_a_notice_on_is_no_task(says: str) -> None:
    """ "… thông báo để các đơn vị biết, thực hiện./." ends a notice, behind bare paragraphs too."""
    plan = read(
        "Chủ tịch Ủy ban nhân dân xã kết luận, chỉ đạo như sau:\n**I. Về đề xuất của Công an xã**\n"
        f"Giao Phòng Kinh tế thẩm định dự toán lắp đặt camera.\n{says}",
        head="^**THÔNG BÁO**\n^**Kết luận của Chủ tịch Ủy ban nhân dân xã Suối Ngọc**\n",
    )
    assert [flow(task.text.text) for task in plan.tasks] == ["Giao Phòng Kinh tế thẩm định dự toán lắp đặt camera."]


@pytest.mark.parametrize(("task_head", "tasks"), [("Nhiệm vụ", 1), ("Chỉ tiêu", 0)])
def test_a_table_of_who_does_what_gives_tasks_under_any_heading(task_head: str, tasks: int) -> None:
    """Heads that name task, lead and date outweigh a heading that speaks of targets; a table of targets does not."""
    head = ("TT", task_head, "Đơn vị chủ trì", "Thời gian")
    rows = [head, ("1", "Lập danh mục hồ sơ", "Sở Nội vụ", "Quý I/2026")]
    page = draw_table(rows, (30, 200, 120, 100), top=120.0, heading="II. MỤC TIÊU VÀ TIẾN ĐỘ")
    assert len(find_plan((page,), is_unit).tasks) == tasks


@pytest.mark.parametrize(
    "name", ["nước Cộng hòa xã hội chủ nghĩa Việt Nam", "triển lãm 80 năm Độc lập - Tự do - Hạnh phúc"]
)
def test_the_countrys_name_in_a_sentence_opens_no_document(name: str) -> None:
    """A line that ends in the words of the motto is no letterhead: what follows stays in the plan."""
    items = [
        f"{number}. Mua thùng rác cho chợ, nhà văn hóa và các tuyến đường của thôn số {number}."
        for number in range(1, 31)
    ]
    items += [f"31. Treo cờ, băng rôn về {name}", "32. Dọn vệ sinh trường học và sân nhà văn hóa."]
    plan = read("**II. NỘI DUNG**\n" + "\n".join(items))
    assert len(plan.parts) == 1
    assert len(plan.tasks) == len(items)
