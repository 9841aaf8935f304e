"""Dress: gives the books their look again: what is broken or missing of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sheets_schema.books.shelf import BOOKS
from sync.locking import holder
from sync.store import Held, Unreachable

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from sheets_schema.columns import Book
    from sync.desk import Desk


@dataclass(frozen=True, slots=True)
class Dressed:
    """What was done.

    Attributes:
        mended: How many things were mended, by the keys of the books.
        held: A sentence for each book that somebody has open.
    """

    mended: Mapping[str, int]
    held: Sequence[str]


def run(desk: Desk, folder: Path) -> Dressed:
    """Dress every book; one that is open or gone keeps no other waiting.

    A book that is gone is not made anew: an empty one in its place would hide that
    people should bring theirs back.

    Raises:
        StoreError: A book is gone, or cannot be read or written.
    """
    mended: dict[str, int] = {}
    held = [*open_books(desk, folder)]
    gone = [*_gone_books(desk, folder)]
    for book in BOOKS:
        if book in gone:
            continue
        try:
            mended[book.key] = desk.store.dress(book)
        except Held as refused:
            mended[book.key] = 0
            held = held or [str(refused)]
    if gone:
        raise Unreachable(gone[0].title, f"không thấy tệp ({gone[0].file})")
    return Dressed(mended, held)


def _gone_books(desk: Desk, folder: Path) -> Iterator[Book]:
    if desk.settings.store.kind == "workbook":
        yield from (it for it in BOOKS if not (folder / it.file).exists())


def open_books(desk: Desk, folder: Path) -> Iterator[str]:
    """A sentence for each book that somebody has open, though nothing is to be written.

    What is typed there now was not seen.
    """
    if desk.settings.store.kind == "workbook":
        for book in BOOKS:
            if who := holder(folder / book.file):
                yield str(Held(book.title, who))
