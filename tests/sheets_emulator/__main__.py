"""The emulator by hand: ``python -m tests.sheets_emulator --port N --state DIR``."""

from __future__ import annotations

import argparse
import contextlib
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from tests.sheets_emulator.emulator import ROBOT, Emulator
from tests.sheets_emulator.faults import Quota
from tests.sheets_emulator.server import bound

if TYPE_CHECKING:
    from tests.sheets_emulator.oauth import Door

ACCOUNT = "service-account.json"


def options(words: list[str]) -> argparse.Namespace:
    """What the command line says."""
    parser = argparse.ArgumentParser(prog="python -m tests.sheets_emulator")
    parser.add_argument("--port", type=int, default=8099)
    parser.add_argument("--state", type=Path, default=Path("emulator-state"))
    parser.add_argument("--quota", type=int, help="requests a minute and user")
    parser.add_argument("--latency", type=float, default=0.0, help="seconds an answer")
    parser.add_argument("--book", action="append", default=[], metavar="TITLE")
    parser.add_argument("--locale", default="vi_VN", help="of the books made here")
    return parser.parse_args(words)


def prepared(asked: argparse.Namespace) -> Emulator:
    """An emulator with its folder, and the books that the command line names."""
    asked.state.mkdir(parents=True, exist_ok=True)
    emulator = Emulator(folder=asked.state, latency=asked.latency)
    emulator.quota = Quota(asked.quota)
    held = {book.title for book in emulator.shelf.books.values()}
    for title in dict.fromkeys(asked.book):
        if title not in held:
            emulator.make(title, locale=asked.locale)
    return emulator


def keep_account(door: Door, path: Path, fresh: dict[str, str]) -> None:
    """Write the account's file, or go on with the key of the one that is there."""
    if path.exists():
        fresh["private_key"] = json.loads(path.read_text("utf-8"))["private_key"]
    door.know(fresh)
    path.write_text(json.dumps(fresh, indent=2), "utf-8")
    path.chmod(0o600)


def main(words: list[str]) -> None:
    """Serve until interrupted."""
    asked = options(words)
    emulator = prepared(asked)
    server = bound(emulator, port=asked.port)
    path = asked.state / ACCOUNT
    keep_account(emulator.door, path, emulator.account())
    lines = [f"Sheets emulator: {emulator.url}/", f"account {ROBOT}: {path}"]
    lines += [f"{one.book_id}  {one.title}" for one in emulator.shelf.books.values()]
    sys.stdout.write("\n".join(lines) + "\n")
    sys.stdout.flush()
    with contextlib.suppress(KeyboardInterrupt), server:
        server.serve_forever()


if __name__ == "__main__":
    main(sys.argv[1:])
