"""Copies: books and database as they stand, in a folder of their own, looked into.

A copy has its name only once all of it was opened and held against what it was made
from; what a stopped program left half made is cleared away by the next.
"""

from __future__ import annotations

import re
import shutil
from contextlib import closing
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from sheets_schema.books.shelf import BOOKS
from sheets_schema.records import NewRow
from sync import private
from sync.changes import alike
from sync.durable.database import Database
from sync.store import StoreError, Unreachable

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from sheets_schema.columns import Book
    from sheets_schema.records import Reading, Row
    from sync.store import Store

FOLDER = "backups"
KEPT_FOR = timedelta(days=30)
BEFORE = "truoc-"
"""In the name of a copy made before a new version of the program wrote."""
_HALF = ".dang-chep"
"""How the name of a copy ends as long as it is not whole."""
_NAME = re.compile(r"(\d{4}-\d\d-\d\d)-(\d{4})(?:-.+)?")
_UNLIKE = "bản sao không giống sổ, xin xem ổ đĩa"


class Uncopied(StoreError):  # noqa: N818 - named for the refusal
    """What could be copied was; ``str`` says in sentences what could not.

    Attributes:
        is_lost: Whether something lies in no copy at all; a file that was torn before
            lies in it as it is.
    """

    def __init__(self, reasons: list[str], *, is_lost: bool) -> None:
        super().__init__("Chưa sao lưu đủ. " + " ".join(reasons))
        self.is_lost = is_lost


def name(now: datetime, about: str = "") -> str:
    """What the folder of a copy is called: its moment, and what it was made for."""
    return f"{now:%Y-%m-%d-%H%M}{f'-{about}' if about else ''}"


def moments(folder: Path) -> Iterator[tuple[datetime, Path]]:
    """The whole copies in a desk's folder, each with its moment, without a zone."""
    for one in sorted((folder / FOLDER).glob("*")):
        if found := _NAME.fullmatch(one.name):
            yield datetime.strptime("".join(found.groups()), "%Y-%m-%d%H%M"), one  # noqa: DTZ007 - as the company's clock said


def latest(folder: Path) -> datetime | None:
    """The moment of the newest whole copy; None where there is none."""
    return max((at for at, _ in moments(folder)), default=None)


def before(folder: Path, version: str) -> str:
    """What the copy is called that was made before a version; empty if none was."""
    made = (one.name for _, one in moments(folder))
    return next((it for it in made if it.endswith(f"{BEFORE}{version}")), "")


def make(
    folder: Path, called: str, database: Path, books: Store | None, copy: Store | None
) -> Path:
    """Copy database and books of a desk into a folder of their own; where that is.

    Of a workbook that is not there nothing can be lost; the doctor misses it.

    Args:
        folder: The desk's.
        called: The name of the copy; an older one of that name is made anew, but for
            its database, which is as it was before.
        database: The file of the database.
        books: Where the books are read, to be drawn as workbooks; None where they are
            workbooks in the desk's folder already: then the files are copied.
        copy: The store of workbooks in the copy's folder, made by `half`.

    Raises:
        Uncopied: Some of it could not be copied; the rest was.
        Unstorable: The database could not be copied.
    """
    half_made, whole = half(folder, called), folder / FOLDER / called
    earlier = whole / database.name
    if earlier.exists():
        shutil.copy2(earlier, half_made / database.name)
    else:
        keep_database(database, half_made / database.name)
    here = [it for it in BOOKS if books is not None or (folder / it.file).exists()]
    reasons = []
    for book in here:
        try:
            if books is None:
                _copied(folder / book.file, half_made / book.file, book)
            if copy is not None:
                _compared(book, copy, books)
        except StoreError as refused:
            reasons.append(str(refused))
    lost = any(not (half_made / book.file).exists() for book in here)
    if whole.exists():
        shutil.rmtree(whole)
    half_made.rename(whole)
    if reasons:
        raise Uncopied(reasons, is_lost=lost)
    return whole


def half(folder: Path, called: str) -> Path:
    """The folder of a copy that is being made, for the desk's own account alone."""
    backups = folder / FOLDER
    private.folder(backups)
    made = backups / f"{called}{_HALF}"
    private.folder(made)
    return made


def forget(folder: Path, *, now: datetime) -> None:
    """Take away copies older than they are kept, and what was left half made."""
    oldest = now.replace(tzinfo=None) - KEPT_FOR
    for at, one in list(moments(folder)):
        if at < oldest:
            shutil.rmtree(one)
    for one in (folder / FOLDER).glob(f"*{_HALF}"):
        shutil.rmtree(one)


def keep_database(source: Path, target: Path) -> None:
    """Copy a database that others may be writing, and look at each page of the copy.

    Raises:
        Unstorable: It cannot be read, or the copy is not whole.
    """
    target.unlink(missing_ok=True)
    private.seal(target)
    with closing(Database(source)) as database:
        database.copy(target)


def _copied(source: Path, target: Path, book: Book) -> None:
    """A workbook byte by byte, as it was last saved."""
    try:
        words = source.read_bytes()
    except OSError as error:
        raise Unreachable(book.title, f"không sao lưu được tệp {book.file}") from error
    target.unlink(missing_ok=True)
    private.seal(target)
    target.write_bytes(words)
    if target.read_bytes() != words:
        raise Unreachable(book.title, _UNLIKE)


def _compared(book: Book, copy: Store, books: Store | None) -> None:
    """Open a copied book; one that lies elsewhere is drawn from a reading of it."""
    if books is None:
        copy.read(book)
        return
    reading = books.read(book)
    copy.dress(book)
    empty = copy.read(book)
    rows = [
        NewRow(tab, row.cells, once="")
        for tab, found in reading.rows.items()
        if tab in empty.rows
        for row in found
    ]
    copy.commit(empty, rows)
    drawn = copy.read(book)
    if any(not _like(found, drawn, tab) for tab, found in reading.rows.items()):
        raise Unreachable(book.title, _UNLIKE)


def _like(rows: tuple[Row, ...], drawn: Reading, tab: str) -> bool:
    """Whether a tab of a copy says what was read, but for where its rows stand."""
    copied = drawn.rows.get(tab, ())
    return len(copied) == len(rows) and all(
        alike(one.get(key), raw)
        for row, one in zip(rows, copied, strict=True)
        for key, raw in row.cells.items()
    )
