"""Parcel: facts on their way into the books, from a page."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import TYPE_CHECKING

from sheets_schema.records import CellChange
from sheets_schema.words import Via
from sync.durable import raw_json
from sync.durable.database import text

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Mapping

    from sheets_schema.cells import Raw


@dataclass(frozen=True)
class Sender:
    """What limits on sending count by, and nothing else; hashes, never the thing.

    Attributes:
        address: Of the network address.
        contacts: Of the phone number and the e-mail address.
        digest: Of the words, to notice the same text sent twice.
    """

    address: str = ""
    contacts: tuple[str, ...] = ()
    digest: str = ""


@dataclass(frozen=True)
class Parcel:
    """What somebody did on a page, as facts for the books; delivered tab by tab, once.

    Numbers and moments of entry are none of it: they are given when it is written.

    Attributes:
        token: The page's one-time token; it makes the parcel once.
        at: When it came, with its zone.
        via: The way by which it came.
        rows: New rows by tab, cells by key: as people type them, or raw values. A row
            of another tab is of the parcel's case where it names none.
        edits: Cells that should hold something else, each with what the page saw
            there; the rows are found by their codes, lines count for nothing.
        track_code: Ten digits of the case that it opens; empty where it opens none.
        case: The number or the tracking code of the case it is about, where it opens
            none; may be empty.
        who: The name of the person; empty where nobody can know.
        sender: What limits count by.
        pin: Four digits for a customer who left no contact; empty otherwise.
        code: The number of the case that it opened, once that stands in the register.
        left: The tabs to which it is not delivered yet; of a new one all its tabs.
    """

    token: str
    at: datetime
    via: str = Via.FORM
    rows: Mapping[str, tuple[Mapping[str, Raw], ...]] = field(default_factory=dict)
    edits: tuple[CellChange, ...] = ()
    track_code: str = ""
    case: str = ""
    who: str = ""
    sender: Sender = Sender()
    pin: str = ""
    code: str = ""
    left: frozenset[str] = field(default=frozenset(), compare=False)

    @property
    def about(self) -> str:
        """The case by whatever it is called now."""
        return self.code or self.track_code or self.case

    @property
    def tabs(self) -> frozenset[str]:
        """The tabs it is for; where a cell was changed meanwhile an event tells it."""
        found = {*self.rows, *(edit.tab for edit in self.edits)}
        return frozenset({*found, EVENTS} if self.edits else found)

    def first(self, tab: str) -> Mapping[str, Raw]:
        """The first row for a tab; no cells where it brings none."""
        return self.rows.get(tab, ({},))[0]


EVENTS = "event"
"""The tab that tells of a cell that could not be changed."""


def whole(parcel: Parcel) -> Parcel:
    """A new parcel, with everything left to be delivered."""
    return replace(parcel, left=parcel.tabs)


def columns(parcel: Parcel) -> tuple[str, ...]:
    """Columns for what is searched, and one for the rest."""
    body = {
        "at": parcel.at.isoformat(),
        "rows": {tab: [dict(row) for row in rows] for tab, rows in parcel.rows.items()},
        "edits": [
            [one.tab, one.code, one.column, one.before, one.after]
            for one in parcel.edits
        ],
        "contacts": list(parcel.sender.contacts),
        "pin": parcel.pin,
    }
    return (
        parcel.token,
        parcel.track_code,
        parcel.case,
        text(parcel.at),
        parcel.via,
        parcel.who,
        parcel.sender.address,
        parcel.sender.digest,
        parcel.code,
        raw_json.dumps(body),
    )


def of(row: sqlite3.Row) -> Parcel:
    """The parcel that the database holds, with the tabs that are left of it."""
    body = raw_json.loads(row["body"])
    return Parcel(
        token=row["token"],
        at=datetime.fromisoformat(body["at"]),
        via=row["via"],
        rows={tab: tuple(rows) for tab, rows in body["rows"].items()},
        edits=tuple(
            CellChange(tab, 0, column, before, after, code)
            for tab, code, column, before, after in body["edits"]
        ),
        track_code=row["track_code"],
        case=row["about"],
        who=row["who"],
        sender=Sender(row["address"], tuple(body["contacts"]), row["digest"]),
        pin=body["pin"],
        code=row["code"],
        left=frozenset(raw_json.loads(row["left"])),
    )
