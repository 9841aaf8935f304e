"""Shelf: the four books of a desk, and where each tab stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sheets_schema.books.board import BOARD
from sheets_schema.books.desk import DESK
from sheets_schema.books.restricted import RESTRICTED
from sheets_schema.books.survey import SURVEY

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sheets_schema.columns import Book

__all__ = ["BOARD", "BOOKS", "BOOK_OF", "DESK", "RESTRICTED", "SURVEY"]

BOOKS: tuple[Book, ...] = (DESK, SURVEY, BOARD, RESTRICTED)

BOOK_OF: Mapping[str, Book] = {
    table.key: book for book in BOOKS for table in book.tables
}
"""The book that holds a tab, by the tab's key: no two books share one."""
