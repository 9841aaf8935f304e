"""Figures: what a year of answers says, and last year beside it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sheets_schema.surveys import interval
from sheets_schema.surveys.question import Measure

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sheets_schema.finding import Finding
    from sheets_schema.surveys.counting import Words
    from sheets_schema.surveys.interval import Interval
    from sheets_schema.surveys.question import Question, Voice
    from sheets_schema.surveys.tally import Marks

SMALL = 30
"""With fewer valid answers a figure is only for reference."""
FEWEST = 5
"""With fewer valid answers an anonymous survey prints none."""


def nps(question: Question, marks: Marks) -> int:
    """The net promoter score, -100 to 100: halves round up, no percent sign."""
    net = marks.among(question.best) - marks.among(question.worst)
    return (200 * net + marks.n) // (2 * marks.n)


@dataclass(frozen=True)
class Figure:
    """One question's marks.

    Attributes:
        question: What was asked.
        marks: This year's answers; at least one is valid.
        before: Last year's to the question with the same track; None where there is
            no such question, or nobody answered it.
        withheld: Whether there are too few answers to print (anonymous mode).
    """

    question: Question
    marks: Marks
    before: Marks | None = None
    withheld: bool = False

    @property
    def share(self) -> float:
        """The part of the valid answers that is good, 0 to 1."""
        return self.marks.share(self.question.best)

    @property
    def share_before(self) -> float | None:
        """The same of last year."""
        return self.before.share(self.question.best) if self.before else None

    @property
    def change(self) -> float | None:
        """How many points it went up: percentage points, or points of NPS."""
        if self.before is None or self.share_before is None:
            return None
        if self.question.measure is Measure.RECOMMEND:
            return nps(self.question, self.marks) - nps(self.question, self.before)
        return 100 * (self.share - self.share_before)

    @property
    def clear(self) -> bool:
        """Whether the change is more than chance: the two intervals do not overlap."""
        if self.before is None:
            return False
        return not self.interval(self.marks).overlaps(self.interval(self.before))

    @property
    def small(self) -> bool:
        """Whether the figures are only for reference."""
        return self.marks.n < SMALL

    @property
    def small_before(self) -> bool:
        """Whether last year's are."""
        return self.before is not None and self.before.n < SMALL

    def interval(self, marks: Marks) -> Interval:
        """Where the share lies: Wilson; of NPS where the score lies, as -1 to 1."""
        best = marks.among(self.question.best)
        if self.question.measure is Measure.RECOMMEND:
            return interval.net(best, marks.among(self.question.worst), marks.n)
        return interval.wilson(best, marks.n)


@dataclass(frozen=True)
class Choices:
    """One question's choices.

    Attributes:
        question: What was asked.
        n: How many slips answer it.
        chosen: How often each choice was made, the commonest first.
        before: The same of last year by the same track; empty where there is none.
        n_before: How many slips answered it last year.
        withheld: Whether there are too few answers to print (anonymous mode).
    """

    question: Question
    n: int
    chosen: Mapping[str, int]
    before: Mapping[str, int]
    n_before: int = 0
    withheld: bool = False


@dataclass(frozen=True)
class Opinions:
    """What was written under one question."""

    question: Question
    words: Words
    withheld: bool = False

    @property
    def voice(self) -> Voice:
        """Satisfied, dissatisfied, a wish, or something else."""
        return self.question.voice


@dataclass(frozen=True)
class Response:
    """How many of the invited answered.

    Attributes:
        invited: Invitations.
        bounced: Those that never arrived.
        completed: Answers that were finished.
        partial: Answers begun, and at least half done.
    """

    invited: int
    bounced: int
    completed: int
    partial: int

    @property
    def of_invited(self) -> float:
        """The stricter rate: AAPOR RR1."""
        return self.completed / self.invited

    @property
    def of_reached(self) -> float | None:
        """The rate among those whom the invitation reached.

        None where it reached nobody, or fewer than answered: asked by telephone, say.
        """
        reached = self.invited - self.bounced
        return self.completed / reached if reached >= max(self.completed, 1) else None


@dataclass(frozen=True)
class Summary:
    """A year's survey.

    Attributes:
        year: Which.
        slips: How many answers there are.
        slips_before: How many there were last year.
        response: Nothing where nobody was invited by the desk.
        figures: Questions that ask for a mark, in their order.
        choices: Questions that offer choices, in their order.
        opinions: Questions that ask for words, in their order.
        outside: What was given outside the scale of a question, and how often.
        silent: Questions without one valid answer.
        undated: Answers of no year, which stand in no summary.
        repeated: Answers that their customer replaced by a later one, not counted.
        anonymous: Whether answers carry no name, so that small numbers are withheld.
        problems: What a person should mend.
    """

    year: int
    slips: int
    slips_before: int
    response: Response | None
    figures: tuple[Figure, ...]
    choices: tuple[Choices, ...]
    opinions: tuple[Opinions, ...]
    outside: tuple[tuple[Question, Mapping[str, int]], ...] = ()
    silent: tuple[Question, ...] = ()
    undated: int = 0
    repeated: int = 0
    anonymous: bool = False
    problems: tuple[Finding, ...] = ()

    def of(self, *measures: Measure) -> tuple[Figure, ...]:
        """The figures of the questions answered in one of these ways."""
        return tuple(f for f in self.figures if f.question.measure in measures)

    @property
    def headline(self) -> Figure | None:
        """CSAT: the first question that asks how satisfied the customer is."""
        return next(iter(self.of(Measure.SATISFACTION)), None)
