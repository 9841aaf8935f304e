"""Outgoing: the letters that a review calls for, from the wish to the ledger."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jobs.register import correspondence
from sheets_schema.books.logs import SENT
from sheets_schema.words import Sent
from sheets_schema.writing import kinds

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence
    from datetime import datetime

    from sheets_schema.casework.casebook import Casework
    from sheets_schema.casework.judged import Judged
    from sheets_schema.company.office import Office
    from sheets_schema.records import Reading
    from sheets_schema.timing.quiet import Hours
    from sheets_schema.writing.letter import Letter
    from sync.desk import Desk
    from sync.durable.ledger import Ledger, LedgerEntry


def letters(
    desk: Desk,
    office: Office,
    work: Casework,
    waiting: Sequence[Judged],
    *,
    but: Collection[str] = (),
    now: datetime,
) -> list[Letter]:
    """What the cases call for, known to the ledger or not.

    With it what will be called for within the hour, of those who are written to now.

    Args:
        desk: Whose ledger it is.
        office: The company.
        work: The cases of the register.
        waiting: The cases that wait for it.
        but: The numbers of cases about which nothing is written now.
        now: The moment.
    """
    midnight = now.replace(hour=0, minute=0, second=0)
    today = desk.ledger.outcomes(since=midnight)
    wanted = [one for one in work.letters if one.ref not in but]
    for case in waiting:
        wanted += correspondence.wanted(case, office, now)
    heaviest = _heaviest(desk.ledger, wanted, office.worktime, now=now)
    if heaviest:
        wanted += correspondence.soon((*work.open, *waiting), office, heaviest, now=now)
    return correspondence.once_a_day(wanted, today)


def _heaviest(
    ledger: Ledger, wanted: Iterable[Letter], hours: Hours, *, now: datetime
) -> Mapping[str, int]:
    """By mailbox, the weight of the heaviest letter that goes now."""
    joining = [
        one for one in wanted if one.to_address and kinds.of(one.template).weight
    ]
    waiting = {key for key, _ in ledger.reminders()}
    goes = {one.key for one in ledger.fresh(joining)} | waiting
    found: dict[str, int] = {}
    for one in (it for it in joining if it.key in goes):
        kind, mailbox = kinds.of(one.template), one.to_address.lower()
        opens = kind.hours(hours, is_urgent=one.urgent).next_open(now)
        if opens <= now:
            found[mailbox] = max(kind.weight, found.get(mailbox, 0))
    return found


def coming(
    ledger: Ledger, wanted: Sequence[Letter], reading: Reading, *, now: datetime
) -> list[LedgerEntry]:
    """The letters that are new, as they will stand in the ledger.

    They get their lines in the book before they are queued: whatever was sent stands
    there, so that a desk that loses its database sends nothing twice. What was dropped
    is new where it is called for again.
    """
    lines = {
        row.get(SENT.code)
        for row in reading.rows.get(SENT.key, ())
        if row.get("result") != Sent.DROPPED_DONE
    }
    return ledger.coming([it for it in wanted if it.key not in lines], now=now)


def queue(
    ledger: Ledger,
    wanted: Sequence[Letter],
    judged: Collection[str],
    hours: Hours,
    *,
    now: datetime,
) -> int:
    """Queue what is new, and drop reminders of what is done; how many were queued.

    Reminders of a case that was not judged in this reading wait until it is.

    Args:
        ledger: Keeps them.
        wanted: What the cases call for.
        judged: What the cases are called that were judged.
        hours: The working hours.
        now: The moment.
    """
    fresh = kinds.timed(ledger.fresh(wanted), hours, now=now)
    queued = ledger.queue(fresh, now=now)
    open_ = {letter.key for letter in wanted}
    stale = [
        key for key, ref in ledger.reminders() if ref in judged and key not in open_
    ]
    ledger.drop(stale, reason="đã xử lý", now=now)
    return queued
