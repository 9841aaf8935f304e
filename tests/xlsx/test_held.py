"""A workbook that people have open, save meanwhile, or take away."""

from __future__ import annotations

import errno
import shutil
import socket
from typing import TYPE_CHECKING

import pytest
from filelock import FileLock

from sheets_schema.records import NewRow
from sync.locking import US, libre_lock, office_lock
from sync.store import Held, Moved, Unreachable
from sync.xlsx.exchange import digest_of, exchange, recover, step_by_step, swap
from sync.xlsx.parts import PartChanges
from sync.xlsx.rewriting import rewrite, told
from sync.xlsx.workbook import WorkbookStore
from tests.stores.trial import BOOK

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from sync.xlsx.contents import Contents
    from sync.xlsx.exchange import Swap

LIBRE = ",nguyen.ha,PC-01,06.03.2026 08:30,file:///home/ha/.config/libreoffice/4;"


def store(folder: Path, by: Swap = swap) -> WorkbookStore:
    return WorkbookStore(folder, desk_id="ban-thu", patience=0.05, by=by)


@pytest.fixture
def desk(tmp_path: Path) -> WorkbookStore:
    made = store(tmp_path)
    made.dress(BOOK)
    return made


def add(desk: WorkbookStore, code: str = "F01-2026-0001") -> None:
    desk.commit(desk.read(BOOK), [NewRow("case", {"code": code}, once="code")])


def files(desk: WorkbookStore) -> set[str]:
    """The names beside the book, but for the folder's own lock."""
    found = {it.name for it in desk.file(BOOK).parent.iterdir()}
    return found - {".langnghe.lock"}


def test_a_book_open_in_libreoffice_is_read_and_not_written(
    desk: WorkbookStore,
) -> None:
    libre_lock(desk.file(BOOK)).write_text(LIBRE, encoding="utf-8")
    before = desk.file(BOOK).read_bytes()
    with pytest.raises(Held, match=r"nguyen\.ha trên máy PC-01 từ 06/03/2026 08:30"):
        add(desk)
    assert desk.file(BOOK).read_bytes() == before
    assert libre_lock(desk.file(BOOK)).read_text(encoding="utf-8") == LIBRE


def test_a_stale_lock_is_told_for_as_long_as_it_is_there(desk: WorkbookStore) -> None:
    libre_lock(desk.file(BOOK)).write_text(LIBRE, encoding="utf-8")
    assert desk.holder(BOOK).startswith("nguyen.ha")
    libre_lock(desk.file(BOOK)).unlink()
    assert desk.holder(BOOK) == ""
    add(desk)
    assert len(desk.read(BOOK).rows["case"]) == 1


def test_a_book_open_in_excel_is_not_written(desk: WorkbookStore) -> None:
    name = "Trần Thu".encode("cp1258", errors="replace")
    words = bytes([8]) + name.ljust(54) + bytes([8, 0]) + "Trần Thu".encode("utf-16-le")
    office_lock(desk.file(BOOK)).write_bytes(words.ljust(165, b"\0"))
    with pytest.raises(Held, match="bởi Trần Thu"):
        add(desk)
    assert not libre_lock(desk.file(BOOK)).exists()


def test_a_book_opened_in_excel_while_it_is_written_stays_as_it_was(
    desk: WorkbookStore,
) -> None:
    file = desk.file(BOOK)
    before = file.read_bytes()

    def plan(_: Contents) -> PartChanges:
        office_lock(file).touch()
        return PartChanges({"xl/moi.xml": [b"<moi/>"]})

    with pytest.raises(Held):
        rewrite(file, BOOK.title, plan, was="", patience=0.05, by=swap)
    assert file.read_bytes() == before
    assert files(desk) == {BOOK.file, office_lock(file).name}


def test_a_lock_that_cannot_be_read_holds_all_the_same(desk: WorkbookStore) -> None:
    lock = office_lock(desk.file(BOOK))
    lock.mkdir()  # to be read by nobody, root included
    with pytest.raises(Held):
        add(desk)
    assert desk.holder(BOOK) == "Excel"


@pytest.mark.parametrize("words", [b"", b"\x05", b"\xff" * 3])
def test_an_office_lock_that_says_nothing_holds_all_the_same(
    desk: WorkbookStore, words: bytes
) -> None:
    office_lock(desk.file(BOOK)).write_bytes(words)
    with pytest.raises(Held):
        add(desk)


