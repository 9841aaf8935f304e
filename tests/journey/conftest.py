"""A desk behind its front door: the real command, a real folder, real requests."""

from __future__ import annotations

import html
import http.client
import os
import re
import signal
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlencode

import pytest
from click.testing import CliRunner

from langnghe import main
from tests.journey.books import Spreadsheets, Workbooks
from tests.sheets_emulator.emulator import Emulator
from tests.sheets_emulator.server import serving

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from tests.journey.books import Books

ROOT = Path(__file__).parents[2]
UNLIMITED = {
    "LANGNGHE_LIMITS__PER_ADDRESS_10MIN": "0",
    "LANGNGHE_LIMITS__PER_CONTACT_24H": "0",
    "LANGNGHE_LIMITS__SITE_PER_HOUR": "0",
    "LANGNGHE_LIMITS__MIN_SECONDS": "0",
    "LANGNGHE_WEB__PORT": "0",
}
FORM = {
    "kind": "Khiếu nại",
    "service": "Giao hàng, lắp đặt",
    "event_when": "Hôm qua",
    "wanted": "Xin lỗi",
    "full_name": "Nguyễn Văn An",
    "phone": "0912 345 678",
    "contact_pref": "Gọi điện",
    "consent_case": "1",
}
_TICKET = re.compile(r'name="ticket" value="([^"]*)"')


@dataclass(frozen=True)
class Answer:
    """What the desk answered to a form: the way to its page where it said thank you."""

    status: int
    way: str
    page: str

    @property
    def token(self) -> str:
        return self.way.rpartition("/")[2]


@dataclass
class House:
    """A desk: its folder, its books, its commands, its pages while they are served."""

    folder: Path
    books: Books
    environ: Mapping[str, str]
    port: int = 0
    serving: subprocess.Popen[str] | None = field(default=None, repr=False)

    def run(self, *words: str) -> subprocess.CompletedProcess[str]:
        """A command, done: here, for a process of its own costs more than most do."""
        done = CliRunner(env=self.environ).invoke(main, self._words(*words))
        if done.exception and not isinstance(done.exception, SystemExit):
            raise done.exception
        return subprocess.CompletedProcess(
            words, done.exit_code, done.stdout, done.stderr
        )

    def serve(self, *words: str) -> None:
        """Open the pages, and wait until they answer."""
        self.serving = subprocess.Popen(
            [sys.executable, "-m", "langnghe", *self._words("serve", *words)],
            env=self.environ,
            cwd=ROOT,
            stdout=subprocess.PIPE,
            text=True,
        )
        assert self.serving.stdout is not None
        said = self.serving.stdout.readline()
        self.port = int(said.rstrip("/\n").rpartition(":")[2])

    def stop(self, how: signal.Signals = signal.SIGTERM) -> int:
        """End the pages; their exit code."""
        assert self.serving is not None
        self.serving.send_signal(how)
        code = self.serving.wait(30)
        assert self.serving.stdout is not None
        self.serving.stdout.close()
        self.serving = None
        return code

    def ticket(self, line: http.client.HTTPConnection) -> str:
        """What a freshly opened page hides."""
        line.request("GET", "/")
        found = _TICKET.search(line.getresponse().read().decode())
        assert found is not None
        return html.unescape(found[1])

    def line(self) -> http.client.HTTPConnection:
        """A connection to the pages."""
        return http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)

    def send(self, line: http.client.HTTPConnection, **fields: str) -> Answer:
        """Open the page, fill it in and send it."""
        typed = {**FORM, **fields, "ticket": self.ticket(line)}
        body = urlencode(typed, errors="surrogatepass")
        kind = {"Content-Type": "application/x-www-form-urlencoded"}
        line.request("POST", "/", body, kind)
        answer = line.getresponse()
        page = answer.read().decode()
        return Answer(answer.status, answer.headers.get("Location") or "", page)

    def _words(self, *words: str) -> list[str]:
        name, *rest = words
        return [name, "--folder", f"{self.folder}", *rest]


@pytest.fixture(scope="session")
def emulator() -> Iterator[Emulator]:
    """A Google for all houses."""
    made = Emulator()
    with serving(made):
        yield made


@pytest.fixture(params=["workbook", "google"])
def books(request: pytest.FixtureRequest, tmp_path: Path) -> Books:
    """Where a desk will keep its books."""
    if request.param == "workbook":
        return Workbooks(tmp_path / "desk")
    return Spreadsheets(request.getfixturevalue("emulator"), tmp_path)


@pytest.fixture
def house(tmp_path: Path, books: Books) -> Iterator[House]:
    """A new desk in a folder of its own; whatever it serves is ended."""
    ours = os.environ  # noqa: TID251 - a program needs one
    made = House(tmp_path / "desk", books, {**ours, **UNLIMITED, **books.environ})
    company = ("--company", "Công ty Ánh Dương", "--email", "a@example.com")
    done = made.run("init", *company, "--store", books.store)
    assert done.returncode == 0, done.stderr
    yield made
    if made.serving is not None:
        made.stop(signal.SIGKILL)
