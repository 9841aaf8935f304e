"""The chain: entries of the journal, each sealed to the one before it.

A seal covers the digest of a value, never the value itself, and the digest is salted:
so a value can be taken away together with its salt, nobody can guess it from what is
left, and every seal still holds.
"""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from sync.durable import raw_json

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from sheets_schema.cells import Raw

_BYTES = 16
"""Of a salt, a digest, a seal: nobody finds another one that fits in 2¹²⁸ tries."""
SALT = 2 * _BYTES
"""The letters of a salt."""


class What(StrEnum):
    """What an entry tells."""

    START = "start"
    """The journal begins."""
    REBUILT = "rebuilt"
    """It begins anew behind an older one that was lost."""
    NEW = "new"
    """A row was seen for the first time, with these cells."""
    CHANGED = "changed"
    """One cell of a row holds something else."""
    GONE = "gone"
    """A row is not found any more."""
    BACK = "back"
    """It stands there again."""
    ERASED = "erased"
    """Whatever a cell held up to here was taken out of the journal."""


class Cell(NamedTuple):
    """What a cell held before and after.

    Attributes:
        old: The raw value before; None where it was empty, or is erased.
        new: The raw value after.
        salt: What makes its digest one that cannot be guessed; empty once erased.
        left: The digest of what was erased; empty before.
    """

    old: Raw
    new: Raw
    salt: str
    left: str = ""

    @property
    def digest(self) -> str:
        """What is sealed of both values; it stays when they are erased."""
        if self.is_erased:
            return self.left
        words = f"{raw_json.dumps(self.old)} {raw_json.dumps(self.new)}".encode()
        key = self.salt.encode()
        return hashlib.blake2b(words, key=key, digest_size=_BYTES).hexdigest()

    @property
    def is_erased(self) -> bool:
        """Whether the digest is all that is left."""
        return not self.salt

    @property
    def erased(self) -> Cell:
        """The same without its values."""
        return Cell(None, None, "", self.digest)


def cell(old: Raw, new: Raw, salt: str) -> Cell:
    """What a cell held before and after.

    Raises:
        ValueError: The salt has not the letters of one.
    """
    if len(salt) != SALT:
        raise ValueError(salt)
    return Cell(old, new, salt)


def cells(pairs: Iterable[tuple[str, Raw, Raw]]) -> dict[str, Cell]:
    """Cells from what each held before and after, each with a salt of its own."""
    found = list(pairs)
    salts = secrets.token_hex(_BYTES * len(found))
    return {
        key: cell(old, new, salts[at * SALT : (at + 1) * SALT])
        for at, (key, old, new) in enumerate(found)
    }


@dataclass(frozen=True, slots=True)
class Note:
    """What is to be noted.

    Attributes:
        what: What it tells, one of `What`.
        tab: The key of the tab; empty where it is about the whole book.
        code: The row's code; empty where it is about no single row.
        column: The key of the column; empty where it is about a whole row.
        cells: Facts and stamps by the keys of their columns.
        via: The way by which it came.
        who: Who did it; empty where nobody can know.
        why: The reason, in words for people; empty where there is none to tell.
    """

    what: str
    tab: str = ""
    code: str = ""
    column: str = ""
    cells: Mapping[str, Cell] = field(default_factory=dict)
    via: str = ""
    who: str = ""
    why: str = ""

    def seal(self, before: str, at: str) -> str:
        """The seal of this note at a moment, after another seal.

        The place is left out: where entries are counted anew one seal breaks, not all.
        """
        words = (self.what, self.tab, self.code, self.column, self.via, self.who)
        digests = sorted((key, it.digest) for key, it in self.cells.items())
        sealed = raw_json.dumps([before, at, *words, self.why, digests]).encode()
        return hashlib.blake2b(sealed, digest_size=_BYTES).hexdigest()


@dataclass(frozen=True, slots=True)
class SealedNote:
    """A note in its place.

    Attributes:
        seq: The place, counted up by one.
        at: The moment, as the database writes it.
        note: What was noted.
        seal: Over the note, its moment, and the seal of the entry before.
    """

    seq: int
    at: str
    note: Note
    seal: str


@dataclass(frozen=True, slots=True)
class End:
    """Where a chain ends: the place and the seal of its last entry."""

    seq: int = 0
    seal: str = ""


def sealed(notes: Iterable[Note], end: End, at: str) -> Iterator[SealedNote]:
    """The notes as the entries that follow the end of a chain."""
    for note in notes:
        end = End(end.seq + 1, note.seal(end.seal, at))
        yield SealedNote(end.seq, at, note, end.seal)
