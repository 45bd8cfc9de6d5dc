"""Ruled tables as drawn, joined over pages."""

from dataclasses import replace

import pytest

from models.blocks import Cell, Table
from models.page import BBox, Page, Stroke, Word
from parsers.tables import find_tables
from tests.parsers.tables_drawing import HEAD, WIDTHS, Box, Drawn, draw_table, words_of


def the_table(*pages: Page) -> Table:
    tables = find_tables(pages)
    assert len(tables) == 1
    return tables[0]


def texts(table: Table) -> list[list[str]]:
    """The text of each cell by row."""
    rows: list[list[str]] = [[] for _ in range(table.row_count)]
    for cell in table.cells:
        rows[cell.row].append(text_of(cell))
    return rows


def text_of(cell: Cell) -> str:
    return " ".join(line.text for line in cell.lines)


def row(label: str, text: str = "Lập danh mục hồ sơ") -> tuple[str, ...]:
    return (label, text, "Sở Nội vụ", "Sở Tài chính", "Danh mục", "Quý I/2026")


def test_plain_table_is_read_cell_by_cell() -> None:
    """Each ruled cell comes out once, in reading order, with the head counted."""
    table = the_table(draw_table([HEAD, row("1"), row("2")], WIDTHS))
    assert (table.row_count, table.column_count, table.header_rows) == (3, 6, 1)
    assert texts(table) == [list(HEAD), list(row("1")), list(row("2"))]


def test_cell_merged_downwards_keeps_its_span() -> None:
    """A cell over two rows is one cell with a row span of two."""
    rows: list[tuple[Drawn, ...]] = [
        HEAD,
        ("1", "Việc A", Box("Sở Nội vụ", rows=2), "", "", ""),
        ("2", "Việc B", None, "", "", ""),
    ]
    cell = next(c for c in the_table(draw_table(rows, WIDTHS)).cells if text_of(c) == "Sở Nội vụ")
    assert (cell.row, cell.row_span, cell.column_span) == (1, 2, 1)


def test_cell_merged_sideways_keeps_its_span() -> None:
    """A row merged over all columns but the number is one cell of five columns."""
    rows = [HEAD, ("I", Box("Hoàn thiện thể chế", columns=5)), row("1")]
    cell = next(c for c in the_table(draw_table(rows, WIDTHS)).cells if text_of(c) == "Hoàn thiện thể chế")
    assert (cell.column, cell.column_span) == (1, 5)


def test_head_of_two_rows_is_counted() -> None:
    """Heads merged over two columns bring a second head row with them."""
    head = [
        (Box("TT", rows=2), Box("Nội dung", rows=2), Box("Thời gian thực hiện", columns=2), Box("Chủ trì", rows=2)),
        (None, None, "Quý I", "Quý II", None),
    ]
    table = the_table(draw_table([*head, ("1", "Việc A", "x", "", "Sở A")], (30, 200, 80, 80, 120)))
    assert table.header_rows == 2


def test_group_row_under_a_head_of_two_rows_is_no_head() -> None:
    """Under heads that all have their own, "I" beside a title is a row, though a Roman numeral may be a head."""
    head = [
        (Box("TT", rows=2), Box("Nội dung", rows=2), Box("Phân công", columns=2), Box("Thời gian", rows=2)),
        (None, None, "Chủ trì", "Phối hợp", None),
    ]
    rows: list[tuple[Drawn, ...]] = [*head, ("I", "Công tác tổ chức", "", "", ""), ("1", "Việc A", "Sở A", "", "Quý I")]
    assert the_table(draw_table(rows, (30, 200, 100, 100, 80))).header_rows == 2


def test_row_that_numbers_the_columns_is_head() -> None:
    """A row "(1) (2) (3)" under the head is no row of tasks."""
    rows = [HEAD, ("(1)", "(2)", "(3)", "(4)", "(5)", "(6)"), row("1")]
    assert the_table(draw_table(rows, WIDTHS)).header_rows == 2


def test_table_over_pages_is_one_table() -> None:
    """A repeated head is left out, rows go on, and each piece has its region."""
    first = draw_table([HEAD, row("1")], WIDTHS, page=1)
    second = draw_table([HEAD, row("2")], WIDTHS, page=2)
    table = the_table(first, second)
    assert [r[0] for r in texts(table)] == ["TT", "1", "2"]
    assert [page for page, _ in table.regions] == [1, 2]


def test_head_need_not_be_repeated() -> None:
    """A piece without a head goes on with the table of the page before."""
    table = the_table(draw_table([HEAD, row("1")], WIDTHS), draw_table([row("2")], WIDTHS, page=2))
    assert [r[0] for r in texts(table)] == ["TT", "1", "2"]


