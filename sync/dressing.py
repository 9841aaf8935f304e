"""Dressing: what of a workbook's look is lost, and the plan that gives it back."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from sync.amending import Amendments
from sync.cellxml import column_letters
from sync.graft import graft
from sync.keys import carries, locate
from sync.mending import patches, remains
from sync.ownership import desk_of, own
from sync.patching import patch
from sync.xmlstream import XmlStream

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from sheets_schema.columns import Book, Table
    from sync.contents import Contents
    from sync.mending import Patch
    from sync.parts import Plan
    from sync.rows import Seen

Heads: TypeAlias = "Mapping[str, tuple[list[Seen], list[Seen]]]"
"""Lines 1 and 2 of every tab, by its title."""

_ROW = re.compile(rb"<(?:\w+:)?row(?=[\s/>])[^>]*>")
_HIDDEN = re.compile(rb"""\shidden\s*=\s*["'](?:1|true)["']""")
_SHOWN = re.compile(rb"""\shidden\s*=\s*["'][^"']*["']""")


@dataclass(frozen=True)
class Mending:
    """What a book has lost.

    Attributes:
        cells: Keys and headings to write, by tab, line from 1 and column from 0.
        count: How many these are.
        missing: The tables without a tab.
        shown: The tabs whose line of keys is not hidden.
        ownerless: Whether it carries no desk's id.
    """

    cells: Mapping[str, Mapping[int, Mapping[int, str]]]
    count: int
    missing: tuple[Table, ...]
    shown: tuple[str, ...]
    ownerless: bool

    def __len__(self) -> int:
        """How many things there are to mend."""
        return self.count + len(self.missing) + len(self.shown) + self.ownerless


def needed(book: Book, contents: Contents, heads: Heads) -> Mending:
    """What a book has lost of what can be given back."""
    tabs = {table.key: _carrying(table, heads) for table in book.tables}
    single = {key: titles[0] for key, titles in tabs.items() if len(titles) == 1}
    lost = {title: patches(book[key], *heads[title]) for key, title in single.items()}
    parts = {tab.title: tab.part for tab in contents.tabs}
    return Mending(
        cells={title: _by_line(todo) for title, todo in lost.items() if todo},
        count=sum(map(len, lost.values())),
        missing=tuple(
            table
            for table in book.tables
            if not tabs[table.key]
            and not any(remains(table, title, *it) for title, it in heads.items())
        ),
        shown=tuple(
            title
            for title in single.values()
            if not _HIDDEN.search(_first_row(contents.parts.stream(parts[title])))
        ),
        ownerless=not desk_of(contents),
    )


def plan(
    mending: Mending, book: Book, contents: Contents, heads: Heads, *, desk_id: str
) -> Plan:
    """The parts of a book that has back what it lost."""
    parts = {tab.part for tab in contents.tabs if tab.title in mending.shown}

    def sheet(part: str) -> Iterable[bytes]:
        pieces = contents.parts.stream(part)
        return _hiding(pieces) if part in parts else pieces

    none: dict[str, Mapping[int, Mapping[int, str]]] = {it: {} for it in mending.shown}
    made = patch(contents, {**none, **mending.cells}, sheet)
    made.changed.pop(contents.styles, None)  # text needs no format of its own
    amendments = Amendments(contents, made)
    for table in mending.missing:
        graft(amendments, _drawn(table, book, heads))
    if mending.ownerless:
        own(amendments, desk_id)
    return made


def _carrying(table: Table, heads: Heads) -> list[str]:
    return [title for title, (keys, _) in heads.items() if carries(table, keys)]


def _by_line(todo: Iterable[Patch]) -> dict[int, dict[int, str]]:
    lines: dict[int, dict[int, str]] = {}
    for it in todo:
        lines.setdefault(it.line, {})[it.at] = it.text
    return lines


def _first_row(pieces: Iterable[bytes]) -> bytes:
    """The tag of a sheet's first row."""
    found = _ROW.search(XmlStream(pieces).through(_ROW))
    return found[0] if found else b""


def _hiding(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """A sheet with its first row hidden."""
    stream = XmlStream(pieces)
    before = stream.through(_ROW)
    tag = _first_row([before])
    bare = _SHOWN.sub(b"", tag)
    end = b"/>" if bare.endswith(b"/>") else b">"
    yield before.removesuffix(tag)
    yield bare.removesuffix(end) + b' hidden="1"' + end
    yield from stream.rest()


def _drawn(table: Table, book: Book, heads: Heads) -> bytes:
    """A tab of its own, with its choices where the book has the lists today."""
    from sync.drawing import choices, new_tab  # noqa: PLC0415 - openpyxl is heavy

    found = locate(book, {title: keys for title, (keys, _) in heads.items()}).found

    def where(tab: str, key: str) -> str:
        place = found.get(tab)
        if place is None:
            return ""
        return choices(place.title, column_letters(place.columns[key]))

    return new_tab(table, table.title, where)
