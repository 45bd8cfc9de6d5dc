"""Sets the three table plans in this folder: python -m samples.set_table_plans

Places, numbers and people are invented. Each plan has another house style:

- water-supply: portrait, Liberation Serif, one header row that is not repeated, group rows with Roman numbers and counts,
  a row broken over the page, line items in cells.
- reform-quarters: landscape, DejaVu Sans, two header rows, crosses under quarters, a lead cell merged over rows, unlabelled group rows.
- food-safety: landscape, FreeSerif, columns in another order with unknown ones, rows with parts 1.1 and 1.2, a second table that is a budget.
"""

from pathlib import Path

from samples.layout import Sheet

HERE = Path(__file__).parent


def set_water_supply() -> None:
    sheet = Sheet(margins=(50, 42, 60, 215))
    sheet.centred("<b>PHỤ LỤC I</b>", size=14)
    sheet.centred(
        "<b>DANH MỤC NHIỆM VỤ BẢO ĐẢM CẤP NƯỚC SẠCH NÔNG THÔN</b>", "<b>TỈNH LẠC HÀ GIAI ĐOẠN 2026-2028</b>", size=13
    )
    sheet.centred(
        "<i>(Ban hành kèm theo Kế hoạch số 118/KH-UBND ngày 05 tháng 02 năm 2026</i>",
        "<i>của Ủy ban nhân dân tỉnh Lạc Hà)</i>",
        size=12,
        after=10,
    )
    rows = [
        [
            "STT",
            "Nội dung công việc",
            "Cơ quan chủ trì",
            "Cơ quan phối hợp",
            "Sản phẩm dự kiến",
            "Thời gian hoàn thành",
        ],
        ["I", "<b>Hoàn thiện cơ chế, chính sách (3 nhiệm vụ)</b>", "", "", "", ""],
        [
            "1",
            "Rà soát, trình Hội đồng nhân dân tỉnh sửa đổi mức hỗ trợ đấu nối nước sạch cho hộ nghèo, hộ cận nghèo ở vùng khan hiếm nước.",
            "Sở Nông nghiệp và Môi trường",
            "Sở Tài chính, Sở Tư pháp và các cơ quan, đơn vị liên quan",
            "Nghị quyết của Hội đồng nhân dân tỉnh",
            "Quý II/2026",
        ],
        [
            "2",
            "Ban hành quy trình quản lý, vận hành công trình cấp nước tập trung theo Nghị định số 43/2022/NĐ-CP.",
            "Trung tâm Nước sạch và Vệ sinh môi trường nông thôn",
            "- Sở Nông nghiệp và Môi trường\n- Sở Y tế\n- UBND các xã, phường",
            "Quyết định của UBND tỉnh",
            "Trước ngày 30/9/2026",
        ],
        [
            "3",
            "Rà soát hợp đồng giao khoán vận hành với các tổ quản lý nước ở thôn, bản.",
            "UBND cấp xã",
            "Trung tâm Nước sạch và Vệ sinh môi trường nông thôn",
            "Báo cáo rà soát",
            "Hằng năm",
        ],
        ["II", "<b>Đầu tư, nâng cấp công trình (4 nhiệm vụ)</b>", "", "", "", ""],
        [
            "1",
            "Cải tạo nhà máy nước Suối Ngọc, nâng công suất từ 1.200 lên 2.000 m3 mỗi ngày đêm; thay toàn bộ tuyến ống cũ dọc đường liên xã đã xuống cấp.",
            "Ban Quản lý dự án đầu tư xây dựng tỉnh",
            "Sở Xây dựng; Công ty Cổ phần Cấp nước Lạc Hà",
            "Công trình hoàn thành, đưa vào sử dụng",
            "Quý IV/2027",
        ],
        [
            "2",
            "Xây dựng 05 trạm xử lý nước quy mô nhỏ tại các thôn chưa có nguồn nước hợp vệ sinh.",
            "Trung tâm Nước sạch và Vệ sinh môi trường nông thôn",
            "UBND cấp xã; các hội, đoàn thể",
            "05 trạm xử lý nước",
            "Năm 2026-2028",
        ],
        [
            "3",
            "Lắp đặt thiết bị giám sát chất lượng nước trực tuyến tại 100% nhà máy có công suất từ 500 m3 mỗi ngày đêm trở lên, kết nối dữ liệu về Trung tâm điều hành thông minh của tỉnh; công khai kết quả kiểm nghiệm hằng tháng trên Cổng thông tin điện tử của Sở để người dân biết và giám sát; kịp thời cảnh báo khi chỉ số vượt ngưỡng cho phép, nhất là trong mùa mưa lũ; tổ chức lấy mẫu đối chứng độc lập với kết quả tự kiểm tra của đơn vị cấp nước.",
            "Sở Khoa học và Công nghệ",
            "Sở Y tế, Sở Nông nghiệp và Môi trường; các đơn vị cấp nước trên địa bàn",
            "Hệ thống giám sát trực tuyến; báo cáo kết quả kiểm nghiệm",
            "Tháng 6/2027 và định kỳ đánh giá hằng năm",
        ],
        [
            "4",
            "Cắm mốc hành lang bảo vệ nguồn nước mặt của 12 hồ, đập.",
            "Sở Nông nghiệp và Môi trường",
            "Công an tỉnh; UBND các xã, phường",
            "Hồ sơ cắm mốc",
            "Hoàn thành trong Quý III/2026",
        ],
        ["III", "<b>Tuyên truyền, kiểm tra (2 nhiệm vụ)</b>", "", "", "", ""],
        [
            "1",
            "Tuyên truyền sử dụng nước tiết kiệm, bảo vệ nguồn nước trên Báo và Phát thanh, Truyền hình Lạc Hà.",
            "Sở Văn hóa, Thể thao và Du lịch",
            "Các sở, ngành, địa phương",
            "Tin, bài, phóng sự",
            "Thường xuyên",
        ],
        [
            "2",
            "Kiểm tra liên ngành việc bảo đảm chất lượng nước ăn uống, nước sinh hoạt.",
            "Sở Y tế",
            "Sở Nông nghiệp và Môi trường, Công an tỉnh",
            "Kết luận kiểm tra",
            "6 tháng một lần",
        ],
    ]
    groups = [r for r, row in enumerate(rows) if row[0] in ("I", "II", "III")]
    sheet.table(
        rows,
        [34, 165, 88, 98, 80, 68],
        repeat=False,
        spans=[((1, r), (5, r)) for r in groups],
        centred_columns=(0, 2, 5),
        valign="TOP",
    )
    sheet.save(HERE / "water-supply.pdf")


