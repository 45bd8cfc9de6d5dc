"""Units that share one head each come out whole."""

import pytest

from normalize.duties import find_duties
from normalize.units import UnitContext, load_unit_names, resolve_unit, split_units

NAMES = load_unit_names()


def resolved(cell: str) -> list[str]:
    """Canonical names of the units in *cell*."""
    return [resolve_unit(m.name, NAMES, UnitContext()).name for m in split_units(cell, NAMES)]


@pytest.mark.parametrize(
    ("cell", "units"),
    [
        (
            "Các bộ: TN&MT, Xây dựng, Công thương, Giáo dục và Đào tạo; Khoa học và Công nghệ",
            [
                "Bộ Tài nguyên và Môi trường",
                "Bộ Xây dựng",
                "Bộ Công Thương",
                "Bộ Giáo dục và Đào tạo",
                "Bộ Khoa học và Công nghệ",
            ],
        ),
        ("Các Bộ:\nXây dựng,\n\nCông\nThương,\nY tế", ["Bộ Xây dựng", "Bộ Công Thương", "Bộ Y tế"]),
        ("các Sở: Y tế, Nội vụ và Xây dựng", ["Sở Y tế", "Sở Nội vụ", "Sở Xây dựng"]),
        ("Các Sở Y tế, Nội vụ", ["Sở Y tế", "Sở Nội vụ"]),
        ("Sở Y tế, Nội vụ", ["Sở Y tế", "Sở Nội vụ"]),
        ("các phòng: Kinh tế, Văn hóa - Xã hội", ["Phòng Kinh tế", "Phòng Văn hóa - Xã hội"]),
        ("Các sở, ngành: Y tế, Nội vụ, Công an tỉnh", ["Sở Y tế", "Sở Nội vụ", "Công an tỉnh"]),
        ("Các Bộ: Quốc phòng, Công an và các địa phương", ["Bộ Quốc phòng", "Bộ Công an", "Các địa phương"]),
        ("Các phòng:\n- Kinh tế\n- Tư pháp", ["Phòng Kinh tế", "Phòng Tư pháp"]),
        ("UBND xã An Lạc, xã Bình Yên", ["Ủy ban nhân dân xã An Lạc", "Ủy ban nhân dân xã Bình Yên"]),
        ("Công an phường 1 và phường 2", ["Công an phường 1", "Công an phường 2"]),
        (
            "UBND xã An Lạc, Lạc Đông và phường Lạc Hà",
            [f"Ủy ban nhân dân {p}" for p in ("xã An Lạc", "xã Lạc Đông", "phường Lạc Hà")],
        ),
        ("Chi cục Kiểm lâm, Thủy lợi", ["Chi cục Kiểm lâm", "Chi cục Thủy lợi"]),
        ("Thôn Nà Lạc, Suối Ngọc", ["Thôn Nà Lạc", "Thôn Suối Ngọc"]),
        ("Sở: Y tế, Nội vụ; Công an tỉnh", ["Sở Y tế", "Sở Nội vụ", "Công an tỉnh"]),
        ("Hội Phụ nữ, Nông dân, CCB, Đoàn TN", ["Hội Phụ nữ", "Hội Nông dân", "Hội Cựu chiến binh", "Đoàn Thanh niên"]),
        ("UBND các xã (Lạc Đông, Lạc Tây)", ["Ủy ban nhân dân xã Lạc Đông", "Ủy ban nhân dân xã Lạc Tây"]),
        ("UBND các xã, phường: Hồng Gai, Quảng La", ["Ủy ban nhân dân phường Hồng Gai", "Ủy ban nhân dân xã Quảng La"]),
    ],
)
def test_a_head_printed_once_goes_to_every_name_behind_it(cell: str, units: list[str]) -> None:
    """A plural head, or the head of the first name, is shared by the names listed after it."""
    assert resolved(cell) == units


