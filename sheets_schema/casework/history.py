"""What the rest of the register says of one case: repeats, likenesses, the customer."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from datetime import timedelta
from typing import TYPE_CHECKING, NamedTuple

from sheets_schema.books.register import F01
from sheets_schema.casework import receipt
from sheets_schema.casework.case import ADDRESSES, addresses
from sheets_schema.procedure import course

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import datetime

    from sheets_schema.casework.case import Case
    from sheets_schema.entry import Entry

YEAR = timedelta(days=365)
HALF_YEAR = timedelta(days=183)
_WORDS = frozenset({F01.code, "description", "service", "topic"})
_STANDS = frozenset(cell.partition(".")[2] for cell in course.SET_ASIDE.cells)
CELLS = _WORDS | ADDRESSES | receipt.CELLS | _STANDS
"""The cells of a row from which its trace follows."""


class Trace(NamedTuple):
    """What other cases can tell of one.

    Attributes:
        code: Its number.
        said: What makes it look like a copy of another: words, moment and sender.
        addresses: By which its sender is known again.
        trouble: The kind of trouble; empty without a topic.
        received: When it came; None where nobody knows.
        counts: Whether it is one of several; what was set aside is not.
    """

    code: str
    said: tuple[object, ...]
    addresses: tuple[str, ...]
    trouble: str
    received: datetime | None
    counts: bool


class Neighbours(NamedTuple):
    """What the rest of the register says of one case.

    Attributes:
        twin: The number of the first case that says the same of the same moment, or
            empty.
        repeats: How often this customer wrote in the year up to this case, itself
            included; None where it cannot be known who wrote.
        similar: How many cases of its service and topic came in the half year up to it.
        customer: The customer with this telephone number or address (M10, M16).
    """

    twin: str = ""
    repeats: int | None = None
    similar: int | None = None
    customer: str = ""


def trace(case: Case) -> Trace:
    """What the register is told of a case."""
    entry, known_by = case.entry, case.addresses
    moment = entry.moment("received_at") or case.code
    return Trace(
        case.code,
        (entry.text("description"), *known_by, moment),
        known_by,
        f"{entry.text('service')}\n{entry.text('topic')}" if entry.has("topic") else "",
        case.received,
        not case.is_dropped,
    )


def customers(entries: Iterable[Entry]) -> Mapping[str, str]:
    """The customers' numbers and names by address and telephone number."""
    return {
        known_by: f"{customer.code} {customer.text('name')}".strip()
        for customer in entries
        for known_by in addresses(customer)
    }


class History:
    """The register by customer and by kind of trouble, and the customers by address."""

    def __init__(self, traces: Iterable[Trace], customers: Mapping[str, str]) -> None:
        """Look once at every case."""
        self._by_customer: dict[str, list[datetime]] = defaultdict(list)
        self._by_trouble: dict[str, list[datetime]] = defaultdict(list)
        self._first: dict[object, str] = {}
        for one in traces:
            self._first[one.said] = min(one.code, self._first.get(one.said, one.code))
            if one.received and one.counts:
                for known_by in one.addresses:
                    self._by_customer[known_by].append(one.received)
                self._by_trouble[one.trouble].append(one.received)
        for moments in (*self._by_customer.values(), *self._by_trouble.values()):
            moments.sort()
        self._customers = customers

    def of(self, one: Trace) -> Neighbours:
        """What it says of a case."""
        first = self._first.get(one.said, one.code)
        return Neighbours(
            twin=first if first != one.code else "",
            repeats=self._repeats(one),
            similar=self._similar(one),
            customer=self._customer(one),
        )

    def _repeats(self, one: Trace) -> int | None:
        counts = [
            _within(self._by_customer.get(known_by, ()), one.received, YEAR)
            for known_by in one.addresses
        ]
        return max(counts, default=0) or None

    def _similar(self, one: Trace) -> int | None:
        if not one.trouble:
            return None
        moments = self._by_trouble.get(one.trouble, ())
        return _within(moments, one.received, HALF_YEAR) or None

    def _customer(self, one: Trace) -> str:
        found = (self._customers.get(known_by) for known_by in one.addresses)
        return next(filter(None, found), "")


def _within(moments: Sequence[datetime], end: datetime | None, span: timedelta) -> int:
    """How many of these moments, in their order, lie in a span up to its end."""
    if end is None:
        return 0
    return bisect_right(moments, end) - bisect_left(moments, end - span)
