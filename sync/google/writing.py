"""Writing: batches sent once each, their answers looked at, mistakes undone.

Every write takes the book's mark away and puts it back under a token of its own. So a
write whose answer was lost is known by its token when the book is read again, and one
that a slow line delivers late is refused: the mark it rests on is gone.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from sync.google.batching import ANSWER, body, marking
from sync.google.checking import is_astray, keys_then, shown_cells
from sync.google.glance import glanced, params
from sync.google.recovery import Recovery
from sync.google.refusals import Refused, Why
from sync.google.sheets import FIELDS, Mark, marks, spreadsheet
from sync.google.tasks import Task, batches
from sync.store import Moved

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from sync.google.glance import Known
    from sync.google.line import Json, Line
    from sync.google.recovery import Restored
    from sync.google.sheets import Sheet, Spreadsheet
    from sync.retry import Patience

_DEEPEST = 5
"""How often a mistake in undoing mistakes is undone before people have to stop."""


class Undone(Moved):
    """Something moved while it was being written; what was hit has its content back.

    Attributes:
        restored: The cells; a word that was typed there in that moment is lost.
    """

    def __init__(self, title: str, restored: Sequence[Restored]) -> None:
        super().__init__(title)
        self.restored = tuple(restored)


@dataclass
class Sent:
    """A write that went out.

    Attributes:
        token: What it calls itself.
        base: The tokens of the marks that it rests on.
        tasks: What it is to do.
        then: The keys by tab and column when it was done, where that is known.
    """

    token: str
    base: frozenset[str]
    tasks: tuple[Task, ...] = ()
    then: Mapping[int, Mapping[int, str]] = field(default_factory=dict)

    def is_over(self, now: Spreadsheet) -> bool:
        """Whether it is done, or can no longer be."""
        tokens = now.tokens
        may_come = self.base <= tokens if self.base else not tokens
        return self.token in tokens or not may_come


@dataclass
class Pen:
    """What writes into one spreadsheet.

    Attributes:
        line: The way there.
        book_id: Its id.
        title: What people call the book.
        desk: The desk, in letters that a name may have.
        patience: How long to insist.
        draw: Gives a new token.
        open: Writes that may have been done, or may still be, and were not looked at.
        restored: All cells that were ever written over by mistake and put right.
        known: What glances rest on; forgotten by every write that is not quite clean.
    """

    line: Line
    book_id: str
    title: str
    desk: str
    patience: Patience
    draw: Callable[[], str]
    open: list[Sent] = field(default_factory=list)
    restored: list[Restored] = field(default_factory=list)
    known: Known | None = None
    _deep: int = 0

    def fetch(self, params: Json) -> Json:
        """``spreadsheets.get``, as often as it takes.

        Raises:
            Refused: Google said no.
        """
        return self.patience.insist(lambda: self.line.get(self.book_id, params))

    def glance(self, of: Known, keys: Sequence[str]) -> Spreadsheet:
        """The values of known tabs as they stand.

        Raises:
            Refused: Google said no, ``INVALID`` where a title is no longer right.
        """
        asked = params(of, keys)
        answer = self.patience.insist(lambda: self.line.values(self.book_id, asked))
        return glanced(of, keys, answer)

    def look(self) -> Spreadsheet:
        """The spreadsheet as it stands, after what earlier writes did wrong is undone.

        Raises:
            Refused: Google said no.
            Moved: People move things faster than they can be put right.
        """
        for _ in range(_DEEPEST):
            now = self._seen()
            over = [sent for sent in self.open if sent.is_over(now)]
            if all(self._is_right(sent, now) for sent in over):
                return now
        raise Moved(self.title)

    def carry_out(self, whole: Sequence[Task], old: Iterable[Mark]) -> None:
        """Do the tasks of one reading.

        Raises:
            Refused: Google said no.
            Moved: The book is no longer as it was read; nothing of the tasks stands
                where it does not belong.
        """
        for batch in batches(whole):
            old = self._carry_out(batch, tuple(old))

    def post(self, requests: Sequence[Json], old: Iterable[Mark], at: int) -> None:
        """Do requests that touch no row of people's; the mark goes to the tab ``at``.

        Raises:
            Refused: Google said no.
            Moved: The book is no longer as it was read.
        """
        old, self.known = tuple(old), None
        new = Mark("", self.desk, self.draw())
        sent = Sent(new.token, frozenset(mark.token for mark in old))
        self._send(sent, {"requests": [*requests, *marking(old, new, at)]})

    def _seen(self) -> Spreadsheet:
        return spreadsheet(self.fetch({"fields": FIELDS}))

    def _carry_out(
        self, batch: tuple[Task, ...], old: tuple[Mark, ...]
    ) -> Iterable[Mark]:
        new = Mark("", self.desk, self.draw())
        sent = Sent(new.token, frozenset(mark.token for mark in old), batch)
        known, self.known = self.known, None
        answer = self._send(sent, body(batch, old, new))
        if answer is not None:
            if not is_astray(batch, answer):
                self.open.remove(sent)
                marked = marks(answer["updatedSpreadsheet"])
                self.known = known and replace(known, marks=marked)
                return marked
            shown = shown_cells(answer)
            sent.then = {at: keys_then(cells) for at, cells in shown.items()}
        before = len(self.restored)
        now = self.look()
        if answer is None and len(self.restored) == before:
            return now.marks
        raise Undone(self.title, self.restored[before:])

    def _is_right(self, sent: Sent, now: Spreadsheet) -> bool:
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
        if sent in self.open:
            self.open.remove(sent)
        return not repairs

    def _repairs(self, sent: Sent, now: Spreadsheet) -> tuple[Task, ...]:
        found = []
        for task in sent.tasks:
            sheet = now.by_id.get(task.sheet.id)
            if sheet is None:
                continue
            recovery = Recovery(task, sheet, sent.then.get(sheet.id, {}))
            if puts := recovery.puts():
                found.append(Task(sheet, puts, formats=recovery.formats))
                self.restored += recovery.restored
        return tuple(found)

    def _send(self, sent: Sent, request: Json) -> Json | None:
        """The answer to a write; None where it was lost though the work is done."""
        self.open.append(sent)
        unsure = False

        def attempt() -> Json | None:
            nonlocal unsure
            if unsure and self._is_done(sent):
                return None
            try:
                return self.line.post(self.book_id, request, fields=ANSWER)
            except Refused as refused:
                unsure = unsure or not refused.sure
                raise

        try:
            return self.patience.insist(attempt)
        except Refused as refused:
            if refused.why is not Why.INVALID or not self._is_done(sent, also=refused):
                raise
        return None

    def _is_done(self, sent: Sent, also: Refused | None = None) -> bool:
        """Whether a write is known by its token to be done.

        Raises:
            Moved: It is not, and what it rests on is no longer so.
        """
        now = self._seen()
        if sent.token in now.tokens:
            return True
        moved = also is not None and any(_moved(task, now) for task in sent.tasks)
        if moved or sent.is_over(now) or not (sent.base or also):
            raise Moved(self.title)
        return False


def _moved(task: Task, now: Spreadsheet) -> bool:
    """Whether a tab is another than was read, as far as a request can fail by it."""
    found = now.by_id.get(task.sheet.id)
    return found is None or _shape(found) != _shape(task.sheet)


def _shape(sheet: Sheet) -> tuple[str, int, int]:
    return sheet.title, sheet.height, sheet.width
