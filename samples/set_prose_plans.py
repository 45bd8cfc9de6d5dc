"""Sets the four prose plans in this folder: python -m samples.set_prose_plans

Places, numbers and people are invented. Each plan has another house style:

- school-meals: a department's plan with a full letterhead, labelled fields under numbered tasks, units named in sentences.
- village-tourism: a commune's plan without indentation (paragraphs set apart by space), lettered items and bullets, units as
  headings, an appendix that is referred to but absent, a skipped number.
- flood-decision: a decision, the plan that it issues, and an appendix with a table on landscape pages, in one file.
- school-safety: a joint plan of two bodies, both signing, numbered as the Party's offices do ("I-", "1-"), with duties of
  each body, a reporting cycle, and the closing formula as the last number of its list.
"""

from pathlib import Path

from samples.layout import Sheet

HERE = Path(__file__).parent


def set_school_meals() -> None:
    sheet = Sheet(margins=(85, 57, 57, 57))
    sheet.letterhead(
        ["UBND TỈNH LẠC HÀ", "<b>SỞ GIÁO DỤC VÀ ĐÀO TẠO</b>"],
        "Số: 212/KH-SGDĐT",
        "Lạc Hà, ngày 14 tháng 8 năm 2026",
    )
    sheet.centred("<b>KẾ HOẠCH</b>", size=14)
    sheet.centred(
        "<b>Bảo đảm chất lượng bữa ăn học đường</b>",
        "<b>trong các trường mầm non, tiểu học năm học 2026-2027</b>",
        after=12,
    )
    sheet.body(
        "Căn cứ Nghị quyết số 27/NQ-HĐND ngày 10 tháng 7 năm 2026 của Hội đồng nhân dân tỉnh Lạc Hà về hỗ trợ bữa ăn bán trú;",
        "Thực hiện Kế hoạch số 190/KH-UBND ngày 01/8/2026 của UBND tỉnh về chăm sóc sức khỏe học sinh,",
        "Sở Giáo dục và Đào tạo (GDĐT) ban hành Kế hoạch bảo đảm chất lượng bữa ăn học đường như sau:",
        "<b>I. MỤC ĐÍCH, YÊU CẦU</b>",
        "1. Nâng cao chất lượng bữa ăn, góp phần phát triển thể lực của trẻ em, học sinh.",
        "2. Phấn đấu đến hết năm học có trên 90% trường tổ chức bán trú dùng thực đơn đã được thẩm định; không quá 02 trường phải nhắc nhở về vệ sinh bếp ăn.",
        "<b>II. NHIỆM VỤ</b>",
        "<b>1. Xây dựng thực đơn và định mức dinh dưỡng</b>",
        "Nội dung thực hiện: Xây dựng ngân hàng thực đơn theo mùa, theo vùng; tính định mức dinh dưỡng cho từng độ tuổi; hướng dẫn các trường sử dụng.",
        "Đơn vị chủ trì: Phòng Giáo dục Mầm non - Tiểu học.",
        "Đơn vị phối hợp: Phòng Kế hoạch - Tài chính, Sở Y tế.",
        "Thời gian thực hiện: Trước ngày 30/10/2026.",
        "Sản phẩm: Ngân hàng thực đơn điện tử.",
        "<b>2. Tập huấn cho người nấu ăn và nhân viên y tế trường học</b>",
        "a) Cơ quan chủ trì: Trung tâm Giáo dục thường xuyên tỉnh.",
        "b) Cơ quan phối hợp: Phòng Giáo dục Mầm non - Tiểu học; các trường mầm non, tiểu học.",
        "c) Thời gian: Quý IV/2026 và hằng năm.",
        "d) Kết quả: Ít nhất 12 lớp tập huấn được tổ chức.",
        "<b>3. Kiểm tra, giám sát bếp ăn</b>",
        "- Kiểm tra định kỳ nguồn gốc thực phẩm, lưu mẫu thức ăn tại các bếp ăn bán trú.",
        "- Giao Thanh tra Sở chủ trì, phối hợp với Văn phòng Sở kiểm tra đột xuất khi có phản ánh của cha mẹ học sinh.",
        "- Công khai kết quả kiểm tra trên Trang thông tin điện tử của Sở trước ngày 15/12/2026.",
        "<b>III. KINH PHÍ THỰC HIỆN</b>",
        "Kinh phí được bố trí trong dự toán chi thường xuyên của các đơn vị và các nguồn hợp pháp khác theo Luật Ngân sách nhà nước.",
        "<b>IV. TỔ CHỨC THỰC HIỆN</b>",
        "<b>1. Văn phòng Sở</b>",
        "- Theo dõi, đôn đốc các phòng, đơn vị thực hiện Kế hoạch.",
        "- Phối hợp với Phòng Kế hoạch - Tài chính tham mưu bố trí kinh phí.",
        "<b>2. Phòng Giáo dục Mầm non - Tiểu học</b>",
        "- Là đầu mối tổng hợp, báo cáo UBND tỉnh trước ngày 31/5/2027.",
        "- Chủ trì, phối hợp với Thanh tra Sở hướng dẫn các trường công khai thực đơn hằng tuần.",
        "3. Các trường mầm non, tiểu học có tổ chức bán trú thực hiện nghiêm quy định về an toàn thực phẩm; ký cam kết với cơ sở cung cấp thực phẩm.",
        "Trên đây là Kế hoạch bảo đảm chất lượng bữa ăn học đường năm học 2026-2027. Trong quá trình thực hiện, nếu có vướng mắc, các đơn vị báo cáo về Sở để xem xét, giải quyết./.",
    )
    sheet.signature(
        ["UBND tỉnh (để b/c);", "Giám đốc, các Phó Giám đốc Sở;", "Các trường mầm non, tiểu học;", "Lưu: VT, GDMNTH."],
        ["KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC"],
        "Trần Thị Mai Lan",
    )
    sheet.save(HERE / "school-meals.pdf")


