"""The queue where the disk is slow: grouped commits beside one commit a request.

The disk is made slow by making ``COMMIT`` take 5 ms longer while the write lock is
held, which is where SQLite waits for fsync; the real fsync comes on top. The peer does
the same insert in a transaction of its own for each request, one after the other. The
floor is what a disk of 5 ms allows if every commit carried all 16 threads.
"""

import sqlite3
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from statistics import median, quantiles
from tempfile import TemporaryDirectory
from typing import Any

from sync.durable import parcel
from sync.durable.database import Database, open_database
from sync.durable.queue import Parcel, Queue, Sender, _put

FSYNC = 0.005
THREADS = 16
REQUESTS = 320
TURNS = 3
GOAL = 3.0
NOW = datetime(2026, 3, 6, tzinfo=UTC)


class SlowDisk(sqlite3.Connection):
    """A disk on which an fsync takes `FSYNC` seconds longer."""

    def execute(self, sql: str, values: Any = ()) -> sqlite3.Cursor:  # noqa: ANN401 - as sqlite3 has it
        if sql == "COMMIT":
            time.sleep(FSYNC)
        return super().execute(sql, values)


def form(number: int) -> Parcel:
    words = "Hàng giao thiếu một thùng, gọi mãi không ai nghe. " * 5
    return Parcel(
        token=f"token {number}",
        at=NOW,
        rows={
            "f01": ({"description": words},),
            "consent": ({"purpose": "giải quyết phản hồi"},),
        },
        track_code=f"{number:010d}",
        sender=Sender("a" * 32, ("c" * 32, "d" * 32)),
    )


def ours(database: Database) -> tuple[Callable[[int], object], Callable[[], None]]:
    queue = Queue(database)
    return lambda number: queue.put(form(number), another_code=str), queue.close


def one_each(database: Database) -> tuple[Callable[[int], object], Callable[[], None]]:
    def put(number: int) -> object:
        sent = form(number)
        with database.transaction() as connection:
            return _put(parcel.whole(sent), parcel.columns(sent), connection)

    return put, lambda: None


def measured(
    way: Callable[[Database], tuple[Callable[[int], object], Callable[[], None]]],
    kind: type[sqlite3.Connection],
) -> tuple[float, float]:
    """Requests a second and the 99th percentile of waiting, in milliseconds."""
    with TemporaryDirectory() as folder:
        database = open_database(Path(folder, "langnghe.db"), kind=kind)
        put, close = way(database)
        began = time.perf_counter()
        with ThreadPoolExecutor(THREADS) as threads:
            waits = list(threads.map(partial(timed, put), range(REQUESTS)))
        took = time.perf_counter() - began
        close()
        database.close()
    return REQUESTS / took, quantiles(waits, n=100)[98] * 1000


def timed(put: Callable[[int], object], number: int) -> float:
    began = time.perf_counter()
    put(number)
    return time.perf_counter() - began


def main() -> None:
    for label, kind in (
        (f"fsync + {FSYNC * 1000:.0f} ms", SlowDisk),
        ("this disk as it is", sqlite3.Connection),
    ):
        turns = [(measured(ours, kind), measured(one_each, kind)) for _ in range(TURNS)]
        grouped, each = (
            [median(turn[way][figure] for turn in turns) for figure in range(2)]
            for way in range(2)
        )
        print(f"{label}, {THREADS} threads, {REQUESTS} submissions")
        print(f"  ours, grouped       {grouped[0]:8.0f}/s   p99 {grouped[1]:7.1f} ms")
        print(f"  one commit each     {each[0]:8.0f}/s   p99 {each[1]:7.1f} ms")
        if kind is SlowDisk:
            floor = THREADS / FSYNC
            print(f"  floor               {floor:8.0f}/s")
            print(f"  ours / floor        {grouped[0] / floor:8.2f}")
        print(f"  ours / one each     {grouped[0] / each[0]:8.1f}", end="")
        print(f"   (goal {GOAL})" if kind is SlowDisk else "")


if __name__ == "__main__":
    main()
