"""Unmet: words that came by a page when their cell said something else already.

They stand as events; for some days the row of their case says where to find them.
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from jobs.register.mishaps import TOLD_FOR
from sheets_schema.books.actions import EVENT
from sheets_schema.books.register import F01
from sheets_schema.finding import Finding
from sheets_schema.reading import moments
from sheets_schema.words import EventKind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sheets_schema.records import Reading

_WHAT = "Có ý kiến{who} gửi qua trang chưa ghi được vào sổ."
_DO = f"Xin xem dòng {{code}} ở tab {EVENT.title} và chọn lại ô nếu cần."


def standing(reading: Reading, *, now: datetime) -> Iterator[Finding]:
    """What the rows of cases tell of the words of the last days."""
    since = moments.in_cell(now - TOLD_FOR, now.tzinfo)
    for row in reading.rows.get(EVENT.key, ()):
        at = row.get("at")
        is_unmet = row.get("kind") == EventKind.UNMET
        if is_unmet and isinstance(at, datetime) and at > since:
            who = f" của {row.get('person')}" if row.get("person") else ""
            yield Finding(
                _WHAT.format(who=who),
                _DO.format(code=row.get(EVENT.code)),
                tab=F01.key,
                code=str(row.get("case") or ""),
            )
