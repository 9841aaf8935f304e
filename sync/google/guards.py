"""Guards: a warning for who types over the desk's own cells; it never refuses."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias

from sheets_schema.columns import KEY_LINE
from sheets_schema.looks import look
from sync.google import spots

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from sheets_schema.columns import Table
    from sync.google.survey import Tab

Json: TypeAlias = dict[str, Any]
_KEYS = "Dòng khoá của hệ thống"
_WHOLE = "Bảng của hệ thống"


def wanted(
    table: Table, columns: Mapping[str, int], sheet_id: int
) -> Mapping[str, Json]:
    """The guarded ranges of a tab by what they are called."""
    found = {f"{_KEYS}: {table.key}": spots.line(sheet_id, KEY_LINE - 1)}
    if table.log:
        right = max(columns.values()) + 1
        return {**found, f"{_WHOLE}: {table.key}": spots.area(sheet_id, 0, right)}
    for column in table.columns:
        if column.by_machine:
            at = columns[column.key]
            name = f"{look.WARNING_TITLE}: {table.full(column.key)}"
            found[name] = spots.area(sheet_id, at, at + 1)
    return found


def mending(tab: Tab, target: Mapping[str, Json]) -> Iterator[Json]:
    """Add the guards that are missing; take away ours that stand twice or wrong."""
    right = set()
    for guard in tab.guards:
        name = str(guard.get("description", ""))
        if not name.startswith((_KEYS, _WHOLE, look.WARNING_TITLE)):
            continue
        if name in target and name not in right and _holds(guard, target[name]):
            right.add(name)
        else:
            yield {"deleteProtectedRange": {"protectedRangeId": _id(guard)}}
    for name, area in target.items():
        if name not in right:
            guarded = {"range": area, "description": name, "warningOnly": True}
            yield {"addProtectedRange": {"protectedRange": guarded}}


def _holds(guard: Json, area: Json) -> bool:
    return bool(guard.get("warningOnly")) and spots.same_area(
        guard.get("range", {}), area
    )


def _id(guard: Json) -> int:
    return int(guard["protectedRangeId"])
