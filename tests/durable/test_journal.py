"""The journal: what rows last held, and the numbers ever given."""

import math
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sheets_schema.cells import TEXT, Raw
from sheets_schema.columns import Column, Nature, Owner, Table
from sheets_schema.records import Seen
from sheets_schema.words import Via
from sync.durable import raw_json
from sync.durable.database import Database, open_database
from sync.durable.journal import Journal

NOW = datetime(2026, 3, 6, 1, 30, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
STAMP = Column("code", "Số", TEXT, Owner.MACHINE, Nature.STAMP)
TAKEN = Column("taken_at", "Tiếp nhận", TEXT, Owner.MACHINE, Nature.STAMP)
DERIVED = Column("status", "Tình trạng", TEXT, Owner.MACHINE, Nature.DERIVED)
FACT = Column("description", "Nội dung", TEXT)
TABLE = Table("f01", "Sổ phản hồi", (STAMP, TAKEN, DERIVED, FACT), "code")
ROW = {"code": "F01-2026-0001", "status": "Mới", "description": "Giao thiếu."}


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    with closing(open_database(tmp_path / "langnghe.db")) as database:
        yield database


@pytest.fixture
def journal(database: Database) -> Journal:
    return Journal(database)


def review(journal: Journal, *rows: Mapping[str, Raw], now: datetime = NOW) -> int:
    return journal.remember(TABLE, {str(row["code"]): row for row in rows}, now=now)


def row(journal: Journal) -> Seen:
    return journal.seen("f01")["F01-2026-0001"]


def test_numbers_are_remembered_and_never_fall(journal: Journal) -> None:
    assert journal.numbers() == {}
    assert journal.reserve("F01", 2026, at_least=7) == 7
    assert journal.reserve("F01", 2026, at_least=3) == 7
    assert journal.reserve("F02", 2026, at_least=1) == 1
    assert journal.numbers() == {("F01", 2026): 7, ("F02", 2026): 1}


def test_numbers_stay_when_the_program_starts_again(
    journal: Journal, database: Database
) -> None:
    journal.reserve("F01", 2026, at_least=7)
    assert Journal(database).numbers() == {("F01", 2026): 7}


@given(st.lists(st.integers(0, 50), min_size=1, max_size=20))
def test_the_highest_number_is_the_highest_of_all(numbers: list[int]) -> None:
    with (
        TemporaryDirectory() as folder,
        closing(open_database(Path(folder, "langnghe.db"))) as database,
    ):
        journal = Journal(database)
        for number in numbers:
            journal.reserve("F01", 2026, at_least=number)
        assert journal.numbers()["F01", 2026] == max(numbers)


def test_a_row_is_remembered_as_it_was_seen(journal: Journal) -> None:
    assert review(journal, ROW) == 1
    assert row(journal) == Seen("F01-2026-0001", ROW, changed_at=NOW)


def test_a_row_counts_the_reviews_that_saw_its_facts_unchanged(
    journal: Journal,
) -> None:
    """Letters and the slip wait until two reviews saw the row unchanged."""
    counted = []
    for _ in range(4):
        review(journal, ROW)
        counted.append(row(journal).unchanged_reviews)
    assert counted == [0, 1, 2, 2]


def test_a_row_in_which_nothing_happened_is_not_written(journal: Journal) -> None:
    written = [review(journal, ROW, now=NOW + number * MINUTE) for number in range(5)]
    assert written == [1, 1, 1, 0, 0]
    assert row(journal).changed_at == NOW


def test_a_fact_that_was_typed_starts_the_count_again(journal: Journal) -> None:
    review(journal, ROW)
    review(journal, ROW)
    typed = ROW | {"description": "Giao thiếu một thùng."}
    review(journal, typed, now=NOW + MINUTE)
    assert row(journal) == Seen("F01-2026-0001", typed, 0, changed_at=NOW + MINUTE)


def test_a_fact_that_was_emptied_starts_the_count_again(journal: Journal) -> None:
    review(journal, ROW)
    review(journal, {key: ROW[key] for key in ("code", "status")})
    assert row(journal).unchanged_reviews == 0
    assert "description" not in row(journal).cells


def test_what_the_machine_wrote_does_not_start_the_count_again(
    journal: Journal,
) -> None:
    review(journal, ROW)
    review(journal, ROW | {"status": "Chờ tiếp nhận"})
    assert row(journal).unchanged_reviews == 1
    assert row(journal).cells["status"] == "Chờ tiếp nhận"


def test_what_people_typed_grows_no_younger_when_the_machine_writes_beside_it(
    journal: Journal,
) -> None:
    """``27.3`` keeps the year in which it was typed (decision 9)."""
    review(journal, ROW)
    stamped = ROW | {"taken_at": "10:00", "status": "Chờ tiếp nhận"}
    review(journal, stamped, now=NOW + MINUTE)
    assert (row(journal).cells, row(journal).changed_at) == (stamped, NOW)


def test_a_note_that_the_desk_adds_makes_what_people_typed_no_younger(
    journal: Journal,
) -> None:
    review(journal, ROW)
    back = ROW | {"description": "Giao thiếu.\nDòng này bị xoá và được khôi phục."}
    rows = {"F01-2026-0001": back}
    journal.remember(TABLE, rows, now=NOW + MINUTE, via=Via.DESK)
    assert row(journal).changed_at == NOW


def test_rows_that_a_review_does_not_name_stay_as_they_were(journal: Journal) -> None:
    review(journal, ROW, {"code": "F01-2026-0002"})
    review(journal, {"code": "F01-2026-0002"})
    assert row(journal) == Seen("F01-2026-0001", ROW, changed_at=NOW)


def test_tabs_are_remembered_apart(journal: Journal) -> None:
    review(journal, ROW)
    assert journal.seen("f02") == {}


def test_the_first_moment_at_which_a_row_was_missing_stays(journal: Journal) -> None:
    review(journal, ROW)
    assert journal.missing("f01", ["F01-2026-0001"], now=NOW) == 1
    assert journal.missing("f01", ["F01-2026-0001"], now=NOW + MINUTE) == 0
    assert row(journal) == Seen("F01-2026-0001", ROW, 0, NOW, changed_at=NOW)


def test_a_row_that_is_back_is_missing_no_more(journal: Journal) -> None:
    for _ in range(3):
        review(journal, ROW)
    journal.missing("f01", ["F01-2026-0001"], now=NOW)
    assert review(journal, ROW) == 1
    assert row(journal).missing_since is None


def test_a_row_that_nobody_ever_saw_cannot_be_missing(journal: Journal) -> None:
    assert journal.missing("f01", ["F01-2026-0009"], now=NOW) == 0
    assert journal.seen("f01") == {}


def test_what_another_program_remembered_is_seen(
    journal: Journal, database: Database
) -> None:
    review(journal, ROW)
    journal.seen("f01")
    other = Journal(database)
    review(other, {"code": "F01-2026-0002"})
    other.missing("f01", ["F01-2026-0001"], now=NOW)
    assert journal.seen("f01") == Journal(database).seen("f01") == other.seen("f01")
    assert row(journal).missing_since == NOW


def test_several_threads_remember_without_losing_rows(
    journal: Journal, database: Database
) -> None:
    codes = [f"F01-2026-{number:04d}" for number in range(60)]
    with ThreadPoolExecutor(4) as threads:
        list(threads.map(lambda code: review(journal, {"code": code}), codes))
    assert list(journal.seen("f01")) == list(Journal(database).seen("f01"))
    assert sorted(journal.seen("f01")) == codes


raws = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.text(),
    st.dates(),
    st.datetimes().map(lambda moment: moment.replace(fold=0)),
)
cells = st.dictionaries(st.text(), raws, max_size=6).filter(
    lambda found: not found.keys() & {"@moment", "@day"}
)


