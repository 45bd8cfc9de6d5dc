"""Takes the pictures of `docs/pictures` anew: the desk on the samples, in Debian's Chromium.

.venv/bin/python -m scripts.picture_the_desk
"""

import io
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from PIL import Image
from playwright.sync_api import sync_playwright

ROOT = Path(__file__).parents[1]
FOLDER = ROOT / "docs" / "pictures"
FLAGS = ("--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-sync")
COLOURS = 96
"""In a picture: a page of text needs no more, and the file is a third."""

SHOTS: tuple[tuple[str, str, Sequence[str]], ...] = (
    ("documents", "/", ()),
    ("document", "/documents/{water-supply.pdf}?page=1", ("j", "j", "ArrowDown", "ArrowDown", "ArrowDown")),
    ("doubts", "/documents/{food-safety.pdf}", ("n",)),
    ("edit", "/documents/{school-meals.pdf}", ("j", "ArrowDown", "ArrowDown", "e")),
    ("split", "/documents/{water-supply.pdf}?page=1", (*"jjjjjjt", "Enter")),
    ("merge", "/documents/{flood-decision.pdf}", ("j", "m")),
    ("replace", "/replace?unit=Chi+cục+An+toàn+vệ+sinh+thực+phẩm&document={food-safety.pdf}", ()),
    ("record", "/documents/{village-tourism.pdf}/record", ()),
    ("names", "/names", ()),
    ("search", "/search?words=bao+cao+ket+qua", ()),
    ("overview", "/overview", ()),
    ("coverage", "/coverage?number=27/NQ-HĐND", ()),
)
"""Name, address (a file's name stands for its number) and keys pressed."""

NAMES = (("P. GDMN-TH", "Phòng Giáo dục Mầm non - Tiểu học"), ("Chi cục ATVSTP", "Chi cục An toàn vệ sinh thực phẩm"))
"""What the page of names shows: as printed, and the unit it means."""


def main() -> None:
    """Read the samples into a database of their own, open the desk, go through the pages."""
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{folder}/ke-hoach.db"
        subprocess.run([sys.executable, "-m", "cli", "ingest", "samples", "--db", url], cwd=ROOT, check=True)
        command = [sys.executable, "-m", "cli", "review", "--db", url]
        with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as desk:
            assert desk.stdout
            try:
                _take(desk.stdout.readline().strip())
            finally:
                desk.terminate()


def _take(address: str) -> None:
    base = address.partition("/?")[0]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=list(FLAGS))
        page = browser.new_page(locale="vi-VN", viewport={"width": 1280, "height": 800})
        page.goto(address)
        page.get_by_label("Người soát").fill("Chị Hoa")
        page.get_by_label("Người soát").press("Enter")
        links = page.locator("table.list th a").all()
        numbers = [str(link.get_attribute("href")).rpartition("/")[2] for link in links]
        files = page.locator("table.list tbody th .small").all_inner_texts()
        by_file = {
            part.strip(): number for text, number in zip(files, numbers, strict=True) for part in text.split("·")
        }
        for printed, unit in NAMES:
            page.goto(f"{base}/names")
            page.locator("[name=printed]").fill(printed)
            page.locator("[name=unit]").fill(unit)
            page.locator("main form.filters button").click()
        for name, place, keys in SHOTS:
            page.goto(base + re.sub(r"{(.+)}", lambda named: by_file[named[1]], place))
            for key in keys:
                page.keyboard.press(key)
                page.wait_for_load_state("networkidle")
            page.wait_for_timeout(400)
            _save(page, name)
        browser.close()


def _save(page: Any, name: str) -> None:
    picture = Image.open(io.BytesIO(page.screenshot())).convert("RGB")
    picture.quantize(COLOURS, dither=Image.Dither.NONE).save(FOLDER / f"{name}.png", optimize=True)


if __name__ == "__main__":
    main()
