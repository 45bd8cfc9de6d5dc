"""Where one unit's name ends and the next begins: the grammar of units in a cell, a labelled line or a sentence."""

import re
from dataclasses import dataclass, replace
from functools import lru_cache

from models.raw import Role
from normalize.abbreviations import find_short_forms
from normalize.syllables import phrase_key
from normalize.text import fold, squeeze
from normalize.tones import modern_tones
from normalize.unit_grammar import Grammar
from normalize.unit_names import UnitNames
from normalize.unit_sharing import read_shared
from normalize.unit_words import Token

# Digits with strokes between them are a date or a share, and no list.
_TOKEN = re.compile(r"\n+|\d+(?:/\d+)+|[đĐ]/c\b|[^\W_]+(?:[&.][^\W_]+)*|[^\w\s]|_")


@dataclass(frozen=True, slots=True)
class UnitMention:
    """One unit named in a text."""

    start: int
    end: int
    """Offsets into the text given, end exclusive; separators are outside, a full stop inside."""
    text: str
    """The fragment as printed, on one line."""
    is_group: bool
    role: Role | None = None
    """Its own role where the cell says one ("phối hợp với …" in a cell of lead units)."""
    head: str = ""
    """What it shares with the units beside it: "Sở" for "Nội vụ" in "các Sở: Tài chính, Nội vụ"."""

    @property
    def name(self) -> str:
        """The fragment with the head it shares: what it is resolved by."""
        return f"{self.head} {self.text}" if self.head else self.text


@lru_cache(maxsize=4096)
def tokens_of(text: str, names: UnitNames) -> tuple[Token, ...]:
    """*text* (NFC) as words, signs and line ends; an abbreviation gives its words in full, all at its own place."""
    shouted = text.isupper() and len(text.split()) > 1
    found: list[Token] = []
    at = 0
    for start, end, full in find_short_forms(text, names.abbreviations):
        found += _plain_tokens(text, at, start, shouted)
        found += [Token(start, end, m[0], modern_tones(m[0]).lower(), m[0][0].isupper()) for m in _TOKEN.finditer(full)]
        at = end
    return _repaired(found + _plain_tokens(text, at, len(text), shouted), names)


def _repaired(tokens: list[Token], names: UnitNames) -> tuple[Token, ...]:
    """*tokens* with the keys of misread words put right ("co quan", "thành phó"); what is printed stays."""
    before = ""
    for at, printed in enumerate(tokens):
        # "vả", "vạ": no unit is called so.
        token = replace(printed, key="và") if not printed.capital and fold(printed.key) == "va" else printed
        tokens[at] = token
        pair = (before, token.key)
        before = before if token.key == "\n" else token.key
        if pair in names.right_pairs:
            continue  # "Hải quan khu vực": no "quân khu" begins with the end of a word read right
        for bare, right in names.repairs.get(fold(token.key), ()):
            if token.key == right[0] and len(bare) > 1 and tokens[at + 1 : at + 2] and tokens[at + 1].key == right[1]:
                break  # read right: most words are
            places = _same_letters(tokens, at, bare)
            # "Giao Viện …" is no misread "giáo viên": inside a word no unit begins with a capital of its own.
            if places and not any(tokens[p].capital and names.heads.get(tokens[p].key) for p in places[1:]):
                for place, key in zip(places, right, strict=True):
                    tokens[place] = replace(tokens[place], key=key)
                break
    return tuple(tokens)


def _same_letters(tokens: list[Token], at: int, bare: tuple[str, ...]) -> list[int]:
    """Where the syllables *bare* stand from *at* on, marks and line ends aside; empty when they do not."""
    places: list[int] = []
    for syllable in bare:
        while places and at < len(tokens) and tokens[at].key == "\n":
            at += 1
        if at >= len(tokens) or fold(tokens[at].key) != syllable:
            return []
        places.append(at)
        at += 1
    return places


def _plain_tokens(text: str, start: int, end: int, shouted: bool) -> list[Token]:
    found: list[Token] = []
    opens = True
    for match in _TOKEN.finditer(text, start, end):
        word = match[0]
        # In a text all in capitals only the first word after a sign counts as one.
        found.append(
            Token(
                match.start(),
                match.end(),
                word,
                modern_tones(word).lower(),
                word[0].isupper() and (opens or not shouted),
            )
        )
        opens = not word[0].isalnum()
    return found