@pytest.mark.parametrize(
    ("cell", "units"),
    [
        (
            "UBND các xã: Tân Lạc Hà, Bình An Tây",
            ["Ủy ban nhân dân xã Tân Lạc Hà", "Ủy ban nhân dân xã Bình An Tây"],
        ),
        (
            "UBND các xã Tân Lạc Hà, Bình An Tây và phường Lạc Hà",
            ["Ủy ban nhân dân xã Tân Lạc Hà", "Ủy ban nhân dân xã Bình An Tây", "Ủy ban nhân dân phường Lạc Hà"],
        ),
        ("Công an các phường Lạc Hà, Tân Lạc Hà", ["Công an phường Lạc Hà", "Công an phường Tân Lạc Hà"]),
    ],
)
def test_places_share_the_body_that_stands_before_them(cell: str, units: list[str]) -> None:
    """Each named place has its own body."""
    assert resolved(cell) == units


@pytest.mark.parametrize(
    ("cell", "units"),
    [
        ("Phòng Kinh tế, Hạ tầng và Đô thị", ["Phòng Kinh tế, Hạ tầng và Đô thị"]),
        ("Công an xã An Lạc, Nguyễn Văn An", ["Công an xã An Lạc", "Nguyễn Văn An"]),
        ("UBND tỉnh Lạc Hà, Viettel", ["Ủy ban nhân dân tỉnh Lạc Hà", "Viettel"]),
        ("UBND xã An Lạc, Quân sự", ["Ủy ban nhân dân xã An Lạc", "Quân sự"]),
        ("Sở Văn hóa, Thể thao và Du lịch", ["Sở Văn hóa, Thể thao và Du lịch"]),
        ("Phòng Nội vụ, Thanh tra", ["Phòng Nội vụ", "Thanh tra"]),
        ("Bộ Quốc phòng, Công an tỉnh", ["Bộ Quốc phòng", "Công an tỉnh"]),
        ("UBND các xã, phường", ["Ủy ban nhân dân các xã, phường"]),
        ("Các sở, ban, ngành", ["Các sở, ban, ngành"]),
    ],
)
def test_names_that_only_look_shared_stay(cell: str, units: list[str]) -> None:
    """A comma inside one name, a body of its own or a list of kinds shares nothing."""
    assert resolved(cell) == units


def test_each_fragment_stays_as_printed() -> None:
    """What is published beside the name is the printed fragment without the shared head."""
    assert [m.text for m in split_units("các Sở: Y tế, Nội vụ", NAMES)] == ["Y tế", "Nội vụ"]


def test_shared_heads_lead_a_sentence() -> None:
    """The whole list is the subject of an item."""
    duties = find_duties("Các Sở: Y tế, Nội vụ chủ trì rà soát biên chế.", "tasks", None, NAMES)
    assert [(d.role, d.text) for d in duties] == [("lead", "Các Sở: Y tế, Nội vụ")]


def test_a_heading_of_shared_heads_leads_its_items() -> None:
    """A heading that shares a head is handed on in one piece, to be split once."""
    duties = find_duties("Rà soát biên chế.", "organisation", "Các Sở: Y tế, Nội vụ", NAMES)
    assert [d.text for d in duties] == ["Các Sở: Y tế, Nội vụ"]


def test_which_of_several_kinds_a_place_is_the_document_says_elsewhere() -> None:
    """Behind "các xã, phường:" a name takes the kind that the document gives it before that of the list of places."""
    mentions = split_units("UBND các xã, phường: Lạc Đông, Hồng Gai", NAMES)
    context = UnitContext(text="dự án tại phường Lạc Đông và xã Hồng Gai")
    assert [resolve_unit(m.name, NAMES, context).name for m in mentions] == [
        "Ủy ban nhân dân phường Lạc Đông",
        "Ủy ban nhân dân xã Hồng Gai",
    ]


def test_a_place_of_unknown_kind_is_not_guessed() -> None:
    """Its body is named without a kind, and not resolved: a finding follows."""
    mention = split_units("UBND các xã, phường: Lạc Đông, Lạc Tây", NAMES)[0]
    unit = resolve_unit(mention.name, NAMES, UnitContext())
    assert (unit.name, unit.resolved) == ("Ủy ban nhân dân Lạc Đông", False)
