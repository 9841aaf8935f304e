"""Limits on sending: how long one has to wait for the next turn.

Only what was accepted counts: an attempt with a mistake in it costs nothing. Many
customers of a mobile carrier share one network address, so that limit is loose.
"""

from __future__ import annotations

from datetime import timedelta
from ipaddress import IPv6Address, IPv6Network, ip_address
from math import ceil
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime

    from sync.queue import Queue, Submission
    from sync.settings import Limits

TEN_MINUTES, HOUR, DAY = timedelta(minutes=10), timedelta(hours=1), timedelta(days=1)


def network(address: str) -> str:
    """What counts as one sender: an IPv6 customer owns the 64 bits below."""
    try:
        parsed = ip_address(address)
    except ValueError:
        return address
    if not isinstance(parsed, IPv6Address):
        return str(parsed)
    return str(parsed.ipv4_mapped or IPv6Network((int(parsed), 64), strict=False))


def wait(queue: Queue, limits: Limits, mine: Submission) -> int:
    """Seconds that the sender has to wait; 0 where nothing stands against it.

    Raises:
        Unstorable: The queue cannot be asked.
    """
    now, of_contact = mine.received_at, limits.per_contact_24h
    by_address = {"address": mine.address}
    waits = [_left(queue, now, limits.per_address_10min, TEN_MINUTES, by_address)]
    waits += [
        _left(queue, now, of_contact, DAY, {"contact": contact})
        for contact in mine.contacts
    ]
    return max(waits)


def _left(
    queue: Queue, now: datetime, most: int, span: timedelta, who: dict[str, str]
) -> int:
    """Seconds until the first of those that count is older than the span."""
    if not most:
        return 0
    count, first = queue.recent(since=now - span, **who)
    if count < most or first is None:
        return 0
    return max(1, ceil((first + span - now).total_seconds()))


def is_flooded(queue: Queue, limits: Limits, now: datetime) -> bool:
    """Whether the whole site took so much in an hour that people should look first."""
    most = limits.site_per_hour
    return bool(most) and queue.recent(since=now - HOUR)[0] >= most
