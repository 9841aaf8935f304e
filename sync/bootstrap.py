"""Bootstrap: puts one installation together, and makes a new one."""

from __future__ import annotations

import hashlib
import secrets
from functools import partial
from typing import TYPE_CHECKING

from sheets_schema.books.shelf import BOOKS, DESK, SURVEY
from sheets_schema.company import prefill
from sheets_schema.procedure import pack
from sheets_schema.reading.contacts import ascii_domain
from sheets_schema.records import NewRow
from sheets_schema.timing import holidays_vn
from sync import copies
from sync.desk import Desk
from sync.durable.claims import Claims
from sync.durable.database import is_older, open_database
from sync.durable.journal import Journal
from sync.durable.ledger import Ledger
from sync.durable.queue import Queue
from sync.settle import settle
from sync.store import StoreError, Unreachable
from sync.version import FIRST, VERSION

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from datetime import datetime
    from pathlib import Path

    from sheets_schema.cells import Raw
    from sheets_schema.columns import Book
    from sync.configuration.settings import Settings
    from sync.store import Store

DATABASE = "langnghe.db"
DESK_ID = "desk-id"
_WRITTEN_BY = "version"
"""The name under which the version is kept that last wrote."""
FIRST_PERSON = "Người phụ trách"
"""What the first person is called until the company types a name."""
LOCAL_DOMAIN = "langnghe.localhost"
"""What stands behind the @ of a Message-ID as long as the desk has no address."""


class NoSuchQueue(StoreError):  # noqa: N818 - named for the refusal
    """The settings name a database elsewhere, which this program cannot use yet."""

    def __init__(self) -> None:
        super().__init__("[queue] url: chưa dùng được máy chủ khác; xin để trống.")


def open_desk(
    folder: Path,
    settings: Settings,
    *,
    now: datetime,
    draw: Callable[[], int] = lambda: secrets.randbelow(10**9),
) -> Desk:
    """The desk of a folder: its database, its books, whatever program holds them.

    Raises:
        Unstorable: The database cannot be opened.
        NoSuchQueue: The settings want it elsewhere.
    """
    if settings.queue.url.get_secret_value():
        raise NoSuchQueue
    file = folder / DATABASE
    is_new = not file.exists()
    if not is_new:
        _copy_before_upgrade(file, now=now)
    database = open_database(file)
    journal = Journal(database)
    if is_new:
        journal.snapshots.keep(_WRITTEN_BY, VERSION, now=now)
    sender = settings.mail.sender or settings.company.email
    return Desk(
        settings=settings,
        store=_store(folder, settings, _desk_id(journal, settings, now=now)),
        queue=Queue(database),
        ledger=Ledger(database, domain=_domain(sender)),
        journal=journal,
        claims=Claims(database),
        draw=draw,
    )


def _copy_before_upgrade(file: Path, *, now: datetime) -> None:
    """Copy a database of an older version, once, before its tables are changed."""
    if not is_older(file) or copies.before(file.parent, VERSION):
        return
    called = copies.name(now, f"{copies.BEFORE}{VERSION}")
    half = copies.half(file.parent, called)
    copies.keep_database(file, half / file.name)
    half.rename(half.with_name(called))


def last_version(desk: Desk) -> str:
    """Which version of the program last wrote the books of a desk."""
    found = desk.journal.snapshots.get(_WRITTEN_BY)
    return found if isinstance(found, str) else FIRST


def keep_version(desk: Desk, *, now: datetime) -> None:
    """Note that this version of the program has written."""
    desk.journal.snapshots.keep(_WRITTEN_BY, VERSION, now=now)


def back_up(desk: Desk, folder: Path, called: str) -> Path:
    """Copy a desk's books and database into ``backups/``: see `copies.make`."""
    from sync.xlsx.workbook import WorkbookStore  # noqa: PLC0415 - loaded where it is used

    is_here = desk.settings.store.kind == "workbook"
    copy = WorkbookStore(copies.half(folder, called), desk_id="")
    books = None if is_here else desk.store
    return copies.make(folder, called, folder / DATABASE, books, copy)


