"""A printed unit gets its one canonical name."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from normalize.unit_matching import is_ambiguous, match_known
from normalize.units import UnitContext, load_unit_names, resolve_unit, split_units

NAMES = load_unit_names()
DEPARTMENT = UnitContext(issuer="Sở Khoa học và Công nghệ", abbreviations={"QLX": "Quản lý xe"})
COMMUNE = UnitContext(issuer="Ủy ban nhân dân xã Bình An Tây")

ONE_NAME = (
    ("Phòng Quản lý Khoa học", "Phòng Quản lý Khoa học"),
    ("phòng Quản lý khoa học.", "Phòng Quản lý Khoa học"),
    ("PHÒNG QUẢN LÝ KHOA HỌC", "Phòng Quản lý Khoa học"),
    ("Phòng Quản lý KH", "Phòng Quản lý Khoa học"),
    ("P. QLKH", "Phòng Quản lý Khoa học"),
    ("Phòng Quàn lý Khoa học", "Phòng Quản lý Khoa học"),
    ("Phòng Quản lý Khoa hoc", "Phòng Quản lý Khoa học"),
    ("Phong Quan ly Khoa hoc", "Phòng Quản lý Khoa học"),
    ("Sở KH&CN", "Sở Khoa học và Công nghệ"),
    ("Sở KHCN", "Sở Khoa học và Công nghệ"),
    ("Sở Khoa học Công nghệ", "Sở Khoa học và Công nghệ"),
    ("Sờ Y tế", "Sở Y tế"),
    ("Sở Văn hoá, Thể thao & Du lịch", "Sở Văn hóa, Thể thao và Du lịch"),
    ("Sở Lao động, Thương binh và Xã hội", "Sở Lao động - Thương binh và Xã hội"),
    ("Chi Cục Tiêu chuẩn Đo lường Chất lượng", "Chi cục Tiêu chuẩn - Đo lường - Chất lượng"),
    ("Phòng Văn hóa – Xã hội", "Phòng Văn hóa - Xã hội"),
    ("UBND xã Yên Hoà", "Ủy ban nhân dân xã Yên Hòa"),
    ("Uỷ ban nhân dân cấp xã", "Ủy ban nhân dân cấp xã"),
    ("UBND TỈNH LẠC HÀ", "Ủy ban nhân dân tỉnh Lạc Hà"),
    ("TT Phục vụ hành chính công", "Trung tâm Phục vụ hành chính công"),
    ("Đoàn TNCS Hồ Chí Minh xã", "Đoàn Thanh niên Cộng sản Hồ Chí Minh xã"),
    ("Phòng Nghiệp vụ 2", "Phòng Nghiệp vụ 2"),
    ("Sở Y tế trình UBND tỉnh", "Sở Y tế"),
    ("Sở Giáo dục và Đào tạo (GDĐT)", "Sở Giáo dục và Đào tạo"),
    ("Phòng QLX", "Phòng Quản lý xe"),
    ("Phòng Dân vận các cơ quan nhà nước", "Phòng Dân vận các cơ quan nhà nước"),
    ("Phòng Đoàn thể và các hội", "Phòng Đoàn thể và các hội"),
    ("Ban Tổ chức, Kiểm tra", "Ban Tổ chức - Kiểm tra"),
    ("Văn phòng Ban", "Văn phòng Ban"),
    ("Bí thư chi bộ thôn Lạc Đông", "Bí thư chi bộ thôn Lạc Đông"),
    ("trạm y tế xã Bình An Tây", "Trạm Y tế xã Bình An Tây"),
    ("Công ty TNHH MTV Cấp nước Lạc Hà", "Công ty Trách nhiệm hữu hạn Một thành viên Cấp nước Lạc Hà"),
    ("Trung tâm GDNN-GDTX", "Trung tâm Giáo dục nghề nghiệp - Giáo dục thường xuyên"),
    ("Hội NCT", "Hội Người cao tuổi"),
    ("TPT Đội", "Tổng phụ trách Đội"),
    ("12 xã, phường", "12 xã, phường"),
    ("CDC tỉnh", "Trung tâm Kiểm soát bệnh tật tỉnh"),
    ("TT CDC", "Trung tâm Kiểm soát bệnh tật"),
    ("Cô Hoàng Thị Mận", "Cô Hoàng Thị Mận"),
    ("Đ/c Mận (chủ trì)", "Đ/c Mận"),
    ("Cô quan liên quan", "Cơ quan liên quan"),
    ("Phó HT phụ trách chuyên môn", "Phó Hiệu trưởng phụ trách chuyên môn"),
    ("Phòng ABC", "Phòng ABC"),
    ("ƯBND xã Bình An", "Ủy ban nhân dân xã Bình An"),
    ("Uý ban nhân dân cấp xã", "Ủy ban nhân dân cấp xã"),
    ("Vãn phòng Sở", "Văn phòng Sở"),
    ("Đoàn TNCS Hồ Chí Minh thành phó", "Đoàn Thanh niên Cộng sản Hồ Chí Minh thành phố"),
    ("Đại học Đà Năng", "Đại học Đà Nẵng"),
    ("Sở NN và MT", "Sở Nông nghiệp và Môi trường"),
    ("Sở Nông nghiệp và MT", "Sở Nông nghiệp và Môi trường"),
    ("Sở VH, TT và DL", "Sở Văn hóa, Thể thao và Du lịch"),
    ("Sở VH-TT-DL", "Sở Văn hóa, Thể thao và Du lịch"),
    ("Sở LĐ - TB và XH", "Sở Lao động - Thương binh và Xã hội"),
    ("Sở TC", "Sở Tài chính"),
    ("Phòng KT, HT&ĐT", "Phòng Kinh tế, Hạ tầng và Đô thị"),
    ("VP.HĐND và UBND", "Văn phòng Hội đồng nhân dân và Ủy ban nhân dân"),
    ("Ngân hàng CSXH", "Ngân hàng Chính sách xã hội"),
    ("Hải quan khu vực VII", "Hải quan khu vực VII"),
    ("Hạt Kiểm lâm", "Hạt Kiểm lâm"),
    ("Bộ đội biên phòng", "Bộ đội Biên phòng"),
    ("Trung tâm DVTH xã", "Trung tâm Dịch vụ tổng hợp xã"),
    ("Đảng ủy các cơ quan Đảng tỉnh", "Đảng ủy các cơ quan Đảng tỉnh"),
    ("Trường TH&THCS An Lạc", "Trường Tiểu học và Trung học cơ sở An Lạc"),
    ("Ban QLDA ĐTXD tỉnh", "Ban Quản lý dự án đầu tư xây dựng tỉnh"),
    ("SỞ TƯ PHÁP", "Sở Tư pháp"),
    ("Sở Nông nghiệp vạ Môi trường", "Sở Nông nghiệp và Môi trường"),
    ("Phòng Kinh tế, Hạ tầng và Đo thị", "Phòng Kinh tế, Hạ tầng và Đô thị"),
    ("BAN TỔ CHỨC TƯ", "Ban Tổ chức Trung ương"),
    ("Cổng TTĐT tỉnh", "Cổng Thông tin điện tử tỉnh"),
    ("Cục THADS tỉnh", "Cục Thi hành án dân sự tỉnh"),
    ("Ban ATGT xã", "Ban An toàn giao thông xã"),
    ("Mặt trận TQ", "Mặt trận Tổ quốc"),
    ("Ban công tác Mặt trận thôn", "Ban Công tác Mặt trận thôn"),
    ("Viện Hàn lâm Khoa học và Công nghệ", "Viện Hàn lâm Khoa học và Công nghệ"),
)
COLLECTIVES = (
    ("Các Phòng/Đơn vị liên quan", "Các phòng, đơn vị liên quan"),
    ("các phòng đơn vị thuộc Sở.", "Các phòng, đơn vị thuộc Sở"),
    ("Các Sở, Ban, Ngành", "Các sở, ban, ngành"),
    ("các xã phường", "Các xã, phường"),
    ("Các bộ ở Trung ương", "Các bộ ở Trung ương"),
    ("UBND các tỉnh, thành phố trực thuộc Trung ương", "Ủy ban nhân dân các tỉnh, thành phố trực thuộc trung ương"),
    ("các ban của HĐND xã", "Các ban của Hội đồng nhân dân xã"),
    ("Cán bộ công chức viên chức", "Cán bộ, công chức, viên chức"),
    ("Các co quan, đon vị liên quan", "Các cơ quan, đơn vị liên quan"),
    ("Các cơ quan. đơn vị liên quan", "Các cơ quan, đơn vị liên quan"),
    ("các tổ chức chính trị – xã hội", "Các tổ chức chính trị - xã hội"),
    ("CC Tư pháp - Hộ tịch", "Công chức Tư pháp - Hộ tịch"),
    ("CB, GV, NV", "Cán bộ, giáo viên, nhân viên"),
    ("các cơ quan quản lý Nhà nước", "Các cơ quan quản lý nhà nước"),
    ("Các phòng, Trung tâm", "Các phòng, trung tâm"),
)


@pytest.mark.parametrize(("printed", "name"), [*ONE_NAME, *COLLECTIVES])
def test_a_unit_has_one_name_however_it_was_printed(printed: str, name: str) -> None:
    """Case, abbreviations, signs and misread letters do not make another unit."""
    found = resolve_unit(printed, NAMES, DEPARTMENT)
    assert (found.name, found.resolved) == (name, True)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Phòng Quản lý Khoa học", "Phòng Quản lý Công nghệ"),
        ("Bộ Y tế", "Sở Y tế"),
        ("Phòng Văn hóa - Xã hội", "Phòng Kinh tế - Xã hội"),
        ("Sở Nội vụ", "Sở Ngoại vụ"),
        ("Phòng Kinh tế", "Phòng Kinh tế, Hạ tầng và Đô thị"),
        ("Công an xã", "Công an tỉnh"),
        ("UBND xã Tân An", "UBND xã Tân Ân"),
        ("Các phòng, đơn vị", "Các phòng, đơn vị thuộc Sở"),
        ("Phòng Quản lý xe", "Phòng Quản lý xã"),
    ],
)
def test_two_units_that_look_alike_are_never_joined(one: str, other: str) -> None:
    """However close two names read, each keeps its own."""
    assert resolve_unit(one, NAMES, COMMUNE).name != resolve_unit(other, NAMES, COMMUNE).name


@pytest.mark.parametrize("printed", ["Kinh phí tự chủ", "theo quy định", "12/2026", "Liên danh thầu"])
def test_what_is_no_unit_stays_as_printed(printed: str) -> None:
    """Text that has no shape of a unit is kept and not resolved, for the caller to report."""
    found = resolve_unit(printed, NAMES, COMMUNE)
    assert (found.name, found.resolved) == (printed, False)


@pytest.mark.parametrize("printed", ["Đồng chí Nguyễn Văn An", "Nguyễn Văn An", "Ông Trần Văn Bình, Phó Giám đốc"])
def test_a_person_is_kept_as_printed(printed: str) -> None:
    """A person instead of a unit is no doubt and gets no other name."""
    found = resolve_unit(printed, NAMES, COMMUNE)
    assert (found.name, found.is_group, found.resolved) == (printed, False, True)


@pytest.mark.parametrize(
    ("issuer", "name"),
    [
        ("Sở Khoa học và Công nghệ", "Văn phòng Sở"),
        ("Bộ Nội vụ", "Văn phòng Bộ"),
        ("Ủy ban nhân dân tỉnh Lạc Hà", "Văn phòng"),
        (None, "Văn phòng"),
    ],
)
def test_the_office_takes_its_name_from_the_issuer(issuer: str | None, name: str) -> None:
    """ "Văn phòng" in a plan of a Sở is "Văn phòng Sở"; elsewhere it says no more than it says."""
    assert resolve_unit("Văn phòng", NAMES, UnitContext(issuer=issuer)).name == name


def test_a_misreading_is_less_sure_than_the_right_letters() -> None:
    """The score says how much was guessed."""
    right, misread = (resolve_unit(t, NAMES, COMMUNE).score for t in ("Bộ Tài chính", "Bộ Tài chinh"))
    assert misread <= right == 1.0


def test_letters_that_ocr_does_not_confuse_make_another_unit() -> None:
    """One wrong letter is only forgiven where print looks alike."""
    assert match_known("Phòng Quản lý Khoa hộc", NAMES) is not None
    assert match_known("Phòng Quản lý Khoa hạng", NAMES) is None
    assert not is_ambiguous("Phòng Quản lý Khoa học", NAMES)


@settings(deadline=None)
@given(st.sampled_from([printed for printed, _ in (*ONE_NAME, *COLLECTIVES)]))
def test_a_canonical_name_is_its_own(printed: str) -> None:
    """Reading a name once more, or splitting it, changes nothing."""
    name = resolve_unit(printed, NAMES, COMMUNE).name
    assert resolve_unit(name, NAMES, COMMUNE).name == name
    assert [m.text for m in split_units(name, NAMES)] == [name]


@settings(deadline=None)
@given(st.permutations([printed for printed, _ in ONE_NAME[:8]]))
def test_the_order_of_reading_changes_no_name(order: list[str]) -> None:
    """A unit's name does not hang on what was read before it."""
    assert {resolve_unit(printed, NAMES, DEPARTMENT).name for printed in order} == {"Phòng Quản lý Khoa học"}
