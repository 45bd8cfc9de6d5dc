"""Decodes letters that stand for others, where that is certain: old Vietnamese fonts, ñ and ð for đ, look-alikes.

A page in an old font looks right and its text layer reads "Céng hßa x· héi". What is decoded here needs no OCR.
"""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Sequence

from normalize.encodings import WINDOWS_HYPHEN, decode_tokens, from_tcvn3, from_vni

_LOOK_ALIKES = str.maketrans(
    # Cyrillic, then Greek, then African letters drawn like ours; \u00d0 and \u00f0 are the Icelandic eth.
    "\u0430\u0435\u043e\u0440\u0441\u0443\u0445\u0456\u0410\u0412\u0415\u041a\u041c\u041d\u041e\u0420\u0421\u0422\u0423"
    "\u0425\u0406\u0391\u0392\u0395\u0397\u0399\u039a\u039c\u039d\u039f\u03a1\u03a4\u03a5\u03a7\u03bf"
    "\u0189\u0256\u00d0\u00f0",
    "aeopcyxiABEKMHOPCTYXIABEHIKMNOPTYXoĐđĐđ",
)
_ODD = re.compile(
    "[\u00a1-\u00bf\u00c4-\u00c9\u00cb-\u00d1\u00d5-\u00d8\u00db-\u00df\u00e4-\u00e9\u00eb-\u00f1"
    "\u00f5-\u00f8\u00fb-\u00ff\u0189\u0256\u0391-\u03bf\u0410-\u0456]"
)
"""Letters and signs that hardly stand in Vietnamese text; a page without them needs no second look."""
_UNICODE_VIETNAMESE = re.compile("[\u1ea0-\u1ef9\u01a0\u01a1\u01af\u01b0]")
_TILDE_N = re.compile(
    "(?<![^\\W\\d_])[\u00f1\u00d1](?=[aăâeêioôơuưyàáạảãèéẻẽẹìíỉĩịòóỏõọùúủũụ\u1ea0-\u1ef9AĂÂEÊIOÔƠUƯY])"
)
_MIXED_SCRIPTS = re.compile(
    "[A-Za-z\u00c0-\u1ef9]*[\u0391-\u03bf\u0410-\u0456\u0189\u0256][A-Za-z\u00c0-\u1ef9\u0391-\u0456]*"
)


def decode_words(words: Sequence[tuple[str, str]]) -> list[str]:
    """
    The texts of a page's words as Unicode Vietnamese.

    Args:
        words: text and font name of each, as the text layer gives them.
    Returns:
        One text for each word; the same object where nothing had to be done.
    """
    texts = [text for text, _ in words]
    if _ODD.search(" ".join(texts)) is None:
        return decode_tokens(_with_plain_hyphens(texts))
    by_font: dict[str, list[int]] = defaultdict(list)
    for i, (_, font) in enumerate(words):
        by_font[font].append(i)
    for font, places in by_font.items():
        decode = _decoder(font, " ".join(texts[i] for i in places))
        if decode is not None:
            for i in places:
                texts[i] = decode(texts[i])
    return _plain_letters(decode_tokens(_with_plain_hyphens(texts)))


def _with_plain_hyphens(texts: list[str]) -> list[str]:
    return [text.replace(WINDOWS_HYPHEN, "-") if WINDOWS_HYPHEN in text else text for text in texts]


def _decoder(font: str, text: str) -> Callable[[str], str] | None:
    """How the text of one font is to be decoded, or None: many old fonts come with Unicode text all the same."""
    if _UNICODE_VIETNAMESE.search(text):
        return None
    name = font.rsplit("+", 1)[-1].lower()
    if name.startswith(".vn") or (name.startswith("vn") and not name.startswith("vni")):
        capitals = name.split(",")[0].split("-")[0].endswith("h")
        return (lambda t: from_tcvn3(t).upper()) if capitals else from_tcvn3
    if name.startswith("vni"):
        return from_vni
    return _guessed(text)


def _guessed(text: str) -> Callable[[str], str] | None:
    """The decoding after which a text in a font without a telling name reads like Vietnamese, if one does."""
    if len(text) < 200 or len(_ODD.findall(text)) < 0.04 * len(text):
        return None
    from ingest.quality import language_score

    scores = [(language_score(decode(text)), decode) for decode in (from_tcvn3, from_vni)]
    best, decode = max(scores, key=lambda s: s[0])
    return decode if best > 0.8 and best > language_score(text) + 0.3 else None


def _plain_letters(texts: list[str]) -> list[str]:
    """Look-alikes made the letters they look like; ñ made đ on a page that has no đ of its own."""
    whole = unicodedata.normalize("NFC", " ".join(texts))
    tilde = len(_TILDE_N.findall(whole)) >= 3 and "đ" not in whole
    vietnamese = _UNICODE_VIETNAMESE.search(whole) is not None
    out = []
    for text in texts:
        new = text
        if vietnamese and ("\u00d0" in new or "\u00f0" in new):
            new = new.replace("\u00d0", "Đ").replace("\u00f0", "đ")
        if tilde:
            new = _TILDE_N.sub(lambda m: "đ" if m.group() == "\u00f1" else "Đ", new)
        if _MIXED_SCRIPTS.search(new):
            new = _MIXED_SCRIPTS.sub(_latin, new)
        out.append(new)
    return out


def _latin(match: re.Match[str]) -> str:
    """A word of Latin letters with strays of another script; a word wholly of that script stays."""
    word = match.group()
    return word.translate(_LOOK_ALIKES) if re.search("[A-Za-z\u00c0-\u024f\u1ea0-\u1ef9]", word) else word
