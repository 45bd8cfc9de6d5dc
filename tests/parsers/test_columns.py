"""Column heads as they are said in many plans."""

import tomllib
from pathlib import Path
from typing import get_args

import pytest

from models.blocks import Cell
from parsers.columns import ColumnRole, count_header_rows, find_columns, is_period, role_of_head
from parsers.grid import find_grids
from parsers.table_pieces import as_cells, find_piece
from tests.parsers.tables_drawing import Box, Drawn, draw_table

HEADS: tuple[tuple[str, ColumnRole], ...] = (
    ("TT", "label"),
    ("STT", "label"),
    ("Số TT", "label"),
    ("Tên nhiệm vụ", "task"),
    ("NỘI DUNG CÔNG VIỆC", "task"),
    ("Nhiệm vụ cụ thể", "task"),
    ("Nhiệm vụ, giải pháp chủ yếu", "task"),
    ("Nội dung", "task"),
    ("Nhóm nhiệm vụ", "group"),
    ("Phòng, đơn vị chủ trì", "lead"),
    ("Các phòng, đơn vị chủ trì theo dõi, đánh giá", "lead"),
    ("Đơn vị/cá nhân thực hiện", "lead"),
    ("Đơn vị thực hiện", "lead"),
    ("Cơ quan, đơn vị chủ trì thực hiện", "lead"),
    ("Đơn vị", "lead"),
    ("Cơ quan phối hợp", "coordinate"),
    ("Đơn vị phối hợp thực hiện", "coordinate"),
    ("Lãnh đạo UBND phụ trách", "direct"),
    ("Cơ quan chuẩn bị", "lead"),
    ("Phân công trách nhiệm", "lead"),
    ("Đ/c phụ trách", "direct"),
    ("Thành phần phối hợp", "coordinate"),
    ("Mục tiêu cần đạt", "deliverable"),
    ("% hoàn thành", "note"),
    ("Văn bản giao nhiệm vụ", "note"),
    ("Phân công chỉ đạo", "direct"),
    ("Kết quả cụ thể", "deliverable"),
    ("Sản phẩm/Kết quả đầu ra", "deliverable"),
    ("Dự kiến sản phẩm", "deliverable"),
    ("Thời gian thực hiện, hoàn thành", "deadline"),
    ("Tiến độ", "deadline"),
    ("Thời hạn trình", "deadline"),
    ("Cấp trình", "note"),
    ("Cấp phê duyệt", "note"),
    ("Căn cứ thực hiện", "note"),
    ("Tần suất", "deadline"),
    ("Hoàn thành trước", "deadline"),
    ("Thời hạn thanh tra", "note"),
    ("Cùng thực hiện", "coordinate"),
    ("Lực lượng kiểm tra", "lead"),
    ("Phòng soạn thảo", "lead"),
    ("Chủ trì/ phối hợp", "lead"),
    ("Kinh phí (triệu đồng)", "note"),
    ("Ghi chú", "note"),
    ("Họ và tên", "other"),
    ("Đơn vị tính", "other"),
    ("Thành tiền", "other"),
    ("Nội dung chi", "other"),
    ("Mã định danh hồ sơ", "unknown"),
    ("Đơn vị/Người thực hiện", "lead"),
    ("GV phụ trách", "lead"),
    ("Cơ quan thẩm tra", "note"),
    ("Kết quả tổ chức thực hiện", "deliverable"),
    ("Tháng thực hiện năm 2026", "deadline"),
    ("Thời gian trình cấp có thẩm quyền", "deadline"),
    ("Các đơn vị có liên quan", "coordinate"),
)


@pytest.mark.parametrize(("head", "role"), HEADS)
def test_head_tells_the_column(head: str, role: ColumnRole) -> None:
    """Each way of saying a head tells what the column holds."""
    assert role_of_head(head)[0] == role


MISPRINTS: tuple[tuple[str, ColumnRole], ...] = (
    ("Đơn vi chù trì", "lead"),
    ("Tiến dộ hoàn thanh", "deadline"),
    ("Kết qủa", "deliverable"),
    ("Tên nhiém vu", "task"),
    ("Cơ quan phổi hợp", "coordinate"),
    ("Thờỉ hạn hoàn thảnb", "deadline"),
)


@pytest.mark.parametrize(("head", "role"), MISPRINTS)
def test_misprinted_head_is_known(head: str, role: ColumnRole) -> None:
    """A letter that OCR misread does not hide a head."""
    assert role_of_head(head)[0] == role


PERIODS = ["Giai đoạn 2025-2027", "Quý I", "Năm 2026", "2026", "Tháng 12", "6 tháng đầu năm", "Quý IV/2026"]


@pytest.mark.parametrize("head", PERIODS)
def test_span_of_time_is_a_period(head: str) -> None:
    """A head that names a span of time can stand over crosses."""
    assert is_period(head)


@pytest.mark.parametrize("head", ["Thời gian", "Tiến độ", "Sở Nội vụ", "Kết quả quý I của tỉnh"])
def test_kind_of_thing_is_no_period(head: str) -> None:
    """A head that names a kind of thing is no span of time."""
    assert not is_period(head)


