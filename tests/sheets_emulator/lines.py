"""Rows and columns inserted, deleted and carried, and all that follows them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Protocol

from tests.sheets_emulator import formula
from tests.sheets_emulator.charts import move_sources
from tests.sheets_emulator.grid import BARE, Cell, Formula

if TYPE_CHECKING:
    from tests.sheets_emulator.book import Book
    from tests.sheets_emulator.formula import Corner, Reference
    from tests.sheets_emulator.grid import Sheet
    from tests.sheets_emulator.wire import Json

ENDS = {
    "ROWS": ("startRowIndex", "endRowIndex"),
    "COLUMNS": ("startColumnIndex", "endColumnIndex"),
}


class Change(Protocol):
    """What happens to the lines of one dimension."""

    def index(self, place: int) -> int | None:
        """Where a line comes to stand; None if it is gone."""
        ...

    def interval(self, start: int, end: int) -> tuple[int, int] | None:
        """What becomes of a run of lines, its end not included; None if it is gone."""
        ...


@dataclass(frozen=True)
class Insert:
    """New lines before ``at``."""

    at: int
    count: int

    def index(self, place: int) -> int | None:
        """Lines from ``at`` on are pushed."""
        return place + self.count if place >= self.at else place

    def interval(self, start: int, end: int) -> tuple[int, int] | None:
        """A run grows when the new lines fall inside it."""
        first = start + self.count if start >= self.at else start
        return first, end + self.count if end > self.at else end


@dataclass(frozen=True)
class Delete:
    """Lines taken away."""

    start: int
    end: int

    def index(self, place: int) -> int | None:
        """Lines behind the gap move up."""
        if place < self.start:
            return place
        return None if place < self.end else place - (self.end - self.start)

    def interval(self, start: int, end: int) -> tuple[int, int] | None:
        """A run shrinks by what it loses."""
        first, last = self._edge(start), self._edge(end)
        return (first, last) if last > first else None

    def _edge(self, place: int) -> int:
        return place - max(0, min(place, self.end) - self.start)


@dataclass(frozen=True)
class Carry:
    """Lines taken from one place and put before another, counted before the move."""

    start: int
    end: int
    to: int

    @property
    def _back(self) -> Insert:
        count = self.end - self.start
        return Insert(self.to - count if self.to >= self.end else self.to, count)

    def index(self, place: int) -> int | None:
        """The carried lines keep their order."""
        if self.start <= place < self.end:
            return self._back.at + place - self.start
        rest = Delete(self.start, self.end).index(place)
        return None if rest is None else self._back.index(rest)

    def interval(self, start: int, end: int) -> tuple[int, int] | None:
        """A run that is carried whole goes along; another closes and opens."""
        if self.start <= start and end <= self.end:
            first = self._back.at + start - self.start
            return first, first + end - start
        rest = Delete(self.start, self.end).interval(start, end)
        return None if rest is None else self._back.interval(*rest)


def apply(book: Book, sheet: Sheet, dimension: str, change: Change) -> None:
    """Carry out a change of lines on the cells and on everything that names them."""
    if dimension == "ROWS":
        _move_rows(sheet, change)
        sheet.row_lines = _kept(sheet.row_lines, change)
    else:
        _move_columns(sheet, change)
        sheet.column_lines = _kept(sheet.column_lines, change)
    move_objects(book, sheet, dimension, change)
    if book.computes or any(one.rules for one in book.sheets):
        move_formulas(book, sheet, dimension, change)


def _kept(lines: dict[int, Json], change: Change) -> dict[int, Json]:
    moved = ((change.index(at), one) for at, one in lines.items())
    return {at: one for at, one in moved if at is not None}


def _move_rows(sheet: Sheet, change: Change) -> None:
    if isinstance(change, Insert):
        fresh: list[dict[int, Cell]] = [{} for _ in range(change.count)]
        sheet.rows[change.at : change.at] = fresh
    elif isinstance(change, Delete):
        del sheet.rows[change.start : change.end]
    else:
        places = [change.index(at) for at in range(sheet.row_count)]
        order = sorted(range(sheet.row_count), key=lambda at: places[at] or 0)
        sheet.rows = [sheet.rows[at] for at in order]


def _move_columns(sheet: Sheet, change: Change) -> None:
    for number, row in enumerate(sheet.rows):
        moved = ((change.index(at), cell) for at, cell in row.items())
        sheet.rows[number] = {at: cell for at, cell in moved if at is not None}
    if isinstance(change, Insert):
        sheet.column_count += change.count
    elif isinstance(change, Delete):
        sheet.column_count -= change.end - change.start


def inherit(sheet: Sheet, dimension: str, fresh: range, model: int) -> None:
    """Give new lines the formats and rules of the line beside them."""
    by_row = dimension == "ROWS"
    size = sheet.row_count if by_row else sheet.column_count
    if not 0 <= model < size:
        return
    lines = sheet.row_lines if by_row else sheet.column_lines
    for at in fresh:
        if model in lines:
            lines[at] = dict(lines[model])
        for across in range(sheet.column_count if by_row else sheet.row_count):
            place = (model, across) if by_row else (across, model)
            cell = sheet.cell(*place)
            if cell is not BARE and (cell.format or cell.rule):
                target = (at, across) if by_row else (across, at)
                sheet.put(*target, Cell(None, cell.format, "", cell.rule))


def moved_range(own: Json, dimension: str, change: Change) -> Json | None:
    """A GridRange after a change; None if all of it is gone."""
    first, last = ENDS[dimension]
    if own.get(last) is None:
        return own
    found = change.interval(own.get(first) or 0, own[last])
    return None if found is None else {**own, first: found[0], last: found[1]}


def _ranges(found: list[Json], dimension: str, change: Change) -> list[Json]:
    moved = (moved_range(one, dimension, change) for one in found)
    return [one for one in moved if one is not None]


def _holders(found: list[Json], dimension: str, change: Change) -> list[Json]:
    kept = []
    for one in found:
        where = moved_range(one["range"], dimension, change) if "range" in one else {}
        if where is not None:
            kept.append({**one, "range": where} if where else one)
    return kept


def move_objects(book: Book, sheet: Sheet, dimension: str, change: Change) -> None:
    sheet.merges = [
        one
        for one in _ranges(sheet.merges, dimension, change)
        if one["endRowIndex"] - one["startRowIndex"] > 1
        or one["endColumnIndex"] - one["startColumnIndex"] > 1
    ]
    sheet.protected = _holders(sheet.protected, dimension, change)
    for rule in sheet.rules:
        rule["ranges"] = _ranges(rule["ranges"], dimension, change)
    sheet.rules = [rule for rule in sheet.rules if rule["ranges"]]
    if sheet.basic_filter:
        found = _holders([sheet.basic_filter], dimension, change)
        sheet.basic_filter = found[0] if found else None
    _move_groups(sheet, dimension, change)
    _move_anchors(sheet.charts, dimension, change)
    move_sources(
        book, lambda it: moved_range(it, dimension, change) if _on(it, sheet) else it
    )
    others = [one for one in book.names if not _on(one["range"], sheet)]
    mine = [one for one in book.names if _on(one["range"], sheet)]
    book.names = others + _holders(mine, dimension, change)
    book.metadata = _tags(book.metadata, sheet, dimension, change)


def _on(own: Json, sheet: Sheet) -> bool:
    return bool(own.get("sheetId", 0) == sheet.sheet_id)


def _move_groups(sheet: Sheet, dimension: str, change: Change) -> None:
    name = "row_groups" if dimension == "ROWS" else "column_groups"
    kept = []
    for group in getattr(sheet, name):
        own = group["range"]
        found = change.interval(own["startIndex"], own["endIndex"])
        if found:
            where = {**own, "startIndex": found[0], "endIndex": found[1]}
            kept.append({**group, "range": where})
    setattr(sheet, name, kept)


def _move_anchors(charts: list[Json], dimension: str, change: Change) -> None:
    key = "rowIndex" if dimension == "ROWS" else "columnIndex"
    for chart in charts:
        overlay = (chart.get("position") or {}).get("overlayPosition") or {}
        cell = overlay.get("anchorCell")
        if cell:
            cell[key] = change.index(cell.get(key) or 0) or 0


def _tags(
    found: list[Json], sheet: Sheet, dimension: str, change: Change
) -> list[Json]:
    kept = []
    for one in found:
        own = one["location"].get("dimensionRange")
        elsewhere = not own or own.get("sheetId", 0) != sheet.sheet_id
        if elsewhere or own["dimension"] != dimension:
            kept.append(one)
        elif (place := change.index(own["startIndex"])) is not None:
            where = {**own, "startIndex": place, "endIndex": place + 1}
            kept.append(
                {**one, "location": {**one["location"], "dimensionRange": where}}
            )
    return kept


def move_formulas(book: Book, sheet: Sheet, dimension: str, change: Change) -> None:
    for other in book.sheets:

        def one(found: Reference, home: Sheet = other) -> Reference | None:
            title = home.title if found.title is None else found.title
            if title.casefold() != sheet.title.casefold():
                return found
            return moved_reference(found, dimension, change)

        if book.computes:
            rewrite(other, one)
        rewrite_rules(other, one)


def rewrite(sheet: Sheet, change: Any) -> None:
    """Change every reference in the formulas of a tab."""
    for row in sheet.rows:
        for column, cell in row.items():
            if isinstance(cell.value, Formula):
                text = formula.moved(cell.value.text, change)
                row[column] = cell.with_value(Formula(text))


def rewrite_rules(sheet: Sheet, change: Any) -> None:
    """Change every reference in the conditional formats of a tab."""
    for rule in sheet.rules:
        condition = rule.get("booleanRule", {}).get("condition", {})
        for value in condition.get("values", []):
            if str(value.get("userEnteredValue", "")).startswith("="):
                value["userEnteredValue"] = formula.moved(
                    value["userEnteredValue"], change
                )


def moved_reference(
    found: Reference, dimension: str, change: Change
) -> Reference | None:
    """A reference after a change of lines; None if what it named is gone."""
    key = "row" if dimension == "ROWS" else "column"
    corners: list[Corner] = list(found.corners)
    first, last = getattr(corners[0], key), getattr(corners[-1], key)
    if first is None:
        return found
    run = change.interval(first, first + 1 if last is None else last + 1)
    if run is None:
        return None
    corners[0] = _placed(corners[0], key, run[0])
    if len(corners) == 2 and last is not None:
        corners[1] = _placed(corners[1], key, run[1] - 1)
    return replace(found, corners=tuple(corners))


def _placed(corner: Corner, key: str, at: int) -> Corner:
    return replace(corner, row=at) if key == "row" else replace(corner, column=at)
