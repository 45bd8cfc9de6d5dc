"""Reads the word lists beside the parsers: what a section's title says it is for, and which lines fill a task."""

import re
import tomllib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, cast

from models.raw import SectionRole
from normalize.text import fold

DATA = Path(__file__).parent / "data"


def read_list(name: str) -> dict[str, Any]:
    """One word list, as TOML."""
    return tomllib.loads((DATA / name).read_text(encoding="utf-8"))


LONGEST_ROLE = 7
"""Words of a title that says nothing but what its section is for."""
_LOOKS_BACK = re.compile(r"\b(?:tinh hinh|ket qua|danh gia|thuc trang|so ket|tong ket)\b")
_NAMED_GOALS = re.compile(r"\b(?:chuong trinh|du an|ctr)\s+muc tieu\b(?: quoc gia)?")
"""A programme's name says nothing of what stands under a title."""
_BASIS = re.compile(
    r"can cu\s+(?:(?:cac\s+)?(?:luat|bo luat|phap lenh|nghi quyet|nghi dinh|quyet dinh|thong tu|chi thi|ket luan"
    r"|ke hoach|chuong trinh|cong van|thong bao|huong dan|de an|hien phap))\b.*;$"
)
_WITH_TASKS = re.compile(r"(?:,|;|\bva|[–-])\s*(?:cac\s+)?(?:nhiem vu|giai phap|noi dung)\b")


@dataclass(frozen=True, slots=True)
class RoleWords:
    """The words by which titles of one role are known, folded."""

    role: SectionRole
    begins: tuple[str, ...]
    inside: tuple[str, ...]


@lru_cache(maxsize=1)
def role_words() -> tuple[RoleWords, ...]:
    return tuple(
        RoleWords(
            cast(SectionRole, entry["role"]),
            tuple(sorted((fold(w) for w in entry["begins"]), key=len, reverse=True)),
            tuple(fold(w) for w in entry["inside"]),
        )
        for entry in read_list("sections.toml")["role"]
    )


@lru_cache(maxsize=1)
def closing_pattern() -> re.Pattern[str]:
    """Matches the folded beginning of a paragraph that closes a plan."""
    words = sorted((re.escape(fold(w)) for w in read_list("sections.toml")["closing"]["begins"]), key=len, reverse=True)
    return re.compile(rf"(?:{'|'.join(words)})\b")


def is_end(text: str) -> bool:
    """Whether a line begins the sentence that ends a plan: "Trên đây là Kế hoạch …", "Trên đây một số nội dung …"."""
    return text.startswith("Tr") and fold(text).startswith(("tren day la ", "tren day mot so "))


@lru_cache(maxsize=4096)
def title_role(title: str) -> SectionRole | None:
    """What a section with this title is for; None when its words do not say."""
    folded = _NAMED_GOALS.sub(" ", fold(title)).strip(" .:-–")
    best: tuple[int, SectionRole] | None = None
    for words in role_words():
        for phrase in words.begins:
            if folded.startswith(phrase) and not folded[len(phrase) : len(phrase) + 1].isalnum():
                if best is None or len(phrase) > best[0]:
                    best = (len(phrase), words.role)
                break
    if best and best[1] == "objectives" and _WITH_TASKS.search(folded):
        # "MỤC TIÊU, NHIỆM VỤ VÀ GIẢI PHÁP": its own headings tell the objectives apart.
        return "tasks"
    if best:
        return best[1]
    # "danh mục dịch vụ" has no "mục đích" in it, though both fold alike.
    folded = folded.replace("danh muc", " ")
    for words in role_words():
        if any(re.search(rf"\b{re.escape(phrase)}\b", folded) for phrase in words.inside):
            return words.role
    return None


@lru_cache(maxsize=1)
def _attendance() -> re.Pattern[str]:
    listed = read_list("sections.toml")["attendance"]
    whole, begins = ("|".join(re.escape(fold(w)) for w in listed[key]) for key in ("whole", "begins"))
    return re.compile(rf"[\W_]*(?:(?:{whole})[\W_]*$|(?:{begins})\b)")


def tells_who_attends(title: str) -> bool:
    """Whether a short title heads who comes, where or when: "Thành phần tham dự", "Dự tại điểm cầu tỉnh"."""
    folded = fold(title)
    return len(folded.split()) <= LONGEST_ROLE and _attendance().match(folded) is not None


def looks_back(title: str) -> bool:
    """Whether a title says that what was done is judged under it."""
    return _LOOKS_BACK.search(fold(title)) is not None


def is_basis(text: str) -> bool:
    """Whether a paragraph names a document the plan rests on: "Căn cứ Luật …;"."""
    return text[:3].lower() == "căn" and _BASIS.match(fold(text)) is not None


@lru_cache(maxsize=1)
def _formula_pattern() -> re.Pattern[str]:
    words = read_list("sections.toml")["formula"]
    papers = "|".join(re.escape(fold(w)) for w in words["papers"])
    says = "|".join(re.escape(fold(w)) for w in words["says"])
    return re.compile(rf"(?:{papers})(?: nay (?:{says})| co hieu luc (?:thi hanh )?(?:ke )?tu ngay)\b")


