"""The documents: what they show runs, what they name exists, what they print is so."""

from __future__ import annotations

import ast
import importlib.util
import os
import re
import shlex
import subprocess
import sys
from collections import Counter
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from sybil import Document, Example
from sybil.parsers.markdown import CodeBlockParser

from sheets_schema.books.shelf import BOOK_OF
from sheets_schema.company.prefill import letter
from sync.configuration import faults
from sync.configuration.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parent.parent
PAGES = sorted(chain(ROOT.glob("*.md"), (ROOT / "docs").rglob("*.md")))
OBLIGATIONS = {"M": 46, "N": 17, "Q": 34}
PACKAGES = "forms_app|jobs|sheets_schema|sync"
COMMAND = "from langnghe import main; main(prog_name='langnghe')"

_FENCED = re.compile(r"^```.*?^```$", re.MULTILINE | re.DOTALL)
_LINK = re.compile(r"\]\(([^)\s]+)\)")
_HEADING = re.compile(r"^#+ (.+)$", re.MULTILINE)
_CODE = re.compile(r"`([^`\n]+)`")
_ROW = re.compile(r"^\| (.+) \|$", re.MULTILINE)
_ID = re.compile(r"\b([MNQ][1-9]\d?)\b")
_ID_IN_NAME = re.compile(r"(?<=_)([mnq][1-9]\d?)(?=_)")
_MODULE = re.compile(rf"(?:{PACKAGES})(?:\.\w+)*")
_VARIABLE = re.compile(r"LANGNGHE_[A-Z_0-9]+")

pages = pytest.mark.parametrize(
    "page", PAGES, ids=[str(page.relative_to(ROOT)) for page in PAGES]
)


def words(page: Path) -> str:
    """What a page says outside its blocks of code."""
    return _FENCED.sub("", page.read_text("utf-8"))


def anchors(page: Path) -> set[str]:
    """The names by which the headings of a page are linked to."""
    titles = (title.lower() for title in _HEADING.findall(words(page)))
    return {re.sub(r"[^\w\- ]", "", title).replace(" ", "-") for title in titles}


def named(page: Path) -> set[str]:
    """What stands between backticks."""
    return set(_CODE.findall(words(page)))


@pages
def test_every_link_between_documents_leads_somewhere(page: Path) -> None:
    lost = [link for link in _LINK.findall(words(page)) if not leads(page, link)]
    assert not lost


def leads(page: Path, link: str) -> bool:
    if link.startswith(("https://", "http://")):
        return True
    file, _, anchor = link.partition("#")
    target = (page.parent / file) if file else page
    return target.exists() and (not anchor or anchor in anchors(target))


def test_the_technician_s_page_says_the_same_in_vietnamese() -> None:
    english, vietnamese = (
        (ROOT / "docs" / name).read_text("utf-8")
        for name in ("operations.md", "van-hanh.md")
    )
    shape = re.compile(r"^(?:#+ |\| |- \*\*)", re.MULTILINE)
    assert shape.findall(english) == shape.findall(vietnamese)
    assert _FENCED.findall(english) == _FENCED.findall(vietnamese)
    assert set(_CODE.findall(words(ROOT / "docs" / "operations.md"))) == set(
        _CODE.findall(words(ROOT / "docs" / "van-hanh.md"))
    )


@pages
def test_every_key_that_a_document_names_is_a_column(page: Path) -> None:
    dotted = [name.split(".") for name in named(page) if name.count(".") == 1]
    keys = [(BOOK_OF[tab][tab], key) for tab, key in dotted if tab in BOOK_OF]
    assert not [table.full(key) for table, key in keys if key not in table.by_key]


@pages
def test_every_module_that_a_document_names_exists(page: Path) -> None:
    dotted = {name for name in named(page) if _MODULE.fullmatch(name)}
    assert not [name for name in dotted if not exists(name)]


def exists(dotted: str) -> bool:
    """Whether a module, or a class in one, has this name."""
    above, _, last = dotted.rpartition(".")
    if last[:1].isupper():
        return hasattr(importlib.import_module(above), last)
    return importlib.util.find_spec(dotted) is not None


@pages
def test_every_variable_that_a_document_names_is_a_setting(page: Path) -> None:
    known = faults.paths(Settings).keys() | faults.OTHERS
    assert set(_VARIABLE.findall(page.read_text("utf-8"))) <= known