def exactly(value: object) -> object:
    """Values with their types: 1, 1.0 and TRUE are three things; NaN is one."""
    if isinstance(value, dict):
        return {key: exactly(inner) for key, inner in value.items()}
    if isinstance(value, float) and math.isnan(value):
        return (float, "nan")
    return (type(value), repr(value))


@given(cells)
def test_what_a_cell_holds_comes_back_exactly(found: dict[str, Raw]) -> None:
    assert exactly(raw_json.loads(raw_json.dumps(found))) == exactly(found)


def test_what_no_cell_can_hold_is_refused() -> None:
    with pytest.raises(TypeError, match="no raw value"):
        raw_json.dumps({"description": object()})


def test_the_settings_tabs_are_kept_for_the_pages(
    journal: Journal, database: Database
) -> None:
    tabs = {"calendar": [[3, {"date": date(2026, 2, 17), "name": "Tết"}]], "hours": []}
    assert journal.snapshots.get("office") is None
    journal.snapshots.keep("office", tabs, now=NOW)
    assert (
        journal.snapshots.get("office")
        == Journal(database).snapshots.get("office")
        == tabs
    )


def test_a_snapshot_that_stays_the_same_is_the_same_object(journal: Journal) -> None:
    journal.snapshots.keep("office", {"hours": [1]}, now=NOW)
    first = journal.snapshots.get("office")
    journal.snapshots.keep("office", {"hours": [1]}, now=NOW + MINUTE)
    assert journal.snapshots.get("office") is first
    journal.snapshots.keep("office", {"hours": [2]}, now=NOW + MINUTE)
    assert journal.snapshots.get("office") == {"hours": [2]}
