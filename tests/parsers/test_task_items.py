"""What is a section, a task, a group or a field."""

from functools import partial

import pytest

from normalize.text import flow
from normalize.units import is_unit, load_unit_names
from parsers.task_items import unit_heading
from tests.parsers.plans import read, section_lines, task_lines
from tests.parsers.typeset import Set


def test_leaf_items_of_task_sections_are_tasks() -> None:
    """Objectives and budget give no tasks; items under a heading of tasks do."""
    plan = read(
        """
        **I. MỤC TIÊU**
        1. Thu gom 95% rác thải.
        **II. NHIỆM VỤ**
        1. Thu gom rác tại chợ.
        2. Trồng cây xanh.
        **III. KINH PHÍ**
        1. Ngân sách xã.
        """
    )
    assert task_lines(plan) == ["II|-|1|Thu gom rác tại chợ.", "II|-|2|Trồng cây xanh."]
    assert section_lines(plan) == ["I MỤC TIÊU (objectives)", "II NHIỆM VỤ (tasks)", "III KINH PHÍ (budget)"]


def test_bare_paragraphs_under_a_heading_are_tasks() -> None:
    """A section of bare paragraphs gives one task each, without a label."""
    plan = read("**I. NHIỆM VỤ**\n**1. Thu gom**\nThu gom rác tại chợ.\nThu gom rác tại trường.")
    assert task_lines(plan) == ["I.1|-|-|Thu gom rác tại chợ.", "I.1|-|-|Thu gom rác tại trường."]


def test_a_heading_names_its_unit_and_whom_it_has_under_it() -> None:
    """ "… chỉ đạo lực lượng …:" over a paragraph at the margin is a section of the unit that gives the orders."""
    plan = read(
        "**III. NHIỆM VỤ**\n**3. Tuyên truyền**\n3.1. Ban Chỉ huy Quân sự xã chỉ đạo lực lượng dân quân:\n"
        "Vận động Nhân dân giữ gìn an ninh, trật tự trên địa bàn xã, không tham gia buôn lậu qua các đường mòn.\n"
        "3.2. Trạm Y tế xã\n- Khám sức khỏe.\n"
        "3.3. Công an xã chỉ đạo lực lượng an ninh cơ sở và đề nghị Đồn Biên phòng Suối Ngọc\n- Tuần tra ban đêm."
    )
    assert [(t.section, t.heading_unit.text if t.heading_unit else None) for t in plan.tasks] == [
        ("III.3.1", "Ban Chỉ huy Quân sự xã"),
        ("III.3.2", "Trạm Y tế xã"),
        ("III.3.3", "Công an xã"),
    ]


def test_whom_a_group_works_with_does_not_take_its_heading_away() -> None:
    """Under "a) Trạm Y tế xã:" a group "Chủ trì, phối hợp với …:" leaves the unit of the heading in the lead."""
    plan = read(
        "**III. NHIỆM VỤ**\n**1. Y tế**\na) Trạm Y tế xã:\n"
        "- Chủ trì, phối hợp với Công an xã, Đoàn Thanh niên, trong đó:\n"
        "+ Khám sức khỏe cho học sinh.\n+ Tiêm chủng cho trẻ em.\nb) Công an xã: Tuần tra."
    )
    assert [t.heading_unit.text if t.heading_unit else None for t in plan.tasks[:2]] == ["Trạm Y tế xã", "Trạm Y tế xã"]


def test_dots_to_write_on_are_no_task() -> None:
    """A form's ruled blanks say nothing."""
    plan = read("**I. NHIỆM VỤ**\n**1. Ý kiến khác**\n……………………………………\nThu gom rác tại chợ.")
    assert [t.text.text for t in plan.tasks] == ["Thu gom rác tại chợ."]


def test_an_introduction_is_no_task() -> None:
    """A paragraph before labelled items belongs to the section."""
    plan = read(
        "**I. NHIỆM VỤ**\nCác thôn tập trung thực hiện tốt những việc quan trọng sau:\n1. Thu gom rác.\n2. Trồng cây."
    )
    assert [task.label for task in plan.tasks] == ["1", "2"]
    assert "intro" in [passage.kind for passage in plan.passages]


