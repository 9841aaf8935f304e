"""Digest: one mail a person in the morning: late, due today, waiting for you."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from jobs.register import correspondence
from sheets_schema.books.register import F01
from sheets_schema.books.shelf import DESK
from sheets_schema.books.slip import F02
from sheets_schema.casework import casebook, derived, reminders
from sheets_schema.company.office import Recipient
from sheets_schema.words import Flag, Status
from sheets_schema.writing import kinds, wording

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import datetime

    from sheets_schema.casework.judged import Judged
    from sheets_schema.company.office import Office
    from sheets_schema.writing.letter import Letter
    from sync.desk import Desk

LATE, TODAY, TOMORROW = "Quá hạn", "Hôm nay", "Ngày mai"
UNDATED, OTHERS = "Chưa có hạn", "Chờ người khác"
OLD = str(Status.IMPORTED)
_ORDER = (LATE, TODAY, TOMORROW, UNDATED, OTHERS, OLD)
_ALL_OLD = "{count} hồ sơ chưa ghi Giải quyết xong lúc; xin lọc cột Tình trạng"
"""An old register moves in with thousands; a mail names none that has no promise."""


@dataclass(frozen=True, slots=True)
class _Line:
    """One case in one person's mail."""

    heading: str
    text: str
    is_late: bool
    is_due_today: bool


def _line(heading: str, one: Judged, now: datetime, end: str = "") -> _Line:
    due = one.verdict.due
    is_late = due is not None and due < now
    today = due is not None and due.date() == now.date() and not is_late
    return _Line(heading, _text(one, now) + end, is_late, today)


def run(desk: Desk, *, now: datetime) -> int:
    """Queue the morning's mails; how many there are. Nobody gets an empty one.

    Raises:
        StoreError: The book cannot be read.
        Unstorable: The ledger cannot be used.
    """
    now = now.replace(microsecond=0)
    reading = desk.store.read(DESK)
    office = desk.office(reading, now=now)
    seen = {table.key: desk.journal.seen(table.key) for table in (F01, F02)}
    work = casebook.decide(
        reading,
        office,
        seen,
        desk.numbers(),
        write=correspondence.wanted,
        recall=desk.recall,
        now=now,
    )
    written = mails(work.open, office, now=now)
    return desk.ledger.queue(kinds.timed(written, office.worktime, now=now), now=now)


def mails(cases: Iterable[Judged], office: Office, *, now: datetime) -> list[Letter]:
    """The mail of each person who has something to do or to wait for."""
    readers: dict[str, Recipient] = {}
    lines: Mapping[str, list[_Line]] = defaultdict(list)
    for one in cases:
        for to, line in _lines(one, office, now):
            mailbox = to.email.lower()
            readers.setdefault(mailbox, to)  # in whichever role it is named first
            lines[mailbox].append(line)
    mails = (
        _mail(readers[mailbox], said, office, now) for mailbox, said in lines.items()
    )
    return [mail for mail in mails if mail]


def _lines(
    one: Judged, office: Office, now: datetime
) -> Iterator[tuple[Recipient, _Line]]:
    """Who hears of an open case: whoever acts next, and the owner who waits."""
    if not one.verdict.role:
        return
    acts = reminders.responsible(one.case, one.verdict, office, now)
    heading = _heading(one, now)
    if acts is not None and heading:
        yield acts, _line(heading, one, now)
    owner = office.person(one.case.entry.text("owner"))
    if owner and owner.email and (acts is None or owner.email != acts.email):
        waits = Recipient(owner.name, owner.email, "Người phụ trách")
        whom = derived.waiting_for(one.case, one.verdict, office)
        under = OLD if heading == OLD else OTHERS
        yield waits, _line(under, one, now, f" · chờ {whom}")


def _heading(one: Judged, now: datetime) -> str:
    """Under which heading a case stands; empty where it is not due soon."""
    due = one.verdict.due
    if due is None:
        if one.verdict.status == Status.IMPORTED:
            return OLD
        return UNDATED if one.verdict.flag != Flag.PAUSED else ""
    if due < now:
        return LATE
    days = (due.date() - now.date()) // timedelta(days=1)
    return (TODAY, TOMORROW)[days] if days in {0, 1} else ""


def _text(one: Judged, now: datetime) -> str:
    when = _when(one.verdict.due, now)
    name = one.case.entry.text("name") or one.case.entry.text("org")
    return f"{one.case.code} · {one.verdict.step}{when}{f' · {name}' if name else ''}"


def _when(due: datetime | None, now: datetime) -> str:
    """The due moment, with its year where that is another one."""
    if due is None:
        return ""
    said = wording.short_moment if due.year == now.year else wording.moment
    return f" · {said(due)}"


def _mail(
    to: Recipient, lines: list[_Line], office: Office, now: datetime
) -> Letter | None:
    said = {
        "ngay": wording.day(now.date()),
        "dem_hom_nay": str(sum(line.is_due_today for line in lines)),
        "dem_qua_han": str(sum(line.is_late for line in lines)),
        "danh_sach": _listed(lines),
        "lien_ket": "",
    }
    today = now.date().isoformat()
    return kinds.write(kinds.N06, to, said, office=office, ref=today)


def _listed(lines: list[_Line]) -> str:
    parts = []
    for heading in _ORDER:
        under = [f"- {line.text}" for line in lines if line.heading == heading]
        if under and heading == OLD:
            under = [f"- {_ALL_OLD.format(count=wording.number(len(under)))}"]
        if under:
            parts.append("\n".join((f"{heading}:", *under)))
    return "\n\n".join(parts)
