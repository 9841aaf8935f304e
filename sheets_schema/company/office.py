"""The company behind the desk: its people, units, hours, lists and procedure."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from sheets_schema.company import authority
from sheets_schema.reading.typed import fold
from sheets_schema.words import Role
from sheets_schema.writing.kinds import THANKS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import date, datetime

    from sheets_schema.cells import Conditions
    from sheets_schema.company.authority import Authority
    from sheets_schema.entry import Entry
    from sheets_schema.finding import Finding
    from sheets_schema.procedure.policy import Procedure
    from sheets_schema.timing.worktime import WorkTime
    from sheets_schema.writing.kinds import LetterKind
    from sheets_schema.writing.letters import Template


@dataclass(frozen=True, slots=True)
class Company:
    """What the settings say of the company."""

    name: str
    unit: str
    hotline: str = ""
    email: str = ""
    address: str = ""


TITLES = (Role.GENERAL_DIRECTOR, Role.DIRECTOR, Role.HEAD, Role.UNIT_HEAD)
"""Roles that are titles, too; the highest that a person holds counts."""


@dataclass(frozen=True, slots=True)
class Person:
    """A line of the person tab."""

    name: str
    email: str = ""
    phone: str = ""
    unit: str = ""
    roles: tuple[str, ...] = ()
    area: str = ""
    deputy: str = ""
    away_from: date | None = None
    away_to: date | None = None

    @property
    def title(self) -> str:
        """By which a letter addresses them; empty for whoever leads nobody."""
        return next((role for role in TITLES if role in self.roles), "")

    def as_(self, role: str) -> Recipient:
        """Written to in a role, their own or that of somebody they stand in for."""
        return Recipient(self.name, self.email, role, self.title)

    def is_away(self, on: date) -> bool:
        """Whether the person is away on a day; an open end lasts."""
        begun = self.away_from is not None and self.away_from <= on
        return begun and (self.away_to is None or on <= self.away_to)


@dataclass(frozen=True, slots=True)
class Unit:
    """A line of the unit tab."""

    name: str
    head: str = ""
    deputy: str = ""
    email: str = ""


@dataclass(frozen=True, slots=True)
class Recipient:
    """Who a letter goes to.

    Attributes:
        name: Of the person, or of a mailbox.
        email: The address.
        role: In which role they get it; a deputy gets it in that of another.
        title: By which they are addressed themselves, or empty.
        organisation: A customer's, or empty.
    """

    name: str
    email: str
    role: str
    title: str = ""
    organisation: str = ""


NEEDED_ROLES = (Role.STAFF, Role.HEAD, Role.DIRECTOR, Role.GENERAL_DIRECTOR)
"""Roles that letters are written to; one that nobody holds is told (M1)."""


@dataclass(frozen=True)
class Office:
    """Everything a judgement needs to know that is not the case itself.

    Attributes:
        company: From the settings.
        conditions: The zone and the lists by which cells are read.
        people: Those who work here now.
        units: The departments.
        authority: Who may decide on what: the first line that fits.
        worktime: Working hours, days off and make-up days.
        procedure: Limits and switches.
        templates: The letters by their keys.
        problems: What is wrong in the settings tabs.
    """

    company: Company
    conditions: Conditions
    people: tuple[Person, ...]
    units: tuple[Unit, ...]
    authority: tuple[Authority, ...]
    worktime: WorkTime
    procedure: Procedure
    templates: Mapping[str, Template]
    problems: tuple[Finding, ...] = ()

    def thanks(self, kind: str) -> LetterKind | None:
        """The letter that tells a customer that a case of a kind has come in.

        None where there is none, or staff switched it off or lost it.
        """
        thanks = THANKS.get(kind)
        return thanks if thanks and self.template(thanks.key) else None

    def template(self, key: str) -> Template | None:
        """The template of a letter; None where staff switched it off or lost it."""
        template = self.templates.get(key)
        return template if template and template.on else None

    def person(self, name: str) -> Person | None:
        """The person of that name."""
        return next((one for one in self.people if one.name == name), None)

    def recipient(self, role: str, on: date) -> Recipient | None:
        """Who is written to for a role on a day.

        The person who holds it, or the deputy while away; else the head of the unit;
        else the company's address; else nobody.
        """
        for person in self.people:
            if role in person.roles:
                present = self._present(person, on)
                if present and present.email:
                    return present.as_(role)
        return self._head(role, on) or self._desk(role)

    def recipient_named(self, name: str, role: str, on: date) -> Recipient | None:
        """Who is written to for a person named in a cell: they, or a stand-in."""
        person = self.person(name)
        present = self._present(person, on) if person else None
        if present and present.email:
            return present.as_(role)
        return self.recipient(role, on)

    def unit_recipient(self, name: str, on: date) -> Recipient | None:
        """Who is written to for a department: its head, a stand-in, or its mailbox."""
        unit = next((one for one in self.units if one.name == name), None)
        if unit is None:
            return self.recipient(Role.UNIT_HEAD, on)
        if head := self._head_of(unit, on):
            return head.as_(Role.UNIT_HEAD)
        if unit.email:
            return Recipient(unit.name, unit.email, Role.UNIT)
        return self.recipient(Role.HEAD, on)

    def vacant(self) -> list[Role]:
        """The needed roles that nobody with an address holds (M1)."""
        return [
            role
            for role in NEEDED_ROLES
            if not any(person.email for person in self.holders(role))
        ]

    @property
    def own_unit(self) -> Unit | None:
        """The unit that the desk belongs to; None where the tab names no such one."""
        name = fold(self.company.unit)
        return next((one for one in self.units if fold(one.name) == name), None)

    def holders(self, role: str) -> tuple[Person, ...]:
        """Everybody who holds a role."""
        return tuple(person for person in self.people if role in person.roles)

    def acting(self, role: str, on: date) -> tuple[Person, ...]:
        """Everybody who may act in a role on a day.

        Who holds it, and the deputies of those who are away; where nobody holds it, the
        head of the unit.
        """
        holders = self.holders(role)
        if not holders:
            return tuple(self._stand_ins(on))[:1]
        present = (self._present(person, on) for person in holders)
        return tuple(dict.fromkeys((*holders, *filter(None, present))))

    def deciders(
        self,
        kinds: tuple[str, ...],
        severity: float | None,
        amount: float | None,
        on: date,
    ) -> tuple[str, ...]:
        """The roles that may decide on a remedy; none where no line of authority fits.

        The second stands in while nobody who holds the first is there.
        """
        line = authority.of_remedy(
            self.authority, kinds=kinds, severity=severity, amount=amount
        )
        if line is None:
            return ()
        there = any(self._present(one, on) for one in self.holders(line.decider))
        return (
            (line.decider,) if there or not line.deputy else (line.decider, line.deputy)
        )

    def _present(self, person: Person, on: date) -> Person | None:
        if not person.is_away(on):
            return person
        deputy = self.person(person.deputy)
        return deputy if deputy and not deputy.is_away(on) else None

    def _head(self, role: str, on: date) -> Recipient | None:
        """The head of the desk, standing in for a role."""
        head = next((one for one in self._stand_ins(on) if one.email), None)
        return head.as_(role) if head else None

    def _stand_ins(self, on: date) -> Iterator[Person]:
        """Who heads the desk: the head of its unit.

        Where the tab of units calls that unit otherwise, whoever has that role.
        """
        if self.own_unit:
            yield from self._heads(self.own_unit, on)
        by_role = (self._present(one, on) for one in self.holders(Role.HEAD))
        yield from filter(None, by_role)

    def _head_of(self, unit: Unit, on: date) -> Person | None:
        return next((one for one in self._heads(unit, on) if one.email), None)

    def _heads(self, unit: Unit, on: date) -> Iterator[Person]:
        """The head of a unit and the head's deputy, or who stands in for them."""
        for name in (unit.head, unit.deputy):
            person = self.person(name)
            present = self._present(person, on) if person else None
            if present:
                yield present

    def _desk(self, role: str) -> Recipient | None:
        if not self.company.email:
            return None
        return Recipient(self.company.unit, self.company.email, role)

    def at(self, now: datetime) -> Office:
        """The same office at a moment: a year later ``27.3`` is another day."""
        return replace(self, conditions=replace(self.conditions, today=now.date()))


def people(entries: Iterable[Entry]) -> tuple[Person, ...]:
    """The people of the person tab who still work here."""
    return tuple(
        Person(
            name=entry.text("name"),
            email=entry.text("email"),
            phone=entry.text("phone"),
            unit=entry.text("unit"),
            roles=entry.words("role"),
            area=entry.text("area"),
            deputy=entry.text("deputy"),
            away_from=entry.day("away_from"),
            away_to=entry.day("away_to"),
        )
        for entry in entries
        if entry.text("name") and entry.values.get("active") is not False
    )


def units(entries: Iterable[Entry]) -> tuple[Unit, ...]:
    """The departments of the unit tab."""
    return tuple(
        Unit(
            name=entry.text("name"),
            head=entry.text("head"),
            deputy=entry.text("deputy"),
            email=entry.text("email"),
        )
        for entry in entries
        if entry.text("name")
    )
