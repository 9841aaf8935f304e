"""Reminders: how far a clock has run, and who should hear of it.

One ahead, one at the moment, and two that go higher up when a clock stays late.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sheets_schema.casework.answering import answerer
from sheets_schema.procedure.policy import ESCALATE_1, ESCALATE_2
from sheets_schema.timing import quiet
from sheets_schema.timing.worktime import UNITS
from sheets_schema.words import FeedbackKind
from sheets_schema.writing import kinds
from sheets_schema.writing.kinds import Audience

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from sheets_schema.casework.case import Case
    from sheets_schema.casework.clocks import Running
    from sheets_schema.casework.lifecycle import Verdict
    from sheets_schema.company.office import Office, Recipient
    from sheets_schema.procedure.policy import Limit
    from sheets_schema.words import Role
    from sheets_schema.writing.kinds import LetterKind


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the stair.

    Attributes:
        key: How the ledger calls it.
        kind: Which letter is written, and who hears of it.
    """

    key: str
    kind: LetterKind


AHEAD = Step("ahead", kinds.N04)
DUE = Step("due", kinds.N05A)
LATE_1 = Step("late-1", kinds.N05B)
LATE_3 = Step("late-3", kinds.N05C)


def stair(
    running: Running, case: Case, office: Office
) -> Iterator[tuple[datetime, Step]]:
    """The steps of a clock with the moment of each, from the first to the last.

    Only complaints climb past the head.
    """
    yield ahead(running, case, office), AHEAD
    yield running.due, DUE
    if case.kind == FeedbackKind.COMPLAINT:
        for higher, limit in ((LATE_1, ESCALATE_1), (LATE_3, ESCALATE_2)):
            moment = _after(running, case, office, limit)
            if moment is not None:
                yield moment, higher


def step(running: Running, case: Case, office: Office, now: datetime) -> Step | None:
    """The highest step that a clock has reached; None while there is time.

    A desk that slept sends the step of the moment when it wakes, not those it missed.
    """
    reached = [one for at, one in stair(running, case, office) if at <= now]
    return reached[-1] if reached else None


def coming(
    running: Running, case: Case, office: Office, *, now: datetime, until: datetime
) -> Iterator[tuple[datetime, Step]]:
    """The steps that a clock reaches after one moment, up to another."""
    for at, one in stair(running, case, office):
        if now < at <= until:
            yield at, one


def ahead(running: Running, case: Case, office: Office) -> datetime:
    """When the reminder ahead goes out, moved out of quiet time."""
    planned = running.reminder(office)
    if case.is_urgent:
        return planned
    return quiet.reminder(planned, came_in=running.start, work=office.worktime)


def recipients(
    step: Step, case: Case, verdict: Verdict, office: Office, now: datetime
) -> Iterator[tuple[Audience | Role, Recipient | None]]:
    """Whom a step is written to, and as what; each mailbox once.

    None where nobody can be found.
    """
    seen: set[str] = set()
    for reader in step.kind.audience:
        found = (
            answerer(case, verdict.role).recipient(office, now.date())
            if reader is Audience.WAITED_FOR
            else office.recipient(reader, now.date())
        )
        mailbox = found.email.lower() if found else ""
        if mailbox not in seen:
            seen.add(mailbox)
            yield reader, found


def _after(
    running: Running, case: Case, office: Office, default: Limit
) -> datetime | None:
    """When a clock has been late so long; None where the company does not escalate.

    A case that was entered after its deadline gets the whole stair, from its entry on.
    """
    on = case.received or running.start
    limit = office.procedure.limit_or(default, on.date())
    if limit is None or limit.unit not in UNITS:
        return None
    entered = case.entry.moment("logged_at") or running.due
    since = max(running.due, entered)
    return office.worktime.due(since, limit.amount, limit.unit)