def test_shifted_page_still_goes_on() -> None:
    """Pages bound with another margin are laid over each other."""
    second = draw_table([HEAD, row("2")], WIDTHS, page=2)
    moved = replace(
        second,
        words=tuple(replace(w, bbox=(w.bbox[0] + 11, w.bbox[1], w.bbox[2] + 11, w.bbox[3])) for w in second.words),
        strokes=tuple(Stroke((s.bbox[0] + 11, s.bbox[1], s.bbox[2] + 11, s.bbox[3])) for s in second.strokes),
    )
    table = the_table(draw_table([HEAD, row("1")], WIDTHS), moved)
    assert (table.row_count, table.column_count) == (3, 6)


def test_row_cut_by_the_page_is_one_row() -> None:
    """Without a number and in mid sentence, the first row of a page goes into the last one of the page before."""
    first = draw_table([HEAD, row("1", "Tổ chức hội nghị của Bộ Khoa học và")], WIDTHS)
    second = draw_table([HEAD, ("", "Công nghệ tại tỉnh Lạc Hà.", "", "", "", ""), row("2")], WIDTHS, page=2)
    table = the_table(first, second)
    cell = next(c for c in table.cells if c.row == 1 and c.column == 1)
    assert text_of(cell) == "Tổ chức hội nghị của Bộ Khoa học và Công nghệ tại tỉnh Lạc Hà."
    assert [page for page, _ in cell.boxes] == [1, 2]
    assert table.row_count == 3


def test_row_without_number_that_begins_anew_is_not_glued() -> None:
    """A finished sentence above, a capital below, and cells of its own: another row."""
    first = draw_table([HEAD, row("1", "Lập danh mục hồ sơ.")], WIDTHS)
    second = draw_table(
        [HEAD, ("", "Chỉnh lý tài liệu.", "Sở Tư pháp", "Sở Y tế", "Hồ sơ", "Quý II/2026")], WIDTHS, page=2
    )
    assert the_table(first, second).row_count == 3


def test_numbered_row_is_never_glued() -> None:
    """A number begins a row, whatever its text looks like."""
    first = draw_table([HEAD, row("1", "Lập danh mục và")], WIDTHS)
    second = draw_table([HEAD, row("2", "hồ sơ lưu trữ")], WIDTHS, page=2)
    assert the_table(first, second).row_count == 3


def test_merged_cell_goes_on_over_the_page() -> None:
    """A lead cell merged over rows on both sides of a page break serves all of them."""
    rows: list[tuple[Drawn, ...]] = [
        HEAD,
        ("1", "Việc A.", Box("Sở Nội vụ", rows=2), "", "", ""),
        ("2", "Việc B.", None, "", "", ""),
    ]
    second: list[tuple[Drawn, ...]] = [
        HEAD,
        ("3", "Việc C.", Box(rows=2), "", "", ""),
        ("4", "Việc D.", None, "", "", ""),
    ]
    cell = next(
        c
        for c in the_table(draw_table(rows, WIDTHS), draw_table(second, WIDTHS, page=2)).cells
        if text_of(c) == "Sở Nội vụ"
    )
    assert (cell.row, cell.row_span) == (1, 4)


def test_title_between_parts_two_tables() -> None:
    """The same head under a new title on the next page is a table of its own."""
    first = draw_table([HEAD, row("1")], WIDTHS)
    second = draw_table([HEAD, row("1")], WIDTHS, page=2, heading="PHỤ LỤC II NHIỆM VỤ CỦA KHỐI KINH TẾ")
    assert len(find_tables([first, second])) == 2


def test_squares_too_small_for_text_are_no_table() -> None:
    """The squares of a QR code on a scan draw a grid whose cells hold no line of text."""
    steps = [60.0 + 6 * i for i in range(20)]
    strokes = tuple(s for at in steps for s in (Stroke((60, at, 174, at)), Stroke((at, 60, at, 174))))
    words = tuple(words_of(["lì = ch", "- m"], 70, 80))
    assert find_tables([Page(1, 595, 842, words, strokes)]) == ()


def test_tables_side_by_side_are_not_stacked() -> None:
    """Two tables next to each other are two, each with its rows, though they are as wide as each other."""
    left = draw_table([["1", "Rà soát"], ["2", "Báo cáo"]], [30, 150])
    beside = draw_table([["3", "Kiểm tra"], ["4", "Sơ kết"]], [30, 150])
    moved = 250.0
    words = tuple(replace(w, bbox=_moved(w.bbox, moved)) for w in beside.words)
    strokes = tuple(Stroke(_moved(s.bbox, moved)) for s in beside.strokes)
    page = replace(left, words=left.words + words, strokes=left.strokes + strokes)
    assert [texts(t) for t in find_tables([page])] == [
        [["1", "Rà soát"], ["2", "Báo cáo"]],
        [["3", "Kiểm tra"], ["4", "Sơ kết"]],
    ]