def test_an_item_of_two_paragraphs_is_one_task() -> None:
    """The second paragraph joins the item's text on a line of its own."""
    plan = read("**I. NHIỆM VỤ**\n1. Thu gom rác.\nNgoài ra, khơi thông cống rãnh.\n2. Trồng cây.")
    assert task_lines(plan)[0] == "I|-|1|Thu gom rác.\nNgoài ra, khơi thông cống rãnh."


def test_a_bullet_with_a_colon_is_a_group() -> None:
    """ "- Thu gom:" with items below gives them their group, and is no task."""
    plan = read("**I. NHIỆM VỤ**\n- Thu gom:\n+ Tại chợ.\n+ Tại trường.\n- Trồng cây.")
    assert task_lines(plan) == ["I|Thu gom|+|Tại chợ.", "I|Thu gom|+|Tại trường.", "I|-|-|Trồng cây."]


def test_a_lettered_item_with_items_below_is_a_section() -> None:
    """What has a label and holds tasks is a section."""
    plan = read("**I. NHIỆM VỤ**\n**1. Rác thải**\na) Thu gom:\n- Tại chợ.\n- Tại trường.\nb) Phân loại rác.")
    assert task_lines(plan) == ["I.1.a|-|-|Tại chợ.", "I.1.a|-|-|Tại trường.", "I.1|-|b|Phân loại rác."]


def test_labelled_lines_fill_the_item_above() -> None:
    """Who, when and what comes out become fields of one task, and its content joins the text."""
    plan = read(
        """
        **I. PHÂN CÔNG NHIỆM VỤ**
        1. Xây dựng quy chế.
        Nội dung thực hiện: Soạn thảo, lấy ý kiến.
        Đơn vị chủ trì: Phòng Kinh tế.
        Đơn vị phối hợp: Văn phòng.
        Thời gian thực hiện: Quý II/2026.
        Sản phẩm: Quy chế.
        2. Tổ chức thu gom.
        """
    )
    task = plan.tasks[0]
    assert flow(task.text.text) == "Xây dựng quy chế.\nSoạn thảo, lấy ý kiến."
    assert [(a.role, a.text.text) for a in task.assignments] == [
        ("lead", "Phòng Kinh tế."),
        ("coordinate", "Văn phòng."),
    ]
    assert task.deadline is not None
    assert task.deadline.text == "Quý II/2026."
    assert task.deliverable is not None
    assert task.deliverable.text == "Quy chế."
    assert len(plan.tasks) == 2


def test_lettered_fields_are_no_items() -> None:
    """ "a) Cơ quan chủ trì: …" under a numbered task fills it."""
    plan = read(
        "**I. NHIỆM VỤ**\n1. Thu gom rác.\na) Cơ quan chủ trì: Sở Y tế.\nb) Thời gian: Năm 2026.\n2. Trồng cây."
    )
    assert task_lines(plan) == ["I|-|1|Thu gom rác.", "I|-|2|Trồng cây."]
    assert [a.text.text for a in plan.tasks[0].assignments] == ["Sở Y tế."]


def test_a_field_may_hold_a_list() -> None:
    """Units that stand as bullets under "Đơn vị phối hợp:" are its value."""
    plan = read(
        "**I. NHIỆM VỤ**\n1. Thu gom rác.\n- Đơn vị phối hợp:\n+ Sở Y tế;\n+ Sở Nội vụ.\n- Thời gian: Năm 2026."
    )
    assert flow(plan.tasks[0].assignments[0].text.text) == "Sở Y tế;\nSở Nội vụ."
    assert len(plan.tasks) == 1


def test_fields_repeated_among_bullets_belong_to_each() -> None:
    """Two bullets, each followed by its own fields, are two tasks."""
    plan = read(
        """
        **I. NHIỆM VỤ**
        **1. Rác thải**
        - Thu gom rác.
        - Đơn vị chủ trì: Sở Y tế.
        - Trồng cây.
        - Đơn vị chủ trì: Sở Nội vụ.
        """
    )
    assert [(flow(t.text.text), t.assignments[0].text.text) for t in plan.tasks] == [
        ("Thu gom rác.", "Sở Y tế."),
        ("Trồng cây.", "Sở Nội vụ."),
    ]