def test_an_empty_lock_file_holds_too(desk: WorkbookStore) -> None:
    libre_lock(desk.file(BOOK)).touch()
    with pytest.raises(Held, match="một chương trình khác"):
        add(desk)


def test_a_lock_that_a_killed_copy_of_the_desk_left_is_taken_over(
    desk: WorkbookStore,
) -> None:
    ours = f"{US},langnghe,{socket.gethostname()},06.03.2026 08:30,file:///srv;"
    libre_lock(desk.file(BOOK)).write_text(ours, encoding="utf-8")
    add(desk)
    assert files(desk) == {BOOK.file}


def test_a_desk_on_another_machine_holds_the_book(desk: WorkbookStore) -> None:
    theirs = f"{US},langnghe,may-khac,06.03.2026 08:30,file:///srv;"
    libre_lock(desk.file(BOOK)).write_text(theirs, encoding="utf-8")
    with pytest.raises(Held, match="Lắng Nghe trên máy may-khac"):
        add(desk)


def test_while_it_is_written_the_book_is_held_as_libreoffice_holds_it(
    tmp_path: Path, desk: WorkbookStore
) -> None:
    seen = []

    def by(fresh: Path, book: Path) -> None:
        seen.append(libre_lock(book).read_text(encoding="utf-8"))
        swap(fresh, book)

    add(store(tmp_path, by))
    name, _, host, _, place = seen[0].removesuffix(";").split(",")
    assert (name, host, place) == (US, socket.gethostname(), tmp_path.as_uri())
    assert files(desk) == {BOOK.file}


def test_two_copies_of_the_desk_take_turns(desk: WorkbookStore, tmp_path: Path) -> None:
    with (
        FileLock(tmp_path / ".langnghe.lock"),
        pytest.raises(Held, match="một bản Lắng Nghe khác"),
    ):
        add(desk)


def slipping_in(saves: list[bytes], after: Swap) -> Swap:
    """A person who saves just before the files change places, each time again."""

    def by(fresh: Path, book: Path) -> None:
        if saves:
            theirs = book.with_name("save.tmp")
            theirs.write_bytes(saves.pop(0))
            theirs.replace(book)
        after(fresh, book)

    return by


@pytest.mark.parametrize("after", [swap, step_by_step])
@pytest.mark.parametrize("times", [1, 2, 3])
def test_a_save_that_slips_in_is_put_back_and_the_work_done_again(
    tmp_path: Path, desk: WorkbookStore, after: Swap, times: int
) -> None:
    other = tmp_path / "other"
    other.mkdir()
    saves = []
    for number in range(times):
        shutil.copy(desk.file(BOOK), other)
        add(store(other), f"gõ tay {number}")
        saves.append((other / BOOK.file).read_bytes())
    hasty = store(tmp_path, slipping_in(list(saves), after))
    with pytest.raises(Moved):
        add(hasty)
    assert desk.file(BOOK).read_bytes() == saves[-1]
    shutil.rmtree(other)
    assert files(desk) == {BOOK.file}
    add(hasty)
    codes = [row.get("code") for row in desk.read(BOOK).rows["case"]]
    assert codes == [f"gõ tay {times - 1}", "F01-2026-0001"]


def test_an_older_copy_put_in_the_books_place_is_not_written_over(
    desk: WorkbookStore,
) -> None:
    older = desk.file(BOOK).read_bytes()
    add(desk)
    reading = desk.read(BOOK)
    desk.file(BOOK).write_bytes(older)
    with pytest.raises(Moved):
        desk.commit(reading, [NewRow("case", {"code": "F01-2026-0002"}, "code")])
    assert desk.file(BOOK).read_bytes() == older


@pytest.mark.parametrize("after", [swap, step_by_step])
def test_a_book_taken_away_while_it_is_written_is_told(
    tmp_path: Path, desk: WorkbookStore, after: Swap
) -> None:
    def by(fresh: Path, book: Path) -> None:
        book.unlink()
        after(fresh, book)

    with pytest.raises(Unreachable, match="không thấy tệp"):
        add(store(tmp_path, by))
    assert files(desk) == set()


def test_a_book_that_is_gone_is_told(desk: WorkbookStore) -> None:
    reading = desk.read(BOOK)
    desk.file(BOOK).unlink()
    with pytest.raises(Unreachable, match="không thấy tệp"):
        desk.commit(reading, [NewRow("case", {"code": "F01-2026-0002"}, "code")])
    assert files(desk) == set()


