"""A sheet's XML, changed cell by cell while it streams past."""

from __future__ import annotations

import re
from collections import deque
from typing import TYPE_CHECKING
from zipfile import BadZipFile

from sheets_schema.columns import FIRST_LINE
from sync.a1 import column_index, column_letters
from sync.xlsx.cellxml import cell
from sync.xlsx.contents import well_formed
from sync.xlsx.formulas import Orphans
from sync.xlsx.sheethead import (
    DATA,
    column_styles,
    dialect,
    grown,
    row_height,
    style_of,
)
from sync.xlsx.xmlstream import XmlStream

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import datetime

    from sheets_schema.cells import Raw
    from sync.xlsx.number_formats import Formats
    from sync.xlsx.sheethead import Dialect

_REF = re.compile(rb"""\sr\s*=\s*["']([A-Z]+)\d+["']""")
_CUSTOM = re.compile(rb"""\scustomFormat\s*=\s*["'](?:1|true)["']""")
_SPANS = re.compile(rb"""(\sspans\s*=\s*["'])(\d+):(\d+)(?=["'])""")


def edited(
    pieces: Iterable[bytes],
    lines: Mapping[int, Mapping[int, Raw]],
    *,
    formats: Formats,
    since: datetime,
) -> Iterator[bytes]:
    """The sheet with some cells set; everything else comes out as it went in.

    Args:
        pieces: The sheet's XML.
        lines: What cells are to hold, by line from 1 and column from 0.
        formats: The workbook's formats, which may grow.
        since: Day 0 of the workbook.

    Raises:
        BadZipFile: The sheet has no rows, or they are out of order.
    """
    stream = XmlStream(pieces)
    head = stream.through(DATA)
    data = DATA.search(head)
    if data is None or head.endswith(b"/>"):
        raise BadZipFile(head[:100])
    tongue = dialect((data[1] or b"").decode())
    rows = _Rows(tongue, head, lines, formats, since)
    yield tongue.dimension.sub(lambda box: box[1] + grown(box[2], lines), head)
    for block in stream.blocks(tongue.mark("row"), tongue.mark("/sheetData")):
        yield b"".join(rows.through(block))
    yield from rows.beyond()
    yield from stream.rest()


