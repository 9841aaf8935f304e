"""Finding: something odd: about what, what is so, what to do, how grave.

One record for all that people should hear of, whoever saw it. The row's message, the
letter, the doctor and ``/healthz`` choose from findings by what they are about and how
grave they are; nobody takes a sentence apart.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Matter(StrEnum):
    """What a finding is about, for those who choose, and for machines."""

    ROW = "row"
    """A cell that cannot be read, or does not fit what stands beside it."""
    TAB = "tab"
    """A tab on which all work has stopped."""
    GONE = "gone"
    """Rows that were deleted, too many to bring them back unasked."""
    TAMPERED = "tampered"
    """What was done to the journal behind the desk's back."""
    OVERWRITTEN = "overwritten"
    """A fact that the desk wrote over while somebody moved it."""
    BOOK = "book"
    """A book that cannot be read, or not be written."""
    COPY = "copy"
    """A copy that lies beside a book, in which somebody may work."""
    HELD = "held"
    """A book that somebody has open."""
    PEOPLE = "people"
    """A role that nobody holds, a unit without a head."""
    CALENDAR = "calendar"
    """Days off that nobody has confirmed."""
    PROCEDURE = "procedure"
    """The written procedure: stages, limits, and who may decide."""
    SETTINGS = "settings"
    """The settings file."""
    FOLDER = "folder"
    """The folder in which the desk lies, or the disk below it."""
    DATABASE = "database"
    """The desk's database."""
    JOB = "job"
    """A job that does not run, or fails."""
    QUEUE = "queue"
    """What customers sent waits."""
    MAIL = "mail"
    """Letters wait, or cannot go."""
    CLOCK = "clock"
    """The machine's clock."""


@dataclass(frozen=True, slots=True)
class Finding:
    """Something odd, and what a person does about it.

    Attributes:
        what: What is so: whole sentences.
        do: What to do about it: whole sentences; empty where nothing is to be done, or
            where ``what`` says it.
        matter: What kind of thing it is about.
        book: The key of the book; empty where it is about no single one.
        tab: The key of the tab; empty where it is about no single one.
        line: The line of the row, from 1; 0 for the whole tab.
        column: The column's key; empty for the whole row.
        code: The number of the row, where it has to be found again.
        grave: Whether it stops or threatens the desk's work.
        detail: What the machine said, for whoever looks after it.
    """

    what: str
    do: str = ""
    matter: Matter = Matter.ROW
    book: str = ""
    tab: str = ""
    line: int = 0
    column: str = ""
    code: str = ""
    grave: bool = False
    detail: str = ""

    @property
    def sentence(self) -> str:
        """What is so and what to do, for whoever reads it in one go."""
        return f"{self.what} {self.do}".rstrip()
