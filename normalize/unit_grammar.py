"""How a unit is read from its first word to its last, and whether it means one unit or a kind of units."""

from dataclasses import dataclass

from normalize.unit_areas import UnitAreas
from normalize.unit_ends import OF
from normalize.unit_starts import Start
from normalize.unit_words import JOINTS

# Offices that mean nothing without the body whose they are.
_WHOSE = frozenset({"lãnh đạo", "thủ trưởng", "người đứng đầu"})
# Complete with the area they sit in.
_SEATED = frozenset({"ủy ban nhân dân", "hội đồng nhân dân"})
# Words and signs of what a person is ("Công chức Văn hóa - Xã hội").
LONGEST_TRADE = 10
# Offices of nobody in particular: behind a person's name they are another unit.
_NO_TITLES = frozenset({"lãnh đạo", "thường trực", "thủ trưởng", "người đứng đầu"})
# First words of areas that open longer names.
_MORE_THAN_PLACES = frozenset({"vùng", "khu", "quốc", "trung"})
# What is listed behind one head of such ("Trưởng ban, ngành", "Trưởng thôn, bản").
_HEADED = frozenset({"ban", "ngành", "phòng", "đoàn thể", "bản", "ấp", "tổ dân phố", "khu phố", "xóm"})


@dataclass(frozen=True, slots=True)
class UnitReading:
    """A unit found by the grammar."""

    end: int
    """Index of the first token after it."""
    is_group: bool
    kind: Start


