"""Values read: trimmed, by row or by column, in the form that is asked for."""

from __future__ import annotations

from itertools import zip_longest
from typing import TYPE_CHECKING, Any

from tests.sheets_emulator import a1, render

if TYPE_CHECKING:
    from tests.sheets_emulator.a1 import Area
    from tests.sheets_emulator.grid import Sheet
    from tests.sheets_emulator.work import Work

Json = dict[str, Any]


def read(work: Work, text: str, asked: Json) -> Json:
    """What ``values.get`` answers for one range."""
    sheet, span = work.book.find(text)
    return area(work, sheet, sheet.inside(span), asked)


def area(work: Work, sheet: Sheet, held: Area, asked: Json) -> Json:
    option = asked.get("valueRenderOption", "FORMATTED_VALUE")
    dates = asked.get("dateTimeRenderOption", "SERIAL_NUMBER")
    by_column = asked.get("majorDimension") == "COLUMNS"
    rows: list[list[str | float]] = []
    for row in held.rows:
        line: list[str | float] = []
        cells = sheet.rows[row]
        for column in sorted(cells):
            found = cells[column].value
            if found is None or not held.left <= column < held.right:
                continue
            line += [""] * (column - held.left - len(line))
            if (
                type(found) is not str
            ):  # text is shown as it is, however it is asked for
                found = render.value(work, sheet, (row, column), option, dates)
            line.append(found)
        rows.append(line)
    answer: Json = {
        "range": a1.write(sheet.title, held),
        "majorDimension": "COLUMNS" if by_column else "ROWS",
    }
    trimmed = _trimmed(_turned(rows) if by_column else rows)
    return {**answer, "values": trimmed} if trimmed else answer


def _turned(rows: list[list[str | float]]) -> list[list[str | float]]:
    columns = [list(column) for column in zip_longest(*rows, fillvalue="")]
    heights = [0] * len(columns)
    for number, row in enumerate(rows):
        for place in range(len(row)):
            if row[place] != "":
                heights[place] = number + 1
    return [column[:height] for column, height in zip(columns, heights, strict=True)]


def _trimmed(lines: list[list[str | float]]) -> list[list[str | float]]:
    while lines and not lines[-1]:
        lines.pop()
    return lines


def is_asked(asked: Json) -> bool:
    return str(asked.get("includeValuesInResponse", False)).lower() == "true"


def response_options(asked: Json) -> Json:
    """The options by which a write shows what it wrote."""
    return {
        "valueRenderOption": asked.get("responseValueRenderOption", "FORMATTED_VALUE"),
        "dateTimeRenderOption": asked.get(
            "responseDateTimeRenderOption", "SERIAL_NUMBER"
        ),
    }
