"""The page in a real browser: without script, on a small phone, by rules and by eye."""

from __future__ import annotations

import os
import re
import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import Browser, Error, Page, expect, sync_playwright

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

ROOT = Path(__file__).parents[2]
AXE = Path(
    os.environ.get(  # noqa: TID251 - where make put the tool
        "LANGNGHE_AXE", ROOT / "build/node_modules/axe-core/axe.min.js"
    )
)
CHROMIUM = shutil.which("chromium")
QUIET = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
QUIET += ["--disable-component-update"]
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
SMALLEST, PHONE, DESK = 320, 360, 1100

pytestmark = pytest.mark.skipif(not CHROMIUM, reason="no chromium: make tools")


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        yield chromium
        chromium.close()


@pytest.fixture(scope="module")
def page_of(browser: Browser, site: str) -> Callable[..., Page]:
    """A page of some width, with or without script, in a browser of its own."""

    def open_page(path: str = "/", *, width: int = DESK, script: bool = True) -> Page:
        context = browser.new_context(
            viewport={"width": width, "height": 800}, java_script_enabled=script
        )
        page = context.new_page()
        page.goto(site + path)
        return page

    return open_page


def fill(page: Page) -> None:
    page.get_by_label("Khiếu nại", exact=True).check()
    page.get_by_label("Giao hàng, lắp đặt").check()
    page.get_by_label("Ngày khác").check()
    page.get_by_label("Ngày xảy ra").fill("27.2")
    page.get_by_label("Nội dung sự việc").fill("Đặt hàng từ thứ Hai, chưa ai gọi lại.")
    page.get_by_label("Xin lỗi").check()
    page.get_by_label("Họ và tên").fill("Nguyễn Văn An")
    page.get_by_label("Số điện thoại").fill("0912 345 678")
    page.get_by_label("Gọi điện").check()
    page.get_by_label("nhằm giải quyết phản hồi này").check()


def send(page: Page) -> None:
    page.get_by_role("button", name="Gửi phản hồi").click()


def test_a_customer_without_script_sends_the_page_and_sees_the_code(
    page_of: Callable[..., Page],
) -> None:
    page = page_of(width=PHONE, script=False)
    fill(page)
    send(page)
    expect(page.locator("h1")).to_have_text(
        "Chúng tôi đã nhận được phản hồi của Quý khách"
    )
    expect(page.locator(".code")).to_have_text(re.compile(r"^\d{4} \d{3} \d{3}$"))


def back(page: Page) -> None:
    """The browser's own button; Chromium refuses it while it swaps processes."""
    page.wait_for_load_state("networkidle")
    for _ in range(20):
        try:
            page.go_back()
        except Error:
            page.wait_for_timeout(250)
        else:
            return
    pytest.fail("the browser does not go back")


def test_going_back_and_sending_again_shows_the_same_code(
    page_of: Callable[..., Page],
) -> None:
    page = page_of(script=False)
    fill(page)
    send(page)
    first = page.url
    back(page)
    expect(page.get_by_label("Họ và tên")).to_have_value("Nguyễn Văn An")
    send(page)
    assert page.url == first


def test_the_enter_key_sends_the_form_and_changes_no_language(
    page_of: Callable[..., Page],
) -> None:
    page = page_of()
    fill(page)
    page.get_by_label("Họ và tên").press("Enter")
    expect(page.locator(".done")).to_be_visible()
    assert page.locator("html").get_attribute("lang") == "vi"


def test_after_a_mistake_the_reader_is_at_the_summary_which_leads_to_the_field(
    page_of: Callable[..., Page],
) -> None:
    page = page_of()
    send(page)
    expect(page.locator(".summary")).to_be_focused()
    page.get_by_role("link", name="Xin Quý khách nhập họ và tên").click()
    expect(page.get_by_label("Họ và tên")).to_be_focused()
    assert page.title().startswith("Lỗi: ")


def test_questions_come_only_where_an_answer_leads_to_them(
    page_of: Callable[..., Page],
) -> None:
    page = page_of(script=False)
    when = page.get_by_text("Sự việc xảy ra khi nào?")
    other = page.get_by_label("Tên dịch vụ hoặc sản phẩm khác")
    expect(other).to_be_hidden()
    page.locator("[name=service][value=Khác]").check()
    expect(other).to_be_visible()
    expect(when).to_be_visible()
    page.get_by_label("Lời khen", exact=True).check()
    expect(when).to_be_hidden()
    page.get_by_label("Khiếu nại", exact=True).check()
    expect(when).to_be_visible()


@pytest.fixture(scope="module")
def states(page_of: Callable[..., Page]) -> list[Page]:
    """The page in all its states on the smallest phone."""
    wrong, old, sent = (page_of(width=SMALLEST) for _ in range(3))
    wrong.get_by_label("Khiếu nại", exact=True).check()
    wrong.locator("[name=service][value=Khác]").check()
    wrong.get_by_label("Nội dung sự việc").fill("x" * 6000)
    for page in (old, sent):
        fill(page)
    old.locator("[name=ticket]").evaluate("hidden => hidden.value = ''")
    for page in (wrong, old, sent):
        send(page)
    paths = ("/", "/?lang=en", "/nowhere")
    return [*(page_of(path, width=SMALLEST) for path in paths), wrong, old, sent]


@pytest.mark.skipif(not AXE.exists(), reason=f"no {AXE.name}: make {AXE}")
def test_no_state_of_the_page_breaks_a_rule_of_accessibility(
    states: list[Page],
) -> None:
    for page in states:
        page.evaluate(AXE.read_text(encoding="utf-8"))
        found: dict[str, list[Any]] = page.evaluate(
            "rules => axe.run({runOnly: {type: 'tag', values: rules}})", RULES
        )
        faults = [*found["violations"], *found["incomplete"]]
        assert [(one["id"], one["nodes"][0]["html"]) for one in faults] == []


def test_nothing_runs_out_of_a_small_phone(states: list[Page]) -> None:
    wide = "document.documentElement.scrollWidth"
    assert [page.evaluate(wide) for page in states] == [SMALLEST] * len(states)


def test_every_field_has_a_label_that_can_be_read(
    page_of: Callable[..., Page],
) -> None:
    bare = """fields => fields
        .filter(one => one.type != 'hidden')
        .filter(one => !one.labels.length || !one.labels[0].innerText.trim())
        .map(one => one.outerHTML)"""
    fields = page_of().locator("input, select, textarea")
    assert fields.evaluate_all(bare) == []


def test_targets_are_as_large_as_a_thumb_and_letters_as_eyes_need(
    page_of: Callable[..., Page],
) -> None:
    small = """all => all
        .filter(one => one.offsetHeight && !one.closest('.hidden, .trap, .skip'))
        .filter(one => one.offsetHeight < 44)
        .map(one => one.outerHTML)"""
    page = page_of(width=PHONE)
    targets = ".choice label, .button, .switch, .brand, footer a, select, textarea"
    targets += ", [type=text], [type=tel], [type=email]"
    assert page.locator(targets).evaluate_all(small) == []
    size, line = page.evaluate("""() => {
        const {fontSize, lineHeight} = getComputedStyle(document.body);
        return [parseFloat(fontSize), parseFloat(lineHeight)];
    }""")
    assert size >= 18
    assert line / size >= 1.5
