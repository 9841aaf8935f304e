"""The dates of an imported column: which part is the day, and if hours are told."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import TYPE_CHECKING

from sheets_schema.imports import day_order
from sheets_schema.imports.day_order import DayOrder, Tally
from sheets_schema.reading import month_names
from sheets_schema.reading.typed import fold

if TYPE_CHECKING:
    from sheets_schema.cells import Raw

_HOUR = re.compile(r"[0-9] ?(?::|h|g)|[0-9]t[0-9]")
_LAST = time(23, 59)


@dataclass
class Dates:
    """What a whole column says of its dates.

    Attributes:
        tally: How those in words are written.
        real: How many a spreadsheet understood as such.
        days: How many due days were taken to their end.
    """

    tally: Tally = field(default_factory=Tally)
    real: int = 0
    days: int = 0
    _timed: bool = False

    def study(self, raw: Raw) -> None:
        """Look at one cell more."""
        if isinstance(raw, str):
            self.tally.add(raw)
        self.real += isinstance(raw, date)
        self._timed |= isinstance(raw, datetime) and raw.time() != time.min

    def in_order(self, raw: Raw) -> Raw:
        """A date in words with its day first; None where that cannot be known."""
        if not isinstance(raw, str):
            return raw
        own, whole = day_order.reading(raw), self.tally.order
        if own is DayOrder.UNCLEAR and whole is DayOrder.MIXED:
            return None
        month = own is DayOrder.MONTH_FIRST
        month |= own is DayOrder.UNCLEAR and whole is DayOrder.MONTH_FIRST
        return day_order.turned(raw) if month else month_names.spelled(raw)

    def due(self, held: Raw, raw: Raw) -> Raw:
        """A due moment; one that names only a day lasts until the day is over.

        Args:
            held: What the cell means.
            raw: What stands in the file: midnight may be told, or merely be left out.
        """
        if not isinstance(held, datetime) or self._tells_hour(raw):
            return held
        self.days += 1
        return datetime.combine(held, _LAST)

    def _tells_hour(self, raw: Raw) -> bool:
        if isinstance(raw, str):
            return _HOUR.search(fold(raw)) is not None
        return isinstance(raw, datetime) and self._timed
