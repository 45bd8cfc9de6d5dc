"""Pages restored: words keep their places, the page says what happened to it."""

from dataclasses import replace

import pytest

from models.page import Page, Word
from normalize.diacritics import mend_pages, restore_pages
from normalize.diacritics.columns import reading_rows
from normalize.diacritics.gate import language_score
from normalize.diacritics.pages import sample_of
from normalize.diacritics.syllables import strip_marks
from tests.normalize.diacritics.test_thinned import DAMAGES, RIGHT

LINES = (
    "Ủy ban nhân dân tỉnh Lạc Hà ban hành kế hoạch triển khai thực hiện chuyển đổi số",
    "trên địa bàn tỉnh; giao Sở Khoa học và Công nghệ chủ trì, phối hợp với các đơn vị",
    "liên quan tổ chức thực hiện, định kỳ báo cáo kết quả trước ngày 15/12/2025.",
)


def _page(lines: tuple[str, ...], number: int = 1) -> Page:
    words = []
    for row, line in enumerate(lines):
        x = 50.0
        for text in line.split():
            words.append(Word(text, (x, 50.0 + 18 * row, x + 6 * len(text), 62.0 + 18 * row), 12.0))
            x += 6 * len(text) + 4
    return Page(number=number, width=595, height=842, words=tuple(words), strokes=())


STRIPPED = tuple(strip_marks(line) for line in LINES)


def test_clean_pages_are_the_same_pages() -> None:
    """Clean pages come back as the very objects they were, without a finding."""
    pages = (_page(LINES), _page(LINES, 2))
    restored, findings = restore_pages(pages)
    assert restored is pages
    assert findings == ()


def test_well_spelt_words_in_odd_order_are_left_alone() -> None:
    """Cells of a table read across, or a signature alone on its page: no sentence, but nothing is lost either."""
    table = (
        "TT Nhiệm vụ Cơ chủ trì quan phối Cơ quan hợp Lộ Ghi chú trình 2026 2027",
        "A LĨNH NÔNG VỰC Cấp mã cây số Sở Nông UBND ăn các x xã vùng quả x Chi Liên minh",
        "trồng cục Hợp Trồng trọt 02 do chuỗi và tác xã Bảo hỗ vệ tỉnh trợ Hội tỉnh",
    )
    signature = ("Phòng VH-XH (b/c); Lưu: VT, YT. HIỆU TRƯỞNG Trịnh Thị Mỹ Duyên",)
    assert all(language_score(" ".join(lines)) < 0.85 for lines in (table, signature))
    for lines in (table, signature):
        pages = (_page(lines),)
        assert restore_pages(pages) == (pages, ())


def test_stripped_pages_are_restored_in_place() -> None:
    """Every word gets its marks back and keeps its box; the page is marked as restored."""
    (page,), (finding,) = restore_pages((_page(STRIPPED),))
    assert [w.text for w in page.words] == " ".join(LINES).split()
    assert [w.bbox for w in page.words] == [w.bbox for w in _page(STRIPPED).words]
    assert page.text_source == "restored"
    assert finding.code == "diacritics-restored"
    assert finding.page == 1
    assert finding.severity == "info"


def test_only_bad_pages_are_touched() -> None:
    """A clean page beside a stripped one stays as it is."""
    clean, stripped = _page(LINES), _page(STRIPPED, 2)
    restored, findings = restore_pages((clean, stripped))
    assert restored[0] is clean
    assert restored[1].text_source == "restored"
    assert [finding.page for finding in findings] == [2]


def test_pages_read_by_ocr_are_not_judged() -> None:
    """What OCR read is not restored over its head."""
    page = replace(_page(STRIPPED), text_source="ocr")
    assert restore_pages((page,)) == ((page,), ())


def test_a_parted_word_shares_its_box() -> None:
    """A glued word becomes two words within its old box."""
    page = _page((STRIPPED[0].replace("ke hoach", "kehoach"), *STRIPPED[1:]))
    (restored,), _ = restore_pages((page,))
    old = next(w for w in page.words if w.text == "kehoach")
    first, second = (next(w for w in restored.words if w.text == text) for text in ("kế", "hoạch"))
    assert old.bbox[0] == first.bbox[0] < first.bbox[2] < second.bbox[0] < second.bbox[2] <= old.bbox[2] + 0.01


