"""Survey: from the tabs of the survey book to the figures of a year."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from sheets_schema.finding import Finding
from sheets_schema.surveys import counting, question, tally, turnout
from sheets_schema.surveys.figures import FEWEST, Choices, Figure, Opinions, Summary
from sheets_schema.surveys.question import OFFERED, UnreadableQuestion
from sheets_schema.surveys.turnout import CampaignYears, LastSlips

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from sheets_schema.records import Row
    from sheets_schema.surveys.counting import Count
    from sheets_schema.surveys.question import Question
    from sheets_schema.surveys.tally import Marks


@dataclass(frozen=True)
class SurveyTabs:
    """What a summary reads of the survey book.

    Attributes:
        campaigns: Tab ``campaign``.
        questions: Tab ``question``.
        invites: Tab ``invite``.
        answers: Tab ``answer``; read once, in chunks; see `LastSlips` for what is kept.
    """

    campaigns: Iterable[Row]
    questions: Iterable[Row]
    invites: Iterable[Row]
    answers: Iterable[Row]


@dataclass(frozen=True)
class _Year:
    """One year: what was asked, and what was counted for it."""

    year: int
    asked: tuple[Question, ...]
    count: Count

    def marks(self, asked: Question) -> Marks:
        cells = self.count.cells[asked.id] if asked.marks else {}
        return tally.sort(cells, asked.marks, not_applicable=asked.not_applicable)

    def choices(self, asked: Question) -> tuple[int, Counter[str]]:
        chosen: Counter[str] = Counter()
        n = 0
        cells = self.count.cells[asked.id] if asked.measure in OFFERED else {}
        for cell, times in cells.items():
            made = question.choices(asked, cell)
            chosen.update(dict.fromkeys(made, times))
            n += times if made else 0
        return n, chosen

    def like(self, asked: Question) -> Iterator[Question]:
        """What was asked here that may be compared with a question of another year."""
        alike = (asked.track, asked.measure, asked.marks)
        for other in self.asked if asked.track else ():
            if (other.track, other.measure, other.marks) == alike:
                yield other


def summarise(tabs: SurveyTabs, *, year: int) -> Summary:
    """The figures of a year, and last year's where they may be compared (Q29).

    What cannot be understood is told among the summary's problems.
    """
    calendar = CampaignYears(tabs.campaigns)
    known, problems = _read(tabs.questions)
    asked: dict[int | None, tuple[Question, ...]]
    asked = {one: _asked(known, calendar, one) for one in (year, year - 1)}
    years = {one: counting.columns(asked.get(one, ())) for one in (*asked, None)}
    slips = LastSlips(tabs.answers, calendar)
    counts = counting.count(slips, calendar=calendar, years=years)
    now, before = (_Year(one, asked[one], counts[one]) for one in (year, year - 1))
    few = FEWEST if calendar.anonymous(year) else 0
    guests = turnout.guests(tabs.invites, calendar, year=year)
    summary = Summary(
        year=year,
        slips=now.count.slips,
        slips_before=before.count.slips,
        response=turnout.response(guests, now.count.progress),
        figures=tuple(_figures(now, before, few)),
        choices=tuple(_choices(now, before, few)),
        opinions=tuple(_opinions(now, few)),
        outside=tuple(_outside(now)),
        undated=counts[None].slips,
        repeated=slips.repeated[year],
        anonymous=bool(few),
        problems=problems,
    )
    return replace(summary, silent=_silent(now.asked, summary))


def _read(rows: Iterable[Row]) -> tuple[list[Question], tuple[Finding, ...]]:
    known: list[Question] = []
    problems: list[Finding] = []
    for row in rows:
        if row.get("id") is None:
            continue
        try:
            known.append(question.question(row))
        except UnreadableQuestion as unreadable:
            said = str(unreadable)
            problems.append(
                Finding(said, tab="question", line=row.line, column="scale")
            )
    return known, tuple(problems)


def _asked(
    known: list[Question], calendar: CampaignYears, year: int
) -> tuple[Question, ...]:
    """The questions of a year in their order, one for each column of the answers.

    A question of one of the year's own campaigns goes before one of all campaigns.
    """
    general = {q.id: q for q in reversed(known) if not q.campaign}
    own = {
        q.id: q
        for q in reversed(known)
        if q.campaign and calendar.year(q.campaign) == year
    }
    return tuple(sorted((general | own).values(), key=lambda q: q.place))


def _silent(asked: Iterable[Question], summary: Summary) -> tuple[Question, ...]:
    answered = {one.question.id for one in summary.figures}
    answered |= {one.question.id for one in summary.choices}
    answered |= {one.question.id for one in summary.opinions}
    return tuple(question for question in asked if question.id not in answered)


def _figures(now: _Year, before: _Year, few: int) -> Iterator[Figure]:
    for asked in now.asked:
        marks = now.marks(asked)
        if marks.n:
            last = (before.marks(other) for other in before.like(asked))
            fit = (one for one in last if one.n >= max(few, 1))
            yield Figure(asked, marks, next(fit, None), withheld=marks.n < few)


def _choices(now: _Year, before: _Year, few: int) -> Iterator[Choices]:
    for asked in now.asked:
        n, chosen = now.choices(asked)
        if n:
            last = (before.choices(other) for other in before.like(asked))
            fit = (one for one in last if one[0] >= max(few, 1))
            n_before, made = next(fit, (0, Counter()))
            common = dict(chosen.most_common())
            yield Choices(asked, n, common, made, n_before, withheld=n < few)


def _opinions(now: _Year, few: int) -> Iterator[Opinions]:
    for asked in now.asked:
        words = now.count.words.get(asked.id)
        if words and words.n:
            yield Opinions(asked, words, withheld=words.n < few)


def _outside(now: _Year) -> Iterator[tuple[Question, Mapping[str, int]]]:
    for asked in now.asked:
        if outside := now.marks(asked).outside:
            yield asked, outside
