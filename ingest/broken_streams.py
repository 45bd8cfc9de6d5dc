"""Packed streams of a PDF that do not unpack: what can be had of them is, and it is known that something is missing.

pdfminer drops a stream that is broken in its middle and tells nobody; one that is cut short it takes for whole.
"""

import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

_heard: ContextVar[list[int] | None] = ContextVar("heard", default=None)
_PIECE = 16
"""Bytes unpacked at a time: no more than these are lost in front of the break."""


@contextmanager
def hearing_damage() -> Iterator[list[int]]:
    """Within it, the number of bytes that could be had of each broken stream is put into the list that is given."""
    from pdfminer import pdftypes

    # Called by pdfminer whenever a stream does not unpack, by this name; the one door where that can be heard.
    setattr(pdftypes, "decompress_corrupted", unpack_what_is_left)  # noqa: B010 - it is a function, not a setting
    heard: list[int] = []
    token = _heard.set(heard)
    try:
        yield heard
    finally:
        _heard.reset(token)


def unpack_what_is_left(packed: bytes) -> bytes:
    """The beginning of a broken stream, up to where it breaks."""
    unpacker = zlib.decompressobj()
    unpacked = []
    try:
        for start in range(0, len(packed), _PIECE):
            unpacked.append(unpacker.decompress(packed[start : start + _PIECE]))
    except zlib.error:
        pass
    whole = b"".join(unpacked)
    heard = _heard.get()
    if heard is not None:
        heard.append(len(whole))
    return whole
