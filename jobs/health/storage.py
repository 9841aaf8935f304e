"""Storage: folder and database: locked, for us alone, and readable to the last row."""

from __future__ import annotations

import shlex
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from filelock import Timeout

from jobs.mailing.folder import LETTERS
from jobs.register import remembering
from sheets_schema.finding import Finding, Matter
from sync import copies, private
from sync.bootstrap import DATABASE
from sync.configuration.settings import FILE
from sync.durable.database import Database, Unstorable
from sync.locking import FOLDER_LOCK
from sync.machine import NoLocks, exclusive

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from sync.configuration.settings import Settings
    from sync.desk import Desk

KEEP_IT = (
    "Xin dừng chương trình, giữ nguyên langnghe.db và chép nó ra nơi khác trước khi "
    "làm gì thêm; rồi đặt lại bản trong thư mục backups, hoặc nhờ người quản trị."
)
_EVER = datetime.min.replace(tzinfo=UTC)
_ALL = 10**9


def in_folder(folder: Path) -> Iterator[Finding]:
    """Whether two copies of the desk could tell each other apart in the folder."""
    try:
        with exclusive(folder / FOLDER_LOCK, patience=0):
            return
    except Timeout:  # somebody holds it: locks work
        return
    except NoLocks as refused:
        yield Finding(str(refused), matter=Matter.FOLDER, grave=True)


def in_reach(folder: Path, said: Settings) -> Iterator[Finding]:
    """Which secrets and data other accounts of this machine may read."""
    secrets = (FILE, said.store.google.credentials)
    data = (DATABASE, *(f"{DATABASE}-{part}" for part in ("wal", "shm")))
    folders = (LETTERS, "attachments", copies.FOLDER)
    named = (folder / name for name in (*secrets, *data, *folders))
    loose = list(private.loose(named))
    if loose:
        listed = ", ".join(path.name for path in loose)
        quoted = " ".join(shlex.quote(str(path)) for path in loose)
        yield Finding(
            f"Tài khoản khác trên máy này đọc được {listed}.",
            f"Xin chạy: chmod go= {quoted}",
            Matter.FOLDER,
        )


def in_database(folder: Path) -> Iterator[Finding]:
    """Whether the file of the database is whole, page by page; none is not ill."""
    if not (folder / DATABASE).exists():
        return
    database = Database(folder / DATABASE)
    try:
        found = database.damage()
    except Unstorable as refused:
        yield _damaged(str(refused))
    else:
        if found:
            yield _damaged(found[0])
    finally:
        database.close()


def in_rows(desk: Desk) -> Iterator[Finding]:
    """Whether what the desk keeps means something to it, in each of its parts."""
    try:
        _read(desk)
    except Unstorable as refused:
        yield _damaged(str(refused))
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        yield _damaged(repr(error))


def _read(desk: Desk) -> None:
    desk.queue.waiting(limit=_ALL)
    desk.ledger.entries(since=_EVER)
    desk.claims.heartbeats()
    desk.journal.numbers()
    desk.journal.log.faults()
    for table in (*remembering.CASES, *remembering.WATCHED):
        desk.journal.seen(table.key)


def _damaged(detail: str) -> Finding:
    return Finding(
        f"Cơ sở dữ liệu {DATABASE} đã hỏng một phần.",
        KEEP_IT,
        Matter.DATABASE,
        grave=True,
        detail=" ".join(detail.split()),
    )
