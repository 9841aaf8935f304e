"""Pulse: whether the desk's work goes on: its jobs, its queue and its letters."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from jobs import catalogue
from jobs.mailing.mail import Closed
from jobs.mailing.replies import TURNED_AWAY
from jobs.mailing.smtp import SmtpPost
from jobs.register import alarms
from sheets_schema.finding import Finding, Matter
from sheets_schema.writing import kinds, wording
from sync import copies
from sync.durable.ledger import State

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from sheets_schema.timing.quiet import Hours
    from sync.desk import Desk
    from sync.durable.ledger import LedgerEntry

BACKED_UP = timedelta(days=2)
"""Without a copy for longer than this it is told."""
SLOW = timedelta(minutes=10)
"""A submission that waits longer than this is told."""
LONG = timedelta(days=1)
"""A letter that could have gone longer ago than this is told."""
LOOKED_AT = timedelta(days=90)
"""How far back letters are looked for."""
KNOCK_SECONDS = 3.0
"""How long the mail server may take to answer."""


def feel(desk: Desk, folder: Path, *, now: datetime) -> Iterator[Finding]:
    """What keeps the desk's work from going on."""
    yield from _in_jobs(desk, now=now)
    yield from _in_queue(desk, now=now)
    yield from _in_mail(desk, folder)
    yield from _in_letters(desk, now=now)
    yield from _in_backups(desk, folder, now=now)


def _in_backups(desk: Desk, folder: Path, *, now: datetime) -> Iterator[Finding]:
    """Whether there is a copy of the last days; a new desk has time to make one."""
    begun = desk.journal.log.beginning
    if begun is None or now - datetime.fromisoformat(begun.at) < BACKED_UP:
        return
    latest = copies.latest(folder)
    if latest is None or now.replace(tzinfo=None) - latest > BACKED_UP:
        yield Finding(
            "Hai ngày qua chưa có bản sao lưu nào.",
            "Xin chạy “langnghe run backup” và xem “langnghe serve” có chạy không.",
            Matter.FOLDER,
        )


def _in_jobs(desk: Desk, *, now: datetime) -> Iterator[Finding]:
    if "review" not in desk.claims.heartbeats():
        yield Finding(
            "Chưa có lần rà soát nào theo giờ.",
            "Xin chạy “langnghe serve”.",
            Matter.JOB,
            code="review",
        )
    yield from alarms.late_jobs(desk, now=now)


def _in_queue(desk: Desk, *, now: datetime) -> Iterator[Finding]:
    oldest = desk.queue.oldest()
    if oldest is not None and now - oldest > SLOW:
        since = wording.moment(oldest.astimezone(desk.settings.zone))
        yield Finding(
            f"{desk.queue.length()} phản hồi chờ ghi sổ, từ {since}.",
            "Xin đóng sổ đang mở và xem “langnghe serve” có đang chạy không.",
            Matter.QUEUE,
            grave=True,
        )


def _in_mail(desk: Desk, folder: Path) -> Iterator[Finding]:
    post = catalogue.office_of_post(desk, folder, timeout=KNOCK_SECONDS)
    if not isinstance(post, SmtpPost):
        yield Finding(
            "Chưa đặt máy chủ thư; thư được để trong thư mục letters.",
            "Xin ghi [mail] server và from trong langnghe.toml khi muốn gửi thật.",
            Matter.MAIL,
        )
        return
    try:
        with post:
            post.knock()
    except Closed as closed:
        yield Finding(
            f"{closed}",
            "Xin xem mục [mail] trong langnghe.toml, mật khẩu và đường mạng.",
            Matter.MAIL,
            grave=True,
        )


def _in_letters(desk: Desk, *, now: datetime) -> Iterator[Finding]:
    counts = desk.ledger.counts()
    if counts.unaddressed:
        yield Finding(
            f"{counts.unaddressed} thư chờ vì chưa biết gửi cho ai.",
            "Xin ghi người và email vào tab Nhân sự, hoặc [company] email.",
            Matter.MAIL,
            grave=True,
        )
    if counts.failed:
        yield Finding(
            f"{counts.failed} thư không gửi được và đã thôi gửi.",
            "Xin xem cột Lỗi ở tab Nhật ký thư.",
            Matter.MAIL,
            grave=True,
        )
    hours = desk.last_office(now=now).worktime
    entries = desk.ledger.entries(since=now - LOOKED_AT)
    if turned_away := [one for one in entries if _is_turned_away(one)]:
        yield Finding(
            f"{len(turned_away)} thư chờ: {turned_away[-1].error}.",
            "Xin xem tài khoản, hạn mức, quyền chuyển tiếp và tên miền gửi ở máy chủ "
            "thư.",
            Matter.MAIL,
            grave=True,
        )
    if late := [one for one in entries if _waits_long(one, hours, now)]:
        since = wording.moment(late[0].queued_at.astimezone(desk.settings.zone))
        yield Finding(
            f"{len(late)} thư chờ gửi đã lâu, từ {since}.",
            "Xin xem cột Lỗi ở tab Nhật ký thư và chạy “langnghe run post”.",
            Matter.MAIL,
            grave=True,
        )


def _is_turned_away(entry: LedgerEntry) -> bool:
    """Whether the mail server refused it for something that is wrong here."""
    return entry.state is State.WAITING and entry.error.startswith(TURNED_AWAY)


def _waits_long(entry: LedgerEntry, hours: Hours, now: datetime) -> bool:
    """Whether a letter with an address could have gone a day ago."""
    letter = entry.letter
    if entry.state not in {State.WAITING, State.SENDING} or not letter.to_address:
        return False
    ready = max(entry.queued_at, letter.not_before or entry.queued_at)
    goes = kinds.of(letter.template).hours(hours, is_urgent=letter.urgent)
    return goes.next_open(ready.astimezone(now.tzinfo)) + LONG < now