def test_every_phrase_leads_back_to_its_role() -> None:
    """No phrase of the table is taken by another role."""
    path = Path(__file__).parents[2] / "parsers" / "data" / "columns.toml"
    table = tomllib.loads(path.read_text("utf-8"))
    short = table.pop("short")
    assert set(table) <= set(get_args(ColumnRole))
    assert all(role_of_head(f"{word} dự kiến")[0] == role_of_head(f"{full} dự kiến")[0] for word, full in short.items())
    for role, words in table.items():
        for phrase in (*words.get("phrases", ()), *words.get("whole", ())):
            assert role_of_head(phrase)[0] == role, phrase


def test_whole_phrases_are_not_found_inside_longer_heads() -> None:
    """'Đơn vị' alone is the lead; inside 'Đơn vị tính' it is not."""
    assert role_of_head("Đơn vị")[0] == "lead"
    assert role_of_head("Đơn vị tính")[0] == "other"


def cells_of(rows: list[tuple[Drawn, ...]], widths: tuple[float, ...]) -> tuple[Cell, ...]:
    page = draw_table(rows, widths)
    piece = find_piece(page, find_grids(page)[0])
    return as_cells(1, piece.spots)


TWO_LEVELS: list[tuple[Drawn, ...]] = [
    (Box("TT", rows=2), Box("Nội dung", rows=2), Box("Thời gian thực hiện", columns=2), Box("Phân công", columns=2)),
    (None, None, "Quý I", "Quý II", "Chủ trì", "Phối hợp"),
    ("1", "Việc A", "x", "", "Sở A", "Sở B"),
]


def test_lower_head_decides_over_the_one_above() -> None:
    """Under 'Phân công' the heads 'Chủ trì' and 'Phối hợp' part lead and coordination; quarters are periods."""
    cells = cells_of(TWO_LEVELS, (30, 200, 80, 80, 120, 120))
    columns = find_columns(cells, count_header_rows(cells, 3), 6)
    assert [c.role for c in columns] == ["label", "task", "period", "period", "lead", "coordinate"]
    assert (columns[2].leaf, columns[2].upper) == ("Quý I", "Thời gian thực hiện")


def test_four_quarters_side_by_side_count_on() -> None:
    """A numeral that a scan misread is put right by its place; other spans stay as printed."""
    heads = ("Quý I", "Quý II", "Quý II", "Quý IV")
    cells = cells_of([("TT", "Nhiệm vụ", *heads), ("1", "Việc A", "x", "", "", "")], (30, 200, 60, 60, 60, 60))
    assert [c.leaf for c in find_columns(cells, 1, 6)][2:] == ["Quý I", "Quý II", "Quý III", "Quý IV"]
    cells = cells_of([("TT", "Nhiệm vụ", *heads[:3]), ("1", "Việc A", "x", "", "")], (30, 200, 60, 60, 60))
    assert [c.leaf for c in find_columns(cells, 1, 5)][2:] == list(heads[:3])


@pytest.mark.parametrize(
    ("head", "first", "role"), [("TH", "1", "label"), ("", "1", "label"), ("Ngh", "10", "unknown")]
)
def test_a_misread_head_over_numbered_rows_is_that_of_labels(head: str, first: str, role: ColumnRole) -> None:
    """What counts its rows up is their label, whatever a scan made of "TT"; other figures are none."""
    rows: list[tuple[Drawn, ...]] = [(head, "Nhiệm vụ", "Đơn vị chủ trì"), ("I", "Nhóm việc", "")]
    rows += [(first, "Việc A", "Sở A"), ("2", "Việc B", "Sở B"), ("3" if first == "1" else "70", "Việc C", "Sở C")]
    cells = cells_of(rows, (40, 200, 120))
    assert find_columns(cells, count_header_rows(cells, 5), 3)[0].role == role


def test_year_under_money_is_no_period() -> None:
    """A year under 'Kinh phí' holds a sum."""
    rows: list[tuple[Drawn, ...]] = [
        (Box("TT", rows=2), Box("Nhiệm vụ", rows=2), Box("Kinh phí", columns=2)),
        (None, None, "Năm 2026", "Năm 2027"),
        ("1", "Việc A", "100", "200"),
    ]
    cells = cells_of(rows, (30, 200, 80, 80))
    assert [c.role for c in find_columns(cells, 2, 4)][2:] == ["note", "note"]


def test_a_row_that_heads_its_numbers_is_head_whatever_else_it_says() -> None:
    """ "TT | Tên đơn vị | Cấp học" is the head of a list that no rule knows, not its first row."""
    cells = cells_of([("TT", "Tên đơn vị", "Cấp học"), ("1", "Trường Tiểu học An Lạc", "Tiểu học")], (30, 200, 120))
    assert count_header_rows(cells, 2) == 1


def test_rows_of_tasks_are_no_head() -> None:
    """A piece that goes on without its head has no head row."""
    cells = cells_of([("3", "Rà soát quy định", "Sở Nội vụ"), ("4", "Lập danh mục", "Sở Tài chính")], (30, 200, 120))
    assert count_header_rows(cells, 2) == 0
