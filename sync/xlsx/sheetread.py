"""Books as python-calamine reads them: the first line of each tab, and its rows."""

from __future__ import annotations

from io import BytesIO
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from python_calamine import CalamineError, CalamineWorkbook, SheetTypeEnum

from sheets_schema.columns import HEADING_LINE
from sync.keys import locate
from sync.rows import gather
from sync.store import Unreachable

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from python_calamine import CalamineSheet

    from sheets_schema.columns import Book
    from sheets_schema.records import Row
    from sync.keys import Place, Places
    from sync.rows import Seen

BROKEN = "tệp hỏng, có mật khẩu hoặc đang được lưu dở"
KEEP = "Xin giữ lại tệp này ở nơi khác và đặt vào đây bản sao lưu gần nhất."
"""What to do about a book that cannot be read; never a word that makes a new one."""


class Sheets:
    """The tabs of a workbook's bytes that may hold a book's tables.

    Raises:
        Unreachable: The bytes are no workbook that can be read.
    """

    def __init__(self, book: Book, words: bytes, tabs: Collection[str]) -> None:
        self._book = book
        try:
            self._sheets = dict(_sheets(words))
        except CalamineError as error:
            raise Unreachable(book.title, BROKEN, KEEP) from error
        keys = {name: top(sheet).keys for name, sheet in self._sheets.items()}
        self.places: Places = locate(book, keys, tabs)

    def rows(self, tab: str) -> tuple[Row, ...]:
        """The filled rows of a table that was found."""
        place: Place = self.places.found[tab]
        sheet = self._sheets[place.title]
        left = sheet.start[1] if sheet.start else 0
        return tuple(gather(self._book[tab], place, sheet.iter_rows(), left=left))


class Top(NamedTuple):
    """The first lines of a tab, from its first column on, and its last filled line."""

    keys: list[Seen]
    headings: list[Seen]
    height: int


def top(sheet: CalamineSheet) -> Top:
    """The first lines of a sheet."""
    left = [None] * (sheet.start[1] if sheet.start else 0)
    lines = [[*left, *line] for line in islice(sheet.iter_rows(), HEADING_LINE)]
    lines += [[], []]
    return Top(lines[0], lines[1], sheet.end[0] + 1 if sheet.end else 0)


def tops(title: str, words: bytes) -> dict[str, Top]:
    """The first lines of every tab, by the tab's title.

    Args:
        title: What people call the book.
        words: The bytes of its file.

    Raises:
        Unreachable: They are no workbook that can be read.
    """
    try:
        return {name: top(sheet) for name, sheet in _sheets(words)}
    except CalamineError as error:
        raise Unreachable(title, BROKEN, KEEP) from error


def _sheets(words: bytes) -> Iterator[tuple[str, CalamineSheet]]:
    with CalamineWorkbook.from_filelike(BytesIO(words)) as workbook:
        for about in workbook.sheets_metadata:
            if about.typ is SheetTypeEnum.WorkSheet:
                yield about.name, workbook.get_sheet_by_name(about.name)
