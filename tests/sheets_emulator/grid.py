"""A sheet: its cells, its lines, and the objects that lie on it."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from tests.sheets_emulator.a1 import Area, Span, beyond, write

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.sheets_emulator.wire import Json


@dataclass(frozen=True, slots=True)
class Formula:
    """What a cell holds that computes; the text begins with ``=``."""

    text: str


@dataclass(frozen=True, slots=True)
class Trouble:
    """What a formula that cannot be computed shows: ``#DIV/0!``."""

    code: str


Value = str | float | bool | Formula | Trouble | None
Row = dict[int, "Cell"]


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell; never changed in place, so that copies of a sheet are cheap.

    Attributes:
        value: What was entered, typed.
        format: Google's ``userEnteredFormat``.
        note: The note, or empty.
        rule: Google's ``dataValidation``.
        runs: Google's ``textFormatRuns``, kept as it came.
    """

    value: Value = None
    format: Json | None = None
    note: str = ""
    rule: Json | None = None
    runs: tuple[Json, ...] = ()

    @property
    def is_bare(self) -> bool:
        """Whether nothing at all is there."""
        held = self.value is None and not self.format and not self.note
        return held and not self.rule and not self.runs

    def with_value(self, value: Value) -> Cell:
        """The same cell holding something else."""
        return Cell(value, self.format, self.note, self.rule)


BARE = Cell()
OBJECTS = (
    "properties",
    "row_lines",
    "column_lines",
    "row_groups",
    "column_groups",
    "merges",
    "rules",
    "protected",
    "charts",
    "basic_filter",
)
"""What a sheet holds beside its cells."""


def twin(found: Any) -> Any:
    """A copy of objects, lists and plain values, many times as fast as `deepcopy`."""
    if type(found) is dict:
        return {name: twin(one) for name, one in found.items()}
    if type(found) is list:
        return [twin(one) for one in found]
    return found


@dataclass
class Sheet:
    """One tab. GridRanges of its objects always carry its ``sheetId``."""

    sheet_id: int
    title: str
    rows: list[Row]
    column_count: int
    properties: Json = field(default_factory=dict)
    row_lines: dict[int, Json] = field(default_factory=dict)
    column_lines: dict[int, Json] = field(default_factory=dict)
    row_groups: list[Json] = field(default_factory=list)
    column_groups: list[Json] = field(default_factory=list)
    merges: list[Json] = field(default_factory=list)
    rules: list[Json] = field(default_factory=list)
    protected: list[Json] = field(default_factory=list)
    charts: list[Json] = field(default_factory=list)
    basic_filter: Json | None = None

    @classmethod
    def blank(cls, sheet_id: int, title: str, rows: int, columns: int) -> Sheet:
        """An empty tab of that size."""
        return cls(sheet_id, title, [{} for _ in range(rows)], columns)

    @property
    def row_count(self) -> int:
        """How many rows the grid has."""
        return len(self.rows)

    @property
    def area(self) -> Area:
        """The whole grid."""
        return Area(0, 0, self.row_count, self.column_count)

    def frozen(self, line: str) -> int:
        """How many lines are frozen; the line is ``Row`` or ``Column``."""
        grid = self.properties.get("gridProperties", {})
        return int(grid.get(f"frozen{line}Count") or 0)

    def copy(self) -> Sheet:
        """A copy that can be changed without changing this one."""
        objects = {name: twin(getattr(self, name)) for name in OBJECTS}
        return replace(self, rows=[dict(row) for row in self.rows], **objects)

    def cell(self, row: int, column: int) -> Cell:
        """The cell there; a bare one if nothing is."""
        if row >= len(self.rows):
            return BARE
        return self.rows[row].get(column, BARE)

    def put(self, row: int, column: int, cell: Cell) -> None:
        """Replace a cell."""
        if cell.is_bare:
            self.rows[row].pop(column, None)
        else:
            self.rows[row][column] = cell

    def filled(self, area: Area) -> Iterator[tuple[int, int, Cell]]:
        """The cells in an area that are not bare, by row and column."""
        for row in area.rows:
            line = self.rows[row]
            for column in sorted(line):
                if area.left <= column < area.right:
                    yield row, column, line[column]

    def has_value(self, row: int, column: int) -> bool:
        """Whether the cell holds a value; false outside the grid."""
        if row < 0 or column < 0:
            return False
        return self.cell(row, column).value is not None

    def grow(self, rows: int, columns: int) -> None:
        """Make the grid at least that big."""
        self.rows.extend({} for _ in range(rows - self.row_count))
        self.column_count = max(self.column_count, columns)

    def inside(self, span: Span) -> Area:
        """The span cut to the grid, as a read does it.

        Raises:
            ApiError: It starts outside the grid.
        """
        size = self.row_count, self.column_count
        if (span.top or 0) >= size[0] or (span.left or 0) >= size[1]:
            raise beyond(write(self.title, span.whole(*size)), *size)
        return span.clamped(*size)
