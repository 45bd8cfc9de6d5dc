"""Any file to pages: looks at the bytes, not at the name, and calls the reader that fits."""

from collections.abc import Iterator
from pathlib import Path
from typing import Literal

from models.errors import FileMissing, NotAPlanFile
from models.page import Page

OcrMode = Literal["auto", "always", "never"]
"""Whether pictures of pages are read: as each page needs it, all of them, or none."""

FileKind = Literal["pdf", "picture", "text"]

_PICTURE_MAGIC = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"II*\x00", b"MM\x00*", b"II+\x00", b"MM\x00+")
_TEXT_MAGIC = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")
_HEAD_BYTES = 4096
_PDF_MAGIC_WITHIN = 1024
"""Bytes: readers accept "%PDF-" this late, after the junk that mail gateways and scanners put in front."""


def read_file(path: Path, ocr: OcrMode = "auto", workers: int = 1) -> Iterator[Page]:
    """
    Every page of the file at *path*, whatever kind of file it is.

    Args:
        path: a PDF, a page picture (PNG, JPEG, TIFF with one or more pages), or a text file.
        ocr: "auto" decides page by page; "always" reads every picture, "never" only the text layer.
        workers: how many pages may be recognised at the same time, each in a process of its own.
    Raises:
        FileMissing: there is no such file, or it may not be opened.
        NotAPlanFile: it is empty, of another kind, or too damaged to open.
        EncryptedFile, NoPages, LimitExceeded: see `models.errors`.
        ProgramMissing: OCR is needed and Tesseract or its Vietnamese data is not installed.
    """
    kind = kind_of(path)
    if kind == "text":
        from ingest.plain_text import read_text_file

        yield from read_text_file(path)
    elif kind == "picture":
        from ingest.images import read_images

        yield from read_images(path, ocr, workers)
    else:
        from ingest.routed import read_pdf

        yield from read_pdf(path, ocr, workers)


def kind_of(path: Path) -> FileKind:
    """
    What the file at *path* is, by its first bytes.

    Raises:
        FileMissing, NotAPlanFile: as for `read_file`.
    """
    try:
        with path.open("rb") as file:
            head = file.read(_HEAD_BYTES)
    except OSError as error:
        raise FileMissing(
            f"{path.name} cannot be opened: {error.strerror}.", "Check the path and its rights."
        ) from error
    if not head:
        raise NotAPlanFile(f"{path.name} is empty.", "Ask for the file again; this copy holds nothing.")
    if b"%PDF-" in head[:_PDF_MAGIC_WITHIN]:
        return "pdf"
    if head.startswith(_PICTURE_MAGIC):
        return "picture"
    if _is_text(head):
        return "text"
    raise NotAPlanFile(
        f"{path.name} is not a PDF, a page picture or a text file.",
        "Save it as PDF (Word and Excel files: File, Save as, PDF) and ingest that.",
    )


def _is_text(head: bytes) -> bool:
    """Whether the bytes begin a text: a byte order mark, or letters in UTF-8 or an older encoding, no controls."""
    if head.startswith(_TEXT_MAGIC):
        return True
    if any(byte < 32 and byte not in b"\t\n\r\f" for byte in head):
        return False
    # The last letter may be cut in half at the end of what was read.
    for cut in range(min(4, len(head))):
        try:
            head[: len(head) - cut].decode("utf-8")
        except UnicodeDecodeError:
            continue
        return True
    from normalize.encodings import decode_bytes

    return decode_bytes(head) is not None