def _moved(box: BBox, right: float) -> BBox:
    return (box[0] + right, box[1], box[2] + right, box[3])


def test_a_sliver_at_the_right_edge_is_part_of_the_last_column() -> None:
    """A rule doubled a few points further right makes no column of its own, and what falls in it stays in the table."""
    table = the_table(draw_table([["1", "Rà soát", "x"], ["2", "Báo cáo", "x"]], [30, 150, 5]))
    assert table.column_count == 2
    assert {c.column for c in table.cells} == {0, 1}


def test_the_end_of_a_units_name_is_no_number_of_a_group() -> None:
    """A row cut by the page may leave nothing but "XI" of its unit on the next one."""
    cut = ("6", "Tham mưu các tình huống liên quan đến", "Kho bạc Nhà nước khu vực", "", "", "")
    rest = ("", "phòng thủ dân sự", "XI", "", "", "")
    table = the_table(draw_table([HEAD, cut], WIDTHS), draw_table([rest, row("7")], WIDTHS, page=2))
    assert [r[0] for r in texts(table)] == ["TT", "6", "7"]
    assert texts(table)[1][1:3] == [f"{cut[1]} {rest[1]}", "Kho bạc Nhà nước khu vực XI"]


def test_a_misread_head_of_two_rows_is_left_out_whole() -> None:
    """Its upper row alone is like the head of the page before already; the lower one begins no row."""
    lower = (None, None, None, None, "2026-2027", "2028-2030")
    upper = [
        *(Box(text, rows=2) for text in ("TT", "Nhiệm vụ", "Chủ trì", "Phối hợp")),
        Box("Thời gian", columns=2),
        None,
    ]
    misread = [
        *(Box(text, rows=2) for text in ("T1", "Nhlộm vu", "Cbủ tri", "Phôl bợp")),
        Box("Thừi glan", columns=2),
        None,
    ]
    first = draw_table([upper, lower, row("1", "Tổ chức hội nghị của Bộ Khoa học và")], WIDTHS)
    rest = ("", "Công nghệ", "", "", "", "")
    table = the_table(first, draw_table([misread, lower, rest, row("2")], WIDTHS, page=2))
    assert [r[0] for r in texts(table)] == ["TT", "2026-2027", "1", "2"]


def test_a_group_repeated_with_the_head_parts_no_row() -> None:
    """Word repeats the group row below the head on the next page too; the row that was cut goes on under both."""
    group: list[Drawn] = [Box("Buổi sáng: tập trung tại hội trường", columns=6), *[None] * 5]
    cut, rest = row("2", "Hướng dẫn sử dụng các công cụ học"), ("", "tập số an toàn", "", "", "", "")
    first = draw_table([HEAD, group, row("1"), cut], WIDTHS)
    table = the_table(first, draw_table([HEAD, group, rest, row("3")], WIDTHS, page=2))
    assert [texts(table)[i][0] for i in range(table.row_count)] == [
        "TT",
        "Buổi sáng: tập trung tại hội trường",
        "1",
        "2",
        "3",
    ]


def test_running_header_parts_no_table() -> None:
    """What every page prints at the same place does not stand between the pieces of a table."""
    pages = [
        draw_table([HEAD, row(str(n))], WIDTHS, page=n, heading="CÔNG BÁO/Số 12/Ngày 01-02-2026") for n in (1, 2, 3)
    ]
    assert the_table(*pages).row_count == 4


def test_missing_rule_between_cells_fuses_no_rows() -> None:
    """Two texts in a cell whose inner rule is missing go back to their rows."""
    rows = [HEAD, row("1"), row("2")]
    table = the_table(draw_table(rows, WIDTHS, missing={("top", 2, 2), ("top", 2, 4)}))
    assert texts(table)[1:] == [list(row("1")), list(row("2"))]


def test_missing_upright_rule_fuses_no_cells() -> None:
    """Texts that keep to their columns are parted where the rule between is missing."""
    rows = [HEAD, row("1"), row("2")]
    table = the_table(draw_table(rows, WIDTHS, missing={("left", 1, 3), ("left", 2, 4)}))
    assert texts(table)[1:] == [list(row("1")), list(row("2"))]


def test_row_rule_missing_altogether_is_seen_by_the_numbers() -> None:
    """Two numbers one below the other are two rows, even without any rule between."""
    rows = [HEAD, row("1", "Lập danh mục hồ sơ của các cơ quan trong tỉnh, bảo đảm đầy đủ."), row("2")]
    table = the_table(draw_table(rows, WIDTHS, missing={("top", 2, c) for c in range(6)}))
    assert [r[0] for r in texts(table)] == ["TT", "1", "2"]
    assert texts(table)[2] == list(row("2"))


