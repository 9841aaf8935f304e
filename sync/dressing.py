"""Dressing: what of a workbook's look is lost, and the plan that gives it back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from sync.amending import Amendments
from sync.cellxml import column_letters
from sync.graft import graft
from sync.keys import carries, locate
from sync.mending import patches, remains
from sync.ownership import desk_of, own
from sync.patching import patch
from sync.repairs import faults, repaired

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from sheets_schema.columns import Book, Table
    from sync.contents import Contents
    from sync.parts import Plan
    from sync.repairs import Faults
    from sync.sheetread import Top

Tops: TypeAlias = "Mapping[str, Top]"
"""The first lines of every tab, by its title."""


@dataclass(frozen=True)
class Mending:
    """What a book has lost.

    Attributes:
        cells: Keys and headings to write, by tab, line from 1 and column from 0.
        faults: What is wrong with the tabs' look, by tab.
        missing: The tables without a tab.
        ownerless: Whether it carries no desk's id.
    """

    cells: Mapping[str, Mapping[int, Mapping[int, str]]]
    faults: Mapping[str, Faults]
    missing: tuple[Table, ...]
    ownerless: bool

    def __len__(self) -> int:
        """How many things there are to mend."""
        cells = sum(len(row) for it in self.cells.values() for row in it.values())
        look = sum(it.total for it in self.faults.values())
        return cells + look + len(self.missing) + self.ownerless


def needed(book: Book, contents: Contents, tops: Tops) -> Mending:
    """What a book has lost of what can be given back."""
    tabs = {table.key: _carrying(table, tops) for table in book.tables}
    single = {titles[0]: book[key] for key, titles in tabs.items() if len(titles) == 1}
    sheets = {it.title: contents.parts.stream(it.part) for it in contents.tabs}
    found = {title: faults(sheets[title], tops[title].height) for title in single}
    lost = {title: _lost(table, tops[title]) for title, table in single.items()}
    return Mending(
        cells={title: cells for title, cells in lost.items() if cells},
        faults={title: it for title, it in found.items() if it.total},
        missing=tuple(
            table
            for table in book.tables
            if not tabs[table.key]
            and not any(
                remains(table, title, it.keys, it.headings)
                for title, it in tops.items()
            )
        ),
        ownerless=not desk_of(contents),
    )


def plan(
    mending: Mending, book: Book, contents: Contents, tops: Tops, *, desk_id: str
) -> Plan:
    """The parts of a book that has back what it lost."""
    heights = {
        tab.part: tops[tab.title].height
        for tab in contents.tabs
        if tab.title in mending.faults
    }

    def sheet(part: str) -> Iterable[bytes]:
        pieces = contents.parts.stream(part)
        return repaired(pieces, heights[part]) if part in heights else pieces

    none: dict[str, Mapping[int, Mapping[int, str]]] = {it: {} for it in mending.faults}
    made = patch(contents, {**none, **mending.cells}, sheet)
    made.changed.pop(contents.styles, None)  # text needs no format of its own
    amendments = Amendments(contents, made)
    for table in mending.missing:
        graft(amendments, _drawn(table, book, tops))
    if mending.ownerless:
        own(amendments, desk_id)
    return made


def _carrying(table: Table, tops: Tops) -> list[str]:
    return [title for title, it in tops.items() if carries(table, it.keys)]


def _lost(table: Table, top: Top) -> dict[int, dict[int, str]]:
    """The keys and headings to write, by line and column."""
    lines: dict[int, dict[int, str]] = {}
    for it in patches(table, top.keys, top.headings):
        lines.setdefault(it.line, {})[it.at] = it.text
    return lines


def _drawn(table: Table, book: Book, tops: Tops) -> bytes:
    """A tab of its own, with its choices where the book has the lists today."""
    from sync.drawing import choices, new_tab  # noqa: PLC0415 - openpyxl is heavy

    found = locate(book, {title: it.keys for title, it in tops.items()}).found

    def where(tab: str, key: str) -> str:
        place = found.get(tab)
        if place is None:
            return ""
        return choices(place.title, column_letters(place.columns[key]))

    return new_tab(table, table.title, where)