def test_fields_in_the_same_paragraph_are_taken_out() -> None:
    """Labelled sentences behind the task leave its text; bracketed ones stay in it."""
    plan = read(
        "**I. NHIỆM VỤ**\n1. Thu gom rác. Đơn vị chủ trì: Sở Y tế. Thời gian: Năm 2026.\n"
        "2. Trồng cây (Chủ trì: Sở Nội vụ)."
    )
    assert [flow(t.text.text) for t in plan.tasks] == ["Thu gom rác.", "Trồng cây (Chủ trì: Sở Nội vụ)."]
    assert [t.assignments[0].text.text for t in plan.tasks] == ["Sở Y tế.", "Sở Nội vụ"]


def test_a_unit_heading_is_a_section_even_over_one_paragraph() -> None:
    """A unit on a line of its own heads a section and leads what is in it."""
    plan = read("**I. TỔ CHỨC THỰC HIỆN**\n1. Sở Y tế:\nHướng dẫn các xã.\n2. Sở Nội vụ theo dõi, đôn đốc.")
    assert section_lines(plan)[1:] == ["I.1 Sở Y tế (organisation)"]
    unit = plan.tasks[0].heading_unit
    assert unit is not None
    assert unit.text == "Sở Y tế"
    assert task_lines(plan) == ["I.1|-|-|Hướng dẫn các xã.", "I|-|2|Sở Nội vụ theo dõi, đôn đốc."]


def test_a_heading_of_duties_names_its_unit_without_them() -> None:
    """ "Sở Y tế có trách nhiệm:" is the unit Sở Y tế."""
    plan = read("**I. TỔ CHỨC THỰC HIỆN**\n1. Sở Y tế có trách nhiệm:\n- Hướng dẫn.\n- Báo cáo.")
    units = [task.heading_unit.text for task in plan.tasks if task.heading_unit]
    assert units == ["Sở Y tế", "Sở Y tế"]


@pytest.mark.parametrize(
    ("title", "unit"),
    [
        ("Đảng ủy Công an tỉnh lãnh đạo, chỉ đạo:", "Đảng ủy Công an tỉnh"),
        ("Sở Y tế tập trung:", "Sở Y tế"),
        ("Ban Chỉ đạo", "Ban Chỉ đạo"),
        ("Tổ chức triển khai", None),
    ],
)
def test_verbs_behind_a_unit_are_not_in_its_name(title: str, unit: str | None) -> None:
    """ "… lãnh đạo:" over a list says what the unit does; "Ban Chỉ đạo" is a name."""
    assert unit_heading(title, partial(is_unit, names=load_unit_names())) == unit


@pytest.mark.parametrize(
    ("title", "unit"),
    [
        ("Đồng chí Lê Văn Tám - Phó Bí thư:", "Đồng chí Lê Văn Tám - Phó Bí thư"),
        ("Ông Lê Văn Tám, Phó Giám đốc Sở", "Ông Lê Văn Tám, Phó Giám đốc Sở"),
        ("Bà con nhân dân", None),
    ],
)
def test_a_person_heads_duties_as_a_unit_does(title: str, unit: str | None) -> None:
    """ "Đồng chí … - Phó Bí thư" over a list leads what is in it."""
    assert unit_heading(title, partial(is_unit, names=load_unit_names())) == unit


def test_closing_formulas_are_no_tasks() -> None:
    """ "Trên đây là …" closes the plan, under whatever it stands."""
    text = "**I. TỔ CHỨC THỰC HIỆN**\n1. Sở Y tế hướng dẫn.\n2. Sở Nội vụ theo dõi.\nTrên đây là Kế hoạch năm 2026./."
    for style in (Set(), Set(first=0, gap=6), Set(jitter=2.0, bold_known=False)):
        plan = read(text, style)
        assert [task.label for task in plan.tasks] == ["1", "2"]
        assert plan.passages[-1].kind == "closing"


def test_the_second_of_two_like_labels_is_numbered() -> None:
    """Two sections III have the paths III and III (2), and so have those under them."""
    plan = read("**I. NHIỆM VỤ**\n1. A b.\n**I. GIẢI PHÁP**\n**1. Truyền thông**\n- Phát thanh.\n- Treo băng.")
    assert [s.path for s in plan.sections] == ["I", "I (2)", "I (2).1"]


