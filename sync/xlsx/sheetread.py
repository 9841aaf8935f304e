"""Books read as they stream past: the first lines of each tab, and its rows.

Whatever a file says of its size, only cells that hold something cost anything, and only
those of columns with a key are kept.
"""

from __future__ import annotations

import re
from functools import cached_property, lru_cache
from io import BytesIO
from itertools import takewhile
from typing import TYPE_CHECKING, TypeVar
from zipfile import BadZipFile

from sheets_schema.columns import HEADING_LINE, KEY_LINE
from sheets_schema.finding import Finding
from sync.a1 import LAST_COLUMN, column_index, column_letters
from sync.changes import GAP, LAST_LINE
from sync.rows import typed
from sync.xlsx.allowance import Allowance
from sync.xlsx.areas import areas
from sync.xlsx.cellread import ODD, CellReader, has_formula, line_of, pattern, plain
from sync.xlsx.contents import Contents
from sync.xlsx.number_formats import Formats
from sync.xlsx.parts import Parts
from sync.xlsx.shared_strings import shared_strings
from sync.xlsx.sheethead import DATA, dialect
from sync.xlsx.styles import PLAIN, Styles
from sync.xlsx.xmlstream import XmlStream

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from sheets_schema.columns import Table
    from sheets_schema.records import Row
    from sync.keys import Place, Places
    from sync.rows import DisplayedValue
    from sync.xlsx.cellread import Found, Shown
    from sync.xlsx.contents import Tab
    from sync.xlsx.sheethead import Dialect

_Name = TypeVar("_Name")
_MERGED = re.compile(rb"""<(?:\w+:)?mergeCell\s[^<>]*?ref\s*=\s*["']([A-Z0-9:]+)["']""")
_NEAR = 2
"""Columns with more letters than this stand far away: ``AAA`` is the 703rd."""
_FAR = "Tab “{tab}” có ô {ref}{more} nằm rất xa bảng."
_MOVE = "Xin xem có gõ nhầm chỗ không, rồi xoá hoặc chuyển vào bảng."


class Sheets:
    """The tabs of a workbook's bytes.

    Raises:
        BadZipFile: The bytes are no workbook that can be read.
        Oversized: They hold more than a book can need.
    """

    def __init__(self, words: bytes, shown: Shown = lambda _: None) -> None:
        contents = Contents(Parts(BytesIO(words)))
        self._allowance = Allowance(len(words))
        styles = contents.xml(contents.styles) if contents.styles else PLAIN
        reader = CellReader(
            Formats(Styles(styles)),
            shared_strings(contents, self._allowance),
            contents.since,
            shown,
        )
        self.by_title = {
            tab.title: Sheet(contents, tab, reader, self._allowance)
            for tab in contents.tabs
            if tab.kind == "worksheet"
        }

    def rows(self, table: Table, place: Place) -> Iterator[Row]:
        """The rows of a table that stands on a tab."""
        return typed(table, place, self.by_title[place.title].rows(place))

    def far(self, places: Places) -> Iterator[Finding]:
        """What is told of cells that went far away from the tables that were read."""
        for tab, place in places.found.items():
            found = self.by_title[place.title].far
            if found:
                more = f" và {len(found) - 1} ô khác" if found[1:] else ""
                ref, line = found[0]
                what = _FAR.format(ref=ref, more=more, tab=place.title)
                yield Finding(what, _MOVE, tab=tab, line=line)


