"""The desk's database: one SQLite file that survives a crash at any instant.

The file lies on a local disk (WAL does not work over a network share). Moments are
stored as ISO text in UTC, so that text order is time order; they come back in UTC.
"""

from __future__ import annotations

import sqlite3
from collections import deque
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from sync.schema import VERSIONS

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

PATIENCE = 10.0
"""Seconds to wait for another process that is writing."""

_REASONS = {
    sqlite3.SQLITE_FULL: "ổ đĩa đã đầy",
    sqlite3.SQLITE_READONLY: "không có quyền ghi vào thư mục này",
    sqlite3.SQLITE_CANTOPEN: "không mở được tệp trong thư mục này",
    sqlite3.SQLITE_PERM: "không có quyền dùng tệp này",
    sqlite3.SQLITE_BUSY: "một chương trình khác đang giữ tệp quá lâu",
    sqlite3.SQLITE_IOERR: "ổ đĩa báo lỗi khi ghi",
    sqlite3.SQLITE_CORRUPT: "nội dung tệp đã hỏng",
    sqlite3.SQLITE_NOTADB: "tệp này không phải cơ sở dữ liệu của chương trình",
}


class Unstorable(Exception):  # noqa: N818 - named for the refusal
    """Nothing can be stored now; ``str`` is one sentence for people."""

    def __init__(self, reason: str) -> None:
        super().__init__(f"Chưa lưu được dữ liệu: {reason}.")


def unstorable(error: Exception) -> Unstorable:
    """The refusal that an error of SQLite or of the file system amounts to."""
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    return Unstorable(_REASONS.get(code, "máy tính từ chối ghi vào ổ đĩa"))


def text(at: datetime) -> str:
    """A moment as the database holds it: UTC, always equally long.

    Args:
        at: With its zone; a naive one raises ``ValueError``.
    """
    if at.tzinfo is None:
        msg = "a moment without a zone cannot be stored"
        raise ValueError(msg)
    return at.astimezone(UTC).isoformat(timespec="microseconds")


def moment(stored: str) -> datetime:
    """The moment that `text` stored, in UTC."""
    return datetime.fromisoformat(stored)


class Database:
    """Connections to one file: one for each thread that is at work in it.

    A connection is used by one thread at a time and kept for the next.
    """

    def __init__(
        self, path: Path, *, kind: type[sqlite3.Connection] = sqlite3.Connection
    ) -> None:
        self.path = path
        self._kind = kind
        self._idle: deque[sqlite3.Connection] = deque()

    @contextmanager
    def transaction(self) -> Iterator[sqlite3.Connection]:
        """All of the block or nothing of it; on disk when the block has ended.

        Raises:
            Unstorable: The file cannot be read or written; nothing was changed.
        """
        with self._connection() as connection:
            connection.execute("BEGIN IMMEDIATE")
            try:
                yield connection
                connection.execute("COMMIT")
            finally:
                if connection.in_transaction:
                    connection.execute("ROLLBACK")

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """A connection for questions; each sees what was committed before it.

        Raises:
            Unstorable: The file cannot be read.
        """
        with self._connection() as connection:
            yield connection

    def close(self) -> None:
        """Close what is idle; a thread still at work closes its own when done."""
        while self._idle:
            self._idle.pop().close()

    @contextmanager
    def _connection(self) -> Iterator[sqlite3.Connection]:
        try:
            connection = self._idle.pop() if self._idle else self._connect()
            try:
                yield connection
            finally:
                self._idle.append(connection)
        except (sqlite3.OperationalError, sqlite3.DatabaseError) as error:
            raise unstorable(error) from error

    def _connect(self) -> sqlite3.Connection:
        connection = sqlite3.connect(
            self.path,
            timeout=PATIENCE,
            isolation_level=None,
            check_same_thread=False,
            factory=self._kind,
        )
        connection.row_factory = sqlite3.Row
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = FULL")
        return connection

    def migrate(self) -> None:
        """Bring the tables to the form that this program knows."""
        with self.transaction() as connection:
            (version,) = connection.execute("PRAGMA user_version").fetchone()
            if version > len(VERSIONS):
                reason = "tệp này do một phiên bản mới hơn của chương trình lập ra"
                raise Unstorable(reason)
            for statements in VERSIONS[version:]:
                for statement in statements:
                    connection.execute(statement)
            connection.execute(f"PRAGMA user_version = {len(VERSIONS)}")


def open_database(
    path: Path, *, kind: type[sqlite3.Connection] = sqlite3.Connection
) -> Database:
    """The database in a file, made or brought up to date where needed.

    Args:
        path: The file; its folder is there already.
        kind: What connections are made of: a slower or a failing disk in trials.

    Raises:
        Unstorable: The place cannot be written, or a newer program made the file.
    """
    database = Database(path, kind=kind)
    database.migrate()
    return database