class _Rows:
    """The rows of a sheet as they come by; those that change are made anew."""

    def __init__(
        self,
        tongue: Dialect,
        head: bytes,
        lines: Mapping[int, Mapping[int, Raw]],
        formats: Formats,
        since: datetime,
    ) -> None:
        self._tongue = tongue
        self._columns = column_styles(tongue, head)
        self._head = head
        self._lines = lines
        self._formats = formats
        self._since = since
        self._waiting = deque(sorted(lines))
        self._orphans = Orphans()
        self._number = 0
        self._above = b""

    def through(self, block: bytes) -> Iterator[bytes]:
        """A block of whole rows with its changes."""
        done = last = 0
        for tag in self._tongue.row.finditer(block):
            number = int(tag[1]) if tag[1] else self._number + 1
            if number <= self._number:
                raise BadZipFile(tag[0])
            start = tag.start()
            if self._orphans or (self._waiting and self._waiting[0] <= number):
                self._above = block[last:start].strip() or self._above
                yield block[done:start]
                yield from self._inserted(number)
                done = self._end(block, tag)
                yield self._row(block[start:done], number)
                start = done
            self._number, last = number, start
        self._above = block[last:].strip() or self._above
        yield block[done:]

    def beyond(self) -> Iterator[bytes]:
        """The rows below the last one."""
        yield from self._inserted(None)

    def _end(self, block: bytes, tag: re.Match[bytes]) -> int:
        if tag[0].endswith(b"/>"):
            return tag.end()
        return block.index(b">", block.index(self._tongue.mark("/row"), tag.end())) + 1

    def _inserted(self, below: int | None) -> Iterator[bytes]:
        """New rows for the lines before one that the sheet has not."""
        while self._waiting and (below is None or self._waiting[0] < below):
            number = self._waiting[0]
            above = (
                self._above.partition(b">")[0] if self._number >= FIRST_LINE else b""
            )
            height = row_height(self._head, above)
            tag = b'%b r="%d"%b/>' % (self._tongue.mark("row"), number, height)
            yield self._row(tag, number)

    def _row(self, row: bytes, number: int) -> bytes:
        """A row with its changes; it is what stands above the next one."""
        edits: Mapping[int, Raw] = {}
        if self._waiting and self._waiting[0] == number:
            edits = self._lines[self._waiting.popleft()]
        self._above = self._in_place(row, number, edits) or self._anew(
            row, number, edits
        )
        self._number = number
        return self._above

    def _in_place(
        self, row: bytes, number: int, edits: Mapping[int, Raw]
    ) -> bytes | None:
        """The row where all cells to be set stand already, as most programs spell them.

        This is four times faster than reading every cell of it; None where a cell is
        missing or a formula might be in the way.
        """
        if self._orphans or self._tongue.mark("f") in row:
            return None
        pieces, done = [], 0
        for at in sorted(edits):
            ref = f"{column_letters(at)}{number}"
            start = row.find(b'%b r="%b"' % (self._tongue.mark("c"), ref.encode()))
            end = self._cell_end(row, start)
            if start < done or end <= start:
                return None
            style = self._formats.fit(style_of(row[start:end]), edits[at])
            pieces += [row[done:start], self._cell(ref, edits[at], style)]
            done = end
        return b"".join([*pieces, row[done:]])

    def _cell_end(self, row: bytes, start: int) -> int:
        """Where a cell that begins here ends; 0 or less if that is not clear."""
        close = row.find(b">", start)
        if row[close - 1 : close] == b"/":
            return close + 1
        mark = self._tongue.mark("/c") + b">"
        end = row.find(mark, close)
        return end + len(mark) if end > 0 else 0

    def _anew(self, row: bytes, number: int, edits: Mapping[int, Raw]) -> bytes:
        """The row made from all its cells and the new ones, in their order."""
        row = well_formed(row)
        tag, inside, end = self._taken_apart(row)
        cells, rest = self._cells(inside)
        for at in sorted({*cells, *edits}):
            old, ref = cells.get(at, b""), f"{column_letters(at)}{number}"
            if at in edits:
                self._orphans.note(old, ref)
                style = self._formats.fit(self._style(at, old, tag), edits[at])
                cells[at] = self._cell(ref, edits[at], style)
            elif self._orphans:
                cells[at] = self._orphans.settled(old, ref)
        inside = b"".join(cells[at] for at in sorted(cells))
        return _wide_enough(tag, edits) + inside + rest + end

    def _taken_apart(self, row: bytes) -> tuple[bytes, bytes, bytes]:
        """A row's tag, what is inside, and its end."""
        found = self._tongue.row.match(row)
        if found is None:
            raise BadZipFile(row[:100])
        end = self._tongue.mark("/row") + b">"
        if found[0].endswith(b"/>"):
            return found[0].removesuffix(b"/>") + b">", b"", end
        return found[0], row[found.end() : row.rindex(self._tongue.mark("/row"))], end

    def _cells(self, inside: bytes) -> tuple[dict[int, bytes], bytes]:
        """A row's cells by their column, and what stands after them."""
        cells, at, end = {}, -1, 0
        for found in self._tongue.cell.finditer(inside):
            ref = _REF.search(found[1])
            at = column_index(ref[1].decode()) if ref else at + 1
            cells[at] = found[0]
            end = found.end()
        return cells, inside[end:]

    def _cell(self, ref: str, raw: Raw, style: int) -> bytes:
        p, since = self._tongue.prefix, self._since
        return cell(ref, raw, style=style, prefix=p, since=since)

    def _style(self, at: int, old: bytes, tag: bytes) -> int:
        """The format a cell has, or would have if a person typed into it.

        It is not coloured because somebody has coloured the line above.
        """
        if old:
            return style_of(old)
        if _CUSTOM.search(tag):
            return style_of(tag)
        for first, last, style in self._columns:
            if style and first <= at <= last:
                return style
        if self._number < FIRST_LINE:
            return 0
        _, inside, _ = self._taken_apart(self._above)
        above = style_of(self._cells(inside)[0].get(at, b""))
        return self._formats.unpainted(above)


def _wide_enough(tag: bytes, edits: Mapping[int, Raw]) -> bytes:
    """A row's tag whose hint of its first and last column covers what was set."""
    found = _SPANS.search(tag)
    if not found or not edits:
        return tag
    first = min(int(found[2]), min(edits) + 1)
    last = max(int(found[3]), max(edits) + 1)
    return tag[: found.start(2)] + b"%d:%d" % (first, last) + tag[found.end(3) :]
