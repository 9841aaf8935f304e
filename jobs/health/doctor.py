"""The doctor: what is wrong with a desk, and what to do about it, in plain words."""

from __future__ import annotations

from datetime import datetime, timedelta
from itertools import chain
from typing import TYPE_CHECKING

from jobs.health import pulse, tampering
from jobs.health.finding import Diagnosis, Finding
from jobs.refusals import REFUSALS
from jobs.register import mishaps, remarks
from jobs.register.alarms import vacant
from sheets_schema.books.rules import CALENDAR
from sheets_schema.books.shelf import BOOKS, DESK
from sheets_schema.entry import read_all
from sheets_schema.writing import wording
from sync.bootstrap import open_desk
from sync.configuration import settings
from sync.durable.chain import What
from sync.durable.database import Unstorable
from sync.locking import holder, lock_of
from sync.store import Shared

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from jobs.register.mishaps import Mishap
    from sheets_schema.columns import Book
    from sheets_schema.company.office import Office
    from sheets_schema.records import Reading
    from sync.desk import Desk
    from sync.store import Lack

WARN_FROM = 10
"""The month from which next year's calendar has to be confirmed by a person."""
SHOWN = 20
"""How many rows to be mended are listed; the rest is counted."""
REBUILT_FOR = timedelta(days=30)
"""How long it is told that the database was lost."""


def examine(folder: Path, environ: Mapping[str, str], *, now: datetime) -> Diagnosis:
    """Look at settings, database, books, people, letters and the queue of a desk.

    What cannot even be opened is a finding too; nothing is changed.
    """
    try:
        said = settings.load(folder, environ)
        desk = open_desk(folder, said, now=now)
    except REFUSALS as refused:
        return Diagnosis((_refused(refused, folder),))
    found: list[Finding] = []
    at = now.astimezone(said.zone)
    try:
        of_books = in_books(desk, folder, now=at), in_journal(desk, now=at)
        found.extend(chain(*of_books, pulse.feel(desk, folder, now=at)))
    except REFUSALS as refused:
        found.append(_refused(refused, folder))
    finally:
        desk.queue.close()
    return Diagnosis(tuple(found))


def _refused(refused: Exception, folder: Path) -> Finding:
    """What stops everything; never a word that would make a new desk over an old."""
    if isinstance(refused, Unstorable):
        return Finding(str(refused), _DATABASE, grave=True)
    there = (folder / settings.FILE).exists()
    return Finding(str(refused), _SETTINGS if there else "", grave=True)


_SETTINGS = "Xin sửa langnghe.toml rồi chạy lại."
_DATABASE = (
    "Xin giữ nguyên langnghe.db; xem ổ đĩa còn chỗ và có quyền ghi không. Nếu tệp đã "
    "hỏng, xin dừng chương trình và đặt lại tệp của bản sao lưu gần nhất."
)
_GONE = (
    "Xin đặt lại tệp vào thư mục, từ thùng rác hay bản sao lưu gần nhất; chỉ khi không "
    "còn bản nào mới chạy “langnghe init” để lập sổ trống."
)
_BROKEN = "Xin giữ lại tệp này ở nơi khác và đặt vào đây bản sao lưu gần nhất."
_SHARED = "Xin xem mục [store.google] và quyền chia sẻ của bảng tính."


def in_books(desk: Desk, folder: Path, *, now: datetime) -> Iterator[Finding]:
    """What keeps the desk from its books, and what people should mend in them."""
    lacks = list(_lacks(desk, now=now))
    yield from (Finding(it.reason, it.remedy, grave=it.grave) for it in lacks)
    out_of_reach = {lack.book for lack in lacks if lack.grave}
    for book in (it for it in BOOKS if it.key not in out_of_reach):
        if who := _holder(desk, folder / book.file):
            yield Finding(
                f"Sổ “{book.title}” đang được mở bởi {who}; chỉ còn chờ ghi vào sổ.",
                "Xin lưu và đóng sổ khi xong việc. Nếu hỏi ra không ai mở, có thể xoá "
                f"tệp khoá {lock_of(folder / book.file).name} nằm cạnh sổ.",
            )
        try:
            reading = desk.store.read(book)
        except REFUSALS as refused:
            yield Finding(str(refused), _advice(desk, folder / book.file), grave=True)
            continue
        yield from _in_book(desk, book, reading, now=now)


def _lacks(desk: Desk, *, now: datetime) -> Iterator[Lack]:
    if isinstance(desk.store, Shared):
        yield from desk.store.lacks(BOOKS, now=now)


def _holder(desk: Desk, file: Path) -> str:
    return holder(file) if desk.settings.store.kind == "workbook" else ""


def _advice(desk: Desk, file: Path) -> str:
    if desk.settings.store.kind != "workbook":
        return _SHARED
    return _BROKEN if file.exists() else _GONE


def _in_book(
    desk: Desk, book: Book, reading: Reading, *, now: datetime
) -> Iterator[Finding]:
    if book is not DESK:
        yield from (Finding(one.sentence, grave=True) for one in reading.problems)
        return
    office = desk.office(reading, now=now)
    yield from _in_rows(reading, office)
    hits = mishaps.known(desk.journal, now=now)
    yield from (Finding(f"{_where(one)}: {one.sentence}") for one in hits)
    yield from _behind_our_back(desk, reading, now=now)
    yield from _in_people(office, now=now)
    yield from _in_calendar(reading, office, now=now)


def _where(one: Mishap) -> str:
    row = f", dòng {one.code}" if one.code else ""
    return f"Tab {DESK[one.tab].title}{row}"


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
    keep = "Xin giữ nguyên dòng này, chép ra nơi khác, và so với bản sao lưu."
    yield from _listed(tampering.witnesses(desk, reading, now=now), keep)


def in_journal(desk: Desk, *, now: datetime) -> Iterator[Finding]:
    """Whether the chain of the journal holds, and whether it had to begin anew."""
    advice = "Xin so với bản sao lưu gần nhất để biết nội dung đúng và ai đã sửa."
    yield from _listed(tampering.in_journal(desk), advice)
    yield from _listed(tampering.in_memory(desk), advice)
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
    for role in vacant(office):
        instead = office.recipient(role, now.date())
        to = f"thư được chuyển tới {instead.email}" if instead else "thư phải chờ"
        yield Finding(
            f"Vai trò {role} chưa có người giữ có email; {to}.",
            "Xin ghi tên, email và vai trò vào tab Nhân sự.",
            grave=instead is None,
        )


def _in_calendar(
    reading: Reading, office: Office, *, now: datetime
) -> Iterator[Finding]:
    """From October until a person has confirmed a day of the next year."""
    days = read_all(CALENDAR, reading.rows.get(CALENDAR.key, ()), office.conditions)
    checked = {
        day.year for one in days if one.ticked("checked") and (day := one.day("date"))
    }
    if now.month >= WARN_FROM and now.year + 1 not in checked:
        yield Finding(
            f"Lịch nghỉ năm {now.year + 1} chưa được ai kiểm tra.",
            "Xin so tab Lịch với thông báo nghỉ lễ và chọn Có ở cột Đã kiểm tra.",
        )
