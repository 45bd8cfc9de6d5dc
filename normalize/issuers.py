"""Finds who issued a plan that has no letterhead: the body that its own sentences say issues it."""

import re
from collections.abc import Iterable

from models.raw import RawPlan
from normalize.casing import mended_name, proper_case
from normalize.text import flow, fold_letters, squeeze
from normalize.tones import modern_tones
from normalize.unit_names import UnitNames

INTRO_PASSAGES = 12
"""The sentence that issues the plan stands among the first passages."""

_BODY = (
    r"(?:uy ban nhan dan|ubnd|hoi dong nhan dan|hdnd|so|phong|dang uy|tinh uy|thanh uy|huyen uy|ban|bo|cuc|chi cuc"
    r"|trung tam|truong|benh vien|vien|hoc vien|van phong|cong an|ban quan ly|ban chi dao|uy ban|lien doan|hoi|doan"
    r"|tinh doan|cong ty|kho bac|bao hiem xa hoi|dai hoc|thanh tra|tong cuc|vu|mat tran to quoc)"
)
_ISSUES = re.compile(
    rf"(?:^|[.;,:\n]\s*)(?P<body>{_BODY}\b[^.;:\n]{{0,90}}?)\s+(?:da\s+)?"
    r"(?:ban hanh|xay dung|de ra|lap|trien khai|to chuc xay dung)\s+"
    r"(?:va to chuc thuc hien\s+|va ban hanh\s+)?(?:ban\s+)?(?:ke hoach|chuong trinh|phuong an|de an)\b"
)
_AREA_END = re.compile(r"\b(?:xa|phuong|thi tran|dac khu|huyen|quan|thi xa|thanh pho|tinh)$")
_AREA = re.compile(
    r"\b(?P<kind>[xX]ã|[pP]hường|[tT]hị trấn|[đĐ]ặc khu|[hH]uyện|[qQ]uận|[tT]hị xã|[tT]hành phố|[tT]ỉnh)\s+"
    r"(?P<name>(?:[A-ZÀ-Ỹ\u0110][^\W\d_]*|\d{1,2})(?:\s+[A-ZÀ-Ỹ\u0110][^\W\d_]*){0,3})"
)


def find_issuer(raw: RawPlan, names: UnitNames) -> str | None:
    """
    The body that issues the main part, from its text: "UBND phường ban hành Kế hoạch …", the title, the signature.

    Returns:
        None when the text names nobody; a province or commune is only added when the text prints it.
    """
    part = raw.parts[raw.main]
    title = squeeze(modern_tones(flow(part.head.title.text))) if part.head.title else ""
    texts = [_running(p.text.text) for p in raw.passages if p.part == raw.main and p.kind != "head"]
    for text in texts[:INTRO_PASSAGES]:
        body = _issuing_body(text)
        if body:
            return _named(body, [title, text, *texts], names)
    return _from_signature(raw, [title, *texts], names)


def _running(text: str) -> str:
    return modern_tones(flow(text)).replace("\n", " ")


def _issuing_body(text: str) -> str | None:
    """The subject of "… ban hành Kế hoạch" in *text*, as printed."""
    for match in _ISSUES.finditer(fold_letters(text)):
        body = text[match.start("body") : match.end("body")].strip()
        if body[:1].isupper():
            return body
    return None


def _named(body: str, texts: Iterable[str], names: UnitNames) -> str:
    """*body* under its canonical name, with the name of its area where it is printed only as "UBND xã"."""
    name = proper_case(body, names)
    low = fold_letters(name)
    bare = _AREA_END.search(low)
    if bare:
        area = next((a for text in texts for a in _areas(text) if fold_letters(a[0]) == bare[0]), None)
        if area:
            name = f"{name} {area[1]}"
    elif low in ("uy ban nhan dan", "hoi dong nhan dan", "dang uy"):
        area = next((a for text in texts for a in _areas(text)), None)
        if area:
            name = f"{name} {area[0].lower()} {area[1]}"
    return mended_name(name, names)


def _areas(text: str) -> list[tuple[str, str]]:
    """Areas that *text* names: ("xã", "Suối Ngọc")."""
    return [(m["kind"], m["name"]) for m in _AREA.finditer(text)]


def named_areas(raw: RawPlan) -> Iterable[str]:
    """The names of the areas that the head and the first passages of the main part print: "Suối Ngọc"."""
    title = raw.parts[raw.main].head.title
    texts = [p.text.text for p in raw.passages if p.part == raw.main and p.kind != "head"][:INTRO_PASSAGES]
    for text in ([title.text] if title else []) + texts:
        for _, name in _areas(_running(text)):
            if not name.isupper():
                yield name


def _from_signature(raw: RawPlan, texts: Iterable[str], names: UnitNames) -> str | None:
    """The body on whose behalf the signer signs, or whose head the signer is."""
    signature = raw.parts[raw.main].signature
    if signature is None:
        return None
    if signature.capacity is not None:
        match = re.match(r"(?:TM|T/M)\s*[.,:]?\s*(?P<body>.+)", squeeze(signature.capacity.text.split("\n")[0]))
        if match:
            return _named(match["body"], texts, names)
    for office in (signature.position, signature.capacity):
        if office is None:
            continue
        name = proper_case(squeeze(office.text), names)
        match = re.search(r"\b(?:Sở|Cục|Chi cục|Trung tâm|Phòng|Trường|Viện|Học viện|Bệnh viện|Bộ|Ban)\b.+", name)
        if match:
            return mended_name(match[0], names)
    return None
