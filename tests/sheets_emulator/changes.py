"""What can happen to rows or columns: some come, some go, some are carried."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol


class Change(Protocol):
    """What happens to the lines of one dimension."""

    def index(self, place: int) -> int | None:
        """Where a line comes to stand; None if it is gone."""
        ...

    def interval(self, start: int, end: int) -> tuple[int, int] | None:
        """What becomes of a run of lines, its end not included; None if it is gone."""
        ...


@dataclass(frozen=True)
class Insert:
    """New lines before ``at``."""

    at: int
    count: int

    def index(self, place: int) -> int | None:
        """Lines from ``at`` on are pushed."""
        return place + self.count if place >= self.at else place

    def interval(self, start: int, end: int) -> tuple[int, int] | None:
        """A run grows when the new lines fall inside it."""
        first = start + self.count if start >= self.at else start
        return first, end + self.count if end > self.at else end


@dataclass(frozen=True)
class Delete:
    """Lines taken away."""

    start: int
    end: int

    def index(self, place: int) -> int | None:
        """Lines behind the gap move up."""
        if place < self.start:
            return place
        return None if place < self.end else place - (self.end - self.start)

    def interval(self, start: int, end: int) -> tuple[int, int] | None:
        """A run shrinks by what it loses."""
        first, last = self._edge(start), self._edge(end)
        return (first, last) if last > first else None

    def _edge(self, place: int) -> int:
        return place - max(0, min(place, self.end) - self.start)


@dataclass(frozen=True)
class Carry:
    """Lines taken from one place and put before another, counted before the move."""

    start: int
    end: int
    to: int

    @property
    def _back(self) -> Insert:
        count = self.end - self.start
        return Insert(self.to - count if self.to >= self.end else self.to, count)

    def index(self, place: int) -> int | None:
        """The carried lines keep their order."""
        if self.start <= place < self.end:
            return self._back.at + place - self.start
        rest = Delete(self.start, self.end).index(place)
        return None if rest is None else self._back.index(rest)

    def interval(self, start: int, end: int) -> tuple[int, int] | None:
        """A run that is carried whole goes along; another closes and opens."""
        if self.start <= start and end <= self.end:
            first = self._back.at + start - self.start
            return first, first + end - start
        rest = Delete(self.start, self.end).interval(start, end)
        return None if rest is None else self._back.interval(*rest)
