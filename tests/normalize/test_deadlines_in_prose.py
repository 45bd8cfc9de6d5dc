"""Deadlines inside the sentences of prose items."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from normalize.deadlines import find_deadline

# item, text of its deadline, start_on, due_on, recurrence; read in a plan of 2026
BOUND = [
    ("Hàng năm mở lớp dạy bơi cho học sinh.", "Hàng năm", None, None, "yearly"),
    (
        "Từ ngày 15 đến ngày 20 tháng 11 năm 2026, kiểm tra các bến đò.",
        "Từ ngày 15 đến ngày 20 tháng 11 năm 2026",
        "2026-11-15",
        "2026-11-20",
        None,
    ),
    ("Mở hội từ ngày 15 - 20 tháng 3.", "từ ngày 15 - 20 tháng 3", "2026-03-15", "2026-03-20", None),
    ("Cuối tháng 6, tổ chức sơ kết 6 tháng đầu năm.", "Cuối tháng 6", None, "2026-06-30", None),
    (
        "Ban hành kế hoạch trước ngày 31/12 năm trước liền kề.",
        "trước ngày 31/12 năm trước liền kề",
        None,
        "2025-12-31",
        None,
    ),
    ("Làm cầu treo, khởi công trước ngày 17/5/2026.", "khởi công trước ngày 17/5/2026", None, "2026-05-17", None),
    ("Đầu tháng 5 dọn kênh nội đồng.", "Đầu tháng 5", "2026-05-01", None, None),
    ("Tuần thứ 2 tháng 4/2026 họp dân.", "tháng 4/2026", "2026-04-01", "2026-04-30", None),
    ("Mở hội đua thuyền vào dịp 18/11 hằng năm.", "dịp 18/11 hằng năm", None, "2026-11-18", "yearly"),
    ("Tặng quà gia đình chính sách nhân dịp 27/7.", "dịp 27/7", None, "2026-07-27", None),
    ("Bắt đầu từ năm học 2026 - 2027 dạy bơi.", "Bắt đầu từ năm học 2026 - 2027", "2026-09-01", None, None),
    ("Định kỳ hằng quý kiểm tra hệ thống.", "Định kỳ hằng quý", None, None, "quarterly"),
    ("Thường xuyên kiểm tra đê kè.", "Thường xuyên", None, None, "continuous"),
    ("Triển khai Kế hoạch này trong quý II năm 2026.", "trong quý II năm 2026", "2026-04-01", "2026-06-30", None),
    (
        "Rà soát các quy định đã ban hành, hoàn thành trong quý IV năm 2026.",
        "hoàn thành trong quý IV năm 2026",
        None,
        "2026-12-31",
        None,
    ),
    ("Từ năm 2027, mở rộng mạng lưới trạm y tế.", "Từ năm 2027", "2027-01-01", None, None),
    ("Trình chủ trương đầu tư trong quý II/2026.", "trong quý II/2026", "2026-04-01", "2026-06-30", None),
    (
        "Phun thuốc đợt 1 trong tháng 6/2026, đợt 2 trong tháng 9/2026.",
        "trong tháng 6/2026, đợt 2 trong tháng 9/2026",
        "2026-06-01",
        "2026-09-30",
        None,
    ),
    ("Định kỳ ngày 15 hằng tháng tổng hợp báo cáo.", "Định kỳ ngày 15 hằng tháng", None, None, "monthly"),
    ("Ngày 20/11/2026 tổ chức lễ kỷ niệm.", "20/11/2026", None, "2026-11-20", None),
    ("Họp dân trong tuần đầu tháng 3/2026.", "tháng 3/2026", "2026-03-01", "2026-03-31", None),
    ("Mở 02 địa chỉ tin cậy (quý II).", "quý II", "2026-04-01", "2026-06-30", None),
    ("Tháng 9: Khai giảng năm học mới.", "Tháng 9", "2026-09-01", "2026-09-30", None),
    (
        "Hằng năm, tổ chức sơ kết; báo cáo xã trước ngày 15/12.",
        "Hằng năm, tổ chức sơ kết; báo cáo xã trước ngày 15/12",
        None,
        "2026-12-15",
        "yearly",
    ),
    ("Đến 30/6/2026 lắp đặt 50 trạm quan trắc.", "Đến 30/6/2026", None, "2026-06-30", None),
    ("Từng bước nâng vốn đầu tư từ năm 2027 theo nguồn thu.", "từ năm 2027", "2027-01-01", None, None),
    ("Định hướng đến hết năm 2030 mở rộng hai bến cá.", "đến hết năm 2030", None, "2030-12-31", None),
    ("Trình Ủy ban nhân dân tỉnh đề án trước ngày 15/8/2026.", "trước ngày 15/8/2026", None, "2026-08-15", None),
    ("Xây dựng trang tin của phường (Quý III/2026).", "Quý III/2026", "2026-07-01", "2026-09-30", None),
    (
        "Tổng hợp số liệu, báo cáo hàng năm vào trước ngày 10/11 về Văn phòng.",
        "hàng năm vào trước ngày 10/11",
        None,
        "2026-11-10",
        "yearly",
    ),
    (
        "Đôn đốc, định kỳ hằng năm báo cáo số liệu về Sở Y tế trước ngày 15 tháng 12 để theo dõi.",
        "định kỳ hằng năm báo cáo số liệu về Sở Y tế trước ngày 15 tháng 12",
        None,
        "2026-12-15",
        "yearly",
    ),
    (
        "Gửi số liệu định kỳ 6 tháng (trước ngày 08/6), hằng năm (trước ngày 18/11) về phường.",
        "định kỳ 6 tháng (trước ngày 08/6), hằng năm (trước ngày 18/11)",
        None,
        None,
        "semiannual",
    ),
    (
        "Định kỳ 6 tháng báo cáo kết quả trước ngày 15 tháng 6 và trước ngày 15 tháng 12.",
        "Định kỳ 6 tháng báo cáo kết quả trước ngày 15 tháng 6 và trước ngày 15 tháng 12",
        None,
        None,
        "semiannual",
    ),
    (
        "Định kỳ 6 tháng, năm tổng hợp, báo cáo tỉnh trước ngày 15/6 và ngày 15/12.",
        "Định kỳ 6 tháng, năm tổng hợp, báo cáo tỉnh trước ngày 15/6 và ngày 15/12",
        None,
        None,
        "semiannual",
    ),
    (
        "Hằng năm tổ chức lễ hội đua thuyền vào tháng 10.",
        "Hằng năm tổ chức lễ hội đua thuyền vào tháng 10",
        "2026-10-01",
        "2026-10-31",
        "yearly",
    ),
    ("Gặp mặt doanh nghiệp hằng năm trong quý I.", "hằng năm trong quý I", "2026-01-01", "2026-03-31", "yearly"),
    (
        "Rà soát quy chế hằng năm của sở, hoàn thành trong tháng 6.",
        "hoàn thành trong tháng 6",
        None,
        "2026-06-30",
        None,
    ),
    ("Hoàn thành 100% việc kiểm kê trong năm 2026.", "trong năm 2026", "2026-01-01", "2026-12-31", None),
    ("Ban hành quy chế trong tháng 01/2027.", "trong tháng 01/2027", "2027-01-01", "2027-01-31", None),
    ("Nộp hồ sơ trước 17 giờ ngày 15/8/2026.", "trước 17 giờ ngày 15/8/2026", None, "2026-08-15", None),
    ("Lập dự toán năm 2027, trình trước ngày 20/7/2026.", "trước ngày 20/7/2026", None, "2026-07-20", None),
    ("Giai đoạn 2026-2030: mở rộng ra toàn tỉnh.", "Giai đoạn 2026-2030", "2026-01-01", "2030-12-31", None),
    (
        "Gửi báo cáo định kỳ trước ngày 15/6 và 15/12 hằng năm.",
        "định kỳ trước ngày 15/6 và 15/12 hằng năm",
        None,
        None,
        "yearly",
    ),
    (
        "Lập bảng kê vật tư hằng quý (trước ngày 20 của tháng cuối quý).",
        "hằng quý (trước ngày 20 của tháng cuối quý)",
        None,
        None,
        "quarterly",
    ),
    (
        "Hằng năm, xây dựng dự toán trước ngày 31/7.",
        "Hằng năm, xây dựng dự toán trước ngày 31/7",
        None,
        "2026-07-31",
        "yearly",
    ),
    ("Gửi số liệu trước ngày 20 hằng tháng.", "trước ngày 20 hằng tháng", None, None, "monthly"),
    (
        "Ban hành quy trình điện tử trong 6 tháng cuối năm 2026.",
        "trong 6 tháng cuối năm 2026",
        "2026-07-01",
        "2026-12-31",
        None,
    ),
    (
        "Phát quang hành lang đê trong quý IV/2026 và quý I/2027.",
        "trong quý IV/2026 và quý I/2027",
        "2026-10-01",
        "2027-03-31",
        None,
    ),
    (
        "Rà soát biển báo (tháng 9/2026 và tháng 3/2027).",
        "tháng 9/2026 và tháng 3/2027",
        "2026-09-01",
        "2027-03-31",
        None,
    ),
    (
        "Báo cáo số liệu trước ngày 10 của tháng đầu quý sau.",
        "trước ngày 10 của tháng đầu quý sau",
        None,
        None,
        "quarterly",
    ),
    ("Từ nay đến hết năm, mỗi thôn dọn kênh hai lần.", "đến hết năm", None, "2026-12-31", None),
    ("Rà soát các bến đò từ nay đến cuối năm.", "đến cuối năm", None, "2026-12-31", None),
]


@pytest.mark.parametrize(("item", "text", "start_on", "due_on", "recurrence"), BOUND, ids=[row[0] for row in BOUND])
def test_a_date_that_bounds_the_action_is_its_deadline(
    item: str, text: str, start_on: str | None, due_on: str | None, recurrence: str | None
) -> None:
    """Dates, opening frequency words and reporting days count, with the words that say which end they set."""
    reading = find_deadline(item, 2026)
    assert reading is not None
    deadline = reading.deadline
    days = [day.isoformat() if day else None for day in (deadline.start_on, deadline.due_on)]
    assert (deadline.text, *days, deadline.recurrence) == (text, start_on, due_on, recurrence)


UNBOUND = [
    "Đưa chỉ tiêu vào kế hoạch công tác hằng năm của phường.",
    "Diễn tập chữa cháy rừng tiến hành định kỳ hằng năm tại ba thôn.",
    "Quy định việc kiểm tra kho định kỳ (tháng, quý, 6 tháng, năm) và lưu sổ.",
    "Phát triển đối tượng tham gia để đạt mục tiêu đến năm 2030 có trên 95% dân số được chăm sóc.",
    "Phấn đấu đến năm 2030, có ít nhất 05 dự án được triển khai.",
    "Thực hiện Nghị quyết số 15-NQ/TU ngày 22/12/2026 của Tỉnh ủy.",
    "Thực hiện Chỉ thị số 12-CT/TU ngày 05/4/2026 về nghề cá đến năm 2030, tầm nhìn đến năm 2045.",
    "Triển khai Đề án “Kiên cố hóa bến cá giai đoạn 2026-2030” đúng tiến độ.",
    "Thực hiện Chương trình phát triển nghề cá giai đoạn 2026-2030 và định hướng đến năm 2035.",
    "Xây dựng Nghị quyết về tăng mức thu phí từ năm 2027 theo lộ trình.",
    "Đánh giá kết quả thực hiện trong năm 2024.",
    "Luật có hiệu lực từ ngày 01/7/2026 được phổ biến đến cán bộ.",
    "Báo cáo quy định trước ngày 20.",
    "Sơ kết 6 tháng đầu năm và tổng kết năm 2026.",
    "Đến năm 2030, 100% hồ sơ được số hóa.",
    "Phấn đấu đến hết quý II/2026 giải ngân đạt trên 50%, đến 31/12/2026 đạt 100% kế hoạch vốn.",
    "Rà soát thủ tục hành chính.",
    "Họp tháng 9 bàn việc khai giảng.",
]


@pytest.mark.parametrize("item", UNBOUND)
def test_other_dates_and_cycles_are_no_deadline(item: str) -> None:
    """Dates of documents, names, targets and the past, and cycles of one action among several, do not count."""
    assert find_deadline(item, 2026) is None


def test_an_impossible_day_is_told() -> None:
    """A day that no calendar has sets nothing but is reported."""
    reading = find_deadline("Hoàn thành báo cáo trước ngày 31/4/2026.", 2026)
    assert reading is not None
    assert reading.deadline.due_on is None
    assert [finding.code for finding in reading.findings] == ["invalid-date"]


WORDS = [
    "trước ngày 20/11",
    "hằng năm",
    "quý IV",
    "2026",
    "đến năm 2030",
    "báo cáo",
    ".",
    ";",
    "(",
    "“",
    "số 1-NQ/TU",
    "\n",
]


@settings(deadline=None)  # the first example reads the tables
@given(st.one_of(st.text(max_size=80), st.lists(st.sampled_from(WORDS), max_size=10).map(" ".join)))
def test_any_item_is_looked_through(item: str) -> None:
    """No item fails, and a deadline's text stands in its item."""
    reading = find_deadline(item, 2026)
    if reading is not None:
        assert reading.deadline.text in " ".join(item.split())


