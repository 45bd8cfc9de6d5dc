"""The text of a file with its lost diacritics put back, for those who want no more than that."""

from pathlib import Path

from ingest.pages import read_file
from normalize.diacritics import mend_pages, restore_pages, restore_text
from parsers.lines import find_lines


def restored_text(path: Path) -> str:
    """
    The text of the file at *path*, restored where it needs it: a text file as it is laid out, any other line by line.

    Returns:
        Pages parted by form feeds; text that is well stays as it is.
    Raises:
        InputError: the file cannot be read.
    """
    if path.suffix.lower() == ".txt":
        from ingest.plain_text import read_text

        return restore_text(read_text(path))
    pages, _ = restore_pages(mend_pages(tuple(read_file(path))))
    return "\f".join("".join(f"{line.text}\n" for line in find_lines(page)) for page in pages)
