"""One plan in the house styles of many offices: fonts, sizes, indents and spacing change nothing of what it says."""

import re
from pathlib import Path
from typing import Any

import pytest
from reportlab.lib.enums import TA_LEFT
from reportlab.platypus import Paragraph

from ingest.pipeline import read_plan
from models.plan import Plan
from samples.layout import Sheet

BODY = """
Thực hiện Chỉ thị số 07/CT-UBND ngày 12/02/2026 của Chủ tịch Ủy ban nhân dân tỉnh Lạc Hà về phòng cháy rừng; Ủy ban \
nhân dân xã Nà Lam xây dựng Kế hoạch như sau:
<b>A. MỤC TIÊU</b>
Không để xảy ra cháy lớn; số vụ cháy giảm ít nhất 30% so với năm 2025, thiệt hại về rừng giảm rõ rệt ở các thôn.
<b>B. NHIỆM VỤ</b>
<b>1. Tuyên truyền</b>
a) Ký cam kết với 100% hộ sống gần rừng, hướng dẫn người dân dọn thực bì quanh nương rẫy trước khi đốt, hoàn thành \
trước ngày 30/3/2026;
b) Tổ chức các đội lưu động:
- Mỗi thôn một đội từ 10 đến 12 người, có loa cầm tay.
- Đi từng nhà trong những ngày hanh khô kéo dài.
<b>2. Mua sắm phương tiện</b>
Đơn vị chủ trì: Phòng Kinh tế.
Thời gian: Quý I/2026.
<b>3. Trực cháy</b>
Phân công trực suốt ngày đêm trong những ngày nguy cơ cháy cấp IV, cấp V, báo tin ngay cho Hạt Kiểm lâm khu vực.
<b>C. TỔ CHỨC THỰC HIỆN</b>
<b>1. Phòng Kinh tế</b>
- Chủ trì, phối hợp với Công an xã theo dõi, đôn đốc; báo cáo Ủy ban nhân dân xã trước ngày 15/12/2026.
2. Trưởng các thôn nắm danh sách hộ làm nương rẫy, hướng dẫn đốt có kiểm soát.
Trên đây là Kế hoạch phòng cháy, chữa cháy rừng năm 2026./.
"""
STYLES: dict[str, dict[str, Any]] = {
    "a ministry's": {},
    "sans-serif, paragraphs set apart": {"font": "Liberation Sans", "size": 12, "indent": 0, "after": 0.6},
    "nothing bold, ragged": {"bold": False, "ragged": True, "indent": 28},
    "a little space alone": {"font": "DejaVu Serif", "size": 12, "indent": 0, "bold": False, "after": 0.3},
    "wide spacing, narrow margins": {"leading": 1.5, "after": 0, "margins": (57, 42, 57, 57), "size": 14},
    "number at the foot, wide margins": {"page_numbers": "bottom", "margins": (100, 60, 80, 60), "font": "FreeSerif"},
}


def set_plan(
    path: Path, *, bold: bool = True, ragged: bool = False, leading: float = 1.25, after: float = 0.4, **sheet: Any
) -> Plan:
    """The plan as one office would set it, read."""
    page = Sheet(**({"margins": (85, 57, 57, 57)} | sheet))

    def face(text: str) -> str:
        return text if bold else re.sub("</?b>", "", text)

    page.letterhead(
        [face("<b>ỦY BAN NHÂN DÂN</b>"), face("<b>XÃ NÀ LAM</b>")], "Số: 12/KH-UBND", "Nà Lam, ngày 02 tháng 3 năm 2026"
    )
    page.centred(face("<b>KẾ HOẠCH</b>"), face("<b>Phòng cháy, chữa cháy rừng xã Nà Lam năm 2026</b>"), after=10)
    style = page.style(
        leading=page.size * leading, spaceAfter=page.size * after, **({"alignment": TA_LEFT} if ragged else {})
    )
    page.story += [Paragraph(face(text), style) for text in BODY.strip().splitlines()]
    page.signature(["Các thôn;", "Lưu: VT."], ["TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"], "Đoàn Thị Sa")
    page.save(path)
    return read_plan(path)


def said(plan: Plan) -> list[str]:
    """All that the plan says, line by line; places on the page left out."""
    left_out: Any = {
        "document": {"sha256", "page_count"},
        "tasks": {"__all__": {"page", "bbox", "evidence"}},
        "sections": {"__all__": {"page"}},
    }
    record = plan.model_dump(exclude=left_out, mode="json")
    return [
        f"{part}: {line}" for part, value in record.items() for line in (value if isinstance(value, list) else [value])
    ]


@pytest.fixture(scope="module")
def usual(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    return said(set_plan(tmp_path_factory.mktemp("usual") / "plan.pdf"))


def test_the_plan_is_read_whole(usual: list[str]) -> None:
    """Seven tasks, and nothing doubtful."""
    assert sum(line.startswith("tasks:") for line in usual) == 7
    assert not any(line.startswith("findings:") for line in usual)


@pytest.mark.parametrize("style", STYLES)
def test_a_house_style_changes_nothing(style: str, usual: list[str], tmp_path: Path) -> None:
    """The same words set in another way are the same record."""
    assert said(set_plan(tmp_path / "plan.pdf", **STYLES[style])) == usual
