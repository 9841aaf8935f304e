"""A desk folder of an earlier version: it opens, loses nothing, sends nothing twice."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime
from email import message_from_bytes
from itertools import chain
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import pytest

from jobs import catalogue
from jobs.catalogue import Site
from jobs.mailing.folder import LETTERS
from sheets_schema.books.shelf import DESK
from sync.bootstrap import open_desk
from sync.configuration import settings
from sync.durable.ledger import State
from tests import older

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from sheets_schema.cells import Raw
    from sheets_schema.records import Row
    from sync.desk import Desk

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
LEFT = datetime(2026, 11, 28, 18, 8, tzinfo=ZONE)
MONDAY = datetime(2026, 11, 30, 9, 0, tzinfo=ZONE)


@dataclass
class House:
    """A folder that an older program left, opened by this one."""

    folder: Path
    desk: Desk
    before: Mapping[str, tuple[Row, ...]] = field(default_factory=dict)

    def run(self, job: str, at: datetime) -> Mapping[str, object]:
        return catalogue.run(job, Site(self.desk, self.folder, lambda: at)).figures

    def rows(self, tab: str) -> tuple[Row, ...]:
        return self.desk.store.read(DESK).rows[tab]

    def sent(self) -> list[str]:
        """The Message-IDs of all that went out since."""
        files = sorted((self.folder / LETTERS).glob("*.eml"))
        return [message_from_bytes(it.read_bytes())["Message-ID"] for it in files]


@pytest.fixture(params=older.VERSIONS)
def house(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[House]:
    folder = older.unpack(request.param, tmp_path / "desk")
    desk = open_desk(folder, settings.load(folder, {}), now=LEFT)
    yield House(folder, desk, with_new_columns(request.param, tmp_path))
    desk.queue.close()


def with_new_columns(version: str, tmp_path: Path) -> Mapping[str, tuple[Row, ...]]:
    """What stood in the books, in a copy that has the columns that came since."""
    folder = older.unpack(version, tmp_path / "before")
    desk = open_desk(folder, settings.load(folder, {}), now=LEFT)
    desk.store.dress(DESK)
    desk.queue.close()
    return desk.store.read(DESK).rows


RENAMED = {
    "Chờ duyệt từ chối": "Chờ duyệt thư không chấp nhận",
    "Cách tiếp chuyện": "Khi tiếp nhận đã làm",
}
"""What the desk itself calls otherwise since: its own cells say so."""


DOUBTED = "Nhận lúc: ngày này chưa tới"
"""Said of an arrival that cannot have been: no deadline is counted from it."""


DUE = {
    "Chờ khách xác nhận",
    "Đang thực hiện",
    "Chờ duyệt từ chối",
    "Chưa đạt",
}
"""Where a moment is due since that was not."""


OWN = ("verdict_at", "next_step", "waiting_for", "next_due", "due_flag", "message")
"""What a slip says of its own step since, and said of the case before."""


def named_anew(tab: str, key: str, raw: Raw) -> Raw:
    """What a cell holds after the first review."""
    if not isinstance(raw, str) or key not in {"status", "message"}:
        return raw
    for old, new in RENAMED.items() if tab in {"f01", "f02"} else ():
        raw = raw.replace(old, new)
    return raw


def test_the_first_review_changes_no_cell_but_words_that_were_renamed(
    house: House,
) -> None:
    changed = house.run("review", LEFT)["changed_cells"]
    register, others = house.before["f01"], 0
    waits = {it.get("code") for it in register if DOUBTED in str(it.get("message"))}
    waits |= {it.get("code") for it in register if it.get("status") in DUE}
    for tab, rows in house.before.items():
        for row, now in zip(rows, house.rows(tab), strict=False):
            meant = {key: named_anew(tab, key, raw) for key, raw in row.cells.items()}
            if waits & {row.get("code"), row.get("case")}:
                meant |= {
                    key: now.get(key)
                    for key in set(DESK[tab].machine) - DESK[tab].stamps
                }
            meant |= {key: now.get(key) for key in OWN if tab == "f02"}
            assert dict(now.cells) == {k: v for k, v in meant.items() if v is not None}
            others += sum(raw != row.get(key) for key, raw in meant.items())
    assert changed == others


def test_what_waited_comes_into_the_books_once_with_all_its_consents(
    house: House,
) -> None:
    for _ in range(2):
        house.run("flush", LEFT)
        house.run("review", LEFT)
    said = [row.get("description") for row in house.rows("f01")]
    new = said[len(house.before["f01"]) :]
    assert new == [
        "Điều hoà vừa lắp đã chảy nước xuống trần.",
        "Bếp từ mua năm ngoái còn bảo hành không?",
        "Nhân viên hẹn mà không đến, gọi không ai nghe.",
    ]
    assert house.desk.queue.length() == 0
    cases = Counter(row.get("case") for row in house.rows("consent"))
    late = ("F01-2026-0032", "F01-2026-0035", "F01-2026-0036", "F01-2026-0037")
    assert [cases[code] for code in late] == [2, 2, 2, 2]


def test_whoever_was_written_to_is_not_written_to_again(house: House) -> None:
    before = house.desk.ledger.entries(since=LEFT.replace(year=2025))
    told = {it.message_id for it in before if it.state is State.SENT}
    waiting = {it.message_id for it in before if it.state is State.WAITING}
    for at in (LEFT, MONDAY, MONDAY.replace(minute=1)):
        house.run("all", at)
    sent = house.sent()
    after = house.desk.ledger.entries(since=LEFT.replace(year=2025))
    joined = {it.message_id for it in after if it.state is State.JOINED}
    assert len(sent) == len(set(sent))
    assert not told & set(sent)
    assert waiting - set(sent) - joined == set()


def test_every_row_that_stood_there_still_stands_there(house: House) -> None:
    for at in (LEFT, MONDAY):
        house.run("all", at)
    kept = DESK["f01"].facts | DESK["f01"].stamps
    before, after = (
        {row.get("code"): facts(row, kept) for row in rows}
        for rows in (house.before["f01"], house.rows("f01"))
    )
    numbered = {code: cells for code, cells in before.items() if code}
    assert {code: after[code] for code in numbered} == numbered
    assert [*chain(before)] == [*after][: len(before)]


def facts(row: Row, kept: frozenset[str]) -> dict[str, Raw]:
    return {key: raw for key, raw in row.cells.items() if key in kept}
