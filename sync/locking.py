"""Locks: one writer a folder, and the same lock as the programs people use."""

from __future__ import annotations

import getpass
import os
import socket
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from filelock import Timeout

from sync.machine import exclusive
from sync.store import Held

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

US = "Lắng Nghe"
"""The name under which the desk holds a book."""
FOLDER_LOCK = ".langnghe.lock"
_WIDE = 55
"""Where Microsoft's lock file holds the length of the name in UTF-16."""


@contextmanager
def locked(book: Path, title: str, *, patience: float) -> Iterator[None]:
    """Hold a book as its only writer.

    The folder's own lock keeps other copies of the desk out; the lock file beside the
    book, the same as LibreOffice's, keeps people's programs from saving meanwhile.

    Args:
        book: The workbook's file.
        title: What people call it.
        patience: How many seconds to wait for another copy of the desk.

    Raises:
        Held: Somebody has it open, or another copy of the desk is at work.
    """
    try:
        with exclusive(book.with_name(FOLDER_LOCK), patience=patience):
            _take(book, title)
            try:
                yield
            finally:
                libre_lock(book).unlink(missing_ok=True)
    except Timeout as error:
        raise Held(title, f"một bản {US} khác") from error


def holder(book: Path) -> str:
    """Who has a book open, as their program's lock file says; empty if nobody has.

    A lock file that a program left behind looks like one in use: it is told, and a
    person who knows may delete it.
    """
    with suppress(FileNotFoundError):
        return _name_in(_bytes(office_lock(book)))
    words = _said(libre_lock(book))
    return "" if words is None or _ours(words) else _told(words)


def lock_of(book: Path) -> Path:
    """The lock file that says who has a book open."""
    office = office_lock(book)
    return office if office.exists() else libre_lock(book)


def libre_lock(book: Path) -> Path:
    """The file that LibreOffice puts beside a book while it is open there."""
    return book.with_name(f".~lock.{book.name}#")


def office_lock(book: Path) -> Path:
    """The file that Microsoft Office puts beside a book while it is open there."""
    return book.with_name(f"~${book.name}")


def _take(book: Path, title: str) -> None:
    """Put our lock file there, or refuse.

    It appears whole and only where there is none. One of our own on this machine is
    what a killed copy left: whoever holds the folder's lock may take it over.
    """
    lock = libre_lock(book)
    draft = lock.with_name(f"{lock.name}.langnghe")
    try:
        with draft.open("wb") as file:
            began = os.fstat(file.fileno()).st_mtime
            file.write(_words(book, began).encode())
        words = _said(lock)
        if words is not None and _ours(words):
            lock.unlink()
        _appear(draft, lock)
    except FileExistsError as error:
        raise Held(title, holder(book)) from error
    finally:
        draft.unlink(missing_ok=True)
    try:
        still_ours(book, title)
    except Held:
        lock.unlink()
        raise


def still_ours(book: Path, title: str) -> None:
    """Ask once more, for Microsoft Office does not heed the lock file of others.

    Raises:
        Held: Somebody has opened the book since it was locked.
    """
    if office_lock(book).exists():
        raise Held(title, holder(book))


def _bytes(lock: Path) -> bytes:
    """What Microsoft's lock file holds; nothing where Windows keeps it shut."""
    try:
        return lock.read_bytes()
    except FileNotFoundError:
        raise
    except OSError:
        return b""


def _said(lock: Path) -> str | None:
    """What a lock file says; None where there is none."""
    try:
        return lock.read_text(encoding="utf-8", errors="replace")
    except FileNotFoundError:
        return None


def _appear(draft: Path, lock: Path) -> None:
    """Give the draft its name unless the name is taken."""
    try:
        os.link(draft, lock)
    except FileExistsError:
        raise
    except OSError:  # a file system without links
        lock.touch(exist_ok=False)
        draft.replace(lock)


def _words(book: Path, began: float) -> str:
    """Name, account, machine, moment and place, as LibreOffice writes them."""
    moment = datetime.fromtimestamp(began, UTC).astimezone()
    place = book.parent.resolve().as_uri()
    fields = (US, _account(), socket.gethostname(), f"{moment:%d.%m.%Y %H:%M}", place)
    return ",".join(it.replace(",", "\\,").replace(";", "\\;") for it in fields) + ";"


def _account() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):  # an account without a name, as in containers
        return ""


def _ours(words: str) -> bool:
    fields = words.split(",")
    return fields[0] == US and fields[2:3] == [socket.gethostname()]


def _told(words: str) -> str:
    """Who holds the book and since when, for people."""
    fields = [*words.rstrip(";\n").split(","), "", "", "", ""]
    name = fields[0] or fields[1] or "một chương trình khác"
    machine = f" trên máy {fields[2]}" if fields[2] else ""
    since = f" từ {fields[3].replace('.', '/')}" if fields[3] else ""
    return f"{name}{machine}{since}"


def _name_in(words: bytes) -> str:
    """The name in Microsoft's lock file: in UTF-16, else in the machine's old code."""
    wide, old = words[_WIDE : _WIDE + 1], words[:1]
    name = (
        words[_WIDE + 2 :][: 2 * wide[0]].decode("utf-16-le", "replace") if wide else ""
    )
    spelled = words[1:][: old[0]].decode("cp1252", "replace") if old else ""
    return name.strip("\0 ") or spelled.strip("\0 ") or "Excel"
