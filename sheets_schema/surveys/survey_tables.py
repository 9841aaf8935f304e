"""The survey's tables: figures in lines and columns."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from sheets_schema.report import FigureTable
from sheets_schema.surveys import survey_words as words
from sheets_schema.surveys.figures import nps
from sheets_schema.surveys.question import Voice

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from sheets_schema.reading.typed import Raw
    from sheets_schema.surveys.figures import Choices, Figure, Summary
    from sheets_schema.surveys.tally import Marks

SHARE, SHARE_BEFORE = 2, 5
"""Where `shares` has the share of this year, and of last year if it compares."""

_PERCENT, _COUNT, _MEAN = "0.0%", "#,##0", "0.00"
_POINTS, _SCORE = "+0.0;-0.0;0.0", "+0;-0;0"
_INTERVAL = "Khoảng tin cậy 95%"


class _Column(NamedTuple):
    head: str
    format: str
    value: Callable[[Figure], Raw]


def _grid(figures: Iterable[Figure], columns: Sequence[_Column]) -> FigureTable:
    rows = (
        _withheld(figure, len(columns))
        if figure.withheld
        else tuple(column.value(figure) for column in columns)
        for figure in figures
    )
    heads = tuple(column.head for column in columns)
    return FigureTable(heads, tuple(rows), tuple(column.format for column in columns))


def _withheld(figure: Figure, width: int) -> tuple[Raw, ...]:
    return (figure.question.label, words.TOO_FEW, *[None] * (width - 2))


def compared(figures: Iterable[Figure]) -> bool:
    """Whether any of them has a figure of last year."""
    return any(figure.before for figure in figures)


_LABEL = _Column("Câu hỏi", "", lambda figure: figure.question.label)
_N = _Column("n", _COUNT, lambda figure: figure.marks.n)
_REMARK = _Column("Nhận xét", "", words.remark)


def shares(figures: Sequence[Figure], word: str, year: int) -> FigureTable:
    """Questions with the share of the good marks and the mean, last year's beside.

    Args:
        figures: At least one; in the order of the lines.
        word: What good marks mean: ``Hài lòng``.
        year: The year of the figures.
    """
    best = {words.marks(figure.question.best) for figure in figures}
    good = best.pop() if len(best) == 1 else "các mức cao nhất"
    now = (
        _Column(f"{word} {year} ({good})", _PERCENT, lambda figure: figure.share),
        _Column(_INTERVAL, "", lambda figure: _share_range(figure, figure.marks)),
        _Column("Trung bình", _MEAN, lambda figure: figure.marks.mean),
    )
    before = (
        _Column(f"{word} {year - 1}", _PERCENT, lambda figure: figure.share_before),
        *_last_year(year - 1, _share_range),
        _Column("Chênh lệch (điểm phần trăm)", _POINTS, lambda figure: figure.change),
    )
    beside = before if compared(figures) else ()
    return _grid(figures, (_LABEL, _N, *now, *beside, _REMARK))


def recommendations(figures: Sequence[Figure], year: int) -> FigureTable:
    """Questions that ask for a recommendation, with NPS, last year's beside."""
    now = (
        _Column(f"NPS {year}", "0", lambda figure: nps(figure.question, figure.marks)),
        _Column(_INTERVAL, "", lambda figure: _score_range(figure, figure.marks)),
    )
    before = (
        _Column(f"NPS {year - 1}", "0", _nps_before),
        *_last_year(year - 1, _score_range),
        _Column("Chênh lệch (điểm)", _SCORE, lambda figure: figure.change),
    )
    beside = before if compared(figures) else ()
    return _grid(figures, (_LABEL, _N, *now, *beside, _REMARK))


def _last_year(
    year: int, between: Callable[[Figure, Marks], str]
) -> tuple[_Column, _Column]:
    def of_last(figure: Figure) -> Raw:
        return between(figure, figure.before) if figure.before else None

    def n_of_last(figure: Figure) -> Raw:
        return figure.before.n if figure.before else None

    return (
        _Column(f"n {year}", _COUNT, n_of_last),
        _Column(f"{_INTERVAL} {year}", "", of_last),
    )