class Sheet:
    """One tab.

    Attributes:
        is_hidden: Whether people do not see it.
        far: The cells that stand far away from all others, each with its line; known
            once the rows have been read.
        hidden: The lines that people do not see, known likewise.
    """

    def __init__(
        self, contents: Contents, tab: Tab, reader: CellReader, allowance: Allowance
    ) -> None:
        self._contents = contents
        self._part = tab.part
        self.is_hidden = tab.is_hidden
        self._reader = reader
        self._allowance = allowance
        self.far: list[tuple[str, int]] = []
        self.hidden: set[int] = set()

    @property
    def keys(self) -> list[DisplayedValue]:
        """What stands in line 1, from the first column on."""
        return self._top[0]

    @property
    def headings(self) -> list[DisplayedValue]:
        """What stands in line 2, from the first column on."""
        return self._top[1]

    @cached_property
    def _top(self) -> list[list[DisplayedValue]]:
        found = takewhile(lambda it: it[0] <= HEADING_LINE, self.lines(_near))
        by_line = dict(found)
        return [squared(by_line.get(at, {})) for at in (KEY_LINE, HEADING_LINE)]

    @cached_property
    def height(self) -> int:
        """The last line in which something stands, what went far below left aside."""
        last = 0
        for line, _ in self._rows():
            if line > max(last, HEADING_LINE) + GAP:
                break
            last = line
        return last

    @cached_property
    def merged(self) -> tuple[tuple[tuple[int, int], tuple[int, int]], ...]:
        """The cells that were joined: first and last, as line and column from 0."""
        stream = XmlStream(self._contents.parts.stream(self._part))
        data = DATA.search(stream.through(DATA))
        tongue = dialect((data[1] or b"").decode() if data else "")
        for _ in stream.blocks(tongue.mark("row"), tongue.mark("/sheetData")):
            pass
        found = (areas(it.decode()) for it in _MERGED.findall(stream.whole_rest()))
        return tuple(
            ((it.top - 1, it.left), (it.bottom - 1, it.right)) for (it,) in found
        )

    def rows(self, place: Place) -> Iterator[tuple[int, dict[str, DisplayedValue]]]:
        """The lines of a table, from the first one below its heading, by its keys."""
        keys = {column_letters(at).encode(): key for key, at in place.columns.items()}
        for line, cells in self.lines(keys.get):
            if line > HEADING_LINE:
                self._allowance.row(cells.values())
                yield line, cells

    def lines(
        self, name_of: Callable[[bytes], _Name | None]
    ) -> Iterator[tuple[int, dict[_Name, DisplayedValue]]]:
        """The lines in which something stands, by the names of columns.

        A line of which only formulas are filled that show nothing comes, too, without
        cells: it is not free.

        Args:
            name_of: Gives the name of a column by its letters; None for those that
                nobody asks for.
        """
        self.far, reach = [], HEADING_LINE + GAP
        for line, found in self._rows():
            if line <= reach:
                reach = line + GAP
            elif len(found[0][0]) <= _NEAR or line > LAST_LINE:
                self.far.append((f"{found[0][0].decode()}{line}", line))
            cells = self._cells(line, found, name_of) if line <= LAST_LINE else {}
            if None in cells.values():
                cells = {name: it for name, it in cells.items() if it is not None}
            if "" in cells.values():
                yield line, {name: it for name, it in cells.items() if it != ""}
            elif cells:
                yield line, cells

    def _cells(
        self, line: int, found: list[Found], name_of: Callable[[bytes], _Name | None]
    ) -> dict[_Name, DisplayedValue]:
        """What the cells of a line hold, those in columns that are asked for."""
        kinds, cells = self._reader.kinds, {}
        for letters, shape, said in found:
            name = name_of(letters)
            if name is not None:
                if said:
                    cells[name] = kinds[shape][said]
                elif has_formula(shape):
                    cells[name] = self._reader.unsaid(shape)
            elif len(letters) > _NEAR and (said or has_formula(shape)):
                self.far.append((f"{letters.decode()}{line}", line))
        return cells

    def _rows(self) -> Iterator[tuple[int, list[Found]]]:
        """The lines in which something stands, each as its cells.

        Raises:
            BadZipFile: The rows cannot be read, or are out of order.
        """
        stream = XmlStream(self._contents.parts.stream(self._part))
        head = stream.through(DATA)
        data = DATA.search(head)
        self.hidden.clear()
        if data is None:
            raise BadZipFile(self._part)
        if head.endswith(b"/>"):
            return
        tongue, above = dialect((data[1] or b"").decode()), 0
        says = [tongue.mark(it) for it in ("v", "t", "f")]
        for block in stream.blocks(tongue.mark("row"), tongue.mark("/sheetData")):
            if not any(mark in block for mark in says):
                above = _last(block, tongue, above)
                continue
            self.hidden |= set(map(int, tongue.hidden.findall(block)))
            for line, found in _apart(block, tongue, above):
                if line <= above:
                    raise BadZipFile(line)
                above = line
                if any(said or has_formula(shape) for _, shape, said in found):
                    yield line, found


def _last(block: bytes, tongue: Dialect, above: int) -> int:
    """The last line of rows in which nothing stands, as formats leave them behind."""
    tag = tongue.row.match(block, block.rfind(tongue.mark("row")))
    return int(tag[1]) if tag and tag[1] else above + block.count(tongue.mark("row"))


def _apart(
    block: bytes, tongue: Dialect, above: int
) -> Iterator[tuple[int, list[Found]]]:
    """Whole rows apart, each as its cells; rows without cells are left out."""
    read: Callable[[bytes], list[Found]] = pattern(tongue.prefix).findall
    end = tongue.mark("/row")
    if block.count(end) != block.count(end + b">"):
        block = plain(block, tongue.prefix, above)
    for row in block.split(end + b">"):
        found, of = read(row), row
        if ODD in found:
            of = plain(row + end + b">", tongue.prefix, above)
            found = read(of)
        if found:
            above = line_of(of)
            yield above, found


def _near(letters: bytes) -> int | None:
    return column_at(letters) if len(letters) <= _NEAR else None


@lru_cache(maxsize=2**15)
def column_at(letters: bytes) -> int | None:
    """The position of a column from its letters; None for one that no sheet has."""
    at = column_index(letters.decode())
    return at if at <= LAST_COLUMN else None


def squared(cells: Mapping[int, DisplayedValue]) -> list[DisplayedValue]:
    """A line from its first column on, empty cells between the others."""
    return [cells.get(at) for at in range(max(cells, default=-1) + 1)]
