"""A desk with one plan on it, a server that shows it, and a browser to look at it."""

import os
import shutil
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import uvicorn
from reportlab.pdfgen.canvas import Canvas
from sqlalchemy import Engine

from ingest.batch import Effort
from ingest.inputs import sha256_of
from models.finding import Finding
from models.plan import Evidence, Plan, Task
from models.store import save_plan
from review.app import make_app
from review.originals import Originals
from review.uploads import Inbox
from tests.conftest import opened
from tests.models.plans import make_plan, make_task

TOKEN = "mo-cua"
NASTY = (
    "Rà soát <script>document.title = 'hacked'</script><img src=x onerror=\"document.title = 'hacked'\"> & quy trình."
)
CHROMIUM_FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


@dataclass(frozen=True)
class Running:
    """A desk that is being served."""

    base: str
    engine: Engine
    store: Path
    document_id: int
    task_ids: tuple[int, ...]

    @property
    def door(self) -> str:
        """The address that opens it."""
        return f"{self.base}/?token={TOKEN}"

    @property
    def document(self) -> str:
        """Address of its document."""
        return f"{self.base}/documents/{self.document_id}"


def plan_file(folder: Path) -> Path:
    """A PDF of two pages."""
    file = folder / "lac-ha.pdf"
    canvas = Canvas(str(file), invariant=True)
    for number in (1, 2):
        canvas.drawString(60, 700, f"Lac Ha, trang {number}")
        canvas.showPage()
    canvas.save()
    return file


def task_at(number: int, page: int, text: str, **changes: Any) -> Task:
    """A task with the boxes of its fields, one line lower than the one before it."""
    top = 80.0 + 40 * number
    boxes = {"text": (60.0, 250.0), "lead": (260.0, 340.0), "deliverable": (350.0, 430.0), "deadline": (440.0, 520.0)}
    printed = {"text": text, "lead": "Văn\nphòng", "deliverable": "Báo cáo", "deadline": "Quý\nIII/2027"}
    evidence = tuple(
        Evidence(field=field, text=printed[field], page=page, bbox=(x0, top, x1, top + 24))
        for field, (x0, x1) in boxes.items()
    )
    fields = {"page": page, "bbox": (60.0, top, 520.0, top + 24), "label": str(number), "evidence": evidence}
    return make_task(text, **(fields | changes))


def sample_plan(file: Path) -> Plan:
    """A plan of two pages; its first task would run a script if a page let it."""
    tasks = (
        task_at(1, 1, NASTY),
        task_at(2, 1, "Công khai kết quả giải quyết hồ sơ."),
        task_at(1, 2, "Tập huấn cán bộ xã; tổng kết công tác tuyên truyền.", confidence=0.5),
    )
    plan = make_plan(tasks, sha256=sha256_of(file), source=file.name)
    unit = Finding(severity="warning", code="unresolved-unit", message="Đơn vị lạ: “Văn phòng”.", page=1, section="I")
    return plan.model_copy(update={"findings": (unit, *plan.findings)})


def press(page: Any, key: str) -> None:
    """Press a key once the page is whole: its script listens from then on."""
    page.wait_for_load_state()
    page.keyboard.press(key)


@contextmanager
def served(app: Any, listener: socket.socket) -> Iterator[None]:
    """*app* on *listener*, in a thread."""
    config = uvicorn.Config(app, log_level="error", access_log=False, ws="none", lifespan="on")
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]})
    thread.start()
    try:
        while not server.started and thread.is_alive():
            time.sleep(0.01)
        yield
    finally:
        server.should_exit = True
        thread.join()
        listener.close()


@contextmanager
def desk_on(url: str, folder: Path, effort: Effort | None = None) -> Iterator[Running]:
    """A desk on the database at *url* with the sample plan in it."""
    file = plan_file(folder)
    plan = sample_plan(file)
    with opened(url) as engine:
        saved = save_plan(engine, plan)
        originals = Originals(folder / "files")
        originals.keep(file, plan.document.sha256)
        listener = socket.create_server(("127.0.0.1", 0))
        port = listener.getsockname()[1]
        inbox = Inbox(engine, originals, effort)
        app = make_app(engine, originals, token=TOKEN, port=port, host="127.0.0.1", inbox=inbox)
        with served(app, listener):
            ids = _task_ids(engine, saved.document_id)
            yield Running(f"http://127.0.0.1:{port}", engine, originals.folder, saved.document_id, ids)


def _task_ids(engine: Engine, document_id: int) -> tuple[int, ...]:
    from models.desk_tasks import desk_tasks

    return tuple(one.id for one in desk_tasks(engine, document_id))


@pytest.fixture
def desk(new_database: Callable[[str], str], tmp_path: Path) -> Iterator[Running]:
    """A desk on SQLite."""
    with desk_on(new_database("sqlite"), tmp_path) as running:
        yield running


@pytest.fixture
def desk_on_both(database: str, tmp_path: Path) -> Iterator[Running]:
    """A desk, once on SQLite and once on PostgreSQL."""
    with desk_on(database, tmp_path) as running:
        yield running


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """Debian's Chromium. In CI a missing one is a failure; elsewhere a skip that says so."""
    from playwright.sync_api import sync_playwright

    program = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if program is None:
        message = "Chromium is not installed (Debian: apt-get install chromium)"
        if os.environ.get("CI"):
            pytest.fail(message)
        pytest.skip(message)
    with sync_playwright() as playwright:
        opened_browser = playwright.chromium.launch(executable_path=program, args=CHROMIUM_FLAGS)
        yield opened_browser
        opened_browser.close()


@pytest.fixture
def new_page(browser: Any) -> Iterator[Callable[..., Any]]:
    """A function that opens a page as a person of their own; a script's error fails the test."""
    contexts: list[Any] = []
    errors: list[str] = []

    def make(**options: Any) -> Any:
        context = browser.new_context(**({"locale": "vi-VN", "viewport": {"width": 1280, "height": 800}} | options))
        context.set_default_timeout(15_000)
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.on("console", lambda said: errors.append(said.text) if "Content Security" in said.text else None)
        return page

    yield make
    for context in contexts:
        context.close()
    assert not errors


@pytest.fixture
def page(new_page: Callable[..., Any], desk: Running) -> Any:
    """A page that has come in by the door of the desk on SQLite."""
    made = new_page()
    made.goto(desk.door)
    return made
