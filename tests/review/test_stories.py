"""What an analyst does at the desk, clicked through in a real browser."""

import re
from collections.abc import Callable
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from playwright.sync_api import Page, expect

from ingest.inputs import sha256_of
from models.corrections import edit_task
from models.desk_tasks import desk_tasks, find_desk_task, load_plans_as_read
from models.finding import Finding
from models.head_corrections import correct_document
from models.plan import Assignment
from models.runs import FileRecord, record_files, start_run
from models.store import find_documents, load_plan, save_plan
from models.unit_names_by_people import aliases_by_people, name_unit
from tests.models.plans import make_plan, make_task
from tests.review.conftest import NASTY, TOKEN, Running, press

SAMPLES = Path(__file__).parents[2] / "samples"


@pytest.fixture
def desk(desk_on_both: Running) -> Running:
    """Every story is told on SQLite and on PostgreSQL."""
    return desk_on_both


def test_the_door_leaves_no_key_in_the_address(page: Page, desk: Running) -> None:
    """The address with the token opens the list of documents under a clean address."""
    assert page.url == f"{desk.base}/"
    row = page.get_by_role("row").filter(has_text="12/KH-SVH")
    expect(row.get_by_role("link", name="Cải cách hành chính năm 2027")).to_be_visible()
    expect(row).to_contain_text("Sở Văn hóa")
    expect(row).to_contain_text("15/01/2027")
    expect(row).to_contain_text("chưa soát")


def test_a_field_shows_where_it_was_printed(page: Page, desk: Running) -> None:
    """Choosing a field shows its box on the page's picture, and its printed text beside the normalized one."""
    page.get_by_role("link", name="Cải cách hành chính năm 2027").click()
    picture = page.locator(".paper img")
    expect(picture).to_be_visible()
    expect(page.locator(".paper img")).to_have_js_property("naturalWidth", 1600)
    card = page.locator(f"#t{desk.task_ids[1]}")
    expect(page.locator("rect.evidence.shown")).to_have_count(0)
    card.locator("[data-field=lead] .choose").click()
    expect(card.locator("[data-field=lead] .value")).to_have_text("Văn phòng Sở")
    expect(card.locator("[data-field=lead] blockquote")).to_have_text("Văn\nphòng")
    box = page.locator("rect.evidence.shown")
    expect(box).to_have_count(1)
    assert (float(box.get_attribute("x") or 0), float(box.get_attribute("y") or 0)) == (259.0, 159.0)
    on_screen, paper = box.bounding_box(), picture.bounding_box()
    assert on_screen
    assert paper
    # The box lies over the picture where the words are: 259 of 595 points from the left.
    assert abs((on_screen["x"] - paper["x"]) / paper["width"] - 259 / 595.28) < 0.01


def test_a_box_on_the_page_chooses_its_task(page: Page, desk: Running) -> None:
    """A click on the picture takes one to the task that stands there."""
    page.goto(desk.document)
    page.locator(f"g[data-task='{desk.task_ids[1]}'] .outline").click()
    expect(page.locator(".task.chosen")).to_have_id(f"t{desk.task_ids[1]}")


def test_an_edit_is_stored_and_survives(new_page: Callable[..., Any], desk: Running) -> None:
    """A field edited in place is in the database, is marked as corrected, and is still there after a reload."""
    page = new_page()
    page.goto(desk.door)
    page.goto(desk.document)
    press(page, "j")
    press(page, "j")
    press(page, "e")
    form = page.locator("form.edit")
    form.get_by_label("Sản phẩm").fill("Báo cáo quý")
    form.get_by_label("Đến ngày").fill("2027-08-31")
    form.get_by_role("button", name="Lưu").click()
    card = page.locator(f"#t{desk.task_ids[1]}")
    expect(card.locator(".badge.corrected")).to_have_text("đã sửa")
    page.reload()
    expect(card.locator("[data-field=deliverable] .value")).to_have_text("Báo cáo quý")
    expect(card.locator("[data-field=deadline] .value")).to_have_text("01/07/2027 – 31/08/2027")
    stored = find_desk_task(desk.engine, desk.task_ids[1])
    assert stored.task.deliverable == "Báo cáo quý"
    assert {one.field for one in stored.corrections} == {"deliverable", "deadline"}
    assert stored.as_read
    assert stored.as_read.deliverable == "Báo cáo"


def test_a_unit_is_picked_from_the_known_ones(page: Page, desk: Running) -> None:
    """While a unit is typed, those that the database knows are offered, with or without accents; Enter takes one."""
    page.goto(desk.document)
    press(page, "j")
    press(page, "e")
    unit = page.locator("form.edit [name=unit]").last
    unit.press_sequentially("van ph")
    offers = page.locator("#unit-names")
    expect(offers.locator("li")).to_have_text(["Văn phòng Sở"])
    unit.press("Escape")
    expect(offers).to_be_hidden()
    unit.press("ArrowDown")
    expect(offers).to_be_visible()
    unit.press("ArrowDown")
    unit.press("Enter")
    expect(unit).to_have_value("Văn phòng Sở")
    expect(offers).to_be_hidden()
    unit.fill("Phòng Quản lý Di sản")
    page.locator("form.edit").get_by_role("button", name="Lưu").click()
    expect(page.locator(f"#t{desk.task_ids[0]} [data-field=lead]")).to_contain_text("Phòng Quản lý Di sản")
    units = [one.unit for one in find_desk_task(desk.engine, desk.task_ids[0]).task.assignments]
    assert units == ["Văn phòng Sở", "Các phòng, đơn vị", "Phòng Quản lý Di sản"]


