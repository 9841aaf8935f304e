"""What every page carries, and the pages for when something goes wrong."""

from __future__ import annotations

import re
import sqlite3
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from forms_app.app import create_app
from sync.durable.database import Database, Unstorable, open_database
from sync.durable.queue import Queue

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


@pytest.mark.parametrize("path", ["/", "/?lang=en", "/nowhere", "/da-nhan/x"])
def test_a_page_needs_no_script_no_inline_style_and_nobody_else(
    visitor: Any, path: str
) -> None:
    page = visitor.open(path)
    policy = page.headers["Content-Security-Policy"]
    assert policy.startswith("default-src 'none'; style-src 'self'")
    assert not re.search(r"<script|<style|\sstyle=|\son\w+=|https?://", page.text)
    assert page.headers["Referrer-Policy"] == "same-origin"
    assert page.headers["X-Content-Type-Options"] == "nosniff"
    assert "Set-Cookie" not in page.headers


def test_the_page_and_its_look_weigh_less_than_60_kb(visitor: Any) -> None:
    page = visitor.open("/")
    (style,) = re.findall(r'rel="stylesheet" href="([^"]+)"', page.text)
    assert len(page.data) + len(visitor.open(style).data) < 60_000


def test_the_look_is_kept_by_browsers_and_asked_anew_when_it_changes(
    visitor: Any,
) -> None:
    (style,) = re.findall(r'"(/static/style.css[^"]+)"', visitor.open("/").text)
    assert re.search(r"\?v=\w{12}$", style)
    assert "max-age=31536000" in visitor.open(style).headers["Cache-Control"]


def test_channels_stand_on_every_page_from_one_place_m3(visitor: Any) -> None:
    for path in ("/", "/nowhere"):
        footer = visitor.open(path).text.partition("<footer>")[2]
        assert re.search(
            r"1900 6868.*cskh@example.com.*12 Lý Thường Kiệt", footer, re.DOTALL
        )


def test_an_unknown_address_is_told_as_no_page_of_ours(visitor: Any) -> None:
    missing = visitor.open("/nowhere?lang=en")
    assert missing.status_code == 404
    assert "We cannot find this page" in missing.text
    told = visitor.open("/nowhere?lang=vi").text
    assert "Không tìm thấy trang này" in told
    assert "call 1900\N{NO-BREAK SPACE}6868" in missing.text


def test_a_wrong_way_of_asking_has_a_reason(visitor: Any) -> None:
    refused = visitor.client.post("/healthz")
    assert refused.status_code == 405
    assert "GET" in refused.headers["Allow"]
    assert "không mở được theo cách đó" in refused.text


def test_a_text_too_large_for_any_form_has_a_reason(visitor: Any) -> None:
    refused = visitor.write(description="x" * 1_000_001)
    assert refused.status_code == 413
    assert "Nội dung gửi quá lớn" in refused.text


def test_a_fault_of_ours_is_told_without_jargon(
    visit: Callable[..., Any],
) -> None:
    broken = visit(office=None)
    page = broken.open()
    assert page.status_code == 500
    assert "Hệ thống đang gặp trục trặc" in page.text
    assert "Traceback" not in page.text


def test_a_page_of_thanks_that_cannot_be_read_now_is_told_as_our_trouble(
    make_desk: Callable[..., Any],
) -> None:
    class Away:
        def find(self, token: str) -> None:
            reason = "ổ đĩa báo lỗi khi đọc"
            raise Unstorable(reason)

    app = create_app(replace(make_desk(), queue=Away()))
    page = app.test_client().get("/da-nhan/abc")
    assert page.status_code == 503
    assert "Hệ thống đang gặp trục trặc" in page.text


def test_health_tells_machines_how_the_queue_stands(visitor: Any) -> None:
    visitor.write()
    health = visitor.open("/healthz")
    assert health.status_code == 200
    assert health.json == {
        "storable": True,
        "queue": 1,
        "oldest": "2026-03-06T02:42:00+00:00",
        "store": "workbook",
    }


def test_health_is_bad_only_when_nothing_can_be_stored(
    make_desk: Callable[..., Any],
) -> None:
    def full() -> dict[str, object]:
        reason = "ổ đĩa đã đầy"
        raise Unstorable(reason)

    app = create_app(replace(make_desk(), health=full))
    health = app.test_client().get("/healthz")
    assert health.status_code == 503
    assert health.json == {
        "storable": False,
        "reason": "Chưa lưu được dữ liệu: ổ đĩa đã đầy.",
    }


NO_ROOM = "Chưa lưu được dữ liệu: ổ đĩa đã đầy."


class FullDisk(sqlite3.Connection):
    """SQLite meets its page limit just as it meets a disk without room."""

    def execute(self, sql: str, *values: Any) -> sqlite3.Cursor:
        if sql == "COMMIT":
            super().execute("PRAGMA max_page_count = 1")
            super().execute("INSERT INTO snapshot VALUES ('', ?, '')", ("x" * 10**6,))
        return super().execute(sql, *values)


def test_health_is_bad_as_soon_as_a_form_would_be_refused(
    make_desk: Callable[..., Any], tmp_path: Path
) -> None:
    open_database(tmp_path / "full.db").close()
    queue = Queue(Database(tmp_path / "full.db", kind=FullDisk))
    app = create_app(replace(make_desk(), queue=queue))
    health = app.test_client().get("/healthz")
    assert health.status_code == 503
    assert health.json == {"storable": False, "reason": NO_ROOM}
    queue.close()