def split_units(text: str, names: UnitNames) -> tuple[UnitMention, ...]:
    """
    The units that one cell or labelled line names.

    Args:
        text: as printed, NFC; "\\n" where a line was wrapped, "\\n\\n" between line items.
    Returns:
        Mentions in printed order, none for a blank cell. What is no unit is a mention too, for the caller to report.
    """
    return _split_cached(text, names)


@lru_cache(maxsize=4096)
def _split_cached(text: str, names: UnitNames) -> tuple[UnitMention, ...]:
    return tuple(_Splitter(text, names).mentions())


def is_unit(text: str, names: UnitNames) -> bool:
    """Whether *text*, as a whole, names a unit or several ("Văn phòng Sở", "Các phòng, ban:")."""
    first = text.split(maxsplit=1)[0] if text.strip() else ""
    if not first.isupper() and modern_tones(first).lower() not in names.openings:
        return False
    mentions = split_units(text.strip().rstrip(":").strip(), names)
    if not mentions or len(text) > 300:
        return False
    return all(_is_whole_unit(m.name, names) for m in mentions)


def _is_whole_unit(text: str, names: UnitNames) -> bool:
    grammar = Grammar(tokens_of(text, names), names, prose=True)
    reading = grammar.read_unit(0)
    if reading is None or phrase_key(text) in names.doubtful:
        return False
    if reading.kind == "person" and not _has_name(grammar, reading.end):
        return False
    rest = text[grammar.tokens[reading.end - 1].end :].strip(" .")
    return not rest or (rest.startswith("(") and rest.endswith(")"))


def _has_name(grammar: Grammar, end: int) -> bool:
    """Whether a person's title is followed by a name or an office ("Đồng chí Trần Thị Hoa", "Các đồng chí Bí thư")."""
    several = grammar.phrase(0, grammar.names.determiners)
    title = grammar.after_title(several)
    if several and title > several and grammar.has(title, grammar.names.offices):
        return True
    return title > several and all(token.capital for token in grammar.tokens[title : title + 2]) and end > title + 1


