"""Colleagues at work in the register while the desk writes, and what they meant."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from sheets_schema.columns import FIRST_LINE
from sync.a1 import column_letters
from tests.google.office import FACTS, FRIDAY, sent
from tests.sending import facts
from tests.sheets_emulator.errors import KindError

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.google.office import Office
    from tests.sheets_emulator.grid import Sheet

TYPED = ("name", "wanted", "summary", "topic", "note", "branch")
"""Columns that colleagues type into."""


CUSTOMERS = {
    fact for number in range(101, 110) for fact in facts(sent(number, FRIDAY)).items()
}
"""What customers send while colleagues work."""


@dataclass
class Colleague:
    """Somebody with the register open.

    Attributes:
        office: Where.
        meant: Every fact as people have typed it, with its column.
        words: How many words were typed so far; each is typed once.
    """

    office: Office
    meant: Counter[tuple[str, Any]] = field(default_factory=Counter)
    words: int = 0

    def __post_init__(self) -> None:
        self.meant = Counter(self.office.facts())

    @property
    def sheet(self) -> Sheet:
        return self.office.sheet()

    def _do(self, name: str, *args: Any, **rest: Any) -> None:
        person = self.office.emulator.person(self.office.book.book_id)
        getattr(person, name)(self.sheet.title, *args, **rest)

    def _filled(self) -> list[int]:
        """The lines that hold a fact."""
        columns = {self._at(key) for key in FACTS}
        return [
            line
            for line, row in enumerate(self.sheet.rows, 1)
            if line >= FIRST_LINE and any(row[at].value for at in row.keys() & columns)
        ]

    def _at(self, key: str) -> int:
        return next(
            at for at, it in self.sheet.rows[0].items() if it.value == f"f01.{key}"
        )

    def _line(self, nth: int) -> int:
        filled = self._filled()
        return filled[nth % len(filled)]

    def type(self, nth: int, column: int) -> None:
        """Type a word into a cell of a case."""
        self._word(self._line(nth), TYPED[column % len(TYPED)])

    def add(self, nth: int, column: int) -> None:
        """Begin a case of one's own below the last one."""
        line = max(self._filled()) + 1
        for key in ("name", "description"):
            self._word(line, key)

    def _word(self, line: int, key: str) -> None:
        self.words += 1
        word, at = f"lời {self.words}", self._at(key)
        old = key, self.sheet.cell(line - 1, at).value
        if self.meant[old] or old in CUSTOMERS:  # else the desk put it there by mistake
            self.meant[old] -= 1
        self.meant[key, word] += 1
        self._do("type", f"{column_letters(at)}{line}", word)

    def sort(self, nth: int, column: int) -> None:
        """Sort the cases, one way or the other."""
        letters = column_letters(self._at(("name", "code", "phone")[column % 3]))
        self._do("sort", letters, first=FIRST_LINE, down=bool(nth % 2))

    def insert(self, nth: int, column: int) -> None:
        """Insert an empty line above a case."""
        self._do("insert_rows", self._line(nth), 1 + column % 2)

    def drag(self, nth: int, column: int) -> None:
        """Drag a case elsewhere."""
        line, to = self._line(nth), self._line(nth + 1 + column)
        if to not in (line, line + 1):
            self._do("move_rows", line, to)

    def new_column(self, nth: int, column: int) -> None:
        """Insert a column of one's own."""
        self._do("insert_columns", column_letters(column % 30))

    def drag_column(self, nth: int, column: int) -> None:
        """Drag a column elsewhere."""
        at, to = column % 30, nth % 30
        if to not in (at, at + 1):
            self._do("move_columns", column_letters(at), column_letters(to))

    def rename(self, nth: int, column: int) -> None:
        """Give the tab another name."""
        self._do("rename_tab", f"Sổ {nth} {column}")

    def filter(self, nth: int, column: int) -> None:
        """Put a filter on."""
        letters = column_letters(self._at("name"))
        self._do("filter", letters, [f"Khách {1 + nth % 5}"], first=2)

    def hide(self, nth: int, column: int) -> None:
        """Hide a case."""
        self._do("hide_rows", self._line(nth))

    def act(self, name: str, nth: int, column: int) -> Callable[[], None]:
        """Something to do later; what the sheet refuses is not done."""

        def later() -> None:
            try:
                getattr(self, name)(nth, column)
            except KindError:
                return

        return later


DEEDS = (
    "type",
    "add",
    "sort",
    "insert",
    "drag",
    "new_column",
    "drag_column",
    "rename",
    "filter",
    "hide",
)
