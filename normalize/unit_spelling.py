"""How a unit's one name is written: capitals, signs and generic nouns the same way wherever it was printed."""

from normalize.text import fold
from normalize.unit_grammar import Grammar
from normalize.unit_starts import Start

# Written with a capital wherever they stand, but for "thành phố trực thuộc trung ương".
_ALWAYS_CAPITAL = frozenset({"chính phủ", "quốc hội", "trung ương", "nhà nước", "đảng", "việt nam", "hồ chí minh"})
# Full names that stay names inside a collective ("các Ủy ban nhân dân xã").
_NAMES_IN_GROUPS = frozenset({"ủy ban nhân dân", "hội đồng nhân dân", "mặt trận tổ quốc", "bộ trưởng"})
# Kinds that are listed side by side; printed without a comma they still are two ("các phòng ban").
_LISTED = frozenset(
    {"sở", "ban", "ngành", "phòng", "đơn vị", "cơ quan", "địa phương", "cá nhân", "doanh nghiệp", "đoàn thể", "bộ"}
    | {"trung tâm", "chi cục", "xã", "phường", "quận", "huyện", "cán bộ", "công chức", "viên chức"}
)
_OF = frozenset({"thuộc", "của", "tại", "ở", "cấp"})
# Words that "bộ" is the second half of.
_BEFORE_BO = frozenset({"tiến", "cán", "nội", "đồng", "toàn", "cục", "đảng", "bắc", "nam", "trung", "sơ"})


def spell_name(grammar: Grammar, end: int, kind: Start) -> str:
    """The unit that *grammar* reads in its first *end* tokens, written the canonical way."""
    return _Speller(grammar, end, kind == "group").spell()