class _Splitter:
    """Walks a cell from unit to unit."""

    def __init__(self, text: str, names: UnitNames) -> None:
        self.text = text
        self.names = names
        self.tokens = tokens_of(text, names)
        self.cell = Grammar(self.tokens, names, prose=False)
        self.sentence = Grammar(self.tokens, names, prose=True)

    def mentions(self) -> list[UnitMention]:
        found: list[UnitMention] = []
        role: Role | None = None
        outside: Role | None = None  # the role that goes on behind the bracket
        at, in_sentence = 0, False
        while at < len(self.tokens):
            named_role, after = self.cell.role_words(at)
            if named_role is not None and found and self._closes_a_list(at, after):
                found = self._give_role(found, named_role)
                at = after
                continue
            if named_role is not None:
                role = named_role
                in_sentence = not self._has_colon(after)
                at = after
                continue
            if self.cell.after_item_number(at) > at:
                at = self.cell.after_item_number(at)
                continue
            after = self.cell.phrase(at, self.names.givers)
            if after > at and self.cell.unit_start(at) is None and self.cell.unit_start(after) is not None:
                at = after  # "Giao Sở Nội vụ chủ trì", "Đề nghị Ủy ban MTTQ Việt Nam xã"
                continue
            if self.cell.separator(at):
                if self.tokens[at].text == "(":
                    outside = role
                elif self.tokens[at].text == ")":
                    role, in_sentence = outside, False
                at += 1
                continue
            grammar = self.sentence if in_sentence else self.cell
            shared = read_shared(grammar, at)
            if shared:
                found += (replace(m, head=p.head) for p in shared for m in self._mention(p.start, p.end, False, role))
                at = shared[-1].end
                continue
            reading = grammar.read_unit(at)
            if reading is None:
                end = self._before_role(at, grammar.end_of_unknown(at))
                if not in_sentence:
                    found += self._mention(at, end, False, role)
                at = max(end, at + 1)
                continue
            if reading.kind == "person" and reading.is_group and self._has_colon(reading.end):
                at = reading.end + 1  # "Các đồng chí: …": each is named
                continue
            end, own_role = self._with_tail(reading.end, in_sentence)
            mention = self._mention(at, end, reading.is_group, own_role or role)
            # Both halves of "HĐND&UBND" stand at one place.
            if not (found and mention and mention[0].start < found[-1].end):
                found += mention
            at = self.cell.end_of_unknown(end) if self.cell.starts_duty(end) else end
        return self._helpers_of_the_lead(found)

    def _helpers_of_the_lead(self, found: list[UnitMention]) -> list[UnitMention]:
        """*found*, those beside units that alone are called leads coordinating: "Sở Nội vụ (chủ trì), Công an tỉnh"."""
        called = [m for m in found if m.role == "lead" and self.text[m.start : m.end].endswith(")")]
        if not called:
            return found
        return [replace(m, role="coordinate") if m.role is None else m for m in found]

    def _before_role(self, at: int, end: int) -> int:
        """
        *end* of an unknown name, or where a role begins that closes its list ("XTTM chủ trì; …"), or at the comma
        between two abbreviations that nobody explains ("CAX, BCHQSX").
        """
        for i in range(at + 1, end):
            if self.tokens[i].text == "," and self._is_short(i - 1) and self._is_short(i + 1):
                return i
            role, after = self.cell.role_words(i)
            if role is not None and self._closes_a_list(i, after):
                return i
        return end

    def _is_short(self, at: int) -> bool:
        text = self.tokens[at].text if at < len(self.tokens) else ""
        return text.isupper() and len(text) > 1

    def _closes_a_list(self, at: int, after: int) -> bool:
        """Whether role words at *at* stand behind their units: "Sở Nội vụ chủ trì; Công an tỉnh phối hợp"."""
        if self.tokens[at - 1].text == "\n":  # "chủ trì" at the start of a wrapped line, a sign behind it
            follows = at >= 2 and self.tokens[at - 2].word
            return follows and (after >= len(self.tokens) or self.tokens[after].text in (",", ";", "."))
        dashed = self.tokens[at - 1].text in ("-", "–") and at >= 2  # "Sở Nội vụ - chủ trì"
        follows = self.tokens[at - 1 - dashed].word
        return follows and (after >= len(self.tokens) or self.tokens[after].text in (",", ";", ".", "\n", "\n\n"))

    def _give_role(self, found: list[UnitMention], role: Role) -> list[UnitMention]:
        """
        *found* with *role* for its last units that have none, back to the last semicolon; all those behind a lead help.

        "Sở Nội vụ chủ trì; các sở, ban, ngành; UBND các xã phối hợp".
        """
        first = len(found)
        helps = role == "coordinate" and any(m.role == "lead" for m in found)
        while first and found[first - 1].role is None:
            first -= 1
            if not helps and first and ";" in self.text[found[first - 1].end : found[first].start]:
                break
        return [*found[:first], *(replace(m, role=role) for m in found[first:])]

    def _has_colon(self, at: int) -> bool:
        return at < len(self.tokens) and self.tokens[at].text == ":"

    def _with_tail(self, end: int, in_sentence: bool) -> tuple[int, Role | None]:
        """The end with what is printed after the name and belongs to its fragment: brackets, "trình …", a full stop."""
        role: Role | None = None
        opens = self.cell.skip_wrap(end)
        if opens < len(self.tokens) and self.tokens[opens].text == "(":
            close = next((i for i in range(opens, len(self.tokens)) if self.tokens[i].text == ")"), None)
            if close is not None and not self._names_others(opens + 1, close):
                role = self.cell.role_words(opens + 1)[0]
                end = close + 1
        if not in_sentence and self.cell.starts_tail(end):
            end = self.cell.end_of_unknown(end)
        if end < len(self.tokens) and self.tokens[end].text == "." and self.tokens[end - 1].text != ".":
            end += 1
        return end, role

    def _names_others(self, start: int, close: int) -> bool:
        """Whether a bracket says with whom, not in which role: "Sở Y tế (phối hợp: Công an tỉnh)"."""
        role, after = self.cell.role_words(start)
        after += self._has_colon(after)
        return role is not None and after < close and self.cell.unit_start(after) is not None

    def _mention(self, start: int, end: int, is_group: bool, role: Role | None) -> list[UnitMention]:
        end = min(end, len(self.tokens))  # a name that goes on behind a stroke may look past the last line end
        if end <= start:
            return []
        first, last = self.tokens[start].start, self.tokens[end - 1].end
        text = squeeze(self.text[first:last])
        if role is None and text.endswith(")"):  # a person: what stands in brackets was taken for the name
            opens = max(i for i in range(start, end) if self.tokens[i].text == "(") if "(" in text else end
            role = self.cell.role_words(opens + 1)[0] if opens < end else None
        return [UnitMention(first, last, text, is_group, role)] if any(c.isalnum() for c in text) else []
