"""Rows of cells and what may be done to them.

A store hands over a `Reading`; a decision, which is pure, answers with `CellChange`s
and `NewRow`s; the store's ``commit`` carries them out. What people should mend comes
along as `Finding`s: data, not errors.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from operator import is_
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

    from sheets_schema.cells import Raw
    from sheets_schema.finding import Finding


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a tab as it stands.

    Attributes:
        line: Where it stood when it was read, counted from 1 as the sheet does.
        cells: Raw values by key without the tab; empty cells are left out.
    """

    line: int
    cells: Mapping[str, Raw]

    def get(self, key: str) -> Raw:
        """The raw value under a key; None where the cell is empty."""
        return self.cells.get(key)


def same_rows(before: tuple[Row, ...], now: Iterable[Row]) -> tuple[Row, ...]:
    """Rows read now, with those that are as they were before being the same objects.

    They may come one by one, so that a second book is never held beside the first.
    """
    if now is before:
        return before
    by_line = {row.line: row for row in before}
    rows = tuple(_same(by_line.get(row.line), row) for row in now)
    is_all = len(rows) == len(before) and all(map(is_, rows, before))
    return before if is_all else rows


def _same(before: Row | None, now: Row) -> Row:
    """The row as it was read before, if nothing in it is another value or type."""
    if before is None or before is now or before.cells != now.cells:
        return now
    old = before.cells
    types = map(type, map(now.cells.__getitem__, old))
    return before if all(map(is_, map(type, old.values()), types)) else now


STEADY = 2
"""Reviews after which a row is not counted any further."""


@dataclass(frozen=True, slots=True)
class Seen:
    """A row as a review last saw it.

    Attributes:
        code: The row's code.
        cells: Raw values by key; empty cells are left out.
        unchanged_reviews: In how many reviews after the first its facts were the same;
            counted to `STEADY`.
        missing_since: When it was first not found, in UTC; None while it is there.
        changed_at: Since when people have not changed its facts, in UTC.
    """

    code: str
    cells: Mapping[str, Raw]
    unchanged_reviews: int = 0
    missing_since: datetime | None = None
    changed_at: datetime = field(kw_only=True)

    @property
    def is_settled(self) -> bool:
        """Whether nothing is to be noted of it as long as it stays as it is."""
        return self.unchanged_reviews == STEADY and self.missing_since is None


@dataclass(frozen=True, slots=True)
class CellChange:
    """One cell that should hold something else.

    Attributes:
        tab: The tab's key.
        line: The line in the reading that the decision rests on.
        column: The column's key.
        before: What the reading held there; the change is refused when it no longer
            does.
        after: What it should hold; None empties the cell.
        code: The row's code where it has one: with it a row that moved is found again.
    """

    tab: str
    line: int
    column: str
    before: Raw
    after: Raw
    code: str = ""


@dataclass(frozen=True, slots=True)
class NewRow:
    """One row to be added below the last.

    Attributes:
        tab: The tab's key.
        cells: Raw values by key.
        once: The column whose value makes the row once: a row that already holds it
            is not added again.
    """

    tab: str
    cells: Mapping[str, Raw]
    once: str


Change: TypeAlias = CellChange | NewRow


@dataclass(frozen=True)
class Reading:
    """A book at one instant.

    Attributes:
        book: The book's key.
        rows: The filled rows of each tab that could be read; a tab that could not is
            missing here and told in ``problems``.
        problems: What the store could not make sense of: keys missing or twice.
        version: The store's own mark of the instant; decisions do not look at it.
        requests: How many requests to a spreadsheet service the reading took.
    """

    book: str
    rows: Mapping[str, tuple[Row, ...]]
    problems: tuple[Finding, ...] = ()
    version: object = None
    requests: int = 0
    columns: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """The keys found in each tab, in the order of the sheet, for those who ask."""


@dataclass(frozen=True, slots=True)
class Receipt:
    """What a commit did: cells changed, rows added, requests it took."""

    cells: int = 0
    rows: int = 0
    requests: int = 0
