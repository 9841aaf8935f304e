"""An exchange: a fresh file put in a book's place in one step, or not at all."""

from __future__ import annotations

import ctypes
import errno
import hashlib
import os
import shutil
import sys
from contextlib import suppress
from typing import TYPE_CHECKING, TypeAlias

from sync.store import Moved

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

Swap: TypeAlias = "Callable[[Path, Path], None]"
"""Puts the first file in the second one's place, and what stood there in the first's.

Raises OSError, and then neither was moved.
"""

_HERE = -100
_EXCHANGE = 2
_UNABLE = frozenset({errno.ENOSYS, errno.EINVAL, errno.ENOTSUP})
_MARK = "langnghe"
_LENGTH = 32


def digest(path: Path) -> str:
    """What tells a file's bytes from any others."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()[:_LENGTH]


def digest_of(words: bytes) -> str:
    """The digest of a file that holds these bytes."""
    return hashlib.sha256(words).hexdigest()[:_LENGTH]


def draft(book: Path) -> Path:
    """Where a book's next version is written."""
    return book.with_name(f".~{book.name}.{_MARK}")


def swap(fresh: Path, book: Path) -> None:
    """Let two files change places: in one step where the system can, as Linux."""
    on_linux = sys.platform == "linux"
    library = ctypes.CDLL(None, use_errno=True) if on_linux else None
    rename = getattr(library, "renameat2", None)
    if rename is None:
        step_by_step(fresh, book)
    elif rename(_HERE, os.fsencode(fresh), _HERE, os.fsencode(book), _EXCHANGE):
        code = ctypes.get_errno()
        if code not in _UNABLE:
            raise OSError(code, os.strerror(code), str(book))
        step_by_step(fresh, book)


def step_by_step(fresh: Path, book: Path) -> None:
    """The same where the system has no exchange: the book itself changes in one step.

    A save that slips in between the first line and the second is lost; lock files keep
    the programs out that heed them.
    """
    kept = fresh.with_name(fresh.name.replace(_MARK, f"{_MARK}-old", 1))
    try:
        _link(book, kept)
        fresh.replace(book)
    except OSError:
        kept.unlink(missing_ok=True)
        raise
    kept.replace(fresh)


def _link(file: Path, name: Path) -> None:
    try:
        os.link(file, name)
    except OSError:  # a file system without links
        shutil.copy2(file, name)


def exchange(book: Path, fresh: Path, *, was: str, title: str, by: Swap = swap) -> None:
    """Put a fresh file in a book's place, if that displaces what had been read.

    Where a person's save slipped in between, their file is put back.

    Args:
        book: The workbook's file.
        fresh: The file to take its place, in the same folder; it is gone afterwards.
        was: The digest of what had been read.
        title: What people call the book.
        by: How two files change places.

    Raises:
        Moved: Somebody saved meanwhile.
        OSError: It could not be done; the book is as it was.
    """
    _own(book, fresh)
    ours = digest(fresh)
    kept = fresh.replace(fresh.with_name(f"{fresh.name}.{was}.{ours}"))
    try:
        by(kept, book)
    except OSError:
        kept.unlink(missing_ok=True)
        raise
    slipped_in = digest(kept) != was
    if slipped_in:
        _put_back(kept, book, ours, by)
    kept.unlink()
    _flush(book.parent)
    if slipped_in:
        raise Moved(title)


def recover(book: Path) -> None:
    """Finish what a killed copy began: a save that it displaced is put back."""
    for kept in book.parent.glob(f".~{book.name}.{_MARK}*.*.*"):
        was, ours = kept.name.split(".")[-2:]
        displaced = digest(kept) not in {was, ours}
        if displaced and book.exists() and digest(book) == ours:
            kept.replace(book)
        kept.unlink(missing_ok=True)


def _put_back(theirs: Path, book: Path, placed: str, by: Swap) -> None:
    """Put a displaced save back, unless a later one has come in its stead."""
    while True:
        newest = digest(theirs)
        by(theirs, book)
        if digest(theirs) == placed:
            return
        placed = newest


def _own(book: Path, fresh: Path) -> None:
    """Give the fresh file to whom the book belongs, so that people may go on saving.

    Each right for itself: an account that may not give a file away may still give it to
    a group of its own. The mode last, as a new owner takes rights away.
    """
    if hasattr(os, "chown"):
        about = book.stat()
        for who in ((-1, about.st_gid), (about.st_uid, -1)):
            with suppress(PermissionError):
                os.chown(fresh, *who)
    shutil.copymode(book, fresh)
    if hasattr(os, "getxattr"):
        with suppress(OSError):  # where nobody else was given rights by name
            os.setxattr(fresh, _ACL, os.getxattr(book, _ACL))


_ACL = "system.posix_acl_access"


def _flush(folder: Path) -> None:
    """Let the folder's own record reach the disk, where the system has a way to."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
