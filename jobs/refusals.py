"""Refusals: the errors that are told in one sentence, whatever command met them."""

from __future__ import annotations

import errno

from jobs.survey import NoSummary
from sheets_schema.company.pack import UnknownPack
from sheets_schema.writing.letters import Unfillable
from sync.configuration.settings import BadSettings
from sync.durable.database import Unstorable
from sync.store import StoreError


class Refused(Exception):  # noqa: N818 - named for the refusal
    """A command cannot do what was asked; ``str`` is one sentence."""


class WrongWords(Refused):
    """Nobody can know what was asked: the command line names what there is not."""


REFUSALS = (
    BadSettings,
    NoSummary,
    Refused,
    StoreError,
    Unfillable,
    UnknownPack,
    Unstorable,
)


def sentence(error: Exception) -> str | None:
    """What people are told of an error; None where it is a mistake of the program."""
    if isinstance(error, REFUSALS):
        return str(error)
    if isinstance(error, OSError):
        place = f" ({error.filename})" if error.filename else ""
        return f"Không làm được: {_why(error)}{place}."
    return None


_REASONS = {
    errno.ENOENT: "không có tệp hay thư mục này",
    errno.EACCES: "không có quyền đọc hoặc ghi ở đây",
    errno.EPERM: "không có quyền làm việc này",
    errno.EEXIST: "tệp đã có ở đó",
    errno.EISDIR: "đây là một thư mục, không phải tệp",
    errno.ENOTDIR: "đây là một tệp, không phải thư mục",
    errno.ENAMETOOLONG: "tên tệp quá dài",
    errno.ENOSPC: "ổ đĩa đã đầy",
    errno.EDQUOT: "ổ đĩa đã hết phần được dùng",
    errno.EFBIG: "tệp lớn hơn mức được phép",
    errno.EROFS: "ổ đĩa chỉ cho đọc",
    errno.EIO: "ổ đĩa báo lỗi khi đọc hoặc ghi",
    errno.ETXTBSY: "một chương trình khác đang dùng tệp",
    errno.EBUSY: "một chương trình khác đang dùng tệp",
    errno.EMFILE: "chương trình mở quá nhiều tệp cùng lúc",
    errno.ENOMEM: "máy tính đã hết bộ nhớ",
    errno.ECONNREFUSED: "máy chủ không nhận kết nối",
    errno.ECONNRESET: "máy chủ ngắt kết nối",
    errno.EPIPE: "đầu bên kia đã đóng",
    errno.ETIMEDOUT: "máy chủ không trả lời",
    errno.ENETUNREACH: "không có mạng",
    errno.EHOSTUNREACH: "không tới được máy chủ",
}


def _why(error: OSError) -> str:
    """The reason in our words; of one that we do not know the number and its own."""
    if error.errno in _REASONS:
        return _REASONS[error.errno]
    if isinstance(error, TimeoutError):
        return _REASONS[errno.ETIMEDOUT]
    return f"hệ điều hành báo lỗi {error.errno or ''}, “{error.strerror or error}”"
