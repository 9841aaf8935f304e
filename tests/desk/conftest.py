"""A desk in memory, whose clock moves when it is told, whose register is drawn."""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import pytest

from jobs import review
from sheets_schema.books.shelf import DESK
from sync import bootstrap
from sync.configuration.settings import CompanySection, Settings, Web
from sync.desk import Desk
from sync.durable.claims import Claims
from sync.durable.database import open_database
from sync.durable.journal import Journal
from sync.durable.ledger import Ledger
from sync.durable.queue import Queue
from sync.memory import MemoryStore

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

    from jobs.review import Reviewed
    from sheets_schema.cells import Raw
    from sheets_schema.company.office import Office
    from sync.durable.ledger import LedgerEntry

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
FRIDAY = datetime(2026, 3, 6, 9, 42, tzinfo=ZONE)
PEOPLE = (
    {"name": "Trần Thu Hà", "email": "ha@example.com", "role": "CSKH"},
    {"name": "Phạm Thu Thuỷ", "email": "thuy@example.com", "role": "Trưởng CSKH"},
    {"name": "Lê Minh Quân", "email": "quan@example.com", "role": "Giám đốc"},
    {"name": "Vũ Hoài An", "email": "an@example.com", "role": "Tổng Giám đốc"},
    {"name": "Đỗ Quang Huy", "email": "huy@example.com", "role": "Trưởng đơn vị"},
)


@dataclass
class Trial:
    """A desk with people in it, at a moment that the test decides."""

    desk: Desk
    now: datetime = FRIDAY

    @property
    def store(self) -> MemoryStore:
        assert isinstance(self.desk.store, MemoryStore)
        return self.desk.store

    def at(self, said: str) -> Trial:
        """Move the clock: ``07/03/2026 10:00``."""
        self.now = datetime.strptime(said, "%d/%m/%Y %H:%M").replace(tzinfo=ZONE)
        return self

    def type(self, tab: str, line: int, **cells: Raw) -> None:
        """People type into a row; line 3 is the first."""
        for key, raw in cells.items():
            self.store.typed(tab, line, key, raw)

    def review(self, times: int = 1) -> Reviewed:
        """Review a minute apart; what the last one did."""
        done = review.run(self.desk, now=self.now)
        for _ in range(times - 1):
            self.now += timedelta(minutes=1)
            done = review.run(self.desk, now=self.now)
        return done

    def rows(self, tab: str) -> list[Mapping[str, Raw]]:
        """The rows of a tab of the desk book."""
        return [row.cells for row in self.desk.store.read(DESK).rows[tab]]

    def row(self, tab: str, line: int) -> Mapping[str, Any]:
        """The cells of one line; empty where nothing stands there."""
        rows = self.desk.store.read(DESK).rows[tab]
        return next((row.cells for row in rows if row.line == line), {})

    def letters(self) -> list[LedgerEntry]:
        """Every letter that was ever queued."""
        return self.desk.ledger.entries(since=FRIDAY - timedelta(days=3650))

    def templates(self) -> list[str]:
        """The kinds of those letters, in the order of queueing."""
        return [entry.letter.template for entry in self.letters()]

    @property
    def office(self) -> Office:
        return self.desk.office(self.desk.store.read(DESK), now=self.now)


def settings(**company: str) -> Settings:
    told = {"name": "Công ty Ánh Dương", "hotline": "1900 6868", **company}
    web = Web.model_validate({"secret": "a-secret-of-a-test"})
    return Settings(web=web, company=CompanySection.model_validate(told))


def new_desk(folder: Path, store: Any = None, **company: str) -> Desk:
    database = open_database(folder / "langnghe.db")
    draw = random.Random(912).randrange
    desk = Desk(
        settings=settings(**company),
        store=store if store is not None else MemoryStore(),
        queue=Queue(database),
        ledger=Ledger(database, domain="example.com"),
        journal=Journal(database),
        claims=Claims(database),
        draw=lambda: draw(10**9),
    )
    bootstrap.keep_version(desk, now=FRIDAY)
    return desk


@pytest.fixture
def trial(tmp_path: Path) -> Iterator[Trial]:
    """A new desk with a director, a head, somebody at the desk, and a warehouse."""
    desk = new_desk(tmp_path)
    bootstrap.furnish(desk, email="dau@example.com", now=FRIDAY)
    made = Trial(desk)
    for line, person in enumerate(PEOPLE, 3):
        made.type("person", line, **person)
    unit = {"name": "Phòng Kho vận", "head": "Đỗ Quang Huy"}
    made.type("unit", 3, head="Phạm Thu Thuỷ")
    made.type("unit", 4, **unit)
    yield made
    desk.queue.close()


@pytest.fixture
def register(trial: Trial, request: pytest.FixtureRequest) -> Trial:
    """The desk with the register that the test's docstring draws, reviewed twice.

    The first line of the drawing holds keys; each line below is a row of the register.
    """
    lines = _drawing(request.function.__doc__ or "")
    keys = lines[0]
    for line, cells in enumerate(lines[1:], 3):
        typed = {key: cell for key, cell in zip(keys, cells, strict=True) if cell}
        trial.type("f01", line, **typed)
    trial.review(times=2)
    return trial


def _drawing(text: str) -> list[list[str]]:
    drawn = (line.strip() for line in text.splitlines())
    return [
        [cell.strip() for cell in line.strip("|").split("|")]
        for line in drawn
        if line.startswith("|")
    ]


@pytest.fixture
def make_desk(tmp_path: Path) -> Callable[..., Desk]:
    """Makes desks of other settings or on other stores."""

    def make(store: Any = None, **company: str) -> Desk:
        return new_desk(tmp_path, store, **company)

    return make
