"""Findings: what keeps the desk from its Google books, and how a person mends it."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING

from sheets_schema.finding import Finding, Matter
from sync.google.dressing import LOCALE, same_zone
from sync.google.refusals import ApiRefused, Why
from sync.google.spreadsheet import MARKS, marks
from sync.store import Unreachable

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from sheets_schema.columns import Book
    from sync.google.cells import Json
    from sync.google.client import Client

_SLACK = timedelta(minutes=5)
"""By how much Google lets a clock be wrong."""
_FIELDS = (
    f"properties(locale,timeZone),{MARKS},"
    "sheets(properties(title),protectedRanges(warningOnly,requestingUserCanEdit))"
)
_NOTHING: Json = {"deleteNamedRange": {"namedRangeId": "langnghe-nothing"}}
"""A request that fails by itself: only who may write is told that it is wrong."""
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

    def finding(self, refused: ApiRefused, book: Book) -> Finding:
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
        except ApiRefused as refused:
            found = self.finding(refused, book)
            raise Unreachable(book.title, found.what, found.do) from refused


def examined(
    client: Client, book_id: str, *, desk: str, zone: str, email: str
) -> Iterator[Finding]:
    """What is wrong with a spreadsheet; nothing is changed in it.

    Raises:
        ApiRefused: It cannot even be read, or not be written.
    """
    found = client.get(book_id, {"fields": _FIELDS})
    _try_to_write(client, book_id)
    yield from _foreign(found, desk)
    yield from _guarded(found, email)
    yield from _elsewhere(found, zone)


def _try_to_write(client: Client, book_id: str) -> None:
    try:
        client.post(book_id, {"requests": [_NOTHING]}, fields="spreadsheetId")
    except ApiRefused as refused:
        if refused.why is not Why.INVALID:
            raise


def _foreign(found: Json, desk: str) -> Iterator[Finding]:
    if any(mark.desk != desk for mark in marks(found)):
        yield of_book(
            FOREIGN,
            "Nếu bàn kia không còn dùng, xin chạy “langnghe init --take-over”.",
        )


def _guarded(found: Json, email: str) -> Iterator[Finding]:
    for sheet in found.get("sheets", ()):
        closed = [
            one
            for one in sheet.get("protectedRanges", ())
            if not one.get("warningOnly") and not one.get("requestingUserCanEdit")
        ]
        if closed:
            title = sheet["properties"]["title"]
            yield of_book(
                f"tab “{title}” có vùng được bảo vệ mà hệ thống không được ghi",
                f"Xin mở Dữ liệu, Bảo vệ trang tính và dải ô, rồi thêm {email} vào "
                "những người được chỉnh sửa.",
            )


def _elsewhere(found: Json, zone: str) -> Iterator[Finding]:
    said = found.get("properties", {})
    for name, wanted, words, same in (
        ("timeZone", zone, "múi giờ", same_zone),
        ("locale", LOCALE, "ngôn ngữ", str.__eq__),
    ):
        if not same(said.get(name, ""), wanted):
            yield of_book(
                f"{words} của sổ đang là {said.get(name)}, lẽ ra là {wanted}",
                "Xin chạy “langnghe run dress”; hệ thống sẽ đặt lại.",
                grave=False,
            )


def clock(said: str, now: datetime) -> Iterator[Finding]:
    """Whether this machine's clock agrees with the moment of Google's last answer.

    Args:
        said: The moment as the answer wrote it; empty if there was none.
        now: The moment by this machine, with its zone.
    """
    try:
        there = parsedate_to_datetime(said)
    except ValueError:
        return
    ahead = now - there
    if abs(ahead) > _SLACK:
        minutes = round(abs(ahead) / timedelta(minutes=1))
        way = "nhanh" if ahead > timedelta() else "chậm"
        yield Finding(
            f"đồng hồ của máy này {way} {minutes} phút",
            "Xin chỉnh lại giờ của máy và bật tự đồng bộ giờ.",
            Matter.CLOCK,
            grave=True,
        )
