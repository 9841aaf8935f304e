"""A report is a tab of its book, drawn with its charts, drawn again in its place."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from sheets_schema.report import Chart, FigureTable, Heading, Paragraph, Report
from tests.google.hand import google
from tests.stores.trial import BOOK

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from sheets_schema.report import Block
    from tests.google.hand import GoogleHand
    from tests.sheets_emulator.grid import Sheet
    from tests.stores.trial import Trial

SHARES = FigureTable(
    ("Câu hỏi", "Không hài lòng", "Hài lòng"),
    (("=Thái độ", 0.1, 0.9), ("Thời gian", 0.25, 0.75)),
    ("", "0%", "0%"),
)


def report(*shares: FigureTable) -> Report:
    blocks: list[Block] = [
        Heading("Khảo sát năm 2026", 1),
        Paragraph("Có 40 phiếu.\nCảm ơn."),
    ]
    for grid in shares:
        blocks += [Heading("Tỷ lệ"), grid, Chart("Tỷ lệ theo câu", "stacked", (1, 2))]
    return Report("survey-2026", "Khảo sát 2026", tuple(blocks))


@pytest.fixture
def trial(tmp_path: Path) -> Iterator[Trial]:
    with google(tmp_path) as made:
        yield made


def drawn(trial: Trial, title: str = "Khảo sát 2026") -> Sheet:
    hand: GoogleHand = trial.hand  # type: ignore[assignment] # made by google()
    found = hand.book.titled(title)
    assert found is not None
    return found


def texts(sheet: Sheet) -> list[object]:
    return [cell.value for row in sheet.rows for cell in row.values()]


def test_a_report_stands_on_a_tab_of_its_own_with_its_chart(trial: Trial) -> None:
    trial.store.draw(BOOK, report(SHARES))
    sheet = drawn(trial)
    assert {"Khảo sát năm 2026", "=Thái độ", 0.9} <= set(texts(sheet))
    (chart,) = sheet.charts
    assert chart["spec"]["basicChart"]["stackedType"] == "PERCENT_STACKED"
    assert sheet.row_lines[0]["hiddenByUser"]


def test_a_chart_of_no_column_is_left_out_and_the_report_stands(trial: Trial) -> None:
    blocks = (Heading("Tỷ lệ"), SHARES, Chart("Tỷ lệ theo câu", "bar", ()))
    trial.store.draw(BOOK, Report("survey-2026", "Khảo sát 2026", blocks))
    sheet = drawn(trial)
    assert (sheet.charts, 0.9 in texts(sheet)) == ([], True)


def test_a_report_drawn_again_takes_the_place_of_the_older_one(trial: Trial) -> None:
    trial.store.draw(BOOK, report(SHARES, SHARES, SHARES))
    hand: GoogleHand = trial.hand  # type: ignore[assignment] # made by google()
    before = drawn(trial).sheet_id
    hand.emulator.person(hand.book_id).rename_tab("Khảo sát 2026", "Đã phát hành")
    trial.store.draw(BOOK, report(SHARES))
    sheet = drawn(trial, "Đã phát hành")
    assert (sheet.sheet_id, len(sheet.charts)) == (before, 1)
    assert texts(sheet).count("Tỷ lệ") == 1


def test_a_report_leaves_a_tab_of_peoples_own_with_its_name_alone(
    trial: Trial,
) -> None:
    trial.hand.add_tab("Khảo sát 2026", [["của tôi"]])
    trial.store.draw(BOOK, report(SHARES))
    assert texts(drawn(trial)) == ["của tôi"]
    assert "Khảo sát năm 2026" in texts(drawn(trial, "Khảo sát 2026 (2)"))


def test_drawing_is_one_read_and_one_write(trial: Trial) -> None:
    hand: GoogleHand = trial.hand  # type: ignore[assignment] # made by google()
    before = len(hand.emulator.seen)
    trial.store.draw(BOOK, report(SHARES))
    verbs = [one.verb for one in hand.emulator.seen[before:]]
    assert verbs == ["read", "write"]


def test_a_drawn_report_is_no_row_of_the_register(trial: Trial) -> None:
    trial.store.draw(BOOK, report(SHARES))
    reading = trial.store.read(BOOK)
    assert (dict(reading.rows), reading.problems) == ({"case": (), "unit": ()}, ())
