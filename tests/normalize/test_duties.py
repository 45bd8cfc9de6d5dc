"""An item's own sentence says who leads and who coordinates."""

import pytest

from models.raw import SectionRole
from normalize.duties import find_duties
from normalize.units import UnitContext, load_unit_names, resolve_unit

NAMES = load_unit_names()
COMMUNE = UnitContext(issuer="Ủy ban nhân dân xã Bình An Tây")

# (item, duties): "L" leads, "C" coordinates.
OWN_UNITS = (
    (
        "Giao Sở Nội vụ chủ trì, phối hợp với Sở Tài chính, các cơ quan, đơn vị liên quan xây dựng đề án.",
        "L:Sở Nội vụ|C:Sở Tài chính|C:Các cơ quan, đơn vị liên quan",
    ),
    (
        "Giao Văn phòng Sở Giáo dục và Đào tạo và Phòng Tham mưu Công an tỉnh làm đầu mối.",
        "L:Văn phòng Sở Giáo dục và Đào tạo|L:Phòng Tham mưu Công an tỉnh",
    ),
    ("Các bộ, tỉnh đăng nhập phần mềm và gửi danh sách.", "L:Các bộ, tỉnh"),
    ("Phối hợp chặt chẽ với Công an xã rà soát dữ liệu dân cư.", "C:Công an xã"),
    ("Sở Khoa học và Công nghệ: Theo dõi, đôn đốc các sở, ngành thực hiện Kế hoạch.", "L:Sở Khoa học và Công nghệ"),
    (
        "Sở Khoa học và Công nghệ là cơ quan thường trực, có trách nhiệm theo dõi, tổng hợp báo cáo UBND tỉnh.",
        "L:Sở Khoa học và Công nghệ",
    ),
    (
        "Sở Tài chính có trách nhiệm chủ trì, phối hợp với Sở Khoa học và Công nghệ bố trí kinh phí.",
        "L:Sở Tài chính|C:Sở Khoa học và Công nghệ",
    ),
    (
        "Sở Nội vụ, Sở Tài chính và UBND các xã, phường căn cứ chức năng, nhiệm vụ tổ chức thực hiện Kế hoạch này.",
        "L:Sở Nội vụ|L:Sở Tài chính|L:Ủy ban nhân dân các xã, phường",
    ),
    (
        "Các sở, ban, ngành, UBND các xã, phường chủ động xây dựng kế hoạch triển khai.",
        "L:Các sở, ban, ngành|L:Ủy ban nhân dân các xã, phường",
    ),
    (
        "Thủ trưởng các sở, ban, ngành; Chủ tịch UBND các xã, phường chịu trách nhiệm trước UBND tỉnh.",
        "L:Thủ trưởng các sở, ban, ngành|L:Chủ tịch Ủy ban nhân dân các xã, phường",
    ),
    (
        "Đề nghị Ủy ban MTTQ Việt Nam xã và các tổ chức chính trị - xã hội tuyên truyền, vận động hội viên.",
        "L:Ủy ban Mặt trận Tổ quốc Việt Nam xã|L:Các tổ chức chính trị - xã hội",
    ),
    ("Căn cứ Kế hoạch này, các phòng, đơn vị xây dựng kế hoạch chi tiết.", "L:Các phòng, đơn vị"),
    ("Đề nghị Bộ Y tế, Công an các xã, phường kiểm tra.", "L:Bộ Y tế|L:Công an các xã, phường"),
    (
        "Căn cứ kết quả rà soát, giao Trung tâm chủ trì, phối hợp với Sở Y tế, các cơ quan, tổ chức thuộc tỉnh.",
        "L:Trung tâm|C:Sở Y tế|C:Các cơ quan, tổ chức thuộc tỉnh",
    ),
    ("Phối hợp với Sở Y tế và đơn vị tư vấn lập quy hoạch.", "C:Sở Y tế|C:Đơn vị tư vấn"),
    (
        "Phối hợp với lực lượng chuyên trách phòng, chống tội phạm tuần tra.",
        "C:Lực lượng chuyên trách phòng, chống tội phạm",
    ),
    ("Trung tâm Dịch vụ tổng hợp xã phát thanh hằng ngày.", "L:Trung tâm Dịch vụ tổng hợp xã"),
    ("Bộ Tư lệnh Vùng Cảnh sát biển 3 tuần tra.", "L:Bộ Tư lệnh vùng Cảnh sát biển 3"),
    ("Công đoàn - Đoàn Thanh niên tổ chức hội thao.", "L:Công đoàn|L:Đoàn Thanh niên"),
    ("Bộ phận Văn phòng chuẩn bị hội trường.", "L:Bộ phận Văn phòng"),
    ("Người dân tích cực phân loại rác.", "L:Người dân"),
    ("Tổ bầu cử niêm yết danh sách.", "L:Tổ bầu cử"),
    ("Ban Chấp hành Hội Nông dân họp ba tháng một lần.", "L:Ban Chấp hành Hội Nông dân"),
    ("Các đồng chí Tỉnh ủy viên, Sở Nội vụ theo dõi.", "L:Các đồng chí Tỉnh ủy viên|L:Sở Nội vụ"),
    ("Ban Giám đốc, Sở Nội vụ rà soát.", "L:Ban Giám đốc|L:Sở Nội vụ"),
    ("Phối hợp với các khoa, phòng xây dựng kế hoạch.", "C:Các khoa, phòng"),
    ("Phối hợp với các cơ quan thông tấn, báo chí đưa tin.", "C:Các cơ quan thông tấn, báo chí"),
    ("UBND phường An Lạc - Suối Ngọc rà soát hộ nghèo.", "L:Ủy ban nhân dân phường An Lạc - Suối Ngọc"),
    ("Cục Đổi mới sáng tạo rà soát.", "L:Cục Đổi mới sáng tạo"),
    ("Các tỉnh ủy, thành ủy, đảng ủy trực thuộc quán triệt.", "L:Các tỉnh ủy, thành ủy, đảng ủy trực thuộc"),
    ("Riêng UBND các xã, phường: kiện toàn Tổ công nghệ số.", "L:Ủy ban nhân dân các xã, phường"),
    ("Đối với các thôn: vận động nhân dân hiến đất làm đường.", "L:Các thôn"),
    (
        "Căn cứ nhiệm vụ được giao, Bộ Tài chính chủ trì, phối hợp với Bộ Xây dựng bố trí kinh phí.",
        "L:Bộ Tài chính|C:Bộ Xây dựng",
    ),
    (
        "Trong quá trình thực hiện, Phòng Văn hóa - Xã hội theo dõi, tổng hợp khó khăn, vướng mắc.",
        "L:Phòng Văn hóa - Xã hội",
    ),
    ("Theo chức năng, nhiệm vụ được giao, phối hợp với Công an xã bảo đảm an ninh mạng.", "C:Công an xã"),
    ("Trưởng các thôn tuyên truyền đến từng hộ gia đình.", "L:Trưởng các thôn"),
    (
        "Phối hợp với Sở Y tế và các đơn vị liên quan trong việc chọn nơi đặt trạm.",
        "C:Sở Y tế|C:Các đơn vị liên quan",
    ),
    ("Các cơ quan, đơn vị, địa phương tiến hành tự chấm điểm.", "L:Các cơ quan, đơn vị, địa phương"),
    ("Các đại biểu dự họp đúng thành phần được mời.", "L:Các đại biểu"),
    ("Căn cứ Kế hoạch này, đề nghị các đơn vị, địa phương chủ động phối hợp.", "L:Các đơn vị, địa phương"),
    ("Đề nghị lãnh đạo các đơn vị, địa phương quan tâm chỉ đạo.", "L:Lãnh đạo các đơn vị, địa phương"),
    ("Đề nghị Ủy ban nhân dân tỉnh sớm cấp giấy chứng nhận quyền sử dụng đất.", "L:Ủy ban nhân dân tỉnh"),
    (
        "Giao Cục Cảnh sát điều tra tội phạm về ma túy theo dõi, đôn đốc.",
        "L:Cục Cảnh sát điều tra tội phạm về ma túy",
    ),
    (
        "Công an xã chủ trì, phối hợp với Ban Chỉ huy Quân sự xã, các thôn tuần tra, kiểm soát.",
        "L:Công an xã|C:Ban Chỉ huy Quân sự xã|C:Các thôn",
    ),
    (
        "Hội Nông dân, Hội Liên hiệp Phụ nữ, Đoàn Thanh niên xã đẩy mạnh tuyên truyền kỹ năng số.",
        "L:Hội Nông dân|L:Hội Liên hiệp Phụ nữ|L:Đoàn Thanh niên xã",
    ),
    (
        "Phòng Kinh tế, Hạ tầng và Đô thị phối hợp với Phòng Văn hóa - Xã hội rà soát quy hoạch.",
        "L:Phòng Kinh tế, Hạ tầng và Đô thị|C:Phòng Văn hóa - Xã hội",
    ),
    (
        "Phòng Quản lý Bưu chính, Viễn thông hướng dẫn các doanh nghiệp viễn thông phát triển hạ tầng.",
        "L:Phòng Quản lý Bưu chính, Viễn thông",
    ),
    (
        "Trung tâm Xúc tiến Đầu tư, Thương mại và Du lịch tỉnh xây dựng kế hoạch quảng bá sản phẩm.",
        "L:Trung tâm Xúc tiến Đầu tư, Thương mại và Du lịch tỉnh",
    ),
    (
        "Báo và Đài Phát thanh - Truyền hình tỉnh xây dựng chuyên trang, chuyên mục.",
        "L:Báo và Đài Phát thanh - Truyền hình tỉnh",
    ),
    ("Giám đốc Sở Nội vụ chịu trách nhiệm trước UBND tỉnh.", "L:Giám đốc Sở Nội vụ"),
    (
        "Chánh Văn phòng Sở, Trưởng các phòng, đơn vị thuộc Sở tổ chức thực hiện Kế hoạch.",
        "L:Chánh Văn phòng Sở|L:Trưởng các phòng, đơn vị thuộc Sở",
    ),
    (
        "Ban Quản lý các khu công nghiệp tỉnh chủ trì, phối hợp với UBND các xã, phường hỗ trợ doanh nghiệp.",
        "L:Ban Quản lý các khu công nghiệp tỉnh|C:Ủy ban nhân dân các xã, phường",
    ),
    ("Giao Văn phòng theo dõi, đôn đốc.", "L:Văn phòng"),
    (
        "Giao cho Phòng Văn hóa - Xã hội phối hợp với Trạm Y tế, các trường học trên địa bàn xã tổ chức thực hiện.",
        "L:Phòng Văn hóa - Xã hội|C:Trạm Y tế|C:Các trường học trên địa bàn xã",
    ),
    (
        "Rà soát, bổ sung quy hoạch; giao Sở Xây dựng chủ trì, phối hợp với Sở Tài chính thực hiện.",
        "L:Sở Xây dựng|C:Sở Tài chính",
    ),
    (
        "Hoàn thành kết nối dữ liệu trong quý III (Sở Khoa học và Công nghệ chủ trì, phối hợp với Công an tỉnh).",
        "L:Sở Khoa học và Công nghệ|C:Công an tỉnh",
    ),
    ("Bộ Y tế, Sở Y tế các tỉnh hướng dẫn chuyên môn.", "L:Bộ Y tế|L:Sở Y tế các tỉnh"),
    ("Các cơ quan, đơn vị nghiêm cấm lợi dụng việc kiểm tra để nhũng nhiễu.", "L:Các cơ quan, đơn vị"),
    ("Ban Tổng Giám đốc chỉ đạo toàn diện.", "L:Ban Tổng Giám đốc"),
    ("Các đồng chí thành viên Ban Chỉ đạo chủ động triển khai.", "L:Các đồng chí thành viên Ban Chỉ đạo"),
    ("Đoàn các xã, phường ra quân trồng cây.", "L:Đoàn các xã, phường"),
    ("Trưởng bản chủ động huy động lực lượng tại chỗ.", "L:Trưởng bản"),
    ("Giáo viên chủ nhiệm: theo dõi lớp, phối hợp với cha mẹ học sinh quản lý học sinh.", "L:Giáo viên chủ nhiệm"),
    ("Đào tạo nghề (Viện Quy hoạch tỉnh phối hợp với các địa phương).", "L:Viện Quy hoạch tỉnh|C:Các địa phương"),
    (
        "Phân công đồng chí Lê Văn Tám - Phó Chủ tịch UBND xã trực tiếp chỉ đạo.",
        "L:đồng chí Lê Văn Tám - Phó Chủ tịch UBND xã",
    ),
    ("Trung tâm Điều hành thông tin giám sát mạng lưới.", "L:Trung tâm Điều hành thông tin"),
    # What a unit is for, in words that are what a unit does elsewhere.
    ("Viện Nghiên cứu phát triển thành phố đề xuất giải pháp.", "L:Viện Nghiên cứu phát triển thành phố"),
    ("Ban Chỉ đạo phát triển du lịch phát triển sản phẩm mới.", "L:Ban Chỉ đạo phát triển du lịch"),
    ("Sở Du lịch phát triển du lịch cộng đồng.", "L:Sở Du lịch"),
    (
        "Công an xã chủ trì, phối hợp với Tổ bảo vệ an ninh, trật tự, Trạm Y tế xã tuần tra.",
        "L:Công an xã|C:Tổ bảo vệ an ninh, trật tự|C:Trạm Y tế xã",
    ),
    # Words of a name that are verbs elsewhere.
    ("Trung tâm Dịch vụ việc làm tỉnh mở sàn giao dịch việc làm.", "L:Trung tâm Dịch vụ việc làm tỉnh"),
    (
        "Giao Phòng Cảnh sát giao thông phối hợp với Văn phòng Đăng ký đất đai tỉnh rà soát dữ liệu.",
        "L:Phòng Cảnh sát giao thông|C:Văn phòng Đăng ký đất đai tỉnh",
    ),
    (
        "Ban Quản lý dự án đầu tư xây dựng các công trình giao thông tỉnh bàn giao mặt bằng.",
        "L:Ban Quản lý dự án đầu tư xây dựng các công trình giao thông tỉnh",
    ),
    ("Giao Viện Quy hoạch tỉnh lập bản đồ.", "L:Viện Quy hoạch tỉnh"),
    (
        "Sở Xây dựng phối hợp với UBND các xã có dự án đi qua tổ chức kiểm đếm.",
        "L:Sở Xây dựng|C:Ủy ban nhân dân các xã có dự án đi qua",
    ),
    (
        "Thường trực HĐND, Tổ đại biểu và đại biểu HĐND xã giám sát việc thực hiện.",
        "L:Thường trực Hội đồng nhân dân|L:Tổ đại biểu|L:Đại biểu Hội đồng nhân dân xã",
    ),
    ("Về tuyên truyền: Sở Y tế chủ trì, phối hợp với Sở Nội vụ mở chuyên mục.", "L:Sở Y tế|C:Sở Nội vụ"),
    ("Ở địa phương: UBND các xã, phường tổ chức hội nghị.", "L:Ủy ban nhân dân các xã, phường"),
    (
        "Lắp quầy đăng ký tự động (Khoa Khám bệnh chủ trì; Phòng Điều dưỡng phối hợp; xong trước 30/6/2026).",
        "L:Khoa Khám bệnh|C:Phòng Điều dưỡng",
    ),
    (
        "Thực hiện khảo sát hằng quý (Phòng Điều dưỡng chủ trì, các khoa lâm sàng phối hợp).",
        "L:Phòng Điều dưỡng|C:Các khoa lâm sàng",
    ),
    ("UBND cấp xã xây dựng kế hoạch, bố trí nguồn lực.", "L:Ủy ban nhân dân cấp xã"),
    (
        "Ủy ban nhân dân các xã, phường có trách nhiệm: rà soát đối tượng; lập danh sách.",
        "L:Ủy ban nhân dân các xã, phường",
    ),
    (
        "Đảng ủy, HĐND, UBND, UBMTTQ xã quán triệt Kế hoạch đến toàn thể cán bộ.",
        "L:Đảng ủy|L:Hội đồng nhân dân|L:Ủy ban nhân dân|L:Ủy ban Mặt trận Tổ quốc xã",
    ),
    ("Hiệp hội Doanh nghiệp tỉnh vận động hội viên tham gia sàn thương mại điện tử.", "L:Hiệp hội Doanh nghiệp tỉnh"),
    (
        "Trường Đại học Lạc Hà, các trường cao đẳng trên địa bàn mở ngành đào tạo về bán dẫn.",
        "L:Trường Đại học Lạc Hà|L:Các trường cao đẳng trên địa bàn",
    ),
    (
        "Các doanh nghiệp viễn thông, công nghệ thông tin đầu tư hạ tầng số.",
        "L:Các doanh nghiệp viễn thông, công nghệ thông tin",
    ),
    ("Người đứng đầu cơ quan, đơn vị trực tiếp chỉ đạo công tác chuyển đổi số.", "L:Người đứng đầu cơ quan, đơn vị"),
    ("Chủ động phối hợp với các cơ quan báo chí tuyên truyền.", "C:Các cơ quan báo chí"),
    (
        "Tổ Công nghệ số cộng đồng các thôn hướng dẫn người dân sử dụng dịch vụ công trực tuyến.",
        "L:Tổ Công nghệ số cộng đồng các thôn",
    ),
    ("Các đơn vị được giao chủ trì nhiệm vụ định kỳ báo cáo kết quả.", "L:Các đơn vị"),
    (
        "Sở Khoa học và Công nghệ (Cơ quan thường trực Ban Chỉ đạo) theo dõi, đôn đốc việc thực hiện.",
        "L:Sở Khoa học và Công nghệ",
    ),
    ("Sở Y tế xây dựng hồ sơ sức khỏe điện tử; Sở Giáo dục và Đào tạo xây dựng học bạ số.", "L:Sở Y tế"),
)
UNDER_A_HEADING = (
    (
        "Sở Y tế",
        "Là cơ quan thường trực của Chương trình; chủ trì, phối hợp với Sở Nội vụ tham mưu.",
        "L:Sở Y tế|C:Sở Nội vụ",
    ),
    (
        "Đảng ủy Ủy ban nhân dân tỉnh",
        "Lãnh đạo Sở Y tế tổ chức các hoạt động truyền thông.",
        "L:Đảng ủy Ủy ban nhân dân tỉnh",
    ),
    ("Các đơn vị thuộc Sở", "Lãnh đạo Phòng Kinh tế chỉ đạo việc thực hiện.", "L:Lãnh đạo Phòng Kinh tế"),
    (
        "Trạm Y tế xã",
        "Phối hợp với Phòng Văn hóa - Xã hội, các trường học khám sức khỏe cho học sinh.",
        "L:Trạm Y tế xã|C:Phòng Văn hóa - Xã hội|C:Các trường học",
    ),
    (
        "Văn phòng HĐND và UBND xã",
        "Chủ trì, phối hợp với Phòng Kinh tế và các đơn vị liên quan tham mưu UBND xã bố trí kinh phí.",
        "L:Văn phòng Hội đồng nhân dân và Ủy ban nhân dân xã|C:Phòng Kinh tế|C:Các đơn vị liên quan",
    ),
    (
        "Phòng Kinh tế",
        "Tham mưu UBND xã cân đối ngân sách, phối hợp với Kho bạc Nhà nước giải ngân.",
        "L:Phòng Kinh tế",
    ),
    (
        "Phòng Kinh tế",
        "Căn cứ khả năng ngân sách, chủ trì, phối hợp với Văn phòng HĐND và UBND xã lập dự toán.",
        "L:Phòng Kinh tế|C:Văn phòng Hội đồng nhân dân và Ủy ban nhân dân xã",
    ),
    ("Văn phòng Sở", "Đề nghị các phòng gửi báo cáo trước ngày 20 hằng tháng.", "L:Văn phòng Sở"),
    (
        "Các phòng, đơn vị thuộc Sở",
        "Căn cứ Kế hoạch này, các đơn vị xây dựng kế hoạch chi tiết.",
        "L:Các phòng, đơn vị thuộc Sở",
    ),
    (
        "Công an xã",
        "Phối hợp các ngành, đoàn thể xã tuyên truyền phòng, chống lừa đảo trên mạng.",
        "L:Công an xã|C:Các ngành, đoàn thể xã",
    ),
    (
        "Phòng Chuyển đổi số",
        "Là đầu mối, phối hợp với Văn phòng Sở tổng hợp, báo cáo.",
        "L:Phòng Chuyển đổi số|C:Văn phòng Sở",
    ),
    (
        "Văn phòng Sở",
        "Hằng quý, phối hợp với Phòng Chuyển đổi số đánh giá mức độ hoàn thành.",
        "L:Văn phòng Sở|C:Phòng Chuyển đổi số",
    ),
    ("Văn phòng Sở", "Phòng Tài chính bố trí kinh phí mua sắm thiết bị.", "L:Phòng Tài chính"),
    (
        "Văn phòng Sở",
        "Trên cơ sở đề xuất của các đơn vị, Phòng Tài chính tham mưu Giám đốc Sở phân bổ kinh phí.",
        "L:Phòng Tài chính",
    ),
)
AMONG_TASKS = (
    (
        "Giao Phòng Văn hóa - Xã hội chủ trì, phối hợp với Phòng Kinh tế tổ chức ngày hội đọc sách.",
        "L:Phòng Văn hóa - Xã hội|C:Phòng Kinh tế",
    ),
    ("Phối hợp với Báo Lạc Hà xây dựng chuyên trang.", ""),
    (
        "Đối với đường dẫn vào công trình: Giao Ban Quản lý dự án đầu tư xây dựng số 1 vận động các hộ dân.",
        "L:Ban Quản lý dự án đầu tư xây dựng số 1",
    ),
    ("Phối hợp chặt chẽ với các doanh nghiệp viễn thông phủ sóng 5G.", ""),
    ("Tổ chức tập huấn kỹ năng số cho cán bộ, công chức.", ""),
    ("Ban hành quy chế quản lý, vận hành hệ thống camera.", ""),
    ("Phòng, chống thiên tai; bảo đảm an toàn hồ đập.", ""),
    ("Thanh tra, kiểm tra việc chấp hành pháp luật về an toàn thực phẩm.", ""),
    ("Báo cáo định kỳ kết quả thực hiện.", ""),
    ("Hội nghị tổng kết năm được tổ chức trong tháng 12.", ""),
    ("Bộ phận Một cửa tiếp nhận, trả kết quả thủ tục hành chính đúng hạn.", "L:Bộ phận Một cửa"),
    ("Trung tâm Phục vụ hành chính công số hóa 100% hồ sơ tiếp nhận.", "L:Trung tâm Phục vụ hành chính công"),
    ("Các cơ quan, đơn vị thực hiện ký số trên 100% văn bản điện tử.", "L:Các cơ quan, đơn vị"),
    ("100% các cơ quan, đơn vị ký số văn bản điện tử.", ""),
    ("Cơ sở dữ liệu dùng chung được kết nối với Trục liên thông.", ""),
    ("Xây dựng Trung tâm điều hành thông minh tại Ủy ban nhân dân xã.", ""),
    ("Doanh nghiệp khoa học và công nghệ được hỗ trợ thuê mặt bằng.", ""),
    ("Sở hữu trí tuệ: hỗ trợ đăng ký nhãn hiệu cho sản phẩm chủ lực.", ""),
)