def test_the_cycles_of_one_report_are_read_together() -> None:
    """Twice a year and yearly, with a day each: the shortest cycle and no date."""
    reading = find_deadline("Văn phòng định kỳ 6 tháng, hằng năm báo cáo trước ngày 15/6 và 15/12.", 2026)
    assert reading is not None
    assert (reading.deadline.recurrence, reading.deadline.due_on) == ("semiannual", None)
    assert reading.deadline.text == "định kỳ 6 tháng, hằng năm báo cáo trước ngày 15/6 và 15/12"


@pytest.mark.parametrize("item", ["Phân bổ vốn đầu tư năm 2026 cho các xã.", "Rà soát danh mục đầu tư quý III/2026."])
def test_the_end_of_investment_is_no_beginning(item: str) -> None:
    """The "tư" of "đầu tư" loses no mark: only "từ" opens a stretch of time."""
    assert find_deadline(item, 2026) is None


@pytest.mark.parametrize(
    ("item", "issued_on", "due_on"),
    [
        ("Đăng ký vắc xin trước ngày 30/11/2026.", date(2026, 6, 12), "2026-11-30"),
        ("Lập dự toán trong quý IV/2026.", date(2026, 6, 12), "2026-12-31"),
        ("Đánh giá kết quả trong quý I/2026.", date(2026, 6, 12), None),
        ("Đánh giá kết quả thực hiện trong năm 2026.", date(2026, 6, 12), None),
        ("Đăng ký vắc xin trước ngày 30/11/2026.", None, None),
    ],
)
def test_a_plan_of_next_year_may_set_days_of_this_one(item: str, issued_on: date | None, due_on: str | None) -> None:
    """What comes after the day of issue is no history, though the plan is for the year after."""
    reading = find_deadline(item, 2027, issued_on)
    found = reading.deadline.due_on.isoformat() if reading and reading.deadline.due_on else None
    assert found == due_on


