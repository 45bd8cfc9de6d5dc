"""Whether a unit goes on: what a word, a sign or a line end behind a name or a collective means for it."""

from normalize.unit_starts import UnitStarts
from normalize.unit_words import HARD, JOINTS

OF = frozenset({"thuộc", "của", "tại", "ở", "từ", "cho", "do", "với", "trong", "là", "ngang", "về"})
"""After these a unit belongs to the name before it ("đơn vị thuộc Sở")."""

# What centres are for and units by themselves.
_TRADES_TOO = frozenset({"viễn thông", "thống kê", "bưu điện", "thanh tra", "bảo hiểm xã hội"})

# Heads of bodies inside a body ("Tổ giúp việc Ban Chỉ đạo"), and those that say nothing alone.
_UNDER_A_BODY = frozenset({"tổ", "ban", "bộ", "sở"})

_BRANCHES = (("chi", "nhánh"), ("phòng", "giao", "dịch"))
"""What a bank's local office is called, behind the bank's name: "Ngân hàng Nhà nước Việt Nam chi nhánh Khu vực 5"."""


class UnitEnds(UnitStarts):
    """Tells whether the words at a place still belong to the unit before them."""

    def end_of_unknown(self, at: int) -> int:
        """Index after words that no rule knows: up to a hard separator or the next unit behind a joint."""
        brackets = 0
        while at < len(self.tokens):
            key = self.key(at)
            brackets += (key == "(") - (key == ")")
            if brackets < 0:  # the bracket was opened before these words
                break
            if (key in HARD and key not in "()") or key.startswith("\n\n") or self.is_bullet(at):
                break
            if key in (",", "và") and self.unit_start(self.after_joint(at)) is not None:
                break
            if key == "\n" and self.opens_person(at + 1):
                break
            at += 1
        return at

    def _name_goes_on(self, at: int) -> bool:
        """Whether a name goes on behind a joint with the words at *at*."""
        if at >= len(self.tokens) or not self.tokens[at].word or self.ends_unit(at):
            return False
        return not self.prose or self.tokens[at].capital or self.has(at, self.names.domains)

    def _is_whole(self, at: int, head_end: int) -> bool:
        """Whether a head is a name that no other follows: "Tỉnh đoàn", but not "Tổ giúp việc" or "Sở"."""
        head = self.words(at, head_end)
        return head in self.names.alone and head not in self.names.owners and self.key(at) not in _UNDER_A_BODY

    def _name_stops(self, at: int, after_known: bool) -> bool:
        """In a sentence: whether the word at *at* is no part of the name before it."""
        if self.tokens[at].capital or self.tokens[at].text.isdigit():
            return False
        if self.key(at) == "số" and self.key(at + 1).isdigit():  # "Ban Quản lý dự án đầu tư xây dựng số 1"
            return False
        return after_known or (self.key(at) in OF and self.key(at) != "thuộc")

    def _new_unit_here(self, at: int, after_known: bool) -> bool:
        if self._after_of(at):
            return False
        if self._run_on(at) or self.has(at, self.names.determiners):
            return True
        noun = self.phrase(at, self.names.nouns)
        if not after_known or noun <= at + 1:
            return False
        # "Bộ Công Thương Cơ quan, tổ chức liên quan": a line item without a sign before it; but "chính quyền" behind
        # "Phòng Xây dựng" is the rest of its name.
        return self._lists_on(noun) or self.has(self.skip_wrap(noun), self.names.closers)

    def _run_on(self, at: int) -> bool:
        """Whether a new name begins here although nothing separates it."""
        if at >= len(self.tokens) or self._after_of(at):
            return False
        head = self.words(at, self.phrase(at, self.names.heads))
        if head in self.names.closing:
            return False
        name = self.skip_wrap(self.after_title(at))
        if name > at:  # but not the "Anh" of "Tổ Tiếng Anh"
            return name < len(self.tokens) and self.tokens[name].capital
        if head in _TRADES_TOO and self.words(at - 2, at) in ("trung tâm", "chi nhánh"):
            return False  # "các Trung tâm Viễn thông"
        trade = self.key(at - 1) in ("chức", "viên") and head in self.names.owners
        if trade or (self.key(at - 1) in ("-", "–") and self._is_after_officer(at)):
            return False  # "công chức Văn phòng - Thống kê"
        # A sentence has its commas: there a name behind a name is whose it is ("Phòng Pháp chế Sở Nội vụ").
        office = self.phrase(at, self.names.offices)
        opens = self.tokens[at].capital or (office > at and self.key(office) == "các")  # "thủ trưởng các đơn vị"
        return not self.prose and opens and self.is_name_start(at)

    def _after_of(self, at: int) -> bool:
        before = at - 1
        while self.key(before) == "\n":
            before -= 1
        # "các cơ quan tham mưu, giúp việc Huyện ủy": whose they are, not another unit.
        return self.key(before) in OF or (self.key(before) == "việc" and self.key(before - 1) == "giúp")

    def _is_after_officer(self, at: int) -> bool:
        """Whether "công chức" or "viên chức" stands a few words before *at*: a dash joins their trades."""
        return any(self.key(i) == "chức" and self.key(i - 1) in ("công", "viên") for i in range(at - 6, at))

    def _is_short_alone(self, joint: int, at: int) -> bool:
        """Whether behind a comma stands one abbreviation or an office in lower case: "Ban Giám hiệu, tổ trưởng"."""
        if self.key(joint) != ",":
            return False
        short = self.tokens[at].text.isupper() and len(self.tokens[at].text) > 1
        after = self.skip_wrap(at + 1)
        return (short and (self.key(after) in JOINTS or self.ends_unit(after))) or self.phrase(
            at, self.names.offices
        ) > at + 1

    def _trade_at(self, start: int, head_end: int, at: int) -> int:
        """Index after what a unit is for, in words that elsewhere are what it does: "Viện Nghiên cứu phát triển"."""
        end = self.phrase(at, self.names.trades, loose=True)
        if end == at or self.words(start, head_end) not in self.names.traded:
            return at
        return end if at == head_end or not self.is_verb(at) else at

    def _is_trade(self, at: int) -> bool:
        """Whether a word that may be a kind of units is what an office is about: "Phòng Hành chính - Tổ chức"."""
        return self.unit_start(at) == "group" and self.tokens[at].capital and self.has(at, self.names.domains)

    def _after_board_or_bank(self, start: int, at: int) -> int:
        """Index after words in small letters that still are a name's: "Ban Quản lý dự án" + "các công trình"."""
        if self.words(start, start + 3) == "ban quản lý":
            if self.key(at) == "các" and not self.has(at + 1, self.names.nouns):
                return at + 1
            return max(self.phrase(at, self.names.compounds), self.phrase(at, self.names.domains))
        return self._after_branch(at) if self.key(start) == "ngân" or not self.tokens[at].capital else at

    def _after_branch(self, at: int) -> int:
        """Index after "chi nhánh" or "phòng giao dịch" at *at*, over a line end too, else *at*."""
        return max(self._match(at, branch, loose=False) for branch in _BRANCHES) or at

    def _is_of_force(self, start: int, at: int) -> bool:
        """Whether the force at *at* is whose the name from *start* is: "Phòng Tham mưu" + "Công an tỉnh"."""
        if not self.has(at, self.names.forces) or self._after_of(at):
            return False
        return any(self.has(i, self.names.force_trades) for i in range(start, at))

    def _group_goes_on(self, at: int, qualified: bool) -> bool:
        """Whether a collective goes on behind a joint with the words at *at*."""
        noun = self.phrase(at, self.names.nouns)
        if at < noun and self.key(self.skip_wrap(noun)) in ("thuộc", "trực", "trung"):
            return not qualified  # "các cơ quan, tổ chức thuộc tỉnh": here it is no verb
        if at < len(self.tokens) and self.key(at - 1) in ("-", "–") and self.has(at, self.names.domains):
            # "công chức Văn hóa - Xã hội"; "các sở, ngành - Thanh tra tỉnh" are two.
            return self._is_after_officer(at) or not self.is_name_start(at)
        if at >= len(self.tokens) or not self.tokens[at].word or self._is_no_unit(at):
            return False
        if self.has(at, self.names.determiners) or self.is_name_start(at) or self.has(at, self.names.persons):
            return False
        if self._is_bare_group(at):
            return not qualified
        if self.ends_unit(at):
            return False
        return self.has(at, self.names.qualifiers) or not self.prose or self.has(at, self.names.domains)

    def _misread_comma(self, at: int) -> bool:
        """A full stop before a generic noun in lower case: "các cơ quan. đơn vị"."""
        following = at + 1
        if self.key(at) != "." or following >= len(self.tokens) or self.tokens[following].capital:
            return False
        return self.has(following, self.names.nouns)

    def _other_words(self, at: int) -> int:
        """Index after words of a collective that no list knows ("hành nghề luật sư"); *at* when they may be a verb."""
        domain = self.phrase(at, self.names.domains)
        if domain > at:
            return domain
        if not self.prose:
            return at + 1
        for i in range(at, at + 6):
            if i >= len(self.tokens) or not self.tokens[i].word or (i > at and self.unit_start(i) == "name"):
                return i
            if i > at and self.phrase(i, self.names.trades, loose=True) > i:
                return i
            verb = self.phrase(i, self.names.verbs) if self.is_verb(i) else i
            if self.has(i, self.names.closers) or self.role_words(i)[0] is not None or verb > i + 1:
                return i
            # "khám bệnh cho …": words before a preposition are what the unit does.
            if verb > i:
                return at
        return at