def duties(text: str, section_role: SectionRole, heading: str | None) -> str:
    found = find_duties(text, section_role, heading, NAMES)
    return "|".join(f"{d.role[0].upper()}:{resolve_unit(d.text, NAMES, COMMUNE).name}" for d in found)


@pytest.mark.parametrize(("text", "expected"), OWN_UNITS)
def test_an_item_of_organisation_names_its_units(text: str, expected: str) -> None:
    """The subject of the opening clause leads; "phối hợp với" as its first verb makes coordinating units."""
    assert duties(text, "organisation", None) == expected


@pytest.mark.parametrize(("heading", "text", "expected"), UNDER_A_HEADING)
def test_a_heading_unit_leads_unless_the_item_names_its_own(heading: str, text: str, expected: str) -> None:
    """A collective behind a preamble only points back at the heading; a unit of its own takes the lead."""
    assert duties(text, "organisation", heading) == expected


@pytest.mark.parametrize(("text", "expected"), AMONG_TASKS)
def test_in_a_section_of_tasks_only_a_subject_assigns(text: str, expected: str) -> None:
    """ "phối hợp với X" without a subject assigns nobody there, and a verb that looks like a unit is none."""
    assert duties(text, "tasks", None) == expected


@pytest.mark.parametrize("role", ["basis", "objectives", "budget", "other"])
def test_sections_without_tasks_assign_nobody(role: SectionRole) -> None:
    """Money and aims are nobody's task, whoever is named."""
    assert duties("Sở Tài chính bố trí kinh phí hằng năm.", role, None) == ""