def test_a_declared_count_leaves_the_title() -> None:
    """ "(2 nhiệm vụ)" counts and is no part of the title."""
    plan = read("**I. NHIỆM VỤ (2 nhiệm vụ)**\n1. Thu gom.\n2. Trồng cây.")
    assert (plan.sections[0].title.text, plan.sections[0].declared_tasks) == ("NHIỆM VỤ", 2)


def test_unlabelled_headings_are_groups() -> None:
    """A bold line without a label over a list is the group of its items."""
    plan = read(
        "**I. NHIỆM VỤ**\n**Công tác thu gom**\n- Tại chợ.\n- Tại trường.\n**Công tác trồng cây**\n- Ven đường."
    )
    assert [line.split("|")[1] for line in task_lines(plan)] == ["Công tác thu gom"] * 2 + ["Công tác trồng cây"]


def test_parts_and_chapters_head_paths() -> None:
    """ "Phần thứ hai" is II in a path, and keeps its printed label."""
    plan = read(
        """
        ^**PHẦN THỨ NHẤT**
        ^**MỤC TIÊU**
        **I. MỤC TIÊU CHUNG**
        Làm sạch môi trường.
        ^**PHẦN THỨ HAI**
        ^**NHIỆM VỤ**
        **I. THU GOM**
        1. Tại chợ.
        2. Tại trường.
        """
    )
    assert [(s.path, s.label) for s in plan.sections] == [
        ("I", "PHẦN THỨ NHẤT"),
        ("I.I", "I"),
        ("II", "PHẦN THỨ HAI"),
        ("II.I", "I"),
    ]


def test_a_long_title_without_a_full_stop_stands_over_its_paragraphs() -> None:
    """A heading of forty words in plain type is a section where its neighbours are."""
    long = " ".join(
        ["Phát triển mạng lưới thu gom, vận chuyển, xử lý rác thải sinh hoạt nông thôn theo hướng bền vững"] * 2
    )
    plan = read(f"**I. NHIỆM VỤ**\n1. Tuyên truyền\nPhát thanh hằng tuần.\n2. {long}\nMua xe.\nXây trạm.")
    assert [s.path for s in plan.sections] == ["I", "I.1", "I.2"]
    assert [t.section for t in plan.tasks] == ["I.1", "I.2", "I.2"]


def test_what_was_achieved_asks_nothing_of_anybody() -> None:
    """Under a title that looks back and ahead, the results are no tasks."""
    plan = read(
        "**I. TÌNH HÌNH NĂM 2025 VÀ NHIỆM VỤ NĂM 2026**\n**1. Những kết quả nổi bật**\n- Thu gom được 95% rác.\n"
        "**2. Hạn chế**\n- Thiếu xe.\n**3. Nhiệm vụ năm 2026**\n- Mua xe."
    )
    assert task_lines(plan) == ["I.3|-|-|Mua xe."]


def test_a_programme_of_goals_is_a_name() -> None:
    """ "Chương trình mục tiêu quốc gia" in a title does not make what stands under it goals."""
    plan = read("**I. Về các Chương trình mục tiêu quốc gia, nhiệm vụ**\n- Giải ngân vốn.")
    assert [s.role for s in plan.sections] == ["tasks"]


def test_what_a_document_says_of_itself_is_no_task() -> None:
    """The day it comes into force is nobody's duty; nor is a document it rests on."""
    plan = read(
        "**I. NHIỆM VỤ**\nCăn cứ Luật Bảo vệ môi trường ngày 17 tháng 11 năm 2020;\n- Mua xe.\n"
        "**II. TỔ CHỨC THỰC HIỆN**\n1. Kế hoạch này có hiệu lực kể từ ngày ký.\n2. Phòng Kinh tế đôn đốc."
    )
    assert task_lines(plan) == ["I|-|-|Mua xe.", "II|-|2|Phòng Kinh tế đôn đốc."]


def test_a_decision_may_say_its_whole_plan_in_an_article() -> None:
    """ "Điều 1. Phê duyệt Kế hoạch với các nội dung sau" with "1. Mục tiêu", "2. Nhiệm vụ" under it."""
    plan = read(
        "Điều 1. Phê duyệt Kế hoạch với các nội dung sau:\n1. Mục tiêu\na) Thu gom 95% rác.\n2. Nhiệm vụ\na) Mua xe.\n"
        "b) Xây trạm.\nĐiều 2. Quyết định này có hiệu lực kể từ ngày ký.",
        head="^**QUYẾT ĐỊNH**\n^**Phê duyệt Kế hoạch thu gom rác năm 2026**\n",
    )
    assert [(t.section, t.label) for t in plan.tasks] == [("2", "a"), ("2", "b")]


