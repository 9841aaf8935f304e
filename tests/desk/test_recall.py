"""What is not judged again comes out as if it had been."""

from __future__ import annotations

import copy
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    rule,
    run_state_machine_as_test,
)

from jobs.register import correspondence, remarks
from sheets_schema.books.register import F01
from sheets_schema.books.shelf import DESK
from sheets_schema.books.slip import F02
from sheets_schema.casework import casebook
from sheets_schema.casework.numbers import Numbers
from sheets_schema.columns import FIRST_LINE
from sheets_schema.recall import Recall
from sync.memory import MemoryStore
from tests.desk.conftest import Trial, new_desk
from tests.desk.test_edits import FACTS, MEANT, NONSENSE, furnished, meant
from tests.desk.test_healing import hold, release

if TYPE_CHECKING:
    from sheets_schema.cells import Raw
    from sync.grid import Grid

SETTINGS: tuple[tuple[str, int, str, tuple[Raw, ...]], ...] = (
    ("policy", 8, "value", (0, 1, 2, 3, "ba", None, True)),
    ("policy", 8, "unit", ("giờ", "ngày làm việc", "tuần", "phút")),
    ("policy", 8, "from", ("1/3/2026", "6/3", None)),
    ("policy", 24, "value", (0, 1, 50, "?", None)),
    ("calendar", 40, "date", (datetime(2026, 3, 9), "10/3/2026", None)),
    ("hours", 12, "from", ("08:00", "09:30", "13:00")),
    ("hours", 12, "to", ("12:00", "17:00", "18:30")),
    ("person", 6, "role", ("CSKH", "Giám đốc", "Trưởng CSKH; Quản trị", None)),
    ("person", 6, "email", ("moi@example.com", None)),
    ("person", 6, "away_from", ("6/3/2026", "9/3/2026", None)),
    ("person", 6, "deputy", ("Phạm Thu Thuỷ", None)),
    ("person", 6, "active", ("Không", True, 1, None)),
    ("unit", 3, "head", ("Đỗ Quang Huy", "Trần Thu Hà", None)),
    ("letter", 12, "on", ("Không", "Có", True)),
    ("choice", 4, "topic", ("Chậm trễ", "Hư hỏng", None)),
    ("customer", 4, "name", ("Chị Lan", "Anh Nam", None)),
    ("customer", 4, "phone", ("0912 345 678", "0900 000 001", None)),
    ("customer", 4, "code", ("KH-0001", "KH-0002", None)),
)
"""What people change in other tabs: the tab, how many of its lines, where and what."""
SAID = ("Giao hàng chậm", "Máy không chạy")
WAITS = (0, 1, 1, 2, 7, 30, 61, 240, 12 * 60, 24 * 60, 3 * 24 * 60, 40 * 24 * 60)
"""How many minutes pass between two reviews."""
lines = st.integers(0, 5)


class Skipping(RuleBasedStateMachine):
    """A desk that recalls what it found out, beside one that judges everything."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = TemporaryDirectory()
        store = MemoryStore(copy.deepcopy(furnished().books))
        self.trial = Trial(new_desk(Path(self.folder.name), store))

    def teardown(self) -> None:
        self.review(1)
        self.trial.desk.queue.close()
        self.folder.cleanup()

    @rule(cells=st.lists(meant("f01"), max_size=5), said=st.sampled_from(SAID))
    def type_a_row(self, cells: list[tuple[str, Raw]], said: str) -> None:
        line = max(len(self.grid("f01").lines), FIRST_LINE - 1) + 1
        for key, raw in (("description", said), *cells):
            self.grid("f01").type(line, f"f01.{key}", raw)

    @rule(tab=st.sampled_from(["f01", "f02"]), line=lines, data=st.data())
    def type_a_fact(self, tab: str, line: int, data: st.DataObject) -> None:
        key = data.draw(st.sampled_from(sorted(MEANT[tab])))
        self.put(tab, line, key, data.draw(st.sampled_from((*MEANT[tab][key], None))))

    @rule(tab=st.sampled_from(["f01", "f02"]), line=lines, data=st.data())
    def type_nonsense(self, tab: str, line: int, data: st.DataObject) -> None:
        key = data.draw(st.sampled_from(FACTS[tab]))
        self.put(tab, line, key, data.draw(st.sampled_from(NONSENSE)))

    @rule(tab=st.sampled_from(["f01", "f02"]), line=lines, above=st.booleans())
    def move_rows(self, tab: str, line: int, *, above: bool) -> None:
        at = FIRST_LINE + line
        if above:
            self.grid(tab).insert(at)
        elif len(self.grid(tab).lines) >= at:
            self.grid(tab).delete(at)

    @rule(setting=st.sampled_from(SETTINGS), data=st.data())
    def change_a_setting(
        self,
        setting: tuple[str, int, str, tuple[Raw, ...]],
        data: st.DataObject,
    ) -> None:
        tab, many, key, raws = setting
        line = data.draw(st.integers(0, many - 1))
        self.put(tab, line, key, data.draw(st.sampled_from(raws)))

    @rule(is_open=st.booleans())
    def open_the_workbook(self, *, is_open: bool) -> None:
        (hold if is_open else release)(self.trial)

    @rule()
    def start_again(self) -> None:
        self.trial.desk.recall = Recall()

    @rule(minutes=st.sampled_from(WAITS))
    def review(self, minutes: int) -> None:
        self.trial.now += timedelta(minutes=minutes)
        assert self.decided(self.trial.desk.recall) == self.decided(Recall())
        self.trial.review()

    def decided(self, recall: Recall) -> tuple[object, ...]:
        """What a review decides with what it recalls, or without."""
        now, desk = self.trial.now, replace(self.trial.desk, recall=recall)
        reading = desk.store.read(DESK)
        office = desk.office(reading, now=now)
        work = casebook.decide(
            reading,
            office,
            {table.key: desk.journal.seen(table.key) for table in (F01, F02)},
            Numbers(desk.journal.numbers(), count(7).__next__),
            write=correspondence.wanted,
            recall=recall,
            now=now,
        )
        verdicts = [(it.code, it.open and it.open.verdict) for it in work.judgements]
        alike = tuple(replace(it, open=None) for it in work.judgements)
        problems = remarks.problems(reading, office, recall, now=now)
        return replace(work, judgements=alike), verdicts, problems

    def grid(self, tab: str) -> Grid:
        return self.trial.store.tab(tab)

    def put(self, tab: str, line: int, key: str, raw: Raw) -> None:
        self.grid(tab).type(FIRST_LINE + line, f"{tab}.{key}", raw)


def test_a_review_that_skips_decides_as_one_that_judges_everything() -> None:
    run_state_machine_as_test(Skipping, settings=settings(stateful_step_count=20))
