"""Calls: when the customer of a case was called or asked, as the events tell."""

from __future__ import annotations

from collections import defaultdict
from datetime import time
from typing import TYPE_CHECKING

from sheets_schema import entry
from sheets_schema.books.actions import EVENT

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

    from sheets_schema.casework.lines import Line
    from sheets_schema.cells import Conditions
    from sheets_schema.records import Row

    Calls = Mapping[str, tuple[datetime, ...]]

KINDS = frozenset({"Hỏi khách", "Gọi khách"})
"""The kinds of events in which somebody spoke with the customer."""
QUESTION = "ask_text"


def read(rows: tuple[Row, ...], to: Conditions) -> Calls:
    """The moments of calls by the number of the case, the earliest first.

    An event that does not say when it was says nothing.
    """
    found: dict[str, list[datetime]] = defaultdict(list)
    for one in entry.read_all(EVENT, rows, to):
        at = one.moment("at")
        if at is not None and one.text("kind") in KINDS:
            found[one.text("case")].append(at)
    return {case: tuple(sorted(moments)) for case, moments in found.items()}


def asked(slip: Line, calls: Iterable[datetime], *, now: datetime) -> datetime | None:
    """When the question of a slip was put to the customer; None if it was not yet.

    A question is not asked by being written down. It is by the first call since the
    desk saw it: since the facts of the slip are what they are. A day without an hour
    is believed on the day itself.
    """
    if not slip.row.get(QUESTION):
        return None
    known = slip.seen and slip.seen.cells.get(QUESTION) == slip.row.get(QUESTION)
    since = slip.seen.changed_at if slip.seen and known else now
    return next((at for at in calls if _is_since(at, since) and at <= now), None)


def _is_since(at: datetime, since: datetime) -> bool:
    """Whether a moment, typed to the minute or the day, is not before another."""
    begun = since.astimezone(at.tzinfo).replace(second=0, microsecond=0)
    if at.time() == time.min:
        return at.date() >= begun.date()
    return at >= begun
