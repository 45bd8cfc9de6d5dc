"""Restores the pages of a file that lost their diacritics; others pass through untouched."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from models.page import BBox, Page, Word, union_box
from normalize.diacritics.columns import reading_rows
from normalize.diacritics.gate import Damage, Extent, bad_pages, find_damage, language_score, may_be_thinned
from normalize.diacritics.holes import dig_holes
from normalize.diacritics.reading import Reading, read_rows
from normalize.diacritics.thinned import is_thinned
from normalize.diacritics.words import Row

if TYPE_CHECKING:
    from models.finding import Finding

EVEN = 0.7
"""Nats: a word read with this margin is as often wrong as right; counted on 14,000 words of held-out misread pages."""
DOUBTFUL = 2.9
"""Nats: a word read with less margin is wrong more often than one time in ten."""
SHAKY = 0.9
"""Share of words surely read below which the finding is a warning."""
NAMED = 5
"""Doubtful words named in a finding, with what was printed."""


def restore_pages(pages: tuple[Page, ...]) -> "tuple[tuple[Page, ...], tuple[Finding, ...]]":
    """
    *pages* with lost diacritics put back, and a finding for each page that was touched.

    Only text layers are judged: what OCR read, it read with Vietnamese in mind. Restored pages say so in `text_source`;
    their words keep their places, and their confidence is how sure the reading is.
    """
    layers = [i for i, page in enumerate(pages) if page.text_source == "text_layer" and page.words]
    dug = {i: dig_holes([word.text for word in pages[i].words]) for i in layers}
    texts = {i: " ".join(dug[i]) for i in layers}
    judged = bad_pages(list(texts.values()))
    extents: dict[int, Extent] = {layers[i]: extent for i, extent in judged.items()}
    grids: dict[int, list[tuple[tuple[Word, ...], bool]]] = {}
    lines: dict[int, list[Row]] = {}

    def look_at(numbers: Sequence[int]) -> list[int]:
        """The pages with these *numbers* that lost some of their marks; their lines are known from then on."""
        for i in numbers:
            grids[i] = reading_rows(pages[i])
            seen = {id(word): text for word, text in zip(pages[i].words, dug[i], strict=True)}
            lines[i] = [Row(tuple(seen[id(w)] for w in words), opens) for words, opens in grids[i]]
        return [i for i in numbers if extents.get(i) not in ("page", "bars") and is_thinned(lines[i])]

    odd = [i for i in layers if i not in extents and may_be_thinned(texts[i])]
    some = sample_of(odd, [language_score(texts[i]) for i in odd])
    thinned = look_at([*extents, *some])
    if thinned:
        thinned += look_at([i for i in odd if i not in some])
    looked_at = sorted(lines)
    extents = {i: "marks" if i in thinned else extents[i] for i in looked_at if i in thinned or i in extents}
    rows = [row for i in extents for row in lines[i]]
    damages = find_damage(rows, [extents[i] for i in extents for _ in grids[i]])
    if all(damage == "clean" for damage in damages):
        return pages, ()
    readings = iter(zip(read_rows(rows, damages), damages, strict=True))
    restored, findings = list(pages), []
    for i, extent in extents.items():
        read = [(words, *next(readings)) for words, _ in grids[i]]
        if extent == "page" or any(damage != "clean" and _is_changed(words, now) for words, now, damage in read):
            restored[i] = _restored_page(pages[i], read)
            findings.append(_finding(pages[i], read))
    return tuple(restored), tuple(findings)


WORST, EVERY = 1, 6
"""How many pages that read worst, and which of all, tell whether a file lost marks: it is all of one make."""


def sample_of(pages: Sequence[int], scores: Sequence[float]) -> list[int]:
    """Those of *pages* that speak for all of them: the ones that read worst by their *scores*, and some of the rest."""
    ranked = [page for _, page in sorted(zip(scores, pages, strict=True))]
    return sorted({*ranked[:WORST], *pages[EVERY // 2 :: EVERY]})


def _is_changed(printed: Sequence[Word], read: Sequence[Reading]) -> bool:
    return any(word.text != reading.text for word, reading in zip(printed, read, strict=True))


ReadRow = tuple[tuple[Word, ...], list[Reading], Damage]


def _restored_page(page: Page, rows: Sequence[ReadRow]) -> Page:
    words = tuple(word for printed, read, _ in rows for word in _words(printed, read))
    reason = "the text layer does not read like Vietnamese; its diacritics were restored"
    return replace(page, words=words, text_source="restored", route_reason=page.route_reason or reason)


def _words(printed: Sequence[Word], read: Sequence[Reading]) -> Iterator[Word]:
    """The words of one row as read: one that was split shares its box out, one that was joined lends it."""
    boxes: list[BBox] = [word.bbox for word in printed]
    forms = [word.text for word in printed]
    for i in range(len(read) - 1, 0, -1):
        if not read[i].text:
            boxes[i - 1] = union_box([boxes[i - 1], boxes[i]])
            forms[i - 1] = f"{forms[i - 1]} {forms[i]}"
    for word, box, reading, taken in zip(printed, boxes, read, forms, strict=True):
        confidence = min(word.confidence, _confidence(reading))
        parts = reading.text.split()
        for part, place, form in zip(parts, _shared(box, parts), _forms(parts, taken), strict=True):
            yield replace(word, text=part, bbox=place, confidence=confidence, printed=form)


def _forms(parts: Sequence[str], printed: str) -> list[str | None]:
    """What was *printed* for each of *parts*: all of it for the first; None where nothing changed."""
    if [printed] == parts:
        return [None]
    return [printed if i == 0 else "" for i in range(len(parts))]


def _shared(box: BBox, parts: Sequence[str]) -> Iterator[BBox]:
    """*box* cut between *parts* by their length, a letter's width between them."""
    x0, top, x1, bottom = box
    letter = (x1 - x0) / max(1, sum(map(len, parts)) + len(parts) - 1)
    for part in parts:
        end = x0 + letter * len(part)
        yield (x0, top, min(end, x1), bottom)
        x0 = end + letter


def _confidence(reading: Reading) -> float:
    """The chance that the reading is right, from how far the next best is behind."""
    return round(1.0 / (1.0 + math.exp(EVEN - max(0.0, reading.margin))), 3)


def _finding(page: Page, rows: Sequence[ReadRow]) -> "Finding":
    from models.finding import Finding  # pydantic takes longer to load than the whole model does

    read = [
        (reading.margin, word.text, reading.text)
        for printed, readings, damage in rows
        for word, reading in zip(printed, readings, strict=True)
        if damage != "clean" and any(c.isalpha() for c in word.text)
    ]
    sure = sum(margin >= DOUBTFUL for margin, _, _ in read) / max(1, len(read))
    doubtful = sorted(found for found in read if found[0] < DOUBTFUL)[:NAMED]
    named = ", ".join(f"“{printed}” đọc là “{text}”" for _, printed, text in doubtful)
    return Finding(
        severity="info" if sure >= SHAKY else "warning",
        code="diacritics-restored",
        message=f"Trang {page.number}: chữ mất dấu đã được phục hồi, chắc chắn {sure:.0%} số từ"
        + (f"; cần xem lại: {named}." if named else "."),
        page=page.number,
    )
