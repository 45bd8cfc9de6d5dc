"""Splits a file into its documents (a decision, the plan it issues, appendices) and reads the head and end of each."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from models.blocks import Line
from models.raw import PartKind, RawHead, RawPart, RawText
from normalize.text import fold
from parsers.kinds import is_form, letters, load_head_words
from parsers.letterhead import Letterhead, is_motto, is_rule, matches, read_letterhead, signing_stamp, unglue
from parsers.printed import raw_text
from parsers.signature import find_signature, opens_block
from parsers.titles import (
    AppendixLine,
    Frame,
    KindLine,
    TitleBlock,
    frames_of,
    label_number,
    read_appendix_line,
    read_authority,
    read_kind_line,
    read_title,
)

HEAD_LINES = 40
"""Lines from a part's start among which its kind or label must stand; a scanned letterhead comes in many pieces."""
ABOVE_HEADING = 5
"""How many short lines (a stamp, an issuer without a letterhead) may stand over a heading that opens a page."""
FORM = "M"
"""Prefix of the paths in a blank form; forms do not count among the appendices."""
SHORT = 0.72
"""Share of the text's width: a line that takes more is body text."""


@dataclass(frozen=True, slots=True)
class PartSpan:
    """One document of the file, and the lines each piece of it took."""

    part: RawPart
    body: tuple[Line, ...]
    """Lines of the text itself, in reading order."""
    head_lines: tuple[Line, ...]
    signature_lines: tuple[Line, ...]
    start: tuple[int, float]
    """(page, points from the top) where the part begins: a table belongs to the last part that begins above it."""


def find_parts(lines: Sequence[Line]) -> tuple[PartSpan, ...]:
    """
    The documents in a file, in order.

    Args:
        lines: every line of the file in reading order, without furniture and without the cells of ruled tables.
    Returns:
        At least one part. Each line is in just one of body, head_lines, signature_lines.
    """
    if not lines:
        return (PartSpan(RawPart("other", RawHead(False), 1, ""), (), (), (), (1, 0.0)),)
    pieces = [piece for line in lines for piece in unglue(line)]
    frames = frames_of(pieces)
    starts = _starts(pieces, frames)
    spans = [_read_part(pieces[a:b], frames) for a, b in zip(starts, [*starts[1:], len(pieces)], strict=True)]
    return _with_prefixes(spans)


def main_part(parts: Sequence[RawPart]) -> int:
    """
    Index of the part whose head is the file's: the decision that issues a plan, the plan that has appendices.

    A submission or report that only carries a plan with a letterhead of its own gives way to that plan.
    """
    for index, part in enumerate(parts):
        own = part.head.has_letterhead and part.head.attached is None
        if part.kind in ("decision", "plan") and (index == 0 or own):
            return index
    return 0


def only_carries(part: RawPart) -> bool:
    """Whether a document only carries the one behind it: a submission before the draft it submits."""
    word = part.head.kind_word
    return word is not None and letters(word.text).startswith(load_head_words().carriers)


def _starts(lines: Sequence[Line], frames: dict[int, Frame]) -> list[int]:
    """Indexes at which a part begins, the first always 0."""
    starts = [0]
    head_open = True  # Whether the part begun last has yet to show its kind.
    for index, line in enumerate(lines):
        if frames[line.page].share(line) > SHORT and not is_motto(line.text):
            head_open = head_open and index - starts[-1] < ABOVE_HEADING
            continue
        if is_motto(line.text):
            begin = _letterhead_begin(lines, index)
            if (
                begin > starts[-1]
                and begin - starts[-1] > 0
                and not (head_open and _same_letterhead(lines, starts[-1], index))
            ):
                starts.append(begin)
                head_open = True
            continue
        if not _is_part_heading(lines, index, frames):
            continue
        if head_open and _is_first_heading(lines, starts[-1], index, frames):
            head_open = False
            continue
        if read_kind_line(line) and not _may_follow(lines, starts[-1], index, frames):
            continue
        top = _page_begin(lines, index)
        if top is not None and top > starts[-1]:
            starts.append(top)
            head_open = False
        elif top is None and _opens_below(lines, index, frames):
            starts.append(index)
            head_open = False
    return starts


