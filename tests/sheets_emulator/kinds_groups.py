"""Requests of a batch that group rows and columns, and fold the groups."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tests.sheets_emulator import cells, masks, shape
from tests.sheets_emulator.errors import NotDoneError, refuse
from tests.sheets_emulator.kinds_lines import WORDS, lines_of, size_of

if TYPE_CHECKING:
    from tests.sheets_emulator.grid import Sheet
    from tests.sheets_emulator.work import Work

Json = dict[str, Any]


def _depths(groups: list[Json], size: int) -> list[int]:
    depths = [0] * size
    for group in groups:
        for at in range(group["range"]["startIndex"], group["range"]["endIndex"]):
            depths[at] = max(depths[at], group["depth"])
    return depths


def _grouped(depths: list[int], base: Json, old: list[Json]) -> list[Json]:
    """The groups of a profile of depths; what was folded stays folded."""
    groups = []
    folded = {(str(one["range"]), one["depth"]): one.get("collapsed") for one in old}
    for depth in range(1, max(depths, default=0) + 1):
        start = None
        for at, held in enumerate([*depths, 0]):
            if held >= depth and start is None:
                start = at
            elif held < depth and start is not None:
                place = {**base, "startIndex": start, "endIndex": at}
                one: Json = {"range": place, "depth": depth}
                if folded.get((str(place), depth)):
                    one["collapsed"] = True
                groups.append(one)
                start = None
    return sorted(groups, key=lambda one: (one["range"]["startIndex"], one["depth"]))


def _regroup(work: Work, request: Json, step: int) -> tuple[Sheet, list[Json]]:
    sheet, dimension, start, end = lines_of(work, request.get("range") or {})
    name = "row_groups" if dimension == "ROWS" else "column_groups"
    old: list[Json] = getattr(sheet, name)
    size = size_of(sheet, dimension)
    if end > size:
        refuse(f"endIndex[{end}] is beyond the grid: {size}")
    depths = _depths(old, size)
    for at in range(start, end):
        if depths[at] + step < 0:
            refuse("There is no group at the specified range.")
        depths[at] += step
    base = {"sheetId": sheet.sheet_id, "dimension": dimension}
    groups = _grouped(depths, base, old)
    setattr(sheet, name, groups)
    grid = sheet.properties.setdefault("gridProperties", {})
    grid[f"{WORDS[dimension]}GroupControlAfter"] = True  # recorded
    return sheet, groups


def add_group(work: Work, request: Json) -> Json:
    """Group lines; a group inside another is one deeper."""
    _, groups = _regroup(work, request, 1)
    return {"addDimensionGroup": {"dimensionGroups": shape.wire(groups)}}


def delete_group(work: Work, request: Json) -> Json:
    """Take lines out of their deepest group."""
    _, groups = _regroup(work, request, -1)
    left = {"dimensionGroups": shape.wire(groups)} if groups else {}
    return {"deleteDimensionGroup": left}


def update_group(work: Work, request: Json) -> Json:
    """Fold or unfold a group; its lines are hidden or shown with it."""
    sent = request.get("dimensionGroup") or {}
    if masks.paths(cells.mask_of(request)) not in ([], ["collapsed"]):
        what = f"dimension group field {request['fields']}"
        raise NotDoneError(what)
    sheet, dimension, start, end = lines_of(work, sent.get("range") or {})
    groups = sheet.row_groups if dimension == "ROWS" else sheet.column_groups
    for group in groups:
        place = group["range"]["startIndex"], group["range"]["endIndex"]
        if place == (start, end) and group["depth"] == sent.get("depth"):
            group["collapsed"] = bool(sent.get("collapsed"))
            break
    else:
        refuse("There is no group at the specified range and depth.")
    lines = sheet.row_lines if dimension == "ROWS" else sheet.column_lines
    for at in range(start, end):
        hidden = {"hiddenByUser": bool(sent.get("collapsed"))}
        lines[at] = lines.get(at, {}) | hidden
    return {}


KINDS = {
    "addDimensionGroup": add_group,
    "deleteDimensionGroup": delete_group,
    "updateDimensionGroup": update_group,
}
