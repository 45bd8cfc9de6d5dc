"""Trains the network that tells a dot over an i from a tone (`ingest.marks`), on words drawn and worn as by scanners.

    python -m scripts.build_mark_model [FONT.ttf ...]

Writes `ingest/data/mark_model.npz`, the same at every run, and prints how it does on words it has not seen. The fonts
(Liberation, FreeSerif, DejaVu: OFL, GPL with font exception, Bitstream Vera) stand for the faces of Vietnamese
documents: Times New Roman above all, Arial and their kin.
"""

import random
import sys
import unicodedata
from functools import cache
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont

from ingest.marks import SIDE, Floats, cut_mark, likely_dot

FOLDER = Path("/usr/share/fonts/truetype")
FONTS = (
    *(f"liberation2/LiberationSerif-{style}.ttf" for style in ("Regular", "Bold", "Italic", "BoldItalic", "Bold")),
    *(f"liberation2/LiberationSans-{style}.ttf" for style in ("Regular", "Bold")),
    *(f"freefont/FreeSerif{style}.ttf" for style in ("", "Bold", "BoldItalic")),
    "dejavu/DejaVuSerif.ttf",
    "dejavu/DejaVuSans.ttf",
)
SYLLABLES = (
    "Chi{}nh",
    "Ki{}n",
    "Ti{}nh",
    "Mi{}",
    "Bi{}nh",
    "Thi{}",
    "Vi{}nh",
    "Qui{}",
    "Li{}nh",
    "Hi{}",
    "Nhi{}",
    "Di{}m",
)
TONES = ("", "\u0301", "\u0300", "\u0309", "\u0303")
SAMPLES, HELD_OUT, HIDDEN, STEPS, BATCH = 40_000, 8_000, 32, 6_000, 256