def test_restored_words_say_how_sure_they_are() -> None:
    """Confidence is below 1 only where there was a choice, and never above what it was."""
    (page,), _ = restore_pages((_page(STRIPPED),))
    assert all(0.5 <= w.confidence <= 1.0 for w in page.words)
    assert next(w for w in page.words if w.text == "15/12/2025.").confidence == 1.0


def test_columns_are_read_one_by_one() -> None:
    """Words across a wide gap are not neighbours: the left column is read to its end first."""
    left = [Word(t, (50.0, 50.0 + 14 * i, 120.0, 62.0 + 14 * i), 12.0) for i, t in enumerate(("trái", "dưới"))]
    right = [Word("phải", (300.0, 50.0, 360.0, 62.0), 12.0)]
    page = Page(number=1, width=595, height=842, words=(*right, *left), strokes=())
    assert [[w.text for w in words] for words, _ in reading_rows(page)] == [["trái"], ["dưới"], ["phải"]]


def _tight(text: str, top: float) -> list[Word]:
    """A line whose boxes are as high as the letters in them, as some readers leave them."""
    words, x = [], 50.0
    for token in text.split():
        y0 = top + (0.0 if any(c in "bdhklt" or c.isupper() for c in token) else 4.0)
        y1 = top + (12.0 if any(c in "gpqy" for c in token) else 9.0)
        words.append(Word(token, (x, y0, x + 6 * len(token), y1), y1 - y0))
        x += 6 * len(token) + 4
    return words


def test_boxes_as_tight_as_their_letters_stand_on_one_line() -> None:
    """A word without tall letters sits lower than its neighbours, and is read between them all the same."""
    lines = ("Cac co quan va cac dia phuong xay dung quy che", "ra soat, sua doi quy che cua co quan", "theo quy dinh")
    words = [word for i, line in enumerate(lines) for word in _tight(line, 50.0 + 18 * i)]
    page = Page(number=1, width=595, height=842, words=tuple(words), strokes=())
    assert [" ".join(w.text for w in row) for row, _ in reading_rows(page)] == list(lines)
    assert [opens for _, opens in reading_rows(page)] == [True, False, False]


def _read_by_ocr(text: str, unsure: str) -> Page:
    words = tuple(
        Word(t, (20.0 * i, 0.0, 20.0 * i + 18, 12.0), 12.0, confidence=0.3 if t == unsure else 0.97)
        for i, t in enumerate(text.split())
    )
    return Page(number=1, width=595, height=842, words=words, strokes=(), text_source="ocr")


def test_an_unsure_word_is_mended_by_its_neighbours() -> None:
    """A misread word of low confidence becomes what its neighbours ask for; box, confidence and print are kept."""
    page = _read_by_ocr("Ủy ban nhân dân tỉnh ban hành kê hoạch triển khai", "kê")
    (mended,) = mend_pages((page,))
    assert " ".join(w.text for w in mended.words) == "Ủy ban nhân dân tỉnh ban hành kế hoạch triển khai"
    assert mended.words[7] == replace(page.words[7], text="kế", printed="kê")


def test_a_sure_word_is_not_changed() -> None:
    """A misreading that is neither a lost hook nor a known slip stays where OCR was sure of it."""
    page = _read_by_ocr("Ủy ban nhan dân tỉnh ban hành kế hoạch triển khai", "none")
    assert mend_pages((page,)) == (page,)


