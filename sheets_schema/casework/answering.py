"""Answering: who has to take the next step of a case; cells and letters follow."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sheets_schema.procedure.stages import CUSTOMER
from sheets_schema.words import Role

if TYPE_CHECKING:
    from datetime import date

    from sheets_schema.casework.case import Case
    from sheets_schema.company.office import Office, Recipient


@dataclass(frozen=True, slots=True)
class Answerer:
    """Who answers for a step: a person, a unit, the customer, or whoever has a role.

    Attributes:
        role: The role that is waited for; empty where nobody is.
        person: Who is named in the row for it; empty where nobody is. Of a step of the
            customer's that is whoever looks after the case meanwhile.
        unit: Which unit is named on the slip for it, or empty.
    """

    role: str
    person: str = ""
    unit: str = ""

    def name(self, office: Office) -> str:
        """Whom a cell names (M46); empty where nobody is waited for."""
        if not self.role or self.role == CUSTOMER:
            return self.role
        holder = next(iter(office.holders(self.role)), None)
        return self.person or self.unit or (holder.name if holder else self.role)

    def recipient(self, office: Office, on: date) -> Recipient | None:
        """Who is written to on a day; None where nobody can be found."""
        if self.person:
            return office.recipient_named(self.person, Role.STAFF, on)
        if self.unit:
            return office.unit_recipient(self.unit, on)
        return office.recipient(self.role, on)


def answerer(case: Case, role: str) -> Answerer:
    """Who answers for a step of a role: by name where the books name somebody."""
    if role in {Role.STAFF, CUSTOMER}:
        return Answerer(role, person=case.entry.text("owner"))
    if role == Role.UNIT:
        return Answerer(role, unit=case.on_slip("lead_unit"))
    return Answerer(role)
