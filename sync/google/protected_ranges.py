"""Protected ranges: a warning for who types over the desk's cells; none refuses."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sheets_schema.columns import KEY_LINE
from sheets_schema.looks import look
from sync.google import ranges

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from sheets_schema.columns import Table
    from sync.google.appearance import TabAppearance
    from sync.google.cells import Json

_KEYS = "Dòng khoá của hệ thống"
_WHOLE = "Bảng của hệ thống"


def mending(
    tab: TabAppearance, table: Table, columns: Mapping[str, int]
) -> Iterator[Json]:
    """Add the ranges that are missing; take away ours that stand twice or wrong."""
    wanted = _wanted(table, columns, tab.id)
    right = set()
    for found in tab.protected_ranges:
        name = str(found.get("description", ""))
        if not name.startswith((_KEYS, _WHOLE, look.WARNING_TITLE)):
            continue
        if name in wanted and name not in right and _holds(found, wanted[name]):
            right.add(name)
        else:
            gone = {"protectedRangeId": found["protectedRangeId"]}
            yield {"deleteProtectedRange": gone}
    for name, area in wanted.items():
        if name not in right:
            warned = {"range": area, "description": name, "warningOnly": True}
            yield {"addProtectedRange": {"protectedRange": warned}}


def _wanted(
    table: Table, columns: Mapping[str, int], sheet_id: int
) -> Mapping[str, Json]:
    """The protected ranges of a tab by what they are called."""
    found = {f"{_KEYS}: {table.key}": ranges.whole_row(sheet_id, KEY_LINE - 1)}
    if table.log:
        right = max(columns.values()) + 1
        whole = ranges.from_heading(sheet_id, 0, right)
        return {**found, f"{_WHOLE}: {table.key}": whole}
    for column in table.columns:
        if column.by_machine:
            at = columns[column.key]
            name = f"{look.WARNING_TITLE}: {table.full(column.key)}"
            found[name] = ranges.from_heading(sheet_id, at, at + 1)
    return found


def _holds(found: Json, area: Json) -> bool:
    warns = bool(found.get("warningOnly"))
    return warns and ranges.same_grid_range(found.get("range", {}), area)
