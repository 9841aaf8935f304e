"""Gates: what counts only with what stands beside it, and what a row has to hold."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sheets_schema.procedure.conditions import (
    ALWAYS,
    Condition,
    Facts,
    column,
    filled,
    moment,
    value,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import datetime

    from sheets_schema.procedure.conditions import Subject


@dataclass(frozen=True, slots=True)
class Requirement:
    """What a complete row holds.

    Attributes:
        cells: One of these has to be filled.
        when: Of which rows it is asked.
    """

    cells: tuple[str, ...]
    when: Condition = ALWAYS

    def __post_init__(self) -> None:
        for cell in self.cells:
            column(cell)

    @property
    def words(self) -> str:
        """The headings, as the sentence about what lacks says them."""
        return " hoặc ".join(column(cell).heading for cell in self.cells)


@dataclass(frozen=True, slots=True)
class Stamp:
    """A moment that the desk sets once.

    Attributes:
        cell: Where.
        when: What has to be so.
        at: The cell whose moment it is; empty for the moment of the review.
    """

    cell: str
    when: Condition
    at: str = ""

    def __post_init__(self) -> None:
        for cell in (self.cell, *filter(None, [self.at])):
            column(cell)

    @property
    def tab(self) -> str:
        """The key of its tab."""
        return self.cell.partition(".")[0]

    @property
    def key(self) -> str:
        """Its key in the tab."""
        return self.cell.partition(".")[2]


def earned(
    stamps: Iterable[Stamp], subject: Subject, *, now: datetime
) -> dict[str, datetime]:
    """The stamps that a subject has earned and does not carry yet, by full key.

    The first line of a cell that holds says whether it has a moment. A line may hang
    on a stamp that stands before it.
    """
    facts, settled = Facts(subject.values, subject.limit), set[str]()
    found: dict[str, datetime] = {}
    for stamp in stamps:
        if stamp.cell in settled or value(facts, stamp.cell) is not None:
            continue
        if stamp.when.holds(facts):
            settled.add(stamp.cell)
            at = moment(facts, stamp.at) if stamp.at else now
            if at is not None:
                found[stamp.cell] = at
                facts = facts.saying({stamp.cell: at})
    return found


@dataclass(frozen=True, slots=True)
class Beside:
    """Another cell has to be filled."""

    cell: str

    def __post_init__(self) -> None:
        column(self.cell)


@dataclass(frozen=True, slots=True)
class Gate:
    """A cell that counts only with what stands beside it.

    Attributes:
        cell: What is to count.
        needs: What it takes.
    """

    cell: str
    needs: tuple[Beside, ...]

    @property
    def opens(self) -> Condition:
        """When what it says counts."""
        found = filled(self.cell)
        for need in self.needs:
            found &= filled(need.cell)
        return found

    @property
    def requirements(self) -> Iterator[Requirement]:
        """What a row has to hold beside it."""
        for need in self.needs:
            yield Requirement((need.cell,), filled(self.cell))
