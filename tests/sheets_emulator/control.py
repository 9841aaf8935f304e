"""The emulator's own doors: spreadsheets, faults and people, over HTTP.

============================ =======================================================
``GET /emulator/seen``       every request so far, with its number and kinds
``GET /emulator/account``    the file of a service account
``POST /emulator/books``     ``{"title", "locale", "role"}``: one, made and shared
``POST /emulator/faults``    a list of faults, ``at`` from the next request on, or []
``POST /emulator/quota``     ``{"limit": 60}``, or null for none
``POST /emulator/spellings`` a list of other spellings that answers use, or []
``POST /emulator/people``    ``{"book", "do", …}``: at once, or ``before``/``after`` n
============================ =======================================================
"""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, Any

from tests.sheets_emulator.errors import ApiError, KindError, invalid
from tests.sheets_emulator.faults import SPELLINGS, Fault
from tests.sheets_emulator.wire import Answer, Request, as_json, refusal

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.sheets_emulator.emulator import Emulator


def answer(emulator: Emulator, request: Request) -> Answer:
    """Answer at one of the doors; what is wrong with a call is said in a 400."""
    door = DOORS.get((request.method, request.path))
    if door is None:
        return as_json({"doors": [" ".join(one) for one in DOORS]}, 404)
    try:
        with emulator.lock:
            return as_json(door(emulator, request.json))
    except ApiError as error:
        return refusal(error)
    except (KindError, ValueError, TypeError, KeyError) as error:
        return refusal(invalid(str(error)))


def _seen(emulator: Emulator, _: Any) -> Any:
    return [dataclasses.asdict(one) for one in emulator.seen]


def _account(emulator: Emulator, _: Any) -> Any:
    return emulator.account()


def _make(emulator: Emulator, sent: Any) -> Any:
    book = emulator.make(**sent)
    return {"spreadsheetId": book.book_id, "title": book.title}


def _faults(emulator: Emulator, sent: Any) -> Any:
    ahead = emulator.next_number() - 1
    faults = [Fault(**{**one, "at": one["at"] + ahead}) for one in sent]
    emulator.script.faults[:] = faults
    return [dataclasses.asdict(one) for one in faults]


def _quota(emulator: Emulator, sent: Any) -> Any:
    emulator.quota.limit = sent["limit"]
    return sent


def _spellings(emulator: Emulator, sent: Any) -> Any:
    for name in sent:
        if name not in SPELLINGS:
            message = f"no such spelling: {name}; there are {', '.join(SPELLINGS)}"
            raise ValueError(message)
    emulator.spellings = set(sent)
    return sorted(sent)


def _people(emulator: Emulator, sent: Any) -> Any:
    action = dict(sent)
    person = emulator.person(action.pop("book"))
    waits = [name for name in ("before", "after") if name in action]
    if not waits:
        person.act(action)
        return {"done": True}
    number = emulator.next_number() - 1 + action.pop(waits[0])
    planned = getattr(emulator, waits[0]).setdefault(number, [])
    planned.append(lambda: person.act(action))
    return {waits[0]: number}


DOORS: dict[tuple[str, str], Callable[[Emulator, Any], Any]] = {
    ("GET", "/emulator/seen"): _seen,
    ("GET", "/emulator/account"): _account,
    ("POST", "/emulator/books"): _make,
    ("POST", "/emulator/faults"): _faults,
    ("POST", "/emulator/quota"): _quota,
    ("POST", "/emulator/spellings"): _spellings,
    ("POST", "/emulator/people"): _people,
}
