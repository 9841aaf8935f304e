"""The emulator on a port: HTTP in, HTTP out, and cuts in between."""

from __future__ import annotations

import contextlib
import socket
import sys
import threading
import traceback
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any

from tests.sheets_emulator import control, page
from tests.sheets_emulator.faults import Cut
from tests.sheets_emulator.wire import Answer, Request

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.sheets_emulator.emulator import Emulator

IDLE = 30
"""Seconds after which a connection that says nothing is closed."""


class BugError(Exception):
    """The emulator itself failed; the message is its traceback."""


class Port(ThreadingHTTPServer):
    """A server of one emulator."""

    daemon_threads = True
    emulator: Emulator
    bugs: list[str]

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that went away is no news; anything else is a bug of ours."""
        if not isinstance(sys.exception(), OSError):
            self.bugs.append(traceback.format_exc())
            sys.stderr.write(self.bugs[-1])


class Handler(BaseHTTPRequestHandler):
    """Reads requests off a line and writes their answers."""

    protocol_version = "HTTP/1.1"
    timeout = IDLE
    wbufsize = -1  # one packet an answer
    disable_nagle_algorithm = True
    server: Port

    def _serve(self) -> None:
        length = int(self.headers.get("Content-Length") or 0)
        body = self.rfile.read(length) if length else b""
        request = Request.of(self.command, self.path, dict(self.headers), body)
        try:
            self._write(self._answered(request))
        except Cut as cut:
            self._cut(cut.answer)

    do_GET = do_POST = do_PUT = do_DELETE = do_PATCH = _serve  # noqa: N815 - the library's names

    def _answered(self, request: Request) -> Answer:
        emulator = self.server.emulator
        if request.path.startswith("/emulator/"):
            return control.answer(emulator, request)
        if request.path == "/" or request.path.startswith("/sheet/"):
            return page.answer(emulator, request)
        return emulator.answer(request)

    def _write(self, answer: Answer) -> None:
        self.send_response_only(answer.status)
        self.send_header("Date", self.date_time_string(self.server.emulator.now()))
        for name, value in answer.headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(answer.body)))
        self.end_headers()
        self.wfile.write(answer.body)

    def _cut(self, answer: bytes) -> None:
        """Close the line, after half of the answer if there is one."""
        if answer:
            self.send_response_only(200)
            self.send_header("Content-Type", "application/json; charset=UTF-8")
            self.send_header("Content-Length", str(len(answer)))
            self.end_headers()
            self.wfile.write(answer[: len(answer) // 2])
            self.wfile.flush()
        self.close_connection = True
        with contextlib.suppress(OSError):
            self.connection.shutdown(socket.SHUT_RDWR)

    def log_message(self, *args: Any) -> None:
        """Say nothing."""


def bound(emulator: Emulator, *, port: int = 0, host: str = "127.0.0.1") -> Port:
    """A server that is listening but not yet answering; port 0 takes a free one."""
    server = Port((host, port), Handler)
    server.emulator = emulator
    server.bugs = []
    emulator.url = f"http://{host}:{server.server_address[1]}"
    return server


@contextlib.contextmanager
def serving(emulator: Emulator, *, port: int = 0) -> Iterator[str]:
    """The emulator while the block lasts, on a free port for 0; yields its address."""
    server = bound(emulator, port=port)
    thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    try:
        yield emulator.url
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
        if server.bugs:
            raise BugError(server.bugs[0])