def test_a_pointer_behind_the_last_item_is_no_part_of_it() -> None:
    """What only says where more stands does not end the item's text."""
    plan = read("**I. NHIỆM VỤ**\na) Trồng cây.\nb) Thu gom rác.\n(Phân công thực hiện theo Phụ lục đính kèm)")
    assert [t.text.text for t in plan.tasks] == ["Trồng cây.", "Thu gom rác."]


def test_a_line_that_points_to_an_appendix_is_no_task() -> None:
    """ "(Chi tiết tại Phụ lục …)" asks nothing; the same words inside a duty do not take it away."""
    plan = read(
        "**I. NHIỆM VỤ**\n**1. Nhiệm vụ cụ thể**\n(Chi tiết tại Phụ lục kèm theo)\n**2. Thu gom**\n"
        "Mua xe theo danh mục tại Phụ lục kèm theo."
    )
    assert task_lines(plan) == ["I.2|-|-|Mua xe theo danh mục tại Phụ lục kèm theo."]
    assert any("Chi tiết tại" in p.text.text for p in plan.passages)


@pytest.mark.parametrize(
    "line",
    [
        "Nhiệm vụ cụ thể theo Phụ lục II kèm theo Kế hoạch này.",
        "Các chỉ tiêu chi tiết tại Phụ lục I.",
        "(Phân công nhiệm vụ theo Phụ lục đính kèm)",
        "Kế hoạch có hiệu lực từ ngày ký.",
    ],
)
def test_a_line_about_the_document_itself_is_no_task(line: str) -> None:
    """Where more stands, and from when it holds, asks nobody for anything."""
    assert task_lines(read(f"**I. NHIỆM VỤ**\n{line}")) == []


def test_a_title_that_asks_something_of_units_stands_over_tasks() -> None:
    """ "Thời gian tới, yêu cầu các đơn vị …" is neither a period nor a goal."""
    plan = read(
        "**I. Đánh giá chung**\nCông tác thu gom rác đạt kết quả tốt.\n"
        "**II. Thời gian tới, yêu cầu các đơn vị thực hiện**\n"
        "1. Phòng Kinh tế rà soát điểm tập kết rác.\n2. Giao Công an xã xử lý vi phạm.",
        head="^**THÔNG BÁO**\n^**Kết luận của Chủ tịch Ủy ban nhân dân xã về rác thải**\n",
    )
    assert [t.label for t in plan.tasks] == ["1", "2"]


def test_a_capital_letter_under_the_title_is_a_label() -> None:
    """ "A. QUAN ĐIỂM" right below the title is a section over I and II, and no part of the title."""
    plan = read(
        "**A. QUAN ĐIỂM, MỤC TIÊU**\n**I. MỤC TIÊU**\n1. Trồng 100 ha rừng.\n**B. NHIỆM VỤ**\n**I. TUYÊN TRUYỀN**\n"
        "1. Phát thanh.\n**C. TỔ CHỨC THỰC HIỆN**\n1. Phòng Kinh tế đôn đốc."
    )
    assert [s.path for s in plan.sections] == ["A", "A.I", "B", "B.I", "C"]
    assert task_lines(plan) == ["B.I|-|1|Phát thanh.", "C|-|1|Phòng Kinh tế đôn đốc."]


@pytest.mark.parametrize(
    "line",
    [
        "2. Trong quá trình thực hiện, nếu có khó khăn, vướng mắc, các thôn phản ánh về Phòng Kinh tế./.",
        "2. Trong quá trình triển khai thực hiện Kế hoạch, trường hợp phát sinh vướng mắc, các thôn báo cáo xã.",
        "2. Trong quá trình thực hiện, trường hợp cần sửa đổi, bổ sung, các thôn gửi Phòng Kinh tế tổng hợp.",
        "Quá trình tổ chức thực hiện nếu có nội dung cần điều chỉnh, các đơn vị gửi ý kiến về xã.",
    ],
)
def test_whom_to_turn_to_is_no_task_even_with_a_number(line: str) -> None:
    """A plan's closing formula may be the last number of its last list."""
    plan = read(f"**I. TỔ CHỨC THỰC HIỆN**\n1. Phòng Kinh tế theo dõi việc thu gom rác.\n{line}")
    assert [t.label for t in plan.tasks] == ["1"]


