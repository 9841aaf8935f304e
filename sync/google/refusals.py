"""Refusals of Google: what went wrong, told apart by codes and never by messages.

Messages come in the language of an account, and an answer need not be JSON at all.
"""

from __future__ import annotations

from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from enum import Enum
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from google.auth.exceptions import GoogleAuthError, RefreshError, TransportError
from gspread.exceptions import APIError
from requests.exceptions import ConnectTimeout, JSONDecodeError, RequestException

from sync.retry import Passing

if TYPE_CHECKING:
    from requests import Response

ERRORS = (APIError, GoogleAuthError, RequestException, JSONDecodeError)
"""Everything that a request may raise."""
_TOO_OFTEN = frozenset(
    {"RATE_LIMIT_EXCEEDED", "rateLimitExceeded", "userRateLimitExceeded"}
)
_API_OFF = frozenset({"SERVICE_DISABLED", "accessNotConfigured"})


class Why(Enum):
    """What is the matter; `sync.google.findings` says each in words."""

    API_OFF = "the Sheets API is not switched on"
    FORBIDDEN = "not shared with the account"
    READ_ONLY = "shared only for reading"
    NO_SUCH_BOOK = "no spreadsheet has this id"
    NO_ID = "the settings name no spreadsheet"
    NO_KEY = "the account's file cannot be read"
    KEY_REFUSED = "the account's key is not accepted"
    CLOCK = "the machine's clock is wrong"
    TOO_OFTEN = "the quota of this minute is used up"
    NO_LINE = "Google cannot be reached"
    BROKEN = "Google answers with an error of its own"
    INVALID = "Google does not take the request"


class ApiRefused(Exception):  # noqa: N818 - named for the refusal
    """Google said no.

    Attributes:
        why: What is the matter.
        detail: Google's own words, for people who ask further.
        sure: Whether nothing was done; an answer that is lost says nothing of it.
    """

    def __init__(self, why: Why, detail: str = "", *, sure: bool = True) -> None:
        super().__init__(f"{why.value}: {detail}")
        self.why = why
        self.detail = detail
        self.sure = sure


class Busy(ApiRefused, Passing):
    """Google said no, and may say yes a little later."""

    def __init__(
        self, why: Why, detail: str = "", *, sure: bool, after: float = 0.0
    ) -> None:
        super().__init__(why, detail, sure=sure)
        self.after = after


def meant(error: Exception) -> ApiRefused:
    """What an error of gspread, google-auth or requests means."""
    if isinstance(error, APIError):
        return _answered(error.response)
    if isinstance(error, RefreshError):
        return _unsigned(error)
    if isinstance(error, TransportError | ConnectTimeout):
        return Busy(Why.NO_LINE, str(error), sure=True)
    if isinstance(error, GoogleAuthError):
        return ApiRefused(Why.KEY_REFUSED, str(error))
    return Busy(Why.NO_LINE, str(error), sure=False)


def _answered(response: Response) -> ApiRefused:
    """What an answer with an error means."""
    status, error = response.status_code, _error(response)
    detail = str(error.get("message") or status)
    reasons = _reasons(error)
    too_often = status == HTTPStatus.TOO_MANY_REQUESTS or reasons & _TOO_OFTEN
    if too_often:
        return Busy(Why.TOO_OFTEN, detail, sure=True, after=_asked(response))
    if status == HTTPStatus.FORBIDDEN:
        off = bool(reasons & _API_OFF)
        return ApiRefused(Why.API_OFF if off else Why.FORBIDDEN, detail)
    if status in _FINAL:
        return ApiRefused(_FINAL[status], detail)
    passing = status >= HTTPStatus.INTERNAL_SERVER_ERROR
    if (passing and status != HTTPStatus.NOT_IMPLEMENTED) or status in _AGAIN:
        return Busy(Why.BROKEN, detail, sure=False, after=_asked(response))
    return ApiRefused(Why.INVALID, detail)


_FINAL: dict[int, Why] = {
    HTTPStatus.UNAUTHORIZED: Why.KEY_REFUSED,
    HTTPStatus.NOT_FOUND: Why.NO_SUCH_BOOK,
}
_AGAIN = frozenset({HTTPStatus.REQUEST_TIMEOUT, HTTPStatus.CONFLICT})


def _error(response: Response) -> dict[str, Any]:
    """The error object of an answer; empty where the answer is a page."""
    try:
        found = response.json()["error"]
    except (ValueError, KeyError, TypeError):
        return {}
    return found if isinstance(found, dict) else {}


def _reasons(error: dict[str, Any]) -> frozenset[str]:
    listed = [*(error.get("details") or ()), *(error.get("errors") or ())]
    return frozenset(str(one.get("reason")) for one in listed if isinstance(one, dict))


def _asked(response: Response) -> float:
    """The seconds that an answer asks to wait, as a number or as a date."""
    said = str(response.headers.get("Retry-After") or "")
    if said.isdigit():
        return float(said)
    try:
        until = parsedate_to_datetime(said)
        since = parsedate_to_datetime(str(response.headers.get("Date")))
    except (TypeError, ValueError):
        return 0.0
    return max(0.0, (_aware(until) - _aware(since)).total_seconds())


def _aware(moment: datetime) -> datetime:
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _unsigned(error: RefreshError) -> ApiRefused:
    """Why no token was given."""
    detail = " ".join(str(part) for part in error.args)
    if error.retryable:
        return Busy(Why.BROKEN, detail, sure=True)
    # the endpoint tells a wrong clock by these names of fields, in every language
    clock = "iat" in detail and "exp" in detail
    return ApiRefused(Why.CLOCK if clock else Why.KEY_REFUSED, detail)
