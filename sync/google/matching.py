"""Matching: which column and which row of a tab is which, before and after."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, TypeAlias

from sheets_schema.columns import FIRST_LINE
from sync.google.cells import token
from sync.google.placement import key_of, token_at

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence

    from sync.google.batch_update import CellUpdate, RowUpdate, TabUpdate
    from sync.google.spreadsheet import GoogleSheet

RowContent: TypeAlias = "Mapping[int, Hashable]"
"""What a row holds, by column; empty cells are left out."""


def columns(before: GoogleSheet, after: GoogleSheet) -> dict[int, int]:
    """Where the columns of a tab went: by their keys, people's own by their headings.

    Columns that have neither keep their order among themselves.
    """
    places = {name: at for at, name in _names(after)}
    return {at: places[name] for at, name in _names(before) if name in places}


def _names(sheet: GoogleSheet) -> Iterator[tuple[int, Hashable]]:
    seen: Counter[Hashable] = Counter()
    for at in range(max(sheet.width, *map(len, sheet.lines), 0)):
        key = key_of(sheet, at)
        heading = sheet.headings[at] if at < len(sheet.headings) else None
        name = (key, "" if key else heading or "")
        seen[name] += 1
        yield at, (*name, seen[name])


def rows(
    sheet: GoogleSheet, column: Mapping[int, int] | None = None
) -> dict[int, RowContent]:
    """The filled rows of a tab by line, in columns as ``column`` translates them."""
    found: dict[int, RowContent] = {}
    for line, cells in enumerate(sheet.lines[FIRST_LINE - 1 :], FIRST_LINE):
        row = {
            at if column is None else column[at]: it
            for at in range(len(cells))
            if (it := token_at(sheet, line, at)) is not None
            and (column is None or at in column)
        }
        if row:
            found[line] = row
    return found


def pairs(
    left: Mapping[int, RowContent], right: Mapping[int, RowContent]
) -> dict[int, int]:
    """Each row of the left with the one of the right that it has most in common with.

    What few rows hold tells more than what many hold; no row is taken twice.
    """
    holders: defaultdict[Hashable, list[int]] = defaultdict(list)
    for line, row in right.items():
        for item in row.items():
            holders[item].append(line)
    scores = [
        (score, line, other)
        for line, row in left.items()
        for other, score in _scores(row.items(), holders)
    ]
    found: dict[int, int] = {}
    taken: set[int] = set()
    for _, line, other in sorted(scores, key=lambda it: (-it[0], abs(it[1] - it[2]))):
        if line not in found and other not in taken:
            found[line] = other
            taken.add(other)
    return found


def _scores(
    items: Iterable[Hashable], holders: Mapping[Hashable, list[int]]
) -> Iterable[tuple[int, float]]:
    scores: defaultdict[int, float] = defaultdict(float)
    for item in items:
        held = holders.get(item, ())
        for line in held:
            scores[line] += 1 / len(held)
    return scores.items()


@dataclass(frozen=True)
class Movement:
    """The columns of a tab between the reading, the write and now.

    Attributes:
        update: What was meant, by the columns of the reading.
        now: The tab as it stands.
        then: The keys by column when the write was done, where that is known.
    """

    update: TabUpdate
    now: GoogleSheet
    then: Mapping[int, str] = field(default_factory=dict)

    @cached_property
    def to(self) -> Mapping[int, int]:
        """From the columns of the reading to those of now."""
        return columns(self.update.sheet, self.now)

    @cached_property
    def back(self) -> Mapping[int, int]:
        """From the columns of now to those of the reading."""
        return {new: old for old, new in self.to.items()}

    @cached_property
    def _by_key(self) -> Mapping[str, int]:
        return {key_of(self.now, at): at for at in self.back}

    @property
    def formats(self) -> Mapping[int, str]:
        """The declared number formats by the columns of now."""
        formats = self.update.formats.items()
        return {self.to[at]: pattern for at, pattern in formats if at in self.to}

    def spot(self, at: int) -> int:
        """Where the column stands now that a position meant when the write was done."""
        key = self.then.get(at)
        return self._by_key.get(key, at) if key else at

    @cached_property
    def landed(self) -> Mapping[int, Sequence[CellUpdate]]:
        """What may have been written into each column of now.

        Where columns moved and the answer that showed them is lost, it may be anything:
        they may have moved twice.
        """
        lines = (*self.update.puts.values(), *self.update.fresh)
        if not self.then and any(old != new for old, new in self.to.items()):
            every = [put for puts in lines for put in puts.values()]
            return dict.fromkeys(range(self.now.width), every)
        into: defaultdict[int, list[CellUpdate]] = defaultdict(list)
        for puts in lines:
            for at, put in puts.items():
                for spot in {self.to.get(at, at), self.spot(at)}:
                    into[spot].append(put)
        return dict(into)

    def share(self, row: RowContent, puts: RowUpdate) -> int:
        """How much of a line of ours stands in a row of now, wherever it went."""
        found = set(row.values())
        return sum(token(put.value) in found for put in puts.values())
