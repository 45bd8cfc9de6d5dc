"""Reads the end of a document: who signs, on whose behalf, in which office, and who receives it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from rapidfuzz.distance import Levenshtein

from models.blocks import Line, line_of
from models.raw import RawSignature, RawText
from normalize.text import fold
from parsers.kinds import begins_with, letters, load_head_words
from parsers.letterhead import is_rule, matches
from parsers.printed import raw_text
from parsers.recipients import lost_heading
from parsers.titles import Frame

NARROW = 0.66
"""Share of the text's width: each column of a signature block is narrower."""
COLUMN_GAP = 2.0
"""Times the letter size: a blank inside a recipient's or signer's line is narrower."""
NAME_WORDS = (2, 7)
ROWS_APART = 3.0
"""Times a line's height: so much lower the office of one of two signers may stand."""
SAME_ROW = 4.0
"""Points: offices of two signers side by side stand on one height but for this."""

ILLEGIBLE = 0.5
"""Confidence below which OCR saw something but read nothing."""
RECIPIENT_INDENT = 0.2
"""Share of the text's width: no recipient begins farther right of "Nơi nhận"."""

_ITEM = re.compile(r"^\s*(?:[-–—+*•·_~]+|[0-9]{1,2}[.)])\s*")
_SPECK = re.compile(r"[.,:;'\"|_~^°=\[\]()<>\\/`“”’‘]+")
_SCRAWL = re.compile(r"(?P<word>[^\W\d_]{2,}?)(?:[a-z]?[\]\[|}{!]{1,2}|[a-z])")
_NAME_WORD = re.compile(
    r"^(?:[^\W\d_]['’]?[^\W\d_.'’]*\.?,?|(?:PGS|GS|TS|ThS|BS|CN|KS|CKI+|BSCKI+|BS\.?CK[I12]+)[.\w]*)$"
)
_CAPACITY = re.compile(r"^(?:{})\s*[.,:]\s*(?=[A-ZÀ-Ỹ\u0110\u00d0])")


@dataclass(frozen=True, slots=True)
class SignatureBlock:
    """The end of a part: what it says, and the lines it took."""

    signature: RawSignature | None
    recipients: tuple[RawText, ...]
    lines: tuple[Line, ...]
    cosigners: tuple[RawSignature, ...] = ()
    """Who signs at the left of the signer."""


def find_signature(lines: Sequence[Line], frames: dict[int, Frame]) -> SignatureBlock:
    """
    The signature block and the list of recipients among the lines of one part.

    Args:
        lines: of the part, head removed, in reading order.
        frames: the text frame of each page.
    Returns:
        `signature` is None without a signature block; its `lines` are those of *lines* that belong to the block.
    """
    heading = None if any(is_recipients_line(line.text) for line in lines) else lost_heading(lines)
    if heading is not None:
        at, line = heading
        lines = [*lines[:at], line, *lines[at:]]
    for index, line in enumerate(lines):
        if opens_block(line, frames[line.page]):
            taken = [*_beside_above(lines, index, frames), *_region(lines, index, frames)]
            block = _read_block(taken, frames[line.page])
            if block is not None:
                return replace(block, lines=tuple(t for t in taken if heading is None or t is not heading[1]))
    return SignatureBlock(None, (), ())


def opens_block(line: Line, frame: Frame) -> bool:
    """Whether a signature block may begin at *line*: "Nơi nhận:", "TM. …", an office in capitals in the right half."""
    line = _without_specks(line)
    first = line.words[0].text
    if not first[:1].isupper() or sum(len(word.text) for word in line.words) > 100:
        return False
    text = line.text
    return is_recipients_line(text) or (
        # Capitals from the first word on: most lines of a text end here.
        _mostly_capitals(first)
        and (_capacity(text) or _is_office(text))
        and frame.share(line) < NARROW
        and _in_right_half(line, frame)
    )


def is_recipients_line(text: str) -> bool:
    """Whether *text* begins the list of recipients; OCR may have misread a letter or two."""
    if text[:1] not in "NM":
        return False
    head = letters(text[:14])[:8]
    wanted = load_head_words().recipients
    errors = Levenshtein.distance(head, wanted, score_cutoff=2)
    return errors == 0 or (errors <= (2 if text[0] == "N" else 1) and ":" in text[:14])


def _capacity(text: str) -> bool:
    """Whether *text* says on whose behalf: "TM. ỦY BAN NHÂN DÂN", "KT. GIÁM ĐỐC"."""
    begin = begins_with(fold(text), load_head_words().capacities)
    if not begin:
        return False
    rest = text[len(begin) :].lstrip()
    # "T/M" and "K/T" of party bodies go without a full stop.
    return (rest[:1] in ".,:" or "/" in begin) and len(rest) > 3 and _mostly_capitals(text)


