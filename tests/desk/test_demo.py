"""The demo as a newcomer finds it: every state, real letters, a survey of two years."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pytest
from click.testing import CliRunner

import langnghe
from jobs import review
from jobs.refusals import Refused
from jobs.sample import demo, demo_folder, demo_script
from jobs.sample.demo_script import Days, Form
from sheets_schema import codes
from sheets_schema.books.shelf import BOOKS, DESK
from sheets_schema.procedure.course import STAGES
from sheets_schema.report import Chart
from sheets_schema.words import Flag, Kept, Status
from sync.bootstrap import open_desk
from sync.locking import libre_lock
from sync.memory import MemoryStore
from tests.desk.conftest import ZONE
from tests.stores import excel

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from sheets_schema.columns import Book
    from sync.desk import Desk

FRIDAY = datetime(2026, 3, 6, 15, 20, tzinfo=ZONE)
TEN = datetime(2026, 3, 6, 10, tzinfo=ZONE)


@dataclass
class Shown:
    """A demo whose books are kept in memory."""

    store: MemoryStore
    desk: Desk | None = None
    made: demo.Demo | None = None

    def make(self, folder: Path, now: datetime = FRIDAY) -> Shown:
        self.made = demo.make(folder, now=now, port=8080, opened=self._opened)
        return self

    def _opened(self, folder: Path, settings: Any, **how: Any) -> Desk:
        self.desk = replace(open_desk(folder, settings, **how), store=self.store)
        return self.desk

    @property
    def register(self) -> list[Mapping[str, Any]]:
        return [row.cells for row in self.store.read(DESK).rows["f01"]]

    def said(self, key: str) -> set[Any]:
        return {cells.get(key) for cells in self.register} - {None}


@pytest.fixture(scope="module")
def shown(tmp_path_factory: pytest.TempPathFactory) -> Shown:
    return Shown(MemoryStore()).make(tmp_path_factory.mktemp("demo"))


@pytest.fixture(scope="module")
def letters(shown: Shown) -> list[Path]:
    assert shown.made
    return sorted((shown.made.folder / "letters").glob("*.eml"))


def test_every_state_that_a_case_can_reach_stands_in_the_register(shown: Shown) -> None:
    reachable = {stage.status for stage in STAGES} - {Status.IMPORTED}
    assert shown.said("status") == reachable


def test_every_flag_and_both_kinds_of_promise_stand_in_the_register(
    shown: Shown,
) -> None:
    assert shown.said("due_flag") == set(Flag)
    assert shown.said("kept") == set(Kept)


def test_a_row_without_words_has_a_message_and_no_number(shown: Shown) -> None:
    (row,) = (cells for cells in shown.register if "code" not in cells)
    assert "Nội dung khách nói" in row["message"]


def test_a_day_that_no_calendar_has_is_told_and_left_as_it_was(shown: Shown) -> None:
    (row,) = (cells for cells in shown.register if cells.get("event_date") == "31/4")
    assert "31/4" in row["message"]
    assert "Thiếu: " in row["message"]


def test_every_case_has_a_number_and_a_tracking_code_of_its_own(shown: Shown) -> None:
    cases = [cells for cells in shown.register if "description" in cells]
    numbers = [codes.numbered("F01", 2026, at) for at in range(1, len(cases) + 1)]
    assert sorted(cells["code"] for cells in cases) == numbers
    assert all(codes.is_track_code(cells["track_code"]) for cells in cases)


def test_the_story_ends_at_ten_and_a_review_then_changes_no_cell(shown: Shown) -> None:
    assert shown.made
    assert shown.desk
    assert shown.made.ends == TEN
    assert review.run(shown.desk, now=TEN).changed_cells == 0


def test_people_in_the_script_type_only_what_people_type(shown: Shown) -> None:
    assert shown.desk
    days = Days(shown.desk.last_office(now=TEN).worktime, TEN)
    said = {
        (tab, key)
        for case in demo_script.story()["case"]
        for tab, cells in _typed(case)
        for key in cells
    }
    assert {(tab, key) for tab, key in said if DESK[tab][key].by_machine} == set()
    assert all(at <= TEN for at, _ in demo_script.moments(days))


def _typed(case: Mapping[str, Any]) -> list[tuple[str, Mapping[str, Any]]]:
    steps = [(tab, step[tab]) for step in case.get("step", ()) for tab in step]
    return [("f01", case["said"]), *((tab, it) for tab, it in steps if tab != "at")]


def test_what_customers_sent_came_by_the_form_and_carries_their_consent(
    shown: Shown,
) -> None:
    assert shown.desk
    days = Days(shown.desk.last_office(now=TEN).worktime, TEN)
    deeds = [deed for _, deeds in demo_script.moments(days) for deed in deeds]
    forms = sum(isinstance(deed, Form) for deed in deeds)
    assert shown.desk.queue.length() == 0
    assert len([r for r in shown.register if r.get("channel") == "Biểu mẫu web"]) == (
        forms
    )
    assert len(shown.store.read(DESK).rows["consent"]) == 2 * forms


def test_letters_hold_acknowledgements_reminders_and_the_mail_of_the_morning(
    letters: list[Path],
) -> None:
    kinds = {path.name.split()[1] for path in letters}
    assert kinds >= {"C01", "C01h", "C11", "C11k", "N01", "N04", "N05a", "N06", "N18"}


def test_a_customer_who_wrote_in_english_is_answered_in_english(
    letters: list[Path],
) -> None:
    (letter,) = (path for path in letters if "sarah.whitfield" in path.name)
    assert b"Dear Sarah Whitfield," in letter.read_bytes()


def test_nobody_outside_example_com_is_written_to(
    shown: Shown, letters: list[Path]
) -> None:
    assert shown.made
    assert shown.made.letters == len(letters)
    assert all("@example.com " in path.name for path in letters)


def test_the_board_has_the_survey_of_two_years_with_its_chart(shown: Shown) -> None:
    (report,) = shown.store.reports.values()
    assert report.title == "Khảo sát 2026"
    assert any(isinstance(block, Chart) for block in report.blocks)


def test_made_again_it_tells_the_same_story(shown: Shown, tmp_path: Path) -> None:
    again = Shown(MemoryStore()).make(tmp_path / "demo")
    assert again.register == shown.register


def test_a_story_over_the_turn_of_the_year_has_numbers_of_both(tmp_path: Path) -> None:
    january = datetime(2027, 1, 12, 11, tzinfo=ZONE)
    shown = Shown(MemoryStore()).make(tmp_path / "demo", january)
    years = {str(code)[4:8] for code in shown.said("code")}
    assert years == {"2026", "2027"}


@pytest.mark.parametrize(
    ("now", "ends"),
    [
        (datetime(2026, 3, 6, 10, 0, tzinfo=ZONE), TEN),
        (datetime(2026, 3, 6, 9, 59, tzinfo=ZONE), TEN.replace(day=5)),
        (datetime(2026, 3, 8, 23, 0, tzinfo=ZONE), TEN),
        (datetime(2026, 3, 9, 2, 59, tzinfo=UTC).astimezone(ZONE), TEN),
    ],
)
def test_the_story_ends_on_the_last_working_day(
    shown: Shown, now: datetime, ends: datetime
) -> None:
    assert shown.desk
    assert demo.last_end(shown.desk.last_office(now=TEN).worktime, now) == ends


def test_a_folder_that_is_no_demo_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "hop-dong.txt").write_text("của công ty")
    with pytest.raises(Refused, match="không phải bàn mẫu"):
        demo.make(tmp_path, now=FRIDAY, port=8080)
    assert [path.name for path in tmp_path.iterdir()] == ["hop-dong.txt"]


def test_what_a_person_put_beside_a_demo_stays_when_it_is_made_again(
    tmp_path: Path,
) -> None:
    theirs = {tmp_path / "ghi-chu.txt", tmp_path / "letters" / "mau.docx"}
    gone = {tmp_path / DESK.file, tmp_path / "letters" / "2026-03-06 C01 a.eml"}
    (tmp_path / "letters").mkdir()
    for file in (*theirs, *gone, tmp_path / demo_folder.MARK):
        file.touch()
    demo_folder.clear(tmp_path)
    assert {file for file in theirs | gone if file.exists()} == theirs


def test_a_demo_whose_book_is_open_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / demo_folder.MARK).touch()
    libre_lock(tmp_path / DESK.file).write_text("Trần Thu Hà,ha,may-ha,06.03.2026;")
    with pytest.raises(Refused, match="đang được mở bởi Trần Thu Hà"):
        demo.make(tmp_path, now=FRIDAY, port=8080)
    assert (tmp_path / demo_folder.MARK).exists()


@pytest.fixture(scope="module")
def commanded(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """The folder of a demo made by the command, and what the command said."""
    folder = tmp_path_factory.mktemp("command") / "demo"
    done = CliRunner().invoke(
        langnghe.main,
        ["demo", "--folder", str(folder), "--no-serve"],
        env={"LANGNGHE_MAIL__SERVER": "mail.example.com"},
    )
    assert done.exit_code == 0
    return folder, done.stdout


def test_the_command_makes_the_workbooks_and_says_where_they_are(
    commanded: tuple[Path, str],
) -> None:
    folder, said = commanded
    assert {book.file for book in BOOKS} <= {path.name for path in folder.iterdir()}
    assert str(folder / DESK.file) in said
    assert any((folder / "letters").glob("* C01 *.eml"))


@excel.needed
@pytest.mark.parametrize("book", BOOKS, ids=lambda book: book.key)
def test_its_workbooks_hold_to_what_excel_checks(
    commanded: tuple[Path, str], book: Book
) -> None:
    folder, _ = commanded
    file = folder / book.file
    assert [*excel.violations(file), *excel.faults(file)] == []
