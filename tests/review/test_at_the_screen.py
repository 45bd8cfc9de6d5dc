"""What has nothing to do with the database: keys, languages, script in a plan, and pages that everybody can use."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect
from sqlalchemy import select

from models import tables as t
from models.corrections import accept_task, reject_task, settle_finding
from models.desk_tasks import desk_tasks, find_desk_task
from models.finding import Finding
from models.store import save_plan
from tests.models.plans import make_plan
from tests.review.conftest import NASTY, Running, press


def test_keys_go_from_doubt_to_doubt(page: Page, desk: Running) -> None:
    """n goes to the next doubtful thing, over pages, with its task chosen; p goes back."""
    page.goto(desk.document)
    press(page, "n")
    expect(page.locator(".told")).to_contain_text("Đơn vị lạ")
    expect(page.locator(".task.chosen")).to_have_id(f"t{desk.task_ids[0]}")
    press(page, "n")
    expect(page.locator(".told")).to_contain_text("Thiếu mục 3")
    expect(page.locator(".pages [aria-current]")).to_have_text("2")
    press(page, "n")
    expect(page.locator(".told")).to_contain_text("Chữ khó đọc")
    expect(page.locator(".task.chosen")).to_have_id(f"t{desk.task_ids[2]}")
    press(page, "p")
    expect(page.locator(".told")).to_contain_text("Thiếu mục 3")


def test_keys_walk_through_tasks_and_fields(page: Page, desk: Running) -> None:
    """j and k choose tasks, the arrows their fields, and ? tells all of this."""
    page.goto(desk.document)
    press(page, "j")
    press(page, "j")
    expect(page.locator(".task.chosen")).to_have_id(f"t{desk.task_ids[1]}")
    press(page, "ArrowDown")
    press(page, "ArrowDown")
    expect(page.locator("rect.evidence.shown")).to_have_attribute("data-field", "lead")
    press(page, "k")
    expect(page.locator(".task.chosen")).to_have_id(f"t{desk.task_ids[0]}")
    press(page, "?")
    expect(page.get_by_role("dialog")).to_contain_text("điểm nghi ngờ sau / trước")


def test_keys_typed_at_once_go_into_the_form(page: Page, desk: Running) -> None:
    """Whoever types on after `e` types into the form, however slow the server; no letter is taken for a command."""
    page.route("**/tasks/*/edit*", lambda route: None)  # a server that never answers
    page.goto(desk.document)
    page.wait_for_load_state()
    first, second = page.locator(".task").all()[:2]
    page.on("dialog", lambda dialog: dialog.accept())
    for turn in range(8):
        page.keyboard.type(f"jkenaje?\nlần {turn}")
        text = page.locator("form.edit textarea").first
        assert text.input_value() == f"{NASTY}naje?\nlần {turn}"
        assert page.locator("form.edit").count() == 1
        page.keyboard.press("Escape")
    expect(first.locator("[data-field=text] .value")).to_have_text(NASTY)
    expect(second.locator("form.edit")).to_have_count(0)
    assert find_desk_task(desk.engine, desk.task_ids[0]).corrections == ()


def test_keys_pressed_while_a_page_is_left_do_nothing(page: Page, desk: Running) -> None:
    """Between `n` and the next page no key acts on the page that is going: no form opens that would vanish."""
    page.goto(desk.document)
    page.wait_for_load_state()
    page.keyboard.press("j")
    opened = page.evaluate("""() => {
        for (const key of "nea?") document.body.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true }));
        return document.querySelectorAll("form.edit, dialog[open]").length;
    }""")
    assert opened == 0
    expect(page.locator(".told")).to_contain_text("Đơn vị lạ")
    assert find_desk_task(desk.engine, desk.task_ids[0]).corrections == ()


def test_leaving_a_form_half_filled_is_asked_about(page: Page, desk: Running) -> None:
    """What was typed and not sent goes only when the person says so."""
    asked: list[str] = []

    def dismiss(dialog: Any) -> None:
        asked.append(dialog.type)
        dialog.dismiss()

    page.on("dialog", dismiss)
    page.goto(desk.document)
    press(page, "j")
    page.keyboard.press("e")
    page.keyboard.type("thêm")
    page.keyboard.press("Escape")
    assert asked == ["confirm"]
    page.locator(".pages a").last.click()
    expect(page.locator("form.edit textarea").first).to_have_value(f"{NASTY}thêm")
    assert asked == ["confirm", "beforeunload"]
    page.locator("form.edit").get_by_role("button", name="Lưu").click()
    expect(page.locator(f"#t{desk.task_ids[0]}")).to_contain_text("thêm")
    assert asked == ["confirm", "beforeunload"]


def test_a_task_is_framed_anew_and_that_is_taken_back(page: Page, desk: Running) -> None:
    """f frames a task where one drags, or by its four sides; the frame is shown and stored; u takes it back."""
    first = desk.task_ids[0]
    page.goto(desk.document)
    press(page, "j")
    page.keyboard.press("f")
    expect(page.get_by_label("Trái")).to_be_focused()
    expect(page.get_by_label("Trái")).to_have_value("60")
    expect(page.locator("rect.drawn")).to_have_attribute("width", "460.0")
    paper = page.locator(".paper").bounding_box()
    assert paper
    page.mouse.move(paper["x"] + paper["width"] * 0.1, paper["y"] + paper["width"] * 0.3)
    page.mouse.down()
    page.mouse.move(paper["x"] + paper["width"] * 0.5, paper["y"] + paper["width"] * 0.4, steps=2)
    page.mouse.up()
    page.get_by_label("Phải").fill("333")
    page.keyboard.press("Enter")
    expect(page.locator(".toast")).to_contain_text("Đã lưu")
    assert find_desk_task(desk.engine, first).task.bbox[2] == 333
    expect(page.locator(f"g[data-task='{first}'] .outline")).to_have_attribute("x", "57.5")
    press(page, "u")
    expect(page.locator(".toast")).to_contain_text("Đã hoàn tác")
    assert find_desk_task(desk.engine, first).task.bbox[0] == 60


def test_the_tasks_of_a_page_are_accepted_together(page: Page, desk: Running) -> None:
    """A accepts what nobody has looked at on this page, and u takes all of it back; the next page is left alone."""
    page.goto(f"{desk.document}?page=1")
    press(page, "A")
    expect(page.locator(".toast")).to_contain_text("Đã chấp nhận 2 nhiệm vụ")
    assert [one.review for one in desk_tasks(desk.engine, desk.document_id)] == ["accepted", "accepted", "read"]
    press(page, "u")
    expect(page.locator(".toast")).to_contain_text("Đã hoàn tác")
    assert [one.review for one in desk_tasks(desk.engine, desk.document_id)] == ["read"] * 3
    page.goto(f"{desk.document}?page=2")
    expect(page.locator("[data-action=accept-all]")).to_have_count(0)  # its only task was hard to read


def test_the_walk_ends_at_the_next_document(page: Page, desk: Running) -> None:
    """At the last doubt n says so; once nothing is doubtful it leads to the next document that has doubts."""
    other = save_plan(desk.engine, make_plan(sha256="cd" * 32, source="khac.pdf", number="9/KH")).document_id
    page.goto(f"{desk.document}?page=2&doubt=2")
    press(page, "n")
    expect(page.locator(".toast")).to_contain_text("điểm nghi ngờ cuối")
    expect(page.locator(".told")).to_contain_text("3/3")
    with desk.engine.connect() as connection:
        ids = list(connection.scalars(select(t.findings.c.id).where(t.findings.c.document_id == desk.document_id)))
    for number in ids:
        settle_finding(desk.engine, number, who="Hoa")
    accept_task(desk.engine, desk.task_ids[2], who="Hoa")
    page.goto(desk.document)
    press(page, "n")
    expect(page).to_have_url(re.compile(rf"/documents/{other}\?.*doubt=0"))


def test_what_was_typed_outlives_a_refusal(page: Page, desk: Running) -> None:
    """A desk that does not answer, or refuses, says so in the form, which stays; sent again it is saved."""
    page.goto(desk.document)
    press(page, "j")
    press(page, "e")
    page.keyboard.type("thêm")
    form = page.locator("form.edit")
    page.route("**/tasks/*/edit", lambda route: route.abort())
    page.keyboard.press("Control+Enter")
    expect(form.get_by_role("alert")).to_contain_text("Chưa gửi được")
    page.unroute("**/tasks/*/edit")
    form.get_by_label("Đến ngày").evaluate("one => { one.type = 'text'; one.value = '31/02/2027'; }")
    page.keyboard.press("Control+Enter")
    expect(form.get_by_role("alert")).to_contain_text("Thời hạn không đúng")
    expect(form.locator("textarea").first).to_have_value(f"{NASTY}thêm")
    form.get_by_label("Đến ngày").fill("2027-12-31")
    page.keyboard.press("Control+Enter")
    expect(page.locator(".toast")).to_contain_text("Đã lưu")
    assert find_desk_task(desk.engine, desk.task_ids[0]).task.text == f"{NASTY}thêm"


def test_the_desk_speaks_two_languages(new_page: Callable[..., Any], desk: Running) -> None:
    """A browser that asks for English gets English, any other Vietnamese; one click changes it for good."""
    page = new_page(locale="en-US")
    page.goto(desk.door)
    expect(page.get_by_role("heading", level=1)).to_have_text("Documents")
    page.get_by_role("button", name="Tiếng Việt").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Văn bản")
    page.goto(desk.document)
    expect(page.locator("html")).to_have_attribute("lang", "vi")


def test_findings_speak_the_language_of_the_page(new_page: Callable[..., Any], desk: Running) -> None:
    """They are stored in Vietnamese; a page in English tells them in English, listed and looked at."""
    message = "Sau mục 2 là mục 4, thiếu mục 3."
    gap = Finding(severity="warning", code="numbering-gap", message=message, page=1)
    plan = make_plan(sha256="ef" * 32, source="khac.pdf").model_copy(update={"findings": (gap,)})
    document = save_plan(desk.engine, plan).document_id
    for locale, said in (("vi-VN", message), ("en-US", "After item 2 comes 4, without 3.")):
        page = new_page(locale=locale)
        page.goto(desk.door)
        page.goto(f"{desk.base}/documents/{document}?doubt=0")
        expect(page.locator(".doubts li").first).to_contain_text(said)
        expect(page.get_by_role("status").filter(has_text=said)).to_be_visible()


@pytest.mark.parametrize("width", [1280, 420])
@pytest.mark.parametrize(
    "place",
    [
        "/",
        "/documents/{id}?doubt=0",
        "/search?words=ket+qua",
        "/overview",
        "/coverage?number=5/NQ-HĐND",
        "/overview/units",
        "/tasks/{task}/edit",
        "/tasks/{task}/split",
        "/tasks/{task}/merge",
        "/tasks/{task}/place",
        "/names",
        "/documents/{id}/record",
        "/replace?task={task}",
        "/replace?unit=Văn+phòng+Sở&document={id}",
        "/documents/{id}/remove",
        "/removed",
        "/nowhere",
    ],
)
def test_pages_are_open_to_everybody(new_page: Callable[..., Any], desk: Running, place: str, width: int) -> None:
    """axe finds no serious fault, wide or narrow, and nothing runs off the side of the page."""
    page = new_page(viewport={"width": width, "height": 800})
    page.goto(desk.door)
    page.goto(desk.base + place.format(id=desk.document_id, task=desk.task_ids[0]))
    found = Axe().run(page).response["violations"]
    assert [
        f"{one['id']}: {one['nodes'][0]['html']}" for one in found if one["impact"] in ("serious", "critical")
    ] == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_what_opens_on_a_page_is_open_to_everybody(new_page: Callable[..., Any], desk: Running) -> None:
    """Forms with the list of units, frames, lists of doubts, menus, struck-out tasks and help: axe finds nothing."""
    page = new_page(locale="en-US")
    page.goto(desk.door)
    settle_finding(desk.engine, 1, who="Hoa")
    reject_task(desk.engine, desk.task_ids[1], who="Hoa")
    for key in ("e", "f", "t", "?", None):
        page.goto(desk.document)
        press(page, "j")
        if key:
            page.keyboard.press(key)
        else:
            page.locator(".doubts summary").click()
            page.locator(".more summary").first.click()
        if key == "e":
            page.locator("form.edit [name=unit]").last.press_sequentially("van")
            expect(page.locator("#unit-names")).to_be_visible()
            page.keyboard.press("ArrowDown")
        found = Axe().run(page).response["violations"]
        assert [f"{key} {one['id']}: {one['nodes'][0]['html']}" for one in found] == []


def test_script_in_a_plan_is_text(page: Page, desk: Running) -> None:
    """What looks like a script in a plan stands on the page as it was printed, and does not run."""
    page.goto(desk.document)
    value = page.locator(f"#t{desk.task_ids[0]} [data-field=text] .value")
    expect(value).to_have_text(NASTY)
    expect(page.locator(".task script, .task img")).to_have_count(0)
    press(page, "j")
    press(page, "e")
    expect(page.locator("form.edit textarea").first).to_have_value(NASTY)
    assert "hacked" not in page.title()
