"""What a review costs where nothing happened, and what a digest, a flush, a busy one.

Run it from the project's folder: ``python bench/bench_review.py``. One row in twenty is
an open case, the rest is closed, as in a register of some years. The floor reads the
book and looks at every cell once. Books in memory show what the desk itself costs;
workbooks are measured in a process of its own that finds a folder and believes nothing:
its first review judges every row. Times are of the processor, so that neighbours on the
machine count less; memory is what the process holds at its most.
"""

from __future__ import annotations

import cProfile
import pstats
import random
import subprocess
import sys
from datetime import datetime, timedelta
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory
from time import process_time
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

sys.path.insert(0, str(Path(__file__).parents[1]))

from jobs import digest, flush, review
from sheets_schema import codes
from sheets_schema.books.shelf import DESK
from sheets_schema.records import NewRow
from sync import bootstrap
from sync.configuration.settings import CompanySection, Settings, Web
from sync.desk import Desk
from sync.durable.claims import Claims
from sync.durable.database import open_database
from sync.durable.journal import Journal
from sync.durable.ledger import Ledger
from sync.durable.parcel import Parcel
from sync.durable.queue import Queue
from sync.memory import MemoryStore
from sync.xlsx.workbook import WorkbookStore

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from sheets_schema.cells import Raw
    from sync.store import Store

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
NOW = datetime(2026, 3, 6, 9, 42, tzinfo=ZONE)
SIZES, CHANGED, SENT, OPEN_ONE_IN = (10_000, 30_000), 200, 500, 20
ROUNDS, SETTLING = 3, 4
QUIET, AT_ONCE, MEGABYTES = 2.5, 5.0, 300
"""The goals: so many times the floor for a quiet review, for a digest and a flush."""
OWNER, OTHER = "Trần Thu Hà", "Phạm Thu Thuỷ"
PEOPLE = (
    {"name": OWNER, "role": "CSKH", "email": "ha@example.com"},
    {"name": OTHER, "role": "Trưởng CSKH", "email": "thuy@example.com"},
    {"name": "Lê Minh Quân", "role": "Giám đốc", "email": "quan@example.com"},
)
KINDS = ("Khiếu nại", "Góp ý", "Hỏi thông tin", "Lời khen")
PARTS = {
    "reading the book": ("memory.py", "(read)"),
    "casework: who is who, what still holds": ("casebook.py", "(decide)"),
    "letters": ("outgoing.py", "(letters)"),
    "other tabs": ("remarks.py", "(problems)"),
    "logs": ("review.py", "(_logs)"),
    "writing": ("review.py", "(_commit)"),
    "remembering": ("review.py", "(_remember)"),
}


def new_desk(folder: Path, store: Store) -> Desk:
    database = open_database(folder / "langnghe.db")
    web = Web.model_validate({"secret": "a-secret-of-a-bench"})
    draw = random.Random(912).randrange
    return Desk(
        settings=Settings(web=web, company=CompanySection(name="Công ty Ánh Dương")),
        store=store,
        queue=Queue(database),
        ledger=Ledger(database, domain="example.com"),
        journal=Journal(database),
        claims=Claims(database),
        draw=lambda: draw(10**9),
    )


def fill(desk: Desk, many: int) -> None:
    """The books of a desk, with a register of some years."""
    bootstrap.furnish(desk, email="thuy@example.com", now=NOW)
    chance = random.Random(912)
    people = [NewRow("person", person, once="name") for person in PEOPLE]
    cases = (
        row(number, chance, is_open=number % OPEN_ONE_IN == 0) for number in range(many)
    )
    reading = desk.store.read(DESK)
    desk.store.commit(reading, [*people, *(NewRow("f01", it, once="") for it in cases)])