def test_no_outer_border_is_needed() -> None:
    """Rules that stick out past the last crossing one close the outer cells."""
    sides = {("left", r, c) for r in range(3) for c in (0, 6)}
    table = the_table(draw_table([HEAD, row("1"), row("2")], WIDTHS, missing=sides))
    assert texts(table)[1] == list(row("1"))


def test_bent_and_broken_rules_are_mended() -> None:
    """Strokes of a scan, cut up, with small gaps and a point off, draw the same table."""
    page = draw_table([HEAD, row("1"), row("2")], WIDTHS)
    strokes = []
    for number, s in enumerate(page.strokes):
        x0, y0, x1, y1 = s.bbox
        off = (-1.0, 0.0, 1.0)[number % 3]
        if s.horizontal:
            middle = (x0 + x1) / 2
            strokes += [Stroke((x0, y0 + off, middle - 2, y0 + off)), Stroke((middle + 2, y0, x1, y0))]
        else:
            strokes.append(Stroke((x0 + off, y0 + 1.5, x0 + off, y1 - 1.5)))
    table = the_table(replace(page, strokes=tuple(strokes)))
    assert texts(table) == [list(HEAD), list(row("1")), list(row("2"))]


def test_double_border_is_one_rule() -> None:
    """A border drawn as two lines 2 pt apart bounds one cell."""
    page = draw_table([HEAD, row("1")], WIDTHS)
    twin = [
        Stroke((x0, y0 + 2, x1, y1 + 2)) if y0 == y1 else Stroke((x0 + 2, y0, x1 + 2, y1))
        for x0, y0, x1, y1 in (s.bbox for s in page.strokes)
    ]
    table = the_table(replace(page, strokes=(*page.strokes, *twin)))
    assert (table.row_count, table.column_count) == (2, 6)


def test_rules_may_end_before_a_thick_double_border() -> None:
    """Rules that end 4 pt before the middle of a border of two lines, 2 pt apart, still meet it."""
    page = draw_table([HEAD, row("1")], WIDTHS)
    upright = [s for s in page.strokes if not s.horizontal]
    twin = [Stroke((x0 + 2, y0, x1 + 2, y1)) for x0, y0, x1, y1 in (s.bbox for s in upright)]
    across = [Stroke((s.bbox[0] + 4.8, s.bbox[1], s.bbox[2] - 2.0, s.bbox[3])) for s in page.strokes if s.horizontal]
    table = the_table(replace(page, strokes=(*upright, *twin, *across)))
    assert (table.row_count, table.column_count) == (2, 6)


def test_underline_and_frame_are_no_tables() -> None:
    """A title's underline, a frame around the page and a single box draw no table."""
    frame = [(30, 30, 560, 30), (30, 800, 560, 800), (30, 30, 30, 800), (560, 30, 560, 800)]
    strokes = tuple(Stroke((float(a), float(b), float(c), float(d))) for a, b, c, d in [*frame, (200, 90, 380, 90)])
    page = Page(1, 595.0, 842.0, tuple(words_of(["KẾ HOẠCH"], 250.0, 70.0)), strokes)
    assert find_tables([page]) == ()


def test_table_without_upright_rules_is_read_by_its_head() -> None:
    """Columns are told by the head and the room the rows leave, rows by their numbers."""
    page = draw_table([HEAD, row("1", "Lập danh mục hồ sơ của tỉnh năm 2026"), row("2")], WIDTHS, middle=False)
    table = the_table(replace(page, strokes=()))
    assert [r[0] for r in texts(table)] == ["TT", "1", "2"]
    assert texts(table)[2] == list(row("2"))


def test_word_glued_over_a_rule_is_cut() -> None:
    """A word that runs over an upright rule goes to both cells, cut at the capital beside the rule."""
    page = draw_table([HEAD, ("1", "Việc A", "Sở Tài chính,", "Cơ sở y tế", "", "")], WIDTHS)
    rule = 50 + 30 + 260 + 130.0
    glued = [
        replace(w, text="chính,Cơ", bbox=(rule - 32, w.bbox[1], rule + 14, w.bbox[3])) if w.text == "chính," else w
        for w in page.words
        if w.text != "Cơ"
    ]
    table = the_table(replace(page, words=tuple(glued)))
    assert texts(table)[1][2:4] == ["Sở Tài chính,", "Cơ sở y tế"]


