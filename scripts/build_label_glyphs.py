"""Draws the letters a label column can hold in free fonts, for `ingest.glyphs` to compare with.

    python scripts/build_label_glyphs.py [FONT.ttf ...]

Writes `ingest/data/label_glyphs.npz`. The fonts (Liberation, FreeSerif, DejaVu: OFL, GPL with font exception,
Bitstream Vera) stand for the faces of Vietnamese documents: Times New Roman above all, Arial and their kin.
"""

import sys
from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw, ImageFont

from ingest.glyphs import CLASSES, normal_glyph

FOLDER = Path("/usr/share/fonts/truetype")
FONTS = (
    "liberation/LiberationSerif-Regular.ttf",
    "liberation/LiberationSerif-Bold.ttf",
    "liberation/LiberationSerif-Italic.ttf",
    "liberation/LiberationSerif-BoldItalic.ttf",
    "freefont/FreeSerif.ttf",
    "freefont/FreeSerifBold.ttf",
    "liberation/LiberationSans-Regular.ttf",
    "liberation/LiberationSans-Bold.ttf",
    "dejavu/DejaVuSans.ttf",
    "dejavu/DejaVuSerif.ttf",
)
SIZE_PX = 36
"""13 points at 200 dpi."""


def main(fonts: list[str]) -> None:
    """Draw every class in every font and save the normalised pictures."""
    glyphs, names = [], []
    for font_path in fonts or [str(FOLDER / f) for f in FONTS]:
        font = ImageFont.truetype(font_path, SIZE_PX)
        for text in CLASSES:
            image = Image.new("L", (200, 80), 0)
            ImageDraw.Draw(image).text((20, 10), text, fill=255, font=font)
            pixels = np.asarray(image)
            rows, columns = np.flatnonzero(pixels.any(axis=1)), np.flatnonzero(pixels.any(axis=0))
            glyphs.append(normal_glyph(pixels[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]))
            names.append(text)
    out = Path(__file__).resolve().parents[1] / "ingest" / "data" / "label_glyphs.npz"
    np.savez_compressed(out, glyphs=np.stack(glyphs), names=np.array(names))


if __name__ == "__main__":
    main(sys.argv[1:])