def test_units_typed_with_a_semicolon_are_several(page: Page, desk: Running) -> None:
    """As on paper and in a spreadsheet's cell, ";" stands between units: no name holds one."""
    page.goto(desk.document)
    press(page, "j")
    press(page, "e")
    page.locator("form.edit [name=unit]").last.fill("Sở Nội vụ; Sở Tài chính ;")
    page.keyboard.press("Control+Enter")
    expect(page.locator(f"#t{desk.task_ids[0]} [data-field=lead] .unit")).to_have_text(
        ["Văn phòng Sở", "Sở Nội vụ", "Sở Tài chính"]
    )


def test_a_task_is_accepted_rejected_and_taken_back(page: Page, desk: Running) -> None:
    """a accepts; a rejected task stays on the desk, struck out, until the rejection is taken back."""
    page.goto(desk.document)
    press(page, "j")
    press(page, "a")
    card = page.locator(f"#t{desk.task_ids[0]}")
    expect(card.locator(".badge.accepted")).to_have_text("đã chấp nhận")
    card.locator("summary").click()
    card.get_by_role("button", name="Loại").click()
    expect(card.locator(".badge.rejected")).to_have_text("đã loại")
    card.locator("summary").click()
    card.locator(".history li").last.get_by_role("button", name="Bỏ").click()
    expect(card.locator(".badge.accepted")).to_be_visible()


def test_a_task_is_split_where_the_cursor_stands(page: Page, desk: Running) -> None:
    """The form opens with the cursor behind the first clause: Enter cuts there, the pieces show at once."""
    page.goto(f"{desk.document}?page=2")
    press(page, "j")
    page.keyboard.press("t")
    page.keyboard.press("Enter")
    expect(page.locator(".parts li")).to_have_text(["Tập huấn cán bộ xã;", "tổng kết công tác tuyên truyền."])
    page.keyboard.press("Control+Enter")
    expect(page.locator(".task")).to_have_count(2)
    expect(page.locator(".task").nth(1)).to_contain_text("tổng kết công tác tuyên truyền.")


def test_pieces_of_a_task_are_merged(page: Page, desk: Running) -> None:
    """Any tasks of the document can be chosen, over pages too; the first on paper stays, with the text given."""
    first, second, third = desk.task_ids
    page.goto(f"{desk.document}?task={third}")
    press(page, "m")
    expect(page.get_by_role("heading", level=1)).to_have_text("Gộp nhiệm vụ")
    boxes = page.get_by_role("checkbox")
    expect(boxes).to_have_count(3)
    assert [box.is_checked() for box in boxes.all()] == [False, False, True]
    boxes.nth(1).check()
    whole = "Công khai kết quả giải quyết hồ sơ.\nTập huấn cán bộ xã; tổng kết công tác tuyên truyền."
    text = page.get_by_role("textbox", name="Nội dung sau khi gộp")
    expect(text).to_have_value(whole)
    text.fill("Công khai kết quả, tập huấn cán bộ.")
    page.get_by_role("button", name="Gộp").click()
    expect(page.locator(f"#t{second} [data-field=text] .value")).to_have_text("Công khai kết quả, tập huấn cán bộ.")
    assert [one.review for one in desk_tasks(desk.engine, desk.document_id)] == ["read", "corrected", "merged"]
    assert find_desk_task(desk.engine, first).corrections == ()


def test_a_piece_that_changed_meanwhile_is_not_merged_unseen(page: Page, desk: Running) -> None:
    """Somebody edits one of the tasks while another person puts them together: nothing is merged, and they are told."""
    second, third = desk.task_ids[1:]
    page.goto(f"{desk.base}/tasks/{second}/merge")
    edit_task(desk.engine, third, "text", find_desk_task(desk.engine, third).task.text, "Khác hẳn.", who="Hoa")
    page.get_by_role("button", name="Gộp").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Người khác vừa sửa chỗ này")
    expect(page.locator("main")).to_contain_text("Hoa")
    assert [one.review for one in desk_tasks(desk.engine, desk.document_id)] == ["read", "read", "corrected"]


def test_a_missed_task_is_added_where_it_is_drawn(page: Page, desk: Running) -> None:
    """A drag on the page's picture says where it stands: the box is stored, and its place in the order."""
    page.goto(f"{desk.document}?page=1")
    page.locator(".add-here a").click()
    paper = page.locator(".paper").bounding_box()
    assert paper
    at = [(paper["x"] + paper["width"] * x, paper["y"] + paper["width"] * y) for x, y in ((0.1, 0.225), (0.5, 0.255))]
    page.mouse.move(*at[0])
    page.mouse.down()
    page.mouse.move(*at[1], steps=3)
    page.mouse.up()
    page.keyboard.type("Báo cáo kết quả.")
    page.keyboard.press("Control+Enter")
    card = page.locator(".task.is-added")
    expect(card).to_contain_text("Báo cáo kết quả.")
    tasks = desk_tasks(desk.engine, desk.document_id)
    assert [one.review for one in tasks] == ["read", "added", "read", "read"]
    added = tasks[1].task
    assert (added.page, added.section) == (1, "I")
    x0, top, x1, bottom = added.bbox
    assert abs(x0 - 59.5) < 2
    assert abs(x1 - 297.6) < 2
    assert abs(top - 133.9) < 2
    assert abs(bottom - 151.8) < 2
    card.locator("[data-field=text] .choose").click()
    expect(page.locator("rect.evidence.shown")).to_have_count(1)


