"""The shipped names and vocabulary, and the question whether a heading is a unit."""

import tomllib
from pathlib import Path

import pytest

from normalize.units import UnitContext, is_unit, load_unit_names, resolve_unit

NAMES = load_unit_names()
DATA = Path(__file__).parents[2] / "normalize" / "data"


@pytest.mark.parametrize(
    "heading",
    [
        "Văn phòng Sở",
        "VĂN PHÒNG SỞ",
        "Phòng Văn hóa - Xã hội:",
        "Các phòng, ban, các đơn vị có liên quan có trách nhiệm:",
        "Ủy ban MTTQ Việt Nam xã và các tổ chức chính trị - xã hội",
        "Công an xã, Ban Chỉ huy Quân sự xã",
        "UBND các xã, phường",
        "Sở Y tế (cơ quan thường trực)",
        "Trưởng các thôn",
        "Các trường học trên địa bàn xã",
        "Phòng Nghiệp vụ 2",
        "Các đồng chí Ủy viên Ban Thường vụ",
        "Cán bộ, công chức",
    ],
)
def test_a_heading_of_units_is_known(heading: str) -> None:
    """One unit, several, or a kind of them, with what may stand after them."""
    assert is_unit(heading, NAMES)


@pytest.mark.parametrize(
    "heading",
    [
        "Tổ chức thực hiện",
        "TỔ CHỨC THỰC HIỆN",
        "Sở hữu trí tuệ và chuyển giao công nghệ",
        "SỞ HỮU TRÍ TUỆ",
        "Phòng, chống tham nhũng",
        "Bộ máy và biên chế",
        "Hội nhập quốc tế",
        "Ban hành kế hoạch",
        "Thanh tra, kiểm tra",
        "Đơn vị phối hợp:",
        "Cơ quan chủ trì",
        "Công nghệ thông tin",
        "Kinh phí thực hiện",
        "Các nhiệm vụ, giải pháp",
        "Trường hợp đặc biệt",
        "Cơ sở dữ liệu dùng chung",
        "Văn phòng Sở là đầu mối theo dõi, đôn đốc",
        "",
    ],
)
def test_a_heading_that_only_begins_like_a_unit_is_none(heading: str) -> None:
    """Words that open a unit's name also open other headings."""
    assert not is_unit(heading, NAMES)


def test_the_lists_name_their_sources() -> None:
    """A word list nobody traced is a rumour."""
    for name in ("known_units.toml", "places.tsv"):
        assert "Source" in (DATA / name).read_text("utf-8")[:400]


def test_every_known_name_is_a_unit() -> None:
    """The grammar reads each shipped name as one whole unit."""
    shipped = [n for names in tomllib.loads((DATA / "known_units.toml").read_text("utf-8")).values() for n in names]
    alone = {"Kho bạc Nhà nước"}
    assert [n for n in shipped if not is_unit(n, NAMES) and n not in alone] == []


def test_provinces_and_communes_of_both_maps_are_known() -> None:
    """Before and after the reform of July 2025."""
    assert {NAMES.places[k] for k in ("hà giang", "tuyên quang", "yên hòa")} == {"Hà Giang", "Tuyên Quang", "Yên Hòa"}


@pytest.mark.parametrize(
    ("printed", "name"),
    [
        ("Trung tâm Nước sạch và Vệ sinh môi trường nông thôn", "Trung tâm Nước sạch và Vệ sinh môi trường nông thôn"),
        ("TRUNG TÂM NƯỚC SẠCH VÀ VỆ SINH MÔI TRƯỜNG NÔNG THÔN", "Trung tâm Nước sạch và Vệ sinh môi trường nông thôn"),
        ("Trung tâm Nước sạch và Vệ sinh Môi trường Nông thôn", "Trung tâm Nước sạch và Vệ sinh môi trường nông thôn"),
        ("Ban QLDA Đầu tư Xây dựng tỉnh", "Ban Quản lý dự án đầu tư xây dựng tỉnh"),
        ("Ban Quản lý dự án đầu tư xây dựng tỉnh", "Ban Quản lý dự án đầu tư xây dựng tỉnh"),
        ("Trường Đại học Sư phạm Kỹ thuật Lạc Hà", "Trường Đại học Sư phạm Kỹ thuật Lạc Hà"),
        ("Bệnh viện Đa khoa tỉnh", "Bệnh viện Đa khoa tỉnh"),
        ("Ban Tổ chức Tỉnh ủy", "Ban Tổ chức Tỉnh ủy"),
        ("Công ty Khai thác công trình thủy lợi Lạc Hà", "Công ty Khai thác công trình thủy lợi Lạc Hà"),
        ("HĐND&UBND xã", "Hội đồng nhân dân và Ủy ban nhân dân xã"),
        ("P.KT-HT", "Phòng Kinh tế - Hạ tầng"),
        ("Trường ĐH Lạc Hà", "Trường Đại học Lạc Hà"),
        ("Chánh Văn phòng HĐND và UBND", "Chánh Văn phòng Hội đồng nhân dân và Ủy ban nhân dân"),
        ("Công chức Văn hóa - Xã hội", "Công chức Văn hóa - Xã hội"),
        ("Ủy ban Công tác về các tổ chức hữu nghị", "Ủy ban Công tác về các tổ chức hữu nghị"),
        ("Các thành phố Đà Nẵng, Cần Thơ", "Các thành phố Đà Nẵng, Cần Thơ"),
        ("Các tổ chức ABC, XYZQ", "Các tổ chức ABC, XYZQ"),
        ("Các ban xây dựng Đảng", "Các ban xây dựng Đảng"),
        ("TT Ứng dụng tiến bộ khoa học, công nghệ", "Trung tâm Ứng dụng tiến bộ khoa học và công nghệ"),
        ("Đ/c Nguyễn Văn Lạc - Chủ tịch UBND xã", "Đ/c Nguyễn Văn Lạc - Chủ tịch UBND xã"),
    ],
)
def test_one_name_however_it_is_cased(printed: str, name: str) -> None:
    """A capital opens a name and follows a sign; what that speaks of is in lower case, whoever printed it."""
    unit = resolve_unit(printed, load_unit_names(), UnitContext())
    assert (unit.name, unit.resolved) == (name, True)


def test_half_a_word_is_no_ministry() -> None:
    """ "tiến bộ khoa học …" holds no "Bộ Khoa học …"."""
    unit = resolve_unit("Quỹ Hỗ trợ tiến bộ khoa học, công nghệ", load_unit_names(), UnitContext())
    assert unit.name.startswith("Quỹ Hỗ trợ tiến bộ khoa học")


def test_the_same_names_spelt_out_are_the_same_object() -> None:
    """What was read with them is kept for the next plan of the same body."""
    told = ["Khoa Chẩn đoán hình ảnh Lạc Hà", "Khoa Phục hồi chức năng Lạc Hà"]
    joined = NAMES.with_known(told)
    assert joined is NAMES.with_known(reversed(told))
    assert joined is not NAMES
    assert joined is not NAMES.with_known(told[:1])