def row(number: int, chance: random.Random, *, is_open: bool) -> dict[str, Raw]:
    days = chance.randrange(1, 20 if is_open else 700)
    came = NOW.replace(tzinfo=None) - timedelta(
        days=days, minutes=chance.randrange(500)
    )
    kind = KINDS[number % 4]
    cells: dict[str, Raw] = {
        "code": codes.numbered("F01", 2026, number + 1),
        "track_code": codes.track_code(number),
        "logged_at": came,
        "taken_at": came,
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


def settle(desk: Desk, moments: Iterator[datetime]) -> None:
    """Review until nothing is new, and send what is queued."""
    for _ in range(SETTLING):
        now, hour = next(moments), timedelta(hours=1)
        review.run(desk, now=now)
        for one in desk.ledger.claim(now=now, owner="ban", lease=hour, limit=10**6):
            desk.ledger.sent(one, now=now)


def change(store: MemoryStore, turn: int) -> None:
    """People work on 200 cases: half of them open, in cells that change the verdict."""
    owner = (OTHER, OWNER)[turn % 2]
    for number in range(CHANGED // 2):
        store.typed("f01", number * OPEN_ONE_IN + 3, "owner", owner)
        store.typed("f01", number * OPEN_ONE_IN + 4, "lesson", f"Gọi trước, lần {turn}")


def send(desk: Desk, turn: int, now: datetime) -> None:
    """Customers send forms."""
    for number in range(SENT):
        name = f"{turn}-{number}"
        cells = {"kind": "Hỏi thông tin", "description": f"Hỏi giá, lần {name}"}
        track = codes.track_code(10**8 * (turn + 1) + number)
        sent = Parcel(token=name, at=now, rows={"f01": (cells,)}, track_code=track)
        desk.queue.put(sent, another_code=str)


def floor(store: Store) -> int:
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
        (file.rpartition("/")[2], f"({name})"): cumulated
        for (file, _, name), (_, _, _, cumulated, _) in stats
    }
    whole = took["review.py", "(_review)"]
    return {part: took.get(where, 0) / whole for part, where in PARTS.items()}


def timed(work: Callable[[], Any]) -> float:
    began = process_time()
    work()
    return process_time() - began


def best(work: Callable[[], Any]) -> float:
    return min(timed(work) for _ in range(ROUNDS))


def peak() -> float:
    """The most memory this process has held, in megabytes."""
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(it.split()[1]) for it in lines if it.startswith("VmHWM")) / 1024


def in_memory(many: int) -> None:
    with TemporaryDirectory() as folder:
        store, moments = MemoryStore(), minutes(NOW)
        desk = new_desk(Path(folder), store)
        fill(desk, many)
        settle(desk, moments)
        least = best(lambda: floor(store))
        quiet = best(lambda: review.run(desk, now=next(moments)))
        busy = []
        for turn in range(ROUNDS):
            change(store, turn)
            busy.append(timed(lambda: review.run(desk, now=next(moments))))
        print(f"\n{many} rows in memory; reading, looking at each cell {least:.2f} s")
        told("a review, nothing happened", quiet, least, QUIET)
        told(f"a review, {CHANGED} rows changed", min(busy), least)
        settle(desk, moments)
        for part, share in shares(desk, next(moments)).items():
            print(f"{part:>42}: {share:4.0%}")
        several(desk, least, moments)
        desk.queue.close()


def several(desk: Desk, least: float, moments: Iterator[datetime]) -> None:
    """A digest and a flush in the process that reviews."""
    day = timedelta(days=1)
    mails = best(lambda: digest.run(desk, now=next(moments) + day))
    told("a digest", mails, least, AT_ONCE)
    took = []
    for turn in range(ROUNDS):
        send(desk, turn, next(moments))
        took.append(timed(lambda: flush.run(desk, now=next(moments))))
    told(f"a flush of {SENT}", min(took), least, AT_ONCE)


def make(folder: Path, many: int) -> None:
    desk = new_desk(folder, WorkbookStore(folder, desk_id="ban-thu"))
    fill(desk, many)
    settle(desk, minutes(NOW - timedelta(hours=1)))
    desk.queue.close()


def in_workbook(folder: Path, many: int) -> None:
    store, moments = WorkbookStore(folder, desk_id="ban-thu"), minutes(NOW)
    desk = new_desk(folder, store)
    first = timed(lambda: review.run(desk, now=next(moments)))
    review.run(desk, now=next(moments))
    quiet = best(lambda: review.run(desk, now=next(moments)))
    most = peak()
    least = best(lambda: floor(WorkbookStore(folder, desk_id="ban-thu")))
    print(f"\n{many} rows in a workbook; reading, looking at each cell {least:.2f} s")
    told("the first review of a process", first, least)
    told("a review, nothing happened", quiet, least, QUIET)
    print(f"{'at its most':>42}: {most:4.0f} MB, the goal is {MEGABYTES}")
    several(desk, least, moments)
    desk.queue.close()


def minutes(since: datetime) -> Iterator[datetime]:
    return (since + timedelta(minutes=minute) for minute in count())


def told(what: str, took: float, least: float, goal: float = 0) -> None:
    aim = f", the goal is {goal}" if goal else ""
    print(
        f"{what:>42}: {took:5.2f} s, {took / least:5.1f} × the floor{aim}", flush=True
    )


def main() -> None:
    for many in SIZES:
        alone("memory", many)
        with TemporaryDirectory() as folder:
            alone("make", many, folder)
            alone("workbook", many, folder)


def alone(what: str, many: int, folder: str = "") -> None:
    """Each in a process of its own, so that its memory is its own."""
    subprocess.run([sys.executable, __file__, what, str(many), folder], check=True)


if __name__ == "__main__":
    match sys.argv[1:]:
        case "memory", many, _:
            in_memory(int(many))
        case "make", many, folder:
            make(Path(folder), int(many))
        case "workbook", many, folder:
            in_workbook(Path(folder), int(many))
        case _:
            main()
