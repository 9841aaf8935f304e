"""Surveying: asks how a book looks, mostly in one request."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sheets_schema.looks import guide
from sync.google.refusals import Refused, Why
from sync.google.sheets import quoted
from sync.google.survey import LOOKS, TITLES, lines_of, survey
from sync.keys import carries

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sheets_schema.columns import Book
    from sync.google.sending import Sender
    from sync.google.survey import Survey


def surveyed(sender: Sender, book: Book, titles: Sequence[str]) -> Survey:
    """How a book looks.

    Args:
        sender: The way there.
        book: What it should hold.
        titles: What its tabs were called when they were last seen; none if they were
            not: then they may have the names that a new book gives them.

    Raises:
        Refused: Google said no.
    """
    declared = [table.title for table in book.tables] or [guide.TITLE]
    try:
        found = _asked(sender, lines_of(titles or declared))
    except Refused as refused:
        if refused.why is not Why.INVALID:
            raise
    else:
        if _is_whole(book, found):
            return found
    return _asked(sender, _all_lines(sender))


def _asked(sender: Sender, ranges: Sequence[str]) -> Survey:
    return survey(sender.get({"fields": LOOKS, "ranges": list(ranges)}))


def _is_whole(book: Book, found: Survey) -> bool:
    """Whether each table stands on exactly one of the tabs that were looked at."""
    return all(
        sum(carries(table, tab.keys) for tab in found.tabs) == 1
        for table in book.tables
    )


def _all_lines(sender: Sender) -> list[str]:
    """The first lines of every tab; of a new spreadsheet's only tab everything."""
    sheets = [it["properties"] for it in sender.get({"fields": TITLES})["sheets"]]
    titles = [it["title"] for it in sheets if it.get("sheetType") == "GRID"]
    return lines_of(titles) if len(titles) > 1 else [quoted(it) for it in titles]
