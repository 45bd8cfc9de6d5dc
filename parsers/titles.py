"""Reads the title block: kind, title over several lines, the label of an appendix and what it belongs to."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from models.blocks import Line, line_of
from models.raw import PartKind
from normalize.text import fold
from parsers.kinds import HeadWords, begins_with, letters, load_head_words
from parsers.letterhead import is_rule, matches

NUMBERED = ("bieu", "mau")
"""Appendix words that are common words too: only a number makes them labels."""
TITLE_LINES = 14
"""No title runs over more lines."""
SENTENCE_LINES = 9
"""The sentence that opens a plan is no longer."""
TITLE_GAP = 1.5
"""Times the height of a line: a wider blank ends a title."""
FULL_PAGE = 12
"""A page of fewer lines does not tell where its text's edges are."""
FLUSH_SHARE = 0.85
"""Share of a page's lines that begin at the left edge where the layout is lost; else indents and headings are more."""
NEARLY_FULL = 0.75
"""Share of the text's width that the first line of a sentence takes at least, its indent and a ragged end left out."""
WIDE = 0.93
"""Share of the text's width: a line that fills it is no heading by its place alone."""

_BODY_BEGINS = re.compile(
    r"^(?:can cu\b|kinh (?:gui|trinh)\b|xet\b|theo de nghi\b|(?:phan|chuong|dieu|muc)\s+(?:[ivx]+|\d+|thu)\b"
    r"|(?:[ivx]+|[a-e]|\d{1,2}(?:\.\d{1,2})*)\s?(?:[.)/]\s|[-–]\s(?=[a-z]))|[-+•*]\s"
    r"|nham\b.{30,}|thuc hien\b.{40,}[,;]|trien khai thuc hien\b.{40,},)"
)
_CHAPTER = re.compile(r"(?:phan|chuong)\s+(?:[ivx]+|\d+|thu (?:nhat|hai|ba|tu|nam))[\s.:]*")
"""A line that is nothing but the label of a chapter: no title goes on so, however it is set."""
_SENTENCE_BEGINS = re.compile(r"(?:thuc hien|can cu|nham|de|tren co so|theo|ngay|trien khai|tiep tuc|nam)\b")
_ISSUES = re.compile(
    r"\b(?:ban hanh|xay dung|trien khai|to chuc)\b.{0,60}\b(?:ke hoach|chuong trinh|phuong an|de an)\b"
    r"|\b(?:nhu sau|cu the|sau day)\s*:$"
)
STAMPED = 0.6
"""Confidence below which words beside a title are what a stamp left."""
_LABEL_NUMBER = re.compile(
    r"^(?:so\s*)?(?P<number>[ivxl]{1,6}|\d{1,3}|[a-h])(?P<sub>\.\d+|[a-z])?(?P<end>\s*[:.\-–)]|$|\s)"
)


@dataclass(frozen=True, slots=True)
class Frame:
    """The left and right edge of the text on one page."""

    left: float
    right: float
    flush: bool = False
    """Nearly every line begins at the left edge: a text that kept no layout."""

    @property
    def width(self) -> float:
        return max(self.right - self.left, 1.0)

    def centred(self, line: Line) -> bool:
        """Whether the blanks left and right of *line* are alike and there are such blanks."""
        before, after = line.bbox[0] - self.left, self.right - line.bbox[2]
        return abs(before - after) <= 0.05 * self.width + 4 and before > 0.03 * self.width

    def fills(self, line: Line) -> bool:
        return line.bbox[2] - line.bbox[0] >= WIDE * self.width

    def share(self, line: Line) -> float:
        """How much of the width *line* takes, 0..1."""
        return (line.bbox[2] - line.bbox[0]) / self.width


