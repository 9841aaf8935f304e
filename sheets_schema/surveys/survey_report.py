"""The survey's report: its figures as a page that directors read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sheets_schema.report import Chart, Heading, Paragraph, Report
from sheets_schema.surveys import survey_tables as tables
from sheets_schema.surveys import survey_words as words
from sheets_schema.surveys.question import Measure, Voice
from sheets_schema.surveys.quotes import shown
from sheets_schema.surveys.survey_notes import notes
from sheets_schema.writing.wording import moment, number

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator
    from datetime import datetime

    from sheets_schema.report import Block
    from sheets_schema.surveys.figures import Choices, Opinions, Summary

QUOTES = 5
"""How many quotes stand under each question."""


def report(summary: Summary, *, at: datetime, names: Collection[str] = ()) -> Report:
    """The annual summary as one tab: the answer, the figures, what is asked, notes.

    Args:
        summary: The figures.
        at: When the answers were read, in the company's zone.
        names: Names known to belong to customers: quotes do not show them.
    """
    return Report(
        key=key(summary.year),
        title=title(summary.year),
        blocks=tuple(_blocks(summary, at=at, names=names)),
    )


def key(year: int) -> str:
    """What tells the report from others."""
    return f"survey-{year}"


def title(year: int) -> str:
    """What the tab is called."""
    return f"Khảo sát {year}"


def _blocks(
    summary: Summary, *, at: datetime, names: Collection[str]
) -> Iterator[Block]:
    yield Heading(f"Kết quả khảo sát khách hàng năm {summary.year}", level=1)
    opening = (words.headline(summary), words.scores(summary), words.turnout(summary))
    yield from (Paragraph(text) for text in opening if text)
    yield Paragraph(
        f"Số liệu lấy từ sổ Khảo sát lúc {moment(at)}, hệ thống tự tổng hợp."
    )
    yield from _rated(summary)
    yield from _loyal(summary)
    yield from _said(summary, names)
    yield from _asked(summary)
    yield from _spread(summary)
    for choices in summary.choices:
        yield from _chosen(choices, summary.year)
    yield Heading("Ghi chú và cách tính")
    yield from map(Paragraph, notes(summary))


def _rated(summary: Summary) -> Iterator[Block]:
    figures = words.ranked(summary)
    if not figures:
        return
    yield Heading("Mức hài lòng theo từng câu")
    yield tables.shares(figures, "Hài lòng", summary.year)
    drawn = (tables.SHARE, tables.SHARE_BEFORE)
    years = drawn if tables.compared(figures) else drawn[:1]
    yield Chart("Tỷ lệ hài lòng theo từng câu", "bar", years)


def _loyal(summary: Summary) -> Iterator[Block]:
    recommend = summary.of(Measure.RECOMMEND)
    if recommend:
        yield Heading("Mức sẵn lòng giới thiệu (NPS)")
        yield tables.recommendations(recommend, summary.year)
    effort = summary.of(Measure.EFFORT)
    if effort:
        yield Heading("Mức dễ dàng khi làm việc với công ty (CES)")
        yield tables.shares(effort, "Dễ dàng", summary.year)


def _spread(summary: Summary) -> Iterator[Block]:
    """How the answers spread: satisfaction by scale, the longer scales one by one."""
    satisfied = [figure for figure in words.ranked(summary) if not figure.withheld]
    for scale in dict.fromkeys(figure.question.marks for figure in satisfied):
        figures = [one for one in satisfied if one.question.marks == scale]
        yield Heading(f"Phân bố câu trả lời, thang {words.marks(scale)}")
        yield tables.distribution(figures, scale)
        drawn = tuple(range(1, len(scale) + 1))
        yield Chart("Phân bố câu trả lời theo từng câu", "stacked", drawn)
    for figure in summary.of(Measure.RECOMMEND, Measure.EFFORT):
        if not figure.withheld:
            yield Heading(f"Phân bố câu trả lời: {figure.question.label}")
            yield tables.answers(figure)


def _chosen(choices: Choices, year: int) -> Iterator[Block]:
    yield Heading(choices.question.label, level=3)
    if choices.withheld:
        yield Paragraph(f"Số câu trả lời: {words.TOO_FEW}.")
        return
    yield tables.choices(choices, year)


def _said(summary: Summary, names: Collection[str]) -> Iterator[Block]:
    if not (summary.opinions or summary.headline):
        return
    yield Heading("Hài lòng, không hài lòng, kiến nghị")
    yield tables.voices(summary)
    order = list(Voice)
    for opinions in sorted(summary.opinions, key=lambda one: order.index(one.voice)):
        if not opinions.withheld:
            yield Heading(opinions.question.label, level=3)
            yield Paragraph(_intro(opinions))
            quotes = opinions.words.sample[:QUOTES]
            yield from (Paragraph(f"“{shown(text, names)}”") for text in quotes)


def _intro(opinions: Opinions) -> str:
    n = opinions.words.n
    if n <= QUOTES:
        return f"{number(n)} ý kiến:"
    return f"{number(n)} ý kiến, trong đó có:"


def _asked(summary: Summary) -> Iterator[Block]:
    asked = list(words.requests(summary))
    if asked:
        yield Heading("Xin Ban Giám đốc quyết định")
    for place, request in enumerate(asked, 1):
        yield Paragraph(f"{place}. {request}")
