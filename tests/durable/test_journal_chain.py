"""The journal's past: what changed is noted, sealed, checked, and may be erased."""

from __future__ import annotations

import json
from contextlib import closing
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sheets_schema.cells import TEXT
from sheets_schema.columns import Column, Nature, Owner, Table
from sheets_schema.records import Seen
from sheets_schema.words import Via
from sync.durable.chain import Note, What
from sync.durable.checking import Fault, Touch, faults
from sync.durable.database import Database, Unstorable, open_database
from sync.durable.journal import Journal
from sync.durable.queue import Parcel, Queue

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from sheets_schema.cells import Raw

NOW = datetime(2026, 3, 6, 1, 30, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
TABLE = Table(
    key="f01",
    title="Sổ phản hồi",
    columns=(
        Column("code", "Số", TEXT, Owner.MACHINE, Nature.STAMP),
        Column("taken_at", "Tiếp nhận", TEXT, Owner.MACHINE, Nature.STAMP),
        Column("status", "Tình trạng", TEXT, Owner.MACHINE, Nature.DERIVED),
        Column("owner", "Người phụ trách", TEXT),
        Column("phone", "Điện thoại", TEXT),
    ),
    code="code",
)
CODE = "F01-2026-0001"
ROW = {"code": CODE, "status": "Mới", "phone": "0912 345 678"}


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    with closing(open_database(tmp_path / "langnghe.db")) as database:
        yield database


@pytest.fixture
def journal(database: Database) -> Journal:
    return Journal(database)


def review(journal: Journal, *rows: Mapping[str, Raw], **way: Any) -> None:
    found = {str(row["code"]): row for row in rows}
    journal.remember(TABLE, found, now=NOW, **way)


def told(journal: Journal) -> list[tuple[str, str, str, str]]:
    """What is told of which row and column, by which way."""
    notes = [entry.note for entry in journal.log.since(NOW)]
    return [(it.what, it.code, it.column, it.via) for it in notes]


def story(journal: Journal) -> None:
    """A row comes, changes twice, goes and comes back: six entries."""
    review(journal, ROW, via=Via.FORM)
    review(journal, ROW | {"owner": "Hà", "taken_at": "10:00"})
    review(journal, ROW | {"owner": "Quân", "taken_at": "10:00"})
    journal.missing("f01", [CODE], now=NOW)
    review(journal, ROW | {"owner": "Quân", "taken_at": "10:00"})


def by_hand(database: Database, sql: str, *values: object) -> None:
    with database.transaction() as connection:
        connection.execute(sql, values)


def test_a_new_row_is_one_entry_with_its_facts_and_stamps(journal: Journal) -> None:
    review(journal, ROW, via=Via.FORM)
    (entry,) = journal.log.since(NOW)
    held = {key: (cell.old, cell.new) for key, cell in entry.note.cells.items()}
    assert told(journal) == [("new", CODE, "", "Biểu mẫu")]
    assert held == {"code": (None, CODE), "phone": (None, "0912 345 678")}


def test_what_people_change_and_what_the_desk_stamps_is_told_apart(
    journal: Journal,
) -> None:
    story(journal)
    assert told(journal) == [
        ("new", CODE, "", "Biểu mẫu"),
        ("changed", CODE, "taken_at", "Hệ thống"),
        ("changed", CODE, "owner", "Bảng tính"),
        ("changed", CODE, "owner", "Bảng tính"),
        ("gone", CODE, "", "Bảng tính"),
        ("back", CODE, "", "Bảng tính"),
    ]
    cell = journal.log.since(NOW)[3].note.cells["owner"]
    assert (cell.old, cell.new) == ("Hà", "Quân")


def test_a_row_that_holds_nothing_of_people_came_by_the_desk(journal: Journal) -> None:
    review(journal, {"code": CODE, "taken_at": "10:00"})
    assert told(journal) == [("new", CODE, "", "Hệ thống")]


def test_what_the_desk_computes_anew_is_no_news(journal: Journal) -> None:
    review(journal, ROW)
    review(journal, ROW | {"status": "Đang xác minh"})
    assert len(journal.log.since(NOW)) == 1


def test_a_review_in_which_nothing_changed_notes_nothing(journal: Journal) -> None:
    for _ in range(4):
        review(journal, ROW)
    assert len(journal.log.since(NOW)) == 1


def test_a_cell_that_was_emptied_is_told_with_what_it_held(journal: Journal) -> None:
    review(journal, ROW)
    review(journal, {"code": CODE})
    cell = journal.log.since(NOW)[-1].note.cells["phone"]
    assert (cell.old, cell.new) == ("0912 345 678", None)


def test_entries_are_counted_from_one_and_outlive_the_program(
    journal: Journal, database: Database
) -> None:
    story(journal)
    again = Journal(database)
    review(again, ROW | {"code": "F01-2026-0002"})
    assert [entry.seq for entry in again.log.since(NOW)] == [1, 2, 3, 4, 5, 6, 7]
    assert again.log.end.seq == 7


def test_two_programs_that_note_at_once_share_one_chain(
    journal: Journal, database: Database
) -> None:
    other = Journal(database)
    review(journal, ROW)
    review(other, ROW)
    review(journal, ROW | {"owner": "Hà"})
    review(other, ROW | {"owner": "Hà"})
    assert told(journal) == [
        ("new", CODE, "", "Bảng tính"),
        ("changed", CODE, "owner", "Bảng tính"),
    ]
    assert journal.log.faults() == []


def test_what_cannot_be_noted_is_not_remembered_either(
    journal: Journal, database: Database
) -> None:
    """One transaction: no row is known of which the journal says nothing."""
    by_hand(database, "DROP TABLE chain")
    with pytest.raises(Unstorable):
        review(journal, ROW)
    assert Journal(database).seen("f01") == {}


def test_a_chain_that_nobody_touched_holds(journal: Journal) -> None:
    story(journal)
    assert journal.log.faults() == []


def test_a_chain_that_is_not_begun_holds(journal: Journal) -> None:
    assert journal.log.faults() == []


@pytest.mark.parametrize("seq", range(1, 7))
@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("at", "2026-03-05T01:30:00.000000+00:00"),
        ("what", "start"),
        ("tab", "f02"),
        ("code", "F01-2026-0002"),
        ("field", "phone"),
        ("via", "Liên kết"),
        ("who", "Ai đó"),
        ("why", "Không biết"),
        ("cells", '{"owner":["0123456789abcdef0123456789abcdef",null,"Lan"]}'),
        ("cells", "[1]"),
        ("cells", '{"owner":["kurz",null,"Lan"]}'),
        ("cells", "nothing that can be read"),
        ("seal", "0" * 32),
    ],
)
def test_any_entry_changed_by_hand_is_found(
    journal: Journal, database: Database, seq: int, column: str, value: str
) -> None:
    story(journal)
    by_hand(database, f"UPDATE entry SET {column} = ? WHERE seq = ?", value, seq)  # noqa: S608 - of this list
    assert journal.log.faults() == [Fault(seq, Touch.CHANGED)]


