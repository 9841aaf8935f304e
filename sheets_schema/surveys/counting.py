"""Counting: one pass over the answers of several years, column by column."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from itertools import islice
from typing import TYPE_CHECKING, Protocol, TypeAlias

from sheets_schema.surveys import quotes
from sheets_schema.surveys.question import WORDED

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from sheets_schema.reading.typed import Raw
    from sheets_schema.records import Row
    from sheets_schema.surveys.question import Question

AnswerRows: TypeAlias = "Sequence[Mapping[str, Raw]]"
"""Answers as cells by key."""

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
        short = [text for text in texts if len(text) < quotes.TELLING]
        nothing = sum(map(quotes.says_nothing, short))
        self.n += len(texts) - nothing
        self.nothing += nothing
        self.sample = quotes.sample(texts, size=QUOTED, kept=self.sample)


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

    def add(self, campaign: Raw, slips: AnswerRows, columns: Columns) -> None:
        """Count these slips of one campaign too."""
        self.slips += len(slips)
        done = Counter([cells.get("complete") for cells in slips])
        self.progress.update({(campaign, it): times for it, times in done.items()})
        for key in columns.counted:
            self.cells[key].update([cells.get(key) for cells in slips])
        for key in columns.worded:
            found = [
                str(text) for cells in slips if (text := cells.get(key)) is not None
            ]
            self.words[key].add(found)


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


class AnswerYears(Protocol):
    """What tells the year of a campaign, and of a slip without one."""

    def year(self, campaign: Raw) -> int | None:
        """The year of a campaign, if it names one."""
        ...

    def came(self, slip: Mapping[str, Raw]) -> int | None:
        """The year in which a slip came."""
        ...


def count(
    rows: Iterable[Row], *, calendar: AnswerYears, years: Mapping[int | None, Columns]
) -> dict[int | None, Count]:
    """Count the answers of these years.

    Args:
        rows: The answers; they are read once and not kept.
        calendar: Which year an answer belongs to.
        years: The columns to be counted in each year; under None those of the answers
            that belong to no year.
    """
    counts: dict[int | None, Count] = {year: Count() for year in years}
    for campaign, slips in _chunks(rows):
        for year, of_year in _by_year(campaign, slips, calendar).items():
            if year in counts:
                counts[year].add(campaign, of_year, years[year])
    return counts


def _chunks(rows: Iterable[Row]) -> Iterator[tuple[Raw, AnswerRows]]:
    """The slips of one campaign at a time, from a chunk of rows after the other."""
    ahead = iter(rows)
    while chunk := tuple(islice(ahead, CHUNK)):
        apart: defaultdict[Raw, list[Mapping[str, Raw]]] = defaultdict(list)
        for row in chunk:
            cells = row.cells
            apart[cells.get("campaign")].append(cells)
        yield from apart.items()


def _by_year(
    campaign: Raw, slips: AnswerRows, calendar: AnswerYears
) -> Mapping[int | None, AnswerRows]:
    named = None if campaign is None else calendar.year(campaign)
    if named is not None:
        return {named: slips}
    apart = defaultdict(list)
    for cells in slips:
        apart[calendar.came(cells)].append(cells)
    return apart
