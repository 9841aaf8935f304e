"""Serving: the pages by waitress, which keeps answering while slow clients dawdle.

Waitress drops the request in hand when it is told to stop; here it is answered first.
It takes no more callers when many connections are open; here idle ones, then the
slowest, make room.
"""

from __future__ import annotations

import logging
from time import monotonic
from typing import TYPE_CHECKING, Any

from waitress import wasyncore
from waitress.channel import HTTPChannel
from waitress.parser import HTTPRequestParser, ParsingError
from waitress.server import BaseWSGIServer, create_server
from waitress.task import ErrorTask, Task, ThreadedTaskDispatcher, WSGITask

from forms_app import crowd
from forms_app.crowd import Caller
from forms_app.headers import HEADERS
from forms_app.peers import Believing, Proxies, network
from sync import machine

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable
    from threading import Event
    from wsgiref.types import WSGIApplication

PATIENCE = 10.0
"""Seconds that requests in hand may take after the word to stop."""
_TICK = 0.25
"""Seconds between two looks at the word to stop."""
_MANNERS: dict[str, Any] = {
    "asyncore_use_poll": True,
    "channel_timeout": 20,  # a connection that says nothing is closed
    "cleanup_interval": 5,
    "clear_untrusted_proxy_headers": False,  # `peers` does, and tells
    "connection_limit": 900,  # never reached: `crowd` lets half as many stay
    "ident": "",
    "max_request_body_size": 4_000_000,  # the app refuses politely long before
    "max_request_header_size": 32_000,  # each read looks through all of it anew
}

Sockets = dict[int, Any]
"""By file number: listeners, connections, and the bell that wakes the loop."""


class Answer(Task):
    """An answer that carries what every answer carries."""

    def build_response_header(self) -> bytes:
        """The head of the answer."""
        named = {name.lower() for name, _ in self.response_headers}
        more = [one for one in HEADERS if one[0].lower() not in named]
        self.response_headers = [*self.response_headers, *more]
        head: bytes = super().build_response_header()
        return head


class PageAnswer(Answer, WSGITask):
    """What the pages answer."""


class ServerRefusal(Answer, ErrorTask):
    """What the server answers by itself, before any page was asked."""

    def execute(self) -> None:
        """Say it in the reader's words; what waitress says is for programmers."""
        error: Any = self.request
        error = error.error
        self.status = f"{error.code} {error.reason}"
        self.response_headers = [("Content-Type", "text/plain; charset=utf-8")]
        self.set_close_on_finish()
        body = (_OURS if error.code >= _SERVER else _THEIRS).encode()
        self.content_length = len(body)
        self.write(body)


_SERVER = 500
_THEIRS = (
    "Chúng tôi chưa đọc được yêu cầu này. Xin Quý khách mở lại trang và thử lần nữa."
)
_OURS = "Hệ thống đang gặp trục trặc. Xin Quý khách thử lại sau ít phút."


class Request(HTTPRequestParser):
    """A request; one that waitress stumbles over is a bad one, too."""

    def parse_header(self, header_plus: bytes) -> None:
        """Read its head."""
        try:
            super().parse_header(header_plus)
        except ValueError as error:
            raise ParsingError(str(error)) from error


class Connection(HTTPChannel):
    """A connection on which the loop lets a worker finish sending.

    Left to itself waitress asks the system again and again whether it may send what it
    then leaves to the worker, for as long as the worker waits for its turn at Python:
    on a busy desk that takes a quarter of the processor.
    """

    task_class = PageAnswer
    error_task_class = ServerRefusal
    parser_class = Request
    proxies = Proxies(())
    """Whose word on who calls is believed."""

    def __init__(self, *opened: Any, **by: Any) -> None:  # noqa: ANN401 - handed on
        super().__init__(*opened, **by)
        self._since, self._has_asked = monotonic(), False

    def writable(self) -> bool:
        """Whether the loop has something to send, or to close."""
        if not super().writable():
            return False
        with self.outbuf_lock:  # never held for long: sockets here do not block
            return bool(super().writable())

    def received(self, data: bytes) -> bool:
        """Take in a part of a request."""
        if self.request is None:
            self._since, self._has_asked = monotonic(), True
        return bool(super().received(data))

    @property
    def caller(self) -> Caller:
        """Who calls, and since when."""
        is_at_work = bool(self.request or self.total_outbufs_len)
        is_spent = self._has_asked and not is_at_work
        return Caller(self._client, self._since, is_spent=is_spent)

    @property
    def _client(self) -> str:
        """Who is believed to call; a proxy says so with the head of a request."""
        peer = str(self.addr[0])
        if peer not in self.proxies:
            return network(peer)
        headers = self.request.headers if self.request else {}
        said = headers.get("X_FORWARDED_FOR", "")
        return network(self.proxies.client(peer, said)) if said else ""