def test_a_missed_task_is_added_without_a_box(new_page: Callable[..., Any], desk: Running) -> None:
    """Without script, or without a drag, the page is enough: it comes behind what stands on that page."""
    page = new_page(java_script_enabled=False)
    page.goto(desk.door)
    page.goto(f"{desk.document}?page=1")
    page.locator(".add-here a").click()
    page.get_by_label("Nội dung").fill("Báo cáo kết quả.")
    page.get_by_role("button", name="Lưu").last.click()
    assert [one.review for one in desk_tasks(desk.engine, desk.document_id)] == ["read", "read", "added", "read"]


def test_a_doubt_is_settled_and_taken_up_again(page: Page, desk: Running) -> None:
    """s says that a doubt is fine and goes on to the next; it leaves the counts, says who, and can come back."""
    page.get_by_label("Người soát").fill("Chị Hoa")
    page.get_by_label("Người soát").press("Enter")
    expect(page.locator(".badge.doubt")).to_have_text("3")
    page.goto(desk.document)
    press(page, "n")
    page.get_by_label("Ghi chú").fill("Đúng như bản giấy")
    page.get_by_role("button", name="Đã xem, không sao").click()
    expect(page.locator(".told")).to_contain_text("Thiếu mục 3")
    press(page, "s")
    expect(page.locator(".told")).to_contain_text("Chữ khó đọc")
    press(page, "s")
    expect(page.locator(".told")).to_have_text("Không còn điểm nghi ngờ nào trong văn bản này.")
    expect(page.locator("#next-doubt")).to_have_count(0)
    assert [one.severity for one in load_plan(desk.engine, desk.document_id).findings] == ["info", "info"]
    page.goto(desk.base)
    expect(page.locator(".badge.doubt")).to_have_count(0)
    save_plan(desk.engine, next(load_plans_as_read(desk.engine, [desk.document_id])), force=True)
    page.goto(f"{desk.document}?doubt=0")
    expect(page.locator(".told")).to_contain_text("Chị Hoa đã xem")
    expect(page.locator(".told")).to_contain_text("Đúng như bản giấy")
    page.get_by_role("button", name="Vẫn là nghi ngờ").click()
    expect(page.get_by_role("button", name="Đã xem, không sao")).to_be_visible()


def test_who_decides_on_a_task_has_looked_at_its_words(page: Page, desk: Running) -> None:
    """Accepting or correcting a task settles the finding that it was hard to read, and u takes both back together."""
    plan = load_plan(desk.engine, desk.document_id)
    message = "Nhận dạng chữ không chắc chắn ở nhiệm vụ “Công khai kết quả”."
    hard = Finding(severity="warning", code="low-ocr-confidence", message=message, page=1, section="I")
    tasks = tuple(task.model_copy(update={"confidence": 0.5 if n == 1 else 1.0}) for n, task in enumerate(plan.tasks))
    save_plan(desk.engine, plan.model_copy(update={"tasks": tasks, "findings": (hard,)}), force=True)
    page.goto(f"{desk.document}?doubt=first")
    expect(page.locator(".doubts summary")).to_contain_text("Điểm nghi ngờ: 1")
    press(page, "a")
    expect(page.locator(".doubts summary")).to_contain_text("Điểm nghi ngờ: 0")
    expect(page.locator(".toast")).to_contain_text("Đã chấp nhận 1 nhiệm vụ.")
    press(page, "u")
    expect(page.locator(".doubts summary")).to_contain_text("Điểm nghi ngờ: 1")
    press(page, "e")
    page.locator("form.edit").get_by_label("Ghi chú").fill("Xem lại.")
    page.keyboard.press("Control+Enter")
    expect(page.locator(".doubts summary")).to_contain_text("Điểm nghi ngờ: 0")


def test_a_verdict_on_what_has_changed_is_asked_again(new_page: Callable[..., Any], desk: Running) -> None:
    """Who accepts a task that somebody edited since is shown what it is now; nothing was accepted unseen."""
    page = new_page()
    page.goto(desk.door)
    page.goto(f"{desk.document}?task={desk.task_ids[1]}")
    edit_task(desk.engine, desk.task_ids[1], "note", None, "Gấp", who="Hoa")
    press(page, "a")
    expect(page.locator(".told")).to_contain_text("Người khác vừa sửa nhiệm vụ này")
    expect(page.locator(".task.chosen")).to_contain_text("Gấp")
    assert find_desk_task(desk.engine, desk.task_ids[1]).review == "corrected"


