"""The catalogue: every job by its name, as the timetable and ``run`` know it."""

from __future__ import annotations

import os
import secrets
import socket
from dataclasses import asdict, dataclass, field
from datetime import datetime
from functools import cache
from threading import Event
from time import monotonic
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from jobs import backup, digest, dress, flush, post, review, survey
from jobs.mailing.envelope import MailSender
from jobs.mailing.folder import LETTERS, FolderPost
from jobs.mailing.smtp import SmtpPost
from jobs.refusals import WrongWords
from jobs.register import alarms
from sheets_schema.writing import kinds
from sync.bootstrap import LOCAL_DOMAIN

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from jobs.mailing.mail import Post
    from sync.desk import Desk

EVERY_MINUTE = ("flush", "review", "post")
"""What ``run all`` does, in this order."""


@dataclass(frozen=True)
class Site:
    """Where a job runs, and when.

    Attributes:
        desk: The installation.
        folder: Its folder.
        clock: The moment, in the company's zone; stands still under ``run --now``.
        summary: The year that a summary of the survey is asked for; 0 for none.
        stop: Set once the program is to end: what can wait is left then.
    """

    desk: Desk
    folder: Path
    clock: Callable[[], datetime]
    summary: int = 0
    stop: Event = field(default_factory=Event)


@dataclass(frozen=True)
class Done:
    """What a run did, for scripts and for people."""

    figures: Mapping[str, object]
    words: str


@cache
def owner() -> str:
    """The name of this copy of the desk, in claims; no copy ever had it before."""
    return f"{socket.gethostname()}-{os.getpid()}-{secrets.token_hex(4)}"


def stopped(said: str, zone: ZoneInfo) -> Callable[[], datetime]:
    """A clock that stands still at a moment in ISO form.

    The moment is in the company's zone where it names none.

    Raises:
        WrongWords: It is none.
    """
    try:
        at = datetime.fromisoformat(said)
    except ValueError:
        raise WrongWords(_NO_MOMENT.format(said=said)) from None
    local = at.replace(tzinfo=zone) if at.tzinfo is None else at.astimezone(zone)
    return lambda: local


_HELD = "Sổ đang được mở, sẽ ghi khi sổ được đóng."
_NO_JOB = "Không có việc “{job}”. Có: {jobs}, all."
_NO_SUMMARY = "--summary chỉ đi với việc survey: langnghe run survey --summary {year}."
_NO_MOMENT = "Không hiểu thời điểm “{said}”: xin viết như 2026-03-06T10:00."


def _flush(site: Site) -> Done:
    done = flush.run(site.desk, now=site.clock())
    words = f"Ghi sổ {done.written} phản hồi; còn chờ {done.left}."
    return Done(asdict(done), words + _held(site, held=done.held))


def _review(site: Site) -> Done:
    began = monotonic()
    done = review.run(site.desk, now=site.clock())
    told = [f"{one.tab}:{one.line} {one.sentence}" for one in done.problems]
    whole_tabs = [one.sentence for one in done.problems if not one.line]
    figures = {
        **asdict(done),
        "problems": len(told),
        "told": told,
        "seconds": round(monotonic() - began, 3),
    }
    words = (
        f"Rà soát {done.rows} hồ sơ: sửa {done.changed_cells} ô, thêm {done.new_rows} "
        f"dòng, xếp {done.letters_queued} thư; {len(told)} điều cần người sửa."
    )
    return Done(figures, " ".join((words, *whole_tabs)) + _held(site, held=done.held))


def _held(site: Site, *, held: bool) -> str:
    """Who has a book open, where a program's lock says so; nothing if it was free."""
    said = [*dress.open_books(site.desk, site.folder)] or [_HELD]
    return " ".join(("", *said)) if held else ""


def _dress(site: Site) -> Done:
    now = site.clock()
    site.desk.ledger.queue(alarms.of_store(site.desk, now=now), now=now)
    done = dress.run(site.desk, site.folder)
    words = f"Chỉnh lại {sum(done.mended.values())} chỗ trong các sổ."
    figures = {**done.mended, "held": bool(done.held)}
    return Done(figures, " ".join((words, *done.held)))


