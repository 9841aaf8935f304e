"""Patching: which parts of a workbook file change when cells do, and into what."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sync.a1 import column_letters
from sync.xlsx.amending import Amendments
from sync.xlsx.number_formats import Formats
from sync.xlsx.parts import PartChanges
from sync.xlsx.sheetxml import edited
from sync.xlsx.styles import Styles

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from sheets_schema.cells import Raw
    from sync.xlsx.contents import Contents

_STYLES_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"
_LONGEST_REF = 32
_REF = re.compile(rb"""\sr\s*=\s*["']([A-Z]+\d+)["']""")


def patch(
    contents: Contents,
    cells: Mapping[str, Mapping[int, Mapping[int, Raw]]],
    sheet: Callable[[str], Iterable[bytes]] | None = None,
) -> PartChanges:
    """The parts that set some cells.

    Args:
        contents: The workbook file.
        cells: What they are to hold, by the tab's title, the line from 1 and the
            column from 0.
        sheet: Gives a sheet's XML by the name of its part; the file's own if omitted.
    """
    pieces = sheet or contents.parts.stream
    amendments = Amendments(contents, PartChanges())
    made, name = amendments.plan, amendments.styles
    styles = Styles(amendments.words(name))
    formats = Formats(styles)
    parts = {tab.title: tab.part for tab in contents.tabs}
    for title, lines in cells.items():
        part = parts[title]
        made.changed[part] = edited(
            pieces(part), lines, formats=formats, since=contents.since
        )
    is_new = made.changed.pop(name, None)  # it is written after the sheets that ask it
    made.changed[name] = lambda: styles.xml() if is_new or styles.changed else None
    if contents.chain and _lists(contents, cells):
        # every program makes the order of calculation anew on opening
        amendments.strike(contents.chain)
        amendments.unrelate(contents.workbook, contents.chain)
    return made


def _lists(
    contents: Contents, cells: Mapping[str, Mapping[int, Mapping[int, Raw]]]
) -> bool:
    """Whether the order of calculation names a cell that will hold no formula."""
    set_ = {
        f"{column_letters(at)}{line}".encode()
        for lines in cells.values()
        for line, row in lines.items()
        for at in row
    }
    end = b""
    for piece in contents.parts.stream(contents.chain):
        if not set_.isdisjoint(_REF.findall(end + piece)):
            return True
        end = piece[-_LONGEST_REF:]
    return False