def test_an_open_page_tells_what_others_did(page: Page, desk: Running) -> None:
    """Who has the document open is told within seconds that somebody changed it; what they type stays."""
    page.clock.install()
    page.goto(desk.document)
    press(page, "j")
    page.keyboard.press("e")
    page.keyboard.type("thêm")
    page.clock.fast_forward(11_000)
    expect(page.locator(".news")).to_have_count(0)
    edit_task(desk.engine, desk.task_ids[1], "note", None, "Gấp", who="Chị Hoa")
    page.clock.fast_forward(11_000)
    expect(page.locator(".news")).to_contain_text("Chị Hoa vừa sửa văn bản này")
    expect(page.locator("form.edit textarea").first).to_have_value(f"{NASTY}thêm")
    page.on("dialog", lambda dialog: dialog.accept())
    page.locator(".news a").click()
    expect(page.locator(f"#t{desk.task_ids[1]}")).to_contain_text("Gấp")


def test_names_of_units_are_listed_and_taken_back(page: Page, desk: Running) -> None:
    """What a printed name means stands on a page with who said so and when, and can be given and taken back there."""
    page.get_by_role("link", name="Tên đơn vị").click()
    expect(page.locator(".empty")).to_be_visible()
    page.get_by_label("In trên trang").fill("P. QLKH")
    page.get_by_label("Nghĩa là đơn vị").fill("Phòng Quản lý Khoa học")
    page.get_by_role("button", name="Thêm").click()
    row = page.get_by_role("row").filter(has_text="P. QLKH")
    expect(row).to_contain_text("Phòng Quản lý Khoa học")
    assert aliases_by_people(desk.engine) == {"P. QLKH": "Phòng Quản lý Khoa học"}
    row.get_by_role("button").click()
    expect(page.locator(".empty")).to_be_visible()
    assert aliases_by_people(desk.engine) == {}


def test_a_unit_is_corrected_once_for_all_its_tasks(page: Page, desk: Running) -> None:
    """Who corrected a unit in one task is offered the others that have it: changed at once, taken back at once."""
    page.goto(f"{desk.document}?task={desk.task_ids[1]}")
    press(page, "e")
    page.locator("form.edit [name=unit]").first.fill("Ban Quản lý Di sản")
    page.locator("form.edit").get_by_role("button", name="Lưu").click()
    page.locator(".toast").get_by_role("link", name="Còn 2 nhiệm vụ ghi “Văn phòng Sở”: đổi luôn").click()
    boxes = page.locator(".choice input")
    expect(boxes).to_have_count(2)
    expect(page.get_by_label("Đổi thành")).to_have_value("Ban Quản lý Di sản")
    page.get_by_role("button", name="Bỏ chọn").click()
    expect(boxes.first).not_to_be_checked()
    page.get_by_role("button", name="Bỏ chọn").click()
    page.get_by_role("button", name="Đổi", exact=True).click()
    expect(page.locator(".toast")).to_contain_text("Đã lưu 2 nhiệm vụ.")
    offices = [one.task.assignments[0].unit for one in desk_tasks(desk.engine, desk.document_id)]
    assert offices == ["Ban Quản lý Di sản"] * 3
    assert aliases_by_people(desk.engine) == {"Văn phòng": "Ban Quản lý Di sản"}
    press(page, "u")
    expect(page.locator(".toast")).to_contain_text("Đã hoàn tác.")
    offices = [one.task.assignments[0].unit for one in desk_tasks(desk.engine, desk.document_id)]
    assert offices == ["Văn phòng Sở", "Ban Quản lý Di sản", "Văn phòng Sở"]


def test_units_of_a_task_are_chosen_from_for_all_documents(page: Page, desk: Running) -> None:
    """The card's menu leads to its units; in every document the tasks of the chosen one are changed."""
    other = make_plan((make_task("Năm."),), sha256="cd" * 32)
    save_plan(desk.engine, other)
    page.goto(desk.document)
    card = page.locator(f"#t{desk.task_ids[1]}")
    card.locator("summary").click()
    card.get_by_role("link", name="Đổi đơn vị ở nhiều nhiệm vụ").click()
    page.get_by_role("link", name="Các phòng, đơn vị").click()
    expect(page.locator(".choice")).to_have_count(3)
    page.get_by_label("Ở đâu").select_option("trong mọi văn bản")
    page.get_by_role("button", name="Xem nhiệm vụ").click()
    expect(page.locator(".choice")).to_have_count(4)
    page.locator(".choice input").first.uncheck()
    page.get_by_label("Đổi thành").fill("Các phòng")
    page.get_by_role("button", name="Đổi", exact=True).click()
    expect(page.get_by_role("status")).to_have_text("3 nhiệm vụ nay là của Các phòng.")
    page.get_by_role("link", name="Xem mọi nhiệm vụ của Các phòng").click()
    expect(page.locator(".hits li")).to_have_count(3)


def test_two_files_of_one_plan_are_compared(page: Page, desk: Running) -> None:
    """A document leads to the same plan in other bytes, and to what came, went and changed between them."""
    plan = load_plan(desk.engine, desk.document_id)
    changed = plan.tasks[1].model_copy(update={"deliverable": "Tờ trình"})
    again = plan.document.model_copy(update={"sha256": "cd" * 32, "source": "lac-ha-2.pdf"})
    save_plan(desk.engine, plan.model_copy(update={"document": again, "tasks": (plan.tasks[0], changed)}))
    page.goto(desk.document)
    page.get_by_role("link", name="so với bản lac-ha-2.pdf").click()
    expect(page.locator("main")).to_contain_text("0 nhiệm vụ thêm · 1 bỏ · 1 đổi · 1 giữ nguyên")
    card = page.locator(".task.is-changed")
    expect(card.locator("del")).to_have_text("Báo cáo")
    expect(card.locator("ins")).to_have_text("Tờ trình")
    card.get_by_role("link", name="Trang 1").click()
    expect(page).to_have_url(re.compile(r"/documents/2\?page=1$"))


