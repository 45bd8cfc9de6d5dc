"""Kinds of damage, each restored its own way."""

from normalize.diacritics import restore_text


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
