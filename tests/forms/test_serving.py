"""The server under slow clients, and when it is told to stop."""

from __future__ import annotations

import socket
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from http.client import HTTPConnection
from threading import Event
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import pytest
from waitress.adjustments import Adjustments

from forms_app.serving import Connection, serve

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable


class Slow:
    """Answers when it is let."""

    def __init__(self) -> None:
        self.asked, self.may = Event(), Event()

    def __call__(self, environ: Any, start: Any) -> Iterable[bytes]:
        self.asked.set()
        self.may.wait(10)
        start("200 OK", [("Content-Length", "4")])
        return [b"done"]


def get(at: Any) -> bytes:
    connection = HTTPConnection(at.host, at.port, timeout=10)
    try:
        connection.request("GET", "/")
        return connection.getresponse().read()
    finally:
        connection.close()


def test_what_was_asked_before_the_word_to_stop_is_answered(
    running: Callable[..., Any],
) -> None:
    app = Slow()
    with ThreadPoolExecutor() as pool, running(app) as at:
        answer = pool.submit(get, at)
        app.asked.wait(10)
        at.stop.set()
        app.may.set()
        assert answer.result() == b"done"
        at.thread.join(10)
        assert not at.thread.is_alive()


def test_nobody_new_is_let_in_after_the_word_to_stop(
    running: Callable[..., Any],
) -> None:
    app = Slow()
    with ThreadPoolExecutor() as pool, running(app) as at:
        answer = pool.submit(get, at)
        app.asked.wait(10)
        at.stop.set()
        refused = until_refused(at)
        app.may.set()
        assert refused
        assert answer.result() == b"done"


def until_refused(at: Any) -> bool:
    """Knock until nobody opens; the listener closes within a tick."""
    for _ in range(1000):
        try:
            with socket.create_connection((at.host, at.port), timeout=5):
                Event().wait(0.01)
        except ConnectionRefusedError:
            return True
    return False


def test_clients_that_stop_in_the_middle_of_a_form_keep_nobody_waiting(
    running: Callable[..., Any],
) -> None:
    app = Slow()
    app.may.set()
    half = b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 999\r\n\r\nkind="
    with running(app) as at, ExitStack() as stack:
        for _ in range(150):
            slow = socket.create_connection((at.host, at.port), timeout=5)
            stack.enter_context(slow).sendall(half)
        assert get(at) == b"done"


def test_the_server_lets_a_worker_finish_sending_before_it_looks_again() -> None:
    near, far = socket.socketpair()
    with ThreadPoolExecutor() as pool, far:
        server: Any = SimpleNamespace(active_channels={})
        connection = Connection(server, near, "", Adjustments(), {})
        connection.total_outbufs_len = 4
        with connection.outbuf_lock:
            looking = pool.submit(connection.writable)
            with pytest.raises(TimeoutError):
                looking.result(0.1)
            connection.total_outbufs_len = 0
        assert not looking.result(10)
        connection.handle_close()


@pytest.mark.filterwarnings(
    # waitress lets go of the file a long answer waits in without closing it
    "ignore:Exception ignored in. <_io.FileIO:pytest.PytestUnraisableExceptionWarning"
)
def test_a_long_answer_reaches_a_slow_client_whole(running: Callable[..., Any]) -> None:
    def long(_: Any, start: Any) -> Iterable[bytes]:
        start("200 OK", [("Content-Length", str(40 * 10**6))])
        return (b"x" * 10**6 for _ in range(40))

    with running(long) as at:
        assert len(get(at)) == 40 * 10**6


def test_a_customer_behind_a_proxy_of_this_machine_is_told_from_the_next(
    running: Callable[..., Any],
) -> None:
    def who(environ: Any, start: Any) -> Iterable[bytes]:
        start("200 OK", [("Content-Type", "text/plain")])
        return [environ["REMOTE_ADDR"].encode()]

    with running(who) as at:
        connection = HTTPConnection(at.host, at.port, timeout=10)
        connection.request("GET", "/", headers={"X-Forwarded-For": "203.0.113.7"})
        assert connection.getresponse().read() == b"203.0.113.7"
        connection.close()


def test_a_port_in_use_is_told_by_its_number(running: Callable[..., Any]) -> None:
    with running(Slow()) as at:
        told = f"cổng {at.port}: cổng này đang có chương trình khác dùng"
        with pytest.raises(OSError, match=told):
            serve_again(at)


def serve_again(at: Any) -> None:
    serve(
        Slow(),
        host=at.host,
        port=at.port,
        threads=1,
        stop=Event(),
        proxies=(),
        listening=lambda *_: None,
    )
