"""Documents that a plan cites."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.plan import Citation
from normalize.citations import find_citations


def cited(*texts: str, own: str | None = None) -> list[tuple[str | None, str, str | None, str | None]]:
    """Kind, number, date and issuer of each citation."""
    return [
        (c.kind, c.number, c.issued_on.isoformat() if c.issued_on else None, c.issuer)
        for c in find_citations(texts, own)
    ]


CASES = [
    (
        "Nghị quyết số 75-NQ/TW ngày 12/02/2026 của Bộ Chính trị",
        ("Nghị quyết", "75-NQ/TW", "2026-02-12", "Bộ Chính trị"),
    ),
    ("Quyết định số 15/QĐ-TTg ngày 03 tháng 4 năm 2025", ("Quyết định", "15/QĐ-TTg", "2025-04-03", None)),
    ("Nghị định số 170/2024/NĐ-CP của Chính phủ", ("Nghị định", "170/2024/NĐ-CP", None, "Chính phủ")),
    ("Luật Đất đai số 31/2024/QH15", ("Luật", "31/2024/QH15", None, None)),
    ("Luật số 31/2024/QH15 của Quốc hội", ("Luật", "31/2024/QH15", None, "Quốc hội")),
    (
        "Nghị quyết số 21/2022/NQ-\nHĐND của HĐND tỉnh",
        ("Nghị quyết", "21/2022/NQ-HĐND", None, "Hội đồng nhân dân tỉnh"),
    ),
    (
        "Kế hoạch số 36/KH- UBND ngày 09/10/2026 của UBND tỉnh Lạc Hà Ban hành danh mục",
        ("Kế hoạch", "36/KH-UBND", "2026-10-09", "Ủy ban nhân dân tỉnh Lạc Hà"),
    ),
    (
        "KẾ HOẠCH SỐ 36/KH-UBND NGÀY 09/10/2026 CỦA UBND TỈNH LẠC HÀ",
        ("Kế hoạch", "36/KH-UBND", "2026-10-09", "Ủy ban nhân dân tỉnh Lạc Hà"),
    ),
    (
        "Nghị quyết số 01-NQ/ĐU ngày 02/8/2025 của Đảng ủy phường Bình An Tây về chuyển đổi số",
        ("Nghị quyết", "01-NQ/ĐU", "2025-08-02", "Đảng ủy phường Bình An Tây"),
    ),
    (
        "Kế hoạch số 20-KH/BCĐTW ngày 16/09/2026 của BCĐ Trung ương",
        ("Kế hoạch", "20-KH/BCĐTW", "2026-09-16", "Ban Chỉ đạo Trung ương"),
    ),
    (
        "Chỉ thị số 12-CT/TW của Ban Bí thư mới ban hành ngày 05/4/2026",
        ("Chỉ thị", "12-CT/TW", "2026-04-05", "Ban Bí thư"),
    ),
    (
        "Thông báo số 12-TB/TU ngày 17/8/2025 về Kết luận của Thường trực Tỉnh ủy",
        ("Thông báo", "12-TB/TU", "2025-08-17", "Thường trực Tỉnh ủy"),
    ),
    ("Chương trình hành động số 24-CTr/TU", ("Chương trình hành động", "24-CTr/TU", None, None)),
    ("Chương trình hành động của Chính phủ thực hiện Nghị quyết số 7-NQ/TW", ("Nghị quyết", "7-NQ/TW", None, None)),
    ("Công văn số 123/SKHCN-CĐS của Sở KH&CN", ("Công văn", "123/SKHCN-CĐS", None, "Sở Khoa học và Công nghệ")),
    ("Công văn số 2345/UBND.VX của UBND tỉnh", ("Công văn", "2345/UBND.VX", None, "Ủy ban nhân dân tỉnh")),
    ("Kế hoạch số 12/KH-UBND.UBND các xã", ("Kế hoạch", "12/KH-UBND", None, None)),
    ("theo 75-NQ/TW", ("Nghị quyết", "75-NQ/TW", None, None)),
    ("Nghị quyết số 75-NQ/TW1 và các văn bản", ("Nghị quyết", "75-NQ/TW", None, None)),
    ("Nghị quyết số 75-NO/TW", ("Nghị quyết", "75-NQ/TW", None, None)),
    ("Nghị quyết số 92.NQ/TW", ("Nghị quyết", "92-NQ/TW", None, None)),
    ("Quyết định số 12/2024/QD-UBND", ("Quyết định", "12/2024/QĐ-UBND", None, None)),
    ("Kết luận số 15 -KU/TW của Ban Bí thư", ("Kết luận", "15-KL/TW", None, "Ban Bí thư")),
    ("Nghị quyết sô 92- -NQ/TW", ("Nghị quyết", "92-NQ/TW", None, None)),
    ("Công văn số 4503/TCT ngày 02/3/2026", ("Công văn", "4503/TCT", "2026-03-02", None)),
    ("Quyết định số 8/QĐ-UBND ngày 31/02/2025", ("Quyết định", "8/QĐ-UBND", None, None)),
]


@pytest.mark.parametrize(("text", "citation"), CASES, ids=[text for text, _ in CASES])
def test_one_document(text: str, citation: tuple[str, str, str | None, str | None]) -> None:
    """Kind, code, date and issuer are read as printed, mended where only one reading is possible."""
    assert cited(text) == [citation]


@pytest.mark.parametrize(
    "text",
    [
        "TCVN 7909-1:2016, ISO/IEC 27001, QCVN 01:2023/BYT",
        "Đề án 06",
        "trực 24/7, mạng 5G/6G, 2 buổi/ngày, 95/100 điểm",
        "báo cáo theo Mẫu số 01/KH-UBND",
        "ngày 31/12/2026",
        "thông báo số 24/7, văn bản số 76/KH-",
        "Số:      /KH-SKHCN",
        "tầng 5 -KU/TW",
    ],
)
def test_what_is_no_citation(text: str) -> None:
    """Standards, bare names, forms, dates and blank numbers cite nothing."""
    assert cited(text) == []


def test_each_document_comes_once_with_what_any_mention_gives() -> None:
    """Later mentions fill in the date and the fullest issuer; the order is that of first mention."""
    assert cited(
        "Nghị quyết số 5-NQ/TU và Kế hoạch số 9/KH-UBND của UBND tỉnh",
        "Nghị quyết số 5-NQ/TU ngày 01/3/2026 của Tỉnh ủy; Kế hoạch số 9/KH-UBND ngày 2/3/2026 của UBND tỉnh Lạc Hà",
    ) == [
        ("Nghị quyết", "5-NQ/TU", "2026-03-01", "Tỉnh ủy"),
        ("Kế hoạch", "9/KH-UBND", "2026-03-02", "Ủy ban nhân dân tỉnh Lạc Hà"),
    ]


def test_the_documents_own_number_is_no_citation() -> None:
    """A document does not cite itself."""
    assert cited("(Kèm theo Quyết định số 84/QĐ-UBND)", own="84/QĐ-UBND") == []


def test_a_list_keeps_its_kind() -> None:
    """ "Nghị quyết số …, số …" names two resolutions; the date and issuer after the last are the last's."""
    assert cited("Nghị quyết số 75-NQ/TW, số 17/NQ-CP ngày 04/01/2026 của Chính phủ") == [
        ("Nghị quyết", "75-NQ/TW", None, None),
        ("Nghị quyết", "17/NQ-CP", "2026-01-04", "Chính phủ"),
    ]


