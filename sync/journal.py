"""The journal: what each row last held, and the numbers ever given."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from datetime import datetime

    from sheets_schema.cells import Raw
    from sheets_schema.columns import Table
    from sync.database import Database

STEADY = 2
"""Reviews after which a row is not counted any further (contract, section 5)."""


@dataclass(frozen=True, slots=True)
class Seen:
    """A row as a review last saw it.

    Attributes:
        code: The row's code.
        cells: Raw values by key; empty cells are left out.
        unchanged_reviews: In how many reviews since then its facts were the same;
            counted to `STEADY`.
        missing_since: When it was first not found, in UTC; None while it is there.
    """

    code: str
    cells: Mapping[str, Raw]
    unchanged_reviews: int = 0
    missing_since: datetime | None = None


class Journal:
    """Last seen rows, numbers and snapshots. Every method may raise `Unstorable`."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def numbers(self) -> Mapping[tuple[str, int], int]:
        """The highest number ever known, by series and year: ``("F01", 2026)``."""
        raise NotImplementedError

    def reserve(self, series: str, year: int, *, at_least: int) -> int:
        """Count all numbers up to one as used; the highest ever known.

        The next free number is one more. It never falls.
        """
        raise NotImplementedError

    def seen(self, tab: str) -> Mapping[str, Seen]:
        """The rows of a tab as they were last seen, by code."""
        raise NotImplementedError

    def remember(
        self, table: Table, rows: Mapping[str, Mapping[str, Raw]], *, now: datetime
    ) -> int:
        """Note the rows that a review found, by code; how many had to be written.

        A row is steady when its facts (`Nature.FACT`) stay the same; a row that was
        missing is back. Rows that are not named stay as they were.
        """
        raise NotImplementedError

    def missing(self, tab: str, codes: Collection[str], *, now: datetime) -> None:
        """Note rows that a review did not find; the first such moment stays."""
        raise NotImplementedError

    def snapshot(self, name: str) -> object:
        """What was kept under a name, as lists and mappings; None if nothing was."""
        raise NotImplementedError

    def keep_snapshot(self, name: str, value: object, *, now: datetime) -> None:
        """Keep lists and mappings of raw values under a name, in place of the last."""
        raise NotImplementedError
