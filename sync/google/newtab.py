"""New tabs: a table's tab, or columns that are added to one, with their whole look."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias

from sheets_schema.columns import FIRST_LINE, HEADING_LINE, KEY_LINE
from sheets_schema.looks import look
from sync.google import choices, folds, guards, paint, rules, spots

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from sheets_schema.columns import Table
    from sheets_schema.looks.look import ColumnLook
    from sync.google.choices import Where
    from sync.google.survey import Tab

Json: TypeAlias = dict[str, Any]
_LINES = 300
"""How many lines a new tab has; new rows push further ones down."""


def made(tab: Tab, table: Table, where: Where) -> Iterator[Json]:
    """Everything that makes an empty tab the tab of a table."""
    said, columns = look.of(table), declared(table)
    yield _texts(tab.id, table)
    yield from dressed(tab.id, dict(enumerate(said.columns)), where)
    yield from _lines(tab.id)
    yield from rules.mending(tab, rules.wanted(said.rules, columns, tab.id))
    yield from guards.mending(tab, guards.wanted(table, columns, tab.id))
    yield from folds.folding(said.folds, columns, tab.id)
    area = spots.area(tab.id, 0, len(columns))
    yield {"setBasicFilter": {"filter": {"range": area}}}


def declared(table: Table) -> Mapping[str, int]:
    """Where the columns of a new tab stand."""
    return {column.key: at for at, column in enumerate(table.columns)}


def grid(table: Table) -> Json:
    """The size of a new tab, and what stays in sight of it."""
    return {
        "rowCount": _LINES,
        "columnCount": max(len(table.columns), table.frozen + 1),
        "frozenRowCount": HEADING_LINE,
        "frozenColumnCount": table.frozen,
    }


def dressed(
    sheet_id: int, columns: Mapping[int, ColumnLook], where: Where
) -> Iterator[Json]:
    """The look of columns that have none yet."""
    for at, column in columns.items():
        data = {"userEnteredFormat": paint.heading(column), "note": column.note}
        yield _cells(sheet_id, at, data)
    for left, right, column in spots.runs(columns.items(), _body):
        shape = {"userEnteredFormat": paint.body(column)}
        area = spots.data(sheet_id, left, right)
        yield {"repeatCell": {"range": area, "cell": shape, "fields": _FORMAT}}
    for left, right, column in spots.runs(columns.items(), lambda it: it.width):
        place = spots.span(sheet_id, "COLUMNS", left, right)
        yield sized(place, column.width)
    for at, column in columns.items():
        yield from offering(sheet_id, at, column, where)


_FORMAT = "userEnteredFormat"


def offering(
    sheet_id: int, at: int, column: ColumnLook, where: Where
) -> Iterator[Json]:
    """The choices of a column's cells."""
    rule = choices.rule(column.drop_down, where) if column.drop_down else None
    if rule:
        area = spots.data(sheet_id, at, at + 1)
        yield {"setDataValidation": {"range": area, "rule": rule}}


def _cells(sheet_id: int, at: int, data: Json) -> Json:
    start = {"sheetId": sheet_id, "rowIndex": HEADING_LINE - 1, "columnIndex": at}
    rows = [{"values": [data]}]
    return {"updateCells": {"start": start, "rows": rows, "fields": ",".join(data)}}


def _texts(sheet_id: int, table: Table) -> Json:
    keys = [table.full(column.key) for column in table.columns]
    headings = [column.heading for column in table.columns]
    start = {"sheetId": sheet_id, "rowIndex": KEY_LINE - 1, "columnIndex": 0}
    rows = [{"values": [text(it) for it in line]} for line in (keys, headings)]
    return {"updateCells": {"start": start, "rows": rows, "fields": _VALUE}}


_VALUE = "userEnteredValue"


def text(words: str) -> Json:
    """A cell that holds words, whatever they begin with."""
    return {_VALUE: {"stringValue": words}}


def _body(column: ColumnLook) -> tuple[str, bool]:
    return column.format, column.wrap


def _lines(sheet_id: int) -> Iterable[Json]:
    heading = spots.span(sheet_id, "ROWS", HEADING_LINE - 1, HEADING_LINE)
    data = spots.span(sheet_id, "ROWS", FIRST_LINE - 1, _LINES)
    return (
        hiding(sheet_id),
        sized(heading, look.HEADING_HEIGHT),
        sized(data, look.LINE_HEIGHT),
    )


def hiding(sheet_id: int) -> Json:
    """Hide the line of keys."""
    place = spots.span(sheet_id, "ROWS", KEY_LINE - 1, KEY_LINE)
    new = {"range": place, "properties": {"hiddenByUser": True}}
    return {"updateDimensionProperties": {**new, "fields": "hiddenByUser"}}


def sized(place: Json, pixels: int) -> Json:
    """Give lines or columns a size."""
    new = {"range": place, "properties": {"pixelSize": pixels}}
    return {"updateDimensionProperties": {**new, "fields": "pixelSize"}}
