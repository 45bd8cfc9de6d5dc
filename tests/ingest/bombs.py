"""Files that are built to hurt whoever reads them, by name; each is small and made in a moment."""

import struct
import zlib
from collections.abc import Callable

from tests.ingest.mutants import one_page, pdf, text_at

SENTENCE = text_at(60, 700, b"1. Ra soat quy trinh tiep nhan ho so.")


def nested_lists() -> bytes:
    """A list in a list in a list, fifty thousand deep."""
    return one_page(SENTENCE, catalog=b"/X " + b"[" * 50_000 + b"]" * 50_000)


def nested_dictionaries() -> bytes:
    """The same of dictionaries, in the page itself."""
    return one_page(SENTENCE, page=b"/X " + b"<</X " * 20_000 + b"0" + b">>" * 20_000)


def nested_in_the_content() -> bytes:
    """Lists in lists among what the page draws."""
    return one_page(b"[" * 100_000 + b"]" * 100_000 + b" TJ\n" + SENTENCE)


def saved_states() -> bytes:
    """Two hundred thousand graphics states saved, none restored."""
    return one_page(b"q " * 200_000 + SENTENCE)


def deep_page_tree() -> bytes:
    """Three thousand folders of pages, each in the other."""
    inner = [b"<</Type/Pages/Kids[%d 0 R]/Count 1/Parent %d 0 R>>" % (n + 1, n - 1) for n in range(3, 3000)]
    return pdf(
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        *inner,
        b"<</Type/Page/Parent 2999 0 R/MediaBox[0 0 595 842]>>",
    )


def wide_page_tree() -> bytes:
    """Two hundred thousand references to one page."""
    return pdf(
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[%s]/Count 200000>>" % (b"3 0 R " * 200_000),
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>",
    )


def tree_that_multiplies() -> bytes:
    """Ten pages in ten folders in ten folders: a million pages in twelve objects."""
    levels = [b"<</Type/Pages/Kids[%s]/Count 10>>" % (b"%d 0 R " % (number + 1) * 10) for number in range(2, 8)]
    return pdf(b"<</Type/Catalog/Pages 2 0 R>>", *levels, b"<</Type/Page/Parent 7 0 R/MediaBox[0 0 595 842]>>")


def pages_in_a_ring() -> bytes:
    """Folders of pages that hold each other."""
    return pdf(
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1/Parent 3 0 R>>",
        b"<</Type/Pages/Kids[2 0 R]/Count 1/Parent 2 0 R>>",
    )


def form_that_draws_itself() -> bytes:
    """A drawing that holds itself."""
    body = b"/X Do\n" + SENTENCE
    form = b"<</Type/XObject/Subtype/Form/BBox[0 0 595 842]/Length %d/Resources<</XObject<</X 5 0 R>>>>>>" % len(body)
    return pdf(
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</XObject<</X 5 0 R>>>>>>",
        b"<</Length 6>>",
        form,
        stream_of={4: b"/X Do\n", 5: body},
    )


def length_that_is_itself() -> bytes:
    """A stream whose length stands in the stream."""
    return one_page(SENTENCE).replace(b"<</Length %d" % len(SENTENCE), b"<</Length 4 0 R")


def reference_to_itself() -> bytes:
    """An object that is a reference to itself, where the size of the page should stand."""
    return (
        one_page(SENTENCE)
        .replace(b"/MediaBox[0 0 595 842]", b"/MediaBox 6 0 R")
        .replace(b"xref\n", b"6 0 obj\n6 0 R\nendobj\nxref\n")
    )


def tables_in_a_ring() -> bytes:
    """A table of objects whose predecessor is itself."""
    made = one_page(SENTENCE)
    place = made.rindex(b"xref\n0")
    return made.replace(b"trailer<<", b"trailer<</Prev %d" % place)


def flood_of_spaces() -> bytes:
    """Thirty megabytes of blanks in thirty kilobytes."""
    packed = zlib.compress(b" " * 30_000_000 + SENTENCE, 9)
    return one_page(packed, head=b"/Filter/FlateDecode")


def flood_in_a_flood() -> bytes:
    """Four megabytes in a hundred bytes, packed twice."""
    packed = zlib.compress(zlib.compress(bytes(4_000_000), 9), 9)
    return one_page(packed, head=b"/Filter[/FlateDecode/FlateDecode]")


def flood_of_letters() -> bytes:
    """One page with a hundred thousand letters on it."""
    return one_page(b"".join(text_at(50, 800 - n % 700, b"x" * 100, 1) for n in range(1000)))


def flood_of_lines() -> bytes:
    """One page with twenty thousand rules that cross each other."""
    across = b"".join(b"50 %g m 550 %g l S\n" % (n / 12, n / 12) for n in range(10_000))
    return one_page(across + b"".join(b"%g 50 m %g 800 l S\n" % (n / 18, n / 18) for n in range(10_000)))


def page_without_end() -> bytes:
    """A page a light-year wide."""
    return one_page(SENTENCE).replace(b"[0 0 595 842]", b"[0 0 1e30 1e30]")


def page_of_no_size() -> bytes:
    """A page that has no area."""
    return one_page(SENTENCE).replace(b"[0 0 595 842]", b"[0 0 0 0]")


def font_without_a_map() -> bytes:
    """Glyph numbers that no table turns into letters."""
    font = (
        b"<</Type/Font/Subtype/Type0/BaseFont/ABCDEF+X/Encoding/Identity-H/DescendantFonts[<</Type/Font"
        b"/Subtype/CIDFontType2/BaseFont/ABCDEF+X/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>"
        b"/FontDescriptor<</Type/FontDescriptor/FontName/ABCDEF+X/Flags 4>>>>]>>"
    )
    return one_page(b"BT /F 12 Tf 60 700 Td <0001000200030004000500060000> Tj ET", font=font)


