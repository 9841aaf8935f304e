from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from zipfile import ZipFile
from zoneinfo import ZoneInfo

import pytest
from openpyxl import load_workbook

from jobs import survey
from sheets_schema.books.board import BOARD
from sheets_schema.books.survey import SURVEY
from sheets_schema.columns import Book
from sheets_schema.company.office import Company, Office
from sheets_schema.company.settings_tabs import read_office
from sheets_schema.reading.typed import Raw
from sheets_schema.records import NewRow, Row
from sheets_schema.report import Report
from sync.durable.database import open_database
from sync.durable.ledger import Ledger
from sync.memory import MemoryStore
from sync.store import Held
from sync.xlsx.workbook import WorkbookStore

NOW = datetime(2026, 12, 7, 2, tzinfo=UTC)
ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
DIRECTORS: tuple[dict[str, Raw], ...] = (
    {"name": "Lê Minh Quân", "role": "Giám đốc", "email": "quan@example.com"},
    {"name": "Phạm Thu Thuỷ", "role": "Tổng Giám đốc", "email": "thuy@example.com"},
    {"name": "Trần Hà", "role": "CSKH", "email": "ha@example.com"},
)


def office(*people: dict[str, Raw]) -> Office:
    rows = tuple(Row(line, person) for line, person in enumerate(people, 3))
    company = Company("Công ty An Bình", "Bộ phận Chăm sóc khách hàng")
    return read_office({"person": rows}, company, zone=ZONE, today=date(2026, 12, 7))


def fill(store: MemoryStore, tab: str, *rows: dict[str, Raw]) -> None:
    for line, row in enumerate(rows, 3):
        for key, raw in row.items():
            store.typed(tab, line, key, raw)


def surveyed() -> MemoryStore:
    """A survey book with one question, one invitation and two answers."""
    store = MemoryStore()
    store.dress(SURVEY)
    store.dress(BOARD)
    overall: dict[str, Raw] = {"id": "q1", "label": "Nhìn chung", "scale": "1-5"}
    fill(store, "question", overall, {"id": "q2", "text": "Kiến nghị của Quý khách"})
    fill(store, "invite", {"campaign": "KS-2026", "name": "Vũ An Khang"})
    told = {"campaign": "KS-2026", "q1": "5", "q2": "Vũ An Khang mong có chỗ để xe"}
    fill(store, "answer", {**told}, {"campaign": "KS-2026", "q1": "2"})
    return store


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    database = open_database(tmp_path / "langnghe.db")
    yield Ledger(database, domain="example.com")
    database.close()


def test_q29_a_years_answers_become_a_tab_and_a_letter_to_each_director(
    ledger: Ledger,
) -> None:
    store = surveyed()
    done = survey.issue(store, ledger, office(*DIRECTORS), year=2026, now=NOW)
    assert (done.slips, done.tab, done.letters_queued) == (2, "Khảo sát 2026", 2)
    assert list(store.reports) == [("board", "survey-2026")]
    letters = ledger.waiting()
    assert {letter.to_address for letter in letters} == {
        "quan@example.com",
        "thuy@example.com",
    }
    assert letters[0].body.startswith(
        "Kính gửi Giám đốc Lê Minh Quân,\n\nNăm 2026, 50,0% "
    )
    assert "“Khảo sát 2026” trong sổ “Báo cáo lãnh đạo”" in letters[0].body


def test_done_again_it_draws_anew_and_writes_to_nobody_twice(ledger: Ledger) -> None:
    store = surveyed()
    survey.issue(store, ledger, office(*DIRECTORS), year=2026, now=NOW)
    fill(store, "answer", {}, {}, {"campaign": "KS-2026", "q1": 5})
    again = survey.issue(store, ledger, office(*DIRECTORS), year=2026, now=NOW)
    assert (again.slips, again.letters_queued, len(store.reports)) == (3, 0, 1)


def test_managers_read_no_customers_name(ledger: Ledger) -> None:
    store = surveyed()
    survey.issue(store, ledger, office(*DIRECTORS), year=2026, now=NOW)
    report = store.reports["board", "survey-2026"]
    assert "“… mong có chỗ để xe”" in str(report)
    assert "Khang" not in str(report)


def test_without_a_director_the_letter_waits_for_somebody(ledger: Ledger) -> None:
    survey.issue(surveyed(), ledger, office(), year=2026, now=NOW)
    assert [letter.to_address for letter in ledger.waiting()] == [""]
    survey.issue(surveyed(), ledger, office(*DIRECTORS[:1]), year=2026, now=NOW)
    assert [one.to_address for one in ledger.waiting()] == ["quan@example.com"]


def test_a_year_without_answers_is_refused_in_one_sentence(ledger: Ledger) -> None:
    store = surveyed()
    fill(store, "answer", {}, {}, {"q1": 4})
    with pytest.raises(
        survey.NoSummary, match=r"năm 2031; 1 phiếu không rõ đợt, không rõ ngày\.$"
    ):
        survey.issue(store, ledger, office(), year=2031, now=NOW)
    assert not store.reports


def test_a_tab_whose_keys_are_gone_is_told(ledger: Ledger) -> None:
    store = surveyed()
    store.books["survey"].remove(store.tab("answer"))
    with pytest.raises(survey.NoSummary, match="Câu trả lời"):
        survey.issue(store, ledger, office(), year=2026, now=NOW)


class OpenBoard(MemoryStore):
    """A store whose board book somebody has open."""

    def draw(self, book: Book, report: Report) -> None:
        raise Held(book.title)


def test_while_the_board_book_is_open_nobody_is_written_to(ledger: Ledger) -> None:
    store = OpenBoard(surveyed().books)
    with pytest.raises(survey.NoSummary, match="xin đóng sổ"):
        survey.issue(store, ledger, office(*DIRECTORS), year=2026, now=NOW)
    assert ledger.waiting() == []


def test_in_a_workbook_the_summary_is_a_tab_with_its_charts(
    ledger: Ledger, tmp_path: Path
) -> None:
    store = WorkbookStore(tmp_path, desk_id="desk")
    store.dress(SURVEY)
    store.dress(BOARD)
    cells = surveyed().read(SURVEY).rows
    rows = [
        NewRow(tab, {"id": f"{tab} {row.line}", **row.cells}, "id")
        for tab in ("question", "answer")
        for row in cells[tab]
    ]
    store.commit(store.read(SURVEY), rows)
    survey.issue(store, ledger, office(), year=2026, now=NOW)
    with ZipFile(store.file(BOARD)) as parts:
        drawn = [name for name in parts.namelist() if "charts/chart" in name]
    assert len(drawn) == 2
    tab = load_workbook(store.file(BOARD))["Khảo sát 2026"]
    assert any("không có số mời" in str(line) for line in tab.values)
