"""One line of a tab, typed: what its cells mean, and what cannot be read in it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import TYPE_CHECKING

from sheets_schema.cells import PAST_DAY, PAST_MOMENT, Unread, Unreadable
from sheets_schema.finding import Finding
from sheets_schema.reading import moments
from sheets_schema.records import CellChange

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from sheets_schema.cells import Conditions, Value
    from sheets_schema.columns import Column, Table
    from sheets_schema.records import Row


_PAST = (PAST_DAY, PAST_MOMENT)


@dataclass(frozen=True, slots=True)
class Entry:
    """A row of a table with its values.

    Attributes:
        table: What the row is a row of.
        row: The cells as they stand.
        values: What they mean, by key; an empty or unreadable cell has no value.
        problems: One for each cell that cannot be read or is not believed.
        doubted: The keys of cells that can be read and are not believed.
    """

    table: Table
    row: Row
    values: Mapping[str, Value]
    problems: tuple[Finding, ...] = ()
    doubted: frozenset[str] = frozenset()

    @property
    def code(self) -> str:
        """What tells this row from the others; empty where it has none yet."""
        return self.text(self.table.code)

    def has(self, key: str) -> bool:
        """Whether something readable stands there."""
        return self.values.get(key) is not None

    def text(self, key: str) -> str:
        """The words of a cell; empty where there are none."""
        value = self.values.get(key)
        return value if isinstance(value, str) else ""

    def words(self, key: str) -> tuple[str, ...]:
        """The choices of a cell that may hold several."""
        value = self.values.get(key)
        return value if isinstance(value, tuple) else ()

    def moment(self, key: str) -> datetime | None:
        """The moment of a cell, with its zone."""
        value = self.values.get(key)
        return value if isinstance(value, datetime) else None

    def day(self, key: str) -> date | None:
        """The day of a cell."""
        value = self.values.get(key)
        return value.date() if isinstance(value, datetime) else _date(value)

    def number(self, key: str) -> float | None:
        """The number of a cell; a tick is none."""
        value = self.values.get(key)
        if isinstance(value, bool) or not isinstance(value, int | float):
            return None
        return float(value)

    def ticked(self, key: str) -> bool:
        """Whether the cell says yes."""
        return self.values.get(key) is True

    def saying(self, values: Mapping[str, Value]) -> Entry:
        """The same row with some of its cells saying something else."""
        raws = {key: self.table[key].kind.write(value) for key, value in values.items()}
        cells = {**self.row.cells, **raws}
        filled = {key: raw for key, raw in cells.items() if raw is not None}
        return replace(
            self,
            row=replace(self.row, cells=filled),
            values={**self.values, **values},
        )

    def changes(self, before: Row) -> Iterator[CellChange]:
        """What makes the machine's cells of a row say what they say here."""
        for key in self.table.machine:
            old, new = before.get(key), self.row.get(key)
            if old != new or isinstance(old, bool) is not isinstance(new, bool):
                code = str(before.get(self.table.code) or "")
                yield CellChange(self.table.key, before.line, key, old, new, code)


def _date(value: Value) -> date | None:
    return value if isinstance(value, date) else None


def read(table: Table, row: Row, conditions: Conditions) -> Entry:
    """Give the cells of a row their meaning; what has none becomes a problem.

    Cells under keys that the table does not declare are left alone.
    """
    values: dict[str, Value] = {}
    problems: list[Finding] = []
    for key, raw in row.cells.items():
        column = table.by_key.get(key)
        if column is None:
            continue
        try:
            if type(raw) is not Unread:
                values[key] = column.kind.read(raw, conditions)
        except Unreadable as unreadable:
            sentence = f"{column.heading}: {unreadable}"
            problems.append(Finding(sentence, tab=table.key, line=row.line, column=key))
    return Entry(table, row, values, (*problems, *unread(table, row)))


def unread(table: Table, row: Row) -> Iterator[Finding]:
    """What is told of cells that people fill and that hold no value."""
    for key, raw in row.cells.items():
        if type(raw) is Unread and key in table.facts:
            sentence = f"{table[key].heading}: {raw.how}."
            yield Finding(sentence, tab=table.key, line=row.line, column=key)


def believed(one: Entry, today: date) -> Entry:
    """The entry without the days that people typed and that can hardly be meant."""
    doubts = (
        (key, _doubt(one.table[key], one.day(key) or today, today))
        for key, value in one.values.items()
        if isinstance(value, date) and not one.table[key].by_machine
    )
    return doubting(one, {key: said for key, said in doubts if said})


def _doubt(column: Column, day: date, today: date) -> str:
    return moments.doubt(day, today, is_past=column.kind in _PAST)


def doubting(one: Entry, doubts: Mapping[str, str]) -> Entry:
    """The entry without what some cells say, and with the reasons told."""
    if not doubts:
        return one
    told = (
        Finding(
            f"{one.table[key].heading}: {said}",
            tab=one.table.key,
            line=one.row.line,
            column=key,
        )
        for key, said in doubts.items()
    )
    values = {key: value for key, value in one.values.items() if key not in doubts}
    return replace(
        one,
        values=values,
        problems=(*one.problems, *told),
        doubted=one.doubted | doubts.keys(),
    )


def meaning(one: Entry, values: Mapping[str, Value]) -> Entry:
    """The entry with cells that stay as they are and mean something more exact."""
    return replace(one, values={**one.values, **values})


def read_all(
    table: Table, rows: tuple[Row, ...], conditions: Conditions
) -> Iterator[Entry]:
    """The rows of a tab, typed, in the order of the sheet."""
    return (read(table, row, conditions) for row in rows)
