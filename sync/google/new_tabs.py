"""New tabs: a table's tab, columns added to one, or a guide, with their whole look."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sheets_schema.columns import FIRST_LINE, HEADING_LINE, KEY_LINE
from sheets_schema.looks import guide, look
from sync.google import (
    cells,
    column_groups,
    conditional_formats,
    data_validation,
    protected_ranges,
    ranges,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from sheets_schema.columns import Table
    from sheets_schema.looks.guide import StyledLine
    from sheets_schema.looks.look import ColumnLook
    from sync.google.appearance import TabAppearance
    from sync.google.cells import Json
    from sync.google.data_validation import ListRange

_FORMAT, _VALUE = "userEnteredFormat", "userEnteredValue"
_GUIDE_WIDTH = 780
GUIDE_KEY = f"{guide.KEY}.page"
"""What line 1 of the guide holds."""
_LINES = 300
"""How many lines a new tab has; new rows push further ones down."""


def table_tab(tab: TabAppearance, table: Table, where: ListRange) -> Iterator[Json]:
    """Everything that makes an empty tab the tab of a table."""
    said, columns = look.of(table), declared(table)
    yield _texts(tab.id, table)
    yield from dressed_columns(tab.id, dict(enumerate(said.columns)), where)
    yield from _lines(tab.id)
    yield from conditional_formats.mending(tab, said.rules, columns)
    yield from protected_ranges.mending(tab, table, columns)
    yield from column_groups.made(said.folds, columns, tab.id)
    area = ranges.from_heading(tab.id, 0, len(columns))
    yield {"setBasicFilter": {"filter": {"range": area}}}


def declared(table: Table) -> Mapping[str, int]:
    """Where the columns of a new tab stand."""
    return {column.key: at for at, column in enumerate(table.columns)}


def table_grid(table: Table) -> Json:
    """The size of a new tab, and what stays in sight of it."""
    return {
        "rowCount": _LINES,
        "columnCount": max(len(table.columns), table.frozen + 1),
        "frozenRowCount": HEADING_LINE,
        "frozenColumnCount": table.frozen,
    }


def dressed_columns(
    sheet_id: int, columns: Mapping[int, ColumnLook], where: ListRange
) -> Iterator[Json]:
    """The look of columns that have none yet."""
    for at, column in columns.items():
        data = {"userEnteredFormat": cells.heading_format(column), "note": column.note}
        yield _cells(sheet_id, at, data)
    for left, right, column in ranges.runs(columns.items(), _body):
        shape = {"userEnteredFormat": cells.body_format(column)}
        area = ranges.below_heading(sheet_id, left, right)
        yield {"repeatCell": {"range": area, "cell": shape, "fields": _FORMAT}}
    for left, right, column in ranges.runs(columns.items(), lambda it: it.width):
        place = ranges.dimension_range(sheet_id, "COLUMNS", left, right)
        yield sized(place, column.width)
    for at, column in columns.items():
        yield from offering(sheet_id, at, column, where)


def offering(
    sheet_id: int, at: int, column: ColumnLook, where: ListRange
) -> Iterator[Json]:
    """The choices of a column's cells."""
    rule = data_validation.rule(column.drop_down, where) if column.drop_down else None
    if rule:
        area = ranges.below_heading(sheet_id, at, at + 1)
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


def text(words: str) -> Json:
    """A cell that holds words, whatever they begin with."""
    return {_VALUE: {"stringValue": words}}


def _body(column: ColumnLook) -> tuple[str, bool]:
    return column.format, column.wrap


def _lines(sheet_id: int) -> Iterable[Json]:
    heading = ranges.dimension_range(sheet_id, "ROWS", HEADING_LINE - 1, HEADING_LINE)
    data = ranges.dimension_range(sheet_id, "ROWS", FIRST_LINE - 1, _LINES)
    return (
        hiding(sheet_id),
        sized(heading, look.HEADING_HEIGHT),
        sized(data, look.LINE_HEIGHT),
    )


def hiding(sheet_id: int) -> Json:
    """Hide the line of keys."""
    place = ranges.dimension_range(sheet_id, "ROWS", KEY_LINE - 1, KEY_LINE)
    new = {"range": place, "properties": {"hiddenByUser": True}}
    return {"updateDimensionProperties": {**new, "fields": "hiddenByUser"}}


def sized(place: Json, pixels: int) -> Json:
    """Give lines or columns a size."""
    new = {"range": place, "properties": {"pixelSize": pixels}}
    return {"updateDimensionProperties": {**new, "fields": "pixelSize"}}


def guide_grid(lines: Sequence[StyledLine]) -> Json:
    """The size of a guide's tab."""
    return {"rowCount": len(lines) + 2, "columnCount": 1, "hideGridlines": True}


def guide_tab(sheet_id: int, lines: Sequence[StyledLine]) -> Iterator[Json]:
    """Everything that makes an empty tab the guide of a book."""
    rows = [{"values": [text(GUIDE_KEY)]}, *map(_guide_line, lines)]
    start = {"sheetId": sheet_id, "rowIndex": 0, "columnIndex": 0}
    fields = "userEnteredValue,userEnteredFormat"
    yield {"updateCells": {"start": start, "rows": rows, "fields": fields}}
    place = ranges.dimension_range(sheet_id, "COLUMNS", 0, 1)
    yield sized(place, _GUIDE_WIDTH)
    yield hiding(sheet_id)


def _guide_line(line: StyledLine) -> Json:
    words, name = line
    size = guide.SIZES.get(name, look.FONT_SIZE)
    style = {**cells.styled(guide.STYLES[name], size), "wrapStrategy": "WRAP"}
    return {"values": [{**(text(words) if words else {}), "userEnteredFormat": style}]}