def test_several_units_of_a_heading_lead_together() -> None:
    """Each unit that the heading lists leads every item under it."""
    heading = "Các phòng, ban, Trạm Y tế xã, các đơn vị có liên quan có trách nhiệm:"
    assert duties("Báo cáo kết quả trước ngày 20.", "organisation", heading) == (
        "L:Các phòng, ban|L:Trạm Y tế xã|L:Các đơn vị có liên quan"
    )


def test_offsets_point_into_the_item_or_its_heading() -> None:
    """A duty says where its unit is printed."""
    text, heading = "Chủ trì, phối hợp với Công an xã tuần tra.", "Ban Chỉ huy Quân sự xã"
    lead, other = find_duties(text, "organisation", heading, NAMES)
    assert (lead.from_heading, heading[lead.start : lead.end]) == (True, heading)
    assert (other.from_heading, text[other.start : other.end]) == (False, "Công an xã")


@pytest.mark.parametrize(
    "text",
    [
        "UBND ngày 12/3/2026 về cải cách hành chính, báo cáo trước ngày 20.",
        "Thuế thu nhập cá nhân được khấu trừ tại nguồn.",
        "Các đơn vị được trang bị máy tính.",
        "Trường hợp phát sinh vướng mắc, kịp thời báo cáo.",
        "Cơ sở vật chất được nâng cấp đồng bộ.",
        "Thường xuyên kiểm tra tác phong, thái độ làm việc của cán bộ, công chức, viên chức tại bộ phận một cửa.",
        "Đến nay, 9/11 phòng, ban, ngành đã lập danh mục hồ sơ.",
        "Thống kê thiệt hại sau bão, báo cáo xã.",
        "Thanh tra việc chấp hành quy chế.",
    ],
)
def test_a_unit_word_that_does_nothing_leads_nothing(text: str) -> None:
    """The tail of a number, a tax, what is done to a unit, and words that begin like one are no subject."""
    assert duties(text, "organisation", None) == ""


