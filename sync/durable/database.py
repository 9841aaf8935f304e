"""The desk's database: one SQLite file that survives a crash at any instant.

The file lies on a local disk (WAL does not work over a network share). Moments are
stored as ISO text in UTC, so that text order is time order; they come back in UTC.
"""

from __future__ import annotations

import sqlite3
from collections import deque
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from threading import Lock
from typing import TYPE_CHECKING

from sync import machine, private
from sync.durable.schema import VERSIONS

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

PATIENCE = 10.0
"""Seconds to wait for another process that is writing."""
_TURNS = 100
"""How often a new file is turned to write-ahead logging before we go without."""

_TAKEN_AWAY = (
    "tệp cơ sở dữ liệu đã bị xoá, dời chỗ hoặc thay khi chương trình đang chạy; xin "
    "đặt lại tệp rồi khởi động lại chương trình"
)
_SPOILT = "ai đó đã xoá một bảng trong tệp"


class Unstorable(Exception):  # noqa: N818 - named for the refusal
    """Nothing can be stored now; ``str`` is one sentence for people."""

    def __init__(self, reason: str) -> None:
        super().__init__(f"Chưa lưu được dữ liệu: {reason}.")
        self.reason = reason


def refusal(error: sqlite3.Error) -> Exception:
    """What an error of SQLite means to callers.

    `Unstorable` where the disk or its owner refuses; the error itself where it shows
    a mistake in this program.
    """
    if str(error).startswith("no such table"):  # every one is made with the file
        return Unstorable(_SPOILT)
    if str(error).startswith("Could not decode"):  # no text that we ever wrote
        return Unstorable(machine.BAD_CONTENT)
    reason = machine.sqlite_reason(error)
    return Unstorable(reason) if reason else error


def text(at: datetime) -> str:
    """A moment as the database holds it: UTC, always equally long.

    Args:
        at: With its zone; a naive one raises ``ValueError``.
    """
    if at.tzinfo is None:
        msg = "a moment without a zone cannot be stored"
        raise ValueError(msg)
    return at.astimezone(UTC).isoformat(timespec="microseconds")


def moment(stored: str) -> datetime | None:
    """The moment that `text` stored, in UTC; None for empty text: not yet."""
    return datetime.fromisoformat(stored) if stored else None


def _place(path: Path) -> tuple[int, int] | None:
    """Which file stands at a place, whatever it holds; None where there is none."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino


class Database:
    """Connections to one file.

    A connection is used by one thread at a time and then kept for the next.
    """

    def __init__(
        self, path: Path, *, kind: type[sqlite3.Connection] = sqlite3.Connection
    ) -> None:
        self.path = path
        self._kind = kind
        self._idle: deque[sqlite3.Connection] = deque()
        self._place: tuple[int, int] | None = None
        self._turn = Lock()  # SQLite's own waiting is sleeping and trying again

    @contextmanager
    def transaction(self) -> Iterator[sqlite3.Connection]:
        """All of the block or nothing of it; on disk when the block has ended.

        One transaction a thread at a time: a second inside the first never starts.

        Raises:
            Unstorable: The file cannot be read or written, or is not in its place any
                more: what was written into it nobody will find.
        """
        with self._turn, self.reading() as connection:
            connection.execute("BEGIN IMMEDIATE")
            yield connection
            connection.execute("COMMIT")
            if self._place not in {None, _place(self.path)}:
                raise Unstorable(_TAKEN_AWAY)

    def stay(self) -> None:
        """From now on refuse to store anything once another file stands here, or none.

        SQLite goes on writing into a file that was deleted, or moved with its folder.
        """
        self._place = _place(self.path)

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """A connection for questions; each sees all that was committed before it.

        Raises:
            Unstorable: The file cannot be read.
        """
        try:
            connection = self._take()
            try:
                yield connection
            finally:
                self._give_back(connection)
        except sqlite3.Error as error:
            told = refusal(error)
            if told is error:
                raise
            raise told from error

    def migrate(self) -> None:
        """Bring the tables to the form that this program knows.

        Raises:
            Unstorable: The place cannot be written, or a newer program was here.
        """
        with self.transaction() as connection:
            (version,) = connection.execute("PRAGMA user_version").fetchone()
            if version > len(VERSIONS):
                reason = "tệp do một phiên bản mới hơn của chương trình lập ra"
                raise Unstorable(reason)
            for statements in VERSIONS[version:]:
                for statement in statements:
                    connection.execute(statement)
            connection.execute(f"PRAGMA user_version = {len(VERSIONS)}")

    def damage(self) -> list[str]:
        """What SQLite finds wrong in the file, looking at each page of it.

        Two seconds for 200 MB.

        Raises:
            Unstorable: It cannot even be looked at.
        """
        with self.reading() as connection:
            said = connection.execute("PRAGMA integrity_check(20)").fetchall()
        return [words for (words,) in said if words != "ok"]

    def copy(self, target: Path) -> None:
        """Copy the whole file as of one instant, and look at each page of the copy.

        Raises:
            Unstorable: It cannot be read, or the copy is not whole.
        """
        made = Database(target)
        try:
            with self.reading() as connection, made.reading() as to:
                connection.backup(to)
            if damage := made.damage():
                raise Unstorable(damage[0])
        finally:
            made.close()

    def close(self) -> None:
        """Close the connections; nobody may be at work any more."""
        while self._idle:
            self._idle.pop().close()

    def _take(self) -> sqlite3.Connection:
        try:
            return self._idle.pop()
        except IndexError:
            return self._connect()

    def _give_back(self, connection: sqlite3.Connection) -> None:
        if connection.in_transaction:  # it broke off: closing undoes what it did
            connection.close()
        else:
            self._idle.append(connection)

    def _connect(self) -> sqlite3.Connection:
        connection = sqlite3.connect(
            self.path,
            timeout=PATIENCE,
            isolation_level=None,
            check_same_thread=False,
            factory=self._kind,
        )
        connection.row_factory = sqlite3.Row
        connection.execute("PRAGMA synchronous = FULL")
        return connection


def _write_ahead(connection: sqlite3.Connection) -> None:
    """Turn the file to write-ahead logging, once and for all.

    SQLite does not wait where several programs want this of a new file at the same
    moment, so we wait for one lock of the others after each refusal.
    """
    for _ in range(_TURNS):
        try:
            connection.execute("PRAGMA journal_mode = WAL")
        except sqlite3.OperationalError as error:
            if machine.sqlite_code(error) != sqlite3.SQLITE_BUSY:
                raise
            connection.execute("BEGIN IMMEDIATE")
            connection.execute("COMMIT")
        else:
            return


def open_database(
    path: Path, *, kind: type[sqlite3.Connection] = sqlite3.Connection
) -> Database:
    """The database in a file, made or brought up to date where needed.

    Args:
        path: The file; its folder is there already.
        kind: What connections are made of: a slow or a failing disk in trials.

    Raises:
        Unstorable: The place cannot be written, or a newer program was here.
    """
    with suppress(OSError):  # SQLite says in its own way what it cannot open
        private.seal(path)  # what it keeps beside the file has the same rights
    database = Database(path, kind=kind)
    with database.reading() as connection:
        _write_ahead(connection)
    database.migrate()
    database.stay()
    return database


def is_older(path: Path) -> bool:
    """Whether an older program made the tables of a file; looks and changes nothing.

    Raises:
        Unstorable: The file cannot be read.
    """
    database = Database(path)
    try:
        with database.reading() as connection:
            version: int = connection.execute("PRAGMA user_version").fetchone()[0]
    finally:
        database.close()
    return 0 < version < len(VERSIONS)