def _is_office(text: str) -> bool:
    """Whether *text* is an office in capitals: "PHÓ CHỦ TỊCH", "GIÁM ĐỐC"."""
    return (
        bool(begins_with(fold(text), load_head_words().positions))
        and _mostly_capitals(text)
        and not text.endswith((":", ";"))
    )


def _mostly_capitals(text: str) -> bool:
    marks = [c for c in text if c.isalpha()]
    return bool(marks) and sum(c.isupper() for c in marks) >= 0.75 * len(marks)


def _in_right_half(line: Line, frame: Frame) -> bool:
    return frame.flush or (line.bbox[0] + line.bbox[2]) / 2 > frame.left + 0.45 * frame.width or frame.centred(line)


def _without_specks(line: Line) -> Line:
    """A line without the specks and seal edges that OCR reads as signs before its first word."""
    start = next((i for i, word in enumerate(line.words) if not _SPECK.fullmatch(word.text)), 0)
    line = line_of(line.page, line.words[start:]) if start else line
    return _without_scrawl(line)


def _without_scrawl(line: Line) -> Line:
    """A line of capitals without what the strokes of a signature or a seal left glued to its last word."""
    last = line.words[-1]
    if len(last.text) == 1 and last.confidence < 1 and fold(line.text[:-1]).strip() in load_head_words().positions:
        # "PHÓ HIỆU TRƯỞNG I": the edge of a seal or a stroke of the pen.
        return line_of(line.page, line.words[:-1])
    match = _SCRAWL.fullmatch(last.text)
    if match is None or not match["word"].isupper() or not all(word.text.isupper() for word in line.words[:-1]):
        return line
    return line_of(line.page, (*line.words[:-1], replace(last, text=match["word"])))


def _beside_above(lines: Sequence[Line], start: int, frames: dict[int, Frame]) -> list[Line]:
    """
    Lines read before the block's first that stand beside it or below: the left column of two signers.

    A signer's body over the office ("CÔNG AN TỈNH" / "KT. GIÁM ĐỐC") stands a row or two higher, in capitals.
    """
    out: list[Line] = []
    first = lines[start]
    height = first.bbox[3] - first.bbox[1]
    for line in reversed(lines[max(0, start - 12) : start]):
        if line.page != first.page or frames[line.page].share(line) >= NARROW:
            break
        above = first.bbox[1] - line.bbox[1]
        if above > 0.5 * height and not (above < 4 * height and _is_signing_body(line.text)):
            break
        out.insert(0, line)
    return out


def _is_signing_body(text: str) -> bool:
    """Whether *text* is a body or an office in capitals, as they stand over a signer's name."""
    if not _mostly_capitals(text) or text.endswith((":", ";", ".")):
        return False
    return _capacity(text) or _is_office(text) or bool(begins_with(fold(text), load_head_words().body_heads))


def _region(lines: Sequence[Line], start: int, frames: dict[int, Frame]) -> list[Line]:
    """The lines from *start* on that belong to the block: narrow ones, to the page's end or the next full line."""
    out: list[Line] = []
    has_list = False
    for line in lines[start:]:
        has_list = has_list or is_recipients_line(line.text)
        wide = frames[line.page].share(line) >= NARROW
        if out and line.page != out[-1].page and not (line.page == out[-1].page + 1 and _goes_over(out, line)):
            break
        if wide and not _splits(line):
            break
        out.append(line)
    return out


def _goes_over(out: Sequence[Line], line: Line) -> bool:
    """Whether a block that a page break parted goes on with *line*."""
    return bool(
        _ITEM.match(line.text)
        or is_recipients_line(line.text)
        or _is_office(line.text)
        or _capacity(line.text)
        or _is_name(line)
    )


def _splits(line: Line) -> bool:
    """Whether a wide line is two columns glued together."""
    return len(_columns(line)) > 1


def _columns(line: Line) -> tuple[Line, ...]:
    """A line of the block as the pieces that stand in different columns."""
    words = line.words
    for index in range(1, len(words)):
        rest = " ".join(word.text for word in words[index:])
        gap = words[index].bbox[0] - words[index - 1].bbox[2]
        wide = gap > COLUMN_GAP * words[index].size
        opens = (_capacity(rest) or _is_office(rest)) and (_ITEM.match(line.text) or is_recipients_line(line.text))
        if opens or (wide and index > 1) or (wide and not _ITEM.fullmatch(words[0].text)):
            return line_of(line.page, words[:index]), line_of(line.page, words[index:])
    return (line,)


