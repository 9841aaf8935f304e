"""Dress: gives the books their look again: what is broken or missing of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sheets_schema.books.shelf import BOOKS
from sync.locking import holder
from sync.store import Held

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

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
    """Dress every book; one that is open waits, and keeps no other waiting.

    Raises:
        StoreError: A book cannot be read or written.
    """
    mended: dict[str, int] = {}
    held = [*_open_books(desk, folder)]
    for book in BOOKS:
        try:
            mended[book.key] = desk.store.dress(book)
        except Held as refused:
            mended[book.key] = 0
            held = held or [str(refused)]
    return Dressed(mended, held)


def _open_books(desk: Desk, folder: Path) -> Iterator[str]:
    """Also where nothing is to be mended: what is typed there now was not seen."""
    if desk.settings.store.kind == "workbook":
        for book in BOOKS:
            if who := holder(folder / book.file):
                yield str(Held(book.title, who))
