"""What a desk makes of the books in a folder, and how much memory it takes; as JSON.

It is a process of its own, so that a book that would end the desk ends only this.
"""

from __future__ import annotations

import json
import resource
import sys
from pathlib import Path
from shutil import copy
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from sheets_schema.records import NewRow
from sync.store import StoreError
from sync.xlsx.workbook import WorkbookStore
from tests.stores.trial import BOOK

if TYPE_CHECKING:
    from collections.abc import Callable

MOST = 4 << 30
"""More than any computer should need, so that a runaway book fails at once."""


def seen(file: Path) -> dict[str, object]:
    """What reading, dressing and writing a book come to."""
    with TemporaryDirectory() as folder:
        copy(file, Path(folder) / BOOK.file)
        desk = WorkbookStore(Path(folder), desk_id="ban-thu")
        found = said(lambda: read(desk))
        if isinstance(found, str):
            return {"read": found}
        dressed = said(lambda: desk.dress(BOOK))
        return {"read": found, "dress": dressed, "write": said(lambda: write(desk))}


def said(work: Callable[[], object]) -> object:
    """What some work comes to, or the sentence of its refusal."""
    try:
        return work()
    except StoreError as error:
        return str(error)


def read(desk: WorkbookStore) -> dict[str, object]:
    """The lines of the cases, and what is told."""
    reading = desk.read(BOOK)
    rows = reading.rows.get("case", ())
    told = [it.sentence for it in reading.problems]
    return {"lines": [it.line for it in rows], "told": told}


def write(desk: WorkbookStore) -> list[int]:
    """The lines of the cases with one more."""
    new = NewRow("case", {"code": "F01-new"}, once="code")
    desk.commit(desk.read(BOOK), [new])
    rows = desk.read(BOOK).rows["case"]
    return [it.line for it in rows if it.get("code") == "F01-new"]


def main() -> None:
    """Look at each book."""
    resource.setrlimit(resource.RLIMIT_AS, (MOST, MOST))
    found = {it.stem: seen(it) for it in sorted(Path(sys.argv[1]).iterdir())}
    sys.stdout.write(json.dumps({"peak": peak(), "books": found}))


def peak() -> float:
    """The most memory that this process has held, in megabytes."""
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(it.split()[1]) for it in lines if it.startswith("VmHWM")) / 1024


if __name__ == "__main__":
    main()
