"""The source of an import: the table of a foreign file, its headings, its rows."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import islice
from typing import TYPE_CHECKING

from jobs.refusals import Refused
from sheets_schema.imports import headings
from sheets_schema.imports.old_encodings import UNICODE, Evidence
from sync.foreign import tables as foreign

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from jobs.imports.import_wish import Wish
    from sheets_schema.cells import Raw
    from sheets_schema.imports.headings import Headings
    from sync.foreign.tables import Foreign

_NO_SHEET = "Tệp không có trang tính “{name}”; có: {names}."
_NO_HEADING = "Tệp không có cột “{name}”. Các cột: {names}."
_NO_HEADINGS = "Không thấy dòng tiêu đề trong tệp; xin xem lại tệp có dữ liệu không."
_TOO_MANY = (
    "Tệp có hơn 200.000 dòng hoặc 10 triệu ô; xin bỏ phần thừa, hoặc chia thành nhiều "
    "tệp rồi nhập từng tệp."
)
MOST_LINES, MOST_CELLS = 200_000, 10_000_000
"""So many lines may be filled: what is imported is held until it is written."""
_BELOW = 5
"""Lines looked at below the last one that may hold the headings."""


@dataclass(frozen=True)
class Source:
    """The rows of a file under their headings.

    Attributes:
        foreign: The table.
        headings: What its columns are called.
        length: How many lines it has.
        writing: The name of the old writing that its words were in; empty for Unicode.
        others: The names of the file's other sheets.
    """

    foreign: Foreign
    headings: Headings
    length: int
    writing: str
    others: tuple[str, ...]
    _mend: Callable[[str], str]

    def rows(self) -> Iterator[tuple[int, list[Raw]]]:
        """The lines below the headings, with their numbers from 1; words in Unicode.

        A cell that was joined over several lines stands in each of them that holds
        something besides.
        """
        below = islice(self.foreign.lines(), self.headings.first - 1, None)
        held: dict[int, tuple[int, Raw]] = {}
        for line, cells in enumerate(below, self.headings.first):
            found = [self._mended(cell) for cell in cells]
            if any(raw not in {None, ""} for raw in found):
                _fill(found, held, line)
            for at, last in self._joined.get(line, ()):
                held[at] = (last, found[at] if at < len(found) else None)
            yield line, found

    @property
    def joined(self) -> int:
        """How many cells were joined over several lines."""
        return sum(map(len, self._joined.values()))

    @cached_property
    def _joined(self) -> Mapping[int, list[tuple[int, int]]]:
        """The columns of cells joined over lines, with the last one, by the first."""
        found: dict[int, list[tuple[int, int]]] = defaultdict(list)
        for (top, left), (bottom, _) in self.foreign.merged:
            if bottom > top and top + 1 >= self.headings.first:
                found[top + 1].append((left, bottom + 1))
        return found

    def _mended(self, cell: Raw) -> Raw:
        return self._mend(cell) if isinstance(cell, str) else cell


def _fill(cells: list[Raw], held: Mapping[int, tuple[int, Raw]], line: int) -> None:
    """Put what joined cells say into a line that they reach over."""
    for at, (last, raw) in held.items():
        if line <= last:
            cells += [None] * (at + 1 - len(cells))
            cells[at] = raw


def find(wish: Wish) -> Source:
    """The table that is meant: the named sheet, else the one with the headings.

    Raises:
        Unreachable: The file cannot be read.
        Refused: It has no such sheet, no headings, or not those that were named.
    """
    among = _sheets(foreign.tables(wish.file), wish.sheet)
    found = [one for one in (_source(one, wish) for one in among) if one]
    if not found:
        raise Refused(_NO_HEADINGS)
    best = max(found, key=lambda one: _held(one.headings, wish.headings))
    for name in wish.headings:
        if best.headings.position(name) is None:
            names = "; ".join(best.headings.names)
            raise Refused(_NO_HEADING.format(name=name, names=names))
    others = tuple(it.foreign.name for it in found if it is not best)
    return replace(best, others=others)


def _sheets(tables: Sequence[Foreign], name: str) -> Sequence[Foreign]:
    if not name:
        return tables
    named = [one for one in tables if one.name == name]
    if not named:
        names = ", ".join(f"“{one.name}”" for one in tables)
        raise Refused(_NO_SHEET.format(name=name, names=names))
    return named


def _source(table: Foreign, wish: Wish) -> Source | None:
    """A table with its headings; None where it has none or nothing below them."""
    evidence, length, filled, seen = Evidence(), 0, 0, 0
    for cells in table.lines():
        length += 1
        filled, seen = filled + bool(cells), seen + len(cells)
        if filled > MOST_LINES or seen > MOST_CELLS:
            raise Refused(_TOO_MANY)
        for cell in cells:
            if isinstance(cell, str):
                evidence.add(cell)
    mend = evidence.reader()
    top = [
        [mend(cell) if isinstance(cell, str) else cell for cell in cells]
        for cells in islice(table.lines(), headings.LOOKED_AT + _BELOW)
    ]
    found = headings.find(top, wanted=wish.headings, merged=table.merged)
    found = found or headings.find(top, merged=table.merged)
    if found is None:
        return None
    writing = "" if evidence.writing is UNICODE else evidence.writing.name
    return Source(table, found, length, writing, (), mend)


def _held(found: Headings, wanted: Sequence[str]) -> int:
    return sum(found.position(name) is not None for name in wanted)
