"""Gates: what counts only with what stands beside it, and what a row has to hold."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from sheets_schema.procedure.conditions import (
    ALWAYS,
    Condition,
    Facts,
    column,
    filled,
    moment,
    newer,
    value,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from datetime import date, datetime

    from sheets_schema.cells import Value
    from sheets_schema.company.office import Office
    from sheets_schema.procedure.conditions import Subject
    from sheets_schema.procedure.stages import Clock


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
class Beside:
    """Another cell has to be filled, with whatever it is."""

    cell: str

    def __post_init__(self) -> None:
        column(self.cell)


@dataclass(frozen=True, slots=True)
class OfRole(Beside):
    """Another cell has to name somebody who may act in one of these roles."""

    roles: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ByAuthority(Beside):
    """Another cell has to name somebody who may decide on the remedy.

    Attributes:
        kinds: The cell with the kinds of remedy.
        severity: The cell with the level.
        amount: The cell with what it costs.
    """

    kinds: str
    severity: str
    amount: str

    def __post_init__(self) -> None:
        for cell in (self.cell, self.kinds, self.severity, self.amount):
            column(cell)


@dataclass(frozen=True, slots=True)
class Another(Beside):
    """Another cell has to name another person than these cells do."""

    than: tuple[str, ...]

    def __post_init__(self) -> None:
        for cell in (self.cell, *self.than):
            column(cell)


@dataclass(frozen=True, slots=True)
class Holds:
    """Something else has to be so.

    Attributes:
        condition: What.
        lack: What is told where it is not, a clause.
    """

    condition: Condition
    lack: str


Need: TypeAlias = Beside | Holds
"""One thing that a cell needs beside it to count."""


def later(cell: str, *, than: str) -> Holds:
    """A moment has to be later than another."""
    lack = f"{column(cell).heading} phải sau {column(than).heading}"
    return Holds(newer(cell, than=than), lack)


def level(severity: Value) -> float | None:
    """The number with which a level begins: 3 of ``3 Khẩn cấp``."""
    first = str(severity or "")[:1]
    return float(first) if first.isdigit() else None


def objection(need: Need, subject: Subject, office: Office, now: datetime) -> str:
    """What is wrong with what stands there, a clause; empty where nothing is."""
    match need:
        case OfRole(cell=cell, roles=roles):
            return _may_not(str(value(subject, cell)), roles, office, now.date())
        case ByAuthority(cell=cell):
            roles = _deciders(need, subject, office, now)
            name = str(value(subject, cell))
            on = now.date()
            return _may_not(name, roles, office, on) if roles else _NO_LINE
        case Another(cell=cell, than=others):
            return _twice(subject, cell, others)
        case Holds(condition=condition, lack=lack):
            return "" if condition.holds(subject) else lack
        case _:
            return ""


_NO_LINE = "tab Thẩm quyền không có dòng nào khớp"


def _deciders(
    need: ByAuthority, subject: Subject, office: Office, now: datetime
) -> tuple[str, ...]:
    chosen, amount = value(subject, need.kinds), value(subject, need.amount)
    return office.deciders(
        chosen if isinstance(chosen, tuple) else (),
        level(value(subject, need.severity)),
        float(amount) if isinstance(amount, int | float) else None,
        now.date(),
    )


def _twice(subject: Subject, cell: str, others: Iterable[str]) -> str:
    name = value(subject, cell)
    for other in others:
        if value(subject, other) == name:
            return f"{name} cũng là {column(other).heading}, cần một người khác"
    return ""


def _may_not(name: str, roles: tuple[str, ...], office: Office, on: date) -> str:
    """Why a name does not count, and whose would."""
    others = dict.fromkeys(it.name for role in roles for it in office.acting(role, on))
    if name in others:
        return ""
    wanted = f", cần tên của {' hoặc '.join(others)}" if others else ""
    return f"{name} không giữ vai trò {' hoặc '.join(roles)}{wanted}"


@dataclass(frozen=True, slots=True)
class Gate:
    """A cell that counts only with what stands beside it.

    Attributes:
        cell: What is to count.
        needs: What it takes.
        when: Of which cases, and of which words of the cell, so much is asked.
    """

    cell: str
    needs: tuple[Need, ...]
    when: Condition = ALWAYS

    def __post_init__(self) -> None:
        column(self.cell)

    def counts(self, subject: Subject, office: Office, now: datetime) -> bool:
        """Whether what the cell says counts."""
        return self.is_whole(subject) and not any(self._told(subject, office, now))

    def is_whole(self, subject: Subject) -> bool:
        """Whether it says something, and everything beside it is filled."""
        if value(subject, self.cell) is None:
            return False
        beside = self.beside if self.when.holds(subject) else ()
        return all(value(subject, cell) is not None for cell in beside)

    def lack(self, subject: Subject, office: Office, now: datetime) -> str:
        """Why what the cell says does not count, one sentence; empty where it does.

        A cell that is empty beside it is no objection: rows are told of those by their
        `requirements`.
        """
        if not self.is_whole(subject):
            return ""
        told = "; ".join(filter(None, self._told(subject, office, now)))
        said = f"{column(self.cell).heading} “{value(subject, self.cell)}”"
        return f"{said} chưa được tính: {told}." if told else ""

    @property
    def beside(self) -> tuple[str, ...]:
        """The cells that have to be filled beside it."""
        cells = (need.cell for need in self.needs if isinstance(need, Beside))
        return tuple(dict.fromkeys(cells))

    @property
    def requirements(self) -> Iterator[Requirement]:
        """What a row has to hold beside it."""
        for cell in self.beside:
            yield Requirement((cell,), filled(self.cell) & self.when)

    def _told(self, subject: Subject, office: Office, now: datetime) -> Iterator[str]:
        if self.when.holds(subject):
            for need in self.needs:
                yield objection(need, subject, office, now)


@dataclass(frozen=True, slots=True)
class Stamp:
    """A moment that the desk sets once.

    Attributes:
        cell: Where.
        when: What has to be so.
        gate: What has to count; None where nothing does.
        at: The cell whose moment it is; empty for the moment of the review. When that
            cell comes to hold another moment, the stamp follows.
        after: The clock at whose end it is set, if nobody stopped that in time; None
            for a stamp that no clock sets.
        of: The cell in the same row whose newest value it dates: when that cell comes
            to say something else, the stamp falls, and may be earned anew. Empty for a
            stamp that stays.
    """

    cell: str
    when: Condition = ALWAYS
    gate: Gate | None = None
    at: str = ""
    after: Clock | None = None
    of: str = ""

    def __post_init__(self) -> None:
        for cell in (self.cell, *filter(None, [self.at, self.of])):
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
    stamps: Iterable[Stamp],
    subject: Subject,
    counts: Callable[[Gate, Subject], bool],
    *,
    now: datetime,
    ran_out: Callable[[Clock], datetime | None] = lambda _: None,
) -> dict[str, datetime]:
    """The stamps that a subject has earned and does not carry yet, by full key.

    The first line of a cell that holds says whether it has a moment. A line may hang
    on a stamp that stands before it.

    Args:
        stamps: Those that may be earned.
        subject: By whose cells.
        counts: Whether what a gate guards counts.
        now: The moment of stamps that have none of their own.
        ran_out: When a clock ended that nobody stopped in time; None where none did.
    """
    facts, settled = Facts(subject.values, subject.limit), set[str]()
    found: dict[str, datetime] = {}
    for stamp in stamps:
        if stamp.cell in settled or value(facts, stamp.cell) is not None:
            continue
        if stamp.when.holds(facts):
            settled.add(stamp.cell)
            at = _moment(stamp, facts, now, ran_out)
            if at and (stamp.gate is None or counts(stamp.gate, facts)):
                found[stamp.cell] = at
                facts = facts.saying({stamp.cell: at})
    return found


def _moment(
    stamp: Stamp,
    facts: Facts,
    now: datetime,
    ran_out: Callable[[Clock], datetime | None],
) -> datetime | None:
    if stamp.after:
        return ran_out(stamp.after)
    return moment(facts, stamp.at) if stamp.at else now
