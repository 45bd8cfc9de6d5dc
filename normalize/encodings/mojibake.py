"""UTF-8 that was read as Latin-1 or a Windows code page: "á»§y ban nhÃ¢n dÃ¢n" is "ủy ban nhân dân".

Each Vietnamese letter of UTF-8 is two or three bytes that hardly ever stand together as Western letters and signs.
"""

import re
import unicodedata

_PAGES = ("cp1252", "cp1258", "latin-1")
_LEADS = {"\u00c2": 0xC2, "\u00c3": 0xC3, "\u0102": 0xC3, "\u00c4": 0xC4, "\u00c5": 0xC5, "\u00c6": 0xC6}
_LEADS |= {"\u00cc": 0xCC, "\u0309": 0xCC, "\u00e1": 0xE1, "\u00e2": 0xE2}
"""First bytes as they are read; "\\u0309" and "\\u0102" are those of code page 1258."""


def _followers() -> dict[str, int]:
    """Later bytes, 0x80 to 0xBF, as they are read."""
    table = {chr(byte): byte for byte in range(0x80, 0xC0)}
    for page in _PAGES:
        for byte in range(0x80, 0xC0):
            read = bytes([byte]).decode(page, "ignore")
            if read:
                table.setdefault(read, byte)
    return table


_FOLLOWERS = _followers()
_AFTER = "[" + re.escape("".join(_FOLLOWERS)) + "]"
_RUN = re.compile(f"[\u00e1\u00e2]{_AFTER}{{2}}|[\u00c2-\u00c6\u00cc\u0102\u0309]{_AFTER}")
_TELLING = re.compile(f"\u00e1[\u00ba\u00bb\u2019]{_AFTER}|[\u00c4\u00c6]{_AFTER}|[\u00c3\u0102]{_AFTER}")
_LOST_SPACE = re.compile("([^\\W\\d_]*)[\u00c3\u0102](?: (?= )| ([^\\W\\d_]*))")
"""The second byte of "à" is a no-break space, and often became a plain one."""
_LOST_HYPHEN = ((f"\u00e1\u00bb(?!{_AFTER})", "ử"), (f"\u00e1\u00ba(?!{_AFTER})", "ậ"))
"""The last byte of "ử" and "ậ" is a soft hyphen, and often is gone."""
LEAST_IN_LINE = 2
"""Such letters in a line that make it certain."""
LEAST_IN_TEXT = 20
"""Such letters in a text of which one is enough in each line."""
_MOST_TIMES = 3


def from_mojibake(text: str) -> str:
    """*text* with the lines mended that are UTF-8 read as something else, even more than once."""
    if not _TELLING.search(text):
        return text
    for _ in range(_MOST_TIMES):
        lines = re.split(r"([\n\f])", text)
        counts = [len(_TELLING.findall(line)) for line in lines]
        least = 1 if sum(counts) >= LEAST_IN_TEXT else LEAST_IN_LINE
        mended = "".join(_line(line) if n >= least else line for line, n in zip(lines, counts, strict=True))
        if mended == text:
            break
        text = mended
    return text


def _line(line: str) -> str:
    # Lost spaces first: what comes out may have a true "Ã" before one ("XÃ SUỐI").
    mended = _RUN.sub(_letter, _LOST_SPACE.sub(_with_space, unicodedata.normalize("NFC", line)))
    for lost, letter in _LOST_HYPHEN:
        mended = re.sub(lost, letter, mended)
    return mended


def _letter(match: re.Match[str]) -> str:
    seen = match.group()
    data = bytes([_LEADS[seen[0]], *(_FOLLOWERS[c] for c in seen[1:])])
    try:
        return data.decode()
    except UnicodeDecodeError:
        return seen


def _with_space(match: re.Match[str]) -> str:
    from normalize.diacritics.model import load_model

    head, tail = match.group(1) + "à", match.group(2)
    if tail is None:
        return head
    known = (head + tail).lower() in load_model().ids
    return head + tail if tail and known else f"{head} {tail}"
