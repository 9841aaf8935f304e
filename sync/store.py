"""What the desk asks of a spreadsheet, whichever program holds it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol, runtime_checkable

from sheets_schema.finding import Finding, Matter

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence
    from datetime import datetime

    from sheets_schema.cells import Raw
    from sheets_schema.columns import Book
    from sheets_schema.records import Change, Reading, Receipt
    from sheets_schema.report import Report


class StoreError(Exception):
    """The spreadsheet could not be read or written; ``str`` is one sentence.

    Attributes:
        do: What a person does about it, whole sentences; empty where nothing is known.
    """

    do = ""


def of_refusal(refused: StoreError, book: Book) -> Finding:
    """What a refusal says of a book, as a finding."""
    return Finding(str(refused), refused.do, Matter.BOOK, book.key, grave=True)


class Held(StoreError):  # noqa: N818 - named for the refusal
    """Somebody has the book open: it can be read, and writing has to wait."""

    def __init__(self, title: str, by: str = "") -> None:
        who = f" bởi {by}" if by else ""
        super().__init__(f"Sổ “{title}” đang được mở{who}; sẽ ghi khi sổ được đóng.")


class Moved(StoreError):  # noqa: N818 - named for the refusal
    """The book is no longer what was read: read again and decide again."""

    def __init__(self, title: str) -> None:
        super().__init__(f"Sổ “{title}” vừa được người khác sửa; sẽ đọc lại.")


class Unreachable(StoreError):  # noqa: N818 - named for the refusal
    """The book is not there, or may not be read or written; the reason is told."""

    def __init__(self, title: str, reason: str, do: str = "") -> None:
        super().__init__(f"Không dùng được sổ “{title}”: {reason}.")
        self.do = do


class TooLong(StoreError):  # noqa: N818 - named for the refusal
    """A text does not fit a cell; it is refused whole, never cut."""

    def __init__(self, title: str, heading: str, most: int) -> None:
        shown = f"{most:,}".replace(",", ".")
        super().__init__(
            f"Nội dung cho cột “{heading}” của sổ “{title}” dài hơn {shown} ký tự."
        )


class TabFull(StoreError):  # noqa: N818 - named for the refusal
    """A tab has no line left for a new row."""

    def __init__(self, title: str, tab: str) -> None:
        super().__init__(f"Tab “{tab}” của sổ “{title}” đã hết dòng để ghi thêm.")


class Store(Protocol):
    """A set of books that hold the register.

    Rows are found by the keys of line 1, never by title or position. Every method may
    raise a `StoreError`; nothing is left half done when it does.
    """

    def read(self, book: Book, tabs: Collection[str] = ()) -> Reading:
        """The rows of a book's tabs as they stand now; all its tabs if none is named.

        Raises:
            Unreachable: The book is missing or cannot be read.
        """
        ...

    def commit(self, reading: Reading, changes: Sequence[Change]) -> Receipt:
        """Carry out changes that were decided on a reading: all of them, or none.

        Text is stored as text whatever it begins with; a moment or a day becomes a
        real date cell in the format of its column. Only cells of the changes are
        touched. A `NewRow` whose ``once`` value already stands in the tab is skipped.
        No changes, no write.

        Raises:
            Moved: What was read is no longer so.
            Held: Somebody has the book open.
            Unreachable: It cannot be written, or a tab of the changes was not read.
            TooLong: A text does not fit a cell.
            TabFull: A tab has no line left.
        """
        ...

    def dress(self, book: Book) -> int:
        """Make the book, or mend its look; how many things were mended.

        Draws what is missing of tabs, keys, headings, notes, drop-downs, formats,
        colours, folds and warnings; leaves everything that people added alone. Where
        nothing is missing nothing is written.
        """
        ...

    def draw(self, book: Book, report: Report) -> None:
        """Put a report into the book as a tab, in place of an older drawing of it."""
        ...

    def take_over(self, book: Book) -> None:
        """Let a book that carries another desk's id carry this one's."""
        ...

    def examine(self, books: Iterable[Book], *, now: datetime) -> Iterator[Finding]:
        """What keeps the desk from its books, or makes its work in them wrong.

        What can be seen without reading a row; nothing is changed.

        Args:
            books: The books that the desk keeps.
            now: The moment by this machine, with its zone.
        """
        ...


@dataclass(frozen=True, slots=True)
class RestoredCell:
    """A cell that was written over by mistake and has back what was read there.

    A word that somebody typed there in that very moment is lost. Or a word that they
    typed while a new row stood in the wrong columns: it stays, and what was meant to
    stand there does not.

    Attributes:
        tab: The key of the table that the tab holds.
        line: Where it stands.
        key: The full key of its column; of people's own columns the heading.
        wrote: What the desk had written there, or wanted to.
        had: What stands there.
        code: The code of its row; empty where it has none.
    """

    tab: str
    line: int
    key: str
    wrote: Raw
    had: Raw
    code: str = ""


@runtime_checkable
class Shared(Protocol):
    """A store on a service that people share with the desk and work in all the time."""

    def restored(self) -> Sequence[RestoredCell]:
        """The cells written over by mistake and put right since this was last asked."""
        ...
