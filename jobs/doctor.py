"""The doctor: what is wrong with a desk, and what to do about it, in plain words."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from jobs import remarks, tampering
from jobs.refusals import REFUSALS
from sheets_schema import wording
from sheets_schema.books.shelf import BOOKS, DESK
from sheets_schema.words import Role
from sync import settings
from sync.bootstrap import open_desk
from sync.chain import What

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from sheets_schema.office import Office
    from sheets_schema.records import Reading
    from sync.desk import Desk

NEEDED_ROLES = (Role.STAFF, Role.HEAD, Role.DIRECTOR, Role.GENERAL_DIRECTOR)
"""Roles that letters are written to; one that nobody holds is told (M1)."""
WARN_FROM = 10
"""The month from which next year's calendar has to be confirmed by a person."""
SLOW = timedelta(minutes=10)
"""A submission that waits longer than this is told."""
SHOWN = 20
"""How many rows to be mended are listed; the rest is counted."""
REBUILT_FOR = timedelta(days=30)
"""How long it is told that the database was lost."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing.

    Attributes:
        what: What is so, one sentence.
        do: What to do about it; empty where nothing is.
        grave: Whether the desk cannot do its work until it is done.
    """

    what: str
    do: str = ""
    grave: bool = False


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """All that was found."""

    findings: tuple[Finding, ...]

    @property
    def is_ill(self) -> bool:
        """Whether anything keeps the desk from its work."""
        return any(finding.grave for finding in self.findings)

    @property
    def figures(self) -> Mapping[str, object]:
        """For scripts."""
        listed = [asdict(finding) for finding in self.findings]
        return {"ok": not self.is_ill, "findings": listed}

    @property
    def words(self) -> str:
        """For people: a line each, the grave ones marked."""
        if not self.findings:
            return "✔ Bàn hoạt động tốt, không có gì cần làm."
        return "\n".join(map(_line, self.findings))


def _line(finding: Finding) -> str:
    mark = "✖" if finding.grave else "•"
    return f"{mark} {finding.what}" + (f"\n  → {finding.do}" if finding.do else "")


def examine(folder: Path, environ: Mapping[str, str], *, now: datetime) -> Diagnosis:
    """Look at settings, database, books, people, letters and the queue of a desk.

    What cannot even be opened is a finding too; nothing is changed.
    """
    try:
        said = settings.load(folder, environ)
        desk = open_desk(folder, said, now=now)
    except REFUSALS as refused:
        advice = "Xin sửa langnghe.toml, hoặc chạy “langnghe init” nếu chưa lập bàn."
        return Diagnosis((Finding(str(refused), advice, grave=True),))
    at = now.astimezone(said.zone)
    found = (
        *_in_books(desk, now=at),
        *_in_journal(desk, now=at),
        *_in_queue(desk, now=at),
        *_in_letters(desk),
    )
    desk.queue.close()
    return Diagnosis(found)


def _in_books(desk: Desk, *, now: datetime) -> Iterator[Finding]:
    for book in BOOKS:
        try:
            reading = desk.store.read(book)
        except REFUSALS as refused:
            advice = "Xin chạy “langnghe init” để lập sổ, hoặc đặt lại tệp vào thư mục."
            yield Finding(str(refused), advice, grave=True)
            continue
        if book is DESK:
            office = desk.office(reading, now=now)
            yield from _in_rows(reading, office)
            yield from _behind_our_back(desk, reading, now=now)
            yield from _in_people(office, now=now)
            yield from _in_calendar(reading, now=now)
        else:
            yield from (Finding(one.sentence, grave=True) for one in reading.problems)


def _in_rows(reading: Reading, office: Office) -> Iterator[Finding]:
    yield from (Finding(one.sentence, grave=True) for one in reading.problems)
    rows = [one for one in remarks.problems(reading, office) if one.line]
    for one in rows[:SHOWN]:
        title = DESK[one.tab].title
        yield Finding(f"Tab {title}, dòng {one.line}: {one.sentence}")
    if len(rows) > SHOWN:
        yield Finding(f"Còn {len(rows) - SHOWN} dòng nữa cần sửa.")


