"""Glances: the values of known tabs alone, many times lighter than a look at all.

A look tells everything of a spreadsheet: its tabs, the desk's mark, the formulas. It
is needed once in a while; in between a glance reads the tabs by their titles. A tab
that is gone or renamed refuses the glance, keys that are lost show in it, and a mark
that is old is refused when something is written: then everything is looked at.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeAlias

from sync.a1 import column_index
from sync.google.sheets import Sheet, Spreadsheet, quoted

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from sheets_schema.columns import Book
    from sync.google.cells import Plain
    from sync.google.sheets import Mark
    from sync.keys import Places

Json: TypeAlias = dict[str, Any]
VALUES = {
    "valueRenderOption": "UNFORMATTED_VALUE",
    "dateTimeRenderOption": "SERIAL_NUMBER",
}
"""Values as they are; moments as numbers, whatever the locale shows."""
_END = re.compile(r":([A-Z]+)(\d+)$")


@dataclass(frozen=True)
class Known:
    """What is known of a spreadsheet from the last look at it.

    Attributes:
        marks: The desks' marks.
        tabs: The tab of each table by the table's key, its cells left out.
        until: Until when that is believed, by a clock that only goes forward.
    """

    marks: tuple[Mark, ...]
    tabs: Mapping[str, Sheet]
    until: float


def known(book: Book, found: Spreadsheet, places: Places, *, until: float) -> Known:
    """What a look leaves for the glances after it; nothing where a table is at fault.

    Args:
        book: What the spreadsheet holds.
        found: What was seen.
        places: Where all of the book's tables stand.
        until: Until when it is believed.
    """
    tabs = {
        key: _bare(found.by_title[place.title])
        for key, place in places.found.items()
        if len(places.found) == len(book.tables)
    }
    return Known(found.marks, tabs, until)


def _bare(sheet: Sheet) -> Sheet:
    return Sheet(sheet.id, sheet.title, sheet.height, sheet.width, ())


def asked(of: Known, book: Book, tabs: Collection[str]) -> list[str]:
    """The keys of the tables that a glance reads; none where not all are known."""
    wanted = [table.key for table in book.tables if not tabs or table.key in tabs]
    return wanted if all(key in of.tabs for key in wanted) else []


def params(of: Known, keys: Sequence[str]) -> Json:
    """What ``values.batchGet`` is asked."""
    return {"ranges": [quoted(of.tabs[key].title) for key in keys], **VALUES}


def glanced(of: Known, keys: Sequence[str], answer: Json) -> Spreadsheet:
    """The tabs as they stand now."""
    ranges = answer.get("valueRanges", ())
    pairs = zip(keys, ranges, strict=True)
    return Spreadsheet(of.marks, tuple(_sheet(of.tabs[key], it) for key, it in pairs))


def _sheet(tab: Sheet, answer: Json) -> Sheet:
    end = _END.search(answer["range"])
    width, height = tab.width, tab.height
    if end:
        width, height = column_index(end[1]) + 1, int(end[2])
    lines: list[list[Plain]] = answer.get("values", [])
    for line in lines:
        if "" in line:
            line[:] = [None if it == "" else it for it in line]
    return Sheet(tab.id, tab.title, height, width, lines)
