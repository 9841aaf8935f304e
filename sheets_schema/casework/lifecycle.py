"""From the facts of a case to a verdict: its state, its clocks, and how it stands.

What states there are is said in a table of rules (`sheets_schema.casework.states`).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from sheets_schema.casework.clocks import Clock, promises, wind
from sheets_schema.casework.states import CUSTOMER, RULES, Rule
from sheets_schema.words import Flag, Kept

if TYPE_CHECKING:
    from datetime import datetime

    from sheets_schema.casework.case import Case
    from sheets_schema.casework.clocks import Running
    from sheets_schema.company.office import Office
    from sheets_schema.words import Status

__all__ = ["CUSTOMER", "RULES", "Rule", "Verdict", "judge"]


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the desk says of a case at a moment.

    Attributes:
        rule: The rule that holds.
        status: The state's name.
        step: What comes next.
        role: Whom we wait for.
        next: The clock that has to be stopped first, or None.
        flag: The word and sign that a filter can rely on.
        kept: Whether the promises were kept, once that is certain; else empty.
        running: The clocks that still run.
        promised: What the customer was promised, kept or still to keep.
    """

    rule: Rule
    status: Status
    step: str
    role: str
    next: Running | None
    flag: Flag
    kept: str
    running: tuple[Running, ...]
    promised: tuple[Running, ...]

    @property
    def due(self) -> datetime | None:
        """The moment by which the next step has to be done."""
        return self.next.due if self.next else None


def judge(case: Case, office: Office, *, now: datetime) -> Verdict:
    """What the facts of a case come to at a moment."""
    rule = next(rule for rule in RULES if rule.when(case))
    promised = tuple(promises(case, office))
    running = _running(case, rule, promised, office)
    first = min(running, key=lambda one: one.due, default=None)
    step, role = (
        (first.clock.step, first.clock.role) if first else (rule.step, rule.role)
    )
    return Verdict(
        rule,
        rule.status,
        step,
        role,
        first,
        _flag(case, rule, first, office, now),
        _kept(promised, now=now, over=case.is_finished),
        running,
        promised,
    )


def _running(
    case: Case, rule: Rule, promised: tuple[Running, ...], office: Office
) -> tuple[Running, ...]:
    """The clocks that somebody still has to stop; none in a finished case."""
    if case.is_finished:
        return ()
    running = [one for one in promised if one.stop is None]
    own = wind(_clock_of(rule), case, office) if rule.clock else None
    return (*running, own) if own else tuple(running)


@cache
def _clock_of(rule: Rule) -> Clock:
    """The clock of a state: it stops when the state is left, and waits with us."""
    return Clock(
        rule.clock,
        rule.status,
        applies=lambda _: True,
        start=rule.since,
        stop=lambda _: None,
        step=rule.step,
        role=rule.role,
        is_ours=True,
    )


def _flag(
    case: Case, rule: Rule, first: Running | None, office: Office, now: datetime
) -> Flag:
    if case.is_finished:
        return Flag.CLOSED
    if first and now > first.due:
        return Flag.LATE
    if rule.role == CUSTOMER:
        return Flag.PAUSED
    if first and now >= first.reminder(office):
        return Flag.SOON
    return Flag.ON_TIME


def _kept(promised: tuple[Running, ...], *, now: datetime, over: bool) -> str:
    """Late as soon as one promise is broken; kept once all are stopped in time."""
    if any(one.is_late(now) for one in promised):
        return Kept.BROKEN
    settled = promised and all(one.stop for one in promised)
    return Kept.KEPT if settled and over else ""
