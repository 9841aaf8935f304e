"""Checking: whether the chain of the journal is whole, and where it was touched."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

from sync.durable.chain import End, What

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sync.durable.chain import Note, SealedNote


class Touch(StrEnum):
    """What was done to a place in the chain by hand."""

    CHANGED = "changed"
    """The entry, or the one before it, is not what was sealed."""
    REMOVED = "removed"
    """There is no entry any more."""
    ADDED = "added"
    """There is an entry that was never noted."""
    EMPTIED = "emptied"
    """A value is gone that nobody erased."""


@dataclass(frozen=True, slots=True)
class Fault:
    """What was touched.

    Attributes:
        seq: The place.
        touch: What was done there.
        count: To how many places, from this one on.
    """

    seq: int
    touch: Touch
    count: int = 1


def faults(entries: Iterable[SealedNote], end: End) -> Iterator[Fault]:
    """Every place where a chain was touched.

    A chain misses no place, but where it goes on behind one that was lost.

    Args:
        entries: The whole chain as it is stored, in its order.
        end: Where it should end.
    """
    last, erasures = _Link(End(), ""), _Erasures()
    for entry in entries:
        if entry.note.what != What.REBUILT:
            yield from _removed(last.end.seq + 1, entry.seq)
        last = last.next(entry)
        if entry.seq > end.seq:
            yield Fault(entry.seq, Touch.ADDED)
        elif last.is_broken:
            yield Fault(entry.seq, Touch.CHANGED)
        else:
            erasures.look(entry)
    yield from _removed(last.end.seq + 1, end.seq + 1)
    if not last.is_broken and last.end.seq == end.seq and last.end.seal != end.seal:
        yield Fault(end.seq, Touch.CHANGED)
    yield from erasures.faults()


def _removed(first: int, beyond: int) -> Iterator[Fault]:
    if first < beyond:
        yield Fault(first, Touch.REMOVED, beyond - first)


@dataclass(frozen=True, slots=True)
class _Link:
    """How far the chain was followed.

    Attributes:
        end: The last entry as it is stored.
        meant: What its seal should be.
        is_broken: Whether it is not.
    """

    end: End
    meant: str
    is_broken: bool = False

    def next(self, entry: SealedNote) -> _Link:
        """One further; an entry after one that is gone cannot be judged.

        It fits where it follows the entry before as that is stored or as it should be,
        so that one entry touched is one told.
        """
        meant = entry.note.seal(self.end.seal, entry.at)
        fits = entry.seal == meant or entry.seal == entry.note.seal(
            self.meant, entry.at
        )
        follows = self.end.seq in {0, entry.seq - 1}
        return _Link(End(entry.seq, entry.seal), meant, follows and not fits)


@dataclass(slots=True)
class _Erasures:
    """Values that are gone, and where that was noted."""

    gone: list[tuple[int, tuple[str, str, str]]] = field(default_factory=list)
    noted: dict[tuple[str, str, str], int] = field(default_factory=dict)

    def look(self, entry: SealedNote) -> None:
        note: Note = entry.note
        if note.what == What.ERASED:
            self.noted[note.tab, note.code, note.column] = entry.seq
        self.gone += (
            (entry.seq, (note.tab, note.code, key))
            for key, cell in note.cells.items()
            if cell.is_erased
        )

    def faults(self) -> Iterator[Fault]:
        for seq, cell in self.gone:
            if seq > self.noted.get(cell, 0):
                yield Fault(seq, Touch.EMPTIED)