class _Speller:
    def __init__(self, grammar: Grammar, end: int, group: bool) -> None:
        self.grammar = grammar
        self.end = end
        self.group = group
        self.words: list[str] = []
        self.in_place = False
        self.listed = False
        """Whether the words just written are a listed kind."""
        self.plain = False
        """Whether the words just written are lower case: what they speak of is too ("dự án đầu tư xây dựng")."""
        self.area_ended = -1
        """Index after the last area."""

    def spell(self) -> str:
        at = 0
        while at < self.end:
            at = max(self._step(at), at + 1)
        text = " ".join(self.words).replace(" ,", ",")
        return text[:1].upper() + text[1:]

    def _step(self, at: int) -> int:
        """Write what stands at *at*; the index after it."""
        grammar, names = self.grammar, self.grammar.names
        key = grammar.key(at)
        was_listed, self.listed = self.listed, False
        if not grammar.tokens[at].word:
            return self._sign(at, key)
        known = grammar.known_name(at) if (not self.group or self._after_of(at)) and not self._is_half_word(at) else at
        if at < known <= self.end:
            self._write(names.known_name_of(grammar.words(at, known)))
            self.plain = all(word.islower() for word in self.words[-1].split()[-2:])
            return known
        area = grammar.phrase(at, names.areas)
        # "Xã hội" is no "xã", "Tỉnh ủy" no "tỉnh".
        if area > at and max(grammar.phrase(at, names.domains), grammar.phrase(at, names.heads)) <= area:
            if self.area_ended == at and self.group:
                self.words.append(",")  # "các xã phường"
            text = grammar.words(at, area)
            self._write("Trung ương" if text == "trung ương" and self.words[-2:] != ["trực", "thuộc"] else text)
            self.in_place, self.area_ended = True, area
            return area
        place = grammar.phrase(at, names.place_phrases)
        # "thành phố Hồ Chí Minh, Đà Nẵng", but not the place "Trung Tâm" in "các phòng, Trung tâm"
        listed = self.group and place > at + 1 and all(token.capital for token in grammar.tokens[at:place])
        if (self.in_place or listed) and place > at:
            self._write(names.places[grammar.words(at, place)])
            return place
        province = self._province(at)
        if province > at:
            return province
        return self._phrase(at, was_listed)

    def _phrase(self, at: int, was_listed: bool) -> int:
        grammar, names = self.grammar, self.grammar.names
        head = max(grammar.phrase(at, names.heads), grammar.phrase(at, names.offices))
        if head > at and grammar.phrase(at, names.domains) <= head:  # "Khoa học" is no "Khoa"
            text = grammar.words(at, head)
            kind = self.group and grammar.is_longer_kind(at, head)  # "của đơn vị sự nghiệp công lập"
            if (self._is_name_here(at) and not kind) or text in _NAMES_IN_GROUPS:
                self._write(names.spelling.get(text, text))
                self.plain = False
                return head
        noun = grammar.phrase(at, names.nouns)
        if noun > at and grammar.phrase(at, names.domains) <= noun and not self._is_name_here(at):
            text = grammar.words(at, noun)
            if was_listed and text in _LISTED and (self.words[-1] != "bộ" or text in ("công chức", "viên chức")):
                self.words.append(",")
            # Signs of its own inside stay: "cơ sở khám bệnh, chữa bệnh".
            for i in range(at, noun):
                if grammar.tokens[i].word:
                    self._write("Đảng" if (grammar.key(i), grammar.key(at)) == ("đảng", "ban") else grammar.key(i))
                else:
                    self._sign(i, grammar.key(i))
            self._fix_capitals()
            self.listed = text in _LISTED
            return noun
        domain, common = grammar.phrase(at, names.domains), grammar.phrase(at, names.common)
        if not self.group and max(domain, common) > at:
            end = max(domain, common)
            text = grammar.words(at, end)
            spelt = names.spelling.get(text, text)
            opens = at > 0 and not self.plain
            self._write(spelt if opens or text in _ALWAYS_CAPITAL else text)
            self.plain = self.plain if domain == end else True
            return end
        token = grammar.tokens[at]
        if token.key == "và":
            self.plain = False
            self._write("và")
            return at + 1
        short = token.capital and token.text.isupper() and len(token.text) > 1
        keeps = short or (token.capital and (not self.group or self.in_place or at > 0) and not self._opens_generic(at))
        self._write(
            token.text if keeps and not token.text.isupper() else token.key.capitalize() if keeps else token.key
        )
        if token.text.isupper() and len(token.text) > 1 and keeps:
            self.words[-1] = token.text  # an abbreviation nobody explains stays
        self.plain = self.words[-1].islower()
        self._fix_capitals()
        return at + 1

    def _province(self, at: int) -> int:
        """A province's name with its marks misread, put right; only provinces are few enough to be sure."""
        tokens, names = self.grammar.tokens, self.grammar.names
        for end in (at + 3, at + 2):
            words = tokens[at:end]
            if end <= self.end and all(t.word and t.capital for t in words):
                key = self.grammar.words(at, end)
                if key not in names.places and fold(key) in names.provinces:
                    self._write(names.provinces[fold(key)])
                    return end
        return at

    def _is_name_here(self, at: int) -> bool:
        """Whether a head at *at* names one unit: in a name always, save after an office ("Thủ trưởng cơ quan …")."""
        if self.group:
            return self._after_of(at) or (at > 0 and self.grammar.tokens[at].capital and self.grammar.is_name_start(at))
        grammar, names = self.grammar, self.grammar.names
        if at == 0 or grammar.tokens[at].capital:
            return True
        # In lower case one syllable is half a word: "đa khoa".
        return grammar.phrase(at, names.heads) != at + 1 and not grammar.has(at, names.nouns)

    def _opens_generic(self, at: int) -> bool:
        """The first word of a collective or behind a joint is no name; behind a dash it may be ("… - Hộ tịch")."""
        if self.grammar.key(at - 1) in ("-", "–"):
            return False
        return self.group and (at == 0 or (not self.in_place and not self.grammar.tokens[at - 1].word))

    def _sign(self, at: int, key: str) -> int:
        self.plain = self.plain and key.startswith("\n")
        if key in (",", "/") or (key == "." and self.group):  # a comma misread
            self.words.append(",")
        elif key in ("-", "–"):
            self.words.append("-")
        elif key == "&":
            self.words.append("và")
        elif not key.startswith("\n"):
            self.words.append(key)
        self.in_place = self.in_place and key.startswith("\n")
        return at + 1

    def _is_half_word(self, at: int) -> bool:
        """Whether "bộ" ends a word ("tiến bộ khoa học và công nghệ") and names no ministry."""
        return (
            self.grammar.key(at) == "bộ"
            and not self.grammar.tokens[at].capital
            and self.grammar.key(at - 1) in _BEFORE_BO
        )

    def _after_of(self, at: int) -> bool:
        before = at - 1
        while self.grammar.key(before).startswith("\n"):
            before -= 1
        return self.grammar.key(before) in _OF

    def _write(self, text: str) -> None:
        self.words.append(text)

    def _fix_capitals(self) -> None:
        """ "ở trung ương" -> "ở Trung ương", "trực thuộc Trung ương" -> "trực thuộc trung ương"."""
        if len(self.words) < 2:
            return
        last = f"{self.words[-2]} {self.words[-1]}".lower()
        if self.group and last == "nhà nước" and self.words[-3:-2] and self.words[-3][0].islower():
            self.words[-2] = "nhà"  # "các cơ quan quản lý nhà nước", but "Ngân hàng Nhà nước"
        elif last in _ALWAYS_CAPITAL:
            self.words[-2] = self.words[-2].capitalize()
