"""Private: files and folders that are for the account alone under which the desk runs.

Said when they are made, whatever the umask says. On Windows a file has its rights from
its folder.
"""

from __future__ import annotations

import os
from contextlib import suppress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

_FILE, _FOLDER, _OTHERS = 0o600, 0o700, 0o077


def seal(file: Path) -> None:
    """Let there be a file that nobody else reads; one that is there stays as it is."""
    with suppress(FileExistsError):
        os.close(os.open(file, os.O_CREAT | os.O_EXCL | os.O_WRONLY, _FILE))


def folder(path: Path) -> None:
    """Let there be a folder into which nobody else looks, as `seal`."""
    path.mkdir(mode=_FOLDER, parents=True, exist_ok=True)


def write(file: Path, words: bytes) -> None:
    """Write a file that nobody else reads, whole or not at all; it is on the disk.

    Raises:
        OSError: It cannot be written; what was there stays.
    """
    part = file.with_name(f"{file.name}.part")
    part.unlink(missing_ok=True)
    seal(part)
    try:
        with part.open("wb") as target:
            target.write(words)
            target.flush()
            os.fsync(target.fileno())
        part.replace(file)
    finally:
        part.unlink(missing_ok=True)


def loose(paths: Iterable[Path]) -> Iterator[Path]:
    """Those that other accounts of this machine may read or write."""
    if os.name != "posix":
        return
    for path in paths:
        with suppress(OSError):
            if path.stat().st_mode & _OTHERS:
                yield path