@pytest.mark.parametrize(
    ("code", "words"),
    [
        (errno.ENOSPC, "đĩa đã đầy"),
        (errno.EROFS, "chỉ cho đọc"),
        (errno.EACCES, "không có quyền"),
        (errno.ENOENT, "không thấy tệp"),
        (errno.ELOOP, "không đọc hoặc ghi được"),
    ],
)
def test_what_the_disk_answers_is_told_in_words(
    tmp_path: Path, code: int, words: str
) -> None:
    with (
        pytest.raises(Unreachable, match=f"“Sổ thử”: .*{words}.* \\(so-thu.xlsx\\)"),
        told(tmp_path / BOOK.file, BOOK.title),
    ):
        raise OSError(code, "said in English")


@pytest.mark.parametrize(
    "tear",
    [
        lambda words: words[: len(words) // 2],
        lambda words: words[:-30],
        lambda words: words[:0],
        lambda words: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + words[-1:] * 4000,
        lambda words: words.replace(b"PK\x01\x02", b"PK\x09\x09"),
    ],
    ids=["half", "without its end", "empty", "with a password", "torn list"],
)
def test_a_file_saved_halfway_is_told_and_not_touched(
    desk: WorkbookStore, tear: Callable[[bytes], bytes]
) -> None:
    whole = desk.file(BOOK).read_bytes()
    reading = desk.read(BOOK)
    desk.file(BOOK).write_bytes(tear(whole))
    with pytest.raises(Unreachable, match="đang được lưu dở"):
        desk.read(BOOK)
    with pytest.raises(Moved):
        desk.commit(reading, [NewRow("case", {"code": "F01-2026-0002"}, "code")])
    with pytest.raises(Unreachable):
        desk.dress(BOOK)
    desk.file(BOOK).write_bytes(whole)
    add(desk)


def test_a_book_of_another_desk_is_read_and_not_written(
    tmp_path: Path, desk: WorkbookStore
) -> None:
    other = WorkbookStore(tmp_path, desk_id="ban-khac")
    with pytest.raises(Unreachable, match="thuộc một bàn Lắng Nghe khác"):
        add(other)
    other.take_over(BOOK)
    add(other)
    assert len(other.read(BOOK).rows["case"]) == 1
    with pytest.raises(Unreachable, match="thuộc một bàn Lắng Nghe khác"):
        add(desk, "F01-2026-0002")


def test_a_save_displaced_by_a_killed_copy_comes_back(tmp_path: Path) -> None:
    book, fresh = tmp_path / "so.xlsx", tmp_path / ".~so.xlsx.langnghe"
    book.write_bytes(b"what was read")
    fresh.write_bytes(b"ours")

    def killed(one: Path, other: Path) -> None:
        other.write_bytes(b"a person's save")
        swap(one, other)
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        exchange(book, fresh, was="0" * 32, title="Sổ", by=killed)
    assert book.read_bytes() == b"ours"
    recover(book)
    assert book.read_bytes() == b"a person's save"
    assert [it.name for it in tmp_path.iterdir()] == ["so.xlsx"]


@pytest.mark.parametrize("left", [b"ours", b"what was read"])
def test_what_else_a_killed_copy_left_is_cleared_away(
    tmp_path: Path, left: bytes
) -> None:
    book = tmp_path / "so.xlsx"
    book.write_bytes(b"ours")
    was, ours = map(digest_of, (b"what was read", b"ours"))
    (tmp_path / f".~so.xlsx.langnghe.{was}.{ours}").write_bytes(left)
    recover(book)
    assert [it.name for it in tmp_path.iterdir()] == ["so.xlsx"]
    assert book.read_bytes() == b"ours"


def test_bytes_that_were_read_last_are_not_taken_apart_again(
    desk: WorkbookStore,
) -> None:
    add(desk)
    first = desk.read(BOOK)
    desk.file(BOOK).write_bytes(desk.file(BOOK).read_bytes())
    assert desk.read(BOOK) is first
    assert desk.read(BOOK, {"case"}).rows["case"] is first.rows["case"]


def test_whatever_a_colleague_saves_is_read_and_the_rest_is_the_same(
    desk: WorkbookStore, tmp_path: Path
) -> None:
    add(desk)
    kept = desk.read(BOOK).rows["case"][0]
    add(store(tmp_path), "F01-2026-0002")
    found = desk.read(BOOK).rows["case"]
    assert [row.get("code") for row in found] == ["F01-2026-0001", "F01-2026-0002"]
    assert found[0] is kept
