"""Backup: every book and the database, copied, opened, compared, kept thirty days."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sync import bootstrap, copies
from sync.copies import Uncopied
from sync.version import VERSION

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

    from sync.desk import Desk


@dataclass(frozen=True, slots=True)
class BackedUp:
    """What a backup did; the fields of ``run backup --json``."""

    folder: str


def run(desk: Desk, folder: Path, *, now: datetime) -> BackedUp:
    """Copy books and database, whoever has a book open; older copies go.

    Raises:
        Uncopied: Some of it could not be copied; the rest was.
        Unstorable: The database could not be copied.
    """
    made = bootstrap.back_up(desk, folder, copies.name(now))
    copies.forget(folder, now=now)
    return BackedUp(f"{made}")


def before_first_write(desk: Desk, folder: Path, *, now: datetime) -> None:
    """Where an older version wrote last, copy everything before this one writes.

    A book that was torn before lies in the copy as it is, and stops no other.

    Raises:
        Uncopied: Some of it could not be copied; then nothing is to be written.
        Unstorable: The database could not be copied.
    """
    if bootstrap.last_version(desk) == VERSION:
        return
    called = copies.before(folder, VERSION) or copies.name(
        now, f"{copies.BEFORE}{VERSION}"
    )
    try:
        bootstrap.back_up(desk, folder, called)
    except Uncopied as told:
        if told.is_lost:
            raise
    bootstrap.keep_version(desk, now=now)
