"""The series of each tab: the numbers of its rows, each year counted anew."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from sheets_schema.casework.numbers import Numbers
    from sheets_schema.cells import Raw
    from sheets_schema.columns import Table

SERIES: Mapping[str, tuple[str, str]] = {
    "f01": ("F01", "received_at"),
    "f02": ("F02", "opened_at"),
    "event": ("DB", "at"),
    "action": ("KP", "proposed_at"),
    "conference": ("HN", "held_on"),
    "opinion": ("YK", "answered_at"),
    "consent": ("DY", "at"),
    "conduct": ("HC", "heard_at"),
    "campaign": ("KS", "start"),
    "invite": ("LM", "sent_at"),
    "answer": ("TL", "at"),
}
"""The series of each tab, and the column whose year a row is counted in."""
WHOLE: Mapping[str, str] = {
    "question": "campaign",
    "invite": "campaign",
    "answer": "campaign",
    "opinion": "conference",
    "event": "case",
}
"""The column that names the whole of which a row is part: each whole counts anew."""
CUSTOMERS = "KH"
"""The series that counts through all years: ``KH-000123``."""
_CUSTOMER = re.compile(rf"{CUSTOMERS}-([0-9]+)")
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")


class Codes:
    """Gives rows of one tab their codes, counted on from the highest ever known."""

    def __init__(
        self, table: Table, numbers: Numbers, found: Iterable[Raw], *, year: int
    ) -> None:
        """Start from what is known.

        Args:
            table: The tab.
            numbers: What was ever given out.
            found: The codes that stand in the tab or were seen there.
            year: The year of a row that names none.
        """
        self._table = table
        self._numbers = numbers
        self._year = year
        series, self._when = SERIES.get(table.key, ("", ""))
        self._series = series
        codes = [str(code) for code in found if code]
        if series:
            numbers.note(series, codes)
        told = (_CUSTOMER.fullmatch(code) for code in codes)
        self._customers = max((int(one[1]) for one in told if one), default=0)

    def next(self, cells: Mapping[str, Raw]) -> str:
        """A code for a row that brings none; empty where the tab has no numbers."""
        if self._table.key == "customer":
            self._customers += 1
            return f"{CUSTOMERS}-{self._customers:06d}"
        if not self._series:
            return ""
        return self._numbers.next(self._series, self._of(cells))

    def _of(self, cells: Mapping[str, Raw]) -> int:
        """The year of a row: of its moment, else of the whole it is part of."""
        moment = cells.get(self._when)
        if isinstance(moment, date):
            return moment.year
        named = _YEAR.search(str(cells.get(WHOLE.get(self._table.key, ""))))
        return int(named[0]) if named else self._year
