"""Mends: what a tab has lost of its keys and its look, and what gives it back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeAlias

from sheets_schema.columns import FIRST_LINE, HEADING_LINE
from sheets_schema.looks import look
from sync.google import choices, folds, guards, newtab, rules, spots
from sync.google.cells import number_format, same_number_format
from sync.mending import patches, standing

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from sheets_schema.columns import Table
    from sheets_schema.looks.look import ColumnLook
    from sync.google.choices import Where
    from sync.google.survey import Tab
    from sync.mending import Patch

Json: TypeAlias = dict[str, Any]


@dataclass(frozen=True)
class Mends:
    """What mends a tab.

    Attributes:
        requests: Requests of a batch.
        count: How many things they mend, as people would count.
    """

    requests: Sequence[Json] = ()
    count: int = 0


def mends(tab: Tab, table: Table, where: Where) -> Mends:
    """What mends the one tab that carries a table's keys."""
    todo = patches(table, _padded(tab), tab.headings)
    columns = standing(table, _padded(tab), tab.headings)
    fresh = {key: at for key, at in columns.items() if at >= _used(tab)}
    found = [*_room(tab, todo), *(_patched(tab.id, patch) for patch in todo)]
    if not columns:
        return Mends(found, len(todo))
    said = {column.key: column for column in look.of(table).columns}
    new = {at: said[key] for key, at in fresh.items()}
    found += newtab.dressed(tab.id, new, where)
    lost = _look_lost(tab, table, columns, where, set(fresh))
    found += [request for thing in lost for request in thing]
    return Mends(found, len(todo) + (0 if fresh else len(lost)))


def _used(tab: Tab) -> int:
    """How many columns hold something in the first lines."""
    return max(map(len, tab.lines), default=0)


def _padded(tab: Tab) -> list[str]:
    """The keys, with nothing above the columns that have none."""
    return [*tab.keys, *[""] * (_used(tab) - len(tab.keys))]


def _room(tab: Tab, todo: Sequence[Patch]) -> Iterator[Json]:
    lacking = max((patch.at for patch in todo), default=0) + 1 - tab.width
    if lacking > 0:
        about = {"sheetId": tab.id, "dimension": "COLUMNS", "length": lacking}
        yield {"appendDimension": about}


def _patched(sheet_id: int, patch: Patch) -> Json:
    start = {
        "sheetId": sheet_id,
        "rowIndex": patch.line - 1,
        "columnIndex": patch.at,
    }
    rows = [{"values": [newtab.text(patch.text)]}]
    return {"updateCells": {"start": start, "rows": rows, "fields": "userEnteredValue"}}


def _look_lost(
    tab: Tab,
    table: Table,
    columns: Mapping[str, int],
    where: Where,
    fresh: set[str],
) -> list[list[Json]]:
    """What of a tab's look is lost, thing by thing."""
    said = look.of(table)
    things = [
        list(aspect)
        for column in said.columns
        if column.key not in fresh
        for aspect in _column(tab, columns[column.key], column, where)
    ]
    things.append([] if tab.hidden else [newtab.hiding(tab.id)])
    things.append(list(_frozen(tab)))
    things.append(list(rules.mending(tab, rules.wanted(said.rules, columns, tab.id))))
    things.append(list(guards.mending(tab, guards.wanted(table, columns, tab.id))))
    things += [[fold] for fold in folds.mending(tab, said.folds, columns)]
    return [thing for thing in things if thing]


def _column(
    tab: Tab, at: int, column: ColumnLook, where: Where
) -> Iterator[Iterator[Json]]:
    yield _noted(tab, at, column)
    yield _formatted(tab, at, column)
    yield _offered(tab, at, column, where)


def _noted(tab: Tab, at: int, column: ColumnLook) -> Iterator[Json]:
    if tab.cell(HEADING_LINE, at).get("note", "") != column.note:
        place = {"sheetId": tab.id, "rowIndex": HEADING_LINE - 1, "columnIndex": at}
        rows = [{"values": [{"note": column.note}]}]
        yield {"updateCells": {"start": place, "rows": rows, "fields": "note"}}


def _formatted(tab: Tab, at: int, column: ColumnLook) -> Iterator[Json]:
    wanted = number_format(column.format)
    style = tab.cell(FIRST_LINE, at).get("userEnteredFormat", {})
    found = style.get("numberFormat", {})
    if wanted is None or same_number_format(found, wanted):
        return
    cell = {"userEnteredFormat": {"numberFormat": dict(wanted)}}
    area = spots.data(tab.id, at, at + 1)
    fields = "userEnteredFormat.numberFormat"
    yield {"repeatCell": {"range": area, "cell": cell, "fields": fields}}


def _offered(tab: Tab, at: int, column: ColumnLook, where: Where) -> Iterator[Json]:
    found = tab.cell(FIRST_LINE, at).get("dataValidation", {})
    rule = choices.rule(column.drop_down, where) if column.drop_down else None
    if rule and not choices.same(found, rule):
        yield from newtab.offering(tab.id, at, column, where)


def _frozen(tab: Tab) -> Iterator[Json]:
    """Headings stay in sight; how many columns do is people's own business."""
    if tab.grid.get("frozenRowCount", 0) < HEADING_LINE < tab.height:
        grid = {"gridProperties": {"frozenRowCount": HEADING_LINE}}
        new = {"properties": {"sheetId": tab.id, **grid}}
        fields = "gridProperties.frozenRowCount"
        yield {"updateSheetProperties": {**new, "fields": fields}}
