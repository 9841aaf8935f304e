"""Recovery: what a write that went astray did, and how to put it right.

The reading that the write rests on says what stood where. Rows and columns that moved
are found again by what they hold; a cell that got what another one was meant to get has
its own content back. A word that somebody typed into just that cell in the moment
between is the one thing that cannot be had back: it is told.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING

from sync.google.batch_update import CellUpdate, TabUpdate
from sync.google.cells import moment_of, token
from sync.google.matching import Movement, pairs, rows
from sync.google.placement import key_of, token_at
from sync.store import RestoredCell

if TYPE_CHECKING:
    from collections.abc import Hashable, Mapping

    from sheets_schema.cells import Raw
    from sync.google.batch_update import RowUpdate
    from sync.google.cells import ExtendedValue
    from sync.google.matching import RowContent
    from sync.google.spreadsheet import GoogleSheet


@dataclass
class Recovery:
    """What became of one update.

    Attributes:
        update: What was meant.
        now: The tab as it stands.
        then: The keys by column when the write was done, where that is known.
    """

    update: TabUpdate
    now: GoogleSheet
    then: Mapping[int, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._movement = Movement(self.update, self.now, self.then)
        self._to, self._from = self._movement.to, self._movement.back
        self._landed = self._movement.landed
        self._was = rows(self.update.sheet)
        self._is = rows(self.now, self._from)
        self._mend: dict[int, dict[int, CellUpdate]] = {}
        self.restored: list[RestoredCell] = []

    @property
    def formats(self) -> Mapping[int, str]:
        """The declared number formats by the columns of today."""
        return self._movement.formats

    def puts(self) -> Mapping[int, RowUpdate]:
        """What the tab's lines need so that all is as if nothing had gone astray."""
        odd, lost = self._unexplained()
        couples = pairs(odd, lost)
        for line, origin in couples.items():
            self._give_back(line, origin)
        right = {it for it in lost.keys() - set(couples.values()) if self._stands(it)}
        self._see_to_new(odd.keys() - couples.keys() - right)
        self._clear_strange()
        self.restored = [replace(it, code=self._code(it.line)) for it in self.restored]
        return self._mend

    def _unexplained(self) -> tuple[dict[int, RowContent], dict[int, RowContent]]:
        """The rows that are neither as they were nor as meant, and those not found."""
        waiting: defaultdict[Hashable, list[int]] = defaultdict(list)
        for line, row in self._was.items():
            waiting[_content(row)].append(line)
        for line in self.update.puts:
            waiting[_content(self._meant(line))].append(line)
        fresh = [_content(_row(puts)) for puts in self.update.fresh]
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

    def _meant(self, line: int) -> RowContent:
        changed = {**self._was.get(line, {}), **_row(self.update.puts[line])}
        gone = {at for at, put in self.update.puts[line].items() if not put.value}
        return {at: it for at, it in changed.items() if at not in gone}

    def _stands(self, line: int) -> bool:
        """Whether a line has all that was meant for it, whatever was typed besides."""
        row = self._is.get(line, {})
        puts = self.update.puts.get(line, {}).items()
        return bool(puts) and all(row.get(at) == token(put.value) for at, put in puts)

    def _give_back(self, line: int, origin: int) -> None:
        """A row that is found again has back what it held where ours stands now.

        A row that was to be put right is put right.
        """
        meant = self.update.puts.get(origin, {})
        for at, landed in self._landed.items():
            was = self._from.get(at, -1)
            now = token_at(self.now, line, at)
            wanted = meant.get(was)
            if wanted and now == token(wanted.value):
                continue
            hit = any(now == token(put.value) for put in landed)
            as_read = now == self._token(origin, was)
            if wanted and self.update.mends and (hit or as_read):
                self._mend.setdefault(line, {})[at] = wanted
            elif hit and not as_read:
                self._restore(line, at, self._cell(origin, was), was)

    def _token(self, line: int, at: int) -> Hashable:
        return token(self._cell(line, at))

    def _cell(self, line: int, at: int) -> ExtendedValue:
        return self.update.sheet.cell(line, at) if at >= 0 else {}

    def _restore(self, line: int, at: int, entry: ExtendedValue, was: int) -> None:
        """Give a cell back what it held; a word typed there since is told as lost."""
        self._give(line, at, entry, was)
        self._tell(line, at, self.now.cell(line, at), entry, was)

    def _give(self, line: int, at: int, entry: ExtendedValue, was: int) -> None:
        dated = any(put.pattern for put in self._landed.get(at, ()))
        declared = self.update.formats.get(was, "General") if dated else ""
        self._mend.setdefault(line, {})[at] = CellUpdate(entry, declared)

    def _tell(
        self, line: int, at: int, wrote: ExtendedValue, had: ExtendedValue, was: int
    ) -> None:
        self.restored.append(
            RestoredCell(
                tab=self._tab,
                line=line,
                key=key_of(self.now, at) or self._heading(at),
                wrote=_value(wrote, self.formats.get(at, "")),
                had=_value(had, self.update.formats.get(was, "")),
            )
        )

    @property
    def _tab(self) -> str:
        """The key of the table that the tab holds."""
        keys = (str(key).partition(".") for key in self.now.keys if key)
        return next((tab for tab, dot, _ in keys if dot), "")

    def _code(self, line: int) -> str:
        """The code that a row has once it is put right."""
        keys = [str(key) for key in self.now.keys]
        code = f"{self._tab}.code"
        at = self._to.get(-1 if self.update.code is None else self.update.code)
        if at is None:
            at = keys.index(code) if code in keys else -1
        put = self._mend.get(line, {}).get(at)
        return str(_value(put.value if put else self.now.cell(line, at)) or "")

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
                self.update.fresh, key=partial(self._movement.share, row), default=None
            )
            if best and 2 * self._movement.share(row, best) >= len(best):
                self._set_right(line, row, best)
            else:
                self._take_back(line, row)

    def _set_right(self, line: int, row: RowContent, puts: RowUpdate) -> None:
        """A new row has its values under their keys, and nowhere else.

        Nobody could type there before it was; a word typed since under a key stays, and
        what was meant to stand there is told.
        """
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
            self._give(line, at, {}, -1)
        free = {at: it for at, it in right.items() if at in wrong or at not in row}
        self._mend[line] |= free
        for at in right.keys() - free.keys():
            if row[at] != token(right[at].value):
                was, there = self._from[at], self.now.cell(line, at)
                self._tell(line, at, right[at].value, there, was)

    def _take_back(self, line: int, row: RowContent) -> None:
        """A row that nobody had read loses what was meant for another one."""
        for puts in self.update.puts.values():
            here = {self._movement.spot(at): put for at, put in puts.items()}
            if all(row.get(at) == token(put.value) for at, put in here.items()):
                for at in here.keys() & row.keys():
                    self._restore(line, at, {}, self._from.get(at, -1))
                return


def _content(row: RowContent) -> Hashable:
    return frozenset(row.items())


def _row(puts: RowUpdate) -> RowContent:
    tokens = {at: token(put.value) for at, put in puts.items()}
    return {at: it for at, it in tokens.items() if it is not None}


def _value(entry: ExtendedValue, pattern: str = "") -> Raw:
    raw: Raw = next(iter(entry.values()), None)
    if "yy" in pattern and isinstance(raw, int | float) and not isinstance(raw, bool):
        moment = moment_of(raw)
        return moment if isinstance(moment, datetime) else raw
    return raw
