"""Conditions: what may be asked of a case, as values to compare, print and combine.

``says("f02.verdict", "Đúng") & ~filled("f02.decided_at") | allowed("agree_first")``.
A cell is named in full. A key that no tab has, a word that its list does not offer and
a line that no pack has are refused when the program starts.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import cache, cached_property
from itertools import chain
from typing import TYPE_CHECKING, Protocol

from sheets_schema.books.desk import DESK
from sheets_schema.cells import MOMENT, MONEY, NUMBER, YES
from sheets_schema.choices import LISTS
from sheets_schema.procedure.pack import UnknownWord
from sheets_schema.procedure.policy import LINES, SWITCH

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from sheets_schema.cells import Value
    from sheets_schema.columns import Column
    from sheets_schema.procedure.policy import Limit

ANY = "…"
"""Stands for anything that a cell can hold."""
SAID = {"Có": True, "Không": False}
"""What a cell of yes or no means, by the word that stands for it."""


class Subject(Protocol):
    """What goes its way through stages: a case, an action, a request."""

    @property
    def values(self) -> Mapping[str, Mapping[str, Value]]:
        """What its cells mean, by tab and key; nothing in a tab without a row of it."""

    def limit(self, key: str) -> Limit | None:
        """The limit or switch of the procedure in force on the day it came."""


@dataclass(frozen=True, slots=True)
class Facts:
    """A subject of cells alone.

    Attributes:
        values: What they mean, by tab and key.
        limit: What is in force.
    """

    values: Mapping[str, Mapping[str, Value]]
    limit: Callable[[str], Limit | None]

    def saying(self, cells: Mapping[str, Value]) -> Facts:
        """The same subject with some cells, named in full, saying something else."""
        values = {tab: dict(row) for tab, row in self.values.items()}
        for cell, said in cells.items():
            tab, _, key = cell.partition(".")
            values.setdefault(tab, {})[key] = said
        return Facts(values, self.limit)


@dataclass(frozen=True)
class Condition:
    """Something that is so of a subject, or is not; ``str`` says it in words."""

    @property
    def atoms(self) -> tuple[Condition, ...]:
        """The conditions out of which it is combined: itself where it is plain."""
        return tuple(chain.from_iterable(one.atoms for one in self._parts)) or (self,)

    @property
    def cells(self) -> frozenset[str]:
        """The full keys of the cells that it looks at."""
        return frozenset(self._cells).union(*(one.cells for one in self._parts))

    @property
    def lines(self) -> frozenset[str]:
        """The keys of the policy lines that it asks."""
        return frozenset(self._lines).union(*(one.lines for one in self._parts))

    @property
    def _parts(self) -> tuple[Condition, ...]:
        return ()

    @property
    def _cells(self) -> tuple[str, ...]:
        return ()

    @property
    def _lines(self) -> tuple[str, ...]:
        return ()

    def holds(self, subject: Subject) -> bool:
        """Whether it is so."""
        raise NotImplementedError

    def __and__(self, other: Condition) -> Condition:
        return Every((self, other))

    def __or__(self, other: Condition) -> Condition:
        return Some((self, other))

    def __invert__(self) -> Condition:
        return Not(self)


@cache
def place(cell: str) -> tuple[str, str]:
    """The tab of a full key, and the key in it."""
    tab, _, key = cell.partition(".")
    return tab, key


@cache
def column(cell: str) -> Column:
    """The column of a full key.

    Raises:
        UnknownWord: The desk book has no such tab or column.
    """
    tab, key = place(cell)
    if tab not in DESK.by_key or key not in DESK[tab].by_key:
        raise UnknownWord(cell, among="the cells of the desk book")
    return DESK[tab][key]


@dataclass(frozen=True)
class Filled(Condition):
    """Something readable stands in a cell."""

    cell: str

    def __post_init__(self) -> None:
        column(self.cell)

    @cached_property
    def _at(self) -> tuple[str, str]:
        return place(self.cell)

    @property
    def _cells(self) -> tuple[str, ...]:
        return (self.cell,)

    def holds(self, subject: Subject) -> bool:
        """Whether something stands there."""
        tab, key = self._at
        return subject.values[tab].get(key) is not None

    def __str__(self) -> str:
        return f"có {column(self.cell).heading}"


@dataclass(frozen=True)
class Says(Filled):
    """A cell says one of these words of its list; one with several choices, too."""

    words: tuple[str, ...]

    def __post_init__(self) -> None:
        kind = column(self.cell).kind
        offered = SAID if kind is YES else LISTS.get(kind.list, ())
        for word in self.words or ("",):
            if word not in offered:
                raise UnknownWord(word, among=self.cell)

    @cached_property
    def _meant(self) -> frozenset[Value]:
        is_yes = column(self.cell).kind is YES
        return frozenset(SAID[word] if is_yes else word for word in self.words)

    def holds(self, subject: Subject) -> bool:
        """Whether one of the words does."""
        tab, key = self._at
        value = subject.values[tab].get(key)
        if isinstance(value, tuple):
            return not self._meant.isdisjoint(value)
        return value in self._meant

    def __str__(self) -> str:
        words = " hoặc ".join(f"“{word}”" for word in self.words)
        return f"{column(self.cell).heading} là {words}"


@dataclass(frozen=True)
class Newer(Condition):
    """One moment is later than another; so it is not where either is empty."""

    cell: str
    than: str

    def __post_init__(self) -> None:
        for cell in (self.cell, self.than):
            if column(cell).kind.format != MOMENT.format:
                raise UnknownWord(cell, among="the cells that hold a moment")

    @property
    def _cells(self) -> tuple[str, ...]:
        return self.cell, self.than

    def holds(self, subject: Subject) -> bool:
        """Whether the first is later."""
        one, other = moment(subject, self.cell), moment(subject, self.than)
        return one is not None and other is not None and one > other

    def __str__(self) -> str:
        return f"{column(self.cell).heading} sau {column(self.than).heading}"


@dataclass(frozen=True)
class Allowed(Condition):
    """A switch of the procedure is on."""

    line: str

    def __post_init__(self) -> None:
        _check(self.line, of_switch=True)

    @property
    def _lines(self) -> tuple[str, ...]:
        return (self.line,)

    def holds(self, subject: Subject) -> bool:
        """Whether the switch is on."""
        limit = subject.limit(self.line)
        return limit is not None and limit.is_on

    def __str__(self) -> str:
        return f"quy định “{LINES[self.line].name}” là Có"


@dataclass(frozen=True)
class Reaches(Condition):
    """A number in a cell is as high as a limit of the procedure, if it sets one."""

    cell: str
    line: str

    def __post_init__(self) -> None:
        _check(self.line, of_switch=False)
        if column(self.cell).kind not in {NUMBER, MONEY}:
            raise UnknownWord(self.cell, among="the cells that hold a number")

    @property
    def _cells(self) -> tuple[str, ...]:
        return (self.cell,)

    @property
    def _lines(self) -> tuple[str, ...]:
        return (self.line,)

    def holds(self, subject: Subject) -> bool:
        """Whether the number is as high."""
        number, limit = value(subject, self.cell), subject.limit(self.line)
        if isinstance(number, bool) or not isinstance(number, int | float):
            return False
        return limit is not None and number >= limit.amount

    def __str__(self) -> str:
        name = LINES[self.line].name
        return f"{column(self.cell).heading} đạt mức của quy định “{name}”"


@dataclass(frozen=True)
class Every(Condition):
    """All of these hold; without any it always does."""

    of: tuple[Condition, ...] = ()

    @property
    def _parts(self) -> tuple[Condition, ...]:
        return self.of

    def holds(self, subject: Subject) -> bool:
        """Whether all hold."""
        for one in self.of:  # noqa: SIM110 - half the time of all() with a generator
            if not one.holds(subject):
                return False
        return True

    def __str__(self) -> str:
        return " và ".join(map(_inner, self.of)) or "mọi trường hợp"


@dataclass(frozen=True)
class Some(Condition):
    """At least one of these holds; without any it never does."""

    of: tuple[Condition, ...] = ()

    @property
    def _parts(self) -> tuple[Condition, ...]:
        return self.of

    def holds(self, subject: Subject) -> bool:
        """Whether one holds."""
        for one in self.of:  # noqa: SIM110 - as above
            if one.holds(subject):
                return True
        return False

    def __str__(self) -> str:
        return " hoặc ".join(map(_inner, self.of)) or "không trường hợp nào"


@dataclass(frozen=True)
class Not(Condition):
    """Something does not hold."""

    of: Condition

    @property
    def _parts(self) -> tuple[Condition, ...]:
        return (self.of,)

    def holds(self, subject: Subject) -> bool:
        """Whether it does not."""
        return not self.of.holds(subject)

    def __str__(self) -> str:
        if type(self.of) is Filled:
            return f"chưa {self.of}"
        return f"không phải {_inner(self.of)}"


def _inner(one: Condition) -> str:
    return f"({one})" if isinstance(one, Every | Some) else str(one)


ALWAYS = Every()


def filled(cell: str) -> Condition:
    """Something readable stands in a cell."""
    return Filled(cell)


def says(cell: str, *words: str) -> Condition:
    """A cell says one of these words of its list."""
    return Says(cell, tuple(map(str, words)))


def newer(cell: str, *, than: str) -> Condition:
    """One moment is later than another."""
    return Newer(cell, than)


def allowed(line: str) -> Condition:
    """A switch of the procedure is on."""
    return Allowed(line)


def reaches(cell: str, *, line: str) -> Condition:
    """A number is as high as a limit of the procedure."""
    return Reaches(cell, line)


def value(subject: Subject, cell: str) -> Value:
    """What a cell means; None where it is empty."""
    tab, key = place(cell)
    return subject.values[tab].get(key)


def moment(subject: Subject, *cells: str) -> datetime | None:
    """The moment of the first of these cells that holds one."""
    for cell in cells:
        tab, key = place(cell)
        found = subject.values[tab].get(key)
        if isinstance(found, datetime):
            return found
    return None


def _check(line: str, *, of_switch: bool) -> None:
    if line not in LINES or (LINES[line].unit == SWITCH) is not of_switch:
        raise UnknownWord(line, among="the switches" if of_switch else "the limits")
