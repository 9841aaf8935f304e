"""Survey: sums up a year's answers for the directors."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from sheets_schema.books.board import BOARD
from sheets_schema.books.shelf import DESK
from sheets_schema.books.survey import SURVEY
from sheets_schema.company.office import Recipient
from sheets_schema.company.settings_tabs import TABS
from sheets_schema.surveys import survey, survey_letter, survey_report
from sheets_schema.surveys.survey import SurveyTabs
from sheets_schema.words import Role
from sheets_schema.writing import kinds
from sheets_schema.writing.wording import number
from sync.store import Held

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date, datetime

    from sheets_schema.company.office import Office
    from sheets_schema.finding import Finding
    from sheets_schema.records import Reading
    from sheets_schema.surveys.figures import Summary
    from sheets_schema.writing.letter import Letter
    from sync.desk import Desk
    from sync.durable.ledger import Ledger
    from sync.store import Store

_TABS = ("campaign", "question", "invite", "answer")
_NEEDED = ("question", "answer")


class NoSummary(Exception):  # noqa: N818 - named for the refusal
    """A year could not be summed up; ``str`` is one sentence."""


class NothingToSum(NoSummary):
    """There are no answers of that year."""

    def __init__(self, year: int, undated: int) -> None:
        rest = (
            f"; {number(undated)} phiếu không rõ đợt, không rõ ngày" if undated else ""
        )
        super().__init__(f"Sổ Khảo sát chưa có phiếu trả lời nào của năm {year}{rest}.")


class UnreadableSurvey(NoSummary):
    """A tab that the summary needs cannot be read: which, and what to do."""

    def __init__(self, problems: tuple[Finding, ...]) -> None:
        super().__init__(" ".join(problem.sentence for problem in problems))


class BoardOpen(NoSummary):
    """Somebody has the board book open; nothing was drawn and nobody written to."""

    def __init__(self) -> None:
        super().__init__(
            f"Sổ “{BOARD.title}” đang được mở; xin đóng sổ rồi lập lại bản tổng hợp."
        )


@dataclass(frozen=True, slots=True)
class Issued:
    """What came of a summary; the fields of ``run survey --json``.

    Attributes:
        year: The year that was summed up.
        slips: Its answers.
        tab: The title of the tab in the board book.
        letters_queued: Letters to directors that were not queued before.
        problems: What people should mend in the survey book.
    """

    year: int
    slips: int
    tab: str
    letters_queued: int
    problems: tuple[Finding, ...]


def run(desk: Desk, *, year: int, now: datetime) -> Issued:
    """Sum up a year: see `issue`."""
    office = desk.office(desk.store.read(DESK, TABS), now=now)
    return issue(desk.store, desk.ledger, office, year=year, now=now)


def issue(
    store: Store, ledger: Ledger, office: Office, *, year: int, now: datetime
) -> Issued:
    """Draw the summary of a year into the board book and write to the directors.

    Done again it draws the tab anew; a director is written to once for a year.

    Raises:
        NoSummary: There is nothing to sum up, or the board book is open.
        StoreError: A book cannot be read or written.
        Unstorable: The ledger cannot be used.
    """
    here = now.astimezone(office.conditions.zone)
    reading = store.read(SURVEY, _TABS)
    summary = summed(reading, year=year)
    report = survey_report.report(summary, at=here, names=_names(reading))
    try:
        store.draw(BOARD, report)
    except Held:
        raise BoardOpen from None
    letters = _letters(summary, office, on=here.date())
    written = kinds.timed(letters, office.worktime, now=here)
    queued = ledger.queue(written, now=now)
    if all(letter.to_address for letter in written):
        stale = [f"{kinds.N18.key}:{survey_report.key(year)}:{Role.DIRECTOR}"]
        ledger.drop(stale, reason="đã có người nhận", now=now)
    return Issued(year, summary.slips, report.title, queued, summary.problems)


def summed(reading: Reading, *, year: int) -> Summary:
    """The figures of a year from a reading of the survey book.

    Raises:
        NoSummary: The year has no answers, or a tab cannot be read.
    """
    if any(tab not in reading.rows for tab in _NEEDED):
        raise UnreadableSurvey(reading.problems)
    tabs = SurveyTabs(*(reading.rows.get(tab, ()) for tab in _TABS))
    summary = survey.summarise(tabs, year=year)
    if not summary.slips:
        raise NothingToSum(year, summary.undated)
    return replace(summary, problems=(*reading.problems, *summary.problems))


def _names(reading: Reading) -> frozenset[str]:
    """Full names of invited customers: quotes must not show them."""
    found = (str(row.get("name") or "") for row in reading.rows.get("invite", ()))
    return frozenset(name for name in found if " " in name)


def _letters(summary: Summary, office: Office, *, on: date) -> Iterator[Letter]:
    values = survey_letter.values(summary, book=BOARD.title)
    ref = survey_report.key(summary.year)
    for to in _directors(office, on):
        letter = kinds.write(kinds.N18, to, values, office=office, ref=ref)
        if letter:
            yield letter


def _directors(office: Office, on: date) -> list[Recipient]:
    """Every director or who stands in; the role alone as long as there is nobody."""
    found = (
        office.recipient_named(person.name, role, on)
        for role in kinds.N18.audience
        for person in office.holders(role)
    )
    named = {to.email: to for to in found if to} or {
        to.email: to for to in [office.recipient(Role.DIRECTOR, on)] if to
    }
    return list(named.values()) or [Recipient("", "", Role.DIRECTOR)]
