"""Finds the list of recipients on a scan whose heading was not read."""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from models.blocks import Line, line_of

LEAST_LISTED = 3
"""Fewest recipients with a dash by which their list is known without its heading."""
CLOSER = 1.25
"""Times the pitch of the recipients' lines: the text above them is set wider."""

_FILED = re.compile(r"^\s*[-–—~]\s*Lưu\s*[:;]?\s*(?:VT|VP|HS|TH|TC|[A-ZĐ]{2,})", re.IGNORECASE)
_ITEM = re.compile(r"^\s*(?:[-–—+*•·_~]+|[0-9]{1,2}[.)])\s*")


def lost_heading(lines: Sequence[Line]) -> tuple[int, Line] | None:
    """
    Where "Nơi nhận:" was not read (a seal lies beside it), and the line to read there.

    What it headed ends with "- Lưu: VT" and is set closer than the text above it, all from one margin.
    """
    last = next((i for i in reversed(range(len(lines))) if _FILED.match(lines[i].text)), None)
    if last is None:
        return None
    foot = lines[last]
    column = [
        line
        for line in lines
        if line.page == foot.page
        and line.bbox[1] <= foot.bbox[1]
        and abs(line.bbox[0] - foot.bbox[0]) <= foot.words[0].size
    ]
    column.sort(key=lambda line: -line.bbox[1])
    first, pitch = 0, 0.0
    for number, (lower, upper) in enumerate(pairwise(column), 1):
        step = lower.bbox[1] - upper.bbox[1]
        if step > CLOSER * (pitch or step) or step > 1.6 * foot.words[0].size:
            break
        first, pitch = number, max(pitch, step)
    if sum(bool(_ITEM.match(line.text)) for line in column[: first + 1]) < LEAST_LISTED:
        return None
    top = column[first]
    x0, y0, size = top.bbox[0], top.bbox[1], top.words[0].size
    word = replace(top.words[0], text="Nơi nhận:", bbox=(x0, y0 - 1.2 * size, x0 + 4 * size, y0 - 0.2 * size))
    return next(i for i, line in enumerate(lines) if line is top), line_of(top.page, (word,))