def set_village_tourism() -> None:
    sheet = Sheet(font="DejaVu Serif", size=11.5, margins=(70, 60, 60, 60), page_numbers="bottom", indent=0)
    sheet.letterhead(
        ["<b>ỦY BAN NHÂN DÂN</b>", "<b>XÃ SUỐI NGỌC</b>"],
        "Số:        /KH-UBND",
        "Suối Ngọc, ngày      tháng 3 năm 2026",
    )
    sheet.centred("<b>KẾ HOẠCH</b>", size=13)
    sheet.centred("<b>Phát triển du lịch cộng đồng trên địa bàn xã Suối Ngọc năm 2026</b>", after=10)
    sheet.body(
        "Thực hiện Chương trình số 12-CTr/TU ngày 20/11/2025 của Ban Thường vụ Tỉnh ủy Lạc Hà về phát triển du lịch; UBND xã Suối Ngọc xây dựng Kế hoạch phát triển du lịch cộng đồng năm 2026, cụ thể:",
        "<b>A. MỤC TIÊU</b>",
        "<b>I. Mục tiêu chung</b>",
        "Đưa du lịch cộng đồng thành sinh kế bền vững của người dân, gắn với giữ gìn bản sắc văn hóa và cảnh quan.",
        "<b>II. Mục tiêu cụ thể</b>",
        "- Đón 15.000 lượt khách; doanh thu tăng tối thiểu 12% so với năm 2025.",
        "- Có ít nhất 08 hộ kinh doanh lưu trú đạt chuẩn; 100% hộ cam kết không xả rác ra suối.",
        "<b>B. NHIỆM VỤ, GIẢI PHÁP</b>",
        "<b>I. Phát triển sản phẩm</b>",
        "a) Khôi phục nghề dệt thổ cẩm tại thôn Nà Lam, đưa vào tuyến tham quan;",
        "b) Tổ chức phiên chợ đêm vào thứ bảy hằng tuần;",
        "c) Hằng năm tổ chức lễ hội hoa mận, kết hợp trưng bày sản phẩm OCOP.",
        "<b>II. Hạ tầng và môi trường</b>",
        "a) Cải tạo đường vào thác Ngọc:",
        "- Mở rộng mặt đường, làm rãnh thoát nước;",
        "- Lắp biển chỉ dẫn song ngữ.",
        "b) Bố trí 20 điểm thu gom rác dọc suối (chi tiết tại Phụ lục kèm theo).",
        "<b>III. Nguồn nhân lực</b>",
        "Mở lớp tiếng Anh giao tiếp cho chủ nhà nghỉ và hướng dẫn viên thôn, hoàn thành trước ngày 31/8/2026.",
        "Vận động thanh niên tham gia đội cứu hộ du lịch.",
        "<b>C. TỔ CHỨC THỰC HIỆN</b>",
        "<b>1. Phòng Văn hóa - Xã hội:</b>",
        "- Chủ trì, phối hợp với Phòng Kinh tế và các thôn triển khai Kế hoạch; định kỳ hằng quý báo cáo UBND xã.",
        "- Hướng dẫn các hộ đăng ký tiêu chuẩn nhà ở có phòng cho khách du lịch thuê.",
        "<b>2. Phòng Kinh tế:</b>",
        "- Tham mưu bố trí kinh phí; phối hợp với Phòng Văn hóa - Xã hội lập dự toán.",
        "<b>4. Công an xã:</b> Bảo đảm an ninh trật tự, hướng dẫn khai báo lưu trú qua mạng.",
        "<b>5. Đề nghị Ủy ban Mặt trận Tổ quốc Việt Nam xã</b> vận động Nhân dân hưởng ứng, giám sát việc thực hiện.",
        "Yêu cầu các bộ phận, các thôn nghiêm túc triển khai thực hiện./.",
    )
    sheet.signature(
        ["Sở Văn hóa, Thể thao và Du lịch;", "TT Đảng ủy, HĐND xã;", "Các thôn;", "Lưu: VT."],
        ["TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"],
        "Vàng Seo Phúc",
    )
    sheet.save(HERE / "village-tourism.pdf")