def _post(site: Site) -> Done:
    now, hours = site.clock(), site.desk.last_office(now=site.clock()).worktime
    late = kinds.timed(alarms.of_jobs(site.desk, now=now), hours, now=now)
    site.desk.ledger.queue(late, now=now)
    done = post.post(
        site.desk.ledger,
        office_of_post(site.desk, site.folder),
        sender=_sender(site.desk),
        hours=hours,
        clock=site.clock,
        owner=owner(),
        is_over=site.stop.is_set,
    )
    words = f"Gửi {done.sent} thư, bỏ {done.failed}, còn chờ {done.waiting}."
    return Done(asdict(done), f"{words} {done.reason}".strip())


def office_of_post(desk: Desk, folder: Path, *, timeout: float = 30.0) -> Post:
    """Where letters go: the mail server, or files where none is set.

    Args:
        desk: With its settings.
        folder: Its folder.
        timeout: Seconds to wait for each answer of the server.
    """
    mail = desk.settings.mail
    if not mail.server:
        return FolderPost(folder / LETTERS)
    return SmtpPost(
        mail.server,
        port=mail.port,
        security=mail.security,
        user=mail.user,
        password=mail.password.get_secret_value(),
        timeout=timeout,
    )


def _sender(desk: Desk) -> MailSender:
    mail, company = desk.settings.mail, desk.company
    address = mail.sender or company.email
    if not mail.server:
        address = address or f"cskh@{LOCAL_DOMAIN}"
    return MailSender(
        company.name, address, reply_to=company.email, home=desk.settings.web.url
    )


def _digest(site: Site) -> Done:
    queued = digest.run(site.desk, now=site.clock())
    return Done({"queued": queued}, f"Xếp {queued} bản tin việc hôm nay.")


def _survey(site: Site) -> Done:
    if not site.summary:
        return Done({}, "Hôm nay không có việc khảo sát.")
    done = survey.run(site.desk, year=site.summary, now=site.clock())
    words = (
        f"Tổng kết {done.slips} phiếu của năm {done.year} vào tab “{done.tab}” của sổ "
        f"lãnh đạo; xếp {done.letters_queued} thư."
    )
    told = [one.sentence for one in done.problems]
    return Done({**asdict(done), "problems": told}, "\n".join((words, *told)))


def _backup(site: Site) -> Done:
    done = backup.run(site.desk, site.folder, now=site.clock())
    return Done(asdict(done), f"Đã sao lưu vào {done.folder}.")


def _writing(job: Callable[[Site], Done]) -> Callable[[Site], Done]:
    """A job that writes into books: a new version of the program copies them first."""

    def done(site: Site) -> Done:
        backup.before_first_write(site.desk, site.folder, now=site.clock())
        return job(site)

    return done


def _informed(job: Callable[[Site], Done]) -> Callable[[Site], Done]:
    """The job of a desk that knows its books: one with a new database looks first."""

    def done(site: Site) -> Done:
        review.ready(site.desk, now=site.clock())
        return job(site)

    return _writing(done)


JOBS: Mapping[str, Callable[[Site], Done]] = {
    "flush": _informed(_flush),
    "review": _writing(_review),
    "dress": _writing(_dress),
    "post": _post,
    "digest": _informed(_digest),
    "survey": _informed(_survey),
    "backup": _backup,
}
"""What each job does, in the order in which they are looked at."""


def check(job: str, moment: str | None, summary: int | None) -> None:
    """See whether the words of ``run`` mean something, before anything is opened.

    Raises:
        WrongWords: There is no such job or moment, or the job has no summary.
    """
    if job not in {*JOBS, "all"}:
        raise WrongWords(_NO_JOB.format(job=job, jobs=", ".join(JOBS)))
    if summary and job != "survey":
        raise WrongWords(_NO_SUMMARY.format(year=summary))
    if moment:
        stopped(moment, ZoneInfo("UTC"))


def run(job: str, site: Site) -> Done:
    """Do one job once, or all that a minute would bring."""
    if job == "all":
        done = {name: JOBS[name](site) for name in EVERY_MINUTE}
        words = "\n".join(one.words for one in done.values())
        return Done({name: one.figures for name, one in done.items()}, words)
    return JOBS[job](site)
