"""Receipt: the moment a case came, as far as it can be believed."""

from __future__ import annotations

from datetime import time, timedelta
from typing import TYPE_CHECKING

from sheets_schema import entry as entries

if TYPE_CHECKING:
    from datetime import datetime

    from sheets_schema.company.office import Office
    from sheets_schema.entry import Entry

CELL = "received_at"
CELLS = frozenset({CELL, "logged_at", "imported_at", "kind_sent"})
"""What the moment follows from."""
BEFORE_SEEN = timedelta(days=30)
"""How long before its row was first seen a case may have come."""

_AHEAD = "lúc này chưa tới, xin xem lại; trong lúc chờ chưa tính hạn, chưa gửi thư."
_LONG_AGO = (
    f"sớm hơn lúc ghi sổ quá {BEFORE_SEEN.days} ngày, xin xem lại; trong lúc chờ chưa "
    "tính hạn, chưa gửi thư. Hồ sơ của sổ cũ thì nhập bằng lệnh “langnghe import”."
)


def settled(entry: Entry, office: Office, *, now: datetime) -> Entry:
    """The row with the moment from which its clocks count.

    A day without an hour counts from when it was first seen that day, or from the start
    of that day's work if it was seen later. What the page noted is believed, and so is
    what an import brought.
    """
    typed = entry.moment(CELL)
    if typed is None or entry.has("imported_at") or entry.has("kind_sent"):
        return entry
    seen = entry.moment("logged_at") or now
    if typed > now:
        return entries.doubting(entry, {CELL: _AHEAD})
    if typed < seen - BEFORE_SEEN:
        return entries.doubting(entry, {CELL: _LONG_AGO})
    if typed.time() != time.min:
        return entry
    came = _within(typed, seen, office)
    return entries.meaning(entry, {CELL: came})


def _within(day: datetime, seen: datetime, office: Office) -> datetime:
    """The moment within a day from which it counts."""
    if seen.date() == day.date():
        return seen.replace(second=0, microsecond=0)
    opening = office.worktime.next_open(day)
    return opening if opening.date() == day.date() else day
