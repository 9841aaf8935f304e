"""Recall: what was found out before, used again for as long as it holds."""

from __future__ import annotations

from collections import defaultdict
from operator import is_
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from sheets_schema.records import same_rows
from sheets_schema.timing.watched import Watched

if TYPE_CHECKING:
    from collections.abc import Callable, Collection
    from datetime import datetime

    from sheets_schema.records import Row

T = TypeVar("T")


class _Answer(NamedTuple):
    """What was found out, on what it rests, and for how long it holds."""

    given: tuple[object, ...]
    since: datetime
    until: datetime
    found: Any

    def holds(self, given: tuple[object, ...], now: datetime) -> bool:
        alike = len(given) == len(self.given) and all(map(is_, given, self.given))
        return alike and self.since <= now < self.until


class Recall:
    """The answers of one process, by kind and name; a new process believes nothing.

    An answer rests on all that it was found from. It is used again where the very same
    things are given, before the first moment at which it may come out otherwise; which
    moment that is follows from what was asked of `Watched`. What is equal is made the
    same by `rows` and `same`, so that nobody compares cells twice.
    """

    def __init__(self) -> None:
        self._answers: dict[str, dict[str, _Answer]] = defaultdict(dict)
        self._kept: dict[str, Any] = {}
        self._rows: dict[str, tuple[Row, ...]] = {}

    def rows(self, tab: str, rows: tuple[Row, ...]) -> tuple[Row, ...]:
        """The rows of a tab, those that are as they were last time being the same."""
        self._rows[tab] = same_rows(self._rows.get(tab, ()), rows)
        return self._rows[tab]

    def same(self, name: str, value: T) -> T:
        """What was called so last time, if it is equal; else this."""
        if name in self._kept and self._kept[name] == value:
            kept: T = self._kept[name]
            return kept
        self._kept[name] = value
        return value

    def find(self, kind: str, name: str, *given: object, now: datetime) -> Any:  # noqa: ANN401 - of whatever kind was put
        """An answer that still holds; None where there is none."""
        known = self._answers[kind].get(name)
        return known.found if known and known.holds(given, now) else None

    def put(
        self, kind: str, name: str, *given: object, now: Watched, found: object
    ) -> None:
        """Keep an answer that was found by a watched moment, if it outlives it."""
        since, until = now.plain, now.until
        if since < until:
            self._answers[kind][name] = _Answer(given, since, until, found)
        else:
            self._answers[kind].pop(name, None)

    def answer(
        self,
        kind: str,
        name: str,
        *given: object,
        now: datetime,
        work: Callable[[Watched], T],
    ) -> T:
        """An answer that still holds, or else the answer of some work.

        Args:
            kind: What is asked.
            name: Of what.
            given: All that the work rests on besides the moment.
            now: The moment.
            work: Finds the answer; what it decides by the moment it decides by the
                watched one.
        """
        known = self._answers[kind].get(name)
        if known and known.holds(given, now):
            old: T = known.found
            return old
        watched = Watched.at(now)
        found = work(watched)
        self.put(kind, name, *given, now=watched, found=found)
        return found

    def forget(self, kind: str, *, but: Collection[str]) -> None:
        """Keep no answers but those of these names."""
        known = self._answers[kind]
        for name in known.keys() - but:
            del known[name]
