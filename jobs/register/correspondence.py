"""Correspondence: which letters a case calls for at a moment, filled and addressed."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from jobs.register import places
from sheets_schema.casework import reminders
from sheets_schema.casework.reminders import Step
from sheets_schema.company.office import Recipient
from sheets_schema.words import Flag, Role
from sheets_schema.writing import gathering, kinds
from sheets_schema.writing.kinds import Audience
from sync.durable.letters import State

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import datetime

    from sheets_schema.casework.clocks import Running
    from sheets_schema.casework.judged import Judged
    from sheets_schema.company.office import Office
    from sheets_schema.writing.kinds import LetterKind
    from sheets_schema.writing.letter import Letter
    from sync.durable.letters import Outcome


def wanted(one: Judged, office: Office, now: datetime) -> Iterator[Letter]:
    """Every letter that a case calls for now; the ledger sends each key once.

    Nothing is written about a case that has no number in the sheet yet, that somebody
    may still be typing, or that came from an older register; of one that waits for a
    look only staff hear.
    """
    pen = _Pen(office, now)
    if _is_held(one):
        return pen.held(one)
    return pen.about(one) if _is_ready(one) else iter(())


def soon(
    cases: Iterable[Judged],
    office: Office,
    heaviest: Mapping[str, int],
    *,
    now: datetime,
) -> list[Letter]:
    """What people who are written to now would be written to about within the hour.

    It lies ready for the letter that goes now, which names it.

    Args:
        cases: All of them.
        office: The company.
        heaviest: By mailbox, the weight of the letter that goes now: a lighter one does
            not speak for a graver one.
        now: The moment.
    """
    pen = _Pen(office, now)
    found = (letter for one in cases if _is_ready(one) for letter in pen.coming(one))
    return [
        letter
        for letter in found
        if kinds.of(letter.template).weight
        <= heaviest.get(letter.to_address.lower(), 0)
    ]


def _is_in_sheet(one: Judged) -> bool:
    return one.row.get("code") == one.case.code or not one.stands


def _is_held(one: Judged) -> bool:
    """Whether it waits for a person to look at it first."""
    case = one.case
    over = case.is_imported or case.is_dropped
    return case.is_suspect and not over and _is_in_sheet(one)


def _is_ready(one: Judged) -> bool:
    case = one.case
    apart = (
        case.is_imported
        or case.is_suspect
        or case.is_dropped
        or case.is_doubted
        or one.neighbours.twin
    )
    return _is_in_sheet(one) and one.is_steady and bool(case.kind) and not apart


def once_a_day(letters: Iterable[Letter], today: Iterable[Outcome]) -> list[Letter]:
    """Of reminders of one kind a person gets one a case and day.

    Args:
        letters: What the cases call for.
        today: What the ledger has queued since midnight; its own keys stay.
    """
    told = {_matter(one): one.key for one in today if one.state != State.DROPPED}
    return [
        letter
        for letter in letters
        if not letter.droppable or told.get(_matter(letter), letter.key) == letter.key
    ]


def _matter(letter: Letter | Outcome) -> tuple[str, str, str]:
    return letter.template, letter.ref, letter.to_address


@dataclass(frozen=True)
class _Pen:
    """Writes letters of one moment in one office."""

    office: Office
    now: datetime

    def about(self, one: Judged) -> Iterator[Letter]:
        """The acknowledgement, the news of an arrival, and the reminder of the hour."""
        yield from filter(None, self._called_for(one))

    def held(self, one: Judged) -> Iterator[Letter]:
        """The news of a message that waits for a look."""
        to = self.office.recipient(Role.STAFF, self.now.date())
        yield from filter(None, [self._inside(kinds.N01, "new", one, None, to)])

    def _called_for(self, one: Judged) -> Iterator[Letter | None]:
        yield self._thanks(one)
        if one.verdict.flag == Flag.CLOSED:
            return
        if not one.case.is_taken:
            to = self.office.recipient(Role.STAFF, self.now.date())
            yield self._inside(kinds.N01, "new", one, None, to)
        if letter := one.verdict.stage.letter:
            step = Step("stage", kinds.of(letter))
            yield from self.climbed(step, one, one.verdict.next)
        if one.verdict.next is not None:
            yield from self._reminders(one, one.verdict.next)

    def _thanks(self, one: Judged) -> Letter | None:
        """The acknowledgement, in the customer's language (M13)."""
        case, entry = one.case, one.case.entry
        kind = self.office.thanks(case.kind)
        if kind is None or not entry.has("email") or entry.has("replied_at"):
            return None
        name, address = entry.text("name"), entry.text("email")
        to = Recipient(name, address, Audience.CUSTOMER, organisation=entry.text("org"))
        lang = self.office.templates[kind.key].spoken(places.language(case))
        said = places.of_customer(one, self.office, lang, self.now)
        return kinds.write(kind, to, said, office=self.office, lang=lang, ref=case.code)

    def _reminders(self, one: Judged, running: Running) -> Iterator[Letter | None]:
        """What the stair of reminders calls for, of the clock that is due first."""
        step = reminders.step(running, one.case, self.office, self.now)
        if step is not None:
            yield from self.climbed(step, one, running)

    def coming(self, one: Judged) -> Iterator[Letter]:
        """What the stair will call for within the hour."""
        running, until = one.verdict.next, self.now + gathering.AHEAD
        if one.verdict.flag == Flag.CLOSED or running is None:
            return
        steps = reminders.coming(
            running, one.case, self.office, now=self.now, until=until
        )
        for at, step in steps:
            then = replace(self, now=at)
            hours = step.kind.hours(self.office.worktime, is_urgent=one.case.is_urgent)
            if hours.next_open(at) > at:
                continue
            for letter in filter(None, then.climbed(step, one, running)):
                line = places.line(one, running)
                yield replace(letter, subject=line, not_before=at)

    def climbed(
        self, step: Step, one: Judged, running: Running | None
    ) -> Iterator[Letter | None]:
        """What a step of the stair calls for."""
        for reader, to in reminders.recipients(
            step, one.case, one.verdict, self.office, self.now
        ):
            asked = step.kind.asks.get(reader, "")
            yield self._inside(step.kind, step.key, one, running, to, asked=asked)

    def _inside(
        self,
        kind: LetterKind,
        step: str,
        one: Judged,
        running: Running | None,
        to: Recipient | None,
        *,
        asked: str = "",
    ) -> Letter | None:
        """A letter inside the company; one that waits where nobody can be found."""
        return kinds.write(
            kind,
            to or Recipient("", "", one.verdict.role),
            {**places.of_staff(one, running, self.office), "de_nghi": asked},
            office=self.office,
            is_urgent=one.case.is_urgent,
            ref=one.case.code,
            clock=running.clock.key if running else "",
            due=f"{running.due:%Y%m%d%H%M}" if running else "",
            step=step,
        )
