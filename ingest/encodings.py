"""Decodes letters that stand for others, where that is certain: old Vietnamese fonts, ñ and ð for đ, look-alikes.

Before Unicode, fonts drew Vietnamese over the codes of Western letters: TCVN3 (.VnTime) has one code for each
letter, VNI a letter and a mark after it. Such a page looks right and its text layer reads "Céng hßa x· héi". What is
decoded here needs no OCR.
"""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Sequence

_TCVN3 = dict(
    zip(
        "\u00b5\u00b8\u00b6\u00b7\u00b9\u00a8\u00bb\u00be\u00bc\u00bd\u00c6\u00a9\u00c7\u00ca\u00c8\u00c9\u00cb"
        "\u00cc\u00d0\u00ce\u00cf\u00d1\u00aa\u00d2\u00d5\u00d3\u00d4\u00d6\u00d7\u00dd\u00d8\u00dc\u00de"
        "\u00df\u00e3\u00e1\u00e2\u00e4\u00ab\u00e5\u00e8\u00e6\u00e7\u00e9\u00ac\u00ea\u00ed\u00eb\u00ec\u00ee"
        "\u00ef\u00f3\u00f1\u00f2\u00f4\u00ad\u00f5\u00f8\u00f6\u00f7\u00f9\u00fa\u00fd\u00fb\u00fc\u00fe\u00ae"
        "\u00a1\u00a2\u00a3\u00a4\u00a5\u00a6\u00a7",
        "àáảãạăằắẳẵặâầấẩẫậèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵđĂÂÊÔƠƯĐ",
        strict=True,
    )
)
"""Codes by their Western letters (Latin-1). Capitals with marks have no codes: fonts named …H draw all in capitals."""

_VNI_PAIRS = {
    "a": dict(zip("ùøûõïâáàåãäêéèúüë", "áàảãạâấầẩẫậăắằẳẵặ", strict=True)),
    "e": dict(zip("ùøûõïâáàåãä", "éèẻẽẹêếềểễệ", strict=True)),
    "o": dict(zip("ùøûõïâáàåãä", "óòỏõọôốồổỗộ", strict=True)),
    "ô": dict(zip("ùøûõï", "ớờởỡợ", strict=True)),
    "u": dict(zip("ùøûõï", "úùủũụ", strict=True)),
    "ö": dict(zip("ùøûõï", "ứừửữự", strict=True)),
    "y": dict(zip("ùøûõ", "ýỳỷỹ", strict=True)),
}
_VNI_SINGLE = dict(zip("íìæóòôöîñ", "íìỉĩịơưỵđ", strict=True))
_VNI = {b + m: v for b, marks in _VNI_PAIRS.items() for m, v in marks.items()} | _VNI_SINGLE
_VNI |= {k.upper(): v.upper() for k, v in _VNI.items()} | {
    k[0].upper() + k[1]: v.upper() for k, v in _VNI.items() if k[1:]
}
_VNI_CODE = re.compile("|".join(sorted(map(re.escape, _VNI), key=len, reverse=True)))

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
        return texts
    by_font: dict[str, list[int]] = defaultdict(list)
    for i, (_, font) in enumerate(words):
        by_font[font].append(i)
    for font, places in by_font.items():
        decode = _decoder(font, " ".join(texts[i] for i in places))
        if decode is not None:
            for i in places:
                texts[i] = decode(texts[i])
    return _plain_letters(texts)


def from_tcvn3(text: str) -> str:
    """Text of a .Vn font as Unicode."""
    return "".join(_TCVN3.get(c, c) for c in text)


def from_vni(text: str) -> str:
    """Text of a VNI font as Unicode."""
    return _VNI_CODE.sub(lambda m: _VNI[m.group()], text)


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
