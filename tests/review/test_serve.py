"""`kehoach review` as a person starts and ends it."""

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

ROOT = Path(__file__).parents[2]


@pytest.fixture
def started(tmp_path: Path) -> Iterator[Any]:
    """A function that starts the command with options; whatever still runs is ended."""
    running: list[Any] = []

    def start(*options: str) -> Any:
        command = [sys.executable, "-m", "cli", "review", "--db", f"sqlite:///{tmp_path / 'k.db'}", *options]
        clean = {key: value for key, value in os.environ.items() if not key.startswith("KEHOACH_")}
        process = subprocess.Popen(
            command, cwd=ROOT, env=clean, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        )
        running.append(process)
        return process

    yield start
    for process in running:
        process.kill()
        process.communicate()


def test_it_prints_an_address_and_ends_with_ctrl_c(started: Any, tmp_path: Path) -> None:
    """The address works at once, also on a database that was not there; Ctrl-C is a good end, also while it reads."""
    process = started()
    address = process.stdout.readline().strip()
    assert address.startswith("http://127.0.0.1:")
    with httpx.Client(timeout=60, follow_redirects=True) as client:
        page = client.get(address)
        assert page.status_code == 200
        assert "Thả tệp PDF" in page.text
        assert "token" not in str(page.url)
        token = page.text.split('name="csrf" content="')[1].split('"')[0]
        plan = (ROOT / "samples" / "water-supply.pdf").read_bytes()
        sent = client.post(page.url.join("/uploads"), data={"csrf": token}, files={"files": ("plan.pdf", plan)})
        assert "plan.pdf" in sent.text
    process.send_signal(signal.SIGINT)
    said, told = process.communicate(timeout=60)
    assert (process.returncode, said, told) == (0, "", "")
    assert (tmp_path / "k-files").is_dir()


def test_a_port_in_use_is_told(started: Any) -> None:
    """Somebody else's port is a wrong use with an advice, not a stack of Python."""
    with socket.create_server(("127.0.0.1", 0)) as other:
        process = started("--port", str(other.getsockname()[1]))
        _, told = process.communicate(timeout=60)
    assert process.returncode == 2
    assert "Choose another --port" in told
    assert "Traceback" not in told
