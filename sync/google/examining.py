"""Examining: what of a book on Google would keep the desk from its work."""

from __future__ import annotations

from datetime import datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING, Any, TypeAlias

from sheets_schema.finding import Finding, Matter
from sync.google.dressing import LOCALE, same_zone
from sync.google.findings import FOREIGN, of_book
from sync.google.refusals import Refused, Why
from sync.google.sheets import marks

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sync.google.line import Line

Json: TypeAlias = dict[str, Any]
_SLACK = timedelta(minutes=5)
"""By how much Google lets a clock be wrong."""
_FIELDS = (
    "properties(locale,timeZone),namedRanges(namedRangeId,name),"
    "sheets(properties(title),protectedRanges(warningOnly,requestingUserCanEdit))"
)
_NOTHING: Json = {"deleteNamedRange": {"namedRangeId": "langnghe-nothing"}}
"""A request that fails by itself: only who may write is told that it is wrong."""


def examined(
    line: Line, book_id: str, *, desk: str, zone: str, email: str
) -> Iterator[Finding]:
    """What is wrong with a spreadsheet; nothing is changed in it.

    Raises:
        Refused: It cannot even be read, or not be written.
    """
    found = line.get(book_id, {"fields": _FIELDS})
    _try_to_write(line, book_id)
    yield from _foreign(found, desk)
    yield from _guarded(found, email)
    yield from _elsewhere(found, zone)


def _try_to_write(line: Line, book_id: str) -> None:
    try:
        line.post(book_id, {"requests": [_NOTHING]}, fields="spreadsheetId")
    except Refused as refused:
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