def set_flood_decision() -> None:
    sheet = Sheet(font="FreeSerif", size=13.5, margins=(80, 50, 57, 57))
    sheet.letterhead(
        ["<b>ỦY BAN NHÂN DÂN</b>", "<b>TỈNH LẠC HÀ</b>"], "Số: 1345/QĐ-UBND", "Lạc Hà, ngày 02 tháng 6 năm 2026"
    )
    sheet.centred("<b>QUYẾT ĐỊNH</b>", size=14)
    sheet.centred(
        "<b>Ban hành Kế hoạch phòng, chống lũ quét, sạt lở đất</b>", "<b>trên địa bàn tỉnh Lạc Hà năm 2026</b>", after=8
    )
    sheet.centred("<b>ỦY BAN NHÂN DÂN TỈNH</b>", after=6)
    sheet.body(
        "<i>Căn cứ Luật Tổ chức chính quyền địa phương ngày 16 tháng 6 năm 2025;</i>",
        "<i>Căn cứ Nghị định số 66/2021/NĐ-CP ngày 06 tháng 7 năm 2021 của Chính phủ;</i>",
        "<i>Theo đề nghị của Giám đốc Sở Nông nghiệp và Môi trường.</i>",
    )
    sheet.centred("<b>QUYẾT ĐỊNH:</b>", after=4)
    sheet.body(
        "<b>Điều 1.</b> Ban hành kèm theo Quyết định này Kế hoạch phòng, chống lũ quét, sạt lở đất trên địa bàn tỉnh Lạc Hà năm 2026.",
        "<b>Điều 2.</b> Quyết định này có hiệu lực thi hành kể từ ngày ký.",
        "<b>Điều 3.</b> Chánh Văn phòng Ủy ban nhân dân tỉnh, Giám đốc Sở Nông nghiệp và Môi trường, Chủ tịch Ủy ban nhân dân các xã, phường và các cơ quan liên quan chịu trách nhiệm thi hành Quyết định này./.",
    )
    sheet.signature(
        ["Như Điều 3;", "Bộ Nông nghiệp và Môi trường;", "Lưu: VT, NNMT."],
        ["TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"],
        "Hoàng Văn Đạt",
    )
    sheet.turn(sideways=False)
    sheet.centred("<b>KẾ HOẠCH</b>", size=14)
    sheet.centred(
        "<b>Phòng, chống lũ quét, sạt lở đất trên địa bàn tỉnh Lạc Hà năm 2026</b>",
        "<i>(Kèm theo Quyết định số 1345/QĐ-UBND ngày 02 tháng 6 năm 2026 của Ủy ban nhân dân tỉnh Lạc Hà)</i>",
        after=10,
    )
    sheet.body(
        "<b>I. MỤC TIÊU</b>",
        "Giảm thiệt hại về người và tài sản; di dời 100% hộ dân ở vùng nguy cơ rất cao trước mùa mưa lũ.",
        "<b>II. NHIỆM VỤ TRỌNG TÂM</b>",
        "<b>1. Nhận diện nguy cơ</b>",
        "1.1. Sở Nông nghiệp và Môi trường chủ trì, phối hợp với Sở Khoa học và Công nghệ cập nhật bản đồ phân vùng nguy cơ tỷ lệ 1/10.000 trước ngày 30/6/2026.",
        "1.2. Ủy ban nhân dân các xã, phường rà soát, lập danh sách hộ phải di dời.",
        "<b>2. Cảnh báo sớm</b>",
        "2.1. Lắp đặt 35 trạm đo mưa tự động tại thượng nguồn các sông, suối trong quý III năm 2026.",
        "2.2. Duy trì thường trực 24/24 giờ trong mùa mưa.",
        "<b>3. Ứng phó</b>",
        "Nhiệm vụ cụ thể giao các cơ quan, đơn vị tại Phụ lục kèm theo Kế hoạch này.",
        "<b>III. TỔ CHỨC THỰC HIỆN</b>",
        "1. Sở Nông nghiệp và Môi trường là cơ quan đầu mối, theo dõi, tổng hợp kết quả, báo cáo Ủy ban nhân dân tỉnh trước ngày 20/12/2026.",
        "2. Sở Tài chính tham mưu bố trí kinh phí dự phòng.",
        "3. Bộ Chỉ huy Quân sự tỉnh, Công an tỉnh bố trí lực lượng, phương tiện cứu hộ, cứu nạn; phối hợp với các địa phương tổ chức diễn tập.",
    )
    sheet.turn(sideways=True)
    sheet.centred("<b>PHỤ LỤC</b>", size=14)
    sheet.centred("<b>DANH MỤC NHIỆM VỤ ỨNG PHÓ LŨ QUÉT, SẠT LỞ ĐẤT NĂM 2026</b>")
    sheet.centred(
        "<i>(Kèm theo Kế hoạch ban hành tại Quyết định số 1345/QĐ-UBND ngày 02 tháng 6 năm 2026)</i>", after=8
    )
    rows = [
        ["TT", "Nhiệm vụ", "Chủ trì", "Phối hợp", "Tiến độ"],
        ["I", "<b>Trước thiên tai</b>", "", "", ""],
        [
            "1",
            "Diễn tập sơ tán dân tại 06 xã trọng điểm.",
            "Bộ Chỉ huy Quân sự tỉnh",
            "Công an tỉnh; UBND các xã",
            "Tháng 6/2026",
        ],
        [
            "2",
            "Dự trữ lương thực, nước uống, thuốc thiết yếu.",
            "Sở Công Thương",
            "Sở Y tế, các doanh nghiệp",
            "Xong trước 15/6/2026",
        ],
        ["II", "<b>Khi xảy ra thiên tai</b>", "", "", ""],
        [
            "3",
            "Tìm kiếm, cứu nạn, cấp cứu người bị thương.",
            "Bộ Chỉ huy Quân sự tỉnh, Công an tỉnh",
            "Sở Y tế",
            "Khi có tình huống",
        ],
        [
            "4",
            "Khôi phục giao thông, thông tin liên lạc.",
            "Sở Xây dựng",
            "Các doanh nghiệp viễn thông",
            "Khi có tình huống",
        ],
        ["III", "<b>Sau thiên tai</b>", "", "", ""],
        ["5", "Thống kê thiệt hại, đề xuất hỗ trợ.", "UBND cấp xã", "Sở Nông nghiệp và Môi trường", "Thường xuyên"],
    ]
    sheet.table(rows, [36, 260, 150, 150, 110], spans=[((1, r), (4, r)) for r in (1, 4, 7)], size=12)
    sheet.save(HERE / "flood-decision.pdf")


