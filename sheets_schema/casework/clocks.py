"""The clocks of a case: what was promised to the customer, and what the state asks."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta
from math import ceil
from typing import TYPE_CHECKING

from sheets_schema.company.procedure import Limit
from sheets_schema.timing.worktime import UNITS
from sheets_schema.words import FeedbackKind, Role

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from sheets_schema.casework.case import Case
    from sheets_schema.company.office import Office

REMIND_SHARE = Limit("remind_share", "", 25, "%")
REMIND_LEAST = Limit("remind_least", "", 2, "giờ làm việc")
REMIND_MOST = Limit("remind_most", "", 50, "%")
"""When a reminder goes out where the policy tab does not say."""
LEVEL_3_SHARE = Limit("level_3_share", "", 50, "%")
"""What is left of our own limits in an urgent case."""


@dataclass(frozen=True, slots=True)
class Clock:
    """A limit that runs between two moments of a case.

    Attributes:
        key: The key of its limit in the policy tab; ``promised`` has none there.
        name: What is to be done in time, in words.
        applies: Whether this case has the clock at all.
        start: When it starts.
        stop: When it was stopped; None while it runs.
        step: What stops it, told to the person we wait for.
        role: Whom we wait for.
        is_ours: Whether it limits a step of our own: it stands still while we wait for
            the customer, and is shorter in an urgent case. A promise is not.
    """

    key: str
    name: str
    applies: Callable[[Case], bool]
    start: Callable[[Case], datetime | None]
    stop: Callable[[Case], datetime | None]
    step: str
    role: str
    is_ours: bool = False


@dataclass(frozen=True, slots=True)
class Running:
    """One clock of one case.

    Attributes:
        clock: Which.
        limit: The limit it holds; None for a moment promised by a person.
        start: When it started.
        due: When it has to be stopped.
        stop: When it was stopped, or None.
    """

    clock: Clock
    limit: Limit | None
    start: datetime
    due: datetime
    stop: datetime | None = None

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


def _received(case: Case) -> datetime | None:
    return case.received


def _lives(case: Case) -> bool:
    return not case.is_dropped and not case.is_imported and not case.is_suspect


def _wants_reply(case: Case) -> bool:
    kinds = {FeedbackKind.COMPLAINT, FeedbackKind.QUESTION, FeedbackKind.COMPLIMENT}
    return _lives(case) and case.kind in kinds


def _is_suggestion(case: Case) -> bool:
    return _lives(case) and case.kind == FeedbackKind.SUGGESTION


def _finished(case: Case) -> datetime | None:
    entry = case.entry
    return entry.moment("handled_at") or entry.moment("closed_at")


PROMISES: tuple[Clock, ...] = (
    Clock(
        "k1",
        "tiếp nhận",
        _lives,
        _received,
        lambda case: case.entry.moment("taken_at"),
        "Cử người phụ trách: ghi tên vào cột Người phụ trách",
        Role.STAFF,
    ),
    Clock(
        "k2",
        "phúc đáp đầu tiên",
        _wants_reply,
        _received,
        lambda case: case.entry.moment("replied_at"),
        "Phúc đáp khách, rồi ghi Phúc đáp lúc",
        Role.STAFF,
    ),
    Clock(
        "kg_decide",
        "lãnh đạo quyết định góp ý",
        _is_suggestion,
        _received,
        lambda case: case.entry.moment("handled_at"),
        "Lãnh đạo chọn Quyết định góp ý và ghi tên Người quyết định",
        Role.DIRECTOR,
    ),
    Clock(
        "kg_reply",
        "trả lời góp ý",
        lambda case: _is_suggestion(case) and case.entry.has("handled_at"),
        lambda case: case.entry.moment("handled_at"),
        lambda case: case.entry.moment("replied_at"),
        "Báo cho khách quyết định của lãnh đạo, rồi ghi Phúc đáp lúc",
        Role.STAFF,
    ),
    Clock(
        "promised",
        "lời hẹn với khách",
        lambda case: not case.is_dropped and case.entry.has("promised_at"),
        _received,
        _finished,
        "Giải quyết xong việc đã hẹn với khách",
        Role.STAFF,
    ),
)
"""What the customer was promised; these run side by side, whatever the state."""


def promises(case: Case, office: Office) -> Iterator[Running]:
    """The promised clocks of a case that have started."""
    for clock in PROMISES:
        if clock.applies(case):
            running = wind(clock, case, office)
            if running is not None:
                yield running


def promised(office: Office, key: str, received: datetime) -> datetime | None:
    """Until when something is promised to a customer whose case came at a moment."""
    limit = office.procedure.limit(key, received.date())
    if limit is None or limit.unit not in UNITS:
        return None
    return office.worktime.due(received, limit.amount, limit.unit)


def wind(clock: Clock, case: Case, office: Office) -> Running | None:
    """Start a clock on a case; None where nothing limits it or it has not started."""
    start = clock.start(case)
    if clock.key == "promised":
        promised = case.entry.moment("promised_at")
        # an import has told a promised day from midnight already
        due = promised if case.is_imported else _end_of_day(promised, office)
        began = start or due
        return (
            Running(clock, None, began, due, clock.stop(case))
            if due and began
            else None
        )
    if start is None or case.received is None:
        return None
    limit = office.procedure.limit(clock.key, case.received.date())
    if limit is None or limit.unit not in UNITS:
        return None
    if clock.is_ours and case.is_urgent:
        limit = _urgent(limit, office.procedure.limit_or(LEVEL_3_SHARE, start.date()))
    waited = pauses(case) if clock.is_ours else ()
    due = office.worktime.due(start, limit.amount, limit.unit, pauses=waited)
    return Running(clock, limit, start, due, clock.stop(case))


def _end_of_day(promised: datetime | None, office: Office) -> datetime | None:
    """A day that was promised without an hour is kept until its work ends."""
    if promised is None or promised.time() != time.min:
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


def pauses(case: Case) -> tuple[tuple[datetime, datetime], ...]:
    """When the case waited for the customer's answer to a question of ours."""
    asked, answered = case.slip_moment("ask_at"), case.slip_moment("ask_answered_at")
    return ((asked, answered),) if asked and answered and asked < answered else ()
