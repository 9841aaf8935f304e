"""A spreadsheet that a person made and shared is given its tabs and their look."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pytest

from sheets_schema.books.register import F01
from sheets_schema.books.shelf import BOARD, BOOKS, DESK
from sheets_schema.looks import look
from sync.a1 import column_letters
from sync.google.client import Client
from sync.google.store import GoogleStore
from sync.store import Unreachable
from tests.google.hand import QUICK, account
from tests.sheets_emulator.emulator import Emulator
from tests.sheets_emulator.faults import SPELLINGS, Fault
from tests.sheets_emulator.grid import Cell
from tests.sheets_emulator.render import effective
from tests.sheets_emulator.server import serving
from tests.sheets_emulator.work import Work

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.sheets_emulator.book import Book
    from tests.sheets_emulator.grid import Sheet
    from tests.sheets_emulator.people import Person

PERSON = "ha@example.com"


@dataclass
class Wardrobe:
    """Books in a spreadsheet each, and the store that dresses them."""

    emulator: Emulator
    line: Client
    ids: dict[str, str]

    def store(self, desk_id: str = "ban-thu") -> GoogleStore:
        return GoogleStore(self.line, ids=self.ids, desk_id=desk_id, patience=QUICK)

    @property
    def book(self) -> Book:
        return self.emulator.shelf.books[self.ids["desk"]]

    @property
    def register(self) -> Sheet:
        return next(it for it in self.book.sheets if "f01.code" in keys(it))

    @property
    def person(self) -> Person:
        return self.emulator.person(self.ids["desk"])

    def counted(self) -> tuple[int, int]:
        return self.emulator.counted("read"), self.emulator.counted("write")

    @contextmanager
    def as_it_was(self) -> Iterator[Wardrobe]:
        kept = {key: book.copy() for key, book in self.emulator.shelf.books.items()}
        yield self
        self.emulator.shelf.books = kept
        self.emulator.spellings = set()


def keys(sheet: Sheet) -> dict[str, int]:
    return {str(cell.value): at for at, cell in sheet.rows[0].items()}


@pytest.fixture(scope="module")
def dressed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Wardrobe]:
    """All books, dressed once."""
    emulator = Emulator()
    with serving(emulator):
        ids = {it.key: emulator.make(it.title, locale="en_US").book_id for it in BOOKS}
        folder: Path = tmp_path_factory.mktemp("wardrobe")
        made = Wardrobe(
            emulator, Client(account(emulator, folder), endpoint=emulator.url), ids
        )
        store = made.store()
        for book in BOOKS:
            store.dress(book)
        yield made
        made.line.close()


@pytest.fixture
def wardrobe(dressed: Wardrobe) -> Iterator[Wardrobe]:
    """All books dressed; what a test changes is as it was after it."""
    with dressed.as_it_was():
        yield dressed


def test_a_dressed_book_is_looked_at_once_and_not_written(wardrobe: Wardrobe) -> None:
    store = wardrobe.store()
    before = wardrobe.counted()
    assert [store.dress(book) for book in BOOKS] == [0, 0, 0, 0]
    after = wardrobe.counted()
    assert (after[0] - before[0], after[1] - before[1]) == (len(BOOKS), 0)


@pytest.mark.parametrize("names", [*({name} for name in SPELLINGS), set(SPELLINGS)])
def test_a_look_that_google_tells_in_other_words_is_not_written_again(
    wardrobe: Wardrobe, names: set[str]
) -> None:
    wardrobe.emulator.spellings = names
    before = wardrobe.counted()
    assert [wardrobe.store().dress(book) for book in BOOKS] == [0, 0, 0, 0]
    assert wardrobe.counted()[1] == before[1]


def test_a_zone_of_another_offset_is_set_right(wardrobe: Wardrobe) -> None:
    wardrobe.book.properties["timeZone"] = "Asia/Singapore"
    assert wardrobe.store().dress(DESK) == 1
    assert wardrobe.book.properties["timeZone"] == "Asia/Ho_Chi_Minh"


def test_the_one_empty_tab_of_a_new_spreadsheet_becomes_the_guide(
    wardrobe: Wardrobe,
) -> None:
    titles = [sheet.title for sheet in wardrobe.book.sheets]
    assert titles == ["Hướng dẫn", *(table.title for table in DESK.tables)]


def test_zone_locale_and_the_clock_of_the_colours_are_set(wardrobe: Wardrobe) -> None:
    said = wardrobe.book.properties
    found = [said[name] for name in ("locale", "timeZone", "autoRecalc")]
    assert found == ["vi_VN", "Asia/Ho_Chi_Minh", "MINUTE"]


def test_every_column_has_its_note_its_format_and_its_choices(
    wardrobe: Wardrobe,
) -> None:
    sheet, at = wardrobe.register, keys(wardrobe.register)
    for column in look.of(F01).columns:
        place = at[F01.full(column.key)]
        assert sheet.cell(1, place).note == column.note
        style = sheet.cell(2, place).format or {}
        kind = style.get("numberFormat", {}).get("type")
        wanted = "DATE" if "yy" in column.format else "TEXT"
        assert (
            column.format == "General"
            or str(kind).startswith(wanted)
            or "₫" in column.format
        )
        has_rule = sheet.cell(2, place).rule is not None
        assert has_rule == (column.drop_down is not None)


def test_keys_are_hidden_headings_frozen_and_boxes_folded(wardrobe: Wardrobe) -> None:
    sheet = wardrobe.register
    assert sheet.row_lines[0]["hiddenByUser"]
    grid = sheet.properties["gridProperties"]
    assert (grid["frozenRowCount"], grid["frozenColumnCount"]) == (2, F01.frozen)
    folded = [group.get("collapsed", False) for group in sheet.column_groups]
    assert folded == [fold.folded for fold in look.of(F01).folds]


def test_who_types_over_the_desks_cells_is_warned_and_not_stopped(
    wardrobe: Wardrobe,
) -> None:
    guards = wardrobe.register.protected
    machine = [column.key for column in F01.columns if column.by_machine]
    assert len(guards) == len(machine) + 1
    assert all(guard["warningOnly"] for guard in guards)


def shade(wardrobe: Wardrobe, line: int, key: str) -> str:
    sheet = wardrobe.register
    work = Work(wardrobe.book, PERSON, wardrobe.emulator.now())
    style = effective(work, sheet, (line - 1, keys(sheet)[f"f01.{key}"]))
    parts = style["backgroundColor"]
    return "#" + "".join(
        f"{round(parts.get(one, 0) * 255):02X}" for one in ("red", "green", "blue")
    )


def test_the_colour_of_a_row_follows_its_cells(wardrobe: Wardrobe) -> None:
    letters = {"due_flag": "", "description": ""}
    sheet = wardrobe.register
    for key in letters:
        letters[key] = _letters(keys(sheet)[f"f01.{key}"])
    wardrobe.person.type(sheet.title, f"{letters['description']}3", "Giao chậm")
    wardrobe.person.type(sheet.title, f"{letters['due_flag']}3", "▲ Quá hạn")
    assert shade(wardrobe, 3, "name") == "#FCE4D6"
    assert shade(wardrobe, 3, "due_flag") == "#F4B183"
    assert shade(wardrobe, 4, "name") == "#FFFFFF"


def test_a_row_put_in_as_the_first_is_coloured_too(wardrobe: Wardrobe) -> None:
    wardrobe.person.insert_rows(wardrobe.register.title, 3)
    letters = _letters(keys(wardrobe.register)["f01.due_flag"])
    wardrobe.person.type(wardrobe.register.title, f"{letters}3", "▲ Quá hạn")
    assert shade(wardrobe, 3, "due_flag") == "#F4B183"


def _letters(at: int) -> str:
    return column_letters(at)


def rules(sheet: Sheet) -> list[Any]:
    return [one["booleanRule"]["condition"]["values"] for one in sheet.rules]


def test_rules_that_were_lost_or_doubled_are_put_in_place_again(
    wardrobe: Wardrobe,
) -> None:
    before = rules(wardrobe.register)
    book = wardrobe.book
    wardrobe.register.rules.append(wardrobe.register.rules[0])
    del wardrobe.register.rules[3]
    assert book is wardrobe.book
    assert wardrobe.store().dress(DESK) == 1
    assert rules(wardrobe.register) == before
    assert wardrobe.store().dress(DESK) == 0


def test_peoples_own_rules_stay_where_they_are(wardrobe: Wardrobe) -> None:
    own = {
        "ranges": [{"sheetId": wardrobe.register.sheet_id, "startColumnIndex": 0}],
        "booleanRule": {
            "condition": {"type": "NOT_BLANK"},
            "format": {"textFormat": {"italic": True}},
        },
    }
    wardrobe.register.rules.insert(0, own)
    del wardrobe.register.rules[-1]
    wardrobe.store().dress(DESK)
    assert wardrobe.register.rules[0] == own
    assert len(wardrobe.register.rules) == len(look.of(F01).rules) + 1


def test_a_rule_follows_a_column_that_was_moved_and_nothing_is_mended(
    wardrobe: Wardrobe,
) -> None:
    at = keys(wardrobe.register)["f01.severity"]
    wardrobe.person.move_columns(wardrobe.register.title, _letters(at), "BM")
    store = wardrobe.store()
    mended = store.dress(DESK)
    assert mended <= 1  # people's column may have split a range of ours
    assert store.dress(DESK) == 0


def test_lost_notes_formats_choices_and_warnings_are_given_back(
    wardrobe: Wardrobe,
) -> None:
    sheet, at = wardrobe.register, keys(wardrobe.register)["f01.kind"]
    sheet.put(1, at, Cell("Phân loại"))
    for line in range(2, sheet.row_count):
        sheet.put(line, at, Cell())
    sheet.protected.pop()
    assert wardrobe.store().dress(DESK) == 4
    assert wardrobe.store().dress(DESK) == 0


def test_colours_that_people_set_by_hand_stay(wardrobe: Wardrobe) -> None:
    wardrobe.person.color(wardrobe.register.title, "D5", 1.0, 0.0, 0.0)
    before = wardrobe.register.cell(4, 3)
    wardrobe.store().dress(DESK)
    assert wardrobe.register.cell(4, 3) == before


def test_a_renamed_tab_is_dressed_under_its_new_name(wardrobe: Wardrobe) -> None:
    store = wardrobe.store()
    store.read(DESK)
    wardrobe.person.rename_tab(wardrobe.register.title, "Sổ của chị Hà")
    assert store.dress(DESK) == 0
    before = wardrobe.counted()
    store.read(DESK)
    assert store.dress(DESK) == 0
    after = wardrobe.counted()
    assert (after[0] - before[0], after[1] - before[1]) == (2, 0)


def test_another_desk_may_neither_write_nor_dress_the_book(wardrobe: Wardrobe) -> None:
    other = wardrobe.store("ban-khac")
    with pytest.raises(Unreachable, match="bàn Lắng Nghe khác"):
        other.dress(DESK)


def test_a_desk_takes_a_book_over_when_it_is_told_to(wardrobe: Wardrobe) -> None:
    other = wardrobe.store("ban-khac")
    other.take_over(DESK)
    assert other.dress(DESK) == 0
    with pytest.raises(Unreachable, match="bàn Lắng Nghe khác"):
        wardrobe.store().dress(DESK)


def test_a_book_without_tables_has_its_guide_once(wardrobe: Wardrobe) -> None:
    book = wardrobe.emulator.shelf.books[wardrobe.ids["board"]]
    assert [sheet.title for sheet in book.sheets] == ["Hướng dẫn"]
    assert wardrobe.store().dress(BOARD) == 0


def test_lost_boxes_and_frozen_headings_are_given_back(wardrobe: Wardrobe) -> None:
    sheet = wardrobe.register
    del sheet.column_groups[0]
    sheet.properties["gridProperties"]["frozenRowCount"] = 0
    sheet.row_lines[0] = {}
    assert wardrobe.store().dress(DESK) == 3
    assert wardrobe.store().dress(DESK) == 0
    assert len(wardrobe.register.column_groups) == len(look.of(F01).folds)


def test_a_box_that_people_unfolded_stays_unfolded(wardrobe: Wardrobe) -> None:
    for group in wardrobe.register.column_groups:
        group.pop("collapsed", None)
    assert wardrobe.store().dress(DESK) == 0


def test_warnings_that_stand_twice_are_taken_away(wardrobe: Wardrobe) -> None:
    guards = wardrobe.register.protected
    guards.append({**guards[3], "protectedRangeId": 12345})
    before = len(guards) - 1
    assert wardrobe.store().dress(DESK) == 1
    assert len(wardrobe.register.protected) == before


def test_a_mark_that_is_lost_is_one_thing_to_mend(wardrobe: Wardrobe) -> None:
    wardrobe.book.names.clear()
    assert wardrobe.store().dress(DESK) == 1
    assert wardrobe.store().dress(DESK) == 0


@pytest.mark.parametrize("do", ["cut_after", "cut_before", "503", "html502"])
def test_a_book_is_dressed_once_whatever_becomes_of_the_answer(
    tmp_path: Path, do: str
) -> None:
    emulator = Emulator()
    with serving(emulator):
        ids = {BOARD.key: emulator.make("Báo cáo").book_id}
        line = Client(account(emulator, tmp_path), endpoint=emulator.url)
        store = Wardrobe(emulator, line, ids).store()
        emulator.script.faults.append(Fault(4, do, only="write"))
        store.dress(BOARD)
        book = emulator.shelf.books[ids[BOARD.key]]
        assert [sheet.title for sheet in book.sheets] == ["Hướng dẫn"]
        assert (len(book.names), store.dress(BOARD)) == (1, 0)
        line.close()