def test_a_document_s_record_is_corrected(page: Page, desk: Running) -> None:
    """Number and day are put right beside the first page; who and what was read stand there, and it is taken back."""
    page.goto(desk.document)
    page.get_by_role("link", name="Thông tin văn bản").click()
    expect(page.locator(".first-page")).to_have_js_property("naturalWidth", 1600)
    page.get_by_label("Số, ký hiệu").fill("21/KH-SVH")
    page.get_by_label("Ngày ban hành").fill("2027-01-18")
    page.get_by_role("button", name="Lưu").last.click()
    expect(page.get_by_role("status")).to_contain_text("Đã lưu.")
    expect(page.locator("form.edit .small").first).to_contain_text("12/KH-SVH")
    stored = load_plan(desk.engine, desk.document_id).document
    assert (stored.number, stored.issued_on) == ("21/KH-SVH", date(2027, 1, 18))
    page.goto(desk.base)
    expect(page.locator("table.list")).to_contain_text("21/KH-SVH")
    page.goto(f"{desk.document}/record")
    page.get_by_role("button", name="Bỏ: Số, ký hiệu").click()
    expect(page.get_by_label("Số, ký hiệu")).to_have_value("12/KH-SVH")
    expect(page.get_by_role("link", name="Nghị quyết 5/NQ-HĐND")).to_be_visible()
    read = next(load_plans_as_read(desk.engine, [desk.document_id]))
    changed = read.document.model_copy(update={"issued_on": date(2027, 1, 16)})
    save_plan(desk.engine, read.model_copy(update={"document": changed, "findings": ()}), force=True)
    page.goto(desk.document)
    page.get_by_role("link", name="Tìm trong văn bản").click()
    expect(page.locator(".hits li")).to_have_count(3)
    page.goto(f"{desk.document}?doubt=first")
    expect(page.locator(".told")).to_contain_text("Bản đọc mới khác với bản đã sửa: 2027-01-18")
    page.get_by_role("button", name="Lấy bản đọc mới").click()
    assert load_plan(desk.engine, desk.document_id).document.issued_on == date(2027, 1, 16)


def test_two_people_at_one_record(page: Page, desk: Running) -> None:
    """Whoever saves second keeps what they typed, sees what stands, and decides."""
    page.goto(f"{desk.document}/record")
    correct_document(desk.engine, desk.document_id, "year", 2027, 2028, who="Hoa")
    page.get_by_role("spinbutton", name="Năm").fill("2029")
    page.get_by_label("Nơi ban hành").fill("Lạc Thủy")
    page.get_by_role("button", name="Lưu").last.click()
    expect(page.get_by_role("alert")).to_contain_text("Năm: “2028” (Hoa).")
    expect(page.get_by_role("spinbutton", name="Năm")).to_have_value("2029")
    stored = load_plan(desk.engine, desk.document_id).document
    assert (stored.year, stored.place) == (2028, "Lạc Thủy")
    page.get_by_role("button", name="Lưu").last.click()
    expect(page.get_by_role("status")).to_contain_text("Đã lưu.")
    assert load_plan(desk.engine, desk.document_id).document.year == 2029


def test_a_missing_section_is_added_and_taken_back(page: Page, desk: Running) -> None:
    """It takes its place in the outline, tasks move into it, and it goes again once nothing stands in it."""
    page.goto(f"{desk.document}/record")
    page.get_by_text("Thêm mục bị bỏ sót").click()
    page.get_by_label("Số, như II.1").fill("IV")
    page.get_by_label("Tên mục").fill("Kiểm tra <b>")
    page.get_by_role("spinbutton", name="Trang").fill("2")
    page.get_by_role("button", name="Thêm mục").click()
    expect(page.get_by_role("status")).to_contain_text("Đã lưu.")
    row = page.get_by_role("row").filter(has_text="Kiểm tra <b>")
    expect(row).to_contain_text("thêm ngày")
    page.goto(f"{desk.document}?told=done")
    expect(page.locator(".toast")).to_contain_text("Đã thêm một mục.")
    page.goto(f"{desk.base}/tasks/{desk.task_ids[2]}/edit")
    page.locator("select[name=section]").select_option("IV")
    page.get_by_role("button", name="Lưu").last.click()
    expect(page.locator("main")).to_contain_text("Kiểm tra <b>")
    assert load_plan(desk.engine, desk.document_id).tasks[2].section == "IV"
    page.goto(f"{desk.document}/record")
    page.get_by_role("button", name="Bỏ: IV").click()
    expect(page.locator("main")).to_contain_text("Còn nhiệm vụ nằm trong mục IV.")
    edit_task(desk.engine, desk.task_ids[2], "section", "IV", None, who="Hoa")
    page.goto(f"{desk.document}/record")
    page.get_by_role("button", name="Bỏ: IV").click()
    expect(page.get_by_role("row").filter(has_text="Kiểm tra <b>")).to_have_count(0)
    assert "IV" not in [one.path for one in load_plan(desk.engine, desk.document_id).sections]


