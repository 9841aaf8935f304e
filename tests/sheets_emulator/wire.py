"""What comes in and what goes out: one request, one answer."""

from __future__ import annotations

import json
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from tests.sheets_emulator.errors import ApiError, invalid

Json = dict[str, Any]
"""An object of the API, as it goes over the line."""
JSON_TYPE = "application/json; charset=UTF-8"
SHEETS_HEADERS = {
    "Vary": "Origin, X-Origin, Referer",
    "X-XSS-Protection": "0",
    "X-Frame-Options": "SAMEORIGIN",
    "X-Content-Type-Options": "nosniff",
    "Cache-Control": "private",
    "Server": "ESF",
}
"""What every recorded answer of the Sheets API carries."""


@dataclass(frozen=True)
class Request:
    """One request; the path is still quoted, header names are in small letters."""

    method: str
    path: str
    query: list[tuple[str, str]] = field(default_factory=list)
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes = b""

    @classmethod
    def of(cls, method: str, target: str, headers: Json, body: bytes = b"") -> Request:
        """The request that a line ``GET /path?query`` makes."""
        parts = urlsplit(target)
        query = parse_qsl(parts.query, keep_blank_values=True)
        small = {name.lower(): value for name, value in headers.items()}
        return cls(method, parts.path, query, small, body)

    @cached_property
    def json(self) -> Any:
        """The body as JSON, an empty one as an empty object.

        Raises:
            ApiError: 400, it is none.
        """
        if not self.body.strip():
            return {}
        try:
            return json.loads(self.body)
        except ValueError as error:
            message = f"Invalid JSON payload received. {error}"
            raise invalid(message) from error

    @property
    def asked(self) -> Json:
        """The query; of what is given more than once the last."""
        return dict(self.query)

    @property
    def wants_pretty(self) -> bool:
        """Whether the answer is to be indented: it is, unless asked not to be."""
        return str(self.asked.get("prettyPrint", "true")).lower() != "false"

    def every(self, name: str) -> list[str]:
        """All values of a query parameter."""
        return [value for key, value in self.query if key == name]


@dataclass(frozen=True)
class Answer:
    """One answer."""

    status: int
    body: bytes = b""
    headers: dict[str, str] = field(default_factory=dict)

    @property
    def json(self) -> Any:
        """The body as JSON; None if there is none."""
        return json.loads(self.body) if self.body else None

    @property
    def indented(self) -> Answer:
        """The same answer as it is printed for people, if it is JSON."""
        if self.headers.get("Content-Type") != JSON_TYPE:
            return self
        text = json.dumps(self.json, ensure_ascii=False, indent=2)
        return replace(self, body=f"{text}\n".encode())


def as_json(body: Any, status: int = 200) -> Answer:
    """An answer in JSON."""
    text = json.dumps(body, ensure_ascii=False).encode()
    return Answer(status, text, {"Content-Type": JSON_TYPE, **SHEETS_HEADERS})


def as_html(text: str, status: int = 200) -> Answer:
    """An answer that is a page."""
    return Answer(status, text.encode(), {"Content-Type": "text/html; charset=UTF-8"})


def refusal(error: ApiError) -> Answer:
    """A refusal as an answer."""
    answer = as_json(error.body, error.code)
    if error.code == 401:
        challenge = 'Bearer realm="https://accounts.google.com/", error="invalid_token"'
        return Answer(
            401, answer.body, {**answer.headers, "WWW-Authenticate": challenge}
        )
    return answer