def test_head_at_the_foot_of_a_page_takes_no_rows() -> None:
    """A head printed alone before a page break stays head; the empty cells below are not merged into it."""
    head: list[tuple[Drawn, ...]] = [
        (Box("TT", rows=2), Box("Nội dung", rows=2), Box("Phân công", columns=2), Box("Ghi chú", rows=2)),
        (None, None, "Chủ trì", "Phối hợp", None),
    ]
    widths = (30, 200, 100, 100, 80)
    table = the_table(draw_table(head, widths), draw_table([*head, ("1", "Việc A", "Sở A", "", "")], widths, page=2))
    assert texts(table)[2] == ["1", "Việc A", "Sở A", "", ""]


def test_footnote_does_not_part_a_table() -> None:
    """Notes in smaller type at the foot of a page stand below the table, not between its two halves."""
    pages = [draw_table([HEAD, row("1")], WIDTHS), draw_table([HEAD, row("2")], WIDTHS, page=2)]
    note = words_of(["1 Kế hoạch của Ủy ban nhân dân tỉnh Lạc Hà về cải cách hành chính"], 60.0, 560.0)
    small = tuple(replace(w, size=8.0) for w in note)
    assert len(find_tables([replace(pages[0], words=(*pages[0].words, *small)), pages[1]])) == 1
    large = tuple(replace(w, size=12.0) for w in small)
    assert len(find_tables([replace(pages[0], words=(*pages[0].words, *large)), pages[1]])) == 2


def test_cut_row_under_a_merged_number_goes_on() -> None:
    """The first row of a page goes on though its number is merged over the next row too, when its texts go on."""
    upper = ("1", "Đưa nội dung chuyển đổi số vào chương trình của", "Sở A", "Sở B", "Báo cáo đánh giá về", "Quý I")
    lower: list[tuple[Drawn, ...]] = [
        (Box("", rows=2), Box("các trường trung học", rows=2), "", "", "kết quả thí điểm", ""),
        (None, None, "Sở C", "Sở D", "Báo cáo tổng kết", "Quý II"),
    ]
    table = the_table(draw_table([HEAD, upper], WIDTHS), draw_table([HEAD, *lower], WIDTHS, page=2))
    assert table.row_count == 3
    assert " ".join(texts(table)[1][4].split()) == "Báo cáo đánh giá về kết quả thí điểm"


def test_cut_row_beside_a_merged_cell_goes_on() -> None:
    """A row whose texts are cut by the page goes on, though a cell beside them is merged over the next row too."""
    upper = (
        "1",
        "Đưa nội dung chuyển đổi số vào chương trình của",
        "Sở Văn hóa, Thể thao và",
        "Sở B",
        "",
        "Trước ngày",
    )
    lower: list[tuple[Drawn, ...]] = [
        ("", "các trường trung học", "Du lịch", Box("", rows=2), "", "30/6/2026"),
        ("2", "Việc B", "Sở C", None, "Báo cáo", "Quý II"),
    ]
    table = the_table(draw_table([HEAD, upper], WIDTHS), draw_table([HEAD, *lower], WIDTHS, page=2))
    assert table.row_count == 3
    assert texts(table)[1][5] == "Trước ngày 30/6/2026"


def test_cut_row_whose_rest_begins_with_a_figure_goes_on() -> None:
    """One text that surely runs on outweighs one that merely did not end, though a merged cell goes on beside them."""
    upper = [
        ("1", "Việc A", Box("Sở A", rows=2), "Sở B", "Báo cáo", "Quý I"),
        ("2", "Nghiệm thu công trình tại thôn số", None, "Phòng Kinh tế và", "Biên bản", "Quý II"),
    ]
    lower: list[tuple[Drawn, ...]] = [
        ("", "20 để bàn giao", Box("", rows=2), "hạ tầng", "", ""),
        ("3", "Việc C", None, "Sở C", "Báo cáo", "Quý II"),
    ]
    table = the_table(draw_table([HEAD, *upper], WIDTHS), draw_table([HEAD, *lower], WIDTHS, page=2))
    assert table.row_count == 4
    assert texts(table)[2][1] == "Nghiệm thu công trình tại thôn số 20 để bàn giao"


def test_text_near_the_middle_of_a_merged_cell_keeps_it_whole() -> None:
    """Under a short row and a tall one the middle of a merged cell lies in the tall one: no rule is missing there."""
    rows: list[tuple[Drawn, ...]] = [
        HEAD,
        ("1", "Việc A", Box("Sở Nội vụ", rows=2), "", "", ""),
        (
            "2",
            "Đầu tư xây dựng, cải tạo và nâng cấp trụ sở làm việc của các cơ quan, đơn vị của tỉnh",
            None,
            "",
            "",
            "",
        ),
    ]
    page = draw_table(rows, WIDTHS)
    lowered = tuple(
        replace(w, bbox=(w.bbox[0], w.bbox[1] - 2.8, w.bbox[2], w.bbox[3] - 2.8)) if w.text in ("Nội", "vụ") else w
        for w in page.words
    )
    spans = {text_of(c): c.row_span for c in the_table(replace(page, words=lowered)).cells}
    assert spans["Sở Nội vụ"] == 2