@pytest.mark.parametrize(
    ("read", "printed"),
    [
        ("ban hành kế hoạch cụ thế hóa Chương trình", "ban hành kế hoạch cụ thể hóa Chương trình"),
        ("Sở Văn hóa, Thế thao và Du lịch", "Sở Văn hóa, Thể thao và Du lịch"),
        ("CHUYẾN ĐỐI SỐ VÀ TỐ CHỨC THỰC HIỆN", "CHUYỂN ĐỔI SỐ VÀ TỔ CHỨC THỰC HIỆN"),
        ("xây dựng kế hoạch chỉ tiết từng dự án", "xây dựng kế hoạch chi tiết từng dự án"),
        ("đạt tối thiếu 95% kế hoạch vốn", "đạt tối thiểu 95% kế hoạch vốn"),
        ("báo cáo Ủy ban nhân dân tỉnh (đế báo cáo)", "báo cáo Ủy ban nhân dân tỉnh (để báo cáo)"),
        ("các cơ quan, tô chức, cá nhân", "các cơ quan, tổ chức, cá nhân"),
        ("công tác kiêm soát thủ tục", "công tác kiểm soát thủ tục"),
        ("thực hiện Kê hoạch này", "thực hiện Kế hoạch này"),
        ("tham mưu sửa đồi quy chế", "tham mưu sửa đổi quy chế"),
        ("PHẦN II. TÔ CHỨC THỰC HIỆN", "PHẦN II. TỔ CHỨC THỰC HIỆN"),
    ],
)
def test_a_hook_that_ocr_did_not_see_is_mended_however_sure_it_was(read: str, printed: str) -> None:
    """At 12 points a hook over a circumflex is a few pixels: Tesseract errs and is sure of itself."""
    (mended,) = mend_pages((_read_by_ocr(read, "none"),))
    assert " ".join(w.text for w in mended.words) == printed


@pytest.mark.parametrize(
    "text",
    [
        "ông Nguyễn Thế Hiến, Phó Giám đốc Sở Nội vụ",
        "trong bối cảnh thế giới có nhiều biến động",
        "chỉ đạo các đơn vị bố trí kinh phí thực hiện chỉ tiêu",
        "thực hiện tốt công tác đối ngoại và đối thoại với người dân",
        "phát triển thế trận quốc phòng toàn dân",
        "Mẫu Đ.4 kèm theo; nghỉ lễ; nghỉ tết",
        "xe tải, xe ô tô, tô màu bản đồ quy hoạch",
        "đồi núi, đồi chè; tiền phí, hộ nghèo, hồ Tây",
    ],
)
def test_right_marks_stay(text: str) -> None:
    """Words that may well be printed so are left alone."""
    page = _read_by_ocr(text, "none")
    assert mend_pages((page,)) == (page,)


def test_a_mended_word_of_capitals_stays_in_capitals() -> None:
    """Short words too: a reader of Vietnamese errs in marks, not in case."""
    (mended,) = mend_pages((_read_by_ocr("Kèm theo PHU LỤC I của Kế hoạch này", "PHU"),))
    assert mended.words[2].text == "PHỤ"


def test_an_unsure_number_is_never_changed() -> None:
    """Digits and codes are not guessed from their neighbours."""
    page = _read_by_ocr("trước ngày 15/12/2025 theo Quyết định số 12/QĐ-UBND", "15/12/2025")
    assert mend_pages((page,)) == (page,)


def test_good_text_layers_are_not_mended() -> None:
    """Only what OCR read is mended."""
    page = replace(_read_by_ocr("Ủy ban nhân dân tỉnh ban hành kê hoạch triển khai", "kê"), text_source="text_layer")
    assert mend_pages((page,)) == (page,)


def test_a_few_pages_speak_for_a_file() -> None:
    """The page that reads worst, and every sixth of all."""
    assert sample_of([4, 7], [0.96, 0.95]) == [7]
    scores = [0.97] * 20
    scores[11], scores[18] = 0.95, 0.96
    assert sample_of(range(20), scores) == [3, 9, 11, 15]
    assert sample_of([], []) == []


def test_every_page_of_a_file_that_lost_marks_is_restored() -> None:
    """Where one of the pages that are looked at lost its hooks, all are looked at."""
    damaged = tuple(DAMAGES["hooks gone"](RIGHT).split("\n"))
    pages = tuple(_page(damaged, number) for number in range(1, 10))
    restored, findings = restore_pages(pages)
    assert [page.text_source for page in restored] == ["restored"] * 9
    assert len(findings) == 9
