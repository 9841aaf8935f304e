"""Lines: the rows of a tab told apart, remembered, and missed when they are gone."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from functools import cached_property
from typing import TYPE_CHECKING

from sheets_schema import entry
from sheets_schema.casework import identity, stamps
from sheets_schema.cells import known
from sheets_schema.finding import Finding, Matter
from sheets_schema.records import NewRow, Row
from sheets_schema.writing import wording

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from sheets_schema.cells import Conditions, Raw
    from sheets_schema.columns import Table
    from sheets_schema.entry import Entry
    from sheets_schema.records import Seen

MISSING_FOR = timedelta(minutes=5)
"""How long a row has to be gone before it comes back."""
ONE_IN = 10
"""Where more than one row in so many is gone, people are asked instead."""
_CAME = ("logged_at", "imported_at", "opened_at")
"""The stamps that tell when a row came."""
NAMED = 30
"""How many of the rows that are gone are named; the rest is counted."""
NOWHERE = Row(0, {})
"""What stands in the sheet of a row that was deleted, or is not there yet."""


@dataclass(frozen=True)
class Line:
    """A row as it stands, and what was last seen of it.

    Attributes:
        table: What it is a row of.
        row: The row in the sheet; `NOWHERE` for one that is missing.
        code: Its number; empty for a row that has none yet.
        seen: What was last seen of it; None of a row never seen.
        to: By which its cells are read.
    """

    table: Table
    row: Row
    code: str
    seen: Seen | None
    to: Conditions

    @property
    def is_missing(self) -> bool:
        """Whether it was deleted, or is not there yet."""
        return self.row is NOWHERE

    @property
    def before(self) -> Mapping[str, Raw]:
        """The cells that were last seen; none of a row never seen."""
        return self.seen.cells if self.seen else {}

    @cached_property
    def is_steady(self) -> bool:
        """Whether the review before saw the same facts: nobody is typing."""
        if self.is_missing or self.seen is None:
            return self.is_missing
        return self._facts == facts(self.table, self.seen.cells)

    @cached_property
    def _facts(self) -> Mapping[str, Raw]:
        """What people filled; what cannot be read in a cell as it was last known."""
        return known(facts(self.table, self.row.cells), self.before)

    @cached_property
    def entry(self) -> Entry:
        """What it should be: its facts, with the number and the stamps it ever had.

        A row that has no number, or only a copy of another's, keeps its facts alone.
        One that is missing counts as it was last seen.
        """
        read = self._read(self._cells)
        if self._is_deleted:
            return read
        problems = (*read.problems, *entry.unread(self.table, self.row))
        return entry.believed(replace(read, problems=problems), self.to.today)

    def part(self, keys: Collection[str]) -> Entry:
        """Some cells of what it should be."""
        cells = {key: raw for key, raw in self._cells.items() if key in keys}
        read = self._read(cells)
        return read if self._is_deleted else entry.believed(read, self.to.today)

    @cached_property
    def _cells(self) -> Mapping[str, Raw]:
        """Its facts with its number and its stamps; of one deleted what was seen."""
        if self._is_deleted:
            return self.before
        if not self.code:
            return self._facts
        held = stamps.of(self.table, self.row, self.before, self.to)
        return {**self._facts, **held, self.table.code: self.code}

    @property
    def _is_deleted(self) -> bool:
        return self.is_missing and self.seen is not None

    def _read(self, cells: Mapping[str, Raw]) -> Entry:
        """Cells of it by the day on which they were typed."""
        is_known = self.is_steady or self.seen is None
        day = _typed_on(self.seen, self._cells, self.to) if is_known else None
        return entry.read(self.table, Row(self.row.line, cells), _as_of(day, self.to))


@dataclass(frozen=True, slots=True)
class Gone:
    """The rows of a tab that stand nowhere any more.

    Attributes:
        codes: Their numbers, to be noted as missing.
        back: Those that come back now, at the bottom; none where too many are gone.
        problems: What is told where too many have been gone for a while.
    """

    codes: frozenset[str] = frozenset()
    back: tuple[NewRow, ...] = ()
    problems: tuple[Finding, ...] = ()


def recognise(
    table: Table, rows: Sequence[Row], seen: Mapping[str, Seen], to: Conditions
) -> Iterator[Line]:
    """Each row as what it is."""
    cells = {code: one.cells for code, one in seen.items()}
    for one in identity.known(table, rows, cells):
        yield Line(table, one.row, one.code, seen.get(one.code), to)


def _typed_on(
    before: Seen | None, cells: Mapping[str, Raw], to: Conditions
) -> date | None:
    """The day on which a row's facts were typed; None where nobody knows.

    Of one that was never seen: when it came, if it tells.
    """
    if before:
        return before.changed_at.astimezone(to.zone).date()
    at = came(cells)
    return min(at.date(), to.today) if at else None


def came(cells: Mapping[str, Raw]) -> datetime | None:
    """When a row came into its tab, by its stamps, in the company's zone."""
    stamped = (cells.get(key) for key in _CAME)
    return next((raw for raw in stamped if isinstance(raw, datetime)), None)


