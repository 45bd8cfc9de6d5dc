"""Sets sheets of paper for tests: words at the places where a letterhead, a title, text and a signature block stand."""

from dataclasses import dataclass, field

from models.blocks import Line
from models.page import Page, Word
from parsers.lines import find_lines

LEFT, RIGHT = 85.0, 540.0
LETTER = 6.0
"""Width of a letter of 13 points, near enough."""


@dataclass
class Sheet:
    """One A4 page that is filled from the top down; a row may hold a left and a right piece."""

    number: int = 1
    words: list[Word] = field(default_factory=list)
    y: float = 60.0
    confidence: float = 1.0

    def row(
        self, left: str = "", right: str = "", bold: bool = False, middles: tuple[float, float] = (160, 405)
    ) -> "Sheet":
        """A row of the two columns of a letterhead or a signature block, each centred."""
        for text, middle in ((left, middles[0]), (right, middles[1])):
            if text:
                self._set(text, middle - self._width(text) / 2, bold=bold)
        return self._down()

    def signed(self, left: str = "", right: str = "") -> "Sheet":
        """A row of a signature block: recipients flush left, the signer centred on the right."""
        if left:
            self._set(left, LEFT)
        if right:
            self._set(right, 420 - self._width(right) / 2, bold=True)
        return self._down()

    def centre(self, text: str, bold: bool = True, italic: bool = False) -> "Sheet":
        """A centred line."""
        self._set(text, (LEFT + RIGHT) / 2 - self._width(text) / 2, bold=bold, italic=italic)
        return self._down()

    def text(self, text: str) -> "Sheet":
        """A paragraph: its first line indented, full lines justified to the right edge."""
        room, line, first = (RIGHT - LEFT - 30), "", True
        for word in text.split():
            if self._width(f"{line} {word}".strip()) > room:
                self._justified(line, LEFT + 30 if first else LEFT)
                line, first, room = "", False, RIGHT - LEFT
            line = f"{line} {word}".strip()
        self._set(line, LEFT + 30 if first else LEFT)
        return self._down()

    def blank(self, rows: float = 1) -> "Sheet":
        self.y += 17 * rows
        return self

    def page(self) -> Page:
        return Page(self.number, 595, 842, tuple(self.words), ())

    def _justified(self, line: str, x: float) -> None:
        words = line.split()
        letters = sum(len(word) for word in words) * LETTER
        space = (RIGHT - x - letters) / max(1, len(words) - 1)
        for word in words:
            self._word(word, x)
            x += len(word) * LETTER + space
        self._down()

    def _width(self, text: str) -> float:
        return len(text) * LETTER

    def _set(self, text: str, x: float, bold: bool = False, italic: bool = False) -> None:
        at = 0
        for word in text.split():
            at = text.index(word, at)
            self._word(word, x + at * LETTER, bold, italic)
            at += len(word)

    def _word(self, word: str, x: float, bold: bool = False, italic: bool = False) -> None:
        box = (x, self.y, x + len(word) * LETTER, self.y + 13)
        self.words.append(Word(word, box, 13, bold, italic, self.confidence))

    def _down(self) -> "Sheet":
        self.y += 17
        return self


def lines_of(*sheets: Sheet) -> tuple[Line, ...]:
    """The lines of *sheets* in reading order, as the parsers get them."""
    return tuple(line for sheet in sheets for line in find_lines(sheet.page()))


BODY = (
    "Căn cứ tình hình thực tế của địa phương và khả năng cân đối ngân sách, nội dung cụ thể của việc triển khai được "
    "xác định như sau, bảo đảm thiết thực, hiệu quả, đúng tiến độ, không hình thức."
)
TASKS = (
    "1. Rà soát toàn bộ hệ thống đèn đường, thay mới các bóng hỏng trước mùa mưa và lập sổ theo dõi điện năng tiêu thụ "
    "của từng tuyến đường trên địa bàn."
)
