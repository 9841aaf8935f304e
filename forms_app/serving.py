"""Serving: the pages by waitress, which keeps answering while slow clients dawdle.

Waitress drops the request in hand when it is told to stop; here it is answered first.
"""

from __future__ import annotations

import logging
from time import monotonic
from typing import TYPE_CHECKING, Any

from waitress import wasyncore
from waitress.channel import HTTPChannel
from waitress.server import BaseWSGIServer, create_server
from waitress.task import ThreadedTaskDispatcher

from sync import machine

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from threading import Event
    from wsgiref.types import WSGIApplication

PATIENCE = 10.0
"""Seconds that requests in hand may take after the word to stop."""
_TICK = 0.25
"""Seconds between two looks at the word to stop."""
_MANNERS: dict[str, Any] = {
    "asyncore_use_poll": True,
    "channel_timeout": 20,  # a connection that says nothing is closed
    "clear_untrusted_proxy_headers": True,
    "connection_limit": 1000,  # 300 clients that stop in mid-body do no harm
    "ident": "",
    "max_request_body_size": 4_000_000,  # the app refuses politely long before
    "trusted_proxy": "127.0.0.1",  # only this machine may speak for a customer
    "trusted_proxy_headers": "x-forwarded-for x-forwarded-host x-forwarded-proto",
}

Sockets = dict[int, Any]
"""By file number: listeners, connections, and the bell that wakes the loop."""


class Connection(HTTPChannel):
    """A connection on which the loop lets a worker finish sending.

    Left to itself waitress asks the system again and again whether it may send what it
    then leaves to the worker, for as long as the worker waits for its turn at Python:
    on a busy desk that takes a quarter of the processor.
    """

    def writable(self) -> bool:
        """Whether the loop has something to send, or to close."""
        if not super().writable():
            return False
        with self.outbuf_lock:  # never held for long: sockets here do not block
            return bool(super().writable())


def serve(
    app: WSGIApplication,
    *,
    host: str,
    port: int,
    threads: int,
    stop: Event,
    listening: Callable[[str, int], None],
) -> None:
    """Answer requests until told to stop; those in hand are answered first.

    Args:
        app: The pages.
        host: A name or an address of this machine.
        port: 0 takes a free one.
        threads: How many requests are worked on at once.
        stop: Set it, from a signal handler or another thread, to end.
        listening: Told host and port once connections are taken.

    Raises:
        OSError: The address cannot be listened on.
    """
    logging.getLogger("waitress.queue").setLevel(logging.ERROR)
    sockets: Sockets = {}
    workers = ThreadedTaskDispatcher()
    workers.set_thread_count(threads)
    try:
        _listen(app, sockets, _dispatcher=workers, host=host, port=port)
        for listener in _listeners(sockets):
            listener.channel_class = Connection
        listening(host, int(_listeners(sockets)[0].getsockname()[1]))
        while not stop.is_set():
            _turn(sockets)
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
