"""Finds out, line by line, in which way a text is to be decoded, and decodes it where the outcome leaves no doubt."""

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from normalize.encodings.fonts import from_tcvn3, from_vni
from normalize.encodings.mojibake import from_mojibake
from normalize.encodings.typed import from_signs, from_telex, from_vni_keys

Decode = Callable[[str, bool], str]
"""A token, and whether the sentence goes on after it, to the token as it was meant."""


@dataclass(frozen=True, slots=True)
class Decoder:
    """One way to decode, and what a line has that may need it."""

    name: str
    hint: re.Pattern[str]
    decode: Decode
    font: bool = False
    """It is a font's, and so the whole text's."""


_ODD = (
    "\u00a1-\u00bf\u00c4-\u00c9\u00cb-\u00d1\u00d5-\u00d8\u00db-\u00df"
    "\u00e4-\u00e9\u00eb-\u00f1\u00f5-\u00f8\u00fb-\u00ff"
)
"""Letters and signs that hardly stand in Vietnamese text."""
DECODERS = (
    Decoder("tcvn3", re.compile(f"[^\\W\\d_][{_ODD}]|[{_ODD}][^\\W\\d_]"), lambda token, _: from_tcvn3(token), True),
    Decoder("vni", re.compile("[AEOUYaeouyÔÖôö][\u00c0-\u00ff]|[ñÑöÖ]"), lambda token, _: from_vni(token), True),
    Decoder("signs", re.compile(r"[^\W\d_][\^`~'\u2019\u00b4\u02c6\u02d8\u02dc+*(?.]+[^\W\d_]?"), from_signs),
    Decoder("telex", re.compile(r"(?i)dd|aa|ee|oo|w|[aeiouy][a-z]?[a-z]?[sfrxj]\b"), from_telex),
    Decoder("vni keys", re.compile(r"(?i)[a-z][1-9](?:\b|[a-z1-5])"), from_vni_keys),
)

HINTS, HINTS_A_WORD = 2, 0.25
"""A line is looked at if it has so many hints, and so many for each of its words."""
READS_WELL, READS_BETTER = 0.75, 0.3
"""Language score of a decoded line that leaves no doubt, and how much better than the line it must be."""
MOST = 0.5
"""Share of the words of lines that may need decoding from which a font is that of the whole text."""
_CODES = re.compile("[\u00a1-\u00ff]")
_UNICODE = re.compile("[\u1ea0-\u1ef9\u01a0\u01a1\u01af\u01b0\u0102\u0103\u0110\u0111]")
SOME_BETTER = 0.1
"""How much better a line must become where most of its text is decoded the same way."""
EIGHT_BIT = ("cp1258", "latin-1")
"""Windows' own for Vietnamese, and what TCVN3 and VNI are written over."""
LOOKED_AT = 8192
"""Bytes that tell the encoding of a file."""
LEAST_WORDS = 6
"""Words without which nothing is told."""
_LETTERS = re.compile(r"[^\W\d_]{2,}")
CHUNK = 14
"""Words that are judged together where there are no lines."""
_TOKEN = re.compile(r"\S+")


def decode_text(text: str) -> str:
    """*text* decoded line by line where that is certain, spaces kept; other lines come back as they are."""
    text = from_mojibake(text)
    lines = re.split(r"([\n\f])", text)
    tokens = [_TOKEN.findall(line) for line in lines]
    decoded = _decode_rows(tokens)
    if decoded is None:
        return text
    return "".join(_fill(line, row) for line, row in zip(lines, decoded, strict=True))


def decode_bytes(data: bytes) -> str | None:
    """The Vietnamese text that *data* is in an 8-bit encoding from before Unicode; None where it is none."""
    from normalize.diacritics.gate import language_score

    head = data[:LOOKED_AT]
    if len(_LETTERS.findall(_eight_bit(head, "latin-1"))) < LEAST_WORDS:
        return None
    readings = ((language_score(_eight_bit(head, page)), page) for page in EIGHT_BIT)
    score, page = max(readings, key=lambda found: found[0])
    return _eight_bit(data, page) if score >= READS_WELL else None


