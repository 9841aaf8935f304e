"""The desk: one company's books, queue, ledger and journal, and what all jobs share."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING

from sheets_schema.casework.numbers import Numbers
from sheets_schema.cells import known
from sheets_schema.company import lasting
from sheets_schema.company.office import Company
from sheets_schema.company.settings_tabs import TABS, settled
from sheets_schema.recall import Recall
from sheets_schema.records import Row
from sync.configuration.timetable import times

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from datetime import date

    from sheets_schema.company.lasting import RowsByTab
    from sheets_schema.company.office import Office
    from sheets_schema.company.settings_tabs import Settled
    from sheets_schema.finding import Finding
    from sheets_schema.records import Reading
    from sync.configuration.settings import Settings
    from sync.durable.claims import Claims
    from sync.durable.journal import Journal
    from sync.durable.ledger import Ledger
    from sync.durable.queue import Queue
    from sync.store import Store

GRACE = timedelta(minutes=5)
"""How long a job may be behind its timetable before that is told."""
SNAPSHOT = "office"
"""The name under which the settings tabs are kept for the pages."""
TROUBLES = "troubles"
"""The name under which the matters of grave findings are kept, by who found them."""


@dataclass
class Desk:
    """Everything a job or a page needs of one installation.

    Attributes:
        settings: What the installation decides.
        store: The books.
        queue: What customers sent.
        ledger: The letters.
        journal: What was last seen, and the numbers.
        claims: Which copy does what.
        draw: Gives a whole number at random, for tracking codes.
        recall: What the jobs of this process found out before.
        has_looked: Whether this process has held its database against the books.
    """

    settings: Settings
    store: Store
    queue: Queue
    ledger: Ledger
    journal: Journal
    claims: Claims
    draw: Callable[[], int]
    recall: Recall = field(default_factory=Recall, repr=False)
    has_looked: bool = False

    @property
    def company(self) -> Company:
        """The company as the settings name it."""
        said = self.settings.company
        return Company(said.name, said.unit, said.hotline, said.email, said.address)

    def office(self, reading: Reading, *, now: datetime) -> Office:
        """The office that a reading of the desk book shows.

        A settings tab that cannot be read counts as it was last seen: a broken key
        must not take every deadline out of the register. Nor must a line that cannot
        hold: the last good one does.
        """
        return self._settled(reading, now.date()).office

    def last_office(self, *, now: datetime) -> Office:
        """The office as the last review saw it; asks no spreadsheet."""
        kept = _rows(self.journal.snapshots.get(SNAPSHOT))
        return self._office(kept, kept, now.date()).office

    def keep_office(self, reading: Reading, *, now: datetime) -> None:
        """Keep the settings that hold, for pages that must not wait for a spreadsheet.

        They are what holds on where people type what cannot.
        """
        held = self._settled(reading, now.date()).rows
        rows = {
            tab: [[row.line, dict(known(row.cells, {}))] for row in found]
            for tab, found in held.items()
        }
        self.journal.snapshots.keep(SNAPSHOT, rows, now=now)

    def _settled(self, reading: Reading, today: date) -> Settled:
        kept = _rows(self.journal.snapshots.get(SNAPSHOT))
        rows = {tab: reading.rows.get(tab, kept[tab]) for tab in TABS}
        return self._office(rows, kept, today)

    def works(self, day: date, *, now: datetime) -> bool:
        """Whether the company works on a day."""
        return self.last_office(now=now).worktime.day_length(day) > 0

    def is_late(self, job: str, *, now: datetime) -> bool:
        """Whether a job that was due minutes ago has not been done since."""
        line = self.settings.timetable.lines[job]
        due = times(line).latest(now - GRACE, lambda day: self.works(day, now=now))
        beat = self.claims.heartbeats().get(job)
        return due is not None and (beat is None or beat < due)

    def late(self, *, now: datetime) -> Mapping[str, datetime]:
        """The jobs that are late, with the moment when each last ended.

        ``flush`` is none of them: it runs only while something waits.
        """
        return {
            job: beat
            for job, beat in self.claims.heartbeats().items()
            if job != "flush" and self.is_late(job, now=now)
        }

    def keep_troubles(
        self, by: str, found: Iterable[Finding], *, now: datetime
    ) -> None:
        """Keep what of the findings of one look is grave, for those who only ask."""
        grave = sorted({str(one.matter) for one in found if one.grave})
        known = self.journal.snapshots.get(TROUBLES)
        all_ = {**known, by: grave} if isinstance(known, dict) else {by: grave}
        self.journal.snapshots.keep(TROUBLES, all_, now=now)

    def troubles(self) -> list[str]:
        """The matters of what stops or threatens work, as the last looks found."""
        known = self.journal.snapshots.get(TROUBLES)
        each = known.values() if isinstance(known, dict) else ()
        return sorted({matter for grave in each for matter in grave})

    def numbers(self) -> Numbers:
        """The numbers that may be given out now."""
        return Numbers(self.journal.numbers(), self.draw)

    def keep_numbers(self, numbers: Numbers) -> None:
        """Remember the numbers that were given out."""
        for (series, year), highest in numbers.highest().items():
            self.journal.reserve(series, year, at_least=highest)

    def _office(self, rows: RowsByTab, kept: RowsByTab, today: date) -> Settled:
        """Reads the tabs only when they or the day changed.

        What holds of the same rows is what held of them before: it is kept.
        """
        zone, company = self.settings.zone, self.company
        pack, of = self.settings.procedure.pack, "kept" if rows is kept else "read"
        alike = {
            tab: self.recall.rows(f"{of} {tab}", found) for tab, found in rows.items()
        }
        return self.recall.answer(
            SNAPSHOT,
            of,
            self.recall.same("today", today),
            *alike.values(),
            now=datetime.combine(today, time.min, zone),
            work=lambda _: settled(
                alike, company, (kept, lasting.of_pack(pack)), zone=zone, today=today
            ),
        )


def _rows(kept: object) -> RowsByTab:
    tabs = kept if isinstance(kept, dict) else {}
    return {
        tab: tuple(Row(line, cells) for line, cells in tabs.get(tab, ()))
        for tab in TABS
    }
