"""Kinds of damage, each restored its own way."""

import pytest

from normalize.diacritics import restore_text
from normalize.diacritics.pages import _confidence
from normalize.diacritics.reading import Reading
from normalize.diacritics.syllables import strip_marks

RIGHT = "Ủy ban nhân dân xã tổ chức thực hiện kế hoạch, đề án; báo cáo Sở Tài chính theo Quyết định số 12/QĐ-UBND."


def test_a_lone_sign_is_a_word() -> None:
    """A one-letter word that a reader took for a sign is read by its neighbours."""
    misread = "Hướng dan ngudi Viét Nam ¢ nudc ngoai va nha @ x4 h6i, bao dam quyén lgi cua nguoi lao déng trén dia ban"
    assert "Việt Nam ở nước ngoài và nhà ở xã hội" in restore_text(misread)


def test_a_destroyed_word_among_stripped_ones_is_read_as_misread() -> None:
    """Capitals lose hardly more than their marks, but what is no word without them has lost letters too."""
    text = "KE HOACH TRIEN KHAI PHONG CHAY, CHU'A CHAY VA BAT BUOG DANG KY THUONG TRU TREN DIA BAN TOAN TINH"
    assert restore_text(text) == (
        "KẾ HOẠCH TRIỂN KHAI PHÒNG CHÁY, CHỮA CHÁY VÀ BẮT BUỘC ĐĂNG KÝ THƯỜNG TRÚ TRÊN ĐỊA BÀN TOÀN TỈNH"
    )


@pytest.mark.parametrize("sign", ["?", "\ufffd", "\u25a1"])
def test_letters_that_left_a_sign_are_read(sign: str) -> None:
    """Programs that know only Latin-1 put a sign for each other letter; the letters they kept are all right."""
    holed = "".join(c if ord(c) < 256 else sign for c in RIGHT)
    assert restore_text(holed) == RIGHT
    all_lost = "".join(c if c.isascii() else sign for c in RIGHT.replace("hoạch", "hoach"))
    assert restore_text(all_lost.replace("hoach", f"ho{sign}ch")) == RIGHT


def test_questions_are_no_holes() -> None:
    """A question mark at the end of a sentence, or in an address, is what it is."""
    text = "Đơn vị nào chủ trì? Ai phối hợp? Khi nào xong? Kinh phí từ đâu? Xem https://lacha.gov.vn/?id=2&p?q=1"
    assert restore_text(text) == text


def test_a_reading_no_better_than_the_next_is_not_called_sure() -> None:
    """Confidence is the chance to be right that was counted: below a half where the next reading is as good."""
    assert [_confidence(Reading("số", margin)) for margin in (0.0, 0.7, 2.9, 30.0)] == [0.332, 0.5, 0.9, 1.0]


def test_letters_joined_by_a_sign_are_no_word() -> None:
    """ "KH&CN" stays, and "I." at the head of a line is a number."""
    stripped = (
        "I. NHIEM VU\nSo KH&CN phoi hop voi So Tai chinh trien khai ung dung KH&CN, chuyen doi so tren dia ban tinh"
    )
    assert restore_text(stripped) == (
        "I. NHIỆM VỤ\nSở KH&CN phối hợp với Sở Tài chính triển khai ứng dụng KH&CN, chuyển đổi số trên địa bàn tỉnh"
    )


def test_a_gazettes_running_head_is_words() -> None:
    """Words joined by slashes are words, not the number of a document."""
    head = "CÔNG BÁO/Số 286/Ngày 16-3-2026"
    body = "Ủy ban nhân dân các cấp chỉ đạo cơ quan chuyên môn triển khai thực hiện kế hoạch này trên địa bàn"
    assert restore_text(strip_marks(f"{head}\n{body}")) == f"{head}\n{body}"


def test_only_the_bars_of_a_page_are_lost() -> None:
    """A page with all marks but not one đ, and many words in d, gets its bars back; its true d stay."""
    text = (
        "Dự án đầu tư xây dựng đường dây điện và đường giao thông do Ủy ban nhân dân xã đề xuất được phê duyệt.\n"
        "Các đơn vị dưới đây đôn đốc, đánh giá định kỳ, bảo đảm đúng tiến độ và sử dụng đất theo đúng quy định."
    )
    assert restore_text(text.replace("đ", "d")) == text


def test_capitals_without_a_vowel_are_no_syllable() -> None:
    """ "XH" among misread words stays what it is."""
    misread = "- Luu: VT, VH-XH; cdc phong, ban, don vi lién quan trién khai thuc hién ké hoach nay"
    assert restore_text(misread).startswith("- Lưu: VT, VH-XH; các phòng, ban, đơn vị liên quan")
