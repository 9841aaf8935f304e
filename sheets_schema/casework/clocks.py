"""The clocks of a case: what was promised to the customer, and what the state asks."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from math import ceil
from typing import TYPE_CHECKING, Protocol

from sheets_schema.procedure.conditions import Subject, moment, value
from sheets_schema.procedure.policy import (
    LEVEL_3_SHARE,
    REMIND_LEAST,
    REMIND_MOST,
    REMIND_SHARE,
)
from sheets_schema.timing.worktime import UNITS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sheets_schema.company.office import Office
    from sheets_schema.procedure.policy import Limit
    from sheets_schema.procedure.stages import Clock
    from sheets_schema.timing.elapsed import Pause


class Timed(Subject, Protocol):
    """A subject with clocks: a case, an action, a request."""

    @property
    def is_urgent(self) -> bool:
        """Whether our own limits are shorter."""

    @property
    def is_imported(self) -> bool:
        """Whether its moments were typed for another register."""

    @property
    def pauses(self) -> tuple[Pause, ...]:
        """When our own clocks stood still."""


@dataclass(frozen=True, slots=True)
class Running:
    """One clock of one case.

    Attributes:
        clock: Which.
        limit: The limit it holds; None for a moment promised by a person.
        start: When it started.
        due: When it has to be stopped.
        stop: When it was stopped, or None.
        waited: When it stood still, because the customer was asked.
    """

    clock: Clock
    limit: Limit | None
    start: datetime
    due: datetime
    stop: datetime | None = None
    waited: tuple[Pause, ...] = ()

    def ran_out(self, now: datetime) -> bool:
        """Whether its moment came before anybody stopped it."""
        return self.has_come(now) if self.stop is None else self.stop > self.due

    def has_come(self, now: datetime) -> bool:
        """Whether its moment is here: from then on all say that it is overdue."""
        return now >= self.due

    def is_late(self, now: datetime) -> bool:
        """Whether the promise is broken, for certain, at a moment."""
        return (self.stop or now) > self.due

    def reminder(self, office: Office) -> datetime:
        """When the one reminder ahead is due.

        A quarter of the clock or two working hours ahead, whichever is longer, but
        never more than half the clock, where the policy tab says no other; halves
        round up.
        """
        procedure, on = office.procedure, self.start.date()
        whole, least = self.due - self.start, procedure.limit_or(REMIND_LEAST, on)
        ahead = [self.due - whole * _share(procedure.limit_or(REMIND_SHARE, on), 0)]
        if least and least.unit in UNITS:
            ahead.append(office.worktime.before(self.due, least.amount, least.unit))
        first = self.due - whole * _share(procedure.limit_or(REMIND_MOST, on), 1)
        return _whole_minute(max(min(ahead), first))


def _share(limit: Limit | None, default: float) -> float:
    """What part of a clock a limit in per cent is."""
    return min(max(limit.amount / 100, 0), 1) if limit else default


def _whole_minute(moment: datetime) -> datetime:
    rounded = moment + timedelta(seconds=30)
    return rounded.replace(second=0, microsecond=0)


def promises(
    subject: Timed, office: Office, clocks: Iterable[Clock]
) -> Iterator[Running]:
    """The promised clocks of a subject that have started."""
    for clock in clocks:
        if clock.when.holds(subject):
            running = wind(clock, subject, office)
            if running is not None:
                yield running


def promised(office: Office, key: str, received: datetime) -> datetime | None:
    """Until when something is promised to a customer whose case came at a moment."""
    limit = office.procedure.limit(key, received.date())
    if limit is None or limit.unit not in UNITS:
        return None
    return office.worktime.due(received, limit.amount, limit.unit)


def wind(clock: Clock, subject: Timed, office: Office) -> Running | None:
    """Start a clock; None where nothing limits it or it has not started."""
    start, stop = moment(subject, *clock.since), moment(subject, *clock.until)
    if clock.due:
        due = _typed(clock, subject, office)
        return Running(clock, None, start or due, due, stop) if due else None
    limit = subject.limit(clock.key)
    if start is None or limit is None or limit.unit not in UNITS:
        return None
    if clock.is_ours and subject.is_urgent:
        limit = _urgent(limit, office.procedure.limit_or(LEVEL_3_SHARE, start.date()))
    waited = subject.pauses if clock.is_ours else ()
    due = office.worktime.due(start, limit.amount, limit.unit, pauses=waited)
    standing = tuple(it for it in waited if it[1] > start and it[0] < due)
    return Running(clock, limit, start, due, stop, standing)


def _typed(clock: Clock, subject: Timed, office: Office) -> datetime | None:
    """The end that people typed; an import has told a day from midnight already."""
    typed = value(subject, clock.due)
    if isinstance(typed, datetime):
        return typed if subject.is_imported else _end_of_day(typed, office)
    if isinstance(typed, date):
        midnight = datetime.combine(typed, time.min, office.conditions.zone)
        return _end_of_day(midnight, office)
    return None


def _end_of_day(promised: datetime, office: Office) -> datetime:
    """A day that was promised without an hour is kept until its work ends."""
    if promised.time() != time.min:
        return promised
    last = office.worktime.last_open(promised + timedelta(days=1))
    if last > promised:
        return last + timedelta(minutes=1)
    return promised + timedelta(days=1) - timedelta(minutes=1)


def _urgent(limit: Limit, share: Limit | None) -> Limit:
    """A limit as an urgent case has it; of days a begun one counts as whole."""
    amount = limit.amount * _share(share, 1)
    whole = ceil(amount) if "ngày" in limit.unit else amount
    if share is None or whole == limit.amount:
        return limit
    why = f"cấp độ 3: còn {share.amount:g}% của {limit.words}"
    source = ", ".join(filter(None, (limit.source, why)))
    return replace(limit, amount=whole, source=source)
