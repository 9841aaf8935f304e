"""Alarms: letters about the desk itself, to those who look after it.

A tab that nobody can work on, a role that nobody holds (M1), a job that does not run.
Each is told once a day, or once a week, for as long as it lasts.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from hashlib import sha256
from typing import TYPE_CHECKING

from sheets_schema.books.shelf import BOOKS
from sheets_schema.company.office import Recipient
from sheets_schema.finding import Finding, Matter
from sheets_schema.words import Role
from sheets_schema.writing import kinds, wording

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from sheets_schema.company.office import Office
    from sheets_schema.writing.kinds import LetterKind
    from sheets_schema.writing.letter import Letter
    from sync.desk import Desk

SETTLING = timedelta(days=1)
"""How long people may take to fill in a new book before they are asked about it."""
AWAKE = timedelta(minutes=5)
"""A machine whose post ran so lately did not sleep through what others missed."""
HOURS_TO_MEND, WORKING_HOURS = 4, "giờ làm việc"
_LOOK = "Xin chạy “langnghe doctor” để xem phải làm gì."
_NOBODY_ELSE = "chưa có ai, thư phải chờ"


def of_review(
    desk: Desk, found: Iterable[Finding], office: Office, *, now: datetime
) -> list[Letter]:
    """Letters about what a review finds: tabs that stopped, roles without a holder."""
    begun = desk.journal.log.beginning
    since = datetime.fromisoformat(begun.at) if begun else None
    grave = [one for one in found if one.grave]
    desk.keep_troubles("review", grave, now=now)
    return [
        *of_findings(grave, office, now=now),
        *of_roles(office, since=since, now=now),
    ]


def of_findings(
    found: Iterable[Finding], office: Office, *, now: datetime
) -> list[Letter]:
    """Letters about what stops or threatens the desk's work, each once a day."""
    return [
        letter for one in found if one.grave for letter in _stopped(one, office, now)
    ]


def of_roles(office: Office, *, since: datetime | None, now: datetime) -> list[Letter]:
    """Letters about roles that nobody with an address holds, in one a week.

    Args:
        office: The company.
        since: When the desk began; None if it has not.
        now: The moment.
    """
    empty = office.vacant()
    if not empty or since is None or now - since < SETTLING:
        return []
    instead = {office.recipient(role, now.date()) for role in empty}
    told = ", ".join(sorted({it.email for it in instead if it})) or _NOBODY_ELSE
    said = {"vai_tro": ", ".join(empty), "thay_the": told, "lien_ket": ""}
    year, week, _ = now.isocalendar()
    matter = f"{year}-{week:02}"
    return list(letters(kinds.N14R, matter, said, office, now))


def of_jobs(desk: Desk, *, now: datetime) -> list[Letter]:
    """Letters about jobs that were due and did not run, though the machine is awake."""
    awake = desk.claims.heartbeats().get("post")
    if awake is None or now - awake > AWAKE:
        return []
    late = list(late_jobs(desk, now=now))
    desk.keep_troubles("post", late, now=now)
    return of_findings(late, desk.last_office(now=now), now=now)


def of_store(desk: Desk, *, now: datetime) -> list[Letter]:
    """Letters about what keeps the desk from its books, or people away from them."""
    found = list(desk.store.examine(BOOKS, now=now))
    desk.keep_troubles("dress", found, now=now)
    return of_findings(found, desk.last_office(now=now), now=now)


def late_jobs(desk: Desk, *, now: datetime) -> Iterator[Finding]:
    """The jobs that were due and are not done, each with what kept it."""
    for job, beat in desk.late(now=now).items():
        since = wording.moment(beat.astimezone(desk.settings.zone))
        run = desk.claims.last(job)
        yield Finding(
            f"Việc {job} đã trễ: lần cuối làm xong là {since}.",
            "Xin xem “langnghe serve” có đang chạy không, và nhật ký của nó.",
            Matter.JOB,
            code=job,
            grave=True,
            detail=run.error if run else "",
        )


def _stopped(one: Finding, office: Office, now: datetime) -> Iterator[Letter]:
    due = office.worktime.due(now, HOURS_TO_MEND, WORKING_HOURS)
    about = one.tab or one.code or one.book or str(one.matter)
    detail = f"{about}, {wording.moment(now)}"
    said = {
        "loi": (wrong := one.what.rstrip(".")),
        "viec": one.do or _LOOK,
        "han": wording.moment(due),
        "chi_tiet": " · ".join(filter(None, (detail, one.detail))),
        "lien_ket": "",
    }
    same = sha256(wrong.encode()).hexdigest()[:12]
    yield from letters(kinds.N14, f"{now.date()}:{about}:{same}", said, office, now)


def letters(
    kind: LetterKind,
    matter: str,
    said: Mapping[str, str],
    office: Office,
    now: datetime,
) -> Iterator[Letter]:
    """One to each mailbox; one that waits where nobody can be found."""
    found = (office.recipient(role, now.date()) for role in kind.audience)
    to = {it.email.lower(): it for it in found if it}
    for one in to.values() or [Recipient("", "", Role.ADMIN)]:
        letter = kinds.write(kind, one, said, office=office, matter=matter)
        if letter:
            yield letter
