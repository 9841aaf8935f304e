"""A desk in a folder, filled by nothing but the words of the command line."""

from __future__ import annotations

import json
import os
from dataclasses import dataclass
from pathlib import Path
from shutil import copytree
from typing import TYPE_CHECKING, Any

import pytest
from click.testing import CliRunner

from langnghe import main
from sheets_schema.books.shelf import BOOK_OF
from sync.xlsx.workbook import WorkbookStore

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from click.testing import Result

    from sheets_schema.records import Row

DATA = os.environ.get("LANGNGHE_DATA", "")  # noqa: TID251 - only the machine knows where the data is
needs_data = pytest.mark.skipif(
    not DATA, reason="LANGNGHE_DATA does not name a folder with registers/ and surveys/"
)


def data(name: str) -> Path:
    """A file of the data that is no part of the project."""
    return Path(DATA) / name


@dataclass(frozen=True)
class Hall:
    """A desk's folder and the command that fills it."""

    folder: Path

    def run(self, *words: str) -> Result:
        """A command, whatever comes of it."""
        name, *rest = words
        words = (name, "--folder", f"{self.folder}", *rest)
        return CliRunner(catch_exceptions=False).invoke(main, words)

    def found(self) -> None:
        """Make the folder and the books, or what of them is missing."""
        done = self.run("init", "--company", "Ánh Dương", "--email", "a@example.com")
        assert done.exit_code == 0, done.stderr

    def done(self, *words: str) -> Mapping[str, Any]:
        """What a command that works out tells to scripts."""
        result = self.run(*words, "--json")
        assert result.exit_code == 0, result.stderr
        found: Mapping[str, Any] = json.loads(result.stdout)
        return found

    def show(self, file: Path, *words: str) -> Mapping[str, Any]:
        """Ask what importing a file would do."""
        return self.done("import", f"{file}", *words)

    def bring(self, file: Path, *words: str) -> Mapping[str, Any]:
        """Import a file and write it."""
        return self.done("import", f"{file}", *words, "--apply")

    def file(self, text: str, name: str = "sổ cũ.csv") -> Path:
        """A file of an older register, lines indented as in a test."""
        path = self.folder.parent / name
        lines = (line.strip() for line in text.strip().splitlines())
        path.write_text("\n".join(lines), encoding="utf-8")
        return path

    def rows(self, tab: str) -> Sequence[Row]:
        """The rows of a tab."""
        store = WorkbookStore(self.folder, desk_id="")
        return store.read(BOOK_OF[tab], {tab}).rows[tab]

    def cells(self, tab: str, key: str) -> list[Any]:
        """What stands in one column of a tab, from the top."""
        return [row.get(key) for row in self.rows(tab)]


def maps(**columns: str) -> list[str]:
    """The words that map headings to keys of one tab: ``tab="f01", name="Họ tên"``."""
    tab = columns.pop("tab")
    return [
        word
        for key, name in columns.items()
        for word in ("--map", f"{name}={tab}.{key}")
    ]


@pytest.fixture(scope="session")
def founded(tmp_path_factory: pytest.TempPathFactory) -> Hall:
    """A desk as it is founded; nobody works in it."""
    made = Hall(tmp_path_factory.mktemp("mẫu") / "ban")
    made.found()
    return made


@pytest.fixture
def hall(founded: Hall, tmp_path: Path) -> Hall:
    """A new desk with its books."""
    copytree(founded.folder, tmp_path / "ban")
    return Hall(tmp_path / "ban")
