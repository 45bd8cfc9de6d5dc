"""Labelled lines that fill a task."""

import pytest

from parsers.fields import find_field, has_field_label, split_fields, trailing_parenthesis
from parsers.vocabulary import read_list, title_role

LABELS = [(entry["role"], label) for entry in read_list("fields.toml")["field"] for label in entry["labels"]]


@pytest.mark.parametrize(("role", "label"), LABELS)
def test_every_listed_label_is_known(role: str, label: str) -> None:
    """Each label on the list is read as its own role, whatever its case."""
    for printed in (label, label.upper()):
        found = find_field(f"{printed}: Sở Y tế.")
        assert found is not None
        assert found.role == role


@pytest.mark.parametrize("text", ["Đơn vi chủ trì: Sở Y tế", "Đơn vị chu trì: Sở Y tế", "Thời gian thực hiên: 2026"])
def test_a_misread_letter_is_forgiven(text: str) -> None:
    """A label with one wrong letter is still that label."""
    assert has_field_label(text)


@pytest.mark.parametrize(
    "text", ["Công tác thu gom: tại chợ", "Sở Y tế: Chủ trì", "Phối hợp với Sở Y tế", "Thời gian qua"]
)
def test_other_words_before_a_colon_are_no_field(text: str) -> None:
    """A unit, a topic or a verb is no label."""
    assert not has_field_label(text)


def test_fields_in_a_row_are_parted() -> None:
    """ "Chủ trì: …; phối hợp: …" holds two fields."""
    text = "Chủ trì: Sở Y tế; phối hợp: Sở Nội vụ. Thời gian: Quý II"
    assert [text[a:b].split(":", maxsplit=1)[0] for a, b in split_fields(text)] == ["Chủ trì", "phối hợp", "Thời gian"]


def test_a_bracket_that_is_no_field_stays_text() -> None:
    """ "(gồm: …)" names no field."""
    assert trailing_parenthesis("Trồng cây (gồm: keo, sao)") is None


ROLES = [
    ("NHIỆM VỤ VÀ GIẢI PHÁP", "tasks"),
    ("Mục tiêu cụ thể", "objectives"),
    ("TỔ CHỨC THỰC HIỆN", "organisation"),
    ("PHÂN CÔNG THỰC HIỆN", "assignment"),
    ("Kinh phí thực hiện và nguồn lực hỗ trợ", "budget"),
    ("MỤC TIÊU, NHIỆM VỤ", "tasks"),
    ("KẾT QUẢ THỰC HIỆN NHIỆM VỤ NĂM 2025", "other"),
    ("Căn cứ pháp lý", "basis"),
    ("MỘT SỐ HOẠT ĐỘNG TUYÊN TRUYỀN TRỌNG TÂM NĂM 2026", "tasks"),
    ("NHỮNG VIỆC CẦN LÀM NGAY TRONG QUÝ IV", "tasks"),
    ("TRÁCH NHIỆM NGƯỜI ĐỨNG ĐẦU VÀ CƠ CHẾ THEO DÕI", "organisation"),
    ("KẾT QUẢ CÁC MẶT CÔNG TÁC TRỌNG TÂM", "other"),
    ("CÔNG TÁC CHUẨN BỊ", "tasks"),
    ("CHƯƠNG TRÌNH CỤ THỂ", "tasks"),
    ("Công tác thu gom", None),
    ("DANH MỤC DỊCH VỤ CÔNG CẦN NÂNG CẤP", None),
]


@pytest.mark.parametrize(("title", "role"), ROLES)
def test_titles_tell_what_a_section_is_for(title: str, role: str | None) -> None:
    """The words of a title decide its role."""
    assert title_role(title) == role
