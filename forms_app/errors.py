"""Errors and their pages: one table from what went wrong to what the reader is told.

A `Refusal` brings the form back with every word still in it. Everything else gets a
page of its own, in words that ask nothing of the reader but patience.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from flask import current_app, make_response, render_template, request
from werkzeug.exceptions import HTTPException, MethodNotAllowed

from forms_app.language import Said
from sheets_schema.codes import grouped
from sync.durable.database import Unstorable

if TYPE_CHECKING:
    from flask import Flask, Response


class Refusal(Exception):  # noqa: N818 - named for the refusal
    """Not now, or not so: what is told above the form.

    Attributes:
        status: Of the answer.
        heading: The first line of the note.
        said: The sentence under it.
        wait: Seconds after which it may be tried again; 0 if time does not matter.
        renews: Whether the page needs a new ticket.
    """

    status = 400
    heading = Said("Phản hồi chưa được gửi")
    wait = 0
    renews = False

    def __init__(self, said: Said) -> None:
        super().__init__(said.text)
        self.said = said


class Stale(Refusal):
    """The page lay open for more than a day, or is not one of ours."""

    renews = True

    def __init__(self) -> None:
        super().__init__(
            Said("Trang mở đã lâu; nội dung vẫn còn. Xin Quý khách gửi lại.")
        )


class TooFast(Refusal):
    """Sent before anybody could have read the page."""

    def __init__(self) -> None:
        super().__init__(
            Said("Xin Quý khách đợi vài giây rồi chọn Gửi phản hồi một lần nữa.")
        )


class TooMany(Refusal):
    """A limit is reached; the words stay on the page meanwhile."""

    status = 429

    def __init__(self, seconds: int, time: str) -> None:
        super().__init__(
            Said(
                "Chúng tôi đã nhận nhiều phản hồi từ kết nối này. "
                "Xin Quý khách thử lại sau {time}.",
                time=time,
            )
        )
        self.wait = seconds


class SentOtherwise(Refusal):
    """This page was sent before, with other words: nobody's words are dropped."""

    status = 409
    heading = Said("Phản hồi trước đã được gửi")
    renews = True

    def __init__(self, code: str, moment: str) -> None:
        super().__init__(
            Said(
                "Phản hồi trước đã được gửi lúc {moment}, mã tra cứu {code}. Nội dung "
                "dưới đây khác với phản hồi đó. Nếu Quý khách muốn gửi thêm, xin chọn "
                "Gửi phản hồi.",
                moment=moment,
                code=grouped(code),
            )
        )


class NotStored(Refusal):
    """The disk refuses."""

    status = 503
    wait = 60

    def __init__(self) -> None:
        super().__init__(
            Said(
                "Hệ thống đang gặp trục trặc nên chưa lưu được. Nội dung vẫn còn ở "
                "trang này; xin Quý khách chọn Gửi phản hồi lần nữa sau ít phút."
            )
        )


@dataclass(frozen=True, slots=True)
class Page:
    """A page that says what went wrong."""

    title: Said
    said: Said


_TROUBLE = Page(
    Said("Hệ thống đang gặp trục trặc"),
    Said("Xin Quý khách quay lại trang trước và thử lại sau ít phút."),
)
NOWHERE = 404
_NO_SUCH_PAGE = Page(
    Said("Không tìm thấy trang này"),
    Said("Xin Quý khách kiểm tra lại địa chỉ, hoặc mở trang gửi phản hồi."),
)
PAGES = {
    400: Page(
        Said("Chúng tôi chưa đọc được yêu cầu này"),
        Said("Xin Quý khách mở lại trang gửi phản hồi và thử lần nữa."),
    ),
    NOWHERE: Page(
        Said("Liên kết này không còn dùng được"),
        Said("Xin Quý khách kiểm tra lại địa chỉ, hoặc mở trang gửi phản hồi."),
    ),
    405: Page(
        Said("Trang này không mở được theo cách đó"),
        Said("Xin Quý khách mở lại trang gửi phản hồi và thử lần nữa."),
    ),
    413: Page(
        Said("Nội dung gửi quá lớn"),
        Said(
            "Nội dung tối đa 5.000 ký tự. Xin Quý khách quay lại trang trước, "
            "rút ngắn nội dung rồi gửi lần nữa."
        ),
    ),
    500: _TROUBLE,
    503: _TROUBLE,
}
"""By status; other 4xx say what 400 says."""


def answer(error: Exception) -> Response:
    """The page of an error that no view answered, with its status."""
    status = _status(error)
    page = PAGES.get(status, PAGES[400])
    if status == NOWHERE and request.url_rule is None:
        page = _NO_SUCH_PAGE
    response = make_response(render_template("notice.html", page=page), status)
    if isinstance(error, MethodNotAllowed):
        response.allow.update(error.valid_methods or ())
    return response


def _status(error: Exception) -> int:
    if isinstance(error, Unstorable):
        return 503
    if isinstance(error, HTTPException) and 400 <= (error.code or 500) < 500:  # noqa: PLR2004 - what HTTP calls the client's
        return error.code or 400
    current_app.logger.error("a page failed", exc_info=error)
    return 500


def register(app: Flask) -> None:
    """Answer every error from the table."""
    app.register_error_handler(Exception, answer)
