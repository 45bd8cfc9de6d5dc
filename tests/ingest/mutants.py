"""Plan files broken on purpose: seeded mutations of `samples/`, and bombs built by hand.

    python -m tests.ingest.mutants [--count 20000] [--first 0]

reads that many mutants and prints each that escapes as anything but a typed error, or takes too long. The number of a
mutant is all that is needed to make it again.
"""

import argparse
import base64
import io
import logging
import random
import re
import signal
import sys
import tempfile
import time
import traceback
import zlib
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from pathlib import Path

from models.errors import InputError

SAMPLES = Path(__file__).parents[2] / "samples"
SECONDS = 20
"""Processor seconds that one mutant may take: a hundred times what its seed takes."""


class TooLong(BaseException):
    """A file took more processor time than it may; no `except Exception` on the way hides it."""


Mutation = Callable[[random.Random, bytearray], None]


def flip_bits(chance: random.Random, content: bytearray) -> None:
    """A few bits read wrong from an old disk."""
    for _ in range(chance.choice((1, 3, 30))):
        content[chance.randrange(len(content))] ^= 1 << chance.randrange(8)


def cut_short(chance: random.Random, content: bytearray) -> None:
    """A download that broke off."""
    del content[chance.randrange(len(content)) :]


def cut_out(chance: random.Random, content: bytearray) -> None:
    """A piece that got lost: every offset behind it is wrong."""
    start = chance.randrange(len(content))
    del content[start : start + chance.randrange(1, 2000)]


def repeat(chance: random.Random, content: bytearray) -> None:
    """A piece that came twice."""
    start = chance.randrange(len(content))
    piece = content[start : start + chance.randrange(1, 2000)]
    place = chance.randrange(len(content))
    content[place:place] = piece


def splice(chance: random.Random, content: bytearray) -> None:
    """The front of one file and the end of another."""
    other = chance.choice(seeds())[1]
    content[chance.randrange(len(content)) :] = other[chance.randrange(len(other)) :]


def wipe(chance: random.Random, content: bytearray) -> None:
    """A block that was never written."""
    start = chance.randrange(len(content))
    size = min(chance.choice((16, 512, 4096)), len(content) - start)
    content[start : start + size] = bytes(size)


def change_numbers(chance: random.Random, content: bytearray) -> None:
    """Lengths, offsets, sizes and references that say something else."""
    places = [found.span() for found in re.finditer(rb"(?<=[ \[/])\d{1,6}(?=[ \]/>\r\n])", content)]
    for start, end in sorted(chance.sample(places, min(len(places), chance.choice((1, 2, 8)))), reverse=True):
        content[start:end] = chance.choice((b"0", b"-1", b"1", b"7", b"99999999999", b"1e9", b"0.0001", b"nul"))


def change_names(chance: random.Random, content: bytearray) -> None:
    """Dictionary keys and values that stand where another belongs."""
    places = [found.span() for found in re.finditer(rb"/[A-Z][A-Za-z]{2,}", content)]
    for start, end in sorted(chance.sample(places, min(len(places), chance.choice((1, 2, 5)))), reverse=True):
        other = chance.choice(places)
        content[start:end] = bytes(content[slice(*other)])


MUTATIONS: tuple[Mutation, ...] = (
    flip_bits,
    cut_short,
    cut_out,
    repeat,
    splice,
    wipe,
    change_numbers,
    change_numbers,
    change_names,
    change_names,
)


@cache
def seeds() -> tuple[tuple[str, bytes], ...]:
    """What is mutated: the first page of each sample as a file of its own, once as it is, once unpacked, and a text."""
    made = []
    for path in sorted(SAMPLES.glob("*.pdf")):
        page = first_page(path)
        made += [(path.name, page), (path.name, unpacked(page))]
    text = "KẾ HOẠCH\nI. NHIỆM VỤ\n1. Rà soát quy trình. Thời hạn: Quý III/2027.\n" * 3
    return (*made, ("plan.txt", text.encode()), ("plan.txt", text.encode("utf-16")))


def first_page(path: Path) -> bytes:
    """The first page of a PDF as a file of its own: it takes a tenth of the time to read."""
    import pypdfium2

    source, target = pypdfium2.PdfDocument(path), pypdfium2.PdfDocument.new()
    target.import_pages(source, [0])
    out = io.BytesIO()
    target.save(out)
    source.close()
    target.close()
    return out.getvalue()