def test_row_broken_off_by_the_page_is_no_head() -> None:
    """The rest of a row may hold words of heads ("phạm vi", "thực hiện"), but begins with small letters."""
    upper = ("1", "Sắp xếp các đơn vị thuộc", "Cơ quan chủ trì", "Sở B", "Báo cáo", "Quý I")
    lower = ("", "phạm vi quản lý", "thực hiện", "", "", "")
    table = the_table(
        draw_table([HEAD, upper], WIDTHS, bottom_rule=False), draw_table([lower, row("2")], WIDTHS, page=2)
    )
    assert [r[0] for r in texts(table)] == ["TT", "1", "2"]


def test_row_of_collectives_and_shares_is_no_head() -> None:
    """What cells say of everybody and of shares done ("Các cơ quan, đơn vị liên quan", "100% hồ sơ") is no head."""
    head = HEAD[1:]
    lower = ("Công nhận di tích", "", "Các cơ quan, đơn vị liên quan", "100% hồ sơ được số hóa", "Thường xuyên")
    pages = [draw_table([head, row("1")[1:]], WIDTHS[1:]), draw_table([lower, row("2")[1:]], WIDTHS[1:], page=2)]
    assert the_table(*pages).row_count == 4


def test_text_of_a_merged_cell_goes_on_over_the_page() -> None:
    """What a cell merged over both pages says on at the top of the second belongs to it, as does a date cut in two."""
    first: list[tuple[Drawn, ...]] = [
        HEAD,
        ("1", "Việc A", "Sở A", "", Box("Quyết định của UBND", rows=2), "Quý I"),
        ("2", "Việc B", "Sở B", "", None, "Trước"),
    ]
    second: list[tuple[Drawn, ...]] = [HEAD, ("3", "Việc C", "Sở C", "", "tỉnh", "30/6/2026")]
    table = the_table(draw_table(first, WIDTHS), draw_table(second, WIDTHS, page=2))
    merged = {text_of(c): c.row_span for c in table.cells}
    assert (merged["Quyết định của UBND tỉnh"], merged["Trước 30/6/2026"]) == (3, 2)


def test_row_that_fills_whole_pages_is_one_row() -> None:
    """A page in the middle of a row is ruled by uprights alone; the row goes through it."""
    pages = [
        draw_table([HEAD, ("1", "Việc dài của", "Sở A", "Sở B", "Báo cáo", "Quý I")], WIDTHS, bottom_rule=False),
        draw_table([("", "\n".join(["các đơn vị và của"] * 30), "", "", "", "")], WIDTHS, page=2, bottom_rule=False),
        draw_table([("", "các trường.", "", "", "", ""), row("2")], WIDTHS, page=3),
    ]
    open_top = [
        replace(p, strokes=tuple(s for s in p.strokes if not (s.horizontal and s.bbox[1] == 60.0))) for p in pages[1:]
    ]
    table = the_table(pages[0], *open_top)
    assert [r[0] for r in texts(table)] == ["TT", "1", "2"]
    assert [page for page, _ in table.regions] == [1, 2, 3]
    assert texts(table)[1][1].endswith("các trường.")


def test_head_in_other_words_on_the_next_page_is_the_same_head() -> None:
    """A head repeated as 'Nhiệm vụ', 'Chủ trì', 'Thời hạn' parts no table whose columns it names alike."""
    again = ("STT", "Nhiệm vụ", "Cơ quan chủ trì", "Phối hợp", "Kết quả", "Thời hạn hoàn thành")
    table = the_table(draw_table([HEAD, row("1")], WIDTHS), draw_table([again, row("2")], WIDTHS, page=2))
    assert [r[0] for r in texts(table)] == ["TT", "1", "2"]


def test_table_of_horizontal_rules_alone_needs_no_numbers() -> None:
    """A line of nothing but heads, one of tasks and one of leads, opens a table without uprights and without "TT"."""
    head = ("Nhiệm vụ", "Đơn vị chủ trì", "Đơn vị phối hợp", "Thời gian")
    rows = [(text, "Sở Nội vụ", "Sở Tài chính", "Quý I/2026") for text in ("Lập danh mục hồ sơ", "Trồng cây ven đường")]
    ruled = draw_table([head, *rows], (200.0, 150.0, 150.0, 100.0))
    across = tuple(s for s in ruled.strokes if s.horizontal)
    assert [r[0] for r in texts(the_table(replace(ruled, strokes=across)))] == [head[0], *(row[0] for row in rows)]
    assert [r[0] for r in texts(the_table(replace(ruled, strokes=())))] == [head[0], *(row[0] for row in rows)]


