"""Submission: one form that a customer sent."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from sync.durable.database import text

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Mapping


@dataclass(frozen=True)
class Submission:
    """One form that a customer sent.

    Attributes:
        token: The page's one-time token; it makes the submission once.
        track_code: Ten digits for the customer (`codes.track_code`).
        received_at: When it came, with its zone.
        fields: Columns of ``f01`` by key, as text.
        consents: Rows for tab ``consent``, columns by key.
        address: A hash of the sender's network address.
        contacts: Hashes of the phone number and the e-mail address.
        suspect: Why a person should look first; empty if nothing is suspicious.
        digest: A hash of the words, to notice the same text sent twice.
        code: ``F01-2026-0123`` once it stands in the sheet; empty before.
        pin: Four digits for one who left no contact; empty otherwise.
    """

    token: str
    track_code: str
    received_at: datetime
    fields: Mapping[str, str]
    consents: tuple[Mapping[str, str], ...]
    address: str
    contacts: tuple[str, ...]
    suspect: str = ""
    digest: str = ""
    code: str = ""
    pin: str = ""


def row(submission: Submission) -> tuple[str, ...]:
    """Columns for what is searched, and one for the rest."""
    body = {
        "received_at": submission.received_at.isoformat(),
        "fields": dict(submission.fields),
        "consents": [dict(consent) for consent in submission.consents],
        "contacts": submission.contacts,
        "suspect": submission.suspect,
        "pin": submission.pin,
    }
    return (
        submission.token,
        submission.track_code,
        text(submission.received_at),
        submission.address,
        submission.digest,
        submission.code,
        json.dumps(body),
    )


def of(row: sqlite3.Row) -> Submission:
    """The submission that the database holds."""
    body = json.loads(row["body"])
    return Submission(
        token=row["token"],
        track_code=row["track_code"],
        received_at=datetime.fromisoformat(body["received_at"]),
        fields=body["fields"],
        consents=tuple(body["consents"]),
        address=row["address"],
        contacts=tuple(body["contacts"]),
        suspect=body["suspect"],
        digest=row["digest"],
        code=row["code"],
        pin=body["pin"],
    )