def serve(
    app: WSGIApplication,
    *,
    host: str,
    port: int,
    threads: int,
    stop: Event,
    proxies: Collection[str],
    listening: Callable[[str, int], None],
) -> None:
    """Answer requests until told to stop; those in hand are answered first.

    Args:
        app: The pages.
        host: A name or an address of this machine.
        port: 0 takes a free one.
        threads: How many requests are worked on at once.
        stop: Set it, from a signal handler or another thread, to end.
        proxies: Addresses and networks of those who may speak for a customer.
        listening: Told host and port once connections are taken.

    Raises:
        OSError: The address cannot be listened on.
    """
    logging.getLogger("waitress.queue").setLevel(logging.ERROR)
    sockets: Sockets = {}
    workers = ThreadedTaskDispatcher()
    workers.set_thread_count(threads)
    believed = Proxies(proxies)
    connection = type("Connection", (Connection,), {"proxies": believed})
    app = Believing(app, believed)
    try:
        _listen(app, sockets, _dispatcher=workers, host=host, port=port)
        for listener in _listeners(sockets):
            listener.channel_class = connection
        listening(host, int(_listeners(sockets)[0].getsockname()[1]))
        swept = 0.0
        while not stop.is_set():
            _turn(sockets)
            if monotonic() - swept > _TICK:
                swept = monotonic()
                _make_room(sockets)
        _finish(sockets, workers)
    finally:
        workers.shutdown(timeout=1)
        wasyncore.close_all(sockets)


def _listen(app: WSGIApplication, sockets: Sockets, **at: Any) -> None:  # noqa: ANN401 - handed on
    """Open the door; where that fails, say which door, as the system does not."""
    try:
        create_server(app, sockets, **at, **_MANNERS)
    except OSError as error:
        is_barred = isinstance(error, PermissionError)
        why = "không có quyền dùng cổng này" if is_barred else machine.reason(error)
        said = f"không mở được trang ở {at['host']}, cổng {at['port']}: {why}"
        raise OSError(error.errno, said) from error


def _turn(sockets: Sockets) -> None:
    wasyncore.loop(timeout=_TICK, use_poll=True, map=sockets, count=1)


def _make_room(sockets: Sockets) -> None:
    """Close what dawdles; nobody is refused because others do."""
    calling = {
        number: one.caller
        for number, one in sockets.items()
        if isinstance(one, Connection) and not (one.requests or one.will_close)
    }
    for number in crowd.to_drop(calling, now=monotonic()):
        sockets[number].will_close = True


def _listeners(sockets: Sockets) -> list[BaseWSGIServer]:
    return [one for one in sockets.values() if isinstance(one, BaseWSGIServer)]


def _finish(sockets: Sockets, workers: ThreadedTaskDispatcher) -> None:
    """Refuse new connections, and answer what was asked before."""
    for listener in _listeners(sockets):
        listener.del_channel()
        if listener.socket:
            listener.socket.close()
    end = monotonic() + PATIENCE
    while monotonic() < end and _is_busy(sockets.values(), workers):
        _turn(sockets)


def _is_busy(open_sockets: Iterable[object], workers: ThreadedTaskDispatcher) -> bool:
    """Whether somebody waits for an answer, or has half asked."""
    if workers.active_count or workers.queue:
        return True
    channels = (one for one in open_sockets if isinstance(one, HTTPChannel))
    return any(one.request or one.requests or one.total_outbufs_len for one in channels)
