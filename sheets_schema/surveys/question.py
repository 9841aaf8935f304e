"""Question: what a survey asks, how it is answered, and what counts as good."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

from sheets_schema.reading.typed import fold
from sheets_schema.surveys import tally

if TYPE_CHECKING:
    from sheets_schema.reading.typed import Raw
    from sheets_schema.records import Row
    from sheets_schema.surveys.tally import AnswerValue


class Measure(Enum):
    """How a question is answered; the value is the choice in the sheet."""

    SATISFACTION = "Mức hài lòng 1–5"
    EFFORT = "Nỗ lực 1–7"
    RECOMMEND = "Giới thiệu 0–10"
    ONE = "Một lựa chọn"
    MANY = "Nhiều lựa chọn"
    SHORT = "Chữ ngắn"
    LONG = "Chữ dài"
    YES_NO = "Có/Không"


class Voice(Enum):
    """What an answer in words speaks of; the classes are those of QT912 (Q29)."""

    PRAISE = "Hài lòng"
    REGRET = "Không hài lòng"
    WISH = "Kiến nghị"
    OTHER = "Ý kiến khác"


OFFERED = frozenset({Measure.ONE, Measure.MANY, Measure.YES_NO})
"""Questions that offer choices."""
WORDED = frozenset({Measure.SHORT, Measure.LONG})
"""Questions that ask for words."""
_SCALES = {
    Measure.SATISFACTION: range(1, 6),
    Measure.EFFORT: range(1, 8),
    Measure.RECOMMEND: range(11),
}
_BY_SCALE = {marks: measure for measure, marks in _SCALES.items()}
_YES = (1, "có", "yes", "x", "true")
_BY_NAME = {fold(measure.value): measure for measure in Measure}
_SPEAKS = (
    (Voice.REGRET, ("chua hai long", "khong hai long", "chua tot", "phan nan")),
    (Voice.PRAISE, ("hai long", "khen", "thich nhat")),
    (
        Voice.WISH,
        ("kien nghi", "de xuat", "de nghi", "mong muon", "gop y"),
    ),
)


@dataclass(frozen=True)
class Question:
    """One question of a survey.

    Attributes:
        id: The column of the answers: ``q1``.
        measure: How it is answered.
        text: What the customer is asked.
        label: What reports call it: short.
        marks: The marks of its scale; empty where it asks for none.
        not_applicable: The codes that mean "does not apply".
        track: Questions of two years with the same track may be compared.
        campaign: The campaign that asks it; empty for all.
        place: Where it stands among the questions.
    """

    id: str
    measure: Measure
    text: str
    label: str
    marks: range = range(0)
    not_applicable: frozenset[AnswerValue] = frozenset()
    track: str = ""
    campaign: str = ""
    place: float = 0

    @property
    def best(self) -> range:
        """The marks that count as good: 9–10 of NPS, 5–7 of CES, else the two best."""
        if self.measure is Measure.EFFORT:
            return self.marks[-3:]
        return self.marks[-2:]

    @property
    def worst(self) -> range:
        """The marks that count as bad: 0–6 of NPS, else the two lowest of a scale."""
        if self.measure is Measure.RECOMMEND:
            return self.marks[:7]
        return self.marks[: min(2, len(self.marks) // 2)]

    @property
    def voice(self) -> Voice:
        """What an answer in words speaks of, after the words of the question."""
        asked = fold(self.text)
        found = (voice for voice, signs in _SPEAKS if any(s in asked for s in signs))
        return next(found, Voice.OTHER)


class UnreadableQuestion(ValueError):  # noqa: N818 - named for the refusal
    """The row does not say how the question is answered; ``str`` is one sentence."""

    def __init__(self, row: Row, cell: object) -> None:
        super().__init__(
            f"Câu {row.get('id')}: thang điểm “{cell}” chưa đọc được; "
            "xin ghi theo mẫu 1-5."
        )


def question(row: Row) -> Question:
    """The question of a row that has an ``id``.

    A row without a type is of the kind its scale says; without a scale it asks for
    words.

    Raises:
        UnreadableQuestion: There is something in ``scale`` that is no scale.
    """
    typed, measure = row.get("scale"), _BY_NAME.get(fold(_text(row, "type")))
    marks = tally.scale(typed)
    if marks is None and typed is not None and measure in (None, *_SCALES):
        raise UnreadableQuestion(row, typed)
    if measure is None:
        measure = _guess(marks)
    if measure not in _SCALES:
        marks = range(0)
    text = _text(row, "text") or _text(row, "id")
    return Question(
        id=_text(row, "id").lower(),
        measure=measure,
        text=text,
        label=_text(row, "label") or text,
        marks=_SCALES.get(measure, range(0)) if marks is None else marks,
        not_applicable=tally.codes(row.get("not_applicable")),
        track=_text(row, "track"),
        campaign=_text(row, "campaign"),
        place=_place(row),
    )


def _guess(marks: range | None) -> Measure:
    if marks is None:
        return Measure.LONG
    return _BY_SCALE.get(marks, Measure.SATISFACTION)


def _place(row: Row) -> float:
    order = tally.said(row.get("order"))
    return order if isinstance(order, (int, float)) else row.line


def _text(row: Row, key: str) -> str:
    return _plain(row.get(key))


def _plain(cell: Raw) -> str:
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    return "" if cell is None else str(cell).strip()


def choices(question: Question, cell: Raw) -> tuple[str, ...]:
    """The choices made in a cell; none where it is left out or does not apply."""
    meant = tally.said(cell)
    if not meant or meant in question.not_applicable:
        return ()
    if question.measure is Measure.YES_NO:
        return ("Có",) if meant in _YES else (_plain(cell),)
    parts = _plain(cell).split(";") if question.measure is Measure.MANY else ()
    made = [part.strip() for part in parts or (_plain(cell),)]
    return tuple(dict.fromkeys(part for part in made if part))