class Grammar(UnitAreas):
    """Reads units from tokens; in a sentence a name also ends before a verb, in a cell only at a separator."""

    def read_unit(self, at: int) -> UnitReading | None:
        """The unit that begins at *at*."""
        kind = self.unit_start(at)
        at = self.skip_wrap(at)
        if kind == "name":
            heads = self._heads_of_several(at)
            end, is_group = (heads, True) if heads > at else self._read_name(at)
        elif kind == "group":
            if self.is_place(at):  # "phường Hòa Sơn" is one
                return UnitReading(self.read_proper(self.phrase(at, self.names.areas)), False, "name")
            place = self.skip_wrap(self.phrase(at, self.names.nouns))
            if place > at and self.phrase(at, self.names.heads) >= place and self.is_place(place):
                # "trạm y tế xã Hòa Lạc", "chi bộ thôn Nà Pá": one, for all its lower case
                return UnitReading(self.read_proper(self.phrase(place, self.names.areas)), False, "name")
            end, is_group = self._read_group(at), True
        elif kind == "person":
            end, is_group = self._read_person(at)
        else:
            return None
        return UnitReading(end, is_group, kind)

    def _heads_of_several(self, at: int) -> int:
        """Index after those at the head of a list: "Trưởng ban, ngành, đoàn thể"; *at* where there is none."""
        office = self.phrase(at, self.names.offices)
        if self.key(at) != "trưởng" or office <= at + 1 or not self._lists_on(office):
            return at
        following = self.after_joint(office)
        listed = self.words(following, self.phrase(following, self.names.nouns)) in _HEADED
        return self._read_group(at + 1) if listed and self.has(at + 1, self.names.nouns) else at

    def _read_person(self, at: int) -> tuple[int, bool]:
        """A person, with the office printed after the name; several after "các đồng chí"."""
        several = self.skip_wrap(self.phrase(at, self.names.determiners))
        title = self.after_title(several)
        # The full stop of "ThS. Nguyễn Văn An" ends the title, not the name.
        title = title + (self.key(title) == ".") if title > several else self.after_degree(several)
        end = self._end_of_person(title) if self.prose else self.end_of_unknown(max(title, several + 1))
        if not self.prose:  # "… Ủy viên Ban Thường vụ phối hợp"
            words = (i for i in range(max(title, several + 1), end) if self.key(i - 1) != "(")
            end = next((i for i in words if self.role_words(i)[0] is not None), end)
        office = end + 1 if self.key(end) in (",", "-", "–", "\n\n") else end
        while office > end and (held := self.words(office, self.phrase(office, self.names.offices))):
            if held in _NO_TITLES:
                return end, several > at
            end = self._read_name(office)[0]
            joined = self.prose and self.key(end) in (",", "-", "–")  # "…, Phó Bí thư, Chủ tịch UBND xã - Trưởng ban"
            office = end + 1 if joined else end
        if self.prose and office > end:
            end = max(end, self._end_of_trade(office))
        return end, several > at

    def _end_of_trade(self, at: int) -> int:
        """Index of the colon behind what a person is, in words no list has ("Thầy An - Tổng phụ trách: …"), or 0."""
        if self.unit_start(at) == "person":
            return 0  # "đồng chí An, đồng chí Bình: …"
        for i in range(at, min(at + LONGEST_TRADE, len(self.tokens))):
            if self.key(i) == ":":
                return i
            if not self.tokens[i].word and self.key(i) not in ("-", "–", "(", ")"):
                return 0
        return 0

    def _end_of_person(self, at: int) -> int:
        """In a sentence: index after the capital words of a person's name, or after an office ("đồng chí Chủ tịch")."""
        at = self.skip_wrap(at)
        if self.has(at, self.names.offices):
            return self._read_name(at)[0]
        # "các đồng chí thành viên Ban Chỉ đạo", "các đồng chí trong Ban Thường vụ"
        members = self.words(at, self.phrase(at, self.names.nouns)) in self.names.members
        inside = self.key(at) in ("trong", "thuộc")
        body = self.read_unit(at + inside) if members or inside else None
        if body is not None and body.kind != "person":
            return body.end
        while at < len(self.tokens) and self.tokens[at].word and self.tokens[at].capital:
            at = self.skip_wrap(at + 1)
        return at

    def _read_group(self, at: int) -> int:
        at = self.skip_wrap(at + 1 if self.key(at).isdigit() else self.phrase(at, self.names.determiners))
        owned = self._read_owned(at, self.phrase(at, self.names.offices))
        if owned is not None:
            return owned[0]  # "các thứ trưởng Bộ …"
        noun = self.phrase(at, self.names.nouns)
        qualified = self.words(at, noun) in self.names.self_contained
        opening, worded = self.words(at, noun), False
        at = self._with_body(at, noun) if noun > at else max(self.phrase(at, self.names.heads), at + 1)
        while at < len(self.tokens):
            here = self.skip_wrap(at)
            closed = self.phrase(here, self.names.closers)
            if closed > here:
                return self._read_closing(closed)
            if self.ends_unit(at) and not self._misread_comma(at):
                return at
            if self.key(here) in JOINTS or self.key(here) == ".":
                following = self.after_joint(here)
                noun = self.phrase(following, self.names.nouns)
                if not self._group_goes_on(following, qualified) or (
                    worded and self.words(following, noun) == opening and self._has_own_words(noun)
                ):
                    return at  # "công chức Địa chính, công chức Tư pháp": two
                at = following
                if noun > at:
                    qualified = self.words(at, noun) in self.names.self_contained
                    at = self._with_body(at, noun)
                continue
            trade = self.phrase(here, self.names.trades, loose=True)
            if trade > here:
                at, worded = trade, True  # "lực lượng chuyên trách phòng, chống tội phạm"
                continue
            noun = self.phrase(here, self.names.nouns)
            noun = here if self.phrase(here, self.names.domains) > noun else noun  # "khoa học" is no "khoa"
            # A kind of one syllable without a sign before it may be half a word ("nhiệm vụ", "nội bộ").
            if self._run_on(here) or (noun > here + 1 and qualified):
                return at
            if noun > here:
                at = self._with_body(here, noun)
                continue
            end = self.phrase(here, self.names.qualifiers)
            if self.prose and self.key(here) == "tham" and self.is_verb(end):
                return at  # "các tổ chức tham gia giám sát": what they do, not which ones
            if end > here or self.key(here) in OF:
                inside = self.skip_wrap(max(end, here + 1))
                at = self._read_complement(inside)
                # "của bộ, ngành, địa phương": the list goes on inside; "thuộc Sở", "thuộc Bộ": it is closed.
                kind = self.phrase(inside, self.names.nouns) == at
                own = at > inside and self.tokens[inside].capital and self.words(at, at + 2) != "ngành"
                qualified = not kind or at == inside or own
                if kind and at > inside:
                    opening, worded = self.words(inside, at), True
                continue
            following = self._other_words(here)
            if following == here:
                return at
            at, worded = following, True
        return at

    def _has_own_words(self, at: int) -> bool:
        """In a cell: whether a kind that ends at *at* goes on: another of the kind named before is another unit."""
        here = self.skip_wrap(at)
        return not self.prose and here < len(self.tokens) and self.tokens[here].word and self.key(here) != "và"

    def _with_body(self, at: int, noun: int) -> int:
        """*noun*, the index after a kind of units at *at*, or after the body that members belong to."""
        here = self.skip_wrap(noun)
        kind = self.words(at, noun)
        body = self.phrase(here, self.names.board_of) if kind == "ban" else here
        if body > here:
            return max(body, self._read_area(self.skip_wrap(body))[0])  # "các Ban HĐND tỉnh"
        belongs = kind in self.names.members and here < len(self.tokens) and self.is_name_start(here)
        return self._read_complement(here) if belongs else noun

    def _read_complement(self, at: int) -> int:
        """Index after what a qualifier speaks of: "Sở", "tỉnh Lạc Hà", "Ủy ban nhân dân xã"."""
        here = self.skip_wrap(at)
        if self.prose and self.is_verb(here):
            return at  # "trực thuộc tổ chức học tập"
        if here < len(self.tokens) and self.is_name_start(here) and not self.has(here, self.names.determiners):
            return self._read_name(here)[0]
        area, _ = self._read_area(here)
        if area > here:
            return area
        noun = self.phrase(here, self.names.nouns)
        if noun > here:
            return noun
        head = self.phrase(here, self.names.heads)
        return head if head > here else at

    def _read_closing(self, at: int) -> int:
        """What may still follow "liên quan": "của tỉnh", "trên địa bàn"."""
        here = self.skip_wrap(at)
        end = self.phrase(here, self.names.qualifiers)
        if self.key(here) in ("của", "ở", "tại", "trên", "trong") or end > here:
            start = max(end, here + 1)
            inside = self._read_complement(start)
            # "các đơn vị liên quan trong công tác tuyên truyền": nothing that the words say where.
            return inside if inside > start or end > here else at
        return at

    def _read_name(self, at: int) -> tuple[int, bool]:
        head_end = max(self.phrase(at, self.names.heads), self.phrase(at, self.names.offices))
        known = self.known_name(at)
        if head_end > at:
            owned = self._read_owned(at, head_end)
            # "Văn phòng Sở" is known, but "Văn phòng Sở Giáo dục và Đào tạo" is the longer name.
            if owned is not None and (known <= head_end or owned[0] > known):
                return owned
        end, complete = (known, True) if known > head_end else (head_end, self._is_whole(at, head_end))
        is_group = self.words(at, end) in self.names.plural_offices
        if end == known:
            end, several = self._read_areas_of_known(at, end)
            is_group = is_group or several
        alone = self.words(at, head_end) in self.names.owners
        takes_body, placed = self.words(at, head_end) == "ban", False
        while end < len(self.tokens):
            here = self.skip_wrap(end)
            area, several = self._read_area(here)
            if area > here and not (placed and several and self.has(here, self.names.determiners)):
                # "UBND tỉnh sớm cấp …": in a sentence where a body sits ends its name, but not "Vùng Cảnh sát biển 3".
                named = self.words(at, end) in _SEATED or self.key(here) not in _MORE_THAN_PLACES
                closed = self.prose and named and self.key(area) not in ("thuộc", "trực")
                end, complete, is_group, placed, takes_body = area, True, is_group or several, True, False
                if is_group and self.has(self.skip_wrap(end), self.names.closers):
                    return self.phrase(self.skip_wrap(end), self.names.closers), True
                if closed and end < len(self.tokens) and self.tokens[end].word and not self.tokens[end].capital:
                    break
                continue
            trade = self._trade_at(at, head_end, here) if end != known else here
            if trade > here:
                end, complete = trade, True
                continue
            if self.ends_unit(end) and not (not complete and self.is_verb(here) and self._capital_or_area(here + 2)):
                break
            if self.key(here) in JOINTS:
                following = self.after_joint(here)
                one_word = following < len(self.tokens) and self.tokens[here].start == self.tokens[following].start
                if one_word:  # "HĐND&UBND" is one abbreviation
                    end, complete = following, False
                    continue
                dashed = self.key(here) in ("-", "–")
                branch = self._after_branch(following) if dashed and self.key(at) == "ngân" else following
                if branch > following:  # "Ngân hàng Chính sách xã hội - Phòng giao dịch Lạc Hà"
                    end, complete = branch, True
                    continue
                dashed = dashed and self._is_trade(following)
                if not dashed and (self.unit_start(following) is not None or not self._name_goes_on(following)):
                    break
                if not self.prose and (end == known or alone) and self._is_short_alone(here, following):
                    break
                end = following
                continue
            board = self.phrase(here, self.names.board_of) if takes_body else here
            force = self.phrase(here, self.names.forces) if complete and self._is_of_force(at, here) else here
            if complete and max(board, force) > here:
                end, takes_body = max(board, force), False
                continue
            more = self._after_board_or_bank(at, here)
            if more > here:
                end = more
                continue
            if (complete or alone) and self._new_unit_here(here, after_known=end == known):
                break
            if self.prose and self._name_stops(here, (complete and end == known) or self.words(at, end) in _SEATED):
                break
            end, complete = here + 1, True
        return end, is_group

    def _read_areas_of_known(self, at: int, end: int) -> tuple[int, bool]:
        """Index after what goes on with the area that ends a known name; ", phường" makes it several."""
        if not any(i > at and self.phrase(i, self.names.areas) == end for i in (end - 1, end - 2)):
            return end, False
        return self._with_more_areas(end)

    def _read_owned(self, at: int, head_end: int) -> tuple[int, bool] | None:
        """A head or office with the unit it belongs to: "Văn phòng Sở", "Chủ tịch UBND các xã"."""
        office = at < head_end == self.phrase(at, self.names.offices)
        here = self.skip_wrap(head_end)
        several = self.key(here) == "các" and here == head_end and self.has(here + 1, self.names.nouns)
        force = several and self.phrase(at, self.names.forces) == head_end  # "Công an các đơn vị, địa phương"
        if not office and not force and self.words(at, head_end) not in self.names.owners:
            return None
        if self.key(here) in ("thuộc", "của"):
            here = self.skip_wrap(here + 1)
        elif office and self.key(here).startswith("\n\n") and self.words(at, head_end) in _WHOSE:
            here += 1  # "Lãnh đạo" on a line of its own above whose they are
        if not office and not self.has(here, self.names.owned) and not several:
            return None
        if office:
            # "Chánh Văn phòng HĐND và UBND": the last words of the office open the name of one unit.
            known = max(self.known_name(i) for i in range(at + 1, head_end + 1))
            if known > head_end:
                area, several = self._read_area(self.skip_wrap(known))
                return (area, several) if area > self.skip_wrap(known) else self._read_areas_of_known(at, known)
        inner = self.read_unit(here)
        if inner is None or inner.kind == "person":
            return None
        return inner.end, inner.is_group
