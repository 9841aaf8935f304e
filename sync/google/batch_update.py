"""Batch updates: what a commit does to each tab, as requests that Google takes."""

from __future__ import annotations

import json
from dataclasses import dataclass, field, replace
from itertools import groupby
from typing import TYPE_CHECKING, TypeAlias

from sheets_schema.records import CellChange
from sync.a1 import column_letters
from sync.google.cells import extended_value, number_format, pattern_of
from sync.google.placement import anchors
from sync.google.ranges import quoted
from sync.google.spreadsheet import DATA, MARKS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from sheets_schema.cells import Raw
    from sheets_schema.columns import Table
    from sheets_schema.records import Change
    from sync.changes import Layout
    from sync.google.cells import ExtendedValue, Json
    from sync.google.reading import Instant
    from sync.google.spreadsheet import DeskMark, GoogleSheet

ANSWER = f"updatedSpreadsheet({MARKS},sheets(properties(sheetId),{DATA}))"
"""What the answer to a write shows, in the words of a field mask."""
_VALUE = "userEnteredValue"
_FORMAT = "userEnteredFormat.numberFormat"
MOST_BYTES = 2_000_000
"""What Google advises for one request (Usage limits)."""
_AROUND = 90
"""About how many bytes stand around a value."""


@dataclass(frozen=True, slots=True)
class CellUpdate:
    """What a cell gets: a value, and its number format in Excel's words or empty."""

    value: ExtendedValue
    pattern: str = ""


RowUpdate: TypeAlias = "Mapping[int, CellUpdate]"
"""What a line gets, by column from 0."""


@dataclass(frozen=True)
class TabUpdate:
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

    sheet: GoogleSheet
    puts: Mapping[int, RowUpdate]
    start: int = 0
    fresh: Sequence[RowUpdate] = ()
    code: int | None = None
    formats: Mapping[int, str] = field(default_factory=dict)
    mends: bool = False

    def now(self, line: int) -> int:
        """Where a line that was read stands once the update is done."""
        return line + len(self.fresh) if self.fresh and line >= self.start else line


def tab_updates(
    instant: Instant, layout: Layout, changes: Iterable[Change]
) -> tuple[TabUpdate, ...]:
    """What the layout of a commit does to each tab.

    A line that no change of a cell names is a new row.
    """
    named = {(it.tab, it.line) for it in changes if isinstance(it, CellChange)}
    return tuple(
        _tab_update(instant, tab, cells, {line for at, line in named if at == tab})
        for tab, cells in layout.cells.items()
    )


def _tab_update(
    instant: Instant,
    tab: str,
    lines: Mapping[int, Mapping[str, Raw]],
    named: set[int],
) -> TabUpdate:
    table, place = instant.book[tab], instant.places.found[tab]
    cells = {line: _puts(table, place.columns, one) for line, one in lines.items()}
    new = sorted(cells.keys() - named)
    return TabUpdate(
        sheet=instant.spreadsheet.by_title[place.title],
        puts={line: cells[line] for line in sorted(cells.keys() & named)},
        start=new[0] if new else 0,
        fresh=tuple(cells[line] for line in new),
        code=place.columns.get(table.code),
        formats={at: table[key].kind.format for key, at in place.columns.items()},
    )


def _puts(
    table: Table, columns: Mapping[str, int], cells: Mapping[str, Raw]
) -> RowUpdate:
    return {
        columns[key]: CellUpdate(
            extended_value(raw), pattern_of(raw, table[key].kind.format)
        )
        for key, raw in cells.items()
    }


def batches(
    whole: Sequence[TabUpdate], *, most: int = MOST_BYTES
) -> Iterator[tuple[TabUpdate, ...]]:
    """The updates in as few requests as their size allows; mostly one."""
    if sum(map(_size, whole)) <= most:
        yield tuple(whole)
        return
    batch: list[TabUpdate] = []
    room = most
    for piece in _pieces(whole):
        size = _size(piece)
        if batch and size > room:
            yield _joined(batch)
            batch, room = [], most
        batch.append(piece)
        room -= size
    yield _joined(batch)


def _size(update: TabUpdate) -> int:
    lines = (*update.puts.values(), *update.fresh)
    return sum(
        _AROUND + len(json.dumps(put.value)) for it in lines for put in it.values()
    )


def _pieces(whole: Sequence[TabUpdate]) -> Iterator[TabUpdate]:
    """One update a line: first the lines that are there, for new ones push them."""
    for update in whole:
        for line, puts in update.puts.items():
            yield replace(update, puts={line: puts}, start=0, fresh=())
    for update in whole:
        for after, puts in enumerate(update.fresh):
            yield replace(update, puts={}, start=update.start + after, fresh=(puts,))


def _joined(pieces: Sequence[TabUpdate]) -> tuple[TabUpdate, ...]:
    by_sheet: dict[int, list[TabUpdate]] = {}
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


def body(whole: Sequence[TabUpdate], old: Iterable[DeskMark], new: DeskMark) -> Json:
    """The request that does the updates if the book still carries the old marks."""
    requests = [*marking(old, new, whole[0].sheet.id)]
    for update in whole:
        requests += [*_longer(update), *map(_update, _blocks(update))]
    for update in whole:
        requests += _insertion(update)
    return {
        "requests": requests,
        "includeSpreadsheetInResponse": True,
        "responseRanges": [one for update in whole for one in _ranges(update)],
    }