def test_two_documents_of_one_body_share_it() -> None:
    """The issuer after "A và B" is that of both when their codes end in the same body."""
    text = "Chương trình số 16-CTr/TU ngày 12/02/2026 và Kế hoạch hành động số 82-KH/TU ngày 15/3/2026 của Tỉnh ủy"
    assert [citation[3] for citation in cited(text)] == ["Tỉnh ủy"] * 2


def test_a_list_takes_the_issuer_of_its_heading() -> None:
    """ "các chương trình của Thành ủy: Chương trình số …" names the issuer before the codes, for programmes only."""
    text = "các chương trình của Thành ủy: Chương trình số 53-CTr/TU thực hiện Nghị quyết số 92-NQ/TW"
    assert [citation[3] for citation in cited(text)] == ["Thành ủy", None]


def test_a_horn_from_ocr_makes_no_second_document() -> None:
    """ "TƯ" and "TU" in one number are one document, under the plainer spelling."""
    assert [c[1] for c in cited("Thông báo số 94-TB/TƯ", "Thông báo số 94-TB/TU")] == ["94-TB/TU"]


CODES = [
    "Nghị quyết số",
    "75-NQ/TW",
    "17/NQ-CP",
    "ngày 1/2/2025",
    "của",
    "Chính phủ",
    "và",
    ",",
    "31/2024/QH15",
    "(",
    "-",
    "/",
]


@settings(deadline=None)  # the first example reads the tables
@given(
    st.lists(st.one_of(st.text(max_size=60), st.lists(st.sampled_from(CODES), max_size=9).map(" ".join)), max_size=3)
)
def test_any_text_is_looked_through_and_a_citation_is_found_again_in_its_own_words(texts: list[str]) -> None:
    """No text fails; what was found is found again when printed as it is published."""
    for citation in find_citations(texts, None):
        assert [c.number for c in find_citations([f"Văn bản số {citation.number}"], None)] == [citation.number]
        assert citation.issued_on is None or isinstance(citation.issued_on, date)
        assert isinstance(citation, Citation)


def test_the_own_number_is_known_with_a_tail_of_figures() -> None:
    """ "03-KH/BCĐ35" in the letterhead is not cited as "03-KH/BCĐ"."""
    assert find_citations(["Số: 03-KH/BCĐ35"], "03-KH/BCĐ35") == ()
