"""The opening or closing clause of an item, word by word: its subject leads, whom it works with coordinates."""

import tomllib
from dataclasses import dataclass, fields
from functools import lru_cache
from pathlib import Path

from models.raw import Role, SectionRole
from normalize.unit_grammar import Grammar
from normalize.unit_names import Phrases, UnitNames, phrases_of
from normalize.unit_sharing import read_shared
from normalize.unit_split import tokens_of

TOPIC = 25
"""An item says in fewer words than this what it is about."""

# After a unit these go on with something else than what it does ("UBND ngày …", "Các đơn vị của …").
_NO_PREDICATE = frozenset({"được", "của", ",", "và", "hoặc", "bị", "đã", "ngày", "số", "năm", "khóa", "nhiệm"})


@dataclass(frozen=True, slots=True)
class Duty:
    """One unit that an item's own words, or the heading above it, give a part in it."""

    role: Role
    text: str
    """The unit as printed."""
    start: int
    end: int
    """Offsets into the item's text, or into the heading's when `from_heading`."""
    from_heading: bool = False


@dataclass(frozen=True, eq=False)
class DutyWords:
    addressing: Phrases
    givers: Phrases
    askers: Phrases
    preambles: Phrases
    bridges: Phrases
    bare_subjects: Phrases
    closing_givers: Phrases
    closing_leads: Phrases
    closing_helpers: Phrases
    standings: Phrases


@lru_cache(maxsize=1)
def load_duty_words() -> DutyWords:
    """The words in `data/duties.toml`."""
    table = tomllib.loads((Path(__file__).parent / "data" / "duties.toml").read_text("utf-8"))
    return DutyWords(**{field.name: phrases_of(table[field.name]) for field in fields(DutyWords)})


