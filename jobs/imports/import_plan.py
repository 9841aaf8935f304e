"""The plan of an import: the rows of a file as the tab would hold them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol, TypeVar

from jobs.imports.import_cells import Target
from jobs.imports.import_once import Deduplicator, Marker, Stands, own_column
from sheets_schema.books.answers import ANSWER
from sheets_schema.books.register import F01
from sheets_schema.cells import MOMENT
from sheets_schema.records import NewRow

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import datetime

    from jobs.imports.import_once import CodesByMark
    from jobs.imports.import_source import Source
    from jobs.imports.import_wish import Wish
    from sheets_schema.casework.numbers import Numbers
    from sheets_schema.casework.series import Codes
    from sheets_schema.cells import Conditions, Raw
    from sheets_schema.columns import Table
    from sheets_schema.records import Row

_T = TypeVar("_T")
SHOWN = 5
"""So many of the new rows are shown."""


class ProgressBar(Protocol):
    """Shows how far a long work has come."""

    def __call__(self, of: Iterable[_T], *, label: str, length: int) -> Iterable[_T]:
        """The same items, one after the other."""
        ...


@dataclass
class ImportPlan:
    """What an import would do.

    Attributes:
        targets: The columns that are filled, with what is odd in them.
        rows: How many lines of the file say something.
        blank: How many of them say nothing in a mapped column.
        there: How many stand in the tab already.
        doubles: The lines that have the key of an earlier one of the file, with that.
        loose: Lines below an empty one that have neither key nor date: totals, notes,
            signatures.
        hidden: Lines that people do not see in the file.
        new: The rows to be added.
        known: The marks and codes of all rows that were ever imported into the tab.
        wide: Lines with cells beyond the last heading.
        used: The headings under which anything stands.
    """

    targets: tuple[Target, ...]
    rows: int = 0
    blank: int = 0
    there: int = 0
    doubles: list[tuple[int, int]] = field(default_factory=list)
    loose: list[int] = field(default_factory=list)
    hidden: list[int] = field(default_factory=list)
    new: list[Mapping[str, Raw]] = field(default_factory=list)
    known: CodesByMark = field(default_factory=dict)
    wide: list[int] = field(default_factory=list)
    used: set[str] = field(default_factory=set)


def targets(wish: Wish, table: Table, source: Source) -> tuple[Target, ...]:
    """The columns that a wish fills, in the order of the tab."""
    found = []
    for column in table.columns:
        headings = wish.maps.get(column.key, ())
        places = (source.headings.position(name) for name in headings)
        at = tuple(place for place in places if place is not None)
        if at or column.key in wish.sets:
            value = wish.sets.get(column.key, "")
            found.append(Target(column, headings, at, value))
    return tuple(found)


def study(of: Sequence[Target], source: Source, watch: ProgressBar) -> None:
    """Look at all dates first: a whole column tells what one of them means."""
    dated = [one for one in of if one.is_dated]
    if not dated:
        return
    for _, cells in watch(source.rows(), label="Xem ngày tháng", length=source.length):
        for one in dated:
            one.study(cells)


@dataclass(frozen=True)
class Planner:
    """Makes the plan of one import on one reading of the tab.

    Attributes:
        wish: What is asked.
        table: The tab that is filled.
        conditions: How cells are read.
        rows: The rows of the tab.
        known: What was noted of earlier imports.
        numbers: Gives codes to new rows.
        codes: Gives the number of a row that brings none.
        now: The moment of the import.
    """

    wish: Wish
    table: Table
    conditions: Conditions
    rows: Sequence[Row]
    known: CodesByMark
    numbers: Numbers
    codes: Codes
    now: datetime

    def plan(
        self, of: tuple[Target, ...], source: Source, watch: ProgressBar
    ) -> ImportPlan:
        """Read the file once and say what becomes of each line."""
        plan = ImportPlan(of, known=dict(self.known))
        once, below = self._once(plan), False
        names = source.headings.names
        for line, cells in watch(source.rows(), label="Đọc dòng", length=source.length):
            said = {
                name: raw
                for name, raw in zip(names, cells, strict=False)
                if raw not in {None, ""}
            }
            if any(raw not in {None, ""} for raw in cells[len(names) :]):
                plan.wide.append(line)
            below = (below or not said) and not self._shows(said, of)
            if said:
                plan.rows += 1
                plan.used |= said.keys()
                if line in source.foreign.hidden:
                    plan.hidden.append(line)
                if below:
                    plan.loose.append(line)
                else:
                    self._take(plan, once, said, cells, line)
        return plan

    def _shows(self, said: Mapping[str, Raw], of: tuple[Target, ...]) -> bool:
        """Whether a line has a key or a date; yes where no column tells of either."""
        code = self.table.code
        telling = {self.wish.key} - {""}
        for one in of:
            if one.is_dated or one.column.key == code:
                telling.update(one.headings)
        return bool(said) and (not telling or not telling.isdisjoint(said))

    def _once(self, plan: ImportPlan) -> Deduplicator:
        own = own_column(self.table, self.wish.maps, self.wish.key)
        marker = Marker(self.table, self.conditions, self.wish.key, own)
        keys = [one.column.key for one in plan.targets]
        return Deduplicator(marker, self.rows, keys, plan.known)

    def _take(
        self,
        plan: ImportPlan,
        once: Deduplicator,
        said: Mapping[str, Raw],
        cells: Sequence[Raw],
        line: int,
    ) -> None:
        held = {
            one.column.key: one.cell(cells, line, self.conditions)
            for one in plan.targets
        }
        filled = {key: raw for key, raw in held.items() if raw not in {None, ""}}
        if not self._counts(plan, filled):
            plan.blank += 1
            return
        taken = once.take(said, filled, line)
        if taken.stands is Stands.THERE:
            plan.there += 1
        elif taken.stands is Stands.DOUBLE:
            plan.doubles.append((line, taken.first))
        else:
            row = self._new(filled, once.code(taken.marks))
            plan.new.append(row)
            if code := str(row.get(self.table.code) or ""):
                plan.known |= dict.fromkeys(taken.marks, code)

    def _counts(self, plan: ImportPlan, filled: Mapping[str, Raw]) -> bool:
        """Whether a line is a row: it fills a column, or is a survey slip.

        Old registers have lines with nothing but a running number, which may be the
        key, and end with a line of totals; a slip that leaves every question out was
        handed in all the same.
        """
        fills = any(one.at and one.column.key in filled for one in plan.targets)
        return fills or self.table is ANSWER

    def _new(self, filled: Mapping[str, Raw], old_code: str) -> Mapping[str, Raw]:
        """A row with what the desk adds to it: a code; in the register, its stamps."""
        row = dict(filled)
        if self.table.code and self.table.code not in row:
            code = old_code or self.codes.next(row)
            row |= {self.table.code: code} if code else {}
        if self.table is F01:
            row["track_code"] = self.numbers.track_code()
            row["imported_at"] = MOMENT.write(self.now)
        return row


def added(table: Table, rows: Iterable[Mapping[str, Raw]]) -> list[NewRow]:
    """The rows as a commit adds them; the number of the register makes each once."""
    once = table.code if table is F01 else ""
    return [NewRow(table.key, row, once) for row in rows]
