"""The preview of an import: what it would do, or did, for people and for scripts."""

from __future__ import annotations

import shlex
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING

from jobs.imports import import_remarks
from sheets_schema.imports.day_order import DayOrder
from sheets_schema.reading.typed import as_text
from sheets_schema.writing.wording import number

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from jobs.imports.import_cells import Target
    from jobs.imports.import_plan import ImportPlan
    from jobs.imports.import_source import Source
    from jobs.imports.import_wish import Wish
    from sheets_schema.columns import Table

SHOWN_ROWS = 5
"""So many of the new rows are told to scripts."""
_SHOWN_SIDE_BY_SIDE = 3
_WIDEST = 26
_NAMED = 60


@dataclass(frozen=True)
class Imported:
    """What an import would do, or did.

    Attributes:
        wish: What was asked.
        source: The file.
        table: The tab; the likeliest where none was named.
        plan: What becomes of the rows; None where nothing is mapped.
        offered: Columns that other headings may mean, by heading.
        written: How many rows were written; 0 for a preview.
    """

    wish: Wish
    source: Source
    table: Table
    plan: ImportPlan | None
    offered: Mapping[str, str]
    written: int = 0

    @property
    def told(self) -> tuple[str, ...]:
        """What a person should look at, in sentences."""
        return tuple(import_remarks.of(self.source, self.plan))

    @property
    def unused(self) -> tuple[str, ...]:
        """The headings under which something stands and that fill no column."""
        names = self.source.headings.names
        if self.plan is None:
            return names
        mapped = {at for one in self.plan.targets for at in one.at}
        return tuple(
            name
            for at, name in enumerate(names)
            if at not in mapped and name in self.plan.used
        )

    @property
    def command(self) -> str:
        """The words that go on from here: write, or map what is offered and show."""
        wish, full = self.wish, self.table.full
        pairs = [(name, key) for key, names in wish.maps.items() for name in names]
        maps = pairs or list(self.offered.items())
        said = (
            *((("--folder", f"{wish.folder}"),) if wish.folder.parts else ()),
            *(("--map", f"{name}={full(key)}") for name, key in maps),
            *(("--set", f"{full(key)}={value}") for key, value in wish.sets.items()),
            *((("--key", wish.key),) if wish.key else ()),
            *((("--sheet", wish.sheet),) if wish.sheet else ()),
            *((("--apply",),) if pairs else ()),
        )
        return shlex.join(("langnghe", "import", f"{wish.file}", *chain(*said)))

    @property
    def figures(self) -> Mapping[str, object]:
        """For scripts; the fields of ``import --json``."""
        full = self.table.full
        return {
            "file": self.wish.file.name,
            "sheet": self.source.foreign.name,
            "encoding": self.source.writing or self.source.foreign.encoding,
            "heading_line": self.source.headings.line,
            "tab": self.table.key,
            "applied": self.wish.is_applied,
            "written": self.written,
            **(_figures(self.plan, self.table) if self.plan else {}),
            "unmapped": list(self.unused),
            "offered": {name: full(key) for name, key in self.offered.items()},
            "told": list(self.told),
            "command": self.command,
        }

    @property
    def words(self) -> str:
        """For people."""
        lines = _done(self) if self.wish.is_applied else _preview(self)
        return "\n".join(lines)


def _figures(plan: ImportPlan, table: Table) -> Mapping[str, object]:
    return {
        "rows": plan.rows,
        "new": len(plan.new),
        "already_there": plan.there,
        "doubles": len(plan.doubles),
        "blank": plan.blank,
        "loose": len(plan.loose),
        "columns": [_column(one, table) for one in plan.targets],
        "first": [
            {table.full(key): as_text(raw) for key, raw in row.items()}
            for row in plan.new[:SHOWN_ROWS]
        ],
    }


def _column(one: Target, table: Table) -> Mapping[str, object]:
    return {
        "key": table.full(one.column.key),
        "headings": list(one.headings),
        "value": one.value,
        "filled": one.filled,
        "order": one.dates.tally.order.value if one.is_dated else "",
        "unreadable": sum(it.count for it in one.troubles.values()),
    }