class Sentence:
    """Reads one clause of an item."""

    def __init__(self, text: str, names: UnitNames, has_heading: bool, section_role: SectionRole) -> None:
        self.text = text
        self.tokens = tokens_of(text, names)
        self.grammar = Grammar(self.tokens, names, prose=True)
        self.words = load_duty_words()
        self.has_heading = has_heading
        self.section_role = section_role

    def read(self) -> tuple[Duty, ...]:
        at = self._skip_quotes(0)
        addressed = self.grammar.phrase(at, self.words.addressing)
        if addressed > at and self.section_role != "tasks":  # there it may be those whom the task is done for
            leads, after = self._unit_list(addressed)
            if leads and self.grammar.key(after) == ":":
                return (*leads, *self._coordinating(after))
        giver = self.grammar.phrase(at, self.words.givers)
        if giver > at and not (self.has_heading and self.grammar.has(at, self.words.askers)):
            leads, after = self._unit_list(self._after_colon(giver), given=True)
            return (*leads, *self._coordinating(after)) if leads else ()
        found = self._clause(at)
        if any(duty.role == "lead" for duty in found):
            return found
        if not self._is_preamble(at):
            return found or self._behind_topic(at)
        # Behind "Căn cứ …," the one who is named first leads: "…, Bộ Tài chính chủ trì, phối hợp với …".
        for start in self._after_preamble(at):
            asks = self.has_heading and self.grammar.has(start, self.words.askers)
            behind = () if asks else self._asked(start)
            behind = behind or self._clause(start, behind_preamble=True)
            if behind or self._is_first_verb(start):
                return behind or found
        return found

    def _behind_topic(self, at: int) -> tuple[Duty, ...]:
        """The clause behind the words that say what an item is about: "Về tuyên truyền: Sở X chủ trì …"."""
        colon = next(
            (i for i in range(at, min(len(self.tokens), at + TOPIC)) if self.tokens[i].key in (":", ".", ";")), at
        )
        if self.grammar.key(colon) != ":" or self.grammar.unit_start(colon + 1) != "name":
            return ()
        leads, after = self._unit_list(colon + 1)
        says = after < len(self.tokens) and self.tokens[after].word and self._is_subject(colon + 1, after)
        return (*leads, *self._coordinating(after)) if leads and says else ()

    def closing(self) -> tuple[Duty, ...]:
        """The units of a part that only says who does what ("Sở X chủ trì, Sở Y phối hợp."); none if it says more."""
        given = self.grammar.phrase(0, self.words.closing_givers)
        at = self._after_colon(given)
        found: list[Duty] = []
        while at < len(self.tokens) and self.tokens[at].word:
            helps = self.grammar.phrase(at, self.words.closing_helpers)
            units, after = self._unit_list(helps)
            if not units:
                return ()
            lead, help_end = (
                self.grammar.phrase(after, w) for w in (self.words.closing_leads, self.words.closing_helpers)
            )
            named = max(lead, help_end)
            if named == after and helps == at and not (given and not found and self._closes(after)):
                return ()
            coordinates = helps > at or help_end > max(after, lead)
            found += (Duty("coordinate", d.text, d.start, d.end) for d in units) if coordinates else units
            at = named
            while self.grammar.key(at) in (",", "và", ";", "\n"):
                at += 1
        return tuple(found) if self._closes(at) else ()

    def _is_preamble(self, at: int) -> bool:
        """Whether a clause before the clause proper opens at *at*: "Theo chức năng, …", but not "theo dõi lớp, …"."""
        end = self.grammar.phrase(at, self.words.preambles)
        return end > at and self.grammar.phrase(at, self.grammar.names.verbs) <= end

    def _closes(self, at: int) -> bool:
        """Whether nothing but signs follows."""
        return not any(token.word for token in self.tokens[at:])

    def _clause(self, at: int, behind_preamble: bool = False) -> tuple[Duty, ...]:
        """Subject and whom it works with, when a clause begins at *at*."""
        leads, after = self._unit_list(at)
        if len(leads) == 1 and (asked := self._asked(after)):
            return asked
        if leads and self._is_subject(at, after):
            if behind_preamble and self.has_heading and self._is_anaphor(at):
                return self._coordinating(after)
            return (*leads, *self._coordinating(after))
        # Without a subject of its own, "phối hợp với X" assigns nobody in a section of tasks.
        return () if self.section_role == "tasks" and not self.has_heading else self._coordinating(at)

    def _asked(self, at: int) -> tuple[Duty, ...]:
        """Those whom a body asks: "UBND tỉnh đề nghị Ủy ban MTTQ tỉnh giám sát" gives UBND tỉnh no part."""
        giver = self.grammar.phrase(at, self.words.givers)
        if giver == at:
            return ()
        leads, after = self._unit_list(self._after_colon(giver), given=True)
        return (*leads, *self._coordinating(after)) if leads and self._predicate(after) else ()

    def _skip_quotes(self, at: int) -> int:
        while at < len(self.tokens) and not self.tokens[at].word:
            at += 1
        return at

    def _after_colon(self, at: int) -> int:
        return at + 1 if self.grammar.key(at) == ":" else at

    def _after_preamble(self, at: int) -> list[int]:
        """Where the clause proper may begin: behind a comma or "để" of the first sentence."""
        starts = []
        inside = 0  # a bracket: what stands in it is an aside
        for i in range(at, min(len(self.tokens), at + 90)):
            key = self.tokens[i].key
            inside += (key == "(") - (key == ")")
            if not inside and (key in (".", ";") or key.startswith("\n")):
                break
            if not inside and key in (",", "để", ":", "thì") and not self._joins_a_list(i):
                starts.append(i + 1)
        return starts

    def _joins_a_list(self, at: int) -> bool:
        """Whether the comma stands inside a list begun before it: "… của cán bộ, công chức tại bộ phận một cửa"."""
        grammar = self.grammar
        if grammar.key(at) != "," or grammar.unit_start(at + 1) != "group":
            return False
        nouns = (grammar.names.nouns, self.words.bare_subjects)
        return not grammar.has(at + 1, grammar.names.determiners) and any(
            grammar.phrase(start, words) == at for start in range(max(0, at - 3), at) for words in nouns
        )

    def _is_first_verb(self, at: int) -> bool:
        end = self.grammar.phrase(at, self.grammar.names.verbs)
        return end > at and self.grammar.key(end) not in ("của", "tại")

    def _is_anaphor(self, at: int) -> bool:
        """A collective that only points back at the heading ("…, các xã, phường tự cân đối …")."""
        return self.grammar.unit_start(at) == "group"

    def _heads_of_all(self, at: int) -> int:
        """Index after "lãnh đạo các đơn vị", which is a unit where one is asked and a verb elsewhere; else 0."""
        grammar = self.grammar
        whose = at + 2
        if (grammar.key(at), grammar.key(at + 1)) != ("lãnh", "đạo") or not grammar.has(
            whose, grammar.names.determiners
        ):
            return 0
        reading = grammar.read_unit(whose)
        return reading.end if reading else 0

    def _unit_list(self, at: int, *, given: bool = False) -> tuple[list[Duty], int]:
        """The units listed from *at* on, as leads, and the index after them; *given* behind "giao", "đề nghị"."""
        found: list[Duty] = []
        end = at
        while at < len(self.tokens):
            shared = read_shared(self.grammar, at)
            if found and at == end and self.grammar.key(at) == "lãnh" and not self.tokens[at].capital:
                break  # "Đảng ủy Sở X lãnh đạo Sở Y …": nothing parts them, so the word is what the first does
            reading = None if shared else self.grammar.read_unit(at)
            if shared:
                end = shared[-1].end
            elif reading is None and given and not found and (heads := self._heads_of_all(at)):
                end = heads
            elif reading is None or not self._stands(at, reading.end, first=not found):
                break
            else:
                end = reading.end
            if self.grammar.key(end) == "(":
                close = next((i for i in range(end, len(self.tokens)) if self.tokens[i].key == ")"), end)
                end = close + 1 if close > end else end
            found.append(self._duty("lead", at, end))
            at = end
            while self.grammar.key(at) in (",", "và", "hoặc", "cùng", ";", "/", "\n"):
                at += 1
            if self.grammar.key(at) == "với" or self._joins_names(at):
                at += 1
        return found, end

    def _joins_names(self, at: int) -> bool:
        """Whether a dash at *at* stands between two units: "Công đoàn - Đoàn Thanh niên tổ chức …"."""
        return self.grammar.key(at) in ("-", "–") and self.grammar.unit_start(at + 1) == "name"

    def _stands(self, at: int, end: int, first: bool) -> bool:
        """Whether a bare collective is one here, and not a verb or part of a phrase ("tổ chức", "phòng chống")."""
        grammar = self.grammar
        if grammar.unit_start(at) != "group" or grammar.has(at, grammar.names.determiners):
            return True
        noun = grammar.phrase(at, grammar.names.nouns)
        if end > noun:
            return grammar.key(at) != "tổ" or self.tokens[at].capital is first
        listed = grammar.has(at, self.words.bare_subjects) or len(grammar.words(at, noun).split()) > 2
        # A long kind is no verb wherever it is listed: "Tổ bảo vệ an ninh, trật tự cơ sở, Công an xã".
        long = len(grammar.words(at, noun).split()) > 3 and grammar.key(end) in (",", "và", ";")
        return long or (listed and (end >= len(self.tokens) or self._predicate(end)))

    def _is_subject(self, at: int, after: int) -> bool:
        grammar = self.grammar
        if (
            grammar.words(at, after) in grammar.names.doubtful
        ):  # "Thanh tra việc chấp hành …" is no unit, "Thuế triển khai …" is
            return grammar.role_words(after)[0] is not None or grammar.phrase(after, grammar.names.verbs) > after + 1
        return self._predicate(after)

    def _predicate(self, at: int) -> bool:
        """Whether what a unit does begins at *at*."""
        grammar = self.grammar
        if at >= len(self.tokens):
            return True
        key = grammar.key(at)
        if key == ":":
            return True
        if key == ",":
            at += 1
        if at >= len(self.tokens):  # a text cut off behind the comma
            return True
        if grammar.key(at) == "được" and grammar.phrase(at, grammar.names.verbs) == at + 1:
            return False  # "được trang bị": done to it, not by it; "được giao" is longer
        if grammar.role_words(at)[0] is not None or grammar.has(at, grammar.names.verbs) or grammar.starts_tail(at):
            return True
        return self.tokens[at].word and not self.tokens[at].capital and key not in _NO_PREDICATE

    def _coordinating(self, at: int) -> tuple[Duty, ...]:
        """The units behind "phối hợp với" when that is the first verb from *at* on."""
        grammar = self.grammar
        named = grammar.phrase(at, self.words.standings)
        if named > at:  # "Là cơ quan thường trực của Chương trình; chủ trì, phối hợp với …"
            at = next((i for i in range(named, named + 8) if grammar.key(i) in (",", ";")), at - 1) + 1
        while at < len(self.tokens):
            role, after = grammar.role_words(at)
            if role == "coordinate":
                while grammar.key(after) in ("với", "chặt", "chẽ", "cùng", "tốt", ":", "\n"):
                    after += 1
                units, _ = self._unit_list(after)
                return tuple(Duty("coordinate", d.text, d.start, d.end) for d in units)
            bridge = grammar.phrase(at, self.words.bridges)
            if bridge > at:
                at = bridge
            elif self._is_preamble(at):
                # "…, trong phạm vi nhiệm vụ, quyền hạn của mình, phối hợp với …"
                at = next((i for i in self._after_preamble(at) if self._bridges_or_joins(i)), len(self.tokens))
            elif role == "lead":
                at = after
            elif grammar.key(at) in (",", ":", "\n", "và"):
                at += 1
            else:
                return ()
        return ()

    def _bridges_or_joins(self, at: int) -> bool:
        return self.grammar.role_words(at)[0] is not None or self.grammar.has(at, self.words.bridges)

    def _duty(self, role: Role, at: int, end: int) -> Duty:
        start, stop = self.tokens[at].start, self.tokens[end - 1].end
        return Duty(role, " ".join(self.text[start:stop].split()), start, stop)
