"""Who is told of failures, and what."""

from __future__ import annotations

import json
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread
from types import SimpleNamespace
from typing import Any

import alert
import pytest

CONTEXT = {
    "ti": SimpleNamespace(dag_id="music_daily", run_id="r1", task_id="score", try_number=4, log_url="http://here/log"),
    "exception": ValueError("exit code 1"),
}
MESSAGE = {
    "dag": "music_daily",
    "run": "r1",
    "task": "score",
    "tries": 4,
    "error": "exit code 1",
    "log": "http://here/log",
}


@pytest.fixture
def server() -> Iterator[Any]:
    """A server that keeps what it is sent, and answers with the code in its path."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            server.received.append(json.loads(body))
            self.send_response(int(self.path[1:]))
            self.end_headers()

    server = HTTPServer(("127.0.0.1", 0), Handler)
    server.received = []  # type: ignore[attr-defined]
    Thread(target=server.serve_forever, daemon=True).start()
    yield server
    server.shutdown()
    server.server_close()


def test_an_address_gets_what_failed(server: Any) -> None:
    alert.send(f"http://127.0.0.1:{server.server_port}/200", CONTEXT)
    assert server.received == [MESSAGE]


def test_an_address_that_refuses_is_an_error(server: Any) -> None:
    with pytest.raises(OSError, match="500"):
        alert.send(f"http://127.0.0.1:{server.server_port}/500", CONTEXT)


def test_a_command_gets_what_failed(tmp_path: Path) -> None:
    alert.send(f"cat > '{tmp_path}/told'", CONTEXT)
    assert json.loads((tmp_path / "told").read_text()) == MESSAGE


def test_a_command_that_fails_is_an_error() -> None:
    with pytest.raises(OSError, match="'echo nobody home >&2; exit 3' exited with 3: nobody home"):
        alert.send("echo nobody home >&2; exit 3", CONTEXT)


def test_a_task_that_was_ended_says_why() -> None:
    ended = {"ti": CONTEXT["ti"], "reason": "Task did not emit heartbeat"}
    assert alert.message(ended)["error"] == "Task did not emit heartbeat"
