"""What every store promises, whichever program holds the books."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from typing import TYPE_CHECKING

import pytest

from sheets_schema.records import CellChange, NewRow, Receipt, Row
from sync.changes import LAST_LINE, MOST_CHARACTERS
from sync.store import Moved, TabFull, TooLong, Unreachable
from tests.stores.trial import BOOK

if TYPE_CHECKING:
    from collections.abc import Callable

    from sheets_schema.cells import Raw
    from sheets_schema.records import Change, Reading
    from sync.grid import Grid
    from tests.stores.trial import Trial

MOMENT = datetime(2026, 3, 6, 9, 42)
FAMILIAR = "Tôi gọi ba lần, không ai nghe máy.\nXin trả lời sớm."


def case(code: str, **cells: Raw) -> NewRow:
    return NewRow("case", {"code": code, **cells}, once="code")


def add(trial: Trial, *rows: NewRow) -> Reading:
    trial.store.commit(trial.store.read(BOOK), rows)
    return trial.store.read(BOOK)


def cases(reading: Reading) -> list[str | None]:
    return [str(row.get("code")) for row in reading.rows["case"]]


def only(reading: Reading) -> Row:
    (row,) = reading.rows["case"]
    return row


def change(row: Row, column: str, after: Raw) -> CellChange:
    return CellChange("case", row.line, column, row.get(column), after)


def type_in(line: int, **cells: Raw) -> Callable[[Grid], None]:
    def act(grid: Grid) -> None:
        for key, raw in cells.items():
            grid.type(line, f"case.{key}", raw)

    return act


def test_a_new_book_has_all_its_tabs_and_nothing_wrong(trial: Trial) -> None:
    reading = trial.store.read(BOOK)
    assert (dict(reading.rows), reading.problems) == ({"case": (), "unit": ()}, ())


def test_dressing_a_dressed_book_mends_and_writes_nothing(trial: Trial) -> None:
    before = trial.hand.mark()
    assert (trial.store.dress(BOOK), trial.hand.mark()) == (0, before)


def test_a_book_that_is_not_there_is_told(trial: Trial) -> None:
    missing = replace(BOOK, key="other", file="khac.xlsx", title="Sổ khác")
    with pytest.raises(Unreachable, match="Sổ khác"):
        trial.store.read(missing)


@pytest.mark.parametrize(
    "words",
    [
        "=1+1",
        '=HYPERLINK("http://example.com","Bấm vào đây")',
        "+84912345678",
        "-x",
        "@x",
        "0912345678",
        "007",
        "1e5",
        "3/4/2026",
        "TRUE",
        "#N/A",
        "'trích'",
        FAMILIAR,
        "<b>&amp;</b> ]]> \"'",
        "_x0041_ _x005F_ _x000D_",
        "a\tb\n\nc",
        "🙂 e\u0301 \u200b\u00a0.",
        " ",
        "x" * MOST_CHARACTERS,
    ],
)
def test_text_is_stored_as_text_whatever_it_begins_with(
    trial: Trial, words: str
) -> None:
    reading = add(trial, case("F01-2026-0001", words=words, name=words, phone=words))
    row = only(reading)
    assert [row.get(key) for key in ("words", "name", "phone")] == [words] * 3


@pytest.mark.parametrize(
    ("column", "raw"),
    [
        ("due", MOMENT),
        ("due", datetime(2026, 3, 6)),
        ("due", datetime(2026, 3, 6, 23, 59, 59)),
        ("day", date(2026, 3, 6)),
        ("mark", 0),
        ("mark", 4.5),
        ("mark", -1e-7),
        ("amount", 12_500_000),
        ("agreed", True),
        ("agreed", False),
    ],
)
def test_a_value_comes_back_as_what_it_was(trial: Trial, column: str, raw: Raw) -> None:
    back = only(add(trial, case("F01-2026-0001", **{column: raw}))).get(column)
    assert (back, isinstance(back, bool)) == (raw, isinstance(raw, bool))
    assert isinstance(back, datetime) == isinstance(raw, datetime)


def test_a_cell_that_is_changed_holds_the_other_value(trial: Trial) -> None:
    row = only(add(trial, case("F01-2026-0001", status="Mới", name="An")))
    reading = trial.store.read(BOOK)
    receipt = trial.store.commit(reading, [change(row, "status", "Đã đóng")])
    now = only(trial.store.read(BOOK))
    assert now.cells == {"code": "F01-2026-0001", "status": "Đã đóng", "name": "An"}
    assert (receipt.cells, receipt.rows) == (1, 0)


@pytest.mark.parametrize("nothing", [None, ""])
def test_a_cell_is_emptied(trial: Trial, nothing: Raw) -> None:
    row = only(add(trial, case("F01-2026-0001", due=MOMENT)))
    trial.store.commit(trial.store.read(BOOK), [change(row, "due", nothing)])
    assert only(trial.store.read(BOOK)).cells == {"code": "F01-2026-0001"}


def test_new_rows_go_below_the_last_one(trial: Trial) -> None:
    add(trial, case("F01-2026-0001"))
    trial.hand.act("case", type_in(7, words="Dòng gõ tay"))
    rows = add(trial, case("F01-2026-0002"), case("F01-2026-0003")).rows["case"]
    assert [row.line for row in rows] == [3, 7, 8, 9]


def test_what_strayed_far_below_does_not_draw_the_new_rows_there(trial: Trial) -> None:
    trial.hand.act("case", type_in(3, words="Dòng đầu"))
    trial.hand.act("case", type_in(3000, words="gõ nhầm"))
    first, new, strayed = add(trial, case("F01-2026-0001")).rows["case"]
    assert (first.line, new.line, strayed.get("words")) == (3, 4, "gõ nhầm")


def test_a_row_that_stands_already_is_not_added_again(trial: Trial) -> None:
    add(trial, case("F01-2026-0001", name="An"))
    reading = trial.store.read(BOOK)
    again = [case("F01-2026-0001", name="Bình"), case("F01-2026-0002")]
    receipt = trial.store.commit(reading, [*again, *again])
    assert (receipt.cells, receipt.rows) == (0, 1)
    assert cases(trial.store.read(BOOK)) == ["F01-2026-0001", "F01-2026-0002"]


def test_a_code_that_a_program_made_a_number_still_stands(trial: Trial) -> None:
    trial.hand.act("case", type_in(3, code=4829153076))
    assert len(add(trial, case("4829153076")).rows["case"]) == 1


def test_rows_without_a_once_are_all_added(trial: Trial) -> None:
    row = NewRow("unit", {"name": "Kho"}, once="")
    assert len(add(trial, row, row).rows["unit"]) == 2


def test_changes_to_several_tabs_are_one(trial: Trial) -> None:
    reading = add(
        trial, case("F01-2026-0001"), NewRow("unit", {"name": "Kho"}, once="name")
    )
    assert {tab: len(rows) for tab, rows in reading.rows.items()} == {
        "case": 1,
        "unit": 1,
    }


def test_nothing_to_do_writes_nothing(trial: Trial) -> None:
    reading = add(trial, case("F01-2026-0001", status="Mới"))
    before = trial.hand.mark()
    same: list[Change] = [change(only(reading), "status", "Mới"), case("F01-2026-0001")]
    assert trial.store.commit(reading, []) == Receipt()
    assert trial.store.commit(reading, same) == Receipt()
    assert trial.hand.mark() == before


def test_what_people_type_is_read(trial: Trial) -> None:
    trial.hand.act("case", type_in(3, words="=1+1", due=MOMENT, phone=912345678))
    row = only(trial.store.read(BOOK))
    assert row.cells == {"words": "=1+1", "due": MOMENT, "phone": 912345678}


def test_what_is_typed_after_the_reading_stays(trial: Trial) -> None:
    """A store that knows versions writes nothing; one without writes beside it."""
    reading = add(trial, case("F01-2026-0001", status="Mới"))
    trial.hand.act("case", type_in(3, words="Khách gọi lại"))
    refused = False
    try:
        trial.store.commit(reading, [change(only(reading), "status", "Đã đóng")])
    except Moved:
        refused = True
    row = only(trial.store.read(BOOK))
    status = "Mới" if trial.has_versions else "Đã đóng"
    assert (refused, row.get("words")) == (trial.has_versions, "Khách gọi lại")
    assert row.get("status") == status


@pytest.mark.parametrize(
    "act",
    [
        lambda grid: grid.insert(3),
        lambda grid: grid.delete(3),
        lambda grid: grid.sort("case.name"),
        lambda grid: grid.move_column("case.status", 5),
        lambda grid: grid.add_column(1, "Cột riêng"),
    ],
    ids=["insert", "delete", "sort", "move", "column"],
)
def test_what_moved_after_the_reading_is_not_written_elsewhere(
    trial: Trial, act: Callable[[Grid], None]
) -> None:
    reading = add(
        trial,
        case("F01-2026-0001", name="Yến", status="Mới", words="hỏng"),
        case("F01-2026-0002", name="An", status="Chờ khách", words="chậm"),
    )
    trial.hand.act("case", act)
    before = trial.hand.mark()
    rows = reading.rows["case"]
    changes = [change(row, "status", f"Bước {row.line}") for row in rows]
    with pytest.raises(Moved):
        trial.store.commit(reading, changes)
    assert trial.hand.mark() == before


def test_a_change_decided_on_another_value_is_refused(trial: Trial) -> None:
    reading = add(trial, case("F01-2026-0001", status="Mới"))
    before = trial.hand.mark()
    wrong = CellChange("case", 3, "status", before="Khác", after="Đã đóng")
    with pytest.raises(Moved):
        trial.store.commit(reading, [case("F01-2026-0002"), wrong])
    assert trial.hand.mark() == before


def test_a_true_is_not_a_one(trial: Trial) -> None:
    reading = add(trial, case("F01-2026-0001", agreed=True))
    wrong = CellChange("case", 3, "agreed", before=1, after=None)
    with pytest.raises(Moved):
        trial.store.commit(reading, [wrong])


def test_after_a_sort_the_next_reading_is_written_right(trial: Trial) -> None:
    add(trial, case("F01-2026-0001", name="Yến"), case("F01-2026-0002", name="An"))
    trial.hand.act("case", lambda grid: grid.sort("case.name"))
    reading = trial.store.read(BOOK)
    trial.store.commit(reading, [change(reading.rows["case"][0], "status", "Mới")])
    rows = trial.store.read(BOOK).rows["case"]
    assert [(row.get("name"), row.get("status")) for row in rows] == [
        ("An", "Mới"),
        ("Yến", None),
    ]


def test_lines_inserted_deleted_and_pasted_are_where_they_are(trial: Trial) -> None:
    add(trial, case("F01-2026-0001"), case("F01-2026-0002"), case("F01-2026-0003"))

    def act(grid: Grid) -> None:
        grid.delete(4)
        grid.insert(3)
        grid.paste(6, [{"case.code": "F01-2026-0003", "case.name": "An"}])

    trial.hand.act("case", act)
    rows = trial.store.read(BOOK).rows["case"]
    assert [(row.line, row.get("code")) for row in rows] == [
        (4, "F01-2026-0001"),
        (5, "F01-2026-0003"),
        (6, "F01-2026-0003"),
    ]


def rearranged(grid: Grid) -> None:
    grid.title = "Sổ của chị Hà"
    grid.move_column("case.status", 5)
    grid.add_column(1, "Cột riêng")
    grid.put(3, 1, "chị Hà ghi")


def test_renamed_tabs_and_moved_columns_are_found_by_their_keys(trial: Trial) -> None:
    add(trial, case("F01-2026-0001", status="Mới", name="An"))
    trial.hand.act("case", rearranged)
    reading = trial.store.read(BOOK)
    row = only(reading)
    assert row.cells == {"code": "F01-2026-0001", "status": "Mới", "name": "An"}
    trial.store.commit(
        reading, [change(row, "status", "Đã đóng"), case("F01-2026-0002", name="B")]
    )
    assert [it.get("status") for it in trial.store.read(BOOK).rows["case"]] == [
        "Đã đóng",
        None,
    ]


def test_the_reading_tells_the_order_of_the_columns(trial: Trial) -> None:
    trial.hand.act("case", rearranged)
    columns = trial.store.read(BOOK).columns["case"]
    assert columns[:6] == ("code", "due", "name", "phone", "words", "status")


def test_columns_and_tabs_of_peoples_own_stay_as_they_are(trial: Trial) -> None:
    trial.hand.act("case", rearranged)
    trial.hand.add_tab("Nháp", [["ghi chú"], [None, 5]])
    reading = trial.store.read(BOOK)
    trial.store.commit(reading, [case("F01-2026-0001"), case("F01-2026-0002")])
    seen = trial.hand.see("Sổ của chị Hà").squared()
    own = [line[1] for line in seen if line[1] is not None]
    assert own == ["Cột riêng", "chị Hà ghi"]
    assert trial.hand.see("Nháp").lines[1][1] == 5


def test_a_lost_key_stops_its_tab_alone_and_says_what_to_do(trial: Trial) -> None:
    add(trial, case("F01-2026-0001"), NewRow("unit", {"name": "Kho"}, once="name"))
    trial.hand.act("case", lambda grid: grid.put(1, 3, None))
    reading = trial.store.read(BOOK)
    (problem,) = reading.problems
    assert (list(reading.rows), problem.tab) == (["unit"], "case")
    assert "case.name (cột “Họ và tên”)" in problem.sentence
    assert "sao lưu" in problem.sentence or "backups" in problem.sentence
    with pytest.raises(Unreachable, match="Sổ vụ việc"):
        trial.store.commit(reading, [case("F01-2026-0002")])


def test_a_key_that_stands_twice_stops_its_tab_alone(trial: Trial) -> None:
    trial.hand.act("case", lambda grid: grid.put(1, 14, "case.name"))
    reading = trial.store.read(BOOK)
    (problem,) = reading.problems
    assert list(reading.rows) == ["unit"]
    assert "khoá case.name ở hai cột" in problem.sentence


def test_a_copied_tab_stops_both_until_one_is_chosen(trial: Trial) -> None:
    trial.hand.add_tab("Đơn vị (2)", [["unit.name", "unit.head"]])
    reading = trial.store.read(BOOK)
    (problem,) = reading.problems
    assert list(reading.rows) == ["case"]
    assert "“Đơn vị”, “Đơn vị (2)”" in problem.sentence


def test_a_deleted_tab_is_told_and_made_anew_by_dressing(trial: Trial) -> None:
    trial.hand.drop_tab("Đơn vị")
    assert "Đơn vị" in trial.store.read(BOOK).problems[0].sentence
    assert trial.store.dress(BOOK) == 1
    assert trial.store.read(BOOK).problems == ()


def test_dressing_gives_a_key_back_to_the_column_with_its_heading(
    trial: Trial,
) -> None:
    add(trial, case("F01-2026-0001", name="An"))
    trial.hand.act("case", lambda grid: grid.put(1, 3, None))
    assert trial.store.dress(BOOK) == 1
    assert only(trial.store.read(BOOK)).get("name") == "An"
    assert trial.store.dress(BOOK) == 0


def without_keys(grid: Grid) -> None:
    for at in range(len(grid.keys)):
        grid.put(1, at, None)


def test_dressing_gives_a_whole_line_of_keys_back_where_no_heading_was_renamed(
    trial: Trial,
) -> None:
    add(trial, case("F01-2026-0001", name="An"))
    trial.hand.act("case", without_keys)
    assert "case" not in trial.store.read(BOOK).rows
    assert trial.store.dress(BOOK) > 0
    assert only(trial.store.read(BOOK)).get("name") == "An"
    assert trial.store.dress(BOOK) == 0


def test_a_line_of_keys_stays_away_where_a_heading_was_renamed(trial: Trial) -> None:
    def act(grid: Grid) -> None:
        without_keys(grid)
        grid.put(2, 3, "Tên khách")

    trial.hand.act("case", act)
    assert trial.store.dress(BOOK) == 0
    assert "case" not in trial.store.read(BOOK).rows


def test_dressing_gives_a_heading_back_but_leaves_a_renamed_one(trial: Trial) -> None:
    def act(grid: Grid) -> None:
        grid.put(2, 3, None)
        grid.put(2, 4, "SĐT")

    trial.hand.act("case", act)
    assert trial.store.dress(BOOK) == 1
    headings = trial.hand.see("Sổ vụ việc").headings
    assert (headings[3], headings[4]) == ("Họ và tên", "SĐT")


def lose(key: str) -> Callable[[Grid], None]:
    def act(grid: Grid) -> None:
        at = grid.keys.index(key)
        for line in grid.lines:
            del line[at]

    return act


def test_dressing_adds_a_lost_column_that_the_desk_fills(trial: Trial) -> None:
    add(trial, case("F01-2026-0001", status="Mới", name="An"))
    trial.hand.act("case", lose("case.status"))
    assert trial.store.dress(BOOK) == 2
    reading = trial.store.read(BOOK)
    assert only(reading).cells == {"code": "F01-2026-0001", "name": "An"}
    assert reading.columns["case"][-1] == "status"


def test_dressing_does_not_pretend_that_peoples_words_were_never_there(
    trial: Trial,
) -> None:
    add(trial, case("F01-2026-0001", name="An"))
    trial.hand.act("case", lose("case.name"))
    assert trial.store.dress(BOOK) == 0
    assert "case.name" in trial.store.read(BOOK).problems[0].sentence


def test_only_the_named_tabs_are_read(trial: Trial) -> None:
    trial.hand.act("unit", lambda grid: grid.put(1, 0, None))
    reading = trial.store.read(BOOK, tabs=["case"])
    assert (list(reading.rows), reading.problems) == (["case"], ())


def test_a_text_that_does_not_fit_a_cell_is_refused_whole(trial: Trial) -> None:
    reading = trial.store.read(BOOK)
    before = trial.hand.mark()
    long = case("F01-2026-0002", words="🙂" * (MOST_CHARACTERS // 2 + 1))
    with pytest.raises(TooLong, match=r"Nội dung.*32\.767 ký tự"):
        trial.store.commit(reading, [case("F01-2026-0001"), long])
    assert trial.hand.mark() == before


def test_a_tab_without_a_line_left_is_told(trial: Trial) -> None:
    lines = (*range(3, LAST_LINE, 999), LAST_LINE)
    rows = tuple(Row(line, {"words": "x"}) for line in lines)
    full = replace(trial.store.read(BOOK), rows={"case": rows})
    with pytest.raises(TabFull, match="Sổ vụ việc"):
        trial.store.commit(full, [case("F01-2026-0001")])
