"""Batching: tasks as one request to Google, and what its answer has to show."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Any, TypeAlias

from sync.a1 import column_letters
from sync.google.cells import number_format
from sync.google.checking import anchors
from sync.google.sheets import DATA, quoted

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from sync.google.sheets import Mark
    from sync.google.tasks import Put, Puts, Task

Json: TypeAlias = dict[str, Any]
ANSWER = (
    "updatedSpreadsheet(namedRanges(namedRangeId,name),"
    f"sheets(properties(sheetId),{DATA}))"
)
"""What the answer to a write shows, in the words of a field mask."""
_VALUE = "userEnteredValue"
_FORMAT = "userEnteredFormat.numberFormat"


def body(whole: Sequence[Task], old: Iterable[Mark], new: Mark) -> Json:
    """The request that does the tasks if the book still carries the old marks."""
    requests = [*marking(old, new, whole[0].sheet.id)]
    for task in whole:
        requests += [*_longer(task), *map(_update, _blocks(task))]
    for task in whole:
        requests += _insertion(task)
    return {
        "requests": requests,
        "includeSpreadsheetInResponse": True,
        "responseRanges": [one for task in whole for one in _ranges(task)],
    }


def marking(old: Iterable[Mark], new: Mark, sheet_id: int) -> Iterator[Json]:
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
    rows: list[list[Put]]

    @property
    def dated(self) -> bool:
        return bool(self.rows[0][0].pattern)


def _longer(task: Task) -> Iterator[Json]:
    """Lines at the end, where a change names one that the tab does not have."""
    lacking = max(task.puts, default=0) - task.sheet.height
    if lacking > 0:
        about = {"sheetId": task.sheet.id, "dimension": "ROWS", "length": lacking}
        yield {"appendDimension": about}


def _blocks(task: Task) -> Iterable[_Block]:
    """The cells of existing lines in as few blocks as is easily found."""
    found: list[_Block] = []
    growing: dict[tuple[int, int, bool], _Block] = {}
    for line in sorted(task.puts):
        for at, run in _runs(task.puts[line]):
            shape = (at, len(run), bool(run[0].pattern))
            block = growing.get(shape)
            if block and block.line + len(block.rows) == line:
                block.rows.append(run)
                continue
            growing[shape] = _Block(task.sheet.id, line, at, [run])
            found.append(growing[shape])
    return found


def _runs(puts: Puts) -> Iterator[tuple[int, list[Put]]]:
    """Neighbouring cells, all dated or none, with their first column."""
    order = sorted(puts)
    spots = [(at - nth, bool(puts[at].pattern), at) for nth, at in enumerate(order)]
    for _, run in groupby(spots, lambda spot: spot[:2]):
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


def _cell(put: Put) -> Json:
    """A cell's data; what a mask names and the data lack is cleared."""
    data: Json = {_VALUE: dict(put.value)} if put.value else {}
    if shape := number_format(put.pattern):
        data["userEnteredFormat"] = {"numberFormat": dict(shape)}
    return data


def _insertion(task: Task) -> Iterator[Json]:
    """Lines of our own between what is there, so that nothing is written over."""
    if not task.fresh:
        return
    first, end = task.start - 1, task.start - 1 + len(task.fresh)
    lines = {"sheetId": task.sheet.id, "dimension": "ROWS"}
    yield {
        "insertDimension": {
            "range": {**lines, "startIndex": first, "endIndex": end},
            "inheritFromBefore": first >= task.sheet.height,
        }
    }
    left = min(min(puts) for puts in task.fresh)
    rows = [{"values": _row(puts, left)} for puts in task.fresh]
    start = {"sheetId": task.sheet.id, "rowIndex": first, "columnIndex": left}
    yield {"updateCells": {"start": start, "rows": rows, "fields": _VALUE}}
    yield from _dating(task, first, end)


def _row(puts: Puts, left: int) -> list[Json]:
    width = range(left, max(puts) + 1)
    return [
        {_VALUE: dict(puts[at].value)} if at in puts and puts[at].value else {}
        for at in width
    ]


def _dating(task: Task, first: int, end: int) -> Iterator[Json]:
    """The number formats of the new rows, column by column."""
    patterns = {at: put.pattern for it in task.fresh for at, put in it.items()}
    for at, pattern in sorted(patterns.items()):
        if pattern:
            area = {
                "sheetId": task.sheet.id,
                "startRowIndex": first,
                "endRowIndex": end,
            }
            area |= {"startColumnIndex": at, "endColumnIndex": at + 1}
            shape = dict(number_format(pattern) or {})
            cell = {"userEnteredFormat": {"numberFormat": shape}}
            yield {"repeatCell": {"range": area, "cell": cell, "fields": _FORMAT}}


def _ranges(task: Task) -> Iterator[str]:
    """What of a tab the answer has to show: its keys, and what the lines are."""
    tab = quoted(task.sheet.title)
    yield f"{tab}!1:1"
    coded, bare = anchors(task)
    if coded and task.code is not None:
        letters = column_letters(task.code)
        for first, last in _stretches(map(task.now, coded)):
            yield f"{tab}!{letters}{first}:{letters}{last}"
    for first, last in _stretches(map(task.now, bare)):
        yield f"{tab}!{first}:{last}"


def _stretches(lines: Iterable[int]) -> Iterator[tuple[int, int]]:
    """Neighbouring lines, first and last."""
    order = sorted(lines)
    for _, run in groupby(enumerate(order), lambda spot: spot[1] - spot[0]):
        found = [line for _, line in run]
        yield found[0], found[-1]