def _eight_bit(data: bytes, page: str) -> str:
    return decode_text(unicodedata.normalize("NFC", data.decode(page, "replace")))


def decode_tokens(tokens: Sequence[str]) -> list[str]:
    """The *tokens* of a page, decoded where that is certain."""
    if not tokens:
        return []
    mended = from_mojibake("\n".join(tokens)).split("\n") if len(tokens) < 2 else _mended(tokens)
    rows = [mended[start : start + CHUNK] for start in range(0, len(mended), CHUNK)]
    decoded = _decode_rows(rows)
    return mended if decoded is None else [token for row in decoded for token in row]


def _mended(tokens: Sequence[str]) -> list[str]:
    found: list[str] = []
    for start in range(0, len(tokens), CHUNK):
        chunk = list(tokens[start : start + CHUNK])
        mended = from_mojibake("\t".join(chunk)).split("\t")
        found += mended if len(mended) == len(chunk) else chunk
    return found


def _fill(line: str, row: Sequence[str]) -> str:
    words = iter(row)
    return _TOKEN.sub(lambda _: next(words), line)


def _decode_rows(rows: Sequence[Sequence[str]]) -> list[list[str]] | None:
    """*rows* of tokens, each decoded in its way; None where no row needs it."""
    hinted = {i: found for i, row in enumerate(rows) if (found := _hinted(" ".join(row), len(row)))}
    if not hinted:
        return None
    ways: Counter[str] = Counter()
    decoded = [list(row) for row in rows]
    left: list[int] = []
    for i, decoders in hinted.items():
        best = _best(rows, i, decoders, READS_BETTER)
        if best is not None and best[0] >= READS_WELL:
            ways[best[1].name] += len(rows[i])
            decoded[i] = best[2]
        else:
            left.append(i)
    if not ways:
        return None
    main = ways.most_common(1)[0][0]
    decoder = next(decoder for decoder in DECODERS if decoder.name == main)
    if decoder.font and ways[main] > MOST * sum(len(rows[i]) for i in hinted):
        return [_by_font(row, decoder, found) for row, found in zip(rows, decoded, strict=True)]
    for i in left:
        best = _best(rows, i, [decoder], SOME_BETTER)
        if best is not None:
            decoded[i] = best[2]
    return decoded


def _by_font(row: Sequence[str], decoder: Decoder, found: list[str]) -> list[str]:
    """A row of a text that was written in one old font: decoded, however short it is, unless it is Unicode."""
    line = " ".join(row)
    if found != list(row) or not _CODES.search(line) or _UNICODE.search(line):
        return found
    return [decoder.decode(token, False) for token in row]


def _hinted(line: str, words: int) -> list[Decoder]:
    enough = max(HINTS, HINTS_A_WORD * words)
    return [decoder for decoder in DECODERS if len(decoder.hint.findall(line)) >= enough]


def _best(
    rows: Sequence[Sequence[str]], at: int, decoders: Sequence[Decoder], better: float
) -> tuple[float, Decoder, list[str]] | None:
    """The best way to decode a row, with its score; None where none is so much better than the row as it stands."""
    from normalize.diacritics.gate import language_score

    following = next((row[0] for row in rows[at + 1 :] if row), "") if at + 1 < len(rows) else ""
    score = language_score(" ".join(rows[at]))
    found: tuple[float, Decoder, list[str]] | None = None
    for decoder in decoders:
        tokens = _decoded(rows[at], following, decoder.decode)
        new = language_score(" ".join(tokens))
        if new >= score + better and (found is None or new > found[0]):
            found = (new, decoder, tokens)
    return found


def _decoded(row: Sequence[str], following: str, decode: Decode) -> list[str]:
    after = [*row[1:], following]
    return [decode(token, following[:1].islower()) for token, following in zip(row, after, strict=True)]
