"""Text of which only some marks are gone."""

import unicodedata
from collections.abc import Callable

import pytest

from models.page import Page, Word
from normalize.diacritics import restore_pages, restore_text
from normalize.diacritics.syllables import strip_marks
from normalize.diacritics.thinned import is_thinned
from normalize.diacritics.words import Row

RIGHT = """ỦY BAN NHÂN DÂN XÃ SUỐI NGỌC
KẾ HOẠCH
Tổ chức thực hiện công tác bảo vệ môi trường trên địa bàn xã năm 2026
Thực hiện Kế hoạch số 45/KH-UBND ngày 12/01/2026 của Ủy ban nhân dân tỉnh Lạc Hà,
Ủy ban nhân dân xã ban hành kế hoạch như sau:
I. MỤC ĐÍCH, YÊU CẦU
1. Nâng cao nhận thức của cán bộ, công chức, viên chức và nhân dân về bảo vệ môi trường;
tổ chức triển khai đồng bộ, hiệu quả.
2. Phấn đấu tỷ lệ thu gom, xử lý rác thải sinh hoạt đạt trên 95%; mỗi thôn có ít nhất 01 điểm thu gom rác thải nguy hại.
II. NHIỆM VỤ
1. Phòng Kinh tế chủ trì, phối hợp với các cơ quan, đơn vị liên quan kiểm tra, hướng dẫn các cơ sở sản xuất, kinh doanh.
2. Phòng Văn hóa - Xã hội tổ chức tuyên truyền, phổ biến các quy định của pháp luật trên hệ thống truyền thanh cơ sở.
3. Các thôn vận động nhân dân tổng vệ sinh đường làng, ngõ xóm vào ngày cuối tuần;
biểu dương những tập thể, cá nhân điển hình."""


def _without(mark: str) -> Callable[[str], str]:
    return lambda text: unicodedata.normalize("NFC", unicodedata.normalize("NFD", text).replace(mark, ""))


def _every(step: int) -> Callable[[str], str]:
    return lambda text: "".join(strip_marks(c) if i % step == 0 else c for i, c in enumerate(text))


DAMAGES = {
    "hooks gone": _without("\u0309"),
    "hooks read as acutes": lambda text: unicodedata.normalize(
        "NFC", unicodedata.normalize("NFD", text).replace("\u0309", "\u0301")
    ),
    "dots gone": _without("\u0323"),
    "horns gone": _without("\u031b"),
    "circumflexes gone": _without("\u0302"),
    "marks of capitals gone": lambda text: "".join(strip_marks(c) if c.isupper() else c for c in text),
    "one letter in seven": _every(7),
    "one letter in fifteen": _every(15),
}


@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES)
def test_marks_lost_here_and_there_come_back(damage: Callable[[str], str]) -> None:
    """A text that lost one kind of mark, or one letter's marks in ten, is read as it was meant, or nearly so."""
    right, read = RIGHT.split(), restore_text(damage(RIGHT)).split()
    assert len(read) == len(right)
    assert sum(a != b for a, b in zip(right, read, strict=True)) <= 2


def test_text_with_all_its_marks_is_left_alone() -> None:
    """Well-spelt text comes back byte for byte, with the places and names in it that neighbours know nothing of."""
    named = RIGHT + "\n4. Thôn Đăk Rlang, buôn Ea Ktur, làng Yên Hòa, ông Hoàng Sỹ Thi và bà Lò Thị Hiến dự họp."
    assert restore_text(named) == named


def test_a_typing_error_or_two_say_nothing_of_a_page() -> None:
    """One or two misspelt words among many are the writer's, not a reader's: the page stays as it is."""
    typed = RIGHT.replace("\ntổ chức triển khai", "\ntố chức triển khai")
    assert typed != RIGHT
    assert restore_text(typed) == typed
    assert not is_thinned([Row(tuple(line.split()), opens=True) for line in typed.split("\n")])


def test_a_page_that_lost_its_hooks_says_so() -> None:
    """The page is marked as restored, words keep what was printed, and a finding tells of it."""
    damaged = DAMAGES["hooks gone"](RIGHT)
    words = tuple(
        Word(text, (50.0 + 40 * x, 50.0 + 14 * y, 85.0 + 40 * x, 62.0 + 14 * y), 12.0)
        for y, line in enumerate(damaged.split("\n"))
        for x, text in enumerate(line.split())
    )
    (page,), findings = restore_pages((Page(1, 1500.0, 800.0, words, ()),))
    assert page.text_source == "restored"
    assert [finding.code for finding in findings] == ["diacritics-restored"]
    assert next(w.printed for w in page.words if w.text == "Tổ") == "Tô"


@pytest.mark.parametrize(
    "broken",
    [
        RIGHT.replace("môi trường", "môitrường")
        .replace("kế hoạch", "kếhoạch")
        .replace("Phòng Kinh tế", "Phòng Kinhtế"),
        RIGHT.replace("hoạch", "ho ạch").replace("triển", "tri ển").replace("truyền", "tru yền"),
    ],
    ids=["spaces lost", "words cut in two"],
)
def test_spaces_lost_or_put_in_among_right_words_are_mended(broken: str) -> None:
    """Words whose marks are right, but not the spaces between them, are parted and joined."""
    right, read = RIGHT.split(), restore_text(broken).split()
    assert broken.split() != right
    assert sum(a != b for a, b in zip(right, read, strict=False)) <= 1
    assert len(read) == len(right)
