"""What stands on the page is kept beside what was meant by it."""

from pathlib import Path

import pytest

from ingest.pipeline import read_plan
from ingest.printed_form import show_printed
from models.page import Page, Word
from models.plan import Evidence
from normalize.diacritics.syllables import strip_marks

PLAN = """ỦY BAN NHÂN DÂN
XÃ BÌNH AN TÂY

KẾ HOẠCH
Triển khai chuyển đổi số năm 2026

I. MỤC ĐÍCH, YÊU CẦU
Nâng cao hiệu quả công tác quản lý nhà nước về chuyển đổi số trên địa bàn xã.

II. NHIỆM VỤ
1. Tuyên truyền, phổ biến kiến thức về chuyển đổi số đến người dân và doanh nghiệp.
2. Văn phòng Ủy ban nhân dân xã xây dựng quy chế bảo đảm an toàn thông tin mạng, hoàn thành trước ngày 30/6/2026.
3. Tổ chức tập huấn kỹ năng số cho cán bộ, công chức.

III. TỔ CHỨC THỰC HIỆN
1. Phòng Kinh tế tham mưu kinh phí thực hiện kế hoạch.
2. Văn phòng Ủy ban nhân dân xã theo dõi, đôn đốc việc thực hiện kế hoạch này.
"""


@pytest.fixture
def stripped(tmp_path: Path) -> Path:
    path = tmp_path / "plan.txt"
    path.write_text(strip_marks(PLAN).replace("doi so den", "doiso den"), "utf-8")
    return path


def test_evidence_is_as_printed(stripped: Path) -> None:
    """A restored task has its marks; its evidence has not, field by field, a glued word and all."""
    plan = read_plan(stripped)
    first, second = plan.tasks[:2]
    assert plan.document.text_source == "restored"
    assert "diacritics-restored" in {finding.code for finding in plan.findings}
    assert first.text == "Tuyên truyền, phổ biến kiến thức về chuyển đổi số đến người dân và doanh nghiệp."
    assert [e.text.replace("\n", " ") for e in first.evidence if e.field == "text"] == [
        "Tuyen truyen, pho bien kien thuc ve chuyen doiso den nguoi dan va doanh nghiep."
    ]
    assert second.assignments[0].unit == "Văn phòng Ủy ban nhân dân xã"
    assert {e.field: e.text for e in second.evidence}["lead"].startswith("Van phong Uy ban nhan dan xa xay dung")


def test_good_text_is_its_own_evidence(tmp_path: Path) -> None:
    """Where nothing was restored, nothing is put back."""
    path = tmp_path / "plan.txt"
    path.write_text(PLAN, "utf-8")
    plan = read_plan(path)
    assert show_printed(plan, {}) is plan
    assert all(e.text.split() == task.text.split() for task in plan.tasks for e in task.evidence if e.field == "text")


def test_words_are_found_by_the_box_they_stand_in(tmp_path: Path) -> None:
    """Of two columns on one level only the words within the box are shown, and none of the lines above and below."""
    left = [Word(f"tren{i}", (50.0, 100.0 + 20 * i, 90.0, 112.0 + 20 * i), 12.0, printed=f"t{i}") for i in range(40)]
    right = [Word(f"phai{i}", (300.0, 100.0 + 20 * i, 340.0, 112.0 + 20 * i), 12.0, printed=f"p{i}") for i in range(40)]
    path = tmp_path / "plan.txt"
    path.write_text(PLAN, "utf-8")
    plan = read_plan(path)
    asked = plan.tasks[0].model_copy(
        update={
            "evidence": (Evidence(field="text", text="phai7 phai8", page=1, bbox=(290, 240, 350, 272), confidence=1),)
        }
    )
    page = Page(1, 595.0, 842.0, (*left, *right), ())
    shown = show_printed(plan.model_copy(update={"tasks": (asked,)}), {1: page})
    assert shown.tasks[0].evidence[0].text == "p7 p8"
