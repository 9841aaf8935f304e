"""Letters over a real mail server: a slow one, and a sender with Vietnamese letters."""

from __future__ import annotations

import time
from contextlib import closing
from threading import Event
from typing import TYPE_CHECKING

import pytest

from tests.mailserver import MailServer, serving

if TYPE_CHECKING:
    from tests.journey.conftest import House

PATIENCE = 60
"""Seconds for what takes five where nothing else runs."""


pytestmark = pytest.mark.parametrize("books", ["workbook"], indirect=True)


def test_what_a_customer_sends_reaches_the_register_while_the_mail_server_is_busy(
    house: House,
) -> None:
    house.books.type(3, description="Giao hàng chậm", kind="Khiếu nại", email="k@x.vn")
    for _ in range(2):
        assert house.run("run", "review").returncode == 0
    with serving(MailServer(free=Event())) as server:
        house.environ = {**house.environ, **at(server)}
        house.serve()
        assert server.waiting.wait(PATIENCE), "a letter is on its way"
        with closing(house.line()) as line:
            house.send(line, description="Hỏi giá lắp đặt")
        until = time.monotonic() + PATIENCE
        while len(house.books.rows("f01")) == 1:
            assert time.monotonic() < until
            time.sleep(0.2)
        assert server.waiting.is_set(), "it is on its way still"
        server.free.set()
        assert house.stop() == 0
    assert "k@x.vn" in server.recipients


def test_a_company_whose_domain_has_vietnamese_letters_can_write(
    house: House,
) -> None:
    house.books.type(3, description="Giao hàng chậm", kind="Khiếu nại", email="k@x.vn")
    with serving(MailServer()) as server:
        sender = {"LANGNGHE_MAIL__FROM": "cskh@thư.vn"}
        house.environ = {**house.environ, **at(server), **sender}
        for job in ("review", "review", "post"):
            assert house.run("run", job).returncode == 0
    (content,) = [letter for to, letter in server.taken if to == "k@x.vn"]
    assert b"<cskh@xn--th-e0a.vn>" in content
    assert b"\r\nMessage-ID: <" in content


def at(server: MailServer) -> dict[str, str]:
    """Settings: letters go to that server as soon as they are queued."""
    return {
        "LANGNGHE_MAIL__SERVER": "127.0.0.1",
        "LANGNGHE_MAIL__PORT": str(server.port),
        "LANGNGHE_MAIL__SECURITY": "none",
        "LANGNGHE_MAIL__FROM": "cskh@example.com",
        "LANGNGHE_TIMETABLE__POST": "every 1 s",
    }
