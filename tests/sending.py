"""What customers send, for tests: a form as the pages file it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from forms_app import filing
from sync.durable.queue import Parcel

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from sheets_schema.cells import Raw


def form(
    number: int | str,
    *,
    at: datetime,
    track_code: str,
    fields: Mapping[str, str],
    consents: Sequence[Mapping[str, str]] = (),
    suspect: str = "",
    **known: Any,
) -> Parcel:
    """A customer's form, with a kind that the page has judged."""
    said = {key: text for key, text in fields.items() if key != "kind"}
    kind = fields.get("kind") or fields.get("kind_sent", "")
    row = {**said, "kind_sent": kind}
    rows = {"f01": (row,), **({"consent": tuple(consents)} if consents else {})}
    sent = Parcel(token=f"{number}", at=at, track_code=track_code, rows=rows, **known)
    return filing.judged(sent, suspect)


def fields(kept: Parcel) -> Mapping[str, Raw]:
    """What a customer's form says of its case."""
    return kept.first("f01")


def consents(kept: Parcel) -> Sequence[Mapping[str, Raw]]:
    """What a customer's form says of consent."""
    return kept.rows["consent"]


def suspect(kept: Parcel) -> str:
    """Why a person should look at a form first; empty where nothing is odd."""
    note = str(fields(kept).get("note", ""))
    return note.removeprefix("Xin kiểm tra: ").rstrip(".")


def facts(kept: Parcel) -> Mapping[str, Raw]:
    """The same without what the desk stamps."""
    return {key: raw for key, raw in fields(kept).items() if key != "kind_sent"}
