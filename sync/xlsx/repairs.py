"""Repairs: what of a sheet's look is put right while it streams past."""

from __future__ import annotations

import re
from collections import deque
from typing import TYPE_CHECKING, NamedTuple

from sync.changes import LAST_LINE
from sync.xlsx.amending import KIND
from sync.xlsx.comments import LEGACY
from sync.xlsx.conditional_formats import is_coloured, recolour
from sync.xlsx.data_validations import reoffer, unoffered
from sync.xlsx.sheethead import DATA, dialect
from sync.xlsx.sheettail import SheetElement, Tail
from sync.xlsx.styles import attribute
from sync.xlsx.xmlstream import XmlStream

if TYPE_CHECKING:
    from collections.abc import (
        Callable,
        Collection,
        Iterable,
        Iterator,
        Mapping,
        Sequence,
    )

    from sheets_schema.looks.colours import Style
    from sync.xlsx.colouring import Colour
    from sync.xlsx.data_validations import Offers

_ROW = re.compile(rb"<(?:\w+:)?row(?=[\s/>])[^<>]*>")
_HIDDEN = re.compile(rb"""\shidden\s*=\s*["'](?:1|true)["']""")
_SHOWN = re.compile(rb"""\shidden\s*=\s*["'][^"']*["']""")
_AHEAD = 500
"""So many empty lines the rules have to cover; LibreOffice cuts some of them off."""


class Wanted(NamedTuple):
    """How a sheet with a line of keys should be.

    Attributes:
        height: Its last filled line.
        colours: Its live rules.
        offers: Its rules of entry, of the columns where they are known.
        notes: The notes of its headings, by the column from 0.
    """

    height: int
    colours: Sequence[Colour]
    offers: Offers
    notes: Mapping[int, str]

    @property
    def least(self) -> int:
        """The line that rules have to reach."""
        return min(self.height + _AHEAD, LAST_LINE)


class Faults(NamedTuple):
    """What is wrong with a sheet.

    Attributes:
        shown: Whether its line of keys is seen.
        pale: Whether its live colours are not what they should be.
        columns: The columns whose cells do not offer what they should.
        silent: The columns whose headings have lost their notes.
        legacy: The id that it has for the drawing with the boxes of notes, or empty.
    """

    shown: bool
    pale: bool = False
    columns: Sequence[int] = ()
    silent: Sequence[int] = ()
    legacy: str = ""

    @property
    def total(self) -> int:
        """How many things there are to repair."""
        return self.shown + self.pale + len(self.columns) + len(self.silent)


def faults(
    pieces: Iterable[bytes],
    wanted: Wanted | None,
    styles: Sequence[Style],
    noted: Collection[int],
) -> Faults:
    """What can be repaired of a sheet with a line of keys.

    Args:
        pieces: The sheet's XML.
        wanted: How it should be; None where its columns are not all there.
        styles: What the workbook's live formats look like, by their index.
        noted: The columns whose headings have notes.
    """
    blocks = _apart(pieces)
    next(blocks)
    first = next(blocks)
    last = deque(blocks, maxlen=1).pop()
    tag = _ROW.search(first)
    shown = not (tag and _HIDDEN.search(tag[0]))
    if wanted is None:
        return Faults(shown)
    return _lost(Tail.of(last), wanted, styles, noted)._replace(shown=shown)


def _lost(
    tail: Tail, wanted: Wanted, styles: Sequence[Style], noted: Collection[int]
) -> Faults:
    """What is wrong below the rows, and with the notes."""
    right = is_coloured(tail, wanted.colours, styles, wanted.least)
    drawings = tail.named(LEGACY)
    return Faults(
        shown=False,
        pale=not right,
        columns=unoffered(tail, wanted.offers, wanted.least),
        silent=[at for at in wanted.notes if at not in noted],
        legacy=attribute(drawings[0].xml, r"(?:\w+:)?id") if drawings else "",
    )


def repaired(
    pieces: Iterable[bytes],
    found: Faults,
    wanted: Wanted | None,
    formats: Mapping[Style, int],
    legacy: Callable[[], str],
) -> Iterator[bytes]:
    """The sheet without its faults; everything else comes out as it went in.

    Args:
        pieces: The sheet's XML.
        found: What is wrong with it.
        wanted: How it should be.
        formats: The index of each style's live format in the workbook.
        legacy: Gives the id of a drawing with boxes that it lacks, or nothing.
    """
    blocks = _apart(pieces)
    yield next(blocks)
    before = _ROW.sub(_hidden, next(blocks), count=1)
    for block in blocks:
        yield before
        before = block
    if wanted is None:
        yield before
        return
    tail = Tail.of(before)
    _mend(tail, found, wanted, formats)
    if name := legacy():
        xml = f'<{tail.prefix}{LEGACY} xmlns:r="{KIND}" r:id="{name}"/>'
        tail.elements.insert(tail.place(LEGACY), SheetElement(LEGACY, xml))
    yield tail.xml


def _mend(
    tail: Tail, found: Faults, wanted: Wanted, formats: Mapping[Style, int]
) -> None:
    if found.pale:
        recolour(tail, wanted.colours, formats)
    if found.columns:
        reoffer(tail, {at: wanted.offers[at] for at in found.columns})


def _hidden(row: re.Match[bytes]) -> bytes:
    bare = _SHOWN.sub(b"", row[0])
    end = b"/>" if bare.endswith(b"/>") else b">"
    return bare.removesuffix(end) + b' hidden="1"' + end


def _apart(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """A sheet's head, its rows in blocks, and what stands below them."""
    stream = XmlStream(pieces)
    head = stream.through(DATA)
    yield head
    found = DATA.search(head)
    if found and not head.endswith(b"/>"):
        tongue = dialect((found[1] or b"").decode())
        yield from stream.blocks(tongue.mark("row"), tongue.mark("/sheetData"))
    yield stream.whole_rest()
