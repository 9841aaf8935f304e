"""The log: the journal's entries, to be shown, looked up and checked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sync.durable import entries, telling
from sync.durable.checking import faults
from sync.durable.database import text

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from datetime import datetime

    from sync.durable.chain import End, SealedNote
    from sync.durable.checking import Fault
    from sync.durable.database import Database
    from sync.durable.telling import Told


class Log:
    """All that was ever noted. Every method may raise `Unstorable`."""

    def __init__(self, database: Database) -> None:
        self._database = database

    @property
    def beginning(self) -> SealedNote | None:
        """How it began, or last began anew; None until the desk saw its books."""
        with self._database.reading() as connection:
            return entries.beginning(connection)

    @property
    def end(self) -> End:
        """The place of the last entry and its seal."""
        with self._database.reading() as connection:
            return entries.end(connection)

    def since(self, moment: datetime, *, but: Collection[int] = ()) -> list[SealedNote]:
        """The entries from a moment on but for some places, in their order."""
        with self._database.reading() as connection:
            return entries.since(connection, text(moment), but)

    def of(self, tab: str, code: str) -> list[SealedNote]:
        """All that was ever noted of a row, in its order."""
        with self._database.reading() as connection:
            return entries.of_row(connection, tab, code)

    def rows(self) -> Mapping[tuple[str, str], Told]:
        """What the entries alone tell of every row, by tab and code."""
        with self._database.reading() as connection:
            return telling.rows(entries.all_(connection))

    def faults(self) -> list[Fault]:
        """Every place that somebody touched by hand; looks at all there is.

        About a second for thirty thousand new rows of ten cells.
        """
        with self._database.reading() as connection:
            connection.execute("BEGIN")  # the end and the entries of one instant
            found = list(faults(entries.all_(connection), entries.end(connection)))
            connection.execute("COMMIT")
        return found
