"""The front door under attack: odd requests, slow ones, and proxies."""

from __future__ import annotations

import logging
import socket
from contextlib import ExitStack, closing
from http.client import HTTPConnection, HTTPResponse
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms_app.crowd import MOST, MOST_OF_ONE, WHOLE, Caller, to_drop
from forms_app.headers import HEADERS
from forms_app.peers import Believing, Proxies

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from forms_app.desk_port import PagesDesk

OURS = dict(HEADERS)
LONG_NAME = b"GET / HTTP/1.1\r\nHost: " + b"a" * 64 + b"\r\n\r\n"


def told(site: str, request: bytes) -> HTTPResponse:
    """What a server answers to the bytes of a request."""
    host, _, port = site.removeprefix("http://").partition(":")
    with socket.create_connection((host, int(port)), timeout=10) as door:
        door.sendall(request)
        door.shutdown(socket.SHUT_WR)
        answer = HTTPResponse(door)
        with closing(answer):
            answer.begin()
            answer.text = answer.read().decode()  # type: ignore[attr-defined]  # for the tests
    return answer


def carried(answer: Any) -> dict[str, str]:
    """Those of our headers that an answer carries."""
    return {name: answer.headers[name] for name in OURS if name in answer.headers}


@pytest.mark.parametrize(
    ("request_", "status"),
    [
        pytest.param(LONG_NAME, 400, id="a name of 64 letters"),
        pytest.param(b"GET / HTTP/1.1\r\nHost: a b\r\n\r\n", 400, id="a blank in it"),
        pytest.param(b"GET / HTTP/1.1\r\nHost: x..y\r\n\r\n", 400, id="two dots"),
        pytest.param(b"GET / HTTP/1.1\r\nHost: x:y\r\n\r\n", 400, id="no port"),
        pytest.param(b"GET / HTTP/1.1\r\nHost: \xff\r\n\r\n", 400, id="no letters"),
        pytest.param(b"GET / HTTP/1.1\r\nHost: [::1]:80\r\n\r\n", 200, id="IPv6"),
        pytest.param(b"get / HTTP/1.1\r\n\r\n", 400, id="no method"),
        pytest.param(b"GET http://[ HTTP/1.1\r\n\r\n", 400, id="half an address"),
        pytest.param(
            b"POST / HTTP/1.1\r\nContent-Length: x\r\n\r\n", 400, id="no length"
        ),
        pytest.param(
            b"POST / HTTP/1.1\r\nContent-Length: 9000000\r\n\r\n", 413, id="too long"
        ),
        pytest.param(
            b"GET / HTTP/1.1\r\nX: " + b"x" * 32_500 + b"\r\n\r\n",
            431,
            id="a long header",
        ),
        pytest.param(
            b"POST / HTTP/1.1\r\nTransfer-Encoding: x\r\n\r\n", 501, id="packed oddly"
        ),
    ],
)
def test_every_answer_is_in_the_reader_s_words_and_carries_our_headers(
    site: str, request_: bytes, status: int
) -> None:
    answer: Any = told(site, request_)
    assert answer.status == status
    assert "Quý khách" in answer.text
    assert carried(answer) == OURS


def test_an_odd_request_leaves_no_stack_in_the_log(
    site: str, caplog: pytest.LogCaptureFixture
) -> None:
    told(site, LONG_NAME)
    assert not caplog.records


@given(
    host=st.binary(max_size=80).filter(lambda said: not {13, 10, 0} & set(said)),
    path=st.text(
        st.characters(min_codepoint=33, max_codepoint=126, exclude_characters="#"),
        max_size=40,
    ),
    forwarded=st.text("0123456789.,:[]abf\"' =;-", max_size=40),
)
def test_no_request_brings_the_server_to_an_end_of_its_own(
    site: str, host: bytes, path: str, forwarded: str
) -> None:
    head = b"\r\n".join(
        [
            f"GET /{path} HTTP/1.1".encode(),
            b"Host: " + host,
            f"X-Forwarded-For: {forwarded}".encode(),
            f"X-Forwarded-Host: {forwarded}".encode(),
            f"X-Forwarded-Proto: {forwarded}".encode(),
        ]
    )
    answer = told(site, head + b"\r\n\r\n")
    assert answer.status < 500
    assert carried(answer) == OURS


@pytest.mark.parametrize(
    "path", ["/static//x", "//static/x", "//evil.example/x", "/da-nhan/x/"]
)
def test_no_address_leads_to_the_host_that_the_asker_names(
    site: str, path: str
) -> None:
    head = f"GET {path} HTTP/1.1\r\nHost: evil.example\r\n\r\n"
    answer = told(site, head.encode())
    assert answer.status == 404
    assert "Location" not in answer.headers


def get(at: Any, **headers: str) -> Any:
    connection = HTTPConnection(at.host, at.port, timeout=10)
    try:
        connection.request("GET", "/", headers=headers)
        answer: Any = connection.getresponse()
        answer.text = answer.read().decode()
    finally:
        connection.close()
    return answer


def who(environ: Any, start: Any) -> Iterable[bytes]:
    """Pages that say who asked, by which name, over which protocol."""
    start("200 OK", [("Content-Type", "text/plain")])
    asked = (environ[key] for key in ("REMOTE_ADDR", "HTTP_HOST", "wsgi.url_scheme"))
    return [" ".join(asked).encode()]


