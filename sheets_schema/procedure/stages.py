"""Stages: where a case stands, what moves it on, and the clocks that run meanwhile.

A table of stages is read from the top and the first one that holds wins, so the end of
a case stands above its beginning.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from itertools import chain
from typing import TYPE_CHECKING

from sheets_schema.procedure.conditions import ALWAYS, Condition, column
from sheets_schema.procedure.pack import UnknownWord
from sheets_schema.procedure.policy import SPANS
from sheets_schema.writing.kinds import KINDS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from sheets_schema.procedure.conditions import Subject
    from sheets_schema.procedure.gates import Gate, Requirement, Stamp

CUSTOMER = "Khách hàng"
NOBODY = ""


@dataclass(frozen=True, slots=True)
class Clock:
    """A limit that runs between two moments of a case.

    Attributes:
        key: The key of its limit in the policy tab; with ``due`` a name of its own.
        since: The cells from whose moment it runs: the first that holds one.
        until: The cells whose moment stops it; without any it stops with its stage.
        due: The cell in which people type its end, for a clock without a limit.
        when: Whether a case has the clock at all.
        asks: The cells that people fill to stop it.
        name: What is to be done in time; that and the next two are its stage's, unless
            said.
        step: What stops it, told to the person we wait for.
        role: Whom we wait for.
        is_ours: Whether it limits a step of our own: it stands still while we wait for
            the customer, and is shorter in an urgent case. A promise is not.

    Raises:
        UnknownWord: No tab has such a cell, or the limit is not one of time.
    """

    key: str
    since: tuple[str, ...]
    until: tuple[str, ...] = ()
    due: str = ""
    when: Condition = ALWAYS
    asks: tuple[str, ...] = ()
    name: str = ""
    step: str = ""
    role: str = NOBODY
    is_ours: bool = True

    def __post_init__(self) -> None:
        for cell in (*self.since, *self.until, *self.asks, *filter(None, [self.due])):
            column(cell)
        if not self.due and self.key not in SPANS:
            raise UnknownWord(self.key, among="the limits of time")


@dataclass(frozen=True, slots=True)
class Stage:
    """One line of the table.

    Attributes:
        status: The state's name in the register.
        when: Whether a case is in it, given that no line above holds.
        step: What comes next, one sentence for the person we wait for.
        role: Whom we wait for; empty when nobody.
        clocks: The limits that hold while a case is in it.
        asks: The cells that are to be filled now, and move it on.
        may: Cells that lead another way, if people fill them.
        letter: The key of the kind of letter that goes out once a case is in it.

    Raises:
        UnknownWord: No tab has such a cell, or there is no such letter.
    """

    status: str
    when: Condition
    step: str = ""
    role: str = NOBODY
    clocks: tuple[Clock, ...] = ()
    asks: tuple[str, ...] = ()
    may: tuple[str, ...] = ()
    letter: str = ""

    def __post_init__(self) -> None:
        for cell in (*self.asks, *self.may):
            column(cell)
        if self.letter and self.letter not in KINDS:
            raise UnknownWord(self.letter, among="the letters")
        own = tuple(map(self._named, self.clocks))
        object.__setattr__(self, "clocks", own)

    def _named(self, clock: Clock) -> Clock:
        return replace(
            clock,
            name=clock.name or self.status,
            step=clock.step or self.step,
            role=clock.role or self.role,
        )

    @property
    def is_end(self) -> bool:
        """Whether nothing is left to do."""
        return not self.step


@dataclass(frozen=True)
class Course:
    """The way of a case, an action or a request, as the written procedure has it.

    Attributes:
        stages: From the end to the beginning; one always holds.
        promises: Clocks that run beside the stages.
        gates: What counts only with what stands beside it.
        stamps: Moments set once, each after those on which it hangs.
        requirements: What a complete row holds.
        begins: The cells with which rows begin, and what they say.
    """

    stages: tuple[Stage, ...]
    promises: tuple[Clock, ...] = ()
    gates: tuple[Gate, ...] = ()
    stamps: tuple[Stamp, ...] = ()
    requirements: tuple[Requirement, ...] = ()
    begins: tuple[Mapping[str, str], ...] = ({},)

    def stage(self, subject: Subject) -> Stage:
        """The first stage that holds."""
        for stage in self.stages:
            if stage.when.holds(subject):
                return stage
        raise LookupError(subject)

    @cached_property
    def conditions(self) -> tuple[Condition, ...]:
        """Everything that is asked on the way."""
        of_stages = (stage.when for stage in self.stages)
        of_clocks = (clock.when for clock in self.clocks)
        of_stamps = (stamp.when for stamp in self.stamps)
        of_gates = (gate.when for gate in self.gates)
        every = chain(of_stages, of_clocks, of_stamps, of_gates)
        return tuple(dict.fromkeys(every))

    @cached_property
    def clocks(self) -> tuple[Clock, ...]:
        """Every clock, those that were promised first."""
        return (*self.promises, *self._of_stages())

    def _of_stages(self) -> Iterator[Clock]:
        for stage in self.stages:
            yield from stage.clocks

    @cached_property
    def cells(self) -> frozenset[str]:
        """The full keys of the cells on which it depends where a case stands."""
        counted = ((gate.cell, *gate.beside) for gate in self.gates)
        asked = (one.cells for one in self.conditions)
        return frozenset(chain.from_iterable((*counted, *asked)))

    @cached_property
    def lines(self) -> frozenset[str]:
        """The keys of the policy lines that it asks."""
        asked = frozenset().union(*(one.lines for one in self.conditions))
        return asked | {clock.key for clock in self.clocks if not clock.due}
