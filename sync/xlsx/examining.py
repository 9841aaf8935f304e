"""Examining: what keeps the desk from a workbook, or leads people away from it."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING
from zipfile import BadZipFile

from sheets_schema.finding import Finding, Matter
from sheets_schema.reading.typed import fold
from sheets_schema.writing import wording
from sync.locking import holder, lock_of
from sync.xlsx.contents import Contents
from sync.xlsx.ownership import desk_of
from sync.xlsx.parts import Parts
from sync.xlsx.rewriting import TORN

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from sheets_schema.columns import Book


def beside(book: Book, file: Path, *, desk_id: str, now: datetime) -> Iterator[Finding]:
    """Who has a book open, and which copies of it lie beside it.

    Args:
        book: As declared.
        file: Where it is.
        desk_id: What a copy of it carries, whatever it is called.
        now: The moment, with the zone in which moments are told.
    """
    yield from _held(book, file)
    if file.exists():
        copies = (it for it in _named_alike(file) if _carries(it, desk_id))
        yield from (_copied(book, file, copy, now) for copy in copies)


def look_through(file: Path) -> None:
    """See whether a workbook can be changed: its parts and what lists them.

    A program that reads it may not care; who changes it has to understand it.

    Raises:
        OSError: It cannot be read.
        BadZipFile: It is torn, or no workbook.
    """
    with file.open("rb") as words:
        parts = Parts(words)
        contents = Contents(parts)
        for part in (contents.styles, *(it.part for it in contents.tabs)):
            if not parts.find(part):
                raise BadZipFile(part)
        contents.xml(contents.styles)
        desk_of(contents)


def _held(book: Book, file: Path) -> Iterator[Finding]:
    if who := holder(file):
        yield Finding(
            f"Sổ “{book.title}” đang được mở bởi {who}; chỉ còn chờ ghi vào sổ.",
            "Xin lưu và đóng sổ khi xong việc. Nếu hỏi ra không ai mở, có thể xoá "
            f"tệp khoá {lock_of(file).name} nằm cạnh sổ.",
            Matter.HELD,
            book.key,
        )


def _named_alike(file: Path) -> list[Path]:
    """Workbooks beside a book whose names hold its own: ``so-cskh (1).xlsx``.

    So do those of whatever keeps folders alike: “conflicted copy”, “bản sao”,
    ``.sync-conflict-…``, the name of a machine behind it.
    """
    name = fold(file.stem)
    return sorted(
        it
        for it in file.parent.glob("*.xlsx")
        if it.name != file.name and name in fold(it.stem) and it.name[0] not in ".~"
    )


def _carries(file: Path, desk_id: str) -> bool:
    """Whether a workbook carries a desk's id; one that cannot be read does not."""
    try:
        with file.open("rb") as words:
            return desk_of(Contents(Parts(words))) == desk_id
    except (OSError, *TORN):
        return False


def _copied(book: Book, file: Path, copy: Path, now: datetime) -> Finding:
    """Which of two was saved later; the desk looks at one, people may type in both."""
    saved, of_copy = _saved(file, now), _saved(copy, now)
    order = "sau" if of_copy > saved else "trước"
    return Finding(
        f"Cạnh sổ “{book.title}” có một bản sao, “{copy.name}”, lưu lúc "
        f"{wording.moment(of_copy)}, {order} sổ ({wording.moment(saved)}). Hệ thống "
        f"chỉ đọc {file.name}: những gì gõ trong bản sao không được thấy.",
        f"Xin hỏi ai đang làm trên bản sao, chép những dòng còn thiếu vào {file.name}, "
        "rồi chuyển bản sao sang thư mục khác.",
        Matter.COPY,
        book.key,
        grave=of_copy > saved,
    )


def _saved(file: Path, now: datetime) -> datetime:
    return datetime.fromtimestamp(file.stat().st_mtime, now.tzinfo)
