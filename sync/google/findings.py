"""Findings: what keeps the desk from its Google books, and how a person mends it."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sheets_schema.finding import Finding, Matter
from sync.google.refusals import Refused, Why
from sync.store import Unreachable

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from sheets_schema.columns import Book


FOREIGN = "sổ này thuộc một bàn Lắng Nghe khác"


_SAID: Mapping[Why, tuple[str, str]] = {
    Why.API_OFF: (
        "dự án của tài khoản dịch vụ chưa bật Google Sheets API",
        (
            "Xin mở console.cloud.google.com, chọn dự án {project}, bật Google Sheets "
            "API, rồi chờ vài phút."
        ),
    ),
    Why.FORBIDDEN: (
        "sổ chưa được chia sẻ cho {email}",
        "Xin mở sổ, bấm Chia sẻ, thêm {email} với quyền Người chỉnh sửa.",
    ),
    Why.READ_ONLY: (
        "{email} chỉ được xem sổ, chưa được ghi",
        "Xin mở sổ, bấm Chia sẻ, đổi quyền của {email} thành Người chỉnh sửa.",
    ),
    Why.NO_SUCH_BOOK: (
        "không có bảng tính nào mang mã {id}",
        (
            "Xin chép lại mã trong địa chỉ của bảng tính, giữa /d/ và /edit, vào "
            "langnghe.toml, mục [store.google], dòng {key}."
        ),
    ),
    Why.NO_ID: (
        "langnghe.toml chưa ghi mã của bảng tính",
        (
            "Xin tạo một bảng tính trống, chia sẻ cho {email} với quyền Người chỉnh "
            "sửa, rồi ghi mã của bảng tính vào mục [store.google], dòng {key}."
        ),
    ),
    Why.NO_KEY: (
        "không đọc được tệp khoá {detail} của tài khoản dịch vụ",
        (
            "Xin tạo khoá JSON cho tài khoản dịch vụ và đặt tệp đúng chỗ ghi ở "
            "[store.google] credentials; mẫu: credentials.example.json."
        ),
    ),
    Why.KEY_REFUSED: (
        "Google không nhận khoá của tài khoản {email}",
        "Xin tạo khoá JSON mới cho tài khoản dịch vụ và thay tệp khoá.",
    ),
    Why.CLOCK: (
        "đồng hồ của máy này sai nên Google không nhận chữ ký",
        "Xin chỉnh lại giờ của máy và bật tự đồng bộ giờ.",
    ),
    Why.TOO_OFTEN: (
        "Google tạm từ chối vì có quá nhiều yêu cầu trong một phút",
        "Không phải làm gì; hệ thống tự ghi lại sau ít phút.",
    ),
    Why.NO_LINE: (
        "không kết nối được với Google",
        "Xin kiểm tra đường mạng và tường lửa của máy này.",
    ),
    Why.BROKEN: (
        "Google đang gặp sự cố ({detail})",
        "Không phải làm gì; hệ thống tự ghi lại khi Google hoạt động trở lại.",
    ),
    Why.INVALID: (
        "Google không nhận lần ghi ({detail})",
        "Nếu có vùng được bảo vệ, xin thêm {email} vào những người được sửa vùng đó.",
    ),
}


def of_book(what: str, do: str, *, grave: bool = True) -> Finding:
    """What is found of a book; ``what`` fits after its name and “:”."""
    return Finding(what, do, Matter.BOOK, grave=grave)


@dataclass(frozen=True, slots=True)
class Names:
    """What the sentences name.

    Attributes:
        email: The service account.
        project: Its project.
        ids: The ids of the spreadsheets by the keys of the books.
    """

    email: str
    project: str
    ids: Mapping[str, str]

    def finding(self, refused: Refused, book: Book) -> Finding:
        """What a refusal means for a book; it fits after its name and “:”."""
        what, do = _SAID[refused.why]
        words = {
            "email": self.email or "tài khoản dịch vụ",
            "project": self.project or "của tài khoản",
            "id": self.ids.get(book.key, ""),
            "key": book.key,
            "detail": refused.detail,
        }
        return of_book(what.format(**words), do.format(**words))

    @contextmanager
    def told(self, book: Book) -> Iterator[None]:
        """Whatever Google refuses inside is told of the book, in a sentence.

        Raises:
            Unreachable: Google refused.
        """
        try:
            yield
        except Refused as refused:
            found = self.finding(refused, book)
            raise Unreachable(book.title, found.what, found.do) from refused
