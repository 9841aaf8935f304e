"""Whatever people do to the sheet between two reviews, the register stays true."""

from __future__ import annotations

import copy
import re
from collections import Counter, defaultdict
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    precondition,
    rule,
    run_state_machine_as_test,
)

from jobs import flush
from sheets_schema import codes, entry
from sheets_schema.books.register import F01
from sheets_schema.books.shelf import DESK
from sheets_schema.books.slip import F02
from sheets_schema.casework import derived, lifecycle, receipt
from sheets_schema.casework.case import Case
from sheets_schema.casework.history import History, trace
from sheets_schema.casework.lines import missing
from sheets_schema.columns import FIRST_LINE
from sync import bootstrap
from sync.memory import MemoryStore
from tests.desk.conftest import FRIDAY, PEOPLE, Trial, new_desk
from tests.sending import form

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from jobs.review import Reviewed
    from sheets_schema.cells import Raw
    from sheets_schema.columns import Table
    from sync.grid import Grid

TAG = "Của tôi"
"""The heading of a column of people's own, which goes wherever its row goes."""
NUMBER = re.compile(r"F01-\d{4}-\d{4,}")
OWNER = "Trần Thu Hà"
TABLES = {"f01": F01, "f02": F02}
FACTS = {
    tab: [column.key for column in table.columns if not column.by_machine]
    for tab, table in TABLES.items()
}
MACHINE = {
    tab: [column.key for column in table.columns if column.by_machine]
    for tab, table in TABLES.items()
}

# fmt: off
MEANT: Mapping[str, Mapping[str, tuple[Raw, ...]]] = {
    "f01": {
        "kind": ("Khiếu nại", "gop y", "Lời khen", "hỏi", "Ngoài phạm vi", "rác"),
        "owner": (OWNER, "pham thu thuy"),
        "received_at": ("6/3/26 9h", datetime(2026, 3, 5, 16, 50), "27.2"),
        "email": ("kh@example.com",),
        "phone": ("0912 345 678", "+84 912 345 678", 912345678),
        "severity": ("1", "3 Khẩn cấp"),
        "service": ("Giao hàng, lắp đặt",),
        "topic": ("Chậm trễ",),
        "replied_at": ("6/3/26 10h",),
        "replied_by": (OWNER,),
        "replied_how": ("Gọi điện",),
        "leader_decision": ("Áp dụng",),
        "leader_by": ("Lê Minh Quân",),
        "validity": ("Không hợp lệ",),
        "validity_why": ("Việc riêng",),
        "passed_to": ("Công an phường",),
        "promised_at": ("9/3/26 17h",),
        "withdrawn_at": ("6/3/26 9h30",),
        "same_as": ("F01-2026-0001",),
        "note": ("Đã gọi hai lần",),
    },
    "f02": {
        "submitted_at": ("6/3/26 10h",),
        "lead_unit": ("Phòng Kho vận",),
        "ask_text": ("Xin số hoá đơn",),
        "ask_answered_at": ("6/3/26 16h",),
        "verdict": ("Đúng", "Không đúng"),
        "verdict_why": ("Biên bản giao nhận",),
        "asked_at": ("6/3/26 11h",),
        "decision": ("Duyệt", "Trả lại"),
        "decided_by": ("Lê Minh Quân",),
        "done_at": ("6/3/26 14h",),
        "done_proof": ("https://example.com/anh",),
        "check_result": ("Đạt", "Chưa đạt"),
        "checked_by": (OWNER,),
        "customer_view": ("Hài lòng", "Không đồng ý"),
        "rca_at": ("6/3/26 15h",),
        "capa_needed": ("Không", True),
        "closed_by": ("Phạm Thu Thuỷ",),
    },
}
"""What people at the desk really type."""
NONSENSE: tuple[Raw, ...] = (
    None, "", " ", "linh tinh", "=1+1", "@", "'", "0", 0, 1, 7.5, -3, 45_000, True,
    "31/4/2026", datetime(2026, 3, 6, 8), datetime(9999, 12, 31), datetime(1900, 1, 1),
    "F01-2026-0001", "F01-2026-0003", "F01-2026-0500", "F02-2026-0001", "f01-2026-1",
    "0000000000", "x" * 300, "a\nb", "● Trong hạn", "Đã đóng hồ sơ", "F01-2025-0009",
)
"""What they type when the cat walks over the keys."""
# fmt: on

rows = st.integers(0, 50)
words = st.sampled_from(NONSENSE) | st.text("abđ1 =", max_size=4)
tabs = st.sampled_from(["f01", "f01", "f02"])


@st.composite
def meant(draw: st.DrawFn, tab: str) -> tuple[str, Raw]:
    key = draw(st.sampled_from(sorted(MEANT[tab])))
    return key, draw(st.sampled_from(MEANT[tab][key]))


