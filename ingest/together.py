"""Reads several pages by one call of Tesseract: starting it and loading its data costs a tenth of reading a page.

How a page is read is a generator: it yields the pictures it wants read, and gets their words. Pages wait at their
questions until all have asked, and are answered together.
"""

from collections.abc import Generator, Sequence
from dataclasses import dataclass
from itertools import islice
from math import ceil
from typing import TypeVar

from ingest.raster import Grey
from ingest.tesseract import PixelWord, recognise
from models.errors import NotAPlanFile

T = TypeVar("T")

_MOST_TOGETHER = 6
"""Pages read by one call of Tesseract: more save little, and are waited for longer."""
PIXELS_TOGETHER = 24_000_000
"""Six A4 pages at 200 dpi; with what is made of each they take some 150 MB."""


@dataclass(frozen=True, slots=True)
class Question:
    """Pictures of one page that are to be read."""

    pictures: tuple[Grey, ...]
    mode: int
    """Tesseract's page segmentation mode."""
    dpi: int


Answer = tuple[tuple[PixelWord, ...], ...]
"""The words of each picture."""
Reading = Generator[Question, Answer, T]
"""A page while it is read: asks questions, and returns what came of it."""


def pages_together(left: int, workers: int) -> int:
    """How many pages to read by one call when so many are *left*: all, but none of the *workers* shall stand idle."""
    fair = left if workers <= 1 else ceil(left / (1.5 * workers))
    return max(1, min(_MOST_TOGETHER, fair))


def read_together(readings: Sequence[Reading[T]]) -> list[T | NotAPlanFile]:
    """
    What comes of each of the *readings*, or why nothing does: a page that fails leaves the others in.

    Raises:
        ProgramMissing: see `ingest.tesseract`.
    """
    results: dict[int, T | NotAPlanFile] = {}
    waiting: dict[int, Question] = {}

    def go_on(index: int, answer: Answer | NotAPlanFile | None) -> None:
        waiting.pop(index, None)
        reading = readings[index]
        try:
            if isinstance(answer, NotAPlanFile):
                waiting[index] = reading.throw(answer)
            else:
                waiting[index] = next(reading) if answer is None else reading.send(answer)
        except StopIteration as done:
            results[index] = done.value
        except NotAPlanFile as error:
            results[index] = error

    for index in range(len(readings)):
        go_on(index, None)
    while waiting:
        for mode in sorted({question.mode for question in waiting.values()}):
            asked = {index: question for index, question in waiting.items() if question.mode == mode}
            for index, answer in zip(asked, _answers(list(asked.values()), mode), strict=True):
                go_on(index, answer)
    return [results[index] for index in range(len(readings))]


def _answers(questions: list[Question], mode: int) -> list[Answer | NotAPlanFile]:
    """The answer to each question, in one call when none of them makes Tesseract give up."""
    try:
        words = iter(recognise([(picture, q.dpi) for q in questions for picture in q.pictures], mode))
        return [tuple(islice(words, len(question.pictures))) for question in questions]
    except NotAPlanFile as error:
        if len(questions) == 1:
            return [error]
        return [_answers([question], mode)[0] for question in questions]