def set_reform_quarters() -> None:
    sheet = Sheet(font="DejaVu Sans", size=11, landscape=True, margins=(45, 45, 55, 45), page_numbers="bottom")
    sheet.centred("<b>Phụ lục số 02</b>", size=12)
    sheet.centred("<b>TIẾN ĐỘ THỰC HIỆN CÔNG TÁC CẢI CÁCH HÀNH CHÍNH NĂM 2026</b>", size=12)
    sheet.centred(
        "<i>(Kèm theo Kế hoạch số: 07/KH-UBND ngày 12/01/2026 của UBND phường Bình An Tây)</i>", size=10, after=10
    )
    rows = [
        ["TT", "Nhiệm vụ cụ thể", "Tiến độ thực hiện năm 2026", "", "", "", "Bộ phận thực hiện", "Ghi chú"],
        ["", "", "Quý I", "Quý II", "Quý III", "Quý IV", "", ""],
        ["", "<b>Cải cách thủ tục hành chính</b>", "", "", "", "", "", ""],
        [
            "1",
            "Công khai 100% thủ tục hành chính tại nơi tiếp công dân.",
            "X",
            "",
            "",
            "",
            "Trung tâm Phục vụ hành chính công",
            "",
        ],
        [
            "2",
            "Rút ngắn thời gian giải quyết của ít nhất 10 thủ tục.",
            "",
            "X",
            "",
            "",
            "",
            "Theo đề xuất của bộ phận một cửa",
        ],
        [
            "3",
            "Khảo sát mức độ hài lòng của người dân, tổ chức.",
            "",
            "",
            "",
            "X",
            "Phòng Văn hóa - Xã hội phối hợp với Trung tâm Phục vụ hành chính công",
            "",
        ],
        ["", "<b>Cải cách tổ chức bộ máy và chế độ công vụ</b>", "", "", "", "", "", ""],
        [
            "4",
            "Hoàn thiện vị trí việc làm, bản mô tả công việc của từng chức danh.",
            "X",
            "",
            "",
            "",
            "Văn phòng HĐND và UBND",
            "",
        ],
        [
            "5",
            "Bồi dưỡng kỹ năng số cho cán bộ, công chức.",
            "",
            "",
            "X",
            "",
            "Phòng Văn hóa - Xã hội, Văn phòng HĐND và UBND",
            "",
        ],
        ["", "<b>Cải cách tài chính công</b>", "", "", "", "", "", ""],
        [
            "6",
            "Công khai dự toán, quyết toán ngân sách phường.",
            "X",
            "",
            "",
            "",
            "Phòng Kinh tế, Hạ tầng và Đô thị",
            "Theo Luật Ngân sách nhà nước",
        ],
        ["7", "Rà soát tài sản công dôi dư sau sắp xếp, đề xuất phương án xử lý.", "", "X", "", "", "", ""],
        [
            "8",
            "Đánh giá việc thực hiện tự chủ của các trường học công lập.",
            "",
            "",
            "",
            "X",
            "Phòng Kinh tế, Hạ tầng và Đô thị; các trường học trên địa bàn phường",
            "",
        ],
    ]
    spans = [((2, 0), (5, 0)), ((0, 0), (0, 1)), ((1, 0), (1, 1)), ((6, 0), (6, 1)), ((7, 0), (7, 1))]
    spans += [((0, r), (7, r)) for r in (2, 6, 9)]
    spans += [((6, 3), (6, 4)), ((6, 10), (6, 11))]
    for r in (2, 6, 9):
        rows[r][0], rows[r][1] = rows[r][1], ""
    sheet.table(
        rows, [30, 250, 48, 48, 48, 48, 150, 95], header_rows=2, spans=spans, centred_columns=(0, 2, 3, 4, 5), size=10
    )
    sheet.save(HERE / "reform-quarters.pdf", landscape_first=True)