def test_a_document_is_removed_and_comes_back(page: Page, desk: Running, tmp_path: Path) -> None:
    """Asked about first, on record after; file and pictures go with it; dropped again, it is as people left it."""
    plan = next(load_plans_as_read(desk.engine, [desk.document_id]))
    edit_task(desk.engine, desk.task_ids[1], "note", None, "Gấp", who="Hoa")
    page.goto(desk.document)
    expect(page.locator(".paper img")).to_have_js_property("naturalWidth", 1600)
    digest = plan.document.sha256
    assert list(desk.store.rglob(f"{digest}*"))
    page.get_by_role("link", name="Thông tin văn bản").click()
    page.get_by_role("link", name="Xóa văn bản…").click()
    expect(page.locator("main")).to_contain_text("cùng 3 nhiệm vụ của nó")
    expect(page.locator("main")).to_contain_text("đã nói về văn bản (1)")
    page.get_by_role("link", name="Thôi").click()
    assert find_documents(desk.engine) == (desk.document_id,)
    page.get_by_role("link", name="Xóa văn bản…").click()
    page.get_by_label("Lý do").fill("<b>Đưa nhầm</b>")
    page.get_by_role("button", name="Xóa khỏi cơ sở dữ liệu").click()
    expect(page.get_by_role("status")).to_have_text("Đã xóa lac-ha.pdf.")
    expect(page.locator("table.list")).to_contain_text("<b>Đưa nhầm</b>")
    assert find_documents(desk.engine) == ()
    assert not list(desk.store.rglob(f"{digest}*"))
    page.goto(desk.document)
    expect(page.locator("main")).to_contain_text("Không có văn bản hay nhiệm vụ này")
    again = save_plan(desk.engine, plan).document_id
    assert [task.note for task in load_plan(desk.engine, again).tasks] == [None, "Gấp", None]
    page.goto(desk.base)
    page.get_by_role("link", name="Văn bản đã xóa: 1").click()
    expect(page.locator("table.list")).to_contain_text("đã nạp lại")


def test_a_correction_without_its_task_is_a_doubt(page: Page, desk: Running) -> None:
    """A corrected task that no reading finds any more is told of, until the person lets go of it."""
    third = desk.task_ids[2]
    edit_task(desk.engine, third, "note", None, "Gấp", who="Hoa")
    plan = load_plan(desk.engine, desk.document_id)
    save_plan(desk.engine, plan.model_copy(update={"tasks": plan.tasks[:2]}), force=True)
    page.goto(desk.document)
    press(page, "n")
    expect(page.locator(".told")).to_contain_text("không còn trong bản đọc: Tập huấn cán bộ xã")
    page.get_by_role("button", name="Bỏ").click()
    expect(page.locator(".doubts li")).to_have_count(2)


def test_two_people_see_each_others_change(new_page: Callable[..., Any], desk: Running) -> None:
    """Whoever saves second sees the first one's value beside their own and decides; nothing is lost unseen."""
    first, second = new_page(), new_page()
    for person, name in ((first, "Chị Hoa"), (second, "Anh Nam")):
        person.goto(desk.door)
        person.get_by_label("Người soát").fill(name)
        person.get_by_label("Người soát").press("Enter")
        person.goto(f"{desk.document}?task={desk.task_ids[1]}")
        press(person, "e")
        person.locator("form.edit").get_by_label("Sản phẩm").fill(f"Báo cáo của {name}")
        person.locator("form.edit [name=unit]").first.fill(f"Phòng của {name}")
        person.locator("form.edit").get_by_label("Ghi chú").fill("Như nhau.")
    first.locator("form.edit").get_by_role("button", name="Lưu").click()
    expect(first.locator(f"#t{desk.task_ids[1]}")).to_contain_text("Báo cáo của Chị Hoa")
    second.locator("form.edit").get_by_role("button", name="Lưu").click()
    expect(second.get_by_role("heading", level=1)).to_have_text("Người khác vừa sửa chỗ này")
    deliverable, units = (second.get_by_role("group", name=name) for name in ("Sản phẩm", "Đơn vị"))
    expect(second.get_by_role("group")).to_have_count(2)
    expect(deliverable.locator(".theirs .said")).to_have_text("Báo cáo của Chị Hoa")
    expect(deliverable.locator(".theirs .small")).to_have_text("Hiện nay (Chị Hoa)")
    expect(deliverable.locator(".mine .said")).to_have_text("Báo cáo của Anh Nam")
    assert find_desk_task(desk.engine, desk.task_ids[1]).task.deliverable == "Báo cáo của Chị Hoa"
    deliverable.locator(".theirs input").check()
    units.locator(".mine input").check()
    second.get_by_role("button", name="Lưu lựa chọn").click()
    expect(second.locator(f"#t{desk.task_ids[1]}")).to_contain_text("Phòng của Anh Nam")
    stored = find_desk_task(desk.engine, desk.task_ids[1]).task
    assert stored.deliverable == "Báo cáo của Chị Hoa"
    assert stored.assignments[0].unit == "Phòng của Anh Nam"


