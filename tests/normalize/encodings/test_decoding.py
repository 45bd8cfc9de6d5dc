"""Texts whose letters stand for others."""

import unicodedata
from collections.abc import Iterator

import pytest

from normalize.diacritics import restore_text
from normalize.encodings import decode_bytes, decode_text, decode_tokens, from_tcvn3
from normalize.encodings.typed import from_signs, from_telex, from_vni_keys

RIGHT = "Ủy ban nhân dân xã xây dựng kế hoạch, tổ chức thực hiện từ năm 2026 và báo cáo kết quả hằng quý."


@pytest.mark.parametrize("page", ["latin-1", "cp1252", "cp1258"])
def test_utf8_read_as_something_else_is_decoded(page: str) -> None:
    """Bytes of UTF-8 that were shown as Western letters are the letters they were, lost bytes included."""
    shown = "".join(bytes([byte]).decode(page, "ignore") or chr(byte) for byte in RIGHT.encode())
    assert decode_text(shown) == RIGHT
    assert decode_text(shown.encode().decode("latin-1")) == RIGHT


def test_no_break_spaces_that_became_spaces_are_letters_again() -> None:
    """The second byte of "à" is a no-break space; what a page makes a plain space of is told by the words."""
    assert decode_text("HÃ nh chÃ­nh lÃ  gÃ¬, tÃ i chÃ­nh vÃ  Ä‘áº¥t Ä‘ai") == "Hành chính là gì, tài chính và đất đai"


@pytest.mark.parametrize(
    "typed",
    [
        "U?y ban nha^n da^n xa~ xa^y du+.ng ke^' hoa.ch, to^? chu+'c thu+.c hie^.n tu+` na(m 2026"
        " va` ba'o ca'o ke^'t qua? ha(`ng quy'.",
        "Uyr ban nhaan daan xax xaay duwngj kees hoachj, toor chuwcs thuwcj hieenj tuwf nawm 2026"
        " vaf baos caos keets quar hawngf quys.",
        "Uy3 ban nha6n da6n xa4 xa6y du7ng5 ke61 hoach5, to63 chu7c1 thu7c5 hie6n5 tu72 na8m 2026"
        " va2 bao1 cao1 ke6t1 qua3 ha8ng2 quy1.",
        "Uy? ban nhân dân xa~ xây dưng. kê' hoach., tô? chưc' thưc. hiên. tư` năm 2026"
        " va` bao' cao' kêt' qua? hăng` quy'.",
    ],
)
def test_marks_typed_beside_their_letters_are_put_on_them(typed: str) -> None:
    """VIQR, Telex, VNI and tone signs behind their words are decoded, also by the restorer."""
    assert decode_text(typed) == RIGHT
    assert restore_text(typed) == RIGHT


def test_only_the_lines_that_need_it_are_decoded() -> None:
    """A typed paragraph among good ones is decoded, and the others come back byte for byte."""
    typed = "Giao Sowr Taif chinhs chur trif, phoois howpj vowis casc ddown vij lieen quan"
    text = f"{RIGHT}\n  {typed}\n\n{RIGHT}"
    assert decode_text(text) == (f"{RIGHT}\n  Giao Sở Tài chính chủ trì, phối hợp với các đơn vị liên quan\n\n{RIGHT}")


def test_a_full_stop_before_a_capital_stays() -> None:
    """In VIQR a dot is a mark in "ho.p" and "ky.", and a full stop at the end of a sentence."""
    assert from_signs("hoa.ch", True) == "hoạch"
    assert from_signs("quan.", False) == "quan."
    assert from_signs("nghie^.p.", False) == "nghiệp."


def test_document_numbers_are_not_typed_marks() -> None:
    """Letters of a document's number are no Telex."""
    assert from_telex("57-NQ/TW") == "57-NQ/TW"
    assert from_telex("TW") == "TW"
    assert from_telex("UYR") == "ỦY"


def test_one_horn_is_typed_for_both_letters() -> None:
    """ "ươ" takes one 7 or w, and "uơ" of "thuở" as well."""
    assert [from_vni_keys("du7o72ng"), from_vni_keys("d9uo7ng2"), from_vni_keys("thuo73")] == ["dường", "đường", "thuở"]
    assert [from_telex("dduwowngf"), from_telex("dduowngf"), from_telex("thuowr")] == ["đường", "đường", "thuở"]


def test_a_text_file_of_an_old_font_is_decoded() -> None:
    """TCVN3 in a text file has no font to tell it; its language does, line by line."""
    old = "Thùc hiÖn NghÞ quyÕt cña tØnh ñy, Ủy ban nh©n d©n x· x©y dùng kÕ ho¹ch triÓn khai nh­ sau"
    assert (
        decode_text(old) == "Thực hiện Nghị quyết của tỉnh ủy, Ủy ban nhân dân xã xây dựng kế hoạch triển khai như sau"
    )
    assert from_tcvn3("CéNG HßA") == "CỘNG HÒA"


