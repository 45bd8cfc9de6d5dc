"""Deadlines in cells and on labelled lines of their own."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from normalize.deadlines import read_deadline

# text, start_on, due_on, recurrence, condition; read in a plan of 2026
CELLS: list[tuple[str, str | None, str | None, str | None, str | None]] = [
    ("Thường xuyên", None, None, "continuous", None),
    ("Hàng năm", None, None, "yearly", None),
    ("Hằng năm (theo đề nghị của Sở Nội vụ)", None, None, "yearly", "theo đề nghị của Sở Nội vụ"),
    ("Hằng năm, theo kế hoạch của Sở Nội vụ", None, None, "yearly", "theo kế hoạch của Sở Nội vụ"),
    ("Thường xuyên, khi có yêu cầu", None, None, "continuous", "khi có yêu cầu"),
    ("Hằng năm, thường xuyên", None, None, "yearly", None),
    ("Hằng năm và từng giai đoạn", None, None, "yearly", None),
    ("Trước ngày 31/12/2026", None, "2026-12-31", None, None),
    ("Trước ngày\n31/12/2026", None, "2026-12-31", None, None),
    ("31 / 12/2026", None, "2026-12-31", None, None),
    ("Trước 3l/12/2o26", None, "2026-12-31", None, None),
    ("Ouý III/2026", "2026-07-01", "2026-09-30", None, None),
    ("chậm nhất là ngày 30 tháng 6 năm 2026", None, "2026-06-30", None, None),
    ("Trước tháng 6/2026", None, "2026-05-31", None, None),
    ("Quý III/2026", "2026-07-01", "2026-09-30", None, None),
    ("Quý lII/2026", "2026-07-01", "2026-09-30", None, None),
    ("Quý III, IV/2027 và hằng năm", "2027-07-01", "2027-12-31", "yearly", None),
    ("Quý IV/2026 và các năm tiếp theo.", "2026-10-01", "2026-12-31", "yearly", None),
    ("Quý II/2026 đến Quý I/2027", "2026-04-01", "2027-03-31", None, None),
    ("Quý I/2026 - Quý IV/2027", "2026-01-01", "2027-12-31", None, None),
    ("Từ quý III/2026 đến quý I/2028", "2026-07-01", "2028-03-31", None, None),
    ("Từ quý IV/2026 - 2029", "2026-10-01", "2029-12-31", None, None),
    ("trong quý II", "2026-04-01", "2026-06-30", None, None),
    ("hoàn thành trong quý IV", None, "2026-12-31", None, None),
    ("Hết quý II/2026", None, "2026-06-30", None, None),
    ("Năm 2026 và những năm tiếp theo", "2026-01-01", "2026-12-31", "yearly", None),
    ("Năm 2026 - 2030", "2026-01-01", "2030-12-31", None, None),
    ("Giai đoạn 2026 - 2030, tầm nhìn 2045", "2026-01-01", "2030-12-31", None, None),
    ("Giai đoạn 2026-2030, định hướng đến năm 2035", "2026-01-01", "2030-12-31", None, None),
    ("T6-T8/2026", "2026-06-01", "2026-08-31", None, None),
    ("2027", "2027-01-01", "2027-12-31", None, None),
    ("Các năm 2026, 2027", "2026-01-01", "2027-12-31", None, None),
    ("Giai đoạn 2026 - 2030 và các năm tiếp theo", "2026-01-01", "2030-12-31", "yearly", None),
    ("bắt đầu thực hiện năm 2026.", "2026-01-01", None, None, None),
    ("Từ năm 2026 trở đi", "2026-01-01", None, None, None),
    ("Đến hết năm 2030", None, "2030-12-31", None, None),
    ("đầu năm 2027", "2027-01-01", None, None, None),
    ("cuối năm", None, "2026-12-31", None, None),
    ("Cả năm", "2026-01-01", "2026-12-31", None, None),
    ("6 tháng đầu năm 2026", "2026-01-01", "2026-06-30", None, None),
    ("Tháng 10/2026 và định kỳ đánh giá hằng năm", "2026-10-01", "2026-10-31", "yearly", None),
    ("Tháng mười một năm 2026", "2026-11-01", "2026-11-30", None, None),
    ("Tháng 3 - 10/2026", "2026-03-01", "2026-10-31", None, None),
    ("Từ tháng 3 đến tháng 10/2026", "2026-03-01", "2026-10-31", None, None),
    ("Từ tháng 5/2026, thường xuyên", "2026-05-01", None, "continuous", None),
    ("Tuần 2 tháng 6/2026", "2026-06-01", "2026-06-30", None, None),
    ("01/7/2026-30/9/2026", "2026-07-01", "2026-09-30", None, None),
    ("25/6-30/7", "2026-06-25", "2026-07-30", None, None),
    ("28/12/2026 - 05/01/2027", "2026-12-28", "2027-01-05", None, None),
    ("25-30/6", "2026-06-25", "2026-06-30", None, None),
    ("Từ ngày 15 đến ngày 20 tháng 11 năm 2026", "2026-11-15", "2026-11-20", None, None),
    ("Từ 15 - 20 tháng 3", "2026-03-15", "2026-03-20", None, None),
    ("Ngày 15, 16 tháng 3 năm 2026", "2026-03-15", "2026-03-16", None, None),
    ("Đợt 1, 2 tháng 6", "2026-06-01", "2026-06-30", None, None),
    ("Từ ngày 15 tháng 10 đến ngày 20 tháng 11 năm 2026", "2026-10-15", "2026-11-20", None, None),
    ("Quý I (2026)", "2026-01-01", "2026-03-31", None, None),
    ("Tháng 6 (năm 2026)", "2026-06-01", "2026-06-30", None, None),
    ("Năm 2026 (Quý II)", "2026-04-01", "2026-06-30", None, None),
    ("Từ năm học 2026 - 2027", "2026-09-01", None, None, None),
    ("Ngày cuối cùng của tháng", None, None, "monthly", None),
    ("Ngày cuối cùng của tháng 6/2026", "2026-06-01", "2026-06-30", None, None),
    ("Quanh năm", None, None, "continuous", None),
    ("6 tháng 1 lần", None, None, "semiannual", None),
    ("03 tháng 01 lần", None, None, "quarterly", None),
    ("Mỗi tháng 1 lần", None, None, "monthly", None),
    ("02 tháng 1 lần", None, None, None, None),
    ("Năm 1 lần", None, None, "yearly", None),
    ("Cuối quý", None, None, "quarterly", None),
    ("Cuối quý II", None, "2026-06-30", None, None),
    ("Định kỳ (tháng, quý, năm)", None, None, "monthly", None),
    ("T3/26", "2026-03-01", "2026-03-31", None, None),
    ("Đúng thời gian quy định", None, None, None, "Đúng thời gian quy định"),
    ("Giữa nhiệm kỳ", None, None, None, "Giữa nhiệm kỳ"),
    ("Đầu năm học", None, None, None, "Đầu năm học"),
    ("Đầu năm học 2026 - 2027", "2026-09-01", None, None, None),
    ("Mùa mưa bão", None, None, None, "Mùa mưa bão"),
    ("30/06/26", None, "2026-06-30", None, None),
    ("Trước ngày 31-12", None, "2026-12-31", None, None),
    ("Từ T3/2026", "2026-03-01", None, None, None),
    ("T12.2026", "2026-12-01", "2026-12-31", None, None),
    ("T5", "2026-05-01", "2026-05-31", None, None),
    ("Q.II/2026", "2026-04-01", "2026-06-30", None, None),
    ("9 tháng đầu năm 2026", "2026-01-01", "2026-09-30", None, None),
    ("Tuần thứ 2 tháng 5", "2026-05-01", "2026-05-31", None, None),
    ("Hằng năm từ 2026 đến 2030", "2026-01-01", "2030-12-31", "yearly", None),
    ("Sau năm 2028", "2029-01-01", None, None, None),
    ("Sau ngày 15/6/2026", "2026-06-16", None, None, None),
    ("Sau 6 tháng", None, None, None, "Sau 6 tháng"),
    ("Sáu tháng một lần", None, None, "semiannual", None),
    ("Ba tháng một lần", None, None, "quarterly", None),
    ("Hai tháng một lần", None, None, None, None),
    ("4 lần/năm", None, None, "quarterly", None),
    ("Theo quý", None, None, "quarterly", None),
    ("Trước ngày 05 tháng sau", None, None, "monthly", None),
    ("Thứ sáu hằng tuần", None, None, None, None),
    ("Khi phát sinh; báo cáo quý", None, None, "quarterly", "Khi phát sinh"),
    ("Sau khi sáp nhập (quý III/2026)", "2026-07-01", "2026-09-30", None, "Sau khi sáp nhập"),
    ("Trước mùa mưa bão năm 2026", None, None, None, "Trước mùa mưa bão năm 2026"),
    ("Kỳ họp giữa năm 2026", None, None, None, "Kỳ họp giữa năm 2026"),
    ("Kỳ họp tháng 7/2026", "2026-07-01", "2026-07-31", None, None),
    ("Xây dựng trang tin xong trong 12/2026 và cập nhật hàng tháng", None, "2026-12-31", "monthly", None),
    ("01/3/2026 - 30/6/2026", "2026-03-01", "2026-06-30", None, None),
    ("Triển khai từ năm 2026, hoàn thành năm 2028", "2026-01-01", "2028-12-31", None, None),
    ("Trước 30/11 hằng năm", None, "2026-11-30", "yearly", None),
    ("Trước ngày 31/01 năm sau", None, "2027-01-31", None, None),
    ("Trước ngày 31/01 năm liền kề", None, "2027-01-31", None, None),
    ("Trước ngày 31/01 của năm liền kề", None, "2027-01-31", None, None),
    ("Ban hành chậm nhất 31/12 năm trước liền kề", None, "2025-12-31", None, None),
    ("Trước ngày 20/12 của năm liền kề trước", None, "2025-12-20", None, None),
    ("Trước ngày 05 của tháng liền kề", None, None, "monthly", None),
    ("Trước ngày 10 tháng tiếp theo", None, None, "monthly", None),
    ("Báo cáo theo quy định; kiểm tra hằng năm", None, None, "yearly", "theo quy định"),
    ("Trước ngày 15 hằng tháng", None, None, "monthly", None),
    ("15/6 và 15/12 hằng năm", None, None, "yearly", None),
    ("Định kỳ 6 tháng, năm", None, None, "semiannual", None),
    ("06 tháng/lần", None, None, "semiannual", None),
    ("Hằng tháng, quý, năm", None, None, "monthly", None),
    ("05 năm/lần", None, None, None, None),
    ("Đã hoàn thành", None, None, None, None),
    ("Đang triển khai", None, None, None, None),
    ("Khi có quy định của Trung ương", None, None, None, "Khi có quy định của Trung ương"),
    ("Theo Kế hoạch của Bộ Tài chính", None, None, None, "Theo Kế hoạch của Bộ Tài chính"),
    ("Theo Quyết định số 12/QĐ-UBND ngày 03/4/2025", None, None, None, "Theo Quyết định số 12/QĐ-UBND ngày 03/4/2025"),
    (
        "Quý II/2026 (sau khi Nghị định được ban hành)",
        "2026-04-01",
        "2026-06-30",
        None,
        "sau khi Nghị định được ban hành",
    ),
    ("Khi có văn bản chỉ đạo, trước ngày 30/6/2026", None, "2026-06-30", None, "Khi có văn bản chỉ đạo"),
    ("Thực hiện theo kế hoạch của Bộ Y tế", None, None, None, "Thực hiện theo kế hoạch của Bộ Y tế"),
    ("Hoàn thành theo tiến độ dự án", None, None, None, "Hoàn thành theo tiến độ dự án"),
    ("12 tháng kể từ ngày ký hợp đồng", None, None, None, "12 tháng kể từ ngày ký hợp đồng"),
    ("Kể từ năm 2026", "2026-01-01", None, None, None),
    ("Tháng 4, 8, 12 hằng năm", "2026-04-01", "2026-12-31", "yearly", None),
    ("Ngày 25 hằng tháng", None, None, "monthly", None),
    ("Tháng 9-10/2026", "2026-09-01", "2026-10-31", None, None),
    ("6-8/2026", "2026-06-01", "2026-08-31", None, None),
    ("T1-12", "2026-01-01", "2026-12-31", None, None),
    ("Quý 03/2026", "2026-07-01", "2026-09-30", None, None),
    ("III/2026", "2026-07-01", "2026-09-30", None, None),
    ("Mỗi quý 1 lần", None, None, "quarterly", None),
    ("Hai lần/năm", None, None, "semiannual", None),
    ("Ngày 10, 11 hàng tháng", None, None, "monthly", None),
    ("Ngày 15, 16/3/2026", "2026-03-15", "2026-03-16", None, None),
    ("T10/2026", "2026-10-01", "2026-10-31", None, None),
    ("QIII/2026", "2026-07-01", "2026-09-30", None, None),
    ("Q3/2026", "2026-07-01", "2026-09-30", None, None),
    ("Qúy IV/2026", "2026-10-01", "2026-12-31", None, None),
    ("Quý 1,2/2026", "2026-01-01", "2026-06-30", None, None),
    ("Quý I+II/2026", "2026-01-01", "2026-06-30", None, None),
    ("Quý I/2026-Quý II/2026", "2026-01-01", "2026-06-30", None, None),
    ("Năm 2026; 2027", "2026-01-01", "2027-12-31", None, None),
    ("Hàng năm (Quý IV)", "2026-10-01", "2026-12-31", "yearly", None),
    ("Hằng năm, hoàn thành trước 30/11", None, "2026-11-30", "yearly", None),
    ("Trong Quý I hàng năm", "2026-01-01", "2026-03-31", "yearly", None),
    ("30/6; 31/12", None, "2026-12-31", None, None),
    ("Trước 25/12 hàng năm", None, "2026-12-25", "yearly", None),
    ("Giai đoạn 2026-2030, hằng năm", "2026-01-01", "2030-12-31", "yearly", None),
    ("Hàng quý, 6 tháng, năm", None, None, "quarterly", None),
    ("Năm 2026 (Quý III)", "2026-07-01", "2026-09-30", None, None),
    ("Đến 31/12/2026", None, "2026-12-31", None, None),
    ("Đến 2030", None, "2030-12-31", None, None),
    ("Trước năm 2030", None, "2029-12-31", None, None),
    ("Hết năm 2026", None, "2026-12-31", None, None),
    ("Từ 2026", "2026-01-01", None, None, None),
    ("Từ 01/01/2026", "2026-01-01", None, None, None),
    ("01/2026-12/2026", "2026-01-01", "2026-12-31", None, None),
    ("15-20/10/2026", "2026-10-15", "2026-10-20", None, None),
    ("Từ 15/10 đến 20/10/2026", "2026-10-15", "2026-10-20", None, None),
    ("Từ ngày 15 đến ngày 20/10/2026", "2026-10-15", "2026-10-20", None, None),
    ("Tháng 8/2026 - tháng 12/2027", "2026-08-01", "2027-12-31", None, None),
    (
        "Sau khi có hướng dẫn của Trung ương; trước 30/6/2026",
        None,
        "2026-06-30",
        None,
        "Sau khi có hướng dẫn của Trung ương",
    ),
    ("Hằng năm, giai đoạn 2026 - 2030", "2026-01-01", "2030-12-31", "yearly", None),
    ("Thường xuyên hằng năm", None, None, "yearly", None),
    ("Năm 2026-2027 và duy trì thường xuyên", "2026-01-01", "2027-12-31", "continuous", None),
    ("Quý II/2026; duy trì hằng năm", "2026-04-01", "2026-06-30", "yearly", None),
    ("Quý IV hàng năm", "2026-10-01", "2026-12-31", "yearly", None),
    ("Báo cáo trước ngày 15/12 hằng năm", None, "2026-12-15", "yearly", None),
    ("Trước 15/6 và 15/12 hàng năm", None, None, "yearly", None),
    (
        "Trước ngày 10/6 (đối với báo cáo 6 tháng) và trước ngày 10/12 (đối với báo cáo năm)",
        None,
        None,
        "semiannual",
        None,
    ),
    ("Trong năm", "2026-01-01", "2026-12-31", None, None),
    ("Trong tháng 3", "2026-03-01", "2026-03-31", None, None),
    ("Đầu quý II/2026", "2026-04-01", None, None, None),
    ("Tháng 5 năm 2026", "2026-05-01", "2026-05-31", None, None),
    ("Tháng 05/ 2026", "2026-05-01", "2026-05-31", None, None),
    ("Quý III /2026", "2026-07-01", "2026-09-30", None, None),
    ("Quý III- 2026", "2026-07-01", "2026-09-30", None, None),
    ("Quý III.2026", "2026-07-01", "2026-09-30", None, None),
    ("Tháng 12.2026", "2026-12-01", "2026-12-31", None, None),
    ("Trước 31.12.2026", None, "2026-12-31", None, None),
    ("Năm học 2025-2026", "2025-09-01", "2026-05-31", None, None),
    ("Theo yêu cầu", None, None, None, "Theo yêu cầu"),
    ("Theo quy định", None, None, None, "Theo quy định"),
    ("Thường xuyên theo quy định", None, None, "continuous", "theo quy định"),
    ("2025 và 2026", "2025-01-01", "2026-12-31", None, None),
    ("Xong trước quý III/2026", None, "2026-06-30", None, None),
    ("Quý 3-4/2026", "2026-07-01", "2026-12-31", None, None),
    ("Từ tháng 01/2026 trở đi", "2026-01-01", None, None, None),
    ("Hoàn thành 31/3/2026", None, "2026-03-31", None, None),
    ("Tháng 3/2026 (hoàn thành trước 25/3)", "2026-03-01", "2026-03-25", None, None),
    ("", None, None, None, None),
]


@pytest.mark.parametrize(("text", "start_on", "due_on", "recurrence", "condition"), CELLS, ids=[c[0] for c in CELLS])
def test_cells(
    text: str, start_on: str | None, due_on: str | None, recurrence: str | None, condition: str | None
) -> None:
    """What a cell says becomes dates, a cycle and a condition."""
    deadline = read_deadline(text, 2026).deadline
    days = tuple(day.isoformat() if day else None for day in (deadline.start_on, deadline.due_on))
    assert (*days, deadline.recurrence, deadline.condition) == (start_on, due_on, recurrence, condition)


def test_the_text_is_the_printed_text_flowed() -> None:
    """Wrapped lines are joined; nothing else is corrected."""
    assert read_deadline("Năm 2026 -\n2030.", None).deadline.text == "Năm 2026 - 2030."


def test_a_day_without_a_year_stays_undated_in_a_plan_without_one() -> None:
    """No year is guessed."""
    assert read_deadline("trước ngày 10/11", None).deadline.due_on is None


@pytest.mark.parametrize("text", ["Trước ngày 31/02/2026", "Quý V/2026", "ngày 31 tháng 6 năm 2026"])
def test_an_impossible_date_is_a_finding(text: str) -> None:
    """The date stays in the text, sets nothing, and is told."""
    reading = read_deadline(text, 2026)
    assert reading.deadline.text == text
    assert reading.deadline.due_on is None
    assert [finding.code for finding in reading.findings] == ["invalid-date"]


@settings(deadline=None)  # the first example reads the tables
@given(st.dates(date(2000, 1, 1), date(2099, 12, 31)), st.sampled_from(["{:%d/%m/%Y}", "ngày {:%d tháng %m năm %Y}"]))
def test_any_day_is_read_back(day: date, form: str) -> None:
    """Whatever the day, "trước …" is due on it."""
    assert read_deadline("Trước " + form.format(day), 2026).deadline.due_on == day


WORDS = [
    "quý",
    "IV",
    "2026",
    "năm",
    "tháng",
    "10",
    "/",
    "-",
    "trước",
    "ngày 31/12",
    "hằng năm",
    "khi",
    "(",
    ")",
    ",",
    "từ",
]


@settings(deadline=None)  # the first example reads the tables
@given(st.one_of(st.text(max_size=60), st.lists(st.sampled_from(WORDS), max_size=12).map(" ".join)))
def test_any_cell_is_read_and_reading_its_text_again_changes_nothing(text: str) -> None:
    """No cell fails, ends never come before beginnings, and the published text reads the same."""
    first = read_deadline(text, 2026)
    again = read_deadline(first.deadline.text, 2026)
    assert again.deadline == first.deadline
    if first.deadline.start_on and first.deadline.due_on:
        assert first.deadline.start_on <= first.deadline.due_on
