"""Rewriting: a workbook file replaced under lock, its faults told in a sentence."""

from __future__ import annotations

import os
import zlib
from contextlib import contextmanager
from io import BytesIO
from typing import IO, TYPE_CHECKING
from zipfile import BadZipFile

from sync import machine, private
from sync.locking import locked, still_ours
from sync.store import Held, Moved, Unreachable
from sync.xlsx.contents import Contents
from sync.xlsx.exchange import digest, draft, exchange, recover
from sync.xlsx.parts import Oversized, PartChanges, Parts

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from sync.xlsx.exchange import Swap

BROKEN = "tệp hỏng, có mật khẩu hoặc đang được lưu dở"
KEEP = (
    "Xin giữ lại tệp này ở nơi khác và đặt vào đây bản sao lưu mới nhất trong thư mục "
    "backups; chưa có bản nào thì mở tệp bằng LibreOffice hay Excel để sửa và lưu lại."
)
"""What to do about a book that cannot be read; never a word that makes a new one."""
OVERSIZED = "trong tệp có nhiều dữ liệu hơn mức đọc được"
LESSEN = "Xin xoá các ô, dòng và định dạng thừa trong sổ rồi lưu lại."
GONE = (
    "Xin đặt lại tệp vào thư mục, từ thùng rác hay thư mục backups; chỉ khi không "
    "còn bản nào mới chạy “langnghe init” để lập sổ trống."
)
"""What to do about a book that is not there."""
TORN = (BadZipFile, zlib.error, EOFError, UnicodeDecodeError, NotImplementedError)


@contextmanager
def told(file: Path, title: str) -> Iterator[None]:
    """Turn what a file system or a torn file answers into one sentence.

    Raises:
        Held: Another program holds the file.
        Unreachable: Everything else.
    """
    try:
        yield
    except Oversized as error:
        raise Unreachable(title, OVERSIZED, LESSEN) from error
    except TORN as error:
        raise Unreachable(title, BROKEN, KEEP) from error
    except FileNotFoundError as error:
        raise Unreachable(title, f"không thấy tệp ({file.name})", GONE) from error
    except OSError as error:
        if machine.is_in_use(error):
            raise Held(title) from error
        reason = machine.reason(error)
        raise Unreachable(title, f"{reason} ({file.name})") from error


def rewrite(
    file: Path,
    title: str,
    plan: Callable[[Contents], PartChanges],
    *,
    was: str,
    patience: float,
    by: Swap,
) -> None:
    """Replace a workbook file by what a plan makes of it, in one step and once.

    Args:
        file: The workbook.
        title: What people call it.
        plan: Says what changes; a plan without changes writes nothing.
        was: The digest of what the plan rests on; empty for whatever stands there.
        patience: How many seconds to wait for another copy of the desk.
        by: How two files change places.

    Raises:
        Held: Somebody has it open.
        Moved: It is no longer, or was just then no longer, what was read.
        Unreachable: It is not there, or cannot be read or written.
    """
    with told(file, title):
        book = file.resolve(strict=True)
        with locked(book, title, patience=patience):
            recover(book)
            now = digest(book)
            if was and was != now:
                raise Moved(title)
            fresh = draft(book)
            private.seal(fresh)  # until it has the rights of the book
            try:
                with book.open("rb") as source:
                    written = _write(source, fresh, plan)
                if written:
                    still_ours(book, title)
                    exchange(book, fresh, was=now, title=title, by=by)
            finally:
                fresh.unlink(missing_ok=True)


def create(
    file: Path,
    title: str,
    words: bytes,
    plan: Callable[[Contents], PartChanges],
    *,
    patience: float,
) -> None:
    """Make a workbook file that is not there yet, whole.

    Args:
        file: The workbook.
        title: What people call it.
        words: The bytes it is made from.
        plan: Says what changes in them.
        patience: How many seconds to wait for another copy of the desk.

    Raises:
        Held: Another copy of the desk is at work.
        Moved: Somebody has made it meanwhile.
        Unreachable: It cannot be made.
    """
    with told(file, title), locked(file, title, patience=patience):
        if file.exists():
            raise Moved(title)
        fresh = draft(file)
        try:
            _write(BytesIO(words), fresh, plan)
            fresh.replace(file)
        finally:
            fresh.unlink(missing_ok=True)


def _write(
    source: IO[bytes], fresh: Path, plan: Callable[[Contents], PartChanges]
) -> bool:
    """Write the file that is to come and let it reach the disk; False if none is."""
    contents = Contents(Parts(source))
    todo = plan(contents)
    if not todo.changed and not todo.dropped:
        return False
    with fresh.open("wb") as target:
        contents.parts.write(target, todo)
        target.flush()
        os.fsync(target.fileno())
    return True
