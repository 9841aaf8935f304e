"""The client of Google: one account's requests to the Sheets API."""

from __future__ import annotations

import json
from functools import cached_property
from typing import TYPE_CHECKING, Any

import gspread
from google.oauth2.service_account import Credentials
from gspread.urls import (
    SPREADSHEET_BATCH_UPDATE_URL,
    SPREADSHEET_URL,
    SPREADSHEET_VALUES_BATCH_URL,
)

from sync.google.refusals import ERRORS, ApiRefused, Why, meant

if TYPE_CHECKING:
    from pathlib import Path

    from requests import Response

    from sync.google.cells import Json

GOOGLE = "https://sheets.googleapis.com"
SCOPES = ("https://www.googleapis.com/auth/spreadsheets",)
TIMEOUTS = (3.05, 30.0)
"""Seconds until a line stands, and between two parts of an answer."""
_PLAIN = {"prettyPrint": "false"}
"""Google indents its answers, to more than twice their size, unless asked not to."""
_LONG, _LONGEST = 100, 180.0
"""So many requests of a batch may take as long again, up to what Google allows."""


class _Account(Credentials):
    """A service account that asks nobody but the token endpoint.

    google-auth looks up in the background from where an account may be used, once a
    token is there; a desk needs neither the look-up nor another host.
    """

    def _after_refresh(self, *_: object) -> None:
        """Nothing."""


class _Http(gspread.HTTPClient):
    """gspread's client, pointed at whoever answers for Google."""

    endpoint = GOOGLE

    def request(self, method: str, endpoint: str, *args: Any, **rest: Any) -> Response:  # noqa: ANN401 - handed on as it came
        """One request."""
        endpoint = endpoint.replace(GOOGLE, self.endpoint, 1)
        return super().request(method, endpoint, *args, **rest)


class Client:
    """The way to the spreadsheets that are shared with one service account.

    Args:
        credentials: The account's file, as Google's console gives it.
        endpoint: Who answers for Google; empty for Google itself.
        timeouts: Seconds to wait for a connection, and for an answer.

    Attributes:
        reads, writes: How many requests went out so far.
        said: The moment by Google's clock in the last answer, as it was written.
    """

    def __init__(
        self,
        credentials: Path,
        *,
        endpoint: str = "",
        timeouts: tuple[float, float] = TIMEOUTS,
    ) -> None:
        self._credentials = credentials
        self._endpoint = endpoint.rstrip("/") or GOOGLE
        self._timeouts = timeouts
        self.reads = self.writes = 0
        self.said = ""

    @cached_property
    def account(self) -> Json:
        """The account's file.

        Raises:
            ApiRefused: It cannot be read.
        """
        try:
            found = json.loads(self._credentials.read_text(encoding="utf-8"))
        except (OSError, ValueError) as error:
            raise ApiRefused(Why.NO_KEY, str(self._credentials)) from error
        if not isinstance(found, dict):
            raise ApiRefused(Why.NO_KEY, str(self._credentials))
        return found

    @property
    def email(self) -> str:
        """The address with which people share a book; empty if it is not known."""
        return self._said("client_email")

    @property
    def project(self) -> str:
        """The project that the account belongs to; empty if it is not known."""
        return self._said("project_id")

    def _said(self, name: str) -> str:
        try:
            return str(self.account.get(name, ""))
        except ApiRefused:
            return ""

    @cached_property
    def _http(self) -> _Http:
        try:
            signed = _Account.from_service_account_info(  # type: ignore[no-untyped-call] # google-auth has no annotation here
                self.account, scopes=SCOPES
            )
        except ValueError as error:
            raise ApiRefused(Why.NO_KEY, str(self._credentials)) from error
        client = _Http(signed)
        client.endpoint = self._endpoint
        client.set_timeout(self._timeouts)
        return client

    def get(self, book_id: str, params: Json) -> Json:
        """``spreadsheets.get``.

        Raises:
            ApiRefused: Google said no, or `Busy` where it may say yes later.
        """
        self.reads += 1
        return self._asked("get", SPREADSHEET_URL % book_id, params)

    def values(self, book_id: str, params: Json) -> Json:
        """``spreadsheets.values.batchGet``.

        Raises:
            ApiRefused: As `get`.
        """
        self.reads += 1
        url = SPREADSHEET_VALUES_BATCH_URL % book_id
        return self._asked("get", url, params)

    def post(self, book_id: str, body: Json, *, fields: str) -> Json:
        """``spreadsheets.batchUpdate``: all of it or nothing.

        Raises:
            ApiRefused: As `get`; where it is not ``sure`` the work may have been done.
        """
        self.writes += 1
        turns = 1 + len(body["requests"]) // _LONG
        self._wait(turns)
        url = SPREADSHEET_BATCH_UPDATE_URL % book_id
        try:
            return self._asked("post", url, {"fields": fields}, json=body)
        except ApiRefused as refused:
            if refused.why is Why.FORBIDDEN:
                raise ApiRefused(Why.READ_ONLY, refused.detail) from refused
            raise
        finally:
            self._wait(1)

    def _wait(self, turns: int) -> None:
        """How long answers are waited for."""
        connect, read = self._timeouts
        self._http.set_timeout((connect, min(turns * read, max(read, _LONGEST))))

    def close(self) -> None:
        """Let go of the connection."""
        if "_http" in self.__dict__:
            self._http.session.close()

    def _asked(self, method: str, url: str, params: Json, **sent: Any) -> Json:  # noqa: ANN401 - handed on as it came
        try:
            asked = {**params, **_PLAIN}
            response = self._http.request(method, url, params=asked, **sent)
            self.said = str(response.headers.get("Date", ""))
            answer: Json = response.json()
        except ERRORS as error:
            raise meant(error) from error
        return answer
