"""A desk on the emulator, made once and put back as it was for every example."""

from __future__ import annotations

import random
import shutil
import tempfile
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from pydantic import SecretStr

from jobs import flush, review
from sheets_schema import codes
from sheets_schema.books.register import F01
from sheets_schema.books.shelf import BOOKS, DESK
from sheets_schema.columns import FIRST_LINE, Nature
from sync import bootstrap
from sync.configuration.settings import CompanySection, Settings, Web
from sync.desk import Desk
from sync.durable.claims import Claims
from sync.durable.database import open_database
from sync.durable.journal import Journal
from sync.durable.ledger import Ledger
from sync.durable.queue import Parcel, Queue, Sender
from sync.google.client import Client
from sync.google.store import GoogleStore
from sync.retry import Patience
from sync.store import StoreError
from tests.google.hand import account
from tests.sending import form
from tests.sheets_emulator.emulator import Emulator
from tests.sheets_emulator.server import serving

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from tests.sheets_emulator.book import Book
    from tests.sheets_emulator.grid import Sheet

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
FRIDAY = datetime(2026, 3, 6, 9, 42, tzinfo=ZONE)
TIMEOUTS = (3.05, 0.15)
"""Seconds that a connection and an answer may take here."""
LATE = 0.25
"""Seconds that a slow answer takes: the client is gone before the work is done."""
HASTY = Patience(sleep=lambda _: None, draw=lambda: 0.0, tries=3)
FACTS = [column.key for column in F01.columns if column.nature is Nature.FACT]
LINES = 10
"""Empty lines at the end of a tab."""
DATABASE = "langnghe.db"


def sent(number: int, now: datetime) -> Parcel:
    """What a customer sent; every word of it is of its own."""
    return form(
        f"token-{number}",
        track_code=codes.track_code(number),
        at=now,
        fields={
            "kind": "Khiếu nại",
            "description": f"=nội dung {number}",
            "name": f"Khách {number}",
            "phone": f"09{number:08}",
            "wanted": f"mong muốn {number}",
        },
        consents=({"purpose": f"mục đích {number}"},),
        sender=Sender(address=f"address-{number}"),
    )


@dataclass(repr=False)
class Office:
    """A desk at work on the emulator.

    Attributes:
        desk: The desk.
        emulator: Its Google.
        now: The moment.
        told: What was said of trouble so far.
    """

    desk: Desk
    emulator: Emulator
    now: datetime = FRIDAY
    sent: int = 100
    told: list[StoreError] = field(default_factory=list)

    def calm(self) -> Office:
        """From now on every answer is waited for."""
        self.store._client._timeouts = (3.05, 30.0)
        self.store._client._wait(1)
        return self

    @property
    def store(self) -> GoogleStore:
        assert isinstance(self.desk.store, GoogleStore)
        return self.desk.store

    @property
    def book(self) -> Book:
        return self.emulator.shelf.books[self.store._ids["desk"]]

    def sheet(self, tab: str = "f01") -> Sheet:
        """The tab that carries a table's keys."""
        for sheet in self.book.sheets:
            keys = (str(cell.value) for cell in sheet.rows[0].values())
            if any(key.startswith(f"{tab}.") for key in keys):
                return sheet
        raise KeyError(tab)

    def send(self, count: int) -> None:
        """Customers send the form."""
        for _ in range(count):
            self.sent += 1
            self.desk.queue.put(sent(self.sent, self.now), another_code=lambda: "")

    def work(self, minutes: int = 1) -> None:
        """Flush and review, as the timetable does; trouble is told and passes."""
        for _ in range(minutes):
            for job in (flush.run, review.run):
                try:
                    job(self.desk, now=self.now)
                except StoreError as error:
                    self.told.append(error)
            self.now += timedelta(minutes=1)

    def rows(self) -> list[Mapping[str, Any]]:
        """The rows of the register as they stand, whoever reads them."""
        sheet = self.sheet()
        keys = {at: str(cell.value or "") for at, cell in sheet.rows[0].items()}
        return [
            row
            for cells in sheet.rows[FIRST_LINE - 1 :]
            if (
                row := {
                    keys[at].removeprefix("f01."): cell.value
                    for at, cell in cells.items()
                    if cell.value is not None and keys.get(at, "").startswith("f01.")
                }
            )
        ]

    def facts(self) -> list[tuple[str, Any]]:
        """Every fact of the register with its column."""
        found = [
            (key, value)
            for row in self.rows()
            for key, value in row.items()
            if key in FACTS
        ]
        return sorted(found, key=repr)


