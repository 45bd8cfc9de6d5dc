"""Sets accented text as page pictures and reads them with a foreign Tesseract: how damaged text layers come about.

Used by `learn_confusions.py` (pages to learn from) and by `benchmarks/diacritics.py` (pages to test on).
"""

import os
import random
import subprocess
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from PIL import Image, ImageDraw, ImageFilter, ImageFont

from normalize.text import nfc

FONT_FOLDER = Path("/usr/share/fonts/truetype")
TIMES = (
    "liberation2/LiberationSerif-Regular",
    "liberation2/LiberationSerif-Bold",
    "liberation2/LiberationSerif-Italic",
)
"""Liberation Serif before version 2 lacks most Vietnamese letters; check a page by eye before learning from it."""
ARIAL = (
    "liberation2/LiberationSans-Regular",
    "liberation2/LiberationSans-Bold",
    "liberation2/LiberationSans-Italic",
)
FAMILIES = (
    *[TIMES] * 5,
    ARIAL,
    ("freefont/FreeSerif", "freefont/FreeSerifBold", "freefont/FreeSerifItalic"),
    ("dejavu/DejaVuSans", "dejavu/DejaVuSans-Bold", "dejavu/DejaVuSans-Oblique"),
)
"""Upright, bold and italic faces, Times-like ones mostly, as in plans; a page is set in one family."""
FACES = (0, 0, 0, 1, 2)
"""One in so many paragraphs is bold or italic."""
CAPITALS = 0.08
"""Share of paragraphs set in capitals, beside short bold ones: headings are, and their letters come out otherwise."""
PAGE_INCHES = (8.27, 11.69)
MARGIN_INCHES = 1.0
POINTS = 13.0
LEADING = 1.3
RESOLUTIONS = (150, 200, 300)
FAXES, FAX_WHITE = 1 / 3, 150


@dataclass(frozen=True, slots=True)
class MisreadPage:
    """One page: the lines as set, and what the English reader made of them."""

    dpi: int
    printed: str
    read: str


def misread_pages(
    paragraphs: Sequence[str],
    pages_per_dpi: int,
    seed: int,
    resolutions: Sequence[int] = RESOLUTIONS,
    readers: Sequence[str] = ("eng",),
) -> Iterator[MisreadPage]:
    """
    Pages of *paragraphs* in random order at each of *resolutions*; every second page has the wear of a scan.

    *readers* are languages of Tesseract, taken in turn.
    """
    chance = random.Random(seed)
    deck = [nfc(p) for p in paragraphs]
    chance.shuffle(deck)
    for number in range(pages_per_dpi):
        for dpi in resolutions:
            picture, printed = _set_page(deck, dpi, chance)
            if number % 2:
                picture = _wear(picture, chance)
            yield MisreadPage(dpi, printed, _read(picture, dpi, readers[number % len(readers)]))


def _set_page(deck: list[str], dpi: int, chance: random.Random) -> tuple[Image.Image, str]:
    """Takes paragraphs off *deck* until a page is full."""
    width, height = (round(inches * dpi) for inches in PAGE_INCHES)
    picture = Image.new("L", (width, height), 255)
    pen = ImageDraw.Draw(picture)
    margin = MARGIN_INCHES * dpi
    step = POINTS * LEADING * dpi / 72
    y, lines, family = margin, list[str](), chance.choice(FAMILIES)
    while deck and y < height - margin - step:
        face = chance.choice(FACES)
        font = ImageFont.truetype(str(FONT_FOLDER / f"{family[face]}.ttf"), POINTS * dpi / 72)
        paragraph = deck.pop()
        if (face == 1 and len(paragraph) < 60) or chance.random() < CAPITALS:
            paragraph = paragraph.upper()
        for line in _wrap(paragraph, font, width - 2 * margin):
            if y >= height - margin - step:
                break
            pen.text((margin, y), line, fill=0, font=font)
            lines.append(line)
            y += step
        y += step / 3
    return picture, "\n".join(lines)


def _wrap(paragraph: str, font: ImageFont.FreeTypeFont, width: float) -> Iterator[str]:
    line = ""
    for word in paragraph.split():
        longer = f"{line} {word}" if line else word
        if line and font.getlength(longer) > width:
            yield line
            longer = word
        line = longer
    if line:
        yield line


def _wear(picture: Image.Image, chance: random.Random) -> Image.Image:
    """A little skew, blur and grain; every third page is black and white besides, as a fax is."""
    turned = picture.rotate(chance.uniform(-0.4, 0.4), resample=Image.Resampling.BICUBIC, fillcolor=255)
    soft = turned.filter(ImageFilter.GaussianBlur(chance.uniform(0.3, 0.8) * picture.width / 1650))
    grain = Image.effect_noise(picture.size, chance.uniform(10, 30))
    worn = Image.blend(soft, grain, 0.12)
    return worn.point(lambda light: 255 if light > FAX_WHITE else 0) if chance.random() < FAXES else worn


def _read(picture: Image.Image, dpi: int, reader: str) -> str:
    import io

    buffer = io.BytesIO()
    picture.save(buffer, "PNG", dpi=(dpi, dpi))
    done = subprocess.run(
        ["tesseract", "-", "-", "-l", reader],
        input=buffer.getvalue(),
        capture_output=True,
        check=True,
        env={**os.environ, "OMP_THREAD_LIMIT": "1"},
    )
    return nfc(done.stdout.decode())
