"""The words of a text of units: tokens, and the questions one may ask of the words at a place."""

from dataclasses import dataclass

from models.raw import Role
from normalize.text import fold
from normalize.unit_names import Phrases, UnitNames

JOINTS = frozenset({",", "/", "và", "-", "–", "cùng", "&", "hoặc"})
"""Stand between units, or inside one unit's name."""
HARD = frozenset({";", ":", ".", "…", "(", ")", "+", "•", "*", "·", "“", "”", '"'})
_BULLETS = frozenset({"-", "–", "+", "•", "*", "·"})


@dataclass(frozen=True, slots=True)
class Token:
    """One word or sign of a text; the words of an abbreviation all stand at its place."""

    start: int
    end: int
    text: str
    key: str
    """Lower case, modern tones; signs and line ends as they are."""
    capital: bool
    """Printed with a capital first letter that means something (not in a text all in capitals)."""

    @property
    def word(self) -> bool:
        return self.text[0].isalnum()


class UnitWords:
    """Tokens with the vocabulary of units; in a sentence (*prose*) a name also ends before a verb."""

    def __init__(self, tokens: tuple[Token, ...], names: UnitNames, prose: bool) -> None:
        self.tokens = tokens
        self.names = names
        self.prose = prose

    def key(self, at: int) -> str:
        return self.tokens[at].key if 0 <= at < len(self.tokens) else ""

    def phrase(self, at: int, phrases: Phrases, loose: bool = False) -> int:
        """Index after the longest of *phrases* at *at*, or *at*. *loose*: signs and "và" inside do not count."""
        for phrase in phrases.get(self.key(at), ()):
            # A long kind of unit has a comma of its own: "cơ sở khám bệnh, chữa bệnh".
            end = self._match(at, phrase, loose or (len(phrase) >= 4 and phrases is self.names.nouns))
            if end:
                return end
        return at

    def known_after(self, head: int, head_end: int, at: int) -> int:
        """Index after the longest words at *at* that make a known name with the head from *head* to *head_end*."""
        syllables = tuple(token.key for token in self.tokens[head:head_end] if token.word)
        for phrase in self.names.known_phrases.get(syllables[0], ()):
            if len(phrase) > len(syllables) and phrase[: len(syllables)] == syllables:
                end = self._match(at, phrase[len(syllables) :], loose=True)
                if end:
                    return end
        return at

    def printed(self, at: int, end: int) -> str:
        """The words from *at* to *end* in running text, abbreviations in full."""
        return " ".join(token.text for token in self.tokens[at:end] if not token.key.startswith("\n"))

    def has(self, at: int, phrases: Phrases) -> bool:
        return self.phrase(at, phrases) > at

    def _match(self, at: int, phrase: tuple[str, ...], loose: bool, bare: bool = False) -> int:
        # The innermost loop of all reading of units: no calls in it.
        tokens, size, i = self.tokens, len(self.tokens), at
        for n, syllable in enumerate(phrase):
            while n and i < size:
                key = tokens[i].key
                if key != "\n" and not (loose and key != "/" and key in JOINTS):
                    break
                i += 1
            if i >= size:
                return 0
            key = tokens[i].key
            if key != syllable and not (bare and fold(key) == syllable):
                return 0
            i += 1
        return i

    def known_name(self, at: int) -> int:
        """Index after the longest known name at *at*, marks misread or not."""
        end = self.phrase(at, self.names.known_phrases, loose=True)
        if end > at + 2 and self.key(end - 2) in ("và", ",") and self.phrase(end - 1, self.names.heads) >= end:
            return self.phrase(at, self.names.known_phrases)  # "Đoàn Thanh niên và Trường Tiểu học": no "Đoàn … trường"
        if self.prose and end == at + 3 and self._is_clause(at, end):
            return at
        if end > at or at >= len(self.tokens) or not self.tokens[at].capital:
            return end
        for phrase in self.names.known_bare.get(fold(self.key(at)), ()):
            if len(phrase) >= 3:
                end = self._match(at, phrase, loose=True, bare=True)
                if end:
                    return end
        return at

    def _is_clause(self, at: int, end: int) -> bool:
        """Whether "Bộ xây dựng" goes on as a sentence ("Bộ xây dựng kế hoạch"), so that its words are no name."""
        if self.tokens[at + 1].capital or self.phrase(at + 1, self.names.verbs) != end:
            return False
        follows = end < len(self.tokens) and self.tokens[end].word and self.tokens[end].key not in JOINTS
        return follows and not (
            self.is_verb(end) or self.role_words(end)[0] or self.starts_duty(end) or self.has(end, self.names.areas)
        )

    def skip_wrap(self, at: int) -> int:
        while self.key(at) == "\n":
            at += 1
        return at

    def after_joint(self, at: int) -> int:
        """Index after the joint at *at*, with the second word of ", và" and "cùng với"."""
        following = self.skip_wrap(at + 1)
        double = (self.key(at), self.key(following)) in ((",", "và"), ("cùng", "với"))
        return self.skip_wrap(following + 1) if double else following

    def separator(self, at: int) -> bool:
        token = self.tokens[at]
        return not token.word or token.key in ("và", "cùng", "với", "hoặc")

    def role_words(self, at: int) -> tuple[Role | None, int]:
        """The role that words at *at* give ("phối hợp với"), and the index after them."""
        end = self.phrase(at, self.names.coordinate_words)
        if end > at:
            return "coordinate", end
        end = self.phrase(at, self.names.lead_words)
        return ("lead", end) if end > at else self._role_mark(at)

    def _role_mark(self, at: int) -> tuple[Role | None, int]:
        """ "PH" before a colon or alone in brackets."""
        role = self.names.role_marks.get(self.tokens[at].text) if at < len(self.tokens) else None
        marks = self.key(at + 1) == ":" or (self.key(at + 1) == ")" and self.key(at - 1) == "(")
        return (role, at + 1) if marks else (None, at)

    def starts_tail(self, at: int) -> bool:
        """Whether words at *at* stand outside the name before them ("trình …", "đối với …")."""
        at = self.skip_wrap(at)
        capital = (
            at < len(self.tokens) and self.tokens[at].capital and self.prose
        )  # "Phòng Theo dõi thi hành pháp luật"
        return self.has(at, self.names.outside) and not capital and not self._in_compound(at)

    def starts_duty(self, at: int) -> bool:
        """Whether words at *at* say what the unit before them does."""
        at = self.skip_wrap(at)
        if at >= len(self.tokens) or self.tokens[at].capital:
            return False
        end = self.phrase(at, self.names.duty)
        if end == at:
            return False
        # "Khoa Nội tổng hợp": what a unit is about, at its end, is its name.
        after = self.skip_wrap(end)
        closes = after >= len(self.tokens) or not self.tokens[after].word
        return not (closes and self.phrase(at, self.names.domains) == end)

    def is_verb(self, at: int) -> bool:
        if at >= len(self.tokens) or self.tokens[at].capital:
            return False
        end = self.phrase(at, self.names.verbs)
        # "chuyển đổi số" is what a body is about, though "chuyển đổi" is a verb; "giao thông" hands over nothing.
        longer = max(self.phrase(at, self.names.domains), self.phrase(at, self.names.compounds))
        return end > at >= 0 and longer <= end and not self._in_compound(at)

    def _in_compound(self, at: int) -> bool:
        """Whether the word at *at* is a later part of a longer one: "trình" of "công trình", "ký" of "đăng ký"."""
        longer = (self.names.compounds, self.names.domains)  # "tạo" ends "đổi mới sáng tạo"
        return any(self.phrase(at - back, words) > at for words in longer for back in (1, 2, 3) if back <= at)

    def ends_unit(self, at: int) -> bool:
        """Whether a unit surely ends before *at*."""
        if at >= len(self.tokens):
            return True
        key = self.key(at)
        if key in HARD or key.startswith("\n\n") or self.is_bullet(at):
            return True
        at = self.skip_wrap(at)
        if self.key(at) == "(":
            return True
        if self.has(at, self.names.qualifiers):
            return False
        return (
            self.role_words(at)[0] is not None
            or self.starts_tail(at)
            or self.starts_duty(at)
            or (self.prose and self.is_verb(at))
        )

    def is_bullet(self, at: int) -> bool:
        """A sign that opens a line item, or the line end before it."""
        key = self.key(at)
        if key.startswith("\n"):
            return self.key(at + 1) in _BULLETS or self.after_item_number(at + 1) > at + 1
        return key in _BULLETS and (at == 0 or self.key(at - 1).startswith("\n"))

    def after_item_number(self, at: int) -> int:
        """Index after "1.", "2)" or "a)" where it opens a line or part, else *at*: items are counted, units are not."""
        key = self.key(at)
        if not (key.isdigit() and len(key) <= 2) and not (len(key) == 1 and key.isalpha()):
            return at
        if at and not self.key(at - 1).startswith("\n") and self.key(at - 1) != ";":
            return at
        close = self.key(at + 1)
        closes = close == ")" or (close in (".", "/") and key.isdigit())
        return at + 2 if closes and at + 2 < len(self.tokens) else at

    def words(self, at: int, end: int) -> str:
        """The words from *at* to *end* as a key."""
        return " ".join(t.key for t in self.tokens[at:end] if t.word and t.key != "và")