@pages
def test_what_a_document_shows_on_the_console_is_what_happens(
    page: Path, tmp_path: Path
) -> None:
    def happens(example: Example) -> str:
        for command, printed in commands(example.parsed):
            if command.startswith("cat "):  # a file that the reader has
                (tmp_path / command.removeprefix("cat ")).write_text(printed, "utf-8")
                continue
            said = run(command, tmp_path)
            if not re.fullmatch(pattern(printed), said.rstrip()):
                return f"{command}\n{said}"
        return ""

    console = CodeBlockParser(language="console", evaluator=happens)
    for example in Document.parse(str(page), console).examples():
        example.evaluate()


def commands(block: str) -> Iterator[tuple[str, str]]:
    """Each command of a block, with what it prints."""
    for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
        command, _, printed = re.sub(r"\\\n *", "", part).partition("\n")
        yield command, printed


def pattern(printed: str) -> str:
    """What matches the text of a document, in which ``...`` stands for any lines."""
    lines = (".*" if it == "..." else re.escape(it) for it in printed.splitlines())
    return r"(?s:{})".format("\n".join(lines))


def run(command: str, folder: Path) -> str:
    """What a command of ours prints in a folder, nothing set in its environment."""
    program, *arguments = shlex.split(command)
    assert program == "langnghe", command
    clean = {
        name: value
        for name, value in os.environ.items()  # noqa: TID251 - handed on to the child
        if not name.startswith("LANGNGHE_")
    }
    done = subprocess.run(
        [sys.executable, "-c", COMMAND, *arguments],
        cwd=folder,
        env={**clean, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert not done.returncode, done.stderr
    return done.stdout


def test_the_tables_are_what_the_code_says_today() -> None:
    make = (ROOT / "Makefile").read_text("utf-8")
    line = shlex.split(make.partition("/cog ")[2].partition("\n")[0])
    options = [word for word in line if not word.endswith(".md")]
    files = [str(page) for page in PAGES if "[[[cog" in page.read_text("utf-8")]
    done = subprocess.run(
        [sys.executable, "-m", "cogapp", *options, "--diff", *files],
        cwd=ROOT,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert not done.returncode, done.stdout + done.stderr


def test_the_page_of_obligations_holds_each_once() -> None:
    listed = [row.split(" | ")[0] for row in rows("docs/obligations.md")]
    wanted = [
        f"{one}{n}" for one, most in OBLIGATIONS.items() for n in range(1, most + 1)
    ]
    assert [name for name in listed if _ID.fullmatch(name)] == wanted


def rows(page: str) -> list[str]:
    """The lines of all tables of a page."""
    return _ROW.findall((ROOT / page).read_text("utf-8"))


@pytest.mark.parametrize("folder", ["tests", *PACKAGES.split("|")])
def test_every_obligation_that_code_and_tests_name_exists(folder: str) -> None:
    letters = {str(one["key"]) for one in letter()}
    files = (ROOT / folder).rglob("*.py")
    found = {name: file for file in files for name in obligations(file)}
    known = {
        f"{one}{n}" for one, most in OBLIGATIONS.items() for n in range(1, most + 1)
    }
    assert not {
        name: file for name, file in found.items() if name not in known | letters
    }


def obligations(file: Path) -> Iterator[str]:
    """The obligations in the names and docstrings of a module."""
    for node in ast.walk(ast.parse(file.read_text("utf-8"))):
        if isinstance(node, ast.FunctionDef):
            yield from (name.upper() for name in _ID_IN_NAME.findall(node.name))
        if isinstance(node, ast.FunctionDef | ast.ClassDef | ast.Module):
            yield from _ID.findall(ast.get_docstring(node) or "")


def test_each_word_stands_in_the_glossary_once() -> None:
    cells = [row.split(" | ") for row in rows("docs/glossary.md")]
    entries = [cell for cell in cells if cell[0] not in {"---", "Vietnamese"}]
    for column in (0, 1):
        count = Counter(cell[column] for cell in entries)
        assert not [word for word, times in count.items() if times > 1]


def test_the_decisions_are_numbered_and_listed() -> None:
    folder = ROOT / "docs" / "decisions"
    files = sorted(file.name for file in folder.glob("[0-9]*.md"))
    assert [int(name[:4]) for name in files] == list(range(1, len(files) + 1))
    assert _LINK.findall(words(folder / "README.md")) == files
