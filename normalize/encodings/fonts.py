"""Text of fonts from before Unicode, that drew Vietnamese over the codes of Western letters.

TCVN3 (.VnTime) has one code for each letter, VNI (VNI-Times) a letter and a mark after it. Such a text looks right on
the page and comes out as "Céng hßa x· héi" or "Coäng hoøa xaõ hoäi".
"""

import re

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
_WORD = re.compile(r"\S+")


WINDOWS_HYPHEN = "\u2010"
"""What code 173 of a font in Windows' encoding is read as: a hyphen, and in a .Vn font its ư."""
_HYPHENED = re.compile("([^\\W\\d_]*)-([^\\W\\d_]*)(?!\\d)")


def from_tcvn3(text: str) -> str:
    """Text of a .Vn font as Unicode; among capitals the codes are capitals too."""
    return _WORD.sub(_tcvn3_word, text.replace(WINDOWS_HYPHEN, "\u00ad"))


def _tcvn3_word(match: re.Match[str]) -> str:
    word = match.group()
    decoded = _HYPHENED.sub(_with_horn, "".join(_TCVN3.get(c, c) for c in word))
    plain = [c for c in word if c.isascii() and c.isalpha()]
    return decoded.upper() if len(plain) > 1 and all(c.isupper() for c in plain) else decoded


def _with_horn(match: re.Match[str]) -> str:
    """Letters about a hyphen with the ư that some programs write as one: "tr-ờng" is "trường", "x-h" is no word."""
    from normalize.diacritics.model import load_model

    printed = match.group()
    if printed == "-" or (printed.isupper() and len(printed) > 2):
        return printed
    words = load_model().ids
    known = f"{match.group(1)}ư{match.group(2)}".lower() in words
    return printed.replace("-", "ư") if known else printed


def from_vni(text: str) -> str:
    """Text of a VNI font as Unicode."""
    return _VNI_CODE.sub(lambda m: _VNI[m.group()], text)
