"""One matter of a customer: its row in the register and its slips."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from sheets_schema.words import FeedbackKind, Severity, Validity

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime

    from sheets_schema.entry import Entry


@dataclass(frozen=True)
class Case:
    """What a judgement of one matter rests on; what every rule asks is found once.

    Attributes:
        entry: The row of the register (F01).
        slips: The rows of the slips (F02), the newest round last.
    """

    entry: Entry
    slips: tuple[Entry, ...] = ()

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
        """The moment that the clocks count from: arrival, else entry in the book."""
        return self.entry.moment("received_at") or self.entry.moment("logged_at")

    @cached_property
    def is_imported(self) -> bool:
        """Whether the row came from an older register."""
        return self.entry.has("imported_at")

    @property
    def is_taken(self) -> bool:
        """Whether a named person has taken the case (M12)."""
        return self.entry.has("taken_at")

    @cached_property
    def is_complaint(self) -> bool:
        """Whether it is handled on a slip (Q7)."""
        return self.kind == FeedbackKind.COMPLAINT and not self.is_invalid

    @cached_property
    def is_invalid(self) -> bool:
        """Whether a person found it outside what the procedure settles (N14)."""
        return self.entry.text("validity") == Validity.INVALID

    @cached_property
    def is_dropped(self) -> bool:
        """Whether a person set it aside: junk, the same as another, or withdrawn."""
        kind, entry = self.kind, self.entry
        twin = kind == FeedbackKind.DUPLICATE and entry.has("same_as")
        return kind == FeedbackKind.SPAM or twin or entry.has("withdrawn_at")

    @cached_property
    def is_finished(self) -> bool:
        """Whether nothing is left to do."""
        entry = self.entry
        if self.is_imported:
            return entry.has("closed_at") or entry.has("handled_at")
        if self.is_dropped:
            return True
        if self.is_invalid and self.kind:
            return entry.has("validity_why") and entry.has("replied_at")
        return self.kind in _ENDS and _ENDS[self.kind](self)

    @cached_property
    def is_suspect(self) -> bool:
        """Whether a message of the web page waits for a person to look at it.

        The page fills `kind` itself unless something about the message is odd.
        """
        return self.entry.has("kind_sent") and not self.kind

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

    def slip_says_yes(self, key: str) -> bool:
        """Whether a cell of the newest slip is ticked."""
        return self.slip is not None and self.slip.ticked(key)

    def slip_moment(self, key: str) -> datetime | None:
        """A moment of the newest slip."""
        return self.slip.moment(key) if self.slip else None


_ENDS: Mapping[str, Callable[[Case], bool]] = {
    FeedbackKind.COMPLAINT: lambda case: case.slip_has("closed_by"),
    FeedbackKind.SUGGESTION: lambda case: (
        case.entry.has("handled_at") and case.entry.has("replied_at")
    ),
    FeedbackKind.QUESTION: lambda case: case.entry.has("replied_at"),
    FeedbackKind.COMPLIMENT: lambda case: case.entry.has("replied_at"),
    FeedbackKind.OUT_OF_SCOPE: lambda case: case.entry.has("passed_to"),
}
"""What ends a case of each kind."""


def addresses(entry: Entry) -> tuple[str, ...]:
    """The telephone number and the mail address of a row, as they are compared."""
    return tuple(filter(None, (entry.text("phone"), entry.text("email").lower())))