@pytest.mark.parametrize(
    ("item", "condition"),
    [
        (
            "Chậm nhất 10 ngày kể từ ngày Kế hoạch này được ban hành, rà soát hồ sơ quá hạn.",
            "Chậm nhất 10 ngày kể từ ngày Kế hoạch này được ban hành",
        ),
        (
            "Thống kê thiệt hại trong vòng 24 giờ sau khi bão tan.",
            "trong vòng 24 giờ sau khi bão tan",
        ),
        (
            "Gửi kết luận cho các bên trong thời hạn 05 ngày làm việc, kể từ ngày kết thúc kiểm tra; lưu hồ sơ.",
            "trong thời hạn 05 ngày làm việc, kể từ ngày kết thúc kiểm tra",
        ),
        ("Trong vòng 30 ngày, rà soát các bến đò.", None),
        ("Giảm thời gian cấp phép còn 05 ngày từ ngày 01/7/2026.", None),
    ],
)
def test_days_counted_from_an_event_are_a_condition(item: str, condition: str | None) -> None:
    """So many days from an event are a deadline that names it; a number of days alone sets nothing."""
    reading = find_deadline(item, 2026)
    assert (reading.deadline.condition if reading else None) == condition


@pytest.mark.parametrize(
    "item", ["Phục vụ các sự kiện quan trọng năm 2026.", "Chăm sóc rừng trồng năm 2026.", "Tập huấn thi đấu năm 2026."]
)
def test_words_that_fold_like_markers_open_nothing(item: str) -> None:
    """Only "trong" is "within" and only "đầu" is "early in": other tones are other words."""
    assert find_deadline(item, 2026) is None


