"""Wanting: how the tabs of a book should look, their columns being where they are."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from sheets_schema.looks import look
from sync.a1 import column_letters
from sync.keys import carries
from sync.mending import is_stripped, patches, remains, standing
from sync.xlsx.colouring import colours
from sync.xlsx.offering import choices, offer
from sync.xlsx.repairs import Wanted

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sheets_schema.columns import Book, Table
    from sync.mending import Patch
    from sync.xlsx.offering import Offer
    from sync.xlsx.sheetread import Sheet


@dataclass
class BookTabs:
    """The tabs of a book: which tables they hold, and what stands in their first lines.

    Attributes:
        book: The book as declared.
        tops: The first lines of every tab, by its title.
        shape: Of which shape the book is.
    """

    book: Book
    tops: Mapping[str, Sheet]
    shape: int

    @cached_property
    def single(self) -> Mapping[str, Table]:
        """The tables that stand on exactly one tab, by its title."""
        return {
            titles[0]: table
            for table in self.book.tables
            if len(titles := self._carrying(table)) == 1
        }

    @cached_property
    def missing(self) -> tuple[Table, ...]:
        """The tables without a tab, nor one that looks as if it were theirs."""
        return tuple(
            table
            for table in self.book.tables
            if not self._carrying(table)
            and not any(
                remains(table, title, it.keys, it.headings)
                for title, it in self.tops.items()
            )
        )

    @property
    def outgrown(self) -> bool:
        """Whether the book is of an older shape, and all of it can be brought on."""
        known = {*self.single.values(), *self.missing}
        newer = (it for it in self.book.tables if it.newer(self.shape))
        return self.shape < self.book.shape and all(it in known for it in newer)

    def lost(self, title: str) -> tuple[Patch, ...]:
        """The keys and headings that a tab should have back, or has never had."""
        table, top = self.single[title], self.tops[title]
        return patches(table, top.keys, top.headings, table.newer(self.shape))

    def wanted(self, title: str) -> Wanted | None:
        """How a tab should be; None where its columns are not all there, once each."""
        table = self.single[title]
        columns = self._standing(table, title)
        if not columns:
            return None
        height = self.tops[title].height
        offers = self._offers(table, columns)
        notes = {columns[it.key]: it.note for it in look.of(table).columns}
        return Wanted(height, colours(table, columns), offers, notes)

    def where(self, tab: str, key: str) -> str:
        """The formula of a list of choices as the book will stand.

        It is empty if the book has no such list, or the list has lost its place.
        """
        title, columns = self._places.get(tab, ("", {}))
        return choices(title, column_letters(columns[key])) if columns else ""

    def _offers(
        self, table: Table, columns: Mapping[str, int]
    ) -> Mapping[int, Offer | None]:
        """What the columns should offer; those whose list is not clear are left."""
        lost = self.book.by_key.keys() - self._places.keys()
        return {
            columns[it.key]: offer(it, self.where)
            for it in look.of(table).columns
            if it.drop_down is None or it.drop_down.tab not in lost
        }

    @cached_property
    def _places(self) -> Mapping[str, tuple[str, Mapping[str, int]]]:
        """The title and the columns of each table that is or will be whole."""
        found = {
            table.key: (title, columns)
            for title, table in self.single.items()
            if (columns := self._standing(table, title))
        }
        made = {
            table.key: (
                table.title,
                {column.key: at for at, column in enumerate(table.columns)},
            )
            for table in self.missing
        }
        return {**found, **made}

    def _standing(self, table: Table, title: str) -> Mapping[str, int]:
        top = self.tops[title]
        return standing(table, top.keys, top.headings, table.newer(self.shape))

    def _carrying(self, table: Table) -> list[str]:
        tops = self.tops.items()
        return [title for title, it in tops if carries(table, it.keys)] or [
            title for title, it in tops if is_stripped(table, it.keys, it.headings)
        ]
