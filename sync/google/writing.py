"""Writing: each write done once, its answer looked at, what went astray undone."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from sync.google.batch_update import ANSWER, TabUpdate, batches, body, marking
from sync.google.placement import is_astray, keys_then, shown_cells
from sync.google.ranges import quoted
from sync.google.recovery import Recovery
from sync.google.refusals import ApiRefused, Why
from sync.google.spreadsheet import FIELDS, MARKS, TABS, DeskMark, marks, spreadsheet
from sync.store import Moved

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from sync.google.cells import Json
    from sync.google.client import Client
    from sync.google.spreadsheet import GoogleSheet, Spreadsheet
    from sync.retry import Patience
    from sync.store import RestoredCell

_MARKED = f"updatedSpreadsheet({MARKS})"
_DEEPEST = 5
"""How often a mistake in undoing mistakes is undone before people have to stop."""


class Undone(Moved):
    """Something moved while it was being written; what was hit has its content back.

    Attributes:
        restored: The cells; a word that was typed there in that moment is lost.
    """

    def __init__(self, title: str, restored: Sequence[RestoredCell]) -> None:
        super().__init__(title)
        self.restored = tuple(restored)


@dataclass
class OpenWrite:
    """A write that went out.

    Attributes:
        token: What it calls itself.
        base: The tokens of the marks that it rests on.
        updates: What it is to do.
        then: The keys by tab and column when it was done, where that is known.
    """

    token: str
    base: frozenset[str]
    updates: tuple[TabUpdate, ...] = ()
    then: Mapping[int, Mapping[int, str]] = field(default_factory=dict)

    def is_over(self, now: Spreadsheet) -> bool:
        """Whether it is done, or can no longer be."""
        tokens = now.tokens
        may_come = self.base <= tokens if self.base else not tokens
        return self.token in tokens or not may_come


@dataclass
class BookClient:
    """What sends to one spreadsheet.

    Attributes:
        account: The way to whatever is shared with the account.
        book_id: Its id.
        title: What people call the book.
        patience: How long to insist.
        open: Writes that may have been done, or may still be, and were not looked at.
    """

    account: Client
    book_id: str
    title: str
    patience: Patience
    open: list[OpenWrite] = field(default_factory=list)

    def get(self, params: Json) -> Json:
        """``spreadsheets.get``, as often as it takes.

        Raises:
            ApiRefused: Google said no.
        """
        return self.patience.insist(lambda: self.account.get(self.book_id, params))

    def values(self, params: Json) -> Json:
        """``spreadsheets.values.batchGet``, as often as it takes.

        Raises:
            ApiRefused: Google said no.
        """
        return self.patience.insist(lambda: self.account.values(self.book_id, params))

    def tabs(self) -> Spreadsheet:
        """The mark and the tabs, without a cell of theirs.

        Raises:
            ApiRefused: Google said no.
        """
        return spreadsheet(self.get({"fields": TABS}))

    def look(self, ranges: Sequence[str]) -> Spreadsheet:
        """The mark and some ranges, which begin in line 1 of their tabs.

        Raises:
            ApiRefused: Google said no.
            Moved: A tab is not called so.
        """
        try:
            return spreadsheet(self.get({"fields": FIELDS, "ranges": list(ranges)}))
        except ApiRefused as refused:
            if refused.why is Why.INVALID:
                raise Moved(self.title) from refused
            raise

    def closely(self, sheets: Sequence[GoogleSheet]) -> Spreadsheet:
        """Some tabs whole, whatever they are called by now; without any no cell.

        Raises:
            ApiRefused: Google said no.
            Moved: A tab was renamed meanwhile.
        """
        ids = {it.id for it in sheets}
        if not ids:
            return self.tabs()
        with suppress(Moved):
            found = self.look([quoted(it.title) for it in sheets])
            if ids <= found.by_id.keys():
                return found
        now = self.tabs()
        titles = [quoted(it.title) for it in now.sheets if it.id in ids]
        return self.look(titles) if titles else now

    def send(self, sent: OpenWrite, request: Json, *, fields: str) -> Json | None:
        """The answer to a write; None where it was lost though the work is done.

        Args:
            sent: The write, open from now on.
            request: What it asks.
            fields: What the answer is to show.

        Raises:
            ApiRefused: Google said no.
            Moved: What the write rests on is no longer so; it is not done.
        """
        self.open.append(sent)
        unsure = False

        def attempt() -> Json | None:
            nonlocal unsure
            if unsure and self._is_done(sent):
                return None
            try:
                return self.account.post(self.book_id, request, fields=fields)
            except ApiRefused as refused:
                unsure = unsure or not refused.sure
                raise

        try:
            return self.patience.insist(attempt)
        except ApiRefused as refused:
            if refused.why is not Why.INVALID or not self._is_done(sent, also=refused):
                raise
        return None

    def _is_done(self, sent: OpenWrite, also: ApiRefused | None = None) -> bool:
        """Whether a write is known by its token to be done.

        Raises:
            Moved: It is not, and what it rests on is no longer so.
        """
        now = self.tabs()
        if sent.token in now.tokens:
            return True
        moved = also is not None and any(_moved(update, now) for update in sent.updates)
        if moved or sent.is_over(now) or not (sent.base or also):
            raise Moved(self.title)
        return False


@dataclass
class Writer:
    """What writes into one spreadsheet.

    Attributes:
        client: What sends to it.
        desk: The desk, in letters that a name may have.
        draw: Gives a new token.
        restored: All cells that were ever written over by mistake and put right.
        marks: The desks' marks; None where they are not known for sure.
    """

    client: BookClient
    desk: str
    draw: Callable[[], str]
    restored: list[RestoredCell] = field(default_factory=list)
    marks: tuple[DeskMark, ...] | None = None
    _deep: int = 0

    def settle(self) -> None:
        """Look at the writes whose end is not known, and undo what they did wrong.

        Raises:
            ApiRefused: Google said no.
            Moved: People move things faster than they can be put right.
        """
        if self.client.open:
            self._settled()

    def _settled(self) -> tuple[DeskMark, ...]:
        """The marks as they stand when nothing is wrong any more."""
        for _ in range(_DEEPEST):
            self.marks = None
            updates = (it for sent in self.client.open for it in sent.updates)
            touched = {update.sheet.id: update.sheet for update in updates}
            now = self.client.closely(list(touched.values()))
            over = [sent for sent in self.client.open if sent.is_over(now)]
            if all(self._is_right(sent, now) for sent in over):
                return now.marks
        raise Moved(self.client.title)

    def carry_out(self, whole: Sequence[TabUpdate], old: Iterable[DeskMark]) -> None:
        """Do the updates of one reading.

        Raises:
            ApiRefused: Google said no.
            Moved: The book is no longer as it was read; nothing of them stands
                where it does not belong.
        """
        for batch in batches(whole):
            old = self._carry_out(batch, tuple(old))

    def post(self, requests: Sequence[Json], old: Iterable[DeskMark], at: int) -> None:
        """Do requests that touch no row of people's; the mark goes to the tab ``at``.

        Raises:
            ApiRefused: Google said no.
            Moved: The book is no longer as it was read.
        """
        old, self.marks = tuple(old), None
        new = DeskMark("", self.desk, self.draw())
        sent = OpenWrite(new.token, frozenset(mark.token for mark in old))
        request: Json = {"requests": [*requests, *marking(old, new, at)]}
        request["includeSpreadsheetInResponse"] = True
        answer = self.client.send(sent, request, fields=_MARKED)
        self.client.open.remove(sent)
        if answer is not None:
            self.marks = marks(answer["updatedSpreadsheet"])

    def _carry_out(
        self, batch: tuple[TabUpdate, ...], old: tuple[DeskMark, ...]
    ) -> Iterable[DeskMark]:
        new = DeskMark("", self.desk, self.draw())
        sent = OpenWrite(new.token, frozenset(mark.token for mark in old), batch)
        self.marks = None
        answer = self.client.send(sent, body(batch, old, new), fields=ANSWER)
        if answer is not None:
            if not is_astray(batch, answer):
                self.client.open.remove(sent)
                self.marks = marks(answer["updatedSpreadsheet"])
                return self.marks
            shown = shown_cells(answer)
            sent.then = {at: keys_then(cells) for at, cells in shown.items()}
        before = len(self.restored)
        found = self._settled()
        if answer is None and len(self.restored) == before:
            return found
        raise Undone(self.client.title, self.restored[before:])

    def _is_right(self, sent: OpenWrite, now: Spreadsheet) -> bool:
        """Whether a write did nothing wrong; else it is undone now."""
        repairs = self._repairs(sent, now)
        if repairs and self._deep < _DEEPEST:
            self._deep += 1
            try:
                self._carry_out(repairs, now.marks)
            except Moved:
                return False  # what the undoing hit is right again; then once more
            finally:
                self._deep -= 1
        if sent in self.client.open:
            self.client.open.remove(sent)
        return not repairs

    def _repairs(self, sent: OpenWrite, now: Spreadsheet) -> tuple[TabUpdate, ...]:
        found = []
        for update in sent.updates:
            sheet = now.by_id.get(update.sheet.id)
            if sheet is None:
                continue
            recovery = Recovery(update, sheet, sent.then.get(sheet.id, {}))
            if puts := recovery.puts():
                mend = TabUpdate(sheet, puts, formats=recovery.formats, mends=True)
                found.append(mend)
                self.restored += recovery.restored
        return tuple(found)


def _moved(update: TabUpdate, now: Spreadsheet) -> bool:
    """Whether a tab is another than was read, as far as a request can fail by it."""
    found = now.by_id.get(update.sheet.id)
    return found is None or _shape(found) != _shape(update.sheet)


def _shape(sheet: GoogleSheet) -> tuple[str, int, int]:
    return sheet.title, sheet.height, sheet.width