def test_what_is_done_while_carrying_out_is_a_task() -> None:
    """Only the formula about difficulties is passed over."""
    plan = read("**I. TỔ CHỨC THỰC HIỆN**\n1. Trong quá trình thực hiện, các thôn giữ gìn vệ sinh chung.")
    assert [t.label for t in plan.tasks] == ["1"]


def test_praise_in_conclusions_is_no_task() -> None:
    """ "Ủy ban nhân dân xã ghi nhận …" gives nobody anything to do; "Thống nhất …; giao …" does."""
    items = (
        "1. Ủy ban nhân dân xã ghi nhận sự cố gắng của các thôn.\n"
        "2. Thống nhất phương án thu gom; giao Phòng Kinh tế hoàn thiện.\n3. Biểu dương thôn Nà Lam bàn giao đủ đất."
    )
    notice = "^**THÔNG BÁO**\n^**Kết luận của Chủ tịch Ủy ban nhân dân xã về rác thải**\n"
    assert [t.label for t in read(items, head=notice).tasks] == ["2"]
    assert [t.label for t in read(items).tasks] == ["1", "2", "3"]


def test_praise_for_what_was_finished_is_no_task() -> None:
    """ "Biểu dương Ban Quản lý dự án đã nỗ lực hoàn thành …" asks for nothing; to go on and finish is asked for."""
    items = (
        "1. Biểu dương Phòng Kinh tế đã tập trung hoàn thành kè suối.\n2. Thống nhất hoàn thành kè suối trong tháng 5."
    )
    notice = "^**THÔNG BÁO**\n^**Kết luận của Chủ tịch Ủy ban nhân dân xã về kè suối**\n"
    assert [t.label for t in read(items, head=notice).tasks] == ["2"]


def test_fields_after_a_lone_bullet_fill_the_item_as_beside_it() -> None:
    """What "Hoàn thành: …" belongs to under item 1, it belongs to under item 2."""
    plan = read(
        "**I. NHIỆM VỤ**\n1) Khu khám bệnh\n* Lắp 04 kiốt.\n* Bố trí người hướng dẫn.\nNgười phụ trách: Trưởng khoa.\n"
        "Hoàn thành: Quý II/2026.\n2) Phòng mổ\n* Dùng bảng kiểm.\nBộ phận phối hợp: Phòng Điều dưỡng.\n"
        "Hoàn thành: Quý III/2026."
    )
    assert [(t.label, t.deadline.text if t.deadline else None) for t in plan.tasks] == [
        ("1", "Quý II/2026."),
        ("2", "Quý III/2026."),
    ]
    assert [[a.role for a in t.assignments] for t in plan.tasks] == [["lead"], ["coordinate"]]


def test_when_and_for_whom_are_no_tasks() -> None:
    """ "2. Đối tượng: …" and "3. Thời gian: …" fill no item, and their section is no task either."""
    plan = read(
        "**II. NỘI DUNG, ĐỐI TƯỢNG, THỜI GIAN**\n**1. Nội dung kiểm tra**\na) Việc thu gom rác;\nb) Việc phân loại.\n"
        "**2. Đối tượng:** 06 thôn.\n**3. Thời gian:** Từ ngày 20/5/2026 đến ngày 30/6/2026."
    )
    assert [(t.section, t.label) for t in plan.tasks] == [("II.1", "a"), ("II.1", "b")]


def test_what_is_looked_into_is_told_beside_whom_and_when() -> None:
    """ "1. Nội dung: …" beside "2. Đối tượng: …" only describes; a list of works under "Nội dung" is tasks."""
    items = "1. Nội dung: Việc công khai các khoản thu.\n2. Đối tượng: 06 thôn.\n3. Thời gian: Quý II năm 2026."
    assert read(f"**II. NỘI DUNG, ĐỐI TƯỢNG, THỜI GIAN GIÁM SÁT**\n{items}").tasks == ()
    assert len(read(f"**II. NỘI DUNG CÔNG VIỆC**\n{items}").tasks) == 1