@cache
def furnished() -> MemoryStore:
    """The books of a new desk with its people, made once."""
    with TemporaryDirectory() as folder:
        desk = new_desk(Path(folder))
        bootstrap.furnish(desk, email="dau@example.com", now=FRIDAY)
        made = Trial(desk)
        for line, person in enumerate(PEOPLE, FIRST_LINE):
            made.type("person", line, **person)
        made.type("unit", FIRST_LINE + 1, name="Phòng Kho vận", head="Đỗ Quang Huy")
        desk.queue.close()
        return made.store


class Office(RuleBasedStateMachine):
    """People at work in the register and the slips, while the desk does its rounds.

    Each row that people type carries a tag in a column of their own: by it the test
    knows the row again, wherever it was sorted to and whatever was typed over it.
    """

    def __init__(self) -> None:
        super().__init__()
        self.folder = TemporaryDirectory()
        store = MemoryStore(copy.deepcopy(furnished().books))
        self.trial = Trial(new_desk(Path(self.folder.name), store))
        self.grid("f01").add_column(self.grid("f01").width, TAG)
        self.track: dict[str, str] = {}  # by number, for ever
        self.number: dict[int, str] = {}  # by tag, at the last review
        self.touched: dict[int, set[str]] = defaultdict(set)  # by tag, since then
        self.typed_numbers: set[str] = set()
        self.sent: set[str] = set()
        self.tags = 0

    def teardown(self) -> None:
        try:
            self.everything_comes_to_rest()
            self.nothing_is_lost()
        finally:
            self.trial.desk.queue.close()
            self.folder.cleanup()

    # --- what people do

    @rule(cells=st.lists(meant("f01"), max_size=4), gap=st.integers(0, 2))
    def type_a_row(self, cells: list[tuple[str, Raw]], gap: int) -> None:
        line = max(len(self.grid("f01").lines), FIRST_LINE - 1) + 1 + gap
        self.tag(line)
        self.put("f01", line, "description", f"Chuyện {self.tags}")
        for key, raw in cells:
            self.put("f01", line, key, raw)

    @rule(n=rows, key=st.sampled_from(FACTS["f01"]), raw=words)
    def type_a_row_without_sense(self, n: int, key: str, raw: Raw) -> None:
        line = FIRST_LINE + n % (len(self.grid("f01").lines) + 1)
        if not any(self.cells("f01", line).values()):
            self.tag(line)
            self.put("f01", line, key, raw)

    @rule(tab=tabs, n=rows, data=st.data())
    def type_a_fact(self, tab: str, n: int, data: st.DataObject) -> None:
        for line in self.some_line(tab, n):
            key, raw = data.draw(meant(tab))
            self.put(tab, line, key, raw)

    @rule(tab=tabs, n=rows, raw=words, data=st.data())
    def type_nonsense(self, tab: str, n: int, raw: Raw, data: st.DataObject) -> None:
        key = data.draw(st.sampled_from(FACTS[tab]))
        for line in self.some_line(tab, n):
            self.put(tab, line, key, raw)

    @rule(tab=tabs, n=rows, raw=words, data=st.data())
    def type_over_the_machine(
        self, tab: str, n: int, raw: Raw, data: st.DataObject
    ) -> None:
        key = data.draw(st.sampled_from(["code", "track_code", *MACHINE[tab]]))
        for line in self.some_line(tab, n):
            if key in MACHINE[tab]:
                self.put(tab, line, key, raw)

    @rule(n=rows, m=rows, key=st.sampled_from(["code", "track_code", "slip"]))
    def copy_a_number(self, n: int, m: int, key: str) -> None:
        for line in self.some_line("f01", n):
            for other in self.some_line("f01", m):
                self.put("f01", other, key, self.cells("f01", line).get(key))

    @rule(tab=tabs, n=rows)
    def insert_a_line(self, tab: str, n: int) -> None:
        self.grid(tab).insert(FIRST_LINE + n % (len(self.grid(tab).lines) - 1))

    @rule(tab=tabs, n=rows)
    def delete_a_row(self, tab: str, n: int) -> None:
        for line in self.some_line(tab, n):
            self.grid(tab).delete(line)

    @rule(tab=tabs, data=st.data())
    def sort(self, tab: str, data: st.DataObject) -> None:
        self.grid(tab).sort(f"{tab}.{data.draw(st.sampled_from(self.keys(tab)))}")

    @rule(tab=tabs, n=rows, to=rows)
    def copy_a_row(self, tab: str, n: int, to: int) -> None:
        for line in self.some_line(tab, n):
            over = FIRST_LINE + to % (len(self.grid(tab).lines) + 1)
            copied = dict(self.cells(tab, line))
            for key in self.keys(tab):
                self.grid(tab).type(over, f"{tab}.{key}", copied.get(key))
            if tab == "f01" and over != line:
                self.touched[self.tag_of(line)] |= {"twin"}
                self.touched[self.tag(over)] |= {"twin"}

    @rule(tab=tabs, to=rows, data=st.data())
    def move_a_column(self, tab: str, to: int, data: st.DataObject) -> None:
        key = data.draw(st.sampled_from(self.keys(tab)))
        self.grid(tab).move_column(f"{tab}.{key}", to)

    @rule(tab=tabs, at=rows)
    def add_a_column(self, tab: str, at: int) -> None:
        self.grid(tab).add_column(at, "Ghi thêm")

    @rule(tab=tabs, title=st.text("abc", min_size=1, max_size=3), data=st.data())
    def rename(self, tab: str, title: str, data: st.DataObject) -> None:
        self.grid(tab).title = f"{tab} {title}"
        key = data.draw(st.sampled_from(self.keys(tab)))
        self.grid(tab).type(2, f"{tab}.{key}", title)

    @rule(
        kind=st.sampled_from(["Khiếu nại", "Góp ý", ""]),
        suspect=st.sampled_from(["", "?"]),
    )
    def a_customer_writes(self, kind: str, suspect: str) -> None:
        self.tags += 1
        sent = form(
            f"{self.tags}",
            track_code=codes.track_code(self.tags),
            at=self.trial.now,
            fields={"kind": kind, "description": f"Thư {self.tags}", "email": "a@b.vn"},
            consents=({"purpose": "Giải quyết phản hồi"},),
            suspect=suspect,
        )
        self.trial.desk.queue.put(sent, another_code=lambda: "")
        self.sent.add(sent.track_code)

    # --- what the desk does

    @rule(minutes=st.sampled_from([0, 1, 6, 60, 1440]))
    def review(self, minutes: int) -> None:
        self.trial.now += timedelta(minutes=minutes)
        done = self.watched_review()
        self.every_described_row_has_its_number()
        self.every_row_is_the_case_it_was()
        if not done.new_rows:  # what came back is judged at the next review
            self.every_derived_cell_is_right()

    @precondition(lambda self: self.trial.desk.queue.length())
    @rule()
    def flush(self) -> None:
        waiting = {one.track_code for one in self.trial.desk.queue.waiting()}
        before = copy.deepcopy(self.grid("f01"))
        assert flush.run(self.trial.desk, now=self.trial.now).left == 0
        self.no_fact_changed(F01, before)
        counted = Counter(row.get("track_code") for _, row in self.lines("f01"))
        assert {counted[track] for track in waiting} == {1}
        for _, row in self.lines("f01"):
            if row.get("track_code") in waiting:
                self.track[str(row["code"])] = str(row["track_code"])

    # --- what has to hold

    def watched_review(self) -> Reviewed:
        before = {tab: copy.deepcopy(self.grid(tab)) for tab in TABLES}
        done = self.trial.review()
        for tab, table in TABLES.items():
            self.no_fact_changed(table, before[tab])
        return done

    def no_fact_changed(self, table: Table, before: Grid) -> None:
        """Cells of people hold what they held; only whole rows are added."""
        after = self.grid(table.key)
        assert after.keys == before.keys
        assert after.headings == before.headings
        ours = {table.full(key) for key in MACHINE[table.key]}
        declared = {table.full(column.key) for column in table.columns}
        for n, line in enumerate(before.squared()):
            told = dict(zip(after.keys, line, strict=False))
            filled = any(told[key] not in {None, ""} for key in declared)
            for at, (key, raw) in enumerate(zip(after.keys, line, strict=False)):
                if key not in ours and (filled or key not in declared):
                    now = after.lines[n][at] if at < len(after.lines[n]) else None
                    assert (now, type(now)) == (raw, type(raw)), (n + 1, key)

    def every_described_row_has_its_number(self) -> None:
        found = [cells for _, cells in self.lines("f01")]
        told = [row for row in found if row.get("description") not in {None, ""}]
        assert all(NUMBER.fullmatch(str(row.get("code"))) for row in told)
        cases = [row for row in found if row.get("code")]
        for key in ("code", "track_code"):
            assert max(Counter(row[key] for row in cases).values(), default=1) == 1
        highest = codes.highest("F01", self.track).get(2026, 0)
        for row in cases:
            code, track = str(row["code"]), str(row["track_code"])
            is_old = code in self.track or code in self.typed_numbers
            assert is_old or codes.highest("F01", [code])[2026] > highest
            assert codes.is_track_code(track)
            assert self.track.setdefault(code, track) == track

    def every_row_is_the_case_it_was(self) -> None:
        """A row keeps its number unless people destroyed all that tells it apart."""
        now = {self.tag_of(line): cells for line, cells in self.lines("f01")}
        for tag, code in self.number.items():
            if tag in now and not self.touched[tag] >= {"facts", "machine"}:
                assert "twin" in self.touched[tag] or now[tag].get("code") == code
        self.number = {
            tag: str(row["code"]) for tag, row in now.items() if "code" in row
        }
        self.number.pop(0, None)
        self.touched.clear()

    def every_derived_cell_is_right(self) -> None:
        office = self.trial.office
        reading = self.trial.store.read(DESK)
        slips: dict[str, list[entry.Entry]] = defaultdict(list)
        for slip in entry.read_all(F02, reading.rows["f02"], office.conditions):
            if slip.code:
                known = entry.believed(slip, self.trial.now.date())
                slips[slip.text("case")].append(known)
        now = self.trial.now
        told = [
            receipt.settled(entry.believed(one, now.date()), office, now=now)
            for one in entry.read_all(F01, reading.rows["f01"], office.conditions)
            if one.code
        ]
        by, seen = office.procedure, self.trial.desk.journal.seen("f01")
        cases = [Case(one, tuple(slips[one.code]), procedure=by) for one in told]
        here = {one.code for one in told}
        gone = [  # a deleted case runs on until it comes back
            Case(receipt.settled(line.entry, office, now=now), procedure=by)
            for line in missing(F01, here, seen, office.conditions)
        ]
        history = History(map(trace, (*cases, *gone)), {})
        for case in cases:
            if case.entry.has("slip") and not case.slips:
                continue  # deleted, and on its way back
            verdict = lifecycle.judge(case, office, now=self.trial.now)
            says = derived.on_case(case, verdict, office, history.of(trace(case)))
            wrong = list(case.entry.saying(says).changes(case.entry.row))
            assert not wrong
            for slip in case.slips:
                says = derived.on_slip(case, verdict, office, slip)
                assert not list(slip.saying(says).changes(slip.row))

    def everything_comes_to_rest(self) -> None:
        for _ in range(3):
            self.watched_review()
        done = self.watched_review()
        assert (done.changed_cells, done.new_rows, done.letters_queued) == (0, 0, 0)

    def nothing_is_lost(self) -> None:
        """Deleted rows are back after five minutes, or people are asked about them."""
        if self.trial.desk.queue.length():
            self.flush()
        for _ in range(2):
            self.trial.now += timedelta(minutes=6)
            self.watched_review()
        done = self.watched_review()
        if any(problem.tab == "f01" and not problem.line for problem in done.problems):
            return
        for key, known in (("code", self.track), ("track_code", self.sent)):
            counted = Counter(row.get(key) for _, row in self.lines("f01"))
            assert {counted[one] for one in known} <= {1}

    # --- the sheet as people see it

    def grid(self, tab: str) -> Grid:
        return self.trial.store.tab(tab)

    def keys(self, tab: str) -> list[str]:
        return [column.key for column in TABLES[tab].columns]

    def cells(self, tab: str, line: int) -> Mapping[str, Raw]:
        return dict(self.lines(tab)).get(line, {})

    def lines(self, tab: str) -> Iterator[tuple[int, Mapping[str, Raw]]]:
        for row in self.trial.store.read(DESK, {tab}).rows[tab]:
            yield row.line, row.cells

    def some_line(self, tab: str, n: int) -> tuple[int, ...]:
        """One filled line, or none where the tab is empty."""
        found = [line for line, _ in self.lines(tab)]
        return (found[n % len(found)],) if found else ()

    def put(self, tab: str, line: int, key: str, raw: Raw) -> None:
        self.grid(tab).type(line, f"{tab}.{key}", raw)
        if tab == "f01":
            of = "machine" if key in MACHINE[tab] else "facts"
            self.touched[self.tag_of(line)].add(of)
            if key == "code" and isinstance(raw, str):
                self.typed_numbers.add(raw)

    def tag(self, line: int) -> int:
        self.tags += 1
        self.grid("f01").put(line, self.grid("f01").headings.index(TAG), self.tags)
        return self.tags

    def tag_of(self, line: int) -> int:
        at = self.grid("f01").headings.index(TAG)
        cells = self.grid("f01").lines[line - 1]
        found = cells[at] if at < len(cells) else None
        return int(found) if isinstance(found, int) else 0


def test_whatever_people_do_to_the_sheet_the_next_review_finds_every_case() -> None:
    run_state_machine_as_test(Office, settings=settings(stateful_step_count=25))
