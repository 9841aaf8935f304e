"""Pages: tabs that are read and not filled, line by line in styles."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias

from sheets_schema.looks import guide, look
from sync.google import newtab, paint, spots

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sheets_schema.looks.guide import Line

Json: TypeAlias = dict[str, Any]
_WIDTH = 780
KEY = f"{guide.KEY}.page"
"""What line 1 of the guide holds."""


def grid(lines: Sequence[Line]) -> Json:
    """The size of a guide's tab."""
    return {"rowCount": len(lines) + 2, "columnCount": 1, "hideGridlines": True}


def made(sheet_id: int, lines: Sequence[Line]) -> Iterator[Json]:
    """Everything that makes an empty tab the guide of a book."""
    rows = [{"values": [newtab.text(KEY)]}, *map(_line, lines)]
    start = {"sheetId": sheet_id, "rowIndex": 0, "columnIndex": 0}
    fields = "userEnteredValue,userEnteredFormat"
    yield {"updateCells": {"start": start, "rows": rows, "fields": fields}}
    place = spots.span(sheet_id, "COLUMNS", 0, 1)
    new = {"range": place, "properties": {"pixelSize": _WIDTH}}
    yield {"updateDimensionProperties": {**new, "fields": "pixelSize"}}
    yield newtab.hiding(sheet_id)


def _line(line: Line) -> Json:
    words, name = line
    size = guide.SIZES.get(name, look.FONT_SIZE)
    style = {**paint.styled(guide.STYLES[name], size), "wrapStrategy": "WRAP"}
    return {
        "values": [
            {**(newtab.text(words) if words else {}), "userEnteredFormat": style}
        ]
    }
