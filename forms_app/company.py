"""The company as the pages know it: its office as the last review saw it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from forms_app.desk_port import Notice, PagesDesk, Promises
from sheets_schema.casework.clocks import promised
from sheets_schema.finding import Matter
from sheets_schema.procedure.policy import ANONYMOUS, KEEP_YEARS
from sheets_schema.reading.options import find
from sheets_schema.words import FeedbackKind

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from sheets_schema.cells import Conditions
    from sheets_schema.company.office import Office
    from sync.desk import Desk as Books

NOTICE_VERSION = "2026-01"
NOTICE_SINCE = date(2026, 1, 1)
"""The notice about personal data: which text, and from which day it is shown."""
FRESH_FOR = timedelta(seconds=10)
"""How long pages believe what they know of the company before they look again."""


@dataclass(frozen=True, slots=True)
class SettingsOffice:
    """An office, asked what customers want to know.

    Attributes:
        office: From the settings tabs.
        abroad: Whether the books lie with a service outside the country.
    """

    office: Office
    abroad: bool

    @property
    def conditions(self) -> Conditions:
        """The zone and the lists."""
        return self.office.conditions

    @property
    def notice(self) -> Notice:
        """The notice about personal data."""
        procedure, today = self.office.procedure, self.conditions.today
        years = procedure.amount(KEEP_YEARS, today)
        return Notice(NOTICE_VERSION, NOTICE_SINCE, years, self.abroad)

    @property
    def anonymous_complaints(self) -> bool:
        """Whether a complaint may come without a way to reply."""
        return self.office.procedure.allows(ANONYMOUS, self.conditions.today)

    @property
    def health_services(self) -> frozenset[str]:
        """What the choice tab names; a name that fits no service is told there."""
        lists = self.conditions.lists
        named = (find(one, lists["service"]) for one in lists["service_health"])
        return frozenset(one for one in named if one)

    def promised(self, kind: str, received_at: datetime) -> Promises:
        """The moments that the procedure promises for a case of a kind."""
        take_by = promised(self.office, "k1", received_at)
        if kind == FeedbackKind.SUGGESTION:
            return Promises(
                take_by, None, promised(self.office, "kg_decide", received_at)
            )
        return Promises(take_by, promised(self.office, "k2", received_at))

    def thanks_by_mail(self, kind: str) -> bool:
        """Not where staff switched the letter off."""
        return self.office.thanks(kind) is not None


def desk(books: Books, *, clock: Callable[[], datetime]) -> PagesDesk:
    """The desk that the pages are made of."""
    return PagesDesk(
        settings=books.settings,
        queue=books.queue,
        clock=clock,
        office=_Fresh(books, clock),
        health=lambda: _health(books, now=clock()),
    )


class _Fresh:
    """The company, looked up again when what is known of it is old."""

    def __init__(self, books: Books, clock: Callable[[], datetime]) -> None:
        self._books = books
        self._clock = clock
        self._known: tuple[datetime, SettingsOffice] | None = None

    def __call__(self) -> SettingsOffice:
        now = self._clock()
        if self._known is None or abs(now - self._known[0]) > FRESH_FOR:
            abroad = self._books.settings.store.kind == "google"
            self._known = now, SettingsOffice(self._books.last_office(now=now), abroad)
        return self._known[1]


def _health(books: Books, *, now: datetime) -> Mapping[str, object]:
    beats = books.claims.heartbeats()
    letters = books.ledger.counts()
    troubles = books.troubles()
    return {
        "store_reachable": not {Matter.BOOK, Matter.JOB} & {*troubles},
        "troubles": troubles,
        "last_review": beats["review"].isoformat() if "review" in beats else None,
        "review_late": books.is_late("review", now=now),
        "letters_waiting": letters.waiting,
        "letters_failed": letters.failed,
    }
