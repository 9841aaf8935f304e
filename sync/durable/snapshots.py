"""Snapshots: what is kept of one moment, by name, in place of what was kept before."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sync.durable import raw_json
from sync.durable.database import text

if TYPE_CHECKING:
    from datetime import datetime

    from sync.durable.database import Database

_SNAPSHOT = "SELECT value FROM snapshot WHERE name = ?"
_KEEP = """
    INSERT INTO snapshot (name, value, kept_at) VALUES (?, ?, ?)
    ON CONFLICT (name) DO UPDATE SET value = excluded.value, kept_at = excluded.kept_at
    WHERE snapshot.value <> excluded.value
"""


class Snapshots:
    """Lists and mappings of raw values.

    Every method may raise `Unstorable`. Any thread may call any method.
    """

    def __init__(self, database: Database) -> None:
        self._database = database
        self._known: dict[str, tuple[str, object]] = {}

    def get(self, name: str) -> object:
        """What was kept under a name, as lists and mappings; None if nothing was.

        The very same object as long as it stays the same: not to be changed, and its
        identity may serve as a key.
        """
        with self._database.reading() as connection:
            row = connection.execute(_SNAPSHOT, (name,)).fetchone()
        if row is None:
            return None
        stored, value = self._known.get(name, ("", None))
        if stored != row["value"]:
            value = raw_json.loads(row["value"])
            self._known[name] = (row["value"], value)
        return value

    def keep(self, name: str, value: object, *, now: datetime) -> None:
        """Keep lists and mappings under a name, in place of the last."""
        with self._database.transaction() as connection:
            connection.execute(_KEEP, (name, raw_json.dumps(value), text(now)))