def test_a_value_changed_to_another_that_looks_alike_is_found(
    journal: Journal, database: Database
) -> None:
    story(journal)
    by_hand(database, "UPDATE entry SET cells = replace(cells, '0912', '0913')")
    assert journal.log.faults() == [Fault(1, Touch.CHANGED)]


@pytest.mark.parametrize("seq", range(1, 7))
def test_any_entry_removed_by_hand_is_found(
    journal: Journal, database: Database, seq: int
) -> None:
    story(journal)
    by_hand(database, "DELETE FROM entry WHERE seq = ?", seq)
    assert journal.log.faults()[0] == Fault(seq, Touch.REMOVED)


@pytest.mark.parametrize(
    ("sql", "told"),
    [
        ("DELETE FROM entry", [Fault(1, Touch.REMOVED, 6)]),
        (
            "UPDATE entry SET seq = 1 << 62 WHERE seq = 6",
            [Fault(6, Touch.REMOVED, (1 << 62) - 6), Fault(1 << 62, Touch.ADDED)],
        ),
        ("UPDATE chain SET seq = 1 << 62", [Fault(7, Touch.REMOVED, (1 << 62) - 6)]),
    ],
)
def test_places_far_away_are_one_fault(
    journal: Journal, database: Database, sql: str, told: list[Fault]
) -> None:
    story(journal)
    by_hand(database, sql)
    assert journal.log.faults() == told


