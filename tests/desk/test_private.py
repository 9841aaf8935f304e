"""Whose files are whose: the desk's own, and the books that people share."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pytest

from jobs import founding, review
from jobs.health import doctor
from jobs.mailing.envelope import Envelope
from jobs.mailing.folder import LETTERS, FolderPost
from sheets_schema.books.shelf import DESK
from sync import private
from sync.bootstrap import DATABASE, open_desk
from sync.configuration.settings import FILE, load
from tests.desk.conftest import FRIDAY

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

pytestmark = pytest.mark.skipif(os.name != "posix", reason="rights as Unix has them")
WISHES = founding.Wishes(company="Công ty Ánh Dương", email="thuy@example.com")
MAIN = "import langnghe; langnghe.main()"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A desk that was founded where everything new may be read by everybody."""
    made = tmp_path_factory.mktemp("founded")
    usual = os.umask(0o002)
    founding.found(made, WISHES, {}, now=FRIDAY)
    yield made
    os.umask(usual)


def mode(path: Path) -> str:
    return f"{path.stat().st_mode & 0o777:03o}"


def test_settings_and_database_are_for_the_desk_s_account_alone(folder: Path) -> None:
    desk = open_desk(folder, load(folder, {}), now=FRIDAY)
    modes = {path.name: mode(path) for path in folder.glob(f"{DATABASE}*")}
    desk.queue.close()
    assert set(modes.values()) == {"600"}
    assert mode(folder / FILE) == "600"


def test_a_new_book_may_be_opened_by_those_whom_the_folder_lets_in(
    folder: Path,
) -> None:
    assert mode(folder / DESK.file) == "664"


def test_letters_in_a_folder_are_for_the_desk_s_account_alone(folder: Path) -> None:
    with FolderPost(folder / LETTERS) as post:
        post.deliver(Envelope("a@example.com", "b@example.com", "<1@a>", "thư", b"x"))
    (letter,) = (folder / LETTERS).iterdir()
    assert (mode(folder / LETTERS), mode(letter)) == ("700", "600")


def test_the_doctor_says_what_others_may_read_and_how_to_stop_it(folder: Path) -> None:
    assert not open_to_others(folder)
    key = folder / "credentials.json"
    key.write_text("{}")
    (folder / FILE).chmod(0o640)
    (found,) = open_to_others(folder)
    (folder / FILE).chmod(0o600)
    assert found.what == (
        "Tài khoản khác trên máy này đọc được langnghe.toml, credentials.json."
    )
    assert found.do == f"Xin chạy: chmod go= {folder / FILE} {key}"
    key.unlink()


def open_to_others(folder: Path) -> list[Any]:
    found = doctor.examine(folder, {}, now=FRIDAY).findings
    return [one for one in found if "đọc được" in one.what]


@pytest.mark.skipif(
    not hasattr(os, "geteuid") or os.geteuid() != 0,
    reason="only root may give files away",
)
def test_a_book_keeps_owner_group_and_mode_when_the_desk_writes(folder: Path) -> None:
    book = folder / DESK.file
    os.chown(book, 1234, 4321)
    book.chmod(0o660)
    desk = open_desk(folder, load(folder, {}), now=FRIDAY)
    reading = desk.store.read(DESK)
    before = book.read_bytes()
    desk.store.commit(reading, [case()])
    review.run(desk, now=FRIDAY)
    desk.queue.close()
    about = book.stat()
    assert book.read_bytes() != before
    assert (about.st_uid, about.st_gid, mode(book)) == (1234, 4321, "660")


def case() -> Any:
    from sheets_schema.records import NewRow  # noqa: PLC0415 - for this test alone

    return NewRow("f01", {"description": "Hàng giao thiếu một thùng."}, once="")


def test_a_file_is_whole_or_what_it_was(tmp_path: Path) -> None:
    file = tmp_path / "a"
    private.write(file, b"one")
    with pytest.raises(TypeError):
        private.write(file, "no bytes")  # type: ignore[arg-type]  # breaks off half-way
    assert [path.read_bytes() for path in tmp_path.iterdir()] == [b"one"]


def test_what_a_killed_founding_left_is_no_settings(tmp_path: Path) -> None:
    (tmp_path / FILE).touch()
    (tmp_path / f"{FILE}.part").write_text("[web]\nsecr")
    assert founding.found(tmp_path, WISHES, {}, now=FRIDAY).new_settings
    assert load(tmp_path, {}).company.name == WISHES.company


@pytest.mark.parametrize("locale", ["C", "vi_VN.TCVN5712-1"])
def test_a_desk_is_founded_in_a_locale_without_vietnamese(
    tmp_path: Path, locale: str
) -> None:
    words = ("--folder", str(tmp_path / "bàn"), "--email", "a@example.com")
    plain = {"LC_ALL": locale, "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    done = subprocess.run(
        [sys.executable, "-c", MAIN, "init", *words, "--company", "Công ty Ánh Dương"],
        capture_output=True,
        check=False,
        env={**os.environ, **plain},  # noqa: TID251 - handed on
    )
    assert done.stderr == b""
    assert "Đã lập bàn" in done.stdout.decode()
    assert load(tmp_path / "bàn", {}).company.name == "Công ty Ánh Dương"