def _preview(it: Imported) -> Iterator[str]:
    heads, sheet = it.source.headings, it.source.foreign.name
    where = f", trang tính “{sheet}”" if sheet else ""
    yield f"Tệp {it.wish.file.name}{where}: tiêu đề ở dòng {heads.line}."
    if it.plan is not None:
        yield f"Nhập vào tab “{it.table.title}” ({it.table.key}):"
        yield from (f"  {_target(one, it.table)}" for one in it.plan.targets)
        yield from _side_by_side(it.plan, it.table)
        yield f"Sẽ thêm {number(len(it.plan.new))} dòng{_rest(it.plan)}."
    if it.plan is None and it.offered:
        yield f"Các cột giống tab “{it.table.title}” ({it.table.key}) nhất."
    yield from _listed("Xin xem lại:", it.told)
    yield from _listed("Cột chưa dùng:", filter(None, (_named(it.unused),)))
    offers = (f"“{name}” → {it.table.full(key)}" for name, key in it.offered.items())
    yield from _listed("Có thể ghép thêm, nếu đúng ý:", offers)
    yield "Đúng rồi thì chạy:" if it.wish.maps else "Xem thử bằng lệnh:"
    yield f"  {it.command}"


def _named(names: Sequence[str]) -> str:
    """The names of columns, of very many the first ones."""
    more = len(names) - _NAMED
    rest = f"; … và {number(more)} cột khác" if more > 0 else ""
    return f"{'; '.join(names[:_NAMED])}{rest}"


def _done(it: Imported) -> Iterator[str]:
    rest = _rest(it.plan) if it.plan else ""
    yield f"Đã thêm {number(it.written)} dòng vào tab “{it.table.title}”{rest}."
    yield from _listed("Xin xem lại:", it.told)


def _target(one: Target, table: Table) -> str:
    names = " + ".join(f"“{name}”" for name in one.headings)
    given = one.value and f"mọi dòng trống là {one.value}"
    origin = "; ".join(filter(None, (names, given)))
    order = _ORDERS.get(one.dates.tally.order, "") if one.is_dated else ""
    key = f"{one.column.heading} ({table.full(one.column.key)})"
    return f"{key} ← {origin}: {number(one.filled)} ô{order}"


_ORDERS = {
    DayOrder.DAY_FIRST: ", ngày trước tháng sau",
    DayOrder.MONTH_FIRST: ", tháng trước ngày sau",
    DayOrder.MIXED: ", lẫn hai cách viết ngày",
    DayOrder.UNCLEAR: ", hiểu là ngày trước tháng sau",
}


def _side_by_side(plan: ImportPlan, table: Table) -> Iterator[str]:
    """The first new rows, each a column of the page, however many cells they have."""
    rows = plan.new[:_SHOWN_SIDE_BY_SIDE]
    keys = [it.key for it in table.columns if any(it.key in row for row in rows)]
    width = max((len(table[key].heading) for key in keys), default=0)
    if rows:
        yield "Các dòng đầu sẽ là:"
    for key in keys:
        cells = (_cut(as_text(row.get(key))) for row in rows)
        shown = "  ".join(f"{cell:<{_WIDEST}}" for cell in cells)
        yield f"  {table[key].heading:<{width}}  {shown}".rstrip()


def _cut(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _WIDEST else f"{line[: _WIDEST - 1]}…"


def _rest(plan: ImportPlan) -> str:
    counts = (
        (plan.there, "dòng đã có trong sổ"),
        (len(plan.doubles), "dòng trùng khoá với một dòng phía trên"),
        (plan.blank, "dòng không có gì trong các cột được ghép"),
        (len(plan.loose), "dòng dưới bảng, không phải hồ sơ"),
    )
    return "".join(f"; {number(count)} {said}" for count, said in counts if count)


def _listed(title: str, lines: Iterable[str]) -> Iterator[str]:
    items = [f"  • {line}" for line in lines]
    if items:
        yield title
        yield from items