def test_an_empty_item_assigns_nobody() -> None:
    """No words, no duties; with a heading, its unit still leads."""
    assert duties("", "organisation", None) == ""
    assert duties("", "organisation", "Công an xã") == "L:Công an xã"


@pytest.mark.parametrize(
    "text",
    [
        "Ủy ban nhân dân xã trân trọng đề nghị Ủy ban Mặt trận Tổ quốc Việt Nam xã giám sát việc thu gom rác.",
        "Ủy ban nhân dân xã đề nghị Ủy ban Mặt trận Tổ quốc Việt Nam xã giám sát việc thu gom rác.",
        "Kính đề nghị Ủy ban Mặt trận Tổ quốc Việt Nam xã giám sát việc thu gom rác.",
    ],
)
def test_who_is_asked_leads_not_who_asks(text: str) -> None:
    """A body that asks another one does not take the duty on itself."""
    duties = find_duties(text, "organisation", None, NAMES)
    assert [(d.role, d.text) for d in duties] == [("lead", "Ủy ban Mặt trận Tổ quốc Việt Nam xã")]


@pytest.mark.parametrize(
    ("text", "subject"),
    [
        (
            "Các trường mầm non, tiểu học có tổ chức bán trú thực hiện nghiêm việc lưu mẫu thức ăn.",
            "Các trường mầm non, tiểu học có tổ chức bán trú",
        ),
        (
            "Các hộ kinh doanh, cơ sở sản xuất trên địa bàn ký cam kết.",
            "Các hộ kinh doanh, cơ sở sản xuất trên địa bàn",
        ),
        ("Các đơn vị sử dụng ngân sách lập dự toán.", "Các đơn vị sử dụng ngân sách"),
        ("Cán bộ, công chức, viên chức gương mẫu đi đầu.", "Cán bộ, công chức, viên chức"),
        ("Đảng ủy xã lãnh đạo Ủy ban nhân dân xã xây dựng đề án.", "Đảng ủy xã"),
        ("Công an xã, phường rà soát hồ sơ.", "Công an xã, phường"),
        ("Trưởng Công an xã, phường chịu trách nhiệm.", "Trưởng Công an xã, phường"),
        ("Thuế tỉnh, thành phố có trách nhiệm công khai.", "Thuế tỉnh, thành phố"),
        ("Các tổ chức chính trị - xã hội tham gia giám sát.", "Các tổ chức chính trị - xã hội"),
        ("Công khai các khoản thu.\nPhòng Kinh tế niêm yết tại trụ sở.", "Phòng Kinh tế"),
        ("Chi bộ tổ chức sinh hoạt chuyên đề.", "Chi bộ"),
        ("Chi ủy xây dựng kế hoạch chi tiết.", "Chi ủy"),
        ("Chi đoàn các thôn: Triển khai đến đoàn viên.", "Chi đoàn các thôn"),
        ("Ban đại diện cha mẹ học sinh hỗ trợ kinh phí.", "Ban đại diện cha mẹ học sinh"),
        ("Đoàn giám sát gửi đề cương đến các thôn.", "Đoàn giám sát"),
        ("Hội đồng tự đánh giá thu thập minh chứng.", "Hội đồng tự đánh giá"),
        ("Ban Công nghệ, chuyển đổi số và tự động hóa làm đầu mối.", "Ban Công nghệ, chuyển đổi số và tự động hóa"),
        ("Ban Chỉ đạo chuyển đổi số xã phân công thành viên.", "Ban Chỉ đạo chuyển đổi số xã"),
        ("Phòng Kế hoạch tổng hợp tổng hợp số liệu.", "Phòng Kế hoạch tổng hợp"),
    ],
)
def test_a_subject_ends_where_its_verb_begins(text: str, subject: str) -> None:
    """Words that say which ones belong to the subject, the verb does not."""
    assert [d.text for d in find_duties(text, "organisation", None, NAMES)] == [subject]


