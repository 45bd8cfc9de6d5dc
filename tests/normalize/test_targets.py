"""Quantified commitments."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from normalize.targets import find_targets

PROMISES = [
    ("Cấp nước sạch cho trên 96% dân số", [(">", 96, "%")]),
    ("tỷ lệ tiêm chủng đạt trên 97,5% trẻ em", [(">", 97.5, "%")]),
    ("Phấn đấu đạt > 60% diện tích được tưới", [(">", 60, "%")]),
    ("100% giáo viên biết bơi", [(">=", 100, "%")]),
    ("đạt tối thiểu 25%", [(">=", 25, "%")]),
    ("95% hồ sơ trở lên được số hóa", [(">=", 95, "%")]),
    ("Tỷ lệ hộ nghèo giảm còn dưới 2%", [("<", 2, "%")]),
    ("tối đa 5% hồ sơ trễ hạn", [("<=", 5, "%")]),
    ("Đạt 70-80% số hộ có cáp quang", [(">=", 70, "%")]),
    ("nâng tỷ lệ từ 60% lên 85%", [(">=", 85, "%")]),
    ("hai phần ba số xã đạt chuẩn", [(">=", 66.67, "%")]),
    ("Hình thành được ít nhất 02 khu công nghiệp xanh", [(">=", 2, "khu công nghiệp")]),
    ("Thực hiện 06 chuyên trang về thư viện", [("=", 6, "chuyên trang")]),
    ("tổ chức mỗi năm 02 hội thảo về nghề cá", [("=", 2, "hội thảo")]),
    ("Có 1.000 doanh nghiệp công nghệ số", [("=", 1000, "doanh nghiệp")]),
    ("hồ sơ giải quyết đúng hạn đạt từ 98% trở lên", [(">=", 98, "%")]),
    ("Thu nhập bình quân đạt 80 triệu đồng/người/năm", [(">=", 80, "triệu đồng")]),
    ("Xuất khẩu đạt tối thiểu 5 tỷ USD/năm", [(">=", 5, "tỷ USD")]),
    ("Đón 15.000 lượt khách", [("=", 15000, "lượt khách")]),
    ("Hoàn thành 15/19 tiêu chí nông thôn mới", [("=", 15, "tiêu chí")]),
    ("Mở ít nhất 03 không gian đọc sách", [(">=", 3, "không gian")]),
    ("Thu ngân sách đạt 1.250,5 tỷ đồng", [(">=", 1250.5, "tỷ đồng")]),
    ("Phấn đấu đưa chỉ số cải cách hành chính (PAR) dưới 9", [("<", 9, "chỉ số")]),
    ("Phấn đấu có trên 90% quán ăn dùng nguồn nước đã được kiểm nghiệm", [(">", 90, "%")]),
    ("Thời gian giải quyết hồ sơ dưới 45 phút", [("<", 45, "phút")]),
    ("Rút ngắn thời gian cấp phép từ 10 ngày xuống còn 05 ngày", [("<=", 5, "ngày")]),
    ("Tối thiểu 03 cuộc kiểm tra/năm", [(">=", 3, "cuộc")]),
    ("Tổ chức 02 hội nghị/năm", [("=", 2, "hội nghị")]),
    ("Mỗi đơn vị có ít nhất 01 sáng kiến/mô hình mới", [(">=", 1, "sáng kiến")]),
    ("Tổ chức ít nhất 02 lớp/xã", [(">=", 2, "lớp")]),
    ("Tử vong trẻ sơ sinh dưới 12‰", [("<", 12, "‰")]),
    ("Số giường bệnh đạt 32 giường/vạn dân", [(">=", 32, "giường")]),
    ("Ít nhất 10 bác sĩ/10.000 dân", [(">=", 10, "bác sĩ")]),
    ("Diện tích lúa đạt 5.000 ha", [(">=", 5000, "ha")]),
    ("Giải quyết việc làm cho 1.500 lao động", [("=", 1500, "lao động")]),
    ("Mỗi xã ít nhất 02 mô hình", [(">=", 2, "mô hình")]),
    ("Xây dựng 04 nhà vệ sinh công cộng ở bến thuyền", [("=", 4, "nhà vệ sinh")]),
    ("Đưa vào khai thác 02 tuyến du lịch ven đầm", [("=", 2, "tuyến du lịch")]),
    ("Xây dựng và đưa vào hoạt động 03 không gian đọc", [("=", 3, "không gian")]),
    ("Ban hành 02 văn bản hướng dẫn", [("=", 2, "văn bản")]),
    ("Phục dựng 02 lò gốm cổ", [("=", 2, "lò gốm")]),
    ("Khám sàng lọc mắt cho 2.000 người cao tuổi", [("=", 2000, "người")]),
    ("Có trên 6 tuyến đường được thắp sáng", [(">", 6, "tuyến đường")]),
    ("Điểm trung bình các tiêu chí đạt từ 3,5 trở lên", [(">=", 3.5, "điểm")]),
    ("Hình thành 01 tuyến phố đi bộ và 02 điểm chợ đêm", [("=", 1, "tuyến phố"), ("=", 2, "điểm")]),
    ("Mỗi tổ thu nhận tối thiểu 150 hồ sơ/ngày", [(">=", 150, "hồ sơ")]),
    ("Cắt giảm ít nhất 30% chi phí tuân thủ", [(">=", 30, "%")]),
    ("Lắp đặt bổ sung 06 camera ở cổng chợ", [("=", 6, "camera")]),
    ("Đạt 55% hộ dân có đồng hồ nước và 30% hộ dân phân loại rác", [(">=", 55, "%"), (">=", 30, "%")]),
]


@pytest.mark.parametrize(("text", "targets"), PROMISES, ids=[text for text, _ in PROMISES])
def test_promises(text: str, targets: list[tuple[str, float, str]]) -> None:
    """The nearest comparing word decides; a bare share is at least that, a bare count exactly."""
    assert [(t.comparator, t.value, t.unit) for t in find_targets(text, None, 2026)] == targets


@pytest.mark.parametrize(
    "text",
    [
        "đường truyền có tốc độ lên đến 40Gb/s",
        "dịch vụ công trực tuyến mức độ 4",
        "người từ 15 tuổi trở lên",
        "Đã tổ chức 10 hội nghị trong năm 2024",
        "Học tập 27 mô hình tiêu biểu đã nêu trong tài liệu",
        "tập 3 buổi/ngày",
        "trả lời trong thời gian không quá 10 ngày làm việc",
        "thời gian thực hiện 03 năm",
        "phòng học có diện tích 54 m2",
        "Triển khai Đề án 06, Nghị quyết 57 và 06 nhóm nhiệm vụ",
        "giai đoạn 2026-2030",
        "Diễn tập tại 06 xã ven sông",
        "Đối tượng: UBND 08 xã, phường",
        "Toàn bộ 14 thôn trên địa bàn xã",
        "Gửi 02 bộ hồ sơ về Sở",
        "Điều 5 của Luật",
        "Lắp camera giám sát trên 6 tuyến đường",
        "Xây dựng 06 nội dung trọng tâm",
        "Thực hiện quy định tại Điều 4, Điều 8 văn bản này",
    ],
)
def test_other_numbers_promise_nothing(text: str) -> None:
    """Specifications, ages, reports, names and years are no targets."""
    assert find_targets(text, None, 2026) == ()


def test_the_text_is_the_clause_that_promises() -> None:
    """Lead-ins, purposes and the other promises of a sentence are left out."""
    text = "Hạ tầng: Đạt 90% thôn có sóng di động và 80% hộ có cáp quang nhằm phục vụ người dân. Giữ an ninh."
    assert [t.text for t in find_targets(text, None, None)] == ["Đạt 90% thôn có sóng di động", "80% hộ có cáp quang"]


def test_a_target_takes_the_days_of_its_task() -> None:
    """Within a task, a promise is due when the task is."""
    (target,) = find_targets("Phát triển ít nhất 02 hợp tác xã", date(2026, 6, 30), 2026)
    assert target.due_on == date(2026, 6, 30)


def test_a_target_keeps_its_own_year() -> None:
    """A year in the promise's own clause goes before the task's day."""
    (target,) = find_targets("Tới năm 2028 tỷ lệ hộ dân dùng nước sạch đạt trên 98%", date(2026, 6, 30), 2026)
    assert target.due_on == date(2028, 12, 31)


WORDS = [
    "đạt",
    "trên",
    "95%",
    "70-80%",
    "1.000",
    "doanh nghiệp",
    "ít nhất",
    "01",
    "khu",
    "đến năm 2030",
    ",",
    ";",
    "và",
    "từ",
    "lên",
]


def test_a_target_of_one_year_apart_keeps_that_year() -> None:
    """ "…, riêng năm 2026 …" is due in the year it sets apart, not in the year of the whole."""
    text = "Phấn đấu đến năm 2030 đạt ít nhất 50% số thôn, riêng năm 2026 xây dựng được ít nhất 20% số thôn."
    assert [t.due_on for t in find_targets(text, None, 2026)] == [date(2030, 12, 31), date(2026, 12, 31)]


def test_a_year_that_opens_a_list_governs_it() -> None:
    """What follows a semicolon is due in the year said first, what follows a full stop is not."""
    text = "Đến năm 2030, 80% hộ dân phân loại rác; 90% thôn có nhà văn hóa. Có 100% trường học đạt chuẩn."
    assert [t.due_on for t in find_targets(text, None, 2026)] == [date(2030, 12, 31), date(2030, 12, 31), None]


@settings(deadline=None)  # the first example reads the tables
@given(st.one_of(st.text(max_size=80), st.lists(st.sampled_from(WORDS), max_size=12).map(" ".join)))
def test_any_text_is_looked_through(text: str) -> None:
    """No text fails, and every target's words stand in the text."""
    for target in find_targets(text, None, 2026):
        assert target.text in " ".join(text.split())
        assert target.unit
