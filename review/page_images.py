"""Pictures of pages, drawn when somebody looks at them and kept for the next time."""

import json
import os
from concurrent.futures import TimeoutError
from contextlib import suppress
from pathlib import Path
from threading import Lock
from typing import Any

from ingest.limits import Limits
from ingest.worker import prepare_process
from models.errors import KehoachError
from review.drawing import Drawn, Media, draw, page_sizes
from review.originals import Originals

WIDTHS = (1000, 1600, 2400)
"""Pixels: what a page is drawn at; other widths are not, so that nobody fills the disk with every one of them."""
SECONDS = 40
"""For one page: ten times what a scan of A3 takes."""
MEMORY_MB = 2000
CACHE_BYTES = 1_000_000_000
"""Pictures kept; the oldest go when the desk is opened."""
_MEDIA: dict[str, Media] = {".webp": "image/webp", ".svg": "image/svg+xml"}

Sizes = tuple[tuple[float, float], ...]


class Pictures:
    """Draws pages in one process of its own, and remembers them on disk by content, page and width."""

    def __init__(self, originals: Originals) -> None:
        self.folder = originals.pictures
        self._lock = Lock()
        self._pool: Any = None
        self._sizes: dict[str, Sizes] = {}
        self._shrink()

    def close(self) -> None:
        """Let the process go."""
        with self._lock:
            if self._pool is not None:
                self._pool.stop()
                self._pool.join()
                self._pool = None

    def sizes(self, file: Path, sha256: str) -> Sizes:
        """Width and height in points of each page; empty where that cannot be told."""
        if sha256 not in self._sizes:
            kept = self.folder / sha256[:2] / f"{sha256}.json"
            try:
                self._sizes[sha256] = tuple((float(w), float(h)) for w, h in json.loads(kept.read_text()))
            except (OSError, ValueError, TypeError):
                found: Sizes | None = self._do(page_sizes, file)
                if found is None:
                    return ()
                self._sizes[sha256] = found
                _write(kept, json.dumps(found).encode())
        return self._sizes[sha256]

    def picture(self, file: Path, sha256: str, page: int, width: int) -> Drawn | None:
        """The page's picture; None where it cannot be drawn."""
        stem = self.folder / sha256[:2] / f"{sha256}-{page}-{width}"
        for suffix, media in _MEDIA.items():
            with suppress(OSError):
                return Drawn(stem.with_suffix(suffix).read_bytes(), media)
        drawn: Drawn | None = self._do(draw, file, sha256, page, width)
        if drawn is not None:
            suffix = next(suffix for suffix, media in _MEDIA.items() if media == drawn.media)
            _write(stem.with_suffix(suffix), drawn.content)
        return drawn

    def _do(self, work: Any, *arguments: Any) -> Any:
        from pebble import ProcessExpired

        try:
            return self._processes().schedule(work, args=arguments, timeout=SECONDS).result()
        except (KehoachError, ValueError, OSError, TimeoutError, ProcessExpired, MemoryError, SyntaxError):
            return None

    def _processes(self) -> Any:
        import multiprocessing

        from pebble import ProcessPool

        with self._lock:
            if self._pool is None:
                context = multiprocessing.get_context("forkserver")
                context.set_forkserver_preload(["review.drawing", "ingest.pipeline", "ingest.worker"])
                self._pool = ProcessPool(
                    max_workers=1,
                    max_tasks=500,
                    initializer=prepare_process,
                    initargs=(Limits(memory_mb=MEMORY_MB),),
                    context=context,
                )
            return self._pool

    def _shrink(self) -> None:
        """Throw away the oldest pictures when there are too many."""
        found = []
        for file in self.folder.rglob("*.*"):
            with suppress(OSError):
                state = file.stat()
                found.append((state.st_mtime, state.st_size, file))
        left = sum(size for _, size, _ in found)
        for _, size, file in sorted(found):
            if left <= CACHE_BYTES:
                break
            file.unlink(missing_ok=True)
            left -= size


def _write(place: Path, content: bytes) -> None:
    """Put *content* in *place*, whole or not at all; a full disk only means drawing again."""
    part = place.with_name(f".{place.name}.{os.getpid()}.part")
    try:
        place.parent.mkdir(exist_ok=True)
        part.write_bytes(content)
        part.replace(place)
    except OSError:
        part.unlink(missing_ok=True)
