"""The doctor: says what is wrong with a desk, and advises nothing that harms."""

from __future__ import annotations

import socket
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from jobs import founding
from jobs.health import doctor
from sheets_schema.books.shelf import DESK
from sheets_schema.writing.letter import Letter
from sync.bootstrap import DATABASE, open_desk
from sync.configuration import settings
from sync.locking import libre_lock
from tests.desk.conftest import FRIDAY

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from sheets_schema.finding import Finding

WISHES = founding.Wishes(company="Công ty Ánh Dương", email="a@example.com")
A_LETTER = Letter(
    key="C01:F01-2026-0001",
    template="C01",
    to_name="Nguyễn Văn An",
    to_address="an@example.com",
    role="",
    ref="F01-2026-0001",
    clock="",
    step="",
    subject="Đã nhận",
    body="Kính gửi Quý khách",
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A desk that was just founded."""
    made = tmp_path_factory.mktemp("desk")
    founding.found(made, WISHES, {}, now=FRIDAY)
    return made


def found(
    folder: Path, environ: Mapping[str, str] | None = None, now: datetime = FRIDAY
) -> list[Finding]:
    return [*doctor.examine(folder, environ or {}, now=now).findings]


def one(said: str, findings: list[Finding]) -> Finding:
    """The finding that says so; the only one."""
    (told,) = (finding for finding in findings if said in finding.what)
    return told


def test_a_review_long_ago_is_told(folder: Path) -> None:
    desk = open_desk(folder, settings.load(folder, {}), now=FRIDAY)
    desk.claims.heartbeat("review", now=FRIDAY)
    desk.queue.close()
    assert not [it for it in found(folder) if "đã trễ" in it.what]
    late = one("Việc review đã trễ", found(folder, now=FRIDAY + timedelta(minutes=20)))
    assert late.grave
    assert "09:42" in late.what


def test_an_open_book_is_told_with_who_has_it(folder: Path) -> None:
    lock = libre_lock(folder / DESK.file)
    lock.write_text("Trần Thu Hà,ha,may-ha,06.03.2026 09:00,file:///;", "utf-8")
    try:
        told = one("đang được mở bởi Trần Thu Hà", found(folder))
    finally:
        lock.unlink()
    assert DESK.title in told.what
    assert lock.name in told.do, "it is hidden: people need its name"


def test_a_mail_server_that_does_not_answer_is_told(folder: Path) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = str(free.getsockname()[1])
    mail = {"LANGNGHE_MAIL__SERVER": "127.0.0.1", "LANGNGHE_MAIL__PORT": port}
    told = one(f"127.0.0.1:{port}: không kết nối được", found(folder, mail))
    assert told.grave


def test_letters_that_could_have_gone_long_ago_are_told(folder: Path) -> None:
    desk = open_desk(folder, settings.load(folder, {}), now=FRIDAY)
    desk.ledger.queue([A_LETTER], now=FRIDAY)
    desk.queue.close()
    assert not [it for it in found(folder) if "thư chờ gửi" in it.what]
    told = one("1 thư chờ gửi đã lâu", found(folder, now=FRIDAY + timedelta(days=2)))
    assert told.grave


def test_a_missing_book_is_to_be_put_back_before_anything_else(folder: Path) -> None:
    away = (folder / DESK.file).rename(folder / "away.xlsx")
    try:
        told = one(DESK.title, found(folder))
    finally:
        away.rename(folder / DESK.file)
    assert told.do.index("đặt lại tệp") < told.do.index("init")


def test_nobody_is_sent_to_found_a_desk_over_a_broken_one(
    folder: Path, tmp_path: Path
) -> None:
    """A broken book, a broken database, bad settings: `init` mends none of them."""
    broken = {}
    for name in (DESK.file, DATABASE, settings.FILE):
        place = tmp_path / name
        place.mkdir()
        for file in folder.glob("*.*"):
            (place / file.name).write_bytes(file.read_bytes())
        (place / f"{name}-wal").unlink(missing_ok=True)
        (place / name).write_bytes(b"\xff broken" * 999)
        broken[name] = "\n".join(it.do for it in found(place) if it.grave)
    assert "init" not in "".join(broken.values())
    assert "bản sao lưu" in broken[DESK.file]
    assert "giữ nguyên langnghe.db" in broken[DATABASE]
    assert "sửa langnghe.toml" in broken[settings.FILE]
