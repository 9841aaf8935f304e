"""Look: how a tab should look, said once for every store.

A store draws what stands here and mends what is missing; it adds nothing twice and
leaves alone what people added. Measures are pixels, colours ``#RRGGBB``, number formats
in Excel's words.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Literal, TypeAlias

from sheets_schema.cells import CODE, TEXT, YES
from sheets_schema.choices import BY_KEY, FROM_TABS, OPEN
from sheets_schema.columns import Owner
from sheets_schema.looks import colours, highlights
from sheets_schema.looks.colours import ColourRule, Style, formula

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from sheets_schema.columns import Column, Table

__all__ = [
    "ColourRule",
    "ColumnLook",
    "DropDown",
    "Fold",
    "Look",
    "Style",
    "formula",
    "note",
    "of",
]

FONT = "Arial"
FONT_SIZE = 10
HEADING_HEIGHT = 48
LINE_HEIGHT = 48
"""Three lines of text; longer text is clipped and read in the cell."""
CHOICE_TAB = "choice"
YES_OR_NO = ("Có", "Không")

OWNER_TINTS: Mapping[Owner, str] = {
    Owner.MACHINE: colours.PALE_GREY,
    Owner.STAFF: colours.WHITE,
    Owner.UNIT: colours.SKY,
    Owner.HEAD: colours.ORANGE,
    Owner.DIRECTOR: colours.ORANGE,
    Owner.CUSTOMER: colours.GREEN,
    Owner.ADMIN: colours.PURPLE,
}
"""The ground of a heading says who fills the column; so does its note."""

WARNING_TITLE = "Cột của hệ thống"
WARNING = (
    "Hệ thống ghi cột này. Nếu sửa, hệ thống sẽ đặt lại ở lần rà soát sau. "
    "Muốn đổi kết quả, xin sửa những ô do người điền trong cùng dòng."
)
CHOICE_TITLE = "Danh mục"
_CHOOSE = "Xin chọn một giá trị trong danh sách của ô này."
_EXTEND = (
    "Giá trị này chưa có trong danh sách. Muốn dùng lâu dài, xin thêm vào danh sách: "
    "tab Danh mục, Nhân sự hoặc Đơn vị."
)

Alert: TypeAlias = Literal["refuse", "warn", "none"]


@dataclass(frozen=True, slots=True)
class DropDown:
    """The choices offered in a column's cells.

    Attributes:
        tab: The tab that holds the list, or empty where only ``values`` do.
        column: The key of the column there; its lines of data are the list.
        values: What a new book offers, for a book that lacks that tab; may be empty:
            then such a book offers nothing.
        alert: What happens on another value: lists fixed by the procedure refuse it,
            others warn; cells that take several choices say nothing.
        words: What the refusal or the warning says.
    """

    tab: str
    column: str
    values: tuple[str, ...]
    alert: Alert
    words: str


@dataclass(frozen=True, slots=True)
class ColumnLook:
    """One column.

    Attributes:
        key: Without the tab.
        heading: What people read.
        note: The heading's note, whole: the owner's word first.
        width: In pixels.
        tint: The heading's ground.
        format: The cells' number format.
        wrap: Whether text goes on in the next line of the cell.
        drop_down: The choices, or None.
        warning: What is said to somebody who types over the desk's own cells; empty
            for cells that people fill. It warns and never refuses.
    """

    key: str
    heading: str
    note: str
    width: int
    tint: str
    format: str
    wrap: bool
    drop_down: DropDown | None
    warning: str


@dataclass(frozen=True, slots=True)
class Fold:
    """Neighbouring columns that fold away together.

    Attributes:
        title: The name of the box.
        columns: Their keys.
        folded: Whether a new book shows them folded.
    """

    title: str
    columns: tuple[str, ...]
    folded: bool


@dataclass(frozen=True)
class Look:
    """One tab: line 1 is hidden, the lines up to the headings and columns are frozen.

    Attributes:
        columns: In the order of a new book.
        rules: The live colours, the most telling first.
        folds: Boxes; two folds never touch.
        frozen: How many columns stay in sight.
    """

    columns: tuple[ColumnLook, ...]
    rules: tuple[ColourRule, ...]
    folds: tuple[Fold, ...]
    frozen: int


def of(table: Table) -> Look:
    """How a tab should look."""
    return Look(
        columns=tuple(_column(column) for column in table.columns),
        rules=highlights.rules(table),
        folds=tuple(_folds(table)),
        frozen=table.frozen,
    )


def note(column: Column) -> str:
    """The note of a heading: who fills it, what, an example, what happens next."""
    verb = _VERBS.get(column.owner, "điền")
    return f"{column.owner.value} {verb}. {column.note}"


_VERBS = {Owner.MACHINE: "ghi", Owner.CUSTOMER: "gửi"}


def _column(column: Column) -> ColumnLook:
    by_machine = column.by_machine
    return ColumnLook(
        key=column.key,
        heading=column.heading,
        note=note(column),
        width=column.width,
        tint=OWNER_TINTS[column.owner],
        format=column.kind.format,
        wrap=column.kind.format == TEXT.format and column.kind is not CODE,
        drop_down=None if by_machine else _drop_down(column),
        warning=WARNING if by_machine else "",
    )


def _drop_down(column: Column) -> DropDown | None:
    if column.kind is YES:
        return DropDown("", "", YES_OR_NO, "warn", _CHOOSE)
    name = column.kind.list
    if not name:
        return None
    if name in FROM_TABS:
        tab, key = FROM_TABS[name]
        return DropDown(tab, key, (), _alert(column), _EXTEND)
    return DropDown(
        CHOICE_TAB,
        name,
        BY_KEY[name].values,
        _alert(column),
        _EXTEND if name in OPEN else _CHOOSE,
    )


def _alert(column: Column) -> Alert:
    if column.kind.many:
        return "none"
    return "refuse" if column.kind.list in _FIXED else "warn"


_FIXED = frozenset(BY_KEY) - OPEN


def _folds(table: Table) -> Iterator[Fold]:
    for title, columns in groupby(table.columns, lambda column: column.box):
        if title:
            keys = tuple(column.key for column in columns)
            yield Fold(title, keys, title not in table.unfolded)
