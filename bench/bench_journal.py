"""What the journal costs: 10,000 new rows noted, 10,000 unchanged ones, and the check.

Run it from the project's folder: ``python bench/bench_journal.py``. The floor of noting
writes the same cells as JSON, one line a row, without salts, digests and seals. The
floor of the check reads the entries and parses them. All of one line is measured in one
run; the disk is the one of the temporary folder.
"""

from __future__ import annotations

import json
import sys
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import TYPE_CHECKING, Any

sys.path.insert(0, str(Path(__file__).parents[1]))

from sheets_schema.books.register import F01
from sync.durable import raw_json
from sync.durable.database import Database, open_database
from sync.durable.journal import Journal

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from sheets_schema.cells import Raw

MANY, ROUNDS = 10_000, 3
GOAL = 2.0
NOW = datetime(2026, 3, 6, tzinfo=UTC)
AT = datetime(2026, 3, 6, 8, 1)  # noqa: DTZ001 - as a cell holds it
CELLS: Mapping[str, Raw] = {
    "received_at": AT,
    "logged_at": AT,
    "taken_at": AT,
    "channel": "Điện thoại",
    "kind": "Khiếu nại",
    "name": "Nguyễn Văn An",
    "phone": "0912 345 678",
    "email": "an@example.com",
    "service": "Giao hàng, lắp đặt",
    "description": "Hàng giao thiếu một thùng, gọi mãi không ai nghe. " * 4,
    "wanted": "Xin lỗi",
    "owner": "Trần Thu Hà",
}


def rows() -> dict[str, Mapping[str, Raw]]:
    numbers = ((f"F01-2026-{n:05}", f"{n:010}") for n in range(1, MANY + 1))
    return {
        code: {"code": code, "track_code": track, **CELLS} for code, track in numbers
    }


def timed(what: Callable[[], Any]) -> float:
    began = perf_counter()
    what()
    return perf_counter() - began


def written(database: Database) -> None:
    """The rows as JSON, a line each."""
    with database.transaction() as connection:
        connection.execute("CREATE TABLE plain (code TEXT PRIMARY KEY, cells TEXT)")
        lines = ((code, raw_json.dumps(cells)) for code, cells in rows().items())
        connection.executemany("INSERT INTO plain VALUES (?, ?)", lines)


def parsed(database: Database) -> None:
    """Every entry read and parsed."""
    with database.reading() as connection:
        for (cells,) in connection.execute("SELECT cells FROM entry ORDER BY seq"):
            json.loads(cells)


def turn() -> dict[str, float]:
    with (
        TemporaryDirectory() as folder,
        closing(open_database(Path(folder, "langnghe.db"))) as database,
    ):
        journal, found = Journal(database), rows()

        def note() -> None:
            journal.remember(F01, found, now=NOW)

        took = {"floor": timed(lambda: written(database)), "new": timed(note)}
        note()
        note()
        took["unchanged"] = timed(note)
        took["read"] = timed(lambda: parsed(database))
        took["check"] = timed(journal.log.faults)
        assert journal.log.end.seq == MANY
    return took


def main() -> None:
    turns = [turn() for _ in range(ROUNDS)]
    best = {name: min(one[name] for one in turns) for name in turns[0]}
    ratio = best["new"] / best["floor"]
    print(f"{MANY} rows of {len(CELLS) + 2} cells")
    print(f"  written as JSON alone   {best['floor']:7.2f} s")
    print(
        f"  noted as new            {best['new']:7.2f} s   (goal {GOAL}), {ratio:.1f} ×"
    )
    print(f"  found unchanged         {best['unchanged'] * 1000:7.1f} ms")
    print(f"  entries parsed          {best['read']:7.2f} s")
    ratio = best["check"] / best["read"]
    print(f"  chain checked           {best['check']:7.2f} s   {ratio:.1f} ×")


if __name__ == "__main__":
    main()
