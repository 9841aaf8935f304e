"""The grid page in a real browser: a person points, types, and sees what changes."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from tests.sheets_emulator.server import serving

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.sheets_emulator.direct import Direct

CHROMIUM = shutil.which("chromium")
QUIET = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
LONG = 60

pytestmark = pytest.mark.skipif(not CHROMIUM, reason="no chromium: make tools")


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        yield chromium
        chromium.close()


@pytest.fixture
def page(browser: Browser, sheet: Direct) -> Iterator[Page]:
    """The page of a long tab with a frozen heading."""
    frozen = {"sheetId": 0, "gridProperties": {"frozenRowCount": 1}}
    fields = "gridProperties.frozenRowCount"
    about = {"properties": frozen, "fields": fields}
    sheet.batch({"updateSheetProperties": about})
    sheet.update("A1", [["Name"], *([f"row {it}"] for it in range(2, LONG))], "RAW")
    with serving(sheet.emulator) as url:
        opened = browser.new_page(viewport={"width": 900, "height": 500})
        opened.goto(f"{url}/sheet/{sheet.book_id}")
        yield opened
        opened.close()


def test_a_person_points_at_a_cell_and_types(page: Page, sheet: Direct) -> None:
    page.locator('td[data-at="B3"]').click()
    page.keyboard.type("xin chào")
    page.keyboard.press("Enter")
    expect(page.locator('td[data-at="B3"]')).to_have_text("xin chào")
    assert sheet.read("B3") == [["xin chào"]]


def test_what_somebody_else_changed_is_marked(page: Page, sheet: Direct) -> None:
    sheet.update("A4", [["other"]], "RAW")
    expect(page.locator("td.fresh")).to_have_text("other")


def test_the_newest_row_is_a_click_away_and_the_heading_stays(page: Page) -> None:
    last = page.get_by_text(f"row {LONG - 1}", exact=True)
    expect(last).not_to_be_in_viewport()
    page.get_by_text("Dòng cuối").click()
    expect(last).to_be_in_viewport()
    expect(page.get_by_text("Name", exact=True)).to_be_in_viewport()