def set_school_safety() -> None:
    sheet = Sheet(font="Liberation Sans", size=12, margins=(80, 57, 57, 57), indent=28)
    sheet.letterhead(
        ["<b>SỞ GIÁO DỤC VÀ ĐÀO TẠO</b>", "<b>CÔNG AN TỈNH LẠC HÀ</b>"],
        "Số: 45/KHPH-SGDĐT-CAT",
        "Lạc Hà, ngày 12 tháng 3 năm 2026",
    )
    sheet.centred("<b>KẾ HOẠCH PHỐI HỢP</b>", size=14)
    sheet.centred("<b>Bảo đảm an ninh, trật tự trường học năm 2026</b>", after=10)
    sheet.body(
        "Căn cứ Quy chế số 08/QC-UBND ngày 15/01/2026 của Ủy ban nhân dân tỉnh Lạc Hà về phối hợp giữa các ngành; Sở Giáo dục và Đào tạo và Công an tỉnh ban hành Kế hoạch phối hợp như sau:",
        "<b>I- MỤC ĐÍCH, YÊU CẦU</b>",
        "1- Chủ động phòng ngừa tội phạm, bạo lực học đường.",
        "2- 100% trường học ký quy chế phối hợp với Công an xã, phường.",
        "<b>II- NỘI DUNG PHỐI HỢP</b>",
        "1- Tổ chức ký cam kết giữa nhà trường và gia đình học sinh, hoàn thành trước ngày 30/9/2026.",
        "2- Tuần tra quanh cổng trường giờ tan học:",
        "+ Đợt cao điểm trong tháng 9/2026.",
        "+ Lập tổ tự quản tại 20 trường có nguy cơ cao.",
        "<b>III- TRÁCH NHIỆM CỦA CÁC BÊN</b>",
        "<b>1- Trách nhiệm của Sở Giáo dục và Đào tạo</b>",
        "- Chỉ đạo các trường cập nhật danh sách học sinh có nguy cơ.",
        "- Phối hợp với Tỉnh đoàn Lạc Hà tổ chức sinh hoạt ngoại khóa.",
        "<b>2- Trách nhiệm của Công an tỉnh</b>",
        "Chỉ đạo Công an các xã, phường nắm tình hình, xử lý nghiêm người bán chất kích thích quanh trường học.",
        "<b>IV- TỔ CHỨC THỰC HIỆN</b>",
        "1- Giao Văn phòng Sở Giáo dục và Đào tạo làm đầu mối, định kỳ 6 tháng báo cáo lãnh đạo hai ngành.",
        "2- Kế hoạch này có hiệu lực kể từ ngày ký.",
        "3- Trong quá trình thực hiện, nếu có khó khăn, vướng mắc, các đơn vị phản ánh về Sở Giáo dục và Đào tạo để phối hợp giải quyết./.",
    )
    sheet.signatures(
        (["CÔNG AN TỈNH", "KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC"], "Đại tá Lý Văn Sơn"),
        (["SỞ GIÁO DỤC VÀ ĐÀO TẠO", "GIÁM ĐỐC"], "Trần Thị Mai Lan"),
        recipients=["UBND tỉnh (để b/c);", "Phòng Văn hóa - Xã hội các xã, phường;", "Lưu: VT."],
    )
    sheet.save(HERE / "school-safety.pdf")


def main() -> None:
    set_school_meals()
    set_village_tourism()
    set_flood_decision()
    set_school_safety()


if __name__ == "__main__":
    main()
