"""What the rest of the register says of one case: repeats, likenesses, the customer."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from datetime import timedelta
from typing import TYPE_CHECKING

from sheets_schema.casework.case import addresses

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from sheets_schema.casework.case import Case
    from sheets_schema.entry import Entry

YEAR = timedelta(days=365)
HALF_YEAR = timedelta(days=183)


class History:
    """The register by customer, by kind of trouble, and the customers by address."""

    def __init__(self, cases: Iterable[Case], customers: Iterable[Entry]) -> None:
        """Look once at every case and every customer."""
        self._by_customer: dict[str, list[datetime]] = defaultdict(list)
        self._by_trouble: dict[str, list[datetime]] = defaultdict(list)
        self._first: dict[object, str] = {}
        for case in cases:
            said = _said(case)
            self._first[said] = min(case.code, self._first.get(said, case.code))
            if case.received and not case.is_dropped:
                for known_by in case.addresses:
                    self._by_customer[known_by].append(case.received)
                self._by_trouble[_trouble(case)].append(case.received)
        for moments in (*self._by_customer.values(), *self._by_trouble.values()):
            moments.sort()
        self._customers = {
            known_by: customer
            for customer in customers
            for known_by in addresses(customer)
        }

    def twin(self, case: Case) -> str:
        """The first case that says the same of the same moment, if it is another."""
        first = self._first.get(_said(case), case.code)
        return first if first != case.code else ""

    def repeats(self, case: Case) -> int | None:
        """How often this customer wrote in the year up to this case, itself included.

        None where it cannot be known who wrote.
        """
        counts = [
            _within(self._by_customer.get(known_by, ()), case.received, YEAR)
            for known_by in case.addresses
        ]
        return max(counts, default=0) or None

    def similar(self, case: Case) -> int | None:
        """How many cases of its service and topic came in the half year up to it."""
        if not case.entry.has("topic"):
            return None
        moments = self._by_trouble.get(_trouble(case), ())
        return _within(moments, case.received, HALF_YEAR) or None

    def customer(self, case: Case) -> str:
        """The customer with this telephone number or address (M10, M16)."""
        for known_by in case.addresses:
            if known_by in self._customers:
                found = self._customers[known_by]
                return f"{found.code} {found.text('name')}".strip()
        return ""


def _said(case: Case) -> object:
    """What makes a case look like a copy of another: words, moment and sender."""
    words = (case.entry.text("description"), *case.addresses)
    return (*words, case.entry.moment("received_at") or case.code)


def _trouble(case: Case) -> str:
    return f"{case.entry.text('service')}\n{case.entry.text('topic')}"


def _within(moments: Iterable[datetime], end: datetime | None, span: timedelta) -> int:
    if end is None:
        return 0
    ordered = list(moments) if not isinstance(moments, list) else moments
    return bisect_right(ordered, end) - bisect_left(ordered, end - span)
