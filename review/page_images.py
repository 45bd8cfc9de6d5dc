"""Pictures of pages, drawn when somebody looks at them and kept for the next time."""

import json
import os
from concurrent.futures import BrokenExecutor, TimeoutError
from contextlib import suppress
from pathlib import Path
from threading import Lock
from typing import Any

from models.errors import KehoachError
from review.drawing import Drawn, Media, draw, page_sizes, prepare_drawing, warmed
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

    def warm(self) -> None:
        """Start the process before somebody waits for it."""
        self._schedule(warmed)

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
            return self._schedule(work, *arguments).result()
        except (KehoachError, ValueError, OSError, SyntaxError, MemoryError, TimeoutError, ProcessExpired):
            return None
        except BrokenExecutor:
            # The next one gets a new pool.
            return None

    def _schedule(self, work: Any, *arguments: Any) -> Any:
        # One thread at a time: pebble starts a pool's own threads at the first task, and takes half of them for none.
        with self._lock:
            for is_last in (False, True):
                self._pool = self._pool or _new_pool()
                try:
                    return self._pool.schedule(work, args=arguments, timeout=SECONDS)
                except RuntimeError:
                    # Its process was killed from outside, by a system short of memory for one.
                    self._pool = None
                    if is_last:
                        raise

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


def _new_pool() -> Any:
    import multiprocessing

    from pebble import ProcessPool

    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["review.drawing"])
    return ProcessPool(
        max_workers=1,
        max_tasks=500,
        initializer=prepare_drawing,
        initargs=(MEMORY_MB,),
        context=context,
    )


def _write(place: Path, content: bytes) -> None:
    """Put *content* in *place*, whole or not at all; a full disk only means drawing again."""
    part = place.with_name(f".{place.name}.{os.getpid()}.part")
    try:
        place.parent.mkdir(exist_ok=True)
        part.write_bytes(content)
        part.replace(place)
    except OSError:
        part.unlink(missing_ok=True)