def test_a_chain_that_was_emptied_and_begun_again_is_found(
    journal: Journal, database: Database
) -> None:
    story(journal)
    by_hand(database, "DELETE FROM entry")
    by_hand(database, "UPDATE chain SET seq = 0, seal = ''")
    journal.begin(Note(What.START), {}, behind=6, now=NOW)
    assert journal.log.faults() == [Fault(1, Touch.REMOVED, 6)]


@pytest.mark.parametrize("sql", ["DELETE FROM chain", "DROP TABLE entry"])
def test_a_journal_that_lost_a_table_is_refused_in_a_sentence(
    journal: Journal, database: Database, sql: str
) -> None:
    story(journal)
    by_hand(database, sql)
    with pytest.raises(Unstorable, match="ai đó đã xoá"):
        journal.log.faults()


def test_entries_counted_anew_after_one_was_removed_are_found(
    journal: Journal, database: Database
) -> None:
    story(journal)
    by_hand(database, "DELETE FROM entry WHERE seq = 3")
    for seq in (4, 5, 6):
        by_hand(database, "UPDATE entry SET seq = ? WHERE seq = ?", seq - 1, seq)
    told = [Fault(3, Touch.CHANGED), Fault(6, Touch.REMOVED)]
    assert journal.log.faults() == told


def test_an_entry_put_in_between_is_found(journal: Journal, database: Database) -> None:
    story(journal)
    for seq in (6, 5, 4):
        by_hand(database, "UPDATE entry SET seq = ? WHERE seq = ?", seq + 1, seq)
    by_hand(
        database,
        "INSERT INTO entry SELECT 4, at, what, tab, code, field, via, who, why, cells, "
        "seal FROM entry WHERE seq = 3",
    )
    told = [Fault(4, Touch.CHANGED), Fault(7, Touch.ADDED)]
    assert journal.log.faults() == told


def test_an_entry_put_at_the_end_is_found(journal: Journal, database: Database) -> None:
    story(journal)
    by_hand(
        database,
        "INSERT INTO entry SELECT 7, at, what, tab, code, field, via, who, why, cells, "
        "seal FROM entry WHERE seq = 6",
    )
    assert journal.log.faults() == [Fault(7, Touch.ADDED)]


def test_a_last_entry_sealed_anew_by_one_who_knows_how_is_found(
    journal: Journal,
) -> None:
    story(journal)
    *others, before, last = journal.log.since(NOW)
    forged = replace(last, note=replace(last.note, why="Không có gì"))
    forged = replace(forged, seal=forged.note.seal(before.seal, forged.at))
    told = list(faults([*others, before, forged], journal.log.end))
    assert told == [Fault(6, Touch.CHANGED)]


@given(st.data())
def test_whatever_is_done_to_one_entry_is_found_there_or_right_behind(
    data: st.DataObject,
) -> None:
    with (
        TemporaryDirectory() as folder,
        closing(open_database(Path(folder, "langnghe.db"))) as database,
    ):
        journal = Journal(database)
        values = data.draw(st.lists(raws, min_size=2, max_size=8))
        for value in values:
            row = {"code": CODE, "phone": value}
            review(journal, {key: raw for key, raw in row.items() if raw is not None})
        entries = journal.log.since(NOW)
        at = data.draw(st.integers(0, len(entries) - 1))
        entries[at] = replace(entries[at], note=data.draw(other_than(entries[at].note)))
        found = [it.seq for it in faults(entries, journal.log.end)]
        assert found == [at + 1]


raws = st.one_of(st.none(), st.booleans(), st.integers(), st.text(), st.dates())


