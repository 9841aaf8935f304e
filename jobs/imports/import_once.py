"""Once: which rows of a file stand in the tab already, however often it is imported.

A row is known by the value of one column, or by all that the file says in it; rows that
say the same are told apart by their order. What was imported is noted in the database
with the code it got. Where that note was lost, a row of the tab that says the same in
every column that is filled is the row.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from enum import Enum
from hashlib import blake2b
from typing import TYPE_CHECKING, TypeAlias

from sheets_schema.casework.series import WHOLE
from sheets_schema.cells import Unreadable
from sheets_schema.columns import Nature
from sheets_schema.reading.typed import as_text, fold

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from sheets_schema.cells import Conditions, Raw
    from sheets_schema.columns import Table
    from sheets_schema.records import Row

CodesByMark: TypeAlias = "dict[str, str]"
"""The codes that imported rows got, by their marks."""
_BYTES = 9


class Stands(Enum):
    """Where a row of the file is already."""

    NOWHERE = "nowhere"
    THERE = "in the tab"
    DOUBLE = "further up in the file, under the same key"


@dataclass(frozen=True, slots=True)
class Taken:
    """A row of the file: the marks by which it is known, and where it stands.

    Attributes:
        marks: The marks.
        stands: Where it stands already.
        first: The line of the file that has its key already, if one has.
    """

    marks: tuple[str, ...]
    stands: Stands
    first: int = 0


@dataclass(frozen=True)
class Marker:
    """Gives every row the mark by which it is known.

    Attributes:
        table: The tab.
        conditions: How cells are read.
        key: The heading whose value makes a row once; empty where there is none.
        column: The column of the tab that says the same; empty where none does.
    """

    table: Table
    conditions: Conditions
    key: str = ""
    column: str = ""

    def of_cells(self, cells: Mapping[str, Raw]) -> str:
        """The mark that a row of the tab carries in itself; empty where it has none."""
        value = self._said(self.column, cells) if self.column else ""
        return _digest(("=", self._whole(cells), value)) if value else ""

    def of_key(self, source: Mapping[str, Raw], cells: Mapping[str, Raw]) -> str:
        """The mark of the key's value in the file; empty where there is none."""
        value = as_text(source.get(self.key)) if self.key else ""
        return _digest((self._whole(cells), fold(self.key), value)) if value else ""

    def of_all(self, source: Mapping[str, Raw], cells: Mapping[str, Raw]) -> str:
        """The mark of everything that the file says in a row."""
        said = (f"{name}\n{as_text(raw)}" for name, raw in source.items() if raw)
        return _digest((self._whole(cells), *sorted(said)))

    def _whole(self, cells: Mapping[str, Raw]) -> str:
        column = WHOLE.get(self.table.key, "")
        return self._said(column, cells) if column != self.column else ""

    def _said(self, key: str, cells: Mapping[str, Raw]) -> str:
        """What a cell means, so that one number written in two ways is one."""
        raw = cells.get(key)
        try:
            meant = self.table[key].kind.read(raw, self.conditions) if key else None
        except Unreadable:
            meant = None
        return str(meant) if meant is not None else as_text(raw)


def own_column(table: Table, maps: Mapping[str, Sequence[str]], key: str) -> str:
    """The column that tells rows of the tab apart as the file does; empty for none.

    The one that the key's heading fills, else the code where the file brings it.
    """
    if key:
        return next((to for to, headings in maps.items() if headings == (key,)), "")
    is_given = table.code in maps or (
        table.code in table.by_key and table[table.code].nature is Nature.FACT
    )
    return table.code if is_given else ""


def _digest(parts: Iterable[str]) -> str:
    return blake2b("\x1f".join(parts).encode(), digest_size=_BYTES).hexdigest()


@dataclass
class Deduplicator:
    """Takes the rows of a file in their order and tells the new ones.

    Attributes:
        marker: How rows are known.
        rows: The rows of the tab.
        keys: The columns that the import fills.
        known: What was noted of earlier imports; `take` adopts rows whose note is lost.
    """

    marker: Marker
    rows: Sequence[Row]
    keys: Collection[str]
    known: CodesByMark
    _there: set[str] = field(default_factory=set)
    _spare: dict[frozenset[tuple[str, Raw]], list[str]] = field(default_factory=dict)
    _times: Counter[str] = field(default_factory=Counter)
    _lines: dict[str, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        code, imported = self.marker.table.code, set(self.known.values())
        here: set[str] = set()
        for row in self.rows:
            own = str(row.get(code) or "")
            here.add(own)
            self._there.add(self.marker.of_cells(row.cells))
            if not own or own not in imported:
                self._spare.setdefault(self._said(row.cells), []).append(own)
        self._there |= {mark for mark, own in self.known.items() if own in here}
        self._there.discard("")

    def take(
        self, source: Mapping[str, Raw], cells: Mapping[str, Raw], line: int
    ) -> Taken:
        """The next row of the file.

        Args:
            source: What the file says, by heading.
            cells: What the tab is to hold, by key.
            line: Where it stands in the file.
        """
        key = self.marker.of_cells(cells) or self.marker.of_key(source, cells)
        if key and self._lines.setdefault(key, line) != line:
            return Taken((), Stands.DOUBLE, self._lines[key])
        whole = self.marker.of_all(source, cells)
        times = self._count(whole)
        marks = tuple(filter(None, (key, f"{whole}-{times}" if times > 1 else whole)))
        if not self._there.isdisjoint(marks):
            return Taken(marks, Stands.THERE)
        spare = self._spare.get(self._said(cells))
        if spare and self.known.keys().isdisjoint(marks):
            self.known |= dict.fromkeys(marks, spare.pop())
            return Taken(marks, Stands.THERE)
        return Taken(marks, Stands.NOWHERE)

    def code(self, marks: Sequence[str]) -> str:
        """The code that a row got when it was imported before; empty for none."""
        return next((self.known[it] for it in marks if it in self.known), "")

    def _count(self, mark: str) -> int:
        self._times[mark] += 1
        return self._times[mark]

    def _said(self, cells: Mapping[str, Raw]) -> frozenset[tuple[str, Raw]]:
        return frozenset((key, raw) for key in self.keys if (raw := cells.get(key)))
