"""Parts a heading from the text that runs on behind its colon: "III. CHẾ ĐỘ BÁO CÁO: Các đơn vị báo cáo …"."""

from collections.abc import Iterable, Iterator

from models.blocks import Line, Paragraph, Table, line_of
from parsers.fields import find_field
from parsers.labels import find_label
from parsers.vocabulary import title_role

LONGEST_HEADING = 14
"""Words before the colon."""
_HEADS = ("part", "chapter", "division", "capital", "roman")
"""Labels of what is a section whatever stands behind it."""


def part_run_in(blocks: Iterable[Paragraph | Table]) -> Iterator[Paragraph | Table]:
    """Every block in order, headings with text behind their colon as two paragraphs."""
    for block in blocks:
        pieces = None if isinstance(block, Table) else _parted(block)
        yield from pieces or (block,)


def _parted(paragraph: Paragraph) -> tuple[Paragraph, Paragraph] | None:
    """Heading and text of a paragraph that is both, else None."""
    if paragraph.bold:
        return None
    words = 0
    for number, line in enumerate(paragraph.lines):
        for index, word in enumerate(line.words):
            words += 1
            if words > LONGEST_HEADING:
                return None
            if not word.text.endswith(":"):
                continue
            head = (*paragraph.lines[:number], line_of(line.page, line.words[: index + 1]))
            rest = line.words[index + 1 :]
            text = (*([line_of(line.page, rest)] if rest else []), *paragraph.lines[number + 1 :])
            return (Paragraph(head), Paragraph(text)) if text and _is_heading(head) else None
    return None


def _is_heading(lines: tuple[Line, ...]) -> bool:
    """Whether the words up to a colon are a section's heading by their label and by what they say."""
    printed = "\n".join(line.text for line in lines)
    label = find_label(printed)
    if label is None or label.readings[0].kind not in _HEADS:
        return False
    title = " ".join(printed[label.end :].split())
    if (told := find_field(title)) is not None and told.role == "content":
        return False  # "II. Nội dung: …" of an invitation is a label
    return len(title.split()) > 1 and (title.isupper() or title_role(title) is not None)