def test_rules_between_rows_alone_leave_the_last_row_in() -> None:
    """Where nothing but rules between rows is drawn, heads of two lines are read whole and the last row is one."""
    head = ("Số\nTT", "Tên đề án", "Cơ quan chuẩn bị", "Thời hạn\ntrình", "Lãnh đạo\nphụ trách")
    rows = [
        ("1", "Đề án trồng rừng", "Sở Nội vụ", "Tháng 5", "Ông An"),
        ("2", "Đề án cấp nước", "Sở Y tế", "", "Bà Vân"),
    ]
    ruled = draw_table([head, *rows], (40.0, 200.0, 150.0, 80.0, 90.0))
    inner = sorted({s.bbox[1] for s in ruled.strokes if s.horizontal})[1:-1]
    page = replace(ruled, strokes=tuple(Stroke((50.0, y, 610.0, y)) for y in inner))
    assert [r[0] for r in texts(the_table(page))] == ["Số TT", "1", "2"]


def test_sentence_with_the_words_of_heads_opens_no_table() -> None:
    """ "Chủ trì" in running text is no head, however its words are spread."""
    rows = [("Nhiệm vụ do Sở Nội vụ chủ trì, phối hợp", "thực hiện"), ("Sở Tài chính", "trong năm")]
    assert find_tables([replace(draw_table(rows, (300.0, 300.0)), strokes=())]) == ()


def test_raised_marks_of_footnotes_leave_the_cells() -> None:
    """A small raised figure behind a word sends to a note; behind "m" it makes an area."""
    page = draw_table([HEAD, ("1", "Việc A", "Sở A", "Sở B", "500 m", "Quý I/2026")], WIDTHS)
    ends = {word.text: word.bbox for word in page.words}
    marks = {"A": "1", "m": "2", "I/2026": "(*)"}
    raised = [
        Word(mark, (ends[after][2], ends[after][1] - 3.0, ends[after][2] + 4.0, ends[after][3] - 6.0), 8.0)
        for after, mark in marks.items()
    ]
    table = the_table(replace(page, words=(*page.words, *raised)))
    assert texts(table)[1] == ["1", "Việc A", "Sở A", "Sở B", "500 m 2", "Quý I/2026"]


@pytest.mark.parametrize("strokes", [True, False])
def test_rest_of_a_row_stands_apart_from_the_first_number_of_a_page(strokes: bool) -> None:
    """Without rules between rows the text above the first number belongs to the row of the page before."""
    upper = draw_table(
        [HEAD, row("1", "Việc A"), row("2", "Tập huấn kỹ năng bơi lội cho trẻ em và")], WIDTHS, middle=False
    )
    lower = draw_table(
        [("", "học sinh các trường", "", "", "", ""), row("3", "Việc C"), row("4", "Việc D")],
        WIDTHS,
        page=2,
        middle=False,
        missing=[("top", r, c) for r in (1, 2) for c in range(6)],
    )
    pages = (upper, lower) if strokes else (replace(upper, strokes=()), replace(lower, strokes=()))
    table = the_table(*pages)
    assert [r[:2] for r in texts(table)[1:]] == [
        ["1", "Việc A"],
        ["2", "Tập huấn kỹ năng bơi lội cho trẻ em và học sinh các trường"],
        ["3", "Việc C"],
        ["4", "Việc D"],
    ]


def test_head_alone_between_two_rules_leaves_all_rows_in() -> None:
    """A table may rule its head above and below and nothing else."""
    ruled = draw_table([HEAD, row("1"), row("2"), row("3")], WIDTHS, middle=False)
    heights = sorted({s.bbox[1] for s in ruled.strokes if s.horizontal})[:2]
    page = replace(ruled, strokes=tuple(Stroke((50.0, y, 830.0, y)) for y in heights))
    assert [r[0] for r in texts(the_table(page))] == ["TT", "1", "2", "3"]


def one_below_the_other(upper: Page, lower: Page, between: str) -> Page:
    """Both on one page, with a line of text between them."""
    bottom = max(s.bbox[3] for s in upper.strokes)
    words = (*upper.words, *words_of([between], 60.0, bottom + 8.0), *lower.words)
    return replace(upper, words=words, strokes=(*upper.strokes, *lower.strokes))