def test_steps_are_items_that_count_on() -> None:
    """ "Bước 1." stands under a number and closes nothing above it."""
    plan = read(
        "**1. Mục đích**\nBiết số cơ sở.\n**2. Các bước thực hiện**\nBước 1. Lập danh sách cơ sở.\n"
        "Bước 2. Tập huấn điều tra viên.\n**3. Kinh phí**\nDo xã bảo đảm."
    )
    assert section_lines(plan) == ["1 Mục đích (objectives)", "2 Các bước thực hiện (tasks)", "3 Kinh phí (budget)"]
    assert [(t.section, t.label) for t in plan.tasks] == [("2", "Bước 1"), ("2", "Bước 2")]
    assert plan.findings == ()


def test_numbered_letters_stand_under_a_number_or_a_letter() -> None:
    """ "a.1)" under "1." and "b1)" under "b)" are items of lists of their own."""
    plan = read(
        "**I. NHIỆM VỤ**\n**1. Hạ tầng**\na.1) Sửa đường.\na.2) Sửa cầu.\n**2. Nhân lực**\na) Tuyển người.\n"
        "b) Đào tạo:\nb1) Mở lớp.\nb2) Cử đi học.\nc) Khen thưởng."
    )
    assert [(t.section, t.label) for t in plan.tasks] == [
        ("I.1", "a.1"), ("I.1", "a.2"), ("I.2", "a"), ("I.2.b", "b1"), ("I.2.b", "b2"), ("I.2", "c"),
    ]  # fmt: skip
    assert plan.findings == ()


@pytest.mark.parametrize("sign", ["\u2212", "\u2010", "\u2219", "\uf0fc", "⇒", "◆"])
def test_signs_that_only_look_like_a_hyphen_or_a_dot_open_items(sign: str) -> None:
    """Word writes a minus, a short hyphen or a sign of Wingdings where one was typed."""
    plan = read(f"**I. NHIỆM VỤ**\n{sign} Thu gom rác.\n{sign} Trồng cây.")
    assert [t.text.text for t in plan.tasks] == ["Thu gom rác.", "Trồng cây."]
    assert None not in [t.label for t in plan.tasks]


def test_whom_a_resolution_is_made_known_to_is_no_task() -> None:
    """The last sentence of the Party's papers belongs to no item, with or without a stroke behind it."""
    plan = read("**I. TỔ CHỨC THỰC HIỆN**\n1. Chi bộ thôn thu gom rác.\nNghị quyết này phổ biến đến chi bộ.")
    assert [t.text.text for t in plan.tasks] == ["Chi bộ thôn thu gom rác."]


def test_results_of_the_past_are_no_tasks() -> None:
    """A section "KẾT QUẢ …" tells what was done; "Trên đây một số nội dung …" closes the plan like "Trên đây là …"."""
    plan = read(
        "**I. KẾT QUẢ PHÒNG, CHỐNG DỊCH**\n- Trạm Y tế xã tiêm cho trẻ em.\n**II. NHIỆM VỤ**\n- Trồng cây.\n"
        "- Thu gom rác.\nTrên đây một số nội dung về phòng, chống dịch, đề nghị các thôn thực hiện."
    )
    assert task_lines(plan) == ["II|-|-|Trồng cây.", "II|-|-|Thu gom rác."]


def test_a_list_of_names_holds_no_tasks() -> None:
    """Below one another "1. Sở Y tế", "2. Sở Nội vụ", … say who takes part, not what is done."""
    plan = read(
        "**I. NHIỆM VỤ**\n1. Thu gom rác.\n2. Trồng cây.\n**II. TỔ CHỨC THỰC HIỆN**\nĐơn vị tham gia:\n"
        "1. Sở Y tế;\n2. Sở Nội vụ: 02 thành viên;\n3. Sở Tài chính;\n4. UBND xã Suối Ngọc."
    )
    assert task_lines(plan) == ["I|-|1|Thu gom rác.", "I|-|2|Trồng cây."]


