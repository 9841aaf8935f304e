"""The bit of the Drive API that clients of the Sheets API use."""

from __future__ import annotations

import csv
import datetime as dt
import io
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tests.sheets_emulator import entry, masks, workbook
from tests.sheets_emulator.errors import (
    NotDoneError,
    drive_missing,
    not_owner,
    storage_full,
)
from tests.sheets_emulator.grid import Sheet
from tests.sheets_emulator.render import plain, text
from tests.sheets_emulator.wire import Answer, as_json
from tests.sheets_emulator.work import Work

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.sheets_emulator.book import Book
    from tests.sheets_emulator.shelf import Shelf
    from tests.sheets_emulator.wire import Json, Request

SPREADSHEET = "application/vnd.google-apps.spreadsheet"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
UPLOAD = re.compile(r"/upload/drive/v2/files/(?P<fileId>[^/]+)\Z")
QUERY = re.compile(r"""\s*(mimeType|name)\s*=\s*(?:"([^"]*)"|'([^']*)')\s*\Z""")


@dataclass
class Call:
    """One call: what is asked, by whom and when, and whether accounts may own files."""

    shelf: Shelf
    request: Request
    parts: Json
    caller: str
    now: float
    may_own: bool

    def book(self, file_id: str) -> Book:
        """The file, as Drive finds it: one that is not shared is not there."""
        book = self.shelf.books.get(file_id)
        if book is None or not self.shelf.role(book, self.caller):
            raise drive_missing(file_id)
        return book

    def answer(self, whole: Json) -> Answer:
        """What the mask of the query leaves of an answer."""
        mask = masks.read(self.request.asked.get("fields", "*"))
        return as_json(masks.keep(whole, mask))


def _stamp(moment: float) -> str:
    found = dt.datetime.fromtimestamp(moment, dt.UTC)
    return found.strftime("%Y-%m-%dT%H:%M:%S.") + f"{found.microsecond // 1000:03d}Z"


def _file(book: Book) -> Json:
    return {
        "kind": "drive#file",
        "id": book.book_id,
        "name": book.title,
        "mimeType": SPREADSHEET,
        "createdTime": _stamp(book.created),
        "modifiedTime": _stamp(book.modified),
    }


def _short(book: Book) -> Json:
    whole = _file(book)
    return {name: whole[name] for name in ("kind", "id", "name", "mimeType")}


def create(call: Call) -> Answer:
    """A new spreadsheet; service accounts are refused if the emulator is told so."""
    sent = call.request.json
    if sent.get("mimeType") != SPREADSHEET:
        what = f"files of type {sent.get('mimeType')}"
        raise NotDoneError(what)
    if not call.may_own:
        raise storage_full()
    book = call.shelf.create(sent.get("name") or "Untitled", call.caller, call.now)
    return call.answer(_short(book))


def get(call: Call) -> Answer:
    """What is known of a file."""
    book = call.book(call.parts["fileId"])
    asked = "fields" in call.request.asked
    return call.answer(_file(book) if asked else _short(book))


def delete(call: Call) -> Answer:
    """Throw a file away; only its owner may."""
    book = call.book(call.parts["fileId"])
    if call.shelf.role(book, call.caller) != "owner":
        raise not_owner()
    call.shelf.remove(book.book_id)
    return Answer(204, b"", {"Content-Type": "text/html"})


def copy(call: Call) -> Answer:
    """A copy under another name; without one it is ``Copy of``."""
    source = call.book(call.parts["fileId"])
    title = call.request.json.get("name") or f"Copy of {source.title}"
    if not call.may_own:
        raise storage_full()
    fresh = call.shelf.create(title, call.caller, call.now)
    new = source.copy()
    new.book_id, new.created, new.modified = fresh.book_id, call.now, call.now
    new.roles, new.numbers = fresh.roles, fresh.numbers
    new.properties["title"] = title
    call.shelf.put(new)
    return call.answer(_short(new))


def listing(call: Call) -> Answer:
    """The files that a query finds, the last changed first."""
    conditions = call.request.asked.get("q", "").split(" and ")
    wanted = [QUERY.match(one) for one in conditions if one]
    if None in wanted:
        what = f"the Drive query {call.request.asked['q']}"
        raise NotDoneError(what)
    tests = {found[1]: found[2] or found[3] or "" for found in wanted if found}
    books = [
        book
        for book in call.shelf.books.values()
        if call.shelf.role(book, call.caller)
        and tests.get("name", book.title) == book.title
        and tests.get("mimeType", SPREADSHEET) == SPREADSHEET
    ]
    books.sort(key=lambda book: -book.modified)
    asked = "fields" in call.request.asked
    files = [_file(book) if asked else _short(book) for book in books]
    kind = "drive#fileList"
    return call.answer({"kind": kind, "incompleteSearch": False, "files": files})


def comments(call: Call) -> Answer:
    """The comments of a file: there are none."""
    call.book(call.parts["fileId"])
    return call.answer({"kind": "drive#commentList", "comments": []})


def export(call: Call) -> Answer:
    """A file as text (its first tab) or as a workbook."""
    book = call.book(call.parts["fileId"])
    kind = call.request.asked.get("mimeType", "")
    work = Work(book, call.caller, call.now)
    if kind == "text/csv":
        return Answer(200, _csv(work, book.sheets[0]).encode(), {"Content-Type": kind})
    if kind == XLSX:
        return Answer(200, workbook.drawn(work), {"Content-Type": kind})
    what = f"export as {kind}"
    raise NotDoneError(what)


def _csv(work: Work, sheet: Sheet) -> str:
    found = list(sheet.filled(sheet.area))
    filled = [(row, column) for row, column, cell in found if cell.value is not None]
    width = max((column for _, column in filled), default=-1) + 1
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    for row in range(max((row for row, _ in filled), default=-1) + 1):
        cells = ((column, sheet.cell(row, column)) for column in range(width))
        shown = (
            text(plain(work, sheet, row, column), cell, work.book.locale)
            for column, cell in cells
        )
        writer.writerow(list(shown))
    return out.getvalue().removesuffix("\r\n")


def upload(call: Call) -> Answer:
    """A CSV file in place of all that a spreadsheet held, typed as a person types."""
    book = call.shelf.writing(call.book(call.parts["fileId"]).book_id, call.caller)
    rows = list(csv.reader(io.StringIO(call.request.body.decode())))
    width = max((len(row) for row in rows), default=0)
    sheet = Sheet.blank(book.numbers.next(), book.title, 1000, 26)
    sheet.grow(len(rows), width)
    year = dt.datetime.fromtimestamp(call.now, dt.UTC).year
    for at, row in enumerate(rows):
        for across, value in enumerate(row):
            cell = sheet.cell(at, across)
            new = entry.entered(
                cell, value, option="USER_ENTERED", locale=book.locale, year=year
            )
            sheet.put(at, across, new)
    book.sheets, book.names, book.modified = [sheet], [], call.now
    book.properties["timeZone"] = "America/Los_Angeles"  # recorded, whatever it was
    call.shelf.put(book)
    return as_json({"kind": "drive#file", "id": book.book_id, "title": book.title})


METHODS: dict[str, Callable[[Call], Answer]] = {
    "drive.files.create": create,
    "drive.files.get": get,
    "drive.files.delete": delete,
    "drive.files.copy": copy,
    "drive.files.list": listing,
    "drive.files.export": export,
    "drive.comments.list": comments,
}