def unpacked(content: bytes) -> bytes:
    """The same PDF with its small streams unpacked, so that mutations reach what the page says."""

    def plain(found: "re.Match[bytes]") -> bytes:
        head, packed = found.groups()
        if b"FontFile" in head or len(packed) > 20_000:
            return found.group()
        try:
            body = base64.a85decode(packed.removesuffix(b"~>")) if b"ASCII85Decode" in head else packed
            body = zlib.decompress(body)
        except (ValueError, zlib.error):
            return found.group()
        head = re.sub(rb"/Filter\s*(?:/\w+|\[[^]]*\])", b"", head)
        return re.sub(rb"/Length \d+", b"/Length %d" % len(body), head) + b"stream\r\n" + body + b"\r\nendstream"

    return re.sub(rb"(<<(?:(?!stream).)*?>>\s*)stream\r?\n(.*?)\r?\nendstream", plain, content, flags=re.DOTALL)


def mutant(number: int) -> tuple[str, bytes]:
    """Mutant *number*: the name of its seed, and its bytes; the same for ever."""
    chance = random.Random(number)
    name, seed = chance.choice(seeds())
    content = bytearray(seed)
    for mutate in chance.sample(MUTATIONS, chance.choice((1, 1, 2, 3))):
        if content:
            mutate(chance, content)
    return name, bytes(content)


def read_mutant(path: Path) -> str:
    """
    Read one file; what came of it: "read", or the name of a typed error.

    Raises:
        Anything that is no `InputError`: a fault of ours. TooLong: so is that.
    """
    from ingest.pipeline import read_plan

    with bounded(SECONDS):
        try:
            read_plan(path, "never").model_dump_json()
        except InputError as error:
            return type(error).__name__ if error.advice else "no advice"
    return "read"


@contextmanager
def bounded(seconds: float) -> Iterator[None]:
    """Raise `TooLong` once this process has worked for so many seconds; waiting for others does not count."""

    def stop(_number: int, _frame: object) -> None:
        raise TooLong

    before = signal.signal(signal.SIGVTALRM, stop)
    signal.setitimer(signal.ITIMER_VIRTUAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)


def escapes(numbers: Sequence[int], folder: Path) -> Iterator[tuple[int, str, str]]:
    """For each mutant: its number, what came of it, and, where that is no typed error, where it came from."""
    for number in numbers:
        name, content = mutant(number)
        path = folder / f"{number}{Path(name).suffix}"
        path.write_bytes(content)
        try:
            yield number, read_mutant(path), ""
        except (Exception, TooLong) as error:
            yield number, type(error).__name__, "".join(traceback.format_exception(error)[-3:])
        finally:
            path.unlink()


def pdf(*objects: bytes, stream_of: "dict[int, bytes] | None" = None) -> bytes:
    """A PDF of these objects, numbered from 1, the first its catalog; *stream_of* gives some of them a stream."""
    body = bytearray(b"%PDF-1.7\n")
    places = []
    for number, content in enumerate(objects, 1):
        places.append(len(body))
        body += b"%d 0 obj\n%s\n" % (number, content)
        if stream_of and number in stream_of:
            body += b"stream\n" + stream_of[number] + b"\nendstream\n"
        body += b"endobj\n"
    start = len(body)
    body += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    body += b"".join(b"%010d 00000 n \n" % place for place in places)
    return bytes(body + b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (len(objects) + 1, start))


def one_page(content: bytes, *, font: bytes = b"", page: bytes = b"", catalog: bytes = b"", head: bytes = b"") -> bytes:
    """A PDF of one A4 page that draws *content*, with what else goes into its dictionaries."""
    font = font or b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"
    return pdf(
        b"<</Type/Catalog/Pages 2 0 R%s>>" % catalog,
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>%s>>>>" % page,
        b"<</Length %d%s>>" % (len(content), head),
        font,
        stream_of={4: content},
    )


def text_at(x: float, y: float, text: bytes, size: float = 9) -> bytes:
    """Words on a page."""
    return b"BT /F %g Tf %g %g Td (%s) Tj ET\n" % (size, x, y, text)


def main() -> None:
    """Read many mutants and tell of those that escape."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("--count", type=int, default=20_000)
    parser.add_argument("--first", type=int, default=0)
    asked = parser.parse_args()
    logging.getLogger("pdfminer").setLevel(logging.ERROR)
    counts: Counter[str] = Counter()
    faults = 0
    started = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        for number, came, trace in escapes(range(asked.first, asked.first + asked.count), Path(folder)):
            counts[came] += 1
            if trace:
                faults += 1
                print(f"{number}: {came}\n{trace}", flush=True)
    seconds = time.monotonic() - started
    print(f"{asked.count} mutants in {seconds:.0f} s: {dict(counts.most_common())}; {faults} escaped")
    sys.exit(bool(faults))


if __name__ == "__main__":
    main()