def _read_block(taken: Sequence[Line], frame: Frame) -> SignatureBlock | None:
    """What the lines of a block say, None when they are no signature block after all."""
    pieces = [_without_specks(piece) for line in taken for piece in _columns(line)]
    pieces = [p for p in pieces if not is_rule(p) and not matches("digital signature", p.text)]
    opening = next((p for p in pieces if is_recipients_line(p.text)), None)
    offices = [p for p in pieces if p is not opening and (_capacity(p.text) or _is_office(p.text))]
    if opening is None and not offices:
        return None
    left, right = _two_columns(pieces, opening, offices, frame)
    beside, right = _split_signers(right, offices)
    signature = _read_signature(right) or (_unknown_office(right) if opening is not None else None)
    cosigner = _read_signature(beside)
    recipients = _read_recipients(left) if opening is not None else ()
    if opening is None and (signature is None or (signature.name is None and signature.capacity is None)):
        return None
    return SignatureBlock(signature, recipients, (), (cosigner,) if cosigner is not None and cosigner.name else ())


def _two_columns(
    pieces: Sequence[Line], opening: Line | None, offices: Sequence[Line], frame: Frame
) -> tuple[list[Line], list[Line]]:
    """The recipients' column and the signers'."""
    if opening is None:
        return [], list(pieces)
    above = [p for p in pieces if (p.page, p.bbox[3]) < (opening.page, opening.bbox[1])]
    if _signs_in_pairs(above):
        # Two bodies sign side by side and the recipients stand under them.
        return [p for p in pieces if p not in above], above
    apart = [p for p in offices if p.bbox[0] > opening.bbox[0] + 0.15 * frame.width]
    edge = opening.bbox[0] + (RECIPIENT_INDENT if apart else 0.5) * frame.width
    left = [p for p in pieces if p.bbox[0] < edge and p not in offices]
    names: list[Line] = []
    if apart:
        # A name longer than the office over it may begin far left of it.
        names = [
            p
            for p in left
            if p is not opening and abs(_middle(p) - _middle(apart[-1])) < 0.06 * frame.width and _is_name(p)
        ]
    if offices and not any(_is_name(p) for p in (*names, *(p for p in pieces if p not in left and p not in offices))):
        # Without layout the name comes after the last recipient, also where an office stands beside one.
        last = max((i for i, p in enumerate(left) if _ITEM.match(p.text)), default=0)
        names = [p for p in left[last + 1 :] if _is_name(p)]
    left = [p for p in left if p not in names]
    right = sorted([p for p in pieces if p not in left], key=lambda p: (p.page, p.bbox[1]))
    return left, right


def _signs_in_pairs(pieces: Sequence[Line]) -> bool:
    """Whether offices stand side by side among *pieces*."""
    offices = [p for p in pieces if _capacity(p.text) or _is_office(p.text)]
    return any(_signs_beside(a, b) for a in offices for b in offices if a is not b)


def _beside(a: Line, b: Line) -> bool:
    return a.page == b.page and abs(a.bbox[1] - b.bbox[1]) < SAME_ROW


def _signs_beside(a: Line, b: Line) -> bool:
    """Whether two offices are of two signers: in one row, or a row or two apart where one has more lines over it."""
    apart = a.bbox[2] + a.words[0].size < b.bbox[0] or b.bbox[2] + b.words[0].size < a.bbox[0]
    return _beside(a, b) or (
        apart and a.page == b.page and abs(a.bbox[1] - b.bbox[1]) < ROWS_APART * (a.bbox[3] - a.bbox[1])
    )


def _split_signers(pieces: Sequence[Line], offices: Sequence[Line]) -> tuple[list[Line], list[Line]]:
    """The pieces of the left signer and of the right one, whose body leads, where two sign side by side."""
    for office in offices:
        beside = [o for o in offices if o is not office and _signs_beside(o, office)]
        if beside:
            right = max([office, *beside], key=_middle)
            left = min([office, *beside], key=_middle)
            edge = (_middle(right) + _middle(left)) / 2
            return [p for p in pieces if _middle(p) <= edge], [p for p in pieces if _middle(p) > edge]
    return [], list(pieces)


def _middle(line: Line) -> float:
    return (line.bbox[0] + line.bbox[2]) / 2


def _read_signature(right: Sequence[Line]) -> RawSignature | None:
    """Capacity, office and name from the lines of the signer's column."""
    ordered = sorted(right, key=lambda p: (p.page, p.bbox[3]))
    capacity, position, rest = _offices(ordered)
    if not capacity and not position:
        return None
    names = [line for line in rest if _is_name(line) and not _is_unsigned(line.text)]
    return RawSignature(
        capacity=raw_text(capacity) if capacity else None,
        position=raw_text(position, _listed(position)) if position else None,
        name=raw_text([names[-1]]) if names else None,
    )


