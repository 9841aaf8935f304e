"""Limits on sending: how long one has to wait for the next turn.

Only what was accepted counts: an attempt with a mistake in it costs nothing. Many
customers of a mobile carrier share one network address, so that limit is loose.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from math import ceil
from typing import TYPE_CHECKING

from sync.durable.queue import Since

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from sync.configuration.settings import Limits
    from sync.durable.queue import Count, Parcel

TEN_MINUTES, HOUR, DAY = timedelta(minutes=10), timedelta(hours=1), timedelta(days=1)
SAME_TEXT = timedelta(days=30)
"""How far back the same words count as sent before."""


@dataclass(frozen=True, slots=True)
class Earlier:
    """What was accepted before that counts: how many, and when the first came.

    Attributes:
        site: In an hour, from anybody.
        address: In ten minutes, from the same network address.
        same: In thirty days, with the same words.
        contacts: In a day, for each phone number and e-mail address.
    """

    site: Count
    address: Count
    same: Count
    contacts: tuple[Count, ...]


class NoTurnLeft(Exception):  # noqa: N818 - named for the refusal
    """No turn is left for this sender.

    Attributes:
        seconds: After which there is one.
    """

    def __init__(self, seconds: int) -> None:
        super().__init__(f"no turn for {seconds} seconds")
        self.seconds = seconds


def asked(mine: Parcel) -> tuple[Since, ...]:
    """What has to be counted where somebody sends this: see `counted`."""
    now, sender = mine.at, mine.sender
    return (
        Since(now - HOUR),
        Since(now - TEN_MINUTES, "address", sender.address),
        Since(now - SAME_TEXT, "digest", sender.digest),
        *(Since(now - DAY, "contact", contact) for contact in sender.contacts),
    )


def counted(counts: Sequence[Count]) -> Earlier:
    """What counts, from the answers to what was `asked`."""
    site, address, same, *contacts = counts
    return Earlier(site, address, same, tuple(contacts))


def check(before: Earlier, limits: Limits, now: datetime) -> None:
    """Let the sender in.

    Raises:
        NoTurnLeft: A network address has had its turns.
    """
    seconds = _left(before.address, limits.per_address_10min, now - TEN_MINUTES)
    if seconds:
        raise NoTurnLeft(seconds)


def is_pestered(before: Earlier, limits: Limits) -> bool:
    """Whether somebody's number or address was named too often in a day.

    Anybody can name it: that is no reason to refuse those whose it is.
    """
    most = limits.per_contact_24h
    return bool(most) and any(count >= most for count, _ in before.contacts)


def mailbox(address: str) -> str:
    """What counts as one mailbox: most read dots and what follows a + as nothing."""
    name, _, domain = address.casefold().rpartition("@")
    return f"{name.partition('+')[0].replace('.', '')}@{domain}"


def _left(count: Count, most: int, since: datetime) -> int:
    """Seconds until the first of those that count is older than the span."""
    many, first = count
    if not most or many < most or first is None:
        return 0
    return max(1, ceil((first - since).total_seconds()))


def is_flooded(before: Earlier, limits: Limits) -> bool:
    """Whether the whole site took so much in an hour that people should look first."""
    return bool(limits.site_per_hour) and before.site[0] >= limits.site_per_hour
