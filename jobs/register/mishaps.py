"""Mishaps: facts that the desk wrote over while somebody moved them, noted and told.

It is the one gap that Google leaves open: what was read there stands there again, but
a word that somebody typed in that very moment is lost. So both values go into the
journal, and the row's message says it for some days.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, TypeAlias

from sheets_schema.books.shelf import DESK
from sheets_schema.finding import Finding, Matter
from sheets_schema.words import Via
from sheets_schema.writing import wording
from sync.durable.chain import Note, What, cells
from sync.store import Shared

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from sync.desk import Desk
    from sync.durable.journal import Journal
    from sync.store import RestoredCell

TOLD_FOR = timedelta(days=3)
"""How long it is told in the row and by the doctor."""
WHY = "Ghi nhầm ô vì dòng hay cột vừa được di chuyển; đã trả lại nội dung cũ"
NAMELESS = "(cột chưa có tên)"
_KEPT = "mishaps"
Hit: TypeAlias = tuple[str, str, str, str]
"""When it was found, in which tab, in the row of which number, under which heading."""
_WORDS = (
    "Lúc {at}, khi dòng hay cột đang được di chuyển, hệ thống ghi nhầm vào ô {column} "
    "và đã trả lại nội dung cũ; ai vừa gõ vào ô này lúc ấy xin gõ lại."
)


def noted(desk: Desk, *, now: datetime) -> list[Finding]:
    """The mishaps of the last days; what the store knows of them is noted first.

    They wait for a journal that has not begun: nothing is noted before its beginning.
    """
    shown = _known(desk.journal, now=now)
    if desk.journal.log.beginning is None:
        return [*map(_finding, shown)]
    fresh = [one for one in _asked(desk) if _is_of_people(one)]
    if fresh:
        desk.journal.tell(_notes(desk.journal, fresh), now=now)
        shown += dict.fromkeys(_hit(one, now) for one in fresh)
        desk.journal.snapshots.keep(_KEPT, [[*one] for one in shown], now=now)
    return [*map(_finding, shown)]


def known(journal: Journal, *, now: datetime) -> list[Finding]:
    """The mishaps that were noted in the last days."""
    return [*map(_finding, _known(journal, now=now))]


def _known(journal: Journal, *, now: datetime) -> list[Hit]:
    rows: Any = journal.snapshots.get(_KEPT) or ()
    hits: list[Hit] = [(at, tab, code, column) for at, tab, code, column in rows]
    return [one for one in hits if now - datetime.fromisoformat(one[0]) < TOLD_FOR]


def _finding(hit: Hit) -> Finding:
    at, tab, code, heading = hit
    moment = wording.moment(datetime.fromisoformat(at))
    return Finding(
        _WORDS.format(at=moment, column=heading),
        matter=Matter.OVERWRITTEN,
        tab=tab,
        code=code,
    )


def _asked(desk: Desk) -> Sequence[RestoredCell]:
    return desk.store.restored() if isinstance(desk.store, Shared) else ()


def _is_of_people(one: RestoredCell) -> bool:
    """Whether people fill the cell; what the desk fills heals by itself."""
    table, key = DESK.by_key.get(one.tab), _column(one)
    return table is not None and (key not in table.by_key or key in table.facts)


def _column(one: RestoredCell) -> str:
    """The key of a column of the desk; of people's own columns the heading."""
    return one.key.removeprefix(f"{one.tab}.") or NAMELESS


def _hit(one: RestoredCell, now: datetime) -> Hit:
    column = DESK[one.tab].by_key.get(_column(one))
    heading = column.heading if column else _column(one)
    return now.isoformat(), one.tab, one.code, heading


def _notes(journal: Journal, found: Iterable[RestoredCell]) -> Iterator[Note]:
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
