"""Mishaps: facts that the desk wrote over while somebody moved them, noted and told.

It is the one gap that Google leaves open: what was read there stands there again, but
a word that somebody typed in that very moment is lost. So both values go into the
journal, and the row's message says it for some days.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from sheets_schema.books.shelf import DESK
from sheets_schema.records import CellChange
from sheets_schema.words import Via
from sheets_schema.writing import wording
from sync.durable.chain import Note, What, cells
from sync.store import Shared

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from sheets_schema.records import Change, Reading, Row
    from sync.desk import Desk
    from sync.durable.journal import Journal
    from sync.store import Restored

TOLD_FOR = timedelta(days=3)
"""How long it is told in the row and by the doctor."""
WHY = "Ghi nhầm ô vì dòng hay cột vừa được di chuyển; đã trả lại nội dung cũ"
NAMELESS = "(cột chưa có tên)"
_KEPT = "mishaps"
_WORDS = (
    "Lúc {at}, khi dòng hay cột đang được di chuyển, hệ thống ghi nhầm vào ô {column} "
    "và đã trả lại nội dung cũ; ai vừa gõ vào ô này lúc ấy xin gõ lại."
)


@dataclass(frozen=True, slots=True)
class Mishap:
    """One cell.

    Attributes:
        at: When it was found, with a zone.
        tab: The key of the tab.
        code: The code of the row; empty where it has none.
        column: What people call the column.
    """

    at: datetime
    tab: str
    code: str
    column: str

    @property
    def sentence(self) -> str:
        """For who typed there."""
        return _WORDS.format(at=wording.moment(self.at), column=self.column)


def noted(desk: Desk, *, now: datetime) -> list[Mishap]:
    """The mishaps of the last days; what the store knows of them is noted first.

    They wait for a journal that has not begun: nothing is noted before its beginning.
    """
    shown = known(desk.journal, now=now)
    if desk.journal.log.beginning is None:
        return shown
    fresh = [one for one in _asked(desk) if _is_of_people(one)]
    if fresh:
        desk.journal.tell(_notes(desk.journal, fresh), now=now)
        shown += dict.fromkeys(_mishap(one, now) for one in fresh)
        _keep(desk.journal, shown, now=now)
    return shown


def known(journal: Journal, *, now: datetime) -> list[Mishap]:
    """The mishaps that were noted in the last days."""
    rows: Any = journal.snapshots.get(_KEPT) or ()
    found = (Mishap(datetime.fromisoformat(at), *rest) for at, *rest in rows)
    return [one for one in found if now - one.at < TOLD_FOR]


def told(
    reading: Reading, changes: Iterable[Change], found: Iterable[Mishap]
) -> Iterator[Change]:
    """The changes, with messages that tell what happened to a row besides."""
    said: dict[tuple[str, int], str] = {}
    for one in found:
        for row in _rows(reading, one):
            place = one.tab, row.line
            said[place] = f"{said.get(place, '')} {one.sentence}".strip()
    for change in changes:
        if isinstance(change, CellChange) and change.column == "message":
            words = said.pop((change.tab, change.line), "")
            yield from _saying(change, words)
        else:
            yield change
    for (tab, line), words in said.items():
        row = next(it for it in reading.rows[tab] if it.line == line)
        old, code = row.get("message"), str(row.get(DESK[tab].code) or "")
        yield from _saying(CellChange(tab, line, "message", old, old, code), words)


def _saying(change: CellChange, words: str) -> Iterator[CellChange]:
    after = " ".join(filter(None, (str(change.after or ""), words))) or None
    if change.before != after:
        yield replace(change, after=after)


def _rows(reading: Reading, one: Mishap) -> Sequence[Row]:
    table = DESK.by_key.get(one.tab)
    if (
        not one.code
        or table is None
        or "message" not in reading.columns.get(one.tab, ())
    ):
        return ()
    rows = reading.rows.get(one.tab, ())
    return [row for row in rows if str(row.get(table.code) or "") == one.code][:1]


def _asked(desk: Desk) -> Sequence[Restored]:
    return desk.store.restored() if isinstance(desk.store, Shared) else ()


def _is_of_people(one: Restored) -> bool:
    """Whether people fill the cell; what the desk fills heals by itself."""
    table, key = DESK.by_key.get(one.tab), _column(one)
    return table is not None and (key not in table.by_key or key in table.facts)


def _column(one: Restored) -> str:
    """The key of a column of the desk; of people's own columns the heading."""
    return one.key.removeprefix(f"{one.tab}.") or NAMELESS


def _mishap(one: Restored, now: datetime) -> Mishap:
    column = DESK[one.tab].by_key.get(_column(one))
    heading = column.heading if column else _column(one)
    return Mishap(now, one.tab, one.code, heading)


def _notes(journal: Journal, found: Iterable[Restored]) -> Iterator[Note]:
    """What the desk wrote, and what stands there again.

    Of a row that is remembered that is what was last seen of it: entries tell no other
    row than the one that is remembered, and what was typed since is noted next.
    """
    for one in found:
        key = _column(one)
        seen = journal.seen(one.tab).get(one.code)
        pair = cells([(key, one.wrote, seen.cells.get(key) if seen else one.had)])
        code = one.code if seen else ""
        yield Note(What.CHANGED, one.tab, code, key, pair, Via.DESK, why=WHY)


def _keep(journal: Journal, found: Iterable[Mishap], *, now: datetime) -> None:
    rows = [[one.at.isoformat(), one.tab, one.code, one.column] for one in found]
    journal.snapshots.keep(_KEPT, rows, now=now)
