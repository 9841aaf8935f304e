"""Writing: tasks carried out, their answers looked at, what went astray undone."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from sync.google.batching import body, marking
from sync.google.checking import is_astray, keys_then, shown_cells
from sync.google.glance import glanced, params
from sync.google.recovery import Recovery
from sync.google.sending import Sent
from sync.google.sheets import Mark, marks
from sync.google.tasks import Task, batches
from sync.store import Moved

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Sequence

    from sync.google.glance import Known
    from sync.google.line import Json
    from sync.google.sending import Sender
    from sync.google.sheets import Spreadsheet
    from sync.store import Restored

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
class Pen:
    """What writes into one spreadsheet.

    Attributes:
        sender: What sends to it.
        desk: The desk, in letters that a name may have.
        draw: Gives a new token.
        restored: All cells that were ever written over by mistake and put right.
        known: What glances rest on; forgotten by every write that is not quite clean.
    """

    sender: Sender
    desk: str
    draw: Callable[[], str]
    restored: list[Restored] = field(default_factory=list)
    known: Known | None = None
    _deep: int = 0

    def glance(self, of: Known, keys: Sequence[str]) -> Spreadsheet:
        """The values of known tabs as they stand.

        Raises:
            Refused: Google said no, ``INVALID`` where a title is no longer right.
        """
        return glanced(of, keys, self.sender.values(params(of, keys)))

    def keep_only(self, titles: Collection[str]) -> None:
        """Forget what is known of the tabs unless they have these titles still."""
        if self.known and any(
            tab.title not in titles for tab in self.known.tabs.values()
        ):
            self.known = None

    def look(self) -> Spreadsheet:
        """The spreadsheet as it stands, after what earlier writes did wrong is undone.

        Raises:
            Refused: Google said no.
            Moved: People move things faster than they can be put right.
        """
        for _ in range(_DEEPEST):
            now = self.sender.seen()
            over = [sent for sent in self.sender.open if sent.is_over(now)]
            if all(self._is_right(sent, now) for sent in over):
                return now
        raise Moved(self.sender.title)

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
        self.sender.send(sent, {"requests": [*requests, *marking(old, new, at)]})
        self.sender.open.remove(sent)

    def _carry_out(
        self, batch: tuple[Task, ...], old: tuple[Mark, ...]
    ) -> Iterable[Mark]:
        new = Mark("", self.desk, self.draw())
        sent = Sent(new.token, frozenset(mark.token for mark in old), batch)
        known, self.known = self.known, None
        answer = self.sender.send(sent, body(batch, old, new))
        if answer is not None:
            if not is_astray(batch, answer):
                self.sender.open.remove(sent)
                marked = marks(answer["updatedSpreadsheet"])
                self.known = known and replace(known, marks=marked)
                return marked
            shown = shown_cells(answer)
            sent.then = {at: keys_then(cells) for at, cells in shown.items()}
        before = len(self.restored)
        now = self.look()
        if answer is None and len(self.restored) == before:
            return now.marks
        raise Undone(self.sender.title, self.restored[before:])

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
        if sent in self.sender.open:
            self.sender.open.remove(sent)
        return not repairs

    def _repairs(self, sent: Sent, now: Spreadsheet) -> tuple[Task, ...]:
        found = []
        for task in sent.tasks:
            sheet = now.by_id.get(task.sheet.id)
            if sheet is None:
                continue
            recovery = Recovery(task, sheet, sent.then.get(sheet.id, {}))
            if puts := recovery.puts():
                mend = Task(sheet, puts, formats=recovery.formats, mends=True)
                found.append(mend)
                self.restored += recovery.restored
        return tuple(found)