@pytest.mark.parametrize(("button", "stands"), [("Giữ bản đã sửa", "Báo cáo quý"), ("Lấy bản đọc mới", "Tờ trình")])
def test_a_correction_whose_reading_changed_is_flagged(page: Page, desk: Running, button: str, stands: str) -> None:
    """After a re-ingest that reads the field differently the correction stands, is a doubt, and a person decides."""
    edit_task(desk.engine, desk.task_ids[1], "deliverable", "Báo cáo", "Báo cáo quý", who="Hoa")
    plan = load_plan(desk.engine, desk.document_id)
    tasks = tuple(
        task.model_copy(update={"deliverable": "Tờ trình" if place == 1 else task.deliverable})
        for place, task in enumerate(plan.tasks)
    )
    save_plan(desk.engine, plan.model_copy(update={"tasks": tasks}), force=True)
    page.goto(desk.document)
    press(page, "n")
    expect(page.locator(".told")).to_contain_text("Đơn vị lạ")
    press(page, "n")
    expect(page.locator(".told")).to_contain_text("Bản đọc mới khác với bản đã sửa")
    card = page.locator(f"#t{desk.task_ids[1]}")
    expect(card.locator("[data-field=deliverable] .value")).to_have_text("Báo cáo quý")
    card.get_by_role("button", name=button).click()
    expect(card.locator(".changed")).to_have_count(0)
    expect(card.locator("[data-field=deliverable] .value")).to_have_text(stands)


def test_dropped_files_are_read(page: Page, desk: Running) -> None:
    """A plan and something that is none: the plan is on the list with its tasks, the other one says why not."""
    files = [
        {"name": "ke hoach.pdf", "mimeType": "application/pdf", "buffer": (SAMPLES / "food-safety.pdf").read_bytes()},
        {"name": "../../la.pdf", "mimeType": "application/pdf", "buffer": b"not a plan at all \x00\x01"},
    ]
    page.locator("#files").set_input_files(files)  # type: ignore[arg-type]
    page.get_by_role("button", name="Đọc các tệp").click()
    expect(page.locator("#arrivals")).to_contain_text("Đã đọc 2/2 tệp", timeout=120_000)
    expect(page.locator(".arrivals .is-new")).to_contain_text("ke hoach.pdf")
    expect(page.locator(".arrivals .is-failed")).to_contain_text("la.pdf")
    expect(page.locator(".arrivals .is-failed")).not_to_contain_text("/")
    page.locator("table.list").get_by_role("link", name="AN TOÀN THỰC PHẨM").click()
    expect(page.locator(".task").first).to_be_visible()
    expect(page.locator(".paper img")).to_have_js_property("naturalWidth", 1600)
    assert not list((desk.store / "incoming").iterdir())


def test_a_file_that_failed_is_told_of_and_tried_again(page: Page, desk: Running) -> None:
    """It stands on the list with its reason, whoever read it when; what can be read by now is read at a click."""
    good, bad = SAMPLES / "food-safety.pdf", desk.store.parent / "la.pdf"
    bad.write_bytes(b"not a plan at all \x00\x01")
    run = start_run(desk.engine, ["."])
    for file in (bad, good):
        told = FileRecord(run, str(file), sha256_of(file), "failed", None, "LimitExceeded", "It took too long.")
        record_files(desk.engine, [told])
    page.reload()
    page.get_by_text("Tệp không đọc được: 2").click()
    page.get_by_role("button", name="Thử lại: food-safety.pdf").click()
    expect(page.locator("#arrivals")).to_contain_text("Đã đọc 1/1 tệp", timeout=120_000)
    page.get_by_text("Tệp không đọc được: 1").click()
    page.get_by_role("button", name="Thử lại: la.pdf").click()
    expect(page.locator("#arrivals")).to_contain_text("Đã đọc 2/2 tệp", timeout=120_000)
    expect(page.locator(".failed summary")).to_have_text("Tệp không đọc được: 1")
    expect(page.locator(".failed li .name")).to_have_text("la.pdf")
    bad.unlink()
    (desk.store / sha256_of(good)).unlink()
    page.locator(".failed summary").click()
    expect(page.locator(".failed li")).to_contain_text("la.pdf")


def test_a_document_is_read_again_with_names_given_since(page: Page, desk: Running) -> None:
    """What was corrected stays; a name that was given meanwhile is used."""
    page.locator("#files").set_input_files(str(SAMPLES / "food-safety.pdf"))
    page.get_by_role("button", name="Đọc các tệp").click()
    expect(page.locator("#arrivals")).to_contain_text("Đã đọc 1/1 tệp", timeout=120_000)
    number = 2
    first, second = desk_tasks(desk.engine, number)[:2]
    printed = second.task.assignments[0].text
    name_unit(desk.engine, printed, "Chi cục Thử nghiệm", who="Hoa")
    edit_task(desk.engine, first.id, "note", first.task.note, "Gấp", who="Hoa")
    page.goto(f"{desk.base}/documents/{number}")
    page.get_by_role("button", name="Đọc lại").click()
    expect(page.locator(".arrivals .is-replaced")).to_have_count(1, timeout=120_000)
    assert find_desk_task(desk.engine, first.id).task.note == "Gấp"
    assert find_desk_task(desk.engine, second.id).task.assignments[0].unit == "Chi cục Thử nghiệm"


