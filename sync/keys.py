"""Keys: where a book's tabs and columns stand, found by what line 1 holds."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sheets_schema.finding import Finding, Matter

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    from sheets_schema.columns import Book, Table

REPAIR = (
    "Xin hoàn tác, hoặc chạy “langnghe run dress”; khoá nào còn thiếu thì chép lại từ "
    "dòng 1 (dòng ẩn) của bản trong thư mục backups."
)


@dataclass(frozen=True)
class Place:
    """Where a table stands in a book.

    Attributes:
        title: What people call the tab today.
        columns: The positions of its keys, counted from 0, in the sheet's order.
    """

    title: str
    columns: Mapping[str, int]


@dataclass(frozen=True)
class Places:
    """The tables that were found, and what is wrong with the others."""

    found: Mapping[str, Place]
    problems: tuple[Finding, ...]


def locate(
    book: Book, heads: Mapping[str, Sequence[object]], tabs: Collection[str] = ()
) -> Places:
    """Find a book's tables; all of them if none is named.

    Args:
        book: The book as declared.
        heads: Line 1 of every tab by the tab's title, from its first column on.
        tabs: The keys of the tables that are asked for.
    """
    found: dict[str, Place] = {}
    problems: list[Finding] = []
    for table in book.tables:
        if tabs and table.key not in tabs:
            continue
        titles = [title for title, head in heads.items() if carries(table, head)]
        wrong = _wrong(book, table, titles, heads)
        if wrong:
            problems.append(
                Finding(*wrong, Matter.TAB, book=book.key, tab=table.key, grave=True)
            )
        else:
            found[table.key] = Place(titles[0], _positions(table, heads[titles[0]]))
    return Places(found, tuple(problems))


def carries(table: Table, head: Iterable[object]) -> bool:
    """Whether a tab's line 1 holds any key of a table."""
    return any(True for _ in _keys(table, head))


def _keys(table: Table, head: Iterable[object]) -> Iterator[tuple[int, str]]:
    """The table's own keys in line 1, with their positions."""
    for at, cell in enumerate(head):
        tab, _, key = str(cell or "").strip().partition(".")
        if tab == table.key and key in table.by_key:
            yield at, key


def _positions(table: Table, head: Sequence[object]) -> dict[str, int]:
    return {key: at for at, key in _keys(table, head)}


def _wrong(
    book: Book, table: Table, titles: list[str], heads: Mapping[str, Sequence[object]]
) -> tuple[str, str] | None:
    """Why a table cannot be worked on, and what to do; None if it can."""
    if not titles:
        return (
            (
                f"Không thấy tab “{table.title}” trong sổ “{book.title}”: không tab "
                f"nào có các khoá {table.key}.… ở dòng 1."
            ),
            REPAIR,
        )
    if len(titles) > 1:
        names = ", ".join(f"“{title}”" for title in titles)
        return (
            f"Các tab {names} cùng mang khoá của tab “{table.title}”.",
            "Xin giữ một tab và xoá dòng 1 (dòng ẩn) của tab chép thêm.",
        )
    counts = Counter(key for _, key in _keys(table, heads[titles[0]]))
    return _missing(table, titles[0], counts) or _twice(table, titles[0], counts)


def _missing(table: Table, title: str, counts: Counter[str]) -> tuple[str, str] | None:
    lost = [column for column in table.columns if column.key not in counts]
    if not lost:
        return None
    names = ", ".join(f"{table.full(it.key)} (cột “{it.heading}”)" for it in lost)
    return f"Tab “{title}” thiếu khoá {names} ở dòng 1.", REPAIR


def _twice(table: Table, title: str, counts: Counter[str]) -> tuple[str, str] | None:
    double = ", ".join(table.full(key) for key, n in counts.items() if n > 1)
    if not double:
        return None
    return (
        f"Tab “{title}” có khoá {double} ở hai cột.",
        "Xin xoá ô khoá ở dòng 1 (dòng ẩn) của cột chép thêm.",
    )
