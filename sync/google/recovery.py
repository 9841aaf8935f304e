"""Recovery: what a write that went astray did, and how to put it right.

The reading that the write rests on says what stood where. Rows and columns that moved
are found again by what they hold; a cell that got what another one was meant to get has
its own content back. A word that somebody typed into just that cell in the moment
between is the one thing that cannot be had back: it is told.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING

from sync.google.cells import token
from sync.google.checking import key_of, token_at
from sync.google.matching import pairs, rows
from sync.google.movement import Movement
from sync.google.tasks import Put, Task

if TYPE_CHECKING:
    from collections.abc import Hashable, Mapping

    from sync.google.cells import Entry
    from sync.google.matching import Row
    from sync.google.sheets import Sheet
    from sync.google.tasks import Puts


@dataclass(frozen=True, slots=True)
class Restored:
    """A cell that was written over by mistake and has back what was read there.

    Attributes:
        tab: What people call the tab.
        line: Where it stands.
        key: The full key of its column; of people's own columns the heading.
        wrote: What the desk had written there.
        had: What it has back.
    """

    tab: str
    line: int
    key: str
    wrote: object
    had: object


@dataclass
class Recovery:
    """What became of one task.

    Attributes:
        task: What was meant.
        now: The tab as it stands.
        then: The keys by column when the write was done, where that is known.
    """

    task: Task
    now: Sheet
    then: Mapping[int, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._movement = Movement(self.task, self.now, self.then)
        self._to, self._from = self._movement.to, self._movement.back
        self._landed = self._movement.landed
        self._was = rows(self.task.sheet)
        self._is = rows(self.now, self._from)
        self._mend: dict[int, dict[int, Put]] = {}
        self.restored: list[Restored] = []

    @property
    def formats(self) -> Mapping[int, str]:
        """The declared number formats by the columns of today."""
        return self._movement.formats

    def puts(self) -> Mapping[int, Puts]:
        """What the tab's lines need so that all is as if nothing had gone astray."""
        odd, lost = self._unexplained()
        couples = pairs(odd, lost)
        for line, origin in couples.items():
            self._give_back(line, origin)
        self._see_to_new(odd.keys() - couples.keys())
        self._clear_strange()
        return self._mend

    def _unexplained(self) -> tuple[dict[int, Row], dict[int, Row]]:
        """The rows that are neither as they were nor as meant, and those not found."""
        waiting: defaultdict[Hashable, list[int]] = defaultdict(list)
        for line, row in self._was.items():
            waiting[_content(row)].append(line)
        for line in self.task.puts:
            waiting[_content(self._meant(line))].append(line)
        fresh = [_content(_row(puts)) for puts in self.task.fresh]
        odd, found = {}, set[int]()
        for line, row in self._is.items():
            content = _content(row)
            same = [it for it in waiting.get(content, ()) if it not in found]
            if same:
                found.add(same[0])
            elif content in fresh:
                fresh.remove(content)
            else:
                odd[line] = row
        lost = {line: row for line, row in self._was.items() if line not in found}
        return odd, lost

    def _meant(self, line: int) -> Row:
        changed = {**self._was.get(line, {}), **_row(self.task.puts[line])}
        gone = {at for at, put in self.task.puts[line].items() if not put.value}
        return {at: it for at, it in changed.items() if at not in gone}

    def _give_back(self, line: int, origin: int) -> None:
        """A row that is found again has back what it held where ours stands now."""
        meant = self.task.puts.get(origin, {})
        for at, landed in self._landed.items():
            was = self._from.get(at, -1)
            now = token_at(self.now, line, at)
            wanted = meant.get(was)
            if now == self._token(origin, was):
                continue
            if wanted and now == token(wanted.value):
                continue
            if any(now == token(put.value) for put in landed):
                self._restore(line, at, self._cell(origin, was), was)

    def _token(self, line: int, at: int) -> Hashable:
        return token(self._cell(line, at))

    def _cell(self, line: int, at: int) -> Entry:
        return self.task.sheet.cell(line, at) if at >= 0 else {}

    def _restore(self, line: int, at: int, entry: Entry, was: int) -> None:
        dated = any(put.pattern for put in self._landed.get(at, ()))
        declared = self.task.formats.get(was, "General") if dated else ""
        self._mend.setdefault(line, {})[at] = Put(entry, declared)
        self.restored.append(
            Restored(
                tab=self.now.title,
                line=line,
                key=key_of(self.now, at) or self._heading(at),
                wrote=_value(self.now.cell(line, at)),
                had=_value(entry),
            )
        )

    def _heading(self, at: int) -> str:
        headings = self.now.headings
        return str(headings[at] or "") if at < len(headings) else ""

    def _clear_strange(self) -> None:
        """A column put in since the reading loses what was meant for others."""
        strange = [at for at in self._landed if at not in self._from]
        for line, row in rows(self.now).items():
            for at in strange:
                put = {token(put.value) for put in self._landed[at]} - {None}
                if row.get(at) in put and at not in self._mend.get(line, {}):
                    self._restore(line, at, {}, -1)

    def _see_to_new(self, lines: set[int]) -> None:
        """New rows of ours whose columns moved, and what of ours hit a stranger's."""
        everything = rows(self.now)
        for line in sorted(lines):
            row = everything[line]
            best = max(
                self.task.fresh, key=partial(self._movement.share, row), default=None
            )
            if best and 2 * self._movement.share(row, best) >= len(best):
                self._set_right(line, row, best)
            else:
                self._take_back(line, row)

    def _set_right(self, line: int, row: Row, puts: Puts) -> None:
        """A new row has its values under their keys, and nowhere else."""
        right = {self._to[at]: put for at, put in puts.items() if at in self._to}
        ours = {token(put.value) for put in puts.values()}
        wrong = [
            at
            for at, it in row.items()
            if it in ours and (at not in right or it != token(right[at].value))
        ]
        if not wrong:
            return
        for at in wrong:
            self._restore(line, at, {}, -1)
        free = {at: it for at, it in right.items() if at in wrong or at not in row}
        self._mend[line] |= free

    def _take_back(self, line: int, row: Row) -> None:
        """A row that nobody had read loses what was meant for another one."""
        for puts in self.task.puts.values():
            here = {self._movement.spot(at): put for at, put in puts.items()}
            if all(row.get(at) == token(put.value) for at, put in here.items()):
                for at in here.keys() & row.keys():
                    self._restore(line, at, {}, self._from.get(at, -1))
                return


def _content(row: Row) -> Hashable:
    return frozenset(row.items())


def _row(puts: Puts) -> Row:
    tokens = {at: token(put.value) for at, put in puts.items()}
    return {at: it for at, it in tokens.items() if it is not None}


def _value(entry: Mapping[str, object]) -> object:
    return next(iter(entry.values()), None)