def set_food_safety() -> None:
    sheet = Sheet(font="FreeSerif", size=13, landscape=True, margins=(50, 50, 60, 50), page_numbers="top")
    sheet.centred("<b>Phụ lục</b>", size=14)
    sheet.centred("<b>PHÂN CÔNG NHIỆM VỤ BẢO ĐẢM AN TOÀN THỰC PHẨM NĂM 2026</b>", size=13)
    sheet.centred("<i>(Kèm theo Kế hoạch số 45/KH-SYT ngày 20/01/2026 của Sở Y tế tỉnh Lạc Hà)</i>", size=12, after=10)
    rows = [
        ["Số TT", "Thời hạn", "Nội dung nhiệm vụ", "Đơn vị chủ trì", "Đơn vị phối hợp", "Cấp trình", "Kết quả"],
        ["A", "<b>Quản lý nhà nước</b>", "", "", "", "", ""],
        [
            "1",
            "Tháng 3/2026",
            "Kiện toàn tổ chức làm công tác an toàn thực phẩm\n1.1. Tham mưu kiện toàn Ban Chỉ đạo liên ngành cấp tỉnh\n1.2. Hướng dẫn cấp xã kiện toàn Ban Chỉ đạo",
            "&nbsp;\n&nbsp;\nPhòng Nghiệp vụ Y\n&nbsp;\nChi cục An toàn vệ sinh thực phẩm",
            "Văn phòng Sở",
            "UBND tỉnh",
            "Quyết định kiện toàn; văn bản hướng dẫn",
        ],
        [
            "2",
            "Quý I, II/2026",
            "Tập huấn kiến thức an toàn thực phẩm cho người trực tiếp chế biến tại bếp ăn tập thể.",
            "Chi cục An toàn vệ sinh thực phẩm",
            "Trung tâm Kiểm soát bệnh tật tỉnh; các trung tâm y tế khu vực",
            "",
            "08 lớp tập huấn",
        ],
        ["B", "<b>Thanh tra, kiểm tra, giám sát</b>", "", "", "", "", ""],
        [
            "1",
            "Từ 15/4 đến 15/5/2026",
            "Kiểm tra trong Tháng hành động vì an toàn thực phẩm.",
            "Chi cục An toàn vệ sinh thực phẩm",
            "Công an tỉnh, Chi cục Quản lý thị trường",
            "Lãnh đạo Sở",
            "Báo cáo kết quả kiểm tra",
        ],
        [
            "2",
            "Thường xuyên",
            "Giám sát ngộ độc thực phẩm, lấy mẫu kiểm nghiệm tại chợ đầu mối.",
            "Trung tâm Kiểm nghiệm",
            "UBND cấp xã",
            "",
            "Phiếu kiểm nghiệm",
        ],
        [
            "4",
            "Khi có sự cố",
            "Điều tra, xử lý vụ ngộ độc thực phẩm.",
            "Chi cục An toàn vệ sinh thực phẩm",
            "Các bệnh viện, trung tâm y tế",
            "UBND tỉnh",
            "Biên bản điều tra",
        ],
    ]
    sheet.table(
        rows,
        [40, 80, 220, 120, 120, 70, 100],
        spans=[((1, r), (6, r)) for r in (1, 4)],
        centred_columns=(0, 1, 5),
        valign="TOP",
        rule=0.8,
        split_rows=False,
    )
    sheet.gap(16)
    sheet.centred("<b>DỰ TOÁN KINH PHÍ</b>", size=13, after=6)
    sheet.table(
        [
            ["STT", "Khoản chi", "Đơn vị tính", "Số lượng", "Đơn giá (nghìn đồng)", "Thành tiền (nghìn đồng)"],
            ["1", "Tập huấn", "Lớp", "8", "12.500", "100.000"],
            ["2", "Mẫu kiểm nghiệm", "Mẫu", "240", "850", "204.000"],
            ["", "Tổng cộng", "", "", "", "304.000"],
        ],
        [40, 200, 90, 80, 130, 140],
        centred_columns=(0, 2, 3, 4, 5),
    )
    sheet.save(HERE / "food-safety.pdf", landscape_first=True)


def main() -> None:
    set_water_supply()
    set_reform_quarters()
    set_food_safety()


if __name__ == "__main__":
    main()
