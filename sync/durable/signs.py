"""Signs: whether a copy of the desk is alive, told by a lock that dies with it."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from filelock import Timeout

from sync.machine import NoLocks, exclusive

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_BEFORE, _BEHIND = ".langnghe-", ".alive"


class Signs:
    """A file beside the database for each copy, locked as long as that lives.

    The number of a process would not do: another one may have it by now, and one in
    another container cannot be seen.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    @contextmanager
    def shown(self, owner: str) -> Iterator[None]:
        """Let a copy be known to live while the block lasts."""
        with exclusive(self._file(owner)):
            yield
        self.forget(owner)

    def owners(self) -> list[str]:
        """The copies that live, or died without taking their sign away."""
        files = self._folder.glob(f"{_BEFORE}*{_BEHIND}")
        names = (file.name for file in files)
        return [it.removeprefix(_BEFORE).removesuffix(_BEHIND) for it in names]

    def is_dead(self, owner: str) -> bool:
        """Whether a copy that showed its sign is gone; of others nothing is known."""
        file = self._file(owner)
        if not file.exists():
            return False
        try:
            with exclusive(file, patience=0):
                return True
        except (
            Timeout,
            OSError,
            NoLocks,
        ):  # it lives, or its sign is not ours to read
            return False

    def forget(self, owner: str) -> None:
        """Take the sign of a copy away."""
        self._file(owner).unlink(missing_ok=True)

    def _file(self, owner: str) -> Path:
        return self._folder / f"{_BEFORE}{owner}{_BEHIND}"