def _unknown_office(right: Sequence[Line]) -> RawSignature | None:
    """A line in capitals over a name, beside the recipients: an office that no list has."""
    ordered = sorted(right, key=lambda p: (p.page, p.bbox[3]))
    names = [line for line in ordered[1:] if _is_name(line) and not _is_unsigned(line.text)]
    if not names or not _mostly_capitals(ordered[0].text) or len(ordered[0].words) < 2:
        return None
    return RawSignature(capacity=None, position=raw_text([ordered[0]]), name=raw_text([names[-1]]))


def _offices(ordered: Sequence[Line]) -> tuple[list[Line], list[Line], list[Line]]:
    """The KT., TM. lines, the office, and the lines below both."""
    capacity: list[Line] = []
    position: list[Line] = []
    for index, line in enumerate(ordered):
        if _capacity(line.text) and not position:
            capacity.append(line)
        elif _is_office(line.text):
            position.append(line)
        elif capacity and not position and _is_illegible(line) and _follows(ordered[index - 1], line):
            # An office under a seal: as printed and unsure, for the reader of meaning to judge.
            position.append(line)
        elif (capacity or position) and _mostly_capitals(line.text) and _follows(ordered[index - 1], line):
            # A wrapped line: "KT. CHỦ TỊCH ỦY BAN NHÂN DÂN" / "XÃ …".
            (position or capacity).append(line)
        elif capacity or position:
            return capacity, position, list(ordered[index:])
    return capacity, position, []


def _listed(offices: Sequence[Line]) -> str:
    """Two offices of one signer with a comma between ("TRƯỞNG BAN" / "PHÓ BÍ THƯ …"), a wrapped one as printed."""
    text = offices[0].text
    for above, line in pairwise(offices):
        second = (
            _is_office(line.text) and not above.text.endswith(",") and not fold(line.text).startswith("thuong truc")
        )
        text += f",\n{line.text}" if second else f"\n{line.text}"
    return text


def _is_illegible(line: Line) -> bool:
    return max(word.confidence for word in line.words) < ILLEGIBLE


def _follows(above: Line, line: Line) -> bool:
    return line.page == above.page and line.bbox[1] - above.bbox[3] < 0.9 * (line.bbox[3] - line.bbox[1])


def _is_unsigned(text: str) -> bool:
    return any(letters(text).startswith(word) for word in load_head_words().unsigned)


def _is_name(line: Line) -> bool:
    """Whether a line is a person's name: a few words, each with a capital."""
    folded = fold(line.text)
    rank = begins_with(folded, load_head_words().ranks)
    words = [word.text for word in line.words if any(c.isalpha() for c in word.text)][
        len(rank.split()) if rank else 0 :
    ]
    if not NAME_WORDS[0] <= len(words) <= NAME_WORDS[1] or (not rank and len(words) < len(line.words) - 1):
        return False
    capitals = sum(word[:1].isupper() for word in words)
    return capitals == len(words) and all(_NAME_WORD.match(word) for word in words)


def _read_recipients(left: Sequence[Line]) -> tuple[RawText, ...]:
    """The items under "Nơi nhận:", wrapped lines joined to theirs."""
    ordered = sorted(left, key=lambda p: (p.page, p.bbox[3]))
    opening = next((i for i, p in enumerate(ordered) if is_recipients_line(p.text)), None)
    if opening is None:
        return ()
    items: list[list[Line]] = []
    inline = _after_colon(ordered[opening])
    if inline is not None:
        items.append([inline])
    below = ordered[opening + 1 :]
    dashed = any(_ITEM.match(p.text) for p in below)
    for piece in below:
        if items and items[-1][-1].text.endswith(".") and _is_file_copy(items[-1]):
            break
        closed = not items or items[-1][-1].text.endswith((";", ".") if not dashed else ";")
        if _ITEM.match(piece.text) or closed:
            items.append([piece])
        elif any(c.isalpha() for c in piece.text):
            items[-1].append(piece)
    return tuple(text for item in items if (text := _item_text(item)))


def _is_file_copy(item: Sequence[Line]) -> bool:
    """Whether an item is the last of every list: the copy for the files ("Lưu: VT")."""
    return fold(_ITEM.sub("", item[0].text)).startswith("luu")


def _after_colon(line: Line) -> Line | None:
    """What stands behind "Nơi nhận:" on the same line."""
    for index, word in enumerate(line.words[:-1], 1):
        if word.text.endswith(":"):
            return line_of(line.page, line.words[index:])
    return None


def _item_text(item: Sequence[Line]) -> RawText | None:
    text = _ITEM.sub("", "\n".join(line.text for line in item)).rstrip(" ;.,|:_")
    return raw_text(item, text) if any(c.isalpha() for c in text) else None