@pytest.mark.parametrize("encoding", ["cp1258", "tcvn3"])
def test_bytes_of_old_text_files_are_read(encoding: str) -> None:
    """Files from before Unicode are told by their language."""
    if encoding == "cp1258":
        # Python writes a letter and its tone apart only if they come apart.
        data = "".join(
            unicodedata.normalize("NFC", "".join(d for d in unicodedata.normalize("NFD", c) if d not in TONES))
            + "".join(d for d in unicodedata.normalize("NFD", c) if d in TONES)
            for c in RIGHT
        ).encode("cp1258")
    else:
        data = RIGHT.replace("Ủ", "U").translate(_tcvn3_codes()).encode("latin-1")
    assert decode_bytes(data) == (RIGHT if encoding == "cp1258" else RIGHT.replace("Ủ", "U"))
    assert decode_bytes("Текст на другом языке, который читать не нужно".encode("cp1251")) is None
    assert decode_bytes(b"\xff\xd8 1 2 3") is None


TONES = "\u0300\u0301\u0303\u0309\u0323"


def _tcvn3_codes() -> dict[int, str]:
    return {ord(letter): chr(code) for code in range(0xFF, 0xA0, -1) if (letter := from_tcvn3(chr(code))) != chr(code)}


@pytest.mark.parametrize(
    "kept",
    [
        RIGHT,
        "The Department of Science and Technology assists offices with software, forms and fees of local boards.",
        "Nguyễn Văn A (b/c); xã Krông Pắc, Đắk Lắk, Ea H'leo, Cư M'gar; M'Drắk; D'Ran; K'Bang?",
        "Mẫu B1, C2; A4; quý 1, quý 2; H5N1; CO2, m2, m3; VNPT-CA; lacha.gov.vn; http://lacha.gov.vn/?id=a2",
        "“KHẨU HIỆU CỦA XÔ VIẾT NGHỆ TĨNH Ô…” «Bài ca» 50°C ± 2 ½ © ® § 10µm",
    ],
)
def test_text_that_is_well_is_left_alone(kept: str) -> None:
    """Good Vietnamese, English, names of other tongues, codes and signs are no encoding."""
    assert decode_text(kept) == kept
    assert decode_tokens(kept.split()) == kept.split()


def test_words_of_a_page_are_decoded_where_they_stand() -> None:
    """One token stays one token, whatever is decoded in it."""
    typed = "Giao Sowr Taif chinhs chur trif, phoois howpj vowis casc ddown vij"
    assert " ".join(decode_tokens(typed.split())) == "Giao Sở Tài chính chủ trì, phối hợp với các đơn vị"


def test_a_page_without_words_stays_without() -> None:
    """A scan has no text to decode: nothing comes back, not one empty word."""
    assert decode_tokens([]) == []


PLAN = (
    "ỦY BAN NHÂN DÂN XÃ SUỐI NGỌC",
    "Thực hiện Kế hoạch của Ủy ban nhân dân tỉnh về chuyển đổi số, Ủy ban nhân dân xã xây dựng kế hoạch như sau:",
    "1. Phòng Kinh tế chủ trì, phối hợp với các đơn vị liên quan tổ chức thực hiện; báo cáo kết quả trước ngày 20.",
    "- Lưu: VT, KT.",
    "CHỦ TỊCH",
    "Lò Văn Phúc",
)


def _in_tcvn3(text: str) -> str:
    codes = {from_tcvn3(chr(code)): chr(code) for code in range(0xA1, 0x100)}
    return "".join(codes.get(c) or codes.get(c.lower(), c) for c in text)


def test_short_lines_of_a_text_in_an_old_font_are_decoded_too() -> None:
    """A font is the whole text's: a line of two words is decoded like the others."""
    coded = "\n".join(map(_in_tcvn3, PLAN))
    assert "L\u00adu: VT" in coded
    assert decode_text(coded).lower().split("\n") == [line.lower() for line in PLAN]


def test_a_single_letter_of_utf8_read_otherwise_is_decoded_among_many() -> None:
    """One such letter in a line is enough where the text is full of them; a capital "Ã" that comes out stays one."""
    coded = "\n".join("".join(_as_cp1252(line)) for line in PLAN)
    assert "LÆ°u: VT" in coded
    assert decode_text(coded).split("\n") == list(PLAN)


def _as_cp1252(line: str) -> Iterator[str]:
    for byte in line.encode():
        yield bytes([byte]).decode("cp1252", "ignore") or chr(byte)


@pytest.mark.parametrize(
    ("coded", "meant"),
    [
        ("tr-êng", "trường"),
        ("tr\u2010êng", "trường"),
        ("Nh-", "Như"),
        ("T-", "Tư"),
        ("-u", "ưu"),
        ("-", "-"),
        ("x·-héi", "xã-hội"),
        ("2026-2028", "2026-2028"),
        ("KH-UBND", "KH-UBND"),
        ("T-34", "T-34"),
    ],
)
def test_a_hyphen_of_an_old_font_may_be_its_horned_u(coded: str, meant: str) -> None:
    """Code 173 of a .Vn font is ư and is often written as a hyphen; it is one where no word comes of it."""
    assert from_tcvn3(coded) == meant


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("1764/QDD-TTg", "1764/QĐ-TTg"), ("HDDND", "HĐND"), ("212/KH-SGDDDT", "212/KH-SGDĐT"), ("dd)", "đ)")],
)
def test_the_bar_of_a_number_is_typed_as_a_second_letter(typed: str, meant: str) -> None:
    """VIQR writes Đ as DD in numbers and acronyms too."""
    assert from_signs(typed) == meant
