"""Holding: since when something has waited for a register that somebody has open."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING, Any

from jobs.register import alarms
from sheets_schema.words import Role
from sheets_schema.writing import kinds, wording

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sheets_schema.company.office import Office
    from sheets_schema.writing.letter import Letter
    from sync.desk import Desk
    from sync.durable.journal import Journal
    from sync.store import Held

TOLD_AFTER, WORKING_HOURS = 1, "giờ làm việc"
"""How long it may last before the people of the desk are written to (contract 12)."""
_KEPT = "held"
_KIND = replace(kinds.N14, audience=(Role.STAFF, Role.HEAD, Role.ADMIN))
_ASK = (
    "Xin lưu và đóng sổ, hoặc nhờ người ấy đóng; đang có {waiting} chờ ghi vào sổ. "
    "Thư, hạn và bản tin vẫn đi trong lúc chờ."
)


def begun(journal: Journal, held: Held, *, now: datetime) -> None:
    """Note that something waits because a book is held, and since when."""
    since, _ = _known(journal) or (now, "")
    journal.snapshots.keep(_KEPT, [since.isoformat(), str(held)], now=now)


def ended(journal: Journal, *, now: datetime) -> None:
    """Note that what waited was written."""
    if _known(journal):
        journal.snapshots.keep(_KEPT, [], now=now)


def letters(desk: Desk, office: Office, *, now: datetime) -> Iterator[Letter]:
    """After a working hour: who has the book open, to those who work in it, once a day.

    Nothing is written about a book that has been closed since.
    """
    known = _known(desk.journal)
    if known is None:
        return
    since, said = known
    if office.worktime.due(since, TOLD_AFTER, WORKING_HOURS) > now:
        return
    count = desk.queue.length()
    waiting = f"{count} phản hồi" if count else "những thay đổi của hệ thống"
    values = {
        "loi": said.rstrip("."),
        "viec": _ASK.format(waiting=waiting),
        "han": wording.moment(office.worktime.due(now, TOLD_AFTER, WORKING_HOURS)),
        "chi_tiet": f"từ {wording.moment(since.astimezone(now.tzinfo))}",
        "lien_ket": "",
    }
    matter = f"{now.date()}:held:{since:%Y%m%d%H%M}"
    yield from alarms.letters(_KIND, matter, values, office, now)


def _known(journal: Journal) -> tuple[datetime, str] | None:
    kept: Any = journal.snapshots.get(_KEPT)
    return (datetime.fromisoformat(kept[0]), kept[1]) if kept else None
