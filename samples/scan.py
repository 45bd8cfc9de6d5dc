"""Makes scans from digital PDFs: printed, stamped, laid crookedly on the glass, and saved as pictures.

    python -m samples.scan PLAN.pdf SCAN.pdf [--dpi 200] [--skew 0.6] [--grain 6] [--jpeg 70] [--stamp] [--shadow]
                           [--fax] [--turn 90] [--pages 1-2]

The same plan with the same settings gives the same scan: the grain comes from a fixed seed.
"""

import argparse
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
import pypdfium2
from numpy.typing import NDArray
from PIL import Image

Pixels = NDArray[np.uint8]


@dataclass(frozen=True, slots=True)
class Scanner:
    """How a page was scanned."""

    dpi: int = 200
    skew: float = 0.6
    """Degrees, clockwise."""
    grain: float = 6.0
    """Standard deviation of the noise of the paper, in levels of grey."""
    jpeg: int = 70
    """Quality, 1 to 95."""
    stamp: bool = False
    """A red seal in the lower half of the page and a red "received" box at the top."""
    shadow: bool = False
    """Uneven light over grey paper, as from a telephone."""
    fax: bool = False
    """Black and white only."""
    turn: int = 0
    """Degrees by which the sheet lay turned, clockwise: 0, 90, 180 or 270."""


def scan(source: Path, target: Path, scanner: Scanner, first: int = 1, last: int | None = None) -> None:
    """Write the pages *first* to *last* of the PDF *source* to *target* as scanned (a PDF, or a TIFF by its name)."""
    pages = [scanned(page, scanner, number) for number, page in _drawn(source, scanner.dpi, first, last)]
    images = [Image.fromarray(page[:, :, ::-1] if page.ndim == 3 else page) for page in pages]
    if scanner.fax:
        images = [image.convert("1", dither=Image.Dither.NONE) for image in images]
    if target.suffix.lower() in (".tif", ".tiff"):
        dpi = (scanner.dpi, scanner.dpi)
        images[0].save(target, save_all=True, append_images=images[1:], dpi=dpi, compression="tiff_lzw")
    else:
        quality = {} if scanner.fax else {"quality": scanner.jpeg}
        images[0].save(target, "PDF", save_all=True, append_images=images[1:], resolution=scanner.dpi, **quality)


def scanned(page: Pixels, scanner: Scanner, seed: int = 1) -> Pixels:
    """One drawn page (blue-green-red) as it comes from the *scanner*; grey unless something on it is red."""
    random = np.random.default_rng(seed)
    out = page.copy()
    if scanner.stamp:
        _stamp(out, scanner.dpi)
    if not scanner.stamp:
        out = np.asarray(cv2.cvtColor(out, cv2.COLOR_BGR2GRAY), dtype=np.uint8)
    height, width = out.shape[:2]
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), -scanner.skew, 1.0)
    out = np.asarray(cv2.warpAffine(out, matrix, (width, height), borderValue=(255, 255, 255)), dtype=np.uint8)
    light = np.full((height, width), 0.96, np.float32)
    if scanner.shadow:
        across = np.linspace(0.0, 1.0, width, dtype=np.float32)[None, :]
        down = np.linspace(0.0, 1.0, height, dtype=np.float32)[:, None]
        light = np.asarray(0.9 - 0.3 * across * down - 0.1 * np.sin(3 * across), dtype=np.float32)
    noise = random.normal(0.0, scanner.grain, (height, width)).astype(np.float32)
    if out.ndim == 3:
        light, noise = light[:, :, None], noise[:, :, None]
    out = np.clip(cv2.GaussianBlur(out, (0, 0), 0.6).astype(np.float32) * light + noise, 0, 255).astype(np.uint8)
    if scanner.fax:
        out = np.where(out > 140, 255, 0).astype(np.uint8)
    return np.ascontiguousarray(np.rot90(out, -scanner.turn // 90))


def _drawn(source: Path, dpi: int, first: int, last: int | None) -> list[tuple[int, Pixels]]:
    pdf = pypdfium2.PdfDocument(source)
    try:
        numbers = range(first, (last or len(pdf)) + 1)
        return [(n, np.array(pdf[n - 1].render(scale=dpi / 72).to_numpy()[:, :, :3])) for n in numbers]
    finally:
        pdf.close()


def _stamp(page: Pixels, dpi: int) -> None:
    """A round seal and a rectangular stamp in red, half transparent, over whatever is there."""
    height, width = page.shape[:2]
    ink = np.full_like(page, 255)
    red = (60, 50, 215)
    middle, radius = (round(0.68 * width), round(0.7 * height)), round(0.7 * dpi)
    for r, thick in ((radius, 0.035), (radius - dpi // 10, 0.015), (radius // 2, 0.02)):
        cv2.circle(ink, middle, r, red, max(1, round(thick * dpi)))
    cv2.rectangle(ink, (round(0.08 * width), round(0.16 * height)), (round(0.38 * width), round(0.24 * height)), red, 4)
    cv2.putText(ink, "DEN", (round(0.12 * width), round(0.21 * height)), 0, dpi / 120, red, dpi // 60)
    page[:] = np.minimum(page, ink)


def main() -> None:
    """Read the arguments and make one scan."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("source", type=Path)
    parser.add_argument("target", type=Path)
    parser.add_argument("--dpi", type=int, default=200)
    parser.add_argument("--skew", type=float, default=0.6)
    parser.add_argument("--grain", type=float, default=6.0)
    parser.add_argument("--jpeg", type=int, default=70)
    parser.add_argument("--turn", type=int, choices=(0, 90, 180, 270), default=0)
    parser.add_argument("--pages", default="1-")
    for flag in ("stamp", "shadow", "fax"):
        parser.add_argument(f"--{flag}", action="store_true")
    a = parser.parse_args()
    first, _, last = a.pages.partition("-")
    scanner = Scanner(a.dpi, a.skew, a.grain, a.jpeg, a.stamp, a.shadow, a.fax, a.turn)
    scan(a.source, a.target, scanner, int(first), int(last) if last else None)


if __name__ == "__main__":
    main()
