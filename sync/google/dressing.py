"""Dressing: makes the tabs of a book in a spreadsheet, and mends what they lost."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any, TypeAlias
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from sheets_schema.looks import guide
from sync.google import newtab, page
from sync.google.choices import where_listed
from sync.google.mends import mends
from sync.google.survey import Tab
from sync.keys import carries
from sync.mending import remains, standing

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from sheets_schema.columns import Book, Table
    from sync.google.survey import Survey

Json: TypeAlias = dict[str, Any]
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
class Plan:
    """What a book needs.

    Attributes:
        requests: Requests of one batch.
        count: How many things they mend.
        home: The id of a tab that will be there: the desk's mark may hang on it.
    """

    requests: Sequence[Json]
    count: int
    home: int


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
    found: Survey
    zone: str
    new_id: Callable[[], int]

    def __post_init__(self) -> None:
        tabs = self.found.tabs
        self._carrying = {
            table.key: [tab for tab in tabs if carries(table, tab.keys)]
            for table in self.book.tables
        }
        self._made: dict[str, Tab] = {}

    @property
    def is_new(self) -> bool:
        """Whether the spreadsheet holds nothing of the book yet."""
        keys = {key for tab in self.found.tabs for key in tab.keys}
        bare = not self.found.marks and page.KEY not in keys
        return bare and not any(self._carrying.values())

    def plan(self) -> Plan:
        """What the book needs."""
        proper = list(self._properties())
        making = list(self._making())
        existing = [
            mends(tabs[0], self.book[key], self._where)
            for key, tabs in self._carrying.items()
            if len(tabs) == 1
        ]
        requests = [*proper, *making]
        requests += [request for one in existing for request in one.requests]
        count = len(proper) + len(self._made) + sum(one.count for one in existing)
        return Plan(requests, count, self._home())

    def _home(self) -> int:
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
            yield self._tab(guide.KEY, guide.TITLE, page.grid(lines))
        for table in missing:
            yield self._tab(table.key, table.title, newtab.grid(table))
        if lines:
            yield from page.made(self._made[guide.KEY].id, lines)
        for table in missing:
            yield from newtab.made(self._made[table.key], table, self._where)

    def _is_missing(self, table: Table) -> bool:
        return not self._carrying[table.key] and not any(
            remains(table, tab.title, tab.keys, tab.headings) for tab in self.found.tabs
        )

    def _tab(self, key: str, title: str, grid: Json) -> Json:
        """A new tab; the one empty tab of a new spreadsheet becomes the first."""
        tabs = self.found.tabs
        if not self._made and len(tabs) == 1 and tabs[0].is_empty:
            self._made[key] = Tab(tabs[0].id, title, grid)
            new = {"sheetId": tabs[0].id, "title": title, "gridProperties": grid}
            about = {"properties": new, "fields": "title,gridProperties"}
            return {"updateSheetProperties": about}
        self._made[key] = Tab(self.new_id(), title, grid)
        new = {"sheetId": self._made[key].id, "title": title, "gridProperties": grid}
        return {"addSheet": {"properties": new}}

    def _where(self, tab: str, key: str) -> str:
        """The range of a list of choices as the book will stand."""
        if tab not in self.book.by_key:
            return ""
        table, tabs = self.book[tab], self._carrying[tab]
        if tab in self._made:
            title = self._made[tab].title
            columns = dict(newtab.declared(table))
        elif len(tabs) == 1:
            title, columns = (
                tabs[0].title,
                standing(table, tabs[0].keys, tabs[0].headings),
            )
        else:
            return ""
        return where_listed(title, columns[key]) if key in columns else ""