def _may_follow(lines: Sequence[Line], start: int, index: int, frames: dict[int, Frame]) -> bool:
    """Whether a document without a letterhead may open here: the one before it is signed, or it says what issued it."""
    return _attached_below(lines, index) or any(opens_block(line, frames[line.page]) for line in lines[start:index])


def _same_letterhead(lines: Sequence[Line], start: int, index: int) -> bool:
    return lines[start].page == lines[index].page and index - start < HEAD_LINES


def _letterhead_begin(lines: Sequence[Line], motto: int) -> int:
    """Index of the first line of the letterhead that the motto at *motto* stands in."""
    begin = motto
    top = lines[motto].bbox[1] - 2.5 * (lines[motto].bbox[3] - lines[motto].bbox[1])
    while begin > 0 and lines[begin - 1].page == lines[motto].page and lines[begin - 1].bbox[1] >= top:
        begin -= 1
    # Stamps and signing blocks over the letterhead, when nothing else stands above it on the page.
    page_start = begin
    while page_start > 0 and lines[page_start - 1].page == lines[motto].page:
        page_start -= 1
    return page_start if begin - page_start <= ABOVE_HEADING else begin


def _is_part_heading(lines: Sequence[Line], index: int, frames: dict[int, Frame]) -> bool:
    """Whether a document may open with the line at *index*: kind, appendix label, or "(Kèm theo …)" under a title."""
    line = lines[index]
    first = line.words[0].text
    # A heading begins with a capital and a note with a bracket; items and sentences that go on do not.
    if not (first[:1].isupper() or first[:1] in "([") or len(line.words) > 40:
        return False
    appendix = read_appendix_line(line)
    if appendix:
        return _stands_out(line, frames[line.page]) or _attached_below(lines, index)
    kind = read_kind_line(line)
    if kind:
        return _stands_out(line, frames[line.page]) and not _is_enacting(kind, line)
    return matches("attached", line.text) and _page_begin(lines, index) is not None and frames[line.page].centred(line)


def _stands_out(line: Line, frame: Frame) -> bool:
    before, after = line.bbox[0] - frame.left, frame.right - line.bbox[2]
    # Columns of spaces keep the middle only roughly; a text without layout has every line at the left edge.
    inside = before > 0.15 * frame.width and after > 0.1 * frame.width and len(line.text) < 40
    at_edge = before < 0.02 * frame.width and len(line.text) < 40
    return frame.centred(line) or before > 0.5 * frame.width or inside or at_edge


def _is_enacting(kind: KindLine, line: Line) -> bool:
    """ "QUYẾT ĐỊNH:" over the articles, not over the title."""
    return line.text.rstrip().endswith(":") and kind.kind in ("decision", "other")


def _attached_below(lines: Sequence[Line], index: int) -> bool:
    return any(
        matches("attached", line.text) for line in lines[index + 1 : index + 8] if line.page == lines[index].page
    )


def _is_first_heading(lines: Sequence[Line], start: int, index: int, frames: dict[int, Frame]) -> bool:
    """Whether the heading at *index* belongs to the part that begins at *start*: nothing but a letterhead between."""
    between = lines[start:index]
    if any(line.page != lines[index].page for line in between) or len(between) > HEAD_LINES:
        return False
    return not any(frames[line.page].share(line) > SHORT and not is_motto(line.text) for line in between)


def _page_begin(lines: Sequence[Line], index: int) -> int | None:
    """Index of the first line of the page, if only a few short lines stand between it and the heading at *index*."""
    begin = index
    while begin > 0 and lines[begin - 1].page == lines[index].page:
        begin -= 1
        above = lines[begin].text
        if index - begin > ABOVE_HEADING or above.rstrip().endswith((".", ";", "./.", ",")) or len(above) > 110:
            return None
    return begin


def _opens_below(lines: Sequence[Line], index: int, frames: dict[int, Frame]) -> bool:
    """Whether an appendix opens in the middle of a page."""
    line = lines[index]
    if not read_appendix_line(line):
        return False
    return frames[line.page].centred(line) and (line.bold or _attached_below(lines, index))


