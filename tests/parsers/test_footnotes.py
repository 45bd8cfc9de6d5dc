"""Small type at the foot of a page."""

from dataclasses import replace

from models.blocks import Line, line_of
from models.page import Page, Stroke, Word
from parsers.footnotes import take_footnotes


def line(text: str, top: float, size: float = 14, first: float | None = None, confidence: float = 1.0) -> Line:
    words = tuple(
        Word(word, (90 + 40 * i, top, 126 + 40 * i, top + size), size, confidence=confidence)
        for i, word in enumerate(text.split())
    )
    if first is not None:
        words = (replace(words[0], size=first), *words[1:])
    return line_of(1, words)


PAGE = Page(1, 595, 842, (), ())
BODY = [line("Rà soát các điểm tập kết rác của thôn.", 60 + 20 * i) for i in range(8)]
NOTE = [
    line("1 Quyết định số 12/QĐ-UBND ngày 05/3/2026 của", 720, 10, first=6.5),
    line("Ủy ban nhân dân xã Suối Ngọc.", 734, 10),
]


def taken(lines: list[Line]) -> list[str]:
    return [note.text for note in take_footnotes([PAGE], [lines])[1]]


def test_a_footnote_is_no_part_of_the_text() -> None:
    """A raised number in small type begins it; its wrapped line belongs to it."""
    (body,), notes = take_footnotes([PAGE], [[*BODY, *NOTE]])
    assert body == tuple(BODY)
    assert [note.text for note in notes] == [note.text for note in NOTE]


def test_the_numbers_of_footnotes_leave_the_words_they_are_glued_to() -> None:
    """ "Lạc Hà1" over a footnote 1 is Lạc Hà; without a footnote of that number a figure stays."""
    marked = line("Trường Lạc Hà1 rộng 20 m2, Sở1.", 240)
    second = line("2 Quyết định số 14/QĐ-UBND của xã", 748, 10, first=6.5)
    (body,), _ = take_footnotes([PAGE], [[*BODY, marked, *NOTE, second]])
    assert body[-1].text == "Trường Lạc Hà rộng 20 m2, Sở."
    (body,), _ = take_footnotes([PAGE], [[*BODY, marked]])
    assert body[-1].text == marked.text


def test_small_type_without_a_number_is_text() -> None:
    """Recipients stand in small type too."""
    assert taken([*BODY, line("- Như trên;", 720, 11), line("- Lưu: VT.", 734, 11)]) == []


def test_a_number_in_the_usual_size_is_an_item() -> None:
    """ "1 Quyết định" in the letters of the text is no footnote."""
    assert taken([*BODY, line("1 Quyết định của xã", 720)]) == []


def test_small_type_in_the_upper_half_is_text() -> None:
    """A footnote stands at the foot of its page."""
    assert taken([replace_top(NOTE[0], 80), *BODY[2:]]) == []


def test_sizes_that_a_recogniser_guessed_tell_nothing() -> None:
    """On a scan the height of a word is no size."""
    scan = [line(x.text, x.bbox[1], confidence=0.9) for x in BODY]
    assert taken([*scan, *NOTE]) == []


def scanned(x0: float, x1: float, *notes: str) -> list[str]:
    """What is taken from a scan with a rule from *x0* to *x1* under the text and *notes* below it."""
    lines = [line(x.text, x.bbox[1], confidence=0.9) for x in BODY]
    lines += [line(text, 720 + 13 * i, confidence=0.9) for i, text in enumerate(notes)]
    page = replace(PAGE, strokes=(Stroke((x0, 712, x1, 712)),), text_source="ocr")
    return [note.text for note in take_footnotes([page], [lines])[1]]


def test_a_rule_of_two_inches_tells_the_footnotes_of_a_scan() -> None:
    """Word draws it from the left edge; the raised number may be read as any sign."""
    notes = ("? Quyết định số 12/QĐ-UBND của", "Ủy ban nhân dân xã Suối Ngọc.")
    assert scanned(91, 236, *notes) == list(notes)


def test_other_rules_on_a_scan_tell_no_footnote() -> None:
    """The rule under a signer, a longer one, and one over text of the usual pitch are none."""
    notes = ("? Quyết định số 12/QĐ-UBND của", "Ủy ban nhân dân xã Suối Ngọc.")
    assert scanned(200, 345, *notes) == []
    assert scanned(91, 400, *notes) == []
    assert scanned(91, 236, "Ủy ban nhân dân xã Suối Ngọc.") == []


def replace_top(note: Line, top: float) -> Line:
    return line(note.text, top, 10, first=6.5)
