"""Survey: sums up a year's answers for the directors."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from sheets_schema import letters, survey, survey_letter, survey_report
from sheets_schema.books.board import BOARD
from sheets_schema.books.survey import SURVEY
from sheets_schema.courtesy import closing, staff_greeting
from sheets_schema.letter import Letter
from sheets_schema.office import Recipient
from sheets_schema.survey import Tabs
from sheets_schema.wording import number
from sheets_schema.words import Role

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date, datetime

    from sheets_schema.figures import Summary
    from sheets_schema.office import Office
    from sheets_schema.records import Problem, Reading
    from sync.ledger import Ledger
    from sync.store import Store

_TABS = ("campaign", "question", "invite", "answer")
_NEEDED = ("question", "answer")


class NothingToSum(Exception):  # noqa: N818 - named for the refusal
    """There are no answers of that year; ``str`` is one sentence."""

    def __init__(self, year: int, undated: int) -> None:
        rest = (
            f"; {number(undated)} phiếu không rõ đợt và ngày trả lời" if undated else ""
        )
        super().__init__(f"Sổ Khảo sát chưa có phiếu trả lời nào của năm {year}{rest}.")


class UnreadableSurvey(Exception):  # noqa: N818 - named for the refusal
    """A tab that the summary needs cannot be read; ``str`` says which and why."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__(" ".join(problem.sentence for problem in problems))


@dataclass(frozen=True)
class Issued:
    """What came of a summary.

    Attributes:
        summary: The figures.
        tab: The title of the tab in the board book.
        letters: How many letters were queued.
    """

    summary: Summary
    tab: str
    letters: int


def summarise(
    store: Store, ledger: Ledger, office: Office, *, year: int, now: datetime
) -> Issued:
    """Sum up a year: a tab with charts in the board book, a letter to the directors.

    Running it again draws the tab anew; a director is written to once a year.

    Raises:
        NothingToSum: The year has no answers.
        UnreadableSurvey: The questions or the answers cannot be read.
        StoreError: A book cannot be read or written.
    """
    here = now.astimezone(office.conditions.zone)
    reading = store.read(SURVEY, _TABS)
    summary = summed(reading, year=year)
    report = survey_report.report(summary, at=here, names=_names(reading))
    store.draw(BOARD, report)
    written = list(_letters(summary, office, on=here.date()))
    queued = ledger.queue(written, now=now)
    return Issued(summary, report.title, queued)


def summed(reading: Reading, *, year: int) -> Summary:
    """The figures of a year from a reading of the survey book.

    Raises:
        NothingToSum: The year has no answers.
        UnreadableSurvey: The questions or the answers cannot be read.
    """
    if any(tab not in reading.rows for tab in _NEEDED):
        raise UnreadableSurvey(reading.problems)
    tabs = Tabs(*(reading.rows.get(tab, ()) for tab in _TABS))
    summary = survey.summarise(tabs, year=year)
    if not summary.slips:
        raise NothingToSum(year, summary.undated)
    return replace(summary, problems=(*reading.problems, *summary.problems))


def _names(reading: Reading) -> frozenset[str]:
    """Full names of invited customers: quotes must not show them."""
    found = (str(row.get("name") or "") for row in reading.rows.get("invite", ()))
    return frozenset(name for name in found if " " in name)


def _letters(summary: Summary, office: Office, *, on: date) -> Iterator[Letter]:
    template = office.templates.get(survey_letter.TEMPLATE.key, survey_letter.TEMPLATE)
    if not template.on:
        return
    values = survey_letter.values(summary, book=BOARD.title)
    subject, body = letters.fill(template, values)
    end = closing(office.company)
    for to in _directors(office, on):
        about = f"survey-{summary.year}"
        yield Letter(
            key=f"{template.key}:{about}:{to.email or to.role}",
            template=template.key,
            to_name=to.name,
            to_address=to.email,
            role=to.role,
            ref=about,
            clock="",
            step="",
            subject=subject,
            body=f"{staff_greeting(to.name)}\n\n{body}\n\n{end}",
        )


def _directors(office: Office, on: date) -> list[Recipient]:
    """Every director or who stands in; the role alone as long as there is nobody."""
    found = (
        office.recipient_named(person.name, role, on)
        for role in (Role.DIRECTOR, Role.GENERAL_DIRECTOR)
        for person in office.holders(role)
    )
    named = {to.email: to for to in found if to} or {
        to.email: to for to in [office.recipient(Role.DIRECTOR, on)] if to
    }
    return list(named.values()) or [Recipient("", "", Role.DIRECTOR)]
