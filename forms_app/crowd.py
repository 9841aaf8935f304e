"""Crowd: which connections have to go so that the next caller gets in.

Nobody is refused at the door. Of too many connections those go from which nothing is to
be expected, then those that have been asking the longest: an honest request is whole in
a moment, so whoever drips is always older than the customer who has just come.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

MOST = 400
"""Connections that are kept while more come."""
MOST_OF_ONE = 60
"""Connections of one client; a browser opens six, and many may share an address."""
WHOLE = 60.0
"""Seconds that a request may take to arrive, and its answer to be taken."""

Key = TypeVar("Key")


@dataclass(frozen=True, slots=True)
class Caller:
    """A connection that nobody works for at this moment.

    Attributes:
        client: Who is believed to call; empty as long as only a proxy is known.
        since: When it came, or when the request in hand began, in seconds.
        is_spent: Whether it was answered and asks nothing since.
    """

    client: str
    since: float
    is_spent: bool

    @property
    def rank(self) -> tuple[bool, float]:
        """Who goes last is lowest: the newest of those that ask."""
        return self.is_spent, -self.since


def to_drop(callers: Mapping[Key, Caller], *, now: float) -> set[Key]:
    """The connections that have to go."""
    late = {
        key
        for key, one in callers.items()
        if not one.is_spent and now - one.since > WHOLE
    }
    others = [item for item in callers.items() if item[0] not in late]
    by_rank = sorted(others, key=lambda item: item[1].rank)
    return late | {key for key, _ in by_rank[MOST:]} | set(_beyond(by_rank))


def _beyond(by_rank: list[tuple[Key, Caller]]) -> Iterator[Key]:
    """What one client has beyond its share."""
    counted: dict[str, int] = defaultdict(int)
    for key, one in by_rank:
        counted[one.client] += 1
        if one.client and counted[one.client] > MOST_OF_ONE:
            yield key
