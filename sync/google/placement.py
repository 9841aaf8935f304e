"""Checking: whether what was written stands in the lines that were meant.

Google knows no versions of people's edits. The answer to a write shows the keys of each
tab and what the written lines are: the code of a row, or all of a row without one.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, TypeAlias

from sheets_schema.columns import KEY_LINE
from sync.google.cells import entered, formula, shown, token

if TYPE_CHECKING:
    from collections.abc import Hashable, Mapping, Sequence

    from sync.google.batch_update import TabUpdate
    from sync.google.cells import ExtendedValue, Json
    from sync.google.spreadsheet import GoogleSheet

ShownCells: TypeAlias = "Mapping[tuple[int, int], ExtendedValue]"
"""What an answer shows as entered, by line from 1 and column from 0."""


def anchors(update: TabUpdate) -> tuple[list[int], list[int]]:
    """The written lines that their code tells apart, and those it does not.

    A code does not where it is missing, stands twice, or is being written.
    """
    at = update.code
    if at is None or not update.puts:
        return [], list(update.puts)
    codes = Counter(line[at] for line in update.sheet.lines if len(line) > at)
    coded: list[int] = []
    bare: list[int] = []
    for line, puts in update.puts.items():
        code = next(iter(update.sheet.line(line)[at : at + 1]), None)
        tells = code is not None and at not in puts and codes[code] == 1
        (coded if tells else bare).append(line)
    return coded, bare


def token_at(sheet: GoogleSheet, line: int, at: int) -> Hashable:
    """What tells the content of a cell from another; None for an empty one."""
    return token(sheet.cell(line, at))


def shown_cells(answer: Json) -> Mapping[int, ShownCells]:
    """What the answer to a write shows, by the id of the tab."""
    return {
        sheet["properties"].get("sheetId", 0): {
            (line, at): entered(shown(cell), formula(cell))
            for area in sheet.get("data", ())
            for line, row in enumerate(
                area.get("rowData", ()), area.get("startRow", 0) + 1
            )
            for at, cell in enumerate(row.get("values", ()), area.get("startColumn", 0))
        }
        for sheet in answer.get("updatedSpreadsheet", {}).get("sheets", ())
    }


def is_astray(whole: Sequence[TabUpdate], answer: Json) -> bool:
    """Whether anything that was written may stand elsewhere than it was meant."""
    cells = shown_cells(answer)
    return any(
        update.sheet.id not in cells or _is_astray(update, cells[update.sheet.id])
        for update in whole
    )


def keys_then(cells: ShownCells) -> Mapping[int, str]:
    """The keys as they stood when the write was done, by column."""
    return {
        at: str(next(iter(it.values()), ""))
        for (line, at), it in cells.items()
        if line == KEY_LINE
    }


def _is_astray(update: TabUpdate, cells: ShownCells) -> bool:
    keys = keys_then(cells)
    written = {at for puts in (*update.puts.values(), *update.fresh) for at in puts}
    if any(key_of(update.sheet, at) != keys.get(at, "") for at in written):
        return True
    coded, bare = anchors(update)
    return any(_differs(update, line, [update.code], cells) for line in coded) or any(
        _differs(update, line, range(_width(update, cells)), cells) for line in bare
    )


def key_of(sheet: GoogleSheet, at: int) -> str:
    """The key above a column; empty if there is none."""
    return str(sheet.keys[at] or "") if at < len(sheet.keys) else ""


def _width(update: TabUpdate, cells: ShownCells) -> int:
    right = max((at for _, at in cells), default=0)
    return 1 + max(right, *map(len, update.sheet.lines))


def _differs(
    update: TabUpdate, line: int, columns: Sequence[int | None], cells: ShownCells
) -> bool:
    """Whether a line is another than was read, in columns that were not written.

    A formula follows what stands beside it, and so tells nothing of the line.
    """
    now = update.now(line)
    shown = {
        at: cells.get((now, at), {})
        for at in columns
        if at is not None and at not in update.puts[line]
    }
    return any(
        token(cell) != token_at(update.sheet, line, at)
        for at, cell in shown.items()
        if "formulaValue" not in cell
    )