def _share_range(figure: Figure, marks: Marks) -> str:
    return words.between(figure.interval(marks))


def _score_range(figure: Figure, marks: Marks) -> str:
    found = figure.interval(marks)
    low, high = (words.rounded(100 * end, 0) for end in (found.low, found.high))
    return f"{low} đến {high}"


def _nps_before(figure: Figure) -> Raw:
    return nps(figure.question, figure.before) if figure.before else None


def distribution(figures: Iterable[Figure], scale: range) -> FigureTable:
    """How the answers spread over a scale, and what was no answer.

    Column 1 is the lowest mark; the marks of a line add up to the whole.
    """
    columns = (
        _LABEL,
        *(_mark(mark) for mark in scale),
        _N,
        _Column("Không áp dụng", _COUNT, lambda figure: figure.marks.not_applicable),
        _Column("Không trả lời", _COUNT, lambda figure: figure.marks.blank),
        _Column("Ngoài thang điểm", _COUNT, _strays),
    )
    return _grid(figures, columns)


def answers(figure: Figure) -> FigureTable:
    """The marks of one question, a line each, then what was no answer."""
    marks = figure.marks
    given = [(mark, times, times / marks.n) for mark, times in marks.counts.items()]
    rest = (
        ("Không áp dụng", marks.not_applicable, None),
        ("Không trả lời", marks.blank, None),
        ("Ngoài thang điểm", _strays(figure), None),
    )
    head = ("Điểm", "Số phiếu", f"Tỷ lệ ({words.sample(marks.n)})")
    return FigureTable(head, (*given, *rest), ("", _COUNT, _PERCENT))


def _mark(mark: int) -> _Column:
    return _Column(f"Điểm {mark}", _PERCENT, lambda figure: figure.marks.share({mark}))


def _strays(figure: Figure) -> Raw:
    return sum(figure.marks.outside.values())


def choices(found: Choices, year: int) -> FigureTable:
    """How often each choice was made, last year's share beside it."""
    rows = [
        (choice, times, times / found.n, _share(found, choice))
        for choice, times in found.chosen.items()
    ]
    head = (
        "Lựa chọn",
        "Số phiếu",
        f"Tỷ lệ {year} ({words.sample(found.n)})",
        f"Tỷ lệ {year - 1} ({words.sample(found.n_before)})",
    )
    width = 4 if found.n_before else 3
    formats = ("", _COUNT, _PERCENT, _PERCENT)[:width]
    return FigureTable(head[:width], tuple(row[:width] for row in rows), formats)


def _share(found: Choices, choice: str) -> Raw:
    return found.before.get(choice, 0) / found.n_before if found.n_before else None


def voices(summary: Summary) -> FigureTable:
    """The three classes of QT912: slips by their mark, and what was written."""
    written: Counter[Voice] = Counter()
    for opinions in summary.opinions:
        written[opinions.voice] += opinions.words.n
    figure = summary.headline
    rows = [
        (*_slips(figure, voice), written[voice])
        for voice in Voice
        if voice is not Voice.OTHER or written[voice]
    ]
    n = figure.marks.n if figure and not figure.withheld else 0
    head = (
        "Loại",
        "Số phiếu theo điểm",
        f"Tỷ lệ ({words.sample(n)})",
        "Số ý kiến viết",
    )
    return FigureTable(head, tuple(rows), ("", _COUNT, _PERCENT, _COUNT))


def _slips(figure: Figure | None, voice: Voice) -> tuple[Raw, Raw, Raw]:
    if figure is None or figure.withheld:
        return voice.value, None, None
    question, marks = figure.question, figure.marks
    among = {Voice.PRAISE: question.best, Voice.REGRET: question.worst}.get(voice)
    if among is None:
        return voice.value, None, None
    name = f"{voice.value} (điểm {words.marks(among)})"
    return name, marks.among(among), marks.share(among)
