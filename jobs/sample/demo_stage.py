"""The stage of the demo: does what its script says, by the doors that people use.

Customers' forms go through the queue, staff type facts into cells, and everything else
is done by the same jobs that a real desk runs.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from itertools import zip_longest
from typing import TYPE_CHECKING

from jobs import catalogue
from jobs.sample import demo_script
from jobs.sample.demo_script import Edit, Form, Run, TypedRow
from sheets_schema import codes
from sheets_schema.books.actions import EVENT
from sheets_schema.books.logs import CONSENT
from sheets_schema.books.register import F01
from sheets_schema.books.shelf import DESK
from sheets_schema.books.slip import F02
from sheets_schema.records import CellChange, NewRow
from sheets_schema.words import WEB
from sync.durable.queue import Parcel

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import datetime
    from pathlib import Path

    from jobs.sample.demo_script import Deed
    from sheets_schema.cells import Raw
    from sheets_schema.records import Change, Reading, Row
    from sync.desk import Desk

SOON = timedelta(seconds=5)
"""How long after the customer's click the row stands in the register."""
A_MINUTE = timedelta(minutes=1)
OFFICE = ("person", "unit", "choice")
"""The settings tabs that the company has filled."""


@dataclass(frozen=True)
class DemoDesk:
    """The desk on which the script is played.

    Attributes:
        desk: With its books made.
        folder: Where its letters go.
        year: The year of the survey that is summed up.
    """

    desk: Desk
    folder: Path
    year: int = 0

    def furnish(self) -> None:
        """People, departments and branches are typed over what ``init`` prepared."""
        reading = self.desk.store.read(DESK, OFFICE)
        said = demo_script.story()
        changes = [
            change
            for tab in OFFICE
            for change in _typed_over(tab, reading.rows[tab], said[tab])
        ]
        self.desk.store.commit(reading, changes)

    def play(self, at: datetime, deeds: Sequence[Deed]) -> None:
        """What happened at one moment, and the jobs that follow it."""
        for deed in deeds:
            if isinstance(deed, Form):
                self._send(deed)
            elif isinstance(deed, Run):
                self.run(deed.job, at)
        self._type(deeds)
        forms = any(isinstance(deed, Form) for deed in deeds)
        self.run("all", at + SOON if forms else at)
        if any(isinstance(deed, TypedRow) for deed in deeds):
            # A row is written about once nobody types in it any more.
            self.run("all", at + A_MINUTE)

    def run(self, job: str, at: datetime) -> None:
        """One job, as of a moment."""
        site = catalogue.Site(self.desk, self.folder, lambda: at, self.year)
        catalogue.run(job, site)

    def _send(self, form: Form) -> None:
        kind = form.fields["kind"]
        said = {"channel": WEB, "lang": "Tiếng Việt", "kind_sent": kind}
        code = self._code()
        parcel = Parcel(
            token=f"demo-{code}",
            at=form.at,
            rows={
                F01.key: ({**said, **_looked_at(form)},),
                CONSENT.key: tuple(self._consents(form)),
            },
            track_code=code,
        )
        self.desk.queue.put(parcel, another_code=self._code)

    def _code(self) -> str:
        return codes.track_code(self.desk.draw())

    def _consents(self, form: Form) -> Iterator[Mapping[str, str]]:
        said = form.fields
        known = (said.get(key, "") for key in ("name", "phone", "email"))
        common = {
            "person": ", ".join(filter(None, known)),
            "version": "2026-01",
            "at": f"{form.at:%d/%m/%Y %H:%M}",
            "channel": WEB,
        }
        for box in demo_script.story()["consent"]:
            words = box["wording"].format(company=self.desk.company.name)
            yield {**common, **box, "wording": words}

    def _type(self, deeds: Sequence[Deed]) -> None:
        reading = self.desk.store.read(DESK, {F01.key, F02.key, EVENT.key})
        changes: list[Change] = []
        for deed in deeds:
            if isinstance(deed, TypedRow):
                changes.append(NewRow(F01.key, _meant(reading, deed.cells), once=""))
            elif isinstance(deed, Edit):
                changes += _filled(reading, deed)
        self.desk.store.commit(reading, changes)


def _looked_at(form: Form) -> Mapping[str, str]:
    """What the page fills in; of a form that looks odd no kind, but why."""
    if not form.suspect:
        return form.fields
    said = {key: text for key, text in form.fields.items() if key != "kind"}
    return {**said, "note": f"Xin kiểm tra: {form.suspect}."}


def _typed_over(
    tab: str, rows: Sequence[Row], said: Sequence[Mapping[str, Raw]]
) -> Iterator[Change]:
    """Rows from the top of a tab, as far as something else is said there."""
    for row, cells in zip_longest(rows, said):
        if row is None:
            yield NewRow(tab, cells, once="")
        elif cells is not None:
            yield from _changes(tab, row, cells)


def _changes(tab: str, row: Row, cells: Mapping[str, Raw]) -> Iterator[CellChange]:
    for key, raw in cells.items():
        yield CellChange(tab, row.line, key, row.get(key), raw)


def _filled(reading: Reading, step: Edit) -> Iterator[Change]:
    case = _case(reading, step.case)
    for tab, cells in step.cells.items():
        if tab == EVENT.key:
            yield NewRow(tab, {"case": case.get("code"), **cells}, once="")
            continue
        row = case if tab == F01.key else _find(reading, tab, "case", case.get("code"))
        yield from _changes(tab, row, _meant(reading, cells))


def _meant(reading: Reading, cells: Mapping[str, Raw]) -> Mapping[str, Raw]:
    """The cells with the numbers of the cases that they name."""
    return {key: _number(reading, raw) for key, raw in cells.items()}


def _number(reading: Reading, raw: Raw) -> Raw:
    if isinstance(raw, str) and raw.startswith("#"):
        return _case(reading, raw[1:]).get("code")
    return raw


def _case(reading: Reading, name: str) -> Row:
    return _find(reading, F01.key, "description", demo_script.words_of(name))


def _find(reading: Reading, tab: str, key: str, raw: Raw) -> Row:
    for row in reading.rows[tab]:
        if row.get(key) == raw:
            return row
    raise LookupError(tab, raw)
