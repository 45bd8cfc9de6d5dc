"""Cells and labelled lines are cut into the units they name."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from normalize.text import squeeze
from normalize.units import load_unit_names, split_units

NAMES = load_unit_names()

# (cell as printed, fragments), a table of its own for each habit of print.
SEPARATORS = (
    (
        "Sở Nội vụ, Sở Tài chính và các cơ quan, đơn vị liên quan",
        "Sở Nội vụ|Sở Tài chính|các cơ quan, đơn vị liên quan",
    ),
    ("Phòng Kinh tế; Trạm Y tế xã", "Phòng Kinh tế|Trạm Y tế xã"),
    ("Hội Nông dân tỉnh, Tỉnh đoàn", "Hội Nông dân tỉnh|Tỉnh đoàn"),
    ("Phòng Kinh tế/Phòng Kinh tế, Hạ tầng và Đô thị", "Phòng Kinh tế|Phòng Kinh tế, Hạ tầng và Đô thị"),
    ("Đảng ủy - HĐND - UBND xã", "Đảng ủy|HĐND|UBND xã"),
    ("Phòng Tham mưu Công an tỉnh, Sở Y tế", "Phòng Tham mưu Công an tỉnh|Sở Y tế"),
    ("Ban Chấp hành Công đoàn xã", "Ban Chấp hành Công đoàn xã"),
    ("Sở Y tế Công an tỉnh", "Sở Y tế|Công an tỉnh"),
    ("các ban xây dựng Đảng, Văn phòng Đảng ủy", "các ban xây dựng Đảng|Văn phòng Đảng ủy"),
    ("Các Trung tâm Viễn thông khu vực, Sở Y tế", "Các Trung tâm Viễn thông khu vực|Sở Y tế"),
    ("Phòng Hành chính - Tổ chức, Phòng Điều dưỡng", "Phòng Hành chính - Tổ chức|Phòng Điều dưỡng"),
    ("Các đơn vị thuộc Bộ, doanh nghiệp", "Các đơn vị thuộc Bộ|doanh nghiệp"),
    ("Các đơn vị thuộc bộ, ngành; Sở Y tế", "Các đơn vị thuộc bộ, ngành|Sở Y tế"),
    (
        "Ngân hàng Nhà nước Việt Nam chi nhánh Khu vực 5, Sở Y tế",
        "Ngân hàng Nhà nước Việt Nam chi nhánh Khu vực 5|Sở Y tế",
    ),
    ("Cục Quản lý Khám, chữa bệnh, Vụ Pháp chế", "Cục Quản lý Khám, chữa bệnh|Vụ Pháp chế"),
    ("Sở Y tế hoặc UBND cấp xã", "Sở Y tế|UBND cấp xã"),
    ("Sở Y tế cùng với Sở Nội vụ", "Sở Y tế|Sở Nội vụ"),
    ("Sở Y tế, Sở Nội vụ…", "Sở Y tế|Sở Nội vụ"),
    ("Sở Y tế, và Sở Nội vụ, và các phòng, ban", "Sở Y tế|Sở Nội vụ|các phòng, ban"),
    ("Đài Truyền thanh xã An Lạc, các thôn, tổ dân phố", "Đài Truyền thanh xã An Lạc|các thôn, tổ dân phố"),
    ("Hội Nông dân xã và Trung ương Hội Nông dân", "Hội Nông dân xã|Trung ương Hội Nông dân"),
    ("Đoàn Thanh niên và Trường Tiểu học An Lạc", "Đoàn Thanh niên|Trường Tiểu học An Lạc"),
    ("Các phòng, đơn vị\nthuộc Sở; Và các\ndoanh nghiệp.", "Các phòng, đơn vị thuộc Sở|các doanh nghiệp."),
)
LINE_ITEMS = (
    ("- Sở Nội vụ\n- Sở Tài chính\n+ Các cơ quan liên quan", "Sở Nội vụ|Sở Tài chính|Các cơ quan liên quan"),
    ("Sở Nội vụ\nSở Tài chính\nUBND các xã, phường", "Sở Nội vụ|Sở Tài chính|UBND các xã, phường"),
    ("Văn phòng\nPhòng Tài chính", "Văn phòng|Phòng Tài chính"),
    ("Tỉnh đoàn\nCông an tỉnh", "Tỉnh đoàn|Công an tỉnh"),
    ("Tổ giúp việc\nBan Chỉ đạo", "Tổ giúp việc Ban Chỉ đạo"),
    ("Thuế cơ sở 3\nTỉnh đoàn\nCác doanh nghiệp", "Thuế cơ sở 3|Tỉnh đoàn|Các doanh nghiệp"),
    ("Đài Truyền thanh xã\nLiên minh Hợp tác xã", "Đài Truyền thanh xã|Liên minh Hợp tác xã"),
    ("UBND xã An Lạc\nTrung tâm Y tế", "UBND xã An Lạc|Trung tâm Y tế"),
    ("Ban Nội chính Tỉnh ủy\nHĐND tỉnh", "Ban Nội chính Tỉnh ủy|HĐND tỉnh"),
    ("Ban Chỉ huy Quân sự xã\nĐảng ủy xã", "Ban Chỉ huy Quân sự xã|Đảng ủy xã"),
    ("Trạm Y tế xã An Lạc\nCác ban, ngành", "Trạm Y tế xã An Lạc|Các ban, ngành"),
    ("Phòng Kinh tế\nCác xã, phường", "Phòng Kinh tế|Các xã, phường"),
    ("Phòng Kinh tế\ncác xã, phường", "Phòng Kinh tế các xã, phường"),
    ("Công an xã\nthủ trưởng các đơn vị", "Công an xã|thủ trưởng các đơn vị"),
    ("08 trường mầm non; 12 xã, phường", "08 trường mầm non|12 xã, phường"),
    ("Giao Sở Y tế, các xã", "Sở Y tế|các xã"),
    ("1. Bộ Tài chính\n2. Các bộ, ngành liên quan", "Bộ Tài chính|Các bộ, ngành liên quan"),
    ("Lãnh đạo\n\nSở Y tế", "Lãnh đạo Sở Y tế"),
    ("P/B\n", "P/B"),
    ("Theo Phương án số 12/PA-UBND ngày\n14/11/2025 của tỉnh", "Theo Phương án số 12/PA-UBND ngày 14/11/2025 của tỉnh"),
    ("a) Sở Y tế;\nb) Sở Nội vụ", "Sở Y tế|Sở Nội vụ"),
    ("Công an Quận 1\nCông an Quận 3", "Công an Quận 1|Công an Quận 3"),
    ("BS. Trần Văn Quý; ThS. Lê Thị Hoa", "BS. Trần Văn Quý|ThS. Lê Thị Hoa"),
    (
        "Các ban, cơ quan tham mưu, giúp việc Đảng ủy, Văn phòng Đảng ủy",
        "Các ban, cơ quan tham mưu, giúp việc Đảng ủy|Văn phòng Đảng ủy",
    ),
    ("Công an xã\n\nTrạm Y tế xã", "Công an xã|Trạm Y tế xã"),
    ("Phòng Quản\nlý Khoa\nhọc", "Phòng Quản lý Khoa học"),
    ("1. Sở Xây dựng; 2. Sở Tài chính", "Sở Xây dựng|Sở Tài chính"),
)
RUN_TOGETHER = (
    ("Các Bộ, ngành Ủy\nban nhân dân cấp\nxã", "Các Bộ, ngành|Ủy ban nhân dân cấp xã"),
    ("Sở Y tế cơ quan, đơn vị\nliên quan", "Sở Y tế|cơ quan, đơn vị liên quan"),
    ("Sở Nội vụ các sở, ngành", "Sở Nội vụ|các sở, ngành"),
)
WHOLE_NAMES = (
    ("Phòng Quản lý Bưu chính, Viễn thông", "Phòng Quản lý Bưu chính, Viễn thông"),
    ("Phòng Kinh tế, Hạ tầng và Đô thị", "Phòng Kinh tế, Hạ tầng và Đô thị"),
    ("Sở Văn hóa, Thể thao và Du lịch", "Sở Văn hóa, Thể thao và Du lịch"),
    ("Trung tâm Giống, Vật tư và Kỹ thuật nông nghiệp", "Trung tâm Giống, Vật tư và Kỹ thuật nông nghiệp"),
    ("Báo và Đài Phát thanh - Truyền hình tỉnh", "Báo và Đài Phát thanh - Truyền hình tỉnh"),
    ("Văn phòng HĐND và UBND xã", "Văn phòng HĐND và UBND xã"),
    ("Thuế tỉnh, Hải quan khu vực VII", "Thuế tỉnh|Hải quan khu vực VII"),
    ("Thuế tỉnh, Hải\nquan khu vực VII", "Thuế tỉnh|Hải quan khu vực VII"),
    ("Các sở, ngành - Thanh tra tỉnh", "Các sở, ngành|Thanh tra tỉnh"),
    ("Xã An Lạc, xã Bình Yên", "Xã An Lạc|xã Bình Yên"),
    ("Ban Giám hiệu, tổ trưởng chuyên môn, giáo viên", "Ban Giám hiệu|tổ trưởng chuyên môn|giáo viên"),
    ("BGH, TTCM, GV", "BGH|TTCM|GV"),
    ("Công chức Văn phòng - Thống kê", "Công chức Văn phòng - Thống kê"),
    ("Ban Kinh tế - Ngân sách HĐND tỉnh, Công an tỉnh", "Ban Kinh tế - Ngân sách HĐND tỉnh|Công an tỉnh"),
    ("Các ban đảng Tỉnh ủy; Văn phòng Tỉnh ủy", "Các ban đảng Tỉnh ủy|Văn phòng Tỉnh ủy"),
    ("Ban QLDA các công trình giao thông", "Ban QLDA các công trình giao thông"),
    ("Trung tâm Dịch vụ tổng hợp", "Trung tâm Dịch vụ tổng hợp"),
    ("UBND thành phố Hội An", "UBND thành phố Hội An"),
    ("Công an xã Hội Lạc, Trường Tiểu học", "Công an xã Hội Lạc|Trường Tiểu học"),
    ("UBND tỉnh Sở Y tế", "UBND tỉnh|Sở Y tế"),
    ("Ngân hàng Nhà nước Chi nhánh Khu vực 5", "Ngân hàng Nhà nước Chi nhánh Khu vực 5"),
    (
        "Cơ quan quản lý của doanh nghiệp, doanh nghiệp nhà nước",
        "Cơ quan quản lý của doanh nghiệp|doanh nghiệp nhà nước",
    ),
    ("Ngân hàng Nhà nước Chi\nnhánh Khu vực 5", "Ngân hàng Nhà nước Chi nhánh Khu vực 5"),
    (
        "Ngân hàng Nhà nước Việt Nam - Chi nhánh tỉnh Lạc Hà; Sở Y tế",
        "Ngân hàng Nhà nước Việt Nam - Chi nhánh tỉnh Lạc Hà|Sở Y tế",
    ),
    (
        "Ngân hàng Chính sách xã hội - Phòng giao dịch Lạc Hà",
        "Ngân hàng Chính sách xã hội - Phòng giao dịch Lạc Hà",
    ),
    ("Ban Quản lý các khu công nghiệp tỉnh", "Ban Quản lý các khu công nghiệp tỉnh"),
    ("Chủ tịch UBND các xã, phường", "Chủ tịch UBND các xã, phường"),
    ("Ban Tuyên giáo\n- Nữ công", "Ban Tuyên giáo - Nữ công"),
    ("Phòng Công chức, viên chức", "Phòng Công chức, viên chức"),
    (
        "Phòng Xây dựng chính quyền và Công tác thanh niên, Văn phòng Sở",
        "Phòng Xây dựng chính quyền và Công tác thanh niên|Văn phòng Sở",
    ),
    ("Phòng Xây dựng chính quyền cơ sở; Thanh tra Sở", "Phòng Xây dựng chính quyền cơ sở|Thanh tra Sở"),
    ("Khoa Nội tổng hợp, Khoa Ngoại", "Khoa Nội tổng hợp|Khoa Ngoại"),
    ("Cơ quan Thường trực Ban Chỉ đạo", "Cơ quan Thường trực Ban Chỉ đạo"),
    ("BHXH tỉnh, BHXH cơ sở", "BHXH tỉnh|BHXH cơ sở"),
    ("CAX, BCHQSX", "CAX|BCHQSX"),
    ("Công an, Quân sự", "Công an|Quân sự"),
    ("Tổ Tiếng Anh, Thư viện", "Tổ Tiếng Anh|Thư viện"),
    ("Khoa, phòng liên quan; Khoa Nội", "Khoa, phòng liên quan|Khoa Nội"),
    ("Viện Kỹ thuật Quân sự", "Viện Kỹ thuật Quân sự"),
    ("Ngân hàng Chính sách xã hội, Agribank", "Ngân hàng Chính sách xã hội|Agribank"),
    ("Tổ triển khai Đề án 06, Công an xã", "Tổ triển khai Đề án 06|Công an xã"),
    ("Đề nghị Công an tỉnh, các sở", "Công an tỉnh|các sở"),
    ("Đội trưởng Đội Kiểm lâm cơ động", "Đội trưởng Đội Kiểm lâm cơ động"),
)
COLLECTIVES = (
    ("Các sở, ngành, cơ quan, đơn vị, địa phương", "Các sở, ngành, cơ quan, đơn vị, địa phương"),
    ("Các cơ quan, đơn vị liên quan, địa phương", "Các cơ quan, đơn vị liên quan|địa phương"),
    ("Các tổ chức, cá nhân, địa phương có liên quan", "Các tổ chức, cá nhân, địa phương có liên quan"),
    ("Các sở, ban, ngành cấp tỉnh, UBND cấp xã", "Các sở, ban, ngành cấp tỉnh|UBND cấp xã"),
    ("Các phòng, Trung tâm, Chi cục trực thuộc", "Các phòng, Trung tâm, Chi cục trực thuộc"),
    ("Các phòng, ban, Trung tâm Y tế xã", "Các phòng, ban|Trung tâm Y tế xã"),
    ("Các bộ, cơ quan ngang bộ, cơ quan thuộc Chính phủ", "Các bộ, cơ quan ngang bộ, cơ quan thuộc Chính phủ"),
    ("UBND các xã, phường, đặc khu", "UBND các xã, phường, đặc khu"),
    ("Công an các đơn vị, địa phương", "Công an các đơn vị, địa phương"),
    ("Các bộ, ngành, cơ quan Trung ương", "Các bộ, ngành, cơ quan Trung ương"),
    ("Các tỉnh ủy, thành ủy, đảng ủy trực thuộc, Sở Y tế", "Các tỉnh ủy, thành ủy, đảng ủy trực thuộc|Sở Y tế"),
    ("các Ban HĐND xã, Công an xã", "các Ban HĐND xã|Công an xã"),
    ("Trưởng ban, ngành, đoàn thể xã; Công an xã", "Trưởng ban, ngành, đoàn thể xã|Công an xã"),
    ("Trưởng phòng Kinh tế, Công an xã", "Trưởng phòng Kinh tế|Công an xã"),
    ("Công chức Địa chính, công chức Tư pháp - Hộ tịch", "Công chức Địa chính|công chức Tư pháp - Hộ tịch"),
    ("Cơ quan quản lý của đơn vị sự nghiệp; Sở Y tế", "Cơ quan quản lý của đơn vị sự nghiệp|Sở Y tế"),
    ("Các hợp tác xã, tổ hợp tác", "Các hợp tác xã, tổ hợp tác"),
    ("Lực lượng Công an, Sở Y tế", "Lực lượng Công an|Sở Y tế"),
    ("Tổ 1, Tổ 2", "Tổ 1|Tổ 2"),
    ("các cơ quan đại diện Việt Nam ở nước ngoài, Bộ Y tế", "các cơ quan đại diện Việt Nam ở nước ngoài|Bộ Y tế"),
    ("Các trường học, trạm y tế; các thôn", "Các trường học, trạm y tế|các thôn"),
    ("Các Ban của HĐND tỉnh, các Tổ đại biểu HĐND", "Các Ban của HĐND tỉnh|các Tổ đại biểu HĐND"),
    ("Các sở, ngành thành viên Ban Chỉ đạo", "Các sở, ngành thành viên Ban Chỉ đạo"),
    ("Công đoàn cơ sở các đơn vị, Ban Giám hiệu các trường", "Công đoàn cơ sở các đơn vị|Ban Giám hiệu các trường"),
    ("Phòng Chính trị Bộ Chỉ huy Quân sự tỉnh", "Phòng Chính trị Bộ Chỉ huy Quân sự tỉnh"),
    ("Chuyên viên Phòng Kinh tế, Công an xã", "Chuyên viên Phòng Kinh tế|Công an xã"),
    ("Hiệu trưởng, các Phó Hiệu trưởng", "Hiệu trưởng|các Phó Hiệu trưởng"),
    ("Cơ sở khám bệnh, chữa bệnh, cơ quan, đơn vị liên quan", "Cơ sở khám bệnh, chữa bệnh|cơ quan, đơn vị liên quan"),
)
TAILS = (
    ("Sở Y tế trình UBND tỉnh", "Sở Y tế trình UBND tỉnh"),
    ("Bộ Y tế, Sở Y tế đối với địa phương", "Bộ Y tế|Sở Y tế đối với địa phương"),
    ("Sở Giáo dục và Đào tạo (GDĐT), Công an tỉnh", "Sở Giáo dục và Đào tạo (GDĐT)|Công an tỉnh"),
    ("Các phòng, ban, các đơn vị có trách nhiệm:", "Các phòng, ban|các đơn vị"),
    ("Văn phòng Sở:", "Văn phòng Sở"),
)
PERSONS = (
    ("Đồng chí Nguyễn Văn An, Phòng Kinh tế", "Đồng chí Nguyễn Văn An|Phòng Kinh tế"),
    ("Nguyễn Văn An, Trần Thị Bình", "Nguyễn Văn An|Trần Thị Bình"),
    ("Nguyễn Văn An, Phó Bí thư; Công an xã", "Nguyễn Văn An, Phó Bí thư|Công an xã"),
    ("Ông Lê Văn Bốn, Trưởng phòng Kinh tế, Công an xã", "Ông Lê Văn Bốn, Trưởng phòng Kinh tế|Công an xã"),
    ("Các đồng chí Ủy viên Ban Thường vụ, Công an xã", "Các đồng chí Ủy viên Ban Thường vụ|Công an xã"),
    ("Các đồng chí: Nguyễn Văn An, Trần Thị Bình", "Nguyễn Văn An|Trần Thị Bình"),
    ("Các đ/c Ủy viên Ban Thường vụ, Công an xã", "Các đ/c Ủy viên Ban Thường vụ|Công an xã"),
    ("Đồng chí Lê Văn Bốn, Thủ tướng Chính phủ", "Đồng chí Lê Văn Bốn, Thủ tướng Chính phủ"),
    ("Đồng chí Lê Văn Bốn, Thủ trưởng đơn vị", "Đồng chí Lê Văn Bốn|Thủ trưởng đơn vị"),
    ("Đ/c Nguyễn Văn An\nĐ/c Trần Thị Bình", "Đ/c Nguyễn Văn An|Đ/c Trần Thị Bình"),
    ("Nguyễn Văn An\nTrần Thị Bình", "Nguyễn Văn An|Trần Thị Bình"),
    ("Đ/c Nguyễn Thị\nLê Na, Công an xã", "Đ/c Nguyễn Thị Lê Na|Công an xã"),
    ("Bà Nguyễn Thị\nAnh", "Bà Nguyễn Thị Anh"),
    ("Đồng chí\nPhạm Thị Lan", "Đồng chí Phạm Thị Lan"),
    ("CN. Đỗ Thị Hoa", "CN. Đỗ Thị Hoa"),
    ("Phòng Điều dưỡng; KS. Lê Văn Bốn", "Phòng Điều dưỡng|KS. Lê Văn Bốn"),
)


@pytest.mark.parametrize(
    ("cell", "fragments"),
    [*SEPARATORS, *LINE_ITEMS, *RUN_TOGETHER, *WHOLE_NAMES, *COLLECTIVES, *TAILS, *PERSONS],
)
def test_a_cell_is_cut_before_each_new_unit(cell: str, fragments: str) -> None:
    """Every habit of print in the tables gives the fragments beside it."""
    assert "|".join(m.text for m in split_units(cell, NAMES)) == fragments


@pytest.mark.parametrize(
    ("cell", "roles"),
    [
        ("Văn phòng Sở phối hợp với các phòng, đơn vị đề xuất, tham mưu", [None, "coordinate"]),
        ("Chủ trì: Sở Nội vụ; phối hợp: Sở Tài chính, Công an tỉnh", ["lead", "coordinate", "coordinate"]),
        ("Sở Nội vụ (chủ trì), Sở Tài chính (phối hợp)", ["lead", "coordinate"]),
        ("Sở Nội vụ, Sở Tài chính", [None, None]),
        ("Sở Nội vụ chủ trì; Sở Tài chính, Công an tỉnh phối hợp", ["lead", "coordinate", "coordinate"]),
        ("Sở Nội vụ chủ trì, phối hợp với Sở Tài chính", ["lead", "coordinate"]),
        ("Sở Nội vụ\n(chủ trì); Sở Tài chính\n(phối hợp)", ["lead", "coordinate"]),
        ("Sở Nội vụ\nchủ trì; Sở Tài chính\nphối hợp", ["lead", "coordinate"]),
        ("Sở Nội vụ (phối hợp: Sở Tài chính, Công an tỉnh); Sở Y tế", [None, "coordinate", "coordinate", None]),
        ("Sở Nội vụ\n(Phối hợp với Sở Tài chính)", [None, "coordinate"]),
        ("Sở Nội vụ (phối hợp thực hiện)", ["coordinate"]),
        ("Công an xã kết hợp với các thôn", [None, "coordinate"]),
        ("Sở Nội vụ - chủ trì; các thôn - phối hợp", ["lead", "coordinate"]),
        ("Chủ trì: UBND xã\nPhối hợp: Công an xã", ["lead", "coordinate"]),
        ("Sở Nội vụ chủ trì; các đồng chí Ủy viên Ban Thường vụ phối hợp", ["lead", "coordinate"]),
        ("Sở Nội vụ chủ trì; các sở, ban, ngành; UBND cấp xã phối hợp", ["lead", "coordinate", "coordinate"]),
    ],
)
def test_a_cell_that_names_roles_gives_them_to_its_units(cell: str, roles: list[str | None]) -> None:
    """ "phối hợp với", "Chủ trì:" and "(phối hợp)" inside a cell override the role of its column."""
    assert [m.role for m in split_units(cell, NAMES)] == roles


def test_words_after_the_units_a_cell_works_with_are_no_unit() -> None:
    """What the units shall do ("đề xuất, tham mưu") ends the list and is dropped."""
    mentions = split_units("Văn phòng Sở phối hợp với các phòng, đơn vị đề xuất, tham mưu", NAMES)
    assert [m.text for m in mentions] == ["Văn phòng Sở", "các phòng, đơn vị"]


@pytest.mark.parametrize("cell", ["", " \n ", ";", "-", "..."])
def test_a_blank_cell_names_nobody(cell: str) -> None:
    """White space and separators alone give no mention."""
    assert split_units(cell, NAMES) == ()


@pytest.mark.parametrize(
    ("text", "group"),
    [
        ("Các phòng, đơn vị thuộc Sở", True),
        ("Địa phương", True),
        ("Doanh nghiệp", True),
        ("UBND các xã", True),
        ("UBND các địa phương", True),
        ("UBND cấp xã", True),
        ("Trưởng các phòng", True),
        ("UBND xã Bình An", False),
        ("Công an xã Bình An", False),
        ("Công an xã, phường", True),
        ("Công an tỉnh", False),
        ("Hội Nông dân", False),
    ],
)
def test_a_collective_is_told_from_one_unit(text: str, group: bool) -> None:
    """A kind of units is a group, a unit of its own is not."""
    assert [m.is_group for m in split_units(text, NAMES)] == [group]


UNITS = st.sampled_from(
    [
        "Sở Nội vụ",
        "Phòng Kinh tế, Hạ tầng và Đô thị",
        "UBND xã Bình An",
        "Công an xã",
        "các cơ quan, đơn vị liên quan",
        "Các phòng, ban",
        "Trung tâm Phục vụ hành chính công",
        "Văn phòng Sở",
    ]
)


@settings(deadline=None)
@given(st.lists(UNITS, min_size=1, max_size=5), st.sampled_from(["; ", ";\n", "\n\n", "\n- "]))
def test_units_joined_by_a_clear_separator_come_back(units: list[str], separator: str) -> None:
    """Whatever units stand in a cell, semicolons and line items part them."""
    cell = ("- " if separator == "\n- " else "") + separator.join(units)
    assert [m.text for m in split_units(cell, NAMES)] == units


@settings(deadline=None)
@given(st.text(alphabet="SởYtếPhòng,;và/- \n.()cơquanđơnvịUBND&", max_size=60))
def test_spans_point_at_the_fragments(cell: str) -> None:
    """Offsets cut the very fragment out of the cell, in order and without overlap, whatever stands there."""
    end = 0
    for mention in split_units(cell, NAMES):
        assert mention.start >= end
        assert squeeze(cell[mention.start : mention.end]) == mention.text
        end = mention.end


def test_a_line_item_without_a_sign_is_a_unit_of_its_own() -> None:
    """A capital opens another unit behind a whole name when a list or "liên quan" follows it."""
    cell = "Sở Công Thương\nCơ quan, tổ chức liên quan"
    assert [m.text for m in split_units(cell, NAMES)] == ["Sở Công Thương", "Cơ quan, tổ chức liên quan"]


LISTED = (
    *("Sở Nội vụ", "Sở Nông nghiệp và Môi trường", "Sở Văn hóa, Thể thao và Du lịch", "Công an tỉnh", "Thuế tỉnh"),
    *("Bộ Chỉ huy Quân sự tỉnh", "Văn phòng UBND tỉnh", "Ban Tổ chức Tỉnh ủy", "UBKT Tỉnh ủy", "Hải quan khu vực VII"),
    *("Kho bạc Nhà nước khu vực X", "UBND các xã, phường", "Các sở, ban, ngành", "Các cơ quan, đơn vị liên quan"),
    *("Ủy ban MTTQ Việt Nam tỉnh", "Tỉnh đoàn", "Phòng Kinh tế, Hạ tầng và Đô thị", "Phòng Văn hóa - Xã hội"),
    *("Trạm Y tế xã", "Đảng ủy UBND tỉnh", "Báo và Phát thanh, Truyền hình tỉnh", "Hạt Kiểm lâm", "Thanh tra tỉnh"),
    *("Liên minh Hợp tác xã tỉnh", "Trung tâm Dịch vụ tổng hợp", "Ban QLDA ĐTXD tỉnh", "Bảo hiểm xã hội tỉnh"),
)


@given(
    units=st.lists(st.sampled_from(LISTED), min_size=2, max_size=5, unique=True),
    joint=st.sampled_from((", ", "; ", ";\n", "\n\n", " và ", "/", ",\n", " - ")),
)
@settings(max_examples=300, deadline=None)
def test_a_list_is_parted_where_it_was_joined(units: list[str], joint: str) -> None:
    """Whatever joins the names of units, and whatever signs they have inside, each comes out whole."""
    assert [m.text for m in split_units(joint.join(units), NAMES)] == units


@pytest.mark.parametrize(
    ("cell", "roles"),
    [
        ("Phòng Y vụ\nPH: Khoa Nội", [("Phòng Y vụ", None), ("Khoa Nội", "coordinate")]),
        ("CT: Phòng Y vụ; PH: Khoa Nội", [("Phòng Y vụ", "lead"), ("Khoa Nội", "coordinate")]),
        ("Sở Y tế (CT), Sở Nội vụ (PH)", [("Sở Y tế (CT)", "lead"), ("Sở Nội vụ (PH)", "coordinate")]),
        ("QLVX chủ trì; Khoa Nội phối hợp", [("QLVX", "lead"), ("Khoa Nội", "coordinate")]),
        ("Đ/c Mận (chủ trì), đ/c Lê", [("Đ/c Mận (chủ trì)", "lead"), ("đ/c Lê", "coordinate")]),
        ("Sở Y tế (chủ trì), Sở Nội vụ", [("Sở Y tế (chủ trì)", "lead"), ("Sở Nội vụ", "coordinate")]),
    ],
)
def test_short_marks_give_roles(cell: str, roles: list[tuple[str, str | None]]) -> None:
    """ "CT" and "PH" before a colon or in brackets; beside one that is called the lead the others help."""
    assert [(m.text, m.role) for m in split_units(cell, NAMES)] == roles