def _behind_our_back(
    desk: Desk, reading: Reading, *, now: datetime
) -> Iterator[Finding]:
    """Many rows deleted at once, and lines of the log of changes touched by hand."""
    for sentence in tampering.missing(desk, reading, now=now):
        yield Finding(sentence, grave=True)
    advice = "Xin xoá dòng sai; hệ thống ghi lại dòng đúng trong vòng một ngày."
    yield from _listed(tampering.in_tab(desk, reading, now=now), advice)


def _in_journal(desk: Desk, *, now: datetime) -> Iterator[Finding]:
    """Whether the chain of the journal holds, and whether it had to begin anew."""
    advice = "Xin so với bản sao lưu gần nhất để biết nội dung đúng và ai đã sửa."
    yield from _listed(tampering.in_journal(desk), advice)
    begun = desk.journal.log.beginning
    if begun is not None and begun.note.what == What.REBUILT:
        at = datetime.fromisoformat(begun.at).astimezone(now.tzinfo)
        if now - at < REBUILT_FOR:
            yield Finding(f"{begun.note.why} Lập lại lúc {wording.moment(at)}.")


def _listed(sentences: Iterable[str], advice: str) -> Iterator[Finding]:
    told = list(sentences)
    for sentence in told[:SHOWN]:
        yield Finding(sentence, advice, grave=True)
    if len(told) > SHOWN:
        yield Finding(f"Còn {len(told) - SHOWN} chỗ nữa như vậy.", grave=True)


def _in_people(office: Office, *, now: datetime) -> Iterator[Finding]:
    """Roles without a holder who can be written to, and who hears instead (M1)."""
    for role in NEEDED_ROLES:
        if any(person.email for person in office.holders(role)):
            continue
        instead = office.recipient(role, now.date())
        to = f"thư được chuyển tới {instead.email}" if instead else "thư phải chờ"
        yield Finding(
            f"Vai trò {role} chưa có người giữ có email; {to}.",
            "Xin ghi tên, email và vai trò vào tab Nhân sự.",
            grave=instead is None,
        )


def _in_calendar(reading: Reading, *, now: datetime) -> Iterator[Finding]:
    """From October until a person has confirmed a day of the next year."""
    rows = reading.rows.get("calendar", ())
    checked = {
        day.year
        for row in rows
        if (day := row.get("date")) and hasattr(day, "year") and row.get("checked")
    }
    if now.month >= WARN_FROM and now.year + 1 not in checked:
        yield Finding(
            f"Lịch nghỉ năm {now.year + 1} chưa được ai kiểm tra.",
            "Xin so tab Lịch với thông báo nghỉ lễ và chọn Có ở cột Đã kiểm tra.",
        )


def _in_queue(desk: Desk, *, now: datetime) -> Iterator[Finding]:
    oldest = desk.queue.oldest()
    if oldest is not None and now - oldest > SLOW:
        since = wording.moment(oldest.astimezone(desk.settings.zone))
        yield Finding(
            f"{desk.queue.length()} phản hồi chờ ghi sổ, từ {since}.",
            "Xin đóng sổ đang mở và xem “langnghe serve” có đang chạy không.",
            grave=True,
        )
    if "review" not in desk.claims.heartbeats():
        yield Finding("Chưa có lần rà soát nào theo giờ.", "Xin chạy “langnghe serve”.")


def _in_letters(desk: Desk) -> Iterator[Finding]:
    counts = desk.ledger.counts()
    if not desk.settings.mail.server:
        yield Finding(
            "Chưa đặt máy chủ thư; thư được để trong thư mục letters.",
            "Xin ghi [mail] server và from trong langnghe.toml khi muốn gửi thật.",
        )
    if counts.unaddressed:
        yield Finding(
            f"{counts.unaddressed} thư chờ vì chưa biết gửi cho ai.",
            "Xin ghi người và email vào tab Nhân sự, hoặc [company] email.",
            grave=True,
        )
    if counts.failed:
        yield Finding(
            f"{counts.failed} thư không gửi được và đã thôi gửi.",
            "Xin xem cột Lỗi ở tab Nhật ký thư.",
            grave=True,
        )
