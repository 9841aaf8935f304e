"""What judging an open case costs: its cells read, all clocks, flag and sentence.

Run it from the project's folder: ``python bench/bench_judging.py``. The cases are open,
of all kinds, spread over a month; a third are late. The floor does for each case what
nobody can do without: look at every cell once, add a span to a moment for each clock
and put the sentence together. All of one line is measured in one run.
"""

from __future__ import annotations

import random
import sys
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

sys.path.insert(0, str(Path(__file__).parents[1]))

from sheets_schema import entry
from sheets_schema.books.register import F01
from sheets_schema.books.slip import F02
from sheets_schema.casework import derived, lifecycle
from sheets_schema.casework.case import Case
from sheets_schema.casework.history import History, trace
from sheets_schema.company import prefill
from sheets_schema.company.office import Company
from sheets_schema.company.settings_tabs import read_office
from sheets_schema.procedure import pack
from sheets_schema.records import Row
from sheets_schema.timing.holidays_vn import for_year

if TYPE_CHECKING:
    from collections.abc import Callable

    from sheets_schema.cells import Raw
    from sheets_schema.company.office import Office

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
NOW = datetime(2026, 3, 6, 9, 42, tzinfo=ZONE)
SIZES = (1_000, 10_000)
ROUNDS = 3
GOAL = 150.0
KINDS = ("Khiếu nại", "Góp ý", "Hỏi thông tin", "Khiếu nại")
HOUR = timedelta(hours=1)


def office() -> Office:
    """The settings tabs of a new book, with its people."""
    people = [("Trần Thu Hà", "CSKH"), ("Lê Minh Quân", "Giám đốc")]
    tabs = {
        "policy": prefill.policy(pack.read("hop-nhat")),
        "hours": prefill.hours(),
        "calendar": prefill.calendar((*for_year(2026), *for_year(2027))),
        "choice": prefill.choice(),
        "letter": prefill.letter(),
        "person": tuple(
            {"name": name, "role": role, "email": "ai@example.com"}
            for name, role in people
        ),
        "unit": ({"name": "Phòng Kho vận"},),
    }
    rows = {
        tab: tuple(Row(line, cells) for line, cells in enumerate(lines, 3))
        for tab, lines in tabs.items()
    }
    company = Company("Công ty Ánh Dương", "Phòng Chăm sóc khách hàng")
    return read_office(rows, company, zone=ZONE, today=NOW.date())


def rows(many: int) -> list[tuple[Row, Row | None]]:
    """Rows of the register, and the slips of those that are complaints."""
    chance = random.Random(912)
    made: list[tuple[Row, Row | None]] = []
    for number in range(1, many + 1):
        came = NOW.replace(tzinfo=None) - chance.randrange(1, 30 * 24) * HOUR
        cells = register(number, came, KINDS[number % 4], chance)
        slip = slips(number, came, chance) if cells["kind"] == "Khiếu nại" else None
        made.append((Row(number + 2, cells), slip))
    return made


def register(
    number: int, came: datetime, kind: str, chance: random.Random
) -> dict[str, Raw]:
    cells: dict[str, Raw] = {
        "code": f"F01-2026-{number:04d}",
        "track_code": f"{number:010d}",
        "logged_at": came + HOUR / 60,
        "received_at": came,
        "channel": "Điện thoại",
        "kind": kind,
        "severity": "1 Thông thường",
        "name": f"Nguyễn Văn {number}",
        "phone": f"09{chance.randrange(10**8):08d}",
        "email": f"khach{number}@example.com",
        "service": "Giao hàng, lắp đặt",
        "topic": "Chậm trễ",
        "description": "Đặt hàng từ thứ Hai, gọi mãi chưa ai nghe máy.",
        "wanted": "Xin lỗi; Giải thích rõ sự việc",
    }
    if number % 3:
        taken = {"owner": "tran thu ha", "taken_at": came + HOUR / 2}
        cells |= taken
    if number % 5 == 0:
        cells["promised_at"] = "27/3/2026 17h"
    return cells


def slips(number: int, came: datetime, chance: random.Random) -> Row:
    cells: dict[str, Raw] = {
        "code": f"F02-2026-{number:04d}",
        "case": f"F01-2026-{number:04d}",
        "round": 1,
        "opened_at": came + HOUR,
        "submitted_at": came + 2 * HOUR,
    }
    if chance.random() < 0.5:
        cells |= {"lead_unit": "Phòng Kho vận", "directed_at": came + 3 * HOUR}
    return Row(number + 2, cells)


def read(found: list[tuple[Row, Row | None]], by: Office) -> list[Case]:
    return [
        Case(
            entry.read(F01, row, by.conditions),
            (entry.read(F02, slip, by.conditions),) if slip else (),
            procedure=by.procedure,
        )
        for row, slip in found
    ]


def judge(cases: list[Case], by: Office) -> int:
    """Verdicts and sentences, as a review makes them; how many cells they fill."""
    history = History(map(trace, cases), {})
    filled = 0
    for case in cases:
        verdict = lifecycle.judge(case, by, now=NOW)
        filled += len(derived.on_case(case, verdict, by, history.of(trace(case))))
        for slip in case.slips:
            filled += len(derived.on_slip(case, verdict, by, slip))
    return filled


def floor(found: list[tuple[Row, Row | None]]) -> int:
    """Look at every cell, add five spans, say one sentence."""
    said = 0
    for row, slip in found:
        for cells in (row.cells, slip.cells if slip else {}):
            said += sum(1 for key, raw in cells.items() if raw and key)
        dues = [NOW + hours * HOUR for hours in range(1, 6)]
        first = min(dues)
        said += len(f"Hạn {first:%H:%M %d/%m/%Y}: tiếp nhận từ {NOW:%H:%M %d/%m/%Y}.")
    return said


def micros(work: Callable[[], object], many: int) -> float:
    """The best of some rounds, in µs a case."""
    best = float("inf")
    for _ in range(ROUNDS):
        began = perf_counter()
        work()
        best = min(best, perf_counter() - began)
    return best / many * 1e6


def main() -> None:
    by = office()
    print("   cases  read µs  judge µs  floor µs  judge ÷ floor   goal µs")
    for many in SIZES:
        found = rows(many)
        cases = read(found, by)
        reading = micros(partial(read, found, by), many)
        judging = micros(partial(judge, cases, by), many)
        least = micros(partial(floor, found), many)
        print(f"{many:>8} {reading:>8.1f} {judging:>9.1f} {least:>9.2f}", end="")
        print(f" {judging / least:>14.1f} {GOAL:>9.0f}")


if __name__ == "__main__":
    main()
