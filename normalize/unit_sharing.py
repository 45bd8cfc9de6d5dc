"""Units that share one head: "các Sở: Tài chính, Nội vụ", "UBND các xã An Lạc, Bình Yên", "Bộ Y tế, Xây dựng"."""

from dataclasses import dataclass

from normalize.unit_grammar import Grammar

_JOINTS = frozenset({",", "và", "/"})
# Heads that plans print once for several names; "ban" and "ngành" do not: "các ban Đảng".
_SHARED = frozenset({"bộ", "sở", "phòng", "cục", "vụ", "chi cục", "trung tâm", "khoa", "trường", "viện", "hội"})


# Their names are too many to be all in a list; those of provinces are not.
_OF_COMMUNES = ("xã", "phường", "thị trấn", "thôn", "bản", "ấp", "khu phố", "tổ dân phố", "buôn", "làng", "khóm")


@dataclass(frozen=True, slots=True)
class SharedPart:
    """One of the units that share a head."""

    start: int
    end: int
    """Indexes of its own tokens, end exclusive."""
    head: str
    """What it takes over from the words before it ("Sở", "UBND xã"); empty when it is printed whole."""


def read_shared(grammar: Grammar, at: int) -> tuple[SharedPart, ...]:
    """The units that share a head from the token *at* on; none where fewer than two do."""
    at = grammar.skip_wrap(at)
    parts = _after_plural(grammar, at) or _after_name(grammar, at) or _after_place(grammar, at)
    return parts if len(parts) > 1 else ()


def _after_name(grammar: Grammar, at: int) -> tuple[SharedPart, ...]:
    """ "Sở Tài chính, Nội vụ": a known name, and words that make another one with its head."""
    end = grammar.known_name(at)
    head_end = _shared_head(grammar, at)
    if not at < head_end < end:
        return ()
    parts = [SharedPart(at, end, "")]
    while grammar.key(end) in _JOINTS:
        start = grammar.after_joint(end)
        end = grammar.known_after(at, head_end, start)
        if end == start or not grammar.tokens[start].capital or _stands_alone(grammar, at, start, end):
            break
        parts.append(SharedPart(start, end, grammar.printed(at, head_end)))
    return tuple(parts)


def _after_place(grammar: Grammar, at: int) -> tuple[SharedPart, ...]:
    """ "UBND xã An Lạc, xã Bình Yên", "UBND xã An Lạc, Bình Yên": a body with its place, and more places."""
    head_end = grammar.phrase(at, grammar.names.heads)
    here = grammar.skip_wrap(head_end)
    body = kind = grammar.printed(at, head_end)
    parts: list[SharedPart] = []
    while here < len(grammar.tokens):
        own = grammar.is_place(here)
        area = grammar.phrase(here, grammar.names.areas)
        end = grammar.read_proper(area) if own else _another_place(grammar, here, kind) if parts else here
        if end == here:
            break
        parts.append(SharedPart(here if parts else at, end, (body if own else kind) if parts else ""))
        kind = f"{body} {grammar.printed(here, area)}".strip() if own else kind
        if grammar.key(end) not in _JOINTS:
            break
        here = grammar.after_joint(end)
    return tuple(parts)


def _another_place(grammar: Grammar, at: int, kind: str) -> int:
    """Index after a place named without its kind, behind one that is a *kind*; *at* when it is none for sure."""
    end = _whole_place(grammar, at)
    words = grammar.tokens[at:end]
    if grammar.unit_start(at) is not None or len(words) < 2 or any(token.text.isupper() for token in words):
        return at
    known = grammar.phrase(at, grammar.names.place_phrases) > at
    closes = end >= len(grammar.tokens) or not grammar.tokens[end].capital
    return end if closes and (known or kind.lower().endswith(_OF_COMMUNES)) else at


def _stands_alone(grammar: Grammar, head: int, start: int, end: int) -> bool:
    """Whether words that could share a head name a unit without it: "Phòng Nội vụ, Thanh tra", "…, Công an tỉnh"."""
    here = grammar.skip_wrap(end)
    if grammar.has(here + (grammar.key(here) == "các"), grammar.names.areas):
        return True
    return grammar.key(head) != "bộ" and grammar.words(start, end) in grammar.names.alone


def _after_plural(grammar: Grammar, at: int) -> tuple[SharedPart, ...]:
    """ "các Sở: Tài chính, Nội vụ", "UBND các xã An Lạc, Bình Yên"."""
    several = _determiner(grammar, at)
    if several is None:
        return _after_colon(grammar, at)
    kind = grammar.skip_wrap(several + 1)
    area = grammar.phrase(kind, grammar.names.areas)
    if area > kind:
        return _places(grammar, at, several, kind, area)
    head_end = _shared_head(grammar, kind)
    if several > at or head_end == kind:
        return ()
    here, colon = _behind_colon(grammar, head_end)
    parts: list[SharedPart] = []
    while here < len(grammar.tokens) and grammar.tokens[here].capital:
        end = grammar.known_after(kind, head_end, here)
        if end > here and _stands_alone(grammar, kind, here, end):
            break
        if end == here and (not colon or grammar.unit_start(here) is not None):
            break
        end = end if end > here else _to_sign(grammar, here)
        parts.append(SharedPart(here, end, grammar.printed(kind, head_end)))
        here = _next_part(grammar, end, colon)
    return tuple(parts)


