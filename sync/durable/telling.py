"""Telling: what the entries alone tell of the rows, whatever else is remembered."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from sync.durable.chain import What
from sync.durable.noting import same

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping

    from sheets_schema.cells import Raw
    from sync.durable.chain import SealedNote


@dataclass(slots=True)
class Told:
    """What is told of one row.

    Attributes:
        births: How often it was told as new: once; never, where it stood there when
            the journal began, and only its changes are told.
        cells: What its cells hold by key, as far as it is told; None where empty.
    """

    births: int = 0
    cells: dict[str, Raw] = field(default_factory=dict)

    def differences(
        self, cells: Mapping[str, Raw], keys: Collection[str]
    ) -> Iterator[str]:
        """The keys, out of some, of the cells that hold something else."""
        for key in keys if self.births else self.cells.keys() & set(keys):
            if not same(self.cells.get(key), cells.get(key)):
                yield key


def rows(entries: Iterable[SealedNote]) -> dict[tuple[str, str], Told]:
    """What a chain tells of every row, by tab and code."""
    found: dict[tuple[str, str], Told] = {}
    for entry in entries:
        note = entry.note
        if not note.code:
            continue
        row = found.setdefault((note.tab, note.code), Told())
        row.births += note.what == What.NEW
        row.cells |= {key: cell.new for key, cell in note.cells.items()}
        if note.what == What.ERASED:
            row.cells[note.column] = None
    return found
