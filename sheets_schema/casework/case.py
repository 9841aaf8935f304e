"""One matter of a customer: its row in the register and its slips."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from sheets_schema.casework import receipt
from sheets_schema.procedure import course
from sheets_schema.procedure.policy import ALWAYS
from sheets_schema.words import Severity

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date, datetime

    from sheets_schema.cells import Value
    from sheets_schema.entry import Entry
    from sheets_schema.procedure.policy import Limit, Procedure
    from sheets_schema.procedure.stages import Stage
    from sheets_schema.timing.elapsed import Pause


@dataclass(frozen=True)
class Case:
    """What a judgement of one matter rests on; what every rule asks is found once.

    Attributes:
        entry: The row of the register (F01).
        slips: The rows of the slips (F02), the newest round last.
        procedure: The company's, of every day; the day the case came chooses.
    """

    entry: Entry
    slips: tuple[Entry, ...] = ()
    procedure: Procedure = field(kw_only=True)

    @property
    def code(self) -> str:
        """The number in the register."""
        return self.entry.code

    @cached_property
    def kind(self) -> str:
        """What staff say it is; empty until they do."""
        return self.entry.text("kind")

    @cached_property
    def slip(self) -> Entry | None:
        """The slip of the newest round."""
        return self.slips[-1] if self.slips else None

    @cached_property
    def received(self) -> datetime | None:
        """The moment that the clocks count from: arrival, else entry in the book.

        None while people are asked whether it can be so.
        """
        return None if self.is_doubted else self._came

    @property
    def _came(self) -> datetime | None:
        return self.entry.moment(receipt.CELL) or self.entry.moment("logged_at")

    @property
    def is_doubted(self) -> bool:
        """Whether the moment of arrival can hardly be so: clocks and letters wait."""
        return receipt.CELL in self.entry.doubted

    @cached_property
    def values(self) -> Mapping[str, Mapping[str, Value]]:
        """What the cells of its row and of its newest slip mean, by tab and key."""
        row = self.entry.values
        if self.is_doubted:  # then it does not count from its entry either
            row = {key: it for key, it in row.items() if key != "logged_at"}
        return {
            "f01": row,
            "f02": self.slip.values if self.slip else _NO_SLIP,
        }

    @cached_property
    def day(self) -> date:
        """The day whose procedure it is handled by; a case without one came first."""
        return self._came.date() if self._came else ALWAYS

    def limit(self, key: str) -> Limit | None:
        """The limit or switch of the procedure in force on the day the case came."""
        return self.procedure.limit(key, self.day)

    @cached_property
    def stage(self) -> Stage:
        """Where it stands."""
        return course.CASE.stage(self)

    @cached_property
    def is_imported(self) -> bool:
        """Whether the row came from an older register."""
        return course.IMPORTED.holds(self)

    @property
    def is_taken(self) -> bool:
        """Whether a named person has taken the case (M12)."""
        return course.TAKEN.holds(self)

    @cached_property
    def is_complaint(self) -> bool:
        """Whether it is handled on a slip (Q7)."""
        return course.COMPLAINT.holds(self)

    @cached_property
    def is_dropped(self) -> bool:
        """Whether a person set it aside: junk, the same as another, or withdrawn."""
        return course.SET_ASIDE.holds(self)

    @property
    def is_finished(self) -> bool:
        """Whether nothing is left to do."""
        return self.stage.is_end

    @property
    def is_suspect(self) -> bool:
        """Whether a message of the web page waits for a person to look at it."""
        return course.SUSPECT.holds(self)

    @cached_property
    def pauses(self) -> tuple[Pause, ...]:
        """When it waited for the customer's answer to a question of ours.

        No longer than we wait at most: then our clocks went on.
        """
        asked = self.slip_moment("ask_at")
        ends = map(self.slip_moment, ("ask_answered_at", "ask_silent_at"))
        ended = min(filter(None, ends), default=None)
        return ((asked, ended),) if asked and ended and asked < ended else ()

    @property
    def is_urgent(self) -> bool:
        """Whether it is of the third level, for which there is no quiet time."""
        return self.entry.text("severity") == Severity.URGENT

    @cached_property
    def addresses(self) -> tuple[str, ...]:
        """By which telephone number and mail address the sender is known again."""
        return addresses(self.entry)

    def on_slip(self, key: str) -> str:
        """The words of a cell of the newest slip; empty without one."""
        return self.slip.text(key) if self.slip else ""

    def slip_has(self, key: str) -> bool:
        """Whether the newest slip holds something there."""
        return self.slip is not None and self.slip.has(key)

    def slip_moment(self, key: str) -> datetime | None:
        """A moment of the newest slip."""
        return self.slip.moment(key) if self.slip else None


_NO_SLIP: Mapping[str, Value] = {}


ADDRESSES = frozenset({"phone", "email"})


def addresses(entry: Entry) -> tuple[str, ...]:
    """The telephone number and the mail address of a row, as they are compared."""
    return tuple(filter(None, (entry.text("phone"), entry.text("email").lower())))
