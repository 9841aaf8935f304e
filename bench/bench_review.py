"""What a review of 10,000 rows costs: one without any change, and one with 200.

Run it from the project's folder: ``python bench/bench_review.py``. The book is in
memory, so that no disk and no service is measured; one row in twenty is an open case,
the rest is closed, as in a register of some years. The floor reads the book and looks
at every cell once. The parts are measured under the profiler, as shares of the whole.
"""

from __future__ import annotations

import cProfile
import pstats
import random
import sys
from datetime import datetime, timedelta
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

sys.path.insert(0, str(Path(__file__).parents[1]))

from jobs import review
from sheets_schema.books.shelf import DESK
from sync import bootstrap
from sync.configuration.settings import CompanySection, Settings, Web
from sync.desk import Desk
from sync.durable.claims import Claims
from sync.durable.database import open_database
from sync.durable.journal import Journal
from sync.durable.ledger import Ledger
from sync.durable.queue import Queue
from sync.memory import MemoryStore

if TYPE_CHECKING:
    from collections.abc import Callable

    from sheets_schema.cells import Raw

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
NOW = datetime(2026, 3, 6, 9, 42, tzinfo=ZONE)
MANY, CHANGED, OPEN_ONE_IN = 10_000, 200, 20
ROUNDS = 3
OWNER, OTHER = "Trần Thu Hà", "Phạm Thu Thuỷ"
KINDS = ("Khiếu nại", "Góp ý", "Hỏi thông tin", "Lời khen")
PARTS = {
    "reading the book": "(read)",
    "casework: who is who, verdicts, cells": "(decide)",
    "letters": "(letters)",
    "other tabs": "(problems)",
    "logs": "(_logs)",
    "writing": "(_commit)",
    "remembering": "(_remember)",
}
FILES = ("memory.py", "casebook.py", "outgoing.py", "remarks.py", "review.py")


def new_desk(folder: Path) -> Desk:
    database = open_database(folder / "langnghe.db")
    web = Web.model_validate({"secret": "a-secret-of-a-bench"})
    draw = random.Random(912).randrange
    return Desk(
        settings=Settings(web=web, company=CompanySection(name="Công ty Ánh Dương")),
        store=MemoryStore(),
        queue=Queue(database),
        ledger=Ledger(database, domain="example.com"),
        journal=Journal(database),
        claims=Claims(database),
        draw=lambda: draw(10**9),
    )


def fill(store: MemoryStore) -> None:
    """A register of some years."""
    chance = random.Random(912)
    grid = store.tab("f01")
    for number in range(MANY):
        is_open = number % OPEN_ONE_IN == 0
        for key, raw in row(number, chance, is_open=is_open).items():
            grid.type(number + 3, f"f01.{key}", raw)


def row(number: int, chance: random.Random, *, is_open: bool) -> dict[str, Raw]:
    days = chance.randrange(1, 20 if is_open else 700)
    came = NOW.replace(tzinfo=None) - timedelta(
        days=days, minutes=chance.randrange(500)
    )
    kind = KINDS[number % 4]
    cells: dict[str, Raw] = {
        "received_at": came,
        "channel": "Điện thoại",
        "kind": kind if is_open or kind != "Khiếu nại" else "Hỏi thông tin",
        "severity": "1 Thông thường",
        "owner": OWNER,
        "name": f"Nguyễn Văn {number}",
        "phone": f"09{chance.randrange(10**8):08d}",
        "email": f"khach{number}@example.com",
        "service": "Giao hàng, lắp đặt",
        "topic": "Chậm trễ",
        "description": f"Đặt hàng từ thứ Hai, gọi mãi chưa ai nghe máy, lần {number}.",
        "wanted": "Xin lỗi; Giải thích rõ sự việc",
    }
    if not is_open:
        decided = {"leader_decision": "Áp dụng", "leader_by": "Lê Minh Quân"}
        replied = {"replied_at": came, "replied_by": OWNER, "replied_how": "Gọi điện"}
        cells |= decided | replied if kind == "Góp ý" else replied
    return cells


def change(store: MemoryStore, turn: int) -> None:
    """People work on 200 cases: half of them open, in cells that change the verdict."""
    owner = (OTHER, OWNER)[turn % 2]
    for number in range(CHANGED // 2):
        store.typed("f01", number * OPEN_ONE_IN + 3, "owner", owner)
        store.typed("f01", number * OPEN_ONE_IN + 4, "lesson", f"Gọi trước, lần {turn}")


def floor(store: MemoryStore) -> int:
    """Read the book and look at every cell once."""
    reading = store.read(DESK)
    return sum(
        1
        for rows in reading.rows.values()
        for one in rows
        for key, raw in one.cells.items()
        if key and raw
    )


def shares(desk: Desk, now: datetime) -> dict[str, float]:
    """What part of a review each of its parts takes, under the profiler."""
    profile = cProfile.Profile()
    profile.runcall(review.run, desk, now=now)
    stats = pstats.Stats(profile).stats.items()  # type: ignore[attr-defined]  # not in the stubs
    took = {
        f"({name})": cumulated
        for (file, _, name), (_, _, _, cumulated, _) in stats
        if file.endswith(FILES)
    }
    whole = took["(_review)"]
    return {part: took.get(name, 0) / whole for part, name in PARTS.items()}


def main() -> None:
    with TemporaryDirectory() as folder:
        desk = new_desk(Path(folder))
        bootstrap.furnish(desk, email="thuy@example.com", now=NOW)
        store = desk.store
        assert isinstance(store, MemoryStore)
        for line, name in enumerate((OWNER, OTHER), 3):
            store.typed("person", line, "name", name)
        fill(store)
        moments = (NOW + timedelta(minutes=minute) for minute in count())
        for _ in range(4):
            reviewed(desk, next(moments))
        least = min(timed(lambda: floor(store))[0] for _ in range(ROUNDS))
        quiet = min(reviewed(desk, next(moments)) for _ in range(ROUNDS))
        busy = (9e9, 0)
        for turn in range(ROUNDS):
            change(store, turn)
            busy = min(busy, reviewed(desk, next(moments)))
        print(f"{MANY} rows; reading and looking at each cell {least:.2f} s")
        for label, (took, cells) in (("no change", quiet), (f"{CHANGED} rows", busy)):
            each = took / MANY * 1e6
            print(f"{label:>10}: {took:5.2f} s, {cells} cells written, ", end="")
            print(f"{each:4.0f} µs a row, {took / least:5.1f} × the floor")
        for part, share in shares(desk, next(moments)).items():
            print(f"{part:>40}: {share:4.0%}")
        desk.queue.close()


def timed(work: Callable[[], Any]) -> tuple[float, Any]:
    began = perf_counter()
    done = work()
    return perf_counter() - began, done


def reviewed(desk: Desk, now: datetime) -> tuple[float, int]:
    """How long a review took, and how many cells it changed."""
    took, done = timed(lambda: review.run(desk, now=now))
    return took, done.changed_cells


if __name__ == "__main__":
    main()
