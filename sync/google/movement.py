"""Movement: where the columns of a tab went, and what may have landed in each."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from sync.google.cells import token
from sync.google.checking import key_of
from sync.google.matching import columns

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sync.google.matching import Row
    from sync.google.sheets import Sheet
    from sync.google.tasks import Put, Puts, Task


@dataclass(frozen=True)
class Movement:
    """The columns of a tab between the reading, the write and now.

    Attributes:
        task: What was meant, by the columns of the reading.
        now: The tab as it stands.
        then: The keys by column when the write was done, where that is known.
    """

    task: Task
    now: Sheet
    then: Mapping[int, str] = field(default_factory=dict)

    @cached_property
    def to(self) -> Mapping[int, int]:
        """From the columns of the reading to those of now."""
        return columns(self.task.sheet, self.now)

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
        formats = self.task.formats.items()
        return {self.to[at]: pattern for at, pattern in formats if at in self.to}

    def spot(self, at: int) -> int:
        """Where the column stands now that a position meant when the write was done."""
        key = self.then.get(at)
        return self._by_key.get(key, at) if key else at

    @cached_property
    def landed(self) -> Mapping[int, Sequence[Put]]:
        """What may have been written into each column of now.

        Where columns moved and the answer that showed them is lost, it may be anything:
        they may have moved twice.
        """
        lines = (*self.task.puts.values(), *self.task.fresh)
        if not self.then and any(old != new for old, new in self.to.items()):
            every = [put for puts in lines for put in puts.values()]
            return dict.fromkeys(range(self.now.width), every)
        into: defaultdict[int, list[Put]] = defaultdict(list)
        for puts in lines:
            for at, put in puts.items():
                for spot in {self.to.get(at, at), self.spot(at)}:
                    into[spot].append(put)
        return dict(into)

    def share(self, row: Row, puts: Puts) -> int:
        """How much of a line of ours stands in a row of now, wherever it went."""
        found = set(row.values())
        return sum(token(put.value) in found for put in puts.values())