def is_formula(text: str) -> bool:
    """Whether a paragraph only puts the document itself into force: "Nghị quyết này có hiệu lực kể từ ngày ký."."""
    return ("này" in text[:40] or "có hiệu lực" in text[:50]) and _formula_pattern().match(fold(text)) is not None


@lru_cache(maxsize=1)
def _hitch_pattern() -> re.Pattern[str]:
    words = {
        key: "|".join(re.escape(fold(w)) for w in sorted(listed, key=len, reverse=True))
        for key, listed in read_list("sections.toml")["hitch"].items()
    }
    # Between the two: "Kế hoạch", "các nhiệm vụ trên", never another sentence.
    return re.compile(
        rf"(?:{words['begins']})\s+(?:{words['about']})\b[^.;:]{{0,60}}?\b(?:neu|co|gap|phat sinh|truong hop)\b"
        rf"[^.;:]{{0,40}}?\b(?:{words['meets']})\b"
    )


def is_hitch(text: str) -> bool:
    """Whether a paragraph says whom to turn to: "Trong quá trình thực hiện, nếu có vướng mắc, …"."""
    return text[:1] in "TtQq" and _hitch_pattern().match(fold(text)) is not None


@lru_cache(maxsize=1)
def _demand_pattern() -> re.Pattern[str]:
    words = "|".join(re.escape(fold(w)) for w in read_list("sections.toml")["demand"]["says"])
    return re.compile(rf"\b(?:{words})\b[^.;]{{0,160}}:$")


def is_demand(text: str) -> bool:
    """Whether a paragraph asks for what is listed under it: "… Chủ tịch Ủy ban nhân dân tỉnh yêu cầu:"."""
    return text.endswith(":") and _demand_pattern().search(fold(text)) is not None


@lru_cache(maxsize=1)
def _conclusion_patterns() -> tuple[re.Pattern[str], ...]:
    words = read_list("sections.toml")["conclusion"]
    says, gives, handed = ("|".join(re.escape(fold(w)) for w in words[key]) for key in ("says", "gives", "handed"))
    return (
        re.compile(rf"(?:[^.;:]{{0,60}}?\s)?(?:{says})\b"),
        re.compile(rf"\b(?:{gives})\b"),
        re.compile(rf"\b(?:{handed})\b"),
    )


_DONE = re.compile(r"\bda\s[^.;,:]{0,90}")
"""What somebody did is not asked for: "biểu dương Sở X đã tập trung hoàn thành …"."""


def only_agrees(text: str) -> bool:
    """Whether an item of a meeting's conclusions praises or agrees and gives nothing to do: "… ghi nhận sự cố gắng"."""
    says, gives, handed = _conclusion_patterns()
    folded = fold(text)
    asks = gives.search(handed.sub("", _DONE.sub("", folded)))
    return says.match(folded) is not None and asks is None


_ANNOUNCES = re.compile(
    r"[^.;:]{0,90}\b(?:thong bao|truyen dat)\b[^.;:]{0,200}\b(?:de|den|toi)\b[^.;:]{0,120}"
    r"\b(?:biet|thuc hien|trien khai)\W*$"
)


def is_announcement(text: str) -> bool:
    """Whether a paragraph only passes the document on: "Văn phòng thông báo để các đơn vị biết, thực hiện./."."""
    return _ANNOUNCES.match(fold(text)) is not None


_POINTER = re.compile(
    r"\(?(?:(?:(?:cac\s+)?(?:noi dung|danh muc|phan cong|nhiem vu|chi tieu|muc tieu|nhiem vu,? giai phap))?\s*"
    r"(?:duoc\s+)?(?:neu\s+)?(?:cu the|chi tiet)\s+(?:tai|theo|trong|o|nhu)"
    r"|phan cong(?:\s+\w+){0,4}\s+(?:tai|theo)|co|theo)\s+(?:cac\s+)?"
    r"(?:phu luc|bieu|danh muc|bang)\b.{0,80}$"
)


_ENCLOSES = re.compile(r"\((?:co|gui|kem)\s[^().;]{3,70}\bkem theo\b[^()]*\)\W*$")
"""Folded: "(Có đề cương kèm theo Kế hoạch này. Số liệu lấy đến ngày …)", a bracket of its own."""


def is_pointer(text: str) -> bool:
    """Whether a paragraph only says where more stands: "(Chi tiết tại Phụ lục I kèm theo)"."""
    if text.startswith("(") and _ENCLOSES.match(fold(text)) is not None:
        return True
    return len(text) < 140 and _POINTER.match(fold(text)) is not None


def says_only_role(title: str) -> bool:
    """Whether a title is no more than its role's words ("Mục tiêu cụ thể"): then it may differ from its parent's."""
    folded = fold(title).strip(" .:-–")
    if len(folded.split()) > LONGEST_ROLE:
        return False
    return any(folded.startswith(phrase) for words in role_words() for phrase in words.begins)
