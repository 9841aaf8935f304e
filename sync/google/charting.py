"""Charting: a report's chart of a table that stands on a tab, in Google's words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias

from sheets_schema.looks import colours
from sync.google import paint

if TYPE_CHECKING:
    from sheets_schema.report import Chart, Grid

Json: TypeAlias = dict[str, Any]
_BAR, _ROOM, _COLUMN = 28, 110, 340
"""The height of a lying bar, of what stands around them, of standing columns."""
_TITLE_SIZE = 12
_BESIDE = ("#0072B2", "#B8C4CE", "#009E73", "#E69F00", "#CC79A7")
"""Series side by side: the first one speaks, the second one is what it is held to."""
_STACKED = {
    2: ("#D55E00", "#0072B2"),
    3: ("#D55E00", "#D0D5DA", "#0072B2"),
    4: ("#D55E00", "#F4B183", "#8EC1E0", "#0072B2"),
    5: ("#D55E00", "#F4B183", "#D0D5DA", "#8EC1E0", "#0072B2"),
}
"""Shares of a whole, from the low end to the high one."""


def height(said: Chart, grid: Grid) -> int:
    """How many pixels a chart is high."""
    if said.kind == "column":
        return _COLUMN
    bars = said.rows or len(grid.rows)
    return _ROOM + _BAR * bars * (1 if said.kind == "stacked" else len(said.values))


def chart(
    said: Chart, grid: Grid, *, sheet_id: int, table: int, line: int, width: int
) -> Json:
    """The request that draws a chart.

    Args:
        said: What is drawn.
        grid: The table.
        sheet_id: The tab.
        table: The line of the table's headings, from 1.
        line: The line that the chart hangs on, from 1.
        width: In pixels.
    """
    anchor = {"sheetId": sheet_id, "rowIndex": line - 1, "columnIndex": 0}
    place = {"anchorCell": anchor, "widthPixels": width}
    place["heightPixels"] = height(said, grid)
    last = table + (said.rows or len(grid.rows))
    spec = {
        "title": said.title,
        "titleTextFormat": paint.letters(_TITLE, _TITLE_SIZE),
        "basicChart": _basic(said, sheet_id, table, last),
    }
    return {"addChart": {"chart": {"spec": spec, "position": _over(place)}}}


_TITLE = colours.Style(font=colours.TEXT, bold=True)


def _over(place: Json) -> Json:
    return {"overlayPosition": place}


def _basic(said: Chart, sheet_id: int, first: int, last: int) -> Json:
    lying = said.kind != "column"
    shades = _STACKED.get(len(said.values), _BESIDE) if _is_whole(said) else _BESIDE
    shades *= len(said.values)
    return {
        "chartType": "BAR" if lying else "COLUMN",
        **({"stackedType": "PERCENT_STACKED"} if _is_whole(said) else {}),
        "legendPosition": "NO_LEGEND" if len(said.values) == 1 else "BOTTOM_LEGEND",
        "headerCount": 1,
        "domains": [{"domain": _source(sheet_id, 0, first, last)}],
        "series": [
            {
                "series": _source(sheet_id, at, first, last),
                "targetAxis": "BOTTOM_AXIS" if lying else "LEFT_AXIS",
                "colorStyle": paint.colour(shade),
                **({} if _is_whole(said) else {"dataLabel": {"type": "DATA"}}),
            }
            for at, shade in zip(said.values, shades, strict=False)
        ],
    }


def _is_whole(said: Chart) -> bool:
    return said.kind == "stacked"


def _source(sheet_id: int, at: int, first: int, last: int) -> Json:
    lines = {"startRowIndex": first - 1, "endRowIndex": last}
    columns = {"startColumnIndex": at, "endColumnIndex": at + 1}
    return {"sourceRange": {"sources": [{"sheetId": sheet_id, **lines, **columns}]}}