def test_a_list_of_bodies_at_every_level_is_whole() -> None:
    """ "từ Trung ương đến địa phương" closes a collective and opens none."""
    text = "Các cấp ủy, chính quyền, Mặt trận Tổ quốc và các đoàn thể từ Trung ương đến địa phương nâng cao nhận thức."
    assert [d.text for d in find_duties(text, "tasks", None, NAMES)] == [
        "Các cấp ủy, chính quyền",
        "Mặt trận Tổ quốc",
        "các đoàn thể từ Trung ương đến địa phương",
    ]


def test_under_a_heading_of_a_unit_the_first_verb_names_whom_it_works_with() -> None:
    """In a section of tasks too, when the heading says who leads."""
    text = "Chủ trì, phối hợp với Trạm Y tế rà soát danh sách."
    assert [(d.role, d.text) for d in find_duties(text, "tasks", "Phòng Kinh tế", NAMES)] == [
        ("lead", "Phòng Kinh tế"),
        ("coordinate", "Trạm Y tế"),
    ]
    assert find_duties(text, "tasks", None, NAMES) == ()


def test_holders_of_an_office_are_listed_in_lower_case_too() -> None:
    """Behind a comma "người đứng đầu các …" is the next subject; "lãnh đạo các đơn vị" there would be a duty."""
    text = "Cấp ủy các cấp, người đứng đầu các cơ quan, đơn vị quán triệt sâu sắc Kế hoạch."
    assert [d.text for d in find_duties(text, "tasks", None, NAMES)] == [
        "Cấp ủy các cấp",
        "người đứng đầu các cơ quan, đơn vị",
    ]


