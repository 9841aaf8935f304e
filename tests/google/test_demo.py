"""The demo on Google as a newcomer runs it: a real process, its two pages, its end."""

from __future__ import annotations

import re
import signal
import socket
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

import pytest
import requests

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parents[2]
REGISTER = "Sổ phản hồi"
OVERDUE = "background-color:#f4b183"


def free() -> int:
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        return int(door.getsockname()[1])


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("demo") / "desk"


@pytest.fixture(scope="module")
def shown(folder: Path) -> Iterator[subprocess.Popen[str]]:
    """The demo at work, and its end."""
    words = ["--folder", f"{folder}", "--port", f"{free()}", "--grid", f"{free()}"]
    command = [sys.executable, "-m", "tests.google.demo", *words]
    with subprocess.Popen(
        command, cwd=ROOT, stdout=subprocess.PIPE, text=True
    ) as process:
        try:
            yield process
            process.send_signal(signal.SIGINT)
            assert process.wait(30) == 0
        finally:
            process.kill()


@pytest.fixture(scope="module")
def said(shown: subprocess.Popen[str]) -> str:
    """What the demo prints until it serves."""
    assert shown.stdout is not None
    words = ""
    while "Trang: " not in words:
        line = shown.stdout.readline()
        assert line, words
        words += line
    return words


@pytest.fixture(scope="module")
def grid(said: str) -> str:
    """The page of the register."""
    found = re.search(r"http://\S+/(?=\n +sổ)", said)
    assert found is not None
    page = requests.get(found[0], timeout=10).text
    book = re.search(r'href="/(sheet/[^"]+)">Sổ CSKH', page)
    assert book is not None
    return f"{found[0]}{book[1]}?tab={quote(REGISTER)}"


def row(grid: str, words: str) -> str:
    """The row of the register that holds the words."""
    page = requests.get(grid, timeout=10).text
    return next(one for one in page.split("<tr")[1:] if words in one)


def test_it_shows_overdue_rows_in_their_colour(grid: str) -> None:
    assert OVERDUE in row(grid, ">▲ Quá hạn")


def test_it_says_where_to_look_and_where_the_form_is(said: str) -> None:
    form = re.search(r"Trang: (\S+)", said)
    assert form is not None
    assert said.count(form[1]) == 2
    assert "phản hồi" in requests.get(form[1], timeout=10).text


def test_a_name_typed_on_the_page_is_seen_by_the_next_review(
    grid: str, folder: Path
) -> None:
    late = row(grid, "Cử người phụ trách")
    at = re.findall(r'data-at="([A-Z]+)(\d+)"', late)
    keys = row(grid, "Người phụ trách")
    column = re.search(r'data-at="([A-Z]+)2"[^>]*>Người phụ trách<', keys)
    assert column is not None
    line = at[0][1]
    typed = {"tab": REGISTER, "cell": f"{column[1]}{line}", "text": "Trần Thu Hà"}
    assert requests.post(grid, data=typed, timeout=10).status_code == 200
    command = [sys.executable, "-m", "langnghe", "run", "review", "--folder"]
    subprocess.run([*command, f"{folder}"], cwd=ROOT, check=True, capture_output=True)
    assert "Cử người phụ trách" not in row(grid, f'data-at="A{line}"')
