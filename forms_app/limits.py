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
    from datetime import datetime

    from sync.configuration.settings import Limits
    from sync.durable.queue import Count, Parcel, Queue

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


def earlier(queue: Queue, mine: Parcel) -> Earlier:
    """What counts where somebody sends this.

    Raises:
        Unstorable: The queue cannot be asked.
    """
    now, sender = mine.at, mine.sender
    site, address, same, *contacts = queue.recent(
        Since(now - HOUR),
        Since(now - TEN_MINUTES, "address", sender.address),
        Since(now - SAME_TEXT, "digest", sender.digest),
        *(Since(now - DAY, "contact", contact) for contact in sender.contacts),
    )
    return Earlier(site, address, same, tuple(contacts))


def wait(before: Earlier, limits: Limits, now: datetime) -> int:
    """Seconds that the sender has to wait; 0 where nothing stands against it."""
    most = limits.per_contact_24h
    waits = [_left(before.address, limits.per_address_10min, now - TEN_MINUTES)]
    waits += [_left(contact, most, now - DAY) for contact in before.contacts]
    return max(waits)


def _left(count: Count, most: int, since: datetime) -> int:
    """Seconds until the first of those that count is older than the span."""
    many, first = count
    if not most or many < most or first is None:
        return 0
    return max(1, ceil((first - since).total_seconds()))


def is_flooded(before: Earlier, limits: Limits) -> bool:
    """Whether the whole site took so much in an hour that people should look first."""
    return bool(limits.site_per_hour) and before.site[0] >= limits.site_per_hour
