"""Dressing: makes the tabs of a book in a spreadsheet, and mends what they lost."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from sheets_schema.columns import FIRST_LINE, HEADING_LINE
from sheets_schema.looks import guide, look
from sync.google import (
    column_groups,
    conditional_formats,
    data_validation,
    new_tabs,
    protected_ranges,
    ranges,
)
from sync.google.appearance import TabAppearance
from sync.google.cells import number_format, same_number_format
from sync.google.data_validation import where_listed
from sync.keys import carries
from sync.mending import is_stripped, patches, remains, standing

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from sheets_schema.columns import Book, Table
    from sheets_schema.looks.look import ColumnLook
    from sync.google.appearance import Appearance
    from sync.google.cells import Json
    from sync.google.data_validation import ListRange
    from sync.mending import Patch

LOCALE = "vi_VN"
EVERY_MINUTE = "MINUTE"
"""The live colours look at the clock: Google is to look again once a minute."""
_SEASONS = (datetime(2026, 1, 1), datetime(2026, 7, 1))  # noqa: DTZ001 - a zone is asked of them


def same_zone(found: str, wanted: str) -> bool:
    """Whether two time zones have the same offsets, in winter and in summer.

    Google may tell ``Asia/Saigon`` or ``Asia/Bangkok`` for ``Asia/Ho_Chi_Minh``.
    """
    try:
        zones = ZoneInfo(found), ZoneInfo(wanted)
    except (ZoneInfoNotFoundError, ValueError):
        return found == wanted
    return len({tuple(map(zone.utcoffset, _SEASONS)) for zone in zones}) == 1


@dataclass(frozen=True)
class Mends:
    """What mends a tab or a book.

    Attributes:
        requests: Requests of a batch.
        count: How many things they mend, as people would count.
    """

    requests: Sequence[Json] = ()
    count: int = 0


@dataclass
class Dressing:
    """One book and the spreadsheet that is to hold it.

    Attributes:
        book: What it should hold.
        found: How it looks.
        zone: The time zone that it should have.
        new_id: Gives an id for a new tab.
    """

    book: Book
    found: Appearance
    zone: str
    new_id: Callable[[], int]

    def __post_init__(self) -> None:
        tabs = self.found.tabs
        self._carrying = {
            table.key: [tab for tab in tabs if carries(table, tab.keys)]
            or [tab for tab in tabs if is_stripped(table, tab.keys, tab.headings)]
            for table in self.book.tables
        }
        self._made: dict[str, TabAppearance] = {}

    @property
    def is_new(self) -> bool:
        """Whether the spreadsheet holds nothing of the book yet."""
        keys = {key for tab in self.found.tabs for key in tab.keys}
        bare = not self.found.marks and new_tabs.GUIDE_KEY not in keys
        return bare and not any(self._carrying.values())

    def mends(self) -> Mends:
        """What the book needs."""
        proper = list(self._properties())
        making = list(self._making())
        existing = [
            mended(tabs[0], self.book[key], self._where)
            for key, tabs in self._carrying.items()
            if len(tabs) == 1
        ]
        requests = [*proper, *making]
        requests += [request for one in existing for request in one.requests]
        count = len(proper) + len(self._made) + sum(one.count for one in existing)
        return Mends(requests, count)

    @property
    def home(self) -> int:
        """The id of a tab that will be there: the desk's mark may hang on it."""
        mine = [tabs[0].id for tabs in self._carrying.values() if tabs]
        made = [tab.id for tab in self._made.values()]
        return [*mine, *made, *(tab.id for tab in self.found.tabs)][0]

    def _properties(self) -> Iterator[Json]:
        wanted = {
            "locale": LOCALE,
            "timeZone": self.zone,
            "autoRecalc": EVERY_MINUTE,
        }
        found = dict(self.found.properties)
        if same_zone(found.get("timeZone", ""), self.zone):
            found["timeZone"] = self.zone
        new = {name: it for name, it in wanted.items() if found.get(name) != it}
        if new:
            about = {"properties": new, "fields": ",".join(new)}
            yield {"updateSpreadsheetProperties": about}

    def _making(self) -> Iterator[Json]:
        """The tabs that are missing: first all of them, then what they hold."""
        lines = guide.GUIDES.get(self.book.key, ()) if self.is_new else ()
        missing = [table for table in self.book.tables if self._is_missing(table)]
        if lines:
            yield self._tab(guide.KEY, guide.TITLE, new_tabs.guide_grid(lines))
        for table in missing:
            yield self._tab(table.key, table.title, new_tabs.table_grid(table))
        if lines:
            yield from new_tabs.guide_tab(self._made[guide.KEY].id, lines)
        for table in missing:
            yield from new_tabs.table_tab(self._made[table.key], table, self._where)

    def _is_missing(self, table: Table) -> bool:
        return not self._carrying[table.key] and not any(
            remains(table, tab.title, tab.keys, tab.headings) for tab in self.found.tabs
        )

    def _tab(self, key: str, title: str, grid: Json) -> Json:
        """A new tab; the one empty tab of a new spreadsheet becomes the first."""
        tabs = self.found.tabs
        if not self._made and len(tabs) == 1 and tabs[0].is_empty:
            self._made[key] = TabAppearance(tabs[0].id, title, grid)
            new = {"sheetId": tabs[0].id, "title": title, "gridProperties": grid}
            about = {"properties": new, "fields": "title,gridProperties"}
            return {"updateSheetProperties": about}
        self._made[key] = TabAppearance(self.new_id(), title, grid)
        new = {"sheetId": self._made[key].id, "title": title, "gridProperties": grid}
        return {"addSheet": {"properties": new}}

    def _where(self, tab: str, key: str) -> str:
        """The range of a list of choices as the book will stand."""
        if tab not in self.book.by_key:
            return ""
        table, tabs = self.book[tab], self._carrying[tab]
        if tab in self._made:
            title = self._made[tab].title
            columns = dict(new_tabs.declared(table))
        elif len(tabs) == 1:
            title, columns = (
                tabs[0].title,
                standing(table, tabs[0].keys, tabs[0].headings),
            )
        else:
            return ""
        return where_listed(title, columns[key]) if key in columns else ""