def test_head_holds_for_a_table_below_that_has_none() -> None:
    """A heading parts two tables of the same columns: the second numbers rows under the head of the first."""
    upper = draw_table([HEAD, row("1"), row("2")], WIDTHS)
    top = max(s.bbox[3] for s in upper.strokes) + 30.0
    page = one_below_the_other(upper, draw_table([row("1"), row("2")], WIDTHS, top=top), "II. Việc khác")
    tables = find_tables([page])
    assert [[r[0] for r in texts(t)] for t in tables] == [["TT", "1", "2"], ["TT", "1", "2"]]
    assert [t.header_rows for t in tables] == [1, 1]
    apart = [upper, draw_table([row("3")] * 2, WIDTHS, page=2, heading="II. Việc khác của các xã, phường")]
    assert [t.header_rows for t in find_tables(apart)] == [1, 1]


def test_table_without_numbers_borrows_no_head() -> None:
    """A list of other things may have columns as wide."""
    pages = [
        draw_table([HEAD, row("1")], WIDTHS),
        draw_table([("Sở A", *row("")[1:])] * 2, WIDTHS, page=2, heading="Danh sách đại biểu dự họp"),
    ]
    assert [t.header_rows for t in find_tables(pages)] == [1, 0]


def test_heading_between_bordered_tables_is_no_row() -> None:
    """A group row without rules is looked for only where a table has no outer border."""
    upper = draw_table([HEAD, row("1")], WIDTHS)
    top = max(s.bbox[3] for s in upper.strokes) + 30.0
    lower = draw_table([row("1")] * 2, WIDTHS, top=top)
    assert len(find_tables([one_below_the_other(upper, lower, "II. Việc khác")])) == 2
    sides = {50.0, 50.0 + sum(WIDTHS)}
    upper, lower = (
        replace(p, strokes=tuple(s for s in p.strokes if s.bbox[0] != s.bbox[2] or s.bbox[0] not in sides))
        for p in (upper, lower)
    )
    assert len(find_tables([one_below_the_other(upper, lower, "II. Việc khác")])) == 1


def rules_left(page: Page, drawn: str, has_head: bool) -> Page:
    """*page* with the rules of one way of drawing alone."""
    ys = sorted({s.bbox[1] for s in page.strokes if s.horizontal})
    heights = {
        "sides": [*ys[: 1 + has_head], ys[-1]],
        "head": ys[:2] if has_head else [],
        "between": ys[:-1],
        "nothing": [],
    }[drawn]
    kept = (s for s in page.strokes if (s.bbox[1] in heights if s.horizontal else drawn == "sides"))
    return replace(page, strokes=tuple(kept))


@pytest.mark.parametrize("drawn", ["sides", "head", "between", "nothing"])
def test_rows_without_numbers_are_parted_by_their_room(drawn: str) -> None:
    """Under upright rules, a ruled head, behind the last rule of a page, or where nothing is drawn; over pages too."""
    tasks = ["Dọn chợ và các bến bãi của xã trong cả mùa mưa lũ năm nay", "Trồng cây", "Quét vôi", "Sửa cầu", "Xây kè"]
    rows = [row("", task)[1:] for task in tasks]
    upper = draw_table([HEAD[1:], *rows[:3]], WIDTHS[1:], middle=False)
    lower = draw_table(rows[3:], WIDTHS[1:], page=2, middle=False)
    table = the_table(rules_left(upper, drawn, True), rules_left(lower, drawn, False))
    assert [r[0] for r in texts(table)] == ["Tên nhiệm vụ", *tasks]


@pytest.mark.parametrize(
    ("above", "below"),
    [
        ("Sở Y tế; Sở", "Nội vụ"),
        ("Sở Y tế;", "Sở Nội vụ"),
        ("Sở Y tế (cơ quan", "Thường trực)"),
        ("Bộ Chỉ huy", "Quân sự tỉnh"),
    ],
)
def test_merged_cell_cut_within_a_name_or_a_list_is_one(above: str, below: str) -> None:
    """Half a name, an open bracket, or a list that breaks off as no other does, goes on in the merged cell below."""
    upper = [row("1"), ("2", "Việc B", Box(above, rows=1), "", "Báo cáo", "Quý I")]
    lower: list[tuple[Drawn, ...]] = [
        ("3", "Việc C", Box(below, rows=2), "", "Báo cáo", "Quý I"),
        ("4", "Việc D", None, "", "Báo cáo", "Quý I"),
    ]
    table = the_table(draw_table([HEAD, *upper], WIDTHS), draw_table(lower, WIDTHS, page=2))
    assert [c.row_span for c in table.cells if c.column == 2 and c.row == 2] == [3]
    whole = draw_table([HEAD, ("1", "Việc A", "Văn phòng Sở", "", "", ""), upper[0]], WIDTHS)
    assert [c.row_span for c in the_table(whole, draw_table(lower, WIDTHS, page=2)).cells if c.column == 2] == [
        1,
        1,
        1,
        2,
    ]
