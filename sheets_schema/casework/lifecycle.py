"""From the facts of a case to a verdict: its state, its clocks, and how it stands.

What stages there are is said in a table (`sheets_schema.procedure.course`).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from sheets_schema.casework.clocks import promises, wind
from sheets_schema.procedure.course import CASE
from sheets_schema.procedure.stages import CUSTOMER
from sheets_schema.words import Flag, Kept

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from sheets_schema.casework.clocks import Running, Timed
    from sheets_schema.company.office import Office
    from sheets_schema.procedure.conditions import Subject
    from sheets_schema.procedure.stages import Course, Stage


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the desk says of a case at a moment.

    Attributes:
        stage: The stage it is in.
        status: The state's name.
        step: What comes next.
        role: Whom we wait for.
        next: The clock that has to be stopped first, or None.
        flag: The word and sign that a filter can rely on.
        kept: Whether the promises were kept, once that is certain; else empty.
        running: The clocks that still run.
        promised: What the customer was promised, kept or still to keep.
        lacks: Why cells that were filled do not count, by their full keys.
    """

    stage: Stage
    status: str
    step: str
    role: str
    next: Running | None
    flag: Flag
    kept: str
    running: tuple[Running, ...]
    promised: tuple[Running, ...]
    lacks: tuple[tuple[str, str], ...]

    def uncounted(self, tab: str) -> list[str]:
        """Why cells of a tab do not count, one sentence each."""
        return [why for cell, why in self.lacks if cell.startswith(f"{tab}.")]

    @property
    def due(self) -> datetime | None:
        """The moment by which the next step has to be done."""
        return self.next.due if self.next else None


def judge(
    subject: Timed, office: Office, *, now: datetime, course: Course = CASE
) -> Verdict:
    """What the facts of a case come to at a moment.

    Args:
        subject: The case, or what else goes its way.
        office: The company.
        now: The moment.
        course: The stages and promises by which it is judged.
    """
    stage = course.stage(subject)
    promised = tuple(promises(subject, office, course.promises))
    running = tuple(_running(subject, stage, promised, office))
    first = min(running, key=lambda one: one.due, default=None)
    says = first.clock if first else stage
    return Verdict(
        stage,
        stage.status,
        says.step,
        says.role,
        first,
        _flag(stage, first, office, now),
        _kept(promised, now=now, over=stage.is_end),
        running,
        promised,
        tuple(_lacks(subject, office, now, course)),
    )


def own(verdict: Verdict, office: Office, *, now: datetime) -> Verdict:
    """What the desk says of the slip alone: its own step, person and clock.

    Promises to the customer stand in the register, where the one due first is shown. A
    slip of which nothing is asked yet, or any more, says what the register says.
    """
    stage = verdict.stage
    if not any(cell.startswith("f02.") for cell in stage.asks):
        return verdict
    running = tuple(one for one in verdict.running if one.clock in stage.clocks)
    first = min(running, key=lambda one: one.due, default=None)
    says = first.clock if first else stage
    return replace(
        verdict,
        step=says.step,
        role=says.role,
        next=first,
        flag=_flag(stage, first, office, now),
        running=running,
    )


def _lacks(
    subject: Subject, office: Office, now: datetime, course: Course
) -> Iterator[tuple[str, str]]:
    for gate in course.gates:
        if why := gate.lack(subject, office, now):
            yield gate.cell, why


def _running(
    subject: Timed, stage: Stage, promised: tuple[Running, ...], office: Office
) -> Iterator[Running]:
    """The clocks that somebody still has to stop; none in a finished case."""
    if stage.is_end:
        return
    yield from (one for one in promised if one.stop is None)
    for clock in stage.clocks:
        own = wind(clock, subject, office) if clock.when.holds(subject) else None
        if own is not None and own.stop is None:
            yield own


def _flag(stage: Stage, first: Running | None, office: Office, now: datetime) -> Flag:
    if stage.is_end:
        return Flag.CLOSED
    if first and first.has_come(now):
        return Flag.LATE
    if stage.role == CUSTOMER:
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