def _after_colon(grammar: Grammar, at: int) -> tuple[SharedPart, ...]:
    """ "Sở: Tài chính, Nội vụ": without "các" only names that are known."""
    head_end = _shared_head(grammar, at)
    here = grammar.skip_wrap(head_end + 1)
    parts: list[SharedPart] = []
    while head_end > at and grammar.key(head_end) == ":" and here < len(grammar.tokens):
        end = grammar.known_after(at, head_end, here)
        if end == here or not grammar.tokens[here].capital:
            break
        parts.append(SharedPart(here, end, grammar.printed(at, head_end)))
        here = _next_part(grammar, end, True)
    return tuple(parts)


def _places(grammar: Grammar, at: int, several: int, kind: int, area: int) -> tuple[SharedPart, ...]:
    """ "UBND các xã: An Lạc, Bình Yên và phường Hòa Sơn": places that share a kind, or at least the body."""
    body = grammar.printed(at, several)
    here, colon = _behind_colon(grammar, area)
    # "UBND các xã, phường: An Lạc, …": which of them is which, the resolver must know.
    kinds = grammar.printed(kind, _kinds_end(grammar, area)) if colon else grammar.printed(kind, area)
    head = f"{body} {kinds}".strip().replace(" ,", ",")
    parts: list[SharedPart] = []
    while here < len(grammar.tokens):
        own = grammar.phrase(here, grammar.names.areas)
        end = _whole_place(grammar, own)
        if end == own or (own > here and not parts):
            break
        parts.append(SharedPart(here, end, body if own > here else head))
        here = _next_part(grammar, end, colon)
    return tuple(parts)


def _whole_place(grammar: Grammar, at: int) -> int:
    """Index after a place's name: a known place may open a longer name."""
    end = grammar.read_proper(at)
    while end > at and end < len(grammar.tokens) and grammar.tokens[end].capital and not grammar.is_name_start(end):
        end += 1
    return end


def _shared_head(grammar: Grammar, at: int) -> int:
    end = grammar.phrase(at, grammar.names.heads)
    return end if grammar.words(at, end) in _SHARED else at


def _determiner(grammar: Grammar, at: int) -> int | None:
    """Where "các" stands: first of all, or right behind a body or an office ("Công an các xã")."""
    if grammar.key(at) == "các":
        return at
    end = at
    while True:
        head = max(grammar.phrase(end, grammar.names.offices), grammar.phrase(end, grammar.names.heads))
        if head == end:
            return None
        end = grammar.skip_wrap(head)
        if grammar.key(end) == "các":
            return end


def _kinds_end(grammar: Grammar, at: int) -> int:
    """Index after the kinds listed: "xã, phường", "sở, ngành"."""
    while grammar.key(here := grammar.skip_wrap(at)) in _JOINTS:
        end = grammar.phrase(following := grammar.skip_wrap(here + 1), grammar.names.nouns)
        if end == following:
            break
        at = end
    return grammar.skip_wrap(at) if grammar.key(grammar.skip_wrap(at)) == ":" else at


def _behind_colon(grammar: Grammar, at: int) -> tuple[int, bool]:
    """Where the list begins behind a plural head, and whether a colon or a bracket opens it ("Các sở, ngành: …")."""
    here = _kinds_end(grammar, at)
    in_brackets = grammar.key(here) == "(" and grammar.key(here + 1) != ")" and grammar.tokens[here + 1].capital
    if grammar.key(here) != ":" and not in_brackets:
        return grammar.skip_wrap(at), False
    return _skip_signs(grammar, here + 1), True


def _next_part(grammar: Grammar, at: int, colon: bool) -> int:
    """Index of the next part behind the signs at *at*; behind a colon a semicolon and line items join parts too."""
    if grammar.key(at) in _JOINTS:
        return _skip_signs(grammar, grammar.after_joint(at)) if colon else grammar.after_joint(at)
    if colon and (grammar.key(at) == ";" or grammar.is_bullet(at) or grammar.key(at).startswith("\n\n")):
        return _skip_signs(grammar, at)
    return len(grammar.tokens)


def _skip_signs(grammar: Grammar, at: int) -> int:
    while at < len(grammar.tokens) and not grammar.tokens[at].word:
        at += 1
    return at


def _to_sign(grammar: Grammar, at: int) -> int:
    """Index after a name nobody knows, behind a colon: up to a sign, "và" or what the units do."""
    while at < len(grammar.tokens) and not (grammar.ends_unit(at) or grammar.key(at) in _JOINTS):
        at += 1
    return at