def desk_of(folder: Path, store: GoogleStore) -> Desk:
    database = open_database(folder / DATABASE)
    draw = random.Random(912).randrange
    company = CompanySection(name="Công ty Ánh Dương")
    web = Web(secret=(SecretStr("a secret of a test"),))
    return Desk(
        settings=Settings(web=web, company=company),
        store=store,
        queue=Queue(database),
        ledger=Ledger(database, domain="example.com"),
        journal=Journal(database),
        claims=Claims(database),
        draw=lambda: draw(10**9),
    )


class Building:
    """Where desks are made quickly: a copy of one that was furnished once."""

    def __init__(
        self,
        emulator: Emulator,
        folder: Path,
        line: Client,
        ids: Mapping[str, str],
        books: Mapping[str, Book],
    ) -> None:
        self.emulator = emulator
        self.folder = folder
        self.line = line
        self.ids = ids
        self.books = books

    @contextmanager
    def office(self) -> Iterator[Office]:
        """A desk with five cases in its register, everything as it was made."""
        self.emulator.shelf.books = {key: it.copy() for key, it in self.books.items()}
        self.emulator.script.faults.clear()
        self.emulator.before.clear()
        self.emulator.after.clear()
        with tempfile.TemporaryDirectory(dir=self.folder) as name:
            for file in self.folder.glob(f"{DATABASE}*"):  # and what SQLite keeps by it
                shutil.copy(file, name)
            self.line._timeouts = TIMEOUTS
            self.line._wait(1)
            desk = desk_of(Path(name), store(self.line, self.ids))
            yield Office(desk, self.emulator, FRIDAY + timedelta(minutes=5))
            desk.queue.close()


def store(line: Client, ids: Mapping[str, str]) -> GoogleStore:
    return GoogleStore(line, ids=ids, desk_id="ban-thu", patience=HASTY)


@contextmanager
def building(folder: Path) -> Iterator[Building]:
    """Make a desk with a few cases, and keep it as the beginning of all others."""
    emulator = Emulator()
    with serving(emulator):
        file = account(emulator, folder)
        ids = {book.key: emulator.make(book.title).book_id for book in BOOKS}
        line = Client(file, endpoint=emulator.url)
        desk = desk_of(folder, store(line, ids))
        bootstrap.furnish(desk, email="dau@example.com", now=FRIDAY)
        office = Office(desk, emulator, sent=0)
        office.send(5)
        office.work(3)
        desk.queue.close()
        books = {key: _bare(book) for key, book in emulator.shelf.books.items()}
        hasty = Client(file, endpoint=emulator.url, timeouts=TIMEOUTS)
        yield Building(emulator, folder, hasty, ids, books)
        line.close()
        hasty.close()


def _bare(book: Book) -> Book:
    """The book without looks and without most empty lines: they only take time here."""
    for sheet in book.sheets:
        sheet.rules, sheet.protected, sheet.column_groups = [], [], []
        sheet.row_lines, sheet.column_lines = {}, {}
        filled = [
            at
            for at, row in enumerate(sheet.rows)
            if any(cell.value is not None for cell in row.values())
        ]
        del sheet.rows[max(filled, default=0) + LINES :]
        for row in sheet.rows:
            for at in [at for at, cell in row.items() if cell.value is None]:
                del row[at]
    return book


__all__ = ["DESK", "FACTS", "Building", "Office", "building", "sent"]
