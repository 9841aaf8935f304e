"""The doctor: what is wrong with a desk, and what to do about it, in plain words."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from itertools import chain
from typing import TYPE_CHECKING

from jobs.health import pulse, storage, tampering
from jobs.health.diagnosis import Diagnosis
from jobs.refusals import REFUSALS
from jobs.register import mishaps, remarks
from sheets_schema.books.rules import CALENDAR
from sheets_schema.books.shelf import BOOKS, DESK
from sheets_schema.entry import read_all
from sheets_schema.finding import Finding, Matter
from sheets_schema.procedure import checker
from sheets_schema.procedure.course import CASE
from sheets_schema.writing import wording
from sync.bootstrap import open_desk
from sync.configuration import settings
from sync.durable.chain import What
from sync.durable.database import Unstorable
from sync.store import StoreError, of_refusal

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from sheets_schema.columns import Book
    from sheets_schema.company.office import Office
    from sheets_schema.records import Reading
    from sync.desk import Desk

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
    except REFUSALS as refused:
        return Diagnosis((_refused(refused, folder),))
    ground = (*storage.in_folder(folder), *storage.in_database(folder))
    if ground:
        return Diagnosis(ground)
    try:
        desk = open_desk(folder, said, now=now)
    except REFUSALS as refused:
        return Diagnosis((_refused(refused, folder),))
    found: list[Finding] = []
    at = now.astimezone(said.zone)
    try:
        found.extend(storage.in_rows(desk))
        if not found:
            found.extend(storage.in_reach(folder, said))
            of_books = in_books(desk, now=at), in_journal(desk, now=at)
            found.extend(chain(*of_books, pulse.feel(desk, folder, now=at)))
    except REFUSALS as refused:
        found.append(_refused(refused, folder))
    finally:
        desk.queue.close()
    return Diagnosis(tuple(found))


def _refused(refused: Exception, folder: Path) -> Finding:
    """What stops everything; never a word that would make a new desk over an old."""
    if isinstance(refused, Unstorable):
        return Finding(str(refused), _DATABASE, Matter.DATABASE, grave=True)
    there = (folder / settings.FILE).exists()
    do = _SETTINGS if there else ""
    return Finding(str(refused), do, Matter.SETTINGS, grave=True)


_SETTINGS = "Xin sửa langnghe.toml rồi chạy lại."
_DATABASE = (
    "Xin giữ nguyên langnghe.db; xem ổ đĩa còn chỗ và có quyền ghi không. Nếu tệp đã "
    "hỏng, xin dừng chương trình và đặt lại bản trong thư mục backups; chưa có bản nào "
    "thì chuyển tệp đi nơi khác rồi chạy lại, hệ thống lập lại từ sổ."
)


def in_books(desk: Desk, *, now: datetime) -> Iterator[Finding]:
    """What keeps the desk from its books, and what people should mend in them."""
    found = list(desk.store.examine(BOOKS, now=now))
    yield from found
    out_of_reach = {one.book for one in found if one.grave and one.matter in _CLOSED}
    for book in (it for it in BOOKS if it.key not in out_of_reach):
        try:
            reading = desk.store.read(book)
        except StoreError as refused:
            yield of_refusal(refused, book)
            continue
        yield from _in_book(desk, book, reading, now=now)


_CLOSED = frozenset({Matter.BOOK})
"""What of a book there is no use in reading it after."""


def _in_book(
    desk: Desk, book: Book, reading: Reading, *, now: datetime
) -> Iterator[Finding]:
    if book is not DESK:
        yield from reading.problems
        return
    yield from (one for one in reading.problems if not one.line)
    office = desk.office(reading, now=now)
    yield from _in_rows(desk, reading, office, now=now)
    yield from map(_placed, mishaps.known(desk.journal, now=now))
    yield from _behind_our_back(desk, reading, now=now)
    yield from _in_people(office, now=now)
    of_procedure = checker.of_company(CASE, office, now=now)
    yield from (_placed(one) if one.line else one for one in of_procedure)
    yield from _in_units(office)
    yield from _in_calendar(reading, office, now=now)


def _placed(one: Finding) -> Finding:
    """A finding about a row with the place said before it."""
    row = one.code or one.line
    place = f"Tab {DESK[one.tab].title}{f', dòng {row}' if row else ''}"
    return replace(one, what=f"{place}: {one.what}")


def _in_rows(
    desk: Desk, reading: Reading, office: Office, *, now: datetime
) -> Iterator[Finding]:
    found = remarks.problems(reading, office, desk.recall, now=now)
    rows = [one for one in found if one.line]
    yield from map(_placed, rows[:SHOWN])
    if len(rows) > SHOWN:
        yield Finding(f"Còn {len(rows) - SHOWN} dòng nữa cần sửa.")


def _behind_our_back(
    desk: Desk, reading: Reading, *, now: datetime
) -> Iterator[Finding]:
    """Many rows deleted at once, and lines of the log of changes touched by hand."""
    yield from tampering.missing(desk, reading, now=now)
    yield from _listed(tampering.in_tab(desk, reading, now=now))
    yield from _listed(tampering.witnesses(desk, reading, now=now))


def in_journal(desk: Desk, *, now: datetime) -> Iterator[Finding]:
    """Whether the chain of the journal holds, and whether it had to begin anew."""
    yield from _listed(tampering.in_journal(desk))
    yield from _listed(tampering.in_memory(desk))
    begun = desk.journal.log.beginning
    if begun is not None and begun.note.what == What.REBUILT:
        at = datetime.fromisoformat(begun.at).astimezone(now.tzinfo)
        if now - at < REBUILT_FOR:
            said = f"{begun.note.why} Lập lại lúc {wording.moment(at)}."
            yield Finding(said, matter=Matter.DATABASE)


def _listed(found: Iterable[Finding]) -> Iterator[Finding]:
    told = list(found)
    yield from told[:SHOWN]
    if len(told) > SHOWN:
        rest = f"Còn {len(told) - SHOWN} chỗ nữa như vậy."
        yield Finding(rest, matter=told[0].matter, grave=True)


def _in_people(office: Office, *, now: datetime) -> Iterator[Finding]:
    """Roles without a holder who can be written to, and who hears instead (M1)."""
    for role in office.vacant():
        instead = office.recipient(role, now.date())
        to = f"thư được chuyển tới {instead.email}" if instead else "thư phải chờ"
        yield Finding(
            f"Chưa có ai giữ vai trò {role}, hoặc người đó chưa có email; {to}.",
            "Xin ghi tên, email và vai trò vào tab Nhân sự.",
            Matter.PEOPLE,
            grave=instead is None,
        )


def _in_units(office: Office) -> Iterator[Finding]:
    """Whether the tab of units still calls the desk's own unit as the settings do."""
    if office.own_unit is None:
        yield Finding(
            f"Tab Đơn vị không có đơn vị nào tên “{office.company.unit}”, như mục "
            "[company] unit trong langnghe.toml; Trưởng CSKH được coi là trưởng đơn "
            "vị.",
            "Xin ghi đúng tên ấy vào tab Đơn vị, hoặc sửa [company] unit.",
            Matter.PEOPLE,
        )


def _in_calendar(
    reading: Reading, office: Office, *, now: datetime
) -> Iterator[Finding]:
    """From October until a person has confirmed a day of the next year."""
    days = read_all(CALENDAR, reading.rows.get(CALENDAR.key, ()), office.conditions)
    found = [
        (day.year, one.ticked("checked")) for one in days if (day := one.day("date"))
    ]
    if now.year not in {year for year, _ in found}:
        yield Finding(
            f"Tab Lịch chưa có ngày nghỉ nào của năm {now.year}; tạm tính theo ngày "
            "nghỉ lễ của Bộ luật Lao động.",
            "Xin ghi ngày nghỉ, nghỉ bù, làm bù của công ty vào tab Lịch.",
            Matter.CALENDAR,
        )
    if now.month >= WARN_FROM and (now.year + 1, True) not in found:
        yield Finding(
            f"Lịch nghỉ năm {now.year + 1} chưa được ai kiểm tra.",
            "Xin so tab Lịch với thông báo nghỉ lễ và chọn Có ở cột Đã kiểm tra.",
            Matter.CALENDAR,
        )
