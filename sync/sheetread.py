"""Books as python-calamine reads them: the first line of each tab, and its rows."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

from python_calamine import CalamineError, CalamineWorkbook, SheetTypeEnum

from sync.keys import locate
from sync.rows import gather
from sync.store import Unreachable

if TYPE_CHECKING:
    from collections.abc import Collection

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
        self._sheets: dict[str, CalamineSheet] = {}
        try:
            heads = self._heads(words)
        except CalamineError as error:
            raise Unreachable(book.title, BROKEN) from error
        self.places: Places = locate(book, heads, tabs)

    def rows(self, tab: str) -> tuple[Row, ...]:
        """The filled rows of a table that was found."""
        place: Place = self.places.found[tab]
        sheet = self._sheets[place.title]
        left = sheet.start[1] if sheet.start else 0
        return tuple(gather(self._book[tab], place, sheet.iter_rows(), left=left))

    def _heads(self, words: bytes) -> dict[str, list[Seen]]:
        with CalamineWorkbook.from_filelike(BytesIO(words)) as workbook:
            for about in workbook.sheets_metadata:
                if about.typ is SheetTypeEnum.WorkSheet:
                    name = about.name
                    self._sheets[name] = workbook.get_sheet_by_name(name)
        return {title: head(sheet) for title, sheet in self._sheets.items()}


def head(sheet: CalamineSheet) -> list[Seen]:
    """Line 1 of a sheet, from its first column on."""
    if sheet.start is None:
        return []
    return [*[None] * sheet.start[1], *next(sheet.iter_rows())]
