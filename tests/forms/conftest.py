"""A desk for the pages' tests: a real queue on disk, a clock that is told the time."""

from __future__ import annotations

import re
from contextlib import AbstractContextManager, closing, contextmanager
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from html import unescape
from queue import SimpleQueue
from threading import Event, Thread
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import pytest
from pydantic import SecretStr

from forms_app.app import create_app
from forms_app.desk_port import Notice, PagesDesk, Promises
from forms_app.serving import serve
from sheets_schema import choices
from sheets_schema.cells import Conditions
from sync.configuration.settings import CompanySection, Limits, Mail, Settings, Web
from sync.durable.database import open_database
from sync.durable.queue import Queue

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

    from flask import Flask
    from werkzeug.test import TestResponse

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
COMPANY = CompanySection(
    name="Công ty Ánh Dương",
    hotline="1900 6868",
    email="cskh@example.com",
    address="12 Lý Thường Kiệt, Hà Nội",
)
CONDITIONS = Conditions(ZONE, date(2026, 3, 6), choices.LISTS)
NOTICE = Notice("2026-01", date(2026, 1, 1), 2, abroad=False)
GOOD: Mapping[str, Any] = {
    "kind": "Khiếu nại",
    "service": "Giao hàng, lắp đặt",
    "event_when": "Hôm qua",
    "description": "Đặt hàng từ thứ Hai, chưa ai gọi lại.",
    "wanted": ["Xin lỗi", "Giải thích rõ sự việc"],
    "full_name": "Nguyễn Văn An",
    "phone": "0912 345 678",
    "contact_pref": "Gọi điện",
    "consent_case": "1",
}


@dataclass
class Clock:
    """Stands still until it is told to move."""

    now: datetime = datetime(2026, 3, 6, 9, 42, tzinfo=ZONE)

    def __call__(self) -> datetime:
        return self.now

    def pass_(self, **time: float) -> None:
        self.now += timedelta(**time)


@dataclass(frozen=True)
class PlainOffice:
    """Promises an hour and a day by the clock."""

    conditions: Conditions = CONDITIONS
    notice: Notice = NOTICE
    anonymous_complaints: bool = False
    health_services: frozenset[str] = frozenset()
    silent: frozenset[str] = frozenset()

    def promised(self, kind: str, received_at: datetime) -> Promises:
        day = timedelta(days=1)
        return Promises(received_at + timedelta(hours=1), received_at + day)

    def thanks_by_mail(self, kind: str) -> bool:
        return kind not in self.silent


@dataclass
class Visitor:
    """Somebody with a browser without script and cookies."""

    client: Any
    address: str = "203.0.113.7"
    ticket: str = ""
    asked: list[str] = field(default_factory=list)

    def open(self, path: str = "/") -> TestResponse:
        return self._seen(self.client.get(path, environ_base=self._from, buffered=True))

    def send(self, path: str = "/", **changed: Any) -> TestResponse:
        """Send the page that is open, filled well but for what is changed."""
        answers = {**GOOD, "ticket": self.ticket, "asked": self.asked, **changed}
        kept = {key: value for key, value in answers.items() if value is not None}
        sent = self.client.post(path, data=kept, environ_base=self._from)
        return self._seen(sent)

    def write(self, **changed: Any) -> TestResponse:
        """Open the page and send it."""
        self.open()
        return self.send(**changed)

    @property
    def _from(self) -> dict[str, str]:
        return {"REMOTE_ADDR": self.address}

    def _seen(self, response: TestResponse) -> TestResponse:
        if tickets := hidden(response, "ticket"):
            self.ticket, self.asked = tickets[0], hidden(response, "asked")
        return response


def hidden(response: TestResponse, name: str) -> list[str]:
    pattern = rf'<input type="hidden" name="{name}" value="([^"]*)">'
    return [unescape(value) for value in re.findall(pattern, response.text)]


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def office() -> PlainOffice:
    return PlainOffice()


@pytest.fixture
def change_office(office: PlainOffice) -> Callable[..., PlainOffice]:
    return lambda **changed: replace(office, **changed)


@pytest.fixture
def queue(tmp_path: Path) -> Iterator[Queue]:
    with closing(Queue(open_database(tmp_path / "langnghe.db"))) as queue:
        yield queue


@pytest.fixture
def make_desk(
    queue: Queue, clock: Clock, office: PlainOffice
) -> Callable[..., PagesDesk]:
    """A desk with the limits and the office that are named."""

    def make(*, office: PlainOffice = office, **limits: int) -> PagesDesk:
        return desk(queue, clock, office, **limits)

    return make


def desk(queue: Queue, clock: Clock, office: PlainOffice, **limits: int) -> PagesDesk:
    return PagesDesk(
        settings=settings(**limits),
        queue=queue,
        clock=clock,
        office=lambda: office,
        health=lambda: {"store": "workbook"},
    )


def settings(**limits: int) -> Settings:
    """No limits but those that are named."""
    none = dict.fromkeys(Limits.model_fields, 0)
    web = Web(secret=(SecretStr("a secret for trying only"),))
    mail = Mail.model_validate({"server": "mail.example.com", "from": "a@example.com"})
    limited = Limits(**{**none, **limits})
    return Settings(company=COMPANY, web=web, mail=mail, limits=limited)


@pytest.fixture
def visit(make_desk: Callable[..., PagesDesk]) -> Callable[..., Visitor]:
    """A visitor to a desk with the limits and the office that are named."""

    def come(*, address: str = "203.0.113.7", **desk: Any) -> Visitor:
        app = create_app(make_desk(**desk))
        return Visitor(app.test_client(use_cookies=False), address)

    return come


@pytest.fixture
def visitor(visit: Callable[..., Visitor]) -> Visitor:
    return visit()


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Flask, Queue]]:
    """A desk for all tests of a module, which do not count what it holds."""
    path = tmp_path_factory.mktemp("shared") / "langnghe.db"
    with closing(Queue(open_database(path))) as queue:
        yield create_app(desk(queue, Clock(), PlainOffice())), queue


@pytest.fixture(scope="module")
def many(shared: tuple[Flask, Queue]) -> tuple[Visitor, Queue]:
    """A visitor who comes again and again, for properties; and the queue."""
    app, queue = shared
    return Visitor(app.test_client(use_cookies=False)), queue


@pytest.fixture(scope="module")
def site(
    shared: tuple[Flask, Queue],
    running: Callable[[Any], AbstractContextManager[Running]],
) -> Iterator[str]:
    """The address of the shared desk's pages, served."""
    with running(shared[0]) as at:
        yield at.url


@pytest.fixture(scope="session")
def running() -> Callable[[Any], AbstractContextManager[Running]]:
    """Serves an application in a thread of its own until the block ends."""

    @contextmanager
    def run(app: Any) -> Iterator[Running]:
        at: SimpleQueue[tuple[str, int]] = SimpleQueue()
        stop = Event()
        thread = Thread(
            target=serve,
            args=(app,),
            kwargs={"host": "127.0.0.1", "port": 0, "threads": 4, "stop": stop}
            | {
                "proxies": Web.model_fields["proxies"].default,
                "listening": lambda host, port: at.put((host, port)),
            },
        )
        thread.start()
        try:
            yield Running(*at.get(timeout=10), stop, thread)
        finally:
            stop.set()
            thread.join()

    return run


@dataclass(frozen=True)
class Running:
    """A server that answers."""

    host: str
    port: int
    stop: Event
    thread: Thread

    @property
    def url(self) -> str:
        return f"http://{self.host}:{self.port}"
