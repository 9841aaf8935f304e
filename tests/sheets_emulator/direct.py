"""Calls without a line: the emulator asked in the same process."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, urlencode

from tests.sheets_emulator.wire import Request

if TYPE_CHECKING:
    from tests.sheets_emulator.emulator import Emulator
    from tests.sheets_emulator.wire import Answer, Json


@dataclass(frozen=True)
class Direct:
    """One spreadsheet of an emulator that asks for no token."""

    emulator: Emulator
    book_id: str

    def ask(self, method: str, rest: str, body: Any = None, **query: Any) -> Answer:
        """One request; ``rest`` follows the spreadsheet's id."""
        text = urlencode(query, doseq=True)
        target = f"/v4/spreadsheets/{self.book_id}{rest}?{text}"
        sent = b"" if body is None else json.dumps(body).encode()
        return self.emulator.answer(Request.of(method, target, {}, sent))

    def get(self, **query: Any) -> Any:
        """``spreadsheets.get``."""
        return self.ask("GET", "", **query).json

    def read(self, area: str, **query: Any) -> Any:
        """The values of a range; None if there are none."""
        answer = self.ask("GET", f"/values/{quote(area, safe='')}", **query)
        return answer.json.get("values")

    def update(
        self, area: str, values: Any, option: str = "USER_ENTERED", **query: Any
    ) -> Any:
        """``values.update``."""
        where = f"/values/{quote(area, safe='')}"
        body = {"values": values}
        return self.ask("PUT", where, body, valueInputOption=option, **query).json

    def append(self, area: str, values: Any, **query: Any) -> Any:
        """``values.append`` under RAW."""
        where = f"/values/{quote(area, safe='')}:append"
        body = {"values": values}
        return self.ask("POST", where, body, valueInputOption="RAW", **query).json

    def batch(self, *requests: Json, **rest: Any) -> Any:
        """``spreadsheets.batchUpdate``."""
        body = {"requests": list(requests), **rest}
        return self.ask("POST", ":batchUpdate", body).json
