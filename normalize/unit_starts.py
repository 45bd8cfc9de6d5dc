"""Where a unit begins: at its head word, at a kind of units, or at a person's name."""

from functools import cached_property
from itertools import pairwise
from typing import Literal

from normalize.unit_words import JOINTS, UnitWords

Start = Literal["name", "group", "person"]

_TEACHERS = frozenset({"thầy", "cô"})
_DASHES = ("-", "–")
_COMRADE = frozenset({"đ/c", "đ.c"})
_ANYBODY = frozenset({"đơn vị", "cơ quan", "tổ", "bộ phận"})
"""Heads that beside "chủ trì" still name nobody."""
LONGEST_DEGREE = 8
"""Letters of a degree or profession in front of a name: "BSCKII", "ThS.BS"."""


class UnitStarts(UnitWords):
    """Tells what kind of unit begins at a word, if any."""

    def unit_start(self, at: int) -> Start | None:
        """What kind of unit begins at *at*, if any."""
        at = self.skip_wrap(at)
        if at >= len(self.tokens) or not self.tokens[at].word:
            return None
        after = self.phrase(at, self.names.determiners)
        if not self.prose and self.tokens[at].text.isdigit() and self.has(self.skip_wrap(at + 1), self.names.nouns):
            return "group"  # "12 xã, phường"
        if self._is_no_unit(self.skip_wrap(after)):
            return None
        if after > at:
            if self.after_title(self.skip_wrap(after)) > self.skip_wrap(after):
                return "person"  # "các đồng chí Ủy viên Ban Thường vụ"
            return "group" if self._is_noun(self.skip_wrap(after)) else None
        if self._is_person(at):
            return "person"
        if self.is_name_start(at):
            return "name"
        return "group" if self._is_bare_group(at) else None

    def is_bullet(self, at: int) -> bool:
        """
        A sign that opens a line item, or the line end before it.

        A dash that was wrapped inside a name ("Ban Tuyên giáo" over "- Nữ công") opens none: it is the cell's only one,
        and no unit stands behind it.
        """
        if not super().is_bullet(at):
            return False
        wrapped = self.key(at) == "\n" and self.key(at + 1) in _DASHES and self.key(at - 1) != ":"
        return not wrapped or self._opening_dashes > 1 or self.unit_start(at + 2) is not None

    @cached_property
    def _opening_dashes(self) -> int:
        """How many lines open with a dash."""
        keys = ["\n", *(token.key for token in self.tokens)]
        return sum(before.startswith("\n") and key in _DASHES for before, key in pairwise(keys))

    def _is_no_unit(self, at: int) -> bool:
        """ "sở hữu", "phòng, chống": begins like a unit and is none, but not "tổ hợp" of "tổ hợp tác"."""
        end = self.phrase(at, self.names.no_units, loose=True)
        return end > max(at, self.phrase(at, self.names.nouns) - 1) and self.known_name(at) == at

    def _is_person(self, at: int) -> bool:
        """ "đồng chí Nguyễn Văn An", "Nguyễn Văn An"."""
        end = self.after_title(at)
        if end > at:
            if end >= len(self.tokens):
                return False
            # "Cô" may be a misread "Cơ", and both are words of their own: only a name tells.
            certain = not self.prose and self.key(at) not in _TEACHERS
            return certain or self.tokens[self.skip_wrap(end)].capital
        return self._is_full_name(self.after_degree(at))

    def after_title(self, at: int) -> int:
        """Index after words that introduce a person ("đồng chí", "đ/c"); *at* without any."""
        return at + 1 if self.key(at) in _COMRADE else self.phrase(at, self.names.persons)

    def after_degree(self, at: int) -> int:
        """Index after a degree with its full stop ("CN.", "KS.") in front of a person's name; *at* without one."""
        if at >= len(self.tokens) or self.key(at + 1) != ".":
            return at
        short = self.tokens[at].text
        is_short = len(short) <= LONGEST_DEGREE and short[0].isupper() and not short[1:].islower()
        return at + 2 if is_short and self._is_full_name(at + 2) else at

    def _is_full_name(self, at: int) -> bool:
        """ "Nguyễn Văn An": a surname and two more words in capitals."""
        end = self.phrase(at, self.names.surnames)
        named = self.tokens[at : max(end, at) + 2]
        return (
            end > at
            and len(named) >= 3
            and all(t.word and t.capital for t in named)
            and not self.has(at, self.names.heads)
        )

    def opens_person(self, at: int) -> bool:
        """
        Whether the line at *at* opens with another person than the one before it: a title and a name, or a full name.

        "Nguyễn Thị" over "Anh", or over "Lê Na", is one name that was wrapped.
        """
        titled = self.after_title(at)
        if titled > at:
            titled += self.key(titled) == "."
            return len(named := self.tokens[titled : titled + 2]) == 2 and all(t.word and t.capital for t in named)
        if any(self.after_title(start) == at - 1 for start in range(max(0, at - 3), at - 1)):
            return False  # "Đồng chí" over the name
        words = 0
        while (before := at - 2 - words) >= 0 and self.tokens[before].word:
            words += 1
        return words >= 2 and self._is_person(at)

    def _is_bare_group(self, at: int) -> bool:
        """A kind of unit without "các", and no verb that looks like one ("Ban hành …", "Tổ chức tập huấn …")."""
        noun = self.phrase(at, self.names.nouns)
        if noun == at:
            return False
        verb = self.phrase(at, self.names.verbs)
        if verb < noun or (verb == noun and not self.prose):
            return True
        return verb == noun and (self._lists_on(noun) or self.has(self.skip_wrap(noun), self.names.closers))

    def _is_noun(self, at: int) -> bool:
        if at >= len(self.tokens) or not self.tokens[at].word:
            return False
        return (
            not self.prose
            or self.has(at, self.names.nouns)
            or self.has(at, self.names.heads)
            or self.has(at, self.names.offices)
        )

    def is_name_start(self, at: int) -> bool:
        """A head with the words it needs: "Sở" before a capital or its trade, "phòng" before a capital or an area."""
        head_end = self.phrase(at, self.names.heads)
        office = self.phrase(at, self.names.offices)
        if office > head_end:
            after = self.skip_wrap(office)
            # "thủ trưởng các đơn vị" are persons in office, "lãnh đạo các đơn vị" may be what is done.
            several = self.key(after) == "các" and not self.has(at, self.names.verbs)
            return self.tokens[at].capital or several or self._capital_or_area(after)
        if self.known_name(at) > max(head_end, at):
            return True
        if head_end == at:
            return False
        head = self.words(at, head_end)
        after = self.skip_wrap(head_end)
        generic = self.has(at, self.names.nouns)
        capital = self.tokens[at].capital
        if generic and self.is_longer_kind(at, head_end):
            return False
        if self.ends_unit(after) or self.key(after) in JOINTS:
            if self.key(after) == "và" and head.startswith("trường ") and self._capital_or_area(after + 1):
                return self.unit_start(after + 1) is None  # "Trường Tiểu học và Trung học cơ sở An Lạc"
            lists_on = generic and " " not in head and self._lists_on(after)
            alone = head in self.names.alone or (head in self.names.listed and self._is_listed(at))
            if self.prose and capital and self.role_words(after)[0] is not None and head not in _ANYBODY:
                return True  # "giao Trung tâm chủ trì, phối hợp với …"
            return alone and (capital or not generic) and not lists_on
        if generic and (self.has(after, self.names.closers) or self.has(after, self.names.qualifiers)):
            return head in self.names.alone and capital
        if generic and not capital and not self.tokens[after].capital:
            return False  # "trạm y tế xã": a kind
        if generic and not capital and self.words(after, self.phrase(after, self.names.areas)) == "trung ương":
            return False  # "các bộ, cơ quan Trung ương"
        if generic and not capital and self.is_name_start(after):
            return False  # "các phòng, ban Sở Nội vụ"
        if self._capital_or_area(after) or (
            self.key(after) in ("các", "cấp") and (head in self.names.alone or (capital and head in self.names.owners))
        ):
            return True
        if not capital:
            return False
        # "Sở hữu", "Phòng chống", "Bộ máy" are no units; "Phòng quản lý khoa học" and "Tổ 1" are.
        # In a sentence "Thống kê thiệt hại" and "Thanh tra việc …" say what is done.
        return (
            self.tokens[after].text.isdigit()
            or (" " in head and not (self.prose and head in self.names.doubtful))
            or self.has(after, self.names.domains)
            or (head in self.names.alone and not generic and head not in self.names.doubtful)
        )

    def _is_listed(self, at: int) -> bool:
        """Whether a word stands for a unit because others stand beside it: "Công an, Quân sự"."""
        return not self.prose and self.tokens[at].capital and not (at and self.tokens[at - 1].word)

    def is_longer_kind(self, at: int, head_end: int) -> bool:
        """Whether a head is the first word of a kind of units: "Cơ quan quản lý", "Đơn vị sự nghiệp"."""
        noun = self.phrase(at, self.names.nouns)
        return noun > head_end and not any(token.capital for token in self.tokens[head_end:noun])

    def _lists_on(self, at: int) -> bool:
        """Whether a list of generic nouns goes on after the joint at *at*."""
        return self.key(at) in (",", "/", "và") and self.has(self.skip_wrap(at + 1), self.names.nouns)

    def _capital_or_area(self, at: int) -> bool:
        return at < len(self.tokens) and (self.tokens[at].capital or self.has(at, self.names.areas))
