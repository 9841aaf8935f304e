"""The desk as the pages see it: what they ask for, and nothing more."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Protocol
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import date, datetime

    from sheets_schema.cells import Conditions
    from sync.configuration.settings import Settings
    from sync.durable.queue import Queue


@dataclass(frozen=True, slots=True)
class Promises:
    """What a customer may expect; None where the procedure promises nothing.

    Attributes:
        take_by: Until when the case stands in the register and a person has it.
        reply_by: Until when the customer has a first reply.
        decide_by: Until when leadership considers a suggestion; the reply comes after.
    """

    take_by: datetime | None
    reply_by: datetime | None
    decide_by: datetime | None = None


@dataclass(frozen=True, slots=True)
class Notice:
    """What the notice about personal data says besides the company's name.

    Attributes:
        version: The version of the text, as consents quote it.
        since: The day it holds from.
        keep_years: How long a closed file is kept.
        abroad: Whether the register lies on servers that may be outside Viet Nam.
    """

    version: str
    since: date
    keep_years: float
    abroad: bool


class PublicOffice(Protocol):
    """What the pages need to know of the company's books at this moment."""

    @property
    def conditions(self) -> Conditions:
        """The zone, and the lists: ``service``, ``service_en``, ``branch``."""
        ...

    @property
    def notice(self) -> Notice:
        """The notice about personal data."""
        ...

    @property
    def anonymous_complaints(self) -> bool:
        """Whether a complaint may come without a way to reply."""
        ...

    @property
    def health_services(self) -> frozenset[str]:
        """The services whose cases may hold health data."""
        ...

    def promised(self, kind: str, received_at: datetime) -> Promises:
        """The moments promised to a customer whose case came at a moment."""
        ...

    def thanks_by_mail(self, kind: str) -> bool:
        """Whether a customer is written to when a case of a kind has come in."""
        ...


@dataclass(frozen=True)
class PagesDesk:
    """What the pages are made of.

    Attributes:
        settings: The company's name and channels, secrets, limits.
        queue: Where what customers sent is safe.
        clock: The moment, in the company's zone.
        office: The books as last read; never a request to a spreadsheet.
        health: What ``/healthz`` adds to the queue's figures: the store, the last
            review, letters waiting.
        draw: A number from 0 up to, not including, the one given; for codes.
    """

    settings: Settings
    queue: Queue
    clock: Callable[[], datetime]
    office: Callable[[], PublicOffice]
    health: Callable[[], Mapping[str, object]]
    draw: Callable[[int], int] = secrets.randbelow

    @property
    def keys(self) -> list[str]:
        """The secrets that pages are signed with, the newest first."""
        return [one.get_secret_value() for one in self.settings.web.secret]

    @cached_property
    def host(self) -> str:
        """The name and port under which links in letters lead here."""
        return urlsplit(self.settings.web.url).netloc
