"""The text layer and the ruling lines of PDF pages."""

from pathlib import Path
from typing import Any

from ingest.pdf import read_pages, stretched_blanks, without_stray_blanks


def letter(text: str, x0: float, x1: float, top: float = 100.0) -> dict[str, Any]:
    return {"text": text, "x0": x0, "x1": x1, "top": top}


def test_a_blank_over_a_letter_is_left_out() -> None:
    """Blanks that trail from one cell into the first letter of the next do not cut that letter off."""
    letters = [
        letter("a", 0, 6),
        *(letter(" ", x, x + 3.5) for x in (6, 9.5, 13)),
        letter("C", 11, 21),
        letter("ơ", 21, 28),
    ]
    kept = without_stray_blanks(letters)
    assert [(c["text"], c["x0"]) for c in kept] == [("a", 0), (" ", 6), ("C", 11), ("ơ", 21)]


def test_a_blank_over_the_seam_of_two_letters_is_left_out() -> None:
    """A blank that begins under one letter and ends under the next cuts neither."""
    letters = [letter("C", 0, 9), letter(" ", 7.8, 11.2), letter("h", 9, 16)]
    assert [c["text"] for c in without_stray_blanks(letters)] == ["C", "h"]


def test_a_blank_between_letters_stays() -> None:
    """The space between two words stays, also where kerning lets it touch them, and on another line."""
    letters = [letter("a", 0, 6), letter(" ", 5.8, 9), letter("b", 8.9, 14), letter(" ", 2, 5, top=120.0)]
    assert without_stray_blanks(letters) == letters


def test_a_blank_in_the_box_of_a_word_belongs_to_it() -> None:
    """Where Tesseract stretched a word and a blank over the word's box, the word ends where the blank does."""

    def glyphless(text: str, x0: float, x1: float) -> dict[str, Any]:
        return {**letter(text, x0, x1), "fontname": "GlyphLessFont"}

    stretched = [glyphless("K", 0, 10), glyphless("Ế", 10, 20), glyphless(" ", 20, 30), glyphless("H", 33, 40)]
    assert stretched_blanks(stretched) == {id(stretched[1]): 30.0}
    between = [glyphless("K", 0, 10), glyphless(" ", 10, 14), glyphless("H", 14, 24)]
    assert stretched_blanks(between) == {}
    printed = [{**each, "fontname": "Times"} for each in stretched]
    assert stretched_blanks(printed) == {}


def _pdf_in_windows_codes(font: str, codes: bytes) -> bytes:
    """A page with one line in a font that has Windows' encoding and no table of its letters, as Word wrote them."""
    name = font.encode()
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R"
        b" /Resources << /Font << /F 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\nBT /F 12 Tf 60 700 Td (%s) Tj ET\nendstream" % (len(codes) + 31, codes),
        b"<< /Type /Font /Subtype /TrueType /BaseFont /%s /Encoding /WinAnsiEncoding /FirstChar 32 /LastChar 255"
        b" /Widths [%s] /FontDescriptor << /Type /FontDescriptor /FontName /%s /Flags 32 /FontBBox [0 -200 999 900]"
        b" /Ascent 900 /Descent -200 /ItalicAngle 0 /CapHeight 700 /StemV 80 >> >>" % (name, b"500 " * 224, name),
    ]
    file, places = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, start=1):
        places.append(len(file))
        file += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    head = b"xref\n0 6\n0000000000 65535 f \n"
    return file + head + table + b"trailer << /Size 6 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF" % len(file)


def test_code_173_is_a_letter_of_old_fonts_and_a_hyphen_of_others(tmp_path: Path) -> None:
    """In a .Vn font it is ư; in any other font of Windows' encoding it is a hyphen, as the standard has it."""
    path = tmp_path / "plan.pdf"
    path.write_bytes(_pdf_in_windows_codes(".VnTime", b"tr\xad\xedc, ph\xad\xeang"))
    assert [w.text for w in next(read_pages(path)).words] == ["trước,", "phường"]
    path.write_bytes(_pdf_in_windows_codes("Arial", b"giai 2026\xad2028"))
    assert [w.text for w in next(read_pages(path)).words] == ["giai", "2026-2028"]
