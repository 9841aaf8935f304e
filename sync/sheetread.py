"""Books as python-calamine reads them: the first line of each tab, and its rows."""

from __future__ import annotations

from io import BytesIO
from itertools import islice
from typing import TYPE_CHECKING

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
            raise Unreachable(book.title, BROKEN) from error
        keys = {name: head(sheet) for name, sheet in self._sheets.items()}
        self.places: Places = locate(book, keys, tabs)

    def rows(self, tab: str) -> tuple[Row, ...]:
        """The filled rows of a table that was found."""
        place: Place = self.places.found[tab]
        sheet = self._sheets[place.title]
        left = sheet.start[1] if sheet.start else 0
        return tuple(gather(self._book[tab], place, sheet.iter_rows(), left=left))


def head(sheet: CalamineSheet) -> list[Seen]:
    """Line 1 of a sheet, from its first column on."""
    return heads(sheet)[0]


def heads(sheet: CalamineSheet) -> tuple[list[Seen], list[Seen]]:
    """Lines 1 and 2 of a sheet, from its first column on."""
    left = [None] * (sheet.start[1] if sheet.start else 0)
    lines = [[*left, *line] for line in islice(sheet.iter_rows(), HEADING_LINE)]
    lines += [[], []]
    return lines[0], lines[1]


def first_lines(title: str, words: bytes) -> dict[str, tuple[list[Seen], list[Seen]]]:
    """Lines 1 and 2 of every tab, by the tab's title.

    Args:
        title: What people call the book.
        words: The bytes of its file.

    Raises:
        Unreachable: They are no workbook that can be read.
    """
    try:
        return {name: heads(sheet) for name, sheet in _sheets(words)}
    except CalamineError as error:
        raise Unreachable(title, BROKEN) from error


def _sheets(words: bytes) -> Iterator[tuple[str, CalamineSheet]]:
    with CalamineWorkbook.from_filelike(BytesIO(words)) as workbook:
        for about in workbook.sheets_metadata:
            if about.typ is SheetTypeEnum.WorkSheet:
                yield about.name, workbook.get_sheet_by_name(about.name)
