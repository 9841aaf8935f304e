"""Forms: what was typed, and what it means or the reasons why it means nothing.

An own small table of questions instead of WTForms: an answer may be asked about because
of another one, sentences are told in two languages, what is meant must be what the
register's cells mean, and a form object costs more than storing the form.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, NoReturn

from forms_app.language import Said
from sheets_schema.cells import Unreadable, clean
from sheets_schema.reading.options import find
from sheets_schema.reading.typed import visible

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import date, datetime
    from zoneinfo import ZoneInfo

    from werkzeug.datastructures import MultiDict

    from forms_app.desk_port import PublicOffice
    from sheets_schema.cells import Conditions, Kind, Value


class Ask(Exception):  # noqa: N818 - it is a question, not a fault
    """What the customer is asked to put right."""

    def __init__(self, said: Said) -> None:
        super().__init__(said.text)
        self.said = said


def ask(text: str, **values: object) -> NoReturn:
    """Ask the customer to put something right."""
    raise Ask(Said(text, **values))


class Paper:
    """A filled form.

    Attributes:
        office: What the company's books say.
        now: The moment it came.
    """

    def __init__(
        self, typed: MultiDict[str, str], *, office: PublicOffice, now: datetime
    ) -> None:
        self.office = office
        self.now = now
        self._typed = typed.to_dict(flat=False)
        self._clean: dict[str, str] = {}

    def text(self, key: str) -> str:
        """An answer as the register keeps text; empty where there is none."""
        if key not in self._typed:
            return ""
        if key not in self._clean:
            self._clean[key] = clean(self._typed[key][0])
        return self._clean[key]

    def line(self, key: str) -> str:
        """An answer on one line, without the invisible signs that copying brings."""
        text = self.text(key)
        return " ".join(visible(text).split()) if text else ""

    def words(self, key: str) -> tuple[str, ...]:
        """The answers to a question that may have several, each once."""
        cleaned = (clean(word) for word in self._typed.get(key, ()))
        return tuple(dict.fromkeys(word for word in cleaned if word))

    def ticked(self, key: str) -> bool:
        """Whether a box is ticked."""
        return bool(self._typed.get(key, [""])[0])

    def was_asked(self, about: str) -> bool:
        """Whether an earlier answer to this page asked about it already."""
        return about in self.words("asked")

    def choice(self, key: str, options: tuple[str, ...]) -> str:
        """The option that an answer names, however it is written; else empty."""
        return _meant(self.text(key), options)

    def choices(self, key: str, options: tuple[str, ...]) -> tuple[str, ...]:
        """The options that the answers name, in the order of the page."""
        named = {_meant(word, options) for word in self.words(key)}
        return tuple(one for one in options if one in named)

    def meant(self, kind: Kind, text: str) -> Value:
        """What a cell of that kind would mean; None if it cannot be read."""
        try:
            return self.reading(kind, text)
        except Unreadable:
            return None

    def reading(self, kind: Kind, text: str) -> Value:
        """What a cell of that kind would mean.

        Raises:
            Unreadable: It means nothing there.
        """
        return kind.read(text, self._conditions)

    @property
    def lists(self) -> Mapping[str, tuple[str, ...]]:
        """The company's lists by name."""
        return self._conditions.lists

    @property
    def today(self) -> date:
        """The company's day."""
        return self._conditions.today

    @property
    def zone(self) -> ZoneInfo:
        """The company's time zone."""
        return self._conditions.zone

    @cached_property
    def _conditions(self) -> Conditions:
        conditions = self.office.conditions
        return replace(conditions, today=self.now.astimezone(conditions.zone).date())


LONGEST_CHOICE = 1000
"""Signs of an answer that may still name an option."""


def _meant(text: str, options: tuple[str, ...]) -> str:
    if len(text) > LONGEST_CHOICE:
        return ""
    if text in options or not (text and options):
        return text if options else ""
    return find(text, options) or ""


@dataclass(frozen=True)
class Answers:
    """What a paper means.

    Attributes:
        meant: By the name of the field; empty answers are left out.
        problems: What to put right, by the name of the field, in the order of the page.
    """

    meant: Mapping[str, str]
    problems: Mapping[str, Said]


def read(paper: Paper, questions: Mapping[str, Callable[[Paper], str]]) -> Answers:
    """Ask each question of the paper; all reasons are told at once."""
    meant: dict[str, str] = {}
    problems: dict[str, Said] = {}
    for key, question in questions.items():
        try:
            meant[key] = question(paper)
        except Ask as ask:
            problems[key] = ask.said
    return Answers({key: text for key, text in meant.items() if text}, problems)
