"""Tasks: what a commit does to each tab, in batches that Google takes at once."""

from __future__ import annotations

import json
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, TypeAlias

from sheets_schema.records import CellChange
from sync.google.cells import entry, pattern_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from sheets_schema.cells import Raw
    from sheets_schema.columns import Table
    from sheets_schema.records import Change
    from sync.changes import Layout
    from sync.google.cells import Entry
    from sync.google.reading import Instant
    from sync.google.sheets import Sheet

MOST_BYTES = 2_000_000
"""What Google advises for one request (Usage limits)."""
_AROUND = 90
"""About how many bytes stand around a value."""


@dataclass(frozen=True, slots=True)
class Put:
    """What a cell gets: a value, and its number format in Excel's words or empty."""

    value: Entry
    pattern: str = ""


Puts: TypeAlias = "Mapping[int, Put]"
"""What a line gets, by column from 0."""


@dataclass(frozen=True)
class Task:
    """What is done to one tab.

    Attributes:
        sheet: The tab as it was read.
        puts: What existing lines get, by line as it was read.
        start: The line before which the new rows are inserted, as it was read.
        fresh: The new rows.
        code: The column that tells rows apart, or None.
        formats: The declared number formats by column.
        mends: Whether it puts right what went astray: then it is done on the rows that
            were meant wherever they went, and not undone.
    """

    sheet: Sheet
    puts: Mapping[int, Puts]
    start: int = 0
    fresh: Sequence[Puts] = ()
    code: int | None = None
    formats: Mapping[int, str] = field(default_factory=dict)
    mends: bool = False

    def now(self, line: int) -> int:
        """Where a line that was read stands once the task is done."""
        return line + len(self.fresh) if self.fresh and line >= self.start else line


def tasks(
    instant: Instant, layout: Layout, changes: Iterable[Change]
) -> tuple[Task, ...]:
    """What the layout of a commit does to each tab.

    A line that no change of a cell names is a new row.
    """
    named = {(it.tab, it.line) for it in changes if isinstance(it, CellChange)}
    return tuple(
        _task(instant, tab, cells, {line for at, line in named if at == tab})
        for tab, cells in layout.cells.items()
    )


def _task(
    instant: Instant,
    tab: str,
    lines: Mapping[int, Mapping[str, Raw]],
    named: set[int],
) -> Task:
    table, place = instant.book[tab], instant.places.found[tab]
    cells = {line: _puts(table, place.columns, one) for line, one in lines.items()}
    new = sorted(cells.keys() - named)
    return Task(
        sheet=instant.spreadsheet.by_title[place.title],
        puts={line: cells[line] for line in sorted(cells.keys() & named)},
        start=new[0] if new else 0,
        fresh=tuple(cells[line] for line in new),
        code=place.columns.get(table.code),
        formats={at: table[key].kind.format for key, at in place.columns.items()},
    )


def _puts(table: Table, columns: Mapping[str, int], cells: Mapping[str, Raw]) -> Puts:
    return {
        columns[key]: Put(entry(raw), pattern_of(raw, table[key].kind.format))
        for key, raw in cells.items()
    }


def batches(
    whole: Sequence[Task], *, most: int = MOST_BYTES
) -> Iterator[tuple[Task, ...]]:
    """The tasks in as few requests as their size allows; mostly one."""
    if sum(map(_size, whole)) <= most:
        yield tuple(whole)
        return
    batch: list[Task] = []
    room = most
    for piece in _pieces(whole):
        size = _size(piece)
        if batch and size > room:
            yield _joined(batch)
            batch, room = [], most
        batch.append(piece)
        room -= size
    yield _joined(batch)


def _size(task: Task) -> int:
    lines = (*task.puts.values(), *task.fresh)
    return sum(
        _AROUND + len(json.dumps(put.value)) for it in lines for put in it.values()
    )


def _pieces(whole: Sequence[Task]) -> Iterator[Task]:
    """One task a line: first the lines that are there, for new ones push them."""
    for task in whole:
        for line, puts in task.puts.items():
            yield replace(task, puts={line: puts}, start=0, fresh=())
    for task in whole:
        for after, puts in enumerate(task.fresh):
            yield replace(task, puts={}, start=task.start + after, fresh=(puts,))


def _joined(pieces: Sequence[Task]) -> tuple[Task, ...]:
    by_sheet: dict[int, list[Task]] = {}
    for piece in pieces:
        by_sheet.setdefault(piece.sheet.id, []).append(piece)
    return tuple(
        replace(
            of[0],
            puts={line: puts for it in of for line, puts in it.puts.items()},
            start=next((it.start for it in of if it.fresh), 0),
            fresh=tuple(puts for it in of for puts in it.fresh),
        )
        for of in by_sheet.values()
    )
