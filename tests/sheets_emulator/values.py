"""Values read and written: get, update, append, clear, and their batches."""

from __future__ import annotations

from itertools import zip_longest
from typing import TYPE_CHECKING, Any

from tests.sheets_emulator import a1, entry, render
from tests.sheets_emulator.a1 import Area
from tests.sheets_emulator.errors import NotDoneError, invalid
from tests.sheets_emulator.grid import Formula
from tests.sheets_emulator.lines import Insert, apply
from tests.sheets_emulator.work import PROTECTED

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.sheets_emulator.errors import ApiError
    from tests.sheets_emulator.grid import Sheet
    from tests.sheets_emulator.wire import Json
    from tests.sheets_emulator.work import Work

OPTIONS = ("RAW", "USER_ENTERED")
LONG = "Your input contains more than the maximum of 50000 characters in a single cell."
BARRED = f"Invalid data[0]: {PROTECTED}"
CELLS = (
    "This action would increase the number of cells in the workbook above the limit "
    "of 10000000 cells."
)


def option_of(sent: Json) -> str:
    """The valueInputOption; the description does not say that it is required.

    Raises:
        ApiError: It is missing.
    """
    option = sent.get("valueInputOption")
    if option not in OPTIONS:
        message = "'valueInputOption' is required but not specified"
        raise invalid(message)
    return str(option)


def lines_of(body: Json) -> list[list[Any]]:
    """The values of a ValueRange by row.

    Raises:
        ApiError: One is neither text, number, true, false nor null.
    """
    lines: list[list[Any]] = body.get("values") or []
    for row, line in enumerate(lines):
        for column, value in enumerate(line):
            if isinstance(value, list | dict):
                kind = "list_value" if isinstance(value, list) else "struct_value"
                message = f"Invalid values[{row}][{column}]: {kind} {{\n}}\n"
                raise invalid(message)
            if isinstance(value, str) and len(value) > entry.LIMIT:
                raise invalid(LONG)
    if body.get("majorDimension") == "COLUMNS":
        return [list(line) for line in zip_longest(*lines)]
    return lines


def update(work: Work, text: str, body: Json, asked: Json) -> Json:
    """What ``values.update`` does and answers.

    The range has to begin inside the grid; the grid grows to hold what is written.
    """
    option = option_of(asked)
    lines = lines_of(body)
    sheet, span = work.book.find(text)
    sheet.inside(span)  # or it is refused
    area = span.whole(sheet.row_count, sheet.column_count)
    if not area.is_cell:
        _refuse_outside_range(sheet, area, lines)
    width = max((len(line) for line in lines), default=0)
    sheet.grow(area.top + len(lines), area.left + width)
    refuse_too_big(work)
    answer = write(work, sheet, (area.top, area.left), lines, option)
    if is_asked(asked):
        whole = sheet.inside(span)
        bottom = area.top + max(1, len(lines))
        right = area.left + max((len(line) for line in lines), default=1)
        held = Area(area.top, area.left, bottom, right)
        shown = held if whole.is_cell else whole
        answer["updatedData"] = values_of(work, sheet, shown, response_options(asked))
    return answer


def _refuse_outside_range(sheet: Sheet, area: Area, lines: list[list[Any]]) -> None:
    title = sheet.title.replace("'", "''")
    corners = f"{a1.cell_name(area.top, area.left)}"
    corners += f":{a1.cell_name(area.bottom - 1, area.right - 1)}"
    within = f"Requested writing within range ['{title}'!{corners}]"
    if len(lines) > area.bottom - area.top:
        message = f"{within}, but tried writing to row [{area.bottom + 1}]"
        raise invalid(message)
    if max((len(line) for line in lines), default=0) > area.right - area.left:
        letters = a1.column_letters(area.right)
        message = f"{within}, but tried writing to column [{letters}]"
        raise invalid(message)


def sent_cells(
    corner: tuple[int, int], lines: list[list[Any]]
) -> Iterator[tuple[int, int, Any]]:
    """Where each value goes that is not null."""
    for down, line in enumerate(lines):
        for right, value in enumerate(line):
            if value is not None:
                yield corner[0] + down, corner[1] + right, value


def write(
    work: Work,
    sheet: Sheet,
    corner: tuple[int, int],
    lines: list[list[Any]],
    option: str,
) -> Json:
    """Write values from a corner on; what is null leaves its cell as it is.

    Returns:
        The counts of what was not null, and the range to the last of it (recorded).
    """
    cells = list(sent_cells(corner, lines))
    for row, column, value in cells:
        _enter(work, sheet, (row, column), value, option)
    bottom = max((row for row, _, _ in cells), default=corner[0]) + 1
    right = max((column for _, column, _ in cells), default=corner[1]) + 1
    counts = {
        "updatedRows": len({row for row, _, _ in cells}),
        "updatedColumns": len({column for _, column, _ in cells}),
        "updatedCells": len(cells),
    }
    return {
        "spreadsheetId": work.book.book_id,
        "updatedRange": a1.write(sheet.title, Area(*corner, bottom, right)),
        **{name: count for name, count in counts.items() if count},
    }


def _enter(
    work: Work, sheet: Sheet, place: tuple[int, int], value: Any, option: str
) -> None:
    row, column = place
    if not work.may_edit(sheet, Area(row, column, row + 1, column + 1)):
        raise invalid(BARRED)
    locale, year = work.book.locale, work.year
    old = sheet.cell(row, column)
    new = entry.entered(old, value, option=option, locale=locale, year=year)
    work.book.computes |= isinstance(new.value, Formula)
    sheet.put(row, column, new)


