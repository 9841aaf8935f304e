"""Walk: which way a subject goes when people fill the cells that it asks for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import combinations, product
from typing import TYPE_CHECKING, TypeAlias

from sheets_schema.cells import MOMENT, MONEY, NUMBER, YES
from sheets_schema.choices import LISTS
from sheets_schema.procedure.conditions import ANY, SAID, Facts, Says, column
from sheets_schema.procedure.gates import Gate, earned

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from sheets_schema.cells import Value
    from sheets_schema.procedure.conditions import Condition
    from sheets_schema.procedure.policy import Limit
    from sheets_schema.procedure.stages import Course, Stage


LimitLookup: TypeAlias = "Callable[[str], Limit | None]"
BEGIN = datetime(2026, 3, 6, 9, 42, tzinfo=UTC)
AT_ONCE = 3
"""How many cells people fill at a time."""


def words(cell: str, course: Course) -> tuple[str, ...]:
    """What people may put into a cell so that it makes a difference.

    Of a list the words that some condition names and one other; ``…`` where anything
    will do.
    """
    named = [
        word
        for condition in course.conditions
        for atom in condition.atoms
        if isinstance(atom, Says) and atom.cell == cell
        for word in atom.words
    ]
    kind = column(cell).kind
    offered = tuple(SAID) if kind is YES else LISTS.get(kind.list, ())
    others = [word for word in offered if word not in named]
    return (*dict.fromkeys(named), *others[:1]) or (ANY,)


Mark: TypeAlias = "frozenset[Condition]"
"""What a subject is to its course: the conditions that hold."""


@dataclass(frozen=True)
class Move:
    """One step of a way.

    Attributes:
        cells: What people filled, by full key.
        after: What the subject is then.
        stage: Where it stands then.
    """

    cells: Mapping[str, str]
    after: Facts
    stage: Stage


@dataclass(frozen=True)
class Node:
    """Somewhere on the ways of a course.

    Attributes:
        stage: Where a subject stands there.
        moves: The ways on, each with the mark of the place to which it leads.
    """

    stage: Stage
    moves: tuple[tuple[Move, Mark], ...]


def begin(
    course: Course, cells: Mapping[str, str], limit: LimitLookup = lambda _: None
) -> Facts:
    """A subject of which people have filled these cells first."""
    tabs = {cell.partition(".")[0] for cell in course.cells | set(cells)}
    empty = Facts({tab: {} for tab in tabs}, limit)
    return fill(course, empty, cells, at=BEGIN)


def fill(
    course: Course, facts: Facts, cells: Mapping[str, str], *, at: datetime
) -> Facts:
    """The subject with cells filled, and the stamps that a review would set."""
    fallen = {stamp.cell: None for stamp in course.stamps if stamp.of in cells}
    filled = {cell: meant(cell, word, at) for cell, word in cells.items()}
    said = facts.saying({**fallen, **filled})
    return said.saying(earned(course.stamps, said, Gate.is_whole, now=at))


def moves(course: Course, facts: Facts, *, at: datetime) -> Iterator[Move]:
    """Every way on from where a subject stands, each with as few cells as it takes."""
    stage = course.stage(facts)
    asked = (*stage.asks, *stage.may)
    found: list[Move] = []
    for size in range(1, AT_ONCE + 1):
        for cells in combinations(asked, size):
            for said in product(*(words(cell, course) for cell in cells)):
                filled = dict(zip(cells, said, strict=True))
                after = fill(course, facts, filled, at=at)
                move = Move(filled, after, course.stage(after))
                if move.stage is not stage and not any(_less(it, move) for it in found):
                    found.append(move)
                    yield move


def _less(one: Move, other: Move) -> bool:
    """Whether one leads where the other does, with part of its cells."""
    return one.stage is other.stage and one.cells.items() <= other.cells.items()


def places(course: Course, limit: LimitLookup = lambda _: None) -> Mapping[Mark, Node]:
    """Every place that subjects come to, those near to a beginning first.

    Args:
        course: Whose ways.
        limit: The limits and switches in force.
    """
    waiting = [begin(course, cells, limit) for cells in course.begins]
    found: dict[Mark, Node] = {}
    while waiting:
        facts = waiting.pop(0)
        mark = _mark(course, facts)
        if mark not in found:
            at = BEGIN + (len(found) + 1) * timedelta(minutes=1)
            ways = tuple(moves(course, facts, at=at))
            on = tuple((move, _mark(course, move.after)) for move in ways)
            found[mark] = Node(course.stage(facts), on)
            waiting += (move.after for move in ways)
    return found


def _mark(course: Course, facts: Facts) -> Mark:
    return frozenset(one for one in course.conditions if one.holds(facts))


def meant(cell: str, word: str, at: datetime) -> Value:
    """What a word means in a cell; a moment is the one given."""
    kind = column(cell).kind
    if kind is YES:
        return SAID.get(word, True)
    if kind.format == MOMENT.format:
        return at
    if kind in {NUMBER, MONEY}:
        return 1
    return (word,) if kind.many else word