@pytest.mark.parametrize(
    ("text", "units"),
    [
        ("Các đơn vị thuộc Bộ xây dựng kế hoạch cụ thể.", ["Các đơn vị thuộc Bộ"]),
        ("Bộ xây dựng chủ trì ban hành thông tư.", ["Bộ xây dựng"]),
        ("Các chi, đảng bộ trực thuộc tổ chức học tập.", ["Các chi, đảng bộ trực thuộc"]),
        (
            "Đảng đoàn Hội đồng nhân dân, Đảng ủy Ủy ban nhân dân huyện lãnh đạo cụ thể hóa các chủ trương.",
            ["Đảng đoàn Hội đồng nhân dân", "Đảng ủy Ủy ban nhân dân huyện"],
        ),
    ],
)
def test_what_a_unit_does_is_no_part_of_its_name(text: str, units: list[str]) -> None:
    """ "xây dựng kế hoạch" is done by the Bộ; "Bộ xây dựng chủ trì" is a name printed carelessly."""
    assert [d.text for d in find_duties(text, "organisation", None, NAMES)] == units


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Tự kiểm tra bệnh án. Khoa Nội thực hiện, phòng Điều dưỡng phối hợp.",
            "L:Khoa Nội|C:Phòng Điều dưỡng",
        ),
        ("Xây dựng đề án số hóa (Sở Nội vụ chủ trì, Sở Tài chính phối hợp).", "L:Sở Nội vụ|C:Sở Tài chính"),
        ("Dựng lại cầu treo (Sở Xây dựng chủ trì thẩm định trên toàn tỉnh).", "L:Sở Xây dựng"),
        ("Xây dựng đề án số hóa; Công an xã chủ trì, các thôn phối hợp thực hiện.", "L:Công an xã|C:Các thôn"),
        ("Xây dựng đề án số hóa. Giao: Sở Nội vụ.", "L:Sở Nội vụ"),
        ("Mở lớp bơi cho học sinh, do Công an xã chủ trì.", "L:Công an xã"),
        ("Khi có kết quả chấm điểm giao Sở Nội vụ chủ trì cùng với Sở Tài chính rà soát.", "L:Sở Nội vụ"),
        ("Lắp biển báo. Phòng Kinh tế thực hiện, hoàn thành trong quý I/2026.", "L:Phòng Kinh tế"),
        (
            "Lắp biển báo. Phòng Kinh tế chủ trì, Công an xã phối hợp, thời gian: tháng 3.",
            "L:Phòng Kinh tế|C:Công an xã",
        ),
        ("Xây dựng đề án số hóa (giao Sở Nội vụ);", "L:Sở Nội vụ"),
        ("Xây dựng đề án số hóa - Sở Nội vụ chủ trì.", "L:Sở Nội vụ"),
        ("Xây dựng đề án số hóa. Đồng chí Lê Văn Bốn phụ trách.", "L:Đồng chí Lê Văn Bốn"),
    ],
)
def test_an_item_may_end_with_who_does_it(text: str, expected: str) -> None:
    """A closing part that says nothing but units and their roles assigns them."""
    assert duties(text, "tasks", None) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Rà soát văn bản. Sở Tư pháp đã ban hành hướng dẫn thực hiện.",
        "Tuyên truyền về chuyển đổi số (UBND xã đã ban hành kế hoạch thực hiện).",
        "Kiểm tra các cơ sở (Phòng Kinh tế, Công an xã).",
        "Tham gia chương trình do Bộ Y tế chủ trì.",
        "Xây dựng hai mô hình tại Phòng Kinh tế xã, hoàn thành trong quý III.",
    ],
)
def test_a_closing_part_that_says_more_assigns_nobody(text: str) -> None:
    """What a unit did, and whom a bracket only names, is no assignment."""
    assert duties(text, "tasks", None) == ""


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Đồng chí Lê Văn Bốn: chỉ đạo chung, phụ trách công tác tổ chức.", "L:Đồng chí Lê Văn Bốn"),
        ("Đ/c Lê Văn Bốn phụ trách công tác tuyên truyền.", "L:Đ/c Lê Văn Bốn"),
        (
            "Đồng chí Lê Văn Bốn - Phó Chủ tịch UBND phường: Trực tiếp chỉ đạo.",
            "L:Đồng chí Lê Văn Bốn - Phó Chủ tịch UBND phường",
        ),
        ("Đồng chí Chủ tịch UBND xã chỉ đạo chung.", "L:Đồng chí Chủ tịch UBND xã"),
        (
            "Đồng chí Lê Văn Bốn, Bí thư Đảng ủy - Trưởng Ban: Phụ trách chung.",
            "L:Đồng chí Lê Văn Bốn, Bí thư Đảng ủy - Trưởng Ban",
        ),
        (
            "Đồng chí Hồ Văn Năm, Phó Bí thư Đảng ủy, Chủ tịch UBND xã - Phó Trưởng Ban: Chỉ đạo.",
            "L:Đồng chí Hồ Văn Năm, Phó Bí thư Đảng ủy, Chủ tịch UBND xã - Phó Trưởng Ban",
        ),
        ("Thầy Lê Bốn - Tổng phụ trách: Tập nghi thức.", "L:Thầy Lê Bốn - Tổng phụ trách"),
        ("Bà Hoàng Thị Năm, kế toán: lập dự toán.", "L:Bà Hoàng Thị Năm, kế toán"),
        ("Đồng chí An, đồng chí Bình: trực.", "L:Đồng chí An|L:đồng chí Bình"),
        ("Bà con nhân dân tích cực tham gia.", ""),
        ("Anh hùng lực lượng vũ trang được tôn vinh.", ""),
    ],
)
def test_a_person_leads_as_printed(text: str, expected: str) -> None:
    """Persons named instead of units are kept as printed, with their office."""
    assert duties(text, "organisation", None) == expected


def test_a_sentence_that_breaks_off_behind_a_comma() -> None:
    """A damaged page may end an item there; who is named still leads."""
    assert duties("Ủy ban nhân dân các xã,", "organisation", None) == "L:Ủy ban nhân dân các xã"