def _read_part(lines: Sequence[Line], frames: dict[int, Frame]) -> PartSpan:
    """One part with its head and end read."""
    stamp = signing_stamp(lines[:HEAD_LINES])
    aside = [line for index, line in enumerate(lines) if index in stamp]
    rest = [line for index, line in enumerate(lines) if index not in stamp]
    frame = frames[lines[0].page]
    head_end = _head_end(rest, frames)
    letterhead = read_letterhead(rest[:head_end])
    below = rest[head_end:]
    head, kind, taken = _read_title_block(below, letterhead, frame)
    body = below[taken:]
    if not letterhead.found and not letterhead.issuer and head.kind_word is None and head.label is None:
        # Nothing above the title but text: it stays in the body.
        body = [*rest[:head_end], *body] if not head.title else body
    end = find_signature(body, frames)
    if end.cosigners and len(letterhead.equals) > 1:
        head = replace(head, issuer=_joint_issuer(letterhead), parent_issuer=None)
    signed = {id(line) for line in end.lines}
    body = [line for line in body if id(line) not in signed]
    used = {id(line) for line in body} | signed
    part = RawPart(kind, head, lines[0].page, "", end.signature, end.recipients, end.cosigners)
    return PartSpan(
        part=part,
        body=tuple(body),
        head_lines=(*aside, *(line for line in rest if id(line) not in used)),
        signature_lines=end.lines,
        start=(lines[0].page, min(line.bbox[1] for line in lines if line.page == lines[0].page)),
    )


def _joint_issuer(letterhead: Letterhead) -> RawText:
    """The bodies that issue a joint plan: set alike one over the other, and signing side by side."""
    text = " - ".join("\n".join(line.text for line in body) for body in letterhead.equals)
    return raw_text([line for body in letterhead.equals for line in body], text)


def _head_end(lines: Sequence[Line], frames: dict[int, Frame]) -> int:
    """Index of the first line under the letterhead: kind, label, addressee, or body text; 0 without a letterhead."""
    page = lines[0].page if lines else 0
    motto_seen = any(is_motto(line.text) for line in lines[:HEAD_LINES] if line.page == page)
    for index, line in enumerate(lines[:HEAD_LINES]):
        if line.page != page:
            return index if motto_seen else 0
        if _opens_title(lines, index, frames):
            return index
        wide = frames[page].share(line) > SHORT and not matches("number", line.text) and not is_motto(line.text)
        if wide:
            return index if motto_seen else 0
    return 0


def _opens_title(lines: Sequence[Line], index: int, frames: dict[int, Frame]) -> bool:
    line = lines[index]
    if matches("addressee", line.text):
        return True
    kind = read_kind_line(line)
    if kind or read_appendix_line(line):
        return _stands_out(line, frames[line.page])
    return False


def _read_title_block(below: Sequence[Line], letterhead: Letterhead, frame: Frame) -> tuple[RawHead, PartKind, int]:
    """The head, the kind of the part, and how many lines under the letterhead it took."""
    first = below[0] if below else None
    appendix = read_appendix_line(first) if first else None
    kind_line = read_kind_line(first) if first and not appendix else None
    opening = appendix or kind_line
    if first is not None and opening is not None:
        block = read_title(below[1:], frame, first, opening.rest, attached=appendix.attached if appendix else ())
        taken = 1 + block.taken
    elif (first is not None and matches("addressee", first.text)) or (letterhead.subject and letterhead.found):
        block, taken = TitleBlock(letterhead.subject, (), 0), 0
    else:
        block = _bare_title(below, frame)
        taken = block.taken
    kind = _part_kind(kind_line, appendix, block, letterhead)
    if opening is None and letterhead.found and first is not None and matches("addressee", first.text):
        kind = "dispatch"  # a letter without a subject is one too
    if kind in ("decision", "other"):
        taken += read_authority(below[taken:])
    taken += _addressees(below[taken:], frame)
    return _head(letterhead, kind_line, appendix, block), kind, taken