def append(work: Work, text: str, body: Json, asked: Json) -> Json:
    """What ``values.append`` does and answers."""
    option = option_of(asked)
    lines = lines_of(body)
    sheet, span = work.book.find(text)
    if any(one.get("hiddenByFilter") for one in sheet.row_lines.values()):
        name = "values.append on a tab whose filter hides rows: nobody recorded it"
        raise NotDoneError(name)
    table = table_at(sheet, sheet.inside(span))
    area = sheet.inside(span)
    corner = (table.bottom, table.left) if table else (area.top, area.left)
    if asked.get("insertDataOption") == "INSERT_ROWS":
        make_room(work, sheet, corner[0], len(lines))
    width = max((len(line) for line in lines), default=0)
    sheet.grow(corner[0] + len(lines), corner[1] + width)
    refuse_too_big(work)
    updates = write(work, sheet, corner, lines, option)
    if is_asked(asked):
        held, written = work.book.find(updates["updatedRange"])
        shown = held.inside(written)
        updates["updatedData"] = values_of(work, sheet, shown, response_options(asked))
    answer: Json = {"spreadsheetId": work.book.book_id}
    if table:
        answer["tableRange"] = a1.write(sheet.title, table)
    return {**answer, "updates": updates}


def refuse_too_big(work: Work) -> None:
    """Refuse a workbook of more than ten million cells."""
    total = sum(one.row_count * one.column_count for one in work.book.sheets)
    if total > 10_000_000:
        raise invalid(CELLS)


def clear(work: Work, text: str) -> str:
    """Clear the values of a range; formats, notes and rules stay."""
    sheet, span = work.book.find(text)
    area = sheet.inside(span)
    if not work.may_edit(sheet, area):
        raise invalid(BARRED)
    for row, column, cell in list(sheet.filled(area)):
        sheet.put(row, column, cell.with_value(None))
    return a1.write(sheet.title, area)


def batch_update(work: Work, body: Json) -> Json:
    """What ``values.batchUpdate`` does and answers: all of it or nothing."""
    option_of(body)
    answers = []
    for number, one in enumerate(body.get("data") or []):
        try:
            answers.append(update(work, one.get("range", ""), one, body))
        except NotDoneError:
            raise
        except Exception as error:
            raise _at(number, error) from error
    found = [work.book.find(answer["updatedRange"]) for answer in answers]
    areas = [(sheet, sheet.inside(span)) for sheet, span in found]
    cells = sum(answer.get("updatedCells", 0) for answer in answers)
    counts = {
        "totalUpdatedRows": _lines(areas, "rows"),
        "totalUpdatedColumns": _lines(areas, "columns"),
        "totalUpdatedCells": cells,
        "totalUpdatedSheets": len({sheet.sheet_id for sheet, _ in areas}),
    }
    held = {name: count for name, count in counts.items() if count}
    return {"spreadsheetId": work.book.book_id, **held, "responses": answers}


def _lines(areas: list[tuple[Sheet, Area]], name: str) -> int:
    return len(
        {(one.sheet_id, at) for one, area in areas for at in getattr(area, name)}
    )


def _at(number: int, error: Exception) -> ApiError:
    words = str(error).removeprefix("Invalid data[0]: ")
    return invalid(f"Invalid data[{number}]: {words}")


def get(work: Work, text: str, asked: Json) -> Json:
    """What ``values.get`` answers for one range."""
    sheet, span = work.book.find(text)
    return values_of(work, sheet, sheet.inside(span), asked)


def values_of(work: Work, sheet: Sheet, held: Area, asked: Json) -> Json:
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


def table_at(sheet: Sheet, area: Area) -> Area | None:
    """The last block of filled cells that begins in the range; None if it is empty.

    A range that is one empty cell finds nothing, even beside a block (recorded).
    """
    last = _last_filled(sheet, area)
    if last is None:
        return None
    return _block(sheet, Area(last[0], last[1], last[0] + 1, last[1] + 1))


def _last_filled(sheet: Sheet, area: Area) -> tuple[int, int] | None:
    for row in reversed(area.rows):
        held = [one for one in sheet.rows[row] if area.left <= one < area.right]
        filled = [column for column in held if sheet.has_value(row, column)]
        if filled:
            return row, max(filled)
    return None


def _block(sheet: Sheet, block: Area) -> Area:
    """The rectangle around a cell that has only empty cells about it."""
    while True:
        ring = Area(
            max(0, block.top - 1),
            max(0, block.left - 1),
            min(sheet.row_count, block.bottom + 1),
            min(sheet.column_count, block.right + 1),
        )
        held = [
            (row, column)
            for row, column, cell in sheet.filled(ring)
            if cell.value is not None
        ]
        wider = Area(
            min(block.top, *(row for row, _ in held)),
            min(block.left, *(column for _, column in held)),
            max(block.bottom, *(row + 1 for row, _ in held)),
            max(block.right, *(column + 1 for _, column in held)),
        )
        if wider == block:
            return block
        block = wider


def make_room(work: Work, sheet: Sheet, row: int, count: int) -> None:
    """Insert rows so that everything below is pushed down."""
    sheet.grow(row, 0)
    apply(work.book, sheet, "ROWS", Insert(row, count))
