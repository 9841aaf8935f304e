"""The form's POST beside a bare Flask handler with one durable insert, same server.

Eight connections send filled forms, each from a page of its own, to a waitress with
four threads in another process. The peer inserts what was sent, as it is, into a table
without an index, with SQLite in WAL and ``synchronous = FULL``; the floor reads the
bytes and answers. Ours checks ticket, limits, twenty answers and consents, and its
durable insert keeps seven indexes and two contacts.

One Python process serves, so the rates are what is left of one core beside the sender
and whatever else the machine does: only their ratio in one turn means something, and
the median of the turns' ratios is told with the lowest and the highest. The processor
time of the server for one form moves far less.
"""

import json
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import UTC, date, datetime, timedelta
from http.client import HTTPConnection
from itertools import count
from pathlib import Path
from statistics import median, quantiles
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from flask import Flask, request
from pydantic import SecretStr

from forms_app.app import create_app
from forms_app.desk_port import Notice, PagesDesk, Promises
from forms_app.serving import serve
from forms_app.signing import Signer
from sheets_schema import choices
from sheets_schema.cells import Conditions
from sync.configuration.settings import CompanySection, Limits, Settings, Web
from sync.durable.database import open_database
from sync.durable.queue import Queue

CONNECTIONS, THREADS, WARMING, REQUESTS, TURNS = 8, 4, 200, 1600, 3
LEAST, MOST = 0.6, 2.0
PAUSE = 20
"""Seconds between two customers by the desk's clock: limits count a busy day."""
SECRET = "a secret for measuring only"  # noqa: S105 - made up
ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
NOW = datetime(2026, 3, 6, 9, 42, tzinfo=ZONE)
STORY = "Hàng giao thiếu một thùng, gọi mãi không ai nghe. " * 5
FORM = {"Content-Type": "application/x-www-form-urlencoded"}


class Figures(NamedTuple):
    """Requests a second; 99 of 100 waits, and the server's processor time, in ms."""

    rate: float
    late: float
    spent: float


class Office:
    """What the pages ask of the books, as they are in memory."""

    conditions = Conditions(ZONE, date(2026, 3, 6), choices.LISTS)
    notice = Notice("2026-01", date(2026, 1, 1), 2, abroad=False)
    anonymous_complaints = False
    health_services: frozenset[str] = frozenset()

    def promised(self, _: str, received_at: datetime) -> Promises:
        return Promises(received_at + timedelta(hours=1), None)

    def thanks_by_mail(self, _: str) -> bool:
        return True


def ours(folder: Path) -> Flask:
    company, web = (
        CompanySection(name="Công ty Ánh Dương"),
        Web(secret=(SecretStr(SECRET),)),
    )
    settings = Settings(company=company, web=web, limits=Limits())
    queue, office = Queue(open_database(folder / "langnghe.db")), Office()
    seconds = count(step=PAUSE)

    def clock() -> datetime:
        return NOW + timedelta(seconds=next(seconds))

    return create_app(PagesDesk(settings, queue, clock, lambda: office, dict))


def peer(folder: Path) -> Flask:
    app, mine = Flask("peer"), threading.local()

    def connection() -> sqlite3.Connection:
        if not hasattr(mine, "connection"):
            mine.connection = sqlite3.connect(folder / "peer.db", isolation_level=None)
            mine.connection.execute("PRAGMA journal_mode = WAL")
            mine.connection.execute("PRAGMA synchronous = FULL")
        opened: sqlite3.Connection = mine.connection
        return opened

    connection().execute("CREATE TABLE sent(words TEXT)")

    @app.post("/")
    def send() -> tuple[str, int]:
        words = json.dumps(request.form.to_dict(flat=False))
        connection().execute("INSERT INTO sent VALUES (?)", (words,))
        return "thanks", 200

    return app


def floor(_: Path) -> Callable[[Any, Any], Iterable[bytes]]:
    def answer(environ: Any, start: Any) -> Iterable[bytes]:  # noqa: ANN401 - WSGI's own
        environ["wsgi.input"].read()
        start("200 OK", [("Content-Length", "6")])
        return [b"thanks"]

    return answer


def metered(app: Callable[[Any, Any], Iterable[bytes]]) -> Callable[..., Any]:
    """The app, and how many seconds of the processor it took for who asks by GET."""

    def answer(environ: Any, start: Any) -> Iterable[bytes]:  # noqa: ANN401 - WSGI's own
        if environ["REQUEST_METHOD"] == "POST":
            return app(environ, start)
        spent = str(time.process_time()).encode()
        start("200 OK", [("Content-Length", str(len(spent)))])
        return [spent]

    return answer