def _head(letterhead: Letterhead, kind: KindLine | None, appendix: AppendixLine | None, block: TitleBlock) -> RawHead:
    def raw(lines: Sequence[Line]) -> RawText | None:
        return raw_text(lines) if lines else None

    return RawHead(
        has_letterhead=letterhead.found,
        issuer=raw(letterhead.issuer),
        parent_issuer=raw(letterhead.parent),
        number=raw(letterhead.number),
        place_date=raw(letterhead.place_date),
        kind_word=raw(kind.word) if kind else None,
        title=raw(block.title),
        label=raw(appendix.label) if appendix else None,
        attached=raw(block.attached),
    )


def _part_kind(
    kind: KindLine | None, appendix: AppendixLine | None, block: TitleBlock, letterhead: Letterhead
) -> PartKind:
    if appendix:
        return "appendix"
    if kind:
        return kind.kind
    if letterhead.subject and letterhead.found:
        return "dispatch"
    return "appendix" if block.attached else "plan"


def _bare_title(below: Sequence[Line], frame: Frame) -> TitleBlock:
    """A title at the top of a page with no kind word over it: bold, or centred, or parted from the text by a blank."""
    block = read_title(below, frame, None)
    if not block.title:
        return TitleBlock((), (), 0)
    last, following = block.title[-1], below[block.taken] if block.taken < len(below) else None
    if block.attached:
        return block
    text = last.text.rstrip()
    stands_out = last.bold or (frame.centred(last) and not frame.fills(last)) or _blank_below(last, following)
    if text.endswith((".", ";", ":", ",")) or len(block.title) > 6 or not stands_out:
        return TitleBlock((), (), 0)
    return block


def _blank_below(last: Line, following: Line | None) -> bool:
    return following is not None and (
        following.page != last.page or following.bbox[1] - last.bbox[3] > 0.8 * (last.bbox[3] - last.bbox[1])
    )


def _addressees(lines: Sequence[Line], frame: Frame) -> int:
    """How many lines the addressees of a dispatch take ("Kính gửi:" and the list under it)."""
    if not lines or not matches("addressee", lines[0].text):
        return 0
    # Under a colon ("Kính gửi:", "… ĐIỆN:") they may stand like any list of the text.
    is_announced = lines[0].text.rstrip().endswith(":")
    index = 1
    while index < min(len(lines), HEAD_LINES):
        line = lines[index]
        listed = line.text.lstrip()[:1] in "-–+*•" or line.text.rstrip().endswith(";")
        indented = line.bbox[0] > frame.left + 0.16 * frame.width
        goes_on = lines[index - 1].text.rstrip()[-1:] not in ".:" and not frame.fills(line) and indented
        # A long item of such a list wraps, to the margin or under its own words.
        is_open = lines[index - 1].text.rstrip()[-1:] not in ".:;"
        wraps = is_announced and is_open and index > 1 and line.bbox[0] < lines[1].bbox[0] + line.words[0].size
        if line.page != lines[0].page or not (
            is_rule(line) or (listed and (indented or is_announced)) or goes_on or indented or wraps
        ):
            break
        index += 1
    return index


def _with_prefixes(spans: Sequence[PartSpan]) -> tuple[PartSpan, ...]:
    """Each part with the prefix of its section paths."""
    appendices = [span for span in spans if span.part.kind == "appendix" and not _is_form(span)]
    alone = len(appendices) == len(spans)
    out: list[PartSpan] = []
    used: set[str] = set()
    count = 0
    for span in spans:
        if span.part.kind != "appendix" or (alone and not out):
            out.append(span)
            continue
        prefix = FORM if _is_form(span) else "PL"
        count += prefix == "PL"
        if prefix == FORM or len(appendices) > 1:
            prefix += _appendix_number(span) or str(count + alone)
        while prefix in used:
            prefix += "*"
        used.add(prefix)
        out.append(replace(span, part=replace(span.part, prefix=prefix)))
    return tuple(out)


def _is_form(span: PartSpan) -> bool:
    label = span.part.head.label
    return label is not None and is_form(label.text)


def _appendix_number(span: PartSpan) -> str | None:
    label = span.part.head.label
    if label is None:
        return None
    folded = fold(label.text)
    for word in load_head_words().appendix_words:
        if folded.startswith(word):
            behind = letters(folded[len(word) :])
            return label_number(behind) if behind else None
    return None