def test_words_are_found_and_lead_to_the_page(new_page: Callable[..., Any], desk: Running) -> None:
    """Words without accents find a task, marked where they stand; a click opens it beside its page."""
    page = new_page()
    page.goto(desk.door)
    page.get_by_role("link", name="Tìm kiếm").click()
    page.get_by_role("searchbox").fill("cong khai ket qua")
    page.get_by_role("button", name="Tìm", exact=True).click()
    expect(page.locator(".hits li")).to_have_count(1)
    expect(page.locator(".hits mark").first).to_have_text("Công")
    page.locator(".hits a").click()
    expect(page.locator(".task.chosen")).to_have_id(f"t{desk.task_ids[1]}")
    page.goto(f"{desk.base}/search?due_after=2027-07-01&due_before=2027-99-99")
    expect(page.get_by_role("status")).to_have_text("Ngày không đúng.")


def test_every_unit_is_listed_and_can_be_changed(page: Page, desk: Running) -> None:
    """The figures show those that carry most; behind them stand all, each with a way to be made another."""
    page.goto(f"{desk.base}/overview")
    page.get_by_role("link", name="Tất cả đơn vị (2)").click()
    row = page.get_by_role("row").filter(has=page.get_by_role("rowheader", name="Các phòng, đơn vị"))
    row.get_by_role("link", name="Đổi sang đơn vị khác").click()
    expect(page.locator(".choice")).to_have_count(3)


def test_what_was_found_is_taken_along(page: Page, desk: Running) -> None:
    """The tasks that a search found, and no others, as a workbook and as a calendar."""
    page.goto(f"{desk.base}/search?words=cong+khai&role=lead")
    with page.expect_download() as download:
        page.get_by_role("link", name="Tải Excel").click()
    assert download.value.suggested_filename == "tasks.xlsx"
    sheet = load_workbook(BytesIO(download.value.path().read_bytes()))["tasks"]
    column = [cell.value for cell in sheet[1]].index("text")
    assert [row[column] for row in sheet.iter_rows(2, values_only=True)] == ["Công khai kết quả giải quyết hồ sơ."]
    with page.expect_download() as download:
        page.get_by_role("link", name="Lịch hạn (.ics)").click()
    assert download.value.path().read_text().count("BEGIN:VEVENT") == 1


def test_figures_lead_to_their_tasks(new_page: Callable[..., Any], desk: Running) -> None:
    """The quarter in which three tasks are due says three, and opens those three; so does the unit that leads them."""
    page = new_page()
    page.goto(f"{desk.base}/overview?token={TOKEN}")
    page.locator(".calendar").get_by_role("link", name="3").click()
    expect(page.locator(".hits li")).to_have_count(3)
    expect(page.get_by_role("status")).to_have_text("Kết quả 1–3 trong 3")
    page.goto(f"{desk.base}/overview")
    row = page.get_by_role("row").filter(has=page.get_by_role("rowheader", name="Văn phòng Sở"))
    expect(row.get_by_role("cell").nth(1)).to_have_text("0")
    row.get_by_role("link", name="3").click()
    expect(page.locator(".hits li")).to_have_count(3)
    longer = (Assignment(unit="Văn phòng Sở Nội vụ", role="lead", is_group=False, text="Văn phòng Sở Nội vụ"),)
    other = make_plan((make_task(assignments=longer),), sha256="cd" * 32)
    save_plan(desk.engine, other)
    page.reload()
    expect(page.locator(".hits li")).to_have_count(3)


def test_a_resolution_leads_to_the_plans_that_name_it(page: Page, desk: Running) -> None:
    """Each plan with its tasks, those with a lead and with a deadline, and all of them together."""
    save_plan(desk.engine, make_plan((make_task(deadline=None),), sha256="cd" * 32, number="13/KH-SVH"))
    page.goto(f"{desk.base}/overview")
    page.get_by_role("link", name="Nghị quyết 5/NQ-HĐND").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Kế hoạch viện dẫn Nghị quyết 5/NQ-HĐND")
    expect(page.get_by_role("row").last).to_have_text("Tất cả: 2 kế hoạch44 100%3 75%0 0%")
    page.get_by_role("row").filter(has_text="12/KH-SVH").get_by_role("link").click()
    expect(page).to_have_url(desk.document)


def test_the_list_is_filtered_without_accents(page: Page) -> None:
    """Words find a document with or without their marks; what does not match is gone."""
    page.get_by_role("searchbox").fill("cai cach")
    page.get_by_role("button", name="Lọc").click()
    expect(page.get_by_role("link", name="Cải cách hành chính năm 2027")).to_be_visible()
    page.get_by_role("searchbox").fill("không có đâu")
    page.get_by_role("button", name="Lọc").click()
    expect(page.get_by_text("Không có văn bản nào khớp.")).to_be_visible()


def test_without_script_a_task_is_still_edited(new_page: Callable[..., Any], desk: Running) -> None:
    """The forms are made by the server: a browser without script gets the same form on a page of its own."""
    page = new_page(java_script_enabled=False)
    page.goto(desk.door)
    page.goto(desk.document)
    page.locator(f"#t{desk.task_ids[1]} [data-action=edit]").click()
    page.get_by_label("Ghi chú").fill("Xem lại.")
    page.get_by_role("button", name="Lưu").last.click()
    expect(page).to_have_url(re.compile(f"#t{desk.task_ids[1]}$"))
    assert find_desk_task(desk.engine, desk.task_ids[1]).task.note == "Xem lại."
