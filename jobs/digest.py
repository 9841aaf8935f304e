"""Digest: one mail a person in the morning: late, due today, waiting for you."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING

from jobs.register import awaiting, correspondence
from sheets_schema import codes
from sheets_schema.books.register import F01
from sheets_schema.books.shelf import DESK
from sheets_schema.books.slip import F02
from sheets_schema.casework import casebook, lifecycle
from sheets_schema.casework.answering import answerer
from sheets_schema.words import Flag, Role, Status
from sheets_schema.writing import kinds, wording

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import datetime

    from sheets_schema.casework.judged import Judged
    from sheets_schema.company.office import Office, Recipient
    from sheets_schema.writing.letter import Letter
    from sync.desk import Desk

LATE, TODAY, TOMORROW = "Quá hạn", "Hôm nay", "Ngày mai"
UNIT_LATE, UNDATED, OTHERS = "Quá hạn trong đơn vị", "Chưa có hạn", "Chờ người khác"
OLD = str(Status.IMPORTED)
DESK_ITSELF = "Bàn tiếp nhận"
KEEPERS = (Role.ADMIN, Role.HEAD)
"""Who hears every morning what the desk itself lacks (M1)."""
_ORDER = (LATE, UNIT_LATE, TODAY, TOMORROW, UNDATED, OTHERS, OLD, DESK_ITSELF)
_ALL_OLD = "{count} hồ sơ chưa ghi Giải quyết xong lúc; xin lọc cột Tình trạng"
"""An old register moves in with thousands; a mail names none that has no promise."""


@dataclass(frozen=True, slots=True)
class _Line:
    """One case in one person's mail.

    Attributes:
        heading: Under which it stands.
        when: How it stands with its moment, whatever the heading.
        text: The line.
    """

    heading: str
    when: str
    text: str


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
    waiting = awaiting.cases(desk, reading, work, office, now=now)
    written = mails((*work.open, *waiting), office, now=now)
    return desk.ledger.queue(kinds.timed(written, office.worktime, now=now), now=now)


def mails(cases: Iterable[Judged], office: Office, *, now: datetime) -> list[Letter]:
    """The mail of each person who has something to do or to wait for."""
    readers: dict[str, Recipient] = {}
    lines: dict[str, dict[str, _Line]] = defaultdict(dict)
    for one in cases:
        for to, line in _lines(one, office, now):
            mailbox = to.email.lower()
            readers.setdefault(mailbox, to)  # in whichever role it is named first
            lines[mailbox].setdefault(one.case.code, line)  # and each case once
    for to, key, line in _lacking(office, now):
        readers.setdefault(to.email.lower(), to)
        lines[to.email.lower()].setdefault(key, line)
    mails = (
        _mail(readers[mailbox], [*said.values()], office, now)
        for mailbox, said in lines.items()
    )
    return [mail for mail in mails if mail]


def _lacking(office: Office, now: datetime) -> Iterator[tuple[Recipient, str, _Line]]:
    """The roles that nobody holds, for those who can fill them (M1)."""
    for role in office.vacant():
        said = f"Chưa có ai giữ vai trò {role}; xin ghi tên, email, vai trò ở Nhân sự"
        for keeper in KEEPERS:
            if to := office.recipient(keeper, now.date()):
                yield to, str(role), _Line(DESK_ITSELF, "", said)


def _lines(
    one: Judged, office: Office, now: datetime
) -> Iterator[tuple[Recipient, _Line]]:
    """Who hears of an open case: whoever acts next, the owner who waits, the head.

    Where a promise in the register and the step of its slip wait for two people, both.
    The head hears of everything that is late, whoever it waits for.
    """
    if not one.verdict.role:
        return
    yield from _acting(one, office, now)
    if one.case.slip is not None:
        own = lifecycle.own(one.verdict, office, now=now)
        yield from _acting(replace(one, verdict=own), office, now)
    when, text = _when(one, now), _text(one, now)
    answers = answerer(one.case, one.verdict.role)
    acts = answers.recipient(office, now.date())
    waits = f"{text} · chờ {answers.name(office)}"
    owner = office.person(one.case.entry.text("owner"))
    if owner and owner.email and (acts is None or owner.email != acts.email):
        under = OLD if when == OLD else OTHERS
        to = owner.as_("Người phụ trách")
        yield to, _Line(under, when, waits)
    head = office.recipient(Role.HEAD, now.date())
    if when == LATE and head is not None:
        yield head, _Line(UNIT_LATE, when, waits)


def _acting(
    one: Judged, office: Office, now: datetime
) -> Iterator[tuple[Recipient, _Line]]:
    """Who acts next, where that is due soon."""
    answers, when = answerer(one.case, one.verdict.role), _when(one, now)
    acts = answers.recipient(office, now.date())
    if acts is not None and when:
        yield acts, _Line(when, when, _text(one, now))


def _when(one: Judged, now: datetime) -> str:
    """How a case stands with its moment; empty where it is not due soon."""
    running = one.verdict.next
    if running is None:
        if one.verdict.status == Status.IMPORTED:
            return OLD
        return UNDATED if one.verdict.flag != Flag.PAUSED else ""
    if running.has_come(now):
        return LATE
    days = (running.due.date() - now.date()) // timedelta(days=1)
    return (TODAY, TOMORROW)[days] if days in {0, 1} else ""


def _text(one: Judged, now: datetime) -> str:
    when = _moment(one.verdict.due, now)
    name = one.case.entry.text("name") or one.case.entry.text("org")
    code = codes.shown(one.case.code)
    return f"{code} · {one.verdict.step}{when}{f' · {name}' if name else ''}"


def _moment(due: datetime | None, now: datetime) -> str:
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
        "dem_hom_nay": str(sum(line.when == TODAY for line in lines)),
        "dem_qua_han": str(sum(line.when == LATE for line in lines)),
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