def other_than(note: Note) -> st.SearchStrategy[Note]:
    """The note with one word of it changed."""
    words = {"what", "tab", "code", "column", "via", "who", "why"}
    return st.builds(
        lambda word, text: replace(note, **{word: text}),
        st.sampled_from(sorted(words)),
        st.text(),
    ).filter(lambda it: it != note)


def test_a_value_that_was_erased_is_gone_and_the_chain_holds(journal: Journal) -> None:
    story(journal)
    review(journal, ROW | {"phone": "0987 654 321", "owner": "Hoa"})
    assert journal.erase("f01", CODE, "phone", why="Khách yêu cầu xoá", now=NOW) == 2
    assert journal.log.faults() == []
    assert journal.seen("f01")[CODE].cells["owner"] == "Hoa"
    (*_, last) = journal.log.since(NOW)
    about = (last.note.what, last.note.column, last.note.why)
    assert about == ("erased", "phone", "Khách yêu cầu xoá")


def test_what_was_erased_stands_in_no_file_of_the_database(
    journal: Journal, tmp_path: Path
) -> None:
    story(journal)
    journal.erase("f01", CODE, "phone", why="Khách yêu cầu xoá", now=NOW)
    left = b"".join(path.read_bytes() for path in tmp_path.iterdir())
    assert b"F01-2026-0001" in left
    assert b"0912 345 678" not in left


def test_what_was_never_there_leaves_no_trace_of_an_erasure(journal: Journal) -> None:
    story(journal)
    before = journal.log.end
    assert journal.erase("f01", CODE, "note", why="", now=NOW) == 0
    assert journal.erase("f02", CODE, "phone", why="", now=NOW) == 0
    assert journal.log.end == before


def test_the_next_review_of_an_emptied_cell_does_not_bring_its_value_back(
    journal: Journal,
) -> None:
    review(journal, ROW)
    journal.erase("f01", CODE, "phone", why="Khách yêu cầu xoá", now=NOW)
    review(journal, {"code": CODE})
    assert [what for what, *_ in told(journal)] == ["new", "erased"]


def test_a_value_taken_out_by_hand_is_found(
    journal: Journal, database: Database
) -> None:
    """The digest is left, as after an erasure, but nobody noted one."""
    story(journal)
    cell = journal.log.since(NOW)[2].note.cells["owner"]
    emptied = json.dumps({"owner": [cell.digest]})
    by_hand(database, "UPDATE entry SET cells = ? WHERE seq = 3", emptied)
    assert journal.log.faults() == [Fault(3, Touch.EMPTIED)]


def test_an_erasure_covers_nothing_that_came_after_it(
    journal: Journal, database: Database
) -> None:
    review(journal, ROW)
    journal.erase("f01", CODE, "phone", why="Khách yêu cầu xoá", now=NOW)
    review(journal, ROW)
    (*_, last) = journal.log.since(NOW)
    emptied = json.dumps({"phone": [last.note.cells["phone"].digest]})
    by_hand(database, "UPDATE entry SET cells = ? WHERE seq = ?", emptied, last.seq)
    assert journal.log.faults() == [Fault(last.seq, Touch.EMPTIED)]


codes = st.sampled_from(["F01-2026-0001", "F01-2026-0002", "F01-2026-0003"])
columns = st.sampled_from(["taken_at", "owner", "phone"])
seen_rows = st.dictionaries(codes, st.dictionaries(columns, st.text(min_size=1)))
steps = st.one_of(
    st.tuples(st.just("seen"), seen_rows),
    st.tuples(st.just("gone"), st.sets(codes)),
    st.tuples(st.just("erased"), st.tuples(codes, columns)),
)


@given(st.lists(steps, max_size=12))
def test_the_entries_alone_tell_what_every_row_holds(taken: list[Any]) -> None:
    with (
        TemporaryDirectory() as folder,
        closing(open_database(Path(folder, "langnghe.db"))) as database,
    ):
        journal = Journal(database)
        for what, about in taken:
            if what == "seen":
                review(journal, *({"code": code, **it} for code, it in about.items()))
            elif what == "gone":
                journal.missing("f01", about, now=NOW)
            else:
                journal.erase("f01", *about, why="", now=NOW)
        seen = journal.seen("f01")
        assert retold(journal) == {code: dict(row.cells) for code, row in seen.items()}
        assert journal.log.faults() == []


