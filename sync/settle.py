"""Settle: read, decide, write; and again where people changed the book meanwhile."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from sync.store import Moved

if TYPE_CHECKING:
    from collections.abc import Callable

T = TypeVar("T")
TRIES = 5
"""How often a book that people change under our hands is read again."""


def settle(work: Callable[[], T]) -> T:
    """What work came to once nobody came between its reading and its writing.

    Args:
        work: Reads a book, decides, and writes all of what it decided, or nothing.

    Raises:
        Moved: People changed the book every time.
    """
    for _ in range(TRIES - 1):
        try:
            return work()
        except Moved:
            continue
    return work()