@cache
def _font(path: str, size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(path, size)


def worn_word(text: str, font: str, chance: random.Random) -> NDArray[np.uint8]:
    """*text* as a scanner sees it: 130 to 320 dpi, blurred, faint or fat, tilted a little, grainy, packed as JPEG."""
    noise = np.random.default_rng(chance.getrandbits(32))
    large = _font(font, 120)
    image = Image.new("L", (int(large.getlength(text)) + 120, 260), 255)
    ImageDraw.Draw(image).text((60, 60), text, fill=0, font=large)
    picture = np.asarray(image)
    if chance.random() < 0.3:
        size = chance.choice((3, 5))
        way = cv2.erode if chance.random() < 0.6 else cv2.dilate
        picture = np.asarray(way(picture, np.ones((size, size), np.uint8)), dtype=np.uint8)
    em = chance.uniform(20, 52)
    turn = cv2.getRotationMatrix2D((picture.shape[1] / 2, 130), chance.uniform(-0.8, 0.8), 1.0)
    picture = np.asarray(cv2.warpAffine(picture, turn, picture.shape[::-1], borderValue=255), dtype=np.uint8)
    shift = (chance.randrange(8), chance.randrange(8))
    small = cv2.resize(picture[shift[0] :, shift[1] :], None, fx=em / 120, fy=em / 120, interpolation=cv2.INTER_AREA)
    grey = cv2.GaussianBlur(small, (0, 0), chance.uniform(0.2, 1.1) * em / 36).astype(np.float32)
    black, paper = chance.uniform(0, 110), chance.uniform(215, 255)
    toned = black + grey / 255 * (paper - black) + noise.normal(0, chance.uniform(0, 14), grey.shape)
    out = np.asarray(np.clip(toned, 0, 255), dtype=np.uint8)
    if chance.random() < 0.25:
        _, two = cv2.threshold(out, chance.uniform(110, 190), 255, cv2.THRESH_BINARY)
        return np.asarray(two, dtype=np.uint8)
    _, packed = cv2.imencode(".jpg", out, [cv2.IMWRITE_JPEG_QUALITY, chance.randint(25, 95)])
    return np.asarray(cv2.imdecode(packed, cv2.IMREAD_GRAYSCALE), dtype=np.uint8)


def draw(count: int, fonts: list[str], seed: int) -> tuple[Floats, NDArray[np.int64]]:
    """*count* pictures of marks, and for each 1 when it is a dot, else 0."""
    chance = random.Random(seed)
    pictures: list[Floats] = []
    answers = []
    while len(pictures) < count:
        mark = chance.choices(TONES, weights=(3, 1, 1, 2, 1))[0]
        text = unicodedata.normalize("NFC", chance.choice(SYLLABLES).format(mark))
        picture = cut_mark(_trimmed(worn_word(text, chance.choice(fonts), chance)))
        if picture is not None:
            pictures.append(picture.ravel())
            answers.append(int(not mark))
    return np.stack(pictures), np.array(answers)


def _trimmed(grey: NDArray[np.uint8]) -> NDArray[np.uint8]:
    _, ink = cv2.threshold(grey, 0, 255, cv2.THRESH_BINARY_INV + cv2.THRESH_OTSU)
    ink = cv2.morphologyEx(ink, cv2.MORPH_OPEN, np.ones((2, 2), np.uint8))
    x, y, width, height = cv2.boundingRect(ink)
    return grey[max(0, y - 2) : y + height + 2, max(0, x - 2) : x + width + 2]


def train(x: Floats, y: NDArray[np.int64]) -> tuple[Floats, Floats]:
    """Weights of a network with one hidden layer and one answer, by Adam."""
    chance = np.random.default_rng(7)
    weights = [
        np.concatenate([chance.normal(0, (2 / SIDE**2) ** 0.5, (SIDE**2, HIDDEN)), np.zeros((1, HIDDEN))]),
        np.concatenate([chance.normal(0, (2 / HIDDEN) ** 0.5, HIDDEN), np.zeros(1)]),
    ]
    first, second = [np.zeros_like(w) for w in weights], [np.zeros_like(w) for w in weights]
    for step in range(1, STEPS + 1):
        chosen = chance.integers(0, len(x), BATCH)
        inputs = np.concatenate([x[chosen], np.ones((BATCH, 1))], axis=1)
        hidden = np.maximum(inputs @ weights[0], 0)
        widened = np.concatenate([hidden, np.ones((BATCH, 1))], axis=1)
        off = 1 / (1 + np.exp(-(widened @ weights[1]))) - y[chosen]
        slopes = [inputs.T @ (np.outer(off, weights[1][:-1]) * (hidden > 0)), widened.T @ off]
        rate = 0.003 * (1 - step / STEPS)
        for index, total in enumerate(slopes):
            slope = total / BATCH + 1e-4 * weights[index]
            first[index] += 0.1 * (slope - first[index])
            second[index] += 0.001 * (slope**2 - second[index])
            mean, spread = first[index] / (1 - 0.9**step), second[index] / (1 - 0.999**step)
            weights[index] -= rate * mean / (np.sqrt(spread) + 1e-8)
    return weights[0].astype(np.float16), weights[1].astype(np.float16)


def main(fonts: list[str]) -> None:
    """Draw, train, save, and say how it does."""
    chosen = fonts or [str(FOLDER / font) for font in FONTS]
    hidden, out = train(*draw(SAMPLES, chosen, 1))
    file = Path(__file__).resolve().parents[1] / "ingest" / "data" / "mark_model.npz"
    np.savez_compressed(file, hidden=hidden, out=out)
    x, y = draw(HELD_OUT, chosen, 2)
    likely = np.array([likely_dot(picture.reshape(SIDE, SIDE)) for picture in x])
    for least in (0.5, 0.9, 0.99, 0.999):
        said = likely >= least
        dots, tones = (said & (y == 1)).sum(), (said & (y == 0)).sum()
        print(f"{least}: of {(y == 1).sum()} dots {dots} found, of {(y == 0).sum()} tones {tones} taken for dots")


if __name__ == "__main__":
    main(sys.argv[1:])