def retold(journal: Journal) -> dict[str, dict[str, Raw]]:
    """The rows as the entries tell them, from the first to the last."""
    return {
        code: {key: raw for key, raw in row.cells.items() if raw is not None}
        for (_, code), row in journal.log.rows().items()
    }


def test_of_a_row_that_stood_there_before_the_journal_only_changes_are_told(
    journal: Journal,
) -> None:
    journal.begin(Note(What.START), {"f01": [Seen(CODE, ROW, changed_at=NOW)]}, now=NOW)
    review(journal, ROW | {"owner": "Hà"})
    row = journal.log.rows()["f01", CODE]
    held = {"owner": "Quân", "phone": "0987"}
    assert list(row.differences(held, ["owner", "phone"])) == ["owner"]


def test_two_equal_values_have_digests_that_do_not_tell_so(journal: Journal) -> None:
    review(journal, ROW, ROW | {"code": "F01-2026-0002"})
    one, other = (entry.note.cells["phone"] for entry in journal.log.since(NOW))
    assert one.digest != other.digest


def test_the_chain_begins_once_with_the_rows_that_stand_there(
    journal: Journal,
) -> None:
    start = Note(What.START, why="Bắt đầu.")
    journal.begin(start, {"f01": [Seen(CODE, ROW, changed_at=NOW)]}, now=NOW)
    other = Seen("F01-2026-0002", ROW, changed_at=NOW)
    journal.begin(start, {"f01": [other]}, now=NOW)
    review(journal, ROW)
    assert told(journal) == [("start", "", "", "")]
    assert list(journal.seen("f01")) == [CODE]
    assert journal.log.faults() == []


def test_a_chain_goes_on_behind_one_that_was_lost(journal: Journal) -> None:
    rebuilt = Note(What.REBUILT, why="Cơ sở dữ liệu mới.")
    journal.begin(rebuilt, {}, behind=1207, now=NOW)
    review(journal, ROW)
    assert [entry.seq for entry in journal.log.since(NOW)] == [1208, 1209]
    assert journal.log.faults() == []
    beginning = journal.log.beginning
    assert beginning is not None
    assert beginning.seq == 1208


def test_a_beginning_does_not_forget_what_was_seen_before(journal: Journal) -> None:
    review(journal, ROW)
    bare = Seen(CODE, {"code": CODE}, changed_at=NOW)
    journal.begin(Note(What.START), {"f01": [bare]}, now=NOW)
    assert journal.seen("f01")[CODE].cells == ROW


def test_a_row_is_found_by_its_code_in_whatever_tab(journal: Journal) -> None:
    review(journal, ROW)
    ((tab, row),) = journal.find(CODE)
    assert (tab, row.cells) == ("f01", ROW)
    assert journal.find("F01-2026-0009") == []


def test_moments_and_days_come_back_as_they_were(journal: Journal) -> None:
    held: Mapping[str, Raw]
    held = {"code": CODE, "owner": datetime(2026, 3, 6, 8), "phone": date(2026, 3, 6)}
    review(journal, held)
    cells = journal.log.of("f01", CODE)[0].note.cells
    assert {key: cell.new for key, cell in cells.items()} == held
    assert journal.log.faults() == []


def test_a_tracking_code_of_the_sheet_is_given_to_nobody_who_writes(
    journal: Journal, database: Database
) -> None:
    """Else the flush would take the customer's words for a row that stands already."""
    with closing(Queue(database)) as queue:
        review(journal, ROW | {"track_code": "1111111111"})
        rows = {"f01": ({"description": "Giao thiếu."},)}
        sent = Parcel("t", NOW, rows=rows, track_code="1111111111")
        stored = queue.put(sent, another_code=lambda: "2222222222")
        assert stored.track_code == "2222222222"
        assert [one.track_code for one in queue.waiting()] == ["2222222222"]
