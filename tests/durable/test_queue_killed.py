"""The queue under a program that is killed at any instant.

Run as a program this file is the victim: many threads sending forms, each told on
standard output as soon as the queue has acknowledged it.
"""

import os
import random
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import UTC, datetime
from itertools import count, islice
from pathlib import Path

from sync.durable.database import open_database
from sync.durable.queue import Parcel, Queue
from tests.effort import rounds

ROUNDS = rounds(5, deep=200)
THREADS = 8
MOMENT = datetime(2026, 3, 6, tzinfo=UTC)


def test_a_killed_program_loses_nothing_acknowledged_and_doubles_nothing(
    tmp_path: Path,
) -> None:
    path = tmp_path / "langnghe.db"
    acknowledged: dict[str, str] = {}
    for seed in range(ROUNDS):
        start = max(0, len(acknowledged) // THREADS - 5)  # what was cut off comes again
        for token, code in killed_writers(path, start, seed):
            assert acknowledged.setdefault(token, code) == code
    with closing(open_database(path)) as database:
        stored = Queue(database).waiting(limit=10**6)
        with database.reading() as connection:
            assert connection.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
    assert {sent.token: sent.track_code for sent in stored}.items() >= (
        acknowledged.items()
    )
    assert len(stored) == len({sent.token for sent in stored})
    assert len(stored) == len({sent.track_code for sent in stored})
    assert len(acknowledged) > ROUNDS


def killed_writers(path: Path, start: int, seed: int) -> list[tuple[str, str]]:
    """What two programs acknowledged before both were killed, one after the other."""
    programs = [_program(path, start, 2 * seed + number) for number in range(2)]
    told: list[bytes] = []
    for program in programs:
        assert program.stdout
        told += islice(program.stdout, random.Random(seed).randrange(1, 200))
        program.kill()
    for program in programs:
        told += program.stdout or ()
        program.communicate()
    whole = [line.decode().split() for line in told if line.endswith(b"\n")]
    return [(token, code) for token, code in whole]


def _program(path: Path, start: int, seed: int) -> subprocess.Popen[bytes]:
    root = Path(__file__).parents[2]
    words = [sys.executable, __file__, str(path), str(start), str(seed)]
    return subprocess.Popen(
        words, stdout=subprocess.PIPE, env={"PYTHONPATH": str(root)}
    )


def victim(path: Path, start: int, seed: int) -> None:
    """Send forms until killed; few tracking codes, so that many collide."""
    chance = random.Random(seed)
    queue = Queue(open_database(path))

    def draw() -> str:
        return str(chance.randrange(10**6))

    def send(thread: int) -> None:
        for number in count(start):
            form = Parcel(
                f"{thread}-{number}", MOMENT, rows={"f01": ({},)}, track_code=draw()
            )
            stored = queue.put(form, another_code=draw)
            os.write(1, f"{stored.token} {stored.track_code}\n".encode())

    with ThreadPoolExecutor(THREADS) as threads:
        list(threads.map(send, range(THREADS)))


if __name__ == "__main__":
    victim(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))
