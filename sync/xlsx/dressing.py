"""Dressing: what of a workbook's look is lost, and the plan that gives it back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from sync.xlsx.amending import Amendments
from sync.xlsx.comments import noted, write
from sync.xlsx.dxf import dxf, style_of
from sync.xlsx.graft import graft
from sync.xlsx.ownership import desk_of, own, shape_of, shaped
from sync.xlsx.patching import patch
from sync.xlsx.repairs import faults, repaired
from sync.xlsx.styles import PLAIN, Styles
from sync.xlsx.wanting import BookTabs

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from sheets_schema.columns import Book, Table
    from sync.xlsx.contents import Contents
    from sync.xlsx.parts import PartChanges
    from sync.xlsx.repairs import Faults
    from sync.xlsx.sheetread import Sheet

Tops: TypeAlias = "Mapping[str, Sheet]"
"""The first lines of every tab, by its title."""


@dataclass(frozen=True)
class Mending:
    """What a book has lost.

    Attributes:
        tabs: Its tabs as they are, and how they should be.
        cells: Keys and headings to write, by tab, line from 1 and column from 0.
        faults: What is wrong with the tabs' look, by tab.
        ownerless: Whether it carries no desk's id.
    """

    tabs: BookTabs
    cells: Mapping[str, Mapping[int, Mapping[int, str]]]
    faults: Mapping[str, Faults]
    ownerless: bool

    def __len__(self) -> int:
        """How many things there are to mend; a column that comes back is dressed."""
        cells = sum(len(row) for it in self.cells.values() for row in it.values())
        look = sum(
            it.shown if title in self.cells else it.total
            for title, it in self.faults.items()
        )
        marks = self.ownerless + self.tabs.outgrown
        return cells + look + len(self.tabs.missing) + marks


def needed(book: Book, contents: Contents, tops: Tops) -> Mending:
    """What a book has lost of what can be given back."""
    tabs = BookTabs(book, tops, shape_of(contents))
    sheets = {it.title: it.part for it in contents.tabs}
    live = [style_of(it) for it in _styles(contents).items("dxfs")]
    found = {
        title: faults(
            contents.parts.stream(sheets[title]),
            tabs.wanted(title),
            live,
            noted(contents, sheets[title]),
        )
        for title in tabs.single
    }
    lost = {title: _lost(tabs, title) for title in tabs.single}
    return Mending(
        tabs=tabs,
        cells={title: cells for title, cells in lost.items() if cells},
        faults={title: it for title, it in found.items() if it.total},
        ownerless=not desk_of(contents),
    )


def plan(mending: Mending, contents: Contents, *, desk_id: str) -> PartChanges:
    """The parts of a book that has back what it lost."""
    tabs, styles = mending.tabs, _styles(contents)
    formats = {
        it.style: styles.add("dxfs", dxf(it.style, styles.prefix))
        for title, found in mending.faults.items()
        if found.pale and (wanted := tabs.wanted(title))
        for it in wanted.colours
    }
    titles = {it.part: it.title for it in contents.tabs}
    drawings: dict[str, str] = {}

    def sheet(part: str) -> Iterable[bytes]:
        pieces, title = contents.parts.stream(part), titles[part]
        if title not in mending.faults:
            return pieces
        found, wanted = mending.faults[title], tabs.wanted(title)
        return repaired(pieces, found, wanted, formats, lambda: drawings.get(part, ""))

    none: dict[str, Mapping[int, Mapping[int, str]]] = {it: {} for it in mending.faults}
    made = patch(contents, {**none, **mending.cells}, sheet)
    made.changed.pop(contents.styles, None)  # text needs no format of its own
    amendments = Amendments(contents, made)
    if styles.changed:
        made.changed[amendments.styles] = [styles.xml()]
    drawings |= _annotated(amendments, mending)
    for table in tabs.missing:
        graft(amendments, _drawn(table, tabs))
    if mending.ownerless:
        own(amendments, desk_id)
    if tabs.outgrown:
        shaped(amendments, tabs.book.shape)
    return made


def _annotated(amendments: Amendments, mending: Mending) -> dict[str, str]:
    """Give headings their notes; the ids of new drawings by the sheet's part."""
    drawings = {}
    parts = {tab.title: tab.part for tab in amendments.contents.tabs}
    for title, found in mending.faults.items():
        wanted = mending.tabs.wanted(title)
        if wanted and found.silent:
            part = parts[title]
            notes = {at: wanted.notes[at] for at in found.silent}
            drawings[part] = write(amendments, part, notes, legacy=found.legacy)
    return drawings


def _styles(contents: Contents) -> Styles:
    return Styles(contents.xml(contents.styles) if contents.styles else PLAIN)


def _lost(tabs: BookTabs, title: str) -> dict[int, dict[int, str]]:
    """The keys and headings to write, by line and column."""
    lines: dict[int, dict[int, str]] = {}
    for it in tabs.lost(title):
        lines.setdefault(it.line, {})[it.at] = it.text
    return lines


def _drawn(table: Table, tabs: BookTabs) -> bytes:
    """A tab of its own, with its choices where the book has the lists then."""
    from sync.xlsx.drawing import new_tab  # noqa: PLC0415 - openpyxl is heavy

    return new_tab(table, table.title, tabs.where)
