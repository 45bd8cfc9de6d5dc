"""What has nothing to do with the database: keys, languages, script in a plan, and pages that everybody can use."""

from collections.abc import Callable
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from models.desk_tasks import find_desk_task
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


def test_the_desk_speaks_two_languages(new_page: Callable[..., Any], desk: Running) -> None:
    """A browser that asks for English gets English, any other Vietnamese; one click changes it for good."""
    page = new_page(locale="en-US")
    page.goto(desk.door)
    expect(page.get_by_role("heading", level=1)).to_have_text("Documents")
    page.get_by_role("button", name="Tiếng Việt").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Văn bản")
    page.goto(desk.document)
    expect(page.locator("html")).to_have_attribute("lang", "vi")


@pytest.mark.parametrize("width", [1280, 420])
@pytest.mark.parametrize(
    "place",
    [
        "/",
        "/documents/{id}?doubt=0",
        "/search?words=ket+qua",
        "/overview",
        "/tasks/{task}/edit",
        "/tasks/{task}/split",
        "/tasks/{task}/merge",
        "/names",
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
