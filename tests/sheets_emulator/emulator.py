"""The emulator: what happens between a request and its answer."""

from __future__ import annotations

import threading
import time
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING
from urllib.parse import unquote

from tests.sheets_emulator import discovery, drive, sheets, validate
from tests.sheets_emulator.batch import kind_of
from tests.sheets_emulator.errors import (
    ApiError,
    KindError,
    NotDoneError,
    drive_unauthenticated,
    invalid,
)
from tests.sheets_emulator.faults import HTML, PAGES, Cut, Fault, Quota, Script, spelled
from tests.sheets_emulator.oauth import Door, new_account
from tests.sheets_emulator.people import Person
from tests.sheets_emulator.shelf import ANYONE, Shelf
from tests.sheets_emulator.wire import Answer, Request, as_html, as_json, refusal

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.sheets_emulator.book import Book
    from tests.sheets_emulator.wire import Json

OWNER = "owner@example.com"
"""The person who makes spreadsheets and shares them."""
ROBOT = "robot@emulator.iam.gserviceaccount.com"
"""The service account of a new emulator."""


def wall() -> float:
    """Seconds since 1970, as the machine sees them."""
    return time.time()  # noqa: TID251 - a server stamps its files by its own clock


@dataclass(frozen=True)
class Seen:
    """A request that came.

    Attributes:
        number: Counted from 1.
        name: Its method's name.
        verb: ``read`` or ``write``.
        kinds: The requests of a batch.
        size: The bytes of its answer, printed on one line; 0 until there is one.
    """

    number: int
    name: str
    verb: str
    kinds: tuple[str, ...] = ()
    size: int = 0