def test_more_dripping_connections_than_are_kept_lock_nobody_out(
    running: Callable[..., Any],
) -> None:
    drip = b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 999\r\n\r\nk"
    with running(who) as at, ExitStack() as stack:
        for _ in range(MOST + 60):
            slow = socket.create_connection((at.host, at.port), timeout=5)
            stack.enter_context(slow).sendall(drip)
        assert get(at).status == 200


def test_one_client_s_connections_make_room_for_that_client_s_own(
    running: Callable[..., Any],
) -> None:
    head = "POST / HTTP/1.1\r\nHost: x\r\nX-Forwarded-For: {}\r\n"
    drip = (head + "Content-Length: 9\r\n\r\nk").format
    with running(who) as at, ExitStack() as stack:

        def called(client: str) -> socket.socket:
            door = socket.create_connection((at.host, at.port), timeout=10)
            door.sendall(drip(client).encode())
            return stack.enter_context(door)

        other = called("198.51.100.9")
        first = called("203.0.113.7")
        for _ in range(MOST_OF_ONE):
            called("203.0.113.7")
        assert first.recv(1) == b""
        other.sendall(b"12345678")
        assert other.recv(4096).startswith(b"HTTP/1.1 200 OK")


def callers(number: int, **how: Any) -> Iterator[tuple[int, Caller]]:
    """Connections of as many clients, the first one the oldest."""
    for nth in range(number):
        said = {"client": f"c{nth}", "since": float(nth) / 100, "is_spent": False}
        yield nth, Caller(**{**said, **how})


def test_a_request_that_is_not_whole_in_time_is_closed() -> None:
    slow, quick = Caller("a", 0, is_spent=False), Caller("b", 1, is_spent=False)
    assert to_drop({1: slow, 2: quick}, now=WHOLE + 0.5) == {1}


def test_of_too_many_those_go_first_from_which_nothing_is_expected() -> None:
    spent = {-1: Caller("x", 3.5, is_spent=True)}
    assert to_drop({**dict(callers(MOST)), **spent}, now=5) == {-1}


def test_then_the_oldest_goes_and_never_who_has_just_come() -> None:
    assert to_drop(dict(callers(MOST + 2)), now=5) == {0, 1}


def test_connections_of_a_proxy_that_has_named_nobody_yet_are_no_one_client_s() -> None:
    assert not to_drop(dict(callers(MOST_OF_ONE + 9, client="")), now=1)
    assert len(to_drop(dict(callers(MOST_OF_ONE + 9, client="a")), now=1)) == 9


@pytest.mark.parametrize(
    ("forwarded", "client"),
    [
        ("", "10.0.0.5"),
        ("203.0.113.7", "203.0.113.7"),
        ("203.0.113.7:4711", "203.0.113.7"),
        ("[2001:db8::1]:4711", "2001:db8::1"),
        ("198.51.100.9, 203.0.113.7", "203.0.113.7"),
        ("203.0.113.7, 10.0.0.6", "203.0.113.7"),
        (":80", "10.0.0.5"),
        ("unknown", "10.0.0.5"),
        ("10.0.0.7, 10.0.0.6", "10.0.0.7"),
    ],
)
def test_the_customer_is_the_last_on_the_way_that_is_no_proxy(
    forwarded: str, client: str
) -> None:
    assert Proxies(["10.0.0.0/8"]).client("10.0.0.5", forwarded) == client


@pytest.mark.parametrize("peer", ["127.0.0.1", "::1", "::ffff:127.0.0.1"])
def test_a_proxy_of_this_machine_is_believed_of_both_kinds(peer: str) -> None:
    assert asked(peer, ["127.0.0.1", "::1"]) == "203.0.113.7 hoi.example.com https"


def test_what_others_say_of_a_customer_is_thrown_away_and_told_once(
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.WARNING)
    app = Believing(who, Proxies(["127.0.0.1"]))
    assert {asked_of(app, "192.0.2.9") for _ in range(3)} == {"192.0.2.9 x http"}
    (record,) = caplog.records
    assert "192.0.2.9" in record.getMessage()
    assert "[web] proxies" in record.getMessage()


def asked(peer: str, proxies: list[str]) -> str:
    return asked_of(Believing(who, Proxies(proxies)), peer)


def asked_of(app: Any, peer: str) -> str:
    environ = {
        "REMOTE_ADDR": peer,
        "HTTP_HOST": "x",
        "wsgi.url_scheme": "http",
        "HTTP_X_FORWARDED_FOR": "203.0.113.7",
        "HTTP_X_FORWARDED_HOST": "hoi.example.com",
        "HTTP_X_FORWARDED_PROTO": "https",
    }
    (said,) = app(environ, lambda *_: None)
    return str(said, "utf-8")


def test_pages_reached_by_https_are_not_to_be_asked_for_otherwise(
    running: Callable[..., Any], make_desk: Callable[..., PagesDesk]
) -> None:
    from forms_app.app import create_app  # noqa: PLC0415 - Flask, for this test alone

    with running(create_app(make_desk())) as at:
        plain, safe = get(at), get(at, **{"X-Forwarded-Proto": "https"})
    assert "Strict-Transport-Security" not in plain.headers
    assert safe.headers["Strict-Transport-Security"] == "max-age=31536000"