def test_who_attends_where_and_when_is_no_task() -> None:
    """Lists of those invited stand under "Nội dung" too; "Thành phần kinh tế" is something else."""
    plan = read(
        """**I. NỘI DUNG**
**1. Thời gian, địa điểm**
Sáng ngày 20/5/2026 tại hội trường xã.
**2. Thành phần**
a) Dự tại điểm cầu tỉnh:
- Lãnh đạo xã.
b) Dự tại điểm cầu xã: Trưởng các thôn.
**3. Thành phần kinh tế**
- Vận động hộ kinh doanh vào hợp tác xã.
"""
    )
    assert [t.text.text for t in plan.tasks] == ["Vận động hộ kinh doanh vào hợp tác xã."]


def test_how_long_the_plan_itself_runs_is_no_task() -> None:
    """ "1. Thời gian thực hiện Kế hoạch: …" heads the tasks of the last section and is none of them."""
    plan = read(
        "**II. TỔ CHỨC THỰC HIỆN**\n1. Thời gian thực hiện Kế hoạch: Từ khi ban hành đến hết năm 2030.\n"
        "2. Trạm Y tế xã khám sức khỏe.\n3. Công an xã tuần tra."
    )
    assert task_lines(plan) == ["II|-|2|Trạm Y tế xã khám sức khỏe.", "II|-|3|Công an xã tuần tra."]


def test_a_heading_may_share_its_paragraph_with_its_text() -> None:
    """Behind the colon of "III. CHẾ ĐỘ BÁO CÁO: …" stands what the section says, here a task, there an objective."""
    plan = read(
        "I. MỤC TIÊU: Kéo giảm rác thải nhựa so với năm trước, không để rác tồn đọng trên địa bàn.\n"
        "II. Nhiệm vụ:\n1. Thu gom rác ở chợ.\n"
        "III. CHẾ ĐỘ BÁO CÁO: Các thôn báo cáo kết quả về xã trước ngày 20/12/2026, gửi qua Phòng Kinh tế."
    )
    assert section_lines(plan) == [
        "I MỤC TIÊU (objectives)",
        "II Nhiệm vụ (tasks)",
        "III CHẾ ĐỘ BÁO CÁO (organisation)",
    ]
    assert [(t.section, t.label) for t in plan.tasks] == [("II", "1"), ("III", None)]


@pytest.mark.parametrize(
    "line",
    [
        "Phòng Kinh tế chủ trì, Phòng Văn hóa - Xã hội phối hợp.",
        "Phòng Kinh tế chủ trì, phối hợp Phòng Văn hóa - Xã hội.",
        "Phòng Kinh tế thực hiện.",
    ],
)
def test_a_line_of_who_does_it_joins_the_item_above(line: str) -> None:
    """A paragraph that names who leads and who helps is no task of its own."""
    plan = read(
        f"**II. NHIỆM VỤ**\n1. Lắp 04 trạm thu gom (tháng 5/2026)\n{line}\n2. Mua xe chở rác (tháng 6/2026)\n{line}"
    )
    assert [(t.section, t.label) for t in plan.tasks] == [("II", "1"), ("II", "2")]
    assert plan.tasks[0].text.text.endswith(line)


def test_a_paragraph_that_says_more_is_a_task_of_its_heading() -> None:
    """ "Giao Công an xã theo dõi việc thực hiện." is what the heading stands over."""
    for line in (
        "Giao Phòng Kinh tế theo dõi, đôn đốc việc thực hiện.",
        "Phòng Kinh tế chủ trì, phối hợp với các thôn xây dựng, tổ chức cuộc thi tìm hiểu về rác thải.",
    ):
        plan = read(f"**II. NHIỆM VỤ**\n1. Tổ chức thực hiện\n{line}")
        assert [(t.section, t.label) for t in plan.tasks] == [("II.1", None)]


def test_a_bracket_of_what_is_enclosed_is_no_part_of_the_last_item() -> None:
    """ "(Có đề cương kèm theo … Số liệu lấy từ ngày …)" speaks of the whole section."""
    plan = read(
        "**II. NỘI DUNG TỔNG KẾT**\n1. Đánh giá việc thu gom rác.\n2. Đề xuất giải pháp cho giai đoạn tới.\n"
        "(Có đề cương báo cáo kèm theo Kế hoạch này. Số liệu lấy từ ngày 14/7/2021 đến ngày 15/9/2025)."
    )
    assert [flow(t.text.text) for t in plan.tasks] == [
        "Đánh giá việc thu gom rác.",
        "Đề xuất giải pháp cho giai đoạn tới.",
    ]
