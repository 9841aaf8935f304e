"""Judged: one case with what the desk says of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sheets_schema.casework.lines import NOWHERE

if TYPE_CHECKING:
    from sheets_schema.casework.case import Case
    from sheets_schema.casework.history import Neighbours
    from sheets_schema.casework.lifecycle import Verdict
    from sheets_schema.records import Row


@dataclass(frozen=True, slots=True)
class Judged:
    """A case with its verdict, and what its row stood as before.

    Attributes:
        case: With stamps and numbers as they should be.
        verdict: What the desk says of it now.
        row: The row of the register as it was read; `NOWHERE` for one that is missing.
        is_steady: Whether the review before saw the same facts.
        neighbours: What the rest of the register says of it.
    """

    case: Case
    verdict: Verdict
    row: Row
    is_steady: bool
    neighbours: Neighbours

    @property
    def stands(self) -> bool:
        """Whether its row stands in the sheet; the clocks of one deleted run on."""
        return self.row is not NOWHERE