def marking(old: Iterable[DeskMark], new: DeskMark, sheet_id: int) -> Iterator[Json]:
    """Take the old marks away and put the new one at the first cell of a tab."""
    for mark in old:
        yield {"deleteNamedRange": {"namedRangeId": mark.id}}
    ends = {"startRowIndex": 0, "endRowIndex": 1}
    ends |= {"startColumnIndex": 0, "endColumnIndex": 1}
    named = {"name": new.name, "range": {"sheetId": sheet_id, **ends}}
    yield {"addNamedRange": {"namedRange": named}}


@dataclass(frozen=True)
class _Block:
    """Neighbouring cells of neighbouring lines that are written under one mask."""

    sheet_id: int
    line: int
    at: int
    rows: list[list[CellUpdate]]

    @property
    def dated(self) -> bool:
        return bool(self.rows[0][0].pattern)


def _longer(update: TabUpdate) -> Iterator[Json]:
    """Lines at the end, where a change names one that the tab does not have."""
    lacking = max(update.puts, default=0) - update.sheet.height
    if lacking > 0:
        about = {"sheetId": update.sheet.id, "dimension": "ROWS", "length": lacking}
        yield {"appendDimension": about}


def _blocks(update: TabUpdate) -> Iterable[_Block]:
    """The cells of existing lines in as few blocks as is easily found."""
    found: list[_Block] = []
    growing: dict[tuple[int, int, bool], _Block] = {}
    for line in sorted(update.puts):
        for at, run in _runs(update.puts[line]):
            shape = (at, len(run), bool(run[0].pattern))
            block = growing.get(shape)
            if block and block.line + len(block.rows) == line:
                block.rows.append(run)
                continue
            growing[shape] = _Block(update.sheet.id, line, at, [run])
            found.append(growing[shape])
    return found


def _runs(puts: RowUpdate) -> Iterator[tuple[int, list[CellUpdate]]]:
    """Neighbouring cells, all dated or none, with their first column."""
    order = sorted(puts)
    ranges = [(at - nth, bool(puts[at].pattern), at) for nth, at in enumerate(order)]
    for _, run in groupby(ranges, lambda spot: spot[:2]):
        columns = [at for *_, at in run]
        yield columns[0], [puts[at] for at in columns]


def _update(block: _Block) -> Json:
    rows = [{"values": [_cell(put) for put in row]} for row in block.rows]
    start = {
        "sheetId": block.sheet_id,
        "rowIndex": block.line - 1,
        "columnIndex": block.at,
    }
    fields = f"{_VALUE},{_FORMAT}" if block.dated else _VALUE
    return {"updateCells": {"start": start, "rows": rows, "fields": fields}}


def _cell(put: CellUpdate) -> Json:
    """A cell's data; what a mask names and the data lack is cleared."""
    data: Json = {_VALUE: dict(put.value)} if put.value else {}
    if shape := number_format(put.pattern):
        data["userEnteredFormat"] = {"numberFormat": dict(shape)}
    return data


def _insertion(update: TabUpdate) -> Iterator[Json]:
    """Lines of our own between what is there, so that nothing is written over."""
    if not update.fresh:
        return
    first, end = update.start - 1, update.start - 1 + len(update.fresh)
    lines = {"sheetId": update.sheet.id, "dimension": "ROWS"}
    yield {
        "insertDimension": {
            "range": {**lines, "startIndex": first, "endIndex": end},
            "inheritFromBefore": first >= update.sheet.height,
        }
    }
    left = min(min(puts) for puts in update.fresh)
    rows = [{"values": _row(puts, left)} for puts in update.fresh]
    start = {"sheetId": update.sheet.id, "rowIndex": first, "columnIndex": left}
    yield {"updateCells": {"start": start, "rows": rows, "fields": _VALUE}}
    yield from _dating(update, first, end)


def _row(puts: RowUpdate, left: int) -> list[Json]:
    width = range(left, max(puts) + 1)
    return [
        {_VALUE: dict(puts[at].value)} if at in puts and puts[at].value else {}
        for at in width
    ]


def _dating(update: TabUpdate, first: int, end: int) -> Iterator[Json]:
    """The number formats of the new rows, column by column."""
    patterns = {at: put.pattern for it in update.fresh for at, put in it.items()}
    for at, pattern in sorted(patterns.items()):
        if pattern:
            area = {
                "sheetId": update.sheet.id,
                "startRowIndex": first,
                "endRowIndex": end,
            }
            area |= {"startColumnIndex": at, "endColumnIndex": at + 1}
            shape = dict(number_format(pattern) or {})
            cell = {"userEnteredFormat": {"numberFormat": shape}}
            yield {"repeatCell": {"range": area, "cell": cell, "fields": _FORMAT}}


def _ranges(update: TabUpdate) -> Iterator[str]:
    """What of a tab the answer has to show: its keys, and what the lines are."""
    tab = quoted(update.sheet.title)
    yield f"{tab}!1:1"
    coded, bare = anchors(update)
    if coded and update.code is not None:
        letters = column_letters(update.code)
        for first, last in _stretches(map(update.now, coded)):
            yield f"{tab}!{letters}{first}:{letters}{last}"
    for first, last in _stretches(map(update.now, bare)):
        yield f"{tab}!{first}:{last}"


def _stretches(lines: Iterable[int]) -> Iterator[tuple[int, int]]:
    """Neighbouring lines, first and last."""
    order = sorted(lines)
    for _, run in groupby(enumerate(order), lambda spot: spot[1] - spot[0]):
        found = [line for _, line in run]
        yield found[0], found[-1]
