"""The graph of states, drawn by filling cell after cell of those that are asked for.

Where an arrow leads is never written down here: the cells beside it are filled, and the
table of stages says what the case has become.
"""  # noqa: INP001 - cog imports it by its folder

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, TypeAlias

from sheets_schema.procedure.conditions import ANY, column
from sheets_schema.procedure.course import CASE
from sheets_schema.procedure.walk import begin, places

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

Arrow: TypeAlias = tuple[str, str]


def states() -> str:
    """The graph in Mermaid, in the order of the stages from the bottom up."""
    order = dict.fromkeys(stage.status for stage in reversed(CASE.stages))
    names = {status: f"s{number}" for number, status in enumerate(order)}
    nodes = (f'    state "{status}" as {name}' for status, name in names.items())
    begun = (CASE.stage(begin(CASE, cells)) for cells in CASE.begins)
    first = (f"    [*] --> {names[stage.status]}" for stage in begun)
    arrows = (
        f"    {names[start]} --> {names[end]}: {label}"
        for (start, end), label in found().items()
    )
    lines = ("```mermaid", "stateDiagram-v2", *nodes, *first, *arrows, "```")
    return "\n" + "\n".join(lines) + "\n"


def found() -> Mapping[Arrow, str]:
    """Every arrow, from the first states on, with the cells that lead along it."""
    cells: dict[Arrow, list[Mapping[str, str]]] = defaultdict(list)
    for place in places(CASE).values():
        for move, _ in place.moves:
            if place.stage.status != move.stage.status:
                cells[place.stage.status, move.stage.status].append(move.cells)
    return {arrow: _label(moves) for arrow, moves in cells.items()}


def _label(moves: Sequence[Mapping[str, str]]) -> str:
    """The cells by their headings; what they say where they say one thing only."""
    said: dict[str, dict[str, None]] = defaultdict(dict)
    for cells in moves:
        for cell, word in cells.items():
            said[cell][word] = None
    return ", ".join(_cell(cell, list(words)) for cell, words in said.items())


def _cell(cell: str, words: Sequence[str]) -> str:
    heading = column(cell).heading
    return f"{heading} = {words[0]}" if words[0] != ANY and not words[1:] else heading