def _domain(sender: str) -> str:
    """What stands behind the @ of a Message-ID: the sender's domain, in ASCII."""
    try:
        return ascii_domain(sender.partition("@")[2]) or LOCAL_DOMAIN
    except UnicodeError:  # no letter can go from there, and the post says so
        return LOCAL_DOMAIN


def _desk_id(journal: Journal, settings: Settings, *, now: datetime) -> str:
    """What the books of this desk carry, so that no other desk writes them.

    It follows from the oldest of the secrets, so that a desk that lost its database is
    still known to its books, and is kept, so that secrets may change.
    """
    known = journal.snapshots.get(DESK_ID)
    if not isinstance(known, str):
        secret = settings.web.secret[-1].get_secret_value().encode()
        known = hashlib.blake2b(secret, digest_size=16, person=b"desk").hexdigest()
        journal.snapshots.keep(DESK_ID, known, now=now)
    return known


def _store(folder: Path, settings: Settings, desk_id: str) -> Store:
    """The store that the settings name; the workbook needs nothing set up."""
    if settings.store.kind == "google":
        return _google(folder, settings, desk_id)
    from sync.xlsx.workbook import WorkbookStore  # noqa: PLC0415 - loaded where it is used

    return WorkbookStore(folder, desk_id=desk_id)


def _google(folder: Path, settings: Settings, desk_id: str) -> Store:
    """Spreadsheets that people made and shared; asks Google nothing yet."""
    from sync.google.client import Client  # noqa: PLC0415 - loaded where it is used
    from sync.google.store import GoogleStore  # noqa: PLC0415 - as above

    said = settings.store.google
    return GoogleStore(
        Client(folder / said.credentials, endpoint=said.endpoint),
        ids={book.key: getattr(said, book.key) for book in BOOKS},
        desk_id=desk_id,
        zone=settings.company.timezone,
    )


def furnish(desk: Desk, *, email: str, now: datetime) -> int:
    """Make the books of a desk and fill what a new one begins with; how many rows.

    A second time nothing that exists is changed: a tab that holds a row is left alone.

    Args:
        desk: With its settings.
        email: The address of the first person, head of the unit and administrator.
        now: The moment; the calendar covers its year and the next.
    """
    for book in BOOKS:
        desk.store.dress(book)
    rows = {book: _first_rows(desk, book, email, now) for book in BOOKS}
    return sum(settle(partial(_fill, desk, book, rows[book])) for book in BOOKS)


def take_over(desk: Desk) -> None:
    """Let books that carry another desk's id carry this one's; others stay as they are.

    Raises:
        StoreError: A book cannot be written.
    """
    for book in BOOKS:
        try:
            desk.store.read(book)
        except Unreachable:
            continue  # it is not there yet, or is told when it is made
        desk.store.take_over(book)


def _fill(
    desk: Desk, book: Book, rows: Mapping[str, Iterable[Mapping[str, Raw]]]
) -> int:
    reading = desk.store.read(book)
    new = [
        NewRow(tab, cells, once="")
        for tab, lines in rows.items()
        if not reading.rows.get(tab, ("unreadable",))
        for cells in lines
    ]
    return desk.store.commit(reading, new).rows


def _first_rows(
    desk: Desk, book: Book, email: str, now: datetime
) -> Mapping[str, Iterable[Mapping[str, Raw]]]:
    if book is SURVEY:
        return {"question": prefill.question(desk.company.name)}
    if book is not DESK:
        return {}
    rules, unit = pack.read(desk.settings.procedure.pack), desk.company.unit
    days = (*holidays_vn.for_year(now.year), *holidays_vn.for_year(now.year + 1))
    return {
        "policy": prefill.policy(rules),
        "authority": prefill.authority(rules),
        "hours": prefill.hours(),
        "calendar": prefill.calendar(days),
        "choice": prefill.choice(),
        "letter": prefill.letter(),
        "document": prefill.document(),
        "unit": prefill.unit(unit, head=FIRST_PERSON, email=desk.company.email),
        "person": prefill.person(FIRST_PERSON, email=email, unit=unit),
    }
