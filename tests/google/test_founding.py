"""A desk is founded on Google by its settings, and lives as in a workbook."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from jobs import founding, review
from sheets_schema.books.shelf import BOOKS
from sync.bootstrap import open_desk
from sync.configuration.settings import load
from sync.google.store import GoogleStore
from tests.google.hand import account
from tests.sheets_emulator.emulator import Emulator
from tests.sheets_emulator.server import serving

if TYPE_CHECKING:
    from pathlib import Path

NOW = datetime(2026, 3, 6, 9, 42, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))


def test_init_dresses_the_shared_spreadsheets_and_a_second_one_changes_nothing(
    tmp_path: Path,
) -> None:
    emulator = Emulator()
    with serving(emulator):
        account(emulator, tmp_path)
        environ = {
            "LANGNGHE_STORE__KIND": "google",
            "LANGNGHE_STORE__GOOGLE__ENDPOINT": emulator.url,
        }
        for book in BOOKS:
            made = emulator.make(book.title).book_id
            environ[f"LANGNGHE_STORE__GOOGLE__{book.key.upper()}"] = made
        wishes = founding.Wishes("Công ty Ánh Dương", "ha@example.com", store="google")
        first = founding.found(tmp_path, wishes, environ, now=NOW)
        writes = emulator.counted("write")
        again = founding.found(tmp_path, wishes, environ, now=NOW)
        assert (first.new_rows > 100, again.new_rows) == (True, 0)
        assert emulator.counted("write") == writes
        desk = open_desk(tmp_path, load(tmp_path, environ), now=NOW)
        done = review.run(desk, now=NOW)
        assert (done.problems, done.reads, done.writes) == ((), 1, 0)
        assert isinstance(desk.store, GoogleStore)
        desk.store.close()
        desk.queue.close()
