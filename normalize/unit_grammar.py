"""How unit names are built: where one begins, how far it runs, and whether it means one unit or a kind of units."""

from dataclasses import dataclass
from typing import Literal

from models.raw import Role
from normalize.unit_names import Phrases, UnitNames

Start = Literal["name", "group", "person"]

_JOINTS = frozenset({",", "/", "và", "-", "–", "cùng", "&"})
_HARD = frozenset({";", ":", ".", "(", ")", "+", "•", "*"})
_OF = frozenset({"thuộc", "của", "tại", "ở", "ngành", "từ", "cho", "do", "với", "trong", "là", "ngang", "thông"})


@dataclass(frozen=True, slots=True)
class Token:
    """One word or sign of a text; the words of an abbreviation all stand at its place."""

    start: int
    end: int
    text: str
    key: str
    """Lower case, modern tones; signs and line ends as they are."""

    @property
    def capital(self) -> bool:
        return self.text[0].isupper()

    @property
    def word(self) -> bool:
        return self.text[0].isalnum()


@dataclass(frozen=True, slots=True)
class UnitReading:
    """A unit found by the grammar."""

    end: int
    """Index of the first token after it."""
    is_group: bool
    kind: Start


class Grammar:
    """Reads units from tokens; in a sentence a name also ends before a verb, in a cell only at a separator."""

    def __init__(self, tokens: tuple[Token, ...], names: UnitNames, prose: bool) -> None:
        self.tokens = tokens
        self.names = names
        self.prose = prose

    # Words -----------------------------------------------------------------------------------------------------

    def key(self, at: int) -> str:
        return self.tokens[at].key if 0 <= at < len(self.tokens) else ""

    def phrase(self, at: int, phrases: Phrases, loose: bool = False) -> int:
        """Index after the longest of *phrases* at *at*; *at* itself when none. *loose*: signs and "và" inside do not count."""
        for phrase in phrases.get(self.key(at), ()):
            end = self._match(at, phrase, loose or (len(phrase) >= 4 and phrases is self.names.nouns))
            if end:
                return end
        return at

    def _match(self, at: int, phrase: tuple[str, ...], loose: bool) -> int:
        i = at
        for n, syllable in enumerate(phrase):
            while n and i < len(self.tokens) and (self.key(i) == "\n" or (loose and self.key(i) in _JOINTS and self.key(i) != "/")):
                i += 1
            if self.key(i) != syllable:
                return 0
            i += 1
        return i

    def skip_wrap(self, at: int) -> int:
        while self.key(at) == "\n":
            at += 1
        return at

    def separator(self, at: int) -> bool:
        token = self.tokens[at]
        return not token.word or token.key in ("và", "cùng", "với")

    def role_words(self, at: int) -> tuple[Role | None, int]:
        end = self.phrase(at, self.names.coordinate_words)
        if end > at:
            return "coordinate", end
        end = self.phrase(at, self.names.lead_words)
        return ("lead", end) if end > at else (None, at)

    def starts_tail(self, at: int) -> bool:
        at = self.skip_wrap(at)
        return self.phrase(at, self.names.outside) > at

    def is_verb(self, at: int) -> bool:
        return at < len(self.tokens) and not self.tokens[at].capital and self.phrase(at, self.names.verbs) > at

    def _ends_unit(self, at: int) -> bool:
        """Whether a unit surely ends before *at*."""
        if at >= len(self.tokens):
            return True
        key = self.key(at)
        if key in _HARD or key.startswith("\n\n") or self._is_bullet(at):
            return True
        at = self.skip_wrap(at)
        return self.role_words(at)[0] is not None or self.starts_tail(at) or (self.prose and self.is_verb(at))

    def _is_bullet(self, at: int) -> bool:
        """A dash that opens a line item."""
        if self.key(at) == "\n":
            return self.key(at + 1) in ("-", "–", "+", "•", "*")
        return self.key(at) in ("-", "–", "+") and (at == 0 or self.key(at - 1).startswith("\n"))

    # Where a unit begins ---------------------------------------------------------------------------------------

    def unit_start(self, at: int) -> Start | None:
        """What kind of unit begins at *at*, if any."""
        at = self.skip_wrap(at)
        if at >= len(self.tokens) or not self.tokens[at].word:
            return None
        after = self.phrase(at, self.names.determiners)
        if after > at:
            return "group" if self._is_noun(self.skip_wrap(after)) else None
        if self.phrase(at, self.names.persons) > at and self.tokens[at + 1 : at + 2]:
            return "person"
        if self._is_name_start(at):
            return "name"
        return "group" if self.phrase(at, self.names.nouns) > at else None

    def _is_noun(self, at: int) -> bool:
        if at >= len(self.tokens) or not self.tokens[at].word:
            return False
        return self.phrase(at, self.names.nouns) > at or not self.prose or self.phrase(at, self.names.heads) > at

    def _is_name_start(self, at: int) -> bool:
        """A head with the words it needs: capital "Sở" before a word, "phòng" before a capital or an area."""
        end = self.phrase(at, self.names.heads)
        office = self.phrase(at, self.names.offices)
        if office > end:
            return self.tokens[at].capital or self._capital_or_area(self.skip_wrap(office))
        if end == at:
            return False
        head = " ".join(t.key for t in self.tokens[at:end] if t.word)
        after = self.skip_wrap(end)
        generic = self.phrase(at, self.names.nouns) > at
        if self._ends_unit(after) or self.key(after) in _JOINTS:
            return head in self.names.alone and (self.tokens[at].capital or not generic) and not (generic and self._lists_on(after))
        if generic and (self.phrase(after, self.names.closers) > after or self.phrase(after, self.names.qualifiers) > after):
            return head in self.names.alone and self.tokens[at].capital
        if self.tokens[at].capital:
            return not (generic and self.phrase(after, self.names.nouns) > after and not self.tokens[after].capital)
        return self._capital_or_area(after)

    def _lists_on(self, at: int) -> bool:
        """Whether a list of generic nouns goes on after the joint at *at*."""
        return self.key(at) in (",", "/", "và") and self.phrase(self.skip_wrap(at + 1), self.names.nouns) > at + 1

    def _capital_or_area(self, at: int) -> bool:
        return at < len(self.tokens) and (self.tokens[at].capital or self.phrase(at, self.names.areas) > at)

    # How far it runs -------------------------------------------------------------------------------------------

    def read_unit(self, at: int) -> UnitReading | None:
        """The unit that begins at *at*."""
        kind = self.unit_start(at)
        if kind == "name":
            end, is_group = self._read_name(self.skip_wrap(at))
        elif kind == "group":
            end, is_group = self._read_group(self.skip_wrap(at)), True
        elif kind == "person":
            end, is_group = self.end_of_unknown(at + 1), False
        else:
            return None
        return UnitReading(end, is_group, kind)

    def is_whole_unit(self) -> bool:
        """Whether all of the tokens are one unit (a closing full stop or bracket aside)."""
        reading = self.read_unit(0)
        if reading is None or reading.kind == "person":
            return False
        rest = "".join(t.text for t in self.tokens[reading.end :])
        return rest in ("", ".") or (rest.startswith("(") and rest.rstrip(".").endswith(")"))

    def end_of_unknown(self, at: int) -> int:
        """Index after words that no rule knows: up to a hard separator or the next unit behind a joint."""
        while at < len(self.tokens):
            key = self.key(at)
            if (key in _HARD and key not in "()") or key.startswith("\n\n") or self._is_bullet(at):
                break
            if key in (",", "và") and self.unit_start(at + 1) is not None:
                break
            at += 1
        return at

    def _read_group(self, at: int) -> int:
        at = self.skip_wrap(self.phrase(at, self.names.determiners))
        at = max(self.phrase(at, self.names.nouns), at + 1)
        qualified = False
        while at < len(self.tokens):
            here = self.skip_wrap(at)
            closed = self.phrase(here, self.names.closers)
            if closed > here:
                return self._read_closing(closed)
            if self._ends_unit(at):
                return at
            key = self.key(here)
            if key in _JOINTS:
                following = self.skip_wrap(here + 1)
                if not self._group_goes_on(following, qualified):
                    return at
                at = max(self.phrase(following, self.names.nouns), following + (1 if self._ends_unit(following) else 0))
                if at == following:
                    at += 1
                continue
            noun = self.phrase(here, self.names.nouns)
            if not self._after_of(here) and (self._run_on(here) or (noun > here and qualified)):
                return at
            if noun > here:
                at = noun
                continue
            end = self.phrase(here, self.names.qualifiers)
            if end > here:
                qualified = True
            at = max(end, here + 1)
        return at

    def _read_closing(self, at: int) -> int:
        """What may still follow "liên quan": "của tỉnh", "trên địa bàn"."""
        here = self.skip_wrap(at)
        if self.key(here) in ("của", "thuộc", "trên", "ở", "trong", "tại") and not self.prose:
            while here < len(self.tokens) and not self._ends_unit(here) and self.key(here) not in _JOINTS:
                here += 1
            return here
        return at

    def _group_goes_on(self, at: int, qualified: bool) -> bool:
        """Whether a collective goes on behind a joint with the words at *at*."""
        if at >= len(self.tokens) or not self.tokens[at].word:
            return False
        if self.phrase(at, self.names.determiners) > at:
            return False
        if self._is_name_start(at):
            return False
        if self.phrase(at, self.names.nouns) > at:
            return not qualified
        if self.phrase(at, self.names.qualifiers) > at:
            return True
        return not (self.prose and (self.is_verb(at) or self._ends_unit(at)))

    def _run_on(self, at: int) -> bool:
        """Whether a new name begins here although nothing separates it."""
        if at >= len(self.tokens) or not self.tokens[at].capital or self._after_of(at):
            return False
        return self._is_name_start(at)

    def _after_of(self, at: int) -> bool:
        before = at - 1
        while self.key(before) == "\n":
            before -= 1
        return self.key(before) in _OF

    def _read_name(self, at: int) -> tuple[int, bool]:
        head_end = max(self.phrase(at, self.names.heads), self.phrase(at, self.names.offices))
        head = " ".join(t.key for t in self.tokens[at:head_end] if t.word)
        owner = head in self.names.owners or self.phrase(at, self.names.offices) == head_end
        known = self.phrase(at, self.names.known_phrases, loose=True)
        end, complete = (known, True) if known > head_end else (head_end, False)
        is_group = False
        here = self.skip_wrap(end)
        if owner and not complete and not self._ends_unit(here) and self.key(here) not in _JOINTS:
            if self.key(here) in ("thuộc", "của"):
                here = self.skip_wrap(here + 1)
            inner = self.read_unit(here)
            if inner is not None and inner.kind != "person":
                return inner.end, inner.is_group
        while end < len(self.tokens):
            here = self.skip_wrap(end)
            if self._ends_unit(end):
                break
            area, area_is_group = self._read_area(here)
            if area > here:
                end, complete, is_group = area, True, is_group or area_is_group
                continue
            key = self.key(here)
            if key in _JOINTS:
                following = self.skip_wrap(here + 1)
                if self.unit_start(following) is not None or not self._name_goes_on(following):
                    break
                end = following
                continue
            if complete and not self._after_of(here) and self._new_unit_here(here, known=end == known):
                break
            if self.prose and complete and end == known and not self.tokens[here].capital:
                break
            if key in _OF and self.prose and key != "thuộc":
                break
            end, complete = here + 1, True
        return end, is_group

    def _new_unit_here(self, at: int, known: bool) -> bool:
        if self._run_on(at) or self.phrase(at, self.names.determiners) > at:
            return True
        return known and not self.tokens[at].capital and self.phrase(at, self.names.nouns) > at

    def _name_goes_on(self, at: int) -> bool:
        """Whether a name goes on behind a joint with the words at *at*."""
        if at >= len(self.tokens) or not self.tokens[at].word:
            return False
        if not self.prose:
            return True
        return self.tokens[at].capital or (self.phrase(at, self.names.domains) > at and not self.is_verb(at))

    def _read_area(self, at: int) -> tuple[int, bool]:
        """"tỉnh Lạc Hà", "các quận, huyện", "cấp tỉnh, cấp xã": index after it, and whether it means several."""
        key = self.key(at)
        if key == "cấp" or self.phrase(at, self.names.determiners) > at:
            inside = self.skip_wrap(at + 1)
            end = self.phrase(inside, self.names.areas)
            if key != "cấp" and self.key(inside) == "cấp":
                return inside + 1, True
            if end == inside:
                return at, False
            return self._read_more_areas(end), True
        end = self.phrase(at, self.names.areas)
        if end == at:
            return at, False
        if self.key(self.skip_wrap(end)) in (",", "/", "và"):
            more = self._read_more_areas(end)
            if more > end:
                return more, True
        return self._read_proper(end), False

    def _read_more_areas(self, at: int) -> int:
        """The rest of a list of areas, with "trực thuộc trung ương"."""
        while at < len(self.tokens):
            here = self.skip_wrap(at)
            if self.key(here) in (",", "/", "và"):
                following = self.skip_wrap(here + 1)
                following = self.skip_wrap(self.phrase(following, self.names.determiners))
                following = following + 1 if self.key(following) == "cấp" else following
                end = self.phrase(following, self.names.areas)
                if end == following:
                    return at
                at = end
            elif self.key(here) == "trực" and self.key(self.skip_wrap(here + 1)) == "thuộc":
                at = self.skip_wrap(self.skip_wrap(here + 1) + 1)
                at = max(self.phrase(at, self.names.areas), at)
            else:
                return self._read_proper(at)
        return at

    def _read_proper(self, at: int) -> int:
        """Capital words of a place's name."""
        here = self.skip_wrap(at)
        while here < len(self.tokens) and self.tokens[here].word and (self.tokens[here].capital or self.tokens[here].text.isdigit()):
            if self._is_name_start(here) and self.tokens[here].capital and self.phrase(here, self.names.heads) > here:
                break
            at = here + 1
            here = self.skip_wrap(at)
        return at
