"""Alarms: letters about the desk itself, to those who look after it.

A tab that nobody can work on, a role that nobody holds (M1), a job that does not run.
Each is told once a day, or once a week, for as long as it lasts.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from hashlib import sha256
from typing import TYPE_CHECKING

from sheets_schema.company.office import Recipient
from sheets_schema.words import Role
from sheets_schema.writing import kinds, wording

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from sheets_schema.company.office import Office
    from sheets_schema.records import Problem, Reading
    from sheets_schema.writing.kinds import LetterKind
    from sheets_schema.writing.letter import Letter
    from sync.desk import Desk

NEEDED_ROLES = (Role.STAFF, Role.HEAD, Role.DIRECTOR, Role.GENERAL_DIRECTOR)
"""Roles that letters are written to; one that nobody holds is told (M1)."""
SETTLING = timedelta(days=1)
"""How long people may take to fill in a new book before they are asked about it."""
AWAKE = timedelta(minutes=5)
"""A machine whose post ran so lately did not sleep through what others missed."""
HOURS_TO_MEND, WORKING_HOURS = 4, "giờ làm việc"
_ASK, _LOOK = "; xin ", "xem trong sổ và sửa"
_NOBODY_ELSE = "chưa có ai, thư phải chờ"


def of_books(
    desk: Desk, reading: Reading, office: Office, *, now: datetime
) -> list[Letter]:
    """Letters about what a review finds: tabs that stopped, roles without a holder."""
    begun = desk.journal.log.beginning
    since = datetime.fromisoformat(begun.at) if begun else None
    return [
        *of_tabs(reading.problems, office, now=now),
        *of_roles(office, since=since, now=now),
    ]


def of_tabs(
    problems: Iterable[Problem], office: Office, *, now: datetime
) -> list[Letter]:
    """Letters about tabs on which all work has stopped."""
    return [
        letter
        for one in problems
        if not one.line
        for letter in _stopped(*_parted(one.sentence), one.tab, office, now)
    ]


def of_roles(office: Office, *, since: datetime | None, now: datetime) -> list[Letter]:
    """Letters about roles that nobody with an address holds, in one a week.

    Args:
        office: The company.
        since: When the desk began; None if it has not.
        now: The moment.
    """
    empty = vacant(office)
    if not empty or since is None or now - since < SETTLING:
        return []
    instead = {office.recipient(role, now.date()) for role in empty}
    told = ", ".join(sorted({it.email for it in instead if it})) or _NOBODY_ELSE
    said = {"vai_tro": ", ".join(empty), "thay_the": told, "lien_ket": ""}
    year, week, _ = now.isocalendar()
    matter = f"{year}-{week:02}"
    return list(_letters(kinds.N14R, matter, said, office, now))


def vacant(office: Office) -> list[Role]:
    """The needed roles that nobody with an address holds (M1)."""
    return [
        role
        for role in NEEDED_ROLES
        if not any(person.email for person in office.holders(role))
    ]


def of_jobs(desk: Desk, *, now: datetime) -> list[Letter]:
    """Letters about jobs that were due and did not run, though the machine is awake."""
    awake = desk.claims.heartbeats().get("post")
    if awake is None or now - awake > AWAKE:
        return []
    office, zone = desk.last_office(now=now), desk.settings.zone
    return [
        letter
        for job, beat in desk.late(now=now).items()
        for letter in _stopped(
            f"Việc {job} chưa chạy xong từ {wording.moment(beat.astimezone(zone))}",
            "xem “langnghe serve” có đang chạy không, rồi chạy “langnghe doctor”",
            job,
            office,
            now,
        )
    ]


def _parted(sentence: str) -> tuple[str, str]:
    """What is wrong, and what to do about it."""
    wrong, _, to_do = sentence.rstrip(".").partition(_ASK)
    return wrong, to_do or _LOOK


def _stopped(
    wrong: str, to_do: str, about: str, office: Office, now: datetime
) -> Iterator[Letter]:
    due = office.worktime.due(now, HOURS_TO_MEND, WORKING_HOURS)
    said = {
        "loi": wrong,
        "viec": f"Xin {to_do}.",
        "han": wording.moment(due),
        "chi_tiet": f"{about}, {wording.moment(now)}",
        "lien_ket": "",
    }
    matter = sha256(wrong.encode()).hexdigest()[:12]
    matter = f"{now.date()}:{about}:{matter}"
    yield from _letters(kinds.N14, matter, said, office, now)


def _letters(
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
        letter = kinds.write(kind, one, said, office=office, now=now, matter=matter)
        if letter:
            yield letter