def mended(tab: TabAppearance, table: Table, where: ListRange) -> Mends:
    """What mends the one tab that carries a table's keys."""
    todo = patches(table, _padded(tab), tab.headings)
    columns = standing(table, _padded(tab), tab.headings)
    fresh = {key: at for key, at in columns.items() if at >= _used(tab)}
    found = [*_room(tab, todo), *(_patched(tab.id, patch) for patch in todo)]
    if not columns:
        return Mends(found, len(todo))
    said = {column.key: column for column in look.of(table).columns}
    new = {at: said[key] for key, at in fresh.items()}
    found += new_tabs.dressed_columns(tab.id, new, where)
    lost = _look_lost(tab, table, columns, where, set(fresh))
    found += [request for thing in lost for request in thing]
    return Mends(found, len(todo) + (0 if fresh else len(lost)))


def _used(tab: TabAppearance) -> int:
    """How many columns hold something in the first lines."""
    return max(map(len, tab.lines), default=0)


def _padded(tab: TabAppearance) -> list[str]:
    """The keys, with nothing above the columns that have none."""
    return [*tab.keys, *[""] * (_used(tab) - len(tab.keys))]


def _room(tab: TabAppearance, todo: Sequence[Patch]) -> Iterator[Json]:
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
    rows = [{"values": [new_tabs.text(patch.text)]}]
    return {"updateCells": {"start": start, "rows": rows, "fields": "userEnteredValue"}}


def _look_lost(
    tab: TabAppearance,
    table: Table,
    columns: Mapping[str, int],
    where: ListRange,
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
    things.append([] if tab.hidden else [new_tabs.hiding(tab.id)])
    things.append(list(_frozen(tab)))
    things.append(list(conditional_formats.mending(tab, said.rules, columns)))
    things.append(list(protected_ranges.mending(tab, table, columns)))
    things += [[fold] for fold in column_groups.mending(tab, said.folds, columns)]
    return [thing for thing in things if thing]


def _column(
    tab: TabAppearance, at: int, column: ColumnLook, where: ListRange
) -> Iterator[Iterator[Json]]:
    yield _noted(tab, at, column)
    yield _formatted(tab, at, column)
    yield _offered(tab, at, column, where)


def _noted(tab: TabAppearance, at: int, column: ColumnLook) -> Iterator[Json]:
    if tab.cell(HEADING_LINE, at).get("note", "") != column.note:
        place = {"sheetId": tab.id, "rowIndex": HEADING_LINE - 1, "columnIndex": at}
        rows = [{"values": [{"note": column.note}]}]
        yield {"updateCells": {"start": place, "rows": rows, "fields": "note"}}


def _formatted(tab: TabAppearance, at: int, column: ColumnLook) -> Iterator[Json]:
    wanted = number_format(column.format)
    style = tab.cell(FIRST_LINE, at).get("userEnteredFormat", {})
    found = style.get("numberFormat", {})
    if wanted is None or same_number_format(found, wanted):
        return
    cell = {"userEnteredFormat": {"numberFormat": dict(wanted)}}
    area = ranges.below_heading(tab.id, at, at + 1)
    fields = "userEnteredFormat.numberFormat"
    yield {"repeatCell": {"range": area, "cell": cell, "fields": fields}}


def _offered(
    tab: TabAppearance, at: int, column: ColumnLook, where: ListRange
) -> Iterator[Json]:
    found = tab.cell(FIRST_LINE, at).get("dataValidation", {})
    rule = data_validation.rule(column.drop_down, where) if column.drop_down else None
    if rule and not data_validation.same(found, rule):
        yield from new_tabs.offering(tab.id, at, column, where)


def _frozen(tab: TabAppearance) -> Iterator[Json]:
    """Headings stay in sight; how many columns do is people's own business."""
    if tab.grid.get("frozenRowCount", 0) < HEADING_LINE < tab.height:
        grid = {"gridProperties": {"frozenRowCount": HEADING_LINE}}
        new = {"properties": {"sheetId": tab.id, **grid}}
        fields = "gridProperties.frozenRowCount"
        yield {"updateSheetProperties": {**new, "fields": fields}}
