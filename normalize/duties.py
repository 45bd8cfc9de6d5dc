"""Who does what in a prose item's own sentence: its subject leads, whom it works with coordinates."""

import re

from models.raw import SectionRole
from normalize.duty_sentence import TOPIC, Duty, Sentence
from normalize.text import fold
from normalize.unit_names import UnitNames
from normalize.unit_split import split_units

_HOLDS_TASKS: frozenset[SectionRole] = frozenset({"tasks", "assignment", "organisation"})
# Only an item's beginning says who does it; 900 characters hold any opening clause with its preamble.
_OPENING = 900
_GIVEN_LATER = re.compile(
    r"(?:(?<=[.;] )|(?<=\())[Gg]iao (?=[A-ZĐƯỦ])"
    # Behind a clause of when or why, no comma between: "Khi có kết quả đánh giá giao Sở X chủ trì …".
    r"|\bgiao (?=[A-ZĐƯỦ][^.;:,]{2,60}? chủ trì\b)"
)
_LAST_BRACKET = re.compile(r"\(([^()]*\b(?:chủ trì|phối hợp|thực hiện|phụ trách)\b[^()]*)\)\s*[.;]?\s*$", re.IGNORECASE)
_SAYS_WHO = re.compile(r"\bchủ trì\b|\bphối hợp (?:chặt chẽ )?(?:với|cùng)\b", re.IGNORECASE)
_BRACKET_PART = re.compile(r"[^;]+")
# How a part of such a bracket goes on when it says until when.
_WHEN = re.compile(
    r"[\s,]*\b(?:hoàn thành|xong|trước|chậm nhất|trong (?:tháng|quý|năm)|từ (?:ngày|tháng)|thời gian|quý [IV]|năm 20"
    r"|tháng \d)\b.*$",
    re.IGNORECASE | re.DOTALL,
)

# Under a committee of the Party "Lãnh đạo Sở X …" is what it does, elsewhere its first words are who does it.
_LEADS = re.compile(r"Lãnh đạo\s+[A-ZĐỦ]")
_COMMITTEE = re.compile(r"(?:cac )?(?:dang uy|tinh uy|thanh uy|ban thuong vu|cap uy|dang bo|chi bo|dang doan)\b")

# A closing part is one or two lines.
_CLOSING = 260
_MAY_SAY_AT_END = re.compile(
    r"\b(?:chủ trì|phối hợp|thực hiện|phụ trách|tham mưu|đảm nhiệm|trách nhiệm|giao|phân công)\b[^.;]{0,160}[.;)\s]*$",
    re.IGNORECASE,
)
_LAST_PART = re.compile(r"(?<=[.;])\s+|\s[-–]\s|\(\s*|,\s+(?=(?:giao|do)\b)|\n")


def find_duties(text: str, section_role: SectionRole, heading_unit: str | None, names: UnitNames) -> tuple[Duty, ...]:
    """
    The units that an item assigns, in printed order; leads before those they work with.

    Args:
        text: the item, label removed, running text, NFC.
        section_role: of the section it stands in; outside sections that hold tasks nobody is assigned.
        heading_unit: the heading of units above it ("Văn phòng Sở"), which leads unless the item names its own units.
    """
    if section_role not in _HOLDS_TASKS:
        return ()
    own = Sentence(text[:_OPENING], names, heading_unit is not None, section_role).read()
    if heading_unit and _LEADS.match(text) and _COMMITTEE.match(fold(heading_unit)):
        own = tuple(duty for duty in own if duty.role != "lead")
    if not any(d.role == "lead" for d in own):
        later = _said_in_brackets(text, names) or _said_at_end(text, names) or _given_later(text, names)
        own = (*later, *(d for d in own if d not in later))
    if not own and heading_unit is None:
        own = _in_next_paragraph(text, section_role, names)
    if heading_unit is None or any(d.role == "lead" for d in own):
        return own
    mentions = split_units(heading_unit, names)
    if any(m.head for m in mentions):  # "Các Sở: Tài chính, Nội vụ" means nothing in pieces
        return (Duty("lead", heading_unit, 0, len(heading_unit), True), *own)
    return (*(Duty(m.role or "lead", m.text, m.start, m.end, True) for m in mentions), *own)


def _in_next_paragraph(text: str, section_role: SectionRole, names: UnitNames) -> tuple[Duty, ...]:
    """The units of an item's second paragraph, where the first only says what it is about and the second who acts."""
    start = text.find("\n") + 1
    if not start or len(text[:start].split()) > TOPIC:
        return ()
    duties = Sentence(text[start : start + _OPENING], names, False, section_role).read()
    if not any(duty.role == "lead" for duty in duties):
        return ()
    return tuple(Duty(d.role, d.text, d.start + start, d.end + start) for d in duties)


def _said_in_brackets(text: str, names: UnitNames) -> tuple[Duty, ...]:
    """The units of a bracket that closes an item, part by part: "(Khoa A chủ trì; Khoa B phối hợp; quý I)"."""
    bracket = _LAST_BRACKET.search(text, max(0, len(text) - _CLOSING - 80))
    if bracket is None:
        return ()
    found: list[Duty] = []
    for part in _BRACKET_PART.finditer(text, bracket.start(1), bracket.end(1)):
        sentence = Sentence(_WHEN.sub("", part[0]), names, False, "organisation")
        duties = sentence.closing() or (sentence.read() if _SAYS_WHO.search(part[0]) else ())
        if not duties and not found:
            return ()
        found += (Duty(d.role, d.text, d.start + part.start(), d.end + part.start()) for d in duties)
    return tuple(found)


def _said_at_end(text: str, names: UnitNames) -> tuple[Duty, ...]:
    """The units of a closing part that says nothing else: "…. Khoa Nội thực hiện, phòng Điều dưỡng phối hợp."."""
    floor = max(0, len(text) - _CLOSING)
    if not _MAY_SAY_AT_END.search(text, floor):
        return ()
    for start in (match.end() for match in _LAST_PART.finditer(text, floor)):
        said = text[start:]
        timeless = _WHEN.sub("", said)  # "Phòng X thực hiện, hoàn thành trong quý I."
        duties = Sentence(said, names, False, "organisation").closing()
        if not duties and timeless.strip() and timeless != said:
            duties = Sentence(timeless, names, False, "organisation").closing()
        if duties:
            return tuple(Duty(d.role, d.text, d.start + start, d.end + start) for d in duties)
    return ()


def _given_later(text: str, names: UnitNames) -> tuple[Duty, ...]:
    """ "…; giao Sở X chủ trì" behind the opening clause."""
    match = _GIVEN_LATER.search(text)
    if match is None:
        return ()
    start = match.end()
    duties = Sentence(text[start : start + _OPENING], names, False, "organisation").read()
    return tuple(Duty(d.role, d.text, d.start + start, d.end + start) for d in duties)