def frames_of(lines: Sequence[Line]) -> dict[int, Frame]:
    """The text frame of each page: where most of its longest lines begin and end."""
    by_page: dict[int, list[Line]] = {}
    for line in lines:
        by_page.setdefault(line.page, []).append(line)
    frames = {page: _frame(members) for page, members in by_page.items()}
    full = [frames[page] for page, members in by_page.items() if len(members) >= FULL_PAGE]
    if not full:
        return frames
    usual = sorted(full, key=lambda frame: frame.width)[len(full) // 2]
    # A page with a signature block alone has no long line to tell how wide its text may be.
    return {page: _widened(frame, usual) if len(by_page[page]) < FULL_PAGE else frame for page, frame in frames.items()}


def _widened(frame: Frame, usual: Frame) -> Frame:
    """The frame of a page with few lines, no narrower than is usual in the file."""
    if frame.width >= usual.width:
        return frame
    return Frame(min(frame.left, usual.left), max(frame.right, usual.right), frame.flush)


def _frame(lines: Sequence[Line]) -> Frame:
    widest = max(line.bbox[2] - line.bbox[0] for line in lines)
    long = [line for line in lines if line.bbox[2] - line.bbox[0] >= 0.75 * widest]
    if len(long) < 4:
        return Frame(min(x.bbox[0] for x in lines), max(x.bbox[2] for x in lines))
    edge = min(x.bbox[0] for x in lines)
    flush = sum(x.bbox[0] <= edge + 0.025 * widest for x in lines) >= FLUSH_SHARE * len(lines)
    lefts, rights = sorted(x.bbox[0] for x in long), sorted(x.bbox[2] for x in long)
    left, right = lefts[len(lefts) // 8], rights[-1 - len(rights) // 8]
    # Where most paragraphs are one line, nearly all long lines are indented: those that run on begin at the edge.
    running_on = sorted(
        below.bbox[0]
        for line, below in pairwise(lines)
        if line.bbox[2] >= right - 0.02 * widest
        and line.bbox[2] - line.bbox[0] >= 0.75 * widest
        and below.bbox[0] < line.bbox[0]
    )
    # A stain in the margin may be the first of several.
    return Frame(min([left, *running_on[len(running_on) // 4 :][:1]]), right, flush)


@dataclass(frozen=True, slots=True)
class KindLine:
    """A line that names the kind of a document, perhaps with the beginning of its title."""

    kind: PartKind
    word: tuple[Line, ...]
    rest: tuple[Line, ...]
    """What follows the word on the same line, one line or none."""


def read_kind_line(line: Line) -> KindLine | None:
    """*line* as the line that names a document's kind ("KẾ HOẠCH"), or None."""
    text = line.text
    if len(text) > 160 or not (line.words[0].text.isupper() or len(text) < 32) or text.rstrip().endswith((";", ",")):
        return None
    words = load_head_words()
    plain = letters(text)
    kind = words.kinds.get(plain) or _misread_kind(plain, line, words)
    if kind:
        return KindLine(kind, (line,), ()) if _is_heading(text) else None
    return _kind_and_title(line, words)


def _is_heading(text: str) -> bool:
    """Capitals, or the kind word written with a capital alone on the line."""
    marks = [c for c in text if c.isalpha()]
    return bool(marks) and (
        sum(c.isupper() for c in marks) >= 0.7 * len(marks) or (marks[0].isupper() and len(marks) < 22)
    )


def _misread_kind(plain: str, line: Line, words: HeadWords) -> PartKind | None:
    """The kind of a line whose kind word OCR misread by a letter."""
    if not 7 <= len(plain) <= 24 or min(word.confidence for word in line.words) == 1.0:
        return None
    from rapidfuzz.distance import Levenshtein

    allowed = 1 if len(plain) < 10 else 2
    near = [
        kind for word, kind in words.kinds.items() if Levenshtein.distance(plain, word, score_cutoff=allowed) <= allowed
    ]
    return near[0] if near else None


def _kind_and_title(line: Line, words: HeadWords) -> KindLine | None:
    """A line such as "KẾ HOẠCH CHUYỂN ĐỔI SỐ NĂM 2026": the kind in capitals and a title behind it."""
    folded = [fold(word.text) for word in line.words]
    for beginning in words.kind_beginnings:
        size = len(beginning)
        if (
            len(folded) > size
            and tuple(folded[:size]) == beginning
            and all(w.text.isupper() for w in line.words[:size])
        ):
            kind = words.kinds[letters(" ".join(beginning))]
            word, rest = line_of(line.page, line.words[:size]), line_of(line.page, line.words[size:])
            return None if rest.text.startswith((":", "SỐ", "số")) else KindLine(kind, (word,), (rest,))
    return None


@dataclass(frozen=True, slots=True)
class AppendixLine:
    """A line that opens an appendix, with its printed number if any."""

    label: tuple[Line, ...]
    rest: tuple[Line, ...]
    number: str | None
    """Folded: "3", "ii", "02"."""
    attached: tuple[Line, ...] = ()
    """"kèm theo Kế hoạch số …" on the same line."""


def read_appendix_line(line: Line) -> AppendixLine | None:
    """*line* as the label of an appendix ("Phụ lục 3", "PHỤ LỤC II. DANH MỤC …"), or None."""
    text = line.text
    if text[:1] not in "PBM":
        return None
    folded = fold(text)
    word = begins_with(folded, load_head_words().appendix_words)
    if not word or folded.endswith((";", ",")):
        return None
    behind = folded[len(word) :].strip(" :.-–")
    size = len(word.split())
    if not behind:
        return None if word.startswith(NUMBERED) else AppendixLine((line,), (), None)
    match = _LABEL_NUMBER.match(behind)
    number, rest_at = (match["number"], match.end()) if match else (None, 0)
    if word.startswith(NUMBERED) and not number:
        return None
    rest = behind[rest_at:].strip(" :.-–")
    if not rest:
        return AppendixLine((line,), (), number)
    cut = len(line.words) - len(rest.split())
    if cut >= size and (rest.startswith("(") or _is_attached(rest)):
        label, behind_it = line_of(line.page, line.words[:cut]), line_of(line.page, line.words[cut:])
        return AppendixLine((label,), (), number, (behind_it,)) if _is_attached(rest.lstrip("( ")) else None
    if cut < size or not _is_title_start(line, cut):
        return None
    return AppendixLine((line_of(line.page, line.words[:cut]),), (line_of(line.page, line.words[cut:]),), number)


def _is_attached(folded: str) -> bool:
    return folded.startswith(("kem theo", "ban hanh kem theo", "dinh kem"))


def _is_title_start(line: Line, cut: int) -> bool:
    """Whether what follows a label is a title: capitals, or a new sentence after a colon or full stop."""
    rest = " ".join(word.text for word in line.words[cut:])
    marks = [c for c in rest if c.isalpha()]
    if not marks:
        return False
    capitals = sum(c.isupper() for c in marks) >= 0.8 * len(marks)
    return capitals or (line.words[cut - 1].text.endswith((":", ".", "–", "-")) and marks[0].isupper() and line.bold)


def label_number(number: str | None) -> str | None:
    """The printed number of an appendix as it stands in a path: "ii" and "02" are "2", "a" is "A"."""
    if number is None:
        return None
    if number.isdigit():
        return str(int(number))
    return str(_roman(number)) if set(number) <= set("ivxl") else number.upper()


def _roman(text: str) -> int:
    values: Mapping[str, int] = {"i": 1, "v": 5, "x": 10, "l": 50}
    total = 0
    for place, letter in enumerate(text):
        value = values[letter]
        total += -value if any(values[c] > value for c in text[place + 1 :]) else value
    return total


@dataclass(frozen=True, slots=True)
class TitleBlock:
    """Title and "(Kèm theo …)" under a kind word or label, and how many lines they took."""

    title: tuple[Line, ...]
    attached: tuple[Line, ...]
    taken: int


def read_title(
    lines: Sequence[Line],
    frame: Frame,
    above: Line | None,
    first: Sequence[Line] = (),
    *,
    attached: Sequence[Line] = (),
) -> TitleBlock:
    """
    The title that begins with the first of *lines*.

    Args:
        frame: of the page the title stands on.
        above: the line with the kind word or the label; None when the title opens the page by itself.
        first: a beginning of the title that stood on the line above.
        attached: a beginning of "(Kèm theo …)" that stood there.
    """
    title: list[Line] = list(first)
    told: list[Line] = list(attached)
    index = 0
    # Without centred headings (a text without layout) only blanks and words tell where a title ends.
    centring = not frame.flush and (above is None or frame.centred(above) or bool(first))
    while index < min(len(lines), TITLE_LINES):
        line = lines[index]
        before = lines[index - 1] if index else above
        if is_rule(line) or _is_stamp(line, frame):
            pass
        elif told and _attached_open(told, line) and len(told) < 5 and line.page == told[0].page:
            told.append(line)
        elif told and (title or not attached):
            break
        elif matches("attached", line.text):
            told.append(line)
        elif _is_draft_note(line):
            pass
        elif (above is not None and line.page != above.page) or not _is_title_line(
            line, before, _whole(title, first, above), lines[index + 1 :], frame, centring=centring
        ):
            break
        else:
            title.append(line)
        index += 1
    return TitleBlock(tuple(title), tuple(told), index)


def _is_stamp(line: Line, frame: Frame) -> bool:
    """Whether OCR made *line* of a stamp beside the title: hardly a letter is sure, and it stands out of the middle."""
    return not frame.centred(line) and all(word.confidence < STAMPED for word in line.words)


def _whole(title: Sequence[Line], first: Sequence[Line], above: Line | None) -> Sequence[Line]:
    """The title so far, its beginning behind the kind word as the whole line: a piece of a line is never centred."""
    return [above, *title[len(first) :]] if first and above is not None else title


def _attached_open(attached: Sequence[Line], following: Line) -> bool:
    """Whether "(Kèm theo …" goes on with the line *following*: to its bracket, or in the middle of its sentence."""
    text = " ".join(line.text for line in attached)
    if text.lstrip().startswith(("(", "[")):
        return not text.rstrip().endswith((")", "]")) and text.count("(") > text.count(")")
    return following.text[:1].islower()


def _is_draft_note(line: Line) -> bool:
    """ "(Dự thảo lần 2)" between the kind and the title."""
    return letters(line.text).startswith(("duthao", "bandu")) and len(line.text) < 40


def _goes_on_small(line: Line) -> bool:
    """Whether a line goes on in small letters, as no sentence opens: "CHƯƠNG TRÌNH" / "thực hiện Nghị quyết …"."""
    word = line.words[0].text
    return word.isalpha() and word.islower() and len(word) > 1


def _is_title_line(
    line: Line, before: Line | None, title: Sequence[Line], after: Sequence[Line], frame: Frame, *, centring: bool
) -> bool:
    folded = fold(line.text)
    if (
        matches("addressee", line.text)
        or (_BODY_BEGINS.match(folded) and not _goes_on_small(line) and not (line.bold and frame.centred(line)))
        or _CHAPTER.fullmatch(folded)
    ):
        return False
    if not title:
        if not centring or not frame.fills(line) or line.bold or _is_capitals(line.text):
            return True
        # A full line in plain type is a title's first where the next one is centred, and all of it before "Căn cứ …".
        if not after or not _evenly(line, frame):
            return False
        begins = _BODY_BEGINS.match(fold(after[0].text)) or _opens_sentence(after[0], after[1:], frame)
        return frame.centred(after[0]) or (bool(begins) and line.text[-1].isalnum())
    last = title[-1]
    # In bold and in the middle as the line above it, "Đảng bộ tỉnh về …" goes on with the title.
    middle = frame.centred(line) or (line.text[:1].islower() and frame.fills(line) and _evenly(line, frame))
    goes_on = line.bold and last.bold and middle and (frame.centred(last) or frame.fills(last))
    if not goes_on and _opens_sentence(line, after, frame):
        return False
    if last.page != line.page or last.text.rstrip().endswith((";", ".", ":")):
        return False
    if _is_authority(line, last, after):
        return False
    if _is_capitals(last.text) and not _is_capitals(line.text) and frame.fills(line) and not goes_on:
        return False
    if before is not None and _blank(before, line) > TITLE_GAP * (last.bbox[3] - last.bbox[1]):
        return line.bold and last.bold and frame.centred(line) and _is_capitals(line.text) == _is_capitals(last.text)
    if last.bold != line.bold or (last.italic != line.italic and line.italic):
        return False
    if not centring:
        return True
    if last.bold and frame.centred(line):
        return True
    if _begins_paragraph(line, after, frame):
        return False
    return frame.centred(line) or (
        frame.fills(line) and (frame.fills(last) or frame.centred(last)) and _evenly(line, frame)
    )


def _opens_sentence(line: Line, after: Sequence[Line], frame: Frame) -> bool:
    """Whether the text begins with *line*: "Ủy ban nhân dân xã … ban hành Kế hoạch … như sau:"."""
    folded = fold(line.text)
    if _is_capitals(line.text) or not (
        _SENTENCE_BEGINS.match(folded) or begins_with(folded, load_head_words().body_heads)
    ):
        return False
    text = folded
    for number, following in enumerate(after[:SENTENCE_LINES]):
        if text.endswith((".", ":")) or (number == 0 and frame.share(line) < NEARLY_FULL):
            break
        text += " " + fold(following.text)
    return text.endswith((":", ".", ";")) and _ISSUES.search(text) is not None


def _begins_paragraph(line: Line, after: Sequence[Line], frame: Frame) -> bool:
    """Whether *line* is indented and runs to the right edge, and the next one begins at the left edge."""
    if line.bbox[2] < frame.right - 0.02 * frame.width:
        return False
    following = after[0] if after else None
    return (
        line.bbox[0] > frame.left + 0.025 * frame.width
        and following is not None
        and following.bbox[0] < frame.left + 0.02 * frame.width
    )


def _evenly(line: Line, frame: Frame) -> bool:
    return abs((line.bbox[0] - frame.left) - (frame.right - line.bbox[2])) <= 0.03 * frame.width


def _blank(above: Line, below: Line) -> float:
    return below.bbox[1] - above.bbox[3]


def _is_capitals(text: str) -> bool:
    marks = [c for c in text if c.isalpha()]
    return bool(marks) and sum(c.isupper() for c in marks) >= 0.8 * len(marks)


def _is_authority(line: Line, last: Line, after: Sequence[Line]) -> bool:
    """Whether *line* is the office that decides ("GIÁM ĐỐC SỞ Y TẾ"), which stands between the title and "Căn cứ …"."""
    if not _is_capitals(line.text):
        return False
    following = next((x for x in after[:3] if not _is_capitals(x.text)), None)
    if following is None or not fold(following.text).startswith(("can cu", "xet", "theo de nghi")):
        return False
    words = load_head_words()
    folded = fold(line.text)
    return not _is_capitals(last.text) or bool(
        begins_with(folded, words.positions) or begins_with(folded, words.body_heads)
    )


def read_authority(lines: Sequence[Line]) -> int:
    """How many of *lines*, right under the title of a decision or resolution, name the office that decides."""
    index = 0
    while index < min(len(lines), 4) and (is_rule(lines[index]) or _is_capitals(lines[index].text)):
        index += 1
    following = fold(lines[index].text) if index < len(lines) else ""
    return index if following.startswith(("can cu", "xet", "theo de nghi", "dieu 1")) else 0
