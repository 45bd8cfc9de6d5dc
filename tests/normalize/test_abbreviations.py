"""Abbreviations in unit names are spelt out, where they are certain."""

import pytest

from normalize.abbreviations import find_abbreviations, load_abbreviations, spell_out

TABLE = load_abbreviations()


@pytest.mark.parametrize(
    ("printed", "full"),
    [
        ("UBND xã", "Ủy ban nhân dân xã"),
        ("Văn phòng HĐND&UBND", "Văn phòng Hội đồng nhân dân và Ủy ban nhân dân"),
        ("Văn phòng HĐND-UBND", "Văn phòng Hội đồng nhân dân và Ủy ban nhân dân"),
        ("Phòng VH-XH", "Phòng Văn hóa - Xã hội"),
        ("P. Kinh tế", "Phòng Kinh tế"),
        ("TT HĐND xã", "Thường trực Hội đồng nhân dân xã"),
        ("TT Y tế", "Trung tâm Y tế"),
        ("UBND TT Lạc Hà", "Ủy ban nhân dân thị trấn Lạc Hà"),
        ("Sở TT&TT", "Sở Thông tin và Truyền thông"),
        ("Ban CHQS xã", "Ban Chỉ huy Quân sự xã"),
        ("Hội ND", "Hội Nông dân"),
        ("UBND TP. Hội An", "Ủy ban nhân dân thành phố Hội An"),
    ],
)
def test_a_known_abbreviation_is_spelt_out(printed: str, full: str) -> None:
    """Certain ones always, ambiguous ones by what stands around them."""
    assert spell_out(printed, TABLE) == full


@pytest.mark.parametrize("printed", ["Phòng ABC", "Công ty ND", "Phòng Kinh tế", "Tổ TT"])
def test_what_nobody_explains_stays(printed: str) -> None:
    """An unknown abbreviation, or an ambiguous one without its context, is left alone."""
    assert spell_out(printed, TABLE) == printed


def test_the_document_explains_itself_first() -> None:
    """Its own definition wins over the table."""
    assert spell_out("Sở TTTT", TABLE, {"TTTT": "Tin tức thị trường"}) == "Sở Tin tức thị trường"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Sở Giáo dục và Đào tạo (GDĐT) hướng dẫn", {"GDĐT": "Giáo dục và Đào tạo"}),
        ("cán bộ, công chức, viên chức (CBCCVC)", {"CBCCVC": "cán bộ, công chức, viên chức"}),
        ("Ban Quản lý dự án huyện (sau đây gọi tắt là BQLDA) có trách nhiệm", {}),
        ("Sở Giáo dục và Đào tạo (sau đây gọi tắt là Sở GDĐT)", {"GDĐT": "Giáo dục và Đào tạo"}),
        ("Ban Quản lý dự án (sau đây viết tắt là BQLDA)", {"BQLDA": "Ban Quản lý dự án"}),
        ("Sở Lao động, Thương binh và Xã hội (LĐTBXH)", {"LĐTBXH": "Lao động, Thương binh và Xã hội"}),
        ("Khoa Dinh dưỡng lâm sàng (khoa DDLS) chủ trì", {"DDLS": "Dinh dưỡng lâm sàng"}),
        ("Phòng Quản lý vận hành (P. QLVH)", {"QLVH": "Quản lý vận hành"}),
        ("Ban Quản lý bến bãi và chợ (gọi tắt là Ban QLBB)", {"QLBB": "Quản lý bến bãi và chợ"}),
        ("Chữ viết tắt: QLVH: Quản lý vận hành; TP: Trưởng phòng khác", {"QLVH": "Quản lý vận hành"}),
        ("Ban Tổ chức, Văn phòng Sở quản lý bến bãi (Ban QLBB)", {"QLBB": "quản lý bến bãi"}),
        ("chỉ số hài lòng (SIPAS) đạt trên 90%", {}),
        ("Kế hoạch số 12/KH-UBND (KH) ngày", {}),
    ],
)
def test_definitions_in_the_text_are_found(text: str, found: dict[str, str]) -> None:
    """The words before the bracket count only when their first letters are the abbreviation."""
    assert dict(find_abbreviations(text)) == found
