"""The wish of an import: which file goes where, taken from the words of the command."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from sheets_schema.books.shelf import BOOK_OF
from sheets_schema.imports.matching import OWN, may_fill

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from sheets_schema.columns import Table
    from sheets_schema.imports.headings import Headings


class Misspelt(ValueError):  # noqa: N818 - named for the refusal
    """The words of the command cannot be meant; ``str`` is one sentence."""


@dataclass(frozen=True)
class Wish:
    """What is asked of an import.

    Attributes:
        folder: The desk's folder, as it was named.
        file: The file of another program.
        table: The tab to be filled; None where nothing says which.
        maps: The headings that fill each column, by the column's key.
        sets: What every row gets, as it was typed, by the column's key.
        key: The heading whose value makes a row once; empty for the whole row.
        sheet: The sheet of the file; empty for the one that fits.
        is_applied: Whether to write, or only to show.
    """

    folder: Path
    file: Path
    table: Table | None
    maps: Mapping[str, tuple[str, ...]]
    sets: Mapping[str, str]
    key: str = ""
    sheet: str = ""
    is_applied: bool = False

    @property
    def headings(self) -> tuple[str, ...]:
        """The headings that have to be in the file."""
        named = [heading for of_key in self.maps.values() for heading in of_key]
        return tuple(dict.fromkeys(filter(None, (*named, self.key))))

    def as_named_in(self, headings: Headings) -> Wish:
        """The same wish with the headings spelled as they are in the file."""

        def own(name: str) -> str:
            at = headings.position(name)
            return name if at is None else headings.names[at]

        maps = {to: tuple(map(own, names)) for to, names in self.maps.items()}
        return replace(self, maps=maps, key=own(self.key))


def read(
    file: Path,
    maps: Sequence[str],
    sets: Sequence[str],
    *,
    folder: Path,
    key: str = "",
    sheet: str = "",
    is_applied: bool = False,
) -> Wish:
    """Understand ``HEADING=tab.key`` and ``tab.key=VALUE``.

    A heading ends at the last ``=``, a key at the first.

    Raises:
        Misspelt: A word has no ``=``, names no column, one that the desk fills itself,
            or columns of two tabs; or something is to be written and nothing mapped.
    """
    pairs = [_parted(said, *said.rpartition("=")[::2]) for said in maps]
    if not all(heading for heading, _, _ in pairs):
        raise Misspelt(_NO_SIGN.format(said=" ".join(maps)))
    fixed = [_parted(said, *reversed(said.partition("=")[::2])) for said in sets]
    tables = {table.key: table for _, table, _ in (*pairs, *fixed)}
    if len(tables) > 1:
        raise Misspelt(_TWO_TABS.format(tabs=", ".join(tables)))
    if is_applied and not pairs:
        raise Misspelt(_NOTHING)
    return Wish(
        folder,
        file,
        next(iter(tables.values()), None),
        {key: tuple(_said(pairs, key)) for _, _, key in pairs},
        {key: value for value, _, key in fixed},
        key,
        sheet,
        is_applied,
    )


_NO_SIGN = (
    "Không hiểu “{said}”: xin viết --map TIÊU_ĐỀ=tab.khoá, --set tab.khoá=GIÁ_TRỊ."
)
_NO_COLUMN = "Không có cột {key}. {hint}"
_TABS = "Các tab: {names}."
_KEYS = "Các cột của tab {tab}: {names}."
_CLOSED = "Cột {key} do hệ thống ghi lấy, không nhập từ tệp được."
_TWO_TABS = "Mỗi lần chỉ nhập vào một tab; ở đây có {tabs}."
_NOTHING = "Cần ít nhất một --map TIÊU_ĐỀ=tab.khoá trước khi dùng --apply."


def _said(pairs: Sequence[tuple[str, Table, str]], key: str) -> Iterator[str]:
    return iter(dict.fromkeys(name for name, _, of_key in pairs if of_key == key))


def _parted(said: str, value: str, name: str) -> tuple[str, Table, str]:
    """What stands on the free side, and the column that the other side names."""
    if "=" not in said or not name.strip():
        raise Misspelt(_NO_SIGN.format(said=said))
    tab, _, key = name.strip().partition(".")
    table = BOOK_OF[tab].by_key[tab] if tab in BOOK_OF else None
    if table is None or table.log:
        open_ = (key for key, book in BOOK_OF.items() if not book[key].log)
        hint = _TABS.format(names=", ".join(open_))
        raise Misspelt(_NO_COLUMN.format(key=name.strip(), hint=hint))
    if key not in table.by_key:
        names = (it.key for it in table.columns if may_fill(table, it))
        hint = _KEYS.format(tab=tab, names=", ".join(names))
        raise Misspelt(_NO_COLUMN.format(key=name.strip(), hint=hint))
    if not may_fill(table, table[key]):
        hint = _OLD_NUMBER if table.full(key) in OWN else ""
        raise Misspelt(_CLOSED.format(key=table.full(key)) + hint)
    return value.strip(), table, key


_OLD_NUMBER = " Số cũ xin ghép vào f01.contract hoặc f01.note, hoặc nêu bằng --key."