@dataclass
class Emulator:
    """A Google of one's own.

    Attributes:
        now: The moment by which files are stamped and quotas counted.
        sleep: What a slow answer waits with.
        folder: Where spreadsheets are kept; None keeps them in memory.
        anonymous: Who a request without a token counts as; empty refuses it.
        may_own: Whether accounts may make files (real service accounts may not).
        latency: Seconds added to every answer of the two APIs.
        quota: Requests a minute and user; its ``limit`` None is no limit.
        script: The faults that are to come.
        spellings: Which of `SPELLINGS` the answers use.
        before, after: What people do around the request of that number.
        seen: Every request of the two APIs so far.
        refused: What people could not do, in the words they saw.
    """

    now: Callable[[], float] = wall
    sleep: Callable[[float], None] = time.sleep
    folder: Path | None = None
    anonymous: str = ""
    may_own: bool = True
    latency: float = 0.0
    url: str = "http://127.0.0.1"
    quota: Quota = field(default_factory=Quota)
    script: Script = field(default_factory=Script)
    spellings: set[str] = field(default_factory=set)
    before: dict[int, list[Callable[[], None]]] = field(default_factory=dict)
    after: dict[int, list[Callable[[], None]]] = field(default_factory=dict)
    seen: list[Seen] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.shelf = Shelf(self.folder)
        self.door = Door(wall, self.anonymous)
        self.lock = threading.RLock()

    def account(self, email: str = ROBOT) -> Json:
        """The content of a service account's file; its tokens come from here."""
        token_uri = f"{self.url}/token"
        known = self.door.accounts.get(email) or new_account(email, token_uri=token_uri)
        account = {**known, "token_uri": token_uri}
        self.door.know(account)
        return account

    def make(self, title: str, *, role: str = "writer", locale: str = "en_US") -> Book:
        """A spreadsheet that a person made and shared with everybody."""
        with self.lock:
            book = self.shelf.create(title, OWNER, self.now())
            book.roles[ANYONE] = role
            book.properties["locale"] = locale
            self.shelf.put(book)
            return book

    def share(self, book_id: str, who: str, role: str) -> None:
        """Let somebody (`ANYONE` for all) be ``writer`` or ``reader``; "" ends it."""
        with self.lock:
            book = self.shelf.books[book_id]
            book.roles[who] = role
            self.shelf.put(book)

    def person(self, book_id: str, email: str = OWNER) -> Person:
        """Somebody who has that spreadsheet open."""
        return Person(self.shelf, book_id, email, self.now)

    def next_number(self) -> int:
        """The number that the next request will have."""
        return len(self.seen) + 1

    def counted(self, verb: str) -> int:
        """How many requests so far were a ``read`` or a ``write``."""
        return sum(one.verb == verb for one in self.seen)

    def answer(self, request: Request) -> Answer:
        """The answer to a request of the two APIs or for a token.

        Raises:
            Cut: The line is cut instead.
        """
        if request.path == "/token":
            with self.lock:
                asked = f"{self.url}/token"
                status, body = self.door.token(request.body, audience=asked)
            return as_json(body, status)
        try:
            answer = self._api(request)
        except ApiError as error:
            answer = refusal(error)
        return answer.indented if request.wants_pretty else answer

    def _api(self, request: Request) -> Answer:
        with self.lock:
            seen = self._noted(request)
            self._let(self.before.pop(seen.number, []))
        fault = self.script.take(seen.number, seen.verb)
        wait = self.latency + (fault.seconds if fault else 0.0)
        if wait:
            self.sleep(wait)
        with self.lock:
            try:
                answer = self._outcome(request, seen, fault)
                self.seen[seen.number - 1] = replace(seen, size=len(answer.body))
                return answer
            finally:
                self._let(self.after.pop(seen.number, []))

    def _outcome(self, request: Request, seen: Seen, fault: Fault | None) -> Answer:
        if fault and not fault.after_work:
            return _struck(fault, seen.verb, b"")
        try:
            answer = self._worked(request, seen)
        except ApiError as error:
            answer = refusal(error)
        if fault and fault.do != "slow":
            return _struck(fault, seen.verb, answer.body)
        return answer

    def _let(self, people: list[Callable[[], None]]) -> None:
        """Let people do their things; what they are refused stops nobody."""
        for act in people:
            try:
                act()
            except (KindError, ApiError) as error:
                self.refused.append(str(error))

    def _noted(self, request: Request) -> Seen:
        routed = discovery.route(request.method, request.path)
        name = routed[1].name if routed else f"{request.method} {request.path}"
        kinds: tuple[str, ...] = ()
        if name.endswith(".batchUpdate") and "values" not in name:
            try:
                sent = request.json.get("requests") or []
                kinds = tuple(kind_of(one) for one in sent)
            except (ApiError, AttributeError, TypeError):
                kinds = ()  # it will be refused
        verb = "read" if name in sheets.READS or request.method == "GET" else "write"
        self.seen.append(Seen(len(self.seen) + 1, name, verb, kinds))
        return self.seen[-1]

    def _worked(self, request: Request, seen: Seen) -> Answer:
        routed = discovery.route(request.method, request.path)
        upload = drive.UPLOAD.match(request.path)
        header = request.headers.get("authorization")
        if upload:
            caller = self.door.caller(header, ())
            parts = {"fileId": unquote(upload["fileId"])}
            return drive.upload(self._drive(request, parts, caller))
        if routed is None:
            raise NotDoneError(seen.name)
        api, method, parts = routed
        caller = self._caller(api, header, method.scopes)
        if api == "sheets.v4":
            self.quota.take(caller, seen.verb, self.now())
        _known(api, method.name)
        validate.body(api, method, request.json)
        if api == "drive.v3":  # Drive ignores what it does not know in a query
            return drive.METHODS[method.name](self._drive(request, parts, caller))
        validate.query(api, method, request.query)
        return self._sheets(request, method.name, parts, caller)

    def _caller(self, api: str, header: str | None, scopes: tuple[str, ...]) -> str:
        try:
            return self.door.caller(header, scopes)
        except ApiError as error:
            if error.code == 401 and api == "drive.v3":
                raise drive_unauthenticated() from error
            raise

    def _sheets(self, request: Request, name: str, parts: Json, caller: str) -> Answer:
        try:
            answer = sheets.call(
                self.shelf, name, parts, request, caller=caller, now=self.now()
            )
        except KindError as error:
            raise invalid(str(error)) from error
        return as_json(spelled(answer, self.spellings) if self.spellings else answer)

    def _drive(self, request: Request, parts: Json, caller: str) -> drive.Call:
        return drive.Call(self.shelf, request, parts, caller, self.now(), self.may_own)


def _known(api: str, name: str) -> None:
    known = sheets.READS | sheets.WRITES if api == "sheets.v4" else drive.METHODS
    if name not in known:
        raise NotDoneError(name)


def _struck(fault: Fault, verb: str, answer: bytes) -> Answer:
    """What the client gets of a fault.

    Raises:
        Cut: Nothing, or half of the answer.
    """
    if fault.do in PAGES:
        code = PAGES[fault.do]
        return as_html(HTML.format(code=code), code)
    error = fault.error(verb)
    if error is None:
        raise Cut(answer if fault.do == "cut_within" else b"")
    return refusal(error)
