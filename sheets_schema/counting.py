"""Counting: one pass over the answers of several years, column by column."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from itertools import islice
from typing import TYPE_CHECKING

from sheets_schema import quotes
from sheets_schema.question import WORDED

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from sheets_schema.question import Question
    from sheets_schema.records import Row
    from sheets_schema.typed import Raw

CHUNK = 4096
"""Rows held at a time: columns are counted in chunks, so memory stays flat."""

QUOTED = 12
"""Texts kept of each question."""


@dataclass
class Words:
    """What customers wrote under one question: how many, and a sample of it.

    Attributes:
        n: Texts that say something.
        nothing: Texts that say there is nothing to say.
        sample: Some of the texts, as they were written.
    """

    n: int = 0
    nothing: int = 0
    sample: list[str] = field(default_factory=list)

    def add(self, texts: Sequence[str]) -> None:
        """Count these texts too."""
        telling = [text for text in texts if not quotes.says_nothing(text)]
        self.n += len(telling)
        self.nothing += len(texts) - len(telling)
        self.sample = quotes.sample([*self.sample, *telling], size=QUOTED)


@dataclass
class Count:
    """The answers of one year.

    Attributes:
        slips: How many there are.
        progress: How many of them there are by campaign and percent done.
        cells: How often each value stands in a column, empty cells included.
        words: What stands in the columns that ask for words.
    """

    slips: int = 0
    progress: Counter[tuple[Raw, Raw]] = field(default_factory=Counter)
    cells: defaultdict[str, Counter[Raw]] = field(
        default_factory=lambda: defaultdict(Counter)
    )
    words: defaultdict[str, Words] = field(default_factory=lambda: defaultdict(Words))

    def add(self, chunk: Sequence[Mapping[str, Raw]], columns: Columns) -> None:
        """Count these slips too."""
        self.slips += len(chunk)
        self.progress.update(
            [(cells.get("campaign"), cells.get("complete")) for cells in chunk]
        )
        for key in columns.counted:
            self.cells[key].update([cells.get(key) for cells in chunk])
        for key in columns.worded:
            found = [cells[key] for cells in chunk if key in cells]
            self.words[key].add([str(text) for text in found])


@dataclass(frozen=True)
class Columns:
    """Which columns of the answers are counted, and which hold words."""

    counted: tuple[str, ...]
    worded: tuple[str, ...]


def columns(questions: Iterable[Question]) -> Columns:
    """The columns of the answers to these questions."""
    worded = {question.id: question.measure in WORDED for question in questions}
    return Columns(
        tuple(key for key, words in worded.items() if not words),
        tuple(key for key, words in worded.items() if words),
    )


def count(
    rows: Iterable[Row],
    *,
    year_of: Callable[[Row], int | None],
    years: Mapping[int, Columns],
) -> dict[int | None, Count]:
    """Count the answers of these years, and how many belong to no year.

    Args:
        rows: The answers; they are read once and not kept.
        year_of: The year of an answer, or None where it names none.
        years: The columns to be counted in each year.
    """
    counts: dict[int | None, Count] = {year: Count() for year in (*years, None)}
    nothing = Columns((), ())
    for chunk in _chunks(rows):
        apart = defaultdict(list)
        for row in chunk:
            apart[year_of(row)].append(row.cells)
        for year in counts.keys() & apart.keys():
            counts[year].add(apart[year], years.get(year, nothing) if year else nothing)
    return counts


def _chunks(rows: Iterable[Row]) -> Iterator[tuple[Row, ...]]:
    ahead = iter(rows)
    while chunk := tuple(islice(ahead, CHUNK)):
        yield chunk
