"""What Google answers is told apart by its codes, never by its words."""

from __future__ import annotations

import json
from typing import Any

import pytest
from google.auth.exceptions import MalformedError, RefreshError, TransportError
from gspread.exceptions import APIError
from requests import Response
from requests.exceptions import ConnectTimeout, ReadTimeout

from sync.google.refusals import ApiRefused, Busy, Why, meant

HTML = "<!DOCTYPE html><title>Error 502 (Server Error)!!1</title>"


def answer(status: int, body: Any = HTML, **headers: str) -> APIError:
    response = Response()
    response.status_code = status
    text = body if isinstance(body, str) else json.dumps(body)
    response._content = text.encode()
    response.headers.update({key.replace("_", "-"): it for key, it in headers.items()})
    return APIError(response)


def error(status: int, *reasons: str, message: str = "Không") -> APIError:
    details = [{"reason": reason} for reason in reasons]
    found = {"code": status, "message": message, "details": details}
    return answer(status, {"error": found})


def unsigned(kind: Any, *said: str, **rest: bool) -> Exception:
    """An error of google-auth, whose classes have no annotations."""
    found: Exception = kind(*said, **rest)
    return found


GIVEN: dict[str, tuple[Exception, Why, bool, bool]] = {
    "400": (error(400), Why.INVALID, False, True),
    "401": (error(401), Why.KEY_REFUSED, False, True),
    "403": (error(403), Why.FORBIDDEN, False, True),
    "403 off": (error(403, "SERVICE_DISABLED"), Why.API_OFF, False, True),
    "403 rate": (error(403, "RATE_LIMIT_EXCEEDED"), Why.TOO_OFTEN, True, True),
    "404": (error(404), Why.NO_SUCH_BOOK, False, True),
    "408 page": (answer(408), Why.BROKEN, True, False),
    "409": (error(409), Why.BROKEN, True, False),
    "429": (error(429, "RATE_LIMIT_EXCEEDED"), Why.TOO_OFTEN, True, True),
    "429 page": (answer(429), Why.TOO_OFTEN, True, True),
    "500": (error(500), Why.BROKEN, True, False),
    "501": (error(501), Why.INVALID, False, True),
    "502 page": (answer(502), Why.BROKEN, True, False),
    "503 list": (answer(503, ["not an object"]), Why.BROKEN, True, False),
    "late": (ReadTimeout(), Why.NO_LINE, True, False),
    "no line": (ConnectTimeout(), Why.NO_LINE, True, True),
    "no token line": (unsigned(TransportError, "x"), Why.NO_LINE, True, True),
    "key gone": (unsigned(RefreshError, "gone"), Why.KEY_REFUSED, False, True),
    "clock": (unsigned(RefreshError, "check iat and exp"), Why.CLOCK, False, True),
    "token later": (
        unsigned(RefreshError, "later", retryable=True),
        Why.BROKEN,
        True,
        True,
    ),
    "no key": (unsigned(MalformedError, "no"), Why.KEY_REFUSED, False, True),
}
"""An error: what it means, whether it may pass, whether surely nothing was done."""


@pytest.mark.parametrize("name", GIVEN)
def test_an_error_means(name: str) -> None:
    given, why, passes, sure = GIVEN[name]
    found = meant(given)
    assert (found.why, isinstance(found, Busy), found.sure) == (why, passes, sure)


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({}, 0.0),
        ({"Retry_After": "7"}, 7.0),
        (
            {
                "Retry_After": "Fri, 06 Mar 2026 09:42:30 GMT",
                "Date": "Fri, 06 Mar 2026 09:42:00 GMT",
            },
            30.0,
        ),
        (
            {
                "Retry_After": "Fri, 06 Mar 2026 09:41:00 -0000",
                "Date": "Fri, 06 Mar 2026 09:42:00 -0000",
            },
            0.0,
        ),
        ({"Retry_After": "soon", "Date": "today"}, 0.0),
    ],
)
def test_a_pause_that_google_asks_for_is_known(
    headers: dict[str, str], seconds: float
) -> None:
    found = meant(answer(429, **headers))
    assert isinstance(found, Busy)
    assert found.after == seconds


def test_googles_own_words_are_kept_for_who_asks_further() -> None:
    found = meant(error(400, message="Bad range"))
    assert (type(found), found.detail) == (ApiRefused, "Bad range")
