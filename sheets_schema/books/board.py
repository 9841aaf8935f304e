"""Board: the book that managers read; its tabs are reports, drawn when issued."""

from __future__ import annotations

from sheets_schema.columns import Book

BOARD = Book(key="board", title="Báo cáo lãnh đạo", file="lanh-dao.xlsx", tables=())