def scripts_and_cargo() -> bytes:
    """A script that runs on opening, a link to a program, and a file inside the file: none of our business."""
    catalog = (
        b"/OpenAction<</S/JavaScript/JS(app.alert\\(1\\))>>/AA<</WC<</S/Launch/F(calc.exe)>>>>"
        b"/Names<</EmbeddedFiles<</Names[(x.exe)<</Type/Filespec/F(x.exe)/EF<</F 4 0 R>>>>]>>>>"
    )
    return one_page(SENTENCE, catalog=catalog)


def picture_of_300_megapixels() -> bytes:
    """A PNG of twenty thousand by fifteen thousand dots in forty kilobytes."""
    wide, high = 20_000, 15_000

    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    rows = zlib.compress(bytes(high * (wide // 8 + 1)), 9)
    head = struct.pack(">IIBBBBB", wide, high, 1, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def cell_of_100_000_letters() -> bytes:
    """A table whose one cell is as long as a book: its words in a hundred columns of a thousand lines."""
    words = b"".join(
        text_at(62 + 5 * (n % 90), 780 - (n // 90) * 3.4, b"nhiem vu", 1) for n in range(12_500 - 12_500 % 90)
    )
    rules = b"".join(b"50 %d m 550 %d l S\n" % (y, y) for y in (790, 800, 300)) + b"".join(
        b"%d 300 m %d 800 l S\n" % (x, x) for x in (50, 60, 520, 550)
    )
    return one_page(rules + text_at(51, 792, b"TT", 5) + text_at(70, 792, b"Nhiem vu", 5) + words)


def table_of_10_000_rows() -> bytes:
    """A table of 10,000 rows on one page four hundred sheets long, one word a row."""
    high = 15 * 10_000
    across = b"".join(b"50 %d m 550 %d l S\n" % (y, y) for y in range(0, high + 1, 15))
    upright = b"".join(b"%d 0 m %d %d l S\n" % (x, x, high) for x in (50, 550))
    words = b"".join(text_at(60, y + 4, b"viec") for y in range(0, high, 15))
    return one_page(across + upright + words).replace(b"[0 0 595 842]", b"[0 0 595 %d]" % (high + 50))


def letters_of_no_height() -> bytes:
    """A table whose letters are as wide as they should be and not high at all."""
    flat = b"".join(
        b"BT /F 9 Tf 1 0 0 0 %d %d Tm (%s) Tj ET\n" % (x, y, text)
        for y in (710, 690, 670)
        for x, text in ((55, b"1"), (90, b"Ra soat quy trinh"), (300, b"Phong Y"), (430, b"2027"))
    )
    rules = b"".join(b"50 %d m 550 %d l S\n" % (y, y) for y in (725, 705, 685, 665))
    # One upright is missing in the middle row: whether its words stand apart is measured in heights of letters.
    uprights = [(x, 665, 725) for x in (50, 80, 420, 550)] + [(290, 665, 685), (290, 705, 725)]
    return one_page(rules + b"".join(b"%d %d m %d %d l S\n" % (x, y, x, to) for x, y, to in uprights) + flat)


def line_of_200_000_letters() -> bytes:
    """A text without a single space."""
    return ("ệ" * 200_000).encode()


def text_of_nothing_but_marks() -> bytes:
    """Combining marks without a letter to stand on."""
    return ("e" + "\u0301" * 200_000).encode()


def brackets_without_end() -> bytes:
    """What a careless pattern would try in every order: brackets, dots, figures and hyphens without end."""
    return (
        "1" * 20_000 + "." * 20_000 + "(" * 20_000 + "1/2/" * 10_000 + "a-" * 10_000 + "\n" + "- " * 20_000
    ).encode()


BOMBS: tuple[tuple[Callable[[], bytes], str, str | None], ...] = (
    (nested_lists, ".pdf", None),
    (nested_dictionaries, ".pdf", None),
    (nested_in_the_content, ".pdf", None),
    (saved_states, ".pdf", None),
    (deep_page_tree, ".pdf", "NotAPlanFile"),
    (wide_page_tree, ".pdf", "LimitExceeded"),
    (tree_that_multiplies, ".pdf", None),
    (pages_in_a_ring, ".pdf", "NoPages"),
    (form_that_draws_itself, ".pdf", None),
    (length_that_is_itself, ".pdf", None),
    (reference_to_itself, ".pdf", "NotAPlanFile"),
    (tables_in_a_ring, ".pdf", "NotAPlanFile"),
    (flood_of_spaces, ".pdf", None),
    (flood_in_a_flood, ".pdf", None),
    (flood_of_letters, ".pdf", None),
    (flood_of_lines, ".pdf", None),
    (page_without_end, ".pdf", "NotAPlanFile"),
    (page_of_no_size, ".pdf", None),
    (font_without_a_map, ".pdf", None),
    (scripts_and_cargo, ".pdf", None),
    (picture_of_300_megapixels, ".png", "NotAPlanFile"),
    (cell_of_100_000_letters, ".pdf", None),
    (table_of_10_000_rows, ".pdf", None),
    (letters_of_no_height, ".pdf", None),
    (line_of_200_000_letters, ".txt", None),
    (text_of_nothing_but_marks, ".txt", None),
    (brackets_without_end, ".txt", None),
)
"""Each with the suffix of its file and the error it ends in without OCR; None where it can be read."""