def _as_of(day: date | None, now: Conditions) -> Conditions:
    """How a row is read: ``27.3`` keeps the year it had on the day it was typed."""
    return now if day in {None, now.today} else replace(now, today=day)


def facts(table: Table, cells: Mapping[str, Raw]) -> dict[str, Raw]:
    """The cells that people filled, out of cells of a table."""
    return {key: raw for key, raw in cells.items() if key in table.facts}


def kept(one: Entry) -> dict[str, Raw]:
    """What is remembered of a row: facts and stamps."""
    table = one.table
    return {
        key: raw
        for key, raw in one.row.cells.items()
        if key in table.facts or key in table.stamps
    }


def news(seen: Seen | None, one: Entry) -> Mapping[str, Raw] | None:
    """What is to be remembered of a row; None where nothing of it is new."""
    cells = kept(one)
    known = seen is not None and seen.is_settled and cells == seen.cells
    return None if known else cells


def missing(
    table: Table, here: Collection[str], seen: Mapping[str, Seen], to: Conditions
) -> Iterator[Line]:
    """The rows that were seen before and are not here, as they were last seen."""
    for code in sorted(seen.keys() - set(here)):
        yield Line(table, NOWHERE, code, seen[code], to)


def gone(
    table: Table, here: Collection[str], seen: Mapping[str, Seen], *, now: datetime
) -> Gone:
    """What to do about rows that were seen before and are not here.

    A row that two reviews did not find, five minutes apart, comes back. Where more than
    one in ten are gone nothing does: somebody may have put an older book in place.
    """
    missing, most = frozenset(seen) - frozenset(here), max(1, len(seen) // ONE_IN)
    away = [
        code
        for code in sorted(missing)
        if (since := seen[code].missing_since) and now - since >= MISSING_FOR
    ]
    if len(missing) <= most:
        return Gone(missing, tuple(_restored(table, seen[code], now) for code in away))
    return Gone(missing, problems=(_many(table, away),) if len(away) > most else ())


def _many(table: Table, codes: Sequence[str]) -> Finding:
    named, more = ", ".join(codes[:NAMED]), len(codes) - NAMED
    rest = f" và {more} dòng nữa" if more > 0 else ""
    return Finding(
        f"Có {len(codes)} dòng trong tab {table.title} không còn thấy. "
        f"Đó là {named}{rest}.",
        f"Xin chạy “langnghe restore --all {table.key}” để lấy lại tất cả, hoặc "
        "“langnghe restore” với từng số. Hồ sơ muốn bỏ thì lấy lại rồi chọn Rác. Trong "
        "lúc chờ, hạn của các hồ sơ này vẫn chạy.",
        Matter.GONE,
        tab=table.key,
        grave=True,
    )


def _restored(table: Table, seen: Seen, now: datetime) -> NewRow:
    """A deleted row as it was last seen, with a note of when it came back."""
    cells = dict(seen.cells)
    if "note" in table.by_key:
        note = f"Dòng này bị xoá và được khôi phục lúc {wording.moment(now)}."
        cells["note"] = f"{cells.get('note') or ''}\n{note}".strip()
    return NewRow(table.key, cells, table.code)
