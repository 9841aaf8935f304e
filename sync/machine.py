"""Machine: what the operating system and SQLite answer, in words for people; locks.

Each reason is said once, whichever part of the program is refused.
"""

from __future__ import annotations

import errno
import socket
import sqlite3
from contextlib import contextmanager
from typing import TYPE_CHECKING

from filelock import FileLock, Timeout

from sync.store import StoreError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

_FULL = "ổ đĩa đã đầy"
_BROKEN = "ổ đĩa báo lỗi khi đọc hoặc ghi"
_NO_MEMORY = "máy tính đã hết bộ nhớ"
_IN_USE = "một chương trình khác đang dùng tệp"
BAD_CONTENT = "nội dung tệp đã hỏng"
_HELD = "một chương trình khác đang giữ tệp quá lâu"
_REFUSED = "không có quyền dùng tệp này"

_OF_SYSTEM: Mapping[int, str] = {
    errno.ENOENT: "không có tệp hay thư mục này",
    errno.EACCES: "không có quyền đọc hoặc ghi ở đây",
    errno.EPERM: "không có quyền làm việc này",
    errno.EEXIST: "tệp đã có ở đó",
    errno.EISDIR: "đây là một thư mục, không phải tệp",
    errno.ENOTDIR: "đây là một tệp, không phải thư mục",
    errno.ENAMETOOLONG: "tên tệp quá dài",
    errno.ENOSPC: _FULL,
    errno.EDQUOT: "ổ đĩa đã hết phần được dùng",
    errno.EFBIG: "tệp lớn hơn mức được phép",
    errno.EROFS: "ổ đĩa chỉ cho đọc",
    errno.EIO: _BROKEN,
    errno.ETXTBSY: _IN_USE,
    errno.EBUSY: _IN_USE,
    errno.ELOOP: "không đọc hoặc ghi được, vì liên kết dẫn vòng quanh",
    errno.EMFILE: "chương trình mở quá nhiều tệp cùng lúc",
    errno.ENOMEM: _NO_MEMORY,
    errno.EADDRINUSE: "cổng này đang có chương trình khác dùng",
    errno.EADDRNOTAVAIL: "máy này không có địa chỉ đó",
    errno.ECONNREFUSED: "máy chủ không nhận kết nối",
    errno.ECONNRESET: "máy chủ ngắt kết nối",
    errno.EPIPE: "đầu bên kia đã đóng",
    errno.ETIMEDOUT: "máy chủ không trả lời",
    errno.ENETUNREACH: "không có mạng",
    errno.EHOSTUNREACH: "không tới được máy chủ",
}
_OF_SQLITE: Mapping[int, str] = {
    sqlite3.SQLITE_FULL: _FULL,
    sqlite3.SQLITE_READONLY: "không có quyền ghi vào thư mục này",
    sqlite3.SQLITE_CANTOPEN: "không mở được tệp trong thư mục này",
    sqlite3.SQLITE_PERM: _REFUSED,
    sqlite3.SQLITE_AUTH: _REFUSED,
    sqlite3.SQLITE_BUSY: _HELD,
    sqlite3.SQLITE_LOCKED: _HELD,
    sqlite3.SQLITE_PROTOCOL: _HELD,
    sqlite3.SQLITE_IOERR: _BROKEN,
    sqlite3.SQLITE_NOMEM: _NO_MEMORY,
    sqlite3.SQLITE_CORRUPT: BAD_CONTENT,
    sqlite3.SQLITE_NOTADB: "tệp không phải cơ sở dữ liệu của chương trình này",
}
_OF_WINDOWS = frozenset({5, 32, 33})
"""What Windows answers where another program holds a file."""
_PRIMARY = 0xFF
"""The part of SQLite's code that says the kind of error."""


def reason(error: OSError) -> str:
    """Why the system refused; of a number that we do not know, the number and its own.

    Returns:
        Words that go on behind a colon: small first letter, no full stop.
    """
    number = error.errno or 0
    if isinstance(error, socket.gaierror):
        number = errno.EADDRNOTAVAIL
    elif isinstance(error, TimeoutError):
        number = errno.ETIMEDOUT
    if number in _OF_SYSTEM:
        return _OF_SYSTEM[number]
    return f"hệ điều hành báo lỗi {number or ''}, “{error.strerror or error}”"


class NoLocks(StoreError):  # noqa: N818 - named for the refusal
    """The folder knows no locks: two copies of the desk could write one book."""

    do = (
        "Xin đặt thư mục của bàn trên ổ đĩa của chính máy này, không phải ổ mạng hay "
        "ổ đồng bộ."
    )

    def __init__(self, folder: Path) -> None:
        super().__init__(
            f"Thư mục {folder} không khoá được tệp, nên hai bản của chương trình có "
            f"thể cùng ghi một sổ. {self.do}"
        )


_LOCKLESS = frozenset({errno.ENOLCK, errno.ENOSYS, errno.EOPNOTSUPP, errno.ENOTSUP})


@contextmanager
def exclusive(file: Path, *, patience: float = -1) -> Iterator[None]:
    """Hold a file's lock while the block lasts.

    Args:
        file: Made where it is not there.
        patience: How many seconds to wait for whoever holds it; for ever below 0.

    Raises:
        Timeout: Somebody holds it.
        NoLocks: The file system knows no locks.
    """
    lock = FileLock(file, timeout=patience)
    try:
        lock.acquire()
    except OSError as error:
        if isinstance(error, Timeout) or error.errno not in _LOCKLESS:
            raise
        raise NoLocks(file.parent) from error
    try:
        yield
    finally:
        lock.release()


def is_in_use(error: OSError) -> bool:
    """Whether Windows refused because another program holds the file."""
    return getattr(error, "winerror", None) in _OF_WINDOWS


def sqlite_code(error: sqlite3.Error) -> int:
    """The kind of an error of SQLite; 0 where it is none of the file."""
    code: int = getattr(error, "sqlite_errorcode", 0)
    return code & _PRIMARY


def sqlite_reason(error: sqlite3.Error) -> str:
    """Why the database file refused; empty where the mistake is the program's."""
    return _OF_SQLITE.get(sqlite_code(error), "")