WAYS: dict[str, Callable[[Path], Any]] = {"ours": ours, "peer": peer, "floor": floor}


def run_server(way: str, folder: str) -> None:
    """Serve until the input ends, which is how the measuring process says stop."""
    stop = threading.Event()

    def wait() -> None:
        sys.stdin.read()
        stop.set()

    threading.Thread(target=wait, daemon=True).start()
    serve(
        metered(WAYS[way](Path(folder))),
        host="127.0.0.1",
        port=0,
        threads=THREADS,
        stop=stop,
        proxies=(),
        listening=lambda _, port: print(port, flush=True),
    )


def forms() -> Iterator[bytes]:
    """Filled pages, each with a ticket, a phone number and words of its own."""
    signer = Signer([SECRET])
    opened = NOW.astimezone(UTC) - timedelta(minutes=3)
    for number in range(WARMING + REQUESTS):
        answers = {
            "ticket": signer.ticket(opened).text,
            "kind": "Khiếu nại",
            "service": "Giao hàng, lắp đặt",
            "event_when": "Ngày khác",
            "event_date": "27.2",
            "description": f"{STORY}{number}",
            "wanted": ["Xin lỗi", "Giải thích rõ sự việc"],
            "full_name": "Nguyễn Văn An",
            "phone": f"09{number:08}",
            "email": f"khach{number}@example.com",
            "contact_pref": "Gọi điện",
            "consent_case": "1",
        }
        yield urlencode(answers, doseq=True).encode()


def measured(way: str) -> Figures:
    command = [sys.executable, __file__, way]
    with (
        TemporaryDirectory() as folder,
        subprocess.Popen(
            [*command, folder], stdin=subprocess.PIPE, stdout=subprocess.PIPE
        ) as server,
    ):
        assert server.stdout
        port = int(server.stdout.readline())
        bodies = list(forms())
        sent(port, bodies[:WARMING])
        first = range(WARMING, WARMING + CONNECTIONS)
        shares = [bodies[number::CONNECTIONS] for number in first]
        spent, began = processor(port), time.perf_counter()
        with ThreadPoolExecutor(CONNECTIONS) as threads:
            shared = threads.map(lambda share: sent(port, share), shares)
            waits = [wait for share in shared for wait in share]
        took, spent = time.perf_counter() - began, processor(port) - spent
        server.communicate()
    late = quantiles(waits, n=100)[98]
    return Figures(REQUESTS / took, late * 1000, spent / REQUESTS * 1000)


def processor(port: int) -> float:
    """Seconds of the processor that the server took since it started."""
    with closing(HTTPConnection("127.0.0.1", port)) as connection:
        connection.request("GET", "/")
        return float(connection.getresponse().read())


def sent(port: int, bodies: list[bytes]) -> list[float]:
    connection = HTTPConnection("127.0.0.1", port)
    waits = []
    for number, body in enumerate(bodies):
        proxied = {"X-Forwarded-For": f"203.0.113.{number % 250}"}
        began = time.perf_counter()
        connection.request("POST", "/", body, FORM | proxied)
        response = connection.getresponse()
        response.read()
        waits.append(time.perf_counter() - began)
        assert response.status in {200, 303}, response.status
    connection.close()
    return waits


def main() -> None:
    turns = [{way: measured(way) for way in WAYS} for _ in range(TURNS)]
    print(f"{CONNECTIONS} connections, {THREADS} threads, {REQUESTS} forms each turn")
    for way in WAYS:
        each = zip(*(turn[way] for turn in turns), strict=True)
        rate, late, spent = (median(figures) for figures in each)
        print(f"  {way:8}{rate:8.0f}/s   p99 {late:6.1f} ms   CPU {spent:5.2f} ms")
    told = [
        ("ours / peer", "peer", 0, f"goal {LEAST}"),
        ("ours / floor", "floor", 0, ""),
        ("p99 ours / peer", "peer", 1, f"goal {MOST}"),
        ("CPU ours / peer", "peer", 2, ""),
    ]
    for label, other, figure, goal in told:
        ratios = [turn["ours"][figure] / turn[other][figure] for turn in turns]
        spread = f"{min(ratios):.2f} to {max(ratios):.2f}"
        print(f"  {label:16}{median(ratios):6.2f}   ({spread})   {goal}".rstrip())


if __name__ == "__main__":
    run_server(*sys.argv[1:]) if sys.argv[1:] else main()