@pytest.mark.parametrize(
    ("item", "due_on"),
    [
        ("Ngày thứ Bảy xanh: ngày 09/5/2026, tại thôn 5.", "2026-05-09"),
        ("Tổ chức hội thi ngày 20/10/2026.", "2026-10-20"),
        ("Tổ chức diễn đàn của công nhân (dự kiến ngày 15/5/2026).", "2026-05-15"),
        ("Ra quân lúc 7h30 ngày 05/6/2026.", "2026-06-05"),
        ("Bế giảng vào sáng ngày 25/5/2026.", "2026-05-25"),
        ("Thi bơi trong 02 ngày 20 và 21/6/2026.", "2026-06-21"),
        ("Tuyên truyền về cuộc bầu cử ngày 15/3/2026.", None),
        ("Tổ chức các hoạt động chào mừng ngày 26/3/2026.", None),
        ("Triển khai Quy chế (ngày 12/01/2026).", None),
        ("Thực hiện Quy chế (ngày 12/5/2026 của Bộ Y tế).", None),
    ],
)
def test_the_day_something_is_held_on_is_its_deadline(item: str, due_on: str | None) -> None:
    """A day after that of issue is when an event is held, not an anniversary's and no document's."""
    reading = find_deadline(item, 2026, date(2026, 2, 1))
    assert (reading.deadline.due_on.isoformat() if reading and reading.deadline.due_on else None) == due_on
